// Data packed by the compiler and unpacked by the runtime is the same data; what repeats itself takes little; and a module puts it into
// memory of any content. Knows not what the data is.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PACK_CHAIN_MAX, PACK_ENOUGH } from "../../src/base/limits.js";
import { compile } from "../../src/compile.js";
import { packed } from "../../src/wasm/encode/pack.js";
import { runtimeBytes } from "../../src/wasm/runtime/bytes.js";

type Numbers = (...args: readonly number[]) => number;

const PAGES = 8;
const runtime = new WebAssembly.Module(new Uint8Array(runtimeBytes()));

/** What the runtime makes of a stream, and the byte before it and behind it. */
function unpacked(stream: Uint8Array, length: number): { readonly bytes: Uint8Array; readonly beside: readonly (number | undefined)[] } {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const { exports } = new WebAssembly.Instance(runtime, { env: { memory } });
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(0xaa);
  const [to, from] = [4097, bytes.length - stream.length];
  bytes.set(stream, from);
  (exports["rt_unpack"] as Numbers)(from, to, to + length);
  return { bytes: bytes.slice(to, to + length), beside: [bytes[to - 1], bytes[to + length]] };
}

function expectSame(bytes: Uint8Array): number {
  const stream = packed(bytes);
  const back = unpacked(stream, bytes.length);
  expect(Buffer.from(back.bytes).equals(Buffer.from(bytes))).toBe(true);
  expect(back.beside).toEqual([0xaa, 0xaa]);
  return stream.length;
}

const some = (length: number, byte: (at: number) => number): Uint8Array => Uint8Array.from({ length }, (_, at) => byte(at));

describe("packed data", () => {
  test.each<readonly [string, Uint8Array, number]>([
    ["nothing", some(0, () => 0), 0],
    ["one byte", some(1, () => 0xff), 2],
    ["two that are alike", some(2, () => 7), 3],
    ["zeros", some(100_000, () => 0), 8],
    ["a count of enough, and one more", Uint8Array.from([...some(PACK_ENOUGH + 1, () => 1), 2, ...some(PACK_ENOUGH, () => 1), 3]), 16],
    ["what stood as far back as there is", Uint8Array.from([1, 2, 3, 4, ...some(70_000, () => 0), 1, 2, 3, 4]), 24],
    ["words that count up", some(4000, (at) => (at % 4 === 0 ? at >> 2 : at % 4 === 1 ? at >> 10 : 0)), 3200],
    ["more places alike than are tried", Uint8Array.from(Array.from({ length: 4 * PACK_CHAIN_MAX }, (_, at) => [9, 9, at]).flat()), 140],
    ["bytes that never repeat", some(256, (at) => at), 288],
  ])("are the same data: %s", (_, bytes, most) => {
    expect(expectSame(bytes)).toBeLessThanOrEqual(most);
  });

  test("are the same data, whatever they are", () => {
    const few = fc.array(fc.nat(3), { maxLength: 600 });
    const pieces = fc.array(fc.tuple(fc.nat(400), fc.nat(90)), { maxLength: 60 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), few, pieces, (any, letters, again) => {
      const bytes = [...any, ...letters];
      for (const [from, length] of again) bytes.push(...bytes.slice(from, from + length));
      expectSame(Uint8Array.from(bytes));
    }), { numRuns: 400 });
  });

  test("are put into memory that is not empty", () => {
    const { value } = compile([{ file: "p.policy", text: "package p\nunary deny all { on call when args.x in {\"a\", \"b\", \"c\", \"d\", \"e\"} }\n" }]);
    const answer = (byte: number): string => {
      const memory = new WebAssembly.Memory({ initial: PAGES });
      new Uint8Array(memory.buffer).fill(byte);
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(value?.wasm ?? [])), { env: { memory } });
      const call = (name: string, ...args: readonly number[]): number => (exports[name] as Numbers)(...args);
      const bytes = new Uint8Array(memory.buffer);
      const heap = call("opa_heap_ptr_get");
      const input = new TextEncoder().encode("{\"version\":2,\"op\":\"EXEC\",\"tool\":null,\"sinks\":[],\"acts\":[],\"args\":{\"x\":\"c\"},\"host\":{},\"facts\":{},\"rows\":[]}");
      bytes.set(input, heap);
      const at = call("opa_eval", 0, 0, 0, heap, input.length, heap + input.length, 0);
      return new TextDecoder().decode(bytes.subarray(at, bytes.indexOf(0, at)));
    };
    expect(answer(0)).toContain("\"rule\":\"p.all\"");
    expect(answer(0xaa)).toBe(answer(0));
  });
});

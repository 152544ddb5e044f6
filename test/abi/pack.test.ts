// Data packed by the compiler and unpacked by the runtime is the same data; what repeats itself takes little; and a module puts it into
// memory of any content. Knows not what the data is.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PACK_CHAIN_MAX, PACK_ENOUGH } from "../../src/base/limits.js";
import { compile } from "../../src/compile.js";
import { packed } from "../../src/wasm/encode/pack.js";
import { LINK, PACK_NEAR_BITS } from "../../src/wasm/runtime/link.js";
import { runtimeBytes } from "../../src/wasm/runtime/bytes.js";

type Numbers = (...args: readonly number[]) => number;

const PAGES = 8;
const runtime = new WebAssembly.Module(new Uint8Array(runtimeBytes("whole")));

/** What the runtime makes of a stream, and the byte before it and behind it. */
function unpacked(stream: Uint8Array, length: number): { readonly bytes: Uint8Array; readonly beside: readonly (number | undefined)[] } {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const { exports } = new WebAssembly.Instance(runtime, { env: { memory }, abi: { decide: () => 0 } });
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(0xaa);
  // No rules whose places would be written.
  new DataView(memory.buffer).setUint32(LINK.ruleCount, 0, true);
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

/** How many bits of a stream these many bytes take, read as the stream is described. */
function bitsOf(stream: Uint8Array, length: number): number {
  let at = 0;
  const bit = (): number => ((stream[at >> 3] ?? 0) >> (at++ & 7)) & 1;
  const count = (): number => {
    let value = 1;
    while (bit() === 0) value = 2 * value + bit();
    return value;
  };
  for (let left = length; left > 0;) {
    if (bit() === 0) {
      at += 8;
      left -= 1;
    } else {
      left -= count() + 1;
      count();
      at += PACK_NEAR_BITS;
    }
  }
  return at;
}

/** The fewest bits that any stream of these bytes takes: all ways are gone, with no thought of time. */
function fewestBits(bytes: readonly number[]): number {
  const count = (value: number): number => 2 * Math.floor(Math.log2(value)) + 1;
  const least = Array<number>(bytes.length + 1).fill(Infinity);
  least[0] = 0;
  const reach = (to: number, bits: number): void => void (least[to] = Math.min(least[to] ?? Infinity, bits));
  bytes.forEach((_, at) => {
    const here = least[at] ?? Infinity;
    reach(at + 1, here + 9);
    for (let from = 0; from < at; from++) {
      for (let length = 1; bytes[from + length - 1] === bytes[at + length - 1] && at + length <= bytes.length; length++) {
        if (length > 1) reach(at + length, here + 1 + count(length - 1) + count(Math.floor((at - from - 1) / 2 ** PACK_NEAR_BITS) + 1) + PACK_NEAR_BITS);
      }
    }
  });
  return least.at(-1) ?? 0;
}

/** So many bytes without order. */
function noise(seed: number, length: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24);
}

/** How often that which stands there most stands there, of all pieces of so many bytes. */
function most(bytes: readonly number[], length: number): number {
  const times = new Map<string, number>();
  for (const at of bytes.keys()) {
    const piece = bytes.slice(at, at + length).join();
    times.set(piece, (times.get(piece) ?? 0) + 1);
  }
  return Math.max(...times.values());
}

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

  test("take no bit more than they have to, where no bound of time is met", () => {
    const counted = { cases: 0 };
    // What stands again stands near and far: two bytes are worth a step from near by, and none from where its distance takes more bits.
    const pieces = fc.array(fc.tuple(fc.nat(400), fc.nat(), fc.oneof(fc.constantFrom(2, 3), fc.integer({ min: 4, max: 40 })), fc.boolean()), { minLength: 10, maxLength: 25 });
    fc.assert(fc.property(fc.nat(), pieces, (seed, again) => {
      const bytes = [...noise(seed, 100)];
      for (const [gap, from, length, ends] of again) {
        const piece = bytes.slice(from % bytes.length).slice(0, length);
        const [next = 0] = noise(seed + bytes.length, 1);
        // Its last byte stands before the next one close by: all but that byte, and both from there, are the shorter way.
        const pair = ends ? [piece.at(-1) ?? 0, next] : [];
        bytes.push(...noise(seed - bytes.length, gap), ...pair, ...piece, next);
      }
      fc.pre(most(bytes, 2) < PACK_CHAIN_MAX && most(bytes, PACK_ENOUGH) === 1);
      const stream = packed(Uint8Array.from(bytes));
      const bits = bitsOf(stream, bytes.length);
      expect([bits, stream.length]).toEqual([fewestBits(bytes), Math.ceil(bits / 8)]);
      expect(bits).toBeLessThan(9 * bytes.length);
      counted.cases++;
    }), { numRuns: 30 });
    expect(counted.cases).toBe(30);
  });

  test.each<readonly [string, readonly ArrayLike<number>[]]>([
    ["two bytes as far back as is worth a step", [[7, 8], noise(1, 990), [7, 8], noise(2, 9)]],
    ["the first bytes", [noise(3, 40), noise(3, 40)]],
    ["a whole far away, whose halves stand close by", [noise(4, 18), noise(5, 5000), noise(4, 18).slice(9), [250], noise(4, 9), [251], noise(4, 18)]],
    ["two bytes close by, of which the second begins what stands far away", [noise(6, 12), noise(7, 300), [250], noise(6, 1), [252, 250], noise(6, 12)]],
  ])("take no bit more than they have to: %s", (_, pieces) => {
    const bytes = pieces.flatMap((piece) => Array.from(piece));
    expect(bitsOf(packed(Uint8Array.from(bytes)), bytes.length)).toBe(fewestBits(bytes));
  });

  test("are looked for at so many places, and no further back", () => {
    const tooMany = (places: number): number => {
      const near = Array.from({ length: places }, (_, at) => [9, 9, 20 + at]).flat();
      const bytes = [8, 9, 9, ...noise(8, 20), ...near, 9, 9, ...noise(8, 20)];
      return bitsOf(packed(Uint8Array.from(bytes)), bytes.length) - fewestBits(bytes);
    };
    expect(tooMany(PACK_CHAIN_MAX - 1)).toBe(0);
    expect(tooMany(PACK_CHAIN_MAX)).toBeGreaterThan(0);
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

// Places in a module's memory that its answers are put in: each is as large as the fullest answer, so that nothing beside it is written
// over; and the pages of memory that it says it takes. Knows where the heap begins, not where the places are.

import { describe, expect, test } from "vitest";
import { FRAME_BYTES_MAX } from "../../src/base/limits.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { markWords } from "../../src/words/manifest.js";
import { compile } from "../../src/compile.js";
import { check } from "../../src/language/check/check.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { parse } from "../../src/language/syntax/parse.js";
import type { Bundle } from "../../src/wasm/bundle/tar.js";
import { load } from "../../src/wasm/abi/load.js";
import { readByte, readUnsigned } from "../../src/wasm/encode/bytes.js";
import type { Reader } from "../../src/wasm/encode/bytes.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { PAGE, PAGES } from "../../src/wasm/runtime/link.js";
import type { Bounds } from "../../src/words/manifest.js";
import { viewOf } from "../policy/view.js";

type Numbers = (...args: readonly number[]) => number;

const numbered = (count: number, line: (number: number) => string): string => Array.from({ length: count }, (_, number) => line(number)).join("\n");

function bundleOf(text: string): Bundle {
  const { value, diagnostics } = compile([{ file: "p.policy", text: `package p\n${text}\n` }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

function moduleOf({ wasm, manifest }: Bundle): Evaluator {
  return load(new WebAssembly.Module(Uint8Array.from(wasm)), manifest);
}

describe("a module's memory", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 40, 41, 42, 43, 200])("has room for the verdicts of %i rules before its heap", (count) => {
    const { wasm } = bundleOf(numbered(count, (number) => `unary deny r${number} { on call }`));
    const memory = new WebAssembly.Memory({ initial: 64 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(wasm)), { env: { memory } });
    const call = (name: string, ...args: readonly number[]): number => (exports[name] as Numbers)(...args);
    const heap = call("opa_heap_ptr_get");
    expect(heap % 16).toBe(0);
    const guard = new Uint8Array(4096).fill(0xaa);
    const input = new TextEncoder().encode("{\"version\":2,\"op\":\"EXEC\",\"tool\":null,\"sinks\":[],\"acts\":[],\"args\":{},\"host\":{},\"facts\":{},\"rows\":[]}");
    new Uint8Array(memory.buffer).set(guard, heap);
    new Uint8Array(memory.buffer).set(input, heap + guard.length);
    const result = call("opa_eval", 0, 0, 0, heap + guard.length, input.length, heap + guard.length + input.length, 0);
    const bytes = new Uint8Array(memory.buffer);
    const [{ result: { verdicts } }] = JSON.parse(new TextDecoder().decode(bytes.subarray(result, bytes.indexOf(0, result)))) as [{ readonly result: { readonly verdicts: readonly unknown[] } }];
    expect(verdicts).toHaveLength(count);
    expect(bytes.slice(heap, heap + guard.length)).toEqual(guard);
  });

  test("begins with the pages that its data and the stream they come from take, and grows to those that the largest frame takes", () => {
    const least = largest(0).heap;
    for (const beside of [-16, 0, 16]) {
      const { pages, memory, heap, frame, stream } = largest(PAGE + beside - (least % PAGE));
      expect([heap % PAGE, heap > PAGES * PAGE]).toEqual([(beside + PAGE) % PAGE, true]);
      expect([pages.start, frame, memory.buffer.byteLength / PAGE]).toEqual([Math.ceil((heap + stream) / PAGE), heap, pages.most]);
    }
  });

  test("has the pages that every host of OPA's modules gives, where it needs fewer", () => {
    expect(bundleOf("unary deny r { on call }").manifest.bounds?.pages.start).toBe(PAGES);
  });

  test("is taken by the module, where a host gives what OPA's own modules ask for, and traps where it cannot", () => {
    const { wasm, manifest: { bounds } } = large(0);
    const begin = (maximum: number): WebAssembly.Memory => {
      const memory = new WebAssembly.Memory({ initial: 2, maximum });
      new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(wasm)), { env: { memory } });
      return memory;
    };
    const start = bounds?.pages.start ?? 0;
    expect([start > PAGES, begin(start).buffer.byteLength / PAGE]).toEqual([true, start]);
    expect(() => begin(start - 1)).toThrow(WebAssembly.RuntimeError);
  });

  // What stands behind these answers is the row that nobody saw.
  test("has room for all counters of a call", () => {
    const bundle = bundleOf(`${numbered(COUNTERS, (number) => `unary ask c${number} { on call when count(tool a where args.n == ${number}) >= 3 }`)}\n${unseen}`);
    const { manifest } = bundle;
    const module = moduleOf(bundle);
    const before = module.decide(viewOf(manifest, { op: "SEND", rowsOpen: true }));
    expect(before.at(-1)).toEqual({ rule: COUNTERS, unknown: true, row: -1 });
    for (const [n, bits] of [[null, UNKNOWN], [-1, NONE]] as const) {
      const { counters } = module.bind(viewOf(manifest, { question: "bind", op: "SEND", tool: "a", columns: { "args.n": n } }));
      expect([manifest.counters.length, [...counters]]).toEqual([COUNTERS, full(bits)]);
      expect(module.decide(viewOf(manifest, { op: "SEND", rowsOpen: true }))).toEqual(before);
    }
  });

  test("has room for all marks of a call", () => {
    const bundle = bundleOf(`${numbered(COUNTERS, (number) => `relational ask c${number} { from source where args.n == ${number} to egress via value }`)}\n${unseen}`);
    const { manifest } = bundle;
    const module = moduleOf(bundle);
    const before = module.decide(viewOf(manifest, { op: "SEND", rowsOpen: true }));
    expect(before).toEqual([{ rule: COUNTERS, unknown: true, row: -1 }]);
    for (const [n, bits] of [[null, UNKNOWN], [-1, NONE]] as const) {
      const marks = module.mark(viewOf(manifest, { question: "mark", op: "SEND", tool: "a", columns: { "args.n": n, tool: "a" } }));
      expect([manifest.sources, [...marks]]).toEqual([COUNTERS, full(bits)]);
      expect(module.decide(viewOf(manifest, { op: "SEND", rowsOpen: true }))).toEqual(before);
    }
  });
});

/** A bundle whose data take more than the pages that there are at least, by so many bytes more. */
function large(bytes: number): Bundle {
  return bundleOf(`unary deny r { on call when args.x in {${Array.from({ length: 6 }, (_, at) => `"${"x".repeat(PAGE + (at === 0 ? bytes : 0))}${at}"`).join(", ")}} }`);
}

/** Its module, once it has the largest frame. */
function largest(bytes: number): { readonly pages: Bounds["pages"]; readonly memory: WebAssembly.Memory; readonly heap: number; readonly frame: number; readonly stream: number } {
  const { wasm, manifest: { bounds } } = large(bytes);
  if (bounds === undefined) throw new Error("a module has bounds");
  const memory = new WebAssembly.Memory({ initial: bounds.pages.start, maximum: bounds.pages.most });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(wasm)), { env: { memory } });
  const call = (name: string, ...args: readonly number[]): number => (exports[name] as Numbers)(...args);
  const heap = call("opa_heap_ptr_get");
  return { pages: bounds.pages, memory, heap, frame: call("frame_reserve", FRAME_BYTES_MAX), stream: streamOf(wasm) };
}

/** Bytes of the one segment of a module's data, which is the last thing in it but for the module's own section. */
function streamOf(wasm: Uint8Array): number {
  const reader: Reader = { bytes: wasm, at: 8 };
  for (let section = readByte(reader); ; section = readByte(reader)) {
    const end = readUnsigned(reader) + reader.at;
    if (section === DATA) {
      expect([readUnsigned(reader), readByte(reader)]).toEqual([1, 0x01]);
      return readUnsigned(reader);
    }
    reader.at = end;
  }
}

const DATA = 11;

describe("a policy that cannot be lowered", () => {
  test("is no policy that is emitted, and it is said why", () => {
    const file = parse({ file: "p.policy", text: "package p\nunary deny r { on call when args.x matches text \"*a????????????????b\" }\n" }).value;
    const { value } = check(file === undefined ? [] : [file]);
    if (value === undefined) throw new Error("the policy is sound");
    expect(() => emit(value, manifestOf(value))).toThrow("a policy that is emitted can be lowered: the glob `*a????????????????b` needs more than");
  });
});

// Sixteen times a multiple of four, so that there is no padding behind the last word of marks.
const COUNTERS = 320;
const [UNKNOWN, NONE] = [0xaaaaaaaa, 0];
const unseen = "tool a(n?: number) { op SEND role content: n }\nrelational deny unseen { on SEND into args[role: content] as x when shape(x) == prose }";

/** These bits for every counter or source. */
function full(bits: number): readonly number[] {
  return Array.from({ length: markWords(COUNTERS) }, () => bits);
}

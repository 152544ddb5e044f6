// Functions that a module has: those that its exports reach, numbered anew, and no others.
// Knows not what they do.

import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { readUnsigned } from "../../src/wasm/encode/bytes.js";
import type { Reader } from "../../src/wasm/encode/bytes.js";
import { callsOf, renumbered } from "../../src/wasm/encode/calls.js";
import { reached } from "../../src/wasm/encode/reach.js";
import { body } from "../../src/wasm/encode/code.js";
import { firstAdded, link, readRuntime } from "../../src/wasm/encode/module.js";
import { runtimeBytes } from "../../src/wasm/runtime/bytes.js";

/** A body that calls these functions. */
const calling = (...indexes: readonly number[]): Uint8Array => Uint8Array.from([0, ...indexes.flatMap((index) => [0x10, index]), 0x0b]);

function moduleOf(text: string): Uint8Array {
  const { value, diagnostics } = compile([{ file: "a.policy", text }]);
  if (value === undefined) return expect.fail(diagnostics.map(({ message }) => message).join("\n"));
  expect(WebAssembly.validate(Uint8Array.from(value.wasm))).toBe(true);
  return value.wasm;
}

/** Sections by number, without their counts. */
function sectionsOf(module: Uint8Array): ReadonlyMap<number, { readonly count: number; readonly from: number; readonly to: number }> {
  const sections = new Map<number, { count: number; from: number; to: number }>();
  let at = 8;
  const unsigned = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < module.length) {
    const section = module[at++] ?? 0;
    const to = unsigned();
    const end = at + to;
    sections.set(section, { count: section === 0 ? 0 : unsigned(), from: at, to: end });
    at = end;
  }
  return sections;
}

/** The bodies of a module's functions. */
function bodiesOf(module: Uint8Array): readonly Uint8Array[] {
  const { from = 0, count = 0 } = sectionsOf(module).get(10) ?? {};
  const reader: Reader = { bytes: module, at: from };
  return Array.from({ length: count }, () => {
    const length = readUnsigned(reader);
    reader.at += length;
    return module.slice(reader.at - length, reader.at);
  });
}

describe("calls", () => {
  it("are found behind every instruction that has something behind it", () => {
    // What stands behind a code is made to look like a call, so that it would be found as one.
    const code = [
      [0x02, 0x40], [0x03, 0x10], [0x04, 0x10], [0x0c, 0x10], [0x0d, 0x10], [0x0e, 2, 0x10, 0x10, 0x10], [0x20, 0x10], [0x24, 0x10], [0x28, 0x10, 0x90, 0x10], [0x3e, 0x10, 0x10],
      [0x3f, 0x10], [0x40, 0x10], [0x41, 0x90, 0x10], [0x42, 0x90, 0x10], [0x43, 0x10, 0x10, 0x10, 0x10], [0x44, ...Array<number>(8).fill(0x10)],
      ...[0, 1, 2, 3, 4, 5, 6, 7].map((saturating) => [0xfc, saturating]), [0xfc, 0x08, 0x10, 0x10], [0xfc, 0x0a, 0x10, 0x10], [0xfc, 0x0b, 0x10],
      [0x00], [0x05], [0x0f], [0x1a], [0x1b], [0x45], [0xc4],
    ];
    for (const instruction of code) {
      const body = Uint8Array.from([2, 0x90, 0x01, 0x7f, 0x10, 0x7e, ...instruction, 0x10, 0x85, 0x01, ...instruction, 0x0b]);
      expect(callsOf(body)).toEqual([{ index: 133, from: 7 + instruction.length, to: 9 + instruction.length }]);
    }
  });

  it.each([[0x11], [0x1c], [0xfd], [0xc5], [0xfc, 0x09], [0xfc, 0x0c]])("of code %i %i are not read", (...code) => {
    expect(() => callsOf(Uint8Array.from([0, ...code, 0x0b]))).toThrow("no instruction is met that is not known");
  });

  it("of other functions make longer bodies, and shorter ones", () => {
    const body = calling(1, 2);
    expect([...renumbered(body, callsOf(body), (index) => 128 * index)]).toEqual([0, 0x10, 0x80, 0x01, 0x10, 0x80, 0x02, 0x0b]);
    const long = Uint8Array.from(renumbered(body, callsOf(body), (index) => 128 * index));
    expect([...renumbered(long, callsOf(long), (index) => index / 128)]).toEqual([...body]);
  });
});

describe("functions", () => {
  const functions = [calling(), calling(3), calling(1), calling(0, 3), calling(2)].map((body, type) => ({ type, body }));

  it("that nothing reaches are left out, the others numbered anew", () => {
    const { functions: left, numberOf } = reached(functions, [1], new Set(), []);
    expect(left.map(({ type, body }) => [type, ...body])).toEqual([[0, ...calling()], [1, ...calling(2)], [3, ...calling(0, 2)]]);
    expect([0, 1, 3].map(numberOf)).toEqual([0, 1, 2]);
    expect(() => numberOf(4)).toThrow("what is called is reached");
  });

  it("that are never called trap, and reach nothing", () => {
    const { functions: left } = reached(functions, [1], new Set([3]), []);
    expect(left.map(({ body }) => [...body])).toEqual([[...calling(1)], [0, 0x00, 0x0b]]);
  });

  it("that are given are called in the place of the first ones", () => {
    const { functions: left, numberOf } = reached(functions, [3], new Set(), [2]);
    expect(left.map(({ type, body }) => [type, ...body])).toEqual([[1, ...calling(2)], [2, ...calling(0)], [3, ...calling(1, 2)]]);
    expect([1, 2, 3].map(numberOf)).toEqual([0, 1, 2]);
  });
});

describe("a module", () => {
  const head = "package a\n\ntool go(x: string, n: number) {\n  op SEND\n  sink egress\n}\n\n";
  const rule = (when: string): string => `${head}unary deny one {\n  on tool go\n  when ${when}\n}\n`;

  it("has what its rules ask for, and not what others might", () => {
    const plain = moduleOf(rule("args.n > 1"));
    const sizes = ["args.x matches regex \"a+b\"", "args.x contains \"abcd\"", "args.x in {\"a\", \"b\", \"c\", \"d\", \"e\"}"].map((when) => moduleOf(rule(when)).length);
    for (const size of sizes) expect(size - plain.length).toBeGreaterThan(100);
    expect(sectionsOf(plain).get(10)?.count).toBeLessThan(readRuntime(runtimeBytes("lean")).code.length);
  });

  it("has each type of function once, also of functions that the runtime has none like, and none that no function is of", () => {
    const runtime = readRuntime(runtimeBytes("whole"));
    const functions = [0, 9, 9].map((params) => ({ body: body(params), results: 0 as const }));
    const at = firstAdded(runtime);
    const module = link(runtime, { functions, data: Uint8Array.of(), start: at, given: new Map([["decide", at]]), never: new Set(), exports: [{ name: "one", function: at + 1 }, { name: "other", function: at + 2 }], constants: [], custom: [], pages: 1 });
    expect(WebAssembly.validate(Uint8Array.from(module))).toBe(true);
    const sections = sectionsOf(module);
    expect([sections.get(1), sections.get(3)].map((section) => module.slice(section?.from, section?.to))).toEqual([[0x60, 0, 0, 0x60, 9, ...Array<number>(9).fill(0x7f), 0], [0, 1, 1]].map((bytes) => Uint8Array.from(bytes)));
  });

  it("has what its tables ask for, to fill a column from data, to mark a source, to label a resource, to say that a rule is inactive, and nothing in its place where they do not", () => {
    const of = (declared: string, rule: string): Uint8Array => moduleOf(`package a\ntool go(n: number) { op SEND  sink egress }\n${declared}\n${rule}\n`);
    const nothing = (module: Uint8Array): number => bodiesOf(module).filter((body) => [...body].join() === "0,0,11").length;
    const code = (module: Uint8Array): number => bodiesOf(module).reduce((sum, { length }) => sum + length, 0);
    const rule = "unary deny one { on tool go when args.n > 1 }";
    const plain = of("", rule);
    expect(nothing(plain)).toBe(0);
    expect(code(of("data most: number", rule))).toBe(code(plain));
    // How many of the four others ask for, of which the first is two functions.
    const asking: readonly (readonly [declared: string, rule: string, without: number])[] = [
      ["data most: number", "unary deny one { on tool go when args.n > most }", 3],
      ["data most: number", "unary deny one { on tool go when most > 1 }", 3],
      ["", "relational deny one { from source where trust(source) <= low  to tool go via value }", 4],
      ["label path \"/etc/**\" { secrecy high }", rule, 4],
      ["runtime h { fact boxed: boolean }", "host h deny one { on tool go when boxed == true }", 4],
    ];
    for (const [declared, text, without] of asking) {
      const module = of(declared, text);
      expect([text, nothing(module), code(module) > code(plain)]).toEqual([text, without, true]);
    }
  });

  it("has rules that are asked at one place there, and those that are asked at more as functions", () => {
    const functions = (rules: readonly string[]): number => sectionsOf(moduleOf(`package a\ntool s(x?: string, n?: number) { op SEND  sink egress }\ntool t(x?: string, n?: number) { op SEND  sink egress }\n${rules.map((rule, at) => `unary deny r${at} { ${rule} }`).join("\n")}\n`)).get(10)?.count ?? 0;
    const many = (on: string, from: number, count = 12): readonly string[] => Array.from({ length: count }, (_, at) => `on ${on} when args.n > ${from + at}`);
    expect(functions(many("call", 1))).toBe(functions(many("call", 1, 1)));
    expect(functions(many("tool s, t", 1))).toBe(functions(many("tool s, t", 1, 1)) + 11);
    // Those that need a text are found by it.
    const named = (texts: (at: number) => string): readonly string[] => Array.from({ length: 12 }, (_, at) => `on call when args.x in {${texts(at)}} and args.n > ${at}`);
    const once = functions(named((at) => `"t${at}"`));
    expect(functions(named((at) => `"t${at}", "other${at}"`))).toBe(once);
    expect(functions(named((at) => `"t${at}", "t${at + 1}"`))).toBe(once + 13);
    const calls = (count: number): number => bodiesOf(moduleOf(`package a\ntool s(x: string) { op SEND  sink egress }\n${Array.from({ length: count }, (_, at) => `unary deny r${at} { on call when args.x == "t${at}" }`).join("\n")}\n`)).flatMap((body) => callsOf(body)).length;
    expect(calls(24)).toBe(calls(12));
    // No body is too long for an engine that compiles it as one piece.
    expect(functions(many("call", 1, 3000)) - functions(many("call", 1, 1))).toBeGreaterThan(1000);
  });
});

// Modules as such: the encoder's numbers, the bytes of equal policies, memory that does not grow, failures that are coded, and a
// frame door that needs no JSON.

import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { FRAME_BYTES_MAX } from "../../src/base/limits.js";
import { clean } from "../../src/words/labels.js";
import type { View } from "../../src/words/view.js";
import type { Condition, Policy } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { writeFrame } from "../../src/wasm/abi/frame.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { double, readName, readUnsigned, signed, unsigned, name } from "../../src/wasm/encode/bytes.js";
import type { Bytes } from "../../src/wasm/encode/bytes.js";
import { image } from "../../src/wasm/encode/module.js";
import { answer } from "../fuzz/doors.js";
import { arbitraryPolicy } from "../fuzz/policy.js";
import { arbitraryView } from "../fuzz/view.js";

afterEach(() => vi.restoreAllMocks());

describe("encoder", () => {
  test("writes numbers and names that it reads back", () => {
    fc.assert(fc.property(fc.nat(0xffffffff), fc.integer(), fc.string({ unit: "grapheme" }), fc.double(), (whole, integer, text, number) => {
      const out: Bytes = [];
      unsigned(out, whole);
      name(out, text);
      const reader = { bytes: Uint8Array.from(out), at: 0 };
      expect([readUnsigned(reader), readName(reader), reader.at]).toEqual([whole, text, out.length]);
      const rest: Bytes = [];
      signed(rest, integer);
      expect(decodeSigned(rest)).toBe(integer);
      const bytes: Bytes = [];
      double(bytes, number);
      expect(new Float64Array(Uint8Array.from(bytes).buffer)[0]).toBe(number);
    }));
  });
});

describe("data", () => {
  test("is one piece that begins with the first and ends with the last, with zeros between, in whatever order it comes", () => {
    const pieces = fc.array(fc.tuple(fc.nat(9), fc.uint8Array({ minLength: 1, maxLength: 9 })), { minLength: 1, maxLength: 9 });
    fc.assert(fc.property(fc.nat(9), pieces, fc.nat(), (base, apart, turn) => {
      const wanted: number[] = [];
      const placed = apart.map(([gap, bytes], index) => {
        if (index > 0) wanted.push(...Array<number>(gap).fill(0));
        const at = base + wanted.length;
        wanted.push(...bytes);
        return { at, bytes };
      });
      const from = turn % placed.length;
      expect(image([...placed.slice(from), ...placed.slice(0, from)])).toEqual({ at: base, bytes: Uint8Array.from(wanted) });
    }));
  });

  test("does not stand on other data", () => {
    fc.assert(fc.property(fc.nat(9), fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 9 }), (at, bytes, inside, other) => {
      expect(() => image([{ at, bytes }, { at: at + (inside % bytes.length), bytes: other }])).toThrow("no data stands on other data");
    }));
  });
});

describe("modules", () => {
  test("are valid, and the same for the same policy", () => {
    fc.assert(fc.property(arbitraryPolicy(), (policy) => {
      const manifest = manifestOf(policy);
      const bytes = emit(policy, manifest);
      expect(WebAssembly.validate(bytes)).toBe(true);
      expect(emit(structuredClone(policy), manifest)).toEqual(bytes);
    }), { numRuns: 50 });
  });

  test("that are too large for five pages are given more", () => {
    const strings = Array.from({ length: 20_000 }, (_, at) => `a rather long value, number ${at}`);
    const { policy, manifest } = policyOf(strings);
    const module = load(new WebAssembly.Module(emit(policy, manifest)), manifest);
    expect(module.decide(viewOf("a rather long value, number 19999"))).toEqual([{ rule: 0, unknown: false, row: -1 }]);
    expect(module.decide(viewOf("a rather long value, number 20000"))).toEqual([]);
  });

  test("answer by frames without JSON", () => {
    fc.assert(fc.property(arbitraryPolicy().chain((policy) => fc.tuple(fc.constant(policy), fc.array(arbitraryView(manifestOf(policy)), { minLength: 3, maxLength: 3 }))), ([policy, views]) => {
      const manifest = manifestOf(policy);
      const module = load(new WebAssembly.Module(emit(policy, manifest)), manifest);
      const wanted = views.map((view) => answer(interpret(policy, manifest), view));
      const stop = (): never => {
        throw new Error("JSON was used");
      };
      const parse = vi.spyOn(JSON, "parse").mockImplementation(stop);
      const stringify = vi.spyOn(JSON, "stringify").mockImplementation(stop);
      const given = views.map((view) => [answer(module, view), view.question === "decide" ? module.decideFrame(writeFrame(view, manifest)) : null]);
      parse.mockRestore();
      stringify.mockRestore();
      given.forEach(([answered, copied], at) => {
        expect(answered).toEqual(wanted[at]);
        if (copied !== null) expect(copied).toEqual(wanted[at]);
      });
    }), { numRuns: 30 });
  });

  test("keep their memory over many decisions", () => {
    const { policy, manifest } = policyOf(["a", "b"]);
    const module = load(new WebAssembly.Module(emit(policy, manifest)), manifest);
    const texts = ["a", "x".repeat(200_000), "é".repeat(1000), ""];
    const views = texts.map(viewOf);
    for (const view of views) module.decide(view);
    const before = module.memoryBytes();
    for (let at = 0; at < 100_000; at++) {
      const view = views[at % 4 === 1 && at > 4000 ? 0 : at % 4];
      if (view !== undefined) module.decide(view);
    }
    expect(module.memoryBytes()).toBe(before);
  });

  test("of chains that no stack holds are generated, and mean what they say", () => {
    const x = { kind: "column", column: { kind: "arg", path: ["x"], type: "string" }, span } as const;
    const { policy, manifest } = policyOf(["0"]);
    const [rule] = policy.rules;
    if (rule === undefined) throw new Error("there is one rule");
    for (const [kind, order, fires] of [["or", "==", "v11999"], ["and", "!=", "another"]] as const) {
      for (const leftmost of [true, false]) {
        const terms = Array.from({ length: 12_000 }, (_, at): Condition => ({ kind: "compare", order, left: x, right: { kind: "string", value: `v${at}` }, span }));
        const when = terms.reduce((chain, term) => (leftmost ? { kind, left: chain, right: term } : { kind, left: term, right: chain }));
        const module = load(new WebAssembly.Module(emit({ ...policy, rules: [{ ...rule, when }] }, manifest)), manifest);
        const rules = (text: string | null): unknown => module.decide({ ...viewOf(""), columns: [text] }).map(({ unknown }) => unknown);
        expect([rules(fires), rules(fires === "another" ? "v7" : "another"), rules(null)]).toEqual([[false], [], [true]]);
      }
    }
  }, 60_000);

  test("fail with a code", () => {
    const { policy, manifest } = policyOf(["a"]);
    const module = load(new WebAssembly.Module(emit(policy, manifest)), manifest);
    expect(() => module.decide(viewOf("x".repeat(FRAME_BYTES_MAX)))).toThrow(expect.objectContaining({ cause: expect.objectContaining({ code: "wasm/frame-too-large" }) as unknown }) as Error);
    expect(() => module.decideFrame(new Uint8Array(FRAME_BYTES_MAX + 1))).toThrow(expect.objectContaining({ cause: expect.objectContaining({ code: "wasm/frame-too-large" }) as unknown }) as Error);
    const other = writeFrame(viewOf("a"), manifest);
    other[0] = 0;
    expect(() => module.decideFrame(other)).toThrow(expect.objectContaining({ cause: expect.objectContaining({ code: "wasm/module-failed" }) as unknown }) as Error);
    expect(() => module.decideFrame(writeFrame({ ...viewOf("a"), question: "mark" }, manifest))).toThrow();
    expect(module.decide(viewOf("a"))).toEqual([{ rule: 0, unknown: false, row: -1 }]);
  });
});

const span = { file: "set.policy", start: 0, end: 0 };

/** One rule: an argument is one of these. */
function policyOf(strings: readonly string[]): { policy: Policy; manifest: ReturnType<typeof manifestOf> } {
  const policy: Policy = {
    packages: ["set"], catalogues: [], tags: [], acts: [], labels: [], tools: [], profiles: [], counters: [], histories: [], data: [], tests: [],
    rules: [{
      id: "set.one", pack: "set", name: "one", kind: "unary", runtime: null, effect: "deny", title: "one",
      scope: { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: true, where: null }, from: null, via: null, into: null,
      when: { kind: "in", value: { kind: "column", column: { kind: "arg", path: ["x"], type: "string" }, span }, strings, numbers: [], span },
      unless: null, unknownSkips: false, observe: false, reason: [], severity: null, tags: [], rewrites: [], span,
    }],
  };
  return { policy, manifest: manifestOf(policy) };
}

function viewOf(text: string): View {
  const flow = { labels: clean, marks: new Uint32Array(0) };
  return { question: "decide", op: 9, tool: -1, sinks: 0, acts: [], self: clean, flows: [flow, flow, flow], columns: [text], rows: [], rowsOpen: false, resources: [], resourcesOpen: false };
}

function decodeSigned(bytes: Bytes): number {
  let value = 0;
  let shift = 0;
  for (const byte of bytes) {
    value |= (byte & 0x7f) << shift;
    shift += 7;
  }
  const last = bytes.at(-1) ?? 0;
  return shift < 32 && (last & 0x40) !== 0 ? value | (-1 << shift) : value;
}

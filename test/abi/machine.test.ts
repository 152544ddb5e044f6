// Machines of globs match what globs match: single ones and unions in groups, over random globs and texts, against the matcher
// of the interpreter, which knows no automata.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DFA_STATES_MAX } from "../../src/base/limits.js";
import type { Diagnostic } from "../../src/base/diagnostic.js";
import type { GlobKind } from "../../src/language/check/policy.js";
import { machineOf } from "../../src/language/ir/machine.js";
import { machines } from "../../src/language/ir/machines.js";
import { matchesGlob } from "../../src/language/meaning/glob.js";
import { runMachine } from "../fuzz/machine.js";
import { arbitraryGlob } from "../fuzz/policy.js";

const kinds = fc.constantFrom<Exclude<GlobKind, "regex">>("path", "domain", "text");

describe("machines", () => {
  test("tell which groups of globs match", () => {
    fc.assert(fc.property(kinds.chain((kind) => fc.record({
      kind: fc.constant(kind),
      groups: fc.array(fc.array(arbitraryGlob(kind), { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
      texts: fc.array(arbitraryText, { minLength: 10, maxLength: 10 }),
    })), ({ kind, groups, texts }) => {
      const machine = machineOf(kind, groups, DFA_STATES_MAX);
      fc.pre(machine !== undefined);
      for (const text of texts) {
        const wanted = groups.flatMap((globs, group) => (globs.some((glob) => matchesGlob(kind, glob, text)) ? [group] : []));
        expect([text, runMachine(machine, text)]).toEqual([text, wanted]);
      }
    }), { numRuns: 500 });
  });

  test("of globs that share words stay small", () => {
    const words = ["client", "customer", "patient", "payroll", "salary"];
    const globs = words.flatMap((word) => ["csv", "doc", "pdf", "txt"].map((end) => `**/*${word}*.${end}`));
    const machine = machineOf("path", [globs], DFA_STATES_MAX);
    expect(machine?.outputs.length).toBeLessThan(80);
  });

  test("that would be too large are split, and a single glob that is too large is reported", () => {
    const span = { file: "a.policy", start: 3, end: 9 };
    const found: Diagnostic[] = [];
    const pool = machines(found);
    const hard = Array.from({ length: 5 }, (_, at) => ({ glob: `*${"abcde"[at] ?? ""}???${"vwxyz"[at] ?? ""}`, span }));
    const numbers = pool.any("text", hard);
    expect(numbers.length).toBeGreaterThan(1);
    expect(found).toEqual([]);
    expect(pool.any("text", [{ glob: `*a${"?".repeat(20)}b`, span }])).toEqual([]);
    expect(found.map(({ code, span: at }) => ({ code, at }))).toEqual([{ code: "wasm/glob-too-large", at: span }]);
  });

  test("are the same whatever the order of globs", () => {
    const pool = machines([]);
    const span = { file: "a.policy", start: 0, end: 0 };
    const globs = ["*.a", "b*", "c?d"].map((glob) => ({ glob, span }));
    expect(pool.any("text", globs)).toEqual(pool.any("text", [...globs].reverse()));
    expect(pool.all.length).toBe(1);
  });

  test.each([0, 0x7f, 0x80, 0x7ff, 0x800, 0xbff, 0xfff, 0x1000, 0xcfff, 0xd7ff, 0xe000, 0xffff, 0x1_0000, 0x3_ffff, 0x4_0000, 0xf_ffff, 0x10_0000, 0x10_ffff])("take the letter of number %d for one", (code) => {
    const machine = machineOf("text", [["?"], ["??"]], DFA_STATES_MAX);
    expect(machine === undefined ? [] : runMachine(machine, String.fromCodePoint(code))).toEqual([0]);
  });

  test("of the same globs in other groups are others", () => {
    const pool = machines([]);
    const told = (groups: readonly (readonly string[])[]): readonly (readonly number[])[] => {
      const [machine] = pool.grouped("text", groups.map((globs) => globs.map((glob) => ({ glob, span: { file: `${glob}.policy`, start: 0, end: 2 } })))).map(({ machine: number }) => pool.all[number]);
      return ["ax", "bx"].map((text) => (machine === undefined ? [] : runMachine(machine, text)));
    };
    expect(told([["a*"], ["b*"]])).toEqual([[0], [1]]);
    expect(told([["a*", "b*"]])).toEqual([[0], [0]]);
    expect(told([["b*"], ["a*"]])).toEqual([[1], [0]]);
  });
});

const arbitraryText = fc.oneof(
  fc.array(fc.constantFrom("a", "b", "ab", "/", "é", "日", ".", "x", "example", "etc", "~", ".ssh", "passwd", "😀", ".x.example"), { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 6 }),
);

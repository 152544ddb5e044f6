// The parts that a plan puts rules into: under each text those that need it, under each word of marks those of one edge, and a test of
// a row's labels is shared with nobody. Wrong ones would be found by nothing else: each rule is still asked, only more often.

import { describe, expect, it } from "vitest";
import { PLAN_CASES_PART_MAX, PLAN_TEXTS_MAX } from "../../src/base/limits.js";
import { plan } from "../../src/language/ir/plan.js";
import type { Part } from "../../src/language/ir/plan.js";
import type { Place, RuleCode, Test } from "../../src/language/ir/program.js";

const guard = { every: true, unbound: true, ops: 0, sinks: 0, acts: [], tools: [] };
const rulesOf = (count: number, test: (at: number) => Test): readonly RuleCode[] =>
  Array.from({ length: count }, (_, number) => ({ id: `p.r${number}`, number, effect: 1, facts: [], guard, test: test(number), unless: null, unknownSkips: false, rows: null }));
const textsOf = (count: number, of: number): readonly string[] => Array.from({ length: count }, (_, at) => `${of}.${at}`);
const numbersOf = (parts: readonly Part[]): readonly number[] => parts.flatMap((part) => {
  switch (part.kind) {
    case "each": case "marks": return part.rules.map(({ rule }) => rule.number);
    case "shared": return numbersOf(part.parts);
    case "text": return numbersOf(part.otherwise);
  }
});

describe("a plan", () => {
  it("finds a rule under every one of its texts", () => {
    const [part, ...others] = plan(rulesOf(8, (at) => ({ kind: "in", of: { kind: "column", number: 2 }, strings: [`a${at}`, `b${at}`, "all"], numbers: [] })));
    expect(others).toEqual([]);
    if (part?.kind !== "text") throw new Error("it asks by the text");
    expect(part.column).toBe(2);
    for (let at = 0; at < 8; at++) for (const text of [`a${at}`, `b${at}`]) expect(numbersOf(part.cases.get(text) ?? [])).toEqual([at]);
    expect(numbersOf(part.cases.get("all") ?? [])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(numbersOf(part.otherwise)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("does not look for numbers by their letters, or for what stands on both sides", () => {
    const column = { kind: "column", number: 0 } as const;
    const kinds = (right: (at: number) => Place): readonly string[] => plan(rulesOf(8, (at) => ({ kind: "compare", order: "==", left: column, right: right(at) }))).map(({ kind }) => kind);
    expect(kinds((value) => ({ kind: "literal", value: String(value) }))).toEqual(["text"]);
    expect(kinds((value) => ({ kind: "literal", value }))).toEqual(["each"]);
    expect(kinds((number) => ({ kind: "column", number }))).toEqual(["each"]);
  });

  it("does not look by their texts for sets that numbers are in too", () => {
    const kinds = (numbers: readonly number[]): readonly string[] => plan(rulesOf(8, (at) => ({ kind: "in", of: { kind: "column", number: 0 }, strings: [`a${at}`], numbers }))).map(({ kind }) => kind);
    expect(kinds([])).toEqual(["text"]);
    expect(kinds([1])).toEqual(["each"]);
  });

  it("does not look by a text for what may be anything but it", () => {
    const kinds = (order: "==" | "!="): readonly string[] => plan(rulesOf(8, (at) => ({ kind: "compare", order, left: { kind: "column", number: 0 }, right: { kind: "literal", value: `a${at}` } }))).map(({ kind }) => kind);
    expect(kinds("==")).toEqual(["text"]);
    expect(kinds("!=")).toEqual(["each"]);
  });

  it("asks the rules that its cases have no room for beside those that they have", () => {
    const many = Math.ceil(PLAN_CASES_PART_MAX / PLAN_TEXTS_MAX) + 2;
    const parts = plan(rulesOf(many, (at) => ({ kind: "in", of: { kind: "column", number: 0 }, strings: textsOf(PLAN_TEXTS_MAX, at), numbers: [] })));
    expect(parts.map(({ kind }) => kind)).toEqual(["text", "each"]);
    expect(numbersOf(parts)).toEqual(Array.from({ length: many }, (_, at) => at));
  });

  it("tells long sets apart", () => {
    const lists = [textsOf(PLAN_TEXTS_MAX + 1, 0), textsOf(PLAN_TEXTS_MAX + 1, 1)];
    const parts = plan(rulesOf(8, (at) => ({ kind: "in", of: { kind: "column", number: 0 }, strings: lists[at % 2] ?? [], numbers: [] })));
    expect(parts.map((part) => (part.kind === "shared" && part.test.kind === "in" ? [part.test.strings[0], numbersOf(part.parts)] : part.kind))).toEqual([["0.0", [0, 2, 4, 6]], ["1.0", [1, 3, 5, 7]]]);
  });

  it("has a part for each edge and each word of marks", () => {
    const parts = plan(rulesOf(24, (at) => ({ kind: "marked", by: at % 2 === 0 ? "value" : "context", source: at < 12 ? 15 : 16 })));
    expect(parts.map((part) => (part.kind === "marks" ? [part.by, part.word, part.rules.length] : part.kind))).toEqual([["value", 0, 6], ["context", 0, 6], ["value", 1, 6], ["context", 1, 6]]);
  });

  it.each<[string, Test, string]>([
    ["a row's level", { kind: "level", dimension: "trust", of: "row", table: 1 }, "each"],
    ["a row's tag", { kind: "tag", of: "row", bit: 1 }, "each"],
    ["what is not so of a row", { kind: "not", of: { kind: "tag", of: "row", bit: 1 } }, "each"],
    ["what is not so of the view", { kind: "not", of: { kind: "tag", of: "self", bit: 1 } }, "shared"],
    ["a level of what came", { kind: "level", dimension: "trust", of: "value", table: 1 }, "shared"],
    ["the view's own tag", { kind: "tag", of: "self", bit: 1 }, "shared"],
  ])("has %s in its place", (_, test, kind) => {
    const parts = plan(rulesOf(5, () => test));
    expect(parts.map((part) => part.kind)).toEqual([kind]);
    expect(numbersOf(parts)).toEqual([0, 1, 2, 3, 4]);
  });
});

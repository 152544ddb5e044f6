// What a module declares of its steps, counted by hand: of loops and calls made by hand, and of each function of the runtime. That no
// module takes more is held by `bounds.test.ts`; that it does not declare more than it is said to is held here.

import { describe, expect, it } from "vitest";
import type { Program, RuleCode } from "../../src/language/ir/program.js";
import { clean } from "../../src/words/labels.js";
import type { ResourceKind } from "../../src/words/provenance.js";
import { stepsOf } from "../../src/wasm/codegen/bounds.js";
import { data, putSet, putText } from "../../src/wasm/codegen/data.js";
import { body } from "../../src/wasm/encode/code.js";
import type { Work } from "../../src/wasm/encode/code.js";

const FIRST = 100;
const names = ["rt_is", "rt_compare", "rt_text", "rt_contains", "rt_starts", "rt_ends", "rt_matches", "rt_in", "rt_find", "rt_has", "rt_finish", "rt_target", "rt_join"];
const empty: Program = { rules: [], tools: [], patterns: [], counters: [], labellers: [], machines: [] };
const guard = { every: true, unbound: false, ops: 0, sinks: 0, acts: [], tools: [] };
const rulesOf = (count: number, id = ""): readonly RuleCode[] =>
  Array.from({ length: count }, (_, number) => ({ id, number, effect: 1, facts: [], guard, test: { kind: "known", truth: 1 }, unless: null, unknownSkips: false, rows: null }));
/** Its longest text has eight letters, which may be 24 bytes: eighths of them are whole numbers. */
const texts: Program = { ...empty, rules: rulesOf(1, "abcdefgh") };

const loop = (over: "rows" | "items", rows = 0, lists = 0): Work => ({ kind: "loop", over, rows, lists });
const call = (of: string | number, last: number | null = null, rows = 0, lists = 0): Work => ({ kind: "call", index: typeof of === "number" ? FIRST + of : names.indexOf(of), last, rows, lists });

/** What is declared of a function that has this to do; `others` are called as 1, 2, ... */
function declared(work: readonly Work[], program = empty, others: readonly (readonly Work[])[] = [], into = data(4096)): string {
  const bodies = [work, ...others].map((each) => ({ ...body(0), work: [...each] }));
  const steps = stepsOf({ program, data: into, runtime: new Map(names.map((name, index) => [name, index])), first: FIRST, bodies, answers: { bind: FIRST, mark: FIRST, decide: FIRST } });
  return steps.decide.map(({ times, rows, lists, bytes }) => [times, ...Array<string>(rows).fill("rows"), ...Array<string>(lists).fill("items"), ...Array<string>(bytes).fill("bytes")].join(" ")).join(" + ");
}

describe("a function", () => {
  it.each<[string, readonly Work[], string]>([
    ["without anything", [], "1"],
    ["with a loop over rows, whose head is passed once more", [loop("rows")], "2 + 1 rows"],
    ["with one over a list", [loop("items")], "2 + 1 items"],
    ["with one over a list of each row", [loop("rows"), loop("items", 1)], "2 + 2 rows + 1 rows items"],
    ["with a list in a list", [loop("items"), loop("items", 0, 1)], "2 + 2 items + 1 items items"],
    ["that calls in a loop over rows", [loop("rows"), call("rt_join", null, 1)], "2 + 7 rows"],
    ["that calls for each item, and reads there", [loop("items"), call("rt_matches", null, 0, 1), loop("rows")], "3 + 1 rows + 7 items + 1 items bytes"],
    ["that reads beside a loop over rows", [loop("rows"), call("rt_matches")], "8 + 1 bytes + 1 rows"],
    ["that calls another twice", [call(1), call(1)], "17 + 2 items"],
    ["that calls another for each row", [loop("rows"), call(1, null, 1)], "2 + 9 rows + 1 rows items"],
    ["that calls one, once, that goes over rows", [call(3)], "3 + 1 rows"],
    ["that calls one that calls one, for each item", [call(2, null, 0, 1)], "1 + 9 items + 1 items items"],
  ])("%s", (_, work, wanted) => {
    expect(declared(work, empty, [[call("rt_join"), loop("items")], [call(1)], [loop("rows")]])).toBe(wanted);
  });

  it("that answers is asked about by its own question", () => {
    const bodies = [[], [loop("rows")], [loop("items")]].map((work) => ({ ...body(0), work }));
    const { bind, mark, decide } = stepsOf({ program: empty, data: data(4096), runtime: new Map(), first: FIRST, bodies, answers: { bind: FIRST, mark: FIRST + 1, decide: FIRST + 2 } });
    expect([bind, mark, decide].map((parts) => parts.map(({ times }) => times))).toEqual([[1], [2, 1], [2, 1]]);
    expect([mark[1]?.rows, decide[1]?.lists]).toEqual([1, 1]);
  });
});

describe("a function of the runtime", () => {
  it.each<[string, readonly Work[], string]>([
    // The call, eleven to compare up to 15 bytes, and one for each eight more: of a literal, or of the longest of frame and literals.
    ["compares with a literal", [call("rt_is", 9)], "15"],
    ["compares with an empty one", [call("rt_is", 0)], "13"],
    ["compares two texts", [call("rt_is")], "16 + 1 bytes"],
    ["compares two cells", [call("rt_compare")], "17 + 1 bytes"],
    ["finds a text in another", [call("rt_text")], "673 + 24 bytes"],
    ["finds a literal in a text", [call("rt_contains", 9)], "673 + 24 bytes"],
    ["compares the beginning with a literal", [call("rt_starts", 9)], "16"],
    ["compares the end with an empty one", [call("rt_ends", 0)], "14"],
    ["goes through a machine", [call("rt_matches")], "31 + 1 bytes"],
    ["looks through a list", [call("rt_has")], "8 + 1 bytes + 14 items"],
    ["does anything else", [call("rt_join")], "7"],
  ])("%s", (_, work, wanted) => {
    expect(declared(work, texts)).toBe(wanted);
  });

  it.each<[string, readonly string[], readonly number[], string]>([
    // Eight, three for each text and eleven to compare it; each byte is hashed, and an eighth for each text of one length in one run of slots.
    ["three texts", ["a", "b", "c"], [], "81 + 2 bytes"],
    ["one, in the last place", ["d"], [], "50 + 2 bytes"],
    ["texts of one hash and one length", ["declinate", "macallums"], [], "67 + 2 bytes"],
    ["many", Array.from({ length: 40 }, (_, at) => `x${at}`), [], "605 + 2 bytes"],
    ["numbers", [], [1, 2], "35 + 1 bytes"],
  ])("looks a value up in a set of %s", (_, strings, numbers, wanted) => {
    const into = data(4096);
    putText(into, "something that comes before");
    const at = putSet(into, strings, numbers);
    // What stands behind it are no texts of it.
    putText(into, "\0".repeat(400));
    for (const name of ["rt_in", "rt_find"]) expect(declared([call(name, at)], texts, [], into)).toBe(wanted);
  });

  it.each([[0, 8], [1, 11], [4, 32], [5, 66], [13, 284], [14, 378], [100, 8017], [1000, 279_023]])("sorts the verdicts of %i rules", (count, steps) => {
    expect(declared([call("rt_finish")], { ...empty, rules: rulesOf(count) })).toBe(String(steps));
  });

  it.each<[string, readonly ResourceKind[], string]>([
    ["no labels", [], "9 + 1 bytes"],
    ["labels of one kind", ["path"], "43 + 2 bytes"],
    ["more of one kind than of another", ["path", "domain", "path"], "77 + 3 bytes"],
  ])("finds what a call names among %s", (_, kinds, wanted) => {
    expect(declared([call("rt_target")], { ...texts, labellers: kinds.map((resource) => ({ resource, machine: 0, outputs: [clean] })) })).toBe(wanted);
  });
});

describe("the longest text", () => {
  it.each<[string, Program]>([
    ["rules", { ...empty, rules: [...rulesOf(1, "abcdefgh"), ...rulesOf(1, "abc")] }],
    ["tools", { ...empty, tools: [{ name: "abcdefgh", ops: [], sinks: [], acts: [], results: [] }, { name: "abc", ops: [], sinks: [], acts: [], results: [] }] }],
    ["patterns", { ...empty, patterns: [{ kind: "all", of: [{ kind: "in", of: { kind: "row" }, strings: ["a", "abcdefgh"], numbers: [7] }] }] }],
    ["counters", { ...empty, counters: [{ guard, test: { kind: "in", of: { kind: "row" }, strings: ["abcdefgh", "abc"], numbers: [] } }] }],
  ])("may stand in %s", (_, program) => {
    expect(declared([call("rt_matches")], program)).toBe("31 + 1 bytes");
  });
  it("is none where there is none", () => {
    expect(declared([call("rt_matches")])).toBe("7 + 1 bytes");
  });
});

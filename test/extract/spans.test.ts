// Matches of compiled patterns: small machines are built here from edges, and what `matches` finds is held against looking at every
// piece of the text with JavaScript's own regular expressions. Then the tables that are no machine, and the bound.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply } from "../../src/extract/apply.js";
import { finders, matches } from "../../src/extract/spans.js";
import type { Patterns } from "../../src/extract/spans.js";
import type { MachineData, PatternEntry } from "../../src/words/manifest.js";
import { FOUND_STEPS_MAX } from "../../src/base/limits.js";

/** Edges between states over letters; 0 is the start. */
interface Edges {
  readonly edges: readonly (readonly [from: number, letters: string, to: number])[];
  readonly ends: readonly number[];
}

/** Letters by classes of one each, but for the first, which is of all others. */
const alphabet = ["a", "b", "c", "é", "😀"];
const classOf = (letter: string): number => alphabet.indexOf(letter) + 1;
const wide = (numbers: readonly number[]): string => Buffer.from(Uint32Array.from(numbers).buffer).toString("base64");
const narrow = (numbers: readonly number[]): string => Buffer.from(Uint16Array.from(numbers).buffer).toString("base64");
const bytes = (numbers: readonly number[]): string => Buffer.from(numbers).toString("base64");
const cuts = [[0, 0], ...alphabet.flatMap((letter) => [[letter.codePointAt(0) ?? 0, classOf(letter)], [(letter.codePointAt(0) ?? 0) + 1, 0]])]
  .filter(([from], at, all) => from !== all[at + 1]?.[0]);
const letters = { from: wide(cuts.map(([from = 0]) => from)), of: narrow(cuts.map(([, of = 0]) => of)), words: bytes([0, 1, 1, 1, 0, 0]) };

/** The subset construction; with `always` the start is in every set, so that it is looked for everywhere. */
function machine(edges: readonly (readonly [number, number, number])[], starts: readonly number[], ends: readonly number[], always: boolean): MachineData {
  const sets: number[][] = [[]];
  const rows: number[][] = [Array<number>(alphabet.length + 1).fill(0)];
  const number = (states: readonly number[]): number => {
    const sorted = [...new Set(always ? [...states, ...starts] : states)].sort((a, b) => a - b);
    const at = sets.findIndex((set) => set.join() === sorted.join());
    if (at !== -1) return at;
    sets.push(sorted);
    rows.push([]);
    return sets.length - 1;
  };
  const start = number(starts);
  for (let at = 1; at < sets.length; at++) for (let of = 0; of <= alphabet.length; of++) rows[at]?.push(number(edges.filter(([from, by]) => by === of && sets[at]?.includes(from)).map(([, , to]) => to)));
  return { width: alphabet.length + 1, starts: [start, start, start], next: narrow(rows.flat()), accepts: bytes(sets.map((set) => (set.some((state) => ends.includes(state)) ? 7 : 0))) };
}

function entry(pattern: string, { edges, ends }: Edges): PatternEntry {
  const each = edges.flatMap(([from, some, to]) => [...some].map((letter) => [from, classOf(letter), to] as const));
  return { pattern, letters, forward: machine(each, [0], ends, false), backward: machine(each.map(([from, of, to]) => [to, of, from] as const), ends, [0], true) };
}

const patterns: readonly PatternEntry[] = [
  entry("ab|ab+c", { edges: [[0, "a", 1], [1, "b", 2], [1, "b", 3], [3, "b", 3], [3, "c", 4]], ends: [2, 4] }),
  entry("(?:é|😀)+a?", { edges: [[0, "é😀", 1], [1, "é😀", 1], [1, "a", 2]], ends: [1, 2] }),
  entry("a|a[ab]*c", { edges: [[0, "a", 1], [1, "ab", 2], [2, "ab", 2], [1, "c", 3], [2, "c", 3]], ends: [1, 3] }),
];

/** Leftmost, longest, one behind the other, by trying every piece. */
function tried(pattern: string, text: string): readonly { start: number; end: number; text: string }[] {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  const found = [];
  for (let start = 0; start < text.length;) {
    let end = text.length;
    while (end > start && !(text.slice(start, end).isWellFormed() && whole.test(text.slice(start, end)))) end--;
    if (end > start) found.push({ start, end, text: text.slice(start, end) });
    start = Math.max(end, start + 1);
  }
  return found;
}

const compiled = finders(patterns);

describe("matches", () => {
  it.each(patterns.map(({ pattern }) => pattern))("of %s are the leftmost longest, without overlap", (pattern) => {
    const finder = compiled.get(pattern);
    expect(finder).toBeDefined();
    if (finder === undefined) return;
    fc.assert(fc.property(fc.array(fc.constantFrom("a", "b", "c", "é", "😀", "x", "ac", "abbc"), { maxLength: 14 }), (letters) => {
      expect(matches(finder, letters.join(""))).toEqual(tried(pattern, letters.join("")));
    }), { seed: 4711, numRuns: 500 });
    expect(matches(finder, "")).toEqual([]);
  });
  it("are texts to a policy, and unknown for a pattern that nobody compiled", () => {
    expect(apply("found", ["xabbbcabé", "ab|ab+c"], compiled)).toEqual({ items: ["abbbc", "ab"], open: false });
    expect(apply("found", ["x", "y"], compiled)).toBe(null);
  });
  it("take half of a pair for what stands for no letter", () => {
    const finder = compiled.get("(?:é|😀)+a?");
    expect(finder === undefined ? null : matches(finder, "\ud83da😀\ude00éa\ud83d")?.map(({ start, end }) => [start, end])).toEqual([[2, 4], [5, 7]]);
  });
  it("look at what stands beside them, where the machines ask", () => {
    const [first] = patterns;
    const of = (forward: number, starts: readonly number[], backward: number): Patterns => {
      if (first === undefined) return new Map();
      const only = (machineData: MachineData, bits: number): MachineData => ({ ...machineData, accepts: bytes([...Buffer.from(machineData.accepts, "base64")].map((ends) => ends & bits)) });
      return finders([{ ...first, forward: { ...only(first.forward, forward), starts: starts.map((wanted) => first.forward.starts[wanted] ?? 0) }, backward: only(first.backward, backward) }]);
    };
    const found = (compiledNow: Patterns): unknown => apply("found", ["abc xab ab", "ab|ab+c"], compiledNow);
    expect(found(of(7, [0, 0, 0], 7))).toEqual({ items: ["abc", "ab", "ab"], open: false });
    // At the text's end only; before letters of words only; before others only.
    expect(found(of(1, [0, 0, 0], 7))).toEqual({ items: ["ab"], open: false });
    expect(found(of(2, [0, 0, 0], 7))).toEqual({ items: ["ab"], open: false });
    expect(found(of(4, [0, 0, 0], 7))).toEqual({ items: ["abc", "ab"], open: false });
    // At the text's start only, and behind other letters only; by the machine that reads from the end, and by that which reads on.
    expect(found(of(7, [0, 0, 0], 1))).toEqual({ items: ["abc"], open: false });
    expect(found(of(7, [0, 9, 9], 7))).toEqual({ items: ["abc"], open: false });
    expect(found(of(7, [9, 9, 0], 7))).toEqual({ items: ["ab", "ab"], open: false });
  });
  it("are unknown where finding them takes too long", () => {
    const finder = compiled.get("a|a[ab]*c");
    expect(finder === undefined ? [] : matches(finder, "a".repeat(1 << 16))).toBe(null);
    expect(finder === undefined ? [] : matches(finder, "x".repeat(FOUND_STEPS_MAX + 1))).toBe(null);
    expect(finder === undefined ? null : matches(finder, "x".repeat(1 << 20))).toEqual([]);
  });
});

describe("tables that are no machine", () => {
  const [good] = patterns;
  const { forward } = good ?? { forward: { width: 0, starts: [], next: "", accepts: "" } };
  it.each<[string, Partial<MachineData>]>([
    ["no base64", { next: "*" }], ["a start past the states", { starts: [0, 999, 0] }], ["a start that is none", { starts: [0, 0.5, 0] }], ["too few starts", { starts: [0, 0] }], ["a width that does not fit", { width: 4 }], ["another alphabet's width", { width: 1 }],
    ["too few accepting states", { accepts: "" }], ["no width", { width: 0 }], ["a state past the states", { next: Buffer.alloc(Buffer.from(forward.next, "base64").length, 0xff).toString("base64") }],
  ])("%s", (_, wrong) => {
    expect(good).toBeDefined();
    if (good === undefined) return;
    expect(finders([{ ...good, forward: { ...good.forward, ...wrong } }]).size).toBe(0);
    expect(finders([{ ...good, backward: { ...good.backward, ...wrong } }]).size).toBe(0);
    expect(finders([good]).size).toBe(1);
  });
  it.each<[string, Partial<PatternEntry["letters"]>]>([
    ["half a number", { from: "AAA=" }], ["letters that do not begin with the first", { from: wide(cuts.map(([from = 0]) => from + 1)) }], ["letters out of order", { from: wide(cuts.map(() => 0)) }], ["fewer classes than letters", { of: narrow([0]) }], ["a class past the classes", { words: bytes([0]) }],
  ])("%s", (_, wrong) => {
    expect(good === undefined ? -1 : finders([{ ...good, letters: { ...letters, ...wrong } }]).size).toBe(0);
  });
});

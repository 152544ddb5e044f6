// Dimensions as hidden tags: what the encoding promises, on all lattices of few levels that chance gives, and on those that are
// known to be hard (the pentagon and the diamond are not distributive).

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assert } from "../../src/base/assert.js";
import { TAGS_MAX } from "../../src/base/limits.js";
import { compareDimension, hiddenTags, readDimensions } from "../../src/language/check/dimension.js";
import type { Dimension } from "../../src/language/check/dimension.js";
import { collectNames } from "../../src/language/check/names.js";
import { startReport } from "../../src/language/check/report.js";
import type { Condition } from "../../src/language/check/policy.js";
import type { DimensionItem, Name, PolicyFile } from "../../src/language/syntax/ast.js";
import { checkTexts } from "./fixture.js";

const span = { file: "a.policy", start: 0, end: 0 };
const name = (text: string): Name => ({ text, span });

function read(chains: readonly (readonly string[])[]): { readonly dimension: Dimension | undefined; readonly problems: readonly string[] } {
  const item: DimensionItem = { kind: "dimension", name: name("d"), chains: chains.map((chain) => chain.map(name)), span };
  const file: PolicyFile = { file: "a.policy", text: "", package: name("a"), uses: [], catalogues: [], items: [item], comments: [] };
  const report = startReport();
  const dimension = readDimensions(collectNames([file], report), report).get("d");
  return { dimension, problems: report.found().map((finding) => finding.message) };
}

function lattice(...chains: readonly string[]): Dimension {
  const { dimension, problems } = read(chains.map((chain) => chain.split(" < ")));
  assert(dimension !== undefined, problems.join());
  return dimension;
}

/** Whether the condition holds of data with these tags, all of them known. */
function holds(condition: Condition, tags: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case "constant": return condition.value;
    case "and": return holds(condition.left, tags) && holds(condition.right, tags);
    case "or": return holds(condition.left, tags) || holds(condition.right, tags);
    case "not": return !holds(condition.operand, tags);
    case "tagged": return tags.has(condition.tag);
    default: throw new Error(condition.kind);
  }
}

/** Which levels are at or above which, from the chains. */
function orderOf(chains: readonly (readonly string[])[]): (low: string, high: string) => boolean {
  const levels = [...new Set(chains.flat())];
  const above = new Map(levels.map((level) => [level, new Set([level])]));
  for (let round = 0; round < levels.length; round++) {
    for (const chain of chains) {
      chain.slice(1).forEach((high, at) => {
        for (const more of above.get(high) ?? []) above.get(chain[at] ?? "")?.add(more);
      });
    }
  }
  return (low, high) => above.get(low)?.has(high) === true;
}

function joinOf(levels: readonly string[], below: (low: string, high: string) => boolean, a: string, b: string): string | undefined {
  const common = levels.filter((level) => below(a, level) && below(b, level));
  return common.find((level) => common.every((other) => below(level, other)));
}

/** All that a dimension promises: joining tags joins levels, and each comparison is that of the order. */
function holdsUp(chains: readonly (readonly string[])[], dimension: Dimension): void {
  const below = orderOf(chains);
  const tags = (level: string): ReadonlySet<string> => new Set(dimension.tags.get(level));
  for (const a of dimension.levels) {
    for (const b of dimension.levels) {
      const join = joinOf(dimension.levels, below, a, b);
      assert(join !== undefined, "a lattice");
      expect(new Set([...tags(a), ...tags(b)]), `${a} and ${b} joined`).toEqual(tags(join));
      const answer = (order: "==" | "!=" | "<" | "<=" | ">" | ">="): boolean => holds(compareDimension({ kind: "target" }, dimension, order, b, span), tags(a));
      expect([a, b, answer(">="), answer("<="), answer("=="), answer("!="), answer(">"), answer("<")])
        .toEqual([a, b, below(b, a), below(a, b), a === b, a !== b, below(b, a) && a !== b, below(a, b) && a !== b]);
    }
  }
}

describe("a dimension", () => {
  it("that is a chain has a tag for each level but the least, named for it", () => {
    const dimension = lattice("checked < raw < foreign");
    expect(hiddenTags(dimension)).toEqual(["d:foreign", "d:raw"]);
    expect([...dimension.tags]).toEqual([["checked", []], ["raw", ["d:raw"]], ["foreign", ["d:foreign", "d:raw"]]]);
    expect(compareDimension({ kind: "target" }, dimension, ">=", "raw", span)).toEqual({ kind: "tagged", subject: { kind: "target" }, tag: "d:raw", span });
    expect(compareDimension({ kind: "target" }, dimension, ">=", "checked", span)).toEqual({ kind: "constant", value: true });
  });
  it.each([
    [["a < b"]], [["a < b < c < d < e"]],
    [["none < left < both", "none < right < both"]],
    [["0 < a < 1", "0 < b < 1", "0 < c < 1"]],
    [["0 < a < b < 1", "0 < c < 1"]],
    [["0 < a < ab < 1", "0 < b < ab", "a < ac < 1", "0 < c < ac", "b < bc < 1", "c < bc"]],
  ])("%j keeps joins and order", (written) => {
    const chains = written.map((chain) => chain.split(" < "));
    holdsUp(chains, lattice(...written));
  });
  it("of whatever order, keeps joins and order, or is refused and is no lattice", () => {
    const seen = { lattices: 0, others: 0 };
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)).filter(([low, high]) => low < high), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(pairs, (edges) => {
      const chains = edges.map(([low, high]) => [`l${low}`, `l${high}`]);
      const levels = [...new Set(chains.flat())];
      const below = orderOf(chains);
      const least = levels.some((level) => levels.every((other) => below(level, other)));
      const sound = least && levels.every((a) => levels.every((b) => joinOf(levels, below, a, b) !== undefined));
      const { dimension, problems } = read(chains);
      expect([dimension !== undefined, problems.length]).toEqual([sound, sound ? 0 : 1]);
      if (dimension !== undefined) holdsUp(chains, dimension);
      seen[sound ? "lattices" : "others"]++;
    }), { seed: 7, numRuns: 600 });
    expect(Math.min(seen.lattices, seen.others)).toBeGreaterThan(50);
  });
  it("names the levels that keep it from being one", () => {
    expect(read([["a", "c"], ["a", "d"], ["b", "c"], ["b", "d"]]).problems.join()).toMatch(/`a` and `b` have nothing below them/);
    expect(read([["o", "a"], ["o", "b"]]).problems.join()).toMatch(/no level is above both `a` and `b`/);
    expect(read([["o", "a", "c"], ["o", "b", "d"], ["a", "d"], ["b", "c"]]).problems.join()).toMatch(/`a` and `b` have no least level above both: `c` and `d` are/);
    // A level above both that is written before the two is no least one.
    expect(read([["o", "a", "t"], ["a", "c", "t"], ["o", "b", "c"], ["a", "d", "t"], ["b", "d"]]).problems.join()).toMatch(/`a` and `b` have no least level above both: `c` and `d` are/);
    expect(read([["a", "b", "a"]]).problems.join()).toMatch(/is above and below/);
    expect(read([["a"]]).problems.join()).toMatch(/one level/);
  });
  it("of very many levels is refused before anybody looks at it", () => {
    expect(read([Array.from({ length: 100_000 }, (_, at) => `l${at}`)]).problems.join()).toMatch(/100000/);
    expect(read([Array.from({ length: 40 }, (_, at) => `l${at}`)]).problems.join()).toMatch(/tags and levels/);
  });
  it("has room for its levels beside the tags, to the last tag", () => {
    const tags = (count: number): string => Array.from({ length: count }, (_, at) => `t${at}`).join(", ");
    const told = (count: number): readonly string[] => checkTexts(new Map([["a.policy", `package a\ntag ${tags(count)}\ndimension d { low < high }\nunary ask r { on call }\n`]])).diagnostics.filter(({ code }) => code === "check/too-many").map(({ message }) => message);
    expect(told(TAGS_MAX - 1)).toEqual([]);
    expect(told(TAGS_MAX)).toEqual([expect.stringMatching(/tags and levels of dimensions/)]);
    // Too many tags by themselves are told once.
    expect(told(TAGS_MAX + 1)).toEqual([expect.not.stringMatching(/levels/)]);
  });
});

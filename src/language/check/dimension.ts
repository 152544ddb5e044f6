// A declared dimension as a lattice, and its levels as hidden tags, so that joining levels is joining tags. Each tag says "not at
// or below" one of the levels that are no meet of others: these sets join exactly in every lattice, and where it is distributive each
// has a least level, for which it is named (`integrity:raw`: at least raw). Knows nothing of where labels flow.

import { DIMENSION_LEVELS_MAX, TAGS_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import type { DimensionItem, Name } from "../syntax/ast.js";
import { both, either, inverse } from "./condition.js";
import type { Collected } from "./names.js";
import type { Condition, LabelSubject, Order } from "./policy.js";
import type { Report } from "./report.js";

/** A dimension whose levels are a lattice. Levels without a tag are its least one. */
export interface Dimension {
  readonly name: string;
  /** In the order in which they were written. */
  readonly levels: readonly string[];
  /** The tags that data of a level has, sorted. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  /** Tags of which data has one where it is at or above a level; the rest of the level's tags follow from them. */
  readonly least: ReadonlyMap<string, readonly string[]>;
  /** Tags of which data has none where it is at or below a level; that it has none of the rest follows. */
  readonly beyond: ReadonlyMap<string, readonly string[]>;
  /** Whether every two levels are one above the other. */
  readonly chain: boolean;
}

/** The dimensions of a bundle by name; those that are no lattices are reported and left out. */
export function readDimensions(names: Collected, report: Report): ReadonlyMap<string, Dimension> {
  const read = new Map<string, Dimension>();
  // More of them than there are tags are reported already.
  for (const [declared] of [...names.dimensions.values()].slice(0, TAGS_MAX)) {
    const dimension = declared === undefined ? null : readDimension(declared.item, report);
    if (dimension !== null) read.set(dimension.name, dimension);
  }
  const hidden = [...read.values()].reduce((sum, dimension) => sum + hiddenTags(dimension).length, 0);
  const last = [...names.dimensions.values()].at(-1)?.[0];
  if (hidden > 0 && names.tags.size + hidden > TAGS_MAX && names.tags.size <= TAGS_MAX && last !== undefined) {
    report.add("check/too-many", last.name.span, { what: "tags and levels of dimensions", count: names.tags.size + hidden, max: TAGS_MAX });
  }
  return read;
}

/** The tags that stand for the levels of a dimension, sorted. */
export function hiddenTags(dimension: Dimension): readonly string[] {
  return [...new Set([...dimension.tags.values()].flat())].sort();
}

/** How the level that a subject has compares with one: a test of tags. */
export function compareDimension(subject: LabelSubject, dimension: Dimension, order: Order, level: string, span: Span): Condition {
  const tagged = (tag: string): Condition => ({ kind: "tagged", subject, tag, span });
  const above = (dimension.least.get(level) ?? []).map(tagged).reduce(both, { kind: "constant", value: true });
  const below = (dimension.beyond.get(level) ?? []).map((tag) => inverse(tagged(tag))).reduce(both, { kind: "constant", value: true });
  switch (order) {
    case ">=": return above;
    case "<=": return below;
    case "==": return both(above, below);
    case "!=": return either(inverse(above), inverse(below));
    case ">": return dimension.chain ? inverse(below) : both(above, inverse(below));
    case "<": return dimension.chain ? inverse(above) : both(below, inverse(above));
  }
}

/** One bit a level: which levels are at or above it. */
type Ups = readonly bigint[];

function readDimension(item: DimensionItem, report: Report): Dimension | null {
  // What is missing was perhaps what makes it one.
  if (item.broken === true) return null;
  const places = new Map<string, Name>();
  for (const name of item.chains.flat()) if (!places.has(name.text)) places.set(name.text, name);
  const levels = [...places.keys()];
  const refuse = (problem: string, span: Span): null => {
    report.add("check/bad-dimension", span, { name: item.name.text, problem });
    return null;
  };
  const { name: { span } } = item;
  if (levels.length > DIMENSION_LEVELS_MAX) {
    report.add("check/too-many", span, { what: "levels of a dimension", count: levels.length, max: DIMENSION_LEVELS_MAX });
    return null;
  }
  if (levels.length < 2) return refuse("it has one level, and that says nothing", span);
  const ups = upsOf(levels, item);
  const spanOf = (level: string | undefined): Span => (level === undefined ? span : places.get(level)?.span ?? span);
  for (const [at, up] of ups.entries()) {
    const [self, other] = [levels[at], levels[ups.findIndex((back, number) => number !== at && has(up, number) && has(back, at))]];
    if (other !== undefined) return refuse(`\`${self ?? ""}\` is above and below \`${other}\``, spanOf(self));
  }
  const problem = notLattice(levels, ups);
  return problem === null ? lattice(item.name.text, levels, ups) : refuse(problem.text, spanOf(problem.level));
}

function has(set: bigint, level: number): boolean {
  return ((set >> BigInt(level)) & 1n) === 1n;
}

/** The reflexive and transitive closure of what the chains say. */
function upsOf(levels: readonly string[], item: DimensionItem): Ups {
  const numbers = new Map(levels.map((level, number) => [level, number]));
  const ups = levels.map((_, number) => 1n << BigInt(number));
  const set = (below: number, more: bigint): void => { ups[below] = (ups[below] ?? 0n) | more; };
  for (const chain of item.chains) {
    chain.slice(1).forEach((name, at) => set(numbers.get(chain[at]?.text ?? "") ?? 0, 1n << BigInt(numbers.get(name.text) ?? 0)));
  }
  for (const middle of levels.keys()) for (const [below, up] of ups.entries()) if (has(up, middle)) set(below, ups[middle] ?? 0n);
  return ups;
}

/** Two levels that a lattice could not have, with what they lack. */
function notLattice(levels: readonly string[], ups: Ups): { readonly text: string; readonly level: string | undefined } | null {
  const all = (1n << BigInt(levels.length)) - 1n;
  // The levels above both of two have a least one where they are just those above it.
  const known = new Set(ups);
  const minimal = levels.filter((_, level) => ups.every((up, below) => below === level || !has(up, level)));
  if (minimal.length > 1) return { text: `\`${minimal[0] ?? ""}\` and \`${minimal[1] ?? ""}\` have nothing below them: one level must be the least, what data has of which nothing is said`, level: minimal[1] };
  for (const [a, upA] of ups.entries()) {
    for (let b = 0; b < a; b++) {
      const common = upA & (ups[b] ?? all);
      if (known.has(common)) continue;
      const [first, second] = levels.flatMap((_, level) => (has(common, level) && ups.every((up, below) => below === level || !has(common, below) || !has(up, level)) ? [levels[level] ?? ""] : []));
      const pair = `\`${levels[b] ?? ""}\` and \`${levels[a] ?? ""}\``;
      if (first === undefined) return { text: `no level is above both ${pair}, and data made of both must have one`, level: levels[a] };
      return { text: `${pair} have no least level above both: \`${first}\` and \`${second}\` are, and neither is below the other`, level: levels[a] };
    }
  }
  return null;
}

/** The lattice with its tags: one for each level that is no meet of levels above it. */
function lattice(name: string, levels: readonly string[], ups: Ups): Dimension {
  const outside = ups.map((_, bound) => levels.reduce((set, __, level) => (has(ups[level] ?? 0n, bound) ? set : set | (1n << BigInt(level))), 0n));
  // A level with exactly one level next above it is no meet; the greatest one is the meet of nothing, and nothing is beyond it.
  const bounds = [...levels.keys()].filter((bound) => {
    const covers = [...levels.keys()].filter((level) => level !== bound && has(ups[bound] ?? 0n, level)
      && ![...levels.keys()].some((between) => between !== bound && between !== level && has(ups[bound] ?? 0n, between) && has(ups[between] ?? 0n, level)));
    return covers.length === 1;
  });
  const tags = bounds.map((bound) => {
    const set = outside[bound] ?? 0n;
    const least = levels.findIndex((_, level) => has(set, level) && (ups[level] ?? 0n) === set);
    return { bound, set, text: least === -1 ? `${name}:not ${levels[bound] ?? ""}` : `${name}:${levels[least] ?? ""}` };
  });
  const withTags = (of: (level: number) => readonly string[]): ReadonlyMap<string, readonly string[]> => new Map(levels.map((text, level) => [text, [...of(level)].sort()]));
  // What has one tag has each whose set holds all of that one's.
  const implies = (a: { readonly set: bigint }, b: { readonly set: bigint }): boolean => a !== b && (a.set & b.set) === a.set;
  return {
    name,
    levels,
    tags: withTags((level) => tags.filter(({ set }) => has(set, level)).map(({ text }) => text)),
    least: withTags((level) => {
      const own = tags.filter(({ set }) => has(set, level));
      return own.filter((tag) => !own.some((other) => implies(other, tag))).map(({ text }) => text);
    }),
    beyond: withTags((level) => {
      const others = tags.filter(({ set }) => !has(set, level));
      return others.filter((tag) => !others.some((other) => implies(tag, other))).map(({ text }) => text);
    }),
    chain: ups.every((up, a) => ups.every((other, b) => has(up, b) || has(other, a))),
  };
}

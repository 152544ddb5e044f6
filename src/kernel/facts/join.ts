// How an earlier call stands to the pending one: what is kept of each, and whether they are joined. Scalars that must be equal become
// one text, by which calls are looked up; other comparisons are made call by call. Three-valued, knows no stores.

import { isListValue, isScalar } from "../../extract/value.js";
import type { Join, Relation } from "../../words/manifest.js";
import type { TermValue } from "../../words/term.js";
import { FALSE, TRUE, UNKNOWN, and, not, type Truth } from "../../words/truth.js";

/** What a query, or its `since`, joins calls by: the comparisons that a key stands for, and the others. */
export interface Joins {
  readonly all: readonly Join[];
  readonly equal: readonly number[];
  readonly rest: readonly number[];
}

/** What one call has on its side of some joins. */
export interface Sides {
  readonly values: readonly TermValue[];
  /** All that must be equal as one text, the same of equal values alone; null where one of them is no known scalar. */
  readonly key: string | null;
}

/** Sorts joins. */
export function joinsOf(all: readonly Join[]): Joins {
  const indexes = all.map((_, index) => index);
  const isEqual = (index: number): boolean => all[index]?.relation === "==";
  return { all, equal: indexes.filter(isEqual), rest: indexes.filter((index) => !isEqual(index)) };
}

/** The sides of an earlier call; null where one is absent, for then nothing is joined to it. */
export function theirSides(joins: Joins, values: readonly TermValue[]): Sides | null {
  return values.includes(undefined) ? null : sidesOf(joins, values);
}

/** The sides of the pending call; null where one is nothing that it could be compared by, for then nobody can say what is joined to it. */
export function ourSides(joins: Joins, values: readonly TermValue[]): Sides | null {
  return joins.all.every(({ relation }, index) => isFit(relation, values[index])) ? sidesOf(joins, values) : null;
}

/** Whether a call is joined; `keyed` where its key is known to be ours. */
export function joinedBy({ all, rest }: Joins, theirs: Sides, ours: Sides, keyed: boolean): Truth {
  if (keyed && rest.length === 0) return TRUE;
  let truth: Truth = TRUE;
  for (const [index, { relation }] of all.entries()) {
    if (!(keyed && relation === "==")) truth = and(truth, compared(relation, theirs.values[index], ours.values[index]));
    if (truth === FALSE) break;
  }
  return truth;
}

function sidesOf({ equal }: Joins, values: readonly TermValue[]): Sides {
  const parts: string[] = [];
  for (const index of equal) {
    const value = values[index];
    if (!isScalar(value)) return { values, key: null };
    // JSON, in which no line ends.
    parts.push(JSON.stringify(value));
  }
  return { values, key: parts.join("\n") };
}

function isFit(relation: Relation, ours: TermValue): boolean {
  switch (relation) {
    case "==": case "!=": case "has": case "excludes": return isScalar(ours);
    case "<": case "<=": case ">": case ">=": return typeof ours === "number";
    case "in": case "not in": return isListValue(ours);
  }
}

function compared(relation: Relation, theirs: TermValue, ours: TermValue): Truth {
  switch (relation) {
    case "==": return same(theirs, ours);
    case "!=": return not(same(theirs, ours));
    case "<": return ordered(theirs, ours, (a, b) => a < b);
    case "<=": return ordered(theirs, ours, (a, b) => a <= b);
    case ">": return ordered(theirs, ours, (a, b) => a > b);
    case ">=": return ordered(theirs, ours, (a, b) => a >= b);
    case "in": return among(ours, theirs);
    case "not in": return not(among(ours, theirs));
    case "has": return among(theirs, ours);
    case "excludes": return not(among(theirs, ours));
  }
}

/** A number and a text are different. */
function same(one: TermValue, other: TermValue): Truth {
  return !isScalar(one) || !isScalar(other) ? UNKNOWN : one === other ? TRUE : FALSE;
}

function ordered(one: TermValue, other: TermValue, holds: (one: number, other: number) => boolean): Truth {
  return typeof one !== "number" || typeof other !== "number" ? UNKNOWN : holds(one, other) ? TRUE : FALSE;
}

function among(list: TermValue, value: TermValue): Truth {
  if (!isListValue(list) || !isScalar(value)) return UNKNOWN;
  let truth: Truth = list.open ? UNKNOWN : FALSE;
  for (const item of list.items) {
    const one = same(item, value);
    if (one === TRUE) return TRUE;
    if (one === UNKNOWN) truth = UNKNOWN;
  }
  return truth;
}

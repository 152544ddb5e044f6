// The sets of letters that expressions speak of become classes: letters that no set tells apart are one. So that automata need not
// know letters, of which there are a million, but classes, of which there are few.

import { DFA_WORK_MAX } from "../../base/limits.js";
import { everyLetter } from "./letters.js";
import type { Letters } from "./letters.js";

/** Classes of letters, numbered from 0 in the order of their first letters. */
export interface Alphabet {
  readonly size: number;
  /** Every letter once, in order, in ranges with their class. */
  readonly ranges: readonly (readonly [from: number, to: number, of: number])[];
  /** The classes that make up one of the sets, sorted. */
  classesOf(set: Letters): readonly number[];
}

/** The alphabet of these sets; undefined where there are so many of them that it would take too long. */
export function alphabetOf(sets: readonly Letters[]): Alphabet | undefined {
  const different = [...new Map(sets.map((set) => [String(set), set])).values()];
  const cuts = [...new Set([everyLetter, ...different].flatMap((set) => set.flatMap(([from, to]) => [from, to + 1])))].sort((a, b) => a - b);
  if (cuts.length * different.length > DFA_WORK_MAX) return undefined;
  const places = new Map(cuts.map((cut, at) => [cut, at]));
  const pieces = (set: Letters): readonly (readonly [number, number])[] => set.map(([from, to]) => [places.get(from) ?? 0, places.get(to + 1) ?? 0]);
  const classes = new Int32Array(cuts.length);
  let count = 1;
  for (const set of different) {
    // Of each class the part in this set becomes one of its own.
    const parts = new Map<number, number>();
    for (const [first, end] of pieces(set)) {
      for (let at = first; at < end; at++) {
        const of = classes[at] ?? 0;
        const part = parts.get(of) ?? count++;
        parts.set(of, part);
        classes[at] = part;
      }
    }
  }
  const numbers = new Map<number, number>();
  for (const [first, end] of pieces(everyLetter)) {
    for (let at = first; at < end; at++) {
      const number = numbers.get(classes[at] ?? 0) ?? numbers.size;
      numbers.set(classes[at] ?? 0, number);
      classes[at] = number;
    }
  }
  return { size: numbers.size, ranges: rangesOf(cuts, classes), classesOf: kept((set) => {
    const found = new Set<number>();
    for (const [first, end] of pieces(set)) for (let at = first; at < end; at++) found.add(classes[at] ?? 0);
    return [...found].sort((a, b) => a - b);
  }) };
}

function rangesOf(cuts: readonly number[], classes: Int32Array): Alphabet["ranges"] {
  const ranges: [number, number, number][] = [];
  cuts.slice(0, -1).forEach((from, at) => {
    const [to, of] = [(cuts[at + 1] ?? 0) - 1, classes[at] ?? 0];
    if (from > 0xd7ff && to < 0xe000) return;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === from - 1 && last[2] === of) last[1] = to;
    else ranges.push([from, to, of]);
  });
  return ranges;
}

function kept<From extends object, To>(of: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, To>();
  return (from) => {
    const before = known.get(from);
    if (before !== undefined) return before;
    const made = of(from);
    known.set(from, made);
    return made;
  };
}

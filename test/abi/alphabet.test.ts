// Alphabets of sets of letters: each letter has one class, a set is made up of the classes of its letters, and there are no more classes
// and ranges than it takes.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DFA_WORK_MAX } from "../../src/base/limits.js";
import { alphabetOf } from "../../src/language/ir/alphabet.js";
import { letters } from "../../src/language/ir/letters.js";
import type { Letters } from "../../src/language/ir/letters.js";

const last = 0x10ffff;
const cut = fc.oneof(fc.constantFrom(0, 1, 0x61, 0x7a, 0x7f, 0x80, 0xd7ff, 0xe000, 0xffff, 0x10000, last), fc.nat(0x7f));
const set: fc.Arbitrary<Letters> = fc.uniqueArray(cut, { minLength: 2, maxLength: 6 }).map((cuts) => {
  const ordered = cuts.sort((a, b) => a - b);
  return ordered.flatMap((from, at) => (at % 2 === 0 && at + 1 < ordered.length ? [[from, (ordered[at + 1] ?? from) - (at + 2 < ordered.length ? 1 : 0)] as const] : []));
}).map(letters);
const has = (of: Letters, letter: number): boolean => of.some(([from, to]) => from <= letter && letter <= to);

describe("an alphabet", () => {
  test("has a class for each letter, and each set is made up of classes", () => {
    fc.assert(fc.property(fc.array(set, { maxLength: 5 }), (sets) => {
      const alphabet = alphabetOf(sets);
      if (alphabet === undefined) throw new Error("few sets have an alphabet");
      const { ranges, size } = alphabet;
      expect([ranges[0]?.[0], ranges.at(-1)?.[1]]).toEqual([0, last]);
      // In order, without surrogates between them, and none that could be one with the range before it.
      for (const [at, [from, to, of]] of ranges.entries()) {
        const before = ranges[at - 1];
        expect(from).toBeLessThanOrEqual(to);
        if (before === undefined) continue;
        expect([before[1] + 1, 0xe000]).toContain(from);
        if (before[1] + 1 === from) expect(before[2]).not.toBe(of);
      }
      expect(new Set(ranges.map(([, , of]) => of))).toEqual(new Set(Array.from({ length: size }, (_, of) => of)));
      for (const one of sets) {
        const classes = alphabet.classesOf(one);
        expect(classes).toEqual([...new Set(classes)].sort((a, b) => a - b));
        for (const [from, to, of] of ranges) expect([has(one, from), has(one, to)]).toEqual([classes.includes(of), classes.includes(of)]);
      }
      // Letters that all sets agree about are one class.
      const told = new Set(ranges.map(([from]) => sets.map((one) => has(one, from)).join()));
      expect(told.size).toBe(size);
    }), { numRuns: 300 });
  });

  test("has one range where letters of a class stand side by side, however their set was written", () => {
    const { ranges, size } = alphabetOf([[[0x61, 0x63], [0x64, 0x66], [0x70, 0x70]]]) ?? { ranges: [], size: 0 };
    expect([size, ranges]).toEqual([2, [[0, 0x60, 0], [0x61, 0x66, 1], [0x67, 0x6f, 0], [0x70, 0x70, 1], [0x71, 0xd7ff, 0], [0xe000, last, 0]]]);
  });

  test("of more sets than can be told apart in time is none", () => {
    const singles = (count: number): readonly Letters[] => Array.from({ length: count }, (_, at) => [[2 * at, 2 * at]]);
    const most = Math.floor(Math.sqrt(DFA_WORK_MAX / 2));
    expect(alphabetOf(singles(Math.floor(most / 8)))?.size).toBe(Math.floor(most / 8) + 1);
    expect(alphabetOf(singles(most + 1))).toBeUndefined();
  });
});

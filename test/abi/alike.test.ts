// Lists of numbers by their sorts: equal ones mostly count as one, different ones never,
// not even where their hashes are the same.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alike } from "../../src/language/ir/alike.js";

const LISTS = 50_000;
const TURNS = 10;

/** Numbers below 2^16, by chance. Among all turns' lists of three of them five pairs have one hash; small numbers hardly ever have. */
function numbers(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 16;
}

describe("lists", () => {
  test("of one sort are equal, and counted", () => {
    // None of these have a hash in common.
    fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }), { maxLength: 30 }), (lists) => {
      const { firsts, of, counts } = alike(lists);
      expect(Array.from(of, (sort) => lists[firsts[sort] ?? -1])).toEqual(lists);
      expect(counts).toEqual(firsts.map((_, sort) => of.filter((one) => one === sort).length));
      expect(firsts).toEqual(firsts.map((_, sort) => of.indexOf(sort)));
      expect(counts.length).toBe(new Set(lists.map((list) => list.join())).size);
    }));
  });

  test("that differ are of two sorts, whatever their hashes are", () => {
    const next = numbers();
    for (let turn = 0; turn < TURNS; turn++) {
      const lists = Array.from({ length: LISTS }, () => [next(), next(), next()]);
      expect(alike(lists).firsts.length).toBe(LISTS);
    }
  });
});

// Sums of numbers, against whole numbers of any size: what is added and taken out again in whatever order gives the double nearest to
// the true sum, of two as near the even one.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, rounded } from "../../src/kernel/facts/exact.js";
import type { Parts } from "../../src/kernel/facts/exact.js";

/** All numbers here are whole multiples of this. */
const UNIT = 2 ** -200;

function sum(numbers: readonly number[]): number {
  const parts: Parts = [];
  for (const number of numbers) add(parts, number);
  return rounded(parts);
}

/** The same by whole numbers: that a whole number becomes the nearest double, the language sees to. */
function wanted(numbers: readonly number[]): number {
  return Number(numbers.reduce((all, number) => all + BigInt(number / UNIT), 0n)) * UNIT;
}

const big = 2 ** 53;
const tiny = 2 ** -60;

describe("a sum", () => {
  test.each<[string, readonly number[], number]>([
    ["of nothing", [], 0],
    ["of what cancels out", [1e15, 0.1, -1e15, -0.1], 0],
    ["of what is lost on the way by others", [1e16, 1, -1e16], 1],
    ["half-way, down to the even one", [big, 1], big],
    ["half-way, up to the even one", [big + 2, 1], big + 4],
    ["a little above half-way", [big, 1, tiny], big + 2],
    ["a little below half-way", [big + 2, 1, -tiny], big + 2],
    ["above half-way by what came first", [tiny, big, 1], big + 2],
    ["half-way below nought", [-big, -1], -big],
    ["a little below half-way below nought", [-big, -1, -tiny], -big - 2],
    ["half-way below nought, with a little above", [-big - 2, -1, tiny], -big - 2],
    ["that is not half-way", [big, 2, tiny], big + 2],
    ["of tenths", Array.from({ length: 10 }, () => 0.1), 1],
  ])("%s", (_, numbers, given) => {
    expect(wanted(numbers) + 0).toBe(given);
    expect(sum(numbers) + 0).toBe(given);
  });

  test("is the double nearest to the true one, in whatever order", () => {
    const edge = fc.constantFrom(big, big + 2, 1, 2, 0.5, tiny, 3 * tiny, 2 ** -113, 0.1, 1e15, 2 ** 60);
    const number = fc.tuple(fc.oneof(edge, fc.integer({ min: 0, max: 1000 }).map((cents) => cents / 100)), fc.boolean()).map(([size, negative]) => (negative ? -size : size));
    fc.assert(fc.property(fc.array(number, { maxLength: 12 }), (numbers) => {
      expect(sum(numbers) + 0).toBe(wanted(numbers) + 0);
      expect(sum(numbers.toReversed()) + 0).toBe(wanted(numbers) + 0);
      expect(sum([...numbers, ...numbers.map((one) => -one)]) + 0).toBe(0);
    }), { numRuns: 2000 });
  });
});

// The interval of a comparison holds the true ratio about as often as it says,
// and is no wider than it must be.

import { expect, test } from "vitest";
import { intervalOf, verdictOf } from "../../bench/compare/interval.js";

/** Numbers that look thrown, always the same. */
function thrown(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("rounds that are alike differ in nothing, and the order of rounds is nothing", () => {
  const next = thrown(1);
  let missed = 0;
  for (let run = 0; run < 1_000; run++) {
    // Skewed, as times are.
    const { from, to } = intervalOf(Array.from({ length: 41 }, () => 1 + (next() < 0.5 ? -0.1 * next() : next() ** 3)));
    if (from > 1 || to < 1) missed++;
  }
  expect(missed).toBeGreaterThan(0);
  expect(missed).toBeLessThan(70);
});

test("a tenth more in each round is seen", () => {
  const next = thrown(2);
  const each = Array.from({ length: 41 }, () => 1.1 * (0.95 + 0.1 * next()));
  expect(verdictOf(intervalOf(each))).toMatch(/^slower by \d/);
  expect(verdictOf(intervalOf(each.map((ratio) => 1 / ratio)))).toMatch(/^faster by \d/);
  expect(intervalOf(each.toReversed())).toEqual(intervalOf(each));
});

test("few rounds say little", () => {
  expect(intervalOf([0.9, 1.1, 1.3])).toEqual({ middle: 1.1, from: 0.9, to: 1.3 });
  expect(verdictOf(intervalOf([0.9, 1.1, 1.3]))).toBe("no difference");
});

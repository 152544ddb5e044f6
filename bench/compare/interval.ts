// Ratios of rounds -> their middle with an interval that holds the true one with 95 in 100, by order alone: no shape is taken for
// granted. Where the interval holds 1, nothing can be said to differ.

/** A middle, and from where to where the true one is. */
export interface Interval {
  readonly middle: number;
  readonly from: number;
  readonly to: number;
}

/** The interval of the middle of some values: of the order statistics between which the true middle lies, by the binomial law. */
export function intervalOf(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = cutOf(sorted.length);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const half = sorted.length >> 1;
  return { middle: sorted.length % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2, from: at(cut), to: at(sorted.length - 1 - cut) };
}

/** What an interval says of the one above the line. */
export function verdictOf({ middle, from, to }: Interval): string {
  if (from <= 1 && to >= 1) return "no difference";
  return middle < 1 ? `faster by ${((1 - middle) * 100).toFixed(1)} %` : `slower by ${((middle - 1) * 100).toFixed(1)} %`;
}

/** How many values may be left out at each end: together they hold the middle outside with 5 in 100 at most. */
function cutOf(count: number): number {
  let tail = 0;
  let chance = 0.5 ** count;
  for (let left = 0; ; left++) {
    tail += chance;
    if (tail > 0.025) return Math.max(0, left - 1);
    chance = (chance * (count - left)) / (left + 1);
  }
}

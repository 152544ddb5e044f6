// Sums of numbers without any rounding on the way: what is taken out again leaves no trace, and the order does not matter.
// A sum is a list of parts that do not overlap (Shewchuk), the least first; it is rounded once, when it is read.

/** A sum, to be added to. */
export type Parts = number[];

/** Adds a number of at most SUM_VALUE_MAX. */
export function add(parts: Parts, number: number): void {
  let high = number;
  let kept = 0;
  for (const part of parts) {
    const [more, less] = Math.abs(high) < Math.abs(part) ? [part, high] : [high, part];
    const sum = more + less;
    const rest = less - (sum - more);
    if (rest !== 0) parts[kept++] = rest;
    high = sum;
  }
  parts.length = kept;
  if (high !== 0) parts.push(high);
}

/** The number nearest to the sum; of two as near the even one. */
export function rounded(parts: Parts): number {
  let high = 0;
  let rest = 0;
  let at = parts.length;
  while (at > 0 && rest === 0) {
    const part = parts[--at] ?? 0;
    const sum = high + part;
    rest = part - (sum - high);
    high = sum;
  }
  // Half-way, what lies below decides.
  const below = parts[at - 1] ?? 0;
  if ((rest < 0 && below < 0) || (rest > 0 && below > 0)) {
    const up = high + 2 * rest;
    if (up - high === 2 * rest) return up;
  }
  return high;
}

// How many calls matched each counter of the bundle, and how many may have matched: while there is one of these, the counter is unknown.
// When a call counts, its caller knows.

import { FALSE, TRUE, UNKNOWN, type Truth } from "../../words/truth.js";

/** The counters of a session. */
export interface Counters {
  readonly counts: Int32Array;
  readonly unknown: Int32Array;
}

/** All at nought. */
export function createCounters(size: number): Counters {
  return { counts: new Int32Array(size), unknown: new Int32Array(size) };
}

/** Counts a call by the bits that `bind` gave it; `by` is -1 to take it back. */
export function count(counters: Counters, bits: Uint32Array, by: 1 | -1): void {
  for (let counter = 0; counter < counters.counts.length; counter++) {
    const truth = truthAt(bits, counter);
    if (truth === TRUE) counters.counts[counter] = (counters.counts[counter] ?? 0) + by;
    else if (truth === UNKNOWN) counters.unknown[counter] = (counters.unknown[counter] ?? 0) + by;
  }
}

/** The value of a counter, null where it is unknown. */
export function counted(counters: Counters, counter: number): number | null {
  return (counters.unknown[counter] ?? 0) > 0 ? null : counters.counts[counter] ?? null;
}

/** Whether a call matches a counter, by its two bits. */
export function truthAt(bits: Uint32Array, counter: number): Truth {
  const pair = (bits[counter >>> 4] ?? 0) >>> (2 * (counter & 15));
  return (pair & 1) !== 0 ? TRUE : (pair & 2) !== 0 ? UNKNOWN : FALSE;
}

/** What was certain stays; what was not is as the later answer says. */
export function settledBits(first: Uint32Array, later: Uint32Array): Uint32Array {
  return first.map((word, index) => {
    // The upper bit of a pair alone: unknown. Both bits of such a pair are taken from the later answer.
    const unknown = word & 0xaaaaaaaa & ~((word & 0x55555555) << 1);
    const open = unknown | (unknown >>> 1);
    return (word & ~open) | ((later[index] ?? 0) & open);
  });
}

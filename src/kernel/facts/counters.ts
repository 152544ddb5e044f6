// How many calls matched each counter of the bundle. A call that may have matched makes its counter unknown from then on.
// When a call counts, its caller knows.

/** The counters of a session. */
export interface Counters {
  readonly counts: Int32Array;
  readonly unknown: Uint8Array;
}

/** All at nought. */
export function createCounters(size: number): Counters {
  return { counts: new Int32Array(size), unknown: new Uint8Array(size) };
}

/** Counts a call by the bits that `bind` gave it; `by` is -1 to take it back. */
export function count(counters: Counters, bits: Uint32Array, by: 1 | -1): void {
  for (let counter = 0; counter < counters.counts.length; counter++) {
    const pair = (bits[counter >>> 4] ?? 0) >>> (2 * (counter & 15));
    if ((pair & 1) !== 0) counters.counts[counter] = (counters.counts[counter] ?? 0) + by;
    else if ((pair & 2) !== 0) counters.unknown[counter] = 1;
  }
}

/** The value of a counter, null where it is unknown. */
export function counted(counters: Counters, counter: number): number | null {
  return counters.unknown[counter] === 1 ? null : counters.counts[counter] ?? null;
}

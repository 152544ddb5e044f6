// What time it is, as the session's runtime says it at each event. It never goes back: an earlier time is taken as the latest, and
// who asked is told. Knows no clock of its own.

/** The time of a session. */
export interface Clock {
  /** Whether the runtime gives times at all. */
  readonly provided: boolean;
  /** When the event that is taken in now happened, null where it does not say. */
  now: number | null;
  latest: number;
}

/** No time yet. */
export function createClock(provided: boolean): Clock {
  return { provided, now: null, latest: Number.NEGATIVE_INFINITY };
}

/** The time of the next event; false where it goes back. */
export function setClock(clock: Clock, at: number | null): boolean {
  clock.now = at === null ? null : Math.max(at, clock.latest);
  const goesBack = at !== null && at < clock.latest;
  if (clock.now !== null) clock.latest = clock.now;
  return !goesBack;
}

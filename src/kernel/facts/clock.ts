// What time it is, as the session's runtime says it at each event. It never goes back: a time that is little before the latest is taken
// as that, as machines beside each other do not agree to the second; one that is further back is not known, for that or the latest
// is wrong. Knows no clock of its own.

import { CLOCK_BACK_MS_MAX } from "../../base/limits.js";
import { periodAt, type Span } from "../../extract/clock.js";
import type { Period } from "../../words/manifest.js";

/** The time of a session. */
export interface Clock {
  /** Whether the runtime gives times at all. */
  readonly provided: boolean;
  /** When the event that is taken in now happened, null where it does not say. */
  now: number | null;
  latest: number;
  /** The period that it was last, by zone and kind of period. */
  readonly spans: Map<string, Span>;
}

/** How a time stands to those before it. */
export type Course = "on" | "back" | "astray";

/** No time yet. */
export function createClock(provided: boolean): Clock {
  return { provided, now: null, latest: Number.NEGATIVE_INFINITY, spans: new Map() };
}

/** The time of the next event: it goes on, goes back a little, or is too far back to be believed. */
export function setClock(clock: Clock, at: number | null): Course {
  const course: Course = at === null || at >= clock.latest ? "on" : at >= clock.latest - CLOCK_BACK_MS_MAX ? "back" : "astray";
  clock.now = at === null || course === "astray" ? null : Math.max(at, clock.latest);
  if (clock.now !== null) clock.latest = clock.now;
  return course;
}

/** When the period began that it is now in a zone; null where that is not known. */
export function openedAt(clock: Clock, period: Period, zone: string): number | null {
  const { now, spans } = clock;
  if (now === null) return null;
  const key = `${period} ${zone}`;
  const known = spans.get(key);
  if (known !== undefined && now >= known.from && now < known.to) return known.from;
  const span = periodAt(now, period, zone);
  if (span === null) return null;
  spans.set(key, span);
  return span.from;
}

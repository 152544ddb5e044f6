// A moment (milliseconds since 1970, UTC) to what the calendar and the clock of a zone show, and to the day, week, month or year that
// it is in there. The rules of zones are those that the JavaScript engine carries. Reads no clock.

import { ZONES_MAX } from "../base/limits.js";
import type { Period } from "../words/manifest.js";

/** What a zone's calendar and clock show. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** `monday` to `sunday`. */
  readonly weekday: string;
}

/** Milliseconds of the first moment of the year 1 and of the year 10000: outside of them dates are written otherwise. */
const FIRST_MS = -62_135_596_800_000;
const BEHIND_MS = 253_402_300_800_000;
/** A day; no zone is further than that from UTC. */
const DAY_MS = 86_400_000;
/** Days from the first of January of the year 1 to that of 1970. */
const FIRST_DAYS = -FIRST_MS / DAY_MS;
/** Days from the first of March of the year 0 to 1970, and of 400 years. */
const MARCH_DAYS = 719_468;
const ERA_DAYS = 146_097;

/** The local time; null where the zone is not known, or the moment is in no year that has four digits. */
export function localTime(ms: number, zone: string): LocalTime | null {
  if (!(ms >= FIRST_MS + DAY_MS && ms < BEHIND_MS - DAY_MS)) return null;
  const format = formatOf(zone);
  if (format === null) return null;
  const shown = new Map(format.formatToParts(ms).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(shown.get(type));
  return { year: number("year"), month: number("month"), day: number("day"), hour: number("hour"), minute: number("minute"), weekday: (shown.get("weekday") ?? "").toLowerCase() };
}

/** Whether a zone is known: `Europe/Berlin`, `UTC`. Offsets are no zones. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/** The date as `2026-11-22`. */
export function dateOf(time: LocalTime): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${String(time.year).padStart(4, "0")}-${two(time.month)}-${two(time.day)}`;
}

/** A stretch of time, from a moment on and up to another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The day, week (from Monday), month or year that a moment is in: a period begins with the first moment at which the zone's calendar shows its
 * first day, or a later one, and lasts until the next one begins. So none is left again where clocks are put back over midnight. Null as of `localTime`.
 */
export function periodAt(ms: number, period: Period, zone: string): Span | null {
  const time = localTime(ms, zone);
  if (time === null) return null;
  const first = firstDay(time, period);
  const next = nextDay(first, period);
  const begun = firstShown(next, zone);
  if (begun === null) return null;
  if (begun <= ms) {
    // Clocks were put back into a period that was over.
    const to = firstShown(nextDay(next, period), zone);
    return to === null ? null : { from: begun, to };
  }
  const from = firstShown(first, zone);
  return from === null ? null : { from, to: begun };
}

/** The first day of the period that a day is in; days are counted from 1970. */
function firstDay({ year, month, day }: LocalTime, period: Period): number {
  const today = daysTo(year, month, day);
  switch (period) {
    case "day": return today;
    // The first of January 1970 was a Thursday.
    case "week": return today - ((((today + 3) % 7) + 7) % 7);
    case "month": return today - day + 1;
    case "year": return daysTo(year, 1, 1);
  }
}

/** The first day of the period behind the one that begins with a day. */
function nextDay(first: number, period: Period): number {
  if (period === "day" || period === "week") return first + (period === "day" ? 1 : 7);
  // No month is longer than 31 days, no year than 366: a day in the next one, and its first.
  const { year, month } = dateAt(first + (period === "month" ? 31 : 366));
  return period === "month" ? daysTo(year, month, 1) : daysTo(year, 1, 1);
}

/** The year and month of a day. Years begin in March here, so that a leap day is the last day of one. */
function dateAt(day: number): { readonly year: number; readonly month: number } {
  const since = day + MARCH_DAYS;
  const era = Math.floor(since / ERA_DAYS);
  const inEra = since - era * ERA_DAYS;
  const years = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: era * 400 + years + (month <= 2 ? 1 : 0), month };
}

/** The first moment at which a zone's clock shows midnight of a day or later; null as of `localTime`. */
function firstShown(day: number, zone: string): number | null {
  const midnight = day * DAY_MS;
  const format = formatOf(zone);
  if (format === null || !(midnight - DAY_MS >= FIRST_MS + DAY_MS && midnight + DAY_MS < BEHIND_MS - DAY_MS)) return null;
  const [before, after] = [offsetAt(midnight - DAY_MS, format), offsetAt(midnight + DAY_MS, format)];
  if (before === after) return midnight - before;
  // Clocks are changed on one of these days: when, is looked for by halves.
  let [low, high] = [midnight - DAY_MS, midnight + DAY_MS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, format) === before) low = middle;
    else high = middle;
  }
  // Shown before they are changed, or else after; where they are put on over midnight, by the change itself.
  return midnight - before < high ? midnight - before : Math.max(high, midnight - after);
}

/** By how much a zone's clock is ahead of UTC, in milliseconds. */
function offsetAt(ms: number, format: Intl.DateTimeFormat): number {
  const shown = new Map(format.formatToParts(ms).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(shown.get(type));
  const local = daysTo(number("year"), number("month"), number("day")) * DAY_MS + ((number("hour") * 60 + number("minute")) * 60 + number("second")) * 1000;
  return local - Math.floor(ms / 1000) * 1000;
}

/** Days from the first of January 1970 to a date. */
function daysTo(year: number, month: number, day: number): number {
  const before = year - 1;
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - FIRST_DAYS
    + monthDays.slice(0, month - 1).reduce((sum, one) => sum + one, 0) + (isLeap(year) && month > 2 ? 1 : 0) + day - 1;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How long the months are, in years that are no leap years. */
const monthDays: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The moment of `2026-11-22T10:00:00.5+01:00`, or of a date its midnight in UTC, in whole milliseconds; null where the text is neither. */
export function momentOf(text: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/.exec(text.trim());
  if (found === null) return null;
  const at = (group: number): number => Number(found[group] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  if (year === 0 || hour > 23 || minute > 59 || second > 59 || at(9) > 23 || at(10) > 59) return null;
  const length = month === 2 && isLeap(year) ? 29 : monthDays[month - 1];
  if (length === undefined || day < 1 || day > length) return null;
  const offset = (found[8] === "-" ? -1 : 1) * (at(9) * 60 + at(10)) * 60_000;
  return daysTo(year, month, day) * DAY_MS + (hour * 60 + minute) * 60_000 + second * 1000 + Math.floor(Number(`0.${found[7] ?? "0"}`) * 1000) - offset;
}

/** Formats that were made, by zone: making one takes a hundred times as long as using it. What a zone's format is never changes. */
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = make(zone);
  if (formats.size >= ZONES_MAX) formats.clear();
  formats.set(zone, made);
  return made;
}

function make(zone: string): Intl.DateTimeFormat | null {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone) || zone.length > 64) return null;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", weekday: "long" });
  } catch {
    return null;
  }
}

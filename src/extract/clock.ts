// A moment (milliseconds since 1970, UTC) to what the calendar and the clock of a zone show. The rules of zones are those that
// the JavaScript engine carries. Reads no clock.

import { ZONES_MAX } from "../base/limits.js";

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

/** How long the months are, in years that are no leap years. */
const monthDays: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The moment of `2026-11-22T10:00:00.5+01:00`, or of a date its midnight in UTC, in whole milliseconds; null where the text is neither. */
export function momentOf(text: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/.exec(text.trim());
  if (found === null) return null;
  const at = (group: number): number => Number(found[group] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  if (year === 0 || hour > 23 || minute > 59 || second > 59 || at(9) > 23 || at(10) > 59) return null;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && isLeap ? 29 : monthDays[month - 1];
  if (length === undefined || day < 1 || day > length) return null;
  const before = year - 1;
  const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
    + monthDays.slice(0, month - 1).reduce((sum, one) => sum + one, 0) + (isLeap && month > 2 ? 1 : 0) + day - 1;
  const offset = (found[8] === "-" ? -1 : 1) * (at(9) * 60 + at(10)) * 60_000;
  return FIRST_MS + days * DAY_MS + (hour * 60 + minute) * 60_000 + second * 1000 + Math.floor(Number(`0.${found[7] ?? "0"}`) * 1000) - offset;
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
    return new Intl.DateTimeFormat("en-US", { timeZone: zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", weekday: "long" });
  } catch {
    return null;
  }
}

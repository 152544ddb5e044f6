// When an event happened, as its runtime says it: milliseconds since 1970 UTC, or RFC 3339 text. Knows no clock and no calendar
// but the one everybody counts by; what is no time is not guessed at.

import { failure } from "../../base/messages.generated.js";
import type { Failure } from "./reading.js";

/** A time as it comes in: milliseconds since 1970 UTC, or RFC 3339 text (`2026-11-22T10:00:00Z`). */
export type At = number | string;

/** What an event says of its time: null where it says none, or none that can be read (then why). */
export interface When {
  readonly at: number | null;
  readonly failure: Failure | null;
}

/** Reads the time of an event; never throws. */
export function whenOf(event: unknown): When {
  const said = saidBy(event);
  if (said === undefined) return untimed;
  const at = atOf(said);
  return at === null ? { at, failure: failure("event/bad-time", {}) } : { at, failure: null };
}

/** The milliseconds since 1970 UTC of a time as it comes in, null where it is none. */
export function atOf(said: unknown): number | null {
  return typeof said === "number" ? inRange(said) : typeof said === "string" ? instantOf(said) : null;
}

/** The milliseconds since 1970 UTC that an RFC 3339 text stands for, null where it is none. A leap second is the one before it. */
export function instantOf(text: string): number | null {
  const parts = text.length > TEXT_MAX ? null : rfc3339.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined || second === undefined) return null;
  const [, , , , , , , fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = parts;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60) return null;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  const offset = (sign === "-" ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const minutes = (daysBefore(year, month, day) * 24 + hour) * 60 + minute - offset;
  return inRange((minutes * 60 + Math.min(second, 59)) * 1000 + Number(`${fraction}000`.slice(0, 3)));
}

function saidBy(event: unknown): unknown {
  try {
    return typeof event === "object" && event !== null && Object.hasOwn(event, "at") ? Reflect.get(event, "at") : undefined;
  } catch {
    return null;
  }
}

/** Whole milliseconds; times of which calendars have no date are none. */
function inRange(ms: number): number | null {
  const whole = Math.floor(ms) + 0;
  return Math.abs(whole) <= MS_MAX ? whole : null;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar. */
function daysBefore(year: number, month: number, day: number): number {
  // Years begin in March here, so that a leap day is the last day of one.
  const years = month > 2 ? year : year - 1;
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return years * 365 + leaps + inYear - DAYS_TO_1970;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
/** Longer than any RFC 3339 text. */
const TEXT_MAX = 40;
/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_1970 = 719_468;
/** The last millisecond that a date has in common calendars. */
const MS_MAX = 8_640_000_000_000_000;
const untimed: When = { at: null, failure: null };

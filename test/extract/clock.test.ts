// Days, weeks, months and years of a zone's calendar, held against the calendar that the JavaScript engine shows, read moment by moment:
// at every change of clocks of zones that change them in odd ways, and at moments that come up at random.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodAt } from "../../src/extract/clock.js";
import { periods, type Period } from "../../src/words/manifest.js";

const HOUR = 3_600_000;
const zones = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "America/St_Johns", "America/Havana", "Asia/Beirut", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Monrovia", "America/New_York"];

/** What a zone's calendar shows, as `2026-11-22`. */
function calendar(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, calendar: "iso8601", year: "numeric", month: "2-digit", day: "2-digit" });
  return (ms) => format.format(ms);
}

/** The first day of the period that a day is in. */
function firstOf(day: string, period: Period): string {
  if (period === "day") return day;
  if (period !== "week") return period === "month" ? `${day.slice(0, 8)}01` : `${day.slice(0, 5)}01-01`;
  const date = new Date(`${day}T00:00:00Z`);
  return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 24 * HOUR).toISOString().slice(0, 10);
}

/** Whether a moment is the first of its period: all before it, on the days around, are of earlier ones. */
function isBeginning(ms: number, period: Period, shows: (ms: number) => string): boolean {
  const first = firstOf(shows(ms), period);
  const before = [1, 60_000, ...Array.from({ length: 60 }, (_, index) => (index + 1) * HOUR / 2)];
  return before.every((back) => shows(ms - back) < first);
}

describe("a period of the calendar", () => {
  it.each(zones)("begins in %s when the calendar first shows it, and has the moment in it", (zone) => {
    const shows = calendar(zone);
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1970, 0, 10), max: Date.UTC(2035, 0, 1) }), fc.constantFrom(...periods), (ms, period) => {
      const span = periodAt(ms, period, zone);
      if (span === null) return expect.unreachable();
      expect([span.from <= ms, ms < span.to]).toEqual([true, true]);
      expect([isBeginning(span.from, period, shows), isBeginning(span.to, period, shows)]).toEqual([true, true]);
      expect(firstOf(shows(span.from), period)).toBe(firstOf(shows(ms), period));
      expect([periodAt(span.from, period, zone), periodAt(span.to - 1, period, zone), periodAt(span.to, period, zone)?.from]).toEqual([span, span, span.to]);
    }), { numRuns: 25, seed: 5 });
  });

  it.each([
    ["put on over midnight", "America/Sao_Paulo", "2017-10-15T12:00:00Z", "2017-10-15T03:00:00Z", "2017-10-16T02:00:00Z"],
    ["put back over midnight", "America/Sao_Paulo", "2018-02-17T12:00:00Z", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z"],
    ["put back to midnight", "America/Havana", "2020-11-01T12:00:00Z", "2020-11-01T04:00:00Z", "2020-11-02T05:00:00Z"],
    ["put back a minute after midnight, when the day has begun", "America/St_Johns", "2009-11-01T03:00:00Z", "2009-11-01T02:30:00Z", "2009-11-02T03:30:00Z"],
    ["put on by a day that was left out", "Pacific/Apia", "2011-12-31T00:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"],
  ])("is a day where clocks are %s", (_, zone, now, from, to) => {
    expect(periodAt(Date.parse(now), "day", zone)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  });

  it("is not known in no zone, and in years that have not four digits", () => {
    expect([periodAt(0, "day", "Mars/Base"), periodAt(-62_135_596_800_000, "year", "UTC"), periodAt(253_402_300_799_000, "day", "UTC"), periodAt(Number.NaN, "day", "UTC")]).toEqual([null, null, null, null]);
  });
});

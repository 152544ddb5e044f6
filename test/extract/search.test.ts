// Where a text stands in another, held against JavaScript's own search; and long texts that make that search slow.
// Then the functions that cut, replace and compare by it.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply } from "../../src/extract/apply.js";
import { placesOf } from "../../src/extract/search.js";
import { none, plain } from "./values.js";

const units = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 60 });

describe("the places of a text in another", () => {
  it("are those that JavaScript finds, short or long", () => {
    fc.assert(fc.property(units, units, fc.nat(3), (text, what, times) => {
      const whole = what.repeat(times) + text + what.slice(1) + what + text;
      const parts = what === "" ? [whole] : whole.split(what);
      const places = parts.slice(1).map((_, at) => parts.slice(0, at + 1).join(what).length);
      expect(placesOf(whole, what, whole.length)).toEqual(places);
      expect(placesOf(whole, what, 1)).toEqual(places.slice(0, 1));
      if (what !== "") expect(plain(apply("split", [whole, what], none))).toEqual(parts);
      if (what !== "") expect(apply("replace", [whole, what, "$&x"], none)).toBe(parts.join("$&x"));
      expect(apply("(contains)", [whole, what], none)).toBe(whole.includes(what));
    }), { seed: 4711, numRuns: 500 });
  });
  it("take no longer for a text that almost stands everywhere", () => {
    const text = "a".repeat(1 << 20);
    const what = `${"a".repeat(50_000)}b${"a".repeat(50_000)}`;
    const started = performance.now();
    expect(apply("(contains)", [text, what], none)).toBe(false);
    expect(apply("replace", [text, what, "x"], none)).toBe(text);
    expect(plain(apply("split", [text, what], none))).toEqual([text]);
    // A guard against running on for a minute, no measure: half a second on any machine.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

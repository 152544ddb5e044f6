// What people are shown of values from outside, to the letter where it is cut; what is hidden where three masks meet; and which
// verdicts of a module cannot be.

import { describe, expect, test } from "vitest";
import { LIST_SHOWN_MAX, REASON_VALUE_MAX } from "../../src/base/limits.js";
import { badVerdict } from "../../src/kernel/decide/combine.js";
import { joinHidden } from "../../src/kernel/decide/mask.js";
import { quote, quoteCell } from "../../src/kernel/decide/quote.js";
import { double } from "./double.js";

const letters = (count: number): string => "x".repeat(count);
const hidden = (count: number): string => "\u200b".repeat(count);

describe("a text from outside", () => {
  test("is whole up to the bound, and cut with a sign behind it", () => {
    expect(quote(letters(REASON_VALUE_MAX))).toBe(`"${letters(REASON_VALUE_MAX)}"`);
    expect(quote(letters(REASON_VALUE_MAX + 1))).toBe(`"${letters(REASON_VALUE_MAX - 1)}…"`);
  });
  test("is read to twice the bound, and says where there was more", () => {
    expect(quote(hidden(REASON_VALUE_MAX) + letters(REASON_VALUE_MAX))).toBe(`"${letters(REASON_VALUE_MAX)}"`);
    expect(quote(`${letters(3)}${hidden(2 * REASON_VALUE_MAX)}`)).toBe(`"${letters(3)}…"`);
    expect(quote(`${letters(3)}${hidden(2 * REASON_VALUE_MAX - 3)}`)).toBe(`"${letters(3)}"`);
  });
  test("is one of a list, of which some are shown", () => {
    const items = Array.from({ length: LIST_SHOWN_MAX }, (_, at) => at);
    expect(quoteCell({ items, open: false })).toBe(items.join(", "));
    expect(quoteCell({ items, open: true })).toBe(`${items.join(", ")} and more`);
    expect(quoteCell({ items: [...items, "y"], open: false })).toBe(`${items.join(", ")} and more`);
    expect([undefined, null, true, "a \"b\"", { items: [], open: false }].map(quoteCell)).toEqual(["nothing", "an unknown value", "true", "\"a 'b'\"", "nothing"]);
  });
});

test("a mask is joined with the one before it, not with the first", () => {
  expect(joinHidden([{ start: 0, end: 2, with: "a" }, { start: 4, end: 8, with: "b" }, { start: 6, end: 10, with: "b" }])).toEqual([{ start: 0, end: 2, with: "a" }, { start: 4, end: 10, with: "b" }]);
  expect(joinHidden([{ start: 0, end: 9, with: "a" }, { start: 1, end: 3, with: "a" }, { start: 5, end: 12, with: "b" }])).toBeNull();
});

test("a verdict names a rule of the bundle and a row of the view, or none", () => {
  const { manifest } = double({ rules: [{}] }).evaluator;
  const bad = (rule: number, row: number): boolean => badVerdict(manifest, [{ rule, row, unknown: false }], 2) !== undefined;
  expect([bad(0, -1), bad(0, 0), bad(0, 1)]).toEqual([false, false, false]);
  expect([bad(1, -1), bad(-1, -1), bad(0, 2), bad(0, -2), bad(0, 0.5)]).toEqual([true, true, true, true, true]);
});

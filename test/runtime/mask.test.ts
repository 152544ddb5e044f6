// What is hidden in a text: every occurrence, overlapping ones as one, what should stay of each; held against a search that tries
// every place; and texts made to be slow.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hide, joinHidden, masked, type Manner } from "../../src/kernel/decide/mask.js";

const whole: Manner = { keep: null, with: "#" };
function hidden(text: string, strings: readonly string[], manner: Manner = whole): string | null {
  const spans = hide(text, strings, manner);
  return spans === null ? null : masked(text, spans);
}

describe("what is hidden", () => {
  test.each<[string, string, readonly string[], Manner, string]>([
    ["every occurrence", "a-b-a", ["a"], whole, "#-b-#"],
    ["nothing where nothing is found", "a-b", ["c", ""], whole, "a-b"],
    ["the whole text", "abc", ["abc"], whole, "#"],
    ["the longest of those that begin at one place", "abcd", ["ab", "abc"], whole, "#d"],
    ["the longest of those that end at one place", "xabc", ["bc", "abc"], whole, "x#"],
    ["those that overlap as one", "abcde", ["abc", "cde"], whole, "#"],
    ["those that overlap with themselves as one", "aaa", ["aa"], whole, "#"],
    ["those that touch each for itself", "abab", ["ab"], whole, "##"],
    ["what lies in another with it", "key-4711", ["key-4711", "4711"], { keep: { side: "last", count: 4 }, with: "****" }, "****4711"],
    ["all but the last letters", "card 4111222233334444.", ["4111222233334444"], { keep: { side: "last", count: 4 }, with: "****" }, "card ****4444."],
    ["all but the first letters", "card 4111222233334444.", ["4111222233334444"], { keep: { side: "first", count: 2 }, with: "*" }, "card 41*."],
    ["all where no more would be hidden than stays", "pin 1234", ["1234"], { keep: { side: "last", count: 4 }, with: "****" }, "pin ****"],
    ["letters and not halves of them", "say 🙂🙃x", ["🙂🙃"], { keep: { side: "last", count: 1 }, with: "*" }, "say *🙃x"],
  ])("is %s", (_, text, strings, manner, expected) => {
    expect(hidden(text, strings, manner)).toBe(expected);
  });

  test("is every place that a search at every place finds", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 4 });
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 24 }), fc.array(word, { maxLength: 4 }), (text, strings) => {
      const covered = Array.from(text, (_, at) => strings.some((string) => string !== "" && Array.from(string, (_letter, back) => at - back).some((from) => from >= 0 && text.startsWith(string, from))));
      const spans = hide(text, strings, whole) ?? [];
      expect(Array.from(text, (_, at) => spans.some(({ start, end }) => start <= at && at < end))).toEqual(covered);
      for (const [index, span] of spans.entries()) expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
    }), { seed: 7, numRuns: 500 });
  });
});

test("two masks of one text are joined, but where they overlap and differ", () => {
  expect(joinHidden([{ start: 4, end: 6, with: "b" }, { start: 0, end: 4, with: "a" }])).toEqual([{ start: 0, end: 4, with: "a" }, { start: 4, end: 6, with: "b" }]);
  expect(joinHidden([{ start: 0, end: 4, with: "a" }, { start: 2, end: 6, with: "a" }])).toEqual([{ start: 0, end: 6, with: "a" }]);
  expect(joinHidden([{ start: 0, end: 4, with: "a" }, { start: 2, end: 6, with: "b" }])).toBeNull();
});

test("a text of a million letters, and strings made to be found slowly, end", () => {
  const text = "a".repeat(1 << 20);
  expect(hidden(text, [`b${"a".repeat(1 << 19)}`])).toBe(text);
  expect(hidden(text, ["a".repeat(1 << 19)], { keep: { side: "last", count: 2 }, with: "*" })).toBe("*aa");
  expect(hidden(text, Array.from({ length: 65 }, (_, length) => "a".repeat(length + 2)))).toBeNull();
});

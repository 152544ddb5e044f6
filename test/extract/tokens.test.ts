// Texts to tokens, bits and compact tokens, as docs/kernel.md fixes them.
// Each row is a text and all that is to come of it.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsIn, compacted, tokenize } from "../../src/extract/tokens.js";

describe("tokens", () => {
  it.each<[string, readonly string[]]>([
    ["Hello, World!", ["hello", "world"]],
    ["ＦＵＬＬ ｗｉｄｔｈ ﬁ", ["full", "width", "fi"]],
    ["naïve Ärger", ["naive", "arger"]],
    ["ev\u00adil e\u200bvil \u202eevil\ufe0f e\u0301vil e\u{e0041}vil ｅ4\u0338vil", ["evil", "evil", "evil", "evil", "evil", "e4vil"]],
    ["аррӏе.com Βаnk ΕVIL", ["apple", "com", "bank", "evil"]],
    ["कि กำ", ["कि", "ก", "ํ", "า"]],
    ["漢字 かな ไทย", ["漢", "字", "か", "な", "ไ", "ท", "ย"]],
    ["a@b.co.uk", ["a", "b", "co", "uk"]],
    ["1,250.00 1250.0 1.250,00 01250 1,250", ["1250", "1250", "1250", "1250", "1250"]],
    ["12,50 12.5 1.250 0.50 000", ["12.5", "12.5", "1.25", "0.5", "0"]],
    ["1,234,567.89 1.234.567", ["1234567.89", "1234567"]],
    ["192.168.1.10", ["192", "168", "1", "10"]],
    ["[10,2,3] 1,2 100.5,20.5", ["10", "2", "3", "1", "2", "100.5", "20.5"]],
    ["2024-05-01 v1.10 x2", ["2024", "5", "1", "v1", "10", "x2"]],
    ["costs 1,250. Then", ["costs", "1250", "then"]],
    ["\ud800a\udc00", ["a"]],
    ["", []],
    ["… — !!", []],
  ])("%j", (text, texts) => {
    expect(tokenize(text).texts).toEqual(texts);
  });

  it.each<[string, readonly number[]]>([
    ["the", [0.5]], ["7", [1]], ["42", [1]], ["1999", [3]], ["2031", [3]], ["512", [4]], ["4711", [8]], ["12345", [16.5]], ["cat", [3.6]], ["elephants", [6]], ["x9", [8]], ["abcdef0123456789", [40]], ["漢", [4]],
    ["a-cat", [0.5, 5.6]], ["a, cat", [0.5, 3.6]], ["cat  7", [3.6, 1]], ["x9://y9", [8, 8]],
  ])("%j has bits", (text, bits) => {
    expect(tokenize(text).bits.map((each) => Math.round(10 * each) / 10)).toEqual(bits);
  });

  it("tells by which character each is glued", () => {
    expect(tokenize("a-b c@d, e").glues.map((code) => String.fromCharCode(code))).toEqual(["\0", "-", "\0", "@", "\0"]);
    expect(compacted(tokenize("n-4111 1111 1111 1111-x")).glues.length).toBe(3);
  });

  it.each<[string, readonly [number, number, string][]]>([
    ["call +44 20 7946 0958 now", [[1, 4, "442079460958"]]],
    ["555-123-4567", [[0, 3, "5551234567"]]],
    ["GB82 WEST 1234 5698 7654 32", [[0, 6, "gb82west12345698765432"]]],
    ["DE89 3704 0044 0532 0130 00", [[0, 6, "de89370400440532013000"]]],
    ["4111 1111 1111 1111 and 4222/2222", [[0, 4, "4111111111111111"], [5, 2, "42222222"]]],
    ["12 34 56", []],
    ["1234  5678", []],
    ["1234567 1234567", []],
    [Array.from({ length: 40 }, () => "12").join(" "), []],
  ])("%j has compact tokens", (text, expected) => {
    expect(tokenize(text).compacts.map(({ at, count, text: joined }) => [at, count, joined])).toEqual(expected);
  });

  it("reads groups as one where they are compacted", () => {
    expect(compacted(tokenize("to 4111 1111 1111 1111 now")).texts).toEqual(["to", "4111111111111111", "now"]);
  });

  it("never throws; its lists are parallel; bits are positive; case does not matter", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.array(fc.constantFrom("1", "23", "456", "gb82", "west", ",", ".", " ", "-", "/", "漢", "e\u0301", "\ud800", "a", "İ"), { maxLength: 40 }).map((parts) => parts.join("")));
    fc.assert(fc.property(text, (each) => {
      const tokens = tokenize(each);
      expect(tokens.bits.length).toBe(tokens.texts.length);
      expect(tokens.glues.length).toBe(tokens.texts.length);
      expect(tokens.stops.length).toBe(tokens.texts.length);
      expect(tokens.bits.every((bits) => bits > 0)).toBe(true);
      let end = 0;
      for (const compact of tokens.compacts) {
        expect(compact.at).toBeGreaterThanOrEqual(end);
        end = compact.at + compact.count;
        expect(end).toBeLessThanOrEqual(tokens.texts.length);
      }
      expect(compacted(tokens).texts.length).toBe(tokens.texts.length - tokens.compacts.reduce((sum, compact) => sum + compact.count - 1, 0));
      expect(bitsIn(tokens, 0, tokens.texts.length)).toBeCloseTo(tokens.bits.reduce((sum, bits) => sum + bits, 0));
    }), { numRuns: 2000 });
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (each) => {
      expect(tokenize(each.toUpperCase().toLowerCase()).texts).toEqual(tokenize(each.toUpperCase()).texts);
    }));
  });

  it("joins numbers however they are written", () => {
    fc.assert(fc.property(fc.integer({ min: 1000, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
      const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
      const fraction = String(cents).padStart(2, "0");
      const canonical = tokenize(String(whole + cents / 100)).texts;
      expect(tokenize(`${grouped}.${fraction}`).texts).toEqual(canonical);
      expect(tokenize(`${grouped.replaceAll(",", ".")},${fraction}`).texts).toEqual(canonical);
      expect(tokenize(`00${whole}.${fraction}0`).texts).toEqual(canonical);
    }));
  });
});

// Globs that the kernel matches against the meaning of globs, which is written otherwise; and expressions that it asks whether they
// are found, against JavaScript's. What is asked of long texts takes time that grows with them alone.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesAny, readGlobs } from "../../src/extract/glob.js";
import { finders, isFound } from "../../src/extract/spans.js";
import { foundOf } from "../../src/language/ir/found.js";
import { regexReader } from "../../src/language/ir/regex.js";
import { matchesGlob } from "../../src/language/meaning/glob.js";
import { globsOf } from "../../src/words/glob.js";
import { arbitraryGlob } from "../fuzz/policy.js";
import { arbitraryRegex } from "../fuzz/regex.js";
import { list } from "./values.js";

const text = fc.array(fc.constantFrom("a", "b", "ab", "é", "日", "😀", ".", "x", "example", "etc", "/", "~"), { maxLength: 8 }).map((parts) => parts.join(""));

describe("a glob", () => {
  it.each(["path", "domain", "text"] as const)("of a %s matches as the meaning says", (kind) => {
    let matched = 0;
    fc.assert(fc.property(arbitraryGlob(kind), kind === "domain" ? fc.constantFrom("x.example", "a.x.example", "example", "b.a.x.example", "xx.example") : text, (glob, value) => {
      if (typeof globsOf(kind, glob, false) === "string") return;
      const expected = matchesGlob(kind, glob, value);
      matched += Number(expected);
      expect(matchesAny(kind, readGlobs(kind, list(glob), false), value)).toBe(expected);
    }), { numRuns: 20_000 });
    expect(matched).toBeGreaterThan(500);
  });
  it.each(["path", "domain", "text"] as const)("of a list matches where one of it does: of a %s", (kind) => {
    const seen = { true: 0, false: 0, null: 0 };
    fc.assert(fc.property(fc.array(arbitraryGlob(kind), { maxLength: 6 }), kind === "domain" ? fc.constantFrom("x.example", "a.x.example", "b.y.example", "example") : text, fc.boolean(), (globs, value, alone) => {
      const given = alone ? globs.filter((glob) => typeof globsOf(kind, glob, false) !== "string") : globs;
      const isOdd = given.some((glob) => typeof globsOf(kind, glob, false) === "string");
      const expected = given.some((glob) => typeof globsOf(kind, glob, false) !== "string" && matchesGlob(kind, glob, value)) || (isOdd ? null : false);
      seen[`${expected}`]++;
      expect(matchesAny(kind, readGlobs(kind, list(...given), false), value)).toBe(expected);
    }), { numRuns: 5000 });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(100);
    expect(seen.null > 100).toBe(kind === "path");
  });
  it("of many stars is matched in one pass", () => {
    const long = "a".repeat(1 << 20);
    expect(matchesAny("text", readGlobs("text", `${"a*".repeat(500)}b`, false), long)).toBe(false);
    expect(matchesAny("text", readGlobs("text", `*${"ab".repeat(20)}*`, false), "ab".repeat(1 << 19))).toBe(true);
    expect(matchesAny("path", readGlobs("path", `${"**/a/".repeat(20)}b`, false), `${"a/".repeat(1 << 12)}a`)).toBe(false);
  });
});

describe("an expression", () => {
  it("is found where JavaScript finds it", () => {
    const reader = regexReader();
    const seen = { true: 0, false: 0 };
    fc.assert(fc.property(arbitraryRegex(), fc.string({ unit: fc.constantFrom("a", "b", "A", "1", "_", " ", "\n", "é", "日", "😀"), maxLength: 8 }), (pattern, value) => {
      const entry = foundOf(pattern, reader);
      const finder = entry === undefined ? undefined : finders([entry]).get(pattern);
      if (finder === undefined) return;
      const expected = matchesGlob("regex", pattern, value);
      seen[`${expected}`]++;
      expect(isFound(finder, value), JSON.stringify({ pattern, value })).toBe(expected);
    }), { numRuns: 2000 });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(50);
  });
});

// Machines of regular expressions find what JavaScript's own find: every form, in groups, with case folded; those of `found` the
// leftmost longest matches; and what has none is said, by its part.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/base/diagnostic.js";
import { DFA_STATES_MAX, DFA_UNION_STATES_MAX } from "../../src/base/limits.js";
import { finders, matches } from "../../src/extract/spans.js";
import type { Policy } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { foundOf } from "../../src/language/ir/found.js";
import { lower } from "../../src/language/ir/lower.js";
import { machineOf } from "../../src/language/ir/machine.js";
import { machines } from "../../src/language/ir/machines.js";
import { regexReader } from "../../src/language/ir/regex.js";
import { matchesGlob } from "../../src/language/meaning/glob.js";
import { longestMatches } from "../fuzz/fuzzers.js";
import { runMachine } from "../fuzz/machine.js";
import { arbitraryFolding, arbitraryNear, arbitraryRegex } from "../fuzz/regex.js";

const reader = regexReader();

describe("machines of regular expressions", () => {
  test("find what JavaScript finds", () => {
    let found = 0;
    let asked = 0;
    fc.assert(fc.property(fc.array(fc.array(arbitraryFolding(), { maxLength: 3 }), { minLength: 1, maxLength: 2 }), fc.array(arbitraryNear, { minLength: 12, maxLength: 12 }), (groups, texts) => {
      const machine = machineOf("regex", groups, DFA_UNION_STATES_MAX, reader);
      if (machine === undefined) return;
      for (const text of texts) {
        const wanted = groups.flatMap((regexes, group) => (regexes.some((regex) => matchesGlob("regex", regex, text)) ? [group] : []));
        expect([text, runMachine(machine, text)]).toEqual([text, wanted]);
        asked += groups.length;
        found += wanted.length;
      }
    }), { numRuns: 300 });
    expect(found / asked).toBeGreaterThan(0.2);
    expect(found / asked).toBeLessThan(0.9);
  });

  test.each<[string, string, boolean]>([
    ["^a$", "a", true], ["^a$", "a\n", false], ["a|b", "xbx", true], ["\\bcat\\b", "the cat sat", true], ["\\bcat\\b", "concatenate", false], ["\\Bcat\\B", "concatenate", true], ["\\b", "", false], ["\\B", "", true], ["\\b", "é", false],
    ["\\B", "a𐐀a", false], ["^\\b", "a", true], ["\\b$", "a", true], ["$^", "", true], ["$^", "a", false], ["(?:^|,)x(?:,|$)", "a,x", true], ["(?:^|,)x(?:,|$)", "a,xy", false], ["[^]", "", false], ["[]", "a", false],
    ["a{0}", "", true], ["(?:a{2}){2}", "aaa", false], ["(?:a{2}){2}", "aaaa", true], ["a{2,}?b", "aab", true], [".", "\n", false], [".", "\u2028", false], [".", "😀", true], ["^.$", "😀", true], ["\\p{Lu}", "é", false], ["\\p{Lu}", "É", true],
    ["(?i)s", "ſ", true], ["(?i)k", "\u212a", true], ["(?i)ß", "ẞ", true], ["(?i)[^k]", "\u212a", false], ["(?i)\\w", "ſ", true], ["(?i)\\bſ", "ſ", true], ["\\bſ", "ſ", false], ["(a)(b)?\\.", "a.", true], ["(?:)", "", true], ["\\s", "\ufeff", true], ["\\W", "\u212a", true], ["(?i)\\W", "\u212a", false],
  ])("%s in %o: %s", (regex, text, found) => {
    const machine = machineOf("regex", [[regex]], DFA_UNION_STATES_MAX, reader);
    expect(matchesGlob("regex", regex, text)).toBe(found);
    expect(machine === undefined ? null : runMachine(machine, text).length > 0).toBe(found);
  });

  // Texts drawn at random seldom hold a part as often as it may stand, and no oftener: between two signs each count is told from the next.
  test.each(["", "?", "*", "+", "{0}", "{2}", "{1,2}", "{2,}", "{0,2}", "{3,5}", "+?", "{1,3}?"])("of what is repeated `%s` find each number of times that there may be, and no other", (times) => {
    const texts = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((count) => ["a", "ab", "bc", "b"].map((part) => `x${part.repeat(count)}y`));
    for (const part of ["a", "(?:ab)", "(?:a|bc)", "[ab]", "(a*b)", "(?:b{2})"]) {
      for (const regex of [`x${part}${times}y`, `^x(?:${part}${times})+y`, `x(?:${part}${times}|c)y$`]) {
        const machine = machineOf("regex", [[regex]], DFA_UNION_STATES_MAX, reader);
        const wanted = texts.filter((text) => new RegExp(regex, "u").test(text));
        expect([regex, texts.filter((text) => matchesGlob("regex", regex, text))]).toEqual([regex, wanted]);
        expect([regex, machine === undefined ? null : texts.filter((text) => runMachine(machine, text).length > 0)]).toEqual([regex, wanted]);
      }
    }
  });

  test("that are too large are told by the smallest part that is to blame", () => {
    const span = { file: "a.policy", start: 3, end: 9 };
    const said = (glob: string): readonly (readonly [string, string])[] => {
      const findings: Diagnostic[] = [];
      expect(machines(findings).any("regex", [{ glob, span }])).toEqual([]);
      return findings.map(({ code, message }) => [code, /^the (?:part|regular expression) `(.*?)`/.exec(message)?.[1] ?? ""]);
    };
    expect(said("x(?:a|.{5000})y")).toEqual([["wasm/regex-too-large", ".{5000}"]]);
    expect(said("(?i)b[ab]{20}c")).toEqual([["wasm/regex-too-large", "b[ab]{20}c"]]);
  });
});

describe("machines of what is looked for", () => {
  test("find the leftmost longest matches", () => {
    let found = 0;
    let edged = 0;
    fc.assert(fc.property(arbitraryRegex(true), fc.array(arbitraryNear, { minLength: 8, maxLength: 8 }), (pattern, texts) => {
      const entry = foundOf(pattern, reader);
      const finder = entry === undefined ? undefined : finders([entry]).get(pattern);
      if (finder === undefined) return;
      for (const text of texts) {
        const wanted = longestMatches(pattern, text);
        expect([text, matches(finder, text)?.map(({ start, end }) => `${start}-${end}`)]).toEqual([text, wanted]);
        found += wanted.length;
        if (/[$^]|\\b/i.test(pattern)) edged += wanted.length;
      }
    }), { numRuns: 300 });
    expect(found).toBeGreaterThan(100);
    expect(edged).toBeGreaterThan(20);
  });

  test.each<[string, string, readonly string[]]>([
    ["\\b\\d{4}\\b", "1234 12345 x1234 1234-1234", ["1234", "1234", "1234"]], ["\\b[A-Z]{2}\\d+\\b", "AB12, AB12C éAB7", ["AB12", "AB7"]], ["^a+", "aaba", ["aa"]], ["a+$", "aabaa", ["aa"]], ["^a$", "aa", []], ["^a$", "a", ["a"]],
    ["\\Ba\\B", "bab a ab", ["a"]], ["a\\b|ab", "ab a", ["ab", "a"]], ["a(?:b|\\b)", "ab a ac", ["ab", "a"]], ["(?:^|,)x", "x,x", ["x", ",x"]], ["\\b", "a b", []], ["\\b😀\\b", "a😀b 😀", ["😀"]], ["\\B😀\\B", "a😀 😀", ["😀"]], [".\\b", "é a😀b", [" ", "a", "😀", "b"]],
  ])("%s in %o: %o", (pattern, text, wanted) => {
    const entry = foundOf(pattern, reader);
    const finder = entry === undefined ? undefined : finders([entry]).get(pattern);
    expect(finder === undefined ? null : matches(finder, text)?.map((match) => match.text)).toEqual(wanted);
    expect(longestMatches(pattern, text).length).toBe(wanted.length);
  });

  const ordinary = ["\\+\\d[\\d ]{7,14}\\d", "\\d[\\d ]{11,22}\\d", "\\d[\\d .()-]{6,18}\\d", "(?:\\d[ -]?){13,19}", "[A-Z][A-Z0-9]{5,20}[0-9]", "[\\w.]{1,64}@[\\w.]{1,64}"];
  test.each(ordinary)("of the ordinary %s are not too large, and are right", (pattern) => {
    const [machine, entry] = [machineOf("regex", [[pattern]], DFA_STATES_MAX, reader), foundOf(pattern, reader)];
    const finder = entry === undefined ? undefined : finders([entry]).get(pattern);
    const text = fc.string({ unit: fc.constantFrom("+1", "1", " 2", "12 ", "@", ".a", "-3", "12345678", "A1B2C3D4", "+12 345678"), minLength: 4, maxLength: 24 });
    let found = 0;
    fc.assert(fc.property(text, (one) => {
      const wanted = longestMatches(pattern, one);
      found += wanted.length;
      expect([one, machine === undefined ? null : runMachine(machine, one).length > 0]).toEqual([one, wanted.length > 0]);
      expect([one, finder === undefined ? null : matches(finder, one)?.map(({ start, end }) => `${start}-${end}`)]).toEqual([one, wanted]);
    }), { numRuns: 300 });
    expect(found).toBeGreaterThan(10);
  });

  test("stand in the manifest, once each; what is too large is refused", () => {
    const span = { file: "a.policy", start: 0, end: 4 };
    const policy = (...patterns: readonly string[]): Policy => ({
      packages: ["a"], catalogues: [], tags: [], acts: [], labels: [], tools: [], profiles: [], counters: [], histories: [], data: [], tests: [],
      rules: patterns.map((pattern, at) => ({
        id: `a.r${at}`, pack: "a", name: `r${at}`, kind: "unary", runtime: null, effect: "deny", title: "a", scope: { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: true, where: null },
        from: null, via: null, into: null, unless: null, unknownSkips: false, observe: false, reason: [], severity: null, tags: [], rewrites: [], span,
        when: { kind: "present", span, column: { kind: "term", type: "strings", term: { kind: "apply", function: "found", of: [{ kind: "column", column: { kind: "arg", path: ["x"], type: "string" } }, { kind: "literal", value: pattern }] } } },
      })),
    });
    const codes = (of: Policy): readonly string[] => lower(of, manifestOf(of)).diagnostics.map(({ code }) => code);
    expect(manifestOf(policy("b+", "a+", "b+")).patterns.map(({ pattern }) => pattern)).toEqual(["a+", "b+"]);
    expect(codes(policy("b+", "a+"))).toEqual([]);
    expect(codes(policy("\\bb+\\b", "^a$"))).toEqual([]);
    expect(codes(policy("b+", "[ab]{20}a"))).toEqual(["wasm/regex-too-large"]);
  });
});

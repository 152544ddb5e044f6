// Nothing -> regular expressions of every form that the language has, from few letters, and texts near what they match. Knows no
// automata.

import fc from "fast-check";

/** Letters of which expressions and texts are made: of one to four bytes, of words and not, two that differ in case, what folds oddly. */
const letters = ["a", "b", "c", "A", "B", "k", "s", "_", "0", "7", " ", "-", ".", "\n", "\r", "é", "É", "ß", "ſ", "\u212a", "日", "\u2028", "😀", "𐐀", "\ud7ff", "\ue000", "\u{10ffff}"];

/** Expressions; `plain`: small, and hardly ever of an empty text. */
export function arbitraryRegex(plain = false): fc.Arbitrary<string> {
  const literal = fc.constantFrom(...letters).map(escaped);
  const property = plain ? fc.constantFrom("\\d", "\\w", "\\s", "\\S") : fc.constantFrom("\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\p{L}", "\\P{L}", "\\p{Lu}", "\\p{Script=Greek}", "\\p{Nd}");
  const range = fc.constantFrom("a-c", "0-9", "A-Z", "é-日", "日-😀", "\\u{80}-\\u{7ff}", "\\u{0}-\\u{10ffff}", "\\x00-\\x1f");
  const set = fc.tuple(fc.boolean(), fc.array(fc.oneof(literal, range, property), { maxLength: 3 })).map(([negated, parts]) => `[${negated ? "^" : ""}${parts.join("")}]`);
  const atom: fc.Arbitrary<string> = fc.oneof(
    { weight: 8, arbitrary: literal }, { weight: 2, arbitrary: property }, { weight: 3, arbitrary: set.filter((text) => !plain || text !== "[]") }, { weight: 1, arbitrary: fc.constant(".") },
  );
  const edge = fc.constantFrom("^", "$", "\\b", "\\B");
  const least = fc.constantFrom("+", "{1}", "{1,2}", "{2}", "{2,}", "{3,5}", "+?");
  const quantifier = plain ? least : fc.oneof(fc.constantFrom("*", "?", "{0}", "{0,2}", "{0,}", "*?", "??", "{1,2}?"), least);
  // The reference of plain ones tries every stretch of a text, and goes back on its steps.
  const maxDepth = plain ? 2 : 4;
  const { regex } = fc.letrec<{ regex: string; part: string }>((tie) => ({
    part: fc.oneof({ maxDepth, depthSize: "small" },
      fc.oneof({ weight: 5, arbitrary: atom }, { weight: plain ? 2 : 1, arbitrary: edge }),
      atom, fc.tuple(atom, quantifier).map(([of, times]) => of + times),
      fc.tuple(fc.constantFrom("(?:", "("), tie("regex"), fc.oneof(fc.constant(""), quantifier)).map(([open, of, times]) => `${open}${of})${times}`)),
    regex: fc.oneof({ maxDepth, depthSize: "small" },
      fc.array(tie("part"), { minLength: plain ? 1 : 0, maxLength: 4 }).map((parts) => parts.join("")),
      fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
      fc.tuple(tie("regex"), tie("regex")).map((sides) => sides.join("|"))),
  }));
  return regex;
}

/** Expressions of so few letters that their automata are small. */
export function arbitrarySmallRegex(): fc.Arbitrary<string> {
  const atom = fc.constantFrom("a", "b", "c", "/", "\\.", ".", "[^a]", "[a-c]", "\\w", "\\s", "é", "日", "[^]", "$", "^", "\\b", "\\B");
  const times = fc.constantFrom("", "", "", "", "*", "+", "?", "{2}", "{1,2}", "*?", "{0}", "{0,2}", "{2,}", "{3}", "{2,3}");
  const { regex } = fc.letrec<{ regex: string; part: string }>((tie) => ({
    part: fc.oneof({ maxDepth: 2, depthSize: "small" }, fc.tuple(atom, times).map(([of, many]) => (/^(?:\$|\^|\\b|\\B)$/.test(of) ? of : of + many)), fc.tuple(tie("regex"), times).map(([of, many]) => `(?:${of})${many}`)),
    regex: fc.oneof({ maxDepth: 2, depthSize: "small" }, fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")), fc.tuple(tie("regex"), tie("regex")).map((sides) => sides.join("|"))),
  }));
  return regex;
}

/** The same with `(?i)` in front now and then, as the checker puts it. */
export function arbitraryFolding(): fc.Arbitrary<string> {
  return fc.tuple(fc.boolean(), arbitraryRegex()).map(([folds, regex]) => (folds ? `(?i)${regex}` : regex));
}

/** Texts of the same letters. */
export const arbitraryNear: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...letters), { maxLength: 8 }).map((parts) => parts.join("")) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom("a", "b", " "), { maxLength: 12 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }).filter((text) => text.isWellFormed()) },
);

function escaped(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if ("-.".includes(letter)) return letter === "-" ? "\\u002d" : "\\.";
  return code < 0x20 || code > 0x7f ? `\\u{${code.toString(16)}}` : letter;
}

// A regular expression in JavaScript's notation -> one in RE2's that finds the same texts. Sets of characters are written out where
// the two differ (`.`, `\s`); what RE2 has not is told. Captures are groups, and lazy repetition is repetition: only whether counts.

import { RegExpParser } from "@eslint-community/regexpp";
import type { AST } from "@eslint-community/regexpp";
import { RE2_REPEAT_MAX } from "../base/limits.js";

/** The expression in RE2's notation, or why there is none. */
export function inRe2(pattern: string): { readonly value?: string; readonly why?: string } {
  const folds = pattern.startsWith("(?i)");
  const source = folds ? pattern.slice(4) : pattern;
  try {
    const tree = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode: true });
    return { value: `${folds ? "(?i)" : ""}${alternatives(tree.alternatives, 1)}` };
  } catch (error) {
    return { why: error instanceof Refused ? error.message : "it is no regular expression" };
  }
}

/** Thrown inside `inRe2` alone. */
class Refused extends Error {}

/** `times` is how often what stands around it is repeated at most: RE2 bounds the product. */
function alternatives(list: readonly AST.Alternative[], times: number): string {
  return list.map(({ elements }) => elements.map((element) => elementOf(element, times)).join("")).join("|");
}

function elementOf(element: AST.Element, times: number): string {
  switch (element.type) {
    case "Character": return isSurrogate(element.value) ? NOTHING : character(element.value);
    case "CharacterSet": return element.kind === "property" ? property(element) : `[${setOf(element)}]`;
    case "CharacterClass": return classOf(element);
    case "Group":
      if (element.modifiers !== null) throw new Refused("flags inside a group");
      return `(?:${alternatives(element.alternatives, times)})`;
    case "CapturingGroup": return `(?:${alternatives(element.alternatives, times)})`;
    case "Quantifier": return quantifier(element, times);
    case "Assertion":
      if (element.kind === "word") return element.negate ? "\\B" : "\\b";
      if (element.kind === "start") return "\\A";
      if (element.kind === "end") return "\\z";
      throw new Refused("look-around");
    case "Backreference": throw new Refused("a back-reference");
    case "ExpressionCharacterClass": throw new Refused("a class with set operations");
  }
}

function quantifier({ element, min, max }: AST.Quantifier, times: number): string {
  const counted = Number.isFinite(max) ? max : min;
  const most = times * Math.max(1, counted);
  if (most > RE2_REPEAT_MAX) throw new Refused(`a repetition of more than ${RE2_REPEAT_MAX} times`);
  const inner = `(?:${elementOf(element, most)})`;
  if (max === 0) return "";
  if (max === Number.POSITIVE_INFINITY) return inner + (min === 0 ? "*" : min === 1 ? "+" : `{${min},}`);
  return inner + (min === 0 && max === 1 ? "?" : min === max ? `{${min}}` : `{${min},${max}}`);
}

function classOf({ negate, elements }: AST.CharacterClass): string {
  const inside = elements.map((element) => {
    switch (element.type) {
      case "Character": return isSurrogate(element.value) ? "" : character(element.value);
      case "CharacterClassRange": return range(element.min.value, element.max.value);
      case "CharacterSet": return element.kind === "property" ? property(element) : setOf(element);
      default: throw new Refused("a class with set operations");
    }
  }).join("");
  if (inside === "") return negate ? ANYTHING : NOTHING;
  return `[${negate ? "^" : ""}${inside}]`;
}

/** Without the halves of pairs, which no text has. */
function range(min: number, max: number): string {
  const parts: readonly (readonly [number, number])[] = [[min, Math.min(max, 0xd7ff)], [Math.max(min, 0xe000), max]];
  return parts.map(([from, to]) => (from > to ? "" : from === to ? character(from) : `${character(from)}-${character(to)}`)).join("");
}

/** What a set stands for, as the inside of a class. */
function setOf(set: AST.AnyCharacterSet | AST.EscapeCharacterSet): string {
  switch (set.kind) {
    case "any": return "^\\n\\r\\x{2028}\\x{2029}";
    case "digit": return set.negate ? "\\D" : "\\d";
    case "word": return set.negate ? "\\W" : "\\w";
    case "space": return set.negate ? complement(SPACES) : SPACES.map(([from, to]) => range(from, to)).join("");
  }
}

function complement(ranges: readonly (readonly [number, number])[]): string {
  const edges = [...ranges, [0x110000, 0x110000] as const];
  return edges.map(([from], at) => range((edges[at - 1]?.[1] ?? -1) + 1, from - 1)).join("");
}

/** General categories by their short names and scripts by their long ones are RE2's too. */
function property({ key, value, negate }: AST.CharacterUnicodePropertyCharacterSet | AST.UnicodePropertyCharacterSet): string {
  // A category that stands alone is read as one with its key.
  const isCategory = value !== null && /^(?:gc|General_Category)$/.test(key) && /^[A-Z][a-z]?$/.test(value);
  const isScript = value !== null && /^(?:sc|Script)$/.test(key) && /^[A-Z][A-Za-z_]{4,}$/.test(value);
  const name = isCategory || isScript ? value : null;
  if (name === null || name === "LC" || name === "Cn" || name === "C" || name === "Cs") throw new Refused(`the property \`${value === null ? key : `${key}=${value}`}\``);
  return `\\${negate ? "P" : "p"}{${name}}`;
}

function character(point: number): string {
  const sign = String.fromCodePoint(point);
  if (/^[A-Za-z0-9 _"#%&',/:;<=>@!~-]$/.test(sign)) return sign === "-" ? "\\-" : sign;
  return /^[\x21-\x7e]$/.test(sign) && sign !== "`" ? `\\${sign}` : `\\x{${point.toString(16)}}`;
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}

const NOTHING = "[^\\x{0}-\\x{10ffff}]";
const ANYTHING = "[\\x{0}-\\x{10ffff}]";
/** White space and line ends of ECMAScript. */
const SPACES = [[0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]] as const;

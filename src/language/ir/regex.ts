// The text of a regular expression becomes a tree of what it matches: sets of letters in sequences, choices and repetitions, and
// what must stand around. The checker has refused what no automaton can do. Knows no states.

import { RegExpParser } from "@eslint-community/regexpp";
import type { AST } from "@eslint-community/regexpp";
import { assert } from "../../base/assert.js";
import { common, letters, otherLetters } from "./letters.js";
import type { Letters } from "./letters.js";

/** What a part of a regular expression matches. Whether it would rather match more or less does not matter: only where it can end. */
export type Expression =
  | { readonly kind: "letter"; readonly of: Letters }
  | { readonly kind: "sequence" | "choice"; readonly of: readonly Expression[] }
  /** `most` may be infinite. */
  | { readonly kind: "repeat"; readonly of: Expression; readonly least: number; readonly most: number }
  /** `^`, `$`, `\b`, `\B`. */
  | { readonly kind: "edge"; readonly edge: Edge };
export type Edge = "start" | "end" | "word" | "inside";

/** An expression with what its edges ask: which letters are those of words. */
export interface Regex {
  readonly expression: Expression;
  readonly words: Letters;
  /** Whether case does not matter: `(?i)` stands in front. */
  readonly folds: boolean;
  /** The edges that occur in it. */
  readonly edges: ReadonlySet<Edge>;
}

/** Reads expressions; keeps the sets that it had to look up in JavaScript's own tables. */
export interface Reader {
  readonly read: (pattern: string) => Regex;
  /** The parts of an expression, outermost first: what it is a choice, sequence or repetition of. */
  readonly parts: (pattern: string) => readonly string[];
}

/** A reader that has looked nothing up yet. */
export function regexReader(): Reader {
  const known = new Map<string, Letters>();
  let every = "";
  // The letters that JavaScript's own expression matches, of all there are: it alone knows properties, and which differ only in case.
  const lookUp = (raw: string, folds: boolean): Letters => {
    const key = `${folds ? "i" : ""}:${raw}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (every === "") every = allLetters();
    const found: [number, number][] = [];
    for (const { index, 0: run } of every.matchAll(new RegExp(`(?:${raw})+`, folds ? "giu" : "gu"))) found.push([letterAt(index), letterAt(index + run.length) - 1]);
    const all = letters(found);
    known.set(key, all);
    return all;
  };
  return {
    read(pattern) {
      const folds = pattern.startsWith(FOLDS);
      const edges = new Set<Edge>();
      const expression = choice(parsed(pattern).alternatives, { folds, lookUp, edges });
      return { expression, folds, edges, words: wordsOf(folds) };
    },
    parts(pattern) {
      const folds = pattern.startsWith(FOLDS) ? FOLDS : "";
      return below(parsed(pattern)).map(({ raw }) => folds + raw);
    },
  };
}

/** What the checker puts in front of an expression for which case does not matter. */
const FOLDS = "(?i)";
const wordLetters: Letters = [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
const spaceLetters: Letters = [[9, 13], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]];
const lineEnds: Letters = [[10, 10], [13, 13], [0x2028, 0x2029]];

function parsed(pattern: string): AST.Pattern {
  const text = pattern.startsWith(FOLDS) ? pattern.slice(FOLDS.length) : pattern;
  return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(text, 0, text.length, { unicode: true });
}

/** How sets of letters are read. */
interface Reading {
  readonly folds: boolean;
  readonly lookUp: (raw: string, folds: boolean) => Letters;
  readonly edges: Set<Edge>;
}

function choice(alternatives: readonly AST.Alternative[], reading: Reading): Expression {
  const of = alternatives.map(({ elements }): Expression => one("sequence", elements.map((element) => expressionOf(element, reading))));
  return one("choice", of);
}

function one(kind: "sequence" | "choice", of: readonly Expression[]): Expression {
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind, of };
}

function expressionOf(node: AST.Element, reading: Reading): Expression {
  switch (node.type) {
    case "Group": case "CapturingGroup": return choice(node.alternatives, reading);
    case "Quantifier": return { kind: "repeat", of: expressionOf(node.element, reading), least: node.min, most: node.max };
    case "Character": return { kind: "letter", of: letterOf(node.value, reading) };
    case "CharacterSet": return { kind: "letter", of: setOf(node, reading) };
    case "CharacterClass": return { kind: "letter", of: classOf(node, reading) };
    case "Assertion": {
      const edge = edgeOf(node);
      reading.edges.add(edge);
      return { kind: "edge", edge };
    }
    default:
      return refused(node.raw);
  }
}

function edgeOf(node: AST.Assertion): Edge {
  switch (node.kind) {
    case "start": case "end": return node.kind;
    case "word": return node.negate ? "inside" : "word";
    default: return refused(node.raw);
  }
}

function refused(raw: string): never {
  assert(false, `the checker refuses ${raw}`);
}

function letterOf(value: number, reading: Reading): Letters {
  return !reading.folds ? letters([[value, value]]) : foldedAscii([[value, value]]) ?? reading.lookUp(`\\u{${value.toString(16)}}`, true);
}

/** With case folded, these letters and those that differ from one only in case; null where some is beyond ASCII, and the tables must say. */
function foldedAscii(of: Letters): Letters | null {
  if (of.some(([, to]) => to > 0x7f)) return null;
  const upper = common(letters(of), [[0x41, 0x5a]]);
  const lower = common(letters(of), [[0x61, 0x7a]]);
  const all = letters([...of, ...upper.map(([from, to]) => [from + 0x20, to + 0x20] as const), ...lower.map(([from, to]) => [from - 0x20, to - 0x20] as const)]);
  return letters([...all, ...oddCases.filter(([, like]) => common(all, [[like, like]]).length > 0).map(([odd]) => [odd, odd] as const)]);
}

/** Letters beyond ASCII that differ from one of ASCII only in case: `ſ` from `s`, the Kelvin sign from `k`. */
const oddCases: readonly (readonly [odd: number, like: number])[] = [[0x17f, 0x73], [0x212a, 0x6b]];

function setOf(node: AST.CharacterSet, { folds, lookUp }: Reading): Letters {
  if (node.kind === "any") return otherLetters(lineEnds);
  if (node.kind === "property") return lookUp(node.raw, folds);
  const of = node.kind === "digit" ? [[0x30, 0x39] as const] : node.kind === "word" ? wordsOf(folds) : spaceLetters;
  return node.negate ? otherLetters(of) : of;
}

/** Letters of words; with case folded all that differ from one only in case. */
function wordsOf(folds: boolean): Letters {
  return folds ? foldedAscii(wordLetters) ?? wordLetters : wordLetters;
}

/** With case folded a set beyond ASCII is what JavaScript makes of it as a whole. */
function classOf(node: AST.CharacterClass, reading: Reading): Letters {
  const parts = node.elements.map((element): Letters | null => {
    switch (element.type) {
      case "Character": return plain([[element.value, element.value]], reading);
      case "CharacterClassRange": return plain([[element.min.value, element.max.value]], reading);
      case "CharacterSet": return element.kind === "property" && reading.folds ? null : setOf(element, reading);
      default: return refused(element.raw);
    }
  });
  if (parts.includes(null)) return reading.lookUp(node.raw, true);
  const of = letters(parts.flatMap((part) => part ?? []));
  return node.negate ? otherLetters(of) : of;
}

function plain(of: Letters, { folds }: Reading): Letters | null {
  return folds ? foldedAscii(of) : of;
}

/** All letters in order, as a text. */
function allLetters(): string {
  const units = new Uint16Array(BASIC + 2 * 0x10_0000);
  for (let at = 0; at < BASIC; at++) units[at] = letterAt(at);
  for (let letter = 0; letter < 0x10_0000; letter++) {
    units[BASIC + 2 * letter] = 0xd800 | (letter >>> 10);
    units[BASIC + 2 * letter + 1] = 0xdc00 | (letter & 0x3ff);
  }
  return new TextDecoder("utf-16le").decode(units);
}

/** Letters of one unit of UTF-16. */
const BASIC = 0x10000 - 0x800;

/** The letter that stands at a place of that text. */
function letterAt(index: number): number {
  return index < 0xd800 ? index : index < BASIC ? index + 0x800 : 0x10000 + (index - BASIC) / 2;
}

/** What a part is made of, where that is more than itself. */
function below(node: AST.Pattern | AST.Element): readonly AST.Node[] {
  switch (node.type) {
    case "Quantifier": return [node.element];
    case "Pattern": case "Group": case "CapturingGroup": {
      const [only] = node.alternatives;
      if (node.alternatives.length > 1 || only === undefined) return node.alternatives;
      const [element] = only.elements;
      return only.elements.length === 1 && element !== undefined && element.raw === node.raw ? below(element) : only.elements;
    }
    default: return [];
  }
}

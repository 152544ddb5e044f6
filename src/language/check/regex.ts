// Regular expressions as policies may write them: JavaScript's, but for what no automaton can follow. Each refusal names the part
// and what to write instead. How many states one takes is not known here.

import { RegExpParser } from "@eslint-community/regexpp";
import type { AST } from "@eslint-community/regexpp";
import { NAME_SHOWN_MAX, REGEX_DEPTH_MAX, REGEX_TEXT_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import { fold } from "../../words/fold.js";
import type { Name } from "../syntax/ast.js";
import type { Report } from "./report.js";

/** What is wrong with a part of a pattern, or at a place in all of it. */
interface Problem {
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
  readonly text: string;
  readonly help: string | undefined;
}

/** Whether a pattern can be used: in `matches regex`, or by `found`, where it must not match the empty text. What is wrong is reported. */
export function checkPattern(written: Name, report: Report, use: "matches" | "found"): boolean {
  const problem = problemOf(written.text, use);
  if (problem === null) return true;
  const [start, end] = problem.whole ? [0, written.text.length] : [problem.start, problem.end];
  report.add("check/bad-regex", partOf(written, problem.start, problem.end), { part: shown(written.text.slice(start, end)), problem: problem.text }, { help: problem.help });
  return false;
}

/** Whether a pattern that can be used matches every text. */
export function matchesAll(text: string): boolean {
  const pattern = parsed(text);
  return "type" in pattern && pattern.alternatives.some(isEmpty) && !/\^|\$|\\[bB]/.test(text);
}

/** Whether a pattern that can be used matches no folded text: wherever it goes it asks for a letter that folding changes. */
export function matchesNoFolded(text: string): boolean {
  const pattern = parsed(text);
  return "type" in pattern && !pattern.alternatives.some(isFolded);
}

function problemOf(text: string, use: "matches" | "found"): Problem | null {
  const whole = (problem: string, help?: string): Problem => ({ start: 0, end: text.length, whole: true, text: problem, help });
  if (text.length > REGEX_TEXT_MAX) return whole(`it is longer than ${REGEX_TEXT_MAX} characters`);
  if (depthOf(text) > REGEX_DEPTH_MAX) return whole(`its groups nest deeper than ${REGEX_DEPTH_MAX}`);
  const flags = /(?<!\\)\(\?([a-z]+)\)/.exec(text);
  if (flags !== null) return { start: flags.index, end: flags.index + flags[0].length, whole: false, text: "flags are not written in a pattern", help: flags[1] === "i" ? (use === "found" ? "put the text through `fold(...)`, or write both letters: `[Aa]`" : "write `ignoring case` behind the pattern") : undefined };
  const pattern = parsed(text);
  if (!("type" in pattern)) return pattern;
  const refused = pattern.alternatives.map(refusedIn).find((problem) => problem !== null) ?? null;
  if (refused !== null || use === "matches" || !pattern.alternatives.some(isEmpty)) return refused;
  return whole("it matches the empty text too, which is found everywhere", "say what must at least be there: `+` for `*`, or `{1,3}` for `{0,3}`");
}

/** A pattern in a message. */
function shown(text: string): string {
  return text.length > NAME_SHOWN_MAX ? `${text.slice(0, NAME_SHOWN_MAX)}…` : text;
}

/** The tree of a pattern, or why it has none. */
function parsed(text: string): AST.Pattern | Problem {
  try {
    return new RegExpParser({ ecmaVersion: 2025, strict: true }).parsePattern(text, 0, text.length, { unicode: true, unicodeSets: false });
  } catch (error) {
    const message = error instanceof Error ? error.message : "it cannot be read";
    const index = error instanceof Error && "index" in error && typeof error.index === "number" ? Math.min(error.index, text.length) : 0;
    const problem = message.replace(/^.*\/u?v?: /s, "");
    return { start: Math.max(0, Math.min(index, text.length - 1)), end: Math.max(1, index), whole: true, text: `${problem.charAt(0).toLowerCase()}${problem.slice(1)}`, help: helpOf(problem, text) };
  }
}

/** What is done about an expression that is none. */
function helpOf(problem: string, text: string): string | undefined {
  if (/^nothing to repeat/i.test(problem)) return `${/^[*?]/.test(text) ? "in an expression `.*` is any text; with `matches text` or `matches path` the pattern is a glob; " : ""}a mark that is meant as such has \`\\\\\` before it`;
  if (/group|parenthes/i.test(problem)) return "each `(` has its `)`; one that is meant as such has `\\\\` before it";
  return /character class/i.test(problem) ? "each `[` has its `]`; one that is meant as such has `\\\\` before it" : undefined;
}

/** The first part that no automaton follows. */
function refusedIn(alternative: AST.Alternative): Problem | null {
  for (const element of alternative.elements) {
    const problem = refusedElement(element);
    if (problem !== null) return problem;
  }
  return null;
}

function refusedElement(element: AST.Element): Problem | null {
  const refuse = (text: string, help: string): Problem => ({ start: element.start, end: element.end, whole: false, text, help });
  const inside = (alternatives: readonly AST.Alternative[]): Problem | null => alternatives.map(refusedIn).find((problem) => problem !== null) ?? null;
  switch (element.type) {
    case "Backreference": return refuse("a back-reference cannot be matched in linear time", "write out what it may be: `(a|b)` and what must follow each");
    case "Assertion":
      if (element.kind !== "lookahead" && element.kind !== "lookbehind") return null;
      return refuse("look-around cannot be matched in linear time", element.negate ? "ask for what must not be there by itself: `and not (x matches regex \"...\")`" : "ask for each by itself: `x matches regex \"...\" and x matches regex \"...\"`");
    case "CapturingGroup":
      if (element.name !== null) return refuse("groups have no names: nothing refers to what they match", "write `(...)`");
      return inside(element.alternatives);
    case "Group":
      if (element.modifiers !== null) return refuse("flags are not written in a pattern", "write `ignoring case` behind the pattern");
      return inside(element.alternatives);
    case "Quantifier": return refusedElement(element.element);
    default: return null;
  }
}

/** Whether it matches the empty text; an assertion may hold of it. */
function isEmpty(alternative: AST.Alternative): boolean {
  return alternative.elements.every((element) => isEmptyElement(element));
}

function isEmptyElement(element: AST.Element): boolean {
  switch (element.type) {
    case "Assertion": return true;
    case "Group": case "CapturingGroup": return element.alternatives.some(isEmpty);
    case "Quantifier": return element.min === 0 || isEmptyElement(element.element);
    default: return false;
  }
}

/** Whether some folded text has it. */
function isFolded(alternative: AST.Alternative): boolean {
  return alternative.elements.every((element) => isFoldedElement(element));
}

function isFoldedElement(element: AST.Element): boolean {
  const stays = (letter: number): boolean => fold(String.fromCodePoint(letter)) === String.fromCodePoint(letter);
  switch (element.type) {
    case "Group": case "CapturingGroup": return element.alternatives.some(isFolded);
    case "Quantifier": return element.min === 0 || isFoldedElement(element.element);
    case "Character": return stays(element.value);
    // Of ranges only those of ASCII capitals have no letter that stays.
    case "CharacterClass": return element.negate || element.elements.some((part) => (part.type === "Character" ? stays(part.value) : part.type !== "CharacterClassRange" || !(part.min.value >= 0x41 && part.max.value <= 0x5a)));
    default: return true;
  }
}

/** How deep groups nest; escapes and classes left out. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let inClass = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "(" && !inClass) most = Math.max(most, ++depth);
    else if (char === ")" && !inClass) depth--;
  }
  return most;
}

/** The place of a part of a string, in which a backslash takes two; all of it where other escapes make offsets differ. */
function partOf({ text, span }: Name, start: number, end: number): Span {
  const written = (to: number): number => to + text.slice(0, to).split("\\").length - 1;
  if (span.end - span.start !== written(text.length) + 2) return span;
  return { file: span.file, start: span.start + 1 + written(start), end: span.start + 1 + written(Math.max(end, start + 1)) };
}

// `x matches path|domain|text|regex P` as a condition: globs are made ready to match, and paths and hosts are put through the extractor
// that normalises them, so that no glob is missed by another way of writing the same. Globs that are known only later (external data,
// facts, what is looked up) are matched by the kernel.

import { globsOf } from "../../words/glob.js";
import type { Expression, Name } from "../syntax/ast.js";
import { listOf } from "./call.js";
import { nothing } from "./condition.js";
import { formula, literalFormula } from "./formula.js";
import type { Formula } from "./formula.js";
import { checkClass, checkGlob } from "./glob.js";
import { checkNeverFound, checkNeverMatched } from "./never.js";
import { distributed, folded as foldedOperand, isNormal, nameOf, operandOf } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import type { Condition, GlobKind } from "./policy.js";
import { checkPattern, matchesAll } from "./regex.js";
import { reportWord } from "./report.js";
import { fits, isPerhapsList } from "./structure.js";
import { rootOf } from "./unroll.js";
import { readOperand, readValue, refuse } from "./value.js";

/** The kinds of pattern. */
const kinds = ["path", "domain", "text", "regex"] as const;

type Matches = Extract<Expression, { kind: "matches" }>;

/** A `matches`. */
export function readMatches(expression: Matches, place: Place): Condition {
  const operand = readValue(expression.left, place, "a string");
  const kind = kinds.find((known) => known === expression.glob.text);
  if (kind === undefined) reportWord(place.report, "kind of pattern", expression.glob, kinds);
  const written = readPatterns(readOperand(expression.patterns, place), kind, place);
  if (operand === null || kind === undefined || written === null) return nothing;
  if (!fits(operand.type, "string")) {
    refuse(operand, place, "a string");
    return nothing;
  }
  const { ignoreCase, span } = expression;
  if ("formula" in written) return kind === "regex" ? nothing : matchesGiven(operand, kind, written, expression, place);
  const patterns = kind === "regex" ? regexes(written, expression, place) : [...new Set(written.flatMap((glob) => checkGlob(kind, glob, ignoreCase, place.report)))];
  if (kind !== "regex") written.forEach((glob) => checkClass(glob, place.report));
  checkPatterns(operand, kind, written, ignoreCase, place);
  const value = normalised(kind, operand, place);
  if (value === null || patterns.length === 0) return nothing;
  const folded = ignoreCase && kind !== "domain" ? foldedOperand(value, place) : value;
  if (folded !== null) return { kind: "matches", value: folded.value, glob: kind, patterns, span };
  place.report.add("check/no-folding", expression.left.span, {});
  return nothing;
}

/** Reports patterns that can match nothing that the value gives. */
function checkPatterns(value: ValueOperand, kind: GlobKind, written: readonly Name[], ignoreCase: boolean, place: Place): void {
  for (const { text, span } of written) {
    const globs = kind === "regex" ? text : globsOf(kind, text, false);
    if (kind === "regex" && !ignoreCase) checkNeverFound(value, text, span, place);
    if (typeof globs === "string") continue;
    // Of domains and paths only a whole one: their globs are held to the forms of `host` and `path` already.
    for (const glob of globs) if (kind === "text" || (value.form === "domain" && !glob.includes("*"))) checkNeverMatched(value, glob, ignoreCase, span, place);
  }
}

/** Regular expressions as they are matched; none where one of them is reported. */
function regexes(written: readonly Name[], { ignoreCase, span, patterns }: Matches, place: Place): readonly string[] {
  if (!written.map((pattern) => checkPattern(pattern, place.report, "matches")).every(Boolean)) return [];
  // One of many that a name stands for may match everything.
  if (place.body?.params.has(rootOf(patterns)) !== true && written.some((pattern) => matchesAll(pattern.text))) place.report.add("check/constant-condition", span, { value: "true" });
  return [...new Set(written.map((pattern) => (ignoreCase ? `(?i)${pattern.text}` : pattern.text)))];
}

/** Globs that are known only later: the kernel matches them. */
function matchesGiven(operand: ValueOperand, kind: "path" | "domain" | "text", globs: ValueOperand, { left, ignoreCase, span }: Matches, place: Place): Condition {
  const value = normalised(kind, operand, place);
  const isFolded = ignoreCase && kind !== "domain";
  const folded = value !== null && isFolded ? foldedOperand(value, place) : value;
  if (value !== null && folded === null) place.report.add("check/no-folding", left.span, {});
  if (folded === null) return nothing;
  noteGlobs(globs.formula, kind, place);
  const patterns = isPerhapsList(globs.type) ? listOf(globs.formula) : globs.formula;
  const matched = operandOf(formula({ kind: "apply", function: `(matches ${kind})`, of: [folded.formula, patterns, literalFormula(isFolded)] }, "boolean"), span, place);
  return matched.kind === "value" ? { kind: "truth", value: matched.value, span } : nothing;
}

/** A string, a set of strings, or globs that are known only later; null for anything else, which is reported. */
function readPatterns(operand: Operand, kind: GlobKind | undefined, place: Place): readonly Name[] | ValueOperand | null {
  if (operand.kind === "value" && operand.value.kind === "string") return [{ text: operand.value.value, span: operand.span }];
  if (operand.kind === "set" && operand.numbers.length === 0 && operand.words.length === 0 && operand.strings.length > 0) return operand.strings;
  const expected = "a pattern, or a set of patterns";
  if (operand.kind !== "value" || !(fits(operand.type, "string") || fits(operand.type, { list: "string" }))) refuse(operand, place, expected);
  else if (kind === "regex") place.report.add("check/wrong-type", operand.span, { expected, found: nameOf(operand) }, { help: "regular expressions are compiled with the policy, and stand in it: in a set or map that `some p in SET (...)` goes through; data has globs, for `path`, `domain` or `text`" });
  else if (!isGiven(operand.formula)) {
    place.report.add("check/wrong-type", operand.span, { expected, found: "what the agent wrote" },
      { help: "globs come from the policy, from `data` or from facts of the runtime; whether a text has another in it is asked with `contains`" });
  } else return operand;
  return null;
}

/** Whether the policy, its data or the runtime gives it: a call has no say in what it is matched with. */
function isGiven(of: Formula): boolean {
  switch (of.kind) {
    case "column": return of.column.kind === "data" || of.column.kind === "host";
    case "constant": case "lookup": case "literal": return true;
    case "field": return isGiven(of.of);
    case "item": return isGiven(of.local.map ?? of.local.list);
    case "else": return isGiven(of.left) && isGiven(of.right);
    case "each": return isGiven(of.local.map ?? of.local.list) && isGiven(of.body);
    case "apply": return given.includes(of.function) && of.of[0] !== undefined && isGiven(of.of[0]);
    case "row": case "told": case "called": case "source": case "member": return false;
  }
}

/** Notes what external data is matched with, so that whoever changes it is told of globs that match nothing. */
function noteGlobs(of: Formula, kind: "path" | "domain" | "text", place: Place): void {
  const { globs } = place.names;
  const note = (name: string): void => { globs.set(name, (globs.get(name) ?? new Set()).add(kind)); };
  switch (of.kind) {
    case "column": return of.column.kind === "data" ? note(of.column.name) : undefined;
    case "lookup": return of.table.kind === "data" ? note(of.table.name) : undefined;
    case "item": return noteGlobs(of.local.map ?? of.local.list, kind, place);
    case "else": return [of.left, of.right].forEach((side) => noteGlobs(side, kind, place));
    // A map's keys are no globs where its values are, nor are a record's other fields: of those only the rule can say.
    case "apply": return of.function === "keys" ? undefined : of.of.slice(0, 1).forEach((side) => noteGlobs(side, kind, place));
    default: return undefined;
  }
}

/** Functions that give what is in their first operand. */
const given: readonly string[] = ["[]", "keys", "values", "list", "flatten", "unique"];

/** The value as its globs expect it: what is normalised already stays as it is, and so do paths that a runtime gives. */
function normalised(kind: GlobKind, operand: ValueOperand, place: Place): ValueOperand | null {
  if (kind === "text" || kind === "regex" || isNormal(operand.form, kind) || (kind === "path" && isFact(operand))) return operand;
  const name = kind === "path" ? "path" : "host";
  const of = distributed(name, operand.formula);
  const value = of === null ? null : operandOf(of, operand.span, place);
  if (value?.kind === "value") return value;
  if (of === null) place.report.add("check/not-extractable", operand.span, { name });
  return null;
}

function isFact({ formula }: ValueOperand): boolean {
  return formula.kind === "column" && formula.column.kind === "host";
}

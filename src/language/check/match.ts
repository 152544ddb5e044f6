// `x matches path|domain|text|regex P` as a condition: globs are made ready to match, and paths and hosts are put through the extractor
// that normalises them, so that no glob is missed by another way of writing the same.

import type { Expression, Name } from "../syntax/ast.js";
import { nothing } from "./condition.js";
import { checkGlob } from "./glob.js";
import { distributed, folded as foldedOperand, isNormal, operandOf } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import type { Condition, GlobKind } from "./policy.js";
import { checkPattern, matchesAll } from "./regex.js";
import { reportWord } from "./report.js";
import { fits } from "./structure.js";
import { readOperand, readValue, refuse } from "./value.js";

/** The kinds of pattern. */
const kinds = ["path", "domain", "text", "regex"] as const;

type Matches = Extract<Expression, { kind: "matches" }>;

/** A `matches`. */
export function readMatches(expression: Matches, place: Place): Condition {
  const operand = readValue(expression.left, place, "a string");
  const kind = kinds.find((known) => known === expression.glob.text);
  if (kind === undefined) reportWord(place.report, "kind of pattern", expression.glob, kinds);
  const written = readPatterns(readOperand(expression.patterns, place), place);
  if (operand === null || kind === undefined || written === null) return nothing;
  if (!fits(operand.type, "string")) {
    refuse(operand, place, "a string");
    return nothing;
  }
  const { ignoreCase, span } = expression;
  const patterns = kind === "regex" ? regexes(written, expression, place) : [...new Set(written.flatMap((glob) => checkGlob(kind, glob, ignoreCase, place.report)))];
  const value = normalised(kind, operand, place);
  if (value === null || patterns.length === 0) return nothing;
  const folded = ignoreCase && kind !== "domain" ? foldedOperand(value, place) : value;
  if (folded !== null) return { kind: "matches", value: folded.value, glob: kind, patterns, span };
  place.report.add("check/no-folding", expression.left.span, {});
  return nothing;
}

/** Regular expressions as they are matched; none where one of them is reported. */
function regexes(written: readonly Name[], { ignoreCase, span }: Matches, place: Place): readonly string[] {
  if (!written.map((pattern) => checkPattern(pattern, place.report, "matches")).every(Boolean)) return [];
  if (written.some((pattern) => matchesAll(pattern.text))) place.report.add("check/constant-condition", span, { value: "true" });
  return [...new Set(written.map((pattern) => (ignoreCase ? `(?i)${pattern.text}` : pattern.text)))];
}

/** A string, or a set of strings; null for anything else, which is reported. */
function readPatterns(operand: Operand, place: Place): readonly Name[] | null {
  if (operand.kind === "value" && operand.value.kind === "string") return [{ text: operand.value.value, span: operand.span }];
  if (operand.kind === "set" && operand.numbers.length === 0 && operand.words.length === 0 && operand.strings.length > 0) return operand.strings;
  refuse(operand, place, "a pattern, or a set of patterns");
  return null;
}

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

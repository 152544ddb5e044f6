// `x matches path|domain|text G` as a condition: globs are made ready to match, and paths and hosts are put through the extractor
// that normalises them, so that no glob is missed by another way of writing the same.

import type { Expression, Name } from "../syntax/ast.js";
import { nothing } from "./condition.js";
import { checkGlob } from "./glob.js";
import { extracted, isNormal } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import type { Condition, GlobKind, Value } from "./policy.js";
import { reportWord } from "./report.js";
import { readOperand, readValue, refuse } from "./value.js";

/** The kinds of glob. */
const kinds = ["path", "domain", "text"] as const;

/** A `matches`. */
export function readMatches(expression: Extract<Expression, { kind: "matches" }>, place: Place): Condition {
  const operand = readValue(expression.left, place, "a string");
  const kind = kinds.find((known) => known === expression.glob.text);
  if (kind === undefined) reportWord(place.report, "kind of glob", expression.glob, kinds);
  const written = readPatterns(readOperand(expression.patterns, place), place);
  if (operand === null || kind === undefined || written === null) return nothing;
  if (operand.type !== "string" && operand.type !== "any") {
    refuse(operand, place, "a string");
    return nothing;
  }
  const patterns = [...new Set(written.flatMap((glob) => checkGlob(kind, glob, expression.ignoreCase, place.report)))];
  const value = normalised(kind, operand, place);
  if (value === null || patterns.length === 0) return nothing;
  const folded = expression.ignoreCase && kind !== "domain" ? extracted("fold", value) : value;
  if (folded === null) {
    place.report.add("check/no-folding", expression.left.span, {});
    return nothing;
  }
  return { kind: "matches", value: folded, glob: kind, patterns, span: expression.span };
}

/** A string, or a set of strings; null for anything else, which is reported. */
function readPatterns(operand: Operand, place: Place): readonly Name[] | null {
  if (operand.kind === "value" && operand.value.kind === "string") return [{ text: operand.value.value, span: operand.span }];
  if (operand.kind === "set" && operand.numbers.length === 0 && operand.words.length === 0 && operand.strings.length > 0) return operand.strings;
  refuse(operand, place, "a glob, or a set of globs");
  return null;
}

/** The value as its globs expect it: what is normalised already stays as it is, and so do paths that a runtime gives. */
function normalised(kind: GlobKind, operand: ValueOperand, place: Place): Value | null {
  if (kind === "text" || isNormal(operand.form, kind) || (kind === "path" && isFact(operand.value))) return operand.value;
  const value = extracted(kind === "path" ? "path" : "host", operand.value);
  if (value === null) {
    const help = isFact(operand.value) ? "a fact is compared as the runtime gives it: use `==`, `in` or `matches text`" : undefined;
    place.report.add("check/not-extractable", operand.span, { name: kind === "path" ? "path" : "host" }, { help });
  }
  return value;
}

function isFact(value: Value): boolean {
  return value.kind === "column" && value.column.kind === "host";
}

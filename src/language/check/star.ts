// Warns where a text with a `*` among its letters is compared as it stands, in which `*` is a letter like others: what is meant is
// mostly a glob, and the rule never fires. A lone `*`, one among blanks and those in sets are left alone: commands have such words.

import type { Expression } from "../syntax/ast.js";
import { flat } from "../syntax/doc.js";
import { expressionDoc } from "../syntax/layout.js";
import type { ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { rawArgument } from "./raw.js";
import { itemType } from "./structure.js";

type Compare = Extract<Expression, { kind: "compare" }>;

/** Warns of a literal that is a whole value in this comparison and reads as a glob; says whether it did. */
export function checkStar(value: ValueOperand, { value: literal, span }: ValueOperand, compare: Compare, place: Place): boolean {
  // A host with a `*` is an error of its own.
  if (compare.operator === "in" || literal.kind !== "string" || value.formula.kind === "literal" || value.form === "host" || value.form === "domain") return false;
  const glob = literal.value;
  if (!glob.includes("*") || !/[\p{L}\p{N}]/u.test(glob) || /\s/u.test(glob)) return false;
  const written = [compare.left, compare.right].find((side) => side.span.start === value.span.start && side.span.end === value.span.end);
  const kind = value.form === "path" || value.form === "path_fold" || rawArgument(value.formula, place) !== null ? "path" : "text";
  const matched = (of: string): string => `${of} matches ${kind} ${JSON.stringify(glob)}${compare.ignoreCase ? " ignoring case" : ""}`;
  const of = written === undefined ? "x" : flat(expressionDoc(written));
  const isList = itemType(value.type) !== null && compare.operator === "has";
  const text = isList ? `some x in ${of} (${matched("x")})` : matched(of);
  const isWhole = compare.operator === "==" && written !== undefined;
  place.report.add("check/star-as-text", span, { literal: glob }, { help: `write \`${text}\``, ...(isWhole ? { edit: { span: compare.span, text } } : {}) });
  return true;
}

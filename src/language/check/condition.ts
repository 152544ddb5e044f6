// An expression as a condition.
// Constants are folded by Kleene's laws; what is wrong is reported and counts as false.

import { QUANTIFIER_DEPTH_MAX } from "../../base/limits.js";
import type { Expression } from "../syntax/ast.js";
import { readComparison } from "./compare.js";
import { readMatches } from "./match.js";
import { listed } from "./compare.js";
import { formula } from "./formula.js";
import { alternatives, truthHint } from "./hint.js";
import { nameOf, operandOf } from "./operand.js";
import type { ValueOperand } from "./operand.js";
import { deeper, reservedNames, rowName, visible } from "./place.js";
import type { Local, Place } from "./place.js";
import type { Condition } from "./policy.js";
import { entryType, fits, itemType } from "./structure.js";
import { unrolled } from "./unroll.js";
import { readOperand, readWhole, refuse } from "./value.js";

/** What is wrong is reported, and stands as false. */
export const nothing: Condition = { kind: "constant", value: false };

/** The condition an expression is. */
export function readCondition(expression: Expression, above: Place): Condition {
  const place = deeper(above, expression.span);
  if (place === null) return nothing;
  switch (expression.kind) {
    case "and": return both(readCondition(expression.left, place), readCondition(expression.right, place));
    case "or": {
      const meant = alternatives(expression);
      if (meant !== undefined) place.report.add("check/wrong-type", meant.value.span, { expected: "a condition", found: meant.value.kind === "number" ? "a number" : "a string" }, meant.extra);
      return meant !== undefined ? nothing : either(readCondition(expression.left, place), readCondition(expression.right, place));
    }
    case "not": return inverse(readCondition(expression.operand, place));
    case "compare": return readComparison(expression, place);
    case "matches": return readMatches(expression, place);
    case "quantified": return readQuantified(expression, place);
    default: return readTruth(expression, place);
  }
}

/** Both hold. */
export function both(left: Condition, right: Condition): Condition {
  if (left.kind === "constant") return left.value ? right : left;
  if (right.kind === "constant") return right.value ? left : right;
  return { kind: "and", left, right };
}

/** One of them holds. */
export function either(left: Condition, right: Condition): Condition {
  if (left.kind === "constant") return left.value ? left : right;
  if (right.kind === "constant") return right.value ? right : left;
  return { kind: "or", left, right };
}

/** It does not hold. */
export function inverse(operand: Condition): Condition {
  if (operand.kind === "constant") return { kind: "constant", value: !operand.value };
  return operand.kind === "not" ? operand.operand : { kind: "not", operand };
}

/** A boolean value, or something that is a condition already. */
function readTruth(expression: Expression, place: Place): Condition {
  const operand = readOperand(expression, place);
  if (operand.kind === "condition") return operand.condition;
  if (operand.kind === "value" && operand.value.kind === "boolean") return { kind: "constant", value: operand.value.value };
  if (operand.kind === "value" && fits(operand.type, "boolean")) return { kind: "truth", value: operand.value, span: operand.span };
  refuse(operand, place, "a condition", truthHint(expression));
  return nothing;
}

function readQuantified(expression: Quantified, place: Place): Condition {
  const each = unrolled(expression, place);
  if (each !== null) {
    checkNames(expression, place);
    return each.map((inside) => readCondition(expression.condition, inside)).reduce(expression.all ? both : either, { kind: "constant", value: expression.all });
  }
  const through = goThrough(expression, place);
  if (through === null) return nothing;
  const condition = readCondition(expression.condition, through.inside);
  if (through.found !== null) place.known?.locals.set(through.found.list.value, through.found.local);
  return through.found === null ? nothing : { kind: "quantified", all: expression.all, list: through.found.list.value, condition, span: expression.span };
}

/** What goes through the items of a list, or the entries of a map, under names of its own. */
export type Through = Extract<Expression, { kind: "quantified" | "each" }>;

/** The list and its element, and the place in which that can be read; null where quantifiers stand too deep, which is reported. */
export function goThrough(expression: Through, place: Place): { readonly found: { readonly list: ValueOperand; readonly local: Local } | null; readonly inside: Place } | null {
  if (place.locals.length >= QUANTIFIER_DEPTH_MAX) {
    place.report.add("check/nested-quantifiers", expression.span, { max: QUANTIFIER_DEPTH_MAX });
    return null;
  }
  checkNames(expression, place);
  const found = readList(expression, place);
  // Where it goes through nothing that is known, what stands in it is still looked at.
  const local = found?.local ?? { name: expression.variable.text, key: expression.key?.text ?? null, type: "any", form: "plain", list: formula({ kind: "row" }, "any"), map: null };
  const body = place.body === null ? null : { ...place.body, locals: [local, ...place.body.locals] };
  return { found, inside: { ...place, body, locals: [local, ...place.locals] } };
}

/** Reports names that mean something else here, or both things. */
function checkNames({ variable, key }: Through, place: Place): void {
  for (const name of [variable, ...(key === null ? [] : [key])]) {
    if (reservedNames.includes(name.text)) place.report.add("check/reserved-name", name.span, { name: name.text });
    else if (isNamed(name.text, place)) place.report.add("check/shadowed-name", name.span, { name: name.text });
  }
  if (key?.text === variable.text) place.report.add("check/duplicate-declaration", variable.span, { kind: "variable", name: variable.text }, { also: { span: key.span, label: "declared here first" } });
}

/** Whether something else around has the name. */
function isNamed(name: string, place: Place): boolean {
  return name === rowName(place) || place.body?.params.has(name) === true || visible(place).some((local) => local.name === name || local.key === name);
}

type Quantified = Extract<Expression, { kind: "quantified" }>;

/** What a quantifier goes through: a list, or the values of a map. */
function readList({ in: written, variable, key }: Through, place: Place): { readonly list: ValueOperand; readonly local: Local } | null {
  const whole = readWhole(written, place, key === null ? "a list" : "a map or a list");
  if (whole === null) return null;
  const name = variable.text;
  const entry = whole.formula.kind === "row" ? null : entryType(whole.type);
  if (key !== null && entry !== null) {
    const list = formula({ kind: "apply", function: "values", of: [whole.formula] }, { list: entry });
    const operand = operandOf(list, whole.span, place);
    return operand.kind !== "value" ? null : { list: operand, local: { name, key: key.text, type: entry, form: "plain", list, map: whole.formula } };
  }
  const type = whole.formula.kind === "row" ? null : itemType(whole.type);
  if (type === null) return refuseList(whole, key === null ? "a list" : "a map or a list", entry === null ? undefined : "of a map, write `some k, v in MAP (...)`", place);
  if (key !== null && whole.formula.kind === "constant") return refuseList(whole, "a map or a list", "what stands in braces has no order, and its items no numbers: `some x in SET (...)`", place);
  const list = listed(whole, place);
  return list === null ? null : { list, local: { name, key: key?.text ?? null, type, form: whole.form, list: list.formula, map: null } };
}

function refuseList(found: ValueOperand, expected: string, help: string | undefined, place: Place): null {
  const isSet = found.formula.kind === "constant" && itemType(found.type) !== null;
  place.report.add("check/wrong-type", found.span, { expected, found: found.formula.kind === "row" ? "the row" : isSet ? "a set" : nameOf(found) }, { help });
  return null;
}

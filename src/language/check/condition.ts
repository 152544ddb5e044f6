// An expression as a condition.
// Constants are folded by Kleene's laws; what is wrong is reported and counts as false.

import { QUANTIFIER_DEPTH_MAX } from "../../base/limits.js";
import type { Expression } from "../syntax/ast.js";
import { readComparison } from "./compare.js";
import { readMatches } from "./match.js";
import { elementType } from "./operand.js";
import { deeper } from "./place.js";
import type { Place } from "./place.js";
import type { Condition } from "./policy.js";
import { readOperand, readValue, refuse } from "./value.js";

/** What is wrong is reported, and stands as false. */
export const nothing: Condition = { kind: "constant", value: false };

/** The condition an expression is. */
export function readCondition(expression: Expression, above: Place): Condition {
  const place = deeper(above, expression.span);
  if (place === null) return nothing;
  switch (expression.kind) {
    case "and": return both(readCondition(expression.left, place), readCondition(expression.right, place));
    case "or": return either(readCondition(expression.left, place), readCondition(expression.right, place));
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
  if (operand.kind === "value" && (operand.type === "boolean" || operand.type === "any")) return { kind: "truth", value: operand.value, span: operand.span };
  refuse(operand, place, "a condition");
  return nothing;
}

function readQuantified(expression: Extract<Expression, { kind: "quantified" }>, place: Place): Condition {
  if (place.locals.length >= QUANTIFIER_DEPTH_MAX) {
    place.report.add("check/nested-quantifiers", expression.span, { max: QUANTIFIER_DEPTH_MAX });
    return nothing;
  }
  const list = readValue(expression.in, place, "a list");
  const element = list === null ? null : elementType(list.type);
  if (list !== null && element === null) refuse(list, place, "a list");
  const local = { name: expression.variable.text, type: element ?? "any", form: list?.form ?? "plain" } as const;
  const condition = readCondition(expression.condition, { ...place, locals: [local, ...place.locals] });
  return list === null || element === null ? nothing : { kind: "quantified", all: expression.all, list: list.value, condition, span: expression.span };
}

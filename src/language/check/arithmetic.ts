// `a + b` and the like as values: of literals what they come to, of everything else a term.
// Texts are joined by `+`, and so are lists.

import type { Expression } from "../syntax/ast.js";
import type { Span } from "../../base/span.js";
import { numberCell } from "../../words/cell.js";
import type { Scalar } from "../../words/term.js";
import { listOf } from "./call.js";
import { formula } from "./formula.js";
import { literalOperand, nameOf, operandOf } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { fits, isPerhapsList, itemType, together } from "./structure.js";
import type { Type } from "./structure.js";
import { readValue, readWhole } from "./value.js";

type Arithmetic = Extract<Expression, { kind: "arithmetic" }>;

/** A sum, difference, product or quotient. */
export function readArithmetic(expression: Arithmetic, place: Place): Operand {
  const { operator, span } = expression;
  const wrong: Operand = { kind: "wrong", span };
  const wanted = operator === "+" ? "a number, a string or a list" : "a number";
  const read = operator === "+" ? readWhole : readValue;
  const left = read(expression.left, place, wanted);
  const right = read(expression.right, place, wanted);
  if (left === null || right === null) return wrong;
  if (operator === "+" && (isList(left.type) || isList(right.type))) return readJoined(left, right, span, place);
  const type = typeOfBoth(operator, left, right, place);
  if (type === null) return wrong;
  const [a, b] = [left.formula, right.formula];
  if (a.kind !== "literal" || b.kind !== "literal") return operandOf(formula({ kind: "apply", function: operator, of: [a, b] }, type), span, place, "plain");
  const known = computed(operator, a.value, b.value);
  if (known !== null) return literalOperand(known, span);
  place.report.add("check/wrong-type", span, { expected: "a finite number, exact up to 2^53", found: "one that is not" });
  return wrong;
}

/** What is a list, or may be one. Of anything nobody knows. */
function isList(type: Type): boolean {
  return type !== "any" && itemType(type) !== null;
}

/** The items of both lists. */
function readJoined(left: ValueOperand, right: ValueOperand, span: Span, place: Place): Operand {
  for (const side of [left, right]) {
    if (itemType(side.type) !== null) continue;
    place.report.add("check/wrong-type", side.span, { expected: "a list", found: nameOf(side) });
    return { kind: "wrong", span };
  }
  const items = [left, right].map((side) => itemType(side.type) ?? "any");
  const of = [left, right].map((side) => (isPerhapsList(side.type) ? listOf(side.formula) : side.formula));
  return operandOf(formula({ kind: "apply", function: "+", of }, { list: together(items) }), span, place, left.form === right.form ? left.form : "plain");
}

/** The type of the outcome; null where there is none, which is reported. */
function typeOfBoth(operator: Arithmetic["operator"], left: ValueOperand, right: ValueOperand, place: Place): Type | null {
  const texts = operator === "+";
  for (const side of [left, right]) {
    if (fits(side.type, "number") || (texts && fits(side.type, "string"))) continue;
    place.report.add("check/wrong-type", side.span, { expected: texts ? "a number, a string or a list" : "a number", found: nameOf(side) });
    return null;
  }
  if (!texts || left.type === "number" || right.type === "number") {
    if (fits(left.type, "number") && fits(right.type, "number")) return "number";
    place.report.add("check/wrong-type", right.span, { expected: nameOf(left), found: nameOf(right) }, { help: "a number becomes a string by `text(...)`, a string a number by `number(...)`" });
    return null;
  }
  return left.type === "string" || right.type === "string" ? "string" : "any";
}

/** Null where the number is not finite or not exact. */
function computed(operator: Arithmetic["operator"], a: Scalar, b: Scalar): Scalar | null {
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (typeof a !== "number" || typeof b !== "number") return null;
  switch (operator) {
    case "+": return numberCell(a + b);
    case "-": return numberCell(a - b);
    case "*": return numberCell(a * b);
    case "/": return numberCell(a / b);
  }
}

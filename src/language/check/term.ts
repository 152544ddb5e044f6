// An expression as a term: what the kernel computes of one call, without a condition around it.
// The values of histories and their joins are such.

import type { Term } from "../../words/term.js";
import type { Expression } from "../syntax/ast.js";
import { termOf } from "./formula.js";
import type { Place } from "./place.js";
import type { Type } from "./structure.js";
import { readValue } from "./value.js";

/** The term that an expression is, and its type; null where it is none, which is reported. */
export function readTerm(expression: Expression, place: Place): { readonly term: Term; readonly type: Type } | null {
  const operand = readValue(expression, place, "a value");
  const term = operand === null ? null : termOf(operand.formula, operand.span, place);
  return operand === null || term === null ? null : { term, type: operand.type };
}

// `each x in LIST where CONDITION (VALUE)` as a list of values: a formula that the kernel computes. The condition is read as any
// other, and then becomes a formula too; what only rules are told of (labels, who said something) cannot.

import type { Span } from "../../base/span.js";
import type { FunctionName } from "../../words/functions.js";
import type { Expression } from "../syntax/ast.js";
import { goThrough, readCondition } from "./condition.js";
import { each, formula, literalFormula } from "./formula.js";
import type { Formula } from "./formula.js";
import { operandOf } from "./operand.js";
import type { Operand } from "./operand.js";
import type { Known, Place } from "./place.js";
import type { Condition, Value } from "./policy.js";
import { typeOfColumn } from "./structure.js";
import { readValue } from "./value.js";

/** A list made of another. */
export function readEach(expression: Extract<Expression, { kind: "each" }>, place: Place): Operand {
  const wrong: Operand = { kind: "wrong", span: expression.span };
  const through = goThrough(expression, place);
  if (through === null) return wrong;
  const { found, inside } = through;
  const known: Known = { formulas: new Map(), locals: new Map() };
  const condition = expression.where === null ? null : readCondition(expression.where, { ...inside, known });
  const { text } = expression.variable;
  const value = readValue(expression.value, inside, "a value for each item", `whether it is so of one is asked with \`some ${text} in LIST (...)\`; those of which it is so are \`each ${text} in LIST where ... (${text})\``);
  if (found === null || value === null) return wrong;
  const where = condition === null || expression.where === null ? null : formulaOf(condition, { known, place: inside, span: expression.where.span });
  if (condition !== null && where === null) return wrong;
  return operandOf(each(found.local, value.formula, where), expression.span, place, value.form);
}

/** Where a condition stands that becomes a formula, and the formulas of its values. */
export interface Reading {
  readonly known: Known;
  readonly place: Place;
  readonly span: Span;
}

/** The condition as a formula; null where it cannot be one, which is reported. */
export function formulaOf(condition: Condition, reading: Reading): Formula | null {
  const below = (inner: Condition): Formula | null => formulaOf(inner, reading);
  const of = (value: Value): Formula | null => valueFormula(value, reading);
  switch (condition.kind) {
    case "constant": return literalFormula(condition.value);
    case "and": return made("(and)", [below(condition.left), below(condition.right)]);
    case "or": return made("(or)", [below(condition.left), below(condition.right)]);
    case "not": return made("(not)", [below(condition.operand)]);
    case "truth": return of(condition.value);
    case "present": return made("(present)", [formula({ kind: "column", column: condition.column }, "any")]);
    case "compare": return made(`(${condition.order})`, [of(condition.left), of(condition.right)]);
    case "in": return made("(has)", [listFormula([...condition.strings, ...condition.numbers]), of(condition.value)]);
    case "matches": return matchFormula(condition, of(condition.value));
    case "quantified": return quantifiedFormula(condition, reading);
    case "text": return made(`(${condition.operator})`, [of(condition.left), of(condition.right)]);
    case "has": return made("(has)", [of(condition.list), of(condition.item)]);
    case "op": case "tool": return refuse("what is called", "ask it in the rule", condition.span, reading);
    case "trust": case "secrecy": case "tagged": return refuse("a label", "ask it in the rule", condition.span, reading);
    case "shape": case "who": case "named": return refuse("where a row comes from", "ask it in the rule", condition.span, reading);
  }
}

function valueFormula(value: Value, reading: Reading): Formula | null {
  const known = reading.known.formulas.get(value);
  if (known !== undefined) return known;
  switch (value.kind) {
    case "string": case "number": case "boolean": return literalFormula(value.value);
    case "column": return formula({ kind: "column", column: value.column }, typeOfColumn(value.column.type));
    default: return refuse("this value", "ask it in the rule", reading.span, reading);
  }
}

/** Patterns of the text are matched by the kernel as those of data are: there they are read once. */
function matchFormula({ glob, patterns }: Extract<Condition, { kind: "matches" }>, value: Formula | null): Formula | null {
  const list = listFormula(patterns);
  return made(`(matches ${glob})`, glob === "regex" ? [value, list] : [value, list, literalFormula(false)]);
}

/** Whether a list of truths, one for each item, has a true one, or true ones alone. */
function quantifiedFormula({ all, list, condition }: Extract<Condition, { kind: "quantified" }>, reading: Reading): Formula | null {
  const local = reading.known.locals.get(list);
  const below = local === undefined ? null : formulaOf(condition, { ...reading, place: { ...reading.place, locals: [local, ...reading.place.locals] } });
  return local === undefined || below === null ? null : made(all ? "(every)" : "(some)", [each(local, below)]);
}

/** A list of the text, as a value. */
export function listFormula(items: readonly (string | number)[]): Formula {
  const texts = items.every((item) => typeof item === "string");
  const type = items.length === 0 ? "any" : texts ? "string" : "number";
  return formula({ kind: "constant", value: { list: items } }, { list: type });
}

function made(name: FunctionName, of: readonly (Formula | null)[]): Formula | null {
  const sound = of.filter((part) => part !== null);
  return sound.length < of.length ? null : formula({ kind: "apply", function: name, of: sound }, "boolean");
}

function refuse(what: string, help: string, span: Span, { place }: Reading): null {
  place.report.add("check/no-filter", span, { what }, { help });
  return null;
}

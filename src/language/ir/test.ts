// A condition becomes a test: names become numbers, `and` and `or` lists, comparisons of levels tables of truths.
// Knows the manifest's numbering, not where rules stand.

import { columnKey, rowColumnKey } from "../../words/column.js";
import type { Column } from "../../words/column.js";
import { opNumber } from "../../words/ops.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import { principals, shapes } from "../../words/provenance.js";
import type { Condition, LabelSubject, Order, Value } from "../check/policy.js";
import type { Machines } from "./machines.js";
import { bitsOf } from "./names.js";
import type { Tables } from "./names.js";
import type { Place, Subject, Test } from "./program.js";

/** Numbers by name, and the machines that globs become. */
export interface Names extends Tables {
  readonly machines: Machines;
}

/** The test of a condition. */
export function lowerTest(condition: Condition, names: Names): Test {
  const value = (of: Value): Place => lowerValue(of, names);
  switch (condition.kind) {
    case "constant": return { kind: "known", truth: condition.value ? 1 : 0 };
    case "and": return { kind: "all", of: flat("and", condition).map((part) => lowerTest(part, names)) };
    case "or": return { kind: "any", of: flat("or", condition).map((part) => lowerTest(part, names)) };
    case "not": return { kind: "not", of: lowerTest(condition.operand, names) };
    case "truth": return { kind: "truth", of: value(condition.value) };
    case "present": return present(condition.column, names);
    case "compare": return { kind: "compare", order: condition.order, left: value(condition.left), right: value(condition.right) };
    case "in": return { kind: "in", of: value(condition.value), strings: condition.strings, numbers: condition.numbers };
    case "text": return { kind: "text", operator: condition.operator, left: value(condition.left), right: value(condition.right) };
    case "matches": {
      const globs = condition.patterns.map((glob) => ({ glob, span: condition.span }));
      return { kind: "matches", of: value(condition.value), machines: names.machines.any(condition.glob, globs) };
    }
    case "has": return { kind: "has", list: value(condition.list), item: value(condition.item) };
    case "quantified": return { kind: "each", all: condition.all, list: value(condition.list), test: lowerTest(condition.condition, names) };
    case "op": return { kind: "op", bits: bitsOf(condition.ops.map((op) => opNumber.get(op) ?? 0)) };
    case "tool": return { kind: "tool", tools: condition.tools.flatMap((tool) => names.tools.get(tool) ?? []) };
    case "trust": {
      const wanted = trustLevels.indexOf(condition.level);
      return { kind: "level", dimension: "trust", of: subject(condition.subject), table: levels((taint) => ordered(condition.order, wanted - taint)) };
    }
    case "secrecy": {
      const wanted = secrecyLevels.indexOf(condition.level);
      return { kind: "level", dimension: "secrecy", of: subject(condition.subject), table: levels((taint) => ordered(condition.order, taint - wanted)) };
    }
    case "tagged": {
      const bit = names.tags.get(condition.tag);
      return bit === undefined ? { kind: "known", truth: 2 } : { kind: "tag", of: subject(condition.subject), bit };
    }
    case "shape": return { kind: "shape", bits: bitsOf(condition.shapes.map((shape) => shapes.indexOf(shape))) };
    case "who": return { kind: "who", bits: bitsOf(condition.principals.map((who) => principals.indexOf(who))) };
    case "named": return { kind: "named" };
  }
}

/** The operands of nested conditions of one kind, in order; by a list of what is left to do, as chains may be longer than a stack. */
function flat(kind: "and" | "or", condition: Condition): readonly Condition[] {
  const operands: Condition[] = [];
  const left = [condition];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.kind === kind) left.push(next.right, next.left);
    else operands.push(next);
  }
  return operands;
}

function lowerValue(value: Value, names: Names): Place {
  switch (value.kind) {
    case "string": case "number": case "boolean": return { kind: "literal", value: value.value };
    case "column": return numbered("column", names.columns.get(columnKey(value.column)));
    case "row": return { kind: "row" };
    case "row-column": return numbered("row-column", names.rowColumns.get(rowColumnKey(value.column)));
    case "element": return { kind: "element", depth: value.depth };
    case "item": return { kind: "item", list: lowerValue(value.list, names), at: value.at };
    case "else": return { kind: "else", left: lowerValue(value.left, names), right: lowerValue(value.right, names) };
  }
}

function numbered(kind: "column" | "row-column", number: number | undefined): Place {
  return number === undefined ? { kind: "unknown" } : { kind, number };
}

/** A column that the view does not carry is unknown, and so present. */
function present(column: Column, names: Names): Test {
  const number = names.columns.get(columnKey(column));
  return number === undefined ? { kind: "known", truth: 1 } : { kind: "present", column: number };
}

function subject(of: LabelSubject): Subject {
  return of.kind === "flow" ? of.via : of.kind === "row" ? "row" : "self";
}

/** Two bits a truth: for the three levels as known, then as the least that may be. */
function levels(holds: (taint: number) => boolean): number {
  const each = [0, 1, 2].map(holds);
  const known = each.map((held) => (held ? 1 : 0));
  const unknown = each.map((_, level) => (each.slice(level).every(Boolean) ? 1 : each.slice(level).some(Boolean) ? 2 : 0));
  const truths: readonly number[] = [...known, ...unknown];
  return truths.reduce((table, truth, at) => table | (truth << (2 * at)), 0);
}

function ordered(order: Order, difference: number): boolean {
  switch (order) {
    case "==": return difference === 0;
    case "!=": return difference !== 0;
    case "<": return difference < 0;
    case "<=": return difference <= 0;
    case ">": return difference > 0;
    case ">=": return difference >= 0;
  }
}

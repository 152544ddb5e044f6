// A condition as one of three truths, in Kleene's logic. A comparison with an operand that is absent, unknown or of a type it
// does not compare is unknown. This is what every other way of evaluating a policy must equal.

import { isList } from "../../words/cell.js";
import type { Cell } from "../../words/cell.js";
import { join } from "../../words/labels.js";
import type { Labels } from "../../words/labels.js";
import { principals, shapes } from "../../words/provenance.js";
import { ops } from "../../words/ops.js";
import { FALSE, TRUE, UNKNOWN, and, not, or } from "../../words/truth.js";
import type { Truth } from "../../words/truth.js";
import { compareNumbers } from "../check/policy.js";
import type { Condition, LabelSubject, Order } from "../check/policy.js";
import { columnCell, flowsOf, isNestTooLarge, nestOf, rowFact, rowLabels } from "./context.js";
import type { Context } from "./context.js";
import { matchesGlob } from "./glob.js";
import { compareSecrecy, compareTrust, tagged } from "./levels.js";
import { valueCell } from "./value.js";

/** Whether the condition holds in this context. */
export function holds(condition: Condition, context: Context): Truth {
  const found = find(condition, context);
  context.seen?.(condition, found);
  return found;
}

function find(condition: Condition, context: Context): Truth {
  switch (condition.kind) {
    case "constant": return truth(condition.value);
    case "and": return andThen(holds(condition.left, context), () => holds(condition.right, context), context);
    case "or": return orElse(holds(condition.left, context), () => holds(condition.right, context), context);
    case "not": return not(holds(condition.operand, context));
    case "truth": {
      const cell = valueCell(condition.value, context);
      return typeof cell === "boolean" ? truth(cell) : UNKNOWN;
    }
    case "present": return truth(columnCell(context, condition.column) !== undefined);
    case "compare": return compare(condition.order, valueCell(condition.left, context), valueCell(condition.right, context));
    case "in": return isIn(valueCell(condition.value, context), [...condition.strings, ...condition.numbers]);
    case "text": return compareText(condition.operator, valueCell(condition.left, context), valueCell(condition.right, context));
    case "matches": {
      const cell = valueCell(condition.value, context);
      return typeof cell === "string" ? truth(condition.patterns.some((glob) => matchesGlob(condition.glob, glob, cell, context.known.regexes))) : UNKNOWN;
    }
    case "has": return has(valueCell(condition.list, context), valueCell(condition.item, context), context);
    case "quantified": return quantified(condition, valueCell(condition.list, context), context);
    case "op": return truth(condition.ops.some((op) => op === ops[context.view.op]));
    case "tool": return truth(condition.tools.some((tool) => context.tables.tools.get(tool) === context.view.tool));
    case "trust": return compareTrust(labelsOf(condition.subject, context), condition.order, condition.level);
    case "secrecy": return compareSecrecy(labelsOf(condition.subject, context), condition.order, condition.level);
    case "tagged": {
      const bit = context.tables.tags.get(condition.tag);
      return bit === undefined ? UNKNOWN : tagged(labelsOf(condition.subject, context), bit);
    }
    case "shape": return rowFact(context.row, (row) => truth(condition.shapes.some((shape) => shape === shapes[row.shape])));
    case "who": return rowFact(context.row, (row) => truth(condition.principals.some((who) => (row.who & (1 << principals.indexOf(who))) !== 0)));
    case "named": return rowFact(context.row, (row) => row.named);
  }
}

/** Both together. What can change nothing any more is not asked, unless somebody watches: he is told of every condition. */
export function andThen(left: Truth, right: () => Truth, { seen }: Context): Truth {
  return left === FALSE && seen === undefined ? FALSE : and(left, right());
}

function orElse(left: Truth, right: () => Truth, { seen }: Context): Truth {
  return left === TRUE && seen === undefined ? TRUE : or(left, right());
}

function truth(value: boolean): Truth {
  return value ? TRUE : FALSE;
}

/** Strings and booleans are equal or not, numbers are also ordered; everything else is unknown. */
function compare(order: Order, left: Cell, right: Cell): Truth {
  if (typeof left === "number" && typeof right === "number") return truth(compareNumbers(order, left, right));
  const alike = (typeof left === "string" && typeof right === "string") || (typeof left === "boolean" && typeof right === "boolean");
  if (!alike) return UNKNOWN;
  return order === "==" ? truth(left === right) : order === "!=" ? truth(left !== right) : UNKNOWN;
}

/** Equal to one of them. */
function isIn(cell: Cell, items: readonly Cell[]): Truth {
  if (typeof cell !== "string" && typeof cell !== "number") return UNKNOWN;
  return items.map((item) => compare("==", cell, item)).reduce(or, FALSE);
}

function compareText(operator: "contains" | "starts with" | "ends with", left: Cell, right: Cell): Truth {
  if (typeof left !== "string" || typeof right !== "string") return UNKNOWN;
  switch (operator) {
    case "contains": return truth(left.includes(right));
    case "starts with": return truth(left.startsWith(right));
    case "ends with": return truth(left.endsWith(right));
  }
}

/** `some x in list (x == item)`. */
function has(list: Cell, item: Cell, context: Context): Truth {
  if (!isList(list) || isNestTooLarge(context, list.items.length)) return UNKNOWN;
  return list.items.map((element) => compare("==", element, item)).reduce(or, list.open || item == null ? UNKNOWN : FALSE);
}

/** An open list has elements that nobody has seen, of which the condition is unknown. A nest that is too large is not gone through. */
function quantified(condition: Extract<Condition, { kind: "quantified" }>, list: Cell, context: Context): Truth {
  if (!isList(list) || isNestTooLarge(context, list.items.length)) return UNKNOWN;
  const nest = nestOf(context, list.items.length);
  const last = condition.all ? FALSE : TRUE;
  const truths: Truth[] = [];
  for (const [index, cell] of list.items.entries()) {
    const found = holds(condition.condition, { ...context, elements: [{ cell, index, nest }, ...context.elements] });
    truths.push(found);
    if (found === last && context.seen === undefined) break;
  }
  if (condition.all) return truths.reduce(and, list.open ? UNKNOWN : TRUE);
  return truths.reduce(or, list.open ? UNKNOWN : FALSE);
}

function labelsOf(subject: LabelSubject, context: Context): Labels {
  switch (subject.kind) {
    case "target": case "source": return context.view.self;
    case "row": return rowLabels(context.row);
    case "flow":
      return flowsOf(context.view, subject.via).map((flow) => flow.labels).reduce(join);
  }
}

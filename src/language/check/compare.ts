// A comparison as a condition. What stands on the left says what the right may be: a level, a tag, a shape, a principal, an op,
// a tool are words; everything else is values of one type.

import type { Comparison, Expression, Name } from "../syntax/ast.js";
import { inverse, nothing } from "./condition.js";
import { literalProblem } from "./normal.js";
import type { Part } from "./normal.js";
import { elementType, extracted, nameOf, typeText } from "./operand.js";
import type { Operand, ValueOperand, ValueType } from "./operand.js";
import type { Place } from "./place.js";
import { compareNumbers } from "./policy.js";
import type { Condition, Order, Value } from "./policy.js";
import { readOperand, refuse } from "./value.js";
import { compareWords } from "./words.js";

type Compare = Extract<Expression, { kind: "compare" }>;

/** Comparisons that read the same from the other side. */
const flipped: { readonly [operator in Comparison]?: Comparison } = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** A comparison. */
export function readComparison(compare: Compare, place: Place): Condition {
  const left = readOperand(compare.left, place);
  if (isWordy(left)) return compareWords(left, compare, compare.right, place);
  const turned = flipped[compare.operator];
  if (left.kind === "word" && turned !== undefined) {
    const right = readOperand(compare.right, place);
    if (isWordy(right)) return compareWords(right, { ...compare, operator: turned }, compare.left, place);
    refuse(left, place, "a value");
    return nothing;
  }
  return compareValues(left, compare, readOperand(compare.right, place), place);
}

/** Things that only words are compared with. */
function isWordy(operand: Operand): operand is Extract<Operand, { kind: "trust" | "secrecy" | "tags" | "op" | "tool" | "shape" | "who" }> {
  switch (operand.kind) {
    case "trust": case "secrecy": case "tags": case "op": case "tool": case "shape": case "who": return true;
    default: return false;
  }
}

function compareValues(left: Operand, compare: Compare, right: Operand, place: Place): Condition {
  if (left.kind !== "value") {
    refuse(left, place, "a value");
    return nothing;
  }
  switch (compare.operator) {
    case "==": case "!=": case "<": case "<=": case ">": case ">=": return compareOrder(left, compare.operator, right, compare, place);
    case "in": return compareIn(left, right, compare, place);
    case "has": return compareHas(left, right, compare, place);
    case "excludes": return inverse(compareHas(left, right, compare, place));
    case "contains": case "starts with": case "ends with": return compareText(left, compare.operator, right, compare, place);
  }
}

function compareOrder(left: ValueOperand, order: Order, right: Operand, compare: Compare, place: Place): Condition {
  if (right.kind === "set") {
    place.report.add("check/wrong-operator", compare.span, { operator: order, what: "a set" }, { help: "whether a value is in a set is asked with `in`" });
    return nothing;
  }
  if (right.kind !== "value") {
    refuse(right, place, typeText(left.type));
    return nothing;
  }
  const equality = order === "==" || order === "!=";
  const scalars: readonly ValueType[] = equality ? ["string", "number", "boolean", "any"] : ["number", "any"];
  for (const side of [left, right]) {
    if (scalars.includes(side.type)) continue;
    const help = equality ? "whether a list has a value is asked with `has`" : "only numbers are ordered";
    place.report.add("check/wrong-operator", side.span, { operator: order, what: nameOf(side) }, { help });
    return nothing;
  }
  if (!alike(left.type, right.type)) return refused(right, left.type, place);
  checkForm(left, right, "whole", compare, place);
  checkForm(right, left, "whole", compare, place);
  const [a, b] = ready(compare, [left, right], place) ?? [];
  if (a === undefined || b === undefined) return nothing;
  return folded(order, a, b) ?? { kind: "compare", order, left: a, right: b, span: compare.span };
}

function compareIn(left: ValueOperand, right: Operand, compare: Compare, place: Place): Condition {
  if (right.kind === "value" && elementType(right.type) !== null && right.value.kind !== "string") {
    place.report.add("check/wrong-operator", compare.span, { operator: "in", what: nameOf(right) }, { help: "whether a list has a value is asked with `list has value`" });
    return nothing;
  }
  if (right.kind !== "set") {
    refuse(right, place, "a set, as `{\"a\", \"b\"}`");
    return nothing;
  }
  const [word] = right.words;
  if (word !== undefined) {
    refuse({ kind: "word", name: word, span: word.span }, place, "a string or a number");
    return nothing;
  }
  const type: ValueType = right.strings.length > 0 ? "string" : "number";
  if (right.strings.length + right.numbers.length === 0) {
    place.report.add("check/wrong-type", right.span, { expected: "a set of strings or numbers", found: "an empty set" });
    return nothing;
  }
  if (left.type !== "any" && left.type !== type) return refused(left, type, place);
  const numbers = [...new Set(right.numbers)].sort((a, b) => a - b);
  for (const item of right.strings) checkForm(left, literal(item), "whole", compare, place);
  const [value, ...items] = ready(compare, [left, ...right.strings.map(literal)], place) ?? [];
  if (value === undefined) return nothing;
  const strings = [...new Set(items.flatMap((item) => (item.kind === "string" ? [item.value] : [])))].sort();
  return { kind: "in", value, strings, numbers, span: compare.span };
}

function compareHas(list: ValueOperand, item: Operand, compare: Compare, place: Place): Condition {
  const element = elementType(list.type);
  if (element === null) {
    place.report.add("check/wrong-operator", compare.left.span, { operator: compare.operator, what: nameOf(list) },
      { help: list.type === "string" ? "whether a string has another in it is asked with `contains`" : "only lists, `tags(...)` and `who(...)` have something" });
    return nothing;
  }
  if (item.kind === "set") {
    place.report.add("check/wrong-operator", item.span, { operator: compare.operator, what: "a set" }, { help: "ask for each by itself, joined with `and` or `or`" });
    return nothing;
  }
  if (item.kind !== "value") {
    refuse(item, place, typeText(element));
    return nothing;
  }
  if (!alike(element, item.type) || elementType(item.type) !== null && item.type !== "any") return refused(item, element, place);
  if (compare.ignoreCase) {
    place.report.add("check/no-folding", compare.left.span, {});
    return nothing;
  }
  checkForm(list, item, "whole", compare, place);
  return { kind: "has", list: list.value, item: item.value, span: compare.span };
}

function compareText(left: ValueOperand, operator: "contains" | "starts with" | "ends with", right: Operand, compare: Compare, place: Place): Condition {
  if (elementType(left.type) !== null && left.type !== "any") {
    place.report.add("check/wrong-operator", left.span, { operator, what: nameOf(left) }, { help: "whether a list has a value is asked with `has`" });
    return nothing;
  }
  if (left.type !== "string" && left.type !== "any") return refused(left, "string", place);
  if (right.kind !== "value" || (right.type !== "string" && right.type !== "any")) {
    refuse(right, place, "a string");
    return nothing;
  }
  checkForm(left, right, operator, compare, place);
  const [a, b] = ready(compare, [left, right], place) ?? [];
  return a === undefined || b === undefined ? nothing : { kind: "text", operator, left: a, right: b, span: compare.span };
}

/** Reports a literal that no output of the other side's extractor can equal, or have as that part. */
function checkForm({ form }: ValueOperand, { value, span }: ValueOperand, part: Part, { ignoreCase }: Compare, place: Place): void {
  if (form === "plain" || value.kind !== "string") return;
  const problem = literalProblem(form, value.value, part, ignoreCase);
  if (problem !== null) place.report.add("check/never-equal", span, { literal: value.value, problem });
}

/** The values of a comparison, folded where case is ignored; null where one cannot be, which is reported. */
function ready(compare: Compare, operands: readonly ValueOperand[], place: Place): readonly Value[] | null {
  if (!compare.ignoreCase) return operands.map((operand) => operand.value);
  const values = operands.map((operand) => (operand.type === "string" || operand.type === "any" ? extracted("fold", operand.value) : null));
  const stuck = operands[values.indexOf(null)];
  if (stuck === undefined) return values.filter((value) => value !== null);
  place.report.add("check/no-folding", stuck.span, {});
  return null;
}

/** What a comparison of two literals is, as the interpreter would have it. */
function folded(order: Order, left: Value, right: Value): Condition | null {
  if (left.kind === "number" && right.kind === "number") return { kind: "constant", value: compareNumbers(order, left.value, right.value) };
  const literals = (left.kind === "string" && right.kind === "string") || (left.kind === "boolean" && right.kind === "boolean");
  if (!literals || (order !== "==" && order !== "!=")) return null;
  return { kind: "constant", value: (left.value === right.value) === (order === "==") };
}

function literal(name: Name): ValueOperand {
  return { kind: "value", value: { kind: "string", value: name.text }, type: "string", form: "plain", span: name.span };
}

function alike(a: ValueType, b: ValueType): boolean {
  return a === b || a === "any" || b === "any";
}

function refused(operand: ValueOperand, expected: ValueType, place: Place): Condition {
  place.report.add("check/wrong-type", operand.span, { expected: typeText(expected), found: nameOf(operand) });
  return nothing;
}

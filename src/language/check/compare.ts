// A comparison as a condition. What stands on the left says what the right may be: a level, a tag, a shape, a principal, an op,
// a tool are words; everything else is values of one type.

import type { Span } from "../../base/span.js";
import { SET_TEXTS_COST } from "../../base/limits.js";
import { fold } from "../../words/fold.js";
import type { Comparison, Expression, Name } from "../syntax/ast.js";
import { either, inverse, nothing } from "./condition.js";
import { mayName, membersOf } from "./member.js";
import type { Members } from "./member.js";
import { checkNever } from "./never.js";
import type { Part } from "./normal.js";
import { listOf } from "./call.js";
import { each, formula } from "./formula.js";
import { containedHint, equalHint, literalHint, setHint, truthfulHint, turnedHint, wholeHint } from "./hint.js";
import { columnOperand, folded as foldedOperand, literalOperand, nameOf, operandOf } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { compareNumbers } from "./policy.js";
import type { Condition, Order, Value } from "./policy.js";
import { checkRaw, rawArgument } from "./raw.js";
import { reportUnknown } from "./report.js";
import { checkStar } from "./star.js";
import { fits, isPerhapsList, itemType, typeText } from "./structure.js";
import type { Type } from "./structure.js";
import { dotted, readOperand, refuse } from "./value.js";
import { compareWords, isWordy } from "./words.js";

type Compare = Extract<Expression, { kind: "compare" }>;

/** Comparisons that read the same from the other side. */
const turnedOrders: { readonly [order in Order]: Order } = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const flipped: { readonly [operator in Comparison]?: Comparison } = turnedOrders;

/** A comparison. */
export function readComparison(compare: Compare, place: Place): Condition {
  const left = asValue(readOperand(compare.left, place), compare.operator, compare.right);
  if (isWordy(left)) return compareWords(left, compare, compare.right, place);
  const turned = flipped[compare.operator];
  if (left.kind === "word" && turned !== undefined) {
    const right = readOperand(compare.right, place);
    if (isWordy(right)) return compareWords(right, { ...compare, operator: turned }, compare.left, place);
    refuse(left, place, "a value");
    return nothing;
  }
  const right = readOperand(compare.right, place);
  if (left.kind !== "value") return compareValues(left, compare, right, place);
  return compareValues(left, compare, right.kind === "tool" ? toolName(right.span) : isTool(left) ? toolWords(right, place) : right, place);
}

/** A tool is a word where it is compared with words, and a string where its text is, or another value. */
function asValue(operand: Operand, operator: Comparison, other: Expression): Operand {
  const ofText = operator === "contains" || operator === "starts with" || operator === "ends with";
  return operand.kind === "tool" && (ofText || !(other.kind === "name" || other.kind === "string" || other.kind === "set")) ? toolName(operand.span) : operand;
}

function toolName(span: Span): ValueOperand {
  return columnOperand({ kind: "tool", type: "string" }, span);
}

/** The name of a source's tool. */
function isTool({ formula: of }: ValueOperand): boolean {
  return of.kind === "source" && of.column.kind === "tool";
}

/** Words for tools, as their names. */
function toolWords(operand: Operand, place: Place): Operand {
  const known = (name: Name): boolean => {
    if (place.names.tools.has(name.text)) return true;
    reportUnknown(place.report, "check/unknown-tool", name, place.names.tools.keys());
    return false;
  };
  if (operand.kind === "value") return operand.value.kind !== "string" || known({ text: operand.value.value, span: operand.span }) ? operand : { kind: "wrong", span: operand.span };
  if (operand.kind === "word") return known(operand.name) ? literal(operand.name) : { kind: "wrong", span: operand.span };
  if (operand.kind !== "set") return operand;
  return [...operand.words, ...operand.strings].map(known).every(Boolean) ? { ...operand, strings: [...operand.strings, ...operand.words], words: [] } : { kind: "wrong", span: operand.span };
}

function compareValues(left: Operand, compare: Compare, right: Operand, place: Place): Condition {
  if (left.kind !== "value") {
    refuseLeft(left, compare, place);
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

/** Reports a left side that is no value. */
function refuseLeft(left: Operand, compare: Compare, place: Place): void {
  if (left.kind === "condition") place.report.add("check/wrong-type", left.span, { expected: "a value", found: nameOf(left) }, truthfulHint(compare));
  else refuse(left, place, "a value", left.kind === "set" ? turnedHint(compare) : undefined);
}

function compareOrder(left: ValueOperand, order: Order, right: Operand, compare: Compare, place: Place): Condition {
  if (right.kind === "set") {
    place.report.add("check/wrong-operator", compare.span, { operator: order, what: "a set" }, setHint(left, order, compare));
    return nothing;
  }
  if (right.kind !== "value") {
    refuse(right, place, typeText(left.type));
    return nothing;
  }
  const equality = order === "==" || order === "!=";
  for (const side of [left, right]) {
    if (equality ? fits(side.type, "scalar") : fits(side.type, "number")) continue;
    const number = equality ? {} : literalHint(side, "number");
    place.report.add("check/wrong-operator", side.span, { operator: order, what: nameOf(side) }, equality ? wholeHint(left, order, right, compare) : { ...number, help: number.help ?? orderedHelp(side) });
    return nothing;
  }
  if (!fits(right.type, left.type)) return refused(right, left.type, place);
  checkForm(left, right, "whole", compare, place, order);
  checkForm(right, left, "whole", compare, place, turnedOrders[order]);
  const [a, b] = ready(compare, [left, right], place) ?? [];
  if (a === undefined || b === undefined) return nothing;
  checkSides(left, right, compare, place);
  return folded(order, a.value, b.value) ?? { kind: "compare", order, left: a.value, right: b.value, span: compare.span };
}

function orderedHelp({ type }: ValueOperand): string {
  return fits(type, "string") ? "only numbers are ordered: of a date or time in RFC 3339 write `time(x)`, of a number in a text `number(x)`" : "only numbers are ordered";
}

function compareIn(left: ValueOperand, right: Operand, compare: Compare, place: Place): Condition {
  if (right.kind === "value" && itemType(right.type) !== null && right.value.kind !== "string") return compareHas(right, left, compare, place);
  if (right.kind !== "set") {
    const isMap = right.kind === "map" || (right.kind === "value" && typeof right.type === "object" && "map" in right.type);
    if (isMap) place.report.add("check/wrong-operator", compare.span, { operator: "in", what: nameOf(right) }, { help: "whether a map has a key is asked with `present(map[key])`" });
    else if (right.kind === "value" && fits(right.type, "string") && right.value.kind !== "string") place.report.add("check/wrong-operator", right.span, { operator: "in", what: nameOf(right) }, containedHint(compare));
    else refuse(right, place, "a set, as `{\"a\", \"b\"}`, or a list", right.kind === "value" && right.type === "string" ? equalHint(compare) : undefined);
    return nothing;
  }
  const [word] = right.words;
  if (word !== undefined) {
    refuse({ kind: "word", name: word, span: word.span }, place, "a string or a number");
    return nothing;
  }
  const type: Type = right.strings.length > 0 ? "string" : "number";
  if (right.strings.length + right.numbers.length === 0) {
    place.report.add("check/wrong-type", right.span, { expected: "a set of strings or numbers", found: "an empty set" });
    return nothing;
  }
  if (!fits(left.type, type)) {
    const items = itemType(left.type);
    const help = items !== null && fits(items, type) ? "ask it of each: `some x in LIST (x in {...})`" : undefined;
    place.report.add("check/wrong-type", left.span, { expected: typeText(type), found: nameOf(left) }, { help });
    return nothing;
  }
  const [value] = ready(compare, [left], place) ?? [];
  const members = membersOf(right, sortOf(left, compare, place), place, () => readMembers(left, right, compare, place));
  if (value === undefined || members === null) return nothing;
  return { kind: "in", value: value.value, ...members, span: compare.span };
}

/** The members of a set, each of them checked against the value that is to be one of them. */
function readMembers(left: ValueOperand, right: Extract<Operand, { kind: "set" }>, compare: Compare, place: Place): Members {
  const numbers = [...new Set(right.numbers)].sort((a, b) => a - b);
  for (const item of right.strings) checkForm(left, literal(item), "whole", compare, place);
  for (const number of numbers) checkForm(left, literalOperand(number, right.span), "whole", compare, place);
  const strings = [...new Set(right.strings.map(({ text }) => (compare.ignoreCase ? fold(text) : text)))].sort();
  return { strings, numbers };
}

/** What the checks of a literal against a value depend on. */
function sortOf({ form, formula: of }: ValueOperand, { ignoreCase }: Compare, place: Place): string {
  const source = of.kind === "apply" ? of.function : of.kind === "field" ? `${of.name} of ${typeText(of.of.type)}` : of.kind;
  return JSON.stringify([ignoreCase, form, source, rawArgument(of, place)]);
}

/** Whether a list has a value; whether it is in a list is the same. External lists are asked by the kernel. */
function compareHas(list: ValueOperand, item: Operand, compare: Compare, place: Place): Condition {
  const element = itemType(list.type);
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
  if (!fits(item.type, element) || !fits(item.type, "scalar")) return refused(item, element, place);
  const { formula: of } = list;
  if (of.kind === "column" && of.column.kind === "data" && !compare.ignoreCase) {
    const member = operandOf(formula({ kind: "member", data: of.column.name, of: item.formula }, "boolean"), compare.span, place);
    return member.kind === "value" ? { kind: "truth", value: member.value, span: compare.span } : nothing;
  }
  checkForm(list, item, "whole", compare, place);
  const [whole, one] = compare.ignoreCase ? [foldedList(list, place), foldedOperand(item, place)] : [listed(list, place), item];
  if (whole !== null && one !== null) return { kind: "has", list: whole.value, item: one.value, span: compare.span };
  if (compare.ignoreCase) place.report.add("check/no-folding", whole === null ? list.span : item.span, {});
  return nothing;
}

/** A list, or what may be a single value as a list. A list in a list of an argument is whole only in what is computed of that. */
export function listed(list: ValueOperand, place: Place): ValueOperand | null {
  const { formula: of, value, span } = list;
  if (value.kind === "element" && of.kind === "item" && (of.local.list.kind === "column" || of.local.list.kind === "else") && !isPerhapsList(list.type)) {
    const around = operandOf(listOf(of.local.list), span, place);
    if (around.kind !== "value" || around.value.kind !== "column") return null;
    const item: Value = { kind: "item", list: around.value, at: [value.depth], span };
    place.known?.formulas.set(item, of);
    return { ...list, value: item };
  }
  if (!isPerhapsList(list.type)) return list;
  const operand = operandOf(listOf(list.formula), list.span, place, list.form);
  return operand.kind === "value" ? operand : null;
}

/** The list with each of its strings folded; null where they are none. */
function foldedList(list: ValueOperand, place: Place): ValueOperand | null {
  const type = itemType(list.type) ?? "any";
  if (type !== "string" && type !== "any") return null;
  const whole = isPerhapsList(list.type) ? listOf(list.formula) : list.formula;
  const local = { name: "", key: null, type, form: list.form, list: whole, map: null };
  const operand = operandOf(each(local, formula({ kind: "apply", function: "fold", of: [formula({ kind: "item", local, side: "value" }, type)] }, "string")), list.span, place);
  return operand.kind === "value" ? operand : null;
}

function compareText(left: ValueOperand, operator: "contains" | "starts with" | "ends with", right: Operand, compare: Compare, place: Place): Condition {
  if (itemType(left.type) !== null && !fits(left.type, "string")) {
    place.report.add("check/wrong-operator", left.span, { operator, what: nameOf(left) }, { help: "whether a list has a value is asked with `has`" });
    return nothing;
  }
  if (!fits(left.type, "string")) return refused(left, "string", place);
  // Of a set any member suffices.
  if (right.kind === "set" && right.strings.length > 0 && right.numbers.length + right.words.length === 0) {
    // Each becomes a test of its own, in every rule that names the set.
    if (!mayName(right.strings.length * SET_TEXTS_COST, right.span, place)) return nothing;
    return anyOf(right.strings.map((text) => compareText(left, operator, literal(text), compare, place)));
  }
  if (right.kind !== "value" || !fits(right.type, "string")) {
    refuse(right, place, "a string");
    return nothing;
  }
  checkForm(left, right, operator, compare, place);
  const [a, b] = ready(compare, [left, right], place) ?? [];
  return a === undefined || b === undefined ? nothing : { kind: "text", operator, left: a.value, right: b.value, span: compare.span };
}

/** One of them holds: a tree no deeper than it must be. */
function anyOf(conditions: readonly Condition[]): Condition {
  const [first = nothing, second] = conditions;
  if (second === undefined) return first;
  const middle = conditions.length >>> 1;
  return either(anyOf(conditions.slice(0, middle)), anyOf(conditions.slice(middle)));
}

/** Reports literals that the other side never gives, or never has as that part, globs that are compared as texts, and paths that are compared as they came. */
function checkForm(value: ValueOperand, other: ValueOperand, part: Part, compare: Compare, place: Place, order: Order = "=="): void {
  if (part !== "whole" || !checkStar(value, other, compare, place)) checkRaw(value.formula, other, part, place);
  checkNever(value, other, { order, part, ignoreCase: compare.ignoreCase }, place);
}

/** Warns where a value is compared with itself: in a history, what is meant is mostly the pending call's. */
function checkSides(left: ValueOperand, right: ValueOperand, compare: Compare, place: Place): void {
  if (left.formula.kind === "literal" || sameText(left.value) !== sameText(right.value)) return;
  const [ours, theirs] = [queriesIn(left.value), queriesIn(right.value)];
  if (ours.some((query, at) => query !== theirs[at])) return;
  const name = dotted(compare.right)?.map(({ text }) => text).join(".");
  const help = place.kind === "counter" && name !== undefined ? `\`${name}\` is the earlier call's on both sides; the pending call's is \`sink.${name}\`` : undefined;
  place.report.add("check/same-sides", compare.span, {}, { help });
}

function sameText(value: Value): string {
  return JSON.stringify(value, (key, part: unknown) => (key === "span" ? undefined : part));
}

/** The queries over earlier calls that stand in a value: they have no keys yet, and are told apart by themselves. */
function queriesIn(value: Value): readonly unknown[] {
  const found: unknown[] = [];
  JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "object" && part !== null && "kind" in part && (part.kind === "history" || part.kind === "count")) found.push(part);
    return part;
  });
  return found;
}

/** The operands of a comparison, folded where case is ignored; null where one cannot be, which is reported. */
function ready(compare: Compare, operands: readonly ValueOperand[], place: Place): readonly ValueOperand[] | null {
  if (!compare.ignoreCase) return operands;
  const values = operands.map((operand) => foldedOperand(operand, place));
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
  return literalOperand(name.text, name.span);
}

function refused(operand: ValueOperand, expected: Type, place: Place): Condition {
  place.report.add("check/wrong-type", operand.span, { expected: typeText(expected), found: nameOf(operand) }, literalHint(operand, expected));
  return nothing;
}

// A condition, wanted true or wanted false -> alternatives of Rego bodies. What is unknown is neither: no body holds for it, and no
// body says `not` of anything but what is always defined. This is where three values become two questions.

import { NEST_ITEMS_MAX } from "../base/limits.js";
import { unreachable } from "../base/assert.js";
import type { Condition, LabelSubject, Order } from "../language/check/policy.js";
import { compareNumbers } from "../language/check/policy.js";
import { secrecyLevels, trustLevels } from "../words/labels.js";
import { absentColumn, operand } from "./value.js";
import type { At, Operand, Term } from "./value.js";
import { matches } from "./pattern.js";
import { always, line, literal, never, set } from "./text.js";
import type { Clause, Clauses, Line } from "./text.js";
import { all, joined, variable } from "./writer.js";

/** The alternatives in which the condition is what is wanted. */
export function clauses(condition: Condition, wanted: boolean, at: At): Clauses {
  const { writer } = at;
  switch (condition.kind) {
    case "constant": return condition.value === wanted ? always : never;
    case "and": case "or": {
      const parts = chain(condition).map((part) => clauses(part, wanted, at));
      return (condition.kind === "and") === wanted ? all(writer, nameOf(wanted), parts) : parts.flat();
    }
    case "not": return clauses(condition.operand, !wanted, at);
    case "truth": return compare("==", operand(condition.value, at), { kind: "literal", value: wanted });
    case "present": return present(condition, wanted, at);
    case "compare": return compare(wanted ? condition.order : opposite[condition.order], operand(condition.left, at), operand(condition.right, at));
    case "in": return isIn(operand(condition.value, at), condition.strings, condition.numbers, wanted);
    case "text": return compareText(condition.operator, operand(condition.left, at), operand(condition.right, at), wanted);
    case "matches": return matches(condition, operand(condition.value, at), wanted, writer);
    case "has": return has(operand(condition.list, at), operand(condition.item, at), wanted, at);
    case "quantified": return quantified(condition, operand(condition.list, at), wanted, at);
    case "op": return [[line(`${wanted ? "" : "not "}input.op in ${set(condition.ops)}`)]];
    case "tool": return [[line(`${wanted ? "" : "not "}input.tool in ${set(condition.tools.filter((tool) => writer.tools.has(tool)))}`)]];
    case "trust": return levels("trust", condition, [...trustLevels].reverse(), wanted, at);
    case "secrecy": return levels("secrecy", condition, secrecyLevels, wanted, at);
    case "tagged": return writer.manifest.tags.includes(condition.tag) ? one(labelsOf(condition.subject, at), (labels) => `${wanted ? "tagged" : "untagged"}(${labels}, ${literal(condition.tag)})`) : never;
    case "shape": return rowFact(at, wanted, `row.shape in ${set(condition.shapes)}`);
    case "who": return rowFact(at, wanted, `shares(row.who, ${set(condition.principals)})`);
    case "named": return !at.row ? never : [[line(`row.named == ${String(wanted)}`, ["row"]), ...(wanted ? [] : [line("whole_row(row)", ["row"])])]];
    default: return unreachable(condition);
  }
}

/** All that stands between the ands, or ors, of a chain, in order: chains may be longer than the stack is deep. */
function chain(condition: Extract<Condition, { kind: "and" | "or" }>): readonly Condition[] {
  const parts: Condition[] = [];
  const left: Condition[] = [condition];
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if (part.kind === condition.kind) left.push(part.right, part.left);
    else parts.push(part);
  }
  return parts;
}

/** What definitions are called that hold where a condition is true, or where it is false. */
export function nameOf(wanted: boolean): string {
  return wanted ? "is_true" : "is_false";
}

const opposite: Readonly<Record<Order, Order>> = { "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<" };
const swapped: Readonly<Record<Order, Order>> = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function present({ column }: Extract<Condition, { kind: "present" }>, wanted: boolean, at: At): Clauses {
  if (operand({ kind: "column", column, span: { file: "", start: 0, end: 0 } }, at).kind === "unknown") return wanted ? always : never;
  const absent = absentColumn(column, at.writer);
  return [[wanted ? line(`not ${absent.text}`, absent.uses) : absent]];
}

/** Strings and booleans are equal or not, numbers are also ordered; nothing holds of anything else. */
export function compare(order: Order, left: Operand, right: Operand): Clauses {
  if (left.kind === "literal" && right.kind === "literal") return compareLiterals(order, left.value, right.value) ? always : never;
  if (left.kind === "literal") return compare(swapped[order], right, left);
  if (left.kind !== "term" || right.kind === "unknown" || right.kind === "absent") return never;
  if (right.kind === "literal") return compareWith(order, left, right.value);
  const uses = [left.uses, right.uses];
  if (order === "==" || order === "!=") return [[line(`${order === "==" ? "same" : "differ"}(${left.term}, ${right.term})`, ...uses)]];
  return [[line(`number(${left.term})`, left.uses), line(`number(${right.term})`, right.uses), line(`${left.term} ${order} ${right.term}`, ...uses)]];
}

function compareLiterals(order: Order, left: string | number | boolean, right: string | number | boolean): boolean {
  if (typeof left === "number" && typeof right === "number") return compareNumbers(order, left, right);
  return typeof left === typeof right && ((order === "==" && left === right) || (order === "!=" && left !== right));
}

function compareWith(order: Order, { term, uses }: Term, value: string | number | boolean): Clauses {
  const test = line(`${term} ${order} ${literal(value)}`, uses);
  if (typeof value === "number") return [[line(`number(${term})`, uses), test]];
  if (order === "==") return [[test]];
  if (order === "!=") return typeof value === "boolean" ? [[line(`${term} == ${String(!value)}`, uses)]] : [[line(`is_string(${term})`, uses), test]];
  return never;
}

/** Equal to one of them; of one type none is equal, where there are others there is no telling. */
function isIn(value: Operand, strings: readonly string[], numbers: readonly number[], wanted: boolean): Clauses {
  if (value.kind === "literal") {
    if (typeof value.value === "boolean") return never;
    const isThere = typeof value.value === "string" ? strings.includes(value.value) : numbers.includes(value.value);
    const others = typeof value.value === "string" ? numbers : strings;
    return (wanted ? isThere : !isThere && others.length === 0) ? always : never;
  }
  if (value.kind !== "term") return never;
  const { term, uses } = value;
  const text = line(`is_string(${term})`, uses);
  const number = line(`number(${term})`, uses);
  if (wanted) {
    return [
      ...(strings.length === 0 ? [] : [[line(`${term} in ${set(strings)}`, uses)]]),
      ...(numbers.length === 0 ? [] : [[number, line(`${term} in ${set(numbers)}`, uses)]]),
    ];
  }
  return [
    ...(numbers.length === 0 ? [[text, ...(strings.length === 0 ? [] : [line(`not ${term} in ${set(strings)}`, uses)])]] : []),
    ...(strings.length === 0 ? [[number, ...(numbers.length === 0 ? [] : [line(`not ${term} in ${set(numbers)}`, uses)])]] : []),
  ];
}

function compareText(operator: "contains" | "starts with" | "ends with", left: Operand, right: Operand, wanted: boolean): Clauses {
  if (left.kind === "literal" && right.kind === "literal") {
    if (typeof left.value !== "string" || typeof right.value !== "string") return never;
    const [a, b] = [left.value, right.value];
    return (operator === "contains" ? a.includes(b) : operator === "starts with" ? a.startsWith(b) : a.endsWith(b)) === wanted ? always : never;
  }
  const lines: Line[] = [];
  const terms: string[] = [];
  const uses: (readonly string[])[] = [];
  for (const side of [left, right]) {
    if (side.kind === "unknown" || side.kind === "absent" || (side.kind === "literal" && typeof side.value !== "string")) return never;
    terms.push(side.kind === "literal" ? literal(side.value) : side.term);
    if (side.kind === "term") {
      lines.push(line(`is_string(${side.term})`, side.uses));
      uses.push(side.uses);
    }
  }
  const name = operator === "contains" ? "contains" : operator === "starts with" ? "startswith" : "endswith";
  return [[...lines, line(`${wanted ? "" : "not "}${name}(${terms.join(", ")})`, ...uses)]];
}

/** A list has an item; where it may have more than are known it never has it not. */
function has(list: Operand, item: Operand, wanted: boolean, at: At): Clauses {
  if (list.kind !== "term" || item.kind === "unknown" || item.kind === "absent") return never;
  const element = variable(at.writer, "x");
  const here: Operand = { kind: "term", term: element, uses: [element], absent: null, whole: () => never };
  const tests = compare(wanted ? "==" : "!=", here, item).flat();
  const isList = soundList(list, at);
  const uses = [list.uses, ...tests.map((test) => test.uses.filter((name) => name !== element))];
  if (wanted) return [[...isList, line(`some ${element} in ${list.term}`, list.uses), ...tests.map((test) => bound(test, element))]];
  const known = item.kind === "literal" ? [] : [line(`known(${item.term})`, item.uses)];
  return all(at.writer, nameOf(false), [[isList], list.whole([]), [[...known, every(`${element} in ${list.term}`, tests, uses)]]]);
}

/** It is a list, and inside quantifiers one that is not gone through too often. */
function soundList({ term, uses }: Term, { around }: At): Clause {
  const isList = line(`is_array(${term})`, uses);
  if (around.length === 0) return [isList];
  const lists = [{ term, uses }, ...around.map(({ list }) => list)];
  // Of three factors the first two stand in parentheses, as OPA's formatter has it.
  const items = lists.map((list) => `count(${list.term})`).reduce((product, count, at) => (at === 1 ? `${product} * ${count}` : `(${product}) * ${count}`));
  return [isList, line(`${items} <= ${NEST_ITEMS_MAX}`, ...lists.map((list) => list.uses))];
}

/** A condition of some or every element; what an open list has beyond is unknown. */
function quantified({ all: isAll, condition }: Extract<Condition, { kind: "quantified" }>, list: Operand, wanted: boolean, at: At): Clauses {
  if (list.kind !== "term") return never;
  const { writer } = at;
  const around = { list, element: variable(writer, "x"), index: variable(writer, "i"), whole: list.whole };
  const inner = joined(writer, nameOf(wanted), clauses(condition, wanted, { ...at, around: [around, ...at.around] }))[0];
  const isList = soundList(list, at);
  const tests = inner ?? [line("false")];
  const own = [around.element, around.index];
  const uses = [list.uses, ...tests.map((test) => test.uses.filter((name) => !own.includes(name)))];
  const used = (name: string): string | null => (tests.some((test) => test.uses.includes(name)) ? name : null);
  const [element, index] = own.map(used);
  const variables = index == null ? element ?? "_" : `${index}, ${element ?? "_"}`;
  // Some element that is as wanted is enough to know that it is some, or that it is not every.
  if (isAll !== wanted) {
    if (inner === undefined) return never;
    return [[...isList, line(`some ${variables} in ${list.term}`, list.uses), ...tests.map((test) => own.reduce(bound, test))]];
  }
  return all(writer, nameOf(wanted), [[isList], list.whole([]), [tests.length === 0 ? [] : [every(`${variables} in ${list.term}`, tests, uses)]]]);
}

function every(over: string, tests: readonly Line[], uses: readonly (readonly string[])[]): Line {
  const body = tests.length === 0 ? ["true"] : tests.map(({ text }) => text);
  return line(`every ${over} {\n${body.map((text) => text.split("\n").map((part) => `\t${part}`).join("\n")).join("\n")}\n}`, ...uses);
}

/** A line in whose body a variable is bound. */
function bound(test: Line, name: string): Line {
  return { text: test.text, uses: test.uses.filter((other) => other !== name) };
}

/** Every level that may be is one of those of which the comparison is as wanted. */
function levels(what: "trust" | "secrecy", { subject, order, level }: Extract<Condition, { kind: "trust" | "secrecy" }>, ranked: readonly string[], wanted: boolean, at: At): Clauses {
  const among = ranked.filter((_, rank) => compareNumbers(order, rank, ranked.indexOf(level)) === wanted);
  return among.length === 0 ? never : one(labelsOf(subject, at), (labels) => `${what}_within(${labels}, ${set(among)})`);
}

function labelsOf(subject: LabelSubject, { row }: At): Line {
  switch (subject.kind) {
    case "target": case "source": return line("labels_of_target");
    case "row": return row ? line("labels_of_row(row)", ["row"]) : line("unknown_labels");
    case "flow": return line(`labels_through_${subject.via}`);
  }
}

function one(about: Line, text: (term: string) => string): Clauses {
  return [[line(text(about.text), about.uses)]];
}

/** What was found of a row; that it was not found is known only of a row that could be computed whole. */
function rowFact({ row }: At, wanted: boolean, test: string): Clauses {
  if (!row) return never;
  return [wanted ? [line(test, ["row"])] : [line("whole_row(row)", ["row"]), line(`not ${test}`, ["row"])]];
}

// An expression as an operand: names become arguments, rows, elements, facts, data and constants; calls become columns, terms and
// labels. What a comparison makes of a word is not known here.

import { unreachable } from "../../base/assert.js";
import { NAME_SHOWN_MAX } from "../../base/limits.js";
import { ruleEffects } from "../../words/effects.js";
import { statuses } from "../../words/manifest.js";
import type { Expression, Name } from "../syntax/ast.js";
import { readArithmetic } from "./arithmetic.js";
import { readFunctionField } from "./call.js";
import { listed } from "./compare.js";
import { readCondition } from "./condition.js";
import { findDefine, readArgumentOf, writtenOut } from "./define.js";
import { listFormula, readEach } from "./each.js";
import { fieldOf, readIndex } from "./field.js";
import { formula } from "./formula.js";
import { readCall } from "./function.js";
import { nameHint } from "./hint.js";
import { readHistory } from "./history.js";
import { readConstant, readLiteral, readMap, readSet } from "./literal.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import type { Operand, ValueOperand } from "./operand.js";
import { columnOperand, nameOf, operandOf } from "./operand.js";
import { deeper, placeNames, rowName, visible } from "./place.js";
import type { Local, Place } from "./place.js";
import { reportUnknown } from "./report.js";
import { decides, readData, readFact, readQualified } from "./root.js";
import { entryType, fits, itemType, together, typeText } from "./structure.js";
import type { Type } from "./structure.js";
import type { Span } from "../../base/span.js";

/** What an expression is. A name that means nothing by itself is a word: only a comparison can say whether it is one. */
export function readOperand(expression: Expression, above: Place): Operand {
  const place = deeper(above, expression.span);
  if (place === null) return { kind: "wrong", span: expression.span };
  switch (expression.kind) {
    case "string": case "number": case "boolean": return readLiteral(expression, place);
    case "set": return readSet(expression, place);
    case "map": return readMap(expression, place);
    case "name": return readName(expression.name, place);
    case "field": return readField(expression, place);
    case "index": return readIndex(expression, place);
    case "call": return readCall(expression, place);
    case "arithmetic": return readArithmetic(expression, place);
    case "history": return readHistory(expression, place);
    case "else": return readElse(expression, place);
    case "each": return readEach(expression, place);
    case "quantified": case "compare": case "matches": case "and": case "or": case "not":
      return { kind: "condition", condition: readCondition(expression, place), span: expression.span };
    default: return unreachable(expression);
  }
}

/** An expression that must be a value; null where it is not, and then that is reported, of a condition with this help. */
export function readValue(expression: Expression, place: Place, expected: string, ofCondition?: string): ValueOperand | null {
  const operand = readOperand(expression, place);
  return asValue(operand, place, expected, operand.kind === "condition" ? ofCondition : undefined);
}

/** Likewise, but a set or map of the text is a list or map as any other. */
export function readWhole(expression: Expression, place: Place, expected: string): ValueOperand | null {
  const operand = readOperand(expression, place);
  const [word] = operand.kind === "set" ? operand.words : [];
  if (word !== undefined) reportName(word, place);
  if (word !== undefined) return null;
  const of = operand.kind === "map" ? formula({ kind: "constant", value: { map: operand.entries } }, operand.type)
    : operand.kind === "set" ? listFormula([...operand.strings.map(({ text }) => text), ...operand.numbers]) : null;
  return asValue(of === null ? operand : operandOf(of, operand.span, place), place, expected);
}

function asValue(operand: Operand, place: Place, expected: string, help?: string): ValueOperand | null {
  if (operand.kind === "value") return operand;
  // Where only words are compared with a tool, its name is a string like any other elsewhere.
  if (operand.kind === "tool") return columnOperand({ kind: "tool", type: "string" }, operand.span);
  refuse(operand, place, expected, help);
  return null;
}

/** Reports an operand that is not what is expected; a word is a name that nothing declares. */
export function refuse(operand: Operand, place: Place, expected: string, help?: string): void {
  if (operand.kind === "word") reportName(operand.name, place);
  else if (operand.kind !== "wrong") place.report.add("check/wrong-type", operand.span, { expected, found: nameOf(operand) }, { help });
}

/** Names joined by dots, or null for anything else. */
export function dotted(expression: Expression): readonly Name[] | null {
  if (expression.kind === "name") return [expression.name];
  if (expression.kind !== "field") return null;
  const names: Name[] = [];
  let at: Expression = expression;
  for (; at.kind === "field"; at = at.of) names.push(at.field);
  return at.kind === "name" ? [at.name, ...names.reverse()] : null;
}

/** Says that something cannot be read here. */
export function notHere(what: string, span: Span, place: Place, help?: string): Operand {
  place.report.add("check/not-here", span, { what, place: placeNames[place.kind] }, { help });
  return { kind: "wrong", span };
}

/** Names that mean something with what stands behind them. */
const roots: ReadonlyMap<string, string> = new Map([
  ["time", "the time is read as `now`, as `local_time(\"Europe/Berlin\").hour`, and by `within` of histories"],
  ["principal", "it has `principal.id`, `principal.roles` and `principal.tenant`"],
  ["result", "what came back is known in histories, in `result ... when` of a tool, and in `from source where`"],
  ["source", "of a source there are `source.args.NAME`, `source.result.NAME` and `source.tool`"],
  ...["null", "nil", "none", "None", "undefined", "NULL", "Null"].map((name) => [name, "no value is null: whether one is there is asked with `present(args.x)`"] as const),
  ["sink", "the call's own arguments are `args.NAME`, its labels `trust(sink)`"],
]);

/** Says that a name means nothing here. */
function reportName(name: Name, place: Place): void {
  const { names } = place;
  const isStatus = place.kind === "counter" && statuses.some((status) => status === name.text);
  const help = isStatus ? `how a call ended stands behind the selector, without \`where\` or \`and\`: \`count(tool pay ${name.text})\`` : roots.get(name.text) ?? effectHint(name.text);
  const hint = help === undefined ? nameHint(name, place) : { help };
  if (hint !== undefined) {
    if (!place.report.lost.has(name.text)) place.report.add("check/unknown-name", name.span, { name: name.text }, hint);
    return;
  }
  if (place.hidden.includes(name.text)) {
    notHere(`\`${name.text}\``, name.span, { ...place, kind: "counter" }, "earlier calls are asked once for the whole call, not for each item: compare the item with what they had, as in `x in all(args.to of tool pay)`");
    return;
  }
  const elsewhere = declaredElsewhere(names.constants, name.text) ?? declaredElsewhere(names.data, name.text) ?? declaredElsewhere(names.defines, name.text);
  reportUnknown(place.report, "check/unknown-name", name, namesFor(place), elsewhere, name.text.length > NAME_SHOWN_MAX ? undefined : `a text stands in double quotes: \`"${name.text}"\``);
}

/** Of an effect that stands where a value does. */
function effectHint(text: string): string | undefined {
  return (ruleEffects as readonly string[]).includes(text) ? `a rule's effect stands in its first line; what else is to happen is a rule of its own: \`unary ${text} ...\`` : undefined;
}

/** Names that a value may be called by here. */
function* namesFor(place: Place): Iterable<string> {
  const { names, pack } = place;
  const row = rowName(place);
  yield* visible(place).flatMap((local) => [local.name, ...(local.key === null ? [] : [local.key])]);
  yield* place.body?.params.keys() ?? [];
  if (row !== null) yield row;
  for (const table of [names.constants, names.data, names.defines]) yield* seenNames<unknown>(names, table, pack);
  yield* ["op", "tool"];
  if (place.runtime !== null) yield* names.facts.get(place.runtime)?.keys() ?? [];
}

function readName(name: Name, place: Place): Operand {
  const { text, span } = name;
  const element = readElement(name, place);
  if (element !== null) return element;
  const argument = place.body?.params.get(text);
  if (argument !== undefined) return readArgumentOf(name, argument, place);
  if (text === rowName(place)) {
    place.read.add(text);
    return operandOf(formula({ kind: "row" }, "any"), span, place);
  }
  if (text === "op" || text === "tool") return place.kind === "tool" ? notHere(`\`${text}\``, span, place) : { kind: text, span };
  if (text === "args" || (text === "result" && place.result)) return readQualified([name], span, place) ?? { kind: "wrong", span };
  const constant = find(place.names, place.names.constants, place.pack, name, place.report);
  const isFact = place.runtime !== null && place.names.facts.get(place.runtime)?.has(text) === true;
  if (constant !== undefined && isFact) {
    place.report.add("check/shadowed-fact", span, { name: text, runtime: place.runtime ?? "" }, { also: { span: constant.name.span, label: "the constant" } });
    return { kind: "wrong", span };
  }
  if (constant !== undefined) return readConstant(constant, place, span);
  const data = find(place.names, place.names.data, place.pack, name, place.report);
  if (data !== undefined) return readData(data, span);
  const define = findDefine(name, place);
  if (define !== undefined) return writtenOut(define, [], span, place);
  if (isFact) return readFact(text, span, place);
  if (text !== "now") return { kind: "word", name, span };
  return decides(place) || place.kind === "counter" ? columnOperand({ kind: "time", type: "number" }, span) : notHere("`now`", span, place, "the time of a call is read in rules");
}

/** The element of a quantifier, or its key or position. */
function findElement(name: Name, place: Place): { readonly local: Local; readonly side: "value" | "key" } | null {
  for (const local of visible(place)) {
    if (local.name === name.text) return { local, side: "value" };
    if (local.key === name.text) return { local, side: "key" };
  }
  return null;
}

function readElement(name: Name, place: Place): Operand | null {
  const found = findElement(name, place);
  if (found === null) return null;
  const { local, side } = found;
  place.read.add(name.text);
  return operandOf(formula({ kind: "item", local, side }, side === "value" ? local.type : local.map === null ? "number" : "string"), name.span, place);
}

function readField(expression: Extract<Expression, { kind: "field" }>, place: Place): Operand {
  const names = dotted(expression);
  const [root] = names ?? [];
  if (names !== null && root !== undefined) {
    const read = isLocalName(root, place) ? null : readQualified(names, expression.span, place);
    if (read !== null) return read;
  }
  if (expression.of.kind === "call") {
    const read = readFunctionField(expression.of, expression.field, place);
    if (read !== null) return read;
  }
  return fieldOf(readOperand(expression.of, place), expression.field, expression.span, place);
}

/** Whether a name is of an element, a parameter or the row: nothing else is then looked for behind it. */
function isLocalName(name: Name, place: Place): boolean {
  return findElement(name, place) !== null || place.body?.params.has(name.text) === true || name.text === rowName(place);
}

/** A set of the text, as the list that stands in for one that is absent. */
function setAsList(set: Extract<Operand, { kind: "set" }>, left: ValueOperand, place: Place): ValueOperand | null {
  const [word] = set.words;
  const item = itemType(left.type);
  if (word !== undefined) reportName(word, place);
  else if (item === null) refuse(set, place, typeText(left.type));
  if (word !== undefined || item === null) return null;
  const list = listFormula([...set.strings.map(({ text }) => text), ...set.numbers]);
  const operand = operandOf(set.strings.length + set.numbers.length === 0 ? { ...list, type: { list: item } } : list, set.span, place);
  return operand.kind === "value" ? operand : null;
}

/** Whether what is written is `{}` in the place of a map or record: then it has no entries, as else it has no items. */
function isEmptyMap(written: Operand, type: Type): boolean {
  return written.kind === "set" && written.strings.length + written.numbers.length + written.words.length === 0 && type !== "any" && entryType(type) !== null;
}

function readElse(expression: Extract<Expression, { kind: "else" }>, place: Place): Operand {
  const first = readValue(expression.left, place, "a value before `else`");
  const written = readOperand(expression.right, place);
  // What may be a list or one of its items is a list where one stands in for it.
  if (first !== null && isEmptyMap(written, first.type)) {
    const none = formula({ kind: "constant", value: { map: [] } }, first.type);
    return operandOf(formula({ kind: "else", left: first.formula, right: none }, first.type), expression.span, place);
  }
  const left = first !== null && written.kind === "set" ? listed(first, place) : first;
  const right = left !== null && written.kind === "set" ? setAsList(written, left, place) : asValue(written, place, "a value behind `else`");
  if (left === null || right === null) return { kind: "wrong", span: expression.span };
  if (!fits(left.type, right.type)) {
    place.report.add("check/wrong-type", right.span, { expected: nameOf(left), found: nameOf(right) });
    return { kind: "wrong", span: expression.span };
  }
  const type = together([left.type, right.type]);
  return operandOf(formula({ kind: "else", left: left.formula, right: right.formula }, type), expression.span, place, left.form === right.form ? left.form : "plain");
}

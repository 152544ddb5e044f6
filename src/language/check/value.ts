// An expression as an operand: names become arguments, rows, elements, facts and constants; calls become columns and labels.
// What a comparison makes of a word is not known here.

import type { Column } from "../../words/column.js";
import { unreachable } from "../../base/assert.js";
import type { Span } from "../../base/span.js";
import type { Expression, Name } from "../syntax/ast.js";
import { readCondition } from "./condition.js";
import { readCall, readShell } from "./function.js";
import { readConstant, readLiteral, readSet } from "./literal.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import type { Operand, ValueOperand, ValueType } from "./operand.js";
import { nameOf } from "./operand.js";
import { deeper, placeNames } from "./place.js";
import type { Place } from "./place.js";
import { reportUnknown } from "./report.js";
import { profileFacts } from "./runtime.js";
import { readCount } from "./selector.js";
import { argumentType, columnType, together } from "./type.js";

/** What an expression is. A name that means nothing by itself is a word: only a comparison can say whether it is one. */
export function readOperand(expression: Expression, above: Place): Operand {
  const place = deeper(above, expression.span);
  if (place === null) return { kind: "wrong", span: expression.span };
  switch (expression.kind) {
    case "string": case "number": case "boolean": return readLiteral(expression, place);
    case "set": return readSet(expression, place);
    case "name": return readName(expression.name, place);
    case "field": return readField(expression, place);
    case "call": return readCall(expression, place);
    case "count": return readCount(expression, place);
    case "else": return readElse(expression, place);
    case "quantified": case "compare": case "matches": case "and": case "or": case "not":
      return { kind: "condition", condition: readCondition(expression, place), span: expression.span };
    default: return unreachable(expression);
  }
}

/** An expression that must be a value; null where it is not, and then that is reported. */
export function readValue(expression: Expression, place: Place, expected: string): ValueOperand | null {
  const operand = readOperand(expression, place);
  if (operand.kind === "value") return operand;
  refuse(operand, place, expected);
  return null;
}

/** Reports an operand that is not what is expected; a word is a name that nothing declares. */
export function refuse(operand: Operand, place: Place, expected: string): void {
  if (operand.kind === "word") reportName(operand.name, place);
  else if (operand.kind !== "wrong") place.report.add("check/wrong-type", operand.span, { expected, found: nameOf(operand) });
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

/** The column of an argument, its type that of the tools the place may mean; null where none of them has it. */
export function readArgument(names: readonly Name[], span: Span, place: Place): ValueOperand | null {
  const path = names.slice(1).map((name) => name.text);
  if (path.length === 0) {
    place.report.add("check/wrong-type", span, { expected: "one argument, as `args.path`", found: "all of `args`" });
    return null;
  }
  const types = place.tools.map((tool) => argumentType(tool, path)).filter((type) => type !== null);
  const type = types.length > 0 ? together(types) : place.anyArgs ? "any" : null;
  if (type === null) {
    const known = [...new Set(place.tools.flatMap((tool) => tool.params.map((param) => param.name.text)))];
    reportUnknown(place.report, "check/unknown-argument", { text: path.join("."), span }, known);
    return null;
  }
  return columnOperand({ kind: "arg", path, type }, span);
}

/** A column as an operand. */
export function columnOperand(column: Column, span: Span): ValueOperand {
  return { kind: "value", value: { kind: "column", column, span }, type: column.type, form: "plain", span };
}

/** Says that something cannot be read here. */
export function notHere(what: string, span: Span, place: Place, help?: string): Operand {
  place.report.add("check/not-here", span, { what, place: placeNames[place.kind] }, { help });
  return { kind: "wrong", span };
}

function readName(name: Name, place: Place): Operand {
  const { text, span } = name;
  const depth = place.locals.findIndex((local) => local.name === text);
  const local = place.locals[depth];
  if (local !== undefined) {
    place.read.add(text);
    return { kind: "value", value: { kind: "element", depth, span }, type: local.type, form: local.form, span };
  }
  if (text === place.row) {
    place.read.add(text);
    return { kind: "value", value: { kind: "row", span }, type: "any", form: "plain", span };
  }
  if (text === "op" || text === "tool") return place.kind === "tool" ? notHere(`\`${text}\``, span, place) : { kind: text, span };
  if (text === "args") {
    readArgument([name], span, place);
    return { kind: "wrong", span };
  }
  const constant = find(place.names, place.names.constants, place.pack, name, place.report);
  if (constant !== undefined && hasFact(place, text)) {
    place.report.add("check/shadowed-fact", span, { name: text, runtime: place.runtime ?? "" }, { also: { span: constant.name.span, label: "the constant" } });
    return { kind: "wrong", span };
  }
  if (constant !== undefined) return readConstant(constant, place, span);
  return place.runtime !== null && hasFact(place, text) ? readFact(text, span, place) : { kind: "word", name, span };
}

function readField(expression: Extract<Expression, { kind: "field" }>, place: Place): Operand {
  const { span } = expression;
  if (expression.of.kind === "call" && expression.of.function.text === "shell") return readShell(expression.of, expression.field, place);
  const names = dotted(expression);
  if (names === null) {
    const of = readOperand(expression.of, place);
    refuse(of, place, `something with a field \`${expression.field.text}\``);
    return { kind: "wrong", span };
  }
  if (names[0]?.text === "args") return readArgument(names, span, place) ?? { kind: "wrong", span };
  return readFact(names.map((name) => name.text).join("."), span, place);
}

/** A fact of the host rule's runtime. Dots are for facts and arguments alone. */
function readFact(name: string, span: Span, place: Place): Operand {
  const facts = place.runtime === null ? [] : profileFacts(place.names, place.runtime);
  const fact = facts.find((declared) => declared.name.text === name);
  if (fact === undefined || (place.kind !== "rule" && place.kind !== "scope")) {
    const declared = [...place.names.runtimes.keys()].find((runtime) => profileFacts(place.names, runtime).some((known) => known.name.text === name));
    if (declared !== undefined && place.runtime === null) return notHere(`the fact \`${name}\``, span, place, `facts of a runtime are read in its rules: \`host ${declared} ...\``);
    reportUnknown(place.report, "check/unknown-fact", { text: name, span }, facts.map((known) => known.name.text));
    return { kind: "wrong", span };
  }
  return columnOperand({ kind: "host", name, type: columnType(fact.type) }, span);
}

function hasFact(place: Place, name: string): boolean {
  return place.runtime !== null && profileFacts(place.names, place.runtime).some((fact) => fact.name.text === name);
}

function readElse(expression: Extract<Expression, { kind: "else" }>, place: Place): Operand {
  const left = readValue(expression.left, place, "a value before `else`");
  const right = readValue(expression.right, place, "a value behind `else`");
  if (left === null || right === null) return { kind: "wrong", span: expression.span };
  const type: ValueType = left.type === right.type ? left.type : "any";
  if (type === "any" && left.type !== "any" && right.type !== "any") {
    place.report.add("check/wrong-type", right.span, { expected: nameOf(left), found: nameOf(right) });
    return { kind: "wrong", span: expression.span };
  }
  const value = { kind: "else", left: left.value, right: right.value } as const;
  return { kind: "value", value, type, form: left.form === right.form ? left.form : "plain", span: expression.span };
}

/** Says that a name means nothing here. */
export function reportName(name: Name, place: Place): void {
  const { names } = place;
  const candidates = [
    ...place.locals.map((local) => local.name), ...(place.row === null ? [] : [place.row]), ...seenNames(names, names.constants, place.pack), "op", "tool",
    ...(place.runtime === null ? [] : profileFacts(names, place.runtime).map((fact) => fact.name.text)),
  ];
  reportUnknown(place.report, "check/unknown-name", name, candidates, declaredElsewhere(names.constants, name.text));
}

// What stands behind a value: a field of a record, an entry of a map. Arguments and results keep their paths, so that what is
// reached by dots is a column of its own; maps of the text and of external data are looked up.

import type { Span } from "../../base/span.js";
import type { Expression, Name } from "../syntax/ast.js";
import { shellCommand } from "../../words/functions.js";
import { listOf } from "./call.js";
import { formula } from "./formula.js";
import type { Formula } from "./formula.js";
import { reportNever } from "./never.js";
import { constantOperand, nameOf, operandOf } from "./operand.js";
import type { Operand, ValueForm, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { reportUnknown } from "./report.js";
import { readArgument } from "./root.js";
import { cellType, entryType, fieldNames, fieldType, fits, isPerhapsList, itemType } from "./structure.js";
import type { Type } from "./structure.js";
import { readOperand, readValue, refuse } from "./value.js";

/** A field of something. */
export function fieldOf(of: Operand, field: Name, span: Span, place: Place): Operand {
  if (of.kind === "map") {
    const entry = of.entries.find(([key]) => key === field.text);
    if (entry !== undefined) return constantOperand(entry[1], fieldType(of.type, field.text) ?? "any", span);
    return unknownField(field, of.entries.map(([key]) => key), span, place);
  }
  if (of.kind !== "value") {
    refuse(of, place, `something with a field \`${field.text}\``);
    return { kind: "wrong", span };
  }
  const type = fieldType(of.type, field.text);
  if (type !== null && of.formula.kind !== "row") return operandOf(fieldFormula(of.formula, field.text, type), span, place, fieldForm(of.type, field.text));
  if (typeof of.type === "object" && "record" in of.type) return unknownField(field, fieldNames(of.type), span, place);
  const help = itemType(of.type) !== null && of.type !== "any" ? `the fields of its items are read in \`some x in LIST (x.${field.text} == ...)\`` : undefined;
  place.report.add("check/wrong-type", of.span, { expected: `something with a field \`${field.text}\``, found: of.formula.kind === "row" ? "the row" : nameOf(of) }, { help });
  return { kind: "wrong", span };
}

/** `m[key]` */
export function readIndex({ of: written, key: inside, span }: Extract<Expression, { kind: "index" }>, place: Place): Operand {
  // Arguments whose names are no names.
  if (written.kind === "name" && written.name.text === "args" && inside.kind === "string") return readArgument([written.name, { text: inside.value, span: inside.span }], span, place) ?? { kind: "wrong", span };
  const of = readOperand(written, place);
  const key = readValue(inside, place, "a key");
  if (of.kind === "wrong" || key === null) return { kind: "wrong", span };
  if (of.kind === "map") return lookedUp({ kind: "entries", entries: of.entries }, entryType(of.type) ?? "any", key, span, place);
  if (of.kind !== "value") {
    refuse(of, place, "a map");
    return { kind: "wrong", span };
  }
  const item = of.formula.kind === "row" ? null : itemType(of.type);
  const { value } = key;
  if (item !== null && of.type !== "any" && fits(key.type, "number")) {
    if (value.kind === "number" && !(Number.isInteger(value.value) && value.value >= 0)) {
      place.report.add("check/wrong-type", inside.span, { expected: "the number of an item, from 0", found: `\`${value.value}\`` }, { help: "items count from 0; the last of a list is `LIST[size(LIST) - 1]`" });
      return { kind: "wrong", span };
    }
    return operandOf(formula({ kind: "apply", function: "[]", of: [isPerhapsList(of.type) ? listOf(of.formula) : of.formula, key.formula] }, item), span, place, of.form);
  }
  const type = entryType(of.type);
  if (type === null || of.formula.kind === "row") {
    const help = item !== null ? "the items of a list have numbers, from 0: `LIST[0]`; go through them with `some x in LIST (...)`, or ask with `has`" : of.type === "string" ? "the characters of a text are read as `first(x, 1)` and `last(x, 1)`" : undefined;
    place.report.add("check/wrong-type", of.span, { expected: "a map", found: of.formula.kind === "row" ? "the row" : nameOf(of) }, { help });
    return { kind: "wrong", span };
  }
  if (of.formula.kind === "column" && of.formula.column.kind === "data") return lookedUp({ kind: "data", name: of.formula.column.name }, type, key, span, place);
  if (value.kind === "string") return fieldOf(of, { text: value.value, span: inside.span }, span, place);
  if (!isKey(key, place)) return { kind: "wrong", span };
  return operandOf(formula({ kind: "apply", function: "[]", of: [of.formula, key.formula] }, type), span, place);
}

type Looked = Parameters<typeof formula>[0] & { readonly kind: "lookup" };

function lookedUp(table: Looked["table"], type: Type, key: ValueOperand, span: Span, place: Place): Operand {
  if (!isKey(key, place)) return { kind: "wrong", span };
  if (table.kind === "entries" && key.value.kind === "string") {
    const { value } = key.value;
    const entry = table.entries.find(([known]) => known === value);
    return entry === undefined ? unknownField({ text: value, span: key.span }, table.entries.map(([known]) => known), span, place) : constantOperand(entry[1], type, span);
  }
  if (table.kind === "entries") for (const [known] of table.entries) reportNever(key, known, { order: "==", part: "whole", ignoreCase: false }, key.span, place);
  return operandOf(formula({ kind: "lookup", table, key: key.formula }, type), span, place);
}

/** Keys are texts; a number is looked up by its JSON. */
function isKey(key: ValueOperand, place: Place): boolean {
  if (fits(key.type, "string") || fits(key.type, "number")) return true;
  refuse(key, place, "a string");
  return false;
}

function fieldFormula(of: Formula, name: string, type: Type): Formula {
  const column = of.kind === "column" || of.kind === "source" ? of.column : null;
  if (of.kind === "column" && column?.kind === "data") return formula({ kind: "lookup", table: { kind: "data", name: column.name }, key: formula({ kind: "literal", value: name }, "string") }, type);
  if ((of.kind === "column" || of.kind === "source") && (column?.kind === "arg" || column?.kind === "result")) {
    return formula({ kind: of.kind, column: { ...column, path: [...column.path, name], type: cellType(type) } }, type);
  }
  return formula({ kind: "field", of, name }, type);
}

/** Which extractor gives the same as a field of a shell's command. */
function fieldForm(type: Type, name: string): ValueForm {
  const isCommand = typeof type === "object" && "record" in type && typeof shellCommand === "object" && "record" in shellCommand && type.record === shellCommand.record;
  if (!isCommand) return "plain";
  switch (name) {
    case "reads": case "writes": case "deletes": case "connects": return `shell.${name}`;
    case "name": case "piped_from": case "piped_to": return "shell.runs";
    default: return "plain";
  }
}

function unknownField(field: Name, known: readonly string[], span: Span, place: Place): Operand {
  reportUnknown(place.report, "check/unknown-field", field, known);
  return { kind: "wrong", span };
}

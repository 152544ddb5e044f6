// The tables of functions, extractors and facts of the kernel -> a column of each, and conditions that ask one of them for a value of
// its type, so that each is true of some views, false of some and unknown of some. Knows no policy.

import fc from "fast-check";
import type { Condition, Order, Value } from "../../src/language/check/policy.js";
import { extractors } from "../../src/words/column.js";
import type { Column, ColumnType, Extractor, RowColumn } from "../../src/words/column.js";
import { functions } from "../../src/words/functions.js";
import type { FunctionName, FunctionRow, TypeText } from "../../src/words/functions.js";
import type { Term } from "../../src/words/term.js";
import { exactNumbers, words } from "./view.js";

/** What a condition asks, by the name that its spread is counted under. */
export interface Fact {
  readonly name: string;
  readonly of: { readonly kind: "column"; readonly column: Column } | { readonly kind: "row-column"; readonly column: RowColumn };
  readonly type: ColumnType;
}

const span = { file: "fuzz.policy", start: 0, end: 0 };
const rows: Readonly<Record<string, FunctionRow>> = functions;
/** What must be written out: of a function that is not here, a zone. */
const written: Readonly<Record<string, string>> = { found: "a+b?", in_network: "10.0.0.0/8", sql: "postgresql" };
const names = Object.keys(functions).filter((name): name is FunctionName => name in functions && rows[name]?.internal !== true);
const extractorNames = Object.keys(extractors).filter((name): name is Extractor => name in extractors);

/** Of every function, extractor and fact of the kernel one; of `told`, `called` and `unopened` of a row too. */
export const facts: readonly Fact[] = [
  ...names.flatMap((name) => typesOf(rows[name]?.gives ?? "any").map((type): Fact => fact(name, { kind: "term", term: callOf(name), type }))),
  // A list as text is seldom known whole, and no word.
  fact("text", { kind: "term", term: { kind: "apply", function: "text", of: [{ kind: "column", column: { kind: "arg", path: ["path"], type: "any" } }] }, type: "string" }),
  ...extractorNames.map((name): Fact => fact(name, { kind: "extract", extractor: name, path: ["path"], type: extractors[name] })),
  fact("asked", { kind: "asked", act: "payment", type: "boolean" }), fact("asked, more", { kind: "asked", act: "payment", more: true, type: "boolean" }), fact("delegated", { kind: "delegated", act: "payment", type: "boolean" }),
  fact("count", { kind: "count", counter: 0, key: "count(0)", type: "number" }), fact("repeats", { kind: "repeats", type: "number" }), fact("alternates", { kind: "alternates", type: "number" }),
  fact("approved", { kind: "approved", type: "boolean" }), fact("changed", { kind: "changed", type: "boolean" }), fact("tool", { kind: "tool", type: "string" }), fact("now", { kind: "time", type: "number" }),
  fact("approvers", { kind: "approvers", scope: "sink", session: false, field: "by", type: "strings" }), fact("history", { kind: "history", history: 0, key: "history(0)", type: "number" }),
  fact("principal.id", { kind: "principal", field: "id", type: "string" }), fact("principal.roles", { kind: "principal", field: "roles", type: "strings" }), fact("data", { kind: "data", name: "fuzz.known", type: "strings" }),
  { name: "told", of: { kind: "row-column", column: { kind: "term", term: { kind: "told" }, type: "boolean" } }, type: "boolean" },
  { name: "called", of: { kind: "row-column", column: { kind: "term", term: { kind: "called" }, type: "boolean" } }, type: "boolean" },
  { name: "unopened of a row", of: { kind: "row-column", column: { kind: "term", term: { kind: "apply", function: "unopened", of: [{ kind: "row" }] }, type: "strings" } }, type: "strings" },
];

const orders: readonly Order[] = ["==", "!=", "<", "<=", ">", ">="];
const text = fc.constantFrom(...words).map((value): Value => ({ kind: "string", value }));
const number = fc.constantFrom(...exactNumbers).map((value): Value => ({ kind: "number", value }));

/** One of them, asked for a value of its type; lists twice as often, as few of them have what they are asked for. */
export const arbitraryAsked: fc.Arbitrary<Condition> = fc.constantFrom(...facts, ...facts.filter(({ type }) => type === "strings")).chain(({ of, type }) => {
  const value: Value = { ...of, span };
  switch (type) {
    case "boolean": return fc.constant<Condition>({ kind: "truth", value, span });
    case "number": return compared(value, orders, number);
    case "string": return compared(value, ["==", "!="], text);
    case "strings": return among(value, text);
    case "numbers": return among(value, number);
    case "any": return fc.oneof(oneOf(value), oneOf(value), compared(value, orders, fc.oneof(text, number)), among(value, text));
  }
});

/** The fact that a condition asks for a value, and no other: null where it asks something else. */
export function askedBy(condition: Condition): Fact | null {
  const value = condition.kind === "truth" || condition.kind === "in" ? condition.value : condition.kind === "compare" ? condition.left : condition.kind === "has" || condition.kind === "quantified" ? condition.list : null;
  if (value === null || (value.kind !== "column" && value.kind !== "row-column")) return null;
  return facts.find(({ of }) => of.kind === value.kind && of.column === value.column) ?? null;
}

function compared(left: Value, orders: readonly Order[], right: fc.Arbitrary<Value>): fc.Arbitrary<Condition> {
  return fc.record({ kind: fc.constant("compare" as const), order: fc.constantFrom(...orders), left: fc.constant(left), right, span: fc.constant(span) });
}

function oneOf(value: Value): fc.Arbitrary<Condition> {
  return fc.record({ kind: fc.constant("in" as const), value: fc.constant(value), strings: fc.uniqueArray(fc.constantFrom(...words), { minLength: 4, maxLength: 8 }), numbers: fc.uniqueArray(fc.constantFrom(...exactNumbers), { minLength: 2, maxLength: 4 }), span: fc.constant(span) });
}

/** A list has it, or one or all of its items are it, or are not. */
function among(list: Value, item: fc.Arbitrary<Value>): fc.Arbitrary<Condition> {
  const element: Value = { kind: "element", depth: 0, span };
  return fc.oneof(
    item.map((one): Condition => ({ kind: "has", list, item: one, span })),
    fc.record({ kind: fc.constant("quantified" as const), all: fc.boolean(), list: fc.constant(list), condition: compared(element, ["==", "!="], item), span: fc.constant(span) }));
}

function fact(name: string, column: Column): Fact {
  return { name, of: { kind: "column", column }, type: column.type };
}

/** The function of arguments, and of what must be written out. */
function callOf(name: FunctionName): Term {
  const { params = [], literals = [] } = rows[name] ?? {};
  const argument = (type: TypeText, at: number): Term =>
    literals.includes(at) ? { kind: "literal", value: written[name] ?? "Europe/Berlin" } : { kind: "column", column: { kind: "arg", path: [type === "number" ? "n" : type === "string" ? "path" : "list"], type: "any" } };
  return { kind: "apply", function: name, of: params.map(argument) };
}

/** What may give anything is asked for texts too, of which less would come otherwise. */
function typesOf(gives: TypeText): readonly ColumnType[] {
  if (gives === "string" || gives === "number" || gives === "boolean") return [gives];
  if (typeof gives === "object" && "list" in gives && gives.list === "string") return ["strings"];
  return ["any", "string"];
}

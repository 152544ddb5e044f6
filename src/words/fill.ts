// A column that an OPA host may leave out, and what fills it then from the host's own data: external data itself, whether a list of it
// has what stands in the view, and what a map of it has for that. Other terms only the kernel computes.
// Knows no engine: the module's JSON door and the Rego do as it is said here, and docs/rego.md says it to people.

import { columnPath } from "./column.js";
import type { Column, RowColumn } from "./column.js";
import type { DataEntry, Manifest } from "./manifest.js";
import type { Term } from "./term.js";

/** What a list is asked for, or a map: what stands at a path of the view, the row's value, or a text. */
export type Operand =
  | { readonly kind: "path"; readonly path: readonly string[] }
  | { readonly kind: "row" }
  | { readonly kind: "text"; readonly text: string };

/** How a column is filled. `data["pack"].name` is where the host has it. */
export interface Fill {
  readonly kind: "data" | "member" | "lookup";
  readonly pack: string;
  readonly name: string;
  readonly entry: DataEntry;
  /** None where the data itself is the value. */
  readonly operand: Operand | null;
}

/** How a column or row column is filled where a view leaves it out; null where it is not. */
export function fillOf(column: Column | RowColumn, { data }: Pick<Manifest, "data">): Fill | null {
  switch (column.kind) {
    case "data": return filled("data", column.name, null, data);
    case "term": return fillOfTerm(column.term, data);
    default: return null;
  }
}

function fillOfTerm(term: Term, data: readonly DataEntry[]): Fill | null {
  if (term.kind === "member") return withOperand("member", term.data, term.of, data);
  return term.kind === "lookup" && term.table.kind === "data" ? withOperand("lookup", term.table.name, term.key, data) : null;
}

function withOperand(kind: "member" | "lookup", name: string, of: Term, data: readonly DataEntry[]): Fill | null {
  const operand = operandOf(of);
  return operand === null ? null : filled(kind, name, operand, data);
}

function filled(kind: Fill["kind"], name: string, operand: Operand | null, data: readonly DataEntry[]): Fill | null {
  const entry = data.find((each) => each.name === name);
  const dot = name.lastIndexOf(".");
  return entry === undefined ? null : { kind, pack: name.slice(0, dot), name: name.slice(dot + 1), entry, operand };
}

/** What stands in the view as it is: the kernel computes nothing of it. */
function operandOf(term: Term): Operand | null {
  if (term.kind === "row") return { kind: "row" };
  if (term.kind === "literal") return typeof term.value === "string" ? { kind: "text", text: term.value } : null;
  if (term.kind !== "column") return null;
  const { column } = term;
  return column.kind === "arg" || column.kind === "host" || column.kind === "principal" || column.kind === "time" ? { kind: "path", path: columnPath(column) } : null;
}

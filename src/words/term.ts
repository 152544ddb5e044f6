// Terms: values that the kernel computes before a rule is asked, as trees. A column, a row column or the value of a history may
// be one. Total and pure: absent in gives absent out, unknown in gives unknown out, and what a function has no answer for is
// unknown. What each function does is `extract/apply`; which there are is `functions.ts`.

import { columnKey } from "./column.js";
import type { Column, Extractor } from "./column.js";
import type { FunctionName } from "./functions.js";

/** A scalar as it stands in a text. */
export type Scalar = string | number | boolean;

/** What a text writes out: a scalar, a list, or a map, its entries sorted by key. */
export type Constant = Scalar | { readonly list: readonly Constant[] } | { readonly map: readonly (readonly [key: string, value: Constant])[] };

/** A tree of functions over what a view's columns are made of. */
export type Term =
  | { readonly kind: "literal"; readonly value: Scalar }
  /** A list or map of the text. */
  | { readonly kind: "constant"; readonly value: Exclude<Constant, Scalar> }
  /** Never a column of kind `term`. Records and maps below it are whole here, which no cell can be. */
  | { readonly kind: "column"; readonly column: Column }
  /** Row columns alone: the row's value. */
  | { readonly kind: "row" }
  /** Row columns alone: whether a text that is not the user's tells somebody to do this with the row's value. */
  | { readonly kind: "told" }
  /** Row columns alone: whether the user called the author of the record in which the row's value stands by a part of his name. */
  | { readonly kind: "called" }
  /** The item that an `each` around it is at; depth 0 is the innermost. */
  | { readonly kind: "item"; readonly depth: number }
  /** Its number in the list that this `each` goes through, from 0. */
  | { readonly kind: "position"; readonly depth: number }
  /** A field of a record or of a map: absent where it has none. */
  | { readonly kind: "field"; readonly of: Term; readonly name: string }
  | { readonly kind: "apply"; readonly function: FunctionName | Extractor; readonly of: readonly Term[] }
  /**
   * The body for each item of a list, in order; an absent body is an unknown item. What is no list is unknown. With `where`, only items
   * of which that is true; one of which it is neither true nor false is left out, and the list is open.
   */
  | { readonly kind: "each"; readonly list: Term; readonly body: Term; readonly where?: Term }
  /** What a map has for a key: absent where it has none, or the key is absent. Keys are texts; a number is looked up by its JSON. */
  | { readonly kind: "lookup"; readonly table: Table; readonly key: Term }
  /** Whether a set of external data has a value. */
  | { readonly kind: "member"; readonly data: string; readonly of: Term }
  /** The left one where it is not absent. */
  | { readonly kind: "else"; readonly left: Term; readonly right: Term };

/** A map: written in the text (entries sorted by key), or external data by its name (`pack.name`). */
export type Table =
  | { readonly kind: "entries"; readonly entries: readonly (readonly [key: string, value: Constant])[] }
  | { readonly kind: "data"; readonly name: string };

/** The canonical text of a term. INVARIANT: no two terms have the same. */
export function termKey(term: Term): string {
  switch (term.kind) {
    case "literal": return JSON.stringify(term.value);
    case "constant": return `constant ${JSON.stringify(term.value)}`;
    case "column": return columnKey(term.column);
    case "row": return "row";
    case "told": return "told(row)";
    case "called": return "called(row)";
    case "item": case "position": return `${term.kind}${term.depth}`;
    case "field": return `${termKey(term.of)}.${JSON.stringify(term.name)}`;
    case "apply": return `${term.function}(${term.of.map(termKey).join(", ")})`;
    case "each": return `each(${termKey(term.list)}${term.where === undefined ? "" : ` where ${termKey(term.where)}`}: ${termKey(term.body)})`;
    case "lookup": return `lookup(${term.table.kind === "data" ? `data ${term.table.name}` : JSON.stringify(term.table.entries)}, ${termKey(term.key)})`;
    case "member": return `member(data ${term.data}, ${termKey(term.of)})`;
    case "else": return `(${termKey(term.left)} else ${termKey(term.right)})`;
  }
}

/** Every column that a term reads, those of its history queries not looked into. */
export function termColumns(term: Term): readonly Column[] {
  return term.kind === "column" ? [term.column] : partsOf(term).flatMap(termColumns);
}

/** The terms that a term is made of. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case "literal": case "constant": case "column": case "row": case "told": case "called": case "item": case "position": return [];
    case "field": case "member": return [term.of];
    case "apply": return term.of;
    case "each": return [term.list, ...insideOf(term)];
    case "lookup": return [term.key];
    case "else": return [term.left, term.right];
  }
}

/** What stands inside an `each`, where its item can be read. */
export function insideOf({ body, where }: Extract<Term, { readonly kind: "each" }>): readonly Term[] {
  return where === undefined ? [body] : [body, where];
}

/** The terms that a term is made of, and the term that a column it reads stands for. */
function below(term: Term): readonly Term[] {
  return term.kind === "column" && (term.column.kind === "term" || term.column.kind === "sources") ? [term.column.term] : partsOf(term);
}

/** Whether a term asks of its row whether it was told, or whether its author was called. */
export function asksOfRow(term: Term, fact: "told" | "called"): boolean {
  return term.kind === fact || below(term).some((part) => asksOfRow(part, fact));
}

/** Whether a term applies a function. */
export function applies(term: Term, name: FunctionName): boolean {
  return (term.kind === "apply" && term.function === name) || below(term).some((part) => applies(part, name));
}

/** The acts that a term asks of something. */
export function actsAskedOf(term: Term): readonly string[] {
  const [act] = term.kind === "apply" && term.function === "asked_of" ? term.of : [];
  const own = act?.kind === "literal" && typeof act.value === "string" ? [act.value] : [];
  return [...own, ...below(term).flatMap(actsAskedOf)];
}

/** What a term gives: like a cell, but records and maps are whole. `undefined` is absent, `null` unknown. */
export type TermValue = undefined | null | Scalar | TermList | TermRecord;
/** A list; `open` when there may be more than are known. */
export interface TermList {
  readonly items: readonly TermValue[];
  readonly open: boolean;
  /** How many of its unknown items are JSON's `null`, where it has some: no value of the language, but no text either. */
  readonly nulls?: number;
}
/** A record or a map. */
export interface TermRecord {
  readonly fields: ReadonlyMap<string, TermValue>;
  /** As of a list. */
  readonly nulls?: number;
}

/** Where a term's leaves come from. */
export interface Leaves {
  readonly column: (column: Column) => TermValue;
  /** The row's value; unknown where there is no row. */
  readonly row: TermValue;
  /** Whether the row's value was told, and its author called; unknown where that is not said. */
  readonly told?: boolean | null;
  readonly called?: boolean | null;
  /** Whether somebody gave or opened an address, as a text writes it; unknown where that is not said. */
  readonly opened?: (address: string) => boolean | null;
  /** Whether the user said a text, whole and by itself; unknown where that is not said. */
  readonly said?: (text: string) => boolean | null;
  /** Whether the user asked for an act of what a text says; unknown where that is not said. */
  readonly meant?: (act: string, text: string) => boolean | null;
  /** Whether a stranger's words lie at a path; unknown where that is not said. */
  readonly planted?: (path: string) => boolean | null;
  /** External data by its name (`pack.name`). */
  readonly data: (name: string) => TermValue;
}

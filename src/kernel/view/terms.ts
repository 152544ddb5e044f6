// The terms of a bundle, made ready for evaluation once: each distinct column that a term reads has a number, and what several terms
// compute alike is a column of its own, so that one call's shell text or SQL is read once. Made per bundle and never written to.

import { columnKey, type Column } from "../../words/column.js";
import { applies, insideOf, partsOf, termColumns, termKey, type Term } from "../../words/term.js";

/** The columns that are asked for and that terms read, each once, by number. */
export interface Leafage {
  /** Those whose values are worth keeping while a call is looked at. */
  readonly numbers: ReadonlyMap<Column, number>;
  readonly columns: readonly Column[];
  /** Which of them depend on the call alone, and not on what the session remembers. */
  readonly steady: readonly boolean[];
}

/** Terms in which common parts are columns, by the same indexes. */
export function shareParts(terms: readonly Term[]): readonly Term[] {
  const counts = new Map<string, number>();
  for (const term of terms) tally(term, counts);
  const shared = new Map<string, Column>();
  return terms.map((term) => rewrite(term, counts, shared));
}

/** Numbers the columns that are asked for, and those that terms read. */
export function leafageOf(asked: readonly Column[], terms: readonly Term[]): Leafage {
  const numbers = new Map<Column, number>();
  const byKey = new Map<string, number>();
  const columns: Column[] = [];
  const seen = new Set<Column>();
  const note = (column: Column): void => {
    if (seen.has(column)) return;
    seen.add(column);
    // What two columns of one key differ in is the type they are read as; a leaf has its value whole.
    const key = columnKey(column);
    const number = byKey.get(key) ?? columns.push(column) - 1;
    byKey.set(key, number);
    if (isDear(column)) numbers.set(column, number);
    if (column.kind === "term" || column.kind === "sources") termColumns(column.term).forEach(note);
  };
  asked.forEach(note);
  for (const term of terms) termColumns(term).forEach(note);
  return { numbers, columns, steady: columns.map(isSteady) };
}

/** Parts that need nothing around them, and are worth remembering. */
function isShareable(term: Term): boolean {
  return term.kind === "apply" && isClosed(term, 0);
}

function tally(term: Term, counts: Map<string, number>): void {
  if (isShareable(term)) {
    const key = termKey(term);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    // Its own parts were counted when it was met first.
    if (count > 0) return;
  }
  for (const part of partsOf(term)) tally(part, counts);
}

function rewrite(term: Term, counts: ReadonlyMap<string, number>, shared: Map<string, Column>): Term {
  const key = isShareable(term) ? termKey(term) : "";
  if ((counts.get(key) ?? 0) < 2) return rewriteParts(term, (part) => rewrite(part, counts, shared));
  let column = shared.get(key);
  if (column === undefined) {
    column = { kind: "term", term: rewriteParts(term, (part) => rewrite(part, counts, shared)), type: "any" };
    shared.set(key, column);
  }
  return { kind: "column", column };
}

function rewriteParts(term: Term, next: (part: Term) => Term): Term {
  switch (term.kind) {
    case "literal": case "constant": case "column": case "row": case "told": case "called": case "item": case "position": return term;
    case "field": case "member": return { ...term, of: next(term.of) };
    case "apply": return { ...term, of: term.of.map(next) };
    case "each": return { ...term, list: next(term.list), body: next(term.body), ...(term.where === undefined ? {} : { where: next(term.where) }) };
    case "lookup": return { ...term, key: next(term.key) };
    case "else": return { ...term, left: next(term.left), right: next(term.right) };
  }
}

/** Whether neither a row nor an item of a list around it stands in a term. */
function isClosed(term: Term, depth: number): boolean {
  switch (term.kind) {
    case "row": case "told": case "called": return false;
    case "item": case "position": return term.depth < depth;
    case "each": return isClosed(term.list, depth) && insideOf(term).every((part) => isClosed(part, depth + 1));
    default: return partsOf(term).every((part) => isClosed(part, depth));
  }
}

/** What takes more to work out than to remember. */
function isDear({ kind }: Column): boolean {
  return kind === "arg" || kind === "extract" || kind === "result" || kind === "host" || kind === "term" || kind === "history" || kind === "sources";
}

function isSteady(column: Column): boolean {
  switch (column.kind) {
    case "arg": case "extract": case "tool": case "result": case "data": return true;
    case "term": return termColumns(column.term).every(isSteady) && !readsSession(column.term);
    default: return false;
  }
}

/** `realpath` looks into what the runtime says, `unopened` into what was opened, `unsaid` and `asked_of` into the user's words, `planted` into what lies at paths. */
function readsSession(term: Term): boolean {
  return applies(term, "realpath") || applies(term, "unopened") || applies(term, "unsaid") || applies(term, "planted") || applies(term, "asked_of");
}

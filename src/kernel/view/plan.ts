// What a bundle demands, sorted for the kernel once: which columns each question reads, which tables turn names into numbers, which
// terms are computed of what. Made per bundle (and its data) and never written to.

import type { Column, RowColumn } from "../../words/column.js";
import type { ActEntry, HistoryEntry, Manifest } from "../../words/manifest.js";
import { termColumns, type Term, type TermValue } from "../../words/term.js";
import type { Question } from "../../words/view.js";
import { finders, type Patterns } from "../../extract/spans.js";
import { dataOf, type Data } from "../facts/data.js";
import { queriesOf, readsResult, type Queries } from "../facts/query.js";
import type { Wants } from "../graph/graph.js";
import { leafageOf, shareParts, type Leafage } from "./terms.js";

/** A column with its place in views. */
export interface PlacedColumn {
  readonly number: number;
  readonly column: Column;
}

/** A list of what the sources of a rule were, for its sink to look at. */
export interface SourcesColumn {
  /** Its number in the leafage. */
  readonly leaf: number;
  readonly term: Term;
  /** The rule, and its source pattern. */
  readonly rule: Manifest["rules"][number];
  readonly source: number;
}

/** The plan of a bundle. */
export interface Plan {
  readonly manifest: Manifest;
  readonly tools: ReadonlyMap<string, number>;
  /** Columns over arguments, by question. */
  readonly argumentColumns: Readonly<Record<Question, readonly PlacedColumn[]>>;
  /** Columns over what the session remembers, and over terms, by question. */
  readonly factColumns: Readonly<Record<Question, readonly PlacedColumn[]>>;
  /** Those of `bind` that read what the call gave: none where it is asked but once. */
  readonly resultColumns: readonly PlacedColumn[];
  readonly rowColumns: readonly RowColumn[];
  readonly wants: Wants;
  /** Acts whose asking some column reads. */
  readonly acts: readonly ActEntry[];
  readonly repeats: boolean;
  readonly approved: boolean;
  readonly queries: Queries;
  readonly leafage: Leafage;
  readonly patterns: Patterns;
  readonly data: ReadonlyMap<string, TermValue>;
  readonly sources: readonly SourcesColumn[];
  /** Whether anything reads what calls give. */
  readonly results: boolean;
  /** Whether anything of a call is computed when it has finished, from its arguments. */
  readonly late: boolean;
}

/** The plan of a manifest, with the bundle's external data by package and name. */
export function planOf(given: Manifest, data: Data = {}): Plan {
  const { manifest, leafage } = prepared(given);
  const { demand, histories } = manifest;
  const placed = demand.columns.map((column, number) => ({ number, column }));
  const columns = (question: Question, argument: boolean): readonly PlacedColumn[] =>
    placed.filter(({ column }, number) => isArgument(column) === argument && demand.columns[number]?.for.includes(question) === true);
  const byQuestion = (argument: boolean): Record<Question, readonly PlacedColumn[]> =>
    ({ bind: columns("bind", argument), mark: columns("mark", argument), decide: columns("decide", argument) });
  const kinds = new Set(leafage.columns.map((column) => column.kind));
  const asked = new Set(leafage.columns.flatMap((column) => (column.kind === "asked" ? [column.act] : [])));
  const factColumns = byQuestion(false);
  const resultColumns = factColumns.bind.filter(({ column }) => isOfResult(column));
  const sources = leafage.columns.flatMap((column, leaf) => (column.kind === "sources" ? sourcesColumn(manifest, column.rule, column.term, leaf) : []));
  return {
    manifest,
    tools: new Map(manifest.tools.map((tool, number) => [tool.name, number])),
    argumentColumns: byQuestion(true),
    factColumns, resultColumns,
    rowColumns: demand.rowColumns,
    wants: { value: demand.edges.value || demand.edges.declared, provenance: demand.provenance, sources: manifest.sources, listed: new Set(sources.map(({ source }) => source)) },
    acts: manifest.acts.filter((act) => asked.has(act.name)),
    repeats: kinds.has("repeats"),
    approved: kinds.has("approved") || kinds.has("approvers"),
    queries: queriesOf(manifest),
    leafage,
    patterns: finders(manifest.patterns),
    data: dataOf(manifest.data, data),
    sources,
    results: kinds.has("result"),
    late: resultColumns.length > 0 || sources.length > 0 || factColumns.mark.some(({ column }) => column.kind === "term") || histories.some((entry) => termsOf(entry).some(readsResult)),
  };
}

function isArgument(column: Column): boolean {
  return column.kind === "arg" || column.kind === "extract";
}

function isOfResult(column: Column): boolean {
  return column.kind === "result" || (column.kind === "term" && termColumns(column.term).some(isOfResult));
}

function sourcesColumn({ rules }: Manifest, id: string, term: Term, leaf: number): readonly SourcesColumn[] {
  const rule = rules.find((each) => each.id === id);
  return rule?.source === undefined ? [] : [{ leaf, term, rule, source: rule.source }];
}

function termsOf({ value, join }: HistoryEntry): readonly Term[] {
  return [...(value === null ? [] : [value]), ...join.flatMap(({ theirs, ours }) => [theirs, ours])];
}

/** The manifest with its terms made ready, so that common parts are computed once. */
function prepared(manifest: Manifest): { readonly manifest: Manifest; readonly leafage: Leafage } {
  const { demand, histories } = manifest;
  const own = demand.columns.flatMap((column) => (column.kind === "term" || column.kind === "sources" ? [column.term] : []));
  const ofRows = demand.rowColumns.flatMap((column) => (column.kind === "term" ? [column.term] : []));
  const terms = shareParts([...own, ...ofRows, ...histories.flatMap(termsOf)]);
  const left = [...terms];
  const take = (term: Term): Term => left.shift() ?? term;
  const columns = demand.columns.map((column) => (column.kind === "term" || column.kind === "sources" ? { ...column, term: take(column.term) } : column));
  const rowColumns = demand.rowColumns.map((column) => (column.kind === "term" ? { ...column, term: take(column.term) } : column));
  const queries = histories.map((entry) => ({
    ...entry,
    value: entry.value === null ? null : take(entry.value),
    join: entry.join.map(({ theirs, ours }) => ({ theirs: take(theirs), ours: take(ours) })),
  }));
  return { manifest: { ...manifest, demand: { ...demand, columns, rowColumns }, histories: queries }, leafage: leafageOf(columns, terms) };
}

// What a bundle demands, sorted for the kernel once: which columns each question reads, which tables turn names into numbers, which
// terms are computed of what. Made per bundle (and its data) and never written to.

import type { Cell } from "../../words/cell.js";
import { DELEGATION, type Column, type RowColumn } from "../../words/column.js";
import { historyTerms, loweringTools, markWords, type Join, type Manifest } from "../../words/manifest.js";
import { actsAskedOf, applies, asksOfRow, termColumns, type Term, type TermValue } from "../../words/term.js";
import { questions, type Question } from "../../words/view.js";
import { programsOf, type Programs } from "../../extract/shell/programs.js";
import { finders, type Patterns } from "../../extract/spans.js";
import { phrasesOf } from "../../extract/lexicon.js";
import type { Asks } from "../facts/asked.js";
import type { Hands } from "../facts/delegated.js";
import { dataOf, type Data } from "../facts/data.js";
import { queriesOf, readsResult, type Queries } from "../facts/query.js";
import type { Wants } from "../graph/graph.js";
import { identitiesOf, type Identities } from "../registry/row.js";
import { actWords } from "./acts.js";
import { describe, type Described } from "./leaves.js";
import { roles } from "../../words/provenance.js";
import { leafageOf, shareParts, type Leafage } from "./terms.js";

/** A column with its place in views. */
export interface PlacedColumn {
  readonly number: number;
  readonly column: Column;
}

/** A column over arguments. */
export interface ArgumentColumn {
  readonly number: number;
  readonly column: Extract<Column, { readonly kind: "arg" | "extract" }>;
  /** Bits of the questions that it is for. */
  readonly asked: number;
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
  /** By the numbers of tools, how their arguments are described. */
  readonly described: readonly Described[];
  /** Columns over arguments, by the argument that they are of. */
  readonly byArgument: ReadonlyMap<string, readonly ArgumentColumn[]>;
  /** The cells of a question where there is no argument: absent those over arguments, the others unknown. */
  readonly absents: Readonly<Record<Question, readonly Cell[]>>;
  /** An unknown cell for each column. */
  readonly unknowns: readonly Cell[];
  /** Columns over what the session remembers, and over terms, by question. */
  readonly factColumns: Readonly<Record<Question, readonly PlacedColumn[]>>;
  /** Those of `bind` that read what the call gave: none where it is asked but once. */
  readonly resultColumns: readonly PlacedColumn[];
  readonly rowColumns: readonly (RowColumn & { readonly bits: number })[];
  /** Whether any row column is a term. */
  readonly rowTerms: boolean;
  readonly wants: Wants;
  /** Acts whose asking some column reads. */
  readonly asks: Asks;
  /** Acts of which some term asks of what the user asked for them. */
  readonly meant: Asks["acts"];
  /** Acts that some column asks of sources which the user named; null where none does. */
  readonly hands: Hands | null;
  /** Whether some rule asks of a row whom the user called. */
  readonly calls: boolean;
  readonly repeats: boolean;
  readonly approved: boolean;
  /** Whether a rule asks if tools changed. */
  readonly pins: boolean;
  /** Whether some rule asks which addresses were given or opened. */
  readonly opens: boolean;
  /** Whether the bundle binds what lowers a label. */
  readonly lowers: boolean;
  readonly queries: Queries;
  /** The bits, unknown alone, of the counters that hear the user's messages; null where none does. */
  readonly heard: Uint32Array | null;
  readonly leafage: Leafage;
  readonly identities: Identities;
  readonly patterns: Patterns;
  readonly programs: Programs;
  readonly data: ReadonlyMap<string, TermValue>;
  readonly sources: readonly SourcesColumn[];
  /** Whether anything reads what calls give. */
  readonly results: boolean;
  /** Whether anything of a call is computed when it has finished, from its arguments. */
  readonly late: boolean;
  /** Whether, when it has finished, something is asked of it that needs no arguments: which tool it was of, what it gave. */
  readonly named: boolean;
}

/** The bit of a question. */
export function questionBit(question: Question): number {
  return 1 << questions.indexOf(question);
}

/** The plan of a manifest, with the bundle's external data by package and name. */
export function planOf(given: Manifest, data: Data = {}): Plan {
  const { manifest, leafage } = prepared(given);
  const { demand, histories } = manifest;
  const programs = programsOf(manifest.executables ?? []);
  const placed = demand.columns.map((column, number) => ({ number, column }));
  const facts = (question: Question): readonly PlacedColumn[] => placed.filter(({ column }, number) => !isArgument(column) && demand.columns[number]?.for.includes(question) === true);
  const absents = (question: Question): readonly Cell[] => demand.columns.map((column) => (isArgument(column) && column.path.length > 0 && column.for.includes(question) ? undefined : null));
  const kinds = new Set(leafage.columns.map((column) => column.kind));
  const factColumns = { bind: facts("bind"), mark: facts("mark"), decide: facts("decide") };
  const resultColumns = factColumns.bind.filter(({ column }) => isOfResult(column));
  const sources = leafage.columns.flatMap((column, leaf) => (column.kind === "sources" ? sourcesColumn(manifest, column.rule, column.term, leaf) : []));
  const hands = handsOf(manifest, leafage);
  const meant = meantOf(manifest);
  return {
    manifest,
    tools: new Map(manifest.tools.map((tool, number) => [tool.name, number])),
    unknowns: demand.columns.map(() => null),
    described: manifest.tools.map(describe),
    byArgument: byArgumentOf(demand.columns),
    absents: { bind: absents("bind"), mark: absents("mark"), decide: absents("decide") },
    factColumns, resultColumns,
    rowColumns: demand.rowColumns.map((column) => ({ ...column, bits: column.roles === undefined ? -1 : column.roles.reduce((bits, role) => bits | (1 << roles.indexOf(role)), 0) })),
    rowTerms: demand.rowColumns.some(({ kind }) => kind === "term"),
    wants: { value: demand.edges.value || demand.edges.declared, provenance: demand.provenance, told: readsOfRows(manifest, "told") ? actWords(manifest.acts).imperatives() : null, called: hands !== null || readsOfRows(manifest, "called") ? actWords(manifest.acts).plain() : null, sources: manifest.sources, listed: new Set(sources.map(({ source }) => source)) },
    asks: asksOf(manifest, leafage, meant.length > 0),
    meant,
    hands,
    calls: readsOfRows(manifest, "called"),
    repeats: kinds.has("repeats") || kinds.has("alternates"),
    lowers: manifest.tools.some(({ name }) => loweringTools.includes(name)),
    opens: termsOf(manifest).some((term) => applies(term, "unopened")),
    approved: kinds.has("approved") || kinds.has("approvers"),
    pins: kinds.has("changed"),
    queries: queriesOf(manifest),
    heard: heardBy(manifest),
    leafage,
    identities: identitiesOf(manifest),
    patterns: { ...finders(manifest.patterns), programs },
    programs,
    data: dataOf(manifest.data, data),
    sources,
    results: kinds.has("result"),
    late: resultColumns.length > 0 || sources.length > 0 || factColumns.mark.some(({ column }) => !needsNoArguments(column)) || histories.some((entry) => historyTerms(entry).some(readsResult)),
    named: factColumns.mark.length > 0,
  };
}

function heardBy({ counters, heard = [] }: Manifest): Uint32Array | null {
  if (heard.length === 0) return null;
  const bits = new Uint32Array(markWords(counters.length));
  for (const counter of heard) bits[counter >>> 4] = (bits[counter >>> 4] ?? 0) | (2 << (2 * (counter & 15)));
  return bits;
}

/** What the user's words are looked through for. */
function asksOf({ acts }: Manifest, { columns }: Leafage, isMeant: boolean): Asks {
  const asked = new Set(columns.flatMap((column) => (column.kind === "asked" ? [column.act] : [])));
  const words = actWords(acts);
  return {
    acts: acts.flatMap((act, number) => (asked.has(act.name) ? [{ name: act.name, number, lexicon: words.lexicon(act) }] : [])),
    verbs: asked.size === 0 && !isMeant ? phrasesOf([]) : words.verbs(),
  };
}

function meantOf(manifest: Manifest): Plan["meant"] {
  const meant = new Set(termsOf(manifest).flatMap(actsAskedOf));
  return manifest.acts.flatMap((act, number) => (meant.has(act.name) ? [{ name: act.name, number, lexicon: actWords(manifest.acts).lexicon(act) }] : []));
}

/** What sources that the user named are looked through for. */
function handsOf({ acts }: Manifest, { columns }: Leafage): Hands | null {
  const told = new Set(columns.flatMap((column) => (column.kind === "delegated" ? [column.act] : [])));
  const words = acts.find(({ name }) => name === DELEGATION);
  if (told.size === 0 || words === undefined) return null;
  const { lexicon } = actWords(acts);
  return { lexicon: lexicon(words), acts: acts.filter(({ name }) => told.has(name)).map((act) => ({ name: act.name, lexicon: lexicon(act) })) };
}

/** Whether a fact of rows is read. */
function readsOfRows({ demand }: Manifest, fact: "told" | "called"): boolean {
  return demand.rowColumns.some((column) => column.kind === "term" && asksOfRow(column.term, fact));
}

function needsNoArguments({ kind }: Column): boolean {
  return kind === "tool" || kind === "result";
}

function isArgument(column: Column): column is ArgumentColumn["column"] {
  return column.kind === "arg" || column.kind === "extract";
}

function byArgumentOf(columns: Manifest["demand"]["columns"]): ReadonlyMap<string, readonly ArgumentColumn[]> {
  const found = new Map<string, ArgumentColumn[]>();
  columns.forEach((column, number) => {
    const [key] = isArgument(column) ? column.path : [];
    if (!isArgument(column) || key === undefined) return;
    const known = found.get(key);
    const asked = column.for.reduce((bits, question) => bits | questionBit(question), 0);
    if (known === undefined) found.set(key, [{ number, column, asked }]);
    else known.push({ number, column, asked });
  });
  return found;
}

function isOfResult(column: Column): boolean {
  return column.kind === "result" || (column.kind === "term" && termColumns(column.term).some(isOfResult));
}

function sourcesColumn({ rules }: Manifest, id: string, term: Term, leaf: number): readonly SourcesColumn[] {
  const rule = rules.find((each) => each.id === id);
  return rule?.source === undefined ? [] : [{ leaf, term, rule, source: rule.source }];
}

/** The terms of columns, of row columns and of histories, in this order. */
function termsOf({ demand, histories }: Manifest): readonly Term[] {
  const own = demand.columns.flatMap((column) => (column.kind === "term" || column.kind === "sources" ? [column.term] : []));
  const ofRows = demand.rowColumns.flatMap((column) => (column.kind === "term" ? [column.term] : []));
  return [...own, ...ofRows, ...histories.flatMap(historyTerms)];
}

/** The manifest with its terms made ready, so that common parts are computed once. */
function prepared(manifest: Manifest): { readonly manifest: Manifest; readonly leafage: Leafage } {
  const { demand, histories } = manifest;
  const terms = shareParts(termsOf(manifest));
  const left = [...terms];
  const take = (term: Term): Term => left.shift() ?? term;
  const taken = ({ theirs, relation, ours }: Join): Join => ({ theirs: take(theirs), relation, ours: take(ours) });
  const columns = demand.columns.map((column) => (column.kind === "term" || column.kind === "sources" ? { ...column, term: take(column.term) } : column));
  const rowColumns = demand.rowColumns.map((column) => (column.kind === "term" ? { ...column, term: take(column.term) } : column));
  const queries = histories.map((entry) => ({
    ...entry,
    value: entry.value === null ? null : take(entry.value),
    join: entry.join.map(taken),
    since: entry.since === null ? null : { ...entry.since, join: entry.since.join.map(taken) },
  }));
  return { manifest: { ...manifest, demand: { ...demand, columns, rowColumns }, histories: queries }, leafage: leafageOf(columns, terms) };
}

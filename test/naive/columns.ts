// The columns of one instruction, each worked out from all that happened so far: nothing is kept between two of them. Shares with
// the engine what a function does of its values, and nothing that remembers.

import { ARGUMENT_ROWS_MAX, SOURCES_MAX } from "../../src/base/limits.js";
import { addressesIn, keysOf, knownBy } from "../../src/extract/addresses.js";
import { hostOf } from "../../src/extract/url.js";
import { extract } from "../../src/extract/extract.js";
import { personOf, spellingOf } from "../../src/extract/person.js";
import { textOf } from "../../src/extract/segments.js";
import { evaluate } from "../../src/extract/term.js";
import { cellOfTerm, valueOfJson } from "../../src/extract/value.js";
import { copyJson } from "../../src/kernel/event/copy.js";
import type { PrincipalTold } from "../../src/kernel/event/event.js";
import { parseStrict } from "../../src/kernel/event/strict.js";
import { isList, type Cell } from "../../src/words/cell.js";
import { columnKey, type Column, type RowColumn } from "../../src/words/column.js";
import { termColumns, type Leaves, type Term, type TermList, type TermValue } from "../../src/words/term.js";
import { userSaid } from "./said.js";
import { TRUE, UNKNOWN } from "../../src/words/truth.js";
import type { Question } from "../../src/words/view.js";
import { argumentCell, cellOf, ofType } from "./cells.js";
import { isCounted } from "./log.js";
import { answer, truthAt } from "./past.js";
import { asked, delegated, meant } from "./asked.js";
import { normalisePath } from "../../src/extract/path.js";
import { fold } from "../../src/words/fold.js";
import { tokenize } from "./cut.js";
import { gather } from "./places.js";
import { approvals, stands } from "./people.js";
import { changed } from "./tools.js";
import type { About, Kept, Node, Session } from "./session.js";

/** The cells of a question. */
export function columnsOf(session: Session, question: Question, about: About): readonly Cell[] {
  return session.manifest.demand.columns.map((column) => (column.for.includes(question) ? cellAt(session, column, about) : null));
}

/** The same columns, with those that read what the call gave worked out anew. */
export function columnsAgain(session: Session, before: readonly Cell[], about: About): readonly Cell[] {
  return session.manifest.demand.columns.map((column, number) => (column.for.includes("bind") && readsResult(column) ? cellAt(session, column, about) : before[number]));
}

/** Whether `bind` is asked again when a call has finished. */
export function rebinds(session: Session): boolean {
  return session.manifest.demand.columns.some((column) => column.for.includes("bind") && readsResult(column));
}

/** The cell of a row column. */
export function rowCell(session: Session, column: RowColumn, about: About, value: Cell, facts: Pick<Leaves, "told" | "called">): Cell {
  return column.kind === "extract" ? extract(column.extractor, value, session.patterns.programs) : ofType(cellOfTerm(termValue(session, column.term, about, value, facts)), column.type);
}

/** What each query keeps of a call; `before` is what was kept of it earlier, of which stays what does not hang on the result. */
export function keptOf(session: Session, about: About, before: readonly Kept[] | null): readonly Kept[] {
  return session.manifest.histories.map(({ value, join, since }, number): Kept => {
    const known = before?.[number];
    const each = (term: Term, stands: TermValue): TermValue => (known !== undefined && !termColumns(term).some(readsResult) ? stands : termValue(session, term, about));
    return {
      value: value === null ? undefined : each(value, known?.value),
      theirs: join.map(({ theirs }, index) => each(theirs, known?.theirs[index])),
      since: (since?.join ?? []).map(({ theirs }, index) => each(theirs, known?.since[index])),
    };
  });
}

/** Notes what a node was as a source. */
export function noteSource(session: Session, node: Node, about: About): void {
  const { columns, rowColumns } = session.manifest.demand;
  const terms = rowColumns.flatMap((column) => (column.kind === "term" ? termColumns(column.term) : []));
  for (const column of [...columns, ...terms].flatMap(sourcesIn)) node.asSource.set(columnKey(column), termValue(session, column.term, about));
}

/** A column of what sources were, and those that a term reads. */
function sourcesIn(column: Column): readonly Extract<Column, { readonly kind: "sources" }>[] {
  if (column.kind === "sources") return [column];
  return column.kind === "term" ? termColumns(column.term).flatMap(sourcesIn) : [];
}

/** What a call gave: JSON where it is a structure, else its text. */
export function resultOf(content: unknown): TermValue {
  const text = textOf(content);
  if (text === null) return null;
  const isText = typeof content === "string" || (Array.isArray(content) && text !== JSON.stringify(content));
  const strict = parseStrict(text, "null");
  if (!isText) return valueOfJson(JSON.parse(text));
  if (!["{", "["].includes(text.trimStart().charAt(0))) return text.isWellFormed() ? text : null;
  if (strict.ok) return valueOfJson(strict.value);
  try {
    JSON.parse(text);
    return null;
  } catch {
    return text.isWellFormed() ? text : null;
  }
}

function readsResult(column: Column): boolean {
  return column.kind === "result" || (column.kind === "term" && termColumns(column.term).some(readsResult));
}

function cellAt(session: Session, column: Column, about: About): Cell {
  if (column.kind === "arg" || column.kind === "extract") return about.args === null ? null : argumentCell(column, about.args, session.patterns.programs);
  if (column.kind === "host") return cellOf(hostJson(session, column.name), column.type);
  return ofType(cellOfTerm(valueAt(session, column, about)), column.type);
}

function termValue(session: Session, term: Term, about: About, row: TermValue = null, facts: Pick<Leaves, "told" | "called"> = {}): TermValue {
  return evaluate(term, { row, ...facts, opened: (address) => opened(session, address), said: (text) => said(session, text), meant: (act, text) => meant(session, act, text), planted: (path) => planted(session, path), column: (column) => valueAt(session, column, about), data: (name) => dataAt(session, name) }, session.patterns);
}

function dataAt(session: Session, name: string): TermValue {
  return session.data.has(name) ? session.data.get(name) : null;
}

/** The whole value of a column. */
function valueAt(session: Session, column: Column, about: About): TermValue {
  switch (column.kind) {
    case "arg": return about.args === null ? null : valueOfJson(at(about.args, column.path));
    case "extract": return about.args === null ? null : argumentCell({ ...column, type: "any" }, about.args, session.patterns.programs);
    case "tool": return about.tool;
    case "result": return column.path.reduce<TermValue>((part, name) => (part === null ? null : typeof part === "object" && "fields" in part ? part.fields.get(name) : undefined), about.result);
    case "term": return termValue(session, column.term, about);
    case "data": return dataAt(session, column.name);
    case "host": return valueOfJson(hostJson(session, column.name));
    case "asked": return asked(session, column.act, column.more === true);
    case "delegated": return delegated(session, column.act);
    case "count": return counted(session, column.counter);
    case "repeats": return about.key === null ? null : repeats(session, about.key);
    case "alternates": return about.key === null ? null : alternates(session, about.key);
    case "approved": return about.key === null ? null : approvals(session).some((one) => one.key === about.key && stands(one, session.now));
    case "changed": return typeof about.tool === "string" ? changed(session, about.server, about.tool) : null;
    case "approvers": return about.key === null || typeof about.tool !== "string" ? null : approvers(session, column, about.key, about.tool);
    case "principal": return principal(session, column.field, about.made?.told ?? toldOf(session));
    case "time": return session.hasTime ? (about.made === null ? session.now : about.made.now) : undefined;
    case "history": return history(session, column.history, about);
    case "sources": return sources(session, column, about);
  }
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((above, key) => (typeof above === "object" && above !== null && !Array.isArray(above) && Object.hasOwn(above, key) ? Reflect.get(above, key) : undefined), value);
}

function hostJson(session: Session, name: string): unknown {
  if (!session.provided.has(name)) return undefined;
  const last = session.history.findLast((each) => each.kind === "forgotten" || (each.kind === "facts" && Object.hasOwn(each.facts, name)));
  if (last?.kind !== "facts") return null;
  const copied = copyJson(last.facts[name]);
  return copied.ok ? copied.value : null;
}

/** Whether something unreadable came before the user's first words. */
function isMissed(session: Session): boolean {
  const firstWords = session.nodes.findIndex((node) => node.said !== null);
  const before = firstWords === -1 ? session.nodes : session.nodes.slice(0, firstWords);
  return before.some((node) => node.kind === "opaque");
}

/** Whether the user or the system gave an address, or a call that was let through, or has run, opened or wrote to it. */
function opened(session: Session, address: string): boolean | null {
  const given = session.history.flatMap((each) => (each.kind === "gave" ? addressesIn(each.text) : []));
  const went = session.nodes.filter((node) => node.call !== null && !node.call.isResponse && isCounted(session, node)).flatMap(({ call }) => call?.leaves ?? []);
  const reached = went.flatMap(({ value, roles, isKey }) => {
    if (typeof value !== "string" || isKey) return [];
    if (roles.includes("url") || roles.includes("destination")) return addressesIn(value);
    const connects = roles.includes("command") ? extract("shell.connects", value, session.patterns.programs) : null;
    return isList(connects) ? addressesIn(value).filter((each) => connects.items.includes(hostOf(each))) : [];
  });
  const known = new Set([...given, ...reached].flatMap(keysOf));
  return knownBy(address).some((key) => known.has(key)) ? true : isMissed(session) ? null : false;
}

/** Whether the user said a text, by itself. */
function said(session: Session, text: string): boolean | null {
  const heard = tokenize(text).texts.length > 0 && userSaid(session.nodes, text, session.lost, true);
  return heard === false && isMissed(session) ? null : heard;
}

/** Whether what lies at a path has the least trust. */
function planted(session: Session, path: string): boolean | null {
  const { trust, unknown } = gather(session.places, session.base, [{ kind: "path", key: fold(normalisePath(path)) }], [], "").value.labels;
  return trust === 2 ? true : unknown ? null : false;
}

function counted(session: Session, counter: number): number | null {
  let count = 0;
  for (const node of session.nodes) {
    const last = session.history.findLast((each) => (each.kind === "counted" || each.kind === "uncounted") && each.node === node);
    const told = session.history.findLast((each) => (each.kind === "decided" || each.kind === "result") && each.node === node);
    if (last?.kind !== "counted" || (told?.kind !== "decided" && told?.kind !== "result")) continue;
    const truth = truthAt(told.counters, counter);
    if (truth === UNKNOWN) return null;
    if (truth === TRUE) count++;
  }
  return count;
}

function repeats(session: Session, key: string): number {
  const prints = session.history.flatMap((each) => (each.kind === "result" && each.node.call?.key === key ? [each.print] : []));
  let run = 0;
  while (run < prints.length && prints[prints.length - 1 - run] === prints[prints.length - 1]) run++;
  return run;
}

/** Results from the end back, as long as two calls take turns and give what they gave two results later; how many are of this call, if it is its turn. */
function alternates(session: Session, key: string): number {
  const ended = session.history.flatMap((each) => (each.kind === "result" && each.node.call !== null && each.node.call.key !== null ? [{ key: each.node.call.key, print: each.print }] : [])).reverse();
  const run = ended.slice(0, ended.findIndex((_, at) => at > 1 ? ended[at]?.key !== ended[at - 2]?.key || ended[at]?.print !== ended[at - 2]?.print : at === 1 && ended[1]?.key === ended[0]?.key) >>> 0);
  return run[1]?.key === key ? run.filter((each) => each.key === key).length : 0;
}

function approvers(session: Session, { scope, session: isWhole, field }: Extract<Column, { readonly kind: "approvers" }>, key: string, tool: string): TermList {
  const said = approvals(session).flatMap((one) => ((scope === "sink" ? one.key === key : one.tool === tool) && ((isWhole && one.state === "used") || stands(one, session.now)) ? one[field] ?? [] : []));
  const own = session.provided.has("principal.id") ? principal(session, "id", toldOf(session)) : null;
  const named = (name: string): string => {
    if (typeof own === "string" && personOf(own) === personOf(name)) return own;
    return said.filter((other) => personOf(other) === personOf(name)).map(spellingOf).sort()[0] ?? name;
  };
  const items = [...new Set(field === "by" ? said.map(named) : said)].sort();
  return { items: items.slice(0, ARGUMENT_ROWS_MAX), open: items.length > ARGUMENT_ROWS_MAX };
}

/** What was said last of the principal. */
export function toldOf(session: Session): PrincipalTold {
  const last = session.history.findLast((each) => each.kind === "principal");
  return last?.kind === "principal" ? last.told : {};
}

function principal(session: Session, field: "id" | "roles" | "tenant", told: PrincipalTold): TermValue {
  if (!session.provided.has(`principal.${field}`)) return undefined;
  const said = told[field];
  return said === undefined ? null : typeof said === "string" ? valueOfJson(said) : { items: said.slice(0, ARGUMENT_ROWS_MAX).map((role) => valueOfJson(role)), open: said.length > ARGUMENT_ROWS_MAX };
}

function history(session: Session, number: number, about: About): TermValue {
  const entry = session.manifest.histories[number];
  const { pending } = about;
  const [own] = pending === null || entry?.including !== true ? [] : [keptOf(session, about, null)[number]];
  return answer(session, number, {
    step: session.nodes.length,
    ours: entry?.join.map(({ ours }) => termValue(session, ours, about)) ?? [],
    sinceOurs: entry?.since?.join.map(({ ours }) => termValue(session, ours, about)) ?? [],
    pending: pending === null || own === undefined ? null : { counters: pending, kept: own },
  });
}

/** The sources of a rule that came to a sink, latest first. */
function sources(session: Session, column: Extract<Column, { readonly kind: "sources" }>, { arrived }: About): TermValue {
  const rule = session.manifest.rules.find(({ id }) => id === column.rule);
  if (rule?.source === undefined || arrived === null) return null;
  const via = rule.via ?? "value";
  const certain = (marks: Uint32Array): boolean => truthAt(marks, rule.source ?? 0) === TRUE;
  const maybe = (marks: Uint32Array): boolean => (((marks[(2 * (rule.source ?? 0) + 1) >>> 5] ?? 0) >>> ((2 * (rule.source ?? 0) + 1) & 31)) & 1) === 1;
  const reached = new Set([...(via === "value" || via === "any" ? arrived.sources : []), ...(via === "declared" || via === "any" ? arrived.declared : [])]);
  for (const step of reached) for (const before of session.nodes[step]?.sources ?? []) reached.add(before);
  const isSummed = [...reached].some((step) => session.nodes[step]?.isSummary === true);
  if (via === "context" || via === "any") for (const node of session.nodes) reached.add(node.step);
  let found = session.nodes.filter((node) => reached.has(node.step) && [node.marks, node.got.marks].some((marks) => certain(marks) || maybe(marks))).reverse();
  const isUnsure = (["value", "context", "declared"] as const).some((kind, index) => (via === kind || via === "any") && maybe(arrived.flows[index]?.marks ?? new Uint32Array()));
  const own = session.nodes.filter((node) => certain(node.marks));
  const isReader = (node: Node): boolean => !certain(node.marks) && certain(node.got.marks) && !maybe(node.marks) && !maybe(node.got.marks);
  if (!session.places.fromOthers && own.length <= SOURCES_MAX && found.length <= SOURCES_MAX && found.some(isReader)) {
    const traced = new Set([...found.filter((node) => !isReader(node)), ...own]);
    found = session.nodes.filter((node) => traced.has(node)).reverse();
  }
  return { items: found.slice(0, SOURCES_MAX).map((node) => (certain(node.marks) ? node.asSource.get(columnKey(column)) ?? null : null)), open: isUnsure || isSummed || found.length > SOURCES_MAX };
}

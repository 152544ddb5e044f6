// Expressions about earlier calls (`count sum distinct latest after before`) become queries of the bundle, each distinct one once:
// its selector a counter, its comparisons with the pending call a join. Knows no sessions; what a query gives is the kernel's affair.

import { HISTORIES_MAX, HISTORY_KEEP, HISTORY_KEEP_MAX, WINDOW_DAYS_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import type { Column } from "../../words/column.js";
import { statuses } from "../../words/manifest.js";
import type { HistoryEntry, Status } from "../../words/manifest.js";
import { termColumns, termKey } from "../../words/term.js";
import type { Term } from "../../words/term.js";
import type { Expression, HistoryClause, Name } from "../syntax/ast.js";
import { flat } from "../syntax/doc.js";
import { expressionDoc } from "../syntax/layout.js";
import type { CountColumn } from "./counter.js";
import { parted, readJoin, readSide, sinkIn } from "./join.js";
import { columnOperand } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { reportWord } from "./report.js";
import { readSelector, selectorText, whereOf } from "./selector.js";
import { cellType, typeText } from "./structure.js";
import { notHere } from "./value.js";

type History = Extract<Expression, { kind: "history" }>;
type HistoryColumn = Extract<Column, { kind: "history" }>;
type Clause<K extends HistoryClause["kind"]> = Extract<HistoryClause, { kind: K }>;

/** A query whose counters have no numbers yet. */
export type Query = Omit<HistoryEntry, "key" | "counter" | "since"> & {
  readonly counter: CountColumn;
  readonly since: { readonly counter: CountColumn; readonly status: Status } | null;
};

/** Gives queries out. */
export interface Histories {
  /** The column of a query; equal ones have the same. It has its number and key only when all are taken. */
  readonly take: (query: Query, type: HistoryColumn["type"]) => HistoryColumn;
  readonly size: () => number;
  /** Numbers the queries by key, so that the order of rules does not matter: asked when the counters are numbered. */
  readonly all: () => readonly HistoryEntry[];
}

/** No queries yet. */
export function startHistories(): Histories {
  // INVARIANT: nobody reads number or key of a column before `all` has set them.
  const known = new Map<string, { readonly query: Query; readonly column: { -readonly [field in keyof HistoryColumn]: HistoryColumn[field] } }>();
  const numbers = new Map<CountColumn, number>();
  const numberOf = (counter: CountColumn): string => {
    const number = numbers.get(counter) ?? numbers.size;
    numbers.set(counter, number);
    return `counter ${number}`;
  };
  return {
    take(query, type) {
      const meaning = queryText(query, numberOf);
      const taken = known.get(meaning) ?? { query, column: { kind: "history", history: 0, key: "", type } };
      known.set(meaning, taken);
      return taken.column;
    },
    size: () => known.size,
    all() {
      const keyed = [...known.values()].map(({ query, column }) => ({ query, column, key: queryText(query, selectorOf) }));
      keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
      return keyed.map(({ query: { counter, since, ...query }, column, key }, number) => {
        column.history = number;
        column.key = key;
        return { ...query, key, counter: counter.counter, since: since === null ? null : { counter: since.counter.counter, status: since.status } };
      });
    },
  };
}

/** An expression about earlier calls: a number, or a truth. */
export function readHistory(expression: History, place: Place): Operand {
  const { fold: { text: fold }, span } = expression;
  if (place.kind !== "rule" && place.kind !== "scope") return notHere(`\`${fold}\``, span, place, "only rules look at earlier calls");
  const operand = readQuery(expression, place);
  if (operand === null) return { kind: "wrong", span };
  switch (fold) {
    case "after": case "before":
      return { kind: "condition", condition: { kind: "compare", order: fold === "after" ? ">=" : "==", left: operand.value, right: { kind: "number", value: fold === "after" ? 1 : 0 }, span }, span };
    default: return operand;
  }
}

function readQuery({ fold, value, selector, clauses, span }: History, place: Place): ValueOperand | null {
  const { joins, where } = parted(selector.where);
  const selected = readSelector(selector, place, "counter", where);
  const inside = whereOf(selected, place, "counter");
  const counter = place.counters.take(selectorText(selector, selected.scope, where), selected.scope);
  const pairs = joins.map((join) => readJoin(join, inside, place));
  const read = readClauses(clauses, place);
  const what = value === null ? null : readItem(value, fold, inside);
  if (pairs.includes(null) || (value !== null && what === null)) return null;
  const join = pairs.filter((pair) => pair !== null).sort((a, b) => (joinText(a) < joinText(b) ? -1 : 1));
  const plain = fold.text === "count" || fold.text === "after" || fold.text === "before";
  // Without anything that narrows it, how often a counter matched is all that is asked.
  if (plain && join.length === 0 && read.status === "run" && read.within === null && read.since === null && !read.including) return columnOperand(counter, span);
  const query: Query = { fold: plain ? "count" : foldOf(fold), counter, ...read, join, value: what?.term ?? null };
  const column = place.histories.take(query, what === null || query.fold !== "latest" ? "number" : what.type);
  if (place.histories.size() === HISTORIES_MAX + 1) place.report.add("check/too-many", span, { what: "queries over earlier calls", count: place.histories.size(), max: HISTORIES_MAX });
  return columnOperand(column, span);
}

function foldOf({ text }: Name): Query["fold"] {
  return text === "sum" || text === "distinct" ? text : "latest";
}

/** What is summed, told apart or given: of the earlier call alone. */
function readItem(value: Expression, fold: Name, inside: Place): { readonly term: Term; readonly type: HistoryColumn["type"] } | null {
  const read = readSide(value, inside);
  if (read === null || !isOfCall(read.term, value.span, inside)) return null;
  const type = cellType(read.type);
  if (fold.text === "sum" && type !== "number" && type !== "any") {
    inside.report.add("check/wrong-type", value.span, { expected: "a number", found: typeText(read.type) });
    return null;
  }
  return { term: read.term, type };
}

/** Whether a term can be computed of an earlier call: of its arguments, its result and its tool. */
export function isOfCall(term: Term, span: Span, place: Place): boolean {
  const known: readonly Column["kind"][] = ["arg", "extract", "result", "tool", "data"];
  const other = termColumns(term).find((column) => !known.includes(column.kind));
  if (other === undefined) return true;
  notHere("this", span, place, "of an earlier call `args`, `result` and `tool` are known");
  return false;
}

type Clauses = Pick<Query, "status" | "within" | "since" | "including" | "keep">;

function readClauses(clauses: readonly HistoryClause[], place: Place): Clauses {
  const found = new Map<HistoryClause["kind"], HistoryClause>();
  for (const clause of clauses) {
    const first = found.get(clause.kind);
    if (first === undefined) found.set(clause.kind, clause);
    // `within today`: that `within` is no outcome says all.
    else if (first.kind === "status" && clause.kind === "status" && first.status.text === "within") continue;
    else place.report.add("check/duplicate-clause", clause.span, { clause: clause.kind === "status" && clause.status.text !== "" ? clause.status.text : clause.kind }, { also: { span: first.span, label: "the first one" } });
  }
  const get = <K extends HistoryClause["kind"]>(kind: K): Clause<K> | null => {
    const clause = found.get(kind);
    return clause !== undefined && isKind(clause, kind) ? clause : null;
  };
  const [within, since, keep] = [get("within"), get("since"), get("keep")];
  return {
    status: readStatus(get("status")?.status ?? null, place),
    within: within === null ? null : readWindow(within, place),
    since: since === null ? null : readSince(since, place),
    including: get("including") !== null,
    keep: keep === null ? HISTORY_KEEP : readKeep(keep, place),
  };
}

function isKind<K extends HistoryClause["kind"]>(clause: HistoryClause, kind: K): clause is Clause<K> {
  return clause.kind === kind;
}

function readStatus(name: Name | null, { report }: Place): Status {
  if (name === null) return "run";
  const status = statuses.find((known) => known === name.text);
  if (name.text === "within") report.add("check/unknown-word", name.span, { what: "outcome of a call", name: name.text }, { help: "a window has a number and a unit, as `within 24 hours` or `within 10 steps`; there are no days of a calendar" });
  else if (status === undefined) reportWord(report, "outcome of a call", name, statuses);
  return status ?? "run";
}

/** Milliseconds of each unit of time. */
const units: ReadonlyMap<string, number> = new Map([["second", 1000], ["minute", 60_000], ["hour", 3_600_000], ["day", 86_400_000]]);

function readWindow({ amount, unit, span }: Clause<"within">, { report }: Place): Query["within"] {
  const one = unit.text.replace(/s$/, "");
  const ms = units.get(one);
  if (ms === undefined && one !== "step") {
    reportWord(report, "unit of a window", unit, ["steps", ...[...units.keys()].map((name) => `${name}s`)]);
    return null;
  }
  const size = ms === undefined ? amount : amount * ms;
  const max = ms === undefined ? Number.MAX_SAFE_INTEGER : WINDOW_DAYS_MAX * 86_400_000;
  if (!(Number.isInteger(size) && size >= 1 && size <= max)) {
    const expected = ms === undefined ? "a whole number of steps, at least 1" : `a time of whole milliseconds, at most ${WINDOW_DAYS_MAX} days`;
    report.add("check/wrong-type", span, { expected, found: `\`${amount} ${unit.text}\`` });
    return null;
  }
  return ms === undefined ? { kind: "steps", steps: size } : { kind: "time", ms: size };
}

function readSince({ selector, status }: Clause<"since">, place: Place): Query["since"] {
  const sink = selector.where === null ? null : sinkIn(selector.where);
  if (sink !== null) {
    notHere(`\`${flat(expressionDoc(sink))}\``, sink.span, { ...place, kind: "counter" }, "what `since` selects is compared with nothing of the pending call; the comparison stands before `since`: `count(tool a where args.x == sink.args.x since tool b)`");
    return null;
  }
  const { scope } = readSelector(selector, place, "counter");
  return { counter: place.counters.take(selectorText(selector, scope, selector.where), scope), status: readStatus(status, place) };
}

function readKeep({ count, span }: Clause<"keep">, { report }: Place): number {
  if (Number.isInteger(count) && count >= 1 && count <= HISTORY_KEEP_MAX) return count;
  report.add("check/wrong-type", span, { expected: `a whole number from 1 to ${HISTORY_KEEP_MAX}`, found: `\`${count}\`` });
  return HISTORY_KEEP;
}

/** The selector in a counter's key. */
function selectorOf({ key }: CountColumn): string {
  return key.replace(/^count\((.*)\)( #\d+)?$/s, "$1$2");
}

function joinText({ theirs, ours }: Query["join"][number]): string {
  return `${termKey(theirs)} == sink ${termKey(ours)}`;
}

/** A query in words. INVARIANT: where counters' texts are distinct, so are those of queries. */
function queryText({ fold, value, counter, join, within, status, since, keep, including }: Query, counterText: (counter: CountColumn) => string): string {
  const parts = [
    `${value === null ? "" : `${termKey(value)} of `}${counterText(counter)}`,
    ...join.map(joinText),
    ...(within === null ? [] : [within.kind === "steps" ? `within ${within.steps} steps` : `within ${within.ms} ms`]),
    ...(status === "run" ? [] : [status]),
    ...(since === null ? [] : [`since ${counterText(since.counter)} ${since.status}`]),
    ...(keep === HISTORY_KEEP ? [] : [`keep ${keep}`]),
    ...(including ? ["including sink"] : []),
  ];
  return `${fold}(${parts.join("; ")})`;
}

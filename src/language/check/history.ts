// Expressions about earlier calls (`count sum distinct latest all after before`) become queries of the bundle, each distinct one once:
// its selector a counter, its comparisons with the pending call a join. Knows no sessions; what a query gives is the kernel's affair.

import { HISTORIES_MAX, HISTORY_KEEP, HISTORY_KEEP_MAX, WINDOW_DAYS_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import type { Column } from "../../words/column.js";
import { statuses } from "../../words/manifest.js";
import type { HistoryEntry, Join, Period, Status } from "../../words/manifest.js";
import { termColumns, termKey } from "../../words/term.js";
import type { Term } from "../../words/term.js";
import type { Expression, HistoryClause, Name, Selector } from "../syntax/ast.js";
import { zoneProblem } from "./call.js";
import type { CountColumn } from "./counter.js";
import { parted, readJoin, readSide } from "./join.js";
import { columnOperand } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { reportWord } from "./report.js";
import { readSelector, selectorText, whereOf } from "./selector.js";
import { cellType, itemType, typeOfColumn, typeText } from "./structure.js";
import type { Type } from "./structure.js";
import { notHere } from "./value.js";

type History = Extract<Expression, { kind: "history" }>;
type HistoryColumn = Extract<Column, { kind: "history" }>;
type Clause<K extends HistoryClause["kind"]> = Extract<HistoryClause, { kind: K }>;

/** Calls that are chosen: by a counter that has no number yet, and by what they are joined by. */
interface Chosen {
  readonly counter: CountColumn;
  readonly join: readonly Join[];
}

/** A query whose counters have no numbers yet. */
export type Query = Omit<HistoryEntry, "key" | "counter" | "join" | "since"> & Chosen & { readonly since: (Chosen & { readonly status: Status }) | null };

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
        return { ...query, key, counter: counter.counter, since: since === null ? null : { ...since, counter: since.counter.counter } };
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
  const { chosen, inside } = choose(selector, place);
  const read = readClauses(clauses, place);
  const what = value === null ? null : readItem(value, fold, inside);
  if (chosen === null || read === null || (value !== null && what === null)) return null;
  const plain = fold.text === "count" || fold.text === "after" || fold.text === "before";
  // Without anything that narrows it, how often a counter matched is all that is asked.
  if (plain && chosen.join.length === 0 && read.status === "run" && read.within === null && read.since === null && !read.including) return columnOperand(chosen.counter, span);
  const query: Query = { fold: plain ? "count" : foldOf(fold), ...chosen, ...read, value: what?.term ?? null };
  const type: Type = what === null || query.fold === "sum" || query.fold === "distinct" ? "number" : query.fold === "all" ? { list: itemType(what.type) ?? what.type } : what.type;
  const column = place.histories.take(query, cellType(type));
  if (place.histories.size() === HISTORIES_MAX + 1) place.report.add("check/too-many", span, { what: "queries over earlier calls", count: place.histories.size(), max: HISTORIES_MAX });
  return columnOperand(column, span, query.fold === "all" ? type : undefined);
}

/** The calls that a selector chooses, null where it is wrong, which is reported; and where what is asked of such a call stands. */
function choose(selector: Selector, place: Place): { readonly chosen: Chosen | null; readonly inside: Place } {
  const { joins, where } = parted(selector.where, place);
  const selected = readSelector(selector, place, "counter", where);
  const inside = whereOf(selected, place, "counter");
  const counter = place.counters.take(selectorText(selector, selected.scope, where), selected.scope);
  const pairs = joins.map((join) => readJoin(join, inside, place));
  const join = pairs.filter((pair) => pair !== null).sort((a, b) => (joinText(a) < joinText(b) ? -1 : 1));
  return { chosen: join.length < pairs.length ? null : { counter, join }, inside };
}

function foldOf({ text }: Name): Query["fold"] {
  return text === "sum" || text === "distinct" || text === "all" ? text : "latest";
}

/** What is summed, told apart, given or listed: of the earlier call alone. */
function readItem(value: Expression, fold: Name, inside: Place): { readonly term: Term; readonly type: Type } | null {
  const read = readSide(value, inside);
  if (read === null || !isOfCall(read.term, value.span, inside)) return null;
  const type = cellType(read.type);
  if (fold.text === "sum" && type !== "number" && type !== "any") {
    inside.report.add("check/wrong-type", value.span, { expected: "a number", found: typeText(read.type) });
    return null;
  }
  return { term: read.term, type: fold.text === "all" ? read.type : typeOfColumn(type) };
}

/** Whether a term can be computed of an earlier call: of its arguments, its result and its tool, of when it was made and for whom. */
export function isOfCall(term: Term, span: Span, place: Place): boolean {
  const known: readonly Column["kind"][] = ["arg", "extract", "result", "tool", "data", "principal", "time"];
  const other = termColumns(term).find((column) => !known.includes(column.kind));
  if (other === undefined) return true;
  notHere("this", span, place, "of an earlier call `args`, `result`, `tool`, `principal` and `now` are known");
  return false;
}

type Clauses = Pick<Query, "status" | "within" | "since" | "including" | "keep">;

/** Null where what `since` selects is wrong. */
function readClauses(clauses: readonly HistoryClause[], place: Place): Clauses | null {
  const found = new Map<HistoryClause["kind"], HistoryClause>();
  for (const clause of clauses) {
    // Both are windows.
    const kind = clause.kind === "period" ? "within" : clause.kind;
    const first = found.get(kind);
    if (first === undefined) found.set(kind, clause);
    else place.report.add("check/duplicate-clause", clause.span, { clause: clause.kind === "status" && clause.status.text !== "" ? clause.status.text : kind }, { also: { span: first.span, label: "the first one" } });
  }
  const get = <K extends HistoryClause["kind"]>(kind: K): Clause<K> | null => {
    const clause = found.get(kind === "period" ? "within" : kind);
    return clause !== undefined && isKind(clause, kind) ? clause : null;
  };
  const [within, period, since, keep] = [get("within"), get("period"), get("since"), get("keep")];
  const after = since === null ? null : choose(since.selector, place).chosen;
  const read = {
    status: readStatus(get("status")?.status ?? null, place),
    within: within !== null ? readWindow(within, place) : period !== null ? readPeriod(period, place) : null,
    since: since === null || after === null ? null : { ...after, status: readStatus(since.status, place) },
    including: get("including") !== null,
    keep: keep === null ? HISTORY_KEEP : readKeep(keep, place),
  };
  return since !== null && after === null ? null : read;
}

function isKind<K extends HistoryClause["kind"]>(clause: HistoryClause, kind: K): clause is Clause<K> {
  return clause.kind === kind;
}

function readStatus(name: Name | null, { report }: Place): Status {
  if (name === null) return "run";
  const status = statuses.find((known) => known === name.text);
  if (status === undefined) reportWord(report, "outcome of a call", name, statuses);
  return status ?? "run";
}

/** Milliseconds of each unit of time. */
const units: ReadonlyMap<string, number> = new Map([["second", 1000], ["minute", 60_000], ["hour", 3_600_000], ["day", 86_400_000]]);

/** Units as other languages write them, and those that there are not. */
const short: ReadonlyMap<string, { readonly unit: string; readonly times: number }> = new Map([
  ...["s", "sec", "secs"].map((name) => [name, { unit: "seconds", times: 1 }] as const),
  ...["m", "min", "mins"].map((name) => [name, { unit: "minutes", times: 1 }] as const),
  ...["h", "hr", "hrs"].map((name) => [name, { unit: "hours", times: 1 }] as const),
  ["d", { unit: "days", times: 1 }],
  ...["w", "week", "weeks"].map((name) => [name, { unit: "days", times: 7 }] as const),
]);

function readWindow({ amount, unit, span }: Clause<"within">, { report }: Place): Query["within"] {
  const one = unit.text.replace(/s$/, "");
  const ms = units.get(one);
  if (ms === undefined && one !== "step") {
    const meant = short.get(unit.text.toLowerCase());
    if (meant !== undefined) report.add("check/unknown-word", unit.span, { what: "unit of a window", name: unit.text }, { help: `write \`within ${amount * meant.times} ${meant.unit}\``, edit: { span, text: `within ${amount * meant.times} ${meant.unit}` } });
    else reportWord(report, "unit of a window", unit, ["steps", ...[...units.keys()].map((name) => `${name}s`)]);
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

/** What is written for a period of the calendar. */
const periodWords: ReadonlyMap<string, Period> = new Map([["today", "day"], ["this week", "week"], ["this month", "month"], ["this year", "year"]]);

function readPeriod({ words, zone, span }: Clause<"period">, { report }: Place): Query["within"] {
  const text = words.map((word) => word.text).join(" ");
  const period = periodWords.get(text);
  const [first] = words;
  if (period === undefined) {
    const known = [...periodWords.keys()].map((word) => `\`${word}\``).join(", ");
    report.add("check/unknown-word", first === undefined ? span : { ...first.span, end: words.at(-1)?.span.end ?? first.span.end }, { what: "window", name: text },
      { help: `a window is a number with a unit, as \`within 24 hours\` or \`within 10 steps\`, or one of ${known} with a zone, as \`within today in "Europe/Berlin"\`` });
    return null;
  }
  const problem = zone === null ? "no time zone says whose calendar is meant" : zoneProblem(zone.text);
  if (zone === null || problem !== null) {
    report.add("check/bad-literal", zone?.span ?? span, { literal: zone?.text ?? `within ${text}`, problem: problem ?? "" }, { help: `write \`within ${text} in "Europe/Berlin"\`, or \`in "UTC"\`` });
    return null;
  }
  return { kind: "calendar", period, zone: zone.text };
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

function joinText({ theirs, relation, ours }: Join): string {
  return `${termKey(theirs)} ${relation} sink ${termKey(ours)}`;
}

function windowText(within: NonNullable<Query["within"]>): string {
  switch (within.kind) {
    case "steps": return `within ${within.steps} steps`;
    case "time": return `within ${within.ms} ms`;
    case "calendar": return `within ${within.period} in ${JSON.stringify(within.zone)}`;
  }
}

/** A query in words. INVARIANT: where counters' texts are distinct, so are those of queries. */
function queryText({ fold, value, counter, join, within, status, since, keep, including }: Query, counterText: (counter: CountColumn) => string): string {
  const parts = [
    `${value === null ? "" : `${termKey(value)} of `}${counterText(counter)}`,
    ...join.map(joinText),
    ...(within === null ? [] : [windowText(within)]),
    ...(status === "run" ? [] : [status]),
    ...(since === null ? [] : [`since ${[counterText(since.counter), ...since.join.map(joinText)].join(" and ")} ${since.status}`]),
    ...(keep === HISTORY_KEEP ? [] : [`keep ${keep}`]),
    ...(including ? ["including sink"] : []),
  ];
  return `${fold}(${parts.join("; ")})`;
}

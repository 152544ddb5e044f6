// A bundle's queries over earlier calls, sorted for the kernel once: which slot remembers calls for what, and which slots a counter
// feeds. A slot is a query, or what a `since` asks for; queries that ask the same `since` share one. Made per bundle and never written to.

import type { HistoryEntry, Join, Manifest, Status } from "../../words/manifest.js";
import { termColumns, termKey, type Term } from "../../words/term.js";
import { joinsOf, type Joins } from "./join.js";

/** A query with its place. */
export interface Query {
  readonly slot: number;
  readonly entry: HistoryEntry;
  /** The slot of its `since`, -1 for none, and what that is joined by. */
  readonly since: number;
  readonly sinceJoins: Joins;
  /** Nothing narrows it, so it needs no calls but running totals, and never forgets. */
  readonly isRunning: boolean;
}

/** What remembers calls: those that a counter matches, with a status. */
export interface Slot {
  readonly counter: number;
  readonly status: Status;
  readonly keep: number;
  readonly joins: Joins;
  /** What is kept of a call beside; null for nothing. */
  readonly value: Term | null;
  /** Null for what a `since` asks for. */
  readonly query: Query | null;
  /** Which of value and joins can be known only when a call has finished. */
  readonly late: { readonly value: boolean; readonly joins: readonly boolean[]; readonly any: boolean };
}

/** The queries of a bundle. */
export interface Queries {
  readonly list: readonly Query[];
  readonly slots: readonly Slot[];
  /** The slots of each counter, by its number. */
  readonly byCounter: readonly (readonly number[])[];
}

/** Sorts the queries of a manifest. */
export function queriesOf({ histories, counters }: Pick<Manifest, "histories" | "counters">): Queries {
  const sinces = sincesOf(histories);
  const list = histories.map((entry, slot): Query => ({
    slot, entry, isRunning: isRunning(entry),
    since: entry.since === null ? -1 : sinces.get(sinceKey(entry.since, entry.keep))?.slot ?? -1, sinceJoins: joinsOf(entry.since?.join ?? []),
  }));
  const slots = list.map((query): Slot => slotOf(query.entry, query.entry.keep, query.entry.value, query));
  for (const { since, keep } of sinces.values()) slots.push(slotOf(since, keep, null, null));
  const byCounter = counters.map((): number[] => []);
  slots.forEach(({ counter }, slot) => byCounter[counter]?.push(slot));
  return { list, slots, byCounter };
}

/** Whether a term reads what a call gave. */
export function readsResult(term: Term): boolean {
  return termColumns(term).some((column) => column.kind === "result" || (column.kind === "term" && readsResult(column.term)));
}

interface Since {
  readonly slot: number;
  readonly since: NonNullable<HistoryEntry["since"]>;
  readonly keep: number;
}

/** What is asked for by `since`, each once; their slots come after those of the queries. */
function sincesOf(histories: readonly HistoryEntry[]): ReadonlyMap<string, Since> {
  const found = new Map<string, Since>();
  for (const { since, keep } of histories) {
    if (since !== null && !found.has(sinceKey(since, keep))) found.set(sinceKey(since, keep), { since, keep, slot: histories.length + found.size });
  }
  return found;
}

/** What a store of it holds: what the pending call is compared by does not matter to that. */
function sinceKey({ counter, status, join }: NonNullable<HistoryEntry["since"]>, keep: number): string {
  return [counter, status, keep, ...join.map(({ theirs, relation }) => `${relation} ${termKey(theirs)}`)].join("\n");
}

function slotOf({ counter, status, join }: Pick<HistoryEntry, "counter" | "status"> & { readonly join: readonly Join[] }, keep: number, value: Term | null, query: Query | null): Slot {
  const late = { value: value !== null && readsResult(value), joins: join.map(({ theirs }) => readsResult(theirs)) };
  return { counter, status, keep, joins: joinsOf(join), value, query, late: { ...late, any: late.value || late.joins.includes(true) } };
}

function isRunning({ fold, within, since, join }: HistoryEntry): boolean {
  return (fold === "count" || fold === "sum") && within === null && since === null && join.length === 0;
}

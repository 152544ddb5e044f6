// A bundle's queries over earlier calls, sorted for the kernel once: which slot remembers calls for what, and which slots a counter
// feeds. A slot is a query, or what a `since` asks for; queries that ask the same `since` share one. Made per bundle and never written to.

import type { HistoryEntry, Manifest, Status } from "../../words/manifest.js";
import { termColumns, type Term } from "../../words/term.js";

/** A query with its place. */
export interface Query {
  readonly slot: number;
  readonly entry: HistoryEntry;
  /** The slot of its `since`, -1 for none. */
  readonly since: number;
  /** Nothing narrows it, so it needs no calls but running totals, and never forgets. */
  readonly isRunning: boolean;
  /** Whether its values can be known only when a call has finished. */
  readonly isLate: boolean;
}

/** What remembers calls: those that a counter matches, with a status. */
export interface Slot {
  readonly counter: number;
  readonly status: Status;
  readonly keep: number;
  /** Null for what a `since` asks for. */
  readonly query: Query | null;
}

/** The queries of a bundle. */
export interface Queries {
  readonly list: readonly Query[];
  readonly slots: readonly Slot[];
  /** The slots of each counter, by its number. */
  readonly byCounter: readonly (readonly number[])[];
}

/** Sorts the queries of a manifest. */
export function queriesOf({ histories, counters }: Manifest): Queries {
  const sinces = sincesOf(histories);
  const list = histories.map((entry, slot): Query => ({ slot, entry, since: entry.since === null ? -1 : sinces.get(sinceKey(entry.since, entry.keep))?.slot ?? -1, isRunning: isRunning(entry), isLate: isLate(entry) }));
  const slots: Slot[] = list.map((query) => ({ counter: query.entry.counter, status: query.entry.status, keep: query.entry.keep, query }));
  for (const { counter, status, keep } of sinces.values()) slots.push({ counter, status, keep, query: null });
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
  readonly counter: number;
  readonly status: Status;
  readonly keep: number;
}

/** What is asked for by `since`, each once; their slots come after those of the queries. */
function sincesOf(histories: readonly HistoryEntry[]): ReadonlyMap<string, Since> {
  const found = new Map<string, Since>();
  for (const { since, keep } of histories) {
    if (since !== null && !found.has(sinceKey(since, keep))) found.set(sinceKey(since, keep), { ...since, keep, slot: histories.length + found.size });
  }
  return found;
}

function sinceKey({ counter, status }: NonNullable<HistoryEntry["since"]>, keep: number): string {
  return `${counter} ${status} ${keep}`;
}

function isRunning({ fold, within, since, join }: HistoryEntry): boolean {
  return (fold === "count" || fold === "sum") && within === null && since === null && join.length === 0;
}

function isLate({ value, join }: HistoryEntry): boolean {
  return (value !== null && readsResult(value)) || join.some(({ theirs }) => readsResult(theirs));
}

// What the session's earlier calls say to the bundle's queries: which of them are in range, and what they come to. Calls are put in when
// they are decided and moved as they run, so a question costs what is in range of it. Three-valued throughout: docs/kernel.md "Histories".

import { SUM_VALUE_MAX } from "../../base/limits.js";
import { isListValue, isScalar } from "../../extract/value.js";
import { numberCell } from "../../words/cell.js";
import type { TermValue } from "../../words/term.js";
import { FALSE, TRUE, UNKNOWN, and, type Truth } from "../../words/truth.js";
import { truthAt } from "./counters.js";
import { add, rounded, type Parts } from "./exact.js";
import { addHeld, createStore, firstAt, isOf, keysText, removeHeld, type Fate, type Held, type Kept, type Past, type Store } from "./past.js";
import type { Queries, Query } from "./query.js";

/** All that a session remembers for its queries. */
export interface Histories {
  readonly queries: Queries;
  /** By slot; null for a query that has totals. */
  readonly stores: readonly (Store | null)[];
  readonly totals: readonly (Totals | null)[];
}

/** What running queries need of the calls that match. */
interface Totals {
  sure: number;
  unsure: number;
  /** Calls whose number cannot be summed. */
  bad: number;
  readonly parts: Parts;
}

/** Nothing has happened yet. */
export function createHistories(queries: Queries): Histories {
  return {
    queries,
    stores: queries.slots.map(({ keep, query }) => (query?.isRunning === true ? null : createStore(keep, query !== null && query.entry.join.length > 0))),
    totals: queries.slots.map(({ query }) => (query?.isRunning === true ? { sure: 0, unsure: 0, bad: 0, parts: [] } : null)),
  };
}

/** Takes in a call that was decided; null where no query can ever be about it. `keep` says what is kept of it for a query. */
export function begin(histories: Histories, call: Pick<Past, "step" | "at" | "fate" | "counters">, keep: (query: Query) => Kept): Past | null {
  const kept = new Map<number, Kept>();
  histories.queries.byCounter.forEach((slots, counter) => {
    if (slots.length === 0 || truthAt(call.counters, counter) === FALSE) return;
    for (const slot of slots) {
      const query = histories.queries.slots[slot]?.query ?? null;
      kept.set(slot, query === null ? nothing : keep(query));
    }
  });
  if (kept.size === 0) return null;
  const past: Past = { ...call, until: call.fate === "pending" ? Number.POSITIVE_INFINITY : call.step + 1, kept, held: new Map(), forgotten: new Set() };
  place(histories, past);
  return past;
}

/** What became of a call, by which step; one that never ran has ended where it stands. */
export function move(histories: Histories, past: Past, fate: Fate, until = past.step + 1): void {
  past.fate = fate;
  past.until = until;
  place(histories, past);
}

/** A call has run: what is known of it now, with what it gave. */
export function end(histories: Histories, past: Past, fate: Fate, until: number, counters: Uint32Array, keep: (query: Query) => Kept): void {
  for (const slot of past.kept.keys()) {
    const query = histories.queries.slots[slot]?.query;
    if (query?.isLate === true) past.kept.set(slot, keep(query));
  }
  past.counters = counters;
  move(histories, past, fate, until);
}

/** What is joined by, as texts: equal scalars, and no others, have equal ones. */
export function keysOf(values: readonly TermValue[]): Kept["keys"] {
  return values.includes(undefined) ? null : values.map((value) => (isScalar(value) ? JSON.stringify(value) : null));
}

/** Where a query is asked from. */
export interface Asking {
  readonly step: number;
  readonly at: number | null;
  /** The pending call's side of what is joined. */
  readonly ours: readonly TermValue[];
  /** The pending call itself, where it is to count. */
  readonly pending: { readonly truth: Truth; readonly kept: Kept } | null;
}

/** What a query gives: absent is a latest value that there is none of, or that is absent itself. */
export function answer(histories: Histories, query: Query, asking: Asking): TermValue {
  const ours = keysOf(asking.ours);
  if (ours === null || ours.includes(null)) return null;
  const range = rangeOf(histories, query, asking);
  const pending = pendingOf(query, asking, ours);
  const totals = histories.totals[query.slot] ?? null;
  if (totals !== null) return ofTotals(query, totals, pending);
  const store = histories.stores[query.slot] ?? null;
  if (store === null) return null;
  const quick = pending === null ? quickCount(query, store, range) : null;
  return quick ?? fold(query, found(store, range, ours, pending));
}

/** Puts a call where it belongs now, and takes it from where it does not. */
function place(histories: Histories, past: Past): void {
  for (const [slot, kept] of past.kept) {
    const { counter, status, query } = histories.queries.slots[slot] ?? never;
    const truth = isOf(status, past.fate) && !past.forgotten.has(slot) && kept.keys !== null ? truthAt(past.counters, counter) : FALSE;
    const before = past.held.get(slot);
    if (before?.truth === truth && before.value === kept.value && before.keys === kept.keys) continue;
    const [store, totals] = [histories.stores[slot] ?? null, histories.totals[slot] ?? null];
    if (before !== undefined) {
      past.held.delete(slot);
      if (store !== null) removeHeld(store, before);
      if (totals !== null && query !== null) sumUp(query, totals, before, -1);
    }
    if (truth === FALSE || kept.keys === null) continue;
    const held: Held = { past, truth, value: kept.value, keys: kept.keys };
    past.held.set(slot, held);
    if (totals !== null && query !== null) sumUp(query, totals, held, 1);
    const lost = store === null ? null : addHeld(store, held);
    lost?.past.held.delete(slot);
    lost?.past.forgotten.add(slot);
  }
}

const nothing: Kept = { value: undefined, keys: [] };
const never = { counter: -1, status: "run", query: null } as const;

// What a query is about.

/** Where calls count: from `from` on for certain (but for those up to `unsureTo`), and from a time on. */
interface Range {
  readonly from: number;
  readonly unsureTo: number;
  /** Null where the time that is asked from is not known. */
  readonly since: number | null;
}

function rangeOf({ stores }: Histories, { entry: { within }, since }: Query, { step, at }: Asking): Range {
  let from = within?.kind === "steps" ? Math.max(0, step - within.steps) : 0;
  let unsureTo = -1;
  const store = since === -1 ? null : stores[since] ?? null;
  if (store !== null) {
    const sure = store.list.findLast(({ truth }) => truth === TRUE)?.past.step ?? -1;
    const unsure = store.unsure === 0 ? -1 : store.list.findLast(({ truth }) => truth === UNKNOWN)?.past.step ?? -1;
    from = Math.max(from, sure + 1);
    // What began while one of them ran may have been before it in the world. One that was forgotten may have been the latest.
    unsureTo = store.list.reduce((latest, { past }) => Math.max(latest, past.until - 1), Math.max(unsure, store.lostStep));
  }
  return { from, unsureTo, since: within?.kind !== "time" ? Number.NEGATIVE_INFINITY : at === null ? null : at - within.ms };
}

function inRange(range: Range, step: number, at: number | null): Truth {
  if (step < range.from) return FALSE;
  const inTime = range.since === Number.NEGATIVE_INFINITY ? TRUE : range.since === null || at === null ? UNKNOWN : at >= range.since ? TRUE : FALSE;
  return and(inTime, step <= range.unsureTo ? UNKNOWN : TRUE);
}

/** The pending call as an entry: it comes last of all, and now. */
function pendingOf({ entry }: Query, { pending }: Asking, ours: readonly (string | null)[]): Found | null {
  if (!entry.including || pending === null || pending.kept.keys === null || !isOf(entry.status, "pending")) return null;
  const truth = and(pending.truth, isJoined(pending.kept.keys, ours));
  return truth === FALSE ? null : { truth, value: pending.kept.value };
}

function isJoined(theirs: readonly (string | null)[], ours: readonly (string | null)[]): Truth {
  return theirs.reduce<Truth>((truth, key, index) => and(truth, key === null ? UNKNOWN : key === ours[index] ? TRUE : FALSE), TRUE);
}

/** A call that counts, or may. */
interface Found {
  readonly truth: Truth;
  readonly value: TermValue;
}

/** The calls in range, latest first; last of all, where one was forgotten that may be in range, one that is not known. */
function* found(store: Store, range: Range, ours: readonly (string | null)[], pending: Found | null): Generator<Found> {
  if (pending !== null) yield pending;
  const list = store.joined === null ? store.list : joinedTo(store.joined, ours);
  const earliest = store.untimed === 0 ? range.since ?? Number.NEGATIVE_INFINITY : Number.NEGATIVE_INFINITY;
  for (let index = list.length - 1; index >= 0; index--) {
    const held = list[index];
    // Steps and times go the same way, so nothing before it counts either.
    if (held === undefined || held.past.step < range.from || (held.past.at ?? Number.POSITIVE_INFINITY) < earliest) break;
    const truth = and(and(held.truth, isJoined(held.keys, ours)), inRange(range, held.past.step, held.past.at));
    if (truth !== FALSE) yield { truth, value: held.value };
  }
  if (mayBeLost(store, range)) yield { truth: UNKNOWN, value: null };
}

function joinedTo({ byKeys, loose }: NonNullable<Store["joined"]>, ours: readonly (string | null)[]): readonly Held[] {
  const sure = byKeys.get(keysText(ours) ?? "") ?? [];
  return loose.length === 0 ? sure : [...sure, ...loose].sort((a, b) => a.past.step - b.past.step);
}

function mayBeLost({ lostStep, lostAt }: Store, range: Range): boolean {
  return lostStep !== -1 && inRange(range, lostStep, lostAt) !== FALSE;
}

/** How many calls are in range, where all of them and nothing else are certain to be. */
function quickCount({ entry }: Query, store: Store, range: Range): number | null {
  const isSure = entry.fold === "count" && store.joined === null && store.unsure === 0 && store.untimed === 0 && range.since === Number.NEGATIVE_INFINITY && range.unsureTo < range.from;
  return isSure && !mayBeLost(store, range) ? store.list.length - firstAt(store.list, range.from) : null;
}

// What they come to.

function fold({ entry }: Query, calls: Iterable<Found>): TermValue {
  if (entry.fold === "latest") {
    for (const { truth, value } of calls) return truth === TRUE ? value : null;
    return undefined;
  }
  let count = 0;
  const parts: Parts = [];
  const different = new Set<string>();
  for (const { truth, value } of calls) {
    if (truth !== TRUE) return null;
    count++;
    if (entry.fold === "sum") {
      if (!isSummable(value)) return null;
      add(parts, value);
    }
    if (entry.fold === "distinct" && !tellApart(different, value)) return null;
  }
  return entry.fold === "count" ? count : entry.fold === "sum" ? numberCell(rounded(parts)) : different.size;
}

function isSummable(value: TermValue): value is number {
  return typeof value === "number" && Math.abs(value) <= SUM_VALUE_MAX;
}

/** Notes a value, or each item of a list; false where one is not known, or none that could be told from others. */
function tellApart(different: Set<string>, value: TermValue): boolean {
  const items = isListValue(value) ? value.items : [value];
  for (const item of items) {
    if (!isScalar(item)) return false;
    different.add(JSON.stringify(item));
  }
  return !isListValue(value) || !value.open;
}

function ofTotals({ entry }: Query, { sure, unsure, bad, parts }: Totals, pending: Found | null): TermValue {
  if (unsure > 0 || bad > 0 || pending?.truth === UNKNOWN) return null;
  if (entry.fold === "count") return sure + (pending === null ? 0 : 1);
  const sum = [...parts];
  if (pending !== null) {
    if (!isSummable(pending.value)) return null;
    add(sum, pending.value);
  }
  return numberCell(rounded(sum));
}

function sumUp({ entry }: Query, totals: Totals, { truth, value }: Held, by: 1 | -1): void {
  if (truth === UNKNOWN) totals.unsure += by;
  else totals.sure += by;
  if (entry.fold !== "sum" || truth === UNKNOWN) return;
  if (isSummable(value)) add(totals.parts, by * value);
  else totals.bad += by;
}

// What the session's earlier calls say to the bundle's queries: which of them are in range, and what they come to. Calls are put in when
// they are decided and moved as they run, so a question costs what is in range of it. Three-valued throughout: docs/kernel.md "Histories".

import type { TermValue } from "../../words/term.js";
import { FALSE, TRUE, UNKNOWN, and, type Truth } from "../../words/truth.js";
import { truthAt } from "./counters.js";
import { joinedBy, ourSides, type Joins, type Sides } from "./join.js";
import { addHeld, createStore, firstAt, isOf, removeHeld, withKey, type Fate, type Held, type Kept, type Past, type Store } from "./past.js";
import type { Queries, Query, Slot } from "./query.js";
import { createTotals, ofTotals, sumUp, total, type Found, type Totals } from "./total.js";

/** All that a session remembers for its queries. */
export interface Histories {
  readonly queries: Queries;
  /** By slot; null for a query that has totals. */
  readonly stores: readonly (Store | null)[];
  readonly totals: readonly (Totals | null)[];
}

/** Nothing has happened yet. */
export function createHistories(queries: Queries): Histories {
  return {
    queries,
    stores: queries.slots.map(({ keep, query }) => (query?.isRunning === true ? null : createStore(keep, query === null))),
    totals: queries.slots.map(({ query }) => (query?.isRunning === true ? createTotals() : null)),
  };
}

/** What is kept of a call for a slot; `before` is what was kept of it, where that was asked already. */
export type Keep = (slot: Slot, before: Kept | null) => Kept;

/** Takes in a call that was decided; null where no query can ever be about it. */
export function begin(histories: Histories, call: Pick<Past, "step" | "at" | "fate" | "counters">, keep: Keep): Past | null {
  const kept = new Map<number, Kept>();
  histories.queries.byCounter.forEach((slots, counter) => {
    if (slots.length === 0 || truthAt(call.counters, counter) === FALSE) return;
    for (const number of slots) {
      const slot = histories.queries.slots[number];
      if (slot !== undefined) kept.set(number, keep(slot, null));
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
export function end(histories: Histories, past: Past, fate: Fate, until: number, counters: Uint32Array, keep: Keep): void {
  for (const [number, before] of past.kept) {
    const slot = histories.queries.slots[number];
    if (slot?.late.any === true) past.kept.set(number, keep(slot, before));
  }
  past.counters = counters;
  move(histories, past, fate, until);
}

/** Where a query is asked from. */
export interface Asking {
  readonly step: number;
  readonly at: number | null;
  /** When the period of the calendar began that it asks for; null where that is not known, or it asks for none. */
  readonly opened: number | null;
  /** The pending call's side of what is joined, and of what its `since` is joined by. */
  readonly ours: readonly TermValue[];
  readonly sinceOurs: readonly TermValue[];
  /** The pending call itself, where it is to count. */
  readonly pending: { readonly truth: Truth; readonly kept: Kept } | null;
}

/** What a query gives: absent is a latest value that there is none of, or that is absent itself. */
export function answer(histories: Histories, query: Query, asking: Asking): TermValue {
  const slot = histories.queries.slots[query.slot];
  const ours = slot === undefined ? null : ourSides(slot.joins, asking.ours);
  const sinceOurs = ourSides(query.sinceJoins, asking.sinceOurs);
  if (slot === undefined || ours === null || sinceOurs === null) return null;
  const pending = pendingOf(query, slot.joins, asking, ours);
  const totals = histories.totals[query.slot] ?? null;
  if (totals !== null) return ofTotals(query, totals, pending);
  const store = histories.stores[query.slot] ?? null;
  if (store === null) return null;
  const range = rangeOf(query, histories.stores[query.since] ?? null, asking, sinceOurs);
  const quick = pending === null && slot.joins.rest.length === 0 ? quickCount(query, store, range, ours) : null;
  return quick ?? total(query, found({ store, joins: slot.joins, ours, range }, pending));
}

/** Puts a call where it belongs now, and takes it from where it does not. */
function place(histories: Histories, past: Past): void {
  for (const [slot, kept] of past.kept) {
    const { counter, status, query } = histories.queries.slots[slot] ?? never;
    const truth = isOf(status, past.fate) && !past.forgotten.has(slot) && kept.sides !== null ? truthAt(past.counters, counter) : FALSE;
    const before = past.held.get(slot);
    if (before?.truth === truth && before.value === kept.value && before.sides === kept.sides && (before.until === past.until || query !== null)) continue;
    const [store, totals] = [histories.stores[slot] ?? null, histories.totals[slot] ?? null];
    if (before !== undefined) {
      past.held.delete(slot);
      if (store !== null) removeHeld(store, before);
      if (totals !== null && query !== null) sumUp(query, totals, before, -1);
    }
    if (truth === FALSE || kept.sides === null) continue;
    const held: Held = { past, truth, value: kept.value, sides: kept.sides, until: past.until };
    past.held.set(slot, held);
    if (totals !== null && query !== null) sumUp(query, totals, held, 1);
    const lost = store === null ? null : addHeld(store, held);
    lost?.past.held.delete(slot);
    lost?.past.forgotten.add(slot);
  }
}

const never = { counter: -1, status: "run", query: null } as const;

// What a query is about.

/** Where calls count: from `from` on for certain (but for those up to `unsureTo`), and from a time on. */
interface Range {
  readonly from: number;
  readonly unsureTo: number;
  /** Null where the time that is asked from is not known. */
  readonly since: number | null;
}

function rangeOf({ entry: { within }, sinceJoins }: Query, store: Store | null, { step, at, opened }: Asking, ours: Sides): Range {
  const from = within?.kind === "steps" ? Math.max(0, step - within.steps) : 0;
  const since = within === null || within.kind === "steps" ? Number.NEGATIVE_INFINITY : within.kind === "calendar" ? opened : at === null ? null : at - within.ms;
  if (store === null) return { from, unsureTo: -1, since };
  const last = lastOf(store, sinceJoins, ours);
  return { from: Math.max(from, last.sure + 1), unsureTo: last.unsure, since };
}

/** The latest step at which a call of a store is joined for certain, and the latest up to which nobody can say. Looks at the latest ones alone, where calls are joined by what is equal. */
function lastOf(store: Store, joins: Joins, ours: Sides): { readonly sure: number; readonly unsure: number } {
  const bucket = withKey(store, ours.key);
  const lists = [[bucket.sure, true], [bucket.unsure, true], [store.loose.sure, false], [store.loose.unsure, false]] as const;
  // One that was forgotten may have been the latest.
  const last = { sure: -1, unsure: store.lostStep };
  for (const [list, keyed] of lists) {
    for (let index = list.length - 1; index >= 0; index--) {
      const held = list[index];
      if (held === undefined || held.past.step <= last.sure) break;
      const truth = and(held.truth, joinedBy(joins, held.sides, ours, keyed));
      if (truth === UNKNOWN) last.unsure = Math.max(last.unsure, held.past.step);
      else if (truth === TRUE) last.sure = held.past.step;
      // Behind one that matches nothing earlier of this list matters; of those that may the latest is enough.
      if (truth === TRUE || (truth === UNKNOWN && (held.truth === UNKNOWN || !keyed))) break;
    }
  }
  // What began while one of them ran may have been before it in the world.
  for (const [{ ends }, keyed] of [[bucket, true], [store.loose, false]] as const) {
    for (let index = ends.length - 1; index >= 0; index--) {
      const held = ends[index];
      if (held === undefined || held.until - 1 <= Math.max(last.sure, last.unsure)) break;
      if (joinedBy(joins, held.sides, ours, keyed) !== FALSE) last.unsure = held.until - 1;
    }
  }
  return last;
}

function inRange(range: Range, step: number, at: number | null): Truth {
  if (step < range.from) return FALSE;
  const inTime = range.since === Number.NEGATIVE_INFINITY ? TRUE : range.since === null || at === null ? UNKNOWN : at >= range.since ? TRUE : FALSE;
  return and(inTime, step <= range.unsureTo ? UNKNOWN : TRUE);
}

/** The pending call as an entry: it comes last of all, and now. */
function pendingOf({ entry }: Query, joins: Joins, { pending }: Asking, ours: Sides): Found | null {
  if (!entry.including || pending === null || pending.kept.sides === null || !isOf(entry.status, "pending")) return null;
  const truth = and(pending.truth, joinedBy(joins, pending.kept.sides, ours, false));
  return truth === FALSE ? null : { truth, value: pending.kept.value };
}

/** Where a query looks for calls. */
interface Search {
  readonly store: Store;
  readonly joins: Joins;
  readonly ours: Sides;
  readonly range: Range;
}

/** The calls in range, latest first; last of all, where one was forgotten that may be in range, one that is not known. */
function* found({ store, joins, ours, range }: Search, pending: Found | null): Generator<Found> {
  if (pending !== null) yield pending;
  const bucket = withKey(store, ours.key);
  const earliest = bucket.untimed + store.loose.untimed === 0 ? range.since ?? Number.NEGATIVE_INFINITY : Number.NEGATIVE_INFINITY;
  for (const held of latestFirst([bucket.sure, bucket.unsure, store.loose.sure, store.loose.unsure])) {
    // Steps and times go the same way, so nothing before it counts either.
    if (held.past.step < range.from || (held.past.at ?? Number.POSITIVE_INFINITY) < earliest) break;
    const truth = and(and(held.truth, joinedBy(joins, held.sides, ours, held.sides.key !== null)), inRange(range, held.past.step, held.past.at));
    if (truth !== FALSE) yield { truth, value: held.value };
  }
  if (mayBeLost(store, range)) yield { truth: UNKNOWN, value: null };
}

/** The calls of several lists, by step. */
function* latestFirst(lists: readonly (readonly Held[])[]): Generator<Held> {
  const left = lists.map((list) => list.length);
  for (;;) {
    let latest: Held | null = null;
    let from = -1;
    for (const [index, list] of lists.entries()) {
      const held = list[(left[index] ?? 0) - 1];
      if (held !== undefined && (latest === null || held.past.step > latest.past.step)) [latest, from] = [held, index];
    }
    if (latest === null) return;
    left[from] = (left[from] ?? 0) - 1;
    yield latest;
  }
}

function mayBeLost({ lostStep, lostAt }: Store, range: Range): boolean {
  return lostStep !== -1 && inRange(range, lostStep, lostAt) !== FALSE;
}

/** How many calls are in range, where all of them and nothing else are certain to be; the key says who is joined. */
function quickCount({ entry }: Query, store: Store, range: Range, ours: Sides): number | null {
  const { sure, unsure, untimed } = withKey(store, ours.key);
  const isTimed = range.since !== Number.NEGATIVE_INFINITY;
  const none = (list: readonly Held[]): boolean => (list[list.length - 1]?.past.step ?? -1) < range.from;
  const isSure = entry.fold === "count" && none(unsure) && none(store.loose.sure) && none(store.loose.unsure) && (!isTimed || (range.since !== null && untimed === 0));
  if (!isSure || range.unsureTo >= range.from || mayBeLost(store, range)) return null;
  return sure.length - firstAt(sure, ({ past }) => past.step < range.from || (isTimed && past.at !== null && range.since !== null && past.at < range.since));
}

// The calls of a session that some query over earlier calls remembers: what became of each, and what is kept of it for each query.
// Stores are lists in the order of steps, so long as the bundle says; what is forgotten is forgotten for good, and that it was is not.

import { UNKNOWN, type Truth } from "../../words/truth.js";
import type { Status } from "../../words/manifest.js";
import type { TermValue } from "../../words/term.js";

/** What became of a call. */
export type Fate = "pending" | "succeeded" | "failed" | "refused";

/** An earlier call. */
export interface Past {
  readonly step: number;
  /** When it was made, null where that is not known. */
  readonly at: number | null;
  fate: Fate;
  /** The first step that certainly came after it had ended; infinity while it may still run. */
  until: number;
  counters: Uint32Array;
  /** What each slot that may hold it keeps of it, and what stands in each. */
  readonly kept: Map<number, Kept>;
  readonly held: Map<number, Held>;
  /** Slots that have forgotten it. */
  readonly forgotten: Set<number>;
}

/** What is kept of a call for one query. */
export interface Kept {
  readonly value: TermValue;
  /** What it is joined by, null being unknown; null for all where one is absent: then nothing is joined to it. */
  readonly keys: readonly (string | null)[] | null;
}

/** A call in one store. */
export interface Held {
  readonly past: Past;
  /** Whether it matches: true or unknown. */
  readonly truth: Truth;
  readonly value: TermValue;
  readonly keys: readonly (string | null)[];
}

/** Calls in the order of their steps. */
export interface Store {
  readonly keep: number;
  readonly list: Held[];
  /** Those of which all keys are known, by these; the others. Null where nothing is joined. */
  readonly joined: { readonly byKeys: Map<string, Held[]>; readonly loose: Held[] } | null;
  /** How many of the list may not match, and how many have no time. */
  unsure: number;
  untimed: number;
  /** The latest that was forgotten, -1 for none, and its time; null where a forgotten one had none. */
  lostStep: number;
  lostAt: number | null;
}

/** An empty store. */
export function createStore(keep: number, isJoined: boolean): Store {
  return {
    keep, list: [], joined: isJoined ? { byKeys: new Map(), loose: [] } : null, unsure: 0, untimed: 0,
    lostStep: -1, lostAt: Number.NEGATIVE_INFINITY,
  };
}

/** Whether a call with this fate has a status. */
export function isOf(status: Status, fate: Fate): boolean {
  return status === "attempted" || (status === "run" ? fate !== "refused" : status === fate);
}

/** Adds a call; the oldest is forgotten where there are too many. Gives what was forgotten. */
export function addHeld(store: Store, held: Held): Held | null {
  insert(store.list, held);
  tally(store, held, 1);
  if (store.joined !== null) insert(listOf(store.joined, held), held);
  const oldest = store.list[0];
  if (store.list.length <= store.keep || oldest === undefined) return null;
  removeHeld(store, oldest);
  const { step, at } = oldest.past;
  store.lostStep = Math.max(store.lostStep, step);
  store.lostAt = at === null || store.lostAt === null ? null : Math.max(store.lostAt, at);
  return oldest;
}

/** Takes a call out that is in. */
export function removeHeld(store: Store, held: Held): void {
  remove(store.list, held);
  tally(store, held, -1);
  if (store.joined === null) return;
  const list = listOf(store.joined, held);
  remove(list, held);
  const keys = keysText(held.keys);
  if (list.length === 0 && keys !== null) store.joined.byKeys.delete(keys);
}

/** The index of the first call at or after a step. */
export function firstAt(list: readonly Held[], step: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.past.step ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keys as one text, null where one is unknown. A key is JSON, in which no line ends. */
export function keysText(keys: readonly (string | null)[]): string | null {
  return keys.includes(null) ? null : keys.join("\n");
}

function listOf({ byKeys, loose }: NonNullable<Store["joined"]>, held: Held): Held[] {
  const keys = keysText(held.keys);
  if (keys === null) return loose;
  const known = byKeys.get(keys);
  if (known !== undefined) return known;
  const list: Held[] = [];
  byKeys.set(keys, list);
  return list;
}

function insert(list: Held[], held: Held): void {
  const last = list[list.length - 1];
  if (last === undefined || last.past.step < held.past.step) list.push(held);
  else list.splice(firstAt(list, held.past.step), 0, held);
}

function remove(list: Held[], held: Held): void {
  const index = firstAt(list, held.past.step);
  if (list[index] === held) list.splice(index, 1);
}

function tally(store: Store, { truth, past }: Held, by: 1 | -1): void {
  if (truth === UNKNOWN) store.unsure += by;
  if (past.at === null) store.untimed += by;
}

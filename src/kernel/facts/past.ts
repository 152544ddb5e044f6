// The calls of a session that some query over earlier calls remembers: what became of each, and what is kept of it for each query.
// Stores are lists in the order of steps, so long as the bundle says, and apart by what calls are joined by; what is forgotten is
// forgotten for good, and that it was is not.

import { TRUE, type Truth } from "../../words/truth.js";
import type { Status } from "../../words/manifest.js";
import type { TermValue } from "../../words/term.js";
import type { Sides } from "./join.js";

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

/** What is kept of a call for one slot. */
export interface Kept {
  readonly value: TermValue;
  /** What it is joined by; null where some of that is absent: then nothing is joined to it. */
  readonly sides: Sides | null;
}

/** A call in one store. */
export interface Held {
  readonly past: Past;
  /** Whether it matches: true or unknown. */
  readonly truth: Truth;
  readonly value: TermValue;
  readonly sides: Sides;
  /** As it was when it was put in. */
  readonly until: number;
}

/** Calls with one key, each list in the order of steps. */
export interface Bucket {
  /** Those that match for certain, and those that may. */
  readonly sure: Held[];
  readonly unsure: Held[];
  /** All of them in the order in which they ended, those that may still run last; kept in stores of `since` alone. */
  readonly ends: Held[];
  /** How many have no time. */
  untimed: number;
}

/** Calls in the order of their steps. */
export interface Store {
  readonly keep: number;
  readonly ends: boolean;
  readonly list: Held[];
  /** By their keys, and those of which these are not known. */
  readonly byKey: Map<string, Bucket>;
  readonly loose: Bucket;
  /** The latest that was forgotten, -1 for none, and its time; null where a forgotten one had none. */
  lostStep: number;
  lostAt: number | null;
}

/** An empty store; `ends` where it is asked when calls ended. */
export function createStore(keep: number, ends: boolean): Store {
  return { keep, ends, list: [], byKey: new Map(), loose: createBucket(), lostStep: -1, lostAt: Number.NEGATIVE_INFINITY };
}

/** Whether a call with this fate has a status. */
export function isOf(status: Status, fate: Fate): boolean {
  return status === "attempted" || (status === "run" ? fate !== "refused" : status === fate);
}

/** Adds a call; the oldest is forgotten where there are too many. Gives what was forgotten. */
export function addHeld(store: Store, held: Held): Held | null {
  insert(store.list, held, isBefore);
  const bucket = bucketOf(store, held.sides.key);
  insert(held.truth === TRUE ? bucket.sure : bucket.unsure, held, isBefore);
  if (store.ends) insert(bucket.ends, held, endsBefore);
  if (held.past.at === null) bucket.untimed++;
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
  remove(store.list, held, isBefore);
  const { key } = held.sides;
  const bucket = bucketOf(store, key);
  remove(held.truth === TRUE ? bucket.sure : bucket.unsure, held, isBefore);
  if (store.ends) remove(bucket.ends, held, endsBefore);
  if (held.past.at === null) bucket.untimed--;
  if (key !== null && bucket.sure.length + bucket.unsure.length === 0) store.byKey.delete(key);
}

/** The calls with a key. */
export function withKey({ byKey }: Store, key: string | null): Bucket {
  return (key === null ? undefined : byKey.get(key)) ?? nobody;
}

/** The index of the first call of a list, sorted by what is asked of it, that is not before. */
export function firstAt(list: readonly Held[], isBefore: (held: Held) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const held = list[middle];
    if (held !== undefined && isBefore(held)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function createBucket(): Bucket {
  return { sure: [], unsure: [], ends: [], untimed: 0 };
}

function bucketOf({ byKey, loose }: Store, key: string | null): Bucket {
  if (key === null) return loose;
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const bucket = createBucket();
  byKey.set(key, bucket);
  return bucket;
}

type Order = (one: Held, other: Held) => boolean;

const isBefore: Order = (one, other) => one.past.step < other.past.step;
const endsBefore: Order = (one, other) => one.until < other.until || (one.until === other.until && isBefore(one, other));

function insert(list: Held[], held: Held, before: Order): void {
  const last = list[list.length - 1];
  if (last === undefined || before(last, held)) list.push(held);
  else list.splice(firstAt(list, (one) => before(one, held)), 0, held);
}

function remove(list: Held[], held: Held, before: Order): void {
  const index = firstAt(list, (one) => before(one, held));
  if (list[index] === held) list.splice(index, 1);
}

/** No calls. Never written to. */
const nobody: Bucket = createBucket();

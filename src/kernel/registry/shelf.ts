// Places of one kind with what lies in each, found by key, and paths by their segments: looking one up costs what overlaps it, never
// the session. What a call wrote that has no result yet is kept apart, so that it can be taken back. Knows no calls and no rules.

import { REGISTRY_PLACES_MAX } from "../../base/limits.js";
import { isPattern, overlap, placeOf, type Overlap, type Place } from "../../extract/overlap.js";
import { CLEAN, joinFlows, type Flows } from "../graph/flows.js";
import type { Held } from "./spot.js";

/** One place. */
export interface Entry {
  /** Null for what was put nobody knows where. */
  readonly key: string | null;
  readonly place: Place | null;
  /** For good. */
  held: Held;
  /** Of calls that may still be taken back, by who wrote. */
  readonly open: Map<string, Held>;
}

/** The places of a kind. */
export interface Shelf {
  readonly byKey: Map<string | null, Entry>;
  /** Of paths: the places with a segment; those without any are in `all` alone. */
  readonly bySegment: Map<string, Set<Entry>>;
  /** Of paths: those that are the whole of a root or of the working folder. */
  readonly whole: Set<Entry>;
}

/** Nothing lies there. */
export const empty: Held = { value: CLEAN, context: CLEAN, outside: false };

/** An empty shelf. */
export function createShelf(): Shelf {
  return { byKey: new Map(), bySegment: new Map(), whole: new Set() };
}

/** Joins what two places hold. */
export function joinHeld(flows: Flows, a: Held, b: Held): Held {
  if (a === empty) return b;
  if (b === empty) return a;
  return { value: joinFlows(flows, a.value, b.value), context: joinFlows(flows, a.context, b.context), outside: a.outside || b.outside };
}

/** The place of a key, made where there is none; past REGISTRY_PLACES_MAX it is the one that may be any. */
export function entryAt(shelf: Shelf, key: string | null, isPath: boolean): Entry {
  const kept = shelf.byKey.has(key) || shelf.byKey.size < REGISTRY_PLACES_MAX ? key : null;
  const known = shelf.byKey.get(kept);
  if (known !== undefined) return known;
  const place = isPath && kept !== null ? placeOf(kept) : null;
  const entry: Entry = { key: kept, place, held: empty, open: new Map() };
  shelf.byKey.set(kept, entry);
  if (place === null) return entry;
  for (const segment of place.segments) {
    const there = shelf.bySegment.get(segment);
    if (there === undefined) shelf.bySegment.set(segment, new Set([entry]));
    else there.add(entry);
  }
  if (place.segments.length === 0 || place.segments.some(isPattern)) shelf.whole.add(entry);
  return entry;
}

/** What lies in a place, but for what `except` wrote and may still take back. */
export function heldBy(flows: Flows, entry: Entry, except: string): Held {
  let held = entry.held;
  for (const [writer, own] of entry.open) if (writer !== except) held = joinHeld(flows, held, own);
  return held;
}

/** The places that a path overlaps, and how; what may lie anywhere is not among them. */
export function overlapping(shelf: Shelf, key: string): ReadonlyMap<Entry, Overlap> {
  const place = placeOf(key);
  const found = new Map<Entry, Overlap>();
  const look = (entry: Entry): void => {
    if (entry.place === null || found.has(entry)) return;
    const how = overlap(place, entry.place);
    if (how !== "none") found.set(entry, how);
  };
  // Two places overlap where a segment of them is the same; only a pattern, or a whole folder, has none to be found by.
  if (place.segments.length === 0 || place.segments.some(isPattern)) for (const entry of shelf.byKey.values()) look(entry);
  else for (const segment of place.segments) for (const entry of shelf.bySegment.get(segment) ?? []) look(entry);
  for (const entry of shelf.whole) look(entry);
  return found;
}

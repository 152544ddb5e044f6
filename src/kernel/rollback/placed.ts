// What earlier instructions put where a later one reads: a file that was written and is read is an edge that no text shows. By the
// steps alone; what lies there is the registry's. Kept only while a session is gone over again.

import type { Overlap } from "../../extract/overlap.js";
import { link, linked, type Learned } from "../registry/learned.js";
import { createShelf, entryAt, overlapping, type Entry, type Shelf } from "../registry/shelf.js";
import { isOwn, spotKinds, type SpotKind } from "../registry/spot.js";
import type { Touch } from "../registry/touch.js";

/** Who wrote where. */
export interface Placed {
  readonly shelves: Readonly<Record<SpotKind, Shelf>>;
  readonly writers: Map<Entry, number[]>;
  readonly links: Learned["links"];
}

/** An earlier instruction that put something where this one reads. */
export interface Giver {
  readonly from: number;
  /** False where it may have been another place. */
  readonly certain: boolean;
}

/** Nothing was put anywhere. */
export function createPlaced(): Placed {
  return { shelves: Object.fromEntries(spotKinds.map((kind) => [kind, createShelf()])) as Record<SpotKind, Shelf>, writers: new Map(), links: [] };
}

/** Notes where an instruction writes. */
export function place({ shelves, writers, links }: Placed, step: number, { writes, writesAny, entrusted, links: made }: Touch): void {
  for (const [a, b] of made) link({ links }, a, b);
  for (const { kind, key } of [...writes, ...entrusted, ...writesAny.map((kind) => ({ kind, key: null }))]) {
    const entry = entryAt(shelves[kind], key, kind === "path");
    const steps = writers.get(entry);
    if (steps === undefined) writers.set(entry, [step]);
    else if (steps.at(-1) !== step) steps.push(step);
  }
}

/** Those that wrote where an instruction reads, each once, earliest first. */
export function giversOf({ shelves, writers, links }: Placed, { reads, readsAny, entrusted }: Touch): readonly Giver[] {
  const found = new Map<number, boolean>();
  const add = (entry: Entry, how: Overlap): void => {
    for (const step of writers.get(entry) ?? []) found.set(step, found.get(step) === true || (how === "certain" && entry.key !== null));
  };
  for (const { kind, key } of [...reads, ...entrusted].flatMap((spot) => linked({ links }, spot))) {
    const shelf = shelves[kind];
    if (key === null) for (const entry of shelf.byKey.values()) add(entry, "maybe");
    else {
      if (kind === "path") for (const [entry, how] of overlapping(shelf, key)) add(entry, how);
      for (const entry of [shelf.byKey.get(key), isOwn({ kind, key }) ? undefined : shelf.byKey.get(null)]) if (entry !== undefined) add(entry, "certain");
    }
  }
  for (const kind of readsAny) for (const entry of shelves[kind].byKey.values()) add(entry, "maybe");
  return [...found].map(([from, certain]) => ({ from, certain })).sort((a, b) => a.from - b.from);
}

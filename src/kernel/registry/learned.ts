// What the session has learned of places: what was put where, and what so comes to whoever reads there. Links that were made are
// followed; what lies in other sessions' places is asked of the registry that they share, and what that answers is told like an event.
// Knows no policy: what a call reads and writes it is told.

import { LINKS_FOLLOWED_MAX, LINKS_MAX } from "../../base/limits.js";
import { overlap, placeOf, type Place } from "../../extract/overlap.js";
import { clean, type Labels } from "../../words/labels.js";
import type { Row } from "../event/row.js";
import { CLEAN, flowAt, flowOf, type Flows } from "../graph/flows.js";
import { heldOf, rowOf, type Identities } from "./row.js";
import { createShelf, empty, entryAt, heldBy, joinHeld, overlapping, type Shelf } from "./shelf.js";
import { admitPin, createPins, heldTools, noteListed, noteReviewed, toolKey, type Pins, type ToolName } from "./pins.js";
import { createScripts, type Scripts } from "./scripts.js";
import { admitLabel, createSaid, type Said } from "./said.js";
import { isOwn, spotKinds, type Asked, type Held, type Spot, type SpotKind } from "./spot.js";

/** Answers what lies in other sessions' places, where that was not told yet. Null: there are no others. */
export type Lookup = (spots: readonly Asked[]) => readonly Row[];

/** Whose child a session is: the call that made it. */
export interface Parent {
  readonly session: string;
  readonly call: string;
}

/** All that was learned. */
export interface Learned {
  readonly session: string;
  /** What others know the session by. */
  readonly known: string;
  readonly parent: Parent | null;
  readonly lookup: Lookup | null;
  readonly identities: Identities;
  readonly shelves: Readonly<Record<SpotKind, Shelf>>;
  /** Names that are one file. */
  readonly links: { readonly paths: readonly [string, string]; readonly places: readonly [Place, Place] }[];
  /** What was written that may be run. */
  readonly scripts: Scripts;
  /** What tools were. */
  readonly pins: Pins;
  /** What people said of resources since the bundle was made. */
  readonly said: Said;
  /** What the lookup answered since it was last taken, and what was learned that others do not know. */
  readonly told: Row[];
  readonly fresh: Row[];
  /** Whether anything that another session put somewhere was told. */
  readonly others: { wrote: boolean };
  /** Rows that are not counted as remembered yet: from the next event on, and from the one after it. */
  readonly uncounted: { next: number; later: number };
}

/** Nothing learned. */
export function createLearned(identities: Identities, among: Pick<Learned, "parent" | "lookup" | "known"> & { readonly id: string }): Learned {
  const shelves = Object.fromEntries(spotKinds.map((kind) => [kind, createShelf()])) as Record<SpotKind, Shelf>;
  const { id, known, parent, lookup } = among;
  return { session: id, known, parent, lookup, identities, shelves, links: [], scripts: createScripts(), pins: createPins(), said: createSaid(identities.tags), told: [], fresh: [], others: { wrote: false }, uncounted: { next: 0, later: 0 } };
}

/** Puts something into a place: for good, or until its writer's result says so. What is clean is not kept. */
export function put(learned: Learned, flows: Flows, spot: Spot, writer: string, held: Held, isOpen: boolean): void {
  if (!lay(learned, flows, spot, writer, held, isOpen)) return;
  if (learned.lookup !== null) learned.fresh.push(rowOf(flows, learned.identities, spot, writer, held, isOpen));
}

/** Takes back what a writer put into a place and might take back. */
export function unput(learned: Learned, { kind, key }: Spot, writer: string): void {
  const entry = learned.shelves[kind].byKey.get(key) ?? learned.shelves[kind].byKey.get(null);
  if (entry?.open.delete(writer) === true && learned.lookup !== null) learned.fresh.push({ kind, key, writer, gone: true });
}

/** Takes in what another session put somewhere, or took back, before the event that asks for it. */
export function admit(learned: Learned, flows: Flows, rows: readonly Row[]): void {
  takeIn(learned, flows, rows);
  // INVARIANT: counted with the same event whether it was asked for or told again, so that a session is full at the same event.
  learned.uncounted.later += rows.length;
}

function takeIn(learned: Learned, flows: Flows, rows: readonly Row[]): void {
  for (const row of rows) {
    if (row.kind === "tool") admitPin(learned.pins, row);
    else if (row.kind === "label") admitLabel(learned.said, row);
    else if ("gone" in row) learned.shelves[row.kind].byKey.get(row.key)?.open.delete(row.writer);
    else {
      learned.others.wrote = true;
      lay(learned, flows, row, row.writer, heldOf(flows, learned.identities, row), row.open);
    }
  }
}

/** Notes that two paths are one file. */
export function link({ links }: Pick<Learned, "links">, a: string, b: string): void {
  if (links.length < LINKS_MAX) links.push({ paths: [a, b], places: [placeOf(a), placeOf(b)] });
}

/** What lies in these places, and what may in any of `open` kinds; what `writer` itself put there and may take back is not among it. */
export function gather(learned: Learned, flows: Flows, given: readonly Spot[], open: readonly SpotKind[], writer: string): Held {
  const spots = given.flatMap((spot) => linked(learned, spot));
  ask(learned, flows, [...spots, ...open.map((kind) => ({ kind, key: null }))]);
  let held = empty;
  for (const { kind, key } of spots) {
    const shelf = learned.shelves[kind];
    if (shelf.byKey.size === 0) continue;
    if (kind === "path" && key !== null) {
      for (const [entry, how] of overlapping(shelf, key)) held = joinHeld(flows, held, how === "certain" ? heldBy(flows, entry, writer) : perhaps(flows, heldBy(flows, entry, writer)));
      held = joinHeld(flows, held, anywhere(shelf, flows, writer));
    } else if (key === null) held = joinHeld(flows, held, all(shelf, flows, writer));
    else {
      held = joinHeld(flows, held, ofKey(shelf, flows, key, writer));
      if (!isOwn({ kind, key })) held = joinHeld(flows, held, anywhere(shelf, flows, writer));
    }
  }
  for (const kind of open) held = joinHeld(flows, held, perhaps(flows, all(learned.shelves[kind], flows, writer)));
  return held;
}

/** What may have come, and may not: marks are unknown, and so are labels but for a medium trust, which is taken for certain. */
export function perhaps(flows: Flows, held: Held): Held {
  return held === empty ? empty : { value: maybe(flows, held.value), context: maybe(flows, held.context), outside: held.outside };
}

function lay({ shelves }: Learned, flows: Flows, { kind, key }: Spot, writer: string, held: Held, isOpen: boolean): boolean {
  const shelf = shelves[kind];
  const isNothing = held.value === CLEAN && held.context === CLEAN && !held.outside;
  if (isNothing && shelf.byKey.get(key)?.open.has(writer) !== true) return false;
  const entry = entryAt(shelf, key, kind === "path");
  if (isOpen) entry.open.set(writer, held);
  else {
    entry.open.delete(writer);
    entry.held = joinHeld(flows, entry.held, held);
  }
  return true;
}

/** Asks what other sessions put there, once for all. */
function ask(learned: Learned, flows: Flows, spots: readonly Asked[]): void {
  if (learned.lookup === null || spots.length === 0) return;
  const rows = learned.lookup(spots);
  if (rows.length === 0) return;
  takeIn(learned, flows, rows);
  learned.uncounted.next += rows.length;
  learned.told.push(...rows);
}

/** Tools were listed: asks what others know of them, and pins those that nobody knows. False where one could not be remembered. */
export function listTools(learned: Learned, flows: Flows, tools: readonly (ToolName & { readonly digest: string })[], writer: string): boolean {
  ask(learned, flows, tools.map((tool) => ({ kind: "tool", key: toolKey(tool) })));
  let isWhole = true;
  for (const { digest, ...tool } of tools) {
    const isFirst = noteListed(learned.pins, tool, digest);
    if (isFirst === null) isWhole = false;
    if (isFirst === true && learned.lookup !== null) learned.fresh.push({ kind: "tool", key: toolKey(tool), writer, ...tool, digest, by: null });
  }
  return isWhole;
}

/** A person reviewed a tool; false where there is none such. */
export function reviewTool(learned: Learned, flows: Flows, tool: ToolName, digest: string | null, by: string, writer: string): boolean {
  ask(learned, flows, [{ kind: "tool", key: toolKey(tool) }]);
  const accepted = noteReviewed(learned.pins, tool, digest);
  if (accepted === null) return false;
  if (learned.lookup !== null) for (const { server, name, digest: reviewed } of accepted) learned.fresh.push({ kind: "tool", key: toolKey({ server, name }), writer, server, name, digest: reviewed, by });
  return true;
}

/** Asks whether a tool that is held was reviewed in another session since. */
export function askHeld(learned: Learned, flows: Flows, tool: ToolName): void {
  const held = learned.lookup === null ? [] : heldTools(learned.pins, tool);
  if (held.length > 0) ask(learned, flows, held.map((each) => ({ kind: "tool", key: toolKey(each) })));
}

/** Asks what people said of resources since it was asked last. */
export function askLabels(learned: Learned, flows: Flows): void {
  if (learned.lookup !== null) ask(learned, flows, everyLabel);
}

/** A path, and what it is a link to or what links to it. */
export function linked({ links }: Pick<Learned, "links">, spot: Spot): readonly Spot[] {
  if (links.length === 0 || spot.kind !== "path" || spot.key === null) return [spot];
  const known = new Set([spot.key]);
  for (const path of known) {
    if (known.size > LINKS_FOLLOWED_MAX) break;
    const place = placeOf(path);
    for (const { paths: [a, b], places: [one, other] } of links) {
      if (overlap(place, one) === "certain") known.add(b);
      if (overlap(place, other) === "certain") known.add(a);
    }
  }
  return [...known].map((key) => ({ kind: "path", key }));
}

function ofKey(shelf: Shelf, flows: Flows, key: string, writer: string): Held {
  const entry = shelf.byKey.get(key);
  return entry === undefined ? empty : heldBy(flows, entry, writer);
}

/** What was put nobody knows where. */
function anywhere(shelf: Shelf, flows: Flows, writer: string): Held {
  const entry = shelf.byKey.get(null);
  return entry === undefined ? empty : heldBy(flows, entry, writer);
}

function all(shelf: Shelf, flows: Flows, writer: string): Held {
  let held = empty;
  for (const entry of shelf.byKey.values()) held = joinHeld(flows, held, heldBy(flows, entry, writer));
  return held;
}

function maybe(flows: Flows, number: number): number {
  if (number === CLEAN) return CLEAN;
  const { labels, marks } = flowAt(flows, number);
  return flowOf(flows, unsure(labels), marks.map((word) => (word | (word << 1)) & MAYBE_ALL));
}

function unsure({ trust, secrecy, tags, unknown }: Labels): Labels {
  return { ...clean, trust: Math.min(trust, 1), unknown: unknown || trust > 1 || secrecy > 0 || tags !== 0 };
}

const everyLabel: readonly Asked[] = [{ kind: "label", key: null }];
/** The upper bit of each pair: unknown. */
const MAYBE_ALL = 0xaaaaaaaa;

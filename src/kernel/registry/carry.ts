// What a call carries: from the places it reads, into its own flows and its result; and, when it is let through or has run, from its
// arguments and from there into the places it writes. Decides nothing.

import { normalisePath } from "../../extract/path.js";
import { fold } from "../../words/fold.js";
import { clean, join, type Labels } from "../../words/labels.js";
import type { Call } from "../call.js";
import { locatorRoles, trustedPrincipals } from "../facts/named.js";
import { CLEAN, OPAQUE, UNKNOWN_FLOW, flowAt, joinFlows, labelled, type Flows } from "../graph/flows.js";
import { giveOn, markNode, outOf } from "../graph/graph.js";
import { at } from "../graph/ints.js";
import type { Sighting } from "../graph/sight.js";
import type { Memory } from "../memory.js";
import type { Plan } from "../view/plan.js";
import { gather, link, perhaps, put, unput } from "./learned.js";
import { keepScript } from "./scripts.js";
import { empty, joinHeld } from "./shelf.js";
import type { Held, Spot } from "./spot.js";
import { KEYED } from "./resources.js";
import type { Touch } from "./touch.js";

/** What a call carries. */
export interface Carried {
  readonly touch: Touch;
  /** Declared labels of what it reads. */
  readonly labels: Labels;
  /** What it writes, so far as that is known before it has run. */
  readonly held: Held;
}

/** What comes to a call from the places it reads. */
export interface Came {
  /** Into its value flow, and into the context of this decision. */
  readonly value: number;
  readonly context: number;
  /** Into the labels of its target. */
  readonly labels: Labels;
}

/** Nothing comes. */
export const nothingCame: Came = { value: CLEAN, context: CLEAN, labels: clean };

/** Looks at the places that a call reads, and says what comes of it: to the call itself, and what it will write. */
export function carry({ wants }: Plan, { graph: { flows, context: around }, learned }: Memory, call: Call, own: { readonly flow: number; readonly sightings: readonly Sighting[] }): { readonly came: Came; readonly carried: Carried | null } {
  const { touch } = call;
  if (touch === null) return { came: nothingCame, carried: null };
  const got = call.isResponse ? empty : gather(learned, flows, touch.reads, touch.readsAny, writerOf(learned.session, call.moment.step));
  const came: Came = got === empty ? nothingCame : { value: touch.isQuiet ? CLEAN : got.value, context: touch.isQuiet ? CLEAN : got.context, labels: flowAt(flows, got.value).labels };
  const value = call.judged === null ? OPAQUE : joinFlows(flows, own.flow, joinFlows(flows, got.value, labelled(flows, call.readLabels)));
  const context = joinFlows(flows, around, got.context);
  const outside = got.outside || (wants.value && isOutside(flowAt(flows, value).labels)) || (isOutside(flowAt(flows, context).labels) && !isUsers(call, own.sightings));
  return { came, carried: { touch, labels: call.readLabels, held: { value, context, outside } } };
}

/** Whether words of the least trust lie at a path; unknown where something may lie there of which that is not known. */
export function isPlanted({ graph: { flows }, learned }: Memory, path: string): boolean | null {
  const { trust, unknown } = flowAt(flows, gather(learned, flows, [{ kind: "path", key: fold(normalisePath(path)) }], [], "").value).labels;
  return trust === LOWEST ? true : unknown ? null : false;
}

/** Puts what a call carries where it writes. It was let through, and may be taken back. */
export function leave({ graph: { flows }, learned }: Memory, step: number, { touch, held }: Carried): void {
  told(learned, touch);
  write(learned, flows, step, touch, held, foreseen(flows, touch, held), true);
  entrust(learned, flows, step, touch, joinHeld(flows, held, { ...empty, value: UNKNOWN_FLOW }), true);
}

/** Puts what a call that was held carries into the agent that it makes: who begins as that agent was made all the same. */
export function hand({ graph: { flows }, learned }: Memory, step: number, { touch, held }: Carried): void {
  if (touch.handed !== null) put(learned, flows, touch.handed, writerOf(learned.session, step), foreseen(flows, touch, held), true);
}

/** What a call will get from elsewhere nobody knows before it has. */
function foreseen(flows: Flows, { isFed }: Touch, held: Held): Held {
  return isFed ? joinHeld(flows, held, { ...empty, value: UNKNOWN_FLOW }) : held;
}

/** The same when it has run: what it turned out to be goes along. */
export function settle({ graph, learned }: Memory, step: number, { touch, held }: Carried, got: Held): void {
  const { flows } = graph;
  told(learned, touch);
  const all = joinHeld(flows, held, got);
  // What it read made it a source, where it is one; what it got from elsewhere is as it says of itself.
  const own = touch.isFed ? outOf(graph, step) : touch.reads.length + touch.readsAny.length > 0 ? at(graph.nodes.marks, step) : CLEAN;
  write(learned, flows, step, touch, all, { ...all, value: joinFlows(flows, all.value, own) }, false);
  entrust(learned, flows, step, touch, { ...all, value: joinFlows(flows, all.value, outOf(graph, step)) }, false);
}

/** Takes back what a call wrote that never ran. */
export function takeAway({ learned }: Memory, step: number, { touch }: Carried): void {
  for (const spot of touch.writes) unput(learned, spot, writerOf(learned.session, step));
  for (const kind of touch.writesAny) unput(learned, { kind, key: null }, writerOf(learned.session, step));
  for (const spot of touch.entrusted) unput(learned, spot, writerOf(learned.session, step));
}

/** What lies, when its result comes, in the places that a call reads, and in those that whoever answers may have read for it. */
export function gatherAgain({ graph: { flows }, learned }: Memory, step: number, { touch }: Carried): Held {
  return gather(learned, flows, [...touch.reads, ...touch.entrusted], touch.readsAny, writerOf(learned.session, step));
}

/** Declared and learned labels of what a call read, for what it gave. */
export function readLabelsOf({ graph: { flows } }: Memory, { labels }: Carried, got: Held): Labels {
  return got === empty ? labels : join(labels, flowAt(flows, got.value).labels);
}

/** Gives a node what came from places: its marks as its own, and what stood in the contexts of who wrote there to all that follows. */
export function receive({ graph }: Memory, step: number, got: Held): void {
  if (got === empty) return;
  markNode(graph, step, flowAt(graph.flows, got.value).marks);
  giveOn(graph, step, labelled(graph.flows, flowAt(graph.flows, got.value).labels));
  graph.context = joinFlows(graph.flows, graph.context, got.context);
}

/** What the names and texts that a call made say of files. */
function told(learned: Memory["learned"], { links, scripts }: Touch): void {
  for (const [a, b] of links) link(learned, a, b);
  for (const script of scripts) keepScript(learned.scripts, script);
}

function write(learned: Memory["learned"], flows: Memory["graph"]["flows"], step: number, touch: Touch, held: Held, named: Held, isOpen: boolean): void {
  const writer = writerOf(learned.session, step);
  const anywhere = touch.writesAny.length === 0 ? empty : perhaps(flows, held);
  // INVARIANT: of a writer there is one entry a place while it may be taken back, so what it puts there in two ways is put at once.
  const isBoth = ({ kind, key }: Spot): boolean => key === null && touch.writesAny.includes(kind);
  for (const spot of touch.writes) put(learned, flows, spot, writer, isBoth(spot) ? joinHeld(flows, named, anywhere) : named, isOpen);
  for (const kind of touch.writesAny) if (!touch.writes.some((spot) => spot.kind === kind && isBoth(spot))) put(learned, flows, { kind, key: null }, writer, anywhere, isOpen);
}

/** Puts what the agent that a call makes may put there, where it names files to it. */
function entrust(learned: Memory["learned"], flows: Memory["graph"]["flows"], step: number, { entrusted, writes }: Touch, held: Held, isOpen: boolean): void {
  const writer = writerOf(learned.session, step);
  for (const spot of entrusted) if (!writes.some(({ kind, key }) => kind === spot.kind && key === spot.key)) put(learned, flows, spot, writer, held, isOpen);
}

/** Whether words of somebody who is not trusted may be in it. */
function isOutside({ trust, unknown }: Labels): boolean {
  return trust === LOWEST || unknown;
}

/** Whether all that a call writes stands in the user's or the system's words. */
function isUsers({ leaves }: Call, sightings: readonly Sighting[]): boolean {
  return leaves.every(({ value, isKey, roles }, index) => isKey || (roles & NAMING) !== 0 || typeof value !== "string" || ((sightings[index]?.who ?? 0) & trustedPrincipals) !== 0);
}

function writerOf(session: string, step: number): string {
  return `${session}#${step}`;
}

/** Roles that say where something is put, and not what. */
const NAMING = KEYED.reduce((bits, { bit }) => bits | bit, locatorRoles);
/** The lowest trust there is. */
const LOWEST = 2;

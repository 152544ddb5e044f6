// The dependency graph of a session: its nodes, the texts they were seen in, what flowed out of each, and what has gathered in
// the model's context. Grows with each event and never looks back over the whole; what no rule looks for is not kept.

import { assert } from "../../base/assert.js";
import { TEXT_PLACES_MAX } from "../../base/limits.js";
import type { Principal } from "../../words/provenance.js";
import type { Marks } from "../../words/view.js";
import type { Segment } from "../../extract/segments.js";
import { tellingsOf, type Imperatives, type Telling } from "../../extract/tellings.js";
import { addNode, createNodes, sourcesOf, type NodeKind, type Nodes } from "./nodes.js";
import { CLEAN, OPAQUE, createFlows, flowAt, joinFlows, marked, type Flows } from "./flows.js";
import { createCallings, nobody, type Authors, type Callings } from "./callings.js";
import { forget } from "./forget.js";
import { at, push } from "./ints.js";
import { addKeys, createPieces, type Pieces } from "./pieces.js";
import { addRecord, createRecords, type Records } from "./records.js";
import { NO_RECORD, addSegment, createStream, type Stream } from "./stream.js";
import { createUses, type Uses } from "./uses.js";
import { intern, vocabulary, type Vocabulary } from "./vocabulary.js";

/** What a bundle asks of the graph. */
export interface Wants {
  /** Flows through value edges; declared ones need them too, since what is declared gives on what it was made from. */
  readonly value: boolean;
  readonly provenance: boolean;
  /** The words by which somebody is told to do an act; null where no rule asks. */
  readonly told: Imperatives | null;
  /** The words by which acts are asked for, which call nobody; null where no rule asks whom the user called. */
  readonly called: ReadonlySet<string> | null;
  /** Number of source patterns. */
  readonly sources: number;
  /** Source patterns whose nodes are listed, since some rule looks at them. */
  readonly listed: ReadonlySet<number>;
}

/** The graph. */
export interface Graph {
  readonly wants: Wants;
  readonly nodes: Nodes;
  readonly flows: Flows;
  readonly words: Vocabulary;
  /** By group of principals: `USERS`, `OUTSIDE`, `MODEL`. */
  readonly streams: readonly Stream[];
  readonly uses: Uses;
  /** Records in results, where a rule reads provenance. */
  readonly records: Records;
  /** Whom the user called; null where no rule asks. */
  readonly callings: Callings | null;
  /** Keys that a value may have in pieces; null where no rule looks through value edges. */
  readonly pieces: Pieces | null;
  /** The flow of all that the model has before it. */
  context: number;
  /** The latest node with each mark of its own, -1 for none. */
  readonly markedLatest: Int32Array;
  /** The nodes that have, or may have, a mark of their own, in the order of steps; by source pattern. */
  readonly listed: ReadonlyMap<number, number[]>;
  /** Of each summary, what `markedLatest` was before it: by these its path goes on. */
  readonly summaries: Map<number, Int32Array>;
  /** By node that made something the words with which it was told to, as numbers: what else its result says no outsider chose. */
  readonly made: Map<number, ReadonlySet<number>>;
  /** Places that each stream may take before its oldest texts are forgotten. */
  readonly placesMax: number;
  /** The latest opaque node, -1 for none. */
  opaque: number;
  /** What was answered of texts that a rule asks whether the user said; of a state of his texts, by how many places they take and what of them was lost. Not counted among a session's bytes, which hang on its events alone. */
  readonly answered: { length: number; lost: Stream["lost"]; readonly texts: Map<string, boolean | null> };
  /** Occurrences that searches have looked at: the measure of what an event costs. */
  work: number;
}

/** Streams: the user's and system's texts, everybody else's, the model's. */
export const USERS = 0;
export const OUTSIDE = 1;
export const MODEL = 2;

/** An empty graph. */
export function createGraph(wants: Wants, placesMax = TEXT_PLACES_MAX): Graph {
  return {
    wants, nodes: createNodes(), flows: createFlows(wants.sources), words: vocabulary(), streams: [createStream(wants.provenance), createStream(false), createStream(false)],
    uses: createUses(), records: createRecords(), callings: wants.called === null ? null : createCallings(wants.called), pieces: wants.value ? createPieces() : null, context: CLEAN, markedLatest: new Int32Array(2 * wants.sources).fill(-1),
    listed: new Map([...wants.listed].map((source) => [source, []])), summaries: new Map(), made: new Map(), placesMax, opaque: -1, work: 0,
    answered: { length: 0, lost: null, texts: new Map() },
  };
}

/** What a new node is made of. */
export interface NewNode {
  readonly kind: NodeKind;
  readonly principal: Principal | null;
  readonly tool?: string;
  /** What its values came from, and what that gives it. */
  readonly sources?: readonly number[];
  readonly flow?: number;
  readonly locators?: readonly number[];
}

/** Appends a node; gives its step. */
export function append(graph: Graph, node: NewNode): number {
  const step = addNode(graph.nodes, node.kind, node.principal, node.tool ?? null, node.sources ?? [], node.locators ?? []);
  giveOn(graph, step, node.flow ?? CLEAN);
  return step;
}

/** Adds to what the latest node was made from. */
export function addSources(graph: Graph, step: number, sources: readonly number[], flow: number): void {
  assert(step === graph.nodes.kinds.length - 1, "only the latest node is made from more");
  const known = new Set(sourcesOf(graph.nodes, step));
  for (const source of sources) if (!known.has(source)) push(graph.nodes.sources, source);
  giveOn(graph, step, flow);
}

/** Adds to what a node gives on, and so to the context of every later one. */
export function giveOn(graph: Graph, step: number, flow: number): void {
  if (flow === CLEAN) return;
  graph.nodes.outs.data[step] = joinFlows(graph.flows, outOf(graph, step), flow);
  graph.context = joinFlows(graph.flows, graph.context, flow);
}

/** The flow a node gives on. */
export function outOf(graph: Graph, step: number): number {
  return at(graph.nodes.outs, step);
}

/** Makes the latest node one that was made from all that came before it. */
export function summarise(graph: Graph, step: number): void {
  graph.summaries.set(step, graph.markedLatest.slice());
  giveOn(graph, step, graph.context);
}

/** Records what a finished node is a source of, and gives it on. */
export function markNode(graph: Graph, step: number, marks: Marks): void {
  const flow = marked(graph.flows, marks);
  if (flow === CLEAN) return;
  graph.nodes.marks.data[step] = joinFlows(graph.flows, at(graph.nodes.marks, step), flow);
  marks.forEach((word, index) => {
    for (let bits = word; bits !== 0; bits &= bits - 1) graph.markedLatest[32 * index + 31 - Math.clz32(bits & -bits)] = step;
  });
  for (const source of graph.wants.listed) if (hasMark(graph, step, 2 * source) || hasMark(graph, step, 2 * source + 1)) list(listedOf(graph, source), step);
  giveOn(graph, step, flow);
}

/** The nodes that have, or may have, a mark of their own. */
export function listedOf(graph: Graph, source: number): number[] {
  return graph.listed.get(source) ?? [];
}

/** Whether a node itself has a mark. */
export function hasMark(graph: Graph, step: number, bit: number): boolean {
  return (((flowAt(graph.flows, at(graph.nodes.marks, step)).marks[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
}

/** Makes a node one of which nothing is known: perhaps every source, and the source of every later value. */
export function makeOpaque(graph: Graph, step: number): void {
  graph.opaque = step;
  markNode(graph, step, flowAt(graph.flows, OPAQUE).marks);
  giveOn(graph, step, OPAQUE);
}

/** Records the words with which a node was told to make something. */
export function noteMade({ made, words }: Graph, step: number, told: ReadonlySet<string>): void {
  made.set(step, new Set([...told].map((word) => intern(words, word))));
}

/** Adds what stands in a node's text, where something is ever looked for in it; `authors` are those of its records, where somebody asks. */
export function addText(graph: Graph, step: number, stream: number, segments: readonly Segment[], tainted: boolean, authors: Authors | null = null): void {
  const into = graph.streams[stream];
  if (into === undefined) return;
  if (into.tokens.length > graph.placesMax) forget(graph, into, graph.placesMax);
  const numbers = new Map<Segment["stands"]["record"], number>([[null, NO_RECORD]]);
  const tellings = graph.wants.told === null || stream !== OUTSIDE ? null : tellingsOf(segments, graph.wants.told);
  for (const [index, segment] of segments.entries()) {
    const { record } = segment.stands;
    const number = numbers.get(record) ?? (record !== null && graph.wants.provenance ? addRecord(graph, step, record, graph.callings === null ? null : authors?.get(record) ?? nobody) : NO_RECORD);
    numbers.set(record, number);
    addSegment(into, graph.words, step, segment, tainted, number, tellings?.[index] ?? noTellings);
    if (graph.pieces !== null) addKeys(graph.pieces, step, segment.tokens);
  }
}

const noTellings: readonly Telling[] = [];

/** Whether texts were forgotten. */
export function hasForgotten({ streams }: Graph): boolean {
  return streams.some(({ lost }) => lost !== null);
}

/** Whether texts are kept at all. */
export function keepsTexts(graph: Graph): boolean {
  return graph.wants.value || graph.wants.provenance;
}

/** Puts a step where it belongs; results come in other orders than calls. */
function list(steps: number[], step: number): void {
  let place = steps.length;
  while (place > 0 && (steps[place - 1] ?? 0) > step) place--;
  if (steps[place - 1] !== step) steps.splice(place, 0, step);
}

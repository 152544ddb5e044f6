// A value to where it was seen: the nodes it came from, in whose texts it stood, and in what form, as docs/kernel.md
// "Sightings" fixes them. What it costs is bounded by the value and by SIGHTINGS_MAX, never by the session.

import { ARGUMENT_TEXT_MAX, LEAF_BITS_MIN, RUN_BITS_MIN, SOURCES_MAX, WHOLE_BITS_MIN } from "../../base/limits.js";
import { needles, type Needle } from "../../extract/segments.js";
import { joinActs, noActs, type Acts } from "../../words/acts.js";
import { principals, shapes, type Shape } from "../../words/provenance.js";
import { TRUE } from "../../words/truth.js";
import { CLEAN, OPAQUE, UNKNOWN_FLOW, joinFlows } from "./flows.js";
import { MODEL, USERS, outOf, type Graph } from "./graph.js";
import { principalOf } from "./nodes.js";
import { get } from "./packed.js";
import { nodesOf, type Pieces } from "./pieces.js";
import { isRecordNamed } from "./said.js";
import { isGluedAlike, rarest, standsAt } from "./stand.js";
import { NO_RECORD, coversLeaf, earlier, isCommon, isLost, isTaintedText, isWritten, nodeOf, recordOf, segmentAt, shapeOf, toldAt, type Stream } from "./stream.js";
import { addSpelling, addUse, firstUse, useOf } from "./uses.js";
import { find, intern } from "./vocabulary.js";

/** Where a value was seen. */
export interface Sighting {
  /** Nodes with a value edge to it, latest first, at most SOURCES_MAX. */
  readonly sources: readonly number[];
  /** What came to it by all of them, and by what is not known of it. */
  readonly flow: number;
  /** What of that the nodes with a value edge give it. */
  readonly given: number;
  /** Bits of `principals`. */
  readonly who: number;
  readonly shape: number;
  /** The acts that somebody who is not the user or system is told to do with it. */
  readonly told: Acts;
  /** Nodes with a sighting of the best shape. */
  readonly best: readonly number[];
  /** Records of results with a sighting of the best shape. */
  readonly records: readonly number[];
  /** True where not all of this could be worked out. */
  readonly unknown: boolean;
  /** The value's own tokens, null for a value without. */
  readonly own: Needle | null;
}

/** No sightings, and none missed. */
export const unseen: Sighting = { sources: [], flow: CLEAN, given: CLEAN, who: 0, shape: shapes.indexOf("composed"), told: noActs, best: [], records: [], unknown: false, own: null };

/** Looks a value up in all that was seen so far. */
export function sight(graph: Graph, value: string | number): Sighting {
  const overlong = typeof value === "string" && value.length > ARGUMENT_TEXT_MAX;
  const found: Found = { sources: new Set(), who: 0, shape: unseen.shape, told: noActs, best: new Set(), records: new Set(), named: null, unknown: overlong, flow: overlong ? UNKNOWN_FLOW : CLEAN, given: CLEAN };
  const looked = overlong ? [] : needles(value);
  const sought = looked.map((needle) => soughtOf(graph, needle));
  const first = graph.wants.provenance && sought[0] !== undefined ? firstUse(graph.uses, useOf(graph.uses, sought[0].tokens)) : Number.POSITIVE_INFINITY;
  for (const [number, stream] of graph.streams.entries()) {
    if ((stream.tokens.length === 0 && stream.lost === null) || (number === MODEL && !graph.wants.value)) continue;
    for (const needle of sought) {
      if (needle.whole) seekWhole(graph, found, number, stream, needle, first);
      if (graph.wants.value && needle.total >= LEAF_BITS_MIN) seekRuns(graph, found, stream, needle);
      if (stream.lost !== null) seekLost(graph, found, number, stream, needle);
    }
  }
  if (graph.pieces !== null) for (const { text } of looked) seekPieces(graph, graph.pieces, found, text);
  return settled(graph, found, looked[0] ?? null);
}

/** Records that the agent used a value, in this call. */
export function use(graph: Graph, { own }: Sighting, step: number): void {
  if (own !== null) addUse(graph.uses, Int32Array.from(own.texts, (text) => intern(graph.words, text)), step);
}

/** Records a value that says where a call looks, as it is written; gives its number, or -1 for a value without telling tokens. */
export function locate(graph: Graph, { own }: Sighting, step: number): number {
  if (own === null || own.stops.every((stop) => stop)) return -1;
  return addSpelling(graph.uses, graph.words, own, step);
}

/** Records the folders around a path that says where a call looks: those of two segments or more; gives their numbers. */
export function locateFolders(graph: Graph, { own }: Sighting, step: number): readonly number[] {
  if (own === null) return noFolders;
  const found: number[] = [];
  let segments = 1;
  for (let end = 1; end < own.texts.length; end++) {
    if (own.glues[end] !== SLASH) continue;
    segments++;
    if (segments <= 2 || own.stops.slice(0, end).every((stop) => stop)) continue;
    // A zero at the end tells a folder from a value of the same tokens: what is written has an odd length then.
    found.push(addUse(graph.uses, Int32Array.from([...own.texts.slice(0, end).map((text) => intern(graph.words, text)), ...own.glues.slice(0, end).map((glue) => ~glue), 0]), step));
  }
  return found;
}

const SLASH = "/".charCodeAt(0);
const noFolders: readonly number[] = [];

/** A needle as numbers. */
interface Sought {
  readonly tokens: Int32Array;
  readonly bits: readonly number[];
  readonly stops: readonly boolean[];
  readonly glues: readonly number[];
  readonly whole: boolean;
  readonly decoded: boolean;
  readonly total: number;
}

interface Found {
  readonly sources: Set<number>;
  readonly best: Set<number>;
  readonly records: Set<number>;
  /** Records that were asked about, and whether the user named them. */
  named: Map<number, boolean> | null;
  who: number;
  shape: number;
  told: Acts;
  unknown: boolean;
  flow: number;
  /** What came of texts that were forgotten. */
  given: number;
}

function soughtOf(graph: Graph, needle: Needle): Sought {
  const tokens = Int32Array.from(needle.texts, (text) => find(graph.words, text) || NEVER_SEEN);
  return { tokens, bits: needle.bits, stops: needle.stops, glues: needle.glues, whole: needle.whole, decoded: needle.decoded, total: needle.bits.reduce((sum, bits) => sum + bits, 0) };
}

/** Every place where the whole needle stands in one segment. */
function seekWhole(graph: Graph, found: Found, number: number, stream: Stream, needle: Sought, first: number): void {
  const { tokens } = needle;
  const anchor = rarest(stream, tokens, needle.stops);
  if (anchor === -1) return;
  if (isCommon(stream, tokens[anchor] ?? 0)) {
    found.unknown = true;
    if (needle.total >= WHOLE_BITS_MIN) found.flow = joinFlows(graph.flows, found.flow, UNKNOWN_FLOW);
    return;
  }
  for (let position = (stream.latest[tokens[anchor] ?? 0] ?? 0) - 1; position !== -1; position = earlier(stream, position)) {
    graph.work++;
    if (!standsAt(stream, tokens, position - anchor)) continue;
    const segment = segmentAt(stream, position);
    const node = nodeOf(stream, segment);
    if (graph.wants.value && needle.total >= WHOLE_BITS_MIN) found.sources.add(node);
    // Nobody's word stands for what only decoding shows, or for what is written otherwise.
    if (number === USERS && (needle.decoded || !isGluedAlike(stream, needle.glues, position - anchor))) continue;
    if (!graph.wants.provenance || number === MODEL || node >= first) continue;
    noteShape(graph, found, node, recordOf(stream, segment), shapeIn(graph, found, stream, segment, position - anchor, needle));
    if (graph.wants.told !== null && number !== USERS) found.told = joinActs(found.told, toldAt(stream, position - anchor));
  }
}

/** The shape of a sighting: what prose chose is tainted, and what an author wrote whom the user has not named is prose, however he laid it out. */
function shapeIn(graph: Graph, found: Found, stream: Stream, segment: number, position: number, needle: Sought): Shape {
  if (isTaintedText(stream, segment) && !isNew(graph, nodeOf(stream, segment), needle)) return "tainted";
  const shape = shapeOf(stream, segment, position, needle.tokens.length);
  if (!isWritten(stream, segment) || shape === "prose") return shape;
  const record = recordOf(stream, segment);
  return record !== NO_RECORD && isNamedOnce(graph, found, record) ? shape : "prose";
}

/** Whether a value holds a word with which its node was not told to make what its result speaks of. */
function isNew({ made }: Graph, node: number, { tokens, stops }: Sought): boolean {
  const told = made.get(node);
  return told !== undefined && tokens.some((token, index) => stops[index] === false && !told.has(token));
}

/** Whether the user named a record, asked once for all sightings in it. */
function isNamedOnce(graph: Graph, found: Found, record: number): boolean {
  found.named ??= new Map();
  const before = found.named.get(record);
  if (before !== undefined) return before;
  const isNamed = isRecordNamed(graph, record) === TRUE;
  found.named.set(record, isNamed);
  return isNamed;
}

/** Who said it, and the best form in which somebody other than the user and the system did. */
function noteShape(graph: Graph, found: Found, node: number, record: number, seen: Shape): void {
  const principal = principalOf(graph.nodes, node);
  if (principal < 0) return;
  found.who |= 1 << principal;
  if (principal === USER || principal === SYSTEM) return;
  const shape = shapes.indexOf(seen);
  if (shape > found.shape) return;
  if (shape < found.shape) {
    found.best.clear();
    found.records.clear();
  }
  found.shape = shape;
  found.best.add(node);
  if (record !== NO_RECORD) found.records.add(record);
}

/** Every run of the needle that is long enough to tell where it came from. */
function seekRuns(graph: Graph, found: Found, stream: Stream, needle: Sought): void {
  const { tokens, bits } = needle;
  const { tokens: places } = stream;
  const startsSearch = (index: number): boolean => needle.stops[index] === false && !isCommon(stream, tokens[index] ?? 0);
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? NEVER_SEEN;
    if (token === NEVER_SEEN || !startsSearch(index)) continue;
    for (let position = (stream.latest[token] ?? 0) - 1; position !== -1; position = earlier(stream, position)) {
      graph.work++;
      let sum = bits[index] ?? 0;
      let left = 1;
      let begun = false;
      // A run is worked out from the first of its tokens that starts a search; those before it are stop words and common ones.
      for (; sum < RUN_BITS_MIN && left <= index && tokens[index - left] === get(places, position - left); left++) {
        begun = startsSearch(index - left);
        if (begun) break;
        sum += bits[index - left] ?? 0;
      }
      if (begun) continue;
      let right = 1;
      for (; sum < RUN_BITS_MIN && index + right < tokens.length && tokens[index + right] === get(places, position + right); right++) sum += bits[index + right] ?? 0;
      if (sum < LEAF_BITS_MIN) continue;
      const segment = segmentAt(stream, position);
      if (sum >= RUN_BITS_MIN || coversLeaf(stream, segment, position - left + 1, left + right - 1)) found.sources.add(nodeOf(stream, segment));
    }
  }
}

/** Every node with a key of which the text has a piece. */
function seekPieces(graph: Graph, pieces: Pieces, found: Found, text: string): void {
  nodesOf(pieces, text, (node) => {
    graph.work++;
    found.sources.add(node);
  });
}

/** Whether the needle, or a run of it that would tell, may have stood in what was forgotten: its words did. */
function seekLost(graph: Graph, found: Found, number: number, stream: Stream, needle: Sought): void {
  const { tokens, bits, stops } = needle;
  let isAll = true;
  let run = 0;
  let longest = 0;
  let isTelling = false;
  for (let index = 0; index < tokens.length; index++) {
    if (!isLost(stream, tokens[index] ?? NEVER_SEEN)) {
      isAll = false;
      isTelling = false;
      run = 0;
      continue;
    }
    run += bits[index] ?? 0;
    isTelling ||= stops[index] === false;
    if (isTelling) longest = Math.max(longest, run);
  }
  const isWhole = needle.whole && isAll && stops.includes(false);
  const isEdge = graph.wants.value && (longest >= LEAF_BITS_MIN || (isWhole && needle.total >= WHOLE_BITS_MIN));
  if (isEdge) found.given = joinFlows(graph.flows, found.given, stream.lost?.flow ?? CLEAN);
  if (isEdge || (isWhole && number !== MODEL)) found.unknown = true;
}

function settled(graph: Graph, found: Found, own: Needle | null): Sighting {
  const sources = [...found.sources].sort((a, b) => b - a);
  let { unknown } = found;
  let { given } = found;
  for (const source of sources) given = joinFlows(graph.flows, given, outOf(graph, source));
  let flow = joinFlows(graph.flows, found.flow, given);
  if (sources.length > SOURCES_MAX || found.best.size > SOURCES_MAX) {
    unknown = true;
    flow = joinFlows(graph.flows, flow, UNKNOWN_FLOW);
  }
  if (graph.opaque !== -1) {
    unknown = true;
    flow = joinFlows(graph.flows, flow, OPAQUE);
  }
  return { sources: sources.slice(0, SOURCES_MAX), flow, given, who: found.who, shape: found.shape, told: found.told, best: [...found.best], records: [...found.records], unknown, own };
}

const USER = principals.indexOf("user");
const SYSTEM = principals.indexOf("system");
/** The number of a token that stands nowhere; a segment's beginning never equals it. */
const NEVER_SEEN = -0x8000_0000;

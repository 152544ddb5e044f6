// The texts of one group of principals as one long list of tokens, in which earlier occurrences of a token are chained: what a
// value is looked for in. A segment begins with a mark that no token equals, so no run goes on from one into the next.
// Knows nodes as numbers; whose they are it does not know.

import { SIGHTINGS_MAX } from "../../base/limits.js";
import { compacted, type Tokens } from "../../extract/tokens.js";
import { shapeAt, type Segment, type SegmentForm } from "../../extract/segments.js";
import type { Telling } from "../../extract/tellings.js";
import { noActs, type Acts } from "../../words/acts.js";
import type { Shape } from "../../words/provenance.js";
import { at, ints, push, roomFor, type Ints } from "./ints.js";
import { append, get, packed, type Packed } from "./packed.js";
import { intern, type Vocabulary } from "./vocabulary.js";

/** Tokens of one stream: 4 bytes a token of a short session and 6 of a long one, 20 to 22 a segment; where glue is kept, a byte more for each. */
export interface Stream {
  /** Numbers of tokens; SEGMENT where a segment begins. */
  readonly tokens: Packed;
  /** The occurrence before of the same token, plus one; 0 for none. */
  readonly before: Packed;
  /** Where segments begin, ascending. */
  readonly begins: Ints;
  /** The node whose text each segment is of, and what form that has. */
  readonly nodes: Ints;
  readonly forms: Ints;
  /** Of each segment twice one more than the number of its record (0 for none), and one more where the record's author wrote it. */
  readonly records: Ints;
  /** The latest occurrence of each token, plus one; 0 for none. */
  latest: Int32Array;
  /** How often each token occurred, up to one more than is looked at. */
  counts: Uint16Array;
  /** By position what glues a token to the one before (`Tokens.glues`), ANY_GLUE for a joined group; null where nobody asks. */
  glues: Uint8Array | null;
  /** Where somebody is told to do an act: by twos the first position, and that behind the last. */
  readonly told: Ints;
  /** The acts of each of these. */
  readonly toldActs: Acts[];
  /** What was forgotten: by token 1 where it stood there, and what it may have given on. Null before anything was. */
  lost: { readonly tokens: Uint8Array; readonly flow: number } | null;
}

/** An empty stream; with `glue` it is remembered by what its tokens are glued. */
export function createStream(glue: boolean): Stream {
  return { tokens: packed(), before: packed(), begins: ints(), nodes: ints(), forms: ints(), records: ints(), latest: new Int32Array(64), counts: new Uint16Array(64), glues: glue ? new Uint8Array(64) : null, told: ints(), toldActs: [], lost: null };
}

/** Whether the token at a position is glued by a character; a joined group has lost its separators and counts as glued by any. */
export function isGlued(stream: Stream, position: number, glue: number): boolean {
  const given = stream.glues?.[position] ?? ANY_GLUE;
  return given === ANY_GLUE || given === glue;
}

/** What glues the token at a position to the one before; 0 for nothing, where a segment begins or ends, and for a joined group. */
export function glueAt(stream: Stream, position: number): number {
  const glue = get(stream.tokens, position) === SEGMENT ? 0 : stream.glues?.[position] ?? 0;
  return glue === ANY_GLUE ? 0 : glue;
}

/** Adds a segment of a node's text, in its two readings where it has number groups; `record` is the number of its record, NO_RECORD for none. */
export function addSegment(stream: Stream, words: Vocabulary, node: number, segment: Segment, tainted: boolean, record: number, tellings: readonly Telling[]): void {
  const { tokens } = segment;
  const stands = 2 * (record + 1) + (segment.stands.written ? 1 : 0);
  push(stream.records, stands);
  for (const { from, to, acts } of tellings) addTold(stream, stream.tokens.length + 1 + from, stream.tokens.length + 1 + to, acts);
  addReading(stream, words, node, tokens, formBits(segment, tainted, segment.keyed, segment.bullet));
  if (tokens.compacts.length === 0) return;
  push(stream.records, stands);
  const fewer = fewerOf(tokens);
  const joined = (count: number): number => count - (fewer[count] ?? 0);
  for (const { from, to, acts } of tellings) addTold(stream, stream.tokens.length + 1 + joined(from), stream.tokens.length + 1 + joined(to), acts);
  addReading(stream, words, node, compactedOf(tokens), formBits(segment, tainted, joined(segment.keyed), joined(segment.bullet)));
}

/** By a number of first tokens, how many fewer these are where the groups that end among them are joined. */
function fewerOf({ texts, compacts }: Tokens): Int32Array {
  const fewer = new Int32Array(texts.length + 1);
  for (const { at: from, count } of compacts) fewer[from + count] = count - 1;
  for (let count = 1; count <= texts.length; count++) fewer[count] = (fewer[count] ?? 0) + (fewer[count - 1] ?? 0);
  return fewer;
}

function addTold({ told, toldActs }: Stream, from: number, to: number, acts: Acts): void {
  push(told, from);
  push(told, to);
  toldActs.push(acts);
}

/** The acts that somebody is told to do in the sentence in which a position stands. */
export function toldAt({ told, toldActs }: Stream, position: number): Acts {
  let low = 0;
  let high = told.length / TOLD;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(told, TOLD * middle + 1) <= position) low = middle + 1;
    else high = middle;
  }
  return low < told.length / TOLD && at(told, TOLD * low) <= position ? toldActs[low] ?? noActs : noActs;
}

/** Forgets what was told before a position, which becomes the first. */
export function cutTold({ told, toldActs }: Stream, position: number): void {
  let first = 0;
  while (first < told.length && at(told, first) < position) first += TOLD;
  told.data.copyWithin(0, first, told.length);
  told.length -= first;
  toldActs.splice(0, first / TOLD);
  for (let index = 0; index < told.length; index += TOLD) {
    told.data[index] = at(told, index) - position;
    told.data[index + 1] = at(told, index + 1) - position;
  }
}

/** Numbers of one telling. */
const TOLD = 2;

/** Whether a token has occurred too often for a search to start from it. */
export function isCommon(stream: Stream, token: number): boolean {
  return (stream.counts[token] ?? 0) > SIGHTINGS_MAX;
}

/** The segment that a position is in, as its place in `begins`. */
export function segmentAt(stream: Stream, position: number): number {
  let low = 0;
  let high = stream.begins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (at(stream.begins, middle) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The node whose text a segment is of. */
export function nodeOf(stream: Stream, segment: number): number {
  return at(stream.nodes, segment);
}

/** The number of a segment's record, NO_RECORD for none. */
export function recordOf(stream: Stream, segment: number): number {
  return (at(stream.records, segment) >> 1) - 1;
}

/** Whether the author of a segment's record wrote it, or nobody knows who did. */
export function isWritten(stream: Stream, segment: number): boolean {
  return (at(stream.records, segment) & 1) === 1;
}

/** Whether prose chose what a segment's text came from. */
export function isTaintedText(stream: Stream, segment: number): boolean {
  return (at(stream.forms, segment) & TAINTED) !== 0;
}

/** The shape of a sighting of `count` tokens at a position, whoever chose the text. */
export function shapeOf(stream: Stream, segment: number, position: number, count: number): Shape {
  return shapeAt(formOf(stream, segment), position - at(stream.begins, segment) - 1, count);
}

function formOf(stream: Stream, segment: number): SegmentForm {
  const begin = at(stream.begins, segment);
  const end = segment + 1 < stream.begins.length ? at(stream.begins, segment + 1) : stream.tokens.length;
  const bits = at(stream.forms, segment);
  return {
    form: forms[bits & FORM] ?? "decoded",
    short: (bits & SHORT) !== 0,
    believed: (bits & BELIEVED) !== 0,
    keyed: (bits >>> KEYED_SHIFT) & PLACE_MAX,
    bullet: (bits >>> BULLET_SHIFT) & PLACE_MAX,
    tokens: { texts: { length: end - begin - 1 } },
  };
}

/** Whether so many tokens from `position` on are two or more, and all of a structured leaf or of the only line of the segment, whoever chose it. */
export function coversLeaf(stream: Stream, segment: number, position: number, count: number): boolean {
  return count > 1 && shapeAt(formOf(stream, segment), position - at(stream.begins, segment) - 1, count) === "leaf";
}

/** What a reading is made of. */
type Reading = Pick<Tokens, "texts" | "glues">;

/** The reading with every number group joined. */
function compactedOf(tokens: Tokens): Reading {
  const { texts, glues } = compacted(tokens);
  const joined = [...glues];
  let lost = 0;
  for (const { at: place, count } of tokens.compacts) {
    joined[place - lost] = ANY_GLUE;
    lost += count - 1;
  }
  return { texts, glues: joined };
}

function addReading(stream: Stream, words: Vocabulary, node: number, { texts, glues }: Reading, bits: number): void {
  push(stream.begins, append(stream.tokens, SEGMENT));
  append(stream.before, 0);
  push(stream.nodes, node);
  push(stream.forms, bits);
  if (stream.glues !== null) stream.glues = keepGlues(stream.glues, stream.tokens.length, glues);
  for (const text of texts) {
    const token = intern(words, text);
    if (token >= stream.latest.length) widen(stream, token);
    append(stream.before, stream.latest[token] ?? 0);
    stream.latest[token] = append(stream.tokens, token) + 1;
    countOnce(stream, token);
  }
}

/** Counts an occurrence, up to one more than is looked at. */
export function countOnce({ counts }: Stream, token: number): void {
  const count = counts[token] ?? 0;
  if (count <= SIGHTINGS_MAX) counts[token] = count + 1;
}

/** Whether a token stood in what was forgotten. */
export function isLost({ lost }: Stream, token: number): boolean {
  return lost !== null && lost.tokens[token] === 1;
}

/** Writes what glues a reading, which begins at `from`. */
function keepGlues(into: Uint8Array, from: number, glues: readonly number[]): Uint8Array {
  let room = into;
  if (from + glues.length > into.length) {
    room = new Uint8Array(roomFor(into.length, from + glues.length));
    room.set(into);
  }
  room.set(glues, from);
  return room;
}

function widen(stream: Stream, token: number): void {
  const size = roomFor(stream.latest.length, token + 1);
  const latest = new Int32Array(size);
  const counts = new Uint16Array(size);
  latest.set(stream.latest);
  counts.set(stream.counts);
  stream.latest = latest;
  stream.counts = counts;
}

function formBits(segment: Segment, tainted: boolean, keyed: number, bullet: number): number {
  return forms.indexOf(segment.form) | (segment.short ? SHORT : 0) | (segment.believed ? BELIEVED : 0) | (tainted ? TAINTED : 0)
    | (Math.min(keyed, PLACE_MAX) << KEYED_SHIFT) | (Math.min(bullet, PLACE_MAX) << BULLET_SHIFT);
}

/** The occurrence before one of the same token; -1 for none. */
export function earlier(stream: Stream, position: number): number {
  return get(stream.before, position) - 1;
}

/** What stands where a segment begins: no token's number. */
export const SEGMENT = 0;
/** Of a segment that is of no record. */
export const NO_RECORD = -1;
/** Stands for every character that glues, and for none. */
const ANY_GLUE = 255;
const forms: readonly Segment["form"][] = ["leaf", "line", "decoded"];
const FORM = 3;
const SHORT = 4;
const BELIEVED = 8;
const TAINTED = 16;
const KEYED_SHIFT = 5;
const BULLET_SHIFT = 13;
/** A `Name:` and a bullet have at most 64 characters, so never so many tokens. */
const PLACE_MAX = 255;

// A value to where it was seen, by looking through every token of every text there is, as docs/kernel.md "Sightings" says it.
// Knows nodes only as texts with a principal and what they give on.

import { numbersOf } from "../../src/words/acts.js";
import { ARGUMENT_TEXT_MAX, LEAF_BITS_MIN, MADE_WORDS_MAX, PIECE_TRIES_MAX, RUN_BITS_MIN, SEAM_TEXT_MAX, SEED_KEYS_MAX, SIGHTINGS_MAX, SOURCES_MAX, WHOLE_BITS_MIN } from "../../src/base/limits.js";
import { SEED_STEP, SEED_TEXT, keysOf, pieced, tells } from "../../src/extract/pieces.js";
import { needles, shapeAt, type Needle, type Segment, type SegmentForm } from "../../src/extract/segments.js";
import type { Telling } from "../../src/extract/tellings.js";
import type { ResultRecord, Standing } from "../../src/extract/records.js";
import { compacted } from "../../src/extract/tokens.js";
import { principals, shapes, type Principal } from "../../src/words/provenance.js";
import { TRUE } from "../../src/words/truth.js";
import type { Flow } from "../../src/words/view.js";
import { joinAll, type Ground } from "./flow.js";
import { isGluedAlike, occurrences, placesOf, recordNamed } from "./said.js";

/** Whether prose chose what a text came from: where it is what a call made, all of it but what holds other words than the call's own. */
export type Tainted = boolean | ReadonlySet<string>;

/** The words with which a call was told to make something; true where it makes nothing, or was told in too many. */
export function madeOf(op: string | undefined, leaves: readonly { readonly value: unknown; readonly isKey: boolean }[]): Tainted {
  if (!["WRITE", "STORE", "SUBSCRIBE", "SEND"].includes(op ?? "")) return true;
  const told = new Set(leaves.flatMap(({ value, isKey }) => (isKey || (typeof value !== "string" && typeof value !== "number") ? [] : needles(value).flatMap(({ texts }) => texts))));
  return told.size > MADE_WORDS_MAX || told;
}

/** One reading of one segment. */
export interface Reading {
  readonly texts: readonly string[];
  /** What glues each token to the one before; null for a joined group, which is glued by whatever the value has there. */
  readonly glues: readonly (number | null)[];
  readonly form: SegmentForm;
  readonly tainted: Tainted;
  readonly stands: Standing;
  /** Where somebody is told to do which acts. */
  readonly told: readonly Telling[];
  /** The keys of the segment, told of its first reading. */
  readonly keys: readonly string[];
}

/** What a search needs to know of a node. */
export interface Searched {
  readonly step: number;
  /** Null for the model. */
  readonly principal: Principal | null;
  readonly readings: readonly Reading[];
  readonly out: Flow;
  readonly isOpaque: boolean;
}

/** Which streams there are; a node's texts are all in one. */
export const streams = ["users", "outside", "model"] as const;
export type StreamName = (typeof streams)[number];

export function streamOf(node: Pick<Searched, "principal">): StreamName {
  return node.principal === null ? "model" : node.principal === "user" || node.principal === "system" ? "users" : "outside";
}

/** The two readings of a segment. */
export function readingsOf(segment: Segment, tainted: Tainted, told: readonly Telling[]): readonly Reading[] {
  const asIs: Reading = { texts: segment.tokens.texts, glues: segment.tokens.glues, form: segment, tainted, told, stands: segment.stands, keys: keysOf(segment.tokens) };
  const { compacts } = segment.tokens;
  if (compacts.length === 0) return [asIs];
  const { texts, glues } = compacted(segment.tokens);
  // A place behind a group that was joined moves to the front by what the group lost.
  const moved = (place: number): number => place - compacts.filter((group) => group.at + group.count <= place).reduce((sum, group) => sum + group.count - 1, 0);
  return [asIs, { texts, glues: glues.map((glue, place) => (compacts.some((group) => moved(group.at) === place) ? null : glue)), form: { ...segment, tokens: { texts }, keyed: moved(segment.keyed), bullet: moved(segment.bullet) }, tainted, told: told.map(({ from, to, acts }) => ({ from: moved(from), to: moved(to), acts })), stands: segment.stands, keys: [] }];
}

/** What was forgotten of a stream: the words that stood there, and what it may have given on. */
export interface Lost {
  readonly texts: ReadonlySet<string>;
  readonly flow: Flow;
}

export interface Sighting {
  readonly flow: Flow;
  /** What of it the nodes with a value edge give. */
  readonly given: Flow;
  /** Nodes with a value edge, latest first, at most SOURCES_MAX. */
  readonly sources: readonly number[];
  readonly who: number;
  readonly shape: number;
  /** The numbers of the acts that somebody else than the user and the system is told to do with it. */
  readonly told: ReadonlySet<number>;
  readonly best: ReadonlySet<number>;
  /** Records with a sighting of the best shape. */
  readonly records: ReadonlySet<ResultRecord>;
  readonly unknown: boolean;
}

/** What of the sightings a bundle asks for. */
export interface Asks {
  readonly value: boolean;
  readonly provenance: boolean;
}

/** Looks through all nodes; `firstUse` is the first step at which the agent used the value. */
export function sight(nodes: readonly Searched[], value: string | number, firstUse: number, base: Ground, asks: Asks, lost: ReadonlyMap<StreamName, Lost>): Sighting {
  const overlong = typeof value === "string" && value.length > ARGUMENT_TEXT_MAX;
  const sources = new Set<number>();
  const seen: { node: Searched; shape: number; acts: readonly number[]; record: ResultRecord | null }[] = [];
  let flow = overlong ? base.unknown : base.none;
  let unknown = overlong;
  // What came of texts that were forgotten.
  let faded = base.none;
  for (const stream of streams) {
    if (stream === "model" && !asks.value) continue;
    const there = nodes.filter((node) => streamOf(node) === stream);
    const counts = occurrences(there);
    for (const needle of overlong ? [] : needles(value)) {
      const total = needle.bits.reduce((sum, bits) => sum + bits, 0);
      const telling = needle.texts.filter((_, index) => needle.stops[index] === false);
      const common = (text: string): boolean => (counts.get(text) ?? 0) > SIGHTINGS_MAX;
      if (needle.whole && telling.length > 0 && telling.every(common) && needle.texts.every((text) => counts.has(text))) {
        unknown = true;
        if (total >= WHOLE_BITS_MIN) flow = joinAll(flow, [base.unknown]);
      } else if (needle.whole && telling.length > 0) {
        for (const node of there) {
          for (const reading of node.readings) {
            for (const at of placesOf(needle.texts, reading.texts)) {
              if (total >= WHOLE_BITS_MIN) sources.add(node.step);
              const isTainted = typeof reading.tainted === "boolean" ? reading.tainted : telling.every((text) => typeof reading.tainted !== "boolean" && reading.tainted.has(text));
              const laidOut = isTainted ? "tainted" : shapeAt(reading.form, at, needle.texts.length);
              const { record, written } = reading.stands;
              // What an author wrote whom the user did not name is prose at most.
              const isBelieved = !written || (record !== null && recordNamed(nodes, record, lost) === TRUE);
              const shape = isBelieved || laidOut === "tainted" ? laidOut : "prose";
              if (stream === "users" && (needle.decoded || !isGluedAlike(needle.glues, reading, at))) continue;
              if (node.step < firstUse) seen.push({ node, shape: shapes.indexOf(shape), record, acts: reading.told.filter(({ from, to }) => from <= at && at < to).flatMap((each) => numbersOf(each.acts)) });
            }
          }
        }
      }
      const gone = lost.get(stream);
      if (gone !== undefined) {
        const isWhole = needle.whole && telling.length > 0 && needle.texts.every((text) => gone.texts.has(text));
        const isEdge = asks.value && ((isWhole && total >= WHOLE_BITS_MIN) || runsOf(needle, gone.texts).some((bits) => bits >= LEAF_BITS_MIN));
        if (isEdge) faded = joinAll(faded, [gone.flow]);
        if (isEdge || (isWhole && stream !== "model")) unknown = true;
      }
      for (const node of there) {
        if (node.readings.some((reading) => hasRun(needle, reading, common))) sources.add(node.step);
      }
    }
  }
  if (asks.value && !overlong) for (const { text } of needles(value)) for (const step of pieceSteps(nodes, text)) sources.add(step);
  const told = asks.provenance ? seen.filter(({ node }) => node.principal !== null) : [];
  const others = told.filter(({ node }) => streamOf(node) === "outside");
  const shape = Math.min(shapes.indexOf("composed"), ...others.map((each) => each.shape));
  const best = new Set(others.filter((each) => each.shape === shape).map(({ node }) => node.step));
  const records = new Set(others.filter((each) => each.shape === shape).flatMap(({ record }) => record ?? []));
  const acts = new Set(others.flatMap((each) => each.acts));
  const given = asks.value ? joinAll(faded, nodes.filter((node) => sources.has(node.step)).map((node) => node.out)) : base.none;
  flow = joinAll(flow, [given]);
  if ((asks.value && sources.size > SOURCES_MAX) || best.size > SOURCES_MAX) {
    unknown = true;
    flow = joinAll(flow, [base.unknown]);
  }
  if (nodes.some((node) => node.isOpaque)) {
    unknown = true;
    flow = joinAll(flow, [base.opaque]);
  }
  const latest = asks.value ? [...sources].sort((a, b) => b - a).slice(0, SOURCES_MAX) : [];
  return { flow, given, sources: latest, who: told.reduce((bits, { node }) => bits | (1 << principals.indexOf(node.principal ?? "user")), 0), shape, told: acts, best, records, unknown };
}

/** Values that no value edge leads to, put together: what gave what they are then gave each of them. */
export function joinCut(nodes: readonly Searched[], values: readonly (string | null)[], sightings: readonly (Sighting | null)[], base: Ground, asks: Asks, lost: ReadonlyMap<StreamName, Lost>): readonly (Sighting | null)[] {
  const joined = [...sightings];
  const chains: number[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null || value === "" || value.length > SEAM_TEXT_MAX || sightings[index]?.sources.length !== 0) continue;
    const last = chains[chains.length - 1] ?? [];
    const size = last.reduce((sum, at) => sum + (values[at]?.length ?? 0), 0);
    if (size + value.length > SEAM_TEXT_MAX) chains.push([index]);
    else last.push(index);
  }
  for (const chain of asks.value ? chains.filter(({ length }) => length > 1) : []) {
    const { sources, given } = sight(nodes, chain.map((index) => values[index]).join(""), Number.POSITIVE_INFINITY, base, asks, lost);
    for (const index of sources.length === 0 && isNothing(given) ? [] : chain) {
      const sighting = sightings[index];
      if (sighting !== null && sighting !== undefined) joined[index] = { ...sighting, sources, flow: joinAll(sighting.flow, [given]) };
    }
  }
  return joined;
}

function isNothing({ labels, marks }: Flow): boolean {
  return labels.trust + labels.secrecy + labels.tags === 0 && !labels.unknown && marks.every((word) => word === 0);
}

/** The nodes with a key of which a text has a piece that tells something, around a seed that is not common. */
function pieceSteps(nodes: readonly Searched[], text: string): readonly number[] {
  const standing = nodes.flatMap((node) => node.readings.flatMap(({ keys }) => keys.map((key) => ({ key, step: node.step }))));
  const counts = new Map<string, number>();
  for (const { key } of standing) counts.set(key, (counts.get(key) ?? 0) + 1);
  const seeds = new Map<string, number>();
  for (const key of counts.keys()) for (const seed of new Set(seedsOf(key).map((each) => each.seed))) seeds.set(seed, (seeds.get(seed) ?? 0) + 1);
  const letters = String.fromCharCode(...pieced(text));
  const all = [letters, [...letters].reverse().join("")];
  const tries = (key: string): number => all.reduce((sum, each) => sum + new Set(seedsOf(key).flatMap(({ seed }) => ((seeds.get(seed) ?? 0) <= SEED_KEYS_MAX ? placesIn(seed, each) : []))).size, 0);
  const has = (key: string): boolean => tries(key) > PIECE_TRIES_MAX || all.some((each) => seedsOf(key).some(({ seed, place }) =>
    (seeds.get(seed) ?? 0) <= SEED_KEYS_MAX && placesIn(seed, each).some((at) => tells(commonAround(key, place, each, at)))));
  const found = new Set([...counts].filter(([key, count]) => count <= SIGHTINGS_MAX && has(key)).map(([key]) => key));
  return standing.filter(({ key }) => found.has(key)).map(({ step }) => step);
}

function seedsOf(key: string): readonly { readonly seed: string; readonly place: number }[] {
  const places = Array.from({ length: Math.max(0, Math.floor((key.length - SEED_TEXT) / SEED_STEP) + 1) }, (_, index) => index * SEED_STEP);
  return places.map((place) => ({ seed: key.slice(place, place + SEED_TEXT), place }));
}

function placesIn(seed: string, letters: string): readonly number[] {
  const places: number[] = [];
  for (let at = letters.indexOf(seed); at !== -1; at = letters.indexOf(seed, at + 1)) places.push(at);
  return places;
}

/** The longest text around two places that both have. */
function commonAround(one: string, at: number, other: string, there: number): string {
  let from = 0;
  while (at - from > 0 && there - from > 0 && one[at - from - 1] === other[there - from - 1]) from++;
  let to = 0;
  while (at + to < one.length && there + to < other.length && one[at + to] === other[there + to]) to++;
  return one.slice(at - from, at + to);
}

/** The bits of each maximal run of words that stood in what was forgotten, where one of them is no stop word. */
function runsOf({ texts, bits, stops }: Needle, there: ReadonlySet<string>): readonly number[] {
  return texts.flatMap((text, from) => {
    if (!there.has(text) || (from > 0 && there.has(texts[from - 1] ?? ""))) return [];
    const end = texts.findIndex((each, index) => index > from && !there.has(each));
    const to = end === -1 ? texts.length : end;
    return stops.slice(from, to).includes(false) ? [bits.slice(from, to).reduce((sum, each) => sum + each, 0)] : [];
  });
}

/** Whether a maximal common sequence has a token from which a search starts, and RUN_BITS_MIN, or LEAF_BITS_MIN where it is a whole leaf of two tokens or more. */
function hasRun(needle: Needle, { texts, form }: Reading, common: (text: string) => boolean): boolean {
  for (let from = 0; from < needle.texts.length; from++) {
    for (let at = 0; at < texts.length; at++) {
      if (needle.texts[from] !== texts[at] || (from > 0 && at > 0 && needle.texts[from - 1] === texts[at - 1])) continue;
      let bits = 0;
      let starts = false;
      let length = 0;
      for (; from + length < needle.texts.length && at + length < texts.length && needle.texts[from + length] === texts[at + length]; length++) {
        bits += needle.bits[from + length] ?? 0;
        starts ||= needle.stops[from + length] === false && !common(needle.texts[from + length] ?? "");
      }
      if (starts && (bits >= RUN_BITS_MIN || (bits >= LEAF_BITS_MIN && length > 1 && shapeAt(form, at, length) === "leaf"))) return true;
    }
  }
  return false;
}

/** Whether some of these principals are the user or the system. */
export function hasTrusted(who: number): boolean {
  return (who & ((1 << principals.indexOf("user")) | (1 << principals.indexOf("system")))) !== 0;
}

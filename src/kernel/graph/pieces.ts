// The keys of a session's texts by their seeds: a few letters at every few, so that any piece of a key that is long enough has one of
// them whole, and is found from it. A seed is a number, exactly; what it finds is compared letter by letter.
// Knows nodes as numbers; whose they are it does not know.

import { PIECE_TRIES_MAX, SEED_KEYS_MAX, SIGHTINGS_MAX } from "../../base/limits.js";
import { SEED_STEP, SEED_TEXT, keysOf, pieced, tells } from "../../extract/pieces.js";
import type { Tokens } from "../../extract/tokens.js";
import { at, ints, push, type Ints } from "./ints.js";
import { intern, sizeOf, textAt, vocabulary, type Vocabulary } from "./vocabulary.js";

/** Keys by their seeds, and the nodes by keys. */
export interface Pieces {
  readonly keys: Vocabulary;
  /** Seeds: the key, and the place before with the same seed. */
  readonly seedKeys: Ints;
  readonly seedBefore: Ints;
  readonly seeds: Map<number, number>;
  /** What no seed is, for the most part: a bit for each that may be one. */
  readonly maybe: Uint32Array;
  /** Nodes: each place where a key stands, and the one before with the same key. */
  readonly nodes: Ints;
  readonly nodeBefore: Ints;
  /** By key its latest place, plus one, and how many there are. */
  readonly latest: Ints;
  readonly counts: Ints;
}

/** No keys. */
export function createPieces(): Pieces {
  const pieces: Pieces = {
    keys: vocabulary(), seedKeys: ints(), seedBefore: ints(), seeds: new Map(), maybe: new Uint32Array(MAYBE_BITS >>> 5),
    nodes: ints(), nodeBefore: ints(), latest: ints(), counts: ints(),
  };
  push(pieces.latest, 0);
  push(pieces.counts, 0);
  return pieces;
}

/** Makes pieces of the keys of a node's text findable. */
export function addKeys(pieces: Pieces, node: number, tokens: Tokens): void {
  for (const text of keysOf(tokens)) {
    const before = sizeOf(pieces.keys);
    const key = intern(pieces.keys, text);
    if (key === before) {
      addSeeds(pieces, key, text);
      push(pieces.latest, 0);
      push(pieces.counts, 0);
    }
    push(pieces.nodeBefore, at(pieces.latest, key) - 1);
    pieces.latest.data[key] = push(pieces.nodes, node) + 1;
    pieces.counts.data[key] = at(pieces.counts, key) + 1;
  }
}

/** Gives the nodes with a key of which a text has a telling piece. */
export function nodesOf(pieces: Pieces, text: string, take: (node: number) => void): void {
  if (pieces.nodes.length === 0) return;
  const letters = pieced(text);
  if (letters.length === 0) return;
  const looked: Looked = new Map();
  seek(pieces, letters, looked, take);
  seek(pieces, letters.reverse(), looked, take);
}

/** By key at how many places it was tried, without end where it was found. */
type Looked = Map<number, number>;

/** Every seed of the letters: most are none of any key, which a bit tells before the seed is worked out. */
function seek(pieces: Pieces, letters: Uint8Array, looked: Looked, take: (node: number) => void): void {
  const { maybe } = pieces;
  let hashed = 0;
  for (let index = 0; index < letters.length; index++) {
    hashed = Math.imul(hashed - (index < SEED_TEXT ? 0 : Math.imul(letters[index - SEED_TEXT] ?? 0, FIRST)), FACTOR) + (letters[index] ?? 0);
    if (index < SEED_TEXT - 1) continue;
    const bit = bitOf(hashed);
    if ((((maybe[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1) found(pieces, letters, index - SEED_TEXT + 1, looked, take);
  }
}

/** The keys with the seed that stands at a place, where they have a piece in common with what is around it. */
function found(pieces: Pieces, letters: Uint8Array, place: number, looked: Looked, take: (node: number) => void): void {
  const first = pieces.seeds.get(seedAt(letters, place));
  if (first === undefined || isCommon(pieces, first)) return;
  for (let next = first; next !== -1; next = at(pieces.seedBefore, next)) {
    const key = at(pieces.seedKeys, next);
    const tries = (looked.get(key) ?? 0) + 1;
    if (tries === Number.POSITIVE_INFINITY || at(pieces.counts, key) > SIGHTINGS_MAX) continue;
    looked.set(key, tries);
    if (tries <= PIECE_TRIES_MAX && !hasPiece(textAt(pieces.keys, key), letters, place)) continue;
    looked.set(key, Number.POSITIVE_INFINITY);
    for (let where = at(pieces.latest, key) - 1; where !== -1; where = at(pieces.nodeBefore, where)) take(at(pieces.nodes, where));
  }
}

function addSeeds(pieces: Pieces, key: number, text: string): void {
  const codes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  for (let place = 0; place + SEED_TEXT <= codes.length; place += SEED_STEP) {
    const seed = seedAt(codes, place);
    const before = pieces.seeds.get(seed) ?? -1;
    if (before !== -1 && at(pieces.seedKeys, before) === key) continue;
    let hashed = 0;
    for (let index = place; index < place + SEED_TEXT; index++) hashed = Math.imul(hashed, FACTOR) + (codes[index] ?? 0);
    const bit = bitOf(hashed);
    pieces.maybe[bit >>> 5] = (pieces.maybe[bit >>> 5] ?? 0) | (1 << (bit & 31));
    push(pieces.seedBefore, before);
    pieces.seeds.set(seed, push(pieces.seedKeys, key));
  }
}

/** A seed as a number: 36 to the power of SEED_TEXT is less than 2^53. */
function seedAt(letters: Uint8Array, place: number): number {
  let seed = 0;
  for (let index = place; index < place + SEED_TEXT; index++) {
    const code = letters[index] ?? 0;
    seed = 36 * seed + (code < 97 ? code - 48 : code - 87);
  }
  return seed;
}

/** Whether too many keys have the seed of a place. */
function isCommon(pieces: Pieces, first: number): boolean {
  let count = 0;
  for (let next = first; next !== -1 && count <= SEED_KEYS_MAX; next = at(pieces.seedBefore, next)) count++;
  return count > SEED_KEYS_MAX;
}

/** Whether what a key and the letters have in common around a seed of theirs tells something. */
function hasPiece(key: string, letters: Uint8Array, place: number): boolean {
  for (let seed = 0; seed + SEED_TEXT <= key.length; seed += SEED_STEP) {
    let right = 0;
    while (seed + right < key.length && key.charCodeAt(seed + right) === letters[place + right]) right++;
    if (right < SEED_TEXT) continue;
    let left = 0;
    while (left < seed && left < place && key.charCodeAt(seed - left - 1) === letters[place - left - 1]) left++;
    if (tells(key.slice(seed - left, seed + right))) return true;
  }
  return false;
}

function bitOf(hashed: number): number {
  return Math.imul(hashed ^ (hashed >>> 15), 0x9e3779b1) >>> (32 - MAYBE_POWER);
}

/** A rolling hash: what each letter counts in the next, and what the first of a seed has come to count. */
const FACTOR = 0x01000193;
const FIRST = Array.from({ length: SEED_TEXT - 1 }).reduce<number>((product) => Math.imul(product, FACTOR), 1);
const MAYBE_POWER = 16;
const MAYBE_BITS = 1 << MAYBE_POWER;

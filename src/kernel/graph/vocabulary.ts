// Token texts to small numbers, exactly: an open hash table over one pool of characters, without an object a token.
// Texts that an outsider chose so that they collide go to a map of the host's, whose hash nobody can foresee.

import { PROBES_MAX } from "../../base/limits.js";
import { at, ints, push, roomFor, type Ints } from "./ints.js";

/** All tokens of a session; numbers begin at 1. */
export interface Vocabulary {
  /** Numbers by hash, 0 where free. */
  slots: Int32Array;
  /** Where each token's characters begin in the pool; one more at the end. */
  readonly starts: Ints;
  pool: Uint16Array;
  readonly crowded: Map<string, number>;
}

/** An empty vocabulary. */
export function vocabulary(): Vocabulary {
  const starts = ints();
  push(starts, 0);
  push(starts, 0);
  return { slots: new Int32Array(64), starts, pool: new Uint16Array(256), crowded: new Map() };
}

/** How many numbers are taken, 0 included. */
export function sizeOf(words: Vocabulary): number {
  return words.starts.length - 1;
}

/** The number of a token, 0 where it was never seen. */
export function find(words: Vocabulary, text: string): number {
  return numberAt(words, slotOf(words, text), text);
}

/** The number of a token, a new one where it was never seen. */
export function intern(words: Vocabulary, text: string): number {
  const slot = slotOf(words, text);
  const known = numberAt(words, slot, text);
  if (known !== 0) return known;
  const number = sizeOf(words);
  write(words, text);
  if (slot === -1) words.crowded.set(text, number);
  else words.slots[slot] = number;
  if (number * 2 > words.slots.length) rehash(words);
  return number;
}

/** The number at a token's slot. One that was crowded out once may since have a free slot, and is not moved there. */
function numberAt(words: Vocabulary, slot: number, text: string): number {
  const number = slot === -1 ? 0 : words.slots[slot] ?? 0;
  return number === 0 && words.crowded.size > 0 ? words.crowded.get(text) ?? 0 : number;
}

/** The slot where the token stands or may be put; -1 where its neighbourhood is full. */
function slotOf(words: Vocabulary, text: string): number {
  const mask = words.slots.length - 1;
  let slot = hash(text) & mask;
  for (let probe = 0; probe < PROBES_MAX; probe++, slot = (slot + 1) & mask) {
    const number = words.slots[slot] ?? 0;
    if (number === 0 || stands(words, number, text)) return slot;
  }
  return -1;
}

function stands(words: Vocabulary, number: number, text: string): boolean {
  const start = at(words.starts, number);
  if (at(words.starts, number + 1) - start !== text.length) return false;
  for (let index = 0; index < text.length; index++) {
    if (words.pool[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function write(words: Vocabulary, text: string): void {
  const start = at(words.starts, sizeOf(words));
  const end = start + text.length;
  if (end > words.pool.length) {
    const grown = new Uint16Array(roomFor(words.pool.length, end));
    grown.set(words.pool);
    words.pool = grown;
  }
  for (let index = 0; index < text.length; index++) words.pool[start + index] = text.charCodeAt(index);
  push(words.starts, end);
}

/** Twice the slots; tokens find their places again, the crowded ones stay where they are. */
function rehash(words: Vocabulary): void {
  words.slots = new Int32Array(words.slots.length * 2);
  const size = sizeOf(words);
  for (let number = 1; number < size; number++) {
    const text = textAt(words, number);
    if (words.crowded.has(text)) continue;
    const slot = slotOf(words, text);
    if (slot === -1) words.crowded.set(text, number);
    else words.slots[slot] = number;
  }
}

/** The text of a token. */
export function textAt(words: Vocabulary, number: number): string {
  let text = "";
  const end = at(words.starts, number + 1);
  for (let index = at(words.starts, number); index < end; index++) text += String.fromCharCode(words.pool[index] ?? 0);
  return text;
}

function hash(text: string): number {
  let hashed = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hashed = Math.imul(hashed ^ text.charCodeAt(index), 0x01000193);
  return (hashed ^ (hashed >>> 15)) >>> 0;
}

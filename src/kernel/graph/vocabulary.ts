// Token texts to small numbers, exactly: an open hash table over one pool of bytes, without an object a token.
// Texts that an outsider chose so that they collide go to a map of the host's, whose hash nobody can foresee.

import { PROBES_MAX } from "../../base/limits.js";
import { at, ints, push, roomFor, type Ints } from "./ints.js";

/** All tokens of a session; numbers begin at 1. */
export interface Vocabulary {
  /** Numbers by hash, 0 where free. */
  slots: Int32Array;
  /** Where each token's bytes begin in the pool; one more at the end. */
  readonly starts: Ints;
  pool: Uint8Array;
  readonly crowded: Map<string, number>;
}

/** An empty vocabulary. */
export function vocabulary(): Vocabulary {
  const starts = ints();
  push(starts, 0);
  push(starts, 0);
  return { slots: new Int32Array(64), starts, pool: new Uint8Array(256), crowded: new Map() };
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
  const { pool } = words;
  let place = at(words.starts, number);
  const end = at(words.starts, number + 1);
  if (end - place < text.length) return false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < TWO) {
      if (pool[place++] !== code) return false;
    } else if (code < THREE) {
      if (pool[place++] !== lead2(code) || pool[place++] !== last6(code)) return false;
    } else if (pool[place++] !== lead3(code) || pool[place++] !== last6(code >>> 6) || pool[place++] !== last6(code)) return false;
  }
  return place === end;
}

function write(words: Vocabulary, text: string): void {
  let place = at(words.starts, sizeOf(words));
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (place + 3 > words.pool.length) words.pool = grown(words.pool, place + 3);
    const { pool } = words;
    if (code < TWO) pool[place++] = code;
    else {
      if (code < THREE) pool[place++] = lead2(code);
      else {
        pool[place++] = lead3(code);
        pool[place++] = last6(code >>> 6);
      }
      pool[place++] = last6(code);
    }
  }
  push(words.starts, place);
}

function grown(pool: Uint8Array, needed: number): Uint8Array {
  const wide = new Uint8Array(roomFor(pool.length, needed));
  wide.set(pool);
  return wide;
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
  const { pool } = words;
  let text = "";
  const end = at(words.starts, number + 1);
  for (let place = at(words.starts, number); place < end;) {
    const first = pool[place++] ?? 0;
    let code = first < TWO ? first : first & (first < LEAD3 ? 0x1f : 0x0f);
    for (; place < end && ((pool[place] ?? 0) & 0xc0) === LAST; place++) code = (code << 6) | ((pool[place] ?? 0) & 0x3f);
    text += String.fromCharCode(code);
  }
  return text;
}

function hash(text: string): number {
  let hashed = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hashed = Math.imul(hashed ^ text.charCodeAt(index), 0x01000193);
  return (hashed ^ (hashed >>> 15)) >>> 0;
}

// One, two or three bytes a code unit (UTF-8, but of each half of a surrogate pair by itself: no text is lost).
const TWO = 0x80;
const THREE = 0x800;
const LEAD3 = 0xe0;
const LAST = 0x80;
const lead2 = (code: number): number => 0xc0 | (code >>> 6);
const lead3 = (code: number): number => LEAD3 | (code >>> 12);
const last6 = (code: number): number => LAST | (code & 0x3f);

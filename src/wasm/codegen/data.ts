// Constant data of a module: equal bytes share one place. Addresses are given out as they come, so that code can name them.
// Knows how cells, sets and machines are laid out, not what they are for.

import type { Machine } from "../../language/ir/machine.js";
import type { Labels } from "../../words/labels.js";
import { CELL, cellTags } from "../../words/frame.js";
import { append, word } from "../encode/bytes.js";
import type { Bytes } from "../encode/bytes.js";
import { counted } from "../runtime/link.js";

/** Data under construction. */
export interface Data {
  /** The bytes so far, from `base`. */
  readonly bytes: Bytes;
  readonly base: number;
  readonly places: Map<string, number>;
  /** Sets that are there, by their list of strings: many rules may name one. */
  readonly sets: Map<readonly string[], number>;
  /** What stands in each set, by its address. */
  readonly listed: Map<number, Listed>;
}

/** How many strings and numbers a set has, and with how many of its strings a text may have to be compared: of its length, and one behind the other. */
export interface Listed {
  readonly strings: number;
  readonly numbers: number;
  readonly alike: number;
}

/** No data yet; it begins at `base` or, where what comes first asks for it, some bytes behind. */
export function data(base: number): Data {
  return { bytes: [], base, places: new Map(), sets: new Map(), listed: new Map() };
}

/** The address of these bytes, on a multiple of `align`. */
export function put(into: Data, bytes: ArrayLike<number>, align = 4): number {
  const key = `${align}:${latin(bytes)}`;
  const known = into.places.get(key);
  if (known !== undefined) return known;
  const at = room(into, align);
  for (let index = 0; index < bytes.length; index++) into.bytes.push(bytes[index] ?? 0);
  into.places.set(key, at);
  return at;
}

/** The address of so many zero bytes that are nobody else's. */
export function reserve(into: Data, bytes: number): number {
  const at = room(into, 16);
  for (let left = bytes; left > 0; left--) into.bytes.push(0);
  return at;
}

/** The next free address on a multiple of `align`. */
export function room(into: Data, align: number): number {
  const at = aligned(into.base + into.bytes.length, align);
  while (into.base + into.bytes.length < at) into.bytes.push(0);
  return at;
}

/** The first multiple of `align` that is not below an address. */
export function aligned(at: number, align: number): number {
  return Math.ceil(at / align) * align;
}

/** The address of 32-bit words. */
export function putWords(into: Data, words: readonly number[]): number {
  const bytes: Bytes = [];
  for (const value of words) word(bytes, value);
  return put(into, bytes);
}

/** A text's address and length in UTF-8. */
export function putText(into: Data, text: string): { readonly at: number; readonly length: number } {
  const utf8 = new TextEncoder().encode(text);
  return { at: put(into, utf8, 1), length: utf8.length };
}

/** The address of a counted text. */
export function putCounted(into: Data, text: string): number {
  return put(into, counted(text), 1);
}

/** A table of names. */
export function putNames(into: Data, names: readonly string[]): number {
  const bytes: Bytes = [];
  word(bytes, names.length);
  for (const name of names) append(bytes, counted(name));
  return put(into, bytes, 1);
}

/** A cell of a literal. */
export function putCell(into: Data, value: string | number | boolean): number {
  const key = `cell:${typeof value}:${value}`;
  const known = into.places.get(key);
  if (known !== undefined) return known;
  const text = typeof value === "string" ? putText(into, value) : { at: 0, length: 0 };
  const at = room(into, 8);
  const cell = new DataView(new ArrayBuffer(CELL.bytes));
  if (typeof value === "string") {
    cell.setUint8(CELL.tag, cellTags.string);
    cell.setUint32(CELL.length, text.length, true);
    cell.setInt32(CELL.value, text.at - at, true);
  } else if (typeof value === "number") {
    cell.setUint8(CELL.tag, cellTags.number);
    cell.setFloat64(CELL.value, value, true);
  } else {
    cell.setUint8(CELL.tag, cellTags.boolean);
    cell.setUint32(CELL.value, value ? 1 : 0, true);
  }
  append(into.bytes, new Uint8Array(cell.buffer));
  into.places.set(key, at);
  return at;
}

/** Labels as a frame has them. */
export function labelWords(labels: Labels): readonly [number, number] {
  return [labels.trust | (labels.secrecy << 8) | (labels.unknown ? 1 << 16 : 0), labels.tags];
}

/** A set of strings and numbers. */
export function putSet(into: Data, strings: readonly string[], numbers: readonly number[]): number {
  const before = numbers.length === 0 ? into.sets.get(strings) : undefined;
  if (before !== undefined) return before;
  const at = putTable(into, slotsOf(strings), numbers.length, new Uint8Array(Float64Array.from(numbers).buffer));
  if (numbers.length === 0) into.sets.set(strings, at);
  return at;
}

/** A set of strings, each with the number of its case. */
export function putCases(into: Data, cases: ReadonlyMap<string, number>): number {
  const slots = slotsOf([...cases.keys()]);
  return putTable(into, slots, 0, new Uint8Array(Uint16Array.from(slots, (text) => cases.get(text ?? "") ?? 0).buffer));
}

/** Open addressing of strings: of the slots, as many as the smallest power of two that does, at most two thirds are taken. */
function slotsOf(strings: readonly string[]): readonly (string | null)[] {
  let length = 1;
  while (2 * length < 3 * strings.length) length *= 2;
  const slots: (string | null)[] = Array.from({ length }, () => null);
  for (const string of new Set(strings)) {
    let slot = hashOf(string) & (slots.length - 1);
    while (slots[slot] !== null) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = string;
  }
  return slots;
}

function putTable(into: Data, slots: readonly (string | null)[], numbers: number, behind: Uint8Array): number {
  const bytes: Bytes = [];
  for (const value of [slots.length - 1, numbers, ...slots.map((text) => (text === null ? 0 : putCounted(into, text)))]) word(bytes, value);
  append(bytes, behind);
  const at = put(into, bytes);
  into.listed.set(at, { strings: slots.filter((text) => text !== null).length, numbers, alike: alikeIn(slots) });
  return at;
}

/** The most texts of one length that stand behind each other with no free slot between them. */
function alikeIn(slots: readonly (string | null)[]): number {
  let [most, run] = [0, new Map<number, number>()];
  // Twice around: what stands at the end goes on at the beginning.
  for (const text of [...slots, ...slots]) {
    if (text === null) run = new Map();
    else {
      const { length } = new TextEncoder().encode(text);
      const count = (run.get(length) ?? 0) + 1;
      run.set(length, count);
      most = Math.max(most, count);
    }
  }
  return most;
}

/** FNV-1a of the UTF-8, as the runtime computes it. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

/** A machine. */
export function putMachine(into: Data, machine: Machine): number {
  const states = Array.from(machine.outputs.keys());
  const stuck = states.map((state) => (machine.next.subarray(state * machine.width, (state + 1) * machine.width).every((to) => to === state) ? 1 : 0));
  const wide = states.length > 256;
  return putWords(into, [
    put(into, machine.classes, 1),
    machine.start,
    // Machines of few states, which are nearly all, take a byte for each next state.
    wide ? put(into, new Uint8Array(machine.next.buffer), 2) : put(into, Uint8Array.from(machine.next), 1),
    put(into, new Uint8Array(machine.outputs.buffer), 2),
    put(into, stuck, 1),
    machine.width,
    wide ? 1 : 0,
  ]);
}

function latin(bytes: ArrayLike<number>): string {
  let text = "";
  for (let at = 0; at < bytes.length; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

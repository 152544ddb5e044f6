// A list of whole numbers from 0 to 2^31 - 1 that takes two bytes for each, and a third and a fourth only once a number needs them:
// what most of a session's memory is made of.

import { roomFor } from "./ints.js";

/** A growing list, in lanes: the lower two bytes of each number, and the others, null as long as all are 0. */
export interface Packed {
  low: Uint16Array;
  middle: Uint8Array | null;
  high: Uint8Array | null;
  length: number;
}

/** An empty list. */
export function packed(): Packed {
  return { low: new Uint16Array(CAPACITY), middle: null, high: null, length: 0 };
}

/** The number at an index; 0 outside the list. */
export function get({ low, middle, high }: Packed, index: number): number {
  const number = low[index] ?? 0;
  if (middle === null) return number;
  const more = number | ((middle[index] ?? 0) << 16);
  return high === null ? more : more | ((high[index] ?? 0) << 24);
}

/** Appends a number; gives its index. */
export function append(list: Packed, number: number): number {
  if (list.length === list.low.length) grow(list, roomFor(list.low.length, list.length + 1));
  list.length++;
  put(list, list.length - 1, number);
  return list.length - 1;
}

/** Writes the number at an index, which must be in the list. */
export function put(list: Packed, index: number, number: number): void {
  list.low[index] = number & 0xffff;
  if (number > 0xffff) list.middle ??= new Uint8Array(list.low.length);
  if (number > 0xff_ffff) list.high ??= new Uint8Array(list.low.length);
  if (list.middle !== null) list.middle[index] = (number >>> 16) & 0xff;
  if (list.high !== null) list.high[index] = number >>> 24;
}

/** Drops so many of the first numbers. */
export function dropFirst(list: Packed, count: number): void {
  list.length -= count;
  for (const lane of [list.low, list.middle, list.high]) lane?.copyWithin(0, count).fill(0, list.length);
}

/** The bytes of a list's numbers. */
export function packedBytes({ middle, high, length }: Packed): number {
  return (2 + (middle === null ? 0 : 1) + (high === null ? 0 : 1)) * length;
}

function grow(list: Packed, size: number): void {
  const low = new Uint16Array(size);
  low.set(list.low);
  list.low = low;
  list.middle = widened(list.middle, size);
  list.high = widened(list.high, size);
}

function widened(lane: Uint8Array | null, size: number): Uint8Array | null {
  if (lane === null) return null;
  const wide = new Uint8Array(size);
  wide.set(lane);
  return wide;
}

const CAPACITY = 16;

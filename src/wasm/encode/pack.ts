// Data of a module to fewer bytes: what stood before is said by how far back and how long, all else byte by byte, in a stream of bits that
// `runtime/assembly/unpack.ts` reads when the module is loaded. Same bytes, same stream. Knows not what the data is.

import { assert } from "../../base/assert.js";
import { PACK_CHAIN_MAX, PACK_ENOUGH } from "../../base/limits.js";
import { PACK_NEAR_BITS } from "../runtime/link.js";
import type { Bytes } from "./bytes.js";

/**
 * The stream of these bytes. A bit 0 is followed by the eight bits of a byte; a bit 1 by a count less one and by a distance less one: the latter
 * as what its last bits leave, plus one, and these. Counts are written as `counted`, everything else the highest bit first; the first bit of a
 * byte of the stream is its lowest.
 */
export function packed(bytes: Uint8Array): Uint8Array {
  const out: Bits = { bytes: [], count: 0 };
  let at = 0;
  for (const { length, distance } of steps(bytes)) {
    bit(out, distance === 0 ? 0 : 1);
    if (distance === 0) bits(out, bytes[at] ?? 0, 8);
    else {
      count(out, length - 1);
      count(out, ((distance - 1) >>> PACK_NEAR_BITS) + 1);
      bits(out, distance - 1, PACK_NEAR_BITS);
    }
    at += length;
  }
  assert(at === bytes.length, "the steps come to the end");
  return Uint8Array.from(out.bytes);
}

/** Bytes, the last of which may not be full. */
interface Bits {
  readonly bytes: Bytes;
  count: number;
}

function bit(out: Bits, value: number): void {
  if (out.count % 8 === 0) out.bytes.push(0);
  out.bytes.push((out.bytes.pop() ?? 0) | (value << (out.count++ % 8)));
}

/** The last so many bits of a number. */
function bits(out: Bits, value: number, many: number): void {
  for (let left = many - 1; left >= 0; left--) bit(out, (value >>> left) & 1);
}

/** A number from 1 on, after its highest bit: each further one behind a 0, and a 1 where none is left. */
function count(out: Bits, value: number): void {
  for (let left = widthOf(value) - 2; left >= 0; left--) {
    bit(out, 0);
    bit(out, (value >>> left) & 1);
  }
  bit(out, 1);
}

/** Bits of a number from its highest one on. */
function widthOf(value: number): number {
  return 32 - Math.clz32(value);
}

/** So many bytes from so far back; or, where that is 0, one byte as it is. */
interface Step {
  readonly length: number;
  readonly distance: number;
}

const BYTE_COST = 9;

/** Bits of a count, and of a distance: what a step costs is both and one. */
function lengthCost(length: number): number {
  return 2 * widthOf(length - 1) - 1;
}

function distanceCost(distance: number): number {
  return 2 * widthOf(((distance - 1) >>> PACK_NEAR_BITS) + 1) - 1 + PACK_NEAR_BITS;
}

/** The cheapest way to the end that was found: of all lengths at each byte, and of what stands nearest. */
function steps(bytes: Uint8Array): readonly Step[] {
  const size = bytes.length;
  const costs = new Uint32Array(size + 1).fill(0xffffffff, 1);
  const lengths = new Uint32Array(size + 1);
  const distances = new Uint32Array(size + 1);
  const short = Uint8Array.from({ length: PACK_ENOUGH }, (_, length) => lengthCost(length));
  const reach = (to: number, length: number, distance: number, whole: number): void => {
    if (whole >= (costs[to] ?? 0)) return;
    costs[to] = whole;
    lengths[to] = length;
    distances[to] = distance;
  };
  const before = chains(bytes);
  for (let at = 0; at < size; at++) {
    const here = costs[at] ?? 0;
    reach(at + 1, 1, 0, here + BYTE_COST);
    let longest = 1;
    for (let from = before[at] ?? 0, left = PACK_CHAIN_MAX; from > 0 && left > 0 && longest < PACK_ENOUGH; from = before[from - 1] ?? 0, left--) {
      // Only what is longer than what stands nearer is of use.
      if (bytes[from - 1 + longest] !== bytes[at + longest]) continue;
      const length = alike(bytes, from - 1, at);
      if (length <= longest) continue;
      const distance = at + 1 - from;
      const whole = here + 1 + distanceCost(distance);
      for (let of = longest + 1; of < length && of < PACK_ENOUGH; of++) reach(at + of, of, distance, whole + (short[of] ?? 0));
      reach(at + length, length, distance, whole + lengthCost(length));
      longest = length;
    }
    // Where so much is alike nothing between is better; what else comes there leads on from where it came.
    if (longest >= PACK_ENOUGH) at += longest - 1;
  }
  const way: Step[] = [];
  for (let at = size; at > 0; at -= lengths[at] ?? size) way.push({ length: lengths[at] ?? size, distance: distances[at] ?? 0 });
  return way.toReversed();
}

/** For each place, the one before it where the same two bytes stand, plus one; 0 for none. */
function chains(bytes: Uint8Array): Uint32Array {
  const last = new Uint32Array(0x10000);
  const before = new Uint32Array(bytes.length);
  for (let at = 0; at + 1 < bytes.length; at++) {
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    before[at] = last[pair] ?? 0;
    last[pair] = at + 1;
  }
  return before;
}

/** How many bytes are the same from two places on. */
function alike(bytes: Uint8Array, from: number, at: number): number {
  let length = 0;
  while (at + length < bytes.length && bytes[from + length] === bytes[at + length]) length++;
  return length;
}

// Numbers, names and vectors as Wasm writes them: a growing list of bytes, and a reader over given ones.
// Knows no sections and no instructions.

import { assert } from "../../base/assert.js";

/** Bytes under construction. */
export type Bytes = number[];

/** An unsigned LEB128 number. */
export function unsigned(out: Bytes, value: number): void {
  let rest = value >>> 0;
  while (rest > 0x7f) {
    out.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  out.push(rest);
}

/** A signed 32-bit LEB128 number. */
export function signed(out: Bytes, value: number): void {
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      out.push(low);
      return;
    }
    out.push(low | 0x80);
  }
}

/** A double, little-endian. */
export function double(out: Bytes, value: number): void {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  for (let at = 0; at < 8; at++) out.push(view.getUint8(at));
}

/** A 32-bit word, little-endian. */
export function word(out: Bytes, value: number): void {
  out.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff);
}

/** A name: its length and its UTF-8. */
export function name(out: Bytes, text: string): void {
  const utf8 = new TextEncoder().encode(text);
  unsigned(out, utf8.length);
  append(out, utf8);
}

/** Other bytes behind these; no spread, which has a limit. */
export function append(out: Bytes, bytes: ArrayLike<number>): void {
  for (let at = 0; at < bytes.length; at++) out.push(bytes[at] ?? 0);
}

/** A place in given bytes. */
export interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

/** Reads one byte. */
export function readByte(reader: Reader): number {
  const byte = reader.bytes[reader.at++];
  assert(byte !== undefined, "a wasm module ends where its sections say");
  return byte;
}

/** Reads an unsigned LEB128 number. */
export function readUnsigned(reader: Reader): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = readByte(reader);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
  }
}

/** Reads a name. */
export function readName(reader: Reader): string {
  const length = readUnsigned(reader);
  const text = new TextDecoder().decode(reader.bytes.subarray(reader.at, reader.at + length));
  reader.at += length;
  return text;
}

// Where the body of a function calls others. Reads instructions only as far as it must to pass them: those of MVP Wasm and of bulk
// memory, which the runtime's compiler and our code generator write. Knows not what they mean.

import { assert } from "../../base/assert.js";
import { append, readByte, readUnsigned, unsigned } from "./bytes.js";
import type { Bytes, Reader } from "./bytes.js";

/** One call: of which function, and from where to where in the body its index stands. */
export interface Call {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** All calls of a body (locals and code, without its length), in order. */
export function callsOf(bytes: Uint8Array): readonly Call[] {
  const reader: Reader = { bytes, at: 0 };
  const calls: Call[] = [];
  for (let left = readUnsigned(reader); left > 0; left--) {
    readUnsigned(reader);
    reader.at++;
  }
  while (reader.at < bytes.length) {
    const code = readByte(reader);
    if (code === CALL) {
      const from = reader.at;
      calls.push({ index: readUnsigned(reader), from, to: reader.at });
    } else passed(code, reader);
  }
  return calls;
}

/** The body with other functions called. */
export function renumbered(bytes: Uint8Array, calls: readonly Call[], of: (index: number) => number): Bytes {
  const out: Bytes = [];
  let at = 0;
  for (const { index, from, to } of calls) {
    append(out, bytes.subarray(at, from));
    unsigned(out, of(index));
    at = to;
  }
  append(out, bytes.subarray(at));
  return out;
}

const CALL = 0x10, BR_TABLE = 0x0e, F32 = 0x43, F64 = 0x44, PREFIX = 0xfc;
/** From one code to another, numbers behind the code: of blocks and branches, of locals and globals, of loads and stores, of constants. A block's type reads as a number. */
const numbers: readonly (readonly [from: number, to: number, count: number])[] = [
  [0x02, 0x04, 1], [0x0c, 0x0d, 1], [0x20, 0x24, 1], [0x28, 0x3e, 2], [0x3f, 0x42, 1],
];
/** Numbers behind those codes that stand behind a prefix: conversions that saturate have none, placing a segment and copying memory have two, filling it one. */
const prefixed: ReadonlyMap<number, number> = new Map([...[0, 1, 2, 3, 4, 5, 6, 7].map((code) => [code, 0] as const), [8, 2], [10, 2], [11, 1]]);

/** Passes what stands behind a code. */
function passed(code: number, reader: Reader): void {
  if (code === F32 || code === F64) reader.at += code === F32 ? 4 : 8;
  else if (code === BR_TABLE) skip(readUnsigned(reader) + 1, reader);
  else if (code === PREFIX) {
    const count = prefixed.get(readUnsigned(reader));
    assert(count !== undefined, "no instruction is met that is not known");
    skip(count, reader);
  } else {
    assert(code <= 0x0f || code === 0x1a || code === 0x1b || (code >= 0x20 && code <= 0xc4), "no instruction is met that is not known");
    skip(numbers.find(([from, to]) => from <= code && code <= to)?.[2] ?? 0, reader);
  }
}

function skip(count: number, reader: Reader): void {
  for (let left = count; left > 0; left--) while (readByte(reader) > 0x7f);
}

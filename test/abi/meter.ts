// A module to the same module with a counter: one more for each call of a function and each round of a loop, in the generated code and
// in the runtime's. Reads as much of Wasm as our modules have, and refuses the rest. Knows no policy.

import { append, name, readByte, readUnsigned, unsigned } from "../../src/wasm/encode/bytes.js";
import type { Bytes, Reader } from "../../src/wasm/encode/bytes.js";

const [GLOBAL, EXPORT, CODE] = [6, 7, 10];

/** The module that counts: in its global `steps`, a double. */
export function metered(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader: Reader = { bytes: wasm, at: 8 };
  const out: Bytes = [...wasm.subarray(0, 8)];
  let counter = 0;
  while (reader.at < wasm.length) {
    const section = readByte(reader);
    const size = readUnsigned(reader);
    const end = reader.at + size;
    let content: Bytes = [...wasm.subarray(reader.at, end)];
    if (section === GLOBAL || section === EXPORT || section === CODE) {
      const count = readUnsigned(reader);
      const rest = [...wasm.subarray(reader.at, end)];
      if (section === GLOBAL) counter = count;
      content = section === CODE ? codes(reader, count, counter) : [];
      if (section !== CODE) {
        unsigned(content, count + 1);
        append(content, rest);
        if (section === GLOBAL) content.push(0x7c, 1, 0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x0b);
        else {
          name(content, "steps");
          content.push(3);
          unsigned(content, counter);
        }
      }
    }
    out.push(section);
    unsigned(out, content.length);
    append(out, content);
    reader.at = end;
  }
  return Uint8Array.from(out);
}

function codes(reader: Reader, count: number, counter: number): Bytes {
  const tick: Bytes = [0x23];
  unsigned(tick, counter);
  tick.push(0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0xa0, 0x24);
  unsigned(tick, counter);
  const out: Bytes = [];
  unsigned(out, count);
  for (let left = count; left > 0; left--) {
    const end = readUnsigned(reader) + reader.at;
    const body = counted(reader, end, tick);
    unsigned(out, body.length);
    append(out, body);
  }
  return out;
}

function counted(reader: Reader, end: number, tick: Bytes): Bytes {
  const { bytes } = reader;
  const from = reader.at;
  for (let left = readUnsigned(reader); left > 0; left--) {
    readUnsigned(reader);
    readByte(reader);
  }
  const out: Bytes = [...bytes.subarray(from, reader.at), ...tick];
  while (reader.at < end) {
    const start = reader.at;
    const code = readByte(reader);
    skip(reader, code);
    append(out, bytes.subarray(start, reader.at));
    if (code === 0x03) append(out, tick);
  }
  return out;
}

/** Passes what stands behind an instruction's first byte. */
function skip(reader: Reader, code: number): void {
  const numbers = (count: number): void => {
    for (let left = count; left > 0; left--) while (readByte(reader) >= 0x80) continue;
  };
  if (code <= 0x01 || code === 0x05 || code === 0x0b || code === 0x0f || code === 0x1a || code === 0x1b || (code >= 0x45 && code <= 0xc4)) return;
  if ((code >= 0x02 && code <= 0x04) || code === 0x0c || code === 0x0d || code === 0x10 || (code >= 0x20 && code <= 0x24) || (code >= 0x3f && code <= 0x42)) return numbers(1);
  if (code === 0x0e) return numbers(readUnsigned(reader) + 1);
  if (code >= 0x28 && code <= 0x3e) return numbers(2);
  if (code === 0x44) return void (reader.at += 8);
  const more = code === 0xfc ? readUnsigned(reader) : -1;
  if (more === 8 || more === 10) return numbers(2);
  if (more === 11) return numbers(1);
  if (more >= 0 && more <= 7) return;
  throw new Error(`no instruction of ours: ${code} ${more}`);
}

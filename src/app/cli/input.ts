// A file of lines (plain, gzipped, or standard input) -> its lines, one by one and never all at once. What is gzip its first bytes
// say. Splits at "\n" alone: the line separators of Unicode may stand inside a JSON string. Knows nothing of what a line says.

import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { Readable, pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { TRACE_LINE_MAX } from "../../base/limits.js";
import { problemOf, refusal } from "./refusal.js";

/** One line of input and where it stands. A line that was longer than TRACE_LINE_MAX comes cut. */
export interface Line {
  readonly path: string;
  readonly number: number;
  readonly text: string;
  /** Not all of it was UTF-8: what was not came as U+FFFD. */
  readonly damaged: boolean;
}

/** The lines of several inputs, in order; blank ones are left out. Refuses what cannot be read. */
export async function* linesOf(paths: readonly string[]): AsyncGenerator<Line> {
  for (const path of paths) {
    try {
      yield* lines(path, await open(path));
    } catch (error) {
      throw refusal("cli/unreadable", { path, problem: problemOf(error) });
    }
  }
}

/** The bytes of an input, unzipped where it is called `.gz` or begins as gzip does. */
async function open(path: string): Promise<AsyncIterable<Uint8Array>> {
  const chunks: AsyncIterator<Uint8Array> = (path === "-" ? process.stdin : createReadStream(path))[Symbol.asyncIterator]();
  let first: Uint8Array = new Uint8Array();
  while (first.length < GZIP.length) {
    const next = await chunks.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  const isNamed = path.endsWith(".gz");
  if (isNamed && first.length < GZIP.length) throw new Error("it is no gzip, or is cut off");
  const all = from(first, chunks);
  // What goes wrong in either comes out where the unzipped bytes are read.
  return isNamed || GZIP.every((byte, at) => first[at] === byte) ? pipeline(Readable.from(all), createGunzip(), () => undefined) : all;
}

/** What every gzip begins with. */
const GZIP = [0x1f, 0x8b];

async function* from(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

async function* lines(path: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  let number = 0;
  /** Adds to the line that is being read; what goes past its bound is dropped. */
  const add = (piece: Uint8Array): void => {
    const kept = piece.subarray(0, LINE_BYTES_MAX - bytes);
    if (kept.length > 0) pieces.push(kept);
    bytes += kept.length;
  };
  const end = (): Line => {
    const read = lineOf(Buffer.concat(pieces), ++number);
    pieces = [];
    bytes = 0;
    return { path, number, ...read };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, at));
      start = at + 1;
      const line = end();
      if (line.text.trim() !== "") yield line;
    }
    add(chunk.subarray(start));
  }
  const last = end();
  if (last.text.trim() !== "") yield last;
}

const NEWLINE = 0x0a;
/** Bytes of so many code units at most. */
const LINE_BYTES_MAX = 3 * TRACE_LINE_MAX;

/** A line as text, cut where it is too long, without a byte order mark at the beginning of a file. */
function lineOf(bytes: Buffer, number: number): { readonly text: string; readonly damaged: boolean } {
  const text = bytes.toString("utf8");
  // One that was cut may have been cut within a character.
  const damaged = bytes.length < LINE_BYTES_MAX && !isUtf8(bytes);
  const cut = text.length > TRACE_LINE_MAX ? text.slice(0, TRACE_LINE_MAX) : text;
  return { text: number === 1 && cut.startsWith("\uFEFF") ? cut.slice(1) : cut, damaged };
}

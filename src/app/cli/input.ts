// A file of lines (plain, gzipped, or standard input) -> its lines, one by one and never all at once. Splits at "\n" alone: the
// line separators of Unicode may stand inside a JSON string. Knows nothing of what a line says.

import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { TRACE_LINE_MAX } from "../../base/limits.js";
import { problemOf, refusal } from "./refusal.js";

/** One line of input and where it stands. A line that was longer than TRACE_LINE_MAX comes cut. */
export interface Line {
  readonly path: string;
  readonly number: number;
  readonly text: string;
}

/** The lines of several inputs, in order; blank ones are left out. Refuses what cannot be read. */
export async function* linesOf(paths: readonly string[]): AsyncGenerator<Line> {
  for (const path of paths) {
    try {
      yield* lines(path, open(path));
    } catch (error) {
      throw refusal("cli/unreadable", { path, problem: problemOf(error) });
    }
  }
}

function open(path: string): Readable {
  if (path === "-") return process.stdin;
  const file = createReadStream(path);
  if (!path.endsWith(".gz")) return file;
  const unzipped = createGunzip();
  file.on("error", (error) => unzipped.destroy(error));
  return file.pipe(unzipped);
}

async function* lines(path: string, stream: Readable): AsyncGenerator<Line> {
  stream.setEncoding("utf8");
  let rest = "";
  let number = 0;
  for await (const chunk of stream) {
    const pieces = String(chunk).split("\n");
    rest = bounded(rest + (pieces.shift() ?? ""));
    for (const piece of pieces) {
      number++;
      if (rest.trim() !== "") yield { path, number, text: clean(rest, number) };
      rest = bounded(piece);
    }
  }
  if (rest.trim() !== "") yield { path, number: number + 1, text: clean(rest, number + 1) };
}

function bounded(text: string): string {
  return text.length > TRACE_LINE_MAX ? text.slice(0, TRACE_LINE_MAX) : text;
}

/** Without a byte order mark at the beginning of a file. */
function clean(text: string, number: number): string {
  return number === 1 && text.startsWith("\uFEFF") ? text.slice(1) : text;
}

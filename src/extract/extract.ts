// The one dispatch over the extractors of `words/column.ts`: a string in, a cell out. Absent stays absent; what is no string,
// or names nothing of the kind that was asked for, is unknown.

import { basename, normalisePath } from "./path.js";
import { credentials } from "./credentials.js";
import { domainOf, hostOf, privateHost } from "./url.js";
import { fold } from "../words/fold.js";
import { readShell } from "./shell.js";
import type { Programs } from "./shell/programs.js";
import { textCell, type Cell } from "../words/cell.js";
import type { Extractor } from "../words/column.js";

/** Applies one extractor to one value; commands by what is said of programs, or by what is built in. */
export function extract(extractor: Extractor, value: Cell, programs?: Programs): Cell {
  if (value === undefined) return undefined;
  // What is no text is one where it is written: a number has no more credentials than its digits have.
  if (extractor === "credentials" && (typeof value === "number" || typeof value === "boolean")) return extract(extractor, String(value));
  if (typeof value !== "string" || !value.isWellFormed()) return null;
  switch (extractor) {
    case "path": return textCell(normalisePath(value));
    case "basename": return textCell(basename(value));
    case "fold": return textCell(fold(value));
    case "path_fold": return textCell(fold(normalisePath(value)));
    case "basename_fold": return textCell(fold(basename(value)));
    case "host": return hostOf(value);
    case "domain": return domainOf(value);
    case "private_host": return privateHost(value);
    case "credentials": return { items: credentials(value), open: false };
    case "shell.runs": return readShell(value, programs).runs;
    case "shell.reads": return readShell(value, programs).reads;
    case "shell.writes": return readShell(value, programs).writes;
    case "shell.deletes": return readShell(value, programs).deletes;
    case "shell.connects": return readShell(value, programs).connects;
    case "shell.sends": return readShell(value, programs).sends;
    case "shell.elevated": return readShell(value, programs).elevated;
  }
}

// JSON values and texts to cells of a type: what is of another type, or can be no cell, is unknown. A shell command is read once a
// call, however many columns look at it. Knows no call.

import { ARGUMENT_ROWS_MAX } from "../../base/limits.js";
import { extract } from "../../extract/extract.js";
import { readShell, type Shell } from "../../extract/shell.js";
import { builtIn, type Programs } from "../../extract/shell/programs.js";
import { numberCell, textCell, type Cell } from "../../words/cell.js";
import type { ColumnType, Extractor } from "../../words/column.js";
import type { Json } from "../event/event.js";
import type { Arguments } from "../event/normalise.js";

/** Commands that were read while one call is looked at: null until there is one. */
export interface Shells {
  known: Map<string, Shell> | null;
  /** What is said of programs. */
  readonly programs: Programs;
}

/** None yet. */
export function createShells(programs: Programs = builtIn()): Shells {
  return { known: null, programs };
}

/** Applies an extractor, reading each shell command once. */
export function extractOnce(extractor: Extractor, value: Cell, shells: Shells): Cell {
  if (typeof value !== "string") return extract(extractor, value);
  switch (extractor) {
    case "shell.runs": return shellOf(value, shells).runs;
    case "shell.reads": return shellOf(value, shells).reads;
    case "shell.writes": return shellOf(value, shells).writes;
    case "shell.deletes": return shellOf(value, shells).deletes;
    case "shell.connects": return shellOf(value, shells).connects;
    case "shell.sends": return shellOf(value, shells).sends;
    case "shell.elevated": return shellOf(value, shells).elevated;
    default: return extract(extractor, value);
  }
}

/** What a command does. */
export function shellOf(command: string, shells: Shells): Shell {
  const known = shells.known?.get(command);
  if (known !== undefined) return known;
  const read = readShell(command, shells.programs);
  (shells.known ??= new Map()).set(command, read);
  return read;
}

/** A JSON value as a cell of a type. */
export function cellOf(value: Json | undefined, type: ColumnType): Cell {
  return value === undefined ? undefined : typed(plainCell(value), type);
}

function plainCell(value: Json): Cell {
  switch (typeof value) {
    case "string": return textCell(value);
    case "number": return numberCell(value);
    case "boolean": return value;
    default: return isArray(value)
      ? { items: value.slice(0, ARGUMENT_ROWS_MAX).map((item) => (isArray(item) ? null : plainCell(item))), open: value.length > ARGUMENT_ROWS_MAX }
      : null;
  }
}

/** A cell as one of a type: what is of another is unknown. */
export function typed(cell: Cell, type: ColumnType): Cell {
  if (cell === undefined || cell === null || type === "any") return cell;
  if (type === "boolean" || type === "number" || type === "string") return typeof cell === type ? cell : null;
  if (typeof cell !== "object") return null;
  const item = type === "strings" ? "string" : "number";
  return cell.items.every((one) => one === null || typeof one === item) ? cell : { items: cell.items.map((one) => (typeof one === item ? one : null)), open: cell.open };
}

/** The value at a path of keys; undefined where there is none. */
export function valueAt(args: Arguments, path: readonly string[]): Json | undefined {
  let value: Json | undefined = args;
  for (const key of path) {
    if (typeof value !== "object" || value === null || isArray(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

// Arguments and facts to the cells of a view's columns. A cell of another type than its column's is unknown, as is every column
// that the question does not read. A shell command is read once a call, however many columns look at it.

import { ARGUMENT_ROWS_MAX } from "../../base/limits.js";
import { unreachable } from "../../base/assert.js";
import { extract } from "../../extract/extract.js";
import { readShell, type Shell } from "../../extract/shell.js";
import { numberCell, textCell, type Cell } from "../../words/cell.js";
import type { ColumnType, Extractor } from "../../words/column.js";
import type { Question } from "../../words/view.js";
import type { Json } from "../event/event.js";
import type { Arguments } from "../event/normalise.js";
import { isApproved } from "../facts/approved.js";
import { isAsked } from "../facts/asked.js";
import { counted } from "../facts/counters.js";
import { hostFact } from "../facts/host.js";
import { repeated } from "../facts/repeats.js";
import { TRUE, UNKNOWN } from "../../words/truth.js";
import type { Memory } from "../memory.js";
import type { Plan } from "./plan.js";

/** Commands that were read while one call is looked at. */
export type Shells = Map<string, Shell>;

/** The very call, as approvals and repeats know it. */
export interface CallKey {
  readonly text: string;
  readonly print: string;
}

/** The cells of a question, those over arguments filled. Arguments that could not be read are `null`; a text has none. */
export function argumentCells(plan: Plan, question: Question, args: Arguments | null, shells: Shells): Cell[] {
  const cells = Array<Cell>(plan.manifest.demand.columns.length).fill(null);
  if (args === null) return cells;
  for (const { number, column } of plan.argumentColumns[question]) {
    if (column.kind === "arg") cells[number] = cellOf(valueAt(args, column.path), column.type);
    else if (column.kind === "extract") cells[number] = typed(extractOnce(column.extractor, cellOf(valueAt(args, column.path), "string"), shells), column.type);
  }
  return cells;
}

/** Fills the cells over what the session remembers. */
export function fillFacts(plan: Plan, question: Question, cells: Cell[], memory: Memory, call: CallKey | null): void {
  for (const { number, column } of plan.factColumns[question]) {
    switch (column.kind) {
      case "host": cells[number] = hostFact(memory.host, column.name, (value) => cellOf(value, column.type)); break;
      case "asked": {
        const truth = isAsked(memory.asked, column.act);
        cells[number] = truth === UNKNOWN ? null : truth === TRUE;
        break;
      }
      case "count": cells[number] = counted(memory.counters, column.counter); break;
      case "repeats": cells[number] = call === null ? null : repeated(memory.repeats, call.print); break;
      case "approved": cells[number] = call === null ? null : isApproved(memory.approvals, call.text); break;
      case "arg": case "extract": break;
      default: unreachable(column);
    }
  }
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
  const known = shells.get(command);
  if (known !== undefined) return known;
  const read = readShell(command);
  shells.set(command, read);
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

function typed(cell: Cell, type: ColumnType): Cell {
  if (cell === undefined || cell === null || type === "any") return cell;
  if (type === "boolean" || type === "number" || type === "string") return typeof cell === type ? cell : null;
  if (typeof cell !== "object") return null;
  const item = type === "strings" ? "string" : "number";
  return cell.items.every((one) => one === null || typeof one === item) ? cell : { items: cell.items.map((one) => (typeof one === item ? one : null)), open: cell.open };
}

function valueAt(args: Arguments, path: readonly string[]): Json | undefined {
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

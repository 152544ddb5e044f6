// The demanded columns of one instruction: each a cell, absent, unknown or of the column's type. Columns over arguments are the call's
// alone; the others are filled by what the session remembers, and by what terms make of all of these.

import { cellOfTerm } from "../../extract/value.js";
import type { Cell } from "../../words/cell.js";
import type { Question } from "../../words/view.js";
import type { Arguments } from "../event/normalise.js";
import { hostFact } from "../facts/host.js";
import type { Memory } from "../memory.js";
import { cellOf, extractOnce, typed, valueAt, type Shells } from "./cells.js";
import type { Moment } from "./moment.js";
import { questionBit, type ArgumentColumn, type PlacedColumn, type Plan } from "./plan.js";
import { columnValue } from "./value.js";

/** What the arguments of a call hold for the columns over them: columns and cells by the same indexes, and the bits of the questions that any of them is for. */
export interface Given {
  readonly columns: readonly ArgumentColumn[];
  readonly cells: readonly Cell[];
  readonly asked: number;
}

/** The cells over arguments, of all questions: what several of them ask is read once, and what is not in the arguments is not looked for. Null where they could not be read. */
export function argumentCells(plan: Plan, args: Arguments | null, shells: Shells): Given | null {
  if (args === null) return null;
  if (plan.byArgument.size === 0) return nothingGiven;
  const found: ArgumentColumn[] = [];
  const cells: Cell[] = [];
  let asked = 0;
  // By index, here as wherever each decision passes: an iterator's steps are garbage that every decision pays for.
  const keys = Object.keys(args);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] ?? "";
    const columns = plan.byArgument.get(key) ?? none;
    for (let each = 0; each < columns.length; each++) {
      const placed = columns[each];
      if (placed === undefined) continue;
      const { column } = placed;
      asked |= placed.asked;
      found.push(placed);
      const value = column.path.length === 1 ? args[key] : valueAt(args, column.path);
      cells.push(column.kind === "arg" ? cellOf(value, column.type) : typed(extractOnce(column.extractor, cellOf(value, "string"), shells), column.type));
    }
  }
  return { columns: found, cells, asked };
}

/** All cells of `bind`. Where it reads no argument that was given, nor anything else, they are the plan's own, by which whoever is asked knows it. */
export function bindCells(plan: Plan, given: Given | null, memory: Memory, moment: Moment): readonly Cell[] {
  if (given !== null && (given.asked & questionBit("bind")) === 0 && plan.factColumns.bind.length === 0) return plan.absents.bind;
  const cells = cellsFor(plan, "bind", given);
  fillFacts(plan, "bind", cells, memory, moment);
  return cells;
}

/** Those of one question, to be filled with the others: what was not given is absent, or unknown where nothing could be read. A text has none. */
export function cellsFor(plan: Plan, question: Question, given: Given | null): Cell[] {
  if (given === null) return plan.unknowns.slice();
  const cells = plan.absents[question].slice();
  const bit = questionBit(question);
  for (let at = 0; at < given.columns.length; at++) {
    const placed = given.columns[at];
    if (placed !== undefined && (placed.asked & bit) !== 0) cells[placed.number] = given.cells[at];
  }
  return cells;
}

const none: readonly ArgumentColumn[] = [];
const nothingGiven: Given = { columns: [], cells: [], asked: 0 };

/** Fills the cells over what the session remembers, and over terms. */
export function fillFacts(plan: Plan, question: Question, cells: Cell[], memory: Memory, moment: Moment): void {
  fillColumns(plan, plan.factColumns[question], cells, memory, moment);
}

/** Fills the cells of some columns. */
export function fillColumns(plan: Plan, columns: readonly PlacedColumn[], cells: Cell[], memory: Memory, moment: Moment): void {
  for (const { number, column } of columns) {
    // A list of the runtime's is cut as one of the arguments is.
    if (column.kind === "host") cells[number] = cellOf(hostFact(memory.host, column.name), column.type);
    else cells[number] = typed(cellOfTerm(columnValue(plan, memory, moment, column)), column.type);
  }
}

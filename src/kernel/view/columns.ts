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
import type { PlacedColumn, Plan } from "./plan.js";
import { columnValue } from "./value.js";

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

// One value of a view, as rules see it. Absent, unknown and a value are three things, everywhere.
// Strings are well-formed Unicode, numbers finite with integers up to 2^53; anything else is unknown.

/** A list of cells; `open` when there may be more than are known (so `every` is never true of it, and `some` never false). */
export interface CellList {
  readonly items: readonly Cell[];
  readonly open: boolean;
}
/** `undefined` is absent (not given, or not provided by the runtime); `null` is unknown. */
export type Cell = undefined | null | boolean | number | string | CellList;

/** The empty, complete list. */
export const noItems: CellList = { items: [], open: false };

/** Whether a cell is a list. */
export function isList(cell: Cell): cell is CellList {
  return typeof cell === "object" && cell !== null;
}
/** The string itself when it is well-formed Unicode, else unknown. */
export function textCell(text: string): string | null {
  return text.isWellFormed() ? text : null;
}
/** The number itself when it is finite and, as an integer, exact; else unknown. */
export function numberCell(number: number): number | null {
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : null;
}

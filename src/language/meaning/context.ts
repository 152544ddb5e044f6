// What a condition is asked in: the view, the argument row and the list elements it is at, and the manifest's tables that turn
// names into numbers. Knows no conditions.

import { NEST_ITEMS_MAX } from "../../base/limits.js";
import { columnKey, rowColumnKey } from "../../words/column.js";
import type { Column, RowColumn } from "../../words/column.js";
import type { Cell } from "../../words/cell.js";
import type { Labels } from "../../words/labels.js";
import type { Truth } from "../../words/truth.js";
import { clean } from "../../words/labels.js";
import { edgeKinds } from "../../words/provenance.js";
import type { Via } from "../../words/provenance.js";
import { FALSE, UNKNOWN } from "../../words/truth.js";
import type { Flow, Row, View } from "../../words/view.js";
import { edgesOf } from "../check/policy.js";
import type { Condition } from "../check/policy.js";
import type { Tables } from "../ir/names.js";
import type { Regex } from "./regex.js";

/** The row a condition is at: one that was seen, or the one that stands for all that were not. */
export type RowSeen = Row | "unseen" | null;

/** What a quantifier is at: an item of its list, which one, and how many items that list and those of the quantifiers around it have, multiplied. */
export interface Element {
  readonly cell: Cell;
  readonly index: number;
  readonly nest: number;
}

/** Where a condition is asked. `elements` are those of the quantifiers around it, innermost first. */
export interface Context {
  readonly tables: Tables;
  readonly view: View;
  readonly row: RowSeen;
  readonly elements: readonly Element[];
  /** What was worked out of the policy itself, which no view changes: a policy is asked of many. */
  readonly known: Known;
  /** Is told what each condition was found to be: tests are covered by it. */
  readonly seen?: Seen;
}

/** The numbers of columns, NOWHERE for one that the manifest lacks, and the regular expressions that were read. */
export interface Known {
  readonly columns: WeakMap<Column, number>;
  readonly rowColumns: WeakMap<RowColumn, number>;
  readonly regexes: Map<string, Regex | null>;
}

/** Nothing worked out yet. */
export function startKnown(): Known {
  return { columns: new WeakMap(), rowColumns: new WeakMap(), regexes: new Map() };
}

/** Behind the last column of every view. */
const NOWHERE = Number.POSITIVE_INFINITY;

/** Who watches conditions being asked. */
export type Seen = (condition: Condition, truth: Truth) => void;

/** How often what stands in a list of so many items would be asked here: once for each, and for each item of the lists around it. */
export function nestOf({ elements: [around] }: Context, items: number): number {
  return (around?.nest ?? 1) * items;
}

/** Whether a list inside a quantifier would be gone through too often. A single one is read however long it is. */
export function isNestTooLarge(context: Context, items: number): boolean {
  return context.elements.length > 0 && nestOf(context, items) > NEST_ITEMS_MAX;
}

/** The cell of a column; unknown where the view does not carry it. */
export function columnCell({ tables, known, view }: Context, column: Column): Cell {
  const number = numberOf(known.columns, column, () => tables.columns.get(columnKey(column)));
  return number >= view.columns.length ? null : view.columns[number];
}

/** The cell of a row's column; unknown where there is no row, or it does not carry it. */
export function rowColumnCell({ tables, known, row }: Context, column: RowColumn): Cell {
  if (row === null || row === "unseen") return null;
  const number = numberOf(known.rowColumns, column, () => tables.rowColumns.get(rowColumnKey(column)));
  return number >= row.columns.length ? null : row.columns[number];
}

function numberOf<C extends object>(numbers: WeakMap<C, number>, column: C, find: () => number | undefined): number {
  const known = numbers.get(column);
  if (known !== undefined) return known;
  const number = find() ?? NOWHERE;
  numbers.set(column, number);
  return number;
}

/** What came to the sink through the edges that a `via` stands for. */
export function flowsOf(view: View, via: Via): readonly Flow[] {
  return view.flows.filter((_, number) => edgesOf(via).some((edge) => edge === edgeKinds[number]));
}

/** The row's labels: a row that could not be computed whole may have more taint than is known. */
export function rowLabels(row: RowSeen): Labels {
  if (row === null || row === "unseen") return { ...clean, unknown: true };
  return row.unknown ? { ...row.flow.labels, unknown: true } : row.flow.labels;
}

/** What was found of a row's provenance: not found is unknown where the row could not be computed whole. */
export function rowFact(row: RowSeen, found: (row: Row) => Truth): Truth {
  if (row === null || row === "unseen") return UNKNOWN;
  const truth = found(row);
  return truth === FALSE && row.unknown ? UNKNOWN : truth;
}

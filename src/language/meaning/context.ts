// What a condition is asked in: the view, the argument row and the list elements it is at, and the manifest's tables that turn
// names into numbers. Knows no conditions.

import { NEST_ITEMS_MAX } from "../../base/limits.js";
import { columnKey } from "../../words/column.js";
import type { Column } from "../../words/column.js";
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
  /** Is told what each condition was found to be: tests are covered by it. */
  readonly seen?: Seen;
}

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
export function columnCell(context: Context, column: Column): Cell {
  const number = context.tables.columns.get(columnKey(column));
  return number === undefined || number >= context.view.columns.length ? null : context.view.columns[number];
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

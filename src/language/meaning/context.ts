// What a condition is asked in: the view, the argument row and the list elements it is at, and the manifest's tables that turn
// names into numbers. Knows no conditions.

import { columnKey } from "../../words/column.js";
import type { Column, Extractor } from "../../words/column.js";
import type { Cell } from "../../words/cell.js";
import type { Labels } from "../../words/labels.js";
import type { Manifest } from "../../words/manifest.js";
import type { Truth } from "../../words/truth.js";
import { clean } from "../../words/labels.js";
import { edgeKinds } from "../../words/provenance.js";
import type { Via } from "../../words/provenance.js";
import { FALSE, UNKNOWN } from "../../words/truth.js";
import type { Flow, Row, View } from "../../words/view.js";
import { edgesOf } from "../check/policy.js";

/** Numbers by name, as the manifest gives them. */
export interface Tables {
  readonly columns: ReadonlyMap<string, number>;
  readonly rowColumns: ReadonlyMap<Extractor, number>;
  readonly tools: ReadonlyMap<string, number>;
  readonly tags: ReadonlyMap<string, number>;
  readonly acts: ReadonlyMap<string, number>;
}

/** The row a condition is at: one that was seen, or the one that stands for all that were not. */
export type RowSeen = Row | "unseen" | null;

/** Where a condition is asked. `elements` are those of the quantifiers around it, innermost first. */
export interface Context {
  readonly tables: Tables;
  readonly view: View;
  readonly row: RowSeen;
  readonly elements: readonly Cell[];
}

/** The tables of a manifest. */
export function tablesOf(manifest: Manifest): Tables {
  const numbered = <T>(items: readonly T[]): ReadonlyMap<T, number> => new Map(items.map((item, number) => [item, number]));
  return {
    columns: numbered(manifest.demand.columns.map(columnKey)),
    rowColumns: numbered(manifest.demand.rowColumns.map((column) => column.extractor)),
    tools: numbered(manifest.tools.map((tool) => tool.name)),
    tags: numbered(manifest.tags),
    acts: numbered(manifest.acts.map((act) => act.name)),
  };
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

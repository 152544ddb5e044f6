// A manifest to the numbers of its names, and numbers to sets of bits: one numbering for the interpreter and for programs.
// Knows no conditions.

import { columnKey, rowColumnKey } from "../../words/column.js";
import type { Manifest } from "../../words/manifest.js";

/** Numbers by name, as the manifest gives them. */
export interface Tables {
  readonly columns: ReadonlyMap<string, number>;
  readonly rowColumns: ReadonlyMap<string, number>;
  readonly tools: ReadonlyMap<string, number>;
  readonly tags: ReadonlyMap<string, number>;
  readonly acts: ReadonlyMap<string, number>;
}

/** The tables of a manifest. */
export function tablesOf(manifest: Manifest): Tables {
  return {
    columns: numbered(manifest.demand.columns.map(columnKey)),
    rowColumns: numbered(manifest.demand.rowColumns.map(rowColumnKey)),
    tools: numbered(manifest.tools.map((tool) => tool.name)),
    tags: numbered(manifest.tags),
    acts: numbered(manifest.acts.map((act) => act.name)),
  };
}

/** The set of these numbers, each below 32. */
export function bitsOf(numbers: readonly number[]): number {
  return numbers.reduce((bits, number) => bits | (1 << number), 0);
}

function numbered<T>(items: readonly T[]): ReadonlyMap<T, number> {
  return new Map(items.map((item, number) => [item, number]));
}

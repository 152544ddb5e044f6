// What a bundle demands, sorted for the kernel once: which columns each question reads, which tables turn names into numbers.
// Made per bundle and never written to.

import type { Column } from "../../words/column.js";
import type { ActEntry, Manifest } from "../../words/manifest.js";
import type { Question } from "../../words/view.js";
import type { Wants } from "../graph/graph.js";

/** A column with its place in views. */
export interface PlacedColumn {
  readonly number: number;
  readonly column: Column;
}

/** The plan of a bundle. */
export interface Plan {
  readonly manifest: Manifest;
  readonly tools: ReadonlyMap<string, number>;
  /** Columns over arguments, by question. */
  readonly argumentColumns: Readonly<Record<Question, readonly PlacedColumn[]>>;
  /** Columns over what the session remembers, by question. */
  readonly factColumns: Readonly<Record<Question, readonly PlacedColumn[]>>;
  readonly wants: Wants;
  /** Acts whose asking some column reads. */
  readonly acts: readonly ActEntry[];
  readonly repeats: boolean;
  readonly approved: boolean;
}

/** The plan of a manifest. */
export function planOf(manifest: Manifest): Plan {
  const { demand } = manifest;
  const placed = demand.columns.map((column, number) => ({ number, column }));
  const columns = (question: Question, argument: boolean): readonly PlacedColumn[] =>
    placed.filter(({ column }, number) => isArgument(column) === argument && demand.columns[number]?.for.includes(question) === true);
  const byQuestion = (argument: boolean): Record<Question, readonly PlacedColumn[]> =>
    ({ bind: columns("bind", argument), mark: columns("mark", argument), decide: columns("decide", argument) });
  const asked = new Set(demand.columns.flatMap((column) => (column.kind === "asked" ? [column.act] : [])));
  return {
    manifest,
    tools: new Map(manifest.tools.map((tool, number) => [tool.name, number])),
    argumentColumns: byQuestion(true),
    factColumns: byQuestion(false),
    wants: { value: demand.edges.value || demand.edges.declared, provenance: demand.provenance, sources: manifest.sources },
    acts: manifest.acts.filter((act) => asked.has(act.name)),
    repeats: demand.columns.some((column) => column.kind === "repeats"),
    approved: demand.columns.some((column) => column.kind === "approved"),
  };
}

function isArgument(column: Column): boolean {
  return column.kind === "arg" || column.kind === "extract";
}

// The sources of a rule that came to a sink, for the sink to be compared with: found by going back over the edges that the rule looks
// through, to nodes whose own mark is the rule's. Of a node that may be a source, and may be none, nothing is said that could be held for true.
// A node that has the mark only from a place it read stands for all that the session itself found to be sources: one of them was put there.

import { PATH_EDGES_MAX, SOURCES_MAX } from "../../base/limits.js";
import type { TermValue } from "../../words/term.js";
import { flowAt } from "../graph/flows.js";
import { hasMark, listedOf, type Graph } from "../graph/graph.js";
import { sourcesOf } from "../graph/nodes.js";
import type { Arrived, Moment } from "../view/moment.js";
import type { SourcesColumn } from "../view/plan.js";

/** What sources were, by the column's number among the leaves, and by step. */
export type SourceValues = Map<number, Map<number, TermValue>>;

/** Sources of one rule, latest first; `open` where there may be others. */
export interface SourceSteps {
  readonly steps: readonly number[];
  readonly open: boolean;
}

/** What the session knows of sources; `isAll` where no other session put anything into a place. */
export interface Known {
  readonly values: SourceValues;
  readonly isAll: boolean;
}

/** Notes what a source was. */
export function noteSource(values: SourceValues, leaf: number, step: number, value: TermValue): void {
  const known = values.get(leaf);
  if (known === undefined) values.set(leaf, new Map([[step, value]]));
  else known.set(step, value);
}

/** What the sources that came to a sink were; unknown where there is no sink. */
export function sourcesValue(graph: Graph, { values, isAll }: Known, { arrived }: Moment, column: SourcesColumn): TermValue {
  if (arrived === null) return null;
  const known = values.get(column.leaf);
  // INVARIANT: the steps are the same for every column of a source, for a rule reads the columns side by side.
  const found = arrived.found.get(column.source) ?? sourceSteps(graph, arrived, column, isAll ? known : undefined);
  arrived.found.set(column.source, found);
  return { items: found.steps.map((step) => (hasMark(graph, step, 2 * column.source) ? known?.get(step) ?? null : null)), open: found.open };
}

/** The steps; `own` are those that the session found to be sources, where it found all there can be. */
function sourceSteps(graph: Graph, arrived: Arrived, { rule, source }: SourcesColumn, own: ReadonlyMap<number, unknown> | undefined): SourceSteps {
  const via = rule.via ?? "value";
  const through = (kind: typeof via): boolean => via === "any" || via === kind;
  const found = new Set<number>();
  const complete = search(graph, [...(through("value") ? arrived.sources : []), ...(through("declared") ? arrived.declared : [])], source, found);
  if (through("context")) for (const step of listedOf(graph, source).slice(-SOURCES_MAX - 1)) found.add(step);
  if (own !== undefined && own.size <= SOURCES_MAX && found.size <= SOURCES_MAX) trace(graph, source, own, found);
  const kinds = (["value", "context", "declared"] as const).filter(through);
  const steps = [...found].sort((a, b) => b - a);
  const unsure = kinds.some((kind) => isUnsure(graph, arrived.flows[kind === "value" ? 0 : kind === "context" ? 1 : 2], source));
  return { steps: steps.slice(0, SOURCES_MAX), open: !complete || unsure || steps.length > SOURCES_MAX };
}

/** Puts what the session found to be sources in the place of nodes that only read what was made of them. */
function trace(graph: Graph, source: number, own: ReadonlyMap<number, unknown>, found: Set<number>): void {
  const readers = [...found].filter((step) => hasMark(graph, step, 2 * source) && !hasMark(graph, step, 2 * source + 1) && !own.has(step));
  if (readers.length === 0) return;
  for (const step of readers) found.delete(step);
  for (const step of own.keys()) found.add(step);
}

/** Goes back over value edges; false where there are too many to follow, or one leads to a summary. */
function search(graph: Graph, from: readonly number[], source: number, found: Set<number>): boolean {
  const seen = new Set(from);
  let edges = 0;
  let complete = true;
  // A set goes on to what is added while it is gone through.
  for (const step of seen) {
    // Which of all that came before a summary is in it nobody knows.
    if (graph.summaries.has(step)) complete = false;
    if (hasMark(graph, step, 2 * source) || hasMark(graph, step, 2 * source + 1)) found.add(step);
    for (const before of sourcesOf(graph.nodes, step)) {
      if (++edges > PATH_EDGES_MAX) return false;
      seen.add(before);
    }
  }
  return complete;
}

/** Whether something may have come that nobody saw. */
function isUnsure(graph: Graph, flow: number, source: number): boolean {
  const bit = 2 * source + 1;
  return (((flowAt(graph.flows, flow).marks[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
}

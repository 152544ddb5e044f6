// A rule that fired to the shortest way by which what it looked for came to the sink, for people to follow. Looks back over edges
// only when a relational rule decided, and only so far.

import { PATH_EDGES_MAX, PATH_STEPS_MAX } from "../../base/limits.js";
import type { RuleEntry } from "../../words/manifest.js";
import type { EdgeKind } from "../../words/provenance.js";
import { hasMark, type Graph } from "../graph/graph.js";
import { sourcesOf } from "../graph/nodes.js";
import type { Sighting } from "../graph/sight.js";
import type { PathStep } from "./decision.js";

/** What came to a sink, and how. */
export interface Arrivals {
  readonly step: number;
  readonly sightings: readonly Sighting[];
  readonly sources: readonly number[];
  readonly declared: readonly number[];
}

/** The path from a source of the rule to the sink, the source first; empty where none can be shown. */
export function pathOf(graph: Graph, arrivals: Arrivals, rule: RuleEntry, row: number): readonly PathStep[] {
  if (rule.kind !== "relational") return [];
  const sighting = arrivals.sightings[row];
  if (rule.source === undefined) {
    const step = sighting === undefined ? undefined : latest(sighting.best) ?? sighting.sources[0];
    return step === undefined ? [] : [{ step, edge: "value" }];
  }
  // What is certain is shown before what is only possible.
  for (const bit of [2 * rule.source, 2 * rule.source + 1]) {
    const path = search(graph, beginnings(graph, arrivals, rule, sighting, bit), bit);
    if (path.length > 0) return path;
  }
  return [];
}

interface Visit {
  readonly length: number;
  readonly node: number;
  readonly edge: EdgeKind;
  readonly next: Visit | null;
}

/** The nodes right before the sink, by the edges the rule looks through. */
function beginnings(graph: Graph, arrivals: Arrivals, rule: RuleEntry, sighting: Sighting | undefined, bit: number): Visit[] {
  const via = sighting === undefined ? rule.via ?? "any" : "value";
  const through = (kind: EdgeKind, nodes: readonly number[]): Visit[] =>
    via === kind || via === "any" ? nodes.filter((node) => node >= 0 && node !== arrivals.step).map((node) => ({ length: 1, node, edge: kind, next: null })) : [];
  return [
    ...through("value", [...(sighting === undefined ? arrivals.sources : sighting.sources), graph.opaque]),
    ...through("declared", arrivals.declared),
    // Everything earlier is in the context, so the latest marked node is one step away.
    ...through("context", [graph.markedLatest[bit] ?? -1]),
  ];
}

function search(graph: Graph, from: readonly Visit[], bit: number): readonly PathStep[] {
  const seen = new Set<number>();
  const queue: Visit[] = [];
  const push = (visit: Visit): void => {
    if (seen.has(visit.node)) return;
    seen.add(visit.node);
    queue.push(visit);
  };
  from.forEach(push);
  let edges = 0;
  for (let head = 0; head < queue.length; head++) {
    const visit = queue[head];
    if (visit === undefined || visit.length > PATH_STEPS_MAX) return [];
    if (hasMark(graph, visit.node, bit)) return stepsFrom(visit);
    for (const node of sourcesOf(graph.nodes, visit.node)) {
      if (++edges > PATH_EDGES_MAX) return [];
      push({ length: visit.length + 1, node, edge: "value", next: visit });
    }
    // A summary was made from all that was in the context.
    const summed = graph.summaries.get(visit.node)?.[bit] ?? -1;
    if (summed !== -1) push({ length: visit.length + 1, node: summed, edge: "context", next: visit });
  }
  return [];
}

function stepsFrom(visit: Visit): readonly PathStep[] {
  const steps: PathStep[] = [];
  for (let at: Visit | null = visit; at !== null; at = at.next) steps.push({ step: at.node, edge: at.edge });
  return steps;
}

function latest(nodes: readonly number[]): number | undefined {
  return nodes.length === 0 ? undefined : Math.max(...nodes);
}

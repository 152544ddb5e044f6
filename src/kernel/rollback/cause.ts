// A rule that held a call -> the instructions that led to it: those of its sources that came by the edges it looks through, all
// of them and not the nearest, since each alone would lead to it again; or those that a row has its shape from.

import type { RuleEntry } from "../../words/manifest.js";
import { principals } from "../../words/provenance.js";
import type { Arrivals } from "../decide/path.js";
import { hasMark, type Graph } from "../graph/graph.js";
import { principalOf } from "../graph/nodes.js";
import type { Sighting } from "../graph/sight.js";

/** The instructions that one was made from. */
export type MadeFrom = (step: number) => readonly number[];

/** The instructions, earliest first; none where the rule looks at the call alone. `madeFrom`: what an instruction was made from. */
export function causesOf(graph: Graph, arrivals: Arrivals, rule: RuleEntry, row: number, madeFrom: MadeFrom): readonly number[] {
  if (rule.kind !== "relational") return [];
  const sighting = arrivals.sightings[row];
  if (rule.source === undefined) return sighting === undefined ? [] : shapedBy(graph, sighting);
  const { source } = rule;
  const via = sighting === undefined ? rule.via ?? "any" : "value";
  const isSource = (step: number): boolean => hasMark(graph, step, 2 * source) || hasMark(graph, step, 2 * source + 1);
  const near = [
    ...(via === "value" || via === "any" ? [...(sighting === undefined ? arrivals.sources : sighting.sources), graph.opaque] : []),
    ...(via === "declared" || via === "any" ? arrivals.declared : []),
  ];
  const found = sorted(reached(near, madeFrom).filter(isSource));
  if (found.length > 0 || via === "value" || via === "declared") return found;
  // All that was said before stood before the model.
  return Array.from({ length: arrivals.step }, (_, step) => step).filter(isSource);
}

/** Those that gave a row the facts that its rule looks at; where none did, those it was seen in. What the user and the system say is no cause: the rule asks where else it stands. */
function shapedBy(graph: Graph, { best, sources }: Sighting): readonly number[] {
  const shaped = best.filter((step) => !isOwn(graph, step));
  return sorted(shaped.length > 0 ? shaped : sources.filter((step) => !isOwn(graph, step)));
}

/** These, and all that they were made from. */
function reached(near: readonly number[], madeFrom: MadeFrom): readonly number[] {
  const seen = new Set(near.filter((step) => step >= 0));
  for (const step of seen) for (const source of madeFrom(step)) seen.add(source);
  return [...seen];
}

function isOwn(graph: Graph, step: number): boolean {
  const principal = principals[principalOf(graph.nodes, step)];
  return principal === "user" || principal === "system";
}

function sorted(steps: readonly number[]): readonly number[] {
  return [...new Set(steps)].sort((a, b) => a - b);
}

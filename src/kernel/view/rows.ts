// The leaves of a call to the rows of its view: whose words each is, in what form they were seen, what came with it.
// Looks each value up once; where no rule asks, nothing is looked up.

import { SEAM_TEXT_MAX } from "../../base/limits.js";
import type { Flow, Row } from "../../words/view.js";
import { composed, isCalled, isTold, provenanceOf } from "../facts/provenance.js";
import { CLEAN, UNKNOWN_FLOW, flowAt, joinFlows } from "../graph/flows.js";
import { keepsTexts, type Graph } from "../graph/graph.js";
import { sight, unseen, type Sighting } from "../graph/sight.js";
import { cellOfTerm } from "../../extract/value.js";
import type { Patterns } from "../../extract/spans.js";
import type { Acts } from "../../words/acts.js";
import type { Cell } from "../../words/cell.js";
import type { RowColumn } from "../../words/column.js";
import type { Memory } from "../memory.js";
import { extractOnce, typed } from "./cells.js";
import type { RoleLeaf } from "./leaves.js";
import type { Moment } from "./moment.js";
import type { Plan } from "./plan.js";
import { noFacts, rowTermValue, type RowFacts } from "./value.js";

/** Rows with where their values were seen. */
export interface Seen {
  readonly sightings: readonly Sighting[];
  /** What came to the call by all of them. */
  readonly flow: number;
  /** Nodes with a value edge into any of them, latest first. */
  readonly sources: readonly number[];
}

/** Looks up the values of a call; `open` when there are more than these. */
export function see(graph: Graph, leaves: readonly RoleLeaf[], open: boolean): Seen {
  if (!keepsTexts(graph)) return { sightings: leaves.map(() => unseen), flow: CLEAN, sources: noSources };
  let flow = open && graph.wants.value ? UNKNOWN_FLOW : CLEAN;
  const sources = new Set<number>();
  const sightings = leaves.map((leaf) => sightingOf(graph, leaf));
  if (graph.wants.value) for (const chain of chainsOf(leaves, sightings)) seeChain(graph, leaves, chain, sightings);
  for (const sighting of sightings) {
    flow = joinFlows(graph.flows, flow, sighting.flow);
    for (const source of sighting.sources) sources.add(source);
  }
  return { sightings, flow, sources: [...sources].sort((a, b) => b - a) };
}

/** The rows of the view for `decide`; `acts` are those of the call, null where nobody said which. */
export function rowsOf(plan: Plan, memory: Memory, leaves: readonly RoleLeaf[], { sightings }: Seen, moment: Moment, acts: Acts | null): readonly Row[] {
  const { demand } = plan.manifest;
  const { graph } = memory;
  if (!demand.rows) return [];
  const patterns: Patterns = plan.rowTerms ? { ...plan.patterns, commands: new Map() } : plan.patterns;
  return leaves.map((leaf, index): Row => {
    const sighting = sightings[index] ?? unseen;
    const { who, shape, named } = demand.provenance ? provenanceOf(graph, sighting, demand.named) : composed;
    const facts = plan.wants.told === null && !plan.calls ? noFacts : { told: plan.wants.told === null ? null : isTold(sighting, acts), called: plan.calls ? isCalled(graph, sighting, leaf.value) : null };
    const flow: Flow = flowAt(graph.flows, plan.wants.value ? sighting.flow : CLEAN);
    return {
      path: leaf.path,
      value: leaf.value,
      roles: leaf.roles,
      who, shape, named,
      unknown: sighting.unknown,
      flow,
      columns: plan.rowColumns.map((column) => (column.bits === -1 || (column.bits & leaf.roles) !== 0 ? rowCell(plan, memory, moment, column, leaf.value, patterns, facts) : null)),
    };
  });
}

function rowCell(plan: Plan, memory: Memory, moment: Moment, column: RowColumn, value: Cell, patterns: Patterns, facts: RowFacts): Cell {
  if (column.kind === "extract") return extractOnce(column.extractor, value, moment.shells);
  return typed(cellOfTerm(rowTermValue(plan, memory, moment, column.term, value, patterns, facts)), column.type);
}

function sightingOf(graph: Graph, { value, isKey }: RoleLeaf): Sighting {
  if (typeof value === "string" || typeof value === "number") {
    const sighting = sight(graph, value);
    // A value without a telling word cannot be looked up; a key of that kind carries nothing.
    const isMute = typeof value === "string" && !isKey && (sighting.own === null || sighting.own.stops.every((stop) => stop));
    return isMute ? { ...sighting, unknown: true } : sighting;
  }
  return value === null ? unread : unseen;
}

/** The values that no value edge leads to, in their order: what stands in them together may have been cut. */
function chainsOf(leaves: readonly RoleLeaf[], sightings: readonly Sighting[]): readonly (readonly number[])[] {
  let found: (readonly number[])[] | null = null;
  let chain: number[] = [];
  let length = 0;
  for (let index = 0; index < leaves.length; index++) {
    const leaf = leaves[index];
    const size = leaf === undefined || leaf.isKey ? 0 : textIn(leaf)?.length ?? 0;
    if (size === 0 || size > SEAM_TEXT_MAX || sightings[index]?.sources.length !== 0) continue;
    if (length + size > SEAM_TEXT_MAX) {
      chain = [];
      length = 0;
    }
    chain.push(index);
    length += size;
    if (chain.length === 2) (found ??= []).push(chain);
  }
  return found ?? noChains;
}

/** Looks the values of a chain up as one; what gave it gave each of them. */
function seeChain(graph: Graph, leaves: readonly RoleLeaf[], chain: readonly number[], sightings: Sighting[]): void {
  const { sources, given } = sight(graph, chain.map((index) => textIn(leaves[index]) ?? "").join(""));
  if (sources.length === 0 && given === CLEAN) return;
  for (const index of chain) {
    const sighting = sightings[index];
    if (sighting !== undefined) sightings[index] = { ...sighting, sources, flow: joinFlows(graph.flows, sighting.flow, given) };
  }
}

/** What of a leaf is looked up. */
function textIn(leaf: RoleLeaf | undefined): string | null {
  const value = leaf?.value;
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
}

const noChains: readonly (readonly number[])[] = [];
const noSources: readonly number[] = [];
/** A value that is not known may have come from anywhere. */
const unread: Sighting = { ...unseen, unknown: true, flow: UNKNOWN_FLOW };

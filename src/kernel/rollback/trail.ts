// What a session went through, as a rollback looks at it: the events in their order, the instructions they became, and by which
// edges each hangs on earlier ones. Plain data, put together once a rollback is asked for; knows no rule and decides nothing.

import type { Effect } from "../../words/effects.js";
import { principals } from "../../words/provenance.js";
import type { Principal } from "../../words/provenance.js";
import type { Call } from "../call.js";
import type { Json } from "../event/event.js";
import { flowAt } from "../graph/flows.js";
import { outOf, type Graph } from "../graph/graph.js";
import { kindOf, principalOf, sourcesOf, type NodeKind } from "../graph/nodes.js";
import type { Seen } from "../view/rows.js";
import type { Giver } from "./placed.js";

/** What became of a call or response when it was decided. */
export interface Decided {
  /** The decision's id. */
  readonly decision: string;
  /** The call's id, or `@response`. */
  readonly call: string;
  readonly tool: string;
  readonly op: string;
  /** Bits of the sink kinds. */
  readonly sinks: number;
  readonly effect: Effect;
  readonly held: boolean;
  /** As it was made, and as it went on: null where it could not be read. */
  readonly made: Json;
  readonly args: Json;
  /** For the agent: why it was held; empty where nobody said. */
  readonly reason: string;
}

/** One instruction. */
export interface Instruction {
  readonly step: number;
  readonly kind: NodeKind;
  /** Whose text it is; of a call its result's, null for the model. */
  readonly principal: Principal | null;
  /** Number of the event that made it, and of the one with which all it gives was there: null while it is not. */
  readonly event: number;
  readonly finished: number | null;
  /** Instructions that its values were seen in, and those it declares; all are earlier ones. */
  readonly sources: readonly number[];
  readonly declared: readonly number[];
  /** Those that put something where it reads. */
  readonly placed: readonly Giver[];
  /** It stands for all that was there before it. */
  readonly summary: boolean;
  /** Something in it may have come from anywhere. */
  readonly unknown: boolean;
  /** Number of the event from which on anything later may have come from it; null where it could be read. */
  readonly opaque: number | null;
  /** Null for texts. */
  readonly decided: Decided | null;
  /** The runtime said that it never ran, and it has no result. */
  readonly denied: boolean;
}

/** What a session went through. */
export interface Trail {
  /** As the session was told them. */
  readonly events: readonly TrailEvent[];
  /** By step. */
  readonly instructions: readonly Instruction[];
}

/** An event, and the instruction that it is about: the one that it made, or whose result it is. */
export interface TrailEvent {
  readonly event: Json;
  readonly step: number | null;
}

/** Whether an instruction ran, or may have. */
export function hasRun({ finished, denied, decided }: Instruction): boolean {
  return finished !== null || (!denied && decided?.held !== true);
}

/** What the graph says of an instruction that an event has just made. `looked` is what was found in a call. */
export function lookAt(graph: Graph, step: number, looked: { readonly call: Call; readonly seen: Seen } | null): Pick<Instruction, "kind" | "principal" | "sources" | "unknown"> {
  const kind = kindOf(graph.nodes, step);
  const unknown = looked === null
    // Of a text the graph alone knows, and there what came to it and what it could not know are one.
    ? kind !== "opaque" && flowAt(graph.flows, outOf(graph, step)).labels.unknown
    : looked.call.judged === null || looked.call.open || looked.seen.sightings.some((sighting) => sighting.unknown && flowAt(graph.flows, sighting.flow).labels.unknown);
  return { kind, principal: principals[principalOf(graph.nodes, step)] ?? null, sources: [...sourcesOf(graph.nodes, step)].sort((a, b) => a - b), unknown };
}

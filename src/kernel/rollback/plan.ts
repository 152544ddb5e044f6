// A trail and the causes of what went wrong -> what going back behind them means: what is cancelled and why, what is to be undone and
// by which calls, what cannot be, and the conversation that stays. A proposal in plain data: nothing has happened yet.

import { ROLLBACK_EDGES_MAX } from "../../base/limits.js";
import type { Manifest } from "../../words/manifest.js";
import type { EdgeKind } from "../../words/provenance.js";
import type { Json } from "../event/event.js";
import type { Arguments } from "../event/normalise.js";
import { keptOf, type Kept } from "./kept.js";
import { sliceOf, type SliceEdge } from "./slice.js";
import type { Decided, Trail } from "./trail.js";
import { undoingOf, type Given, type StuckReason, type World } from "./undo.js";

/** An instruction that is cancelled. */
export interface Cancelled {
  readonly step: number;
  /** The call's id (of an answer `@response`) and tool; null for a text. */
  readonly call: string | null;
  readonly tool: string | null;
  /** `cause`: it began there. `held`: the call that was held. `slice`: it hangs on these. `undo`: it was to undo another, and goes with it. */
  readonly why: "cause" | "held" | "slice" | "undo";
  /** How it hangs on others that are cancelled. */
  readonly edges: readonly SliceEdge[];
}

/** A call that undoes another. */
export interface Undo {
  readonly step: number;
  readonly call: string;
  readonly tool: string;
  readonly compensation: { readonly tool: string; readonly args: Arguments };
}

/** A call that stays done. */
export interface Stuck {
  readonly step: number;
  readonly call: string;
  readonly tool: string;
  readonly why: StuckReason;
}

/** What going back means. */
export interface RollbackPlan {
  readonly session: string;
  /** How often the session has gone back before: steps are of this part of it. */
  readonly epoch: number;
  /** The decision that it began with; null where a step was given. */
  readonly decision: string | null;
  readonly causes: readonly number[];
  /** The edges that were followed. */
  readonly via: readonly EdgeKind[];
  /** Earliest first. */
  readonly cancelled: readonly Cancelled[];
  /** Edges between them that are not shown, as there are too many. */
  readonly edgesLeftOut: number;
  /** The latest first, in the order in which it is done. */
  readonly undo: readonly Undo[];
  readonly stuck: readonly Stuck[];
  /** What the model made with a cancelled text before it, and is not cancelled, since context is not followed. */
  readonly contextOnly: readonly number[];
  readonly kept: Kept;
}

/** What is gone back from. */
export interface Aim {
  readonly decision: string | null;
  /** The step of the call that was held; null where a step was given. */
  readonly held: number | null;
  readonly causes: readonly number[];
  readonly via: readonly EdgeKind[];
}

/** The plan. */
export function planRollback({ session, epoch }: Pick<RollbackPlan, "session" | "epoch">, trail: Trail, aim: Aim, manifest: Manifest, world: World): RollbackPlan {
  const causes = new Set(aim.causes);
  const undoing = new Set(trail.events.flatMap(({ event, step }) => (step !== null && isUndo(event) ? [step] : [])));
  const from = new Set([...causes, ...undoing, ...(aim.held === null ? [] : [aim.held])]);
  const { steps, contextOnly } = sliceOf(trail.instructions, from, aim.via);
  const shown = showEdges(steps);
  const cancelled = [...steps.keys()].map((step): Cancelled => {
    const decided = trail.instructions[step]?.decided ?? null;
    const why = causes.has(step) ? "cause" : step === aim.held ? "held" : undoing.has(step) ? "undo" : "slice";
    return { step, call: decided?.call ?? null, tool: decided?.tool ?? null, why, edges: shown.edges.get(step) ?? [] };
  });
  const undo: Undo[] = [];
  const stuck: Stuck[] = [];
  for (const step of [...steps.keys()].reverse()) {
    const found = undoing.has(step) ? null : undoneBy(trail, step, manifest, world);
    if (found === null) continue;
    const { decided: { call, tool }, undoing: how } = found;
    if (how.kind === "stuck") stuck.push({ step, call, tool, why: how.why });
    else undo.push({ step, call, tool, compensation: { tool: how.tool, args: how.args } });
  }
  return {
    session, epoch, decision: aim.decision, causes: aim.causes, via: aim.via, cancelled, edgesLeftOut: shown.leftOut, undo, stuck,
    contextOnly, kept: keptOf(trail, new Set(steps.keys())),
  };
}

/** The events that a session which has gone back is told again: those that stay, and where something stays done that hangs on the causes, that and what it was made from, so that it stays tainted. */
export function toldAgain(trail: Trail, { kept, cancelled }: Pick<RollbackPlan, "kept" | "cancelled">, stuck: readonly number[]): readonly number[] {
  const edges = new Map(cancelled.map(({ step, edges: list }) => [step, list]));
  const remembered = new Set(stuck);
  // Number of the event up to which all is remembered.
  let all = -1;
  for (const step of remembered) {
    const instruction = trail.instructions[step];
    const shown = edges.get(step) ?? [];
    const from = [...shown.map((edge) => edge.from), ...(instruction?.sources ?? []), ...(instruction?.declared ?? []), ...(instruction?.placed ?? []).map((giver) => giver.from)];
    for (const source of from) if (edges.has(source)) remembered.add(source);
    // What stands for all before it, may have come from any of that, or was made with it in the context, was made from all of it.
    const isOfAll = instruction !== undefined && (instruction.summary || instruction.unknown || shown.some(({ kind, certain }) => kind === "context" || !certain));
    if (!isOfAll || instruction.event <= all) continue;
    all = instruction.event;
    for (const source of edges.keys()) if ((trail.instructions[source]?.finished ?? all) < all) remembered.add(source);
  }
  const stays = new Set(kept.events);
  return trail.events.flatMap(({ step }, number) => (stays.has(number) || (step !== null && remembered.has(step)) ? [number] : []));
}

/** What undoes an instruction: null where it is no call, never ran, or left nothing behind. */
function undoneBy({ events, instructions }: Trail, step: number, { tools }: Manifest, world: World): { readonly decided: Decided; readonly undoing: NonNullable<ReturnType<typeof undoingOf>> } | null {
  const instruction = instructions[step];
  const decided = instruction?.decided ?? null;
  if (instruction === undefined || decided === null) return null;
  const { finished, denied } = instruction;
  const isResponse = instruction.kind === "response";
  if (isResponse ? decided.held : finished === null && (denied || decided.held)) return null;
  const given = isResponse || finished === null ? null : givenBy(events[finished]?.event ?? null);
  const undoing = undoingOf(decided, tools.find(({ name }) => name === decided.tool), given, world);
  return undoing === null ? null : { decided, undoing };
}

/** Whether an event is a call that was to undo another. */
function isUndo(event: Json): boolean {
  return typeof event === "object" && event !== null && "undoes" in event && event["undoes"] !== undefined;
}

function givenBy(event: Json): Given {
  const fields: Readonly<Record<string, unknown>> = typeof event === "object" && event !== null && !Array.isArray(event) ? event as Readonly<Record<string, unknown>> : {};
  const { content, error } = fields;
  return { content, failed: error !== undefined && error !== false };
}

/** Edges to show, so many at most; each instruction has its first before any has a second. */
function showEdges(steps: ReadonlyMap<number, readonly SliceEdge[]>): { readonly edges: ReadonlyMap<number, readonly SliceEdge[]>; readonly leftOut: number } {
  const all = [...steps.values()].reduce((sum, edges) => sum + edges.length, 0);
  if (all <= ROLLBACK_EDGES_MAX) return { edges: steps, leftOut: 0 };
  const each = Math.max(1, Math.floor(ROLLBACK_EDGES_MAX / steps.size));
  const edges = new Map([...steps].map(([step, list]) => [step, list.slice(0, each)]));
  return { edges, leftOut: all - [...edges.values()].reduce((sum, list) => sum + list.length, 0) };
}

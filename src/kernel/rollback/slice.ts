// Instructions -> all that hangs on them by the edges that are followed, and what hangs on these by context alone. One pass over the
// session, earliest first, since every edge leads back. What may have come from anywhere may have come from them.

import type { EdgeKind } from "../../words/provenance.js";
import type { Instruction } from "./trail.js";

/** By which edge an instruction hangs on another. */
export interface SliceEdge {
  readonly from: number;
  readonly kind: EdgeKind;
  /** False where nobody can say whether it does. */
  readonly certain: boolean;
}

/** What hangs on the causes. */
export interface Slice {
  /** By step, earliest first; the causes have no edges. */
  readonly steps: ReadonlyMap<number, readonly SliceEdge[]>;
  /** What the model made with any of these before it, where context is not followed. */
  readonly contextOnly: readonly number[];
}

/** The edges that are followed where nobody says which. */
export const followed: readonly EdgeKind[] = ["value", "declared"];

/** The forward slice. */
export function sliceOf(instructions: readonly Instruction[], causes: ReadonlySet<number>, via: readonly EdgeKind[]): Slice {
  const steps = new Map<number, readonly SliceEdge[]>();
  const contextOnly: number[] = [];
  // The first of them that could be read from, and the first that could not be read.
  let given: Since | null = null;
  let opaque: Since | null = null;
  for (const instruction of instructions) {
    const { step, event } = instruction;
    const edges = causes.has(step) ? [] : instruction.summary && via.includes("value") ? summedOf(instruction, instructions, steps) : edgesOf(instruction, steps, via, isBefore(given, event) ? given.step : null, isBefore(opaque, event) ? opaque.step : null);
    if (edges.length > 0 || causes.has(step)) {
      steps.set(step, edges);
      given = earlier(given, step, instruction.finished);
      opaque = earlier(opaque, step, instruction.opaque);
    } else if (isModels(instruction) && isBefore(given, event)) contextOnly.push(step);
  }
  return { steps, contextOnly };
}

/** A summary has all that was there before it in it; what an earlier summary of the slice has by that one. */
function summedOf({ event }: Instruction, instructions: readonly Instruction[], steps: ReadonlyMap<number, unknown>): readonly SliceEdge[] {
  const before = [...steps.keys()].flatMap((step) => instructions[step] ?? []).filter(({ finished }) => finished !== null && finished < event);
  const last = before.findLast(({ summary }) => summary);
  return before.filter(({ step, finished }) => last === undefined || step === last.step || (finished ?? 0) > last.event).map(({ step }) => ({ from: step, kind: "value", certain: true }));
}

interface Since {
  readonly step: number;
  /** Number of an event. */
  readonly event: number;
}

/** `given`, `opaque`: a step of the slice that stood there to be read, or could not be read, before this one was made. */
function edgesOf(instruction: Instruction, steps: ReadonlyMap<number, unknown>, via: readonly EdgeKind[], given: number | null, opaque: number | null): readonly SliceEdge[] {
  const edges: SliceEdge[] = [];
  if (via.includes("value")) {
    for (const from of instruction.sources) if (steps.has(from)) edges.push({ from, kind: "value", certain: true });
    for (const { from, certain } of instruction.placed) if (steps.has(from) && !edges.some((edge) => edge.from === from)) edges.push({ from, kind: "value", certain });
    const maybe = opaque !== null && !isOwnWord(instruction) ? opaque : instruction.unknown ? given : null;
    if (maybe !== null && !edges.some(({ from }) => from === maybe)) edges.push({ from: maybe, kind: "value", certain: false });
  }
  if (via.includes("declared")) for (const from of instruction.declared) if (steps.has(from)) edges.push({ from, kind: "declared", certain: true });
  if (via.includes("context") && given !== null && isModels(instruction) && edges.length === 0) edges.push({ from: given, kind: "context", certain: true });
  return edges;
}

function isBefore(since: Since | null, event: number): since is Since {
  return since !== null && since.event < event;
}

function earlier(since: Since | null, step: number, event: number | null): Since | null {
  return event === null || (since !== null && since.event <= event) ? since : { step, event };
}

/** What the model made, and so with all before it that it had been given. */
function isModels({ kind }: Instruction): boolean {
  return kind === "call" || kind === "response" || kind === "model";
}

/** What the user or the system said came from nowhere else; what could not be read has no values. */
function isOwnWord({ kind, principal }: Instruction): boolean {
  return kind === "opaque" || (kind === "text" && (principal === "user" || principal === "system"));
}

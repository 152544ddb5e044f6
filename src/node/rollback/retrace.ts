// The ledger of a session -> its trail, and what led to a decision: everything is told once more to a session of its own, which keeps
// the edges that a trail needs whether or not any rule looks at them. Takes as long as the session is; nothing is decided anew.

import type { Prepared, SessionCore } from "../../engine.js";
import type { Decision } from "../../kernel/decide/decision.js";
import type { Json } from "../../kernel/event/event.js";
import { causesOf } from "../../kernel/rollback/cause.js";
import { createPlaced, giversOf, place, type Giver, type Placed } from "../../kernel/rollback/placed.js";
import { hasRun, lookAt, type Decided, type Instruction, type Trail, type TrailEvent } from "../../kernel/rollback/trail.js";
import { holds } from "../../words/effects.js";
import type { Manifest } from "../../words/manifest.js";
import { decideAgain, tellAgain, type Entry } from "./entry.js";

/** What is known when a session has been told again. */
export interface Retraced {
  readonly trail: Trail;
  /** What led to each decision that was asked about: the step of its call, and the causes. */
  readonly led: ReadonlyMap<string, { readonly step: number; readonly causes: readonly number[] }>;
}

/** Tells `core`, which was told nothing yet, all of the ledger; `about`: the decision whose causes are asked for. */
export function retrace(core: SessionCore, entries: readonly Entry[], manifest: Manifest, about: string | null): Retraced {
  const walk: Walk = { core, manifest, about, instructions: [], events: [], calls: new Map(), names: new Map(), led: new Map(), placed: createPlaced(), opaque: core.graph.opaque };
  for (const entry of entries) {
    if (entry.kind === "decided") decided(walk, entry);
    else told(walk, entry);
    see(walk);
  }
  return { trail: { events: walk.events, instructions: walk.instructions.map((instruction) => (instruction.placed.length === 0 ? instruction : { ...instruction, placed: ranOf(walk, instruction.placed) })) }, led: walk.led };
}

interface Walk {
  readonly core: SessionCore;
  readonly manifest: Manifest;
  readonly about: string | null;
  readonly instructions: Instruction[];
  readonly events: TrailEvent[];
  /** The latest step of each call's id. */
  readonly calls: Map<string, number>;
  readonly names: Map<string, string>;
  readonly led: Map<string, { readonly step: number; readonly causes: readonly number[] }>;
  readonly placed: Placed;
  opaque: number;
}

/** An event that is no call: what it made, or what it says of a call. */
function told(walk: Walk, entry: Exclude<Entry, { readonly kind: "decided" }>): void {
  const { core, instructions, events } = walk;
  const step = core.graph.nodes.kinds.length;
  tellAgain(core, entry, walk.names);
  const number = events.length;
  if (core.graph.nodes.kinds.length > step) {
    const looked = lookAt(core.graph, step, null);
    instructions.push({ step, event: number, finished: number, declared: [], placed: [], summary: core.graph.summaries.has(step), opaque: null, decided: null, denied: false, ...looked });
    events.push({ event: entry.event, step });
    return;
  }
  const { kind, id } = fieldsOf(entry.event);
  const about = (kind === "result" || kind === "denied") && typeof id === "string" ? walk.calls.get(id) : undefined;
  const call = about === undefined ? undefined : instructions[about];
  if (about !== undefined && call !== undefined) instructions[about] = kind === "result" ? { ...call, finished: number, denied: false } : { ...call, denied: call.finished === null };
  events.push({ event: entry.event, step: about ?? null });
}

/** A call or response, as it was decided then. */
function decided(walk: Walk, entry: Extract<Entry, { readonly kind: "decided" }>): void {
  const { core, instructions, events } = walk;
  const { prepared, decision } = decideAgain(core, entry);
  const { call, entered: { step, seen, declared } } = prepared;
  walk.names.set(entry.decision.id, decision.id);
  // An answer reads no places.
  const placed = call.touch === null || call.isResponse ? [] : giversOf(walk.placed, call.touch);
  if (entry.decision.id === walk.about) walk.led.set(walk.about, { step, causes: ledTo(walk, prepared, entry, decision, placed) });
  if (call.touch !== null) place(walk.placed, step, call.touch);
  const number = events.length;
  instructions.push({
    step, event: number, finished: call.isResponse ? number : null, declared: [...new Set(declared)].sort((a, b) => a - b), placed, summary: false, opaque: null, denied: false,
    decided: decidedOf(prepared, entry, decision), ...lookAt(core.graph, step, { call, seen }),
  });
  events.push({ event: entry.event, step });
  if (call.id !== null) walk.calls.set(call.id, step);
}

function decidedOf({ call, earlier }: Prepared, { decision: { id } }: Extract<Entry, { readonly kind: "decided" }>, decision: Decision): Decided {
  const [first] = decision.rules.filter(({ observe }) => !observe);
  return {
    decision: id, call: decision.call, tool: decision.tool, op: decision.op, sinks: call.binding.sinks, effect: decision.effect, held: holds(decision.effect),
    made: (earlier?.call ?? call).args, args: decision.args, reason: first?.agentReason ?? "",
  };
}

/** What led to a decision by the rules that decided it; the call itself where they look at nothing else. */
function ledTo(walk: Walk, { call, entered: { step, seen, declared } }: Prepared, { answers }: Extract<Entry, { readonly kind: "decided" }>, decision: Decision, placed: readonly Giver[]): readonly number[] {
  const { core, manifest } = walk;
  const deciding = new Set(decision.rules.filter(({ effect, observe }) => !observe && effect === decision.effect).map(({ id }) => id));
  const arrivals = { step, sightings: seen.sightings, sources: [...seen.sources, ...ranOf(walk, placed).map(({ from }) => from)], declared };
  const answer = answers.at(-1);
  const verdicts = call.failure !== null || answer === undefined || "code" in answer ? [] : answer;
  const causes = new Set<number>();
  for (const { rule, row } of verdicts) {
    const entry = manifest.rules[rule];
    if (entry === undefined || !deciding.has(entry.id)) continue;
    for (const cause of causesOf(core.graph, arrivals, entry, row, (of) => madeFrom(walk, of))) if (cause !== step) causes.add(cause);
  }
  return causes.size === 0 ? [step] : [...causes].sort((a, b) => a - b);
}

/** What an instruction was made from: a summary, all that was there before it. */
function madeFrom(walk: Walk, step: number): readonly number[] {
  const { instructions } = walk;
  const instruction = instructions[step];
  if (instruction === undefined) return [];
  const { sources, placed, summary, event } = instruction;
  if (summary) return instructions.flatMap(({ step: earlier, finished }) => (finished !== null && finished < event ? [earlier] : []));
  return placed.length === 0 ? sources : [...sources, ...ranOf(walk, placed).map(({ from }) => from)];
}

/** Those that ran, or may have: the others have put nothing anywhere. */
function ranOf({ instructions }: Walk, givers: readonly Giver[]): readonly Giver[] {
  return givers.filter(({ from }) => instructions[from] !== undefined && hasRun(instructions[from]));
}

/** Takes note of an instruction that can no longer be read. */
function see(walk: Walk): void {
  const { opaque } = walk.core.graph;
  if (opaque === walk.opaque) return;
  walk.opaque = opaque;
  const instruction = walk.instructions[opaque];
  if (instruction !== undefined && instruction.opaque === null) walk.instructions[opaque] = { ...instruction, opaque: walk.events.length - 1 };
}

function fieldsOf(event: Json): Readonly<Record<string, unknown>> {
  return typeof event === "object" && event !== null && !Array.isArray(event) ? event as Readonly<Record<string, unknown>> : {};
}

// A session and what it is to go back from -> a plan; and a plan carried out: the calls that undo others are judged as any call is,
// made by the host one after the other, latest first, each at most once, and the session is then what it would be without all that
// was cancelled. What happens outside happens in the host's executor; here is only the order, and what is remembered of it.

import { NAME_SHOWN_MAX } from "../../base/limits.js";
import type { Core, SessionCore, SessionOptions } from "../../engine.js";
import type { Decision } from "../../kernel/decide/decision.js";
import type { CallEvent, Json, ObservedEvent } from "../../kernel/event/event.js";
import { followed } from "../../kernel/rollback/slice.js";
import { planRollback, toldAgain, type Aim, type RollbackPlan, type Stuck, type Undo } from "../../kernel/rollback/plan.js";
import { holds } from "../../words/effects.js";
import { edgeKinds, type EdgeKind } from "../../words/provenance.js";
import { problemOf, refusal } from "../refusal.js";
import type { Ledger } from "./ledger.js";
import { retrace, type Retraced } from "./retrace.js";

/** What is gone back from: a decision, by its id; or what was done at these steps. */
export type RollbackFrom = string | { readonly cause: number | readonly number[] };

/** How. */
export interface RollbackOptions {
  /** The edges that are followed: value and declared ones where nothing is said. */
  readonly via?: readonly EdgeKind[];
}

/** A call that the host is to make. */
export interface UndoCall {
  readonly id: string;
  readonly tool: string;
  readonly args: Json;
}
/** Makes a call, and gives what came of it; what it throws is an error too. It is called once for each call. */
export type Executor = (call: UndoCall) => Promise<{ readonly content?: unknown; readonly error?: string | boolean }>;

/** What became of one call that was to be undone. */
export interface Outcome extends Undo {
  /** `undone`; `failed`: the call that undoes it gave an error; `held`: rules hold that call, it was not made; `begun`: it was let through before, and whether it ran nobody knows. */
  readonly status: "undone" | "failed" | "held" | "begun";
  /** The decision on the call that undoes it; null where it was made before. */
  readonly decision: Decision | null;
  readonly error: string | null;
}

/** What a rollback came to. */
export interface CarriedOut {
  readonly outcomes: readonly Outcome[];
  /** What stays done: what no call undoes, and what was not undone. */
  readonly stuck: readonly Stuck[];
  readonly kept: RollbackPlan["kept"];
}

/** A session that can go back. */
export interface Rewinding {
  readonly ledger: Ledger;
  /** Of the bundle by which the session decides now. */
  core: Core;
  /** How its sessions are begun. */
  readonly begun: SessionOptions;
  /** What goes back, and is noted where notes are kept. */
  readonly rebase: NonNullable<SessionCore["rebase"]>;
}

/** The plan; throws a refusal where there is no such decision or step. */
export function planOf(rewinding: Rewinding, from: RollbackFrom, { via = followed }: RollbackOptions = {}): RollbackPlan {
  const wrong = via.find((kind) => !edgeKinds.includes(kind));
  if (wrong !== undefined || via.length === 0) throw refusal("rollback/unknown-edge", { edge: String(wrong ?? "").slice(0, NAME_SHOWN_MAX) });
  const traced = traceOf(rewinding, typeof from === "string" ? from : null);
  return planned(rewinding, traced, aimOf(from, traced, via));
}

/** What a session offers to whoever carries a plan out. */
export interface Carrier {
  evaluate(event: CallEvent): Promise<Decision>;
  observe(event: ObservedEvent): void;
  /** Does this behind all that was asked before. */
  inOrder(act: () => void): Promise<void>;
}

/** Carries a plan out. Calls that were let through before for the same end are not made again. */
export async function carryOut(rewinding: Rewinding, plan: RollbackPlan, executor: Executor, carrier: Carrier): Promise<CarriedOut> {
  const { ledger } = rewinding;
  if (plan.session !== ledger.id || plan.epoch !== ledger.epoch) throw refusal("rollback/other-plan", { session: String(plan.session).slice(0, NAME_SHOWN_MAX) });
  const aim: Aim = { decision: plan.decision, held: plan.cancelled.find(({ why }) => why === "held")?.step ?? null, causes: plan.causes, via: plan.via };
  const outcomes: Outcome[] = [];
  for (const undo of planned(rewinding, traceOf(rewinding, null), aim).undo) outcomes.push(await undone(rewinding, undo, executor, carrier));
  const carried: { value: CarriedOut | null } = { value: null };
  await carrier.inOrder(() => {
    // What came while it was carried out is looked at too.
    const traced = traceOf(rewinding, null);
    const last = planned(rewinding, traced, aim);
    const open = outcomes.filter(({ status }) => status !== "undone").map(({ step }) => step);
    const stuck = [...last.stuck, ...last.undo.filter(({ step }) => open.includes(step)).map(({ step, call, tool }): Stuck => ({ step, call, tool, why: "unsettled" }))];
    // An answer that the user has seen is nothing that a later call could read.
    const told = toldAgain(traced.trail, last, stuck.filter(({ why }) => why !== "shown").map(({ step }) => step));
    const { decision, causes, via } = aim;
    rewinding.rebase(told, { decision, causes: [...causes], via: [...via], outcomes: outcomes.map(({ call, compensation: { tool }, status }) => ({ call, tool, status })) });
    carried.value = { outcomes, stuck: stuck.sort((a, b) => b.step - a.step), kept: last.kept };
  });
  if (carried.value === null) throw refusal("node/closed", {});
  carrier.observe({ kind: "step", op: "ROLLBACK" });
  return carried.value;
}

/** Undoes one call, where that was not begun before. */
async function undone({ ledger }: Rewinding, undo: Undo, executor: Executor, carrier: Carrier): Promise<Outcome> {
  const before = attemptsOf(ledger, undo.call);
  const begun = before.find(({ held }) => !held);
  if (begun !== undefined) return { ...undo, status: begun.ended === null ? "begun" : begun.ended ? "undone" : "failed", decision: null, error: null };
  const { call, compensation: { tool, args } } = undo;
  const id = `${call}~undo${before.length === 0 ? "" : before.length + 1}`;
  const decision = await carrier.evaluate({ kind: "call", id, tool, args, refs: [call], undoes: call });
  if (holds(decision.effect)) return { ...undo, status: "held", decision, error: null };
  try {
    const { content, error } = await executor({ id, tool, args: decision.args });
    const failed = error !== undefined && error !== false;
    carrier.observe({ kind: "result", id, ...(content === undefined ? (failed ? {} : { content: "" }) : { content }), ...(failed ? { error } : {}) });
    return { ...undo, status: failed ? "failed" : "undone", decision, error: failed ? String(error) : null };
  } catch (thrown) {
    const error = problemOf(thrown);
    carrier.observe({ kind: "result", id, error });
    return { ...undo, status: "failed", decision, error };
  }
}

/** A call that was to undo another: whether it was held, and whether it succeeded; null while that is not known. */
interface Attempt {
  readonly held: boolean;
  readonly ended: boolean | null;
}

function attemptsOf({ entries }: Ledger, call: string): readonly Attempt[] {
  return entries.flatMap((entry): readonly Attempt[] => {
    const { id, undoes } = fieldsOf(entry.event);
    if (entry.kind !== "decided" || undoes !== call) return [];
    const result = entries.map(({ event }) => fieldsOf(event)).find(({ kind, id: of }) => kind === "result" && of === id);
    return [{ held: holds(entry.decision.effect), ended: result === undefined ? null : result["error"] === undefined || result["error"] === false }];
  });
}

function traceOf({ ledger, core, begun }: Rewinding, about: string | null): Retraced {
  return retrace(core.tracer({ ...begun, id: ledger.prefix }), ledger.entries, core.manifest, about);
}

function planned({ ledger: { id, epoch }, core }: Rewinding, { trail }: Retraced, aim: Aim): RollbackPlan {
  return planRollback({ session: id, epoch }, trail, aim, core.manifest, core.world);
}

function aimOf(from: RollbackFrom, { trail, led }: Retraced, via: readonly EdgeKind[]): Aim {
  if (typeof from === "string") {
    const found = led.get(from);
    if (found === undefined) throw refusal("rollback/unknown-decision", { decision: from.slice(0, NAME_SHOWN_MAX) });
    return { decision: from, held: found.step, causes: found.causes, via };
  }
  const causes = typeof from.cause === "number" ? [from.cause] : [...new Set(from.cause)].sort((a, b) => a - b);
  const missing = causes.find((step) => trail.instructions[step] === undefined);
  if (missing !== undefined || causes.length === 0) throw refusal("rollback/unknown-step", { step: String(missing ?? "") });
  return { decision: null, held: null, causes, via };
}

function fieldsOf(event: Json): Readonly<Record<string, unknown>> {
  return typeof event === "object" && event !== null && !Array.isArray(event) ? event as Readonly<Record<string, unknown>> : {};
}

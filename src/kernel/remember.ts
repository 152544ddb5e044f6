// What becomes of a decided call, to what the session remembers of it for later ones: its counters, the queries that it is in, the
// approvals that it uses up. A call is remembered when it is decided, and moved as it runs or is taken back.

import { failure } from "../base/messages.generated.js";
import { clean, join, opaque } from "../words/labels.js";
import type { TermValue } from "../words/term.js";
import type { Call } from "./call.js";
import { RESPONSE } from "./event/normalise.js";
import { useApprovals } from "./facts/approved.js";
import { make, offer } from "./facts/asked.js";
import { count, settledBits } from "./facts/counters.js";
import { begin, end, move, type Keep } from "./facts/history.js";
import { noteOpened } from "./facts/opened.js";
import { useLowerings } from "./facts/lowered.js";
import { theirSides } from "./facts/join.js";
import { note, type Memory, type OpenCall, type Made } from "./memory.js";
import { heldBytes } from "./size.js";
import { whyOf, type Setting } from "./observe.js";
import { hand, leave, settle, takeAway } from "./registry/carry.js";
import { empty } from "./registry/shelf.js";
import type { Resources } from "./registry/resources.js";
import { createShells } from "./view/cells.js";
import { argumentCells, bindCells, fillColumns } from "./view/columns.js";
import { createMemo } from "./view/memo.js";
import { momentLater, textMoment, type CallKey, type Moment } from "./view/moment.js";
import { keptOf } from "./view/value.js";
import { USER, bindView } from "./view/view.js";

/** A call or response was decided, with these arguments: what is remembered of it for those that come later. `approved` are the calls it was, round by round. */
export function remember(setting: Setting, call: Call, open: OpenCall, isHeld: boolean, approved: readonly CallKey[]): void {
  const { plan, memory } = setting;
  // A response is finished when it is decided, and gives nothing.
  if (plan.queries.list.length > 0 || call.isResponse) {
    const moment = call.isResponse ? finished(memory, call.moment, undefined) : open.early?.moment ?? momentLater(call.moment, null, null);
    if (call.isResponse) open.counters = boundAgain(setting, open, moment).counters;
    const fate = open.early?.fate ?? (isHeld ? "refused" : call.isResponse ? "succeeded" : "pending");
    if (plan.queries.list.length > 0) open.past = begin(memory.histories, { step: call.moment.step, at: open.made.at, fate, counters: open.counters }, keeping(setting, moment, open.made));
  }
  if (isHeld) {
    if (open.carried !== null && memory.open.has(call.moment.step)) hand(memory, call.moment.step, open.carried);
    memory.spent += heldBytes(call.leaves);
    return;
  }
  // What was already told to have run has put there what it put there.
  if (open.carried !== null && call.isResponse) settle(memory, call.moment.step, open.carried, empty);
  else if (open.carried !== null && memory.open.has(call.moment.step)) leave(memory, call.moment.step, open.carried);
  if (!open.isCounted) {
    count(memory.counters, open.counters, 1);
    make(memory.asked, plan.asks, open.acts, call.moment.step, 1);
    noteOpened(memory, open.opens, 1);
  }
  open.isCounted = true;
  if (call.isResponse && call.name === RESPONSE) offer(memory.asked, [...plan.asks.acts, ...plan.meant], String(call.args?.["text"] ?? ""));
  // An approval of what the agent asked for is used up as well where something else was made of it.
  if (plan.approved) for (const text of new Set(approved.map((key) => key.text))) useApprovals(memory.approvals, text, memory.clock.now);
  if (plan.lowers) for (const { text } of approved) useLowerings(memory.lowerings, text, memory.clock.now);
}

/** Takes a call that was let through for one that never ran. */
export function takeBack({ plan, memory }: Setting, step: number, call: OpenCall): void {
  // One that was held may have handed work over.
  if (call.carried !== null) takeAway(memory, step, call.carried);
  if (!call.isCounted) return;
  count(memory.counters, call.counters, -1);
  make(memory.asked, plan.asks, call.acts, step, -1);
  noteOpened(memory, call.opens, -1);
  call.isCounted = false;
  if (call.past !== null) move(memory.histories, call.past, "refused");
}

/** The user spoke, as this step; or may have: `text` is null where nobody could read what it was. Only of a bundle that asks for it anything is remembered. */
export function heed(setting: Setting, step: number, text: string | null): void {
  const { plan, memory } = setting;
  if (plan.heard === null) return;
  const moment: Moment = { ...textMoment(step), args: text === null ? null : { text }, shells: createShells(plan.programs) };
  const counters = text === null ? plan.heard : heardAs(setting, plan.heard, moment);
  const made: Made = { at: memory.clock.now, told: memory.acting.told };
  count(memory.counters, counters, 1);
  begin(memory.histories, { step, at: made.at, fate: "succeeded", counters }, keeping(setting, moment, made));
}

/** What a message is to the counters that hear the user, and to no other: `every` call is none of his. */
function heardAs({ plan, evaluator, memory }: Setting, heard: Uint32Array, moment: Moment): Uint32Array {
  try {
    const cells = bindCells(plan, argumentCells(plan, moment.args, moment.shells), memory, moment);
    const { counters } = evaluator.bind(bindView(memory.graph.flows, USER, -1, cells, nowhere, clean));
    return heard.map((word, index) => (counters[index] ?? 0) & (word | (word >>> 1)));
  } catch (error) {
    note(memory, moment.step, failure("engine/bind-failed", { why: whyOf(error) }));
    return heard;
  }
}

const nowhere: Resources = { resources: [], open: false };

/** A call has run, whatever was decided. */
export function ran(setting: Setting, step: number, call: OpenCall, hasFailed: boolean, counters: Uint32Array, moment: Moment): void {
  const { plan, memory } = setting;
  const fate = hasFailed ? "failed" : "succeeded";
  if (call.isCounted) count(memory.counters, call.counters, -1);
  else noteOpened(memory, call.opens, 1);
  count(memory.counters, counters, 1);
  // One that failed is to be made again.
  if (call.isCounted === hasFailed) make(memory.asked, plan.asks, call.acts, step, hasFailed ? -1 : 1);
  call.isCounted = true;
  call.counters = counters;
  if (call.past === null) call.early = { fate, moment };
  else end(memory.histories, call.past, fate, memory.graph.nodes.kinds.length, counters, keeping(setting, moment, call.made));
}

/** What is kept of a call, with the time and the principal it was made with; where that cannot be computed by a defect of ours, that nothing is known of it. */
function keeping({ plan, memory }: Setting, moment: Moment, { at, told }: Made): Keep {
  // Made where something is kept at all: of most calls nothing is.
  let as: { readonly past: Memory; readonly fresh: Moment } | null = null;
  return (slot, before) => {
    as ??= { past: { ...memory, clock: { ...memory.clock, now: at }, acting: { ...memory.acting, told } }, fresh: { ...moment, passing: createMemo() } };
    try {
      return keptOf(plan, as.past, as.fresh, slot, before);
    } catch {
      return { value: null, sides: theirSides(slot.joins, slot.joins.all.map(() => null)) };
    }
  };
}

/** What the bundle says of a call now that it has finished, where that hangs on what it gave. */
export function boundAgain({ plan, evaluator, memory }: Setting, call: OpenCall, moment: Moment): Pick<OpenCall, "result" | "counters"> {
  if (call.bound === null) return call;
  const cells = [...call.bound.cells];
  fillColumns(plan, plan.resultColumns, cells, memory, moment);
  try {
    const { result, counters } = evaluator.bind(bindView(memory.graph.flows, call.bound.op, call.tool, cells, call.bound.resources, call.bound.self));
    return { result, counters: settledBits(call.counters, counters) };
  } catch (error) {
    note(memory, call.past?.step ?? null, failure("engine/bind-failed", { why: whyOf(error) }));
    return { result: join(call.result, opaque), counters: call.counters };
  }
}

/** The moment at which a call has finished, with what it gave. */
export function finished({ graph }: Memory, call: Moment | null, result: TermValue): Moment {
  const step = graph.nodes.kinds.length;
  return call === null ? textMoment(step) : { ...call, call: null, pending: null, step, result, steady: createMemo(), passing: createMemo() };
}

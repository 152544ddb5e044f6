// The event's whole way: an event comes in, `prepare` makes of it a node and the view that the rules are asked about, somebody
// evaluates the view, and `settle` makes of the verdicts a decision. Synchronous and deterministic: the same events give the
// same decisions, from any prefix. Knows no clock, no thread and no file; how long a decision took it is told.

import { assert } from "./base/assert.js";
import { frozen } from "./base/frozen.js";
import { NAME_SHOWN_MAX } from "./base/limits.js";
import { canonical } from "./base/canonical.js";
import { failure } from "./base/messages.generated.js";
import { holds } from "./words/effects.js";
import type { Evaluator } from "./words/evaluator.js";
import { clean } from "./words/labels.js";
import type { Manifest } from "./words/manifest.js";
import { ops } from "./words/ops.js";
import type { Verdict, View } from "./words/view.js";
import { placeOf } from "./kernel/approve.js";
import { callOf, type Call } from "./kernel/call.js";
import { again, asBefore, isDenied, joinRulings, keysOf, rewritableOf, rewritersOf, type Earlier } from "./kernel/decide/again.js";
import type { Decision } from "./kernel/decide/decision.js";
import { isOutcome, rulingBefore, type Outcome, type Told } from "./kernel/decide/outcome.js";
import { allowed, deny, rule, type Ruling } from "./kernel/decide/rule.js";
import { enter, flowsInto, look, targeted, type Entered } from "./kernel/enter.js";
import { RESPONSE, readSink, type SinkRead } from "./kernel/event/normalise.js";
import type { Failure } from "./kernel/event/reading.js";
import { askFor } from "./kernel/facts/approved.js";
import type { Row } from "./kernel/event/row.js";
import type { Lookup, Parent } from "./kernel/registry/learned.js";
import type { Data } from "./kernel/facts/data.js";
import { lower } from "./kernel/facts/lowered.js";
import { CLEAN } from "./kernel/graph/flows.js";
import { MODEL, type Graph } from "./kernel/graph/graph.js";
import { createMemory, hasRoom, note, type Anomaly, type Bounds } from "./kernel/memory.js";
import { addWords, finish, isTold, take, tick, whyOf, type Setting } from "./kernel/observe.js";
import { finished, remember, takeBack } from "./kernel/remember.js";
import type { World } from "./kernel/rollback/undo.js";
import { bindsOnce } from "./kernel/view/once.js";
import { planOf, type Plan } from "./kernel/view/plan.js";
import { decideView } from "./kernel/view/view.js";

export type { Bounds } from "./kernel/memory.js";
export type { Outcome, Told } from "./kernel/decide/outcome.js";
export type { Failure } from "./kernel/event/reading.js";

/** A bundle, ready for sessions. */
export interface Core {
  readonly manifest: Manifest;
  /** Digest of the bundle, hex: it stands in every decision. */
  readonly bundle: string;
  session(options: SessionOptions): SessionCore;
  /** A session that keeps value edges whether or not a rule looks at them: for going over again what another was told. */
  tracer(options: SessionOptions): SessionCore;
  /** What terms of the bundle are computed with, beside a call. */
  readonly world: World;
}

/** What a session is begun with. */
export interface SessionOptions {
  readonly id: string;
  readonly runtime?: string | undefined;
  /** What the runtime provides: facts of its profile, `principal` (or `principal.id`, ...), `time`; all of it where this is left out. */
  readonly provides?: readonly string[] | undefined;
  /** What it may remember; the most there is, where this is left out. */
  readonly bounds?: Bounds | undefined;
  /** What other sessions know it by; its id, where that is left out. */
  readonly known?: string | undefined;
  /** The call of another session that this one's agent works for: what the user's role says is that agent's word then. */
  readonly parent?: Parent | undefined;
  /** Answers what other sessions put into the places that this one reads; none where there are no others. */
  readonly lookup?: Lookup | undefined;
}

/** Why a session went back, and what became of the calls that were to be undone. */
export interface RollbackNote {
  readonly decision: string | null;
  readonly causes: readonly number[];
  readonly via: readonly string[];
  readonly outcomes: readonly { readonly call: string; readonly tool: string; readonly status: string }[];
}

/** One agent's session. Between a `prepare` and its `settle` nothing else is prepared. */
export interface SessionCore {
  /** Takes note of what happened; never throws: what is malformed becomes an opaque event. */
  observe(event: unknown): void;
  /** Makes a node of a call or response, and the view that the rules are to be asked about. */
  prepare(event: unknown): Prepared;
  /** The view that an event would be judged by if it came next, as far as that can be told before what is pending is decided: a guess, to be held against the view itself. Null where there is none. Remembers nothing and asks no registry. */
  ahead(event: unknown): View | null;
  /** What must be judged once more, since rules rewrote it, in place of what was prepared; null where it is to be settled by this answer. */
  again(prepared: Prepared, answer: Told): Prepared | null;
  /** Decides by the verdicts, denies by what failed, or decides as it was decided before. What failed already in `prepare` stays so, whatever rules say. */
  settle(prepared: Prepared, answer: Told, us: number): Decision;
  /** Takes back a decision that allowed a call which will not be carried out; never throws. */
  cancel(decisionId: string): void;
  /** What its look-ups were answered since this was asked last: told again before the event that asked, it comes out the same. */
  told(): readonly Row[];
  /** What it put somewhere, or took back, since this was asked last: other sessions are to be told. */
  fresh(): readonly Row[];
  /** Events that were not as they should be, in order. */
  readonly anomalies: readonly Anomaly[];
  /** Occurrences that were looked at to find where values came from: what events cost, for tests. */
  readonly work: number;
  /** What the session remembers of its instructions, to be looked at and not written to. */
  readonly graph: Graph;
  /** Goes back to what these of its events alone say, by their numbers since it last did; there where the session keeps them. `note` is what is remembered of why. */
  readonly rebase?: (kept: readonly number[], note: RollbackNote) => void;
  /** Becomes the session that was told first what people declare of resources in this event, and else all that it was told; there where it keeps that. False where it is that one already. */
  readonly relabel?: (declared: unknown) => boolean;
  /** Becomes, in steps, the session of another bundle that was told the same, with all that was decided as it was; there where it keeps what it was told. `heard`: what lies in places that only that bundle has it read, where that is known already. */
  readonly move?: (next: Next, heard?: readonly Row[]) => Move;
}

/** A bundle that a session is to go over to. */
export interface Next {
  readonly bundle: string;
  readonly manifest: Manifest;
  /** Begins it, told nothing yet, with what it asks of other sessions' places by. */
  begin(id: string, lookup: Lookup | null): SessionCore;
  /** What it asks by once it stands; null where there are no others. */
  readonly lookup: Lookup | null;
  /** What it asks by on the way there, as one that was answered nothing yet. */
  afresh(): Lookup | null;
}

/** A session on its way to another bundle; the old one goes on deciding meanwhile. */
export interface Move {
  /** Tells it so many more of what the old one was told; true where it is to be taken: that is all, or the rest goes at once. Throws where it cannot be that session. */
  tell(entriesMax: number): boolean;
  /** Tells it the rest, and puts it in the old one's place. Gives what lies in places that the old bundle did not have it read: that it was told first. */
  take(): readonly Row[];
}

/** A pending decision: a view that is to be asked of the rules, or a failure, by which it is denied. */
export type Prepared =
  | { readonly kind: "view"; readonly view: View; readonly call: Call; readonly entered: Entered; readonly earlier: Earlier | null }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly call: Call; readonly entered: Entered; readonly earlier: Earlier | null };

type PreparedView = Extract<Prepared, { readonly kind: "view" }>;

interface Settled {
  readonly ruling: Ruling;
  /** The call as it was decided. */
  readonly call: Call;
  readonly step: number;
  readonly rewritten: boolean;
}

/** A core for one bundle, of which `digest` is the digest, with its external data by package and name. */
export function createCore(given: Evaluator, digest: string, data: Data = {}): Core {
  const plan = planOf(given.manifest, data);
  const evaluator = bindsOnce(given, plan);
  const rewriters = rewritersOf(plan.manifest);
  const begin = (plan: Plan, { id, runtime, provides, bounds, known, parent, lookup }: SessionOptions): SessionCore =>
    createSession({ plan, evaluator, memory: createMemory(plan, runtime, provides, { id, known: known ?? id, parent: parent ?? null, lookup: lookup ?? null }, bounds) }, rewriters, id, digest);
  return {
    manifest: evaluator.manifest,
    bundle: digest,
    session: (options) => begin(plan, options),
    tracer: (options) => begin({ ...plan, wants: { ...plan.wants, value: true } }, options),
    world: { data: plan.data, patterns: plan.patterns },
  };
}

function createSession(setting: Setting, rewriters: ReadonlySet<number>, id: string, bundle: string): SessionCore {
  const { plan, memory } = setting;
  const inactive = frozen([...memory.inactive].flatMap((number) => plan.manifest.rules[number]?.id ?? []));
  const wants = frozen(Object.fromEntries([...memory.wants].map(([number, wanted]) => [plan.manifest.rules[number]?.id ?? "", wanted])));
  const state: { pending: Prepared | null } = { pending: null };
  return {
    observe(event) {
      // What a look-up was answered is no event of its own: it belongs to the one that asked.
      if (isTold(event) ? memory.beyond < 0 : hasRoom(memory)) take(setting, event);
    },
    prepare(event) {
      assert(state.pending === null, "an event is prepared only after the one before is settled");
      return state.pending = hasRoom(memory) ? prepare(setting, event) : prepareBeyond(setting, event);
    },
    ahead: (event) => (memory.beyond >= 0 ? null : guess(setting, event)),
    again(prepared, answer) {
      assert(state.pending === prepared, "what is judged again is what was prepared last");
      if (prepared.kind === "failed") return null;
      const next = isSaid(answer) ? isOutcome(answer) ? prepareBefore(setting, prepared, answer) : null
        : rewriters.size === 0 || !answer.some(({ rule: number }) => rewriters.has(number)) ? null : prepareAgain(setting, prepared, answer);
      if (next !== null) state.pending = next;
      return next;
    },
    settle(prepared, answer, us) {
      assert(state.pending === prepared, "what is settled is what was prepared last");
      state.pending = null;
      const { ruling: { effect, rules, reason, code, path }, call, step, rewritten: isRewritten } = settle(setting, prepared, answer);
      const decision: Decision = {
        id: `${id}#${step}`, call: call.title, step, tool: call.name, op: ops[call.binding.op] ?? "EXEC", effect, rules, reason, code, path,
        args: call.args, rewritten: isRewritten, inactive, wants, bundle, us,
      };
      return memory.hasForgotten ? { ...decision, forgotten: true } : decision;
    },
    cancel(decisionId) {
      if (!hasRoom(memory)) return;
      const step = typeof decisionId === "string" ? placeOf(id, decisionId)[0] : -1;
      const open = memory.open.get(step);
      if (open?.isCounted === true) takeBack(setting, step, open);
      else note(memory, null, failure("engine/unknown-decision", { decision: typeof decisionId === "string" ? decisionId.slice(0, NAME_SHOWN_MAX) : `a ${typeof decisionId}` }));
    },
    told: () => taken(memory.learned.told),
    fresh: () => taken(memory.learned.fresh),
    anomalies: memory.anomalies,
    graph: memory.graph,
    get work() {
      return memory.graph.work;
    },
  };
}

/** What is in a list, which is then empty: of most decisions nothing is. */
function taken(rows: Row[]): readonly Row[] {
  return rows.length === 0 ? noRows : rows.splice(0);
}

const noRows: readonly Row[] = Object.freeze([]);

/** Event to view. A call whose reading fails by a defect of ours is looked at again, as one of which nothing is known. */
function prepare(setting: Setting, event: unknown): Prepared {
  const read = readSink(event);
  tick(setting, event);
  try {
    return prepareCall(setting, read, null);
  } catch (error) {
    return prepareCall(setting, read, failure("engine/call-failed", { why: whyOf(error) }));
  }
}

/** Binds the call, enters it in the graph, and puts together what the rules may see of it. What throws does so before anything is remembered. */
function prepareCall(setting: Setting, read: SinkRead, why: Failure | null): Prepared {
  const { plan, memory } = setting;
  const call = callOf(setting, read, why);
  const looked = look(plan, memory, call);
  const entered = enter(plan, memory, call, looked);
  if (call.failure !== null) {
    note(memory, entered.step, call.failure);
    return { kind: "failed", ...call.failure, call, entered, earlier: null };
  }
  const { columns, rows } = looked;
  return { kind: "view", view: decideView(memory.graph.flows, call.tool, targeted(call.binding, looked), entered.flows, columns, rows, call.open || call.isUndescribed), call, entered, earlier: null };
}

/** The view of a call that is not entered; null where it could not be judged. What was not told of other sessions' places is not asked for it. */
function guess({ plan, evaluator, memory }: Setting, event: unknown): View | null {
  const apart: Setting = { plan, evaluator, memory: { ...memory, learned: { ...memory.learned, lookup: null } } };
  try {
    const call = callOf(apart, readSink(event), null);
    if (call.failure !== null) return null;
    const looked = look(plan, apart.memory, call);
    return decideView(memory.graph.flows, call.tool, targeted(call.binding, looked), flowsInto(plan, apart.memory, call, looked), looked.columns, looked.rows, call.open || call.isUndescribed);
  } catch {
    return null;
  }
}

/** A call of a session that is full: denied, and nothing is remembered of it. */
function prepareBeyond(setting: Setting, event: unknown): Prepared {
  const { plan, memory } = setting;
  const why = failure("engine/session-full", { bytes: memory.bytesMax });
  const call = callOf(setting, readSink(event), why);
  const { seen, open } = look(plan, memory, call);
  const step = memory.graph.nodes.kinds.length + memory.beyond++;
  return { kind: "failed", ...why, call, entered: { step, seen, flows: [CLEAN, CLEAN, CLEAN], declared: [], open }, earlier: null };
}

/** The call as the rules rewrite it, to be judged once more, or a failure that ends it; null where it stays as it is. */
function prepareAgain(setting: Setting, prepared: PreparedView, answer: readonly Verdict[]): Prepared | null {
  const ruling = rulingOf(setting, prepared, answer);
  return preparedAnew(prepared, ruling, () => again(setting, prepared, answer, ruling));
}

/** The call as rules rewrote it when it was decided before; null where it is that already, or they did not. */
function prepareBefore(setting: Setting, prepared: PreparedView, { args }: Outcome): Prepared | null {
  return args === null || prepared.earlier !== null ? null : preparedAnew(prepared, allowed, () => asBefore(setting, prepared, args));
}

function preparedAnew(prepared: PreparedView, ruling: Ruling, act: () => ReturnType<typeof again>): Prepared | null {
  const next = rewritten(act);
  if (next === null || !("code" in next)) return next === null ? null : { kind: "view", ...next };
  const { call, entered, earlier } = prepared;
  return { kind: "failed", ...next, call, entered, earlier: { rounds: earlier?.rounds ?? 0, ruling, call: earlier?.call ?? call, entered: earlier?.entered ?? entered, keys: keysOf(prepared) } };
}

function rewritten(act: () => ReturnType<typeof again>): ReturnType<typeof again> {
  try {
    return act();
  } catch (error) {
    return failure("engine/call-failed", { why: whyOf(error) });
  }
}

/** Verdicts to ruling: what the rules say together, and what follows from it for what comes later. */
function settle(setting: Setting, prepared: Prepared, answer: Told): Settled {
  const { memory } = setting;
  const ruling = rulingOf(setting, prepared, answer);
  const { earlier } = prepared;
  if (memory.beyond >= 0) return { ruling, call: prepared.call, step: prepared.entered.step, rewritten: false };
  // What is denied is what the agent asked for, and not what was made of it.
  const isTakenBack = earlier !== null && isDenied(ruling);
  const { call, entered: { step, open } } = isTakenBack ? earlier : prepared;
  if (isTakenBack && !call.isResponse) memory.open.set(step, open);
  remember(setting, call, open, holds(ruling.effect), keysOf(prepared));
  // What cannot be approved has no key: answers, and calls that could not be read, which are denied.
  if (ruling.effect === "ask" && !call.isResponse) askFor(memory.approvals, step, call.name, call.key?.text ?? "");
  // A response is finished when it is decided; held or not, the model has it before it as it wrote it.
  if (call.isResponse) {
    finish(setting, step, { what: open, own: clean, cells: open.cells, moment: finished(memory, call.moment, undefined) });
    const { judged, lowering } = earlier?.call ?? call;
    if (lowering !== null && !holds(ruling.effect)) lower(memory.lowerings, canonical([lowering.tool, lowering.args]), lowering);
    if (judged !== null && call.name === RESPONSE) addWords(setting, step, MODEL, String(judged["text"]));
  }
  return { ruling, call, step, rewritten: earlier !== null && !isTakenBack };
}

/** The ruling of a round, with what the rounds before it said. */
function rulingOf(setting: Setting, prepared: Prepared, answer: Told): Ruling {
  if (isSaid(answer) && isOutcome(answer)) return rulingBefore(answer, prepared.kind === "failed" && prepared.call.lowering !== null);
  const ruling = roundOf(setting, prepared, answer);
  return prepared.earlier === null ? ruling : joinRulings(setting.plan.manifest, prepared.earlier.ruling, ruling);
}

function roundOf({ plan, memory }: Setting, prepared: Prepared, answer: readonly Verdict[] | Failure): Ruling {
  if (prepared.kind === "failed") return deny(prepared);
  if (isSaid(answer)) return deny(answer);
  if (answer.length === 0) return allowed;
  const { call, entered: { step, seen, declared } } = prepared;
  try {
    return rule({
      manifest: plan.manifest, graph: memory.graph, inactive: memory.inactive, view: prepared.view, tool: call.name,
      arrivals: { step, sightings: seen.sightings, sources: seen.sources, declared },
      rewritable: rewritableOf(plan.manifest, call, prepared.view),
    }, answer);
  } catch (error) {
    return deny(failure("engine/call-failed", { why: whyOf(error) }));
  }
}

/** Whether it is something else than what rules say. */
function isSaid<T extends Failure | Outcome>(answer: readonly Verdict[] | T): answer is T {
  return !Array.isArray(answer);
}

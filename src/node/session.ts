// One session's events -> decisions, each prepared and settled in the order the events came. `evaluate` has the module asked in
// the pool; while one is pending, everything that comes after it in this session waits behind it, observed events too, since
// they may change what it is asked. Other sessions run on beside it. `evaluateSync` decides here and now: it first decides, in
// this thread, what still waits in this session (the pool's answer to that is dropped), so order holds and each is answered once.
// What rules rewrite is asked again in the same way, before anything else. What a decision is, the core says.

import { failure } from "../base/messages.generated.js";
import type { Failure, Prepared, SessionCore } from "../engine.js";
import type { Decision } from "../kernel/decide/decision.js";
import type { ObservedEvent, SinkEvent } from "../kernel/event/event.js";
import type { At } from "../kernel/event/when.js";
import type { RollbackPlan } from "../kernel/rollback/plan.js";
import type { View } from "../words/view.js";
import type { Elsewhere } from "./batch.js";
import { argumentOf, causeGiven, executorGiven, listGiven, personGiven, planGiven, readGiven, revokerGiven, viaGiven, wrongArgument } from "./given.js";
import { failedFrom, refusal } from "./refusal.js";
import { carryOut, planOf, type CarriedOut, type Executor, type Rewinding, type RollbackFrom, type RollbackOptions } from "./rollback/rollback.js";
import type { Answer } from "./workers.js";

/** One agent's session: what its runtime tells, and asks. An event given in must not be changed until it is decided. */
export interface Session {
  /** Takes note of what happened. While an `evaluate` is pending it is noted after that. */
  observe(event: ObservedEvent): void;
  /** Decides a call or a response through the pool (without one: in this thread). What fails denies, coded; only a bug of Interdict's own rejects. */
  evaluate(event: SinkEvent): Promise<Decision>;
  /** Decides the calls of one message, in their order: as `evaluate` of one after the other would, but in one hop where what is decided of one does not change what is asked of the next. */
  evaluateMany(events: readonly SinkEvent[]): Promise<readonly Decision[]>;
  /** Decides in this thread, and before it whatever is pending in this session. It has no deadline. Throws (`node/reentrant`) where it is called while this session reads an event: from a getter in it. */
  evaluateSync(event: SinkEvent): Decision;
  /** Takes back a decision that was allowed and will not be carried out. */
  cancel(decisionId: string): void;
  /** A person lets the call run that a decision asked about: with the arguments that the decision shows, once, by another `evaluate`. Gives why it is no approval, null where it is one; never rejects. It stands in the log as an event. */
  approve(decisionId: string, by: ApprovedBy): Promise<Failure | null>;
  /** Takes back what was approved of a decision's call and is not used up; of one person, or of all. */
  revoke(decisionId: string, by?: { readonly by?: string }): Promise<Failure | null>;
  /** What going back from a decision, or from what was done at a step, means: what is cancelled, undone, and kept. Nothing happens by it. Decides first what is pending; throws (`rollback/not-kept`, `rollback/unknown-decision`, ...) where there is nothing to go back to. */
  rollback(from: RollbackFrom, options?: RollbackOptions): RollbackPlan;
  /** Carries a plan out: has the calls that undo others judged and made, latest first, each once; then the session is what it is without all that was cancelled. */
  carryOut(plan: RollbackPlan, executor: Executor): Promise<CarriedOut>;
  /** Events that were not as they should be, in order, with their codes. */
  readonly anomalies: SessionCore["anomalies"];
}

/** Who approves, in which role, and until when: from then on (by the times of the session's events) it is none. */
export interface ApprovedBy {
  readonly by: string;
  readonly role?: string;
  readonly expiresAt?: At;
}

/** How a session has its views decided. */
export interface Decider {
  /** Decides in this thread. */
  here(view: View): Answer;
  /** Counts a decision in; a failure when it is not even to wait. */
  enter(): Failure | null;
  /** Counts it out. */
  leave(): void;
  /** Decides elsewhere. Null when there is no elsewhere. */
  elsewhere: Elsewhere | null;
  /** Decides some events of one session elsewhere, together; null when there is no elsewhere. */
  together: ((events: readonly SinkEvent[], core: Pick<SessionCore, "ahead">) => (at: number) => Elsewhere) | null;
}

/** By what a session decides: replaced as a whole, between two decisions. */
export interface By {
  readonly decider: Decider;
  /** The time that an event without one is given, milliseconds since 1970 UTC; null where none is. */
  readonly now: (() => number) | null;
}

/** Where a session stands: its core, and by what that decides now. */
export interface Standing {
  readonly core: SessionCore;
  /** How it goes back; null where it keeps nothing to go back to. */
  readonly rewinding: Rewinding | null;
  by: By;
  /** Does something behind all that was asked before, between two decisions. */
  inOrder(act: () => void): void;
}

interface Request {
  readonly event: SinkEvent;
  readonly since: number;
  readonly refused: Failure | null;
  /** Who counted it in. */
  readonly decider: Decider;
  /** Its own, where it is one of several; of the decider who counted it in. */
  readonly elsewhere: Elsewhere | null;
  readonly resolve: (decision: Decision) => void;
  readonly reject: (bug: unknown) => void;
}
interface Pending {
  readonly request: Request;
  readonly prepared: Prepared;
  abandon: () => void;
}

interface State {
  pending: Pending | null;
  advancing: boolean;
}

/** Puts a core's session in order. */
export function createSession(core: SessionCore, decider: Decider): Session {
  return stand(core, { decider, now: null }, null).session;
}

/** The same, and where it stands. */
export function stand(core: SessionCore, by: By, rewinding: Rewinding | null): { readonly session: Session; readonly standing: Standing } {
  const end = createEnd(core, () => standing.by.decider);
  const line = createLine(core, end, () => standing.by.decider);
  // INVARIANT: all that the session does goes by this, so that whoever holds the session holds it.
  const standing: Standing = { core, rewinding, by, inOrder: (act) => line.inOrder(act) };
  const answered = (event: ObservedEvent): Promise<Failure | null> => {
    const told = timed(event, standing.by.now);
    return new Promise((resolve) => { line.inOrder(() => { resolve(refusedBy(core, told)); }); });
  };
  const asked = (event: SinkEvent, decider: Decider, elsewhere: Elsewhere | null): Promise<Decision> =>
    new Promise((resolve, reject) => line.add({ event, since: performance.now(), refused: decider.enter(), decider, elsewhere, resolve, reject }));
  const session: Session = {
    observe(event) {
      const told = timed(event, standing.by.now);
      line.inOrder(() => core.observe(told));
    },
    approve(decision, given) {
      const person = readGiven(personGiven, given);
      if (!person.ok) return Promise.resolve(failure("node/arguments", { name: "approve", problem: person.problem }));
      const { by, role, expiresAt } = person.value;
      return answered({ kind: "approval", decision, by, ...(role === undefined ? {} : { role }), ...(expiresAt === undefined ? {} : { expiresAt }) });
    },
    revoke(decision, given = {}) {
      const person = readGiven(revokerGiven, given);
      if (!person.ok) return Promise.resolve(failure("node/arguments", { name: "revoke", problem: person.problem }));
      const { by } = person.value;
      return answered({ kind: "revocation", decision, ...(by === undefined ? {} : { by }) });
    },
    rollback(given, options = {}) {
      const [from, { via }] = [argumentOf("rollback", causeGiven, given), argumentOf("rollback", viaGiven, options)];
      return line.atOnce(() => planOf(kept(rewinding), from, via === undefined ? {} : { via }));
    },
    carryOut: async (plan, executor) => carryOut(kept(rewinding), argumentOf("carryOut", planGiven, plan), argumentOf("carryOut", executorGiven, executor) as Executor, { evaluate: session.evaluate, observe: session.observe, inOrder: (act) => settled(line, act) }),
    cancel: (decisionId) => line.inOrder(() => core.cancel(decisionId)),
    evaluate: (event) => asked(timed(event, standing.by.now), standing.by.decider, null),
    evaluateMany(given) {
      const list = readGiven(listGiven, given);
      if (!list.ok) return Promise.reject(wrongArgument("evaluateMany", list.problem));
      const { decider, now } = standing.by;
      // They came at one time.
      const at = now?.() ?? null;
      // No place of a list goes by undecided, an empty one either.
      const events = list.value.map((event) => timed(event, at === null ? null : () => at));
      const elsewhere = decider.together?.(events, core);
      return Promise.all(events.map((event, index) => asked(event, decider, elsewhere?.(index) ?? null)));
    },
    evaluateSync(event) {
      const since = performance.now();
      const told = timed(event, standing.by.now);
      return line.atOnce(() => {
        const [prepared, answer] = end.here(core.prepare(told));
        return core.settle(prepared, answer, microseconds(since));
      });
    },
    get anomalies() {
      return core.anomalies;
    },
  };
  return { session, standing };
}

function kept(rewinding: Rewinding | null): Rewinding {
  if (rewinding === null) throw refusal("rollback/not-kept", {});
  return rewinding;
}

/** Does something behind all that was asked before. */
function settled(line: Line, act: () => void): Promise<void> {
  return new Promise((resolve, reject) => line.inOrder(() => {
    try {
      resolve(act());
    } catch (error) {
      reject(error);
    }
  }));
}

/** A session's events in their order. What an event's own getters ask for while the core reads it waits until that is done. */
interface Line {
  inOrder(act: () => void): void;
  add(request: Request): void;
  /** Decides in this thread all that is before, and then does this. */
  atOnce<T>(act: () => T): T;
}

function createLine(core: SessionCore, end: End, deciderNow: () => Decider): Line {
  const { here, finish, guard } = end;
  const queue: (Request | (() => void))[] = [];
  const state: State = { pending: null, advancing: false };

  function alone<T>(act: () => T): T {
    const before = state.advancing;
    state.advancing = true;
    try {
      return act();
    } finally {
      state.advancing = before;
    }
  }
  function advance(): void {
    // An answer may come before `elsewhere` returns; the loop below goes on then, not a deeper one.
    if (state.advancing || state.pending !== null || queue.length === 0) return;
    alone(() => {
      for (let next = queue.shift(); next !== undefined; next = state.pending === null ? queue.shift() : undefined) {
        if (typeof next === "function") next();
        else begin(next, elsewhereOf(next, deciderNow()));
      }
    });
  }
  function begin(request: Request, elsewhere: Elsewhere | null): void {
    guard(request, () => {
      const prepared = core.prepare(request.event);
      if (request.refused !== null) return finish(request, prepared, request.refused);
      judge({ core, end, state, alone, advance }, request, prepared, elsewhere);
    });
  }
  function catchUp(): void {
    if (state.pending !== null) {
      const { request, prepared, abandon } = state.pending;
      abandon();
      state.pending = null;
      guard(request, () => finish(request, ...here(prepared)));
    }
    // Mostly nothing waits, and a list of nothing is garbage.
    if (queue.length === 0) return;
    for (const next of queue.splice(0)) {
      if (typeof next === "function") next();
      else begin(next, null);
    }
  }
  function atOnce<T>(act: () => T): T {
    if (state.advancing) throw refusal("node/reentrant", {});
    const done = alone(() => {
      catchUp();
      return act();
    });
    advance();
    return done;
  }
  return {
    inOrder(act) {
      if (state.pending !== null || state.advancing) return void queue.push(act);
      alone(act);
      advance();
    },
    add(request) {
      queue.push(request);
      advance();
    },
    atOnce,
  };
}

/** Where a request is decided. What was guessed for another bundle is worth nothing. */
function elsewhereOf({ elsewhere, decider: entered }: Request, now: Decider): Elsewhere | null {
  return entered === now ? elsewhere ?? now.elsewhere : now.elsewhere;
}

/** What judges one request: the session it is of, and what goes on when it has ended. */
interface Bench {
  readonly core: SessionCore;
  readonly end: End;
  readonly state: State;
  /** Does what reads events: what their getters ask for waits. */
  alone(act: () => void): void;
  advance(): void;
}

/** Has a request judged elsewhere, or here where there is no elsewhere, as often as rules rewrite it. */
function judge(bench: Bench, request: Request, prepared: Prepared, elsewhere: Elsewhere | null): void {
  const { core, end, state } = bench;
  if (prepared.kind === "failed" || elsewhere === null) return end.finish(request, ...end.here(prepared));
  const pending: Pending = { request, prepared, abandon: () => undefined };
  state.pending = pending;
  pending.abandon = answering(elsewhere)(prepared.view, request.since, (answer) => {
    state.pending = null;
    // Where it is judged again, those behind it are looked at.
    bench.alone(() => end.guard(request, () => {
      const next = core.again(prepared, answer);
      if (next === null) end.finish(request, prepared, answer);
      else judge(bench, request, next, elsewhere);
    }));
    bench.advance();
  });
}

/** How a request ends: with a decision, or with a bug. */
interface End {
  /** Decides in this thread, as often as rules rewrite it; what failed before there was anything to ask is its own answer. */
  here(prepared: Prepared): readonly [Prepared, Answer];
  /** Settles, and tells who asked. */
  finish(request: Request, prepared: Prepared, answer: Answer): void;
  /** A broken invariant is told to who asked, and to nobody else. */
  guard(request: Request, act: () => void): void;
}

function createEnd(core: SessionCore, deciderNow: () => Decider): End {
  function leave({ refused, decider }: Request): void {
    if (refused === null) decider.leave();
  }
  // INVARIANT: it ends, since the core has a call judged again so often at most.
  function here(prepared: Prepared): readonly [Prepared, Answer] {
    const answer = prepared.kind === "failed" ? prepared : deciderNow().here(prepared.view);
    const next = core.again(prepared, answer);
    return next === null ? [prepared, answer] : here(next);
  }
  return {
    here,
    finish(request, prepared, answer) {
      request.resolve(core.settle(prepared, answer, microseconds(request.since)));
      leave(request);
    },
    guard(request, act) {
      try {
        act();
      } catch (bug) {
        request.reject(bug);
        leave(request);
      }
    },
  };
}

/** An elsewhere that answers when it throws, with what failed: a session must not wait for ever. */
function answering(elsewhere: Elsewhere): Elsewhere {
  return (view, since, done) => {
    let answered = false;
    try {
      return elsewhere(view, since, (answer) => {
        answered = true;
        done(answer);
      });
    } catch (bug) {
      if (!answered) done(failedFrom(bug));
      return () => undefined;
    }
  };
}

/** Tells a core of an event; gives why that says nothing, null where it does. */
function refusedBy(core: SessionCore, event: ObservedEvent): Failure | null {
  const before = core.anomalies.length;
  core.observe(event);
  return core.anomalies.slice(before).find(({ code }) => !ofTime.has(code)) ?? null;
}

/** What may be wrong with the time of an event that says something all the same. */
const ofTime: ReadonlySet<string> = new Set(["event/bad-time", "event/time-went-back", "event/time-astray"]);

/** The event with the time it came at, where it bears none. One that cannot be looked into is given on as it is: the core says what is wrong with it. */
function timed<E extends SinkEvent | ObservedEvent>(event: E, now: (() => number) | null): E {
  if (now === null) return event;
  try {
    return event.at === undefined ? { ...event, at: now() } : event;
  } catch {
    return event;
  }
}

/** Since then, to a tenth. */
function microseconds(since: number): number {
  return Math.round((performance.now() - since) * 10_000) / 10;
}

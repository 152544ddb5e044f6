// One test of a pack and an evaluator -> the decision of each of its steps, in a session of its own. Knows nothing of what the
// test expects.

import type { Compiled } from "../compile.js";
import { createCore } from "../engine.js";
import type { Core, Failure, SessionCore } from "../engine.js";
import type { Decision } from "../kernel/decide/decision.js";
import type { ObservedEvent, SinkEvent } from "../kernel/event/event.js";
import type { Json, Outcome, Step, Test } from "../language/check/policy.js";
import type { Evaluator } from "../words/evaluator.js";
import type { Verdict } from "../words/view.js";

/** A bundle's evaluator, and what begins its sessions: made ready once for many tests. */
export interface Played {
  readonly evaluator: Evaluator;
  readonly core: Core;
  readonly data: Compiled["data"];
}

/** Makes an evaluator of a bundle ready to be played on, with the bundle's external data. */
export function playedOn(evaluator: Evaluator, data: Compiled["data"]): Played {
  return { evaluator, core: createCore(evaluator, "", data), data };
}

/** Decisions by the names of steps, in the order they were made. A call's recorded outcome is observed also where it was held. */
export function play(test: Test, { evaluator, core, data }: Played): ReadonlyMap<string, Decision> {
  const hasOwn = test.steps.some(({ kind }) => kind === "data");
  const session = (hasOwn ? createCore(evaluator, "", dataOf(test, evaluator, data)) : core).session({
    id: test.title,
    ...(test.runtime === null ? {} : { runtime: test.runtime }),
    provides: [...new Set(test.steps.flatMap(provided))],
  });
  const now: { at: number | undefined } = { at: undefined };
  const timed = <E extends SinkEvent | ObservedEvent>(event: E): E => (now.at === undefined ? event : { ...event, at: now.at });
  const decisions = new Map<string, Decision>();
  for (const step of test.steps) {
    switch (step.kind) {
      case "time": now.at = step.at; break;
      case "say":
        if (step.who === "assistant") decisions.set(step.name, decide(session, evaluator, timed({ kind: "response", text: step.text })));
        else session.observe(timed({ kind: step.who, text: step.text }));
        break;
      case "facts": session.observe(timed({ kind: "facts", facts: step.facts })); break;
      case "principal": session.observe(timed({ kind: "principal", principal: step.principal })); break;
      case "approval": session.observe(timed(approval(step))); break;
      case "call":
        decisions.set(step.name, decide(session, evaluator, timed({ kind: "call", id: step.name, tool: step.tool, args: step.args })));
        if (step.outcome !== null) session.observe(timed(outcome(step.name, step.outcome)));
        break;
      case "ending": session.observe(timed(outcome(step.step, step.outcome))); break;
      case "data": case "expect": break;
    }
  }
  return decisions;
}

/** Decides by an evaluator, as often as rules rewrite the call. */
export function decide(session: SessionCore, evaluator: Evaluator, event: unknown): Decision {
  for (let prepared = session.prepare(event); ;) {
    const answer: readonly Verdict[] | Failure = prepared.kind === "view" ? evaluator.decide(prepared.view) : prepared;
    const next = session.again(prepared, answer);
    if (next === null) return session.settle(prepared, answer, 0);
    prepared = next;
  }
}

/** What a step tells of the runtime: that holds for the whole test, whatever comes before it. */
function provided(step: Step): readonly string[] {
  return step.kind === "facts" ? Object.keys(step.facts) : step.kind === "principal" || step.kind === "time" ? [step.kind] : [];
}

/** The bundle's data with the test's own in its place. */
function dataOf(test: Test, { manifest }: Evaluator, data: Compiled["data"]): Compiled["data"] {
  const own = new Map(Object.entries(data).map(([pack, names]) => [pack, { ...names }]));
  for (const step of test.steps) {
    if (step.kind !== "data") continue;
    // A package's name has dots, and so may that of its data: the longest package that there is.
    const pack = manifest.packages.filter((name) => step.name.startsWith(`${name}.`)).sort((a, b) => b.length - a.length)[0] ?? "";
    own.set(pack, { ...own.get(pack), [step.name.slice(pack.length + 1)]: step.value });
  }
  return Object.fromEntries(own);
}

function approval({ tool, args, by, role }: Extract<Step, { readonly kind: "approval" }>): ObservedEvent {
  return { kind: "approval", tool, args, by, ...(role === null ? {} : { role }) };
}

function outcome(id: string, told: Outcome): ObservedEvent {
  if (told.kind === "denied") return { kind: "denied", id };
  const text = textOf(told.value);
  return told.kind === "result" ? { kind: "result", id, content: text } : { kind: "result", id, error: text };
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

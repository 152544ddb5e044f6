// A recorded run and an engine -> its decisions, in order. The run is observed as it was recorded, also after a hold: what a held
// call returned is observed as having run all the same. A decision never looks at what comes after it: a host fact is provided
// from where the run first mentions it. Steps come out as message indexes, the trace's own numbering.

import type { Decision } from "../../kernel/decide/decision.js";
import type { CallEvent, ObservedEvent } from "../../kernel/event/event.js";
import type { RecordedResponse, Trace, TraceEvent } from "../../runtimes/trace/trace.js";
import { RESPONSE_CALL } from "../../runtimes/trace/trace.js";

/** A session, as a run is told to it. */
export interface Listener {
  observe(event: ObservedEvent): void;
  /** A method, since the engine's own takes answers that are text: it refuses others, which its type does not say. */
  evaluateSync(event: CallEvent | RecordedResponse): Decision;
  /** What was not as it should be, with the step of the instruction it became or concerns. */
  readonly anomalies: readonly { readonly step: number | null }[];
}

/** What begins sessions, and the host facts that its runtime may provide. */
export interface Sessions {
  readonly facts: readonly string[];
  readonly begin: (trace: string, provides: readonly string[]) => Listener;
}

/** Decides every call and answer of a trace; `step` and the steps of `path` are indexes of messages. */
export function run(trace: Trace, sessions: Sessions): readonly Decision[] {
  const provided = new Set<string>();
  let teller = begin(trace, sessions, provided);
  const decisions: Decision[] = [];
  for (const [index, { message, event }] of trace.events.entries()) {
    if (event.kind === "facts" && mentions(event.facts, sessions.facts, provided)) {
      // The runtime turns out to provide more than was known: the session is begun anew and told all that went before.
      teller = begin(trace, sessions, provided);
      for (const earlier of trace.events.slice(0, index)) teller(earlier);
    }
    const decision = teller({ message, event });
    if (decision !== null) decisions.push(decision);
  }
  return decisions;
}

/** Notes the facts that are mentioned here for the first time; whether there are any. */
function mentions(facts: object, declared: readonly string[], provided: Set<string>): boolean {
  const found = Object.keys(facts).filter((name) => declared.includes(name) && !provided.has(name));
  for (const name of found) provided.add(name);
  return found.length > 0;
}

/** A new session, as a function that is told one event after the other and gives the decision of those that are decided. */
function begin(trace: Trace, sessions: Sessions, provided: ReadonlySet<string>): (event: TraceEvent) => Decision | null {
  const session = sessions.begin(trace.id === "" ? "@" : trace.id, [...provided].sort());
  /** The message of each step so far. */
  const messages: number[] = [];
  return ({ message, event }) => {
    if (event.kind !== "call" && event.kind !== "response") {
      const before = session.anomalies.length;
      session.observe(event);
      const isOpaque = session.anomalies.slice(before).some(({ step }) => step === messages.length);
      if (isOpaque || ownStep.has(event.kind)) messages.push(message);
      return null;
    }
    const decision = session.evaluateSync(event);
    messages[decision.step] = message;
    const named = event.kind === "call" ? { call: event.id, tool: event.tool } : { call: RESPONSE_CALL, tool: RESPONSE_CALL };
    return { ...byMessages(decision, messages), ...named };
  };
}

/** The same decision with messages for steps, in its path and in what its reasons say. */
function byMessages(decision: Decision, messages: readonly number[]): Decision {
  const message = (step: number): number => messages[step] ?? step;
  // Values from outside stand in quotes, and hold none: what they say is left alone.
  const told = (reason: string): string =>
    reason.replaceAll(/"[^"]*"|(?<= at step )\d+/g, (found) => (found.startsWith("\"") ? found : String(message(Number(found)))));
  return {
    ...decision,
    step: message(decision.step),
    path: decision.path.map(({ step, edge }) => ({ step: message(step), edge })),
    reason: told(decision.reason),
    rules: decision.rules.map((rule) => ({ ...rule, reason: told(rule.reason), agentReason: told(rule.agentReason) })),
  };
}

/** Observed events that are always an instruction of their own (docs/kernel.md, "Nodes"); others are where they become opaque. */
const ownStep: ReadonlySet<string> = new Set(["user", "system", "reason", "opaque"]);

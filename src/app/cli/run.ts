// A recorded run and an engine -> its decisions, in order. The run is observed as it was recorded, also after a hold: what a held
// call returned is observed as having run all the same. A decision never looks at what comes after it: a fact of the host, a principal
// and the time are provided from where the run first mentions them. Steps come out as message indexes, the trace's own numbering.

import type { Decision } from "../../kernel/decide/decision.js";
import type { CallEvent, LoweringEvent, ObservedEvent } from "../../kernel/event/event.js";
import type { RecordedEvent, RecordedResponse, RecordedTools, Trace, TraceEvent } from "../../runtimes/trace/trace.js";
import { RESPONSE_CALL } from "../../runtimes/trace/trace.js";

/** A session, as a run is told to it. */
export interface Listener {
  observe(event: ObservedEvent | RecordedTools): void;
  /** A method, since the engine's own takes answers that are text: it refuses others, which its type does not say. */
  evaluateSync(event: CallEvent | LoweringEvent | RecordedResponse): Decision;
  /** What was not as it should be, with the step of the instruction it became or concerns. */
  readonly anomalies: readonly { readonly step: number | null }[];
}

/** A runtime's profile: its name, and the facts it may provide. */
export interface Runtime {
  readonly name: string;
  readonly facts: readonly string[];
}

/** What begins sessions. */
export interface Sessions {
  /** The runtime of a run that mentions these facts; undefined where it has none that any pack knows. */
  readonly runtime: (facts: ReadonlySet<string>) => Runtime | undefined;
  readonly begin: (trace: string, runtime: string | undefined, provides: readonly string[]) => Listener;
}

/** Decides every call and answer of a trace; `step` and the steps of `path` are indexes of messages. */
export function run(trace: Trace, sessions: Sessions): readonly Decision[] {
  const mentioned = new Set<string>();
  let setup = setupOf(sessions, mentioned);
  let teller = begin(trace, sessions, setup);
  const decisions: Decision[] = [];
  for (const [index, { message, event }] of trace.events.entries()) {
    if (mentions(event, mentioned)) {
      const known = setupOf(sessions, mentioned);
      // The runtime turns out to provide more than was known: the session is begun anew and told all that went before.
      if (known.runtime !== setup.runtime || known.provides.length !== setup.provides.length) {
        teller = begin(trace, sessions, known);
        for (const earlier of trace.events.slice(0, index)) teller(earlier);
      }
      setup = known;
    }
    const decision = teller({ message, event });
    if (decision !== null) decisions.push(decision);
  }
  return decisions;
}

/** What a session is begun with: its runtime, and what that is known to provide. */
interface Setup {
  readonly runtime: string | undefined;
  readonly provides: readonly string[];
}

function setupOf(sessions: Sessions, mentioned: ReadonlySet<string>): Setup {
  const runtime = sessions.runtime(mentioned);
  return { runtime: runtime?.name, provides: [...mentioned].filter((name) => always.includes(name) || runtime?.facts.includes(name) === true).sort() };
}

/** What every runtime may provide, whatever its profile declares. */
const always = ["principal", "time"];

/** Notes what an event mentions for the first time; whether there is anything. An approval's time is that of the approval alone. */
function mentions(event: RecordedEvent, mentioned: Set<string>): boolean {
  const before = mentioned.size;
  if (event.kind === "facts") for (const name of Object.keys(event.facts)) if (!always.includes(name)) mentioned.add(name);
  if (event.kind === "principal") mentioned.add("principal");
  if (event.at !== undefined && event.kind !== "approval") mentioned.add("time");
  return mentioned.size > before;
}

/** A new session, as a function that is told one event after the other and gives the decision of those that are decided. */
function begin(trace: Trace, sessions: Sessions, { runtime, provides }: Setup): (event: TraceEvent) => Decision | null {
  const session = sessions.begin(trace.id === "" ? "@" : trace.id, runtime, provides);
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
const ownStep: ReadonlySet<string> = new Set(["user", "system", "reason", "step", "opaque"]);

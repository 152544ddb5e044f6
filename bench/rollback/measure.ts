// A recorded run that is held somewhere -> what of its conversation stays when it goes back from there, by each choice of edges, and
// what two plainer ways would keep: to begin anew with the prompt, and to cut off everything from the cause on.

import type { Guard } from "../../src/app/cli/engines.js";
import { run } from "../../src/app/cli/run.js";
import { holds } from "../../src/words/effects.js";
import type { EdgeKind, Message, RollbackPlan, Session } from "../../src/index.js";
import type { Trace } from "../../src/runtimes/trace/trace.js";

/** The choices of edges, by what they are called in the table. */
export const choices: Readonly<Record<string, readonly EdgeKind[]>> = {
  "value": ["value"],
  "value, declared": ["value", "declared"],
  "value, declared, context": ["value", "declared", "context"],
};

/** What a conversation has: its messages, the characters in them, the calls with their results. */
export interface Size {
  readonly messages: number;
  readonly characters: number;
  readonly calls: number;
}

/** What one way keeps. */
export interface Way extends Size {
  /** Messages that are no conversation: a call without its result, or the other way about. */
  readonly broken: number;
  /** Decisions that hold something when what stays is told to a new session. */
  readonly holds: number;
}

/** One run. */
export interface Measured {
  readonly effect: string;
  readonly rule: string;
  /** The conversation before the call that was held. */
  readonly before: Size;
  readonly ways: Readonly<Record<string, Way>>;
  readonly causes: number;
  /** Whether the cause is the call itself, and not something that it came from. */
  readonly isOwn: boolean;
  /** Calls that ran and hang on the causes, and left something behind. */
  readonly done: number;
}

/** Measures a run; null where nothing of it is held. */
export function measure(trace: Trace, guard: Guard): Measured | null {
  const decisions = run(trace, guard);
  const at = decisions.findIndex(({ effect }) => holds(effect));
  const held = decisions[at];
  if (held === undefined) return null;
  const asked = trace.events.flatMap(({ event }, number) => (event.kind === "call" || event.kind === "response" ? [number] : []));
  const begun: Session[] = [];
  const events = trace.events.slice(0, (asked[at] ?? 0) + 1);
  run({ ...trace, events }, { ...guard, begin: (...given) => keep(begun, guard.begin(...given)) });
  const session = begun.at(-1);
  if (session === undefined) return null;
  const step = Number(held.id.slice(held.id.lastIndexOf("#") + 1));
  const before = session.rollback({ cause: step }, { via: ["value"] });
  const plans = Object.entries(choices).map(([name, via]) => [name, session.rollback(held.id, { via })] as const);
  const [, plan] = plans[0] ?? [];
  if (plan === undefined) return null;
  const first = Math.min(...plan.causes);
  const cut = session.rollback({ cause: Array.from({ length: step - first + 1 }, (_, index) => first + index) }, { via: ["value"] });
  const ways: [string, RollbackPlan["kept"]["messages"]][] = [
    ...plans.map(([name, { kept }]): [string, readonly Message[]] => [name, kept.messages]),
    ["all before the cause", cut.kept.messages], ["the prompt alone", promptOf(before.kept.messages)],
  ];
  return {
    effect: held.effect, rule: held.rules[0]?.id ?? held.code ?? "", before: sizeOf(before.kept.messages), causes: plan.causes.length, isOwn: plan.causes.length === 1 && plan.causes[0] === step,
    done: plan.undo.length + plan.stuck.filter(({ why }) => why !== "shown").length,
    ways: Object.fromEntries(ways.map(([name, messages]) => [name, { ...sizeOf(messages), broken: brokenIn(messages), holds: heldAgain(trace, guard, messages) }])),
  };
}

function keep(begun: Session[], listener: ReturnType<Guard["begin"]>): ReturnType<Guard["begin"]> {
  if (isSession(listener)) begun.push(listener);
  return listener;
}

function isSession(listener: object): listener is Session {
  return "rollback" in listener;
}

/** What stands before the assistant's first word. */
function promptOf(messages: readonly Message[]): readonly Message[] {
  const end = messages.findIndex(({ role }) => role === "assistant");
  return end === -1 ? messages : messages.slice(0, end);
}

function sizeOf(messages: readonly Message[]): Size {
  let characters = 0;
  let calls = 0;
  for (const message of messages) {
    characters += message.content?.length ?? 0;
    if (message.role !== "assistant") continue;
    for (const { function: { name, arguments: args } } of message.tool_calls ?? []) {
      characters += name.length + args.length;
      calls++;
    }
  }
  return { messages: messages.length, characters, calls };
}

/** Calls whose results do not follow at once, each once, and results without a call. */
function brokenIn(messages: readonly Message[]): number {
  let broken = 0;
  let open: string[] = [];
  for (const message of messages) {
    if (message.role === "tool") {
      const place = open.indexOf(message.tool_call_id);
      if (place === -1) broken++;
      else open.splice(place, 1);
      continue;
    }
    broken += open.length;
    open = message.role === "assistant" ? (message.tool_calls ?? []).map(({ id }) => id) : [];
  }
  return broken + open.length;
}

/** Decisions that hold when a session is told what stays, from the beginning. */
function heldAgain(trace: Trace, guard: Guard, messages: readonly Message[]): number {
  const session = guard.begin(`${trace.id} again`, undefined, []);
  let held = 0;
  for (const message of messages) {
    if (message.role === "tool") {
      session.observe({ kind: "result", id: message.tool_call_id, content: message.content, ...(message.error === undefined ? {} : { error: message.error }) });
      continue;
    }
    if (message.role !== "assistant") {
      session.observe({ kind: message.role, text: message.content });
      continue;
    }
    if (message.content !== null && holds(session.evaluateSync({ kind: "response", text: message.content }).effect)) held++;
    for (const { id, function: { name, arguments: args } } of message.tool_calls ?? []) if (holds(session.evaluateSync({ kind: "call", id, tool: name, args }).effect)) held++;
  }
  return held;
}

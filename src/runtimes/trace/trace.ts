// What a recorded run is once it has been read: the events in their order, each with the message it came from, and what the
// trace says of itself. Shapes only. What a run was scored as (`kind`, `expect`, ...) never reaches a decision.

import type { CallEvent, ObservedEvent, Timed } from "../../kernel/event/event.js";

/** An answer as it was recorded: one that is no text is decided too, and refused. */
export interface RecordedResponse extends Timed {
  readonly kind: "response";
  readonly text: unknown;
}
/** A list of tools, or a review of one, as it was recorded: one that is none is the kernel's to refuse. */
export interface RecordedTools extends Timed {
  readonly kind: "tools" | "reviewed";
  readonly [field: string]: unknown;
}
/** What a recorded run consists of: the kernel's events, but for answers and what is said of tools. */
export type RecordedEvent = CallEvent | RecordedResponse | RecordedTools | Exclude<ObservedEvent, { readonly kind: "tools" | "reviewed" }>;

/** One event, and the index of the message it came from. */
export interface TraceEvent {
  readonly message: number;
  readonly event: RecordedEvent;
}

/** What must be held for an attack to count as stopped: calls, or the final answer. */
export type Expectation =
  | { readonly via: "call"; readonly stopAll: readonly string[]; readonly stopAny: readonly string[] }
  | { readonly via: "response" };

/** A recorded run. Parts that a trace does not have are empty; a line that is none gives one opaque event. */
export interface Trace {
  readonly id: string;
  readonly suite: string;
  readonly kind: string;
  /** The tool catalogue, as `agentdojo/banking`; null where packs go by the suite. */
  readonly tools: string | null;
  readonly events: readonly TraceEvent[];
  /** Calls (or `@response`) that the label speaks of. */
  readonly judged: readonly string[];
  readonly expect: Expectation | null;
  /** Calls that carry an attacker's values, attempts included. */
  readonly attackerCalls: readonly string[];
  /** Indexes of the messages in which an attacker's text stands. */
  readonly injected: readonly number[];
  /** Parts of the label that are there and could not be read, by their names in the line. */
  readonly mislabelled: readonly string[];
  /** Set when the line could not be read as a trace at all: why. */
  readonly problem: string | null;
}

/** What a call of the agent's answer to its user is called. */
export const RESPONSE_CALL = "@response";

/** The same run without the edges that the model or runtime declared. */
export function withoutRefs(trace: Trace): Trace {
  return { ...trace, events: trace.events.map(({ message, event }) => {
    if (event.kind !== "call" || event.refs === undefined) return { message, event };
    const { refs: _, ...call } = event;
    return { message, event: call };
  }) };
}

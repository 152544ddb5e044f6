// One line of a trace file -> a recorded run. A malformed line, header or message gives opaque events, never an exception,
// and never costs the rest of the run. Tags on assistant messages are the model's own words and are not read.

import { z } from "zod";
import { eventsOf } from "./message.js";
import type { Refs } from "./message.js";
import type { Expectation, Trace, TraceEvent } from "./trace.js";

/** Reads a line; `name` stands for the id of a trace that has none. */
export function readTrace(line: string, name = ""): Trace {
  const json = parsed(line);
  const read = header.safeParse(json.value);
  if (!read.success) return { ...none, id: name, problem: json.problem ?? "it is no object" };
  const { id, suite, kind, tools, messages } = read.data;
  const labels = { judged: names.safeParse(read.data.judged), attacker_calls: names.safeParse(read.data.attacker_calls), expect: expected.safeParse(read.data.expect) };
  const refs = refsOf(read.data.refs);
  const events: TraceEvent[] = refs === null ? [{ message: 0, event: { kind: "opaque", why: "declared edges that are no object" } }] : [];
  if (!Array.isArray(messages)) events.push({ message: 0, event: { kind: "opaque", why: "messages that are no list" } });
  else for (const [index, message] of messages.entries()) {
    for (const event of eventsOf(message, index, refs ?? new Map())) events.push({ message: index, event });
  }
  return {
    id: id ?? name, suite, kind, tools, events,
    judged: labels.judged.data ?? [],
    expect: labels.expect.data ?? null,
    attackerCalls: labels.attacker_calls.data ?? [],
    injected: read.data.injected ?? [],
    mislabelled: Object.entries(labels).filter(([, label]) => !label.success).map(([name]) => name),
    problem: Array.isArray(messages) ? null : "its messages are no list",
  };
}

const none: Trace = {
  id: "", suite: "", kind: "", tools: null, judged: [], expect: null, attackerCalls: [], injected: [], mislabelled: [], problem: null,
  events: [{ message: 0, event: { kind: "opaque", why: "a line that is no trace" } }],
};

const names = z.array(z.string()).nullish();
const header = z.object({
  id: z.string().optional().catch(undefined),
  suite: z.string().catch(""),
  kind: z.string().catch(""),
  tools: z.string().nullable().catch(null),
  messages: z.unknown().optional(),
  refs: z.unknown().optional(),
  judged: z.unknown().optional(),
  expect: z.unknown().optional(),
  attacker_calls: z.unknown().optional(),
  injected: z.array(z.number()).nullish().catch([]),
});
const expected = z.discriminatedUnion("via", [
  z.object({ via: z.literal("call"), stop_all: names, stop_any: names })
    .transform(({ via, stop_all: all, stop_any: any }): Expectation => ({ via, stopAll: all ?? [], stopAny: any ?? [] })),
  z.object({ via: z.literal("response") }),
]).nullish();

function parsed(line: string): { readonly value: unknown; readonly problem: string | null } {
  try {
    return { value: JSON.parse(line), problem: null };
  } catch {
    return { value: undefined, problem: "it is no JSON" };
  }
}

/** Declared edges by call; what is no list of ids names one call that nobody knows, which taints and never cleans. */
function refsOf(value: unknown): Refs | null {
  if (value === undefined || value === null) return new Map();
  if (typeof value !== "object" || Array.isArray(value)) return null;
  // Own keys of any name: `__proto__` is a call's id like any other.
  return new Map(Object.entries(value).map(([id, ids]: [string, unknown]) =>
    [id, Array.isArray(ids) ? ids.map((ref: unknown) => (typeof ref === "string" ? ref : UNREADABLE_REF)) : [UNREADABLE_REF]]));
}
const UNREADABLE_REF = "@unreadable";

// What a person said of calls that were asked about: approvals and what takes them back, each to what stands from then on, or to the
// coded reason why it is no such thing. A refusal changes nothing but the list of what was not as it should be. Decides nothing.

import { NAME_SHOWN_MAX } from "../base/limits.js";
import { canonical } from "../base/canonical.js";
import { failure } from "../base/messages.generated.js";
import { personOf } from "../extract/person.js";
import type { ApprovalEvent, RevocationEvent } from "./event/event.js";
import { readArguments } from "./event/normalise.js";
import type { Failure } from "./event/reading.js";
import { atOf } from "./event/when.js";
import { approve, revoke, revokeAll, type Approved, type Ask } from "./facts/approved.js";
import { kindOf } from "./graph/nodes.js";
import { note, type Memory } from "./memory.js";
import type { Plan } from "./view/plan.js";

/** Takes in an approval. */
export function approved(plan: Plan, memory: Memory, event: ApprovalEvent): void {
  const named = namedBy(memory, event);
  const refused = named.kind === "none" ? named.why : refusalOf(memory, event, named.ask);
  if (named.kind === "none" || refused !== null) return refused === null ? undefined : note(memory, null, refused);
  const { call, tool, ask } = named;
  ask?.people.add(personOf(event.by));
  const given: Approved = { call, tool, ask, by: event.by, role: event.role ?? null, expiresAt: event.expiresAt === undefined ? null : atOf(event.expiresAt) };
  if (plan.approved) approve(memory.approvals, given);
}

/** Takes approvals back. One that names no call that is known takes back all there are: nobody can say which were meant. */
export function revoked(plan: Plan, memory: Memory, event: RevocationEvent): void {
  const named = namedBy(memory, event);
  if (named.kind === "none") {
    revokeAll(memory.approvals);
    return note(memory, null, named.why);
  }
  const person = event.by === undefined ? null : personOf(event.by);
  if (!plan.approved) return void unapprove(named.ask, person);
  if (!revoke(memory.approvals.calls.get(named.call) ?? [], person)) note(memory, null, failure("approval/nothing-to-revoke", { tool: named.tool.slice(0, NAME_SHOWN_MAX) }));
}

/** The call that an event is about, and the decision that asked, where it names one. */
type Named = { readonly kind: "call"; readonly tool: string; readonly call: string; readonly ask: Ask | null } | { readonly kind: "none"; readonly why: Failure };

function namedBy(memory: Memory, event: ApprovalEvent | RevocationEvent): Named {
  if ("decision" in event && event.decision !== undefined) return decided(memory, event.decision);
  const { tool, args } = event;
  const read = readArguments(args);
  if (!read.ok) return { kind: "none", why: failure("event/unread-approval", { tool: tool.slice(0, NAME_SHOWN_MAX), why: read.failure.message }) };
  return { kind: "call", tool, call: canonical([tool, read.value]), ask: null };
}

function decided({ approvals, graph, session }: Memory, decision: string): Named {
  const shown = decision.slice(0, NAME_SHOWN_MAX);
  const [step, isOurs] = placeOf(session, decision);
  if (!isOurs) return { kind: "none", why: failure("approval/other-session", { decision: shown }) };
  const ask = approvals.asks.get(step);
  if (ask !== undefined) return { kind: "call", tool: ask.tool, call: ask.call, ask };
  const isDecision = step >= 0 && step < graph.nodes.kinds.length && ["call", "response"].includes(kindOf(graph.nodes, step));
  return { kind: "none", why: isDecision ? failure("approval/not-asked", { decision: shown }) : failure("approval/unknown-decision", { decision: shown }) };
}

/** The step that a decision's id names, as it was given out, -1 for any other text; and whether it is one of this session's. */
export function placeOf(session: string, decision: string): readonly [step: number, isOurs: boolean] {
  if (!decision.startsWith(`${session}#`)) return [-1, !decision.includes("#")];
  const step = decision.slice(session.length + 1);
  return [/^(?:0|[1-9]\d*)$/.test(step) ? Number(step) : -1, true];
}

/** Why an approval is none, null where it is one. */
function refusalOf({ clock }: Memory, { by, expiresAt }: ApprovalEvent, ask: Ask | null): Failure | null {
  const person = personOf(by);
  if (person === "") return failure("approval/nobody", {});
  if (ask?.isClosed === true) return failure("approval/closed", { step: ask.step });
  if (ask?.people.has(person) === true) return failure("approval/twice", { by: by.slice(0, NAME_SHOWN_MAX), step: ask.step });
  if (expiresAt === undefined) return null;
  if (!clock.provided) return failure("approval/untimed", {});
  const until = atOf(expiresAt);
  return until === null || until <= clock.latest ? failure("approval/expired", {}) : null;
}

function unapprove(ask: Ask | null, person: string | null): void {
  if (person === null) ask?.people.clear();
  else ask?.people.delete(person);
}

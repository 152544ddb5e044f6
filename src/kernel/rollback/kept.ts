// Events and the instructions that are cancelled -> the events that stay, and as a conversation that a model can be given: every call
// with its result, every result behind its call, nothing twice. What stays is not changed; results are only brought to their calls.

import { canonical } from "../../base/canonical.js";
import type { Json } from "../event/event.js";
import { readArguments } from "../event/normalise.js";
import type { Instruction, Trail } from "./trail.js";

/** A message of a conversation, in the form that traces have. */
export type Message =
  | { readonly role: "user" | "system"; readonly content: string; readonly principal?: string }
  | { readonly role: "assistant"; readonly content: string | null; readonly tool_calls?: readonly MessageCall[] }
  | { readonly role: "tool"; readonly tool_call_id: string; readonly content: string; readonly error?: string | true; readonly denied?: true };

/** A call of a message. */
export interface MessageCall {
  readonly id: string;
  readonly type: "function";
  readonly function: { readonly name: string; readonly arguments: string };
}

/** What stays. */
export interface Kept {
  /** Numbers of the events, in their order. */
  readonly events: readonly number[];
  readonly messages: readonly Message[];
  /** Calls that stay and have no result yet: no message has them. */
  readonly pending: readonly string[];
}

/** What stays where these steps are cancelled. What people said of a call that is cancelled goes with it: it was of that call. */
export function keptOf({ events, instructions }: Trail, cancelled: ReadonlySet<number>): Kept {
  const calls = new Set([...cancelled].flatMap((step) => keysOf(instructions[step])));
  const decisions = new Set([...cancelled].flatMap((step) => instructions[step]?.decided?.decision ?? []));
  const kept = events.flatMap(({ event, step }, number) => {
    if ((step !== null && cancelled.has(step)) || isWordOf(event, calls)) return [];
    return step === null && isAbout(event, decisions) ? [] : [number];
  });
  return { events: kept, ...conversation({ events, instructions }, new Set(kept)) };
}

/** A call as approvals know it: as it was made, and as it went on. */
function keysOf(instruction: Instruction | undefined): readonly string[] {
  const decided = instruction?.decided ?? null;
  return decided === null ? [] : [decided.made, decided.args].map((args) => canonical([decided.tool, args]));
}

/** Whether an event is a person's word about one of these calls. */
function isWordOf(event: Json, calls: ReadonlySet<string>): boolean {
  const { kind, tool, args } = fieldsOf(event);
  if (kind !== "approval" && kind !== "revocation" && kind !== "endorse" && kind !== "declassify") return false;
  const read = readArguments(args);
  return read.ok && calls.has(canonical([tool, read.value]));
}

/** What a person lowers the label of is no part of a conversation. */
function isLowering(event: Json): boolean {
  const { kind } = fieldsOf(event);
  return kind === "endorse" || kind === "declassify";
}

/** Whether an event speaks of a decision: takes it back, approves its call, or takes that back. */
function isAbout(event: Json, decisions: ReadonlySet<string>): boolean {
  const { decision } = fieldsOf(event);
  return typeof decision === "string" && decisions.has(decision);
}

/** The events that stay as messages. Calls that follow each other, with what was said right before them, are one message of the assistant's. */
function conversation({ events, instructions }: Trail, kept: ReadonlySet<number>): Pick<Kept, "messages" | "pending"> {
  const messages: Message[] = [];
  const pending: string[] = [];
  const named = new Set<string>();
  let open: { content: string | null; readonly calls: Instruction[] } | null = null;
  const close = (): void => {
    if (open === null) return;
    const { content, calls } = open;
    const ended: Instruction[] = [];
    for (const call of calls) {
      const id = call.decided?.call ?? "";
      if (call.finished === null && !call.denied && call.decided?.held !== true) pending.push(id);
      // Of two calls of one id a conversation can have but one.
      else if (!named.has(id)) ended.push(call);
      named.add(id);
    }
    if (content !== null || ended.length > 0) messages.push({ role: "assistant", content, ...(ended.length === 0 ? {} : { tool_calls: ended.flatMap(callOf) }) });
    for (const call of ended) messages.push(resultOf(call, call.finished === null ? null : events[call.finished]?.event ?? null));
    open = null;
  };
  for (const [number, { event, step }] of events.entries()) {
    const instruction = step === null ? undefined : instructions[step];
    if (!kept.has(number) || instruction === undefined || isLowering(event)) continue;
    const made = instruction.event === number;
    if (made && instruction.kind === "response" && fieldsOf(event)["kind"] === "response") {
      close();
      open = { content: textOf(fieldsOf(event)["text"]), calls: [] };
    } else if (made && instruction.kind === "call") (open ??= { content: null, calls: [] }).calls.push(instruction);
    else {
      close();
      const { kind, text, principal } = fieldsOf(event);
      if (made && (kind === "user" || kind === "system")) messages.push({ role: kind, content: textOf(text), ...(typeof principal === "string" ? { principal } : {}) });
    }
  }
  close();
  return { messages, pending };
}

function callOf({ decided }: Instruction): readonly MessageCall[] {
  return decided === null ? [] : [{ id: decided.call, type: "function", function: { name: decided.tool, arguments: JSON.stringify(decided.args) } }];
}

/** What a call gave; where it was held and never ran, why, in the words that are for the agent. */
function resultOf({ decided }: Instruction, event: Json): Message {
  const id = decided?.call ?? "";
  if (event === null) return { role: "tool", tool_call_id: id, content: decided?.reason ?? "", denied: true };
  const { content, error } = fieldsOf(event);
  return { role: "tool", tool_call_id: id, content: content === undefined ? "" : textOf(content), ...(typeof error === "string" ? { error } : error === true ? { error } : {}) };
}

function textOf(content: unknown): string {
  return typeof content === "string" ? content : content === undefined || content === null ? "" : JSON.stringify(content);
}

function fieldsOf(event: Json): Readonly<Record<string, unknown>> {
  return typeof event === "object" && event !== null && !Array.isArray(event) ? event as Readonly<Record<string, unknown>> : {};
}

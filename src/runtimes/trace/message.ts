// One message of a recorded run -> its events. What cannot be read becomes an opaque event and never an exception, and a call
// or answer keeps its place even where nothing in it can be read. Knows nothing of other messages, of packs or of decisions.

import { z } from "zod";
import type { Json, SessionEvent } from "../../kernel/event/event.js";

/** Declared edges of a trace: what each call was made from. */
export type Refs = ReadonlyMap<string, readonly string[]>;

/** The events of message number `index`, in order; never throws. */
export function eventsOf(message: unknown, index: number, refs: Refs): readonly SessionEvent[] {
  const read = envelope.safeParse(message);
  if (!read.success) return [{ kind: "opaque", why: "a message is no object with a role" }];
  switch (read.data.role) {
    case "user":
    case "system":
      return said(read.data.role, read.data.content);
    case "assistant":
      return spoken(read.data.content, read.data.tool_calls, index, refs);
    case "tool":
      return returned(read.data);
    case "host":
      return told(message);
    default:
      return [{ kind: "opaque", why: "a message of an unknown role" }];
  }
}

const envelope = z.object({
  role: z.string(),
  content: z.unknown().optional(),
  tool_calls: z.unknown().optional(),
  tool_call_id: z.unknown().optional(),
  error: z.unknown().optional(),
  denied: z.unknown().optional(),
});
const part = z.object({ type: z.literal("text"), text: z.string() });
const fact = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]).nullable().catch(null);
const facts = z.record(z.string(), fact);
const principal = z.object({ id: z.string().optional(), roles: z.array(z.string()).optional(), tenant: z.string().optional() });
const approval = z.object({ tool: z.string(), args: z.unknown(), by: z.string(), role: z.string().optional(), at: z.string().optional() });
const call = z.object({ id: z.unknown().optional(), function: z.object({ name: z.unknown().optional(), arguments: z.unknown().optional() }).catch({}) }).catch({ function: {} });

/** The text of a content: a string, nothing, or a list of parts; `whole` is false where there is more than could be read. */
function textOf(content: unknown): { readonly text: string; readonly whole: boolean } {
  if (typeof content === "string") return { text: content, whole: true };
  if (content === null || content === undefined) return { text: "", whole: true };
  if (!Array.isArray(content)) return { text: "", whole: false };
  const parts = content.map((item: unknown) => (typeof item === "string" ? item : part.safeParse(item).data?.text));
  return { text: parts.filter((text) => text !== undefined).join("\n"), whole: parts.every((text) => text !== undefined) };
}

const unreadable: SessionEvent = { kind: "opaque", why: "content that is no text" };

function said(role: "user" | "system", content: unknown): readonly SessionEvent[] {
  const { text, whole } = textOf(content);
  return whole ? [{ kind: role, text }] : text === "" ? [unreadable] : [{ kind: role, text }, unreadable];
}

/** An assistant's message: its text first, where there is any or nothing else, then its calls. */
function spoken(content: unknown, toolCalls: unknown, index: number, refs: Refs): readonly SessionEvent[] {
  const { text, whole } = textOf(content);
  const events: SessionEvent[] = whole ? [] : [unreadable];
  const calls: readonly unknown[] = Array.isArray(toolCalls) ? toolCalls : [];
  if (!Array.isArray(toolCalls) && toolCalls !== null && toolCalls !== undefined) events.push({ kind: "opaque", why: "tool calls that are no list" });
  if (text !== "" || calls.length === 0) events.push({ kind: "response", text });
  return [...events, ...calls.map((item, number) => called(item, `@${index}.${number}`, refs))];
}

/** A call as it was written; without a name it is a call of no tool, without an id it is known by its place. */
function called(item: unknown, place: string, refs: Refs): SessionEvent {
  const { id, function: { name, arguments: args } } = call.parse(item);
  const known = typeof id === "string" && id !== "" ? id : place;
  const declared = refs.get(known);
  return { kind: "call", id: known, tool: typeof name === "string" ? name : "", args, ...(declared === undefined ? {} : { refs: declared }) };
}

function returned(message: z.infer<typeof envelope>): readonly SessionEvent[] {
  const { tool_call_id: id, content, error, denied } = message;
  if (typeof id !== "string") return [{ kind: "opaque", why: "a result without a call's id" }];
  if (denied === true) return [{ kind: "denied", id }];
  if (error === undefined || error === null || error === false || error === "") return [{ kind: "result", id, content }];
  return [{ kind: "result", id, content, error: typeof error === "string" ? error : true }];
}

/** What the host says: facts, whose session it is, approvals; in this order where a message has several. A fact of no known type has no value. */
function told(message: unknown): readonly SessionEvent[] {
  const read = z.record(z.string(), z.unknown()).safeParse(message).data ?? {};
  const events: SessionEvent[] = [];
  if ("facts" in read) events.push(factsEvent(facts.safeParse(read["facts"]).data));
  if ("principal" in read) events.push(factsEvent(principalFacts(read["principal"])));
  if ("approval" in read) events.push(approvalEvent(read["approval"]));
  return events.length > 0 ? events : [{ kind: "opaque", why: "a host message that says nothing" }];
}

function factsEvent(read: { readonly [name: string]: Json } | undefined): SessionEvent {
  return read === undefined ? { kind: "opaque", why: "host facts that are no names with values" } : { kind: "facts", facts: read };
}

/** The session's principal, as facts that a runtime profile may declare. */
function principalFacts(value: unknown): { readonly [name: string]: Json } | undefined {
  const read = principal.safeParse(value).data;
  if (read === undefined) return undefined;
  return {
    ...(read.id === undefined ? {} : { "principal.id": read.id }),
    ...(read.roles === undefined ? {} : { "principal.roles": read.roles }),
    ...(read.tenant === undefined ? {} : { "principal.tenant": read.tenant }),
  };
}

function approvalEvent(value: unknown): SessionEvent {
  const read = approval.safeParse(value).data;
  if (read === undefined) return { kind: "opaque", why: "an approval without a tool or a person" };
  return { kind: "approval", tool: read.tool, args: read.args, by: read.by, ...(read.at === undefined ? {} : { at: read.at }) };
}

// One message of a recorded run -> its events. What cannot be read becomes an opaque event and never an exception; text that the
// model read is observed whatever field it stands in, and a call or answer keeps its place and its decision even where nothing in
// it can be read, or its message is nobody's. Knows nothing of other messages, of packs or of decisions.

import { z } from "zod";
import { stepOps } from "../../words/ops.js";
import type { CallEvent, Json } from "../../kernel/event/event.js";
import { principals, type Principal } from "../../words/provenance.js";
import type { RecordedEvent } from "./trace.js";

/** Declared edges of a trace: what each call was made from. */
export type Refs = ReadonlyMap<string, readonly string[]>;

/** The events of message number `index`, in order, each at the message's time; never throws. A time that is none is the kernel's to refuse. */
export function eventsOf(message: unknown, index: number, refs: Refs): readonly RecordedEvent[] {
  const events = untimed(message, index, refs);
  const at = envelope.safeParse(message).data?.at;
  return at === undefined || at === null ? events : events.map((event) => (event.at === undefined ? { ...event, at: timeText(at) } : event));
}

function untimed(message: unknown, index: number, refs: Refs): readonly RecordedEvent[] {
  const read = envelope.safeParse(message).data;
  if (read === undefined) return [{ kind: "opaque", why: "a message is no object" }];
  const calls = callsOf(read, index, refs);
  const odd: RecordedEvent[] = [];
  if (textFields.some((field) => says(read[field]) && !(taken.get(read.role)?.includes(field) ?? true))) odd.push({ kind: "opaque", why: "text in a field that a message of its role does not have" });
  if (calls.length > 0 && read.role !== "assistant") odd.push({ kind: "opaque", why: "calls in a message that is not the assistant's" });
  else if (says(read.tool_calls) && !Array.isArray(read.tool_calls)) odd.push({ kind: "opaque", why: "tool calls that are no list" });
  return [...odd, ...wordsOf(message, read, calls.length > 0), ...calls];
}

const envelope = z.object({
  role: z.unknown().optional(),
  content: z.unknown().optional(),
  refusal: z.unknown().optional(),
  tool_calls: z.unknown().optional(),
  function_call: z.unknown().optional(),
  tool_call_id: z.unknown().optional(),
  error: z.unknown().optional(),
  denied: z.unknown().optional(),
  at: z.unknown().optional(),
});
type Envelope = z.infer<typeof envelope>;
/** Fields in which text may stand, and those of them that are read, by role. Of an unknown role nothing is read, and that is said already. */
const textFields = ["content", "refusal", "error"] as const;
const taken: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["user", ["content"]], ["system", ["content"]], ["assistant", ["content", "refusal"]], ["tool", ["content", "error"]], ["host", []],
]);
const part = z.union([
  z.object({ type: z.enum(["text", "output_text", "input_text"]), text: z.string() }),
  z.object({ type: z.literal("refusal"), refusal: z.string() }).transform(({ refusal }) => ({ text: refusal })),
]);
/** A part that the host says is somebody's: a pasted mail, a reminder of its own, what another agent wrote. */
const marked = z.object({ principal: z.unknown() });
const facts = z.record(z.string(), z.custom<Json>());
const principal = z.object({ id: z.string().optional(), roles: z.array(z.string()).optional(), tenant: z.string().optional() });
const step = z.object({ op: z.enum(stepOps), text: z.string().optional() });
const approval = z.object({ tool: z.string(), args: z.unknown(), by: z.string(), role: z.string().min(1).optional(), at: z.unknown().optional(), expires_at: z.union([z.string(), z.number()]).optional() });
const revocation = z.object({ tool: z.string(), args: z.unknown(), by: z.string().optional(), at: z.unknown().optional() });
const call = z.object({ id: z.unknown().optional(), function: z.object({ name: z.unknown().optional(), arguments: z.unknown().optional() }).catch({}) }).catch({ function: {} });

/** Whether there is anything in a field. */
function says(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== false;
}

/** What a message says, without its calls. */
function wordsOf(message: unknown, read: Envelope, hasCalls: boolean): readonly RecordedEvent[] {
  switch (read.role) {
    case "user":
    case "system":
      return heard(read.content, { kind: read.role });
    case "assistant":
      return spoken(read, hasCalls);
    case "tool":
      return returned(read);
    case "host":
      return told(message);
    default:
      return [{ kind: "opaque", why: "a message of an unknown role" }];
  }
}

/** The text of a content: a string, nothing, or a list of parts; `whole` is false where there is more than could be read. */
function textOf(content: unknown): { readonly text: string; readonly whole: boolean } {
  if (typeof content === "string") return { text: content, whole: true };
  if (content === null || content === undefined) return { text: "", whole: true };
  if (!Array.isArray(content)) return { text: "", whole: false };
  const parts = content.map((item: unknown) => (typeof item === "string" ? item : part.safeParse(item).data?.text));
  return { text: parts.filter((text) => text !== undefined).join("\n"), whole: parts.every((text) => text !== undefined) };
}

const unreadable: RecordedEvent = { kind: "opaque", why: "content that is no text" };

/** Whose text it is: where no principal is said, that of the kind. */
interface By {
  readonly kind: "user" | "system";
  readonly principal?: Principal;
}

/** Text that the model read, as whose it is: parts that the host marked as somebody's are his, and what stands between them is another text. */
function heard(content: unknown, by: By): readonly RecordedEvent[] {
  if (!Array.isArray(content)) return heardOf(content, by);
  const groups: { readonly by: By | null; readonly parts: unknown[] }[] = [];
  for (const item of content as readonly unknown[]) {
    const whose = whoseOf(item, by);
    const last = groups[groups.length - 1];
    if (last !== undefined && last.by?.principal === whose?.principal && (last.by === null) === (whose === null)) last.parts.push(item);
    else groups.push({ by: whose, parts: [item] });
  }
  return groups.length === 0 ? heardOf(content, by) : groups.flatMap((group) => (group.by === null ? [unreadable] : heardOf(group.parts, group.by)));
}

function heardOf(content: unknown, by: By): readonly RecordedEvent[] {
  const { text, whole } = textOf(content);
  return whole ? [{ ...by, text }] : text === "" ? [unreadable] : [{ ...by, text }, unreadable];
}

/** Whose a part is; null where it says something that is nobody. */
function whoseOf(item: unknown, by: By): By | null {
  const said = marked.safeParse(item).data?.principal;
  if (said === undefined) return by;
  const principal = principals.find((each) => each === said);
  return principal === undefined ? null : principal === by.kind ? { kind: by.kind } : { ...by, principal };
}

/** An assistant's text, where there is any or nothing else; where not all of it can be read it is an answer all the same, that no engine reads. */
function spoken({ content, refusal }: Envelope, hasCalls: boolean): readonly RecordedEvent[] {
  const said = textOf(content);
  const refused = textOf(refusal);
  // INVARIANT: a content that is not read whole is no string, so that the engine refuses it.
  if (!said.whole || !refused.whole) return [unreadable, { kind: "response", text: said.whole ? refusal : content }];
  const text = [said.text, refused.text].filter((each) => each !== "").join("\n");
  return text !== "" || !hasCalls ? [{ kind: "response", text }] : [];
}

/** The calls that a message carries, whoever's it is: those of `tool_calls`, a list or one, and the older `function_call`. */
function callsOf({ tool_calls: toolCalls, function_call: functionCall }: Envelope, index: number, refs: Refs): readonly CallEvent[] {
  const items: readonly unknown[] = Array.isArray(toolCalls) ? toolCalls : says(toolCalls) ? [toolCalls] : [];
  const calls = items.map((item, number) => called(item, `@${index}.${number}`, refs));
  return says(functionCall) ? [...calls, called({ function: functionCall }, `@function-${index}`, refs)] : calls;
}

/** A call as it was written; without a name it is a call of no tool, without an id it is known by its place. */
function called(item: unknown, place: string, refs: Refs): CallEvent {
  const { id, function: { name, arguments: args } } = call.parse(item);
  const known = typeof id === "string" && id !== "" ? id : place;
  const declared = refs.get(known);
  return { kind: "call", id: known, tool: typeof name === "string" ? name : "", args, ...(declared === undefined ? {} : { refs: declared }) };
}

/** What came back. A call that never ran has no result; what the model was told of that is somebody's text, and not the user's. */
function returned({ tool_call_id: id, content, error, denied }: Envelope): readonly RecordedEvent[] {
  if (typeof id !== "string") return [{ kind: "opaque", why: "a result without a call's id" }];
  const { failure, lost } = errorOf(error);
  if (denied !== true) return [{ kind: "result", id, content, ...(failure === null ? {} : { error: failure }) }, ...lost];
  const texts = [content, failure].filter((text) => says(text) && text !== true);
  return [{ kind: "denied", id }, ...texts.flatMap((text) => heardOf(text, { kind: "user", principal: "tool" })), ...lost];
}

/** An error's text, true for one without, null for none. What is no text is read as the JSON that it is. */
function errorOf(error: unknown): { readonly failure: string | true | null; readonly lost: readonly RecordedEvent[] } {
  if (!says(error)) return { failure: null, lost: [] };
  if (error === true || typeof error === "string") return { failure: error, lost: [] };
  try {
    return { failure: JSON.stringify(error), lost: [] };
  } catch {
    return { failure: true, lost: [{ kind: "opaque", why: "an error that is nested without end" }] };
  }
}

/** What the host says: facts, whose session it is, approvals, a step without a tool, its tools as they are listed and reviewed (the kernel says what of that is none), what takes approvals back; in this order where a message has several. */
function told(message: unknown): readonly RecordedEvent[] {
  const read = z.record(z.string(), z.unknown()).safeParse(message).data ?? {};
  const events: RecordedEvent[] = [];
  if ("facts" in read) events.push(factsEvent(facts.safeParse(read["facts"]).data));
  if ("principal" in read) events.push(principalEvent(read["principal"]));
  if ("approval" in read) events.push(approvalEvent(read["approval"]));
  if ("step" in read) events.push(stepEvent(step.safeParse(read["step"]).data));
  if ("tools" in read) events.push({ kind: "tools", tools: read["tools"], ...("server" in read ? { server: read["server"] } : {}) });
  if ("reviewed" in read) events.push({ ...z.record(z.string(), z.unknown()).safeParse(read["reviewed"]).data, kind: "reviewed" });
  if ("revocation" in read) events.push(revocationEvent(read["revocation"]));
  return events.length > 0 ? events : [{ kind: "opaque", why: "a host message that says nothing" }];
}

function factsEvent(read: { readonly [name: string]: Json } | undefined): RecordedEvent {
  return read === undefined ? { kind: "opaque", why: "host facts that are no names with values" } : { kind: "facts", facts: read };
}

/** Whose session it is. One that cannot be read is nobody known. */
function principalEvent(value: unknown): RecordedEvent {
  const read = principal.safeParse(value).data;
  if (read === undefined) return { kind: "opaque", why: "a principal that is no names and roles" };
  const { id, roles, tenant } = read;
  return { kind: "principal", principal: { ...(id === undefined ? {} : { id }), ...(roles === undefined ? {} : { roles }), ...(tenant === undefined ? {} : { tenant }) } };
}

function approvalEvent(value: unknown): RecordedEvent {
  const read = approval.safeParse(value).data;
  if (read === undefined) return { kind: "opaque", why: "an approval without a tool or a person" };
  return { kind: "approval", tool: read.tool, args: read.args, by: read.by, ...(read.role === undefined ? {} : { role: read.role }), ...(read.expires_at === undefined ? {} : { expiresAt: read.expires_at }), ...(read.at === undefined ? {} : { at: timeText(read.at) }) };
}

/** What is taken back. One that cannot be read is as malformed to the kernel, which then takes back all there is. */
function revocationEvent(value: unknown): RecordedEvent {
  const read = revocation.safeParse(value).data;
  if (read === undefined) return { kind: "revocation", tool: "", args: {} };
  return { kind: "revocation", tool: read.tool, args: read.args, ...(read.by === undefined ? {} : { by: read.by }), ...(read.at === undefined ? {} : { at: timeText(read.at) }) };
}

function stepEvent(read: z.infer<typeof step> | undefined): RecordedEvent {
  return read === undefined ? { kind: "opaque", why: "a step without an op that steps have" } : { kind: "step", op: read.op, ...(read.text === undefined ? {} : { text: read.text }) };
}

/** A time as it was written; what is no text is no time, and the kernel says so of the empty one. */
function timeText(at: unknown): string {
  return typeof at === "string" ? at : "";
}

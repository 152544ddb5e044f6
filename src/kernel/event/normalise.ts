// What a runtime hands in, to events the kernel can rely on: every field read once, of its type, arguments parsed and frozen.
// What is malformed keeps what can be known of it and gets a code; nothing throws. zod says what is malformed; events that
// plainly are not are let through by hand, since this is asked at every step.

import { z } from "zod";
import { EVENT_TEXT_MAX, NAME_SHOWN_MAX, NAME_TEXT_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import { stepOps } from "../../words/ops.js";
import { principals } from "../../words/provenance.js";
import { copyJson } from "./copy.js";
import type { Json, ObservedEvent } from "./event.js";
import { readTools, reviewedEvent, toolsEvent } from "./listed.js";
import { loweringEvent, loweringTool, readLowering, type Lowering, type LoweringTool } from "./lowering.js";
import { spotKinds } from "../registry/spot.js";
import { row } from "./row.js";
import { refuse, type Failure, type Reading } from "./reading.js";
import { parseStrict } from "./strict.js";
import { atOf } from "./when.js";

/** A call or response that can be judged, or one that cannot, with what is known of it. */
export type SinkRead =
  | { readonly kind: "call"; readonly id: string; readonly tool: string; readonly args: Arguments; readonly refs: readonly string[]; readonly server: string | null }
  | { readonly kind: "response"; readonly id: string; readonly text: string }
  | { readonly kind: "lowering"; readonly id: string; readonly tool: LoweringTool; readonly args: Arguments; readonly of: Lowering }
  | { readonly kind: "refused"; readonly id: string | null; readonly tool: string; /** It has no result: an answer, or what lowers a label. */ readonly ends?: true; readonly failure: Failure };

/** Arguments of a call: a frozen JSON object. */
export type Arguments = { readonly [key: string]: Json };

/** The tool's name of a response. */
export const RESPONSE = "@response";

/** Reads what is to be decided. */
export function readSink(event: unknown): SinkRead {
  const fields = fieldsOf(event);
  const known = { id: nameOf(fields.id), tool: nameOf(fields.tool) ?? "" };
  if (fields.kind === "response") {
    if (typeof fields.text !== "string") return { kind: "refused", ...known, tool: RESPONSE, ends: true, failure: malformed(response, fields) };
    if (fields.text.length > EVENT_TEXT_MAX) return { kind: "refused", ...known, tool: RESPONSE, ends: true, failure: tooLong("the response") };
    return { kind: "response", id: known.id ?? RESPONSE, text: fields.text };
  }
  const lowering = loweringTool(fields.kind);
  if (lowering !== null) return readLower(fields, lowering);
  const refs = fields.refs === undefined ? [] : refsOf(fields.refs);
  if (fields.kind !== "call" || known.id === null || known.tool === "" || refs === null || (fields.server !== undefined && nameOf(fields.server) === null)) return { kind: "refused", ...known, failure: malformed(call, fields) };
  const args = readArguments(fields.args);
  if (!args.ok) return { kind: "refused", ...known, failure: args.failure };
  return { kind: "call", id: known.id, tool: known.tool, args: args.value, refs, server: nameOf(fields.server) };
}

function readLower(fields: Fields, tool: LoweringTool): SinkRead {
  const id = nameOf(fields.id) ?? tool;
  const event = parse(loweringEvent, fields);
  if (!event.success) return { kind: "refused", id, tool, ends: true, failure: malformed(loweringEvent, fields) };
  const args = readArguments(fields.args);
  const read = args.ok ? readLowering(event.data, args.value) : args;
  return read.ok ? { kind: "lowering", id, tool, ...read.value } : { kind: "refused", id, tool, ends: true, failure: read.failure };
}

/** Reads what happened, but for when: `whenOf` does. A result's content is left as it is: `extract` reads it. */
export function readObserved(event: unknown): Reading<ObservedEvent> {
  const fields = fieldsOf(event);
  const read = plain(fields) ?? parse(observed, fields);
  if (!read.success) return refuse(failure("event/malformed", { why: whyOf(read.error) }));
  const told = read.data;
  if ("text" in told && told.text !== undefined && told.text.length > EVENT_TEXT_MAX) return refuse(tooLong("the text"));
  return told.kind === "tools" ? readTools(told) : { ok: true, value: told };
}

/** The arguments of a call, or of an approval: a JSON object or the JSON text of one. */
export function readArguments(args: unknown): Reading<Arguments> {
  const read = typeof args === "string" ? parseStrict(args) : copyJson(args);
  if (!read.ok) return read;
  return isObject(read.value) ? { ok: true, value: read.value } : refuse(failure("event/not-an-object", {}));
}

/** Whether an event names a decision, or a call by its tool and arguments, and not both. */
function isOfOneCall({ decision, tool, args }: { readonly decision?: unknown; readonly tool?: unknown; readonly args?: unknown }): boolean {
  return decision === undefined ? tool !== undefined : tool === undefined && args === undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The event's own fields, each read once; none where it is no object or throws. */
function fieldsOf(event: unknown): Fields {
  try {
    return typeof event === "object" && event !== null ? { ...event } : {};
  } catch {
    return {};
  }
}

const name = z.string().min(1).max(NAME_TEXT_MAX);
const call = z.object({ kind: z.literal("call"), id: name, tool: name, args: z.unknown(), refs: z.array(z.string()).optional(), server: name.optional() });
const response = z.object({ kind: z.literal("response"), text: z.string(), id: name.optional() });
const principal = z.enum(principals).optional();
const ofCall = { decision: name.optional(), tool: name.optional(), args: z.unknown().optional() };
const until = z.union([z.number(), z.string()]).refine((at) => atOf(at) !== null);
const from = z.strictObject({ kind: z.enum(spotKinds), key: z.string().max(EVENT_TEXT_MAX).optional() }).optional();
const observed: z.ZodType<ObservedEvent> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("user"), text: z.string(), principal, from }),
  z.object({ kind: z.literal("system"), text: z.string(), principal, from }),
  z.object({ kind: z.literal("reason"), text: z.string() }),
  z.object({ kind: z.literal("step"), op: z.enum(stepOps), text: z.string().optional() }),
  z.object({ kind: z.literal("result"), id: name, content: z.unknown().optional(), error: z.union([z.string(), z.boolean()]).optional() }),
  z.object({ kind: z.literal("denied"), id: name }),
  z.object({ kind: z.literal("facts"), facts: z.record(z.string(), z.unknown()) }),
  // What is approved is exact: a bound that this version does not know must not be overlooked.
  z.strictObject({ kind: z.literal("approval"), ...ofCall, by: z.string().max(NAME_TEXT_MAX), role: z.string().min(1).optional(), expiresAt: until.optional(), at: z.unknown().optional() }).refine(isOfOneCall),
  z.strictObject({ kind: z.literal("revocation"), ...ofCall, by: z.string().max(NAME_TEXT_MAX).optional(), at: z.unknown().optional() }).refine(isOfOneCall),
  z.object({ kind: z.literal("principal"), principal: z.object({ id: z.string().optional(), roles: z.array(z.string()).optional(), tenant: z.string().optional() }) }),
  toolsEvent, reviewedEvent,
  z.object({ kind: z.literal("registry"), rows: z.array(row) }),
  z.object({ kind: z.literal("opaque"), why: z.string() }),
]).transform((event): ObservedEvent => event as ObservedEvent);

/** Texts and results of the plainest form, which zod need not be asked about. */
function plain(fields: Fields): { readonly success: true; readonly data: ObservedEvent } | null {
  const { kind, text, id, content, principal: of, from: where, error } = fields;
  if ((kind === "user" || kind === "system") && typeof text === "string" && of === undefined && where === undefined) return { success: true, data: { kind, text } };
  if (kind === "reason" && typeof text === "string") return { success: true, data: { kind, text } };
  if (kind === "result" && nameOf(id) !== null && typeof id === "string" && error === undefined) return { success: true, data: { kind, id, content } };
  return null;
}

function malformed(schema: z.ZodType, fields: Fields): Failure {
  const read = parse(schema, fields);
  return failure("event/malformed", { why: read.success ? "the event is no call and no response" : whyOf(read.error) });
}

/** What zod says; a field that throws when it is looked into is malformed too. */
function parse<T>(schema: z.ZodType<T>, fields: Fields): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: z.ZodError } {
  try {
    const read = schema.safeParse(fields);
    return read.success ? read : { success: false, error: read.error };
  } catch {
    return { success: false, error: new z.ZodError([]) };
  }
}

/** The first complaint, by its place; values of the event are not in it. */
function whyOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const place = issue === undefined ? "" : issue.path.map(String).join(".");
  if (issue?.code === "unrecognized_keys") return `${place === "" ? "the event" : `\`${place}\``} has a key that it may not have`;
  return `${place === "" ? "the event" : `\`${place.slice(0, NAME_SHOWN_MAX)}\``} is ${issue?.code === "too_big" ? "too long" : "missing, or not of its type"}`;
}

function tooLong(what: string): Failure {
  return failure("event/too-long", { what, max: EVENT_TEXT_MAX });
}

function nameOf(value: unknown): string | null {
  return typeof value === "string" && value.length > 0 && value.length <= NAME_TEXT_MAX ? value : null;
}

/** Copied first and then looked at: what is looked at does not change. Null for what is no list of texts, or throws. */
function refsOf(value: unknown): readonly string[] | null {
  try {
    const refs: readonly unknown[] | null = Array.isArray(value) ? [...value as readonly unknown[]] : null;
    return refs?.every((ref) => typeof ref === "string") === true ? refs : null;
  } catch {
    return null;
  }
}

function isObject(value: Json): value is Arguments {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

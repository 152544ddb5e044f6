// What a host says of its tools: a list as an MCP server gives it, and a person's word that one was reviewed. Read once and whole: a
// list in which one thing cannot be read is none, since what cannot be read may be what has changed.

import { z } from "zod";
import { canonical } from "../../base/canonical.js";
import { NAME_TEXT_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import { sha256 } from "../../base/sha.js";
import { personOf } from "../../extract/person.js";
import { copyJson } from "./copy.js";
import type { Json, ToolsEvent } from "./event.js";
import { refuse, type Reading } from "./reading.js";

const name = z.string().min(1).max(NAME_TEXT_MAX);
/** A list of tools, before its tools are read. */
export const toolsEvent = z.object({ kind: z.literal("tools"), server: name.optional(), tools: z.unknown() });
/** Exact, as an approval is. */
export const reviewedEvent = z.strictObject({
  kind: z.literal("reviewed"), tool: name, server: name.optional(), by: name.refine((by) => personOf(by) !== ""), digest: z.string().regex(/^[0-9a-f]{64}$/).optional(), at: z.unknown().optional(),
});

const named = z.array(z.looseObject({ name }));
/** As it was copied, and not as it is parsed: all that a tool says of itself counts. */
const toolList = z.custom<ToolsEvent["tools"]>((tools) => named.safeParse(tools).success);

/** The event with its tools as JSON of our own; refused where it is none, or where one has no name. */
export function readTools({ server, tools }: { readonly server?: string | undefined; readonly tools?: unknown }): Reading<ToolsEvent> {
  const copied = copyJson(tools);
  if (!copied.ok) return copied;
  const read = toolList.safeParse(copied.value);
  if (!read.success) return refuse(failure("event/malformed", { why: "`tools` is no list of tools with names" }));
  return { ok: true, value: { kind: "tools", ...(server === undefined ? {} : { server }), tools: read.data } };
}

/** SHA-256, hex, of a tool as it was listed: of the canonical JSON of all it says of itself. */
export function toolDigest(tool: Json): string {
  return sha256(new TextEncoder().encode(canonical(tool)));
}

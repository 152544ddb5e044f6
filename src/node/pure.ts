// The pure functions of the library whose arguments no type holds, at its door: what they are given is read first, and refused with a code
// where it is something else.

import { z } from "zod";
import type { Diagnostic } from "../base/diagnostic.js";
import { render as renderKnown, type RenderOptions } from "../base/render.js";
import { copyJson } from "../kernel/event/copy.js";
import { toolDigest as digestOf } from "../kernel/event/listed.js";
import type { Json } from "../kernel/event/event.js";
import { argumentOf } from "./given.js";
import { toRefusal } from "./refusal.js";

const place = z.int().min(0);
const span = z.object({ file: z.string(), start: place, end: place }, "a place: `{ file, start, end }`").refine(({ start, end }) => start <= end, "it ends before it starts");
const diagnostics = z.array(z.object({
  code: z.string(), severity: z.enum(["error", "warning"]), message: z.string(), span,
  label: z.string().exactOptional(), help: z.string().exactOptional(), edit: z.object({ span, text: z.string() }).exactOptional(), also: z.object({ span, label: z.string() }).exactOptional(),
}), "a list of diagnostics");
const texts = z.map(z.string(), z.string(), "a Map of files' names to their texts");
const options = z.object({ color: z.boolean(), columns: z.number().nullable().exactOptional() });

/** All diagnostics, by file and place, one block each; empty where there is none. Throws `node/arguments` where it is given something else. */
export function render(found: readonly Diagnostic[], sources: ReadonlyMap<string, string>, shown: RenderOptions): string {
  return renderKnown(argumentOf("render", diagnostics, found), argumentOf("render", texts, sources), argumentOf("render", options, shown));
}

/** SHA-256, hex, of a tool as it was listed: of the canonical JSON of all it says of itself. Throws `event/not-json` and its like where it is no JSON. */
export function toolDigest(tool: Json): string {
  const copied = copyJson(tool);
  if (copied.ok) return digestOf(copied.value);
  throw toRefusal(copied.failure);
}

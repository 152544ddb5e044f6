// What a session is told -> the copy of it that is kept and judged: plain JSON that nobody else can change. What is no JSON is kept as
// malformed as it was.

import { copyJson, setKey } from "../../kernel/event/copy.js";
import type { Json } from "../../kernel/event/event.js";

/** What is told, as JSON, with its keys in the order in which the log has them: rules name the first argument that they fire on. Of what is none, its kind and id are kept, so that it is as malformed as it was. */
export function copyOf(event: unknown): Json {
  const copied = copyJson(event);
  if (copied.ok) return ordered(copied.value);
  const kept: Record<string, Json> = { unreadable: copied.failure.message };
  for (const name of ["kind", "id", "tool"] as const) {
    const value = fieldOf(event, name);
    if (typeof value === "string") kept[name] = value.slice(0, KEPT_MAX);
  }
  return kept;
}

function ordered(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return Object.freeze(value.map(ordered));
  const sorted: Record<string, Json> = {};
  for (const key of Object.keys(value).sort()) setKey(sorted, key, ordered(value[key] ?? null));
  return Object.freeze(sorted);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function fieldOf(event: unknown, name: string): unknown {
  try {
    return typeof event === "object" && event !== null ? Reflect.get(event, name) : undefined;
  } catch {
    return undefined;
  }
}

/** Longest name that is kept of an event that cannot be copied. */
const KEPT_MAX = 256;

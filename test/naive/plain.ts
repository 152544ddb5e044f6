// What the naive kernel asks of single values and events, and of nothing else: equal texts of equal values, kinds of events, what a
// profile provides. Remembers nothing.

import { readSink } from "../../src/kernel/event/normalise.js";
import type { Manifest } from "../../src/words/manifest.js";
import { opNumber } from "../../src/words/ops.js";
import type { Begun } from "./kernel.js";

export function providedBy(manifest: Manifest, begun: Begun): ReadonlySet<string> {
  const declared = manifest.profiles.filter((profile) => profile.runtime === begun.runtime).flatMap((profile) => profile.facts.map((fact) => fact.name));
  const acting = ["id", "roles", "tenant"].map((field) => `principal.${field}`).filter((name) => begun.provides === undefined || begun.provides.includes("principal") || begun.provides.includes(name));
  return new Set([...acting, ...(begun.provides === undefined ? declared : declared.filter((name) => begun.provides?.includes(name)))]);
}

/** JSON with sorted keys: equal values, and no others, have equal texts. */
export function same(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : Object.is(each, -0) ? 0 : each);
}

export function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

export function isKind(event: unknown, kind: string): boolean {
  return typeof event === "object" && event !== null && "kind" in event && event.kind === kind;
}

export function numberOf(op: string): number {
  return opNumber.get(op) ?? 0;
}

export function readFails(event: unknown): boolean {
  return readSink(event).kind === "refused";
}

export function refsOf(event: unknown): readonly string[] {
  const read = readSink(event);
  return read.kind === "call" ? read.refs : [];
}

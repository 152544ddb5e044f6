// Facts of the runtime: which of them its session provides, and what it last said of each.
// Three things are kept apart: not provided (absent), provided and not said (unknown), said.

import type { Manifest } from "../../words/manifest.js";
import type { Json } from "../event/event.js";

/** The facts of one session. */
export interface HostFacts {
  readonly provided: ReadonlySet<string>;
  readonly values: Map<string, Json>;
}

/** The facts a session's runtime provides: those the host names, or all that its profile declares. */
export function createHostFacts(manifest: Manifest, runtime: string | undefined, provides: readonly string[] | undefined): HostFacts {
  const declared = manifest.profiles.filter((profile) => profile.runtime === runtime).flatMap((profile) => profile.facts.map((fact) => fact.name));
  return { provided: new Set(provides === undefined ? declared : provides.filter((name) => declared.includes(name))), values: new Map() };
}

/** The value of a fact: undefined where it is not provided, null where it was not said. */
export function hostFact(facts: HostFacts, name: string): Json | undefined {
  return facts.provided.has(name) ? facts.values.get(name) ?? null : undefined;
}

/** Rules that cannot be asked here, of another runtime or reading what this one does not provide, each with what it is in want of: that runtime, those facts. */
export function inactiveRules(manifest: Manifest, runtime: string | undefined, isProvided: (fact: string) => boolean): ReadonlyMap<number, readonly string[]> {
  const wants = new Map<number, readonly string[]>();
  manifest.rules.forEach((rule, number) => {
    if (rule.kind !== "host" && rule.hostFacts.length === 0) return;
    const other = rule.kind === "host" && rule.runtime !== runtime ? [`runtime ${rule.runtime ?? ""}`] : [];
    const wanted = [...other, ...rule.hostFacts.filter((name) => !isProvided(name))];
    if (wanted.length > 0) wants.set(number, wanted);
  });
  return wants;
}

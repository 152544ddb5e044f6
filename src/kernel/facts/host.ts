// Facts of the runtime: which of them its session provides, and what it last said of each.
// Three things are kept apart: not provided (absent), provided and not said (unknown), said.

import type { Cell } from "../../words/cell.js";
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

/** The value of a fact, to be read as a cell. */
export function hostFact(facts: HostFacts, name: string, read: (value: Json | undefined) => Cell): Cell {
  if (!facts.provided.has(name)) return undefined;
  const value = facts.values.get(name);
  return value === undefined ? null : read(value);
}

/** Rules that cannot be asked here: of another runtime, or reading facts that this one does not provide. */
export function inactiveRules(manifest: Manifest, runtime: string | undefined, facts: HostFacts): ReadonlySet<number> {
  const inactive = new Set<number>();
  manifest.rules.forEach((rule, number) => {
    if (rule.kind === "host" && (rule.runtime !== runtime || rule.hostFacts.some((name) => !facts.provided.has(name)))) inactive.add(number);
  });
  return inactive;
}

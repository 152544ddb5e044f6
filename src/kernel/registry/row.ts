// What lies somewhere, in a session's numbers, to a row that other sessions and other bundles can read, and back. A bundle whose
// patterns are others takes what it does not know for unknown, where anything tainted lies there at all. Knows no places.

import { canonical } from "../../base/canonical.js";
import { clean } from "../../words/labels.js";
import { markWords, type Manifest } from "../../words/manifest.js";
import { hex, print } from "../event/print.js";
import type { PutRow, RowFlow } from "../event/row.js";
import { CLEAN, flowAt, flowOf, type Flows } from "../graph/flows.js";
import type { Held, Spot } from "./spot.js";

/** What a bundle's numbers stand for, for another bundle to know them by. */
export interface Identities {
  /** Of source patterns: the rule and what it looks for. */
  readonly sources: readonly string[];
  readonly tags: readonly string[];
  /** All of it in short. */
  readonly by: string;
}

/** The identities of a bundle. */
export function identitiesOf({ rules, tags, sources: count }: Manifest): Identities {
  const sources = Array.from({ length: count }, () => "");
  for (const { id, source, pattern } of rules) if (source !== undefined) sources[source] = `${id} ${pattern ?? ""}`;
  return { sources, tags, by: hex(print(canonical([sources, tags]))) };
}

/** What lies somewhere, as a row. */
export function rowOf(flows: Flows, identities: Identities, { kind, key }: Spot, writer: string, held: Held, open: boolean): PutRow {
  return { kind, key, writer, open, value: written(flows, identities, held.value), context: written(flows, identities, held.context), outside: held.outside, by: identities.by };
}

/** What a row says lies there. */
export function heldOf(flows: Flows, identities: Identities, row: PutRow): Held {
  const isOwn = row.by === identities.by;
  return { value: numberOf(flows, identities, row.value, isOwn), context: numberOf(flows, identities, row.context, isOwn), outside: row.outside };
}

function written(flows: Flows, { sources, tags }: Identities, number: number): RowFlow {
  const { labels, marks } = flowAt(flows, number);
  const has = (bit: number): boolean => (((marks[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  return {
    trust: labels.trust, secrecy: labels.secrecy, unknown: labels.unknown,
    tags: tags.filter((_, bit) => ((labels.tags >>> bit) & 1) === 1),
    certain: sources.filter((_, source) => has(2 * source)), maybe: sources.filter((_, source) => has(2 * source + 1)),
  };
}

function numberOf(flows: Flows, { sources, tags }: Identities, { trust, secrecy, tags: named, unknown, certain, maybe }: RowFlow, isOwn: boolean): number {
  const isTainted = trust > 0 || secrecy > 0 || named.length > 0 || unknown || certain.length > 0 || maybe.length > 0;
  if (!isTainted) return CLEAN;
  const marks = new Uint32Array(markWords(sources.length));
  sources.forEach((source, number) => {
    const bits = (certain.includes(source) ? 1 : 0) | (maybe.includes(source) || (!isOwn && !certain.includes(source)) ? 2 : 0);
    marks[(2 * number) >>> 5] = (marks[(2 * number) >>> 5] ?? 0) | (bits << ((2 * number) & 31));
  });
  const bits = tags.reduce((sum, tag, bit) => (named.includes(tag) ? sum | (1 << bit) : sum), 0);
  return flowOf(flows, { ...clean, trust, secrecy, tags: bits, unknown: unknown || !isOwn }, marks);
}

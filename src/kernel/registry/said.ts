// What people said of resources after the bundle was made, as labels of what a call names: patterns in the form of the bundle's own
// `label`, joined with what these say. Knows no calls, and asks no registry.

import { matchesAny, readGlobs, type Globs } from "../../extract/glob.js";
import { personOf } from "../../extract/person.js";
import type { Resource } from "../../words/column.js";
import { globsOf, type GlobKind } from "../../words/glob.js";
import { clean, join, type Labels } from "../../words/labels.js";
import type { ResourceKind } from "../../words/provenance.js";
import type { LabelRow } from "../event/row.js";

/** What holds now. */
export interface Said {
  /** The bundle's tags by bit: others no rule of it can read. */
  readonly tags: readonly string[];
  readonly byKey: Map<string, Declared>;
  /** The same by kind of resource; null where it is to be made anew, since something was said. */
  groups: ReadonlyMap<ResourceKind, readonly Group[]> | null;
}

type Declared = NonNullable<LabelRow["says"]>;

/** Patterns that say the same. */
interface Group {
  readonly globs: Globs;
  readonly labels: Labels;
}

/** Nothing said. */
export function createSaid(tags: readonly string[]): Said {
  return { tags, byKey: new Map(), groups: null };
}

/** Takes in what somebody says, or no longer says. */
export function admitLabel(said: Said, { key, says }: LabelRow): void {
  if (says === null) said.byKey.delete(key);
  else said.byKey.set(key, says);
  said.groups = null;
}

/** Labels of resources, joined; unknown where there are more patterns than can be looked at. */
export function saidOf(said: Said, resources: readonly Resource[]): Labels {
  let labels = clean;
  if (said.byKey.size === 0) return labels;
  const groups = said.groups ??= groupsOf(said);
  for (const { kind, text } of resources) {
    for (const { globs, labels: own } of groups.get(kind) ?? none) {
      const matches = matchesAny(globKind(kind), globs, text);
      if (matches !== false) labels = join(labels, matches === true ? own : { ...own, unknown: true });
    }
  }
  return labels;
}

/** Whether a name is somebody's. */
export function isSomebody(by: string): boolean {
  return personOf(by) !== "";
}

/** Why a pattern matches no resource of a kind; null where it may. */
export function patternProblem(kind: ResourceKind, pattern: string): string | null {
  const read = globsOf(kind === "executable" ? kind : globKind(kind), pattern, isFolded(kind));
  return typeof read === "string" ? read : null;
}

/** How patterns of a kind are matched. */
function globKind(kind: ResourceKind): GlobKind {
  return kind === "path" || kind === "domain" ? kind : "text";
}

/** Whether letters of a kind are compared whatever their case. */
function isFolded(kind: ResourceKind): boolean {
  return kind !== "executable" && kind !== "tool";
}

function groupsOf({ tags, byKey }: Said): NonNullable<Said["groups"]> {
  const found = new Map<string, { readonly kind: ResourceKind; readonly labels: Labels; readonly patterns: string[] }>();
  for (const { resource, pattern, trust, secrecy, tags: named } of byKey.values()) {
    const bits = tags.reduce((sum, tag, bit) => (named.includes(tag) ? sum | (1 << bit) : sum), 0);
    const key = `${resource} ${trust} ${secrecy} ${bits}`;
    const group = found.get(key) ?? { kind: resource, labels: { ...clean, trust, secrecy, tags: bits }, patterns: [] };
    group.patterns.push(pattern);
    found.set(key, group);
  }
  const groups = new Map<ResourceKind, Group[]>();
  for (const { kind, labels, patterns } of found.values()) {
    const group = { labels, globs: readGlobs(globKind(kind), { items: patterns, open: false }, isFolded(kind)) };
    groups.set(kind, [...(groups.get(kind) ?? []), group]);
  }
  return groups;
}

const none: readonly Group[] = [];

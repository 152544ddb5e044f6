// What people said of resources, worked out from the whole log each time: docs/kernel.md "Resources" written down. Globs are matched
// one by one, as the interpreter of the language does.

import type { LabelRow } from "../../src/kernel/event/row.js";
import { matchesGlob } from "../../src/language/meaning/glob.js";
import type { Resource } from "../../src/words/column.js";
import { globsOf } from "../../src/words/glob.js";
import { clean, join, type Labels } from "../../src/words/labels.js";
import type { Session } from "./session.js";

/** Labels of all that is said of one of these, and not taken back since. */
export function labelsOf({ history, manifest }: Session, resources: readonly Resource[]): Labels {
  const rows = history.flatMap((each) => (each.kind === "labels" ? [each.row] : []));
  const last = rows.filter(({ key }, at) => rows.findLastIndex((row) => row.key === key) === at);
  return last.filter((row) => resources.some((resource) => speaksOf(row, resource))).map(({ says }) => ({
    trust: says?.trust ?? 0, secrecy: says?.secrecy ?? 0, unknown: false,
    tags: (says?.tags ?? []).reduce((bits, tag) => (manifest.tags.includes(tag) ? bits | (1 << manifest.tags.indexOf(tag)) : bits), 0),
  })).reduce(join, clean);
}

function speaksOf({ says }: LabelRow, { kind, text }: Resource): boolean {
  return says?.resource === kind && globs(says).some((glob) => matchesGlob(kind === "path" || kind === "domain" ? kind : "text", glob, text));
}

function globs({ resource, pattern }: NonNullable<LabelRow["says"]>): readonly string[] {
  const read = globsOf(resource === "path" || resource === "domain" ? resource : "text", pattern, resource !== "executable" && resource !== "tool");
  return typeof read === "string" ? [] : read;
}

// Label declarations and the label clauses they share with `result`:
// levels and tags resolved, globs made ready to match. Knows no resources, only globs.

import { trustLevels, secrecyLevels } from "../../words/labels.js";
import type { SecrecyLevel, TrustLevel } from "../../words/labels.js";
import { resourceKinds } from "../../words/provenance.js";
import type { LabelClause, LabelItem, Name } from "../syntax/ast.js";
import { checkGlob } from "./glob.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import type { Place } from "./place.js";
import type { Label } from "./policy.js";
import { reportLevel, reportUnknown, reportWord } from "./report.js";

/** What label clauses say. */
export interface Said {
  readonly trust: TrustLevel | null;
  readonly secrecy: SecrecyLevel | null;
  readonly tags: readonly string[];
}

/** Where a declaration stands: enough to resolve its names. */
export type Where = Pick<Place, "report" | "names" | "pack">;

/** A label declaration; null where it labels nothing. */
export function readLabel(item: LabelItem, where: Where): Label | null {
  const resource = resourceKinds.find((kind) => kind === item.resource.text);
  if (resource === undefined) reportWord(where.report, "kind of resource", item.resource, resourceKinds);
  const said = readClauses(item.clauses, where);
  if (item.clauses.length === 0 && item.broken !== true) {
    where.report.add("check/missing-clause", item.span, { name: `label ${item.resource.text}`, clause: "trust`, `secrecy` or `tag" }, { help: "say what the resources are; a label that says nothing changes nothing" });
  }
  if (resource === undefined) return null;
  if (resource === "tool" && where.names.bound.length > 0) {
    for (const glob of item.globs) if (!/[*?{]/.test(glob.text) && !where.names.tools.has(glob.text)) reportUnknown(where.report, "check/unmatched-label", glob, where.names.tools.keys());
  }
  const kind = resource === "path" || resource === "domain" || resource === "executable" ? resource : "text";
  // Names of executables and tools are as they are; whatever else is labelled knows no case.
  const globs = [...new Set(item.globs.flatMap((glob) => checkGlob(kind, glob, resource !== "executable" && resource !== "tool", where.report)))].sort();
  return globs.length === 0 ? null : { resource, globs, ...said, span: item.span };
}

/** Label clauses, each dimension once. Levels of declared dimensions are the tags that stand for them. */
export function readClauses(clauses: readonly LabelClause[], where: Where): Said {
  const said: { trust: TrustLevel | null; secrecy: SecrecyLevel | null } = { trust: null, secrecy: null };
  const tags = new Set<string>();
  const seen = new Map<string, LabelClause>();
  for (const clause of clauses) {
    if (clause.kind === "tag") {
      for (const name of clause.names) readTag(name, tags, where);
      continue;
    }
    const { text } = clause.dimension;
    const first = seen.get(text);
    if (first !== undefined) where.report.add("check/duplicate-clause", clause.span, { clause: text }, { also: { span: first.span, label: "the first one" } });
    else seen.set(text, clause);
    if (text === "trust" || text === "secrecy") said[text] = readLevel(text, clause.level, where) ?? said[text];
    else for (const tag of levelTags(clause.dimension, clause.level, where)) tags.add(tag);
  }
  return { ...said, tags: [...tags].sort() };
}

/** The tags of a level of a dimension that some package declares. */
function levelTags(name: Name, level: Name, { names, pack, report }: Where): readonly string[] {
  if (find(names, names.dimensions, pack, name, report) === undefined) {
    reportUnknown(report, "check/unknown-dimension", name, ["trust", "secrecy", ...seenNames(names, names.dimensions, pack)], declaredElsewhere(names.dimensions, name.text));
    return [];
  }
  const dimension = names.lattices.get(name.text);
  if (dimension === undefined) return [];
  const tags = dimension.tags.get(level.text);
  if (tags === undefined) reportLevel(report, dimension.name, level, dimension.levels);
  return tags ?? [];
}

function readLevel(dimension: "trust" | "secrecy", name: Name, where: Where): TrustLevel & SecrecyLevel | null {
  const level = trustLevels.find((known) => known === name.text);
  if (level === undefined) reportLevel(where.report, dimension, name, secrecyLevels);
  return level ?? null;
}

function readTag(name: Name, tags: Set<string>, { names, pack, report }: Where): void {
  if (find(names, names.tags, pack, name, report) !== undefined) tags.add(name.text);
  else reportUnknown(report, "check/unknown-tag", name, seenNames(names, names.tags, pack), declaredElsewhere(names.tags, name.text));
}

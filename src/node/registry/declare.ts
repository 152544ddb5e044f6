// What a person declares of resources after the bundle was made, or takes back -> a row of the registry, which every session hears of at
// its next call. Refused, coded, where no rule could ever see it. Knows no session.

import { createHash } from "node:crypto";
import { z } from "zod";
import { canonical } from "../../base/canonical.js";
import { NAME_TEXT_MAX } from "../../base/limits.js";
import type { LabelRow } from "../../kernel/event/row.js";
import { isSomebody, patternProblem } from "../../kernel/registry/said.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import { resourceKinds } from "../../words/provenance.js";
import { readGiven } from "../given.js";
import { problemOf, refusal, type Refusal } from "../refusal.js";
import type { Archive } from "./archive.js";

const name = z.string().min(1).max(NAME_TEXT_MAX);
const person = name.refine(isSomebody, "it names nobody");
const declaration = z.strictObject({
  kind: z.enum(resourceKinds),
  /** As in a `label` of the language: `/srv/keys/**`, `*.example.com`. */
  pattern: name,
  labels: z.strictObject({ trust: z.enum(trustLevels).optional(), secrecy: z.enum(secrecyLevels).optional(), tags: z.array(name).readonly().optional() }),
  /** Who says so. */
  by: person,
});

/** What a person says of resources: labels that calls which name one have from then on. */
export type Declaration = z.infer<typeof declaration>;

/** Declares, and gives the declaration's name: the same for the same, whoever declares it. `archive` is null where there is no registry. */
export function declareIn(archive: Archive | null, tags: readonly string[], given: unknown): string {
  const { kind: resource, pattern, labels, by } = declared(declaration, given);
  const problem = patternProblem(resource, pattern);
  if (problem !== null) throw refused(`\`pattern\`: ${problem}`);
  const unknown = labels.tags?.find((tag) => !tags.includes(tag));
  if (unknown !== undefined) throw refused(`\`labels.tags\`: the bundle has no tag \`${unknown}\``);
  const says = { resource, pattern, trust: level(trustLevels, labels.trust), secrecy: level(secrecyLevels, labels.secrecy), tags: [...new Set(labels.tags)].sort() };
  if (says.trust === 0 && says.secrecy === 0 && says.tags.length === 0) throw refused("`labels`: they say nothing; a label can only make trust lower, secrecy higher, or add tags");
  const key = createHash("sha256").update(canonical(says)).digest("hex").slice(0, KEY_LETTERS);
  if (!holds(archive, key)) put(archive, { kind: "label", key, by, says });
  return key;
}

/** Takes a declaration back: calls after that do not have its labels; what has them already keeps them. */
export function withdrawIn(archive: Archive | null, key: unknown, by: unknown): void {
  const known = declared(name, key);
  const who = declared(person, by);
  if (!holds(archive, known)) throw refused(`nothing of the name \`${known}\` is declared`);
  put(archive, { kind: "label", key: known, by: who, says: null });
}

/** Whether a declaration is there and was not taken back. */
function holds(archive: Archive | null, key: string): boolean {
  return (within(archive, ({ labels }) => labels()).findLast((row) => row.key === key)?.says ?? null) !== null;
}

function put(archive: Archive | null, row: LabelRow): void {
  within(archive, ({ declare }) => declare(row));
}

function within<T>(archive: Archive | null, act: (archive: Archive) => T): T {
  if (archive === null) throw refused("the engine has no registry to keep it in");
  try {
    return act(archive);
  } catch (error) {
    throw refusal("node/registry", { problem: problemOf(error) });
  }
}

function declared<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = readGiven(schema, given);
  if (read.ok) return read.value;
  throw refused(read.problem);
}

function refused(problem: string): Refusal {
  return refusal("node/declaration", { problem });
}

function level(levels: readonly string[], said: string | undefined): number {
  return said === undefined ? 0 : levels.indexOf(said);
}

/** Enough of a digest that no two declarations are called the same. */
const KEY_LETTERS = 32;

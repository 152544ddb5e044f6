// The data files beside policy files -> a bundle's data: for each package what it declares, held to its type. A name that stands in
// two packages of a folder is given to both. Knows no file system: what stands beside what, the files' names say.

import { diagnose } from "../../base/messages.generated.js";
import { sorted } from "../../base/diagnostic.js";
import type { Diagnostic, Outcome } from "../../base/diagnostic.js";
import { GLOBS_TOLD_MAX, JSON_DEPTH_MAX, NAME_SHOWN_MAX } from "../../base/limits.js";
import type { Source, Span } from "../../base/span.js";
import { numberCell } from "../../words/cell.js";
import { globsOf } from "../../words/glob.js";
import type { DataEntry } from "../../words/manifest.js";
import type { Json } from "../../language/check/policy.js";
import { keysTwice } from "./twice.js";

/** Values of external data, by package and name. */
export interface BundleData {
  readonly [pack: string]: { readonly [name: string]: Json };
}

/** A package: the file it stands in, and the names of the data it declares. */
export interface Declarer {
  readonly file: string;
  readonly pack: string;
  readonly names: readonly string[];
}

/** The data of a bundle that has these entries; `packs` are all packages whose files were read. */
export function dataOf(entries: readonly DataEntry[], packs: readonly Declarer[], files: readonly Source[]): Outcome<BundleData> {
  const diagnostics: Diagnostic[] = [];
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  // INVARIANT: what a policy names is a key of a map until it is written: `__proto__` is a name like any other.
  const data = new Map<string, Map<string, Json>>();
  for (const { file, text } of [...files].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const read = parsed(text);
    if (typeof read === "string") {
      diagnostics.push(diagnose("data/unreadable", { file, start: 0, end: Math.min(1, text.length) }, { problem: read }));
      continue;
    }
    for (const { key, start, end } of keysTwice(text)) diagnostics.push(diagnose("data/duplicate-key", { file, start, end }, { name: key }));
    const beside = packs.filter((pack) => folderOf(pack.file) === folderOf(file));
    for (const [name, value] of [...read].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const span = placeOf(file, text, name);
      if (!beside.some(({ names }) => names.includes(name))) diagnostics.push(diagnose("data/undeclared", span, { name }));
      for (const { pack } of beside) {
        const entry = byName.get(`${pack}.${name}`);
        if (entry === undefined) continue;
        const found = misfit(entry, value);
        if (found === null) diagnostics.push(...globFindings(entry, name, value, span));
        if (found === null) data.set(pack, (data.get(pack) ?? new Map<string, Json>()).set(name, value));
        else diagnostics.push(diagnose("data/type", span, { name, type: entry.type, found }));
      }
    }
  }
  const values = [...data].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pack, names]) => [pack, Object.fromEntries(names)] as const);
  return { value: Object.fromEntries(values), diagnostics: sorted(diagnostics) };
}

/** Whether a value is JSON as the language has it: exact numbers, whole letters, not too deep. */
export function isJson(value: unknown, depth = 0): value is Json {
  if (depth > JSON_DEPTH_MAX) return false;
  switch (typeof value) {
    case "string": return value.isWellFormed();
    case "number": return numberCell(value) !== null;
    case "boolean": return true;
    case "object": return value === null || Object.values(value).every((below) => isJson(below, depth + 1));
    default: return false;
  }
}

/** Whether a value is the data of a bundle. */
export function isBundleData(value: unknown): value is BundleData {
  const isRecord = (one: unknown): one is object => typeof one === "object" && one !== null && !Array.isArray(one);
  return isRecord(value) && Object.values(value).every((names) => isRecord(names) && isJson(names));
}

/** What a value is where it does not fit its declaration; null where it fits. */
function misfit({ shape, of }: DataEntry, value: Json): string | null {
  if (shape === "list") return isList(value) ? misfitOf(value, of) : kindOf(value);
  if (shape === "map") return typeof value === "object" && value !== null && !isList(value) ? misfitOf(Object.values(value), of) : kindOf(value);
  return of === "any" || typeof value === of ? null : kindOf(value);
}

/** Globs in it that match nothing: what they should hold would go through. */
function globFindings({ globs = [] }: DataEntry, name: string, value: Json, span: Span): readonly Diagnostic[] {
  const texts = textsIn(value);
  return globs.flatMap((kind) => texts.flatMap((glob) => {
    const read = globsOf(kind, glob, false);
    return typeof read === "string" ? [diagnose("data/bad-glob", span, { name, glob: shortened(glob), kind, problem: read })] : [];
  })).slice(0, GLOBS_TOLD_MAX);
}

/** The texts of a value, those below lists and maps too. */
function textsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function misfitOf(items: readonly Json[], of: DataEntry["of"]): string | null {
  const odd = of === "any" ? undefined : items.find((item) => typeof item !== of);
  return odd === undefined ? null : `one with ${itemOf(odd)} in it`;
}

/** An item in a message: which one it is, where that is short. */
function itemOf(value: Json): string {
  if (value === null || typeof value === "object") return kindOf(value);
  const text = String(value);
  return `the ${typeof value} \`${shortened(text)}\``;
}

function shortened(text: string): string {
  return text.length > NAME_SHOWN_MAX ? `${text.slice(0, NAME_SHOWN_MAX)}…` : text;
}

function kindOf(value: Json): string {
  return value === null ? "null" : isList(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function parsed(text: string): ReadonlyMap<string, Json> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "it is something else";
  const names = new Map<string, Json>();
  for (const [name, below] of Object.entries(value)) {
    if (!isJson(below)) return `\`${name}\` holds a number that is not exact, a damaged text, or is too deep`;
    names.set(name, below);
  }
  return names;
}

/** Where a name stands in the text, as far as that can be told from the text alone. */
function placeOf(file: string, text: string, name: string): Span {
  const quoted = JSON.stringify(name);
  const start = text.indexOf(quoted);
  return start === -1 ? { file, start: 0, end: Math.min(1, text.length) } : { file, start, end: start + quoted.length };
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

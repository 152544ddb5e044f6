// A folder or file -> the policy texts in it, at any depth. Finds, reads and writes files, and refuses what cannot be read or written;
// what stands in them is the compiler's affair.

import { isUtf8 } from "node:buffer";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "../../base/span.js";
import type { PolicyFile } from "../../language/syntax/ast.js";
import { problemOf, refusal } from "./refusal.js";

/** How policy files' names end. */
export const POLICY_END = ".policy";
/** The name of the data files beside them. */
export const DATA_FILE = "data.json";

/** The root of the installed package: where `rules/` and `demo/` stand. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** The folder of the shipped packs. */
export function shippedRules(): string {
  return join(packageRoot(), "rules");
}

/** The shipped texts of what these files use and have not themselves, with all that those use. Goes by heads as `fmt` lays them out: most shipped packs are not asked for, and need not be parsed. */
export function shippedFor(own: readonly PolicyFile[]): readonly Source[] {
  const shipped = readAll([shippedRules()]).map((source) => ({ source, names: headed(source.text, "package"), uses: headed(source.text, "use") }));
  const given = new Set(own.map((file) => file.package.text));
  const wanted = new Set(own.flatMap((file) => file.uses.map((use) => use.text)));
  const found = new Set<Source>();
  // A set that grows while it is gone through is gone through to its end.
  for (const name of wanted) {
    for (const { source, uses } of given.has(name) ? [] : shipped.filter(({ names }) => names.includes(name))) {
      found.add(source);
      for (const use of uses) wanted.add(use);
    }
  }
  return shipped.map(({ source }) => source).filter((source) => found.has(source));
}

function headed(text: string, word: "package" | "use"): readonly string[] {
  return [...text.matchAll(word === "package" ? /^package ([\w.-]+)$/gm : /^use ([\w.-]+)$/gm)].map(([, name = ""]) => name);
}

/** All policy texts of a file, or of a folder at any depth, by name. Refuses what cannot be read, and a folder without any. */
export function readPolicies(path: string): readonly Source[] {
  const files = policyFiles(path);
  if (files.length === 0) throw refusal("cli/no-policies", { path });
  // Bytes that are no UTF-8 are U+FFFD in the text, and the compiler says where.
  return files.map((file) => ({ file: shown(file), text: bytesOf(file).toString("utf8") }));
}

/** The texts of several places, each file once. */
export function readAll(paths: readonly string[]): readonly Source[] {
  const sources = new Map<string, Source>();
  for (const source of paths.flatMap(readPolicies)) sources.set(source.file, source);
  return [...sources.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** The data files beside policy files: a `data.json` in a folder of theirs. Refuses what cannot be read. */
export function readData(sources: readonly Source[]): readonly Source[] {
  const files = new Set(sources.map((source) => join(dirname(source.file), DATA_FILE)));
  return [...files].filter((file) => existsSync(file)).sort().map((file) => ({ file, text: read(file) }));
}

function policyFiles(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(POLICY_END)).sort().map((name) => join(path, name));
  } catch (error) {
    throw refusal("cli/unreadable", { path, problem: problemOf(error) });
  }
}

/** The text of a file; refuses what cannot be read, and bytes that are no UTF-8: a text with something else in their place would be equal to nothing. */
export function read(file: string): string {
  const bytes = bytesOf(file);
  if (!isUtf8(bytes)) throw refusal("cli/unreadable", { path: file, problem: "it is not UTF-8" });
  return bytes.toString("utf8");
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw refusal("cli/unreadable", { path: file, problem: problemOf(error) });
  }
}

/** Writes a text; refuses where that cannot be done. */
export function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw refusal("cli/unwritable", { path, problem: problemOf(error) });
  }
}

/** A path as messages show it: from where the program was started, where that is shorter. */
function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near.length < file.length ? near : file;
}

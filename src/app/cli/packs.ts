// A folder or file -> the policy texts in it, at any depth. Finds and reads files, and refuses what cannot be read; what stands
// in them is the compiler's affair.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "../../base/span.js";
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

/** All policy texts of a file, or of a folder at any depth, by name. Refuses what cannot be read, and a folder without any. */
export function readPolicies(path: string): readonly Source[] {
  const files = policyFiles(path);
  if (files.length === 0) throw refusal("cli/no-policies", { path });
  return files.map((file) => ({ file: shown(file), text: read(file) }));
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

/** How many tools a catalogue of a folder has, an MCP `tools/list`; null where it is not there. Refuses what cannot be read. */
export function toolCount(folder: string, catalogue: string): number | null {
  const file = join(folder, `${catalogue.replaceAll("/", "-")}.json`);
  if (!existsSync(folder)) throw refusal("cli/unreadable", { path: folder, problem: "it is not there" });
  if (!existsSync(file)) return null;
  try {
    const list: unknown = JSON.parse(read(file));
    const tools: unknown = typeof list === "object" && list !== null && "tools" in list ? list.tools : list;
    if (Array.isArray(tools)) return tools.length;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refusal("cli/unreadable", { path: file, problem: "it is no list of tools" });
}

function policyFiles(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(POLICY_END)).sort().map((name) => join(path, name));
  } catch (error) {
    throw refusal("cli/unreadable", { path, problem: problemOf(error) });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw refusal("cli/unreadable", { path: file, problem: problemOf(error) });
  }
}

/** A path as messages show it: from where the program was started, where that is shorter. */
function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near.length < file.length ? near : file;
}

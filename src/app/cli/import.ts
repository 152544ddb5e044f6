// `interdict import-tools CATALOGUE.json`: bindings drafted from a tool catalogue, as policy text for a person to review or as JSON.
// What is drafted `catalogue` guesses; here the file is read, laid out and written. What could not be read is said on standard error.

import { basename } from "node:path";
import { assert } from "../../base/assert.js";
import { draft } from "../../catalogue/draft.js";
import type { DraftHead } from "../../catalogue/draft.js";
import { guess } from "../../catalogue/guess.js";
import type { Guess } from "../../catalogue/guess.js";
import { readCatalogue } from "../../catalogue/read.js";
import { typeText } from "../../catalogue/tool.js";
import { parse } from "../../language/syntax/parse.js";
import { print } from "../../language/syntax/print.js";
import { jsonText } from "./json.js";
import { read, write } from "./packs.js";
import { refusal } from "./refusal.js";
import { DONE, FINDINGS } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What `import-tools` was asked. */
export interface ImportOptions {
  readonly format: "text" | "json";
  /** A file, or null: standard output. */
  readonly output: string | null;
  /** The package's name; null: by the file's. */
  readonly package: string | null;
  /** The catalogue it is for; null: for none, so that it holds everywhere. */
  readonly for: string | null;
}

/** Drafts a pack; exit status 1 where a part of the catalogue could not be read. */
export async function importTools(path: string, options: ImportOptions, terminal: Terminal): Promise<Status> {
  if (options.package !== null && !/^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*$/.test(options.package)) throw refusal("cli/package", { found: options.package });
  const { tools, problems } = readCatalogue(read(path));
  for (const { code, message } of problems) terminal.err(`interdict: ${path}: ${message} [${code}]\n`);
  if (tools === null) throw refusal("cli/unreadable", { path, problem: "it is no list of tools" });
  const guesses = tools.map(guess);
  const head: DraftHead = { package: options.package ?? packageOf(path), for: options.for === null ? [] : [options.for] };
  const text = options.format === "json" ? jsonText({ package: head.package, tools: guesses.map(asJson), problems }) : laidOut(draft(guesses, head), path);
  if (options.output === null) await terminal.out(text);
  else write(options.output, text);
  return problems.length === 0 ? DONE : FINDINGS;
}

/** A drafted text in the one layout. */
function laidOut(text: string, file: string): string {
  const { value, diagnostics } = parse({ file, text });
  assert(value !== undefined && diagnostics.length === 0, "what is drafted parses");
  return print(value);
}

/** A package's name by that of a file: `acme-mail.tools.json` is `drafted.acme-mail-tools`. */
function packageOf(path: string): string {
  const words = basename(path).toLowerCase().replace(/\.json$/, "").split(/[^a-z0-9]+/).filter((word) => word !== "");
  return `drafted.${words.length === 0 ? "tools" : `${/^\d/.test(words[0] ?? "") ? "t" : ""}${words.join("-")}`}`;
}

function asJson(one: Guess): unknown {
  const { tool, deeds, ops, sinks, acts, roles, result, reversible, notes, confidence } = one;
  return {
    tool: tool.name, confidence, reversible, deeds, ops, sinks, acts, roles, result, notes,
    arguments: tool.arguments.map((argument) => ({ name: argument.name, optional: argument.optional, type: typeText(argument.type) })), open: tool.open,
  };
}

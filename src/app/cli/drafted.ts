// A catalogue that no pack knows -> texts that decide it: bindings drafted from its tools, with the rules for such bindings. Knows where
// catalogues and shipped rules lie; what is guessed `catalogue` knows.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "../../base/span.js";
import { draft } from "../../catalogue/draft.js";
import { guess } from "../../catalogue/guess.js";
import { readCatalogue } from "../../catalogue/read.js";
import { packagesOf } from "../../compile.js";
import type { Cache } from "../../compile.js";
import { read, readAll, shippedRules } from "./packs.js";
import { refusal } from "./refusal.js";

/** What packs of drafted bindings are for; the rules of `rules/drafted` are for it too. */
export const DRAFTED = "drafted";

/** Texts with drafted bindings, and of how many tools. */
export interface Drafted {
  readonly sources: readonly Source[];
  readonly tools: number;
}

/** Drafts the bindings of a catalogue of a folder, where it is there; the texts are then those given, with what drafted bindings need beside them. */
export function drafted(sources: readonly Source[], folder: string, catalogue: string, cache: Cache): Drafted | null {
  const file = join(folder, `${catalogue.replaceAll("/", "-")}.json`);
  if (!existsSync(file)) return null;
  const { tools, problems } = readCatalogue(read(file));
  const [problem] = problems;
  if (tools === null) throw refusal("cli/unreadable", { path: file, problem: problem?.message ?? "" });
  const text = draft(tools.map(guess), { package: "drafted.tools", for: [DRAFTED] });
  const packageOf = (source: Source): string => packagesOf([source], cache)[0] ?? "";
  const given = new Set(sources.map(packageOf));
  // Rules of one's own may stand in place of the shipped ones.
  const shipped = readAll([shippedRules()]).filter((source) => /^(?:standard|drafted)\./.test(packageOf(source)) && !given.has(packageOf(source)));
  return { sources: [...sources, ...shipped, { file: `drafted from ${file}`, text }], tools: tools.length };
}

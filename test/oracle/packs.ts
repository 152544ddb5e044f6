// The shipped packs as bundles with views of theirs: what other people's programs are shown. Generated with a printed seed.
// Knows no program.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { compile } from "../../src/compile.js";
import type { Compiled } from "../../src/compile.js";
import type { View } from "../../src/words/view.js";
import { arbitraryView } from "../fuzz/view.js";
import { mixed } from "./mix.js";
import { root } from "./opa.js";

/** Catalogues whose packs, between them, have every kind of rule that is shipped: commands, payments, messages, posts, records, labels. */
const catalogues = ["agentdojo/banking", "agentdojo/slack", "agentdyn/github", "openclaw"];

/** The shipped packs as they are compiled for some of the catalogues that they are for. */
export function shipped(): readonly Compiled[] {
  const rules = join(root, "rules");
  const files = readdirSync(rules, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".policy")).sort();
  const sources = files.map((name) => ({ file: name, text: readFileSync(join(rules, name), "utf8") }));
  return catalogues.map((catalogue) => {
    const { value, diagnostics } = compile(sources, { catalogue });
    if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return value;
  });
}

/** So many views of a bundle. */
export function viewsOf({ manifest }: Compiled, count: number, seed: number): readonly View[] {
  return mixed(fc.sample(arbitraryView(manifest, "decide"), { numRuns: Math.min(count, 64), seed }), manifest, count, seed);
}

// `interdict docs PATH...`: packages as pages for people who review them, in Markdown, or what stands on the pages as JSON. What
// stands on a page `page` finds; how it looks in Markdown `markdown` knows. Nothing is written where a pack has errors.

import { failed } from "../../base/diagnostic.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { render } from "../../base/render.js";
import { lowered, parsed, startCache } from "../../compile.js";
import type { PolicyFile } from "../../language/syntax/ast.js";
import { jsonText, textsOf } from "./json.js";
import { markdown } from "./markdown.js";
import { pageOf } from "./page.js";
import type { Page } from "./page.js";
import { readAll, readData, shippedFor, write } from "./packs.js";
import { DONE, FINDINGS } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What `docs` was asked. */
export interface DocsOptions {
  readonly format: "markdown" | "json";
  /** A file, or null: standard output. */
  readonly output: string | null;
}

/** Writes the pages; exit status 1 where a pack has errors. Packages they use that stand elsewhere come from the shipped rules. */
export async function docs(paths: readonly string[], options: DocsOptions, terminal: Terminal): Promise<Status> {
  const own = readAll(paths);
  const cache = startCache();
  const files = new Map<string, PolicyFile[]>();
  const read = own.map((source) => parsed(source, cache));
  for (const file of read.flatMap(({ value }) => value ?? [])) files.set(file.package.text, [...(files.get(file.package.text) ?? []), file]);
  const others = shippedFor([...files.values()].flat());
  const sources = [...own, ...others];
  const data = readData(sources);
  const pages: Page[] = [];
  // What is no policy at all has no package, and would be left out unsaid.
  const errors: Diagnostic[] = read.flatMap(({ value, diagnostics }) => (value === undefined ? diagnostics : []));
  for (const name of [...files.keys()].sort()) {
    const { value, diagnostics } = lowered(sources, { packages: [name] }, data, cache);
    errors.push(...diagnostics.filter(({ severity }) => severity === "error"));
    if (value !== undefined) pages.push(pageOf(name, files.get(name) ?? [], value));
  }
  if (failed(errors)) {
    const once = [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
    terminal.err(render(once, textsOf([...sources, ...data]), terminal));
    return FINDINGS;
  }
  const text = options.format === "json" ? jsonText({ packages: pages }) : markdown(pages);
  if (options.output === null) await terminal.out(text);
  else write(options.output, text);
  return DONE;
}

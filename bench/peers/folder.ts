// Where the peers lie, and which of them are there.
// One that is missing is named, never passed over in silence.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, tools } from "../../test/oracle/opa.js";

/** What the benchmark's set-up writes into; ignored by version control. */
export const bench = join(root, ".bench");
/** The peers' own files in the checkout. */
export const sources = join(root, "bench/peers");
/** OPA's program. */
export const opaProgram = join(tools, "bin/opa");
/** The Python that has the analyser. */
export const python = join(bench, "python/bin/python");

/** Whether a package is installed there. */
export function hasPackage(name: string): boolean {
  return existsSync(join(bench, "node_modules", name, "package.json"));
}

/** Imports an installed package. */
export async function load(name: string): Promise<unknown> {
  const { load: loaded } = await import(pathToFileURL(join(bench, "load.mjs")).href) as { readonly load: (name: string) => Promise<unknown> };
  return loaded(name);
}

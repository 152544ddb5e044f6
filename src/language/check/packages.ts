// All packages that were read become those of one bundle: what a catalogue's agents or a list of names asks for, and what
// those use. Does not look inside packages.

import { sorted } from "../../base/diagnostic.js";
import type { Outcome } from "../../base/diagnostic.js";
import type { PolicyFile } from "../syntax/ast.js";
import { reportUnknown, startReport } from "./report.js";

/** What a bundle is for: a catalogue (null: none that any package knows), or packages by name. */
export type Roots = { readonly catalogue: string | null } | { readonly packages: readonly string[] };

/** The packages of a bundle, sorted by name: for a catalogue those that say so and those that hold everywhere, with all they use. */
export function select(files: readonly PolicyFile[], roots: Roots): Outcome<readonly PolicyFile[]> {
  const report = startReport();
  const byName = new Map<string, readonly PolicyFile[]>();
  for (const file of files) byName.set(file.package.text, [...(byName.get(file.package.text) ?? []), file]);
  const wanted = "packages" in roots ? roots.packages : files.filter((file) => isFor(file, roots.catalogue)).map((file) => file.package.text);
  for (const name of wanted) {
    if (!byName.has(name)) reportUnknown(report, "check/unknown-package", { text: name, span: { file: name, start: 0, end: 0 } }, byName.keys());
  }
  const taken = new Set<string>();
  for (const queue = [...wanted]; queue.length > 0;) {
    const name = queue.pop() ?? "";
    if (taken.has(name)) continue;
    taken.add(name);
    for (const file of byName.get(name) ?? []) queue.push(...file.uses.map((use) => use.text));
  }
  const chosen = [...taken].sort().flatMap((name) => byName.get(name) ?? []);
  return { value: chosen, diagnostics: sorted(report.found()) };
}

/** The catalogues that the packages are for, sorted. */
export function cataloguesOf(files: readonly PolicyFile[]): readonly string[] {
  return [...new Set(files.flatMap((file) => file.catalogues.map((catalogue) => catalogue.text)))].sort();
}

function isFor(file: PolicyFile, catalogue: string | null): boolean {
  return file.catalogues.length === 0 || file.catalogues.some((known) => known.text === catalogue);
}

// `interdict compile PACK -o FILE`: one package, file or folder with all it uses -> a bundle that OPA hosts can load. Says its
// size on standard error, and writes nothing where a pack has errors.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failed } from "../../base/diagnostic.js";
import { render } from "../../base/render.js";
import type { Source } from "../../base/span.js";
import { compile } from "../../compile.js";
import { parse } from "../../language/syntax/parse.js";
import { packBundle } from "../../node/bundle.js";
import { counted, texts } from "./check.js";
import { readAll, readPolicies } from "./packs.js";
import { problemOf, refusal } from "./refusal.js";
import { DONE, FINDINGS } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** Where the bundle goes, and where packages are found. */
export interface CompileOptions {
  readonly output: string;
  readonly rules: string;
}

/** Compiles a pack; exit status 1 where it has errors, and nothing is written then. */
export async function compilePack(pack: string, options: CompileOptions, terminal: Terminal): Promise<Status> {
  const { sources, packages } = roots(pack, options.rules);
  const { value, diagnostics } = compile(sources, { packages });
  if (diagnostics.length > 0) terminal.err(render(diagnostics, texts(sources), { color: terminal.color }));
  if (value === undefined || failed(diagnostics)) return FINDINGS;
  const bytes = packBundle(value);
  try {
    writeFileSync(options.output, bytes);
  } catch (error) {
    throw refusal("cli/unwritable", { path: options.output, problem: problemOf(error) });
  }
  terminal.err(`${options.output}: ${counted(value.manifest.rules.length, "rule")} of ${counted(value.manifest.packages.length, "package")}, `
    + `module ${value.wasm.length} bytes, bundle ${bytes.length} bytes\n`);
  return DONE;
}

/** The packages meant, and all texts they may use. A path is tried first, then a folder of the rules, then a package's name. */
function roots(pack: string, rules: string): { readonly sources: readonly Source[]; readonly packages: readonly string[] } {
  const path = [pack, join(rules, pack)].find((candidate) => existsSync(candidate));
  const shipped = readPolicies(rules);
  if (path === undefined) {
    if (!packagesOf(shipped).includes(pack)) throw refusal("cli/no-pack", { pack });
    return { sources: shipped, packages: [pack] };
  }
  const packages = packagesOf(readPolicies(path));
  const others = shipped.filter((source) => !packagesOf([source]).some((name) => packages.includes(name)));
  return { sources: [...readAll([path]), ...others], packages };
}

function packagesOf(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => parse(source).value?.package.text ?? []);
}

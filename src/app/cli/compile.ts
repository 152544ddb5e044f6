// `interdict compile PACK -o FILE`: one package, file or folder with all it uses -> a bundle that OPA hosts can load. Says its
// size on standard error, and writes nothing where a pack has errors.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failed } from "../../base/diagnostic.js";
import { render } from "../../base/render.js";
import type { Source } from "../../base/span.js";
import { compile, packagesOf, startCache } from "../../compile.js";
import type { Cache, Compiled } from "../../compile.js";
import { compressed, packBundle } from "../../node/bundle.js";
import { regoOf } from "../../rego/rego.js";
import { packRegoTar } from "../../wasm/bundle/rego.js";
import { counted } from "./count.js";
import { textsOf } from "./json.js";
import { readAll, readData, readPolicies } from "./packs.js";
import { problemOf, refusal } from "./refusal.js";
import { DONE, FINDINGS } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** Where the bundle goes, and where packages are found. */
export interface CompileOptions {
  readonly output: string;
  readonly target: "wasm" | "rego";
  readonly rules: string;
}

/** Compiles a pack; exit status 1 where it has errors, and nothing is written then. */
export async function compilePack(pack: string, options: CompileOptions, terminal: Terminal): Promise<Status> {
  const cache = startCache();
  const { sources, packages } = roots(pack, options.rules, cache);
  const data = readData(sources);
  const { value, diagnostics } = compile(sources, { packages }, data, cache);
  if (diagnostics.length > 0) terminal.err(render(diagnostics, textsOf([...sources, ...data]), terminal));
  if (value === undefined || failed(diagnostics)) return FINDINGS;
  const about = `${options.output}: ${counted(value.manifest.rules.length, "rule")} of ${counted(value.manifest.packages.length, "package")}, `;
  if (options.target === "rego") return compileRego(value, options.output, about, textsOf(sources), terminal);
  const bytes = packBundle(value);
  write(options.output, bytes);
  terminal.err(`${about}module ${value.wasm.length} bytes, bundle ${bytes.length} bytes\n`);
  return DONE;
}

/** The same in Rego: an archive that OPA loads where the file is called `.tar.gz`, else the text alone. */
function compileRego(value: Compiled, output: string, about: string, known: ReadonlyMap<string, string>, terminal: Terminal): Status {
  const { value: text, diagnostics } = regoOf(value.policy, value.manifest);
  if (diagnostics.length > 0) terminal.err(render(diagnostics, known, terminal));
  if (text === undefined || failed(diagnostics)) return FINDINGS;
  const bytes = output.endsWith(".tar.gz") ? compressed(packRegoTar(text, value.manifest, value.data)) : new TextEncoder().encode(text);
  write(output, bytes);
  terminal.err(`${about}Rego ${text.length} characters, file ${bytes.length} bytes\n`);
  return DONE;
}

function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw refusal("cli/unwritable", { path, problem: problemOf(error) });
  }
}

/** The packages meant, and all texts they may use. A path is tried first, then a folder of the rules, then a package's name. */
function roots(pack: string, rules: string, cache: Cache): { readonly sources: readonly Source[]; readonly packages: readonly string[] } {
  const path = [pack, join(rules, pack)].find((candidate) => existsSync(candidate));
  const shipped = readPolicies(rules);
  if (path === undefined) {
    if (!packagesOf(shipped, cache).includes(pack)) throw refusal("cli/no-pack", { pack });
    return { sources: shipped, packages: [pack] };
  }
  const packages = packagesOf(readPolicies(path), cache);
  const others = shipped.filter((source) => !packagesOf([source], cache).some((name) => packages.includes(name)));
  return { sources: [...readAll([path]), ...others], packages };
}

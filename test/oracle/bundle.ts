// The shipped packs in Rego, as a bundle -> what OPA's own program says of it: it parses strictly, stands as OPA's formatter has it,
// is inspected, loaded, and answers some views as the interpreter does.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Compiled } from "../../src/compile.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { compressed } from "../../src/node/bundle.js";
import { regoOf } from "../../src/rego/rego.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import { packRegoTar } from "../../src/wasm/bundle/rego.js";
import { document } from "./engines.js";
import { tools } from "./opa.js";
import { shipped, viewsOf } from "./packs.js";

const VIEWS = 50;

/** Whether all of it is so; says each. */
export function checkBundles(seed: number): boolean {
  return shipped().map((packs) => checkBundle(packs, seed)).every((good) => good);
}

function checkBundle(packs: Compiled, seed: number): boolean {
  const { value: text, diagnostics } = regoOf(packs.policy, packs.manifest);
  if (text === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const folder = join(tools, "bundle");
  mkdirSync(folder, { recursive: true });
  const [source, bundle] = [join(folder, "policy.rego"), join(folder, "bundle.tar.gz")];
  writeFileSync(source, text);
  writeFileSync(bundle, compressed(packRegoTar(text, packs.manifest, packs.data)));
  const opa = (args: readonly string[], input = ""): string => execFileSync(join(tools, "bin/opa"), args, { input, encoding: "utf8", maxBuffer: 1 << 28 });

  const steps: readonly (readonly [string, () => boolean])[] = [
    ["opa check --strict", () => opa(["check", "--strict", source]) === ""],
    ["opa fmt: nothing to change", () => opa(["fmt", "-d", source]) === ""],
    ["opa check --bundle", () => opa(["check", "--bundle", bundle]) === ""],
    ["opa inspect", () => opa(["inspect", bundle]).includes("data.interdict")],
    [`opa eval --bundle, ${VIEWS} views (seed ${seed})`, () => {
      const views = viewsOf(packs, VIEWS, seed);
      const meaning = interpret(packs.policy, packs.manifest);
      const asked = "[answer | some view in input; answer := data.interdict.decide with input as view]";
      const said = JSON.parse(opa(["eval", "--bundle", bundle, "--stdin-input", "--format", "raw", asked], JSON.stringify(views.map((view) => viewJson(view, packs.manifest))))) as readonly unknown[];
      return views.every((view, at) => isDeepStrictEqual(said[at], document(meaning.decide(view), view, packs.manifest)));
    }],
  ];
  return steps.map(([what, holds]) => {
    const good = holds();
    console.log(`${good ? "ok  " : "FAIL"} ${what}`);
    return good;
  }).every((good) => good);
}

// What the built package loads: a runtime that only decides waits for no parser and no compiler, whichever way its files lead, and a
// worker for nothing but what is in its files. Runs nothing.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** The files that a built file leads to, and the packages that they import. */
function loaded(entry: string): { readonly files: readonly string[]; readonly packages: readonly string[] } {
  const files = new Set([join(dist, entry)]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export) (?:[^"=;]*from )?"([^"]+)";$/gm)) {
      const target = join(dirname(file), specifier);
      if (!specifier.startsWith(".")) packages.add(specifier);
      else if (existsSync(target)) files.add(target);
      else throw new Error(`${file} imports ${specifier}, which is not there`);
    }
  }
  return { files: [...files].map((file) => relative(dist, file).replaceAll("\\", "/")), packages: [...packages] };
}

test("a runtime that decides loads no grammar, no parser and no compiler, and a pool of workers only where it has one", () => {
  const { files, packages } = loaded("src/runtime.js");
  expect(files).toContain("src/node/engine.js");
  expect(files.filter((file) => /^grammar\/|^src\/(?:language\/syntax|rego|app)\/|^src\/compile\.js$/.test(file))).toEqual([]);
  expect(packages.filter((name) => name.includes("chevrotain") || name.startsWith("@eslint") || name === "commander" || name === "piscina")).toEqual([]);
});

test("a worker loads no packages", () => {
  expect(loaded("src/node/worker.js").packages.filter((name) => !name.startsWith("node:"))).toEqual([]);
});

test("the compiler takes chevrotain as one file, and not its modules", () => {
  const { packages } = loaded("src/index.js");
  expect(packages.filter((name) => name.includes("chevrotain"))).toEqual(["#chevrotain"]);
  const single = readFileSync(join(dist, "grammar/chevrotain.mjs"), "utf8");
  expect([...single.matchAll(/^(?:import|export [^{]*from) .*$/gm)].map(([line]) => line)).toEqual([]);
  const { version }: { version: string } = JSON.parse(readFileSync(join(dist, "../node_modules/chevrotain/package.json"), "utf8"));
  expect(single).toContain(`var VERSION = "${version}";`);
});

test("the whole door is the runtime's with the compiler", () => {
  expect(loaded("src/index.js").files).toEqual(expect.arrayContaining(["src/runtime.js", "src/compile.js", "grammar/parser.js"]));
});

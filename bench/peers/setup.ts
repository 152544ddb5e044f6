// `npm run bench:setup`: the peers that Interdict is measured beside -> `.bench`, each by its own ecosystem's client, in the versions
// that are written down here; OPA's program as the oracle's set-up builds it. Says what could not be had; nothing of it is needed to use Interdict.

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../test/oracle/opa.js";
import { bench, opaProgram, python, sources } from "./folder.js";

function step(command: string, args: readonly string[], folder: string): boolean {
  console.log(`${command} ${args.join(" ")}`);
  return spawnSync(command, args, { cwd: folder, stdio: "inherit" }).status === 0;
}

function packages(): boolean {
  for (const file of ["package.json", "package-lock.json", "load.mjs"]) copyFileSync(join(sources, file), join(bench, file));
  return step("npm", ["ci", "--no-audit", "--no-fund"], bench);
}

function analyser(): boolean {
  return (existsSync(python) || step("python3", ["-m", "venv", join(bench, "python")], bench))
    && step(python, ["-m", "pip", "install", "--quiet", "-r", join(sources, "requirements.txt")], bench);
}

function opa(): boolean {
  return existsSync(opaProgram) || step(process.execPath, [join(root, "dist/test/oracle/setup.js")], root);
}

mkdirSync(bench, { recursive: true });
const missing = Object.entries({ "JavaScript peers": packages, "Invariant's analyser (Python 3.10 or later)": analyser, "OPA (Go 1.26 or later)": opa }).flatMap(([name, install]) => (install() ? [] : [name]));
for (const name of missing) console.error(`not installed: ${name}; the benchmark goes on without, and says so`);
process.exitCode = missing.length === 0 ? 0 : 1;

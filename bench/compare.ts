// `npm run bench:compare REF`: this checkout as it is built, and the revision REF, built apart -> how much faster or slower the one is, with
// an interval; where that holds 1, there is no difference. Measured in several processes, since each has its luck with what its compiler
// and its memory make of the same code. Both are asked through the public API alone, so that revisions may differ in all else.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../test/oracle/opa.js";
import { intervalOf, verdictOf, type Interval } from "./compare/interval.js";
import { bench } from "./peers/folder.js";

/** Processes; in every other one it is the revision that is loaded first. */
const PROCESSES = 10;

/** Builds a revision in a folder of its own. */
function build(ref: string): string {
  const folder = join(bench, "compare");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-x", "-C", folder], { input: execFileSync("git", ["archive", ref], { cwd: root, maxBuffer: 1 << 30 }) });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  execFileSync("npm", ["run", "-s", "build"], { cwd: folder, stdio: "inherit" });
  return folder;
}

/** The ratios of each piece of work, one a process: this checkout to the other. */
function measured(folder: string): ReadonlyMap<string, readonly number[]> {
  const all = new Map<string, number[]>();
  const turns = fileURLToPath(new URL("./compare/turns.js", import.meta.url));
  for (let number = 0; number < PROCESSES; number++) {
    const isFirst = number % 2 === 0;
    const said = execFileSync(process.execPath, [turns, ...(isFirst ? [root, folder] : [folder, root])], { encoding: "utf8" });
    for (const { name, ratio } of JSON.parse(said) as readonly { readonly name: string; readonly ratio: number }[]) {
      all.set(name, [...all.get(name) ?? [], isFirst ? ratio : 1 / ratio]);
    }
  }
  return all;
}

function main(ref: string): void {
  const found: (Interval & { readonly name: string; readonly says: string })[] = [];
  for (const [name, each] of measured(build(ref))) {
    const interval = intervalOf(each);
    const says = verdictOf(interval);
    found.push({ name, ...interval, says });
    console.log(`${name}: ${interval.middle.toFixed(3)} of ${ref} (${interval.from.toFixed(3)} to ${interval.to.toFixed(3)}, 95 %): ${says}`);
  }
  writeFileSync(join(bench, "compare.json"), `${JSON.stringify({ ref, processes: PROCESSES, found }, null, 2)}\n`);
}

const [ref] = process.argv.slice(2);
if (ref === undefined || !existsSync(join(root, ".git"))) {
  console.error("usage: npm run bench:compare REF, in a checkout; REF is a revision that git knows");
  process.exitCode = 2;
} else main(ref);

// The recorded attacks, where they stand beside the checkout, and the shipped packs -> bench/scores/rollback.json and .md: how much of a
// conversation stays when a run goes back from the first thing that is held. `--check` measures the fixed sample alone and compares it.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guards } from "../src/app/cli/engines.js";
import { linesOf } from "../src/app/cli/input.js";
import { packageRoot, readAll, shippedRules } from "../src/app/cli/packs.js";
import { harmful } from "../src/app/cli/score.js";
import { readTrace } from "../src/runtimes/trace/read.js";
import { measure } from "./rollback/measure.js";
import { add, markdown, row, type Row } from "./rollback/table.js";

/** One run in so many is in the sample. */
const SAMPLE_STEP = 25;

async function main(check: boolean): Promise<boolean> {
  const folder = join(packageRoot(), "..", "shared", "traces");
  const file = join(packageRoot(), "bench", "scores", "rollback.json");
  if (!existsSync(folder)) {
    console.log(`rollback: no recorded traces beside the checkout (${folder}), nothing ${check ? "compared" : "written"}`);
    return check;
  }
  const { full, sample } = await measureAll(folder, check);
  if (check) {
    const committed: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
    const expected = typeof committed === "object" && committed !== null && "sample" in committed ? committed.sample : null;
    const same = JSON.stringify(sample) === JSON.stringify(expected);
    console.log(same ? "rollback: the sample measures as committed" : "rollback: the sample differs from what is committed; run `npm run rollback`, read the difference, and commit it if it is meant");
    return same;
  }
  const table = markdown(full);
  console.log(table);
  writeFileSync(file, `${JSON.stringify({ full, sample }, null, 1)}\n`);
  writeFileSync(join(packageRoot(), "bench", "scores", "rollback.md"), table);
  return true;
}

type Rows = { [set: string]: Row };

async function measureAll(folder: string, sampleOnly: boolean): Promise<{ readonly full: Rows; readonly sample: Rows }> {
  const guard = guards(readAll([shippedRules()]), { rollback: true });
  const full: Rows = {};
  const sample: Rows = {};
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".jsonl.gz")).sort()) {
    const set = name.replace(/\.jsonl\.gz$/, "");
    let index = 0;
    for await (const { text } of linesOf([join(folder, name)])) {
      const trace = readTrace(text, `@${index + 1}`);
      if (!harmful.has(trace.kind)) continue;
      const isSampled = index++ % SAMPLE_STEP === 0;
      if (sampleOnly && !isSampled) continue;
      const of = await guard(trace);
      if (!of.known) continue;
      const measured = measure(trace, of);
      for (const rows of isSampled ? [full, sample] : [full]) for (const key of [set, "all"]) add((rows[key] ??= row()), measured);
    }
  }
  // Of all runs last.
  for (const rows of [full, sample]) {
    const { all } = rows;
    if (all === undefined) continue;
    delete rows["all"];
    rows["all"] = all;
  }
  return { full, sample };
}

process.exitCode = (await main(process.argv.includes("--check"))) ? 0 : 1;

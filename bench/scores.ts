// The recorded traces, where they stand beside the checkout, and the shipped packs -> bench/scores/traces.json: what the packs hold
// and what they leave alone; beside it, what bindings do that are drafted from the catalogues. `--check` decides the fixed sample alone
// and compares it with what is committed. Traces whose tools no pack is for are not scored.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import picocolors from "picocolors";
import { guards } from "../src/app/cli/engines.js";
import { scoreText } from "../src/app/cli/eval.js";
import { linesOf } from "../src/app/cli/input.js";
import { packageRoot, readAll, shippedRules } from "../src/app/cli/packs.js";
import { run } from "../src/app/cli/run.js";
import { tally } from "../src/app/cli/score.js";
import type { Scores } from "../src/app/cli/score.js";
import { readTrace } from "../src/runtimes/trace/read.js";
import { withoutRefs } from "../src/runtimes/trace/trace.js";

/** One trace in so many is in the sample; files with fewer traces than SMALL are in it whole. */
const SAMPLE_STEP = 20;
const SMALL = 100;

/** Scores by the name of their set. */
interface Sets {
  [set: string]: Scores;
}

async function main(check: boolean): Promise<boolean> {
  const folder = join(packageRoot(), "..", "shared", "traces");
  const file = join(packageRoot(), "bench", "scores", "traces.json");
  if (!existsSync(folder)) {
    console.log(`scores: no recorded traces beside the checkout (${folder}), nothing ${check ? "compared" : "written"}`);
    return check;
  }
  const { full, sample } = await score(folder, check);
  if (check) return compare(sample, file);
  for (const [set, scores] of Object.entries(full)) {
    console.log(`\n${picocolors.bold(set)}\n${scoreText(scores, { colors: picocolors, columns: null })}`);
  }
  writeFileSync(file, `${JSON.stringify({ full, sample }, null, 1)}\n`);
  return true;
}

async function score(folder: string, sampleOnly: boolean): Promise<{ full: Sets; sample: Sets }> {
  const sources = readAll([shippedRules()]);
  const packs = guards(sources);
  const drafts = guards(sources, { tools: join(folder, "tools"), drafted: true });
  const full: Sets = {};
  const sample: Sets = {};
  for (const { set, path, refs, drafted } of setsIn(folder)) {
    const all = tally();
    const some = tally();
    const lines: string[] = [];
    for await (const line of linesOf([path])) lines.push(line.text);
    for (const [index, line] of lines.entries()) {
      const sampled = lines.length < SMALL || index % SAMPLE_STEP === 0;
      if (sampleOnly && !sampled) continue;
      const trace = readTrace(line, `@${index + 1}`);
      const of = await (drafted ? drafts : packs)(trace);
      if (!of.known || (drafted && of.drafted === null)) continue;
      const told = refs === "ignore" ? withoutRefs(trace) : trace;
      const decisions = run(told, of);
      all.add(told, decisions);
      if (sampled) some.add(told, decisions);
    }
    if (all.scores().rows.length > 0) full[set] = all.scores();
    if (some.scores().rows.length > 0) sample[set] = some.scores();
  }
  return { full, sample };
}

/** Runs of one file, decided in one way. */
interface SetOf {
  readonly set: string;
  readonly path: string;
  readonly refs: "use" | "ignore";
  readonly drafted: boolean;
}

/** The files of the folder, by packs and by drafted bindings; those with declared edges also without them. */
function setsIn(folder: string): readonly SetOf[] {
  return readdirSync(folder).filter((name) => name.endsWith(".jsonl.gz")).sort().flatMap((name) => {
    const set = name.replace(/\.jsonl\.gz$/, "");
    const path = join(folder, name);
    const used: SetOf = { set, path, refs: "use", drafted: false };
    const ignored: readonly SetOf[] = set === "arbiteros" ? [{ ...used, set: `${set}, declared edges ignored`, refs: "ignore" }] : [];
    return [used, ...ignored, { ...used, set: `${set}, drafted`, drafted: true }];
  });
}

function compare(sample: Sets, file: string): boolean {
  if (!existsSync(file)) {
    console.log("scores: bench/scores/traces.json is not there; `npm run scores` writes it");
    return false;
  }
  const committed: unknown = JSON.parse(readFileSync(file, "utf8"));
  const expected = typeof committed === "object" && committed !== null && "sample" in committed ? committed.sample : {};
  const [now, then] = [JSON.stringify(sample, null, 1).split("\n"), JSON.stringify(expected, null, 1).split("\n")];
  const changed = now.findIndex((line, index) => line !== then[index]);
  if (changed === -1 && now.length === then.length) {
    console.log("scores: the sample of recorded traces scores as committed");
    return true;
  }
  console.log(`scores: the sample differs from bench/scores/traces.json at its line ${changed + 1}`);
  console.log(now.slice(Math.max(0, changed - 8), changed).map((line) => `  ${line}\n`).join("") + `- ${then[changed] ?? ""}\n+ ${now[changed] ?? ""}`);
  console.log("run `npm run scores`, read the difference, and commit it if it is meant");
  return false;
}

process.exitCode = (await main(process.argv.includes("--check"))) ? 0 : 1;

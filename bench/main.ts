// `npm run bench`: makes all contenders ready, holds every answer of every one of them equal, measures, and writes the scores.
// Nothing is measured that was not first shown to decide the same.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { contenders, sameAnswers } from "./contenders.js";
import { measure, median, spread } from "./measure.js";
import type { Bound, Ratio, Scores } from "./report.js";
import { machine, markdown, ratio, runtimeVersions } from "./report.js";
import { writeRules } from "./rules.js";

const RULES = 60;
const INPUTS = 64;
/** Rounds in which each contender has its turn; the middle one counts. Many short ones: a machine's moods outlast a turn. */
const ROUNDS = 15;
/** Seconds a contender's turn may take. */
const TURN_SECONDS = 0.2;
/** Single decisions timed for the quantiles of one round. */
const SINGLES = 2_000;

async function main(): Promise<void> {
  const on = machine();
  const set = writeRules(RULES, INPUTS);
  const { list, warm, subject, close } = await contenders(set);
  await sameAnswers([...list, warm], set);
  const times = await measure(list, ROUNDS, TURN_SECONDS);
  const spreads = await spread(list.flatMap((each) => (each.name === "evaluateSync" ? [each, warm] : [each])), ROUNDS, SINGLES);
  await close();
  const medians = spreads.map(({ name, p50 }) => ({ name, rounds: p50 }));
  const ratios: readonly Ratio[] = [
    ratio(times, "frame door / JavaScript by hand", "frame door", "JavaScript by hand", 3),
    ratio(medians, "evaluate / bare piscina echo, p50 of single ones", "evaluate", "bare piscina echo", 1.3),
    ratio(times, "evaluate / bare piscina echo, 64 in flight", "evaluate, 64 in flight", "bare piscina echo, 64 in flight", 1 / 0.75),
  ];
  const whole = spreads.find(({ name }) => name === "evaluateSync");
  const bounds: readonly Bound[] = whole === undefined ? [] : [
    { name: "whole decision in this thread, p50", measuredNs: median(whole.p50), mostNs: 10_000 },
    { name: "whole decision in this thread, p99", measuredNs: median(whole.p99), mostNs: 50_000 },
  ];
  write({ machine: on, versions: runtimeVersions(packages(["piscina", "benny", "@open-policy-agent/opa-wasm"])), subject, times, spreads, ratios, bounds });
}

function packages(names: readonly string[]): Readonly<Record<string, string>> {
  const { resolve } = createRequire(import.meta.url);
  return Object.fromEntries(names.map((name) => {
    const path = resolve(name);
    const root = path.slice(0, path.lastIndexOf(`/node_modules/${name}/`) + `/node_modules/${name}/`.length);
    const { version }: { version: string } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
    return [name, version];
  }));
}

function write(scores: Scores): void {
  // Beside the sources, from where the build put this: `dist/bench`.
  const folder = fileURLToPath(new URL("../../bench/scores/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}bench.json`, `${JSON.stringify(scores, null, 2)}\n`);
  writeFileSync(`${folder}bench.md`, markdown(scores));
  console.log(markdown(scores));
}

await main();

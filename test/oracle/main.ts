// The command line of the oracle: `npm run oracle -- --runs N --seed N` holds the five engines equal on so many decisions and says
// how many a second; `--canary` plants a bug in each and must find it; `--bundle` has OPA itself load what we write. A find is made
// small and kept as a case of test/policy/oracle, where the suite plays it again.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Policy } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import type { View } from "../../src/words/view.js";
import { arbitraryCrowd, arbitraryPolicy, arbitrarySurvey } from "../fuzz/policy.js";
import { arbitraryView } from "../fuzz/view.js";
import { checkBundles } from "./bundle.js";
import { damaged } from "./damage.js";
import { engineNames, engines, noneBuilt, readers, withBug } from "./engines.js";
import type { Engine, EngineName } from "./engines.js";
import { caseText, smallest } from "./find.js";
import type { Case } from "./find.js";
import { mixed, numbers } from "./mix.js";
import { shared } from "./jobs.js";
import type { Tally } from "./jobs.js";
import { hasOpa, root, startOpa } from "./opa.js";
import type { Opa } from "./opa.js";

/** Decisions where no number is given, and of each canary. */
const RUNS = 20_000;
const CANARY_RUNS = 20_000;
/** Views of one policy: so many are generated, and OPA is asked about them by its entrypoint; the rest are made of their parts. */
const GENERATED = 16;
const VIEWS = 1024;
/** Of the views of one policy, those that OPA's own interpreter is asked about, which takes more than twice as long as its module. */
const ASKED = 128;
/** Damaged inputs of one policy. */
const DAMAGED = 64;
/** How often a run says how far it is. */
const TELL_MS = 30_000;
/** Policies that are generated, and asked about, at a time. */
const AT_ONCE = 4;

interface Score {
  decisions: number;
  asked: number;
  damaged: number;
  fired: number;
  unknown: number;
  found: Case | null;
  by: readonly EngineName[];
}

/** The five, or those of them that are asked about most views. */
type Some = Readonly<Partial<Record<EngineName, Engine>>>;

async function compare(opa: Opa, runs: number, seed: number, bug?: EngineName): Promise<Score> {
  const fix = (of: Readonly<Record<EngineName, Engine>>): Readonly<Record<EngineName, Engine>> => (bug === undefined ? of : withBug(of, bug));
  const built = noneBuilt();
  const checked = fix(engines(opa, true, built));
  const all = fix(engines(opa, false, built));
  const { opa: _, ...fast } = all;
  const doors = [{ of: checked, from: 0, to: GENERATED }, { of: all, from: GENERATED, to: ASKED }, { of: fast, from: ASKED, to: VIEWS }];
  const score: Score = { decisions: 0, asked: 0, damaged: 0, fired: 0, unknown: 0, found: null, by: [] };
  let told = performance.now();
  for (let batch = 0; score.decisions < runs && score.found === null; batch++) {
    const policies = fc.sample(fc.oneof({ weight: 3, arbitrary: arbitraryPolicy() }, { weight: 1, arbitrary: arbitraryCrowd() }, { weight: 1, arbitrary: arbitrarySurvey() }), { numRuns: AT_ONCE, seed: seed + batch });
    await Promise.all(policies.map(async (policy, at) => {
      const manifest = manifestOf(policy);
      const generated = fc.sample(arbitraryView(manifest, "decide"), { numRuns: GENERATED, seed: seed + batch * AT_ONCE + at });
      const views = mixed(generated, manifest, VIEWS, seed + batch * AT_ONCE + at);
      for (const { of, from, to } of doors) await compareViews(policy, views.slice(from, to), of, score);
      if (bug === undefined) await compareDamaged(opa, policy, views.slice(0, DAMAGED), seed + batch * AT_ONCE + at, score);
    }));
    if (performance.now() - told > TELL_MS) {
      told = performance.now();
      console.log(`     ${score.decisions} decisions`);
    }
  }
  if (score.found !== null && score.found.input === undefined) score.found = await smallest(score.found, async ({ policy, view }) => (await differing(policy, [view], checked)).at >= 0);
  return score;
}

/** The first view on which they differ, and who differs from the interpreter. */
async function differing(policy: Policy, views: readonly View[], of: Some): Promise<{ readonly at: number; readonly by: readonly EngineName[]; readonly wanted: readonly unknown[] }> {
  const manifest = manifestOf(policy);
  const answers = await Promise.all(engineNames.flatMap((name) => (of[name] === undefined ? [] : [of[name](policy, manifest, views).then((said) => ({ name, said }))])));
  const wanted = answers[0]?.said ?? [];
  for (const at of views.keys()) {
    const by = answers.flatMap(({ name, said }) => (isDeepStrictEqual(said[at], wanted[at]) ? [] : [name]));
    if (by.length > 0) return { at, by, wanted };
  }
  return { at: -1, by: [], wanted };
}

async function compareViews(policy: Policy, views: readonly View[], of: Some, score: Score): Promise<void> {
  const found = await differing(policy, views, of);
  score.decisions += views.length;
  if (of.opa !== undefined) score.asked += views.length;
  for (const said of found.wanted as readonly { readonly verdicts: readonly { readonly unknown: boolean }[] }[]) {
    if (said.verdicts.length > 0) score.fired++;
    if (said.verdicts.some(({ unknown }) => unknown)) score.unknown++;
  }
  const view = views[found.at];
  if (view === undefined || score.found !== null) return;
  score.found = { policy, view };
  score.by = found.by;
}

/** Inputs that are no views, mostly, are refused by both doors that read JSON, and the others answered alike. */
async function compareDamaged(opa: Opa, policy: Policy, views: readonly View[], seed: number, score: Score): Promise<void> {
  const manifest = manifestOf(policy);
  const next = numbers(seed);
  const inputs = views.map((view) => damaged(viewJson(view, manifest), next));
  const answers = await readers(opa, policy, manifest, inputs);
  score.damaged += inputs.length;
  const at = inputs.findIndex((_, number) => !isDeepStrictEqual(answers.json[number], answers.opa[number]));
  const [view, input] = [views[at], inputs[at]];
  if (view === undefined || input === undefined || score.found !== null) return;
  score.found = { policy, view, input };
  score.by = ["json", "opa"];
}

async function main(args: readonly string[]): Promise<boolean> {
  const number = (name: string, otherwise: number): number => {
    const at = args.indexOf(`--${name}`);
    return at === -1 ? otherwise : Number(args[at + 1]);
  };
  const [runs, seed, jobs] = [number("runs", RUNS), number("seed", Date.now() % 2 ** 31), number("jobs", 1)];
  if (!Number.isSafeInteger(runs) || !Number.isSafeInteger(seed) || !Number.isSafeInteger(jobs) || jobs < 1) {
    console.error("usage: npm run oracle -- [--runs DECISIONS] [--jobs PROCESSES] [--seed N] [--canary] [--bundle]");
    return false;
  }
  if (!hasOpa()) {
    console.error("the oracle is not set up: npm run oracle:setup");
    return false;
  }
  if (args.includes("--bundle")) return checkBundles(seed);
  if (jobs > 1 && !args.includes("--canary")) return together(runs, seed, jobs);
  const opa = startOpa();
  try {
    return args.includes("--canary") ? await canaries(opa, seed) : await run(opa, runs, seed);
  } finally {
    opa.stop();
  }
}

async function run(opa: Opa, runs: number, seed: number): Promise<boolean> {
  const start = performance.now();
  const score = await compare(opa, runs, seed);
  const { decisions, asked, damaged, fired, unknown } = score;
  const tally: Tally = { decisions, asked, damaged, fired, unknown, equal: score.found === null };
  console.log(`${line(tally, seed)}, ${rate(decisions, start)}`);
  process.send?.(tally);
  if (score.found === null) return true;
  const folder = join(root, "test/policy/oracle");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${score.by.join("-")}-${seed}.json`);
  writeFileSync(path, caseText(score.found));
  console.log(`${score.by.join(", ")} differ from the interpreter; kept as ${path}\nagain: npm run oracle -- --runs ${runs} --seed ${seed}`);
  return false;
}

/** The same over several processes of this program, each with an OPA of its own. */
async function together(runs: number, seed: number, jobs: number): Promise<boolean> {
  const start = performance.now();
  const tally = await shared(fileURLToPath(import.meta.url), runs, seed, jobs);
  console.log(`${line(tally, seed)}, ${rate(tally.decisions, start)} in ${jobs} processes`);
  return tally.equal;
}

function line({ decisions, asked, damaged, fired, unknown, equal }: Tally, seed: number): string {
  const percent = (part: number): string => `${Math.round((100 * part) / Math.max(1, decisions))} %`;
  return `${equal ? "ok  " : "FAIL"} ${engineNames.join(" = ")} (${decisions} decisions, seed ${seed}): ${percent(fired)} fire a rule, ${percent(unknown)} hang on an unknown, OPA's interpreter was asked about ${asked}, and ${damaged} damaged inputs`;
}

function rate(decisions: number, startMs: number): string {
  return `${Math.round(decisions / ((performance.now() - startMs) / 1000))} decisions a second`;
}

async function canaries(opa: Opa, seed: number): Promise<boolean> {
  let good = true;
  for (const name of engineNames) {
    const { found, decisions } = await compare(opa, CANARY_RUNS, seed, name);
    console.log(found === null ? `FAIL canary ${name} (seed ${seed}): the planted bug was not found` : `ok   canary ${name} (seed ${seed}): the planted bug was found within ${decisions} decisions, in a policy of ${found.policy.rules.length} rules`);
    good &&= found !== null;
  }
  return good;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;

// The command line of the fuzzers: `npm run fuzz` runs all for a while, `npm run fuzz -- NAME --seed N --runs N` one of them.
// A find is printed with the command that finds it again; a planted bug that is not found fails too. With `--canaries` only the
// planted bugs are looked for, from ten seeds each, and a table says after how many runs each was found.

import { fuzzers } from "./fuzzers.js";
import type { Fuzzer, Run } from "./fuzzers.js";

/** Runs of each fuzzer in the smoke mode of CI, and where no number is given. */
const SMOKE_RUNS = 200;
/** What a planted bug may need: each run stops at its find, after some tens of runs (`--canaries`), so that this is reached by a fuzzer that has become blind alone. */
const CANARY_RUNS = 4000;
const RUNS = 2000;

async function main(args: readonly string[]): Promise<boolean> {
  const option = (name: string): string | undefined => {
    const at = args.indexOf(`--${name}`);
    return at === -1 ? undefined : args[at + 1];
  };
  const [name] = args.filter((arg, at) => !arg.startsWith("--") && !["--seed", "--runs", "--path"].includes(args[at - 1] ?? ""));
  const path = option("path");
  const run: Run = {
    seed: Number(option("seed") ?? Date.now() % 2 ** 31),
    runs: Number(option("runs") ?? (args.includes("--smoke") ? SMOKE_RUNS : RUNS)),
    ...(path === undefined ? {} : { path }),
  };
  const chosen = fuzzers.filter((fuzzer) => name === undefined || fuzzer.name === name);
  if (chosen.length === 0 || !Number.isSafeInteger(run.seed) || !Number.isSafeInteger(run.runs)) {
    console.error(`usage: npm run fuzz -- [NAME] [--seed N] [--runs N] [--smoke]\n${fuzzers.map((of) => `  ${of.name.padEnd(10)} ${of.component.padEnd(12)} ${of.property}`).join("\n")}`);
    return false;
  }
  if (args.includes("--canaries")) return table(chosen.filter(({ planted }) => planted === true), args.includes("--runs") ? run.runs : CANARY_RUNS);
  let good = true;
  for (const fuzzer of chosen) good = (await play(fuzzer, run)) && good;
  return good;
}

/** After how many runs each planted bug was found, by seed; `-` where it was not. */
async function table(planted: readonly Fuzzer[], runs: number): Promise<boolean> {
  const seeds = Array.from({ length: 10 }, (_, at) => at + 1);
  console.log(`${"planted bug".padEnd(16)} ${seeds.map((seed) => String(seed).padStart(4)).join("")}  found of ${seeds.length}, within ${runs} runs`);
  let good = true;
  for (const fuzzer of planted) {
    const found: (number | null)[] = [];
    for (const seed of seeds) {
      const error = await findOf(fuzzer, { seed, runs, first: true });
      found.push(error === null ? null : Number(/after (\d+) tests/.exec(error instanceof Error ? error.message : "")?.[1] ?? 0));
    }
    const share = found.filter((after) => after !== null).length;
    good &&= share === seeds.length;
    console.log(`${fuzzer.name.padEnd(16)} ${found.map((after) => String(after ?? "-").padStart(4)).join("")}  ${share}`);
  }
  return good;
}

/** What was found; null for nothing. A planted bug that only crashes compares nothing, and is none. */
async function findOf(fuzzer: Fuzzer, run: Run): Promise<unknown> {
  const error: unknown = await fuzzer.check(run).then(() => null, (one: unknown) => one);
  if (fuzzer.planted === true && error instanceof Error && error.cause instanceof TypeError) throw error.cause;
  return error;
}

async function play(fuzzer: Fuzzer, given: Run): Promise<boolean> {
  const run: Run = fuzzer.planted === true ? { ...given, runs: Math.max(given.runs, CANARY_RUNS), first: true } : given;
  const found = await findOf(fuzzer, run);
  const about = `${fuzzer.name} (${fuzzer.planted === true ? "at most " : ""}${run.runs} runs, seed ${run.seed})`;
  if (fuzzer.planted === true) {
    console.log(found === null ? `FAIL ${about}: the planted bug was not found` : `ok   ${about}: the planted bug was found`);
    return found !== null;
  }
  if (found === null) {
    console.log(`ok   ${about}`);
    return true;
  }
  const text = found instanceof Error ? `${found.message}\n${found.cause instanceof Error ? found.cause.message : ""}` : String(found);
  console.log(`FAIL ${about}: ${fuzzer.property}\n${text}\nagain: npm run fuzz -- ${fuzzer.name} --seed ${run.seed} --runs ${run.runs}`);
  return false;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;

// One long run of the oracle over several processes: each compares its share from seeds of its own, and what they saw is added up.
// A process that ends without saying what it saw fails the whole. Knows nothing of policies.

import { fork } from "node:child_process";

/** What one process of a run saw. */
export interface Tally {
  readonly decisions: number;
  readonly asked: number;
  readonly damaged: number;
  readonly fired: number;
  readonly unknown: number;
  /** Whether nobody differed from the interpreter. */
  readonly equal: boolean;
}

/** Between the seeds of two processes: more than one of them uses, which counts its own upward. */
const SEEDS_APART = 100_000_007;

/** The tallies of a run of `runs` decisions in `jobs` processes of this program, added up. Rejects where one ends without its tally. */
export async function shared(program: string, runs: number, seed: number, jobs: number): Promise<Tally> {
  const shares = Array.from({ length: jobs }, (_, job) => share(program, Math.ceil(runs / jobs), (seed + job * SEEDS_APART) % 2 ** 31));
  return (await Promise.all(shares)).reduce((sum, each) => ({
    decisions: sum.decisions + each.decisions,
    asked: sum.asked + each.asked,
    damaged: sum.damaged + each.damaged,
    fired: sum.fired + each.fired,
    unknown: sum.unknown + each.unknown,
    equal: sum.equal && each.equal,
  }));
}

async function share(program: string, runs: number, seed: number): Promise<Tally> {
  const child = fork(program, ["--runs", String(runs), "--seed", String(seed)]);
  return new Promise((done, failed) => {
    let tally: Tally | undefined;
    child.on("message", (said) => {
      tally = said as Tally;
    });
    child.on("exit", (code) => {
      if (tally === undefined) failed(new Error(`the process of seed ${seed} ended with ${String(code)} and said nothing`));
      else done(tally);
    });
  });
}

// What a piece of code does -> how often each function and branch of the engine ran in it, summed by the folder it stands in. The
// engine of JavaScript counts them, and only while it is asked to: the hot path has no counter. Knows no session and no bound.

import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";

/** How often functions and branches ran, by the folder of `src`; the whole as `all`. */
export type Work = Readonly<Record<string, number>>;

// Code that is optimised does not count its calls, and code that was made before anybody counts has no counters for its branches.
for (const flag of ["--no-opt", "--no-maglev", "--no-flush-bytecode"]) setFlagsFromString(flag);
const inspector = new Session();
inspector.connect();
await inspector.post("Profiler.enable");
await inspector.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

/** Counts what `act` makes the engine do. The same code on the same input gives the same counts, on any machine. Whoever imports this is to do so first. */
export async function workOf(act: () => void): Promise<Work> {
  await inspector.post("Profiler.takePreciseCoverage");
  act();
  const { result } = await inspector.post("Profiler.takePreciseCoverage");
  const work = new Map<string, number>();
  for (const { url, functions } of result) {
    const [, folder] = FOLDER.exec(url) ?? [];
    if (folder === undefined) continue;
    const count = functions.reduce((sum, { ranges }) => ranges.reduce((below, range) => below + range.count, sum), 0);
    for (const name of [folder, "all"]) work.set(name, (work.get(name) ?? 0) + count);
  }
  return Object.fromEntries(work);
}

/** Where a script of the engine stands: `kernel/graph`, `extract`, `engine`. */
const FOLDER = /\/src\/(kernel\/[a-z]+|extract|engine|wasm\/abi|words)(?:\/|\.)/;

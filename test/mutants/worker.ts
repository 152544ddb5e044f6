// The process that tries mutants: it loads the files of tests in a planted tree once, says which test reaches which mutant, and then
// runs, for each mutant it is told of, the tests that reach it until one fails. Is killed by its parent where a mutant never ends.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { collect } from "./suite.js";
import type { Suite } from "./suite.js";

/** How long it may take to load a file of tests. */
const FILE_MS = 10_000;
/** How often a mutant may be asked for in one test: one that makes a loop endless is asked without end. */
const ASKED_MAX = 60_000_000;

/** What the process is told: the files of the tests, those of the mutants, and a mutant that lives from the beginning. */
export interface Order {
  readonly room: string;
  readonly tests: readonly string[];
  readonly sources: readonly string[];
  readonly from: number | null;
  /** Which tests to try of each file, in which order, where that is known. */
  readonly known: readonly Timed[] | null;
}

/** One test, and how long it takes. */
export interface Timed {
  readonly file: string;
  readonly name: string;
  readonly ms: number;
}

/** What a test reached. */
export interface Reach extends Timed {
  readonly reached: readonly number[];
  /** The mutants reached while its file was loaded or set up: they are alive only where that is done again. */
  readonly early: readonly number[];
  readonly failed: string | null;
}

/** That a test is begun that takes so long without a mutant. */
export interface Begun {
  readonly begun: number;
}

/** What came of a mutant. */
export interface Outcome {
  readonly id: number;
  readonly killer: string | null;
  readonly tried: number;
}

const living = { id: -1, asked: 0, reached: null as Set<number> | null };

Object.assign(globalThis, {
  planted$: (id: number): boolean => {
    living.reached?.add(id);
    if (id !== living.id) return false;
    if (++living.asked > ASKED_MAX) throw new Error("the mutant never ends");
    return true;
  },
});

function tell(what: unknown): void {
  process.send?.(what);
}

async function open(order: Order, file: string, again = ""): Promise<Suite> {
  const url = pathToFileURL(join(order.room, file.replace(/\.ts$/, ".js"))).href + again;
  return collect(() => import(url));
}

/** Why a test fails; null where it does not. */
async function fails(run: () => unknown): Promise<string | null> {
  living.asked = 0;
  try {
    await run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : String(error);
  }
}

async function reachOf(order: Order, file: string): Promise<readonly Reach[]> {
  const early = (living.reached = new Set<number>());
  const suite = await open(order, file);
  for (const before of suite.before) await before();
  const reaches: { readonly name: string; readonly ms: number; readonly reached: readonly number[]; readonly failed: string | null }[] = [];
  for (const { name, run } of suite.tests) {
    const reached = (living.reached = new Set<number>());
    const started = process.cpuUsage();
    const failed = await fails(run);
    const { user, system } = process.cpuUsage(started);
    reaches.push({ name, ms: (user + system) / 1000, reached: [...reached], failed });
  }
  living.reached = null;
  for (const after of suite.after) await after();
  return reaches.map((reach) => ({ file, ...reach, early: [...early] }));
}

/** Runs the tests in their order until one fails; those of a file that is opened again see the mutant from its first line. */
async function attempt(order: Order, id: number, tests: readonly Timed[], again: boolean): Promise<Outcome> {
  living.id = id;
  const suites = new Map<string, Suite>();
  let killer: string | null = null;
  let tried = 0;
  for (const { file, name, ms } of tests) {
    if (killer !== null) break;
    let suite = suites.get(file);
    if (suite === undefined) {
      tell({ begun: FILE_MS } satisfies Begun);
      const failed = await fails(async () => {
        suite = again ? await open(order, file, `?${id}`) : (warm.get(file) ?? await open(order, file, "?warm"));
        if (!again) warm.set(file, suite);
        suites.set(file, suite);
        for (const before of suite.before) await before();
      });
      if (failed !== null) killer = `${file}: ${failed}`;
    }
    const run = suite?.tests.find((test) => test.name === name)?.run;
    if (run === undefined) continue;
    tried++;
    tell({ begun: ms } satisfies Begun);
    const failed = await fails(run);
    if (failed !== null) killer = `${file} ${name}`;
  }
  living.id = -1;
  for (const suite of suites.values()) for (const after of suite.after) await fails(after);
  return { id, killer, tried };
}

const warm = new Map<string, Suite>();

async function main(path: string): Promise<void> {
  const order = JSON.parse(readFileSync(path, "utf8")) as Order;
  fc.configureGlobal({ seed: 1, endOnFailure: true });
  if (order.from !== null) {
    tell(await attempt(order, order.from, order.known ?? [], true));
    process.exit(0);
  }
  living.reached = new Set();
  for (const file of order.sources) await import(pathToFileURL(join(order.room, file.replace(/\.ts$/, ".js"))).href);
  tell({ still: [...living.reached] });
  living.reached = null;
  if (order.known === null) for (const file of order.tests) tell({ reaches: await reachOf(order, file) });
  tell({ ready: true });
  process.on("disconnect", () => process.exit(1));
  process.on("message", (message: { readonly id: number; readonly tests: readonly Timed[]; readonly again: boolean }) => {
    void attempt(order, message.id, message.tests, message.again).then(tell);
  });
}

await main(process.argv[2] ?? "");

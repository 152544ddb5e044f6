// Planted mutants and files of tests -> which mutant is killed by which test. A process does the trying; one that does not come back
// in time, or dies, has killed its mutant, and another takes its place. Tests that have lately killed many for their time are tried
// first: mutants come in the order of the text, and those of one place are seen by the same tests.

import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./mutant.js";
import type { Planted } from "./plant.js";
import type { Begun, Order, Outcome, Reach, Timed } from "./worker.js";

/** What came of a mutant: the test that killed it, or null. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly killer: string | null;
  readonly unreached: boolean;
  /** How many tests that reach it did not fit into the budget. */
  readonly left: number;
  /** How many tests were run on it, and how long that took. */
  readonly tried: number;
  readonly ms: number;
}

/** A test may take so many times as long with a mutant as without it, and so much more. */
const SLOWER = 10;
const PATIENCE_MS = 20_000;
const LOADING_MS = 900_000;
const MEMORY_MB = 1536;

/** What is left of a kill's worth when another mutant has been killed. */
const FADING = 0.9;

/** What is known of the tests once they have run without a mutant. */
interface Known {
  readonly reaches: readonly Reach[];
  /** Mutants that are reached when the product is loaded. */
  readonly still: ReadonlySet<number>;
}

/** Tries all mutants. Throws where the suite fails without one. */
export async function judge(room: string, planted: readonly Planted[], tests: readonly string[], budgetMs: number, tell: (verdict: Verdict) => void): Promise<readonly Verdict[]> {
  const order: Order = { room, tests, sources: [...new Set(planted.map(({ mutant }) => mutant.file))], from: null, known: null };
  let helper = start(order);
  const known = await reach(helper);
  const failing = known.reaches.filter(({ failed }) => failed !== null);
  if (failing.length > 0) console.log(`tests that fail without a mutant, and are not asked:\n${failing.map(({ file, name, failed }) => `  ${file} ${name}: ${failed ?? ""}`).join("\n")}`);
  const ms = known.reaches.reduce((sum, reached) => sum + reached.ms, 0);
  const long = known.reaches.filter(({ ms }) => ms > budgetMs);
  if (long.length > 0) console.log(`tests that take longer than the budget of ${budgetMs} ms, and are asked only where no other is:\n${long.map(({ file, name, ms }) => `  ${file} ${name}: ${Math.round(ms)} ms`).join("\n")}`);
  console.log(`${known.reaches.length} tests in ${Math.round(ms / 1000)} s, ${planted.length} mutants`);
  const verdicts: Verdict[] = [];
  const kills = new Map<string, number>();
  for (const { id, mutant } of planted) {
    const { some: all, again } = reaching(known, id);
    const some = within(byKills(all, kills), budgetMs);
    const begun = performance.now();
    let killer: string | null = null;
    let tests = some.length;
    if (some.length > 0 && !known.still.has(id)) {
      const tried = await ask(helper, { id, tests: some, again });
      killer = tried === null ? "a test that never ends" : tried.killer;
      tests = tried?.tried ?? tests;
      if (tried === null) {
        helper.kill("SIGKILL");
        helper = start({ ...order, known: [] });
        await reach(helper);
      }
    }
    let left = all.length - some.length;
    if (known.still.has(id)) {
      const every = byTime(known.reaches);
      const asked = within(byKills(every, kills), budgetMs);
      left = every.length - asked.length;
      killer = await alone(order, id, asked);
    }
    if (killer !== null) count(kills, killer);
    const verdict = { mutant, killer, unreached: some.length === 0 && !known.still.has(id), left, tried: tests, ms: performance.now() - begun };
    verdicts.push(verdict);
    tell(verdict);
  }
  helper.kill("SIGKILL");
  return verdicts;
}

/** Tests that reach a mutant, the quick ones first; `again`: their files must be opened anew. */
function reaching({ reaches }: Known, id: number): { readonly some: readonly Timed[]; readonly again: boolean } {
  const again = reaches.some(({ early }) => early.includes(id));
  return { some: byTime(reaches.filter(({ reached, early }) => reached.includes(id) || early.includes(id))), again };
}

function byTime(reaches: readonly Reach[]): readonly Timed[] {
  return reaches.filter(({ failed }) => failed === null).map(({ file, name, ms }) => ({ file, name, ms })).sort((a, b) => a.ms - b.ms);
}

function count(kills: Map<string, number>, killer: string): void {
  for (const [test, worth] of kills) kills.set(test, worth * FADING);
  kills.set(killer, (kills.get(killer) ?? 0) + 1);
}

/** Those first that killed most in the time that they take; the quick ones first of those that killed none. */
function byKills(tests: readonly Timed[], kills: ReadonlyMap<string, number>): readonly Timed[] {
  const worth = ({ file, name, ms }: Timed): number => (kills.get(`${file} ${name}`) ?? 0) / (ms + 1);
  return tests.map((test) => ({ test, worth: worth(test) })).sort((a, b) => b.worth - a.worth).map(({ test }) => test);
}

/** Those that fit into the budget, the first ones first; at least one. One that does not fit leaves the room to those behind it. */
export function within(tests: readonly Timed[], budgetMs: number): readonly Timed[] {
  let spent = 0;
  const some = tests.filter(({ ms }) => {
    if (spent + ms > budgetMs) return false;
    spent += ms;
    return true;
  });
  return some.length > 0 ? some : tests.slice(0, 1);
}

function limit(ms: number): number {
  return PATIENCE_MS + SLOWER * ms;
}

/** A mutant that lives from before the first line of the product. */
async function alone(order: Order, id: number, tests: readonly Timed[]): Promise<string | null> {
  const helper = start({ ...order, from: id, known: tests });
  const outcome = await next(helper, LOADING_MS, isOutcome);
  helper.kill("SIGKILL");
  return outcome === null ? "a process that does not come back" : outcome.killer;
}

function start(order: Order): ChildProcess {
  const path = join(order.room, `order-${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(path, JSON.stringify(order));
  return fork(join(order.room, "test/mutants/worker.js"), [path], { execArgv: [`--max-old-space-size=${MEMORY_MB}`], stdio: ["ignore", "ignore", "pipe", "ipc"] });
}

function isOutcome(message: unknown): message is Outcome {
  return typeof message === "object" && message !== null && "killer" in message;
}

function isBegun(message: unknown): message is Begun {
  return typeof message === "object" && message !== null && "begun" in message;
}

/** What the process says of the tests while it gets ready. */
function reach(helper: ChildProcess): Promise<Known> {
  const reaches: Reach[] = [];
  const still = new Set<number>();
  let said = "";
  helper.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString().slice(0, 2000)));
  return new Promise((done, failed) => {
    helper.on("exit", (code) => failed(new Error(`the process ended with ${String(code)}\n${said}`)));
    helper.on("message", (message: { readonly still?: readonly number[]; readonly reaches?: readonly Reach[]; readonly ready?: true }) => {
      for (const id of message.still ?? []) still.add(id);
      reaches.push(...(message.reaches ?? []));
      if (message.ready === true) done({ reaches, still });
    });
  });
}

function ask(helper: ChildProcess, message: { readonly id: number; readonly tests: readonly Timed[]; readonly again: boolean }): Promise<Outcome | null> {
  const outcome = next(helper, limit(0), (answer): answer is Outcome => isOutcome(answer) && answer.id === message.id);
  helper.send(message);
  return outcome;
}

/** The next such message; null where none comes in time, or none that another test is begun, or the process ends. */
function next<T>(helper: ChildProcess, limitMs: number, is: (message: unknown) => message is T): Promise<T | null> {
  return new Promise((done) => {
    const end = (answer: T | null): void => {
      clearTimeout(timer);
      helper.off("message", heard).off("exit", gone);
      done(answer);
    };
    const heard = (message: unknown): void => {
      if (is(message)) return end(message);
      if (!isBegun(message)) return;
      clearTimeout(timer);
      timer = setTimeout(gone, limit(message.begun));
    };
    const gone = (): void => end(null);
    let timer = setTimeout(gone, limitMs);
    helper.on("message", heard).on("exit", gone);
  });
}

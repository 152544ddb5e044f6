// The command line of the mutants: `npm run mutants -- --room src/wasm/codegen --sample N --seed N` plants so many, evenly over the
// room's files, and says which of them live; `--planted` plants those written by hand. `--tests FILE` names other tests to try,
// `--budget MS` how long on one mutant, `--line N` or `--line FILE:N` which ones, `--list` shows them, `--all` shows the killed too. A
// survivor is a hole in the tests, or the compiler refuses it, or it changes nothing and stands in `equal.ts` with the reason.

import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble, isAssembly } from "./assembly.js";
import { alike } from "./equal.js";
import { handmade } from "./handmade.js";
import { judge } from "./judge.js";
import type { Verdict } from "./judge.js";
import { ladder } from "./ladder.js";
import { show } from "./mutant.js";
import type { Mutant } from "./mutant.js";
import { mutantsOf } from "./operate.js";
import { plant } from "./plant.js";
import { compiler } from "./types.js";
import { root } from "../oracle/opa.js";

/** Where no room is named: what decides. */
const rooms = ["src/language/meaning", "src/wasm/codegen", "src/language/ir", "src/kernel/facts", "src/kernel/view", "src/kernel/decide", "src/rego"];
const SAMPLE = 100;
/** For how long tests are run on one mutant, measured without one. */
const BUDGET_MS = 60_000;

async function main(args: readonly string[]): Promise<boolean> {
  const options = (name: string): readonly string[] => args.flatMap((arg, at) => (arg === `--${name}` ? [args[at + 1] ?? ""] : []));
  const seed = Number(options("seed")[0] ?? 1);
  const sample = Number(options("sample")[0] ?? SAMPLE);
  const inRooms = options("room").length > 0 ? options("room") : rooms;
  const { mutants: byHand, lost } = args.includes("--planted") ? handmade(root, options("room")) : { mutants: null, lost: [] };
  for (const each of lost) console.log(each);
  const chosen = byHand ?? evenly(inRooms.flatMap(filesOf).map((file) => mutantsOf(file, readFileSync(join(root, file), "utf8"))), sample, seed);
  const at = options("line");
  const mutants = chosen.filter(({ file, line }) => at.length === 0 || at.includes(String(line)) || at.includes(`${file}:${line}`));
  const apart = mutants.filter((mutant) => alike(mutant) !== null);
  const asked = mutants.filter((mutant) => alike(mutant) === null);
  if (args.includes("--list")) {
    for (const mutant of asked) console.log(show(mutant));
    return true;
  }
  const assembled = await assemble(root, asked.filter(isAssembly));
  const planted = [...asked.filter((mutant) => !isAssembly(mutant)), ...assembled.mutants].map((mutant, id) => ({ id, mutant }));
  const refuse = once(compiler(root));
  const room = mkdtempSync(join(tmpdir(), "mutants-"));
  try {
    plant(root, join(room, "tree"), planted);
    const tests = options("tests").length > 0 ? options("tests") : ladder(asked.map(({ file }) => file));
    const verdicts = await judge(join(room, "tree"), planted, tests, Number(options("budget")[0] ?? BUDGET_MS), (verdict) => tell(verdict, args.includes("--all"), refuse));
    return score(verdicts, [...apart, ...assembled.same], assembled.refused, refuse) && lost.length === 0;
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

/** Why the compiler refuses a mutant; null where it does not. */
type Refuse = (mutant: Mutant) => string | null;

/** Each mutant is asked about once: it is told of, and counted. */
function once(refuse: Refuse): Refuse {
  const said = new Map<Mutant, string | null>();
  return (mutant) => {
    const before = said.get(mutant);
    const why = before === undefined ? refuse(mutant) : before;
    said.set(mutant, why);
    return why;
  };
}

function tell({ mutant, killer, unreached, left, tried, ms }: Verdict, all: boolean, refuse: Refuse): void {
  const why = killer === null ? refuse(mutant) : null;
  if (killer === null && why === null) console.log(`LIVES  ${show(mutant)}${unreached ? " (no test reaches it)" : ""}${left > 0 ? ` (${left} tests that reach it are not within the budget)` : ""}`);
  else if (all) console.log(killer === null ? `no one can build ${show(mutant)}: ${why ?? ""}` : `killed ${show(mutant)} by ${killer} (${tried} tests, ${Math.round(ms)} ms)`);
}

function score(verdicts: readonly Verdict[], apart: readonly Mutant[], unbuilt: readonly Mutant[], refuse: Refuse): boolean {
  const lives = verdicts.filter(({ killer }) => killer === null);
  const refused = lives.filter(({ mutant }) => refuse(mutant) !== null);
  const unasked = lives.filter(({ mutant, left }) => left > 0 && refuse(mutant) === null).length;
  console.log(`${verdicts.length + unbuilt.length} planted, ${verdicts.length - lives.length} killed, ${refused.length + unbuilt.length} refused by the compiler, ${lives.length - refused.length} live${unasked > 0 ? `, ${unasked} of them not asked of every test that reaches them, for the budget` : ""}; ${apart.length} put aside as equal`);
  return lives.length === refused.length;
}

/** All files of code below a room, or the file itself. */
function filesOf(room: string): readonly string[] {
  if (statSync(join(root, room)).isFile()) return [room];
  return readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.endsWith(".generated.ts") && (room.includes("assembly") || !name.includes("assembly/"))).sort().map((name) => `${room}/${name}`);
}

/** So many of all, of each file as many as of the others where it has them. */
function evenly(files: readonly (readonly Mutant[])[], count: number, seed: number): readonly Mutant[] {
  const random = chance(seed);
  const mixed = files.map((mutants) => mutants.map((mutant) => ({ mutant, at: random() })).sort((a, b) => a.at - b.at).map(({ mutant }) => mutant));
  const chosen: Mutant[] = [];
  for (let turn = 0; chosen.length < count && mixed.some((mutants) => turn < mutants.length); turn++) {
    for (const mutants of mixed) {
      const mutant = mutants[turn];
      if (mutant !== undefined && chosen.length < count) chosen.push(mutant);
    }
  }
  return chosen.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start));
}

function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;

// The fifth part of `npm run bench`: how wide and how cold. Sessions at once, sizes of values, rules and instructions as series of points;
// the ways into the pool; worker threads, measured and by a model; from the start of a process to its first decision. No peer takes part.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, createEngine, packBundle, type Decision, type Engine, type SinkEvent } from "../src/index.js";
import { root } from "../test/oracle/opa.js";
import { median } from "./measure.js";
import { bench } from "./peers/folder.js";
import { machine, runtimeVersions } from "./report.js";
import { TOOL, writeRules } from "./rules.js";
import { decide, flows, grow, middle, rulesOver, subject } from "./scale/sessions.js";
import { amongSessions, bytesOfRule, bytesOfSession, texts, withValues, type Point } from "./wide/sessions.js";
import { modelled, rateOf } from "./wide/workers.js";

/** Something that grows, as it is written down. */
export interface Series {
  readonly name: string;
  readonly x: string;
  readonly unit: string;
  readonly points: readonly Point[];
}

/** One number. */
export interface Single {
  readonly name: string;
  readonly unit: string;
  readonly measured: number;
}

const ROUNDS = 15;
/** Calls of one message. */
const CALLS = 8;
const patient = { timeoutMs: 10_000, waitMs: 60_000 } as const;
const set = writeRules(60, 64);
const bundle = compile([{ file: "orders.policy", text: set.policy }]).value ?? fail();
const series: Series[] = [];
const singles: Single[] = [];
const tell = (name: string, unit: string, measured: number): void => {
  singles.push({ name, unit, measured });
  console.log(`${name}: ${measured.toFixed(2)} ${unit}`);
};
const draw = (name: string, x: string, unit: string, points: readonly Point[]): void => {
  series.push({ name, x, unit, points });
  console.log(`${name}: ${points.map((point) => `${point.x} ${point.y.toFixed(0)}`).join(", ")} ${unit}`);
};

function fail(): never {
  throw new Error("the rules do not compile, or a process said nothing");
}

function byRules(): readonly Point[] {
  return [10, 60, 100, 1_000, 10_000].map((rules) => {
    const about = subject(rulesOver(rules, Math.max(10, rules / 10)));
    const session = about.core.session({ id: "s" });
    const one = (at: number): number => decide(about, session, { kind: "call", id: `c${at}`, tool: "t0", args: { kind: "invoice", reference: "order/x" } });
    middle(4_000, one);
    return { x: rules, y: middle(1_001, (at) => one(4_000 + at)) };
  });
}

function byInstructions(): readonly Point[] {
  const about = subject(flows);
  const warm = about.core.session({ id: "warm" });
  grow(about, warm, 0, 4_000);
  const session = about.core.session({ id: "s", bounds: { bytesMax: 2 ** 33 } });
  let grown = 0;
  return [10, 100, 1_000, 10_000, 100_000, 1_000_000].map((size) => {
    grow(about, session, grown, size - grown);
    grown = size;
    return { x: size, y: middle(101, (at) => decide(about, session, { kind: "call", id: `${size}.${at}`, tool: "submit", args: { kind: "invoice", text: "as agreed in room 7" } })) };
  });
}

/** Microseconds of a message of several calls, the ways taking turns. */
async function ways(always: Engine, adaptive: Engine): Promise<void> {
  const state = { made: 0 };
  const message = (): readonly SinkEvent[] => Array.from({ length: CALLS }, () => ({ kind: "call", id: `c${state.made++}`, tool: TOOL, args: set.inputs[state.made % set.inputs.length] ?? {} }));
  const one = (engine: Engine): (() => Promise<unknown>) => () => engine.session({ id: `s${state.made}` }).evaluate(message()[0] ?? fail());
  const apart = async (engine: Engine): Promise<readonly Decision[]> => {
    const session = engine.session({ id: `s${state.made}` });
    return Promise.all(message().map((event) => session.evaluate(event)));
  };
  const together = (engine: Engine): Promise<readonly Decision[]> => engine.session({ id: `s${state.made}` }).evaluateMany(message());
  const all: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["one call, `always`", one(always)], ["one call, `adaptive`", one(adaptive)],
    [`${CALLS} calls of one message, one by one, \`always\``, () => apart(always)],
    [`${CALLS} calls of one message, evaluateMany, \`always\``, () => together(always)],
    [`${CALLS} calls of one message, evaluateMany, \`adaptive\``, () => together(adaptive)],
  ];
  const rounds = new Map<string, number[]>(all.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS * 20; round++) {
    for (const [name, act] of all) {
      const since = performance.now();
      await act();
      rounds.get(name)?.push((performance.now() - since) * 1_000);
    }
  }
  // The first half warms up.
  for (const [name, times] of rounds) tell(name, "us", median(times.slice(times.length / 2)));
}

async function workers(): Promise<void> {
  const parts: { readonly hostUs: number; readonly allUs: number }[] = [];
  const measured: Point[] = [];
  for (const threads of [1, 2]) {
    const engine = await createEngine({ bundles: [bundle], pool: { threads, ...patient } });
    await rateOf(engine, set.inputs, 6_400, 64);
    const rates = [];
    for (let round = 0; round < 5; round++) rates.push(await rateOf(engine, set.inputs, 6_400, 64));
    measured.push({ x: threads, y: median(rates.map(({ aSecond }) => aSecond)) });
    parts.push({ hostUs: median(rates.map(({ hostUs }) => hostUs)), allUs: median(rates.map(({ allUs }) => allUs)) });
    await engine.close();
  }
  const hostUs = Math.min(...parts.map((part) => part.hostUs));
  const workerUs = Math.max(1, (parts[0]?.allUs ?? 0) - hostUs);
  draw("decisions a second, measured", "worker threads", "a second", measured);
  tell("the host's own thread a decision in the pool", "us", hostUs);
  tell("a worker a decision in the pool, its messages included", "us", workerUs);
  draw("decisions a second, by the model", "worker threads", "a second", [1, 2, 4, 8, 16, 32, 64].map((x) => ({ x, y: modelled(x, hostUs, workerUs) })));
}

function cold(): void {
  const folder = join(bench, "cold");
  mkdirSync(join(folder, "rules"), { recursive: true });
  const [file, trace] = [join(folder, "orders.tar.gz"), join(folder, "one.jsonl")];
  writeFileSync(file, packBundle(bundle));
  writeFileSync(join(folder, "rules", "orders.policy"), set.policy);
  const call = { id: "c", type: "function", function: { name: TOOL, arguments: JSON.stringify(set.inputs[0]) } };
  writeFileSync(trace, `${JSON.stringify({ id: "one", suite: "cold", kind: "case", tools: null, messages: [{ role: "assistant", content: null, tool_calls: [call] }] })}\n`);
  const timed = (args: readonly string[]): number => {
    const since = performance.now();
    execFileSync(process.execPath, [...args], { stdio: ["ignore", "pipe", "ignore"] });
    return performance.now() - since;
  };
  /** From the start of the process to its first decision, and not to its end. */
  const decided = (args: readonly string[]): number => {
    const since = performance.timeOrigin + performance.now();
    const told: unknown = JSON.parse(execFileSync(process.execPath, [...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return typeof told === "object" && told !== null && "ms" in told && typeof told.ms === "number" ? told.ms - since : fail();
  };
  const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const cli = here("../src/app/cli/main.js");
  const found = Array.from({ length: 5 }, () => ({
    bare: timed(["-e", "0"]),
    library: decided([here("./wide/cold.js"), "library", file]),
    worker: decided([here("./wide/cold.js"), "worker", file]),
    cli: timed([cli, "replay", trace, "--rules", join(folder, "rules"), "--format", "jsonl"]),
  }));
  const told = { bare: "a process of Node that does nothing", library: "process start to first decision: `interdict/runtime`, bundle from a file", worker: "the same with one worker", cli: "process start to end of the program: `replay` of one call, 60 rules compiled" };
  for (const kind of ["bare", "library", "worker", "cli"] as const) tell(told[kind], "ms", median(found.map((times) => times[kind])));
}

const on = machine();
cold();
draw("a decision, by rules", "rules", "ns", byRules());
draw("a decision, by sessions at once", "sessions", "ns", amongSessions([1, 10, 100, 1_000, 10_000]));
draw("a decision, by the letters of a value that an earlier result has too", "letters", "ns", withValues(texts.ordinary, [10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]));
draw("the same, where it is one sentence again and again", "letters", "ns", withValues(texts.repeated, [10, 100, 1_000, 10_000, 100_000, 1_000_000]));
draw("a decision, by instructions before", "instructions", "ns", byInstructions());
tell("memory of a session that has decided one call", "bytes", bytesOfSession(10_000));
tell("memory of a rule, its bundle compiled and loaded", "bytes", bytesOfRule());
const [always, adaptive] = [await createEngine({ bundles: [bundle], pool: { threads: 1, ...patient } }), await createEngine({ bundles: [bundle], pool: { threads: 1, ...patient, mode: "adaptive" } })];
await ways(always, adaptive);
await Promise.all([always.close(), adaptive.close()]);
await workers();
writeFileSync(join(root, "bench/scores/wide.json"), `${JSON.stringify({ machine: on, versions: runtimeVersions({}), series, singles }, null, 2)}\n`);
writeFileSync(join(root, "bench/scores/wide.md"), `# Scores of \`npm run bench\`, of how wide and how cold

Written by the benchmark; how it measures stands in [README.md](../README.md). On ${on.processor}, ${on.processors} processors, load ${on.load} before.

${series.map(({ name, x, unit, points }) => `## ${name[0]?.toUpperCase()}${name.slice(1)}\n\n| ${x} | ${unit} |\n|--:|--:|\n${points.map((point) => `| ${point.x.toLocaleString("en")} | ${Math.round(point.y).toLocaleString("en")} |`).join("\n")}\n`).join("\n")}
## Single figures

| what | measured | unit |
|---|--:|---|
${singles.map(({ name, unit, measured }) => `| ${name} | ${measured.toFixed(2)} | ${unit} |`).join("\n")}
`);

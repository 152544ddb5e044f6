// The fourth part of `npm run bench`: what grows and what stays. Rules from 10 to 10,000, instructions from 10 to 1,000,000, decisions to
// 1,000,000, the time to compile, to load and decide first, and the bytes of all of it; each beside what the design asks for.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../src/index.js";
import { createCore, type SessionCore } from "../src/engine.js";
import { load } from "../src/wasm/abi/load.js";
import { root } from "../test/oracle/opa.js";
import { viewOf } from "./contenders.js";
import { median } from "./measure.js";
import { bench } from "./peers/folder.js";
import { buildModules, flatInputs } from "./peers/opa.js";
import { machine, runtimeVersions } from "./report.js";
import { writeRules } from "./rules.js";
import { installedBytes } from "./scale/size.js";
import { decide, flows, grow, indexShare, liveBytes, middle, rulesOver, subject, type Subject } from "./scale/sessions.js";

/** One thing that was asked for and measured. */
export interface Found {
  readonly name: string;
  readonly unit: string;
  readonly measured: number;
  /** What it is to be at most; null where nothing is asked. */
  readonly most: number | null;
}

const DECISIONS = 401;
const ROUNDS = 7;
/** How often the value index is weighed. */
const INDEX_TIMES = 5;
const found: Found[] = [];
const tell = (name: string, unit: string, measured: number, most: number | null): void => {
  found.push({ name, unit, measured, most });
  console.log(`${name}: ${measured.toFixed(2)} ${unit}${most === null ? "" : `, at most ${most}`}`);
};

function compiling(): void {
  compile([{ file: "first.policy", text: writeRules(2, 2).policy }]);
  for (const [rules, most] of [[60, 100], [1_000, 1_000]] as const) {
    const text = writeRules(rules, 2).policy;
    tell(`compile ${rules} rules, after start`, "ms", Math.min(...Array.from({ length: 3 }, () => took(() => compile([{ file: "orders.policy", text }])))), most);
  }
}

function took(act: () => unknown): number {
  const since = performance.now();
  act();
  return performance.now() - since;
}

/** Rounds in which each takes its turn; gives the middle of the ratios. */
function ratioOf(above: (round: number) => number, below: (round: number) => number): number {
  return median(Array.from({ length: ROUNDS }, (_, round) => above(round) / below(round)));
}

function rules(): void {
  const few = subject(rulesOver(10, 10));
  const event = (id: string): object => ({ kind: "call", id, tool: "t0", args: { kind: "invoice", reference: "order/x" } });
  const asked = (about: Subject): (round: number) => number => {
    for (let at = 0; at < 20; at++) middle(DECISIONS, (one) => decide(about, session(about, `w${at}`), event(`w${one}`)));
    return (round) => {
      const own = session(about, `r${round}`);
      return middle(DECISIONS, (at) => decide(about, own, event(`c${at}`)));
    };
  };
  const base = asked(few);
  tell("decision with 10 rules, 10 tools", "ns", base(0), null);
  tell("decision with 10,000 rules, 1,000 tools / with 10", "times", ratioOf(asked(subject(rulesOver(10_000, 1_000))), base), 3);
  tell("decision with 10,000 rules, 25 tools / with 10", "times", ratioOf(asked(subject(rulesOver(10_000, 25))), base), 3);
}

function session({ core }: Subject, id: string): SessionCore {
  return core.session({ id, bounds: { bytesMax: 2 ** 33 } });
}

function instructions(): void {
  const about = subject(flows);
  const submit = (id: string): object => ({ kind: "call", id, tool: "submit", args: { kind: "invoice", text: "as agreed in room 7" } });
  const short = (round: number): number => {
    const own = session(about, `short${round}`);
    grow(about, own, 0, 10);
    return middle(31, (at) => decide(about, own, submit(`c${at}`)));
  };
  for (let warm = 0; warm < 100; warm++) short(warm);
  const before = liveBytes();
  const long = session(about, "long");
  const dearest = session(about, "dearest");
  grow(about, dearest, 0, 1_000, 1);
  let at = 0;
  for (const [size, name] of [[1_000, "1,000"], [10_000, "10,000"], [100_000, "100,000"], [1_000_000, "1,000,000"]] as const) {
    grow(about, long, at, size - at);
    at = size;
    const ratio = ratioOf((round) => middle(31, (one) => decide(about, long, submit(`${size}.${round}.${one}`))), short);
    tell(`decision at ${name} instructions / at 10`, "times", ratio, size === 1_000_000 ? 1.5 : null);
    // A word in up to SIGHTINGS_MAX places is looked for in each of them; in more it is a common one, and not looked for.
    if (size === 1_000) tell("the same, each of whose words stands in 1,000 earlier results: the dearest that there is", "times", ratioOf((round) => middle(31, (one) => decide(about, dearest, submit(`${round}.${one}`))), short), null);
  }
  tell("memory an instruction, results of six words and their index included", "bytes", (liveBytes() - before) / long.graph.nodes.kinds.length, null);
}

function plainInstructions(): void {
  const about = subject(rulesOver(10, 1));
  const own = session(about, "plain");
  const step = (at: number): void => {
    decide(about, own, { kind: "call", id: `c${at}`, tool: "t0", args: { kind: "invoice", reference: "order/x" } });
    own.observe({ kind: "result", id: `c${at}`, content: "done" });
  };
  const calls = 200_000;
  for (let at = 0; at < 1_000; at++) step(at);
  const before = liveBytes();
  for (let at = 1_000; at < 1_000 + calls; at++) step(at);
  tell("graph memory an instruction, no texts kept", "bytes", (liveBytes() - before) / calls, 300);
}

/** The documents of this project, as results that a session keeps. */
function indexing(): void {
  const files = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")).sort().map((name) => join(root, "docs", name));
  const lines = files.flatMap((file) => readFileSync(file, "utf8").split("\n").filter((line) => line !== ""));
  // What lives differs by what the engine of JavaScript keeps for itself just then: the middle of some.
  tell("value index, the documents as results / their bytes", "times", middle(INDEX_TIMES, () => indexShare(lines)), 2);
}

function leaking(): void {
  const set = writeRules(60, 64);
  const about = subject(set.policy);
  let own = about.core.session({ id: "s" });
  const go = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      if (at % 1_000 === 0) own = about.core.session({ id: `s${at}` });
      decide(about, own, { kind: "call", id: `c${at}`, tool: "submit", args: set.inputs[at % set.inputs.length] });
    }
  };
  go(0, 1_000);
  const [heap, wasm] = [liveBytes(), about.module.memoryBytes()];
  go(1_000, 1_001_000);
  own = about.core.session({ id: "last" });
  tell("live memory after 1,000,000 decisions, less that after 1,000", "bytes", liveBytes() - heap, 1_000_000);
  tell("memory of the module after 1,000,000 decisions, less that after 1,000", "bytes", about.module.memoryBytes() - wasm, 0);
}

async function loading(): Promise<void> {
  const set = writeRules(60, 64);
  const { value: bundle } = compile([{ file: "orders.policy", text: set.policy }]);
  if (bundle === undefined) throw new Error("the rules do not compile");
  const { wasm, manifest } = bundle;
  const view = viewOf(createCore(load(new WebAssembly.Module(new Uint8Array(wasm)), manifest), "first"), set.inputs[0] ?? fail());
  mkdirSync(bench, { recursive: true });
  const file = (name: string, content: Uint8Array | string): string => {
    writeFileSync(join(bench, name), content);
    return join(bench, name);
  };
  const about = file("first.json", JSON.stringify({ manifest, view, input: flatInputs(set)[0] }));
  const modules = await buildModules(set, bundle);
  const first = (kind: string, path: string): number => Number(execFileSync(process.execPath, [fileURLToPath(new URL("./scale/first.js", import.meta.url)), kind, path, about], { encoding: "utf8" }));
  const [own, opas] = [file("first.wasm", wasm), modules === null ? null : file("first.opa.wasm", modules.byHand)];
  const rounds = Array.from({ length: 5 }, () => ({ own: first("own", own), opa: opas === null ? Number.NaN : first("opa", opas) }));
  tell("load a module and decide first", "ms", median(rounds.map((round) => round.own)), null);
  if (opas === null) return void console.log("OPA is missing: loading it is not measured (`npm run bench:setup` installs it)");
  tell("the same of OPA's module", "ms", median(rounds.map((round) => round.opa)), null);
  tell("load and decide first, ours / OPA's", "times", median(rounds.map((round) => round.own / round.opa)), 1 / 3);
  tell("module's bytes, ours / OPA's", "times", wasm.length / (modules?.byHand.length ?? Number.NaN), 1 / 10);
}

function fail(): never {
  throw new Error("there is an input");
}

const on = machine();
compiling();
rules();
instructions();
plainInstructions();
indexing();
leaking();
await loading();
const { own, needs } = installedBytes(root);
tell("installed package, with what it needs to run", "MB", (own + needs) / 1e6, 20);
writeFileSync(join(root, "bench/scores/scale.json"), `${JSON.stringify({ machine: on, versions: runtimeVersions({}), found }, null, 2)}\n`);
writeFileSync(join(root, "bench/scores/scale.md"), `# Scores of \`npm run bench\`, of what grows

Written by the benchmark; how it measures stands in [README.md](../README.md). On ${on.processor}, load ${on.load} before.

| what | measured | unit | at most | met |
|---|--:|---|--:|---|
${found.map(({ name, unit, measured, most }) => `| ${name} | ${measured.toFixed(2)} | ${unit} | ${most === null ? "" : most.toFixed(2)} | ${most === null ? "" : measured <= most ? "yes" : "no"} |`).join("\n")}
`);

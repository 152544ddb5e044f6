// The second part of `npm run bench`: the frame door and the peers that `npm run bench:setup` installed, on the same rules and inputs,
// in one process and in turn. Every answer of each is compared before anything is timed; a peer that is missing is named.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../src/index.js";
import { createCore } from "../src/engine.js";
import { viewJson } from "../src/wasm/abi/json.js";
import { load } from "../src/wasm/abi/load.js";
import { root } from "../test/oracle/opa.js";
import { direct, sameAnswers, viewOf, type Decider } from "./contenders.js";
import { measure } from "./measure.js";
import { aiSdk, buildModules, opaServer, opaWasm } from "./peers/opa.js";
import { bench, hasPackage, sources } from "./peers/folder.js";
import { ready } from "./peers/peers.js";
import { machine, markdown, ratio, runtimeVersions, type Ratio, type Scores } from "./report.js";
import { writeRules } from "./rules.js";

const RULES = 60;
const INPUTS = 64;
const ROUNDS = 9;
/** Seconds a contender's turn may take; the slowest has a few batches in it. */
const TURN_SECONDS = 0.2;

/** Peers that must be so many times slower than the frame door: the design's table. */
const least: readonly (readonly [peer: string, times: number])[] = [
  ["OPA's module, evaluate", 20], ["@marcbachmann/cel-js", 20], ["@bufbuild/cel", 100], ["casbin", 100],
  ["@cedar-policy/cedar-wasm, prepared", 100], ["json-rules-engine", 100], ["@ai-sdk/policy-opa", 20], ["OPA's server on loopback", 100],
];

async function main(): Promise<void> {
  const on = machine();
  const set = writeRules(RULES, INPUTS);
  const { value: bundle } = compile([{ file: "orders.policy", text: set.policy }]);
  if (bundle === undefined) throw new Error("the rules do not compile");
  const module = load(new WebAssembly.Module(new Uint8Array(bundle.wasm)), bundle.manifest);
  const core = createCore(module, "peers");
  const views = set.inputs.map((order) => viewOf(core, order));
  const { list, missing } = await ready(set);
  const modules = await buildModules(set, bundle);
  const ofOpa = modules === null ? [] : await opaWasm(set, bundle, views.map((view) => viewJson(view, bundle.manifest)), modules);
  const adapter = modules === null ? null : await aiSdk(set, modules);
  const server = await opaServer(set);
  const frame = direct("frame door", views, (view) => module.decide(view), (verdicts) => verdicts.map(({ rule }) => rule));
  const all: readonly Decider[] = [frame, ...ofOpa, ...list, ...(adapter === null ? [] : [adapter]), ...(server === null ? [] : [server.decider])];
  const gone = [...missing, ...(modules === null ? ["OPA"] : []), ...(adapter === null ? ["@ai-sdk/policy-opa"] : [])];
  try {
    await sameAnswers(all, set);
    const times = await measure(all, ROUNDS, TURN_SECONDS);
    const has = (name: string): boolean => times.some((each) => each.name === name);
    const ratios: readonly Ratio[] = [
      ...least.filter(([peer]) => has(peer)).map(([peer, by]) => ratio(times, `frame door / ${peer}`, "frame door", peer, 1 / by)),
      ...(modules === null ? [] : [
        ratio(times, "our module / OPA's, evaluate in opa-wasm", "Interdict's module, evaluate", "OPA's module, evaluate", 1 / 2),
        ratio(times, "our module / OPA's, opa_eval alone", "Interdict's module, opa_eval alone", "OPA's module, opa_eval alone", 1 / 4),
      ]),
    ];
    const subject = {
      rules: RULES, inputs: INPUTS, "our module's bytes": bundle.wasm.length,
      ...(modules === null ? {} : { "OPA's module's bytes": modules.byHand.length, "OPA's module's bytes of the generated Rego": modules.generated.length }),
    };
    write({ machine: on, versions: runtimeVersions(versions()), subject, times, spreads: [], ratios, bounds: [] }, gone);
  } finally {
    server?.close();
  }
}

/** Versions of the peers that are there. */
function versions(): Readonly<Record<string, string>> {
  const { dependencies } = JSON.parse(readFileSync(join(sources, "package.json"), "utf8")) as { readonly dependencies: Readonly<Record<string, string>> };
  return Object.fromEntries(Object.keys(dependencies).filter(hasPackage).map((name) => [name, (JSON.parse(readFileSync(join(bench, "node_modules", name, "package.json"), "utf8")) as { readonly version: string }).version]));
}

function write(scores: Scores, missing: readonly string[]): void {
  const note = missing.length === 0 ? "No peer was missing." : `Missing, and so not measured (\`npm run bench:setup\` installs them): ${missing.join(", ")}.`;
  const folder = join(root, "bench/scores");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "peers.json"), `${JSON.stringify({ ...scores, missing }, null, 2)}\n`);
  const text = markdown(scores, "npm run bench, beside its peers", [note]);
  writeFileSync(join(folder, "peers.md"), text);
  console.log(text);
}

await main();

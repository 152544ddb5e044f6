// The third part of `npm run bench`: rules about what came before. The frame door, where that is a bit, beside OPA's Wasm, where it is
// part of the input; and one decision of a long session beside Invariant's analyser, which reads the whole of it. Answers are compared first.

import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { compile } from "../src/index.js";
import type { Compiled } from "../src/compile.js";
import { createCore, type Prepared, type SessionCore } from "../src/engine.js";
import { load } from "../src/wasm/abi/load.js";
import { hasOpa, root, startOpa } from "../test/oracle/opa.js";
import { direct, type Decider } from "./contenders.js";
import { measure, median, type Rounds } from "./measure.js";
import { ancestorsInput, messagesOf, pastRules, pasts, type Past } from "./peers/ancestors.js";
import { python, sources } from "./peers/folder.js";
import { machine, markdown, ratio, runtimeVersions, type Ratio } from "./report.js";

const RULES = 60;
const INPUTS = 8;
const ROUNDS = 7;
const TURN_SECONDS = 0.2;
/** Calls before the sink, and how many times faster the design asks for. */
const sizes: readonly (readonly [ancestors: number, times: number])[] = [[10, 50], [100, 300], [1_000, 2_000]];
const ANALYSER_RULES = 20;
/** Messages; at 1,000 its quadratic cost is minutes, and is not waited for. */
const analyserSizes = [10, 100] as const;
const SESSION_MESSAGES = 1_000;
const DECISIONS = 16;
const WARM = 4_000;

interface Ours {
  readonly module: ReturnType<typeof load>;
  session(past: Past): SessionCore;
}

function ours({ wasm, manifest, data }: Compiled): Ours {
  const module = load(new WebAssembly.Module(new Uint8Array(wasm)), manifest);
  const core = createCore(module, "relational", data);
  return {
    module,
    session({ folders }) {
      const session = core.session({ id: "s" });
      folders.forEach((folder, number) => {
        session.settle(session.prepare({ kind: "call", id: `c${number}`, tool: "show", args: { folder } }), [], 0);
        session.observe({ kind: "result", id: `c${number}`, content: "as agreed" });
      });
      return session;
    },
  };
}

const sink = ({ kind }: Past, id: string): object => ({ kind: "call", id, tool: "submit", args: { kind } });

function viewOf(prepared: Prepared): Extract<Prepared, { kind: "view" }>["view"] {
  if (prepared.kind === "failed") throw new Error(prepared.message);
  return prepared.view;
}

/** The frame door and OPA, at one size. */
async function contendersAt(ancestors: number, own: Ours, regos: readonly (readonly [string, Uint8Array<ArrayBuffer>])[]): Promise<readonly Decider[]> {
  const all = pasts(RULES, ancestors, INPUTS);
  const views = all.map((past) => viewOf(own.session(past).prepare(sink(past, "sink"))));
  const inputs = all.map(ancestorsInput);
  const list: Decider[] = [direct(`frame door, ${ancestors} before`, views, (view) => own.module.decide(view), (verdicts) => verdicts.map(({ rule }) => rule))];
  for (const [name, module] of regos) {
    const policy = await loadPolicy(module);
    list.push(direct(`${name}, ${ancestors} before`, inputs, (input): unknown => policy.evaluate(input), (result) => (result as readonly [{ result: readonly string[] }])[0].result.map((id) => Number(id.slice(-4)))));
  }
  for (const { name, answer } of list) {
    for (const [input, { fires }] of all.entries()) {
      const answered = (await answer(input))?.join();
      if (answered !== (fires === -1 ? "" : String(fires))) throw new Error(`${name} answers [${answered}] to input ${input}, not ${fires}`);
    }
  }
  return list;
}

async function besideOpa(): Promise<{ readonly times: readonly Rounds[]; readonly ratios: readonly Ratio[] }> {
  const rules = pastRules(RULES);
  const own = ours(compiled(rules.policy));
  const regos: (readonly [string, Uint8Array<ArrayBuffer>])[] = [];
  if (hasOpa()) {
    const opa = startOpa();
    regos.push(["OPA's module", await opa.build(rules.rego, "orders/fired")], ["OPA's module, folders collected once", await opa.build(rules.regoOnce, "orders/fired")]);
    opa.stop();
  }
  const times: Rounds[] = [];
  const ratios: Ratio[] = [];
  for (const [ancestors, by] of sizes) {
    const at = await measure(await contendersAt(ancestors, own, regos), ROUNDS, TURN_SECONDS);
    times.push(...at);
    for (const [name] of regos) ratios.push(ratio(at, `frame door / ${name}, ${ancestors} before`, `frame door, ${ancestors} before`, `${name}, ${ancestors} before`, 1 / by));
  }
  return { times, ratios };
}

/** Nanoseconds of one decision of a session of so many messages: the event in, the decision out. */
function sessionTimes(messages: number, rounds: number): Rounds {
  const own = ours(compiled(pastRules(ANALYSER_RULES).policy));
  const [past] = pasts(ANALYSER_RULES, messages / 2, 1);
  if (past === undefined) throw new Error("there is an input");
  const decide = (session: SessionCore, id: string): number => {
    const since = performance.now();
    const prepared = session.prepare(sink(past, id));
    const { rules } = session.settle(prepared, prepared.kind === "view" ? own.module.decide(prepared.view) : prepared, 0);
    const took = (performance.now() - since) * 1e6;
    if (rules.map(({ id: rule }) => Number(rule.slice(-4))).join() !== String(past.fires)) throw new Error("our session decides otherwise");
    return took;
  };
  // A session grows by what it decides: few in each, and those that warm up in others.
  const few = (session: SessionCore): number => median(Array.from({ length: DECISIONS }, (_, at) => decide(session, `d${at}`)));
  for (let warm = 0; warm < WARM; warm += DECISIONS) few(own.session({ ...past, folders: past.folders.slice(0, 10) }));
  return { name: `a decision of Interdict, ${messages} messages`, rounds: Array.from({ length: rounds }, () => few(own.session(past))) };
}

/** The same by Invariant's analyser, as its own process's clock says; null where it is not installed. */
async function besideInvariant(): Promise<readonly Rounds[] | null> {
  if (!existsSync(python)) return null;
  const child = spawn(python, [join(sources, "analyse.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (asked: object): Promise<{ readonly raised?: readonly string[]; readonly ns?: number }> => {
    child.stdin.write(`${JSON.stringify(asked)}\n`);
    const { value } = await lines.next();
    return JSON.parse(String(value)) as { readonly raised?: readonly string[]; readonly ns?: number };
  };
  await ask({ policy: pastRules(ANALYSER_RULES).invariant });
  const times: Rounds[] = [];
  for (const messages of analyserSizes) {
    const rounds: number[] = [];
    for (const past of pasts(ANALYSER_RULES, messages / 2, 4).slice(0, messages > 10 ? 2 : 4)) {
      const { raised, ns = Number.NaN } = await ask(messagesOf(past));
      if (raised?.map((id) => Number(id.slice(-4))).join() !== (past.fires === -1 ? "" : String(past.fires))) throw new Error(`Invariant raises ${JSON.stringify(raised)}, not ${past.fires}`);
      rounds.push(ns);
    }
    times.push({ name: `Invariant's analyser, ${messages} messages`, rounds });
  }
  child.stdin.end();
  return times;
}

function compiled(policy: string): Compiled {
  const { value, diagnostics } = compile([{ file: "vault.policy", text: policy }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

async function main(): Promise<void> {
  const on = machine();
  const { times, ratios } = await besideOpa();
  const analyser = await besideInvariant();
  const sessions = [...analyserSizes, SESSION_MESSAGES].map((messages) => sessionTimes(messages, ROUNDS));
  const all = [...times, ...sessions, ...(analyser ?? [])];
  const [of, to] = [sessions.at(-1), analyser?.at(-1)];
  const found: readonly Ratio[] = [
    ...ratios,
    ...(of === undefined || to === undefined ? [] : [{ ...ratio([of, { ...to, rounds: of.rounds.map((_, at) => to.rounds[at % to.rounds.length] ?? Number.NaN) }], `${of.name} / ${to.name}`, of.name, to.name, 1 / 1000) }]),
    ratio(sessions, "a decision at 1,000 messages / at 10", `a decision of Interdict, ${SESSION_MESSAGES} messages`, "a decision of Interdict, 10 messages", 1.5),
  ];
  const missing = [...(hasOpa() ? [] : ["OPA"]), ...(analyser === null ? ["Invariant's analyser"] : [])];
  const notes = [
    missing.length === 0 ? "No peer was missing." : `Missing, and so not measured (\`npm run bench:setup\` installs them): ${missing.join(", ")}.`,
    "What came before costs the frame door nothing, since each rule's source was looked for once, when its instruction was finished; that cost is in the decisions of whole sessions below. Invariant's analyser is asked up to 100 messages: its cost grows with the square of them.",
  ];
  const scores = { machine: on, versions: runtimeVersions({}), subject: { rules: RULES, "rules of sessions": ANALYSER_RULES, inputs: INPUTS }, times: all, spreads: [], ratios: found, bounds: [] };
  writeFileSync(join(root, "bench/scores/relational.json"), `${JSON.stringify({ ...scores, missing }, null, 2)}\n`);
  const text = markdown(scores, "npm run bench, of what came before", notes);
  writeFileSync(join(root, "bench/scores/relational.md"), text);
  console.log(text);
}

await main();

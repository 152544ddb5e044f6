// One rule set -> everything that decides by it here, each made ready once and each answering the same question: which rules
// fire for this input. What differs is where the question starts (an event, a view, plain arguments) and by which door it goes.

import { fileURLToPath } from "node:url";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { Piscina } from "piscina";
import { compile, createEngine } from "../src/index.js";
import type { CallEvent, Decision, Engine, Session } from "../src/index.js";
import { createCore } from "../src/engine.js";
import type { Core } from "../src/engine.js";
import { writeFrame } from "../src/wasm/abi/frame.js";
import { viewJson } from "../src/wasm/abi/json.js";
import { load } from "../src/wasm/abi/load.js";
import type { View } from "../src/words/view.js";
import type { Contender } from "./measure.js";
import type { Order, RuleSet } from "./rules.js";
import { TOOL } from "./rules.js";

/** A contender that can be asked what it measures. */
export interface Decider extends Contender {
  /** The indexes of the rules that fire for an input; null for one that decides nothing. */
  answer(input: number): Promise<readonly number[] | null>;
}

/** All contenders, and what is to be said of the subject. */
export interface Contenders {
  readonly list: readonly Decider[];
  /** A whole decision in this thread, of sessions of its own: made at once behind another it shows what that one paid for the processor's caches. */
  readonly warm: Decider;
  readonly subject: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Decisions in flight where throughput is measured. */
const IN_FLIGHT = 64;
/** Decisions after which a session is replaced, so that the run does not measure its own memory. */
const SESSION_DECISIONS = 4096;
/** As in a default pool, but patient: a benchmark's machine may be busy, and a denial would be measured as a decision. */
const pool = { threads: 1, timeoutMs: 10_000, waitMs: 60_000 } as const;

/** Makes all contenders ready. */
export async function contenders(set: RuleSet): Promise<Contenders> {
  const { value: bundle, diagnostics } = compile([{ file: "orders.policy", text: set.policy }]);
  if (bundle === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { manifest, wasm } = bundle;
  const compiled = new WebAssembly.Module(new Uint8Array(wasm));
  const module = load(compiled, manifest);
  const core = createCore(module, "bench");
  const views = set.inputs.map((order) => viewOf(core, order));
  const json = views.map((view) => viewJson(view, manifest));
  const opa = await loadPolicy(new Uint8Array(wasm));
  const engine = await createEngine({ bundles: [bundle], pool });
  const frames = views.map((view) => writeFrame(view, manifest));
  const indexes = new Map(manifest.rules.map(({ id }, index) => [id, index]));
  const byRules = ({ rules }: Decision): readonly number[] => rules.map(({ id }) => indexes.get(id) ?? -1).toSorted((a, b) => a - b);
  const echo = echoes(frames, set.fires);
  return {
    list: [
      floor(set),
      direct("frame door", views, (view) => module.decide(view), (verdicts) => verdicts.map(({ rule }) => rule)),
      direct("JSON door in opa-wasm", json, (view): unknown => opa.evaluate(view), (result) => jsonRules(result, indexes)),
      inThread("evaluateSync", engine, set, byRules),
      ...echo.list,
      ...inPool(engine, set, byRules),
    ],
    warm: inThread("evaluateSync, at once behind another", engine, set, byRules),
    subject: {
      rules: manifest.rules.length,
      inputs: set.inputs.length,
      "module bytes": wasm.length,
      "frame bytes": Math.round(frames.reduce((sum, { length }) => sum + length, 0) / frames.length),
      "JSON bytes": Math.round(json.reduce((sum, view) => sum + JSON.stringify(view).length, 0) / json.length),
    },
    async close() {
      await engine.close();
      await echo.close();
    },
  };
}

/** The view of an order, as the kernel makes it. */
export function viewOf(core: Core, order: Order): View {
  const prepared = core.session({ id: "view" }).prepare(call(order, "c"));
  if (prepared.kind === "failed") throw new Error(prepared.message);
  return prepared.view;
}

/** Whatever was computed last: what nothing reads an optimiser may leave out. */
export const sink: { last: unknown } = { last: null };

function call(order: Order, id: string): CallEvent {
  return { kind: "call", id, tool: TOOL, args: order };
}

/** A contender that answers at once, without a clock of its own: a batch is every input once. */
export function direct<Input, Output>(name: string, inputs: readonly Input[], decide: (input: Input) => Output, rules: (output: Output) => readonly number[]): Decider {
  return {
    name,
    batch: inputs.length,
    run() {
      for (const input of inputs) sink.last = decide(input);
    },
    once: null,
    answer: (input) => Promise.resolve(rules(decide(inputs[input] as Input))),
  };
}

function floor(set: RuleSet): Decider {
  const decide = new Function(set.javascript)() as (order: Order) => readonly number[];
  return direct("JavaScript by hand", set.inputs, decide, (rules) => rules);
}

/** Events with identifiers of their own, in sessions that are replaced before they grow. */
function asker(engine: Engine, set: RuleSet, name: string): () => { session: Session; event: CallEvent; input: number } {
  const state = { made: 0, session: engine.session({ id: `${name}-0` }) };
  return () => {
    const made = state.made++;
    if (made % SESSION_DECISIONS === 0) state.session = engine.session({ id: `${name}-${made}` });
    const input = made % set.inputs.length;
    return { session: state.session, event: call(set.inputs[input] as Order, `c${made}`), input };
  };
}

function inThread(name: string, engine: Engine, set: RuleSet, rules: (decision: Decision) => readonly number[]): Decider {
  const next = asker(engine, set, name);
  const decide = (): Decision => {
    const { session, event } = next();
    return session.evaluateSync(event);
  };
  return {
    name,
    batch: set.inputs.length,
    run() {
      for (let left = set.inputs.length; left > 0; left--) sink.last = decide();
    },
    once: decide,
    answer: (input) => Promise.resolve(rules(engine.session({ id: `${name}-of-${input}` }).evaluateSync(call(set.inputs[input] as Order, "c")))),
  };
}

function inPool(engine: Engine, set: RuleSet, rules: (decision: Decision) => readonly number[]): readonly Decider[] {
  const next = asker(engine, set, "pool");
  const decide = (): Promise<Decision> => {
    const { session, event } = next();
    return session.evaluate(event);
  };
  // Decisions of one session wait for each other: many in flight are many sessions.
  const lanes = Array.from({ length: IN_FLIGHT }, (_, lane) => asker(engine, set, `lane-${lane}`));
  const answer = async (input: number): Promise<readonly number[]> => rules(await engine.session({ id: `pool-${input}` }).evaluate(call(set.inputs[input] as Order, "c")));
  return [
    oneByOne("evaluate", decide, answer),
    inFlight(`evaluate, ${IN_FLIGHT} in flight`, (lane) => {
      const { session, event } = (lanes[lane] ?? next)();
      return session.evaluate(event);
    }, answer),
  ];
}

function echoes(frames: readonly Uint8Array[], fires: readonly number[]): { list: readonly Decider[]; close: () => Promise<void> } {
  const piscina = new Piscina<Uint8Array, Uint32Array>({
    filename: fileURLToPath(new URL("./echo.js", import.meta.url)), name: "decide", minThreads: pool.threads, maxThreads: pool.threads, recordTiming: false,
  });
  const state = { asked: 0 };
  const ask = (): Promise<Uint32Array> => {
    const input = state.asked++ % frames.length;
    const bytes = new Uint8Array(frames[input] ?? []);
    bytes[0] = fires[input] === -1 ? 0 : 1;
    return piscina.run(bytes);
  };
  const nothing = (): Promise<null> => Promise.resolve(null);
  return {
    list: [oneByOne("bare piscina echo", ask, nothing), inFlight(`bare piscina echo, ${IN_FLIGHT} in flight`, ask, nothing)],
    close: () => piscina.close(),
  };
}

/** A contender that is asked anew when it has answered. */
export function oneByOne(name: string, decide: () => Promise<unknown>, answer: Decider["answer"]): Decider {
  return {
    name,
    batch: IN_FLIGHT,
    async run() {
      for (let left = IN_FLIGHT; left > 0; left--) await decide();
    },
    once: decide,
    answer,
  };
}

function inFlight(name: string, decide: (lane: number) => Promise<unknown>, answer: Decider["answer"]): Decider {
  return { name, batch: IN_FLIGHT, run: () => Promise.all(Array.from({ length: IN_FLIGHT }, (_, lane) => decide(lane))), once: null, answer };
}

/** Rules of `[{"result": {"effect", "verdicts": [{"rule"}]}}]`. */
export function jsonRules(result: unknown, indexes: ReadonlyMap<string, number>): readonly number[] {
  const [{ result: { verdicts } }] = result as [{ result: { verdicts: readonly { rule: string }[] } }];
  return verdicts.map(({ rule }) => indexes.get(rule) ?? -1);
}

/** Throws at the first contender that decides an input differently than the rules were written for. */
export async function sameAnswers(list: readonly Decider[], { fires }: RuleSet): Promise<void> {
  for (const { name, answer } of list) {
    for (const [input, rule] of fires.entries()) {
      const answered = await answer(input);
      const expected = rule === -1 ? [] : [rule];
      if (answered !== null && answered.join() !== expected.join()) {
        throw new Error(`${name} answers [${answered.join()}] to input ${input}, not [${expected.join()}]`);
      }
    }
  }
}

// OPA as a peer: its own Wasm of the rules as an author writes them in Rego, and of the Rego that we generate; its evaluation alone, without
// the host's JSON; its server on this machine; the AI SDK's adapter over its Wasm. Optimisation levels of `opa build` give the same module here.

import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import type { Compiled } from "../../src/compile.js";
import { regoOf } from "../../src/rego/rego.js";
import { hasOpa, startOpa } from "../../test/oracle/opa.js";
import type { Json } from "../../src/wasm/abi/json.js";
import type { Decider } from "../contenders.js";
import { direct, jsonRules, oneByOne } from "../contenders.js";
import type { RuleSet } from "../rules.js";
import { TOOL } from "../rules.js";
import { bench, hasPackage, load, opaProgram } from "./folder.js";
import { approvalRules, regoRules } from "./languages.js";
import { numbersOf } from "./peers.js";

/** Modules that OPA built of the rules. */
export interface OpaModules {
  /** Of the rules as an author writes them. */
  readonly byHand: Uint8Array<ArrayBuffer>;
  /** Of the Rego that Interdict generates of its policy; it is asked with the whole view. */
  readonly generated: Uint8Array<ArrayBuffer>;
  /** With the decision that the AI SDK's adapter reads. */
  readonly approval: Uint8Array<ArrayBuffer>;
}

/** What OPA is asked: no more than the rules read. */
export function flatInputs(set: RuleSet): readonly object[] {
  return set.inputs.map((args) => ({ tool: TOOL, args }));
}

/** Builds the modules; null where OPA is not installed. */
export async function buildModules(set: RuleSet, { policy, manifest }: Compiled): Promise<OpaModules | null> {
  if (!hasOpa()) return null;
  const generated = regoOf(policy, manifest).value;
  if (generated === undefined) throw new Error("the rules have no Rego");
  const opa = startOpa();
  try {
    return {
      byHand: await opa.build(regoRules(set.rules), "orders/fired"),
      generated: await opa.build(generated, "interdict/decide"),
      approval: await opa.build(approvalRules(set.rules), "orders/decision"),
    };
  } finally {
    opa.stop();
  }
}

/** OPA's Wasm in its own host, and our module there; by `evaluate`, and by `opa_eval` alone. */
export async function opaWasm(set: RuleSet, bundle: Compiled, views: readonly Json[], modules: OpaModules): Promise<readonly Decider[]> {
  const numbers = numbersOf(set);
  const indexes = new Map(bundle.manifest.rules.map(({ id }, index) => [id, index]));
  const fired = (result: unknown): readonly number[] => numbers((result as readonly [{ readonly result: readonly string[] }])[0].result);
  const ours = (result: unknown): readonly number[] => jsonRules(result, indexes);
  const flat = flatInputs(set);
  const [ourPolicy, byHand, generated] = [await loadPolicy(new Uint8Array(bundle.wasm)), await loadPolicy(modules.byHand), await loadPolicy(modules.generated)];
  return [
    direct("Interdict's module, evaluate", views, (view): unknown => ourPolicy.evaluate(view), ours),
    direct("OPA's module, evaluate", flat, (input): unknown => byHand.evaluate(input), fired),
    direct("OPA's module of the generated Rego, evaluate", views, (view): unknown => generated.evaluate(view), ours),
    alone("Interdict's module, opa_eval alone", await loadPolicy(new Uint8Array(bundle.wasm)), views, ours),
    alone("OPA's module, opa_eval alone", await loadPolicy(modules.byHand), flat, fired),
  ];
}

/** A loaded policy as opa-wasm has it: by these it calls the module. */
interface Loaded {
  readonly mem: WebAssembly.Memory;
  readonly wasmInstance: { readonly exports: { readonly opa_eval: (reserved: number, entry: number, data: number, input: number, length: number, heap: number, format: number) => number } };
  readonly dataAddr: number;
  readonly dataHeapPtr: number;
}

/** The module's evaluation of an input that lies in its memory as JSON; putting it there costs a copy, and what comes out is not read. */
function alone(name: string, policy: object, inputs: readonly unknown[], rules: (result: unknown) => readonly number[]): Decider {
  const { mem, wasmInstance: { exports }, dataAddr, dataHeapPtr } = policy as Loaded;
  const texts = inputs.map((input) => new TextEncoder().encode(JSON.stringify(input)));
  const decide = (text: Uint8Array): number => {
    new Uint8Array(mem.buffer).set(text, dataHeapPtr);
    return exports.opa_eval(0, 0, dataAddr, dataHeapPtr, text.length, dataHeapPtr + text.length, 0);
  };
  return direct(name, texts, decide, (at) => {
    const bytes = new Uint8Array(mem.buffer);
    return rules(JSON.parse(new TextDecoder().decode(bytes.slice(at, bytes.indexOf(0, at)))));
  });
}

/** The AI SDK's adapter over OPA's Wasm; null where it is not installed. */
export async function aiSdk(set: RuleSet, modules: OpaModules): Promise<Decider | null> {
  if (!hasPackage("@ai-sdk/policy-opa")) return null;
  interface Status { readonly type: string; readonly reason?: string }
  type Approve = (asked: object) => Promise<Status>;
  const { opaPolicy, wasmPolicyClient } = await load("@ai-sdk/policy-opa") as {
    readonly wasmPolicyClient: (options: object) => Promise<object>; readonly opaPolicy: (options: object) => Approve;
  };
  const approve = opaPolicy({ client: await wasmPolicyClient({ wasm: modules.approval }), path: "orders/decision" });
  const asked = set.inputs.map((input, number) => ({ toolCall: { type: "tool-call", toolCallId: `c${number}`, toolName: TOOL, input }, tools: {}, messages: [], runtimeContext: {}, toolsContext: {} }));
  const numbers = numbersOf(set);
  const state = { asked: 0 };
  return oneByOne("@ai-sdk/policy-opa", () => approve(asked[state.asked++ % asked.length] ?? {}), async (input) => {
    const { type, reason = "" } = await approve(asked[input] ?? {});
    if (type !== "denied" && type !== "not-applicable") throw new Error(`@ai-sdk/policy-opa answers ${type}`);
    return numbers(reason === "" ? [] : reason.split(","));
  });
}

/** OPA's server, on a port of this machine that was free; ended by `close`. */
export async function opaServer(set: RuleSet): Promise<{ readonly decider: Decider; close(): void } | null> {
  if (!hasOpa()) return null;
  mkdirSync(bench, { recursive: true });
  const file = join(bench, "orders.rego");
  writeFileSync(file, regoRules(set.rules));
  const port = await freePort();
  const server = spawn(opaProgram, ["run", "--server", "--log-level", "error", "--addr", `127.0.0.1:${port}`, file], { stdio: "ignore" });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const bodies = flatInputs(set).map((input) => Buffer.from(JSON.stringify({ input })));
  const ask = (body: Buffer): Promise<{ readonly result?: readonly string[] }> => new Promise((done, failed) => {
    const asked = request({ agent, port, host: "127.0.0.1", method: "POST", path: "/v1/data/orders/fired", headers: { "content-type": "application/json", "content-length": body.length } }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(JSON.parse(Buffer.concat(parts).toString()))).on("error", failed);
    });
    asked.on("error", failed).end(body);
  });
  await answering(() => ask(bodies[0] ?? Buffer.alloc(0)));
  const numbers = numbersOf(set);
  const state = { asked: 0 };
  return {
    decider: oneByOne("OPA's server on loopback", () => ask(bodies[state.asked++ % bodies.length] ?? Buffer.alloc(0)), async (input) => numbers((await ask(bodies[input] ?? Buffer.alloc(0))).result ?? ["none"])),
    close() {
      agent.destroy();
      server.kill();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const { port } = listener.address() as AddressInfo;
      listener.close(() => done(port));
    });
  });
}

/** Waits until something answers. */
async function answering(ask: () => Promise<unknown>): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await ask();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((done) => { setTimeout(done, 100); });
    }
  }
}

/** Tenths of a second that a server may take to begin. */
const TRIES = 100;

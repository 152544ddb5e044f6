// The five that must agree on a policy's views: the interpreter, the module by its two doors, and on the policy's Rego OPA itself and
// the module that OPA builds of it. Each gives the documents that OPA's hosts read. A planted bug makes one of them wrong, so that it
// can be seen that it would be found.

import { loadPolicy } from "@open-policy-agent/opa-wasm";
import type { Policy } from "../../src/language/check/policy.js";
import { factKey } from "../../src/language/ir/facts.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { regoOf } from "../../src/rego/rego.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import type { Json } from "../../src/wasm/abi/json.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { columnKey } from "../../src/words/column.js";
import { effects } from "../../src/words/effects.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { Verdict, View } from "../../src/words/view.js";
import type { Opa } from "./opa.js";

/** Names of the five. The first is the meaning. */
export const engineNames = ["interpreter", "frame", "json", "opa", "opa-wasm"] as const;
export type EngineName = (typeof engineNames)[number];

/** What one engine answers to each of the views. */
export type Engine = (policy: Policy, manifest: Manifest, views: readonly View[]) => Promise<readonly unknown[]>;

/** Modules of policies, ours and OPA's, so that each is made once. */
export interface Built {
  readonly ours: WeakMap<Policy, Uint8Array>;
  readonly opas: WeakMap<Policy, Uint8Array<ArrayBuffer>>;
}

/** None so far. */
export function noneBuilt(): Built {
  return { ours: new WeakMap(), opas: new WeakMap() };
}

/** The five, OPA given. `checked`: OPA is asked by the entrypoint, which sees to it that a view is one, and not behind it. */
export function engines(opa: Opa, checked: boolean, built = noneBuilt()): Readonly<Record<EngineName, Engine>> {
  const moduleOf = (policy: Policy, manifest: Manifest): Uint8Array<ArrayBuffer> => {
    const bytes = built.ours.get(policy) ?? emit(policy, manifest);
    built.ours.set(policy, bytes);
    return new Uint8Array(bytes);
  };
  const inputs = new WeakMap<View, ArrayBuffer>();
  const inputOf = (view: View, manifest: Manifest): ArrayBuffer => {
    const input = inputs.get(view) ?? new TextEncoder().encode(JSON.stringify(viewJson(view, manifest))).buffer;
    inputs.set(view, input);
    return input;
  };
  const opaModuleOf = async (policy: Policy, manifest: Manifest): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = built.opas.get(policy) ?? await opa.build(regoText(policy, manifest), "interdict/decide");
    built.opas.set(policy, bytes);
    return bytes;
  };
  return {
    interpreter: async (policy, manifest, views) => {
      const meaning = interpret(policy, manifest);
      return views.map((view) => document(meaning.decide(view), view, manifest));
    },
    frame: async (policy, manifest, views) => {
      const module = load(new WebAssembly.Module(moduleOf(policy, manifest)), manifest);
      return views.map((view) => document(module.decide(view), view, manifest));
    },
    json: async (policy, manifest, views) => hosted(moduleOf(policy, manifest), views.map((view) => inputOf(view, manifest))),
    opa: async (policy, manifest, views) => opa.ask(regoText(policy, manifest), checked ? "data.interdict.decide" : "data.interdict.answer({\"unary\", \"relational\", \"host\"})", views.map((view) => viewJson(view, manifest))),
    "opa-wasm": async (policy, manifest, views) => hosted(await opaModuleOf(policy, manifest), views.map((view) => inputOf(view, manifest))),
  };
}

/** What a module answers in OPA's host for JavaScript. */
async function hosted(module: Uint8Array<ArrayBuffer>, inputs: readonly ArrayBuffer[]): Promise<readonly unknown[]> {
  const host = await loadPolicy(module);
  return inputs.map((input) => (host.evaluate(input) as readonly { readonly result: unknown }[])[0]?.result);
}

function regoText(policy: Policy, manifest: Manifest): string {
  const { value, diagnostics } = regoOf(policy, manifest);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

/** What the two doors that read JSON answer to inputs that need not be views: the module in OPA's host, and OPA. */
export async function readers(opa: Opa, policy: Policy, manifest: Manifest, inputs: readonly Json[]): Promise<{ readonly json: readonly unknown[]; readonly opa: readonly unknown[] }> {
  const host = await loadPolicy(new Uint8Array(emit(policy, manifest)));
  const { value = "" } = regoOf(policy, manifest);
  return {
    json: inputs.map((input) => (host.evaluate(input) as readonly { readonly result: unknown }[])[0]?.result),
    opa: await opa.ask(value, "data.interdict.decide", inputs),
  };
}

/** The five with a bug in one: an effect, an unknown, a row or a rule is not what it should be, now and then. */
export function withBug(right: Readonly<Record<EngineName, Engine>>, name: EngineName): Readonly<Record<EngineName, Engine>> {
  return { ...right, [name]: async (policy: Policy, manifest: Manifest, views: readonly View[]) => (await right[name](policy, manifest, views)).map(wrong) };
}

/** Says of what fires on the second row that it hangs on nothing. */
function wrong(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document), (_, at: unknown) => (typeof at === "object" && at !== null && "row" in at && at.row === 1 ? { ...at, unknown: false } : at));
}

/** The result that OPA's hosts read for these verdicts. */
export function document(verdicts: readonly Verdict[], view: View, { demand, rules }: Manifest): unknown {
  const absent = new Set(demand.columns.flatMap((column, number) => (view.columns[number] === undefined && number < view.columns.length ? [columnKey(column)] : [])));
  const inactive = rules.flatMap(({ id, hostFacts }) => (hostFacts.some((fact) => absent.has(factKey(fact))) ? [id] : []));
  const said = verdicts.flatMap(({ rule, unknown, row }) => {
    const entry = rules[rule];
    return entry === undefined ? [] : [{ rule: entry.id, effect: entry.effect, unknown, observe: entry.observe, row }];
  });
  const strictest = Math.max(0, ...said.filter(({ observe }) => !observe).map(({ effect }) => effects.indexOf(effect)));
  return { effect: effects[strictest], verdicts: said, ...(inactive.length === 0 ? {} : { inactive }) };
}

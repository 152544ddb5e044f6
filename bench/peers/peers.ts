// The peers that decide in this process, each made ready by its documentation's fastest way and asked which rules fire for an order. A
// peer that is not installed is a name among the missing. What differs between them is theirs; how they are timed is not known here.

import type { Decider } from "../contenders.js";
import { direct, oneByOne } from "../contenders.js";
import type { Order, RuleSet } from "../rules.js";
import { TOOL } from "../rules.js";
import { hasPackage, load } from "./folder.js";
import { casbinModel, casbinRow, cedarRules, celRule, holds, jsonRule } from "./languages.js";

/** A peer by the package that it is. */
export interface Peer {
  readonly package: string;
  readonly ready: (set: RuleSet) => Promise<Decider>;
}

/** All of them. */
export const peers: readonly Peer[] = [
  { package: "@marcbachmann/cel-js", ready: celJs },
  { package: "@bufbuild/cel", ready: bufbuildCel },
  { package: "casbin", ready: casbin },
  { package: "json-rules-engine", ready: jsonRulesEngine },
  { package: "@cedar-policy/cedar-wasm", ready: cedar },
];

/** Those that are installed, ready; and the names of those that are not. */
export async function ready(set: RuleSet): Promise<{ readonly list: readonly Decider[]; readonly missing: readonly string[] }> {
  const list: Decider[] = [];
  for (const peer of peers) if (hasPackage(peer.package)) list.push(await peer.ready(set));
  return { list, missing: peers.map((peer) => peer.package).filter((name) => !hasPackage(name)) };
}

/** Numbers of rules by their identifiers, in order. */
export function numbersOf(set: RuleSet): (ids: Iterable<string>) => readonly number[] {
  const numbers = new Map(set.rules.map(({ id, index }) => [id, index]));
  return (ids) => [...ids].map((id) => numbers.get(id) ?? -1).toSorted((a, b) => a - b);
}

/** Asks an expression a rule, each parsed once. */
function byExpression(name: string, set: RuleSet, expressions: readonly ((context: object) => unknown)[]): Decider {
  const contexts = set.inputs.map((args) => ({ tool: TOOL, args }));
  return direct(name, contexts, (context) => {
    const fired: number[] = [];
    for (let rule = 0; rule < expressions.length; rule++) if (expressions[rule]?.(context) === true) fired.push(rule);
    return fired;
  }, (fired) => fired);
}

async function celJs(set: RuleSet): Promise<Decider> {
  interface Environment {
    registerVariable(name: string, type: string): Environment;
    parse(text: string): (context: object) => unknown;
  }
  const { Environment } = await load("@marcbachmann/cel-js") as { readonly Environment: new () => Environment };
  const environment = new Environment().registerVariable("tool", "string").registerVariable("args", "map");
  return byExpression("@marcbachmann/cel-js", set, set.rules.map((rule) => environment.parse(celRule(rule))));
}

async function bufbuildCel(set: RuleSet): Promise<Decider> {
  const { celEnv, parse, plan } = await load("@bufbuild/cel") as {
    readonly celEnv: () => object; readonly parse: (text: string) => object; readonly plan: (environment: object, parsed: object) => (context: object) => unknown;
  };
  const environment = celEnv();
  return byExpression("@bufbuild/cel", set, set.rules.map((rule) => plan(environment, parse(celRule(rule)))));
}

async function casbin(set: RuleSet): Promise<Decider> {
  interface Enforcer {
    addFunction(name: string, act: (...given: never[]) => boolean): Promise<void>;
    addPolicies(rows: readonly (readonly string[])[]): Promise<boolean>;
    enforceExSync(tool: string, args: Order): readonly [boolean, readonly string[]];
  }
  const { newEnforcer, newModel } = (await load("casbin")) as { readonly newEnforcer: (model: object) => Promise<Enforcer>; readonly newModel: (text: string) => object };
  const enforcer = await newEnforcer(newModel(casbinModel));
  await enforcer.addFunction("holds", (args: Readonly<Record<string, unknown>>, argument: string, how: string, wanted: string) => holds(String(args[argument]), how, wanted));
  await enforcer.addPolicies(set.rules.map(casbinRow));
  const numbers = numbersOf(set);
  // It stops at the first that fires, which here is the only one.
  return direct("casbin", set.inputs, (args) => enforcer.enforceExSync(TOOL, args), ([fires, row]) => (fires ? numbers(row.slice(0, 1)) : []));
}

async function jsonRulesEngine(set: RuleSet): Promise<Decider> {
  interface Rules {
    addOperator(name: string, act: (value: string, wanted: string) => boolean): void;
    run(facts: object): Promise<{ readonly events: readonly { readonly type: string }[] }>;
  }
  const { Engine } = await load("json-rules-engine") as { readonly Engine: new (rules: readonly object[]) => Rules };
  const engine = new Engine(set.rules.map(jsonRule));
  for (const [name, how] of [["starts", "starts"], ["has", "contains"], ["ends", "ends"]] as const) engine.addOperator(name, (value, wanted) => holds(value, how, wanted));
  const facts = set.inputs.map((args) => ({ tool: TOOL, ...args }));
  const numbers = numbersOf(set);
  const state = { asked: 0 };
  return oneByOne("json-rules-engine", () => engine.run(facts[state.asked++ % facts.length] ?? {}), async (input) => numbers((await engine.run(facts[input] ?? {})).events.map(({ type }) => type)));
}

async function cedar(set: RuleSet): Promise<Decider> {
  interface Answer { readonly type: string; readonly response?: { readonly decision: string; readonly diagnostics: { readonly reason: readonly string[] } } }
  interface Cedar {
    preparsePolicySet(id: string, policies: object): { readonly type: string };
    statefulIsAuthorized(call: object): Answer;
  }
  const loaded = await load("@cedar-policy/cedar-wasm/nodejs") as Cedar & { readonly default?: Cedar };
  const engine = loaded.default ?? loaded;
  const parsed = engine.preparsePolicySet("orders", { staticPolicies: cedarRules(set.rules) });
  if (parsed.type !== "success") throw new Error(`cedar does not take the rules: ${JSON.stringify(parsed)}`);
  const calls = set.inputs.map((context) => ({
    principal: { type: "Agent", id: "a" }, action: { type: "Action", id: TOOL }, resource: { type: "Tool", id: TOOL },
    context, preparsedPolicySetId: "orders", entities: [],
  }));
  const numbers = numbersOf(set);
  return direct("@cedar-policy/cedar-wasm, prepared", calls, (call) => engine.statefulIsAuthorized(call), (answer) => {
    if (answer.response === undefined) throw new Error(`cedar fails: ${JSON.stringify(answer)}`);
    return answer.response.decision === "deny" ? numbers(answer.response.diagnostics.reason) : [];
  });
}

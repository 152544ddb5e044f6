// A policy and a view on which engines differ -> the smallest that still shows it, and its text as a case: rules, conditions, rows
// and cells are taken away while the difference stays. Knows no engines; it is told whether a pair still shows it.

import type { Condition, Policy, Rule } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import type { Json } from "../../src/wasm/abi/json.js";
import type { View } from "../../src/words/view.js";

/** A policy with one of its views; with `input`, it is that JSON in place of the view's on which the doors that read JSON differ. */
export interface Case {
  readonly policy: Policy;
  readonly view: View;
  readonly input?: Json;
}

/** Takes away what can be, as long as it shows the same. Bounded by `triesMax`. */
export async function smallest(found: Case, shows: (smaller: Case) => Promise<boolean>, triesMax = 400): Promise<Case> {
  let best = found;
  let tries = 0;
  for (let smaller = true; smaller && tries < triesMax;) {
    smaller = false;
    for (const candidate of [...smallerPolicies(best), ...smallerViews(best)]) {
      if (++tries > triesMax) break;
      if (!(await shows(candidate).catch(() => false))) continue;
      best = candidate;
      smaller = true;
      break;
    }
  }
  return best;
}

function* smallerPolicies({ policy, view }: Case): Generator<Case> {
  const withRules = (rules: readonly Rule[]): Case => rebased({ ...policy, rules}, { policy, view });
  for (const [at] of policy.rules.entries()) if (policy.rules.length > 1) yield withRules(policy.rules.filter((_, other) => other !== at));
  for (const [at, rule] of policy.rules.entries()) for (const simpler of simplerRules(rule)) yield withRules(policy.rules.with(at, simpler));
  if (policy.tools.length + policy.labels.length + policy.counters.length > 0) yield rebased({ ...policy, labels: [], counters: [], tools: policy.tools.map((tool) => ({ ...tool, ops: [], sinks: [], acts: [], results: [] })) }, { policy, view });
}

function* simplerRules(rule: Rule): Generator<Rule> {
  for (const part of ["when", "unless"] as const) {
    if (rule[part] === null) continue;
    yield { ...rule, [part]: null };
    for (const simpler of simplerConditions(rule[part])) yield { ...rule, [part]: simpler };
  }
  if (rule.from !== null) yield { ...rule, from: null };
  if (rule.into !== null) yield { ...rule, into: null };
  if (rule.scope.where !== null) {
    yield { ...rule, scope: { ...rule.scope, where: null } };
    for (const where of simplerConditions(rule.scope.where)) yield { ...rule, scope: { ...rule.scope, where } };
  }
  if (!rule.scope.every) yield { ...rule, scope: { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: true, where: rule.scope.where } };
}

function* simplerConditions(condition: Condition): Generator<Condition> {
  switch (condition.kind) {
    case "and": case "or":
      yield condition.left;
      yield condition.right;
      for (const left of simplerConditions(condition.left)) yield { ...condition, left };
      for (const right of simplerConditions(condition.right)) yield { ...condition, right };
      return;
    case "not":
      yield condition.operand;
      for (const operand of simplerConditions(condition.operand)) yield { ...condition, operand };
      return;
    case "quantified":
      yield { kind: "constant", value: true };
      for (const inner of simplerConditions(condition.condition)) yield { ...condition, condition: inner };
      return;
    case "constant": return;
    default: yield { kind: "constant", value: true };
  }
}

function* smallerViews({ policy, view }: Case): Generator<Case> {
  for (const [at] of view.rows.entries()) yield { policy, view: { ...view, rows: view.rows.filter((_, other) => other !== at) } };
  if (view.rowsOpen) yield { policy, view: { ...view, rowsOpen: false } };
  for (const [at, cell] of view.columns.entries()) if (cell !== undefined) yield { policy, view: { ...view, columns: view.columns.with(at, undefined) } };
}

/** The view's columns and marks for the manifest of a smaller policy. */
function rebased(policy: Policy, old: Case): Case {
  const before = manifestOf(old.policy);
  const after = manifestOf(policy);
  const cells = new Map(before.demand.columns.map((column, at) => [JSON.stringify({ ...column, for: [], type: "" }), old.view.columns[at]]));
  const rowNumbers = after.demand.rowColumns.map((column) => before.demand.rowColumns.findIndex((other) => JSON.stringify(other) === JSON.stringify(column)));
  const sources = after.rules.flatMap((rule) => (rule.source === undefined ? [] : [before.rules.find(({ id }) => id === rule.id)?.source ?? -1]));
  const remarked = (marks: Uint32Array): Uint32Array => {
    const bits = new Uint32Array((2 * sources.length + 31) >>> 5);
    sources.forEach((source, number) => {
      if (source >= 0) bits[number >>> 4] = (bits[number >>> 4] ?? 0) | ((((marks[source >>> 4] ?? 0) >>> (2 * (source & 15))) & 3) << (2 * (number & 15)));
    });
    return bits;
  };
  const flow = (of: View["flows"][0]): View["flows"][0] => ({ ...of, marks: remarked(of.marks) });
  const [value, context, declared] = old.view.flows;
  return {
    policy,
    view: {
      ...old.view, flows: [flow(value), flow(context), flow(declared)],
      columns: after.demand.columns.map((column) => cells.get(JSON.stringify({ ...column, for: [], type: "" }))),
      rows: old.view.rows.map((row) => ({ ...row, flow: flow(row.flow), columns: rowNumbers.map((number) => row.columns[number] ?? null) })),
    },
  };
}

/** A case as JSON: what is absent and what is no JSON are told by name. */
export function caseText(of: Case): string {
  return `${JSON.stringify(of, (_, at: unknown) => (at === undefined ? { $: "absent" } : at instanceof Uint32Array ? { $: "words", words: [...at] } : at), 1)}\n`;
}

/** Reads a case. */
export function readCase(text: string): Case {
  const revive = (at: unknown): unknown => {
    if (Array.isArray(at)) return at.map(revive);
    if (typeof at !== "object" || at === null) return at;
    if ("$" in at) return at.$ === "words" && "words" in at ? Uint32Array.from(at.words as readonly number[]) : undefined;
    return Object.fromEntries(Object.entries(at).map(([name, value]) => [name, revive(value)]));
  };
  return revive(JSON.parse(text)) as Case;
}

// A policy and a view asked through several doors: what differs between their answers, as text with everything needed to see
// why. Generates nothing.

import { isDeepStrictEqual } from "node:util";
import type { Evaluator } from "../../src/words/evaluator.js";
import { effects } from "../../src/words/effects.js";
import type { Verdict, View } from "../../src/words/view.js";
import { columnKey } from "../../src/words/column.js";
import { factKey } from "../../src/language/ir/facts.js";
import { lower } from "../../src/language/ir/lower.js";
import { show } from "../../src/language/ir/show.js";
import type { Policy } from "../../src/language/check/policy.js";
import type { Manifest, RuleEntry } from "../../src/words/manifest.js";

/** What an evaluator answers to a view's own question. */
export function answer(evaluator: Evaluator, view: View): unknown {
  switch (view.question) {
    case "bind": return evaluator.bind(view);
    case "mark": return [...evaluator.mark(view)];
    case "decide": return evaluator.decide(view);
  }
}

/** Throws where two answers differ, with the program and the view. */
export function agree(policy: Policy, manifest: Manifest, view: View, wanted: unknown, given: unknown, door: string): void {
  if (isDeepStrictEqual(wanted, given)) return;
  const { value } = lower(policy, manifest);
  const text = (of: unknown): string => JSON.stringify(of, (_, at: unknown) => (at === undefined ? "(absent)" : at));
  throw new Error([
    `${door} differs from the interpreter`, `wanted ${text(wanted)}`, `given  ${text(given)}`, `view   ${text(view)}`,
    value === undefined ? "" : show(value, manifest),
  ].join("\n"));
}

/** The result that OPA's hosts are to read for these verdicts, of all rules or of those of one kind. */
export function resultOf(verdicts: readonly Verdict[], view: View, manifest: Manifest, kind?: RuleEntry["kind"]): unknown {
  const absent = new Set(manifest.demand.columns.flatMap((column, number) => (view.columns[number] === undefined ? [columnKey(column)] : [])));
  const inactive = manifest.rules.flatMap((rule) => ((kind ?? rule.kind) === rule.kind && rule.hostFacts.some((name) => absent.has(factKey(name))) ? [rule.id] : []));
  const said = verdicts.flatMap(({ rule, unknown, row }) => {
    const entry = manifest.rules[rule];
    return entry === undefined ? [] : [{ rule: entry.id, effect: entry.effect, unknown, observe: entry.observe, row }];
  });
  const strictest = Math.max(0, ...said.filter(({ observe }) => !observe).map(({ effect }) => effects.indexOf(effect)));
  return [{ result: { effect: effects[strictest], verdicts: said, ...(inactive.length === 0 ? {} : { inactive }) } }];
}

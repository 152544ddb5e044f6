// The reference interpreter: a checked policy answers the three questions by being read. Written to be read; it is the
// meaning of the language, and modules are held equal to it. What can change an answer no more is not asked, and what hangs on the
// policy alone is worked out once: beyond that it is not made fast. Knows no frames and no bytes.

import { assert } from "../../base/assert.js";
import type { Evaluator } from "../../words/evaluator.js";
import type { Manifest } from "../../words/manifest.js";
import type { View } from "../../words/view.js";
import type { Policy } from "../check/policy.js";
import { bindWith } from "./bind.js";
import { tablesOf } from "../ir/names.js";
import { startKnown } from "./context.js";
import type { Context, Seen } from "./context.js";
import { markWith } from "./mark.js";
import { judge } from "./rule.js";
import type { NumberedRule } from "./rule.js";

/** Answers the questions of a policy whose manifest is `manifestOf(policy)`. `seen` watches, and changes nothing. */
export function interpret(policy: Policy, manifest: Manifest, seen?: Seen): Evaluator {
  assert(policy.rules.length === manifest.rules.length, "a policy is interpreted with its own manifest");
  const tables = tablesOf(manifest);
  const rules = policy.rules.map((rule, number): NumberedRule => {
    const entry = manifest.rules[number];
    return { rule, number, source: entry?.source ?? null, facts: entry?.hostFacts ?? [] };
  });
  const patterns = policy.rules.flatMap((rule) => (rule.from === null ? [] : [rule.from.where]));
  const known = startKnown();
  const at = (view: View): Context => ({ tables, view, row: null, elements: [], known, ...(seen === undefined ? {} : { seen }) });
  return {
    manifest,
    bind: (view) => bindWith(policy, at(view)),
    mark: (view) => markWith(patterns, at(view)),
    decide: (view) => {
      const context = at(view);
      return rules.flatMap((rule) => judge(rule, context) ?? []);
    },
  };
}

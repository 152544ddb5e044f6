// A checked policy -> the same policy in Rego, one package that takes the JSON view and gives the result that our modules give. It
// answers `decide` alone. Written from the checked policy, not from the program, so that it can be wrong only in its own ways.

import type { Diagnostic, Outcome } from "../base/diagnostic.js";
import { failed, sorted } from "../base/diagnostic.js";
import type { Policy } from "../language/check/policy.js";
import { factKey } from "../language/ir/facts.js";
import { columnKey, columnPath } from "../words/column.js";
import { effects } from "../words/effects.js";
import type { Manifest, RuleEntry } from "../words/manifest.js";
import { fills } from "./fill.js";
import { library } from "./library.js";
import { ruleText } from "./rule.js";
import { array, comment, literal, set } from "./text.js";
import { viewCheck } from "./view.js";
import { startWriter } from "./writer.js";

/** The entrypoints, as those of modules. */
export const regoEntrypoints = ["interdict/decide", "interdict/unary", "interdict/relational", "interdict/host"] as const;

/** The policy in Rego, whose manifest is `manifestOf(policy)`; findings of what RE2 has not (`rego/not-in-re2`). Same policy, same text. */
export function regoOf(policy: Policy, manifest: Manifest): Outcome<string> {
  const findings: Diagnostic[] = [];
  const fixed = [head(manifest), answers(), inactive(manifest), viewCheck(manifest), library, ...fills(manifest)].join("\n\n");
  // No rule may bear a name that is taken.
  const names = new Set(["interdict", "said", ...[...fixed.matchAll(/^[a-z_]+/gm)].map(([name]) => name)]);
  const base = startWriter(manifest, names, findings);
  const rules = policy.rules.map((rule) => ruleText(rule, base));
  if (failed(findings)) return { diagnostics: sorted(findings) };
  const text = [head(manifest), answers(), inactive(manifest), ...rules, viewCheck(manifest), library, ...fills(manifest)].join("\n\n");
  return { value: `${text}\n`, diagnostics: sorted(findings) };
}

function head({ packages, rules, tools }: Manifest): string {
  return `${comment(`Written by interdict from ${packages.join(", ")}. Input: docs/view.schema.json.`)}
package interdict

${comment("Rules in the order of their verdicts.")}
rules := ${array(rules.map(({ id, kind }) => `{"id": ${literal(id)}, "kind": ${literal(kind)}}`))}

tools := ${set(tools.map(({ name }) => name))}`;
}

/** A view that is none is denied, and so is one for which anything here has no answer. */
function answers(): string {
  const kinds: readonly RuleEntry["kind"][] = ["unary", "relational", "host"];
  const refused = `{"effect": "deny", "verdicts": [{"rule": "interdict.input", "effect": "deny", "unknown": true, "observe": false, "row": -1}]}`;
  return `default decide := ${refused}

decide := answer({${kinds.map((kind) => literal(kind)).join(", ")}}) if is_view

${kinds.map((kind) => `default ${kind} := ${refused}\n\n${kind} := answer({${literal(kind)}}) if is_view`).join("\n\n")}

answer(kinds) := object.union({"effect": strictest(verdicts), "verdicts": verdicts}, resting(kinds)) if {
	all := said
	verdicts := [all[rule.id] | some rule in rules; rule.kind in kinds]
}

effects := ${array(effects.map(literal))}

strictest(verdicts) := effects[max({0} | {number |
	some verdict in verdicts
	verdict.observe == false
	some number, effect in effects
	effect == verdict.effect
})]

resting(kinds) := {"inactive": ids} if {
	ids := [rule.id | some rule in rules; rule.kind in kinds; rule.id in inactive]
	count(ids) > 0
}

resting(kinds) := {} if {
	every rule in rules { not resting_rule(kinds, rule) }
}

resting_rule(kinds, rule) if {
	rule.kind in kinds
	rule.id in inactive
}`;
}

/** Rules that read a fact which the session's runtime does not provide. */
function inactive({ rules, demand: { columns } }: Manifest): string {
  const byKey = new Map(columns.map((column) => [columnKey(column), column]));
  const lines = rules.flatMap(({ id, hostFacts }) => hostFacts.flatMap((fact) => {
    const column = byKey.get(factKey(fact));
    return column === undefined ? [] : [`inactive contains ${literal(id)} if absent(${array(columnPath(column).map(literal))})`];
  }));
  return [comment("Rules that read a fact which the runtime does not provide."), ...(lines.length === 0 ? ["inactive := set()"] : [lines.join("\n\n")])].join("\n");
}

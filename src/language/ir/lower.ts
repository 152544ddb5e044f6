// A checked policy with its manifest becomes a program: names become numbers, level comparisons tables, globs and regular expressions
// machines. What cannot become a program (one of these with too many states) is a finding. Knows no syntax and no bytes.

import { failed } from "../../base/diagnostic.js";
import type { Diagnostic, Outcome } from "../../base/diagnostic.js";
import { actsOf } from "../../words/acts.js";
import { clean, join, secrecyLevels, trustLevels } from "../../words/labels.js";
import type { Labels, SecrecyLevel, TrustLevel } from "../../words/labels.js";
import { effectNumber } from "../../words/effects.js";
import type { Manifest } from "../../words/manifest.js";
import { opNumber, sinkKinds } from "../../words/ops.js";
import { resourceKinds, roles } from "../../words/provenance.js";
import type { Condition, Label, Policy, Rule, Scope, Tool } from "../check/policy.js";
import { startBuilt } from "./built.js";
import type { Built } from "./built.js";
import { factKey } from "./facts.js";
import { machines } from "./machines.js";
import { bitsOf, tablesOf } from "./names.js";
import { patternFindings } from "./patterns.js";
import { lowerTest } from "./test.js";
import type { Names } from "./test.js";
import type { Clause, Guard, Labeller, Program, RuleCode, Subject, Test, ToolCode } from "./program.js";

/** The program of a policy whose manifest is `manifestOf(policy)`. `built` has machines of other programs, and gets these. */
export function lower(policy: Policy, manifest: Manifest, built: Built = startBuilt()): Outcome<Program> {
  const diagnostics: Diagnostic[] = [...patternFindings(policy, manifest, built)];
  const pool = machines(diagnostics, built);
  const names: Names = { ...tablesOf(manifest), machines: pool };
  const program: Program = {
    rules: policy.rules.map((rule, number) => lowerRule(rule, number, manifest, names)),
    tools: policy.tools.map((tool) => lowerTool(tool, names)),
    patterns: policy.rules.flatMap((rule) => (rule.from === null ? [] : [lowerTest(rule.from.where, names)])),
    counters: policy.counters.map(({ scope }) => ({ guard: guardOf(scope, names), test: whereOf(scope, names) })),
    labellers: resourceKinds.flatMap((resource) => labellersOf(resource, policy.labels.filter((label) => label.resource === resource), names)),
    machines: pool.all,
  };
  return failed(diagnostics) ? { diagnostics } : { value: program, diagnostics };
}

function lowerRule(rule: Rule, number: number, manifest: Manifest, names: Names): RuleCode {
  const entry = manifest.rules[number];
  const facts = (entry?.hostFacts ?? []).flatMap((name) => names.columns.get(factKey(name)) ?? []);
  const by: Subject = rule.into !== null ? "row" : rule.via ?? "any";
  const tests: Test[] = [whereOf(rule.scope, names)];
  if (entry?.source !== undefined) tests.push({ kind: "marked", source: entry.source, by });
  if (rule.when !== null) tests.push(lowerTest(rule.when, names));
  return {
    id: rule.id,
    number,
    effect: rule.observe ? 0 : effectNumber.get(rule.effect) ?? 0,
    facts,
    guard: guardOf(rule.scope, names),
    test: { kind: "all", of: tests.filter((test) => !(test.kind === "known" && test.truth === 1)) },
    unless: rule.unless === null ? null : lowerTest(rule.unless, names),
    unknownSkips: rule.unknownSkips,
    rows: rule.into === null ? null : { roles: bitsOf(rule.into.roles.map((role) => roles.indexOf(role))) },
  };
}

function whereOf(scope: Scope, names: Names): Test {
  return scope.where === null ? { kind: "known", truth: 1 } : lowerTest(scope.where, names);
}

function guardOf(scope: Scope, names: Names): Guard {
  return {
    every: scope.every,
    unbound: scope.unbound,
    ops: bitsOf(scope.ops.map((op) => opNumber.get(op) ?? 0)),
    sinks: bitsOf(scope.sinks.map((sink) => sinkKinds.indexOf(sink))),
    acts: actsOf(scope.acts.map((act) => names.acts.get(act) ?? 0)),
    tools: [...new Set(scope.tools.flatMap((tool) => names.tools.get(tool) ?? []))].sort((a, b) => a - b),
  };
}

function lowerTool(tool: Tool, names: Names): ToolCode {
  const clause = <T>(when: Condition | null, gives: T): Clause<T> => ({ gives, test: when === null ? null : lowerTest(when, names) });
  return {
    name: tool.name,
    ops: tool.ops.map(({ op, when }) => clause(when, opNumber.get(op) ?? 0)),
    sinks: tool.sinks.map(({ sinks, when }) => clause(when, bitsOf(sinks.map((sink) => sinkKinds.indexOf(sink))))),
    acts: tool.acts.map(({ acts, when }) => clause(when, actsOf(acts.map((act) => names.acts.get(act) ?? 0)))),
    results: tool.results.map((said) => ({ ...clause(said.when, labelsOf(said, names)), saysTrust: said.trust !== null })),
  };
}

function labelsOf(said: { readonly trust: TrustLevel | null; readonly secrecy: SecrecyLevel | null; readonly tags: readonly string[] }, names: Names): Labels {
  return {
    trust: said.trust === null ? clean.trust : trustLevels.indexOf(said.trust),
    secrecy: said.secrecy === null ? clean.secrecy : secrecyLevels.indexOf(said.secrecy),
    tags: bitsOf(said.tags.map((tag) => names.tags.get(tag) ?? 0)),
    unknown: false,
  };
}

/** Declarations that give the same labels share a group of globs; all of a kind share as few machines as they fit into. */
function labellersOf(resource: Label["resource"], declared: readonly Label[], names: Names): Labeller[] {
  const groups = new Map<string, { readonly labels: Labels; readonly globs: { readonly glob: string; readonly label: Label }[] }>();
  for (const label of declared) {
    const labels = labelsOf(label, names);
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? { labels, globs: [] };
    groups.set(key, group);
    group.globs.push(...label.globs.map((glob) => ({ glob, label })));
  }
  const list = [...groups.values()];
  const kind = resource === "path" || resource === "domain" ? resource : "text";
  const wanted = list.map(({ globs }) => globs.map(({ glob, label }) => ({ glob, span: label.span })));
  return names.machines.grouped(kind, wanted).map(({ machine, outputs }) => ({
    resource,
    machine,
    outputs: outputs.map((accepted) => accepted.flatMap((group) => list[group]?.labels ?? []).reduce(join, clean)),
  }));
}

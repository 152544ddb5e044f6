// The trees of a bundle's packages become one checked policy, or findings. Everything is checked that can be: one error hides
// no other. Knows nothing of how a policy is evaluated.

import { RULES_MAX } from "../../base/limits.js";
import { failed } from "../../base/diagnostic.js";
import type { Outcome } from "../../base/diagnostic.js";
import type { ActItem, Item, PolicyFile } from "../syntax/ast.js";
import { startCounters } from "./counter.js";
import { readLabel } from "./label.js";
import { readConstant } from "./literal.js";
import type { Constants } from "./literal.js";
import { checkMonotone } from "./monotone.js";
import { collectNames } from "./names.js";
import type { Names } from "./names.js";
import { cataloguesOf } from "./packages.js";
import type { Place } from "./place.js";
import type { Label, Policy, Rule, Test, Tool } from "./policy.js";
import { checkConstant, checkReach, checkRoles } from "./reach.js";
import { startReport } from "./report.js";
import { readRule } from "./rule.js";
import { checkRuntimes } from "./runtime.js";
import { readTest } from "./test.js";
import { readTool } from "./tool.js";

/** Checks packages as one bundle. There is a policy where there are no errors; lists in it do not depend on the order of the files. */
export function check(files: readonly PolicyFile[]): Outcome<Policy> {
  const report = startReport();
  const ordered = [...files].sort((a, b) => order(a.package.text, b.package.text) || order(a.file, b.file));
  const names = collectNames(ordered, report);
  const counters = startCounters();
  const constants: Constants = { read: new Map(), members: 0 };
  const placeOf = (pack: string): Place => ({
    kind: "rule", pack, names, report, counters, constants, tools: [], anyArgs: false, runtime: null, via: "any", row: null, locals: [], read: new Set(), depth: 0,
  });
  const all = ordered.flatMap((file) => file.items.map((item) => ({ item, place: placeOf(file.package.text) })));
  const each = <K extends Item["kind"], T>(kind: K, read: (item: Extract<Item, { kind: K }>, place: Place) => T): T[] =>
    all.flatMap(({ item, place }) => (isKind(item, kind) ? [read(item, place)] : []));

  for (const { item, place } of all) if (item.kind === "const") readConstant({ pack: place.pack, name: item.name, item }, place);
  const profiles = checkRuntimes(names, report);
  const labels = each("label", readLabel).filter((label) => label !== null);
  const tools = each("tool", readTool);
  const rules = each("rule", readRule).filter((rule) => rule !== null);
  const tests = each("test", (item, place) => readTest(item, rules, place));
  checkCount(rules, report);
  // With errors in bindings nothing can be said of what they reach, and what is wrong counts as a constant.
  if (!failed(report.found())) for (const look of [checkReach, checkRoles, checkConstant]) look(rules, names, report);
  checkMonotone(rules, report);

  const policy: Policy = {
    packages: [...new Set(ordered.map((file) => file.package.text))],
    catalogues: cataloguesOf(ordered),
    tags: [...names.tags.keys()].sort(),
    acts: actsOf(names),
    labels: labels.sort((a, b) => order(labelKey(a), labelKey(b))),
    tools: tools.sort(byName),
    profiles,
    rules: rules.sort((a, b) => order(a.id, b.id)),
    counters: counters.all(),
    tests: tests satisfies readonly Test[],
  };
  const diagnostics = report.found();
  return failed(diagnostics) ? { diagnostics } : { value: policy, diagnostics };
}

function isKind<K extends Item["kind"]>(item: Item, kind: K): item is Extract<Item, { kind: K }> {
  return item.kind === kind;
}

function actsOf(names: Names): Policy["acts"] {
  return [...names.acts.values()].flatMap((declared) => declared.slice(0, 1)).map(({ item }) => item).sort(byActName).map((act) => ({
    name: act.name.text, verbs: act.verbs.map((verb) => verb.text), nouns: act.nouns.map((noun) => noun.text),
  }));
}

function checkCount(rules: readonly Rule[], report: Place["report"]): void {
  const last = rules[RULES_MAX];
  if (last !== undefined) report.add("check/too-many", last.span, { what: "rules", count: rules.length, max: RULES_MAX });
}

function labelKey(label: Label): string {
  return JSON.stringify([label.resource, label.globs, label.trust, label.secrecy, label.tags]);
}

function byName(a: Tool, b: Tool): number {
  return order(a.name, b.name);
}

function byActName(a: ActItem, b: ActItem): number {
  return order(a.name.text, b.name.text);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

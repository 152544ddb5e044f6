// The trees of a bundle's packages become one checked policy, or findings. Everything is checked that can be: one error hides
// no other. Knows nothing of how a policy is evaluated.

import { ACTS_MAX, RULES_MAX } from "../../base/limits.js";
import { failed } from "../../base/diagnostic.js";
import type { Outcome } from "../../base/diagnostic.js";
import type { DataEntry } from "../../words/manifest.js";
import type { ActItem, Item, PolicyFile } from "../syntax/ast.js";
import { readAllows } from "./allow.js";
import { checkContradictions } from "./contradict.js";
import { startCounters } from "./counter.js";
import { readData } from "./data.js";
import { checkDefines } from "./define.js";
import { checkDrafts } from "./draft.js";
import { hiddenTags, readDimensions } from "./dimension.js";
import { executablesOf, readExecutable } from "./executable.js";
import { startHistories } from "./history.js";
import { readLabel } from "./label.js";
import { readConstant } from "./literal.js";
import type { Constants } from "./literal.js";
import { startSets } from "./member.js";
import { checkMissing } from "./missing.js";
import { checkMonotone } from "./monotone.js";
import { collectNames } from "./names.js";
import type { Names } from "./names.js";
import { checkTwins, checkUnused } from "./needless.js";
import { cataloguesOf } from "./packages.js";
import type { Place } from "./place.js";
import type { Label, Policy, Test, Tool } from "./policy.js";
import { checkConstant, checkFacts, checkReach, checkRoles, checkUnbound } from "./reach.js";
import { startReport } from "./report.js";
import { readRule } from "./rule.js";
import { checkShadows } from "./shadow.js";
import { checkRuntimes } from "./runtime.js";
import { readTest, ruleNames } from "./test.js";
import { readTool } from "./tool.js";

/** Checks packages as one bundle. There is a policy where there are no errors; lists in it do not depend on the order of the files. */
export function check(files: readonly PolicyFile[]): Outcome<Policy> {
  const report = startReport(new Set(files.flatMap((file) => file.lost ?? []).map((name) => name.text)));
  const ordered = files.map(opened).sort((a, b) => order(a.package.text, b.package.text) || order(a.file, b.file));
  const collected = collectNames(ordered, report);
  const names: Names = { ...collected, lattices: readDimensions(collected, report) };
  const counters = startCounters();
  const histories = startHistories();
  const constants: Constants = { read: new Map(), sets: startSets(), members: 0 };
  const written = { count: 0 };
  const placeOf = (pack: string): Place => ({
    kind: "rule", pack, names, report, counters, histories, constants, tools: [], anyArgs: false, runtime: null, via: "any", row: null, locals: [], hidden: [], read: new Set(),
    result: false, sources: null, body: null, written: { count: 0, all: written }, known: null, depth: 0,
  });
  const all = ordered.flatMap((file) => file.items.map((item) => ({ item, place: placeOf(file.package.text) })));
  const each = <K extends Item["kind"], T>(kind: K, read: (item: Extract<Item, { kind: K }>, place: Place) => T, max = Infinity): T[] =>
    all.filter(({ item }) => item.kind === kind).slice(0, max).flatMap(({ item, place }) => (isKind(item, kind) ? [read(item, place)] : []));

  for (const { item, place } of all) if (item.kind === "const") readConstant({ pack: place.pack, name: item.name, item }, place);
  checkDefines(names, report);
  const profiles = checkRuntimes(names, report);
  const data = readData(names, report);
  const labels = each("label", readLabel).filter((label) => label !== null);
  const executables = executablesOf(each("executable", readExecutable));
  const tools = each("tool", readTool);
  checkCount(all, report);
  const rules = each("rule", readRule, RULES_MAX).filter((rule) => rule !== null);
  const known = ruleNames(rules);
  const tests = each("test", (item, place) => readTest(item, known, place));

  const policy: Policy = {
    packages: [...new Set(ordered.map((file) => file.package.text))],
    catalogues: cataloguesOf(ordered),
    tags: tagsOf(names),
    acts: actsOf(names, report),
    ...(executables.length === 0 ? {} : { executables }),
    labels: labels.sort((a, b) => order(labelKey(a), labelKey(b))),
    tools: tools.sort(byName),
    profiles,
    rules: rules.sort((a, b) => order(a.id, b.id)),
    counters: counters.all(),
    histories: histories.all(),
    // Only when all rules were read is it known what is matched with it.
    data: data.map((entry) => withGlobs(entry, names)),
    tests: tests satisfies readonly Test[],
  };
  checkDrafts(placeOf(""));
  lookAgain(policy, names, ordered, report);
  const diagnostics = report.found();
  return failed(diagnostics) ? { diagnostics } : { value: policy, diagnostics };
}

/**
 * Warnings about rules as a whole. With errors in bindings nothing can be said of what they reach, and what is wrong counts as a constant;
 * of rules that did not parse whole, and of what only they may have used, nothing can be said either.
 */
function lookAgain({ rules: all }: Policy, names: Names, files: readonly PolicyFile[], report: Place["report"]): void {
  const allows = readAllows(files);
  const rules = all.filter((rule) => names.written.get(rule.span)?.broken !== true);
  checkMonotone(rules, names, allows, report);
  if (failed(report.found()) || report.lost.size > 0) return;
  for (const look of [checkReach, checkRoles, checkConstant, checkFacts, checkTwins, checkShadows, checkMissing]) look(rules, names, report);
  checkContradictions(rules, report);
  if (files.some((file) => file.faulty === true)) return;
  checkUnbound(rules, names, report);
  checkUnused(files, names, report);
  allows.reportRest(report);
}

/** The file, with tools of which parts did not parse as tools that may be given anything: what is missing was perhaps a parameter. */
function opened(file: PolicyFile): PolicyFile {
  if (!file.items.some((item) => item.kind === "tool" && item.broken === true)) return file;
  return { ...file, items: file.items.map((item) => (item.kind === "tool" && item.broken === true ? { ...item, open: true } : item)) };
}

/** Declared tags, and those that stand for levels of dimensions. */
function tagsOf(names: Names): readonly string[] {
  return [...names.tags.keys(), ...[...names.lattices.values()].flatMap(hiddenTags)].sort();
}

function withGlobs(entry: DataEntry, { globs }: Names): DataEntry {
  const kinds = globs.get(entry.name);
  return kinds === undefined ? entry : { ...entry, globs: [...kinds].sort() };
}

function isKind<K extends Item["kind"]>(item: Item, kind: K): item is Extract<Item, { kind: K }> {
  return item.kind === kind;
}

/** The act classes that a binding or rule names: what a lexicon holds besides takes no bit of the frame's words. */
function actsOf({ acts, used }: Names, report: Place["report"]): Policy["acts"] {
  const named = [...acts.values()].flatMap((declared) => declared.slice(0, 1)).map(({ item }) => item).filter((item) => used.has(item));
  const last = named[ACTS_MAX];
  if (last !== undefined) report.add("check/too-many", last.name.span, { what: "act classes", count: named.length, max: ACTS_MAX });
  return named.sort(byActName).map((act) => ({ name: act.name.text, verbs: act.verbs.map((verb) => verb.text), nouns: act.nouns.map((noun) => noun.text) }));
}

/** More rules than a bundle may have are not even read. */
function checkCount(all: readonly { readonly item: Item }[], report: Place["report"]): void {
  const rules = all.filter(({ item }) => item.kind === "rule");
  const last = rules[RULES_MAX]?.item;
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

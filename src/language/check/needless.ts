// Warns of what could be left away and nothing would change: rules that say what another says already, declarations that nothing
// means, packages of which nothing is used. Only where that is certain: a package that others use may be declared for them.

import type { Span } from "../../base/span.js";
import type { Item, Name, PolicyFile } from "../syntax/ast.js";
import type { Names } from "./names.js";
import type { Rule } from "./policy.js";
import type { Report } from "./report.js";

/** Warns of each rule that fires just where another of the same effect does. */
export function checkTwins(rules: readonly Rule[], names: Names, report: Report): void {
  const nameOf = (rule: Rule): Span => names.written.get(rule.span)?.name.span ?? rule.span;
  const groups = new Map<string, Rule[]>();
  const lists = new Map<unknown, number>();
  for (const rule of rules) {
    const key = [rule.kind, rule.runtime, rule.effect, rule.via, rule.from === null, rule.when === null, rule.unless === null, rule.unknownSkips, rule.observe].join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const known = new Map<string, Rule>();
    for (const rule of group) {
      const meaning = meaningOf(rule, lists);
      const first = known.get(meaning);
      if (first === undefined) known.set(meaning, rule);
      else report.add("check/needless-rule", nameOf(rule), { name: rule.name, other: first.id }, { also: { span: nameOf(first), label: "says the same" } });
    }
  }
}

/** `lists` numbers the sets met so far: equal ones are one list, and none is written out for every rule that names it. */
function meaningOf({ scope, from, into, when, unless, rewrites }: Rule, lists: Map<unknown, number>): string {
  const listed = (value: readonly unknown[]): unknown => {
    const number = lists.get(value) ?? lists.size;
    lists.set(value, number);
    return { list: number };
  };
  return JSON.stringify([scope, from, into?.roles, when, unless, rewrites], (key, value: unknown) => (key === "span" ? undefined : key === "strings" && Array.isArray(value) ? listed(value) : value));
}

/** What a package can declare for itself alone. */
const own: ReadonlySet<Item["kind"]> = new Set(["const", "define", "data", "dimension", "tag", "act"]);

/** Warns of declarations that nothing means, in packages that nobody uses, and of packages that are used for nothing. */
export function checkUnused(files: readonly PolicyFile[], names: Names, report: Report): void {
  const byName = new Map(files.map((file) => [file.package.text, file]));
  const usedPackages = new Set(files.flatMap((file) => file.uses.map((use) => use.text).filter((name) => name !== file.package.text)));
  for (const file of files) {
    checkUses(file, byName, names, report);
    // A package without rules is a library, and so is one that another uses.
    if (usedPackages.has(file.package.text) || !file.items.some((item) => item.kind === "rule")) continue;
    for (const item of file.items) {
      for (const { name, declared } of declarations(item)) {
        if (!names.used.has(declared) && !name.text.startsWith("_")) report.add("check/unused-declaration", name.span, { kind: item.kind, name: name.text });
      }
    }
  }
}

/** A name and what `find` gives for it. */
function declarations(item: Item): readonly { readonly name: Name; readonly declared: unknown }[] {
  if (item.kind === "tag") return item.names.map((name) => ({ name, declared: name }));
  return own.has(item.kind) && "name" in item ? [{ name: item.name, declared: item }] : [];
}

/** Packages of which this one means no name, and that hold nothing for the whole bundle either. */
function checkUses(file: PolicyFile, byName: ReadonlyMap<string, PolicyFile>, names: Names, report: Report): void {
  const seen = new Set<string>();
  for (const use of file.uses) {
    const used = byName.get(use.text);
    if (seen.has(use.text) || use.text === file.package.text) report.add("check/unused-use", use.span, { name: use.text });
    seen.add(use.text);
    if (used === undefined || used === file || used.uses.length > 0 || !used.items.every((item) => own.has(item.kind))) continue;
    const means = used.items.flatMap(declarations).some(({ declared }) => names.used.get(declared)?.has(file.package.text) === true);
    if (!means) report.add("check/unused-use", use.span, { name: use.text });
  }
}

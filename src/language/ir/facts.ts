// What a rule reads of the runtime, however deep: facts of its profile, the principal and the time, in its conditions, in terms, in
// queries over earlier calls. Where one of them is not provided the rule is inactive. Knows no views.

import { columnKey } from "../../words/column.js";
import type { Column, RowColumn } from "../../words/column.js";
import { historyTerms } from "../../words/manifest.js";
import { applies, termColumns, type Term } from "../../words/term.js";
import type { CheckedRewrite, Condition, Policy, Rule, Value } from "../check/policy.js";
import { visit } from "../check/walk.js";

/** A column that a runtime may not provide. */
export type Fact = Extract<Column, { readonly kind: "host" | "principal" | "time" }>;

/** The name of a fact in manifests. */
export function factName(fact: Fact): string {
  return fact.kind === "host" ? fact.name : columnKey(fact);
}

/** The key of the column that a fact's name stands for. */
export function factKey(name: string): string {
  return principalFacts.includes(name) ? name : `host.${name}`;
}

/** The facts without which a rule is not asked: those of its conditions and rewrites. What only its reason reads is shown as unknown. */
export function factsOf(rule: Rule, policy: Policy): readonly Fact[] {
  const found = new Map<string, Fact>();
  const seen = new Set<string>();
  const column = (read: Column): void => {
    if (read.kind === "host" || read.kind === "principal" || read.kind === "time") found.set(columnKey(read), read);
    if (read.kind === "term" || read.kind === "sources") term(read.term);
    if (read.kind === "count") counter(read.counter);
    if (read.kind === "history") history(read.history);
  };
  const term = (of: Term): void => {
    termColumns(of).forEach(column);
    // Where a path really leads is a fact of the runtime without a name in the text.
    if (applies(of, "realpath")) column({ kind: "host", name: "realpath", type: "any" });
  };
  const counter = (number: number): void => {
    if (isNew(`counter ${number}`)) condition(policy.counters[number]?.scope.where ?? null);
  };
  const history = (number: number): void => {
    const entry = policy.histories[number];
    if (entry === undefined || !isNew(`history ${number}`)) return;
    if (entry.within !== null && entry.within.kind !== "steps") column({ kind: "time", type: "number" });
    counter(entry.counter);
    if (entry.since !== null) counter(entry.since.counter);
    historyTerms(entry).forEach(term);
  };
  const isNew = (what: string): boolean => !seen.has(what) && seen.add(what).has(what);
  const condition = (of: Condition | null): void => readColumns(of, column, (row) => { if (row.kind === "term") term(row.term); });
  for (const of of [rule.scope.where, rule.from?.where ?? null, rule.when, rule.unless]) condition(of);
  for (const rewrite of rule.rewrites) readRewrite(rewrite, column, (row) => { if (row.kind === "term") term(row.term); });
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
}

/** Tells every column and row column that a condition reads itself. */
export function readColumns(condition: Condition | null, column: (read: Column) => void, rowColumn: (read: RowColumn) => void): void {
  visit(condition, {
    value: (value) => readValue(value, column, rowColumn),
    condition: (at) => { if (at.kind === "present") column(at.column); },
  });
}

/** Likewise of what a rewrite puts in or looks for. */
export function readRewrite(rewrite: CheckedRewrite, column: (read: Column) => void, rowColumn: (read: RowColumn) => void): void {
  if (rewrite.kind === "set") readValue(rewrite.value, column, rowColumn);
  if (rewrite.kind === "mask") readValue(rewrite.of, column, rowColumn);
}

function readValue(value: Value, column: (read: Column) => void, rowColumn: (read: RowColumn) => void): void {
  if (value.kind === "column") column(value.column);
  if (value.kind === "row-column") rowColumn(value.column);
  if (value.kind === "item") readValue(value.list, column, rowColumn);
}

const principalFacts: readonly string[] = ["principal.id", "principal.roles", "principal.tenant", "time"];

// The regular expressions whose matches a policy looks for, wherever in its terms: each once, with its machines, and where it was
// written. Knows no automata.

import type { Diagnostic } from "../../base/diagnostic.js";
import { DFA_STATES_MAX, DFA_WORK_ALL_MAX, DFA_WORK_MAX, PART_WORK_MAX } from "../../base/limits.js";
import { diagnose } from "../../base/messages.generated.js";
import type { Span } from "../../base/span.js";
import type { Column, RowColumn } from "../../words/column.js";
import { historyTerms } from "../../words/manifest.js";
import type { Manifest, PatternEntry } from "../../words/manifest.js";
import type { Term } from "../../words/term.js";
import { termColumns } from "../../words/term.js";
import type { Condition, Policy } from "../check/policy.js";
import { readColumns, readRewrite } from "./facts.js";
import { within } from "./budget.js";
import type { Budget } from "./budget.js";
import { once } from "./built.js";
import type { Built } from "./built.js";
import { foundOf } from "./found.js";
import { adviceFor, blamed, largePart } from "./part.js";
import { regexReader } from "./regex.js";
import type { Reader } from "./regex.js";

/** The machines of all patterns that are not too large, sorted by their text; none from the one on for which the bundle's budget does not suffice. */
export function patternsOf(policy: Policy, built: Built): readonly PatternEntry[] {
  const reader = regexReader();
  const all: Budget = { left: DFA_WORK_ALL_MAX };
  const made: PatternEntry[] = [];
  for (const pattern of [...spansOf(policy).keys()].sort()) {
    const entry = within(all, DFA_WORK_MAX, (own) => machinesOf(pattern, reader, own, built));
    if (all.left <= 0) return made;
    if (entry !== undefined) made.push(entry);
  }
  return made;
}

/** What is to be said of the patterns that have none. One for which the budget of all did not suffice is the last of which anything is. */
export function patternFindings(policy: Policy, manifest: Manifest, built: Built): readonly Diagnostic[] {
  const known = new Set(manifest.patterns.map(({ pattern }) => pattern));
  const reader = regexReader();
  const all: Budget = { left: DFA_WORK_ALL_MAX };
  const findings: Diagnostic[] = [];
  for (const [pattern, span] of [...spansOf(policy)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (known.has(pattern)) continue;
    if (within(all, DFA_WORK_MAX, (own) => machinesOf(pattern, reader, own, built)) !== undefined || all.left <= 0) return [...findings, diagnose("wasm/patterns-too-large", span, { pattern })];
    const part = largePart(pattern, (one) => within(all, PART_WORK_MAX, (own) => machinesOf(one, reader, own, built)) !== undefined, reader);
    findings.push(diagnose("wasm/regex-too-large", span, { what: blamed(pattern, part), states: DFA_STATES_MAX }, { help: adviceFor(part) }));
  }
  return findings;
}

function machinesOf(pattern: string, reader: Reader, own: Budget, built: Built): PatternEntry | undefined {
  return once(built.patterns, pattern, own, built, () => foundOf(pattern, reader, own));
}

/** Every pattern with the first place it is read at. */
function spansOf(policy: Policy): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  const term = (of: Term, span: Span): void => {
    for (const pattern of patternsIn(of)) if (!found.has(pattern)) found.set(pattern, span);
    // A term of a source's row stands in a column of its own kind.
    for (const read of termColumns(of)) column(read, span);
  };
  const column = (read: Column, span: Span): void => {
    if (read.kind === "term" || read.kind === "sources") term(read.term, span);
    const entry = read.kind === "history" ? policy.histories[read.history] : undefined;
    if (entry === undefined || seen.has(entry.key)) return;
    seen.add(entry.key);
    for (const of of historyTerms(entry)) term(of, span);
  };
  const rowColumn = (read: RowColumn, span: Span): void => { if (read.kind === "term") term(read.term, span); };
  const seen = new Set<string>();
  const condition = (of: Condition | null, span: Span): void => readColumns(of, (read) => column(read, span), (read) => rowColumn(read, span));
  for (const rule of policy.rules) {
    const { span } = rule;
    for (const of of [rule.scope.where, rule.from?.where ?? null, rule.when, rule.unless]) condition(of, span);
    for (const part of rule.reason) if (part.kind === "column") column(part.column, span);
    for (const rewrite of rule.rewrites) readRewrite(rewrite, (read) => column(read, rewrite.span), (read) => rowColumn(read, rewrite.span));
  }
  for (const tool of policy.tools) for (const { when } of [...tool.ops, ...tool.sinks, ...tool.acts, ...tool.results]) condition(when, tool.span);
  for (const { compensations } of policy.tools) {
    for (const { args, when, span } of compensations) for (const of of [...args.map((arg) => arg.term), ...(when === null ? [] : [when])]) term(of, span);
  }
  for (const { scope } of policy.counters) condition(scope.where, noSpan);
  for (const entry of policy.histories) for (const of of historyTerms(entry)) term(of, noSpan);
  return found;
}

/** Of what is read nowhere that the policy has kept. */
const noSpan: Span = { file: "", start: 0, end: 0 };

function patternsIn(term: Term): readonly string[] {
  switch (term.kind) {
    case "literal": case "constant": case "column": case "row": case "told": case "called": case "item": case "position": return [];
    case "field": case "member": return patternsIn(term.of);
    case "each": return [term.list, term.body, ...(term.where === undefined ? [] : [term.where])].flatMap(patternsIn);
    case "lookup": return patternsIn(term.key);
    case "else": return [...patternsIn(term.left), ...patternsIn(term.right)];
    case "apply": {
      const [, pattern] = term.of;
      const isSearched = term.function === "found" || term.function === "(matches regex)";
      const own = !isSearched ? [] : pattern?.kind === "literal" ? [pattern.value] : pattern?.kind === "constant" && "list" in pattern.value ? pattern.value.list : [];
      return [...own.filter((one) => typeof one === "string"), ...term.of.flatMap(patternsIn)];
    }
  }
}

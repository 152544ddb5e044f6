// A checked policy becomes its manifest: rules and tools as the kernel must know them, numbers for columns and sources, and
// the demand, what views must carry for this bundle. What no rule reads is not demanded. Knows no instructions and no bytes.

import { assert } from "../../base/assert.js";
import { columnKey } from "../../words/column.js";
import type { Column, Extractor } from "../../words/column.js";
import { MANIFEST_VERSION } from "../../words/manifest.js";
import type { Demand, Manifest, ReasonPart, RuleEntry, ToolEntry } from "../../words/manifest.js";
import type { EdgeKind } from "../../words/provenance.js";
import type { Question } from "../../words/view.js";
import { questions } from "../../words/view.js";
import { edgesOf } from "../check/policy.js";
import type { CheckedReason, Condition, LabelSubject, Policy, Rule, Tool } from "../check/policy.js";
import { visit } from "../check/walk.js";

/** The manifest of a policy. Columns are numbered in the order of their keys, row columns in that of their extractors. */
export function manifestOf(policy: Policy): Manifest {
  const found = collect(policy);
  const columns = [...found.columns].sort(([a], [b]) => (a < b ? -1 : 1));
  const numbers = new Map(columns.map(([key], number) => [key, number]));
  let sources = 0;
  const rules = policy.rules.map((rule) => ruleEntry(rule, numbers, rule.from === null ? null : sources++));
  return {
    version: MANIFEST_VERSION,
    packages: policy.packages,
    catalogues: policy.catalogues,
    tags: policy.tags,
    acts: policy.acts,
    tools: policy.tools.map(toolEntry),
    rules,
    sources,
    counters: policy.counters.map((counter) => counter.key),
    profiles: policy.profiles,
    demand: {
      columns: columns.map(([, { column, readers }]) => ({ ...column, for: questions.filter((question) => readers.has(question)) })),
      rowColumns: [...found.extractors].sort().map((extractor) => ({ extractor })),
      rows: policy.rules.some((rule) => rule.into !== null),
      provenance: found.provenance,
      named: found.named,
      edges: { value: found.edges.has("value"), context: found.edges.has("context"), declared: found.edges.has("declared") },
    } satisfies Demand,
  };
}

/** What the policy's conditions and reasons read. */
interface Found {
  readonly columns: Map<string, { column: Column; readonly readers: Set<Question> }>;
  readonly extractors: Set<Extractor>;
  readonly edges: Set<EdgeKind>;
  provenance: boolean;
  named: boolean;
}

function collect(policy: Policy): Found {
  const found: Found = { columns: new Map(), extractors: new Set(), edges: new Set(), provenance: false, named: false };
  for (const tool of policy.tools) {
    for (const clause of [...tool.ops, ...tool.sinks, ...tool.acts, ...tool.results]) read(found, clause.when, "bind");
  }
  for (const counter of policy.counters) read(found, counter.scope.where, "bind");
  for (const rule of policy.rules) collectRule(found, rule);
  return found;
}

function collectRule(found: Found, rule: Rule): void {
  if (rule.from !== null) read(found, rule.from.where, "mark");
  for (const condition of [rule.scope.where, rule.when, rule.unless]) read(found, condition, "decide");
  for (const part of rule.reason) if (part.kind === "column") column(found, part.column, "decide");
  if (rule.from !== null) for (const edge of edgesOf(rule.via ?? "value")) found.edges.add(edge);
  // The mark must have come into the row itself, and a row's source is found along its value edges.
  if (rule.into !== null && (rule.from !== null || rule.reason.some((part) => part.kind === "source"))) found.edges.add("value");
}

function read(found: Found, condition: Condition | null, question: Question): void {
  visit(condition, {
    value(value) {
      if (value.kind === "column") column(found, value.column, question);
      if (value.kind === "row-column") found.extractors.add(value.extractor);
    },
    condition(at) {
      if (at.kind === "present") column(found, at.column, question);
      if (at.kind === "shape" || at.kind === "who" || at.kind === "named") found.provenance = true;
      if (at.kind === "named") found.named = true;
      if (at.kind === "trust" || at.kind === "secrecy" || at.kind === "tagged") for (const edge of subjectEdges(at.subject)) found.edges.add(edge);
    },
  });
}

function subjectEdges(subject: LabelSubject): readonly EdgeKind[] {
  return subject.kind === "flow" ? edgesOf(subject.via) : subject.kind === "row" ? ["value"] : [];
}

/** Columns of one key are one column; where tools disagree on its type it may be any. */
function column(found: Found, read: Column, question: Question): void {
  const key = columnKey(read);
  const known = found.columns.get(key);
  if (known === undefined) {
    found.columns.set(key, { column: read, readers: new Set([question]) });
    return;
  }
  known.readers.add(question);
  if (known.column.type !== read.type && (known.column.kind === "arg" || known.column.kind === "host")) known.column = { ...known.column, type: "any" };
}

function ruleEntry(rule: Rule, numbers: ReadonlyMap<string, number>, source: number | null): RuleEntry {
  return {
    id: rule.id,
    kind: rule.kind,
    effect: rule.effect,
    title: rule.title,
    reason: rule.reason.map((part) => reasonPart(part, numbers)),
    observe: rule.observe,
    span: rule.span,
    ...(source === null ? {} : { source }),
    ...(rule.via === null ? {} : { via: rule.via }),
    ...(rule.runtime === null ? {} : { runtime: rule.runtime }),
    hostFacts: hostFacts(rule),
  };
}

function reasonPart(part: CheckedReason, numbers: ReadonlyMap<string, number>): ReasonPart {
  if (part.kind !== "column") return part;
  const number = numbers.get(columnKey(part.column));
  assert(number !== undefined, "every column of a reason is collected");
  return { kind: "column", column: number };
}

/** The facts without which a rule is not asked: those of its conditions. What only its reason reads is shown as unknown. */
function hostFacts(rule: Rule): readonly string[] {
  const names = new Set<string>();
  const note = (read: Column): void => { if (read.kind === "host") names.add(read.name); };
  for (const condition of [rule.scope.where, rule.from?.where ?? null, rule.when, rule.unless]) {
    visit(condition, {
      value: (value) => { if (value.kind === "column") note(value.column); },
      condition: (at) => { if (at.kind === "present") note(at.column); },
    });
  }
  return [...names].sort();
}

function toolEntry(tool: Tool): ToolEntry {
  return { name: tool.name, roles: tool.roles, result: tool.format, params: tool.params, declared: tool.declared, open: tool.open };
}

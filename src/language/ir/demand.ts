// A checked policy becomes its manifest: rules and tools as the kernel must know them, numbers for columns and sources, and
// the demand, what views must carry for this bundle. What no rule reads is not demanded. Knows no instructions and no bytes.

import { assert } from "../../base/assert.js";
import { canonical } from "../../base/canonical.js";
import { sha256 } from "../../base/sha.js";
import { columnKey, rowColumnKey } from "../../words/column.js";
import type { Column, RowColumn } from "../../words/column.js";
import { loweringTools, MANIFEST_VERSION } from "../../words/manifest.js";
import type { Demand, Manifest, ReasonPart, Replacement, Rewrite, RuleEntry, ToolEntry } from "../../words/manifest.js";
import { roles } from "../../words/provenance.js";
import type { EdgeKind, Role } from "../../words/provenance.js";
import type { Question } from "../../words/view.js";
import { questions } from "../../words/view.js";
import { applies, asksOfRow, type Term } from "../../words/term.js";
import { edgesOf } from "../check/policy.js";
import type { CheckedReason, CheckedRewrite, Condition, LabelSubject, Policy, Replaced, Rule, Tool } from "../check/policy.js";
import { visit } from "../check/walk.js";
import { startBuilt } from "./built.js";
import type { Built } from "./built.js";
import { factName, factsOf, readColumns, readRewrite } from "./facts.js";
import type { Fact } from "./facts.js";
import { needsOf } from "./needs.js";
import { patternsOf } from "./patterns.js";

/** The manifest of a policy. Columns and row columns are numbered in the order of their keys. `built` has machines of other policies, and gets these. */
export function manifestOf(policy: Policy, built: Built = startBuilt()): Manifest {
  const facts = policy.rules.map((rule) => factsOf(rule, policy));
  const found = collect(policy, facts);
  const columns = [...found.columns].sort(byKey);
  const rowColumns = [...found.rowColumns].sort(byKey);
  const numbers: Numbers = { columns: new Map(columns.map(([key], number) => [key, number])), rowColumns: new Map(rowColumns.map(([key], number) => [key, number])) };
  let sources = 0;
  const lowers = policy.tools.some(({ name }) => loweringTools.includes(name));
  const rules = policy.rules.map((rule, at) => {
    const entry = ruleEntry(rule, numbers, rule.from === null ? null : sources++, facts[at] ?? []);
    return lowers && rule.from !== null ? { ...entry, needs: needsOf(rule.from.where) } : entry;
  });
  return {
    version: MANIFEST_VERSION,
    packages: policy.packages,
    catalogues: policy.catalogues,
    tags: policy.tags,
    acts: policy.acts,
    ...(policy.executables === undefined ? {} : { executables: policy.executables }),
    tools: policy.tools.map(toolEntry),
    rules,
    sources,
    counters: policy.counters.map((counter) => counter.key),
    ...heardOf(policy),
    histories: policy.histories,
    patterns: patternsOf(policy, built),
    data: policy.data,
    profiles: policy.profiles,
    demand: {
      columns: columns.map(([, { column, readers }]) => ({ ...column, for: questions.filter((question) => readers.has(question)) })),
      rowColumns: rowColumns.map(([, { column, roles: of }]) => (of === null ? column : { ...column, roles: roles.filter((role) => of.has(role)) })),
      rows: policy.rules.some((rule) => rule.into !== null),
      provenance: found.provenance,
      named: found.named,
      edges: { value: found.edges.has("value"), context: found.edges.has("context"), declared: found.edges.has("declared") },
    } satisfies Demand,
  };
}

/** Numbers of columns and row columns, by their keys. */
interface Numbers {
  readonly columns: ReadonlyMap<string, number>;
  readonly rowColumns: ReadonlyMap<string, number>;
}

/** What the policy's conditions, reasons and rewrites read. */
interface Found {
  readonly columns: Map<string, { column: Column; readonly readers: Set<Question> }>;
  readonly rowColumns: Map<string, { column: RowColumn; roles: ReadonlySet<Role> | null }>;
  readonly edges: Set<EdgeKind>;
  provenance: boolean;
  named: boolean;
}

/** The counters that hear what the user says. */
function heardOf({ counters }: Policy): Pick<Manifest, "heard"> {
  const heard = counters.flatMap(({ scope }, number) => (scope.ops.includes("USER") ? [number] : []));
  return heard.length === 0 ? {} : { heard };
}

function byKey<T>([a]: readonly [string, T], [b]: readonly [string, T]): number {
  return a < b ? -1 : 1;
}

function collect(policy: Policy, facts: readonly (readonly Fact[])[]): Found {
  const found: Found = { columns: new Map(), rowColumns: new Map(), edges: new Set(), provenance: false, named: false };
  for (const tool of policy.tools) {
    for (const clause of [...tool.ops, ...tool.sinks, ...tool.acts, ...tool.results]) read(found, clause.when, "bind");
  }
  for (const counter of policy.counters) read(found, counter.scope.where, "bind");
  for (const rule of policy.rules) collectRule(found, rule);
  // A rule is inactive without its facts: whatever is made of them, a view says whether they are there.
  for (const fact of facts.flat()) column(found, fact, "decide");
  return found;
}

function collectRule(found: Found, rule: Rule): void {
  if (rule.from !== null) read(found, rule.from.where, "mark");
  for (const condition of [rule.scope.where, rule.when, rule.unless]) read(found, condition, "decide", rule);
  for (const part of rule.reason) if (part.kind === "column") column(found, part.column, "decide");
  for (const rewrite of rule.rewrites) readRewrite(rewrite, (at) => column(found, at, "decide"), (at) => rowColumn(found, at, rule));
  if (rule.from !== null) for (const edge of edgesOf(rule.via ?? "value")) found.edges.add(edge);
  // The mark must have come into the row itself, and a row's source is found along its value edges.
  if (rule.into !== null && (rule.from !== null || rule.reason.some((part) => part.kind === "source"))) found.edges.add("value");
}

function read(found: Found, condition: Condition | null, question: Question, rule: Rule | null = null): void {
  readColumns(condition, (at) => column(found, at, question), (at) => rowColumn(found, at, rule));
  visit(condition, {
    condition(at) {
      if (at.kind === "shape" || at.kind === "who" || at.kind === "named") found.provenance = true;
      if (at.kind === "named") found.named = true;
      if (at.kind === "trust" || at.kind === "secrecy" || at.kind === "tagged") for (const edge of subjectEdges(at.subject)) found.edges.add(edge);
    },
  });
}

function subjectEdges(subject: LabelSubject): readonly EdgeKind[] {
  return subject.kind === "flow" ? edgesOf(subject.via) : subject.kind === "row" ? ["value"] : [];
}

/** Columns of one key are one column; where readers disagree on its type it may be any. */
function column(found: Found, read: Column, question: Question): void {
  if (read.kind === "term" || read.kind === "sources") remembered(found, read.term);
  const key = columnKey(read);
  const known = found.columns.get(key);
  if (known === undefined) {
    found.columns.set(key, { column: read, readers: new Set([question]) });
    return;
  }
  known.readers.add(question);
  if (known.column.type !== read.type) known.column = untyped(known.column);
}

/** What the session has to know for a term that looks into what it remembers. */
function remembered(found: Found, term: Term): void {
  if (applies(term, "unsaid")) found.provenance = true;
  if (applies(term, "planted")) found.edges.add("value");
}

function untyped(column: Column): Column {
  switch (column.kind) {
    case "arg": case "host": case "extract": case "result": case "history": case "data": case "term": case "sources": return { ...column, type: "any" };
    default: return column;
  }
}

/** `rule` reads the column; it looks at rows with its roles alone, and at all of them where it names none. */
function rowColumn(found: Found, read: RowColumn, rule: Rule | null): void {
  const key = rowColumnKey(read);
  if (read.kind === "term") {
    if (asksOfRow(read.term, "told") || asksOfRow(read.term, "called")) found.provenance = true;
    remembered(found, read.term);
  }
  const known = found.rowColumns.get(key);
  const own = rule?.into?.roles ?? [];
  const all = own.length === 0 || known?.roles === null;
  const column = known === undefined ? read : known.column.kind === "term" && read.kind === "term" && known.column.type !== read.type ? { ...known.column, type: "any" as const } : known.column;
  found.rowColumns.set(key, { column, roles: all ? null : new Set([...known?.roles ?? [], ...own]) });
}

function ruleEntry(rule: Rule, numbers: Numbers, source: number | null, facts: readonly Fact[]): RuleEntry {
  return {
    id: rule.id,
    kind: rule.kind,
    effect: rule.effect,
    title: rule.title,
    reason: rule.reason.map((part) => reasonPart(part, numbers)),
    observe: rule.observe,
    span: rule.span,
    ...(source === null ? {} : { source, pattern: patternOf(rule.from?.where ?? null, new Map()) }),
    ...(rule.via === null ? {} : { via: rule.via }),
    ...(rule.runtime === null ? {} : { runtime: rule.runtime }),
    hostFacts: facts.map(factName).sort(),
    ...(rule.severity === null ? {} : { severity: rule.severity }),
    ...(rule.tags.length === 0 ? {} : { tags: rule.tags }),
    ...(rule.rewrites.length === 0 ? {} : { rewrites: rule.rewrites.map((rewrite) => rewriteOf(rewrite, numbers)) }),
    ...(rule.rewrites.length === 0 || rule.into === null ? {} : { into: rule.into.roles }),
  };
}

function rewriteOf(rewrite: CheckedRewrite, numbers: Numbers): Rewrite {
  const { path } = rewrite;
  switch (rewrite.kind) {
    case "set": return { kind: rewrite.kind, path, value: replacement(rewrite.value, numbers) };
    case "remove": return { kind: rewrite.kind, path };
    case "mask": return { kind: rewrite.kind, path, of: replacement(rewrite.of, numbers), keep: rewrite.keep, with: rewrite.with };
  }
}

function replacement(value: Replaced, numbers: Numbers): Replacement {
  switch (value.kind) {
    case "string": case "number": case "boolean": return { kind: "literal", value: value.value };
    case "column": return { kind: "column", column: numberOf(columnKey(value.column), numbers.columns) };
    case "row": return { kind: "row" };
    case "row-column": return { kind: "row-column", column: numberOf(rowColumnKey(value.column), numbers.rowColumns) };
  }
}

function numberOf(key: string, numbers: ReadonlyMap<string, number>): number {
  const number = numbers.get(key);
  assert(number !== undefined, "every column of a reason or rewrite is collected");
  return number;
}

function reasonPart(part: CheckedReason, numbers: Numbers): ReasonPart {
  return part.kind === "column" ? { kind: "column", column: numberOf(columnKey(part.column), numbers.columns) } : part;
}

function toolEntry(tool: Tool): ToolEntry {
  return {
    name: tool.name, roles: tool.roles, result: tool.format, params: tool.params, declared: tool.declared, open: tool.open,
    ...(tool.records === undefined ? {} : { records: tool.records }),
    ...(tool.compensations.length === 0 ? {} : { compensations: tool.compensations.map(({ tool: by, args, when }) => ({ tool: by, args, when })) }),
    ...(tool.irreversible ? { irreversible: true } : {}),
  };
}

/** What a source pattern looks for, in short: the same wherever it stands, and however often parts of it are shared. */
function patternOf(part: unknown, known: Map<unknown, string>): string {
  if (typeof part !== "object" || part === null) return canonical(part);
  const told = known.get(part);
  if (told !== undefined) return told;
  const said = Array.isArray(part) ? part.map((item: unknown) => patternOf(item, known)) : Object.entries(part).filter(([name]) => name !== "span").sort(byKey).map(([name, value]) => [name, patternOf(value, known)]);
  const text = canonical(said);
  const short = text.length <= PATTERN_TEXT_MAX ? text : sha256(new TextEncoder().encode(text));
  known.set(part, short);
  return short;
}

/** A pattern as long as its hash is one. */
const PATTERN_TEXT_MAX = 64;

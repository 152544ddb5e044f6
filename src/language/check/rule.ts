// A rule as written becomes a rule that is checked: its clauses each at most once and where they belong, names resolved, and
// nothing left that could only be read by guessing (edges, defaults, unused variables).

import { textCell } from "../../words/cell.js";
import type { Column } from "../../words/column.js";
import { ruleEffects, effects, severities } from "../../words/effects.js";
import type { Effect } from "../../words/effects.js";
import { edgeKinds, roles } from "../../words/provenance.js";
import type { Via } from "../../words/provenance.js";
import type { Expression, Name, RuleClause, RuleItem, Selector } from "../syntax/ast.js";
import { effectHabit } from "../syntax/habits.js";
import { readCondition } from "./condition.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import type { Place } from "./place.js";
import type { Condition, Rule, Scope } from "./policy.js";
import { readReason } from "./reason.js";
import { readRewrites } from "./rewrite.js";
import { reportUnknown, reportWord } from "./report.js";
import { readSelector } from "./selector.js";
import type { Selected } from "./selector.js";
import { ofCalls } from "./source.js";

type Clause<K extends RuleClause["kind"]> = Extract<RuleClause, { kind: K }>;
/** Clauses that a rule has at most once. */
type Single = Exclude<RuleClause["kind"], "set" | "remove" | "mask">;
type Clauses = { readonly [K in Single]?: Clause<K> };

/** Words a variable may not be, because they mean something else where it is read. */
const reserved: readonly string[] = ["sink", "source", "target", "op", "tool", "args", "result"];

/** The scope of a rule that is not understood: no call. */
const nowhere: Scope = { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: false, where: null };

/** A rule, checked; null where its effect is none that rules have. */
export function readRule(item: RuleItem, base: Place): Rule | null {
  const clauses = collect(item, base);
  const effect = readEffect(item, base);
  const runtime = readRuntime(item, base);
  const via = readVia(item, clauses, base);
  const row = readVariable(clauses.into, base);
  const id = `${base.pack}.${item.name.text}`;
  const place: Place = { ...base, kind: "rule", runtime, via: via ?? "any", row, read: new Set() };
  const selected = readScope(item, clauses, place);
  const inside: Place = { ...place, tools: selected.tools, anyArgs: selected.anyArgs };
  const condition = (clause: Clause<"when" | "unless"> | undefined): Condition | null =>
    (clause === undefined ? null : readCompared(clause.condition, inside, item.rule === "relational" && clauses.from !== undefined ? id : null, clause.kind === "unless"));
  const from = readFrom(clauses.from, base);
  const [written, unless] = [condition(clauses.when), condition(clauses.unless)];
  // With `on unknown skip` an exception that is unknown lets the rule fire, and a condition that is does not.
  const when = clauses["unknown-skip"] === undefined ? together(written, unless) : written;
  const title = item.title?.text ?? item.name.text.replaceAll(/[-_]/g, " ");
  const hasSource = clauses.from !== undefined || clauses.into !== undefined;
  const reason = clauses.because === undefined ? [{ kind: "text", text: title } as const] : readReason(clauses.because.text, inside, hasSource);
  const rowRoles = (clauses.into?.roles ?? []).flatMap((name) => readWordOf(roles, name, "role", base));
  const rewrites = readRewrites(item, effect, inside);
  if (row !== null && clauses.into !== undefined && clauses.from === undefined && item.broken !== true && !place.read.has(row) && !row.startsWith("_")) {
    base.report.add("check/unused-variable", clauses.into.as.span, { name: row });
  }
  if (effect === null) return null;
  return {
    id,
    pack: base.pack,
    name: item.name.text,
    kind: item.rule,
    runtime,
    effect,
    title,
    scope: selected.scope,
    from,
    via,
    into: row === null ? null : { roles: [...new Set(rowRoles)], name: row },
    when,
    unless,
    unknownSkips: clauses["unknown-skip"] !== undefined,
    observe: clauses.observe !== undefined,
    reason,
    severity: clauses.severity === undefined ? null : readWordOf(severities, clauses.severity.severity, "severity", base)[0] ?? null,
    tags: readTags(clauses.tags, base),
    rewrites,
    span: item.span,
  };
}

/** A condition that may compare the rule's sources with its sink: then it holds where it does for one of them, an exception where it does for all. */
function readCompared(condition: Expression, place: Place, rule: string | null, isException: boolean): Condition {
  if (rule === null) return readCondition(condition, place);
  const sources = { rule, read: false };
  const read = readCondition(condition, { ...place, sources });
  if (!sources.read || read.kind === "constant") return read;
  const { span } = condition;
  // Every source has a tool, so this list is as long as those of what else is read of them.
  const tools: Column = { kind: "sources", rule, term: { kind: "column", column: { kind: "tool", type: "string" } }, type: "strings" };
  return { kind: "quantified", all: isException, list: { kind: "column", column: tools, span }, condition: read, span };
}

/** Where the condition and the exception both compare sources: one source must satisfy the first and not the second. */
function together(when: Condition | null, unless: Condition | null): Condition | null {
  const isOfSources = (condition: Condition | null): condition is Extract<Condition, { kind: "quantified" }> =>
    condition?.kind === "quantified" && condition.list.kind === "column" && condition.list.column.kind === "sources";
  if (!isOfSources(when) || !isOfSources(unless)) return when;
  return { ...when, condition: { kind: "and", left: when.condition, right: { kind: "not", operand: unless.condition } } };
}

/** The words by which operators sort rules. */
function readTags(clause: Clause<"tags"> | undefined, { report }: Place): readonly string[] {
  const tags = (clause?.tags ?? []).filter((tag) => {
    const sound = textCell(tag.text) !== null && tag.text.trim() !== "";
    if (!sound) report.add("check/wrong-type", tag.span, { expected: "a word or two", found: "an empty text, or half a character" });
    return sound;
  });
  return [...new Set(tags.map((tag) => tag.text))].sort();
}

/** The clauses by kind; what is there twice, misplaced or missing is reported. */
function collect(item: RuleItem, { report }: Place): Clauses {
  const found = new Map<Single, RuleClause>();
  for (const clause of item.clauses) {
    if (clause.kind === "set" || clause.kind === "remove" || clause.kind === "mask") continue;
    const first = found.get(clause.kind);
    if (first === undefined) found.set(clause.kind, clause);
    else {
      const help = clause.kind === "when" ? "join the conditions with `and`" : clause.kind === "unless" ? "join the conditions with `or`" : clause.kind === "on" || clause.kind === "to" ? "join the selectors with commas" : undefined;
      report.add("check/duplicate-clause", clause.span, { clause: nameOf(clause.kind) }, { help, also: { span: first.span, label: "the first one" } });
    }
    if (item.rule !== "relational" && (clause.kind === "from" || clause.kind === "to" || clause.kind === "into")) {
      // What comes from somewhere and goes somewhere is one flow, and one finding.
      if (clause.kind !== "to" || !found.has("from")) report.add("check/misplaced-clause", clause.span, { clause: clause.kind, kind: item.rule }, { help: clause.kind === "to" ? "the calls that a rule is about stand behind `on`; a flow to them is a `relational` rule" : "a rule about a flow, or about the rows of a call, is `relational`" });
    }
  }
  // What is missing in a rule that did not parse whole was perhaps written.
  const missing = (clause: string, help: string): void => item.broken === true ? undefined : report.add("check/missing-clause", item.name.span, { name: item.name.text, clause }, { help });
  if (!found.has("on") && !found.has("to")) missing("on", "say which calls it is about; `on call` is all of them");
  const [on, to] = [found.get("on"), found.get("to")];
  if (on !== undefined && to !== undefined && (item.rule !== "relational" || found.has("from") || found.has("into"))) report.add("check/duplicate-clause", to.span, { clause: "on` or `to" }, { also: { span: on.span, label: "the first one" } });
  if (item.rule === "relational" && !found.has("from") && !found.has("into")) missing("from` or `into", "a rule about the call alone is `unary`");
  const get = <K extends Single>(kind: K): { [key in K]?: Clause<K> } => {
    const clause = found.get(kind);
    return clause === undefined || !isKind(clause, kind) ? {} : { [kind]: clause } as { [key in K]?: Clause<K> };
  };
  return {
    ...get("on"), ...get("from"), ...get("to"), ...get("into"), ...get("when"), ...get("unless"), ...get("because"), ...get("severity"), ...get("tags"), ...get("unknown-skip"), ...get("observe"),
  };
}

function isKind<K extends RuleClause["kind"]>(clause: RuleClause, kind: K): clause is Clause<K> {
  return clause.kind === kind;
}

function nameOf(kind: RuleClause["kind"]): string {
  return kind === "unknown-skip" ? "on unknown" : kind === "observe" ? "mode" : kind;
}

function readEffect(item: RuleItem, { report }: Place): Effect | null {
  const effect = effects.find((known) => known === item.effect.text);
  if (effect !== undefined && ruleEffects.includes(effect)) return effect;
  const swapped = ruleEffects.find((known) => known === item.name.text);
  const habit = swapped === undefined ? effectHabit(item.effect.text) : { help: `the effect stands before the name: \`${swapped} ${item.effect.text}\`` };
  const edit = habit?.write === undefined ? undefined : { span: item.effect.span, text: habit.write };
  if (habit !== undefined) report.add("check/unknown-effect", item.effect.span, { name: item.effect.text }, { help: habit.help, edit });
  else reportUnknown(report, "check/unknown-effect", item.effect, ruleEffects);
  return null;
}

function readRuntime(item: RuleItem, { names, pack, report }: Place): string | null {
  if (item.rule !== "host") return null;
  if (item.runtime === null) {
    if (item.broken !== true) report.add("check/missing-clause", item.name.span, { name: item.name.text, clause: "runtime" }, { help: "write the runtime behind `host`" });
    return null;
  }
  if (find(names, names.runtimes, pack, item.runtime, report) === undefined && (names.facts.get(item.runtime.text)?.size ?? 0) === 0) {
    reportUnknown(report, "check/unknown-runtime", item.runtime, seenNames(names, names.runtimes, pack), declaredElsewhere(names.runtimes, item.runtime.text));
  }
  return item.runtime.text;
}

/** The edges a flow is looked for through. Into a row only value edges lead; a flow to a sink must say its own. */
function readVia(item: RuleItem, clauses: Clauses, { report }: Place): Via | null {
  const written = clauses.to?.via ?? null;
  const via = written === null ? null : ([...edgeKinds, "any"] as const).find((known) => known === written.text) ?? null;
  if (written !== null && via === null) reportWord(report, "kind of edge", written, [...edgeKinds, "any"]);
  if (clauses.from === undefined) return via;
  if (clauses.into !== undefined) {
    if (written !== null && via !== null && via !== "value") report.add("check/via-not-value", written.span, { via });
    return "value";
  }
  if (written === null && item.rule === "relational" && item.broken !== true) report.add("check/missing-via", clauses.to?.span ?? clauses.on?.span ?? clauses.from.span, { name: item.name.text });
  return via ?? "any";
}

function readVariable(into: Clause<"into"> | undefined, { report }: Place): string | null {
  if (into === undefined) return null;
  if (reserved.includes(into.as.text)) report.add("check/reserved-name", into.as.span, { name: into.as.text });
  return into.as.text;
}

function readScope(item: RuleItem, clauses: Clauses, place: Place): Selected {
  const selector: Selector | undefined = clauses.to?.selector ?? clauses.on?.selector;
  return selector === undefined ? { scope: nowhere, tools: [], anyArgs: true } : readSelector(selector, item.rule === "host" ? place : { ...place, runtime: null }, "scope");
}

/** The source pattern: about any instruction that has finished. */
function readFrom(from: Clause<"from"> | undefined, base: Place): Rule["from"] {
  if (from === undefined) return null;
  if (from.where === null) return { where: { kind: "constant", value: true } };
  return { where: ofCalls(readCondition(from.where, { ...base, kind: "source", tools: base.names.bound, anyArgs: base.names.tools.size === 0, result: true })) };
}

function readWordOf<T extends string>(words: readonly T[], name: Name, what: string, { report }: Place): readonly T[] {
  const known = words.filter((word) => word === name.text);
  if (known.length === 0) reportWord(report, what, name, words);
  return known;
}

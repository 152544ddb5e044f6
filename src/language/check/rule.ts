// A rule as written becomes a rule that is checked: its clauses each at most once and where they belong, names resolved, and
// nothing left that could only be read by guessing (edges, defaults, unused variables).

import { ruleEffects, effects } from "../../words/effects.js";
import type { Effect } from "../../words/effects.js";
import { edgeKinds, roles } from "../../words/provenance.js";
import type { Via } from "../../words/provenance.js";
import type { Name, RuleClause, RuleItem, Selector } from "../syntax/ast.js";
import { readCondition } from "./condition.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import type { Place } from "./place.js";
import type { Condition, Rule, Scope } from "./policy.js";
import { readReason } from "./reason.js";
import { reportUnknown, reportWord } from "./report.js";
import { readSelector } from "./selector.js";
import type { Selected } from "./selector.js";
import { profileFacts } from "./runtime.js";

type Clause<K extends RuleClause["kind"]> = Extract<RuleClause, { kind: K }>;
type Clauses = { readonly [K in RuleClause["kind"]]?: Clause<K> };

/** Words a variable may not be, because they mean something else where it is read. */
const reserved: readonly string[] = ["sink", "source", "target", "op", "tool", "args"];

/** The scope of a rule that is not understood: no call. */
const nowhere: Scope = { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: false, where: null };

/** A rule, checked; null where its effect is none that rules have. */
export function readRule(item: RuleItem, base: Place): Rule | null {
  const clauses = collect(item, base);
  const effect = readEffect(item, base);
  const runtime = readRuntime(item, base);
  const via = readVia(item, clauses, base);
  const row = readVariable(clauses.into, base);
  const place: Place = { ...base, kind: "rule", runtime, via: via ?? "any", row, read: new Set() };
  const selected = readScope(item, clauses, place);
  const inside: Place = { ...place, tools: selected.tools, anyArgs: selected.anyArgs };
  const condition = (clause: Clause<"when" | "unless"> | undefined): Condition | null => (clause === undefined ? null : readCondition(clause.condition, inside));
  const from = readFrom(clauses.from, base);
  const when = condition(clauses.when);
  const unless = condition(clauses.unless);
  const title = item.title?.text ?? item.name.text.replaceAll(/[-_]/g, " ");
  const hasSource = clauses.from !== undefined || clauses.into !== undefined;
  const reason = clauses.because === undefined ? [{ kind: "text", text: title } as const] : readReason(clauses.because.text, inside, hasSource);
  const rowRoles = (clauses.into?.roles ?? []).flatMap((name) => readWordOf(roles, name, "role", base));
  if (row !== null && clauses.into !== undefined && clauses.from === undefined && !place.read.has(row) && !row.startsWith("_")) {
    base.report.add("check/unused-variable", clauses.into.as.span, { name: row });
  }
  if (effect === null) return null;
  return {
    id: `${base.pack}.${item.name.text}`,
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
    span: item.span,
  };
}

/** The clauses by kind; what is there twice, misplaced or missing is reported. */
function collect(item: RuleItem, { report }: Place): Clauses {
  const found = new Map<RuleClause["kind"], RuleClause>();
  for (const clause of item.clauses) {
    const first = found.get(clause.kind);
    if (first === undefined) found.set(clause.kind, clause);
    else {
      const help = clause.kind === "when" ? "join the conditions with `and`" : clause.kind === "unless" ? "join the conditions with `or`" : clause.kind === "on" || clause.kind === "to" ? "join the selectors with commas" : undefined;
      report.add("check/duplicate-clause", clause.span, { clause: nameOf(clause.kind) }, { help, also: { span: first.span, label: "the first one" } });
    }
    if (item.rule !== "relational" && (clause.kind === "from" || clause.kind === "to" || clause.kind === "into")) {
      report.add("check/misplaced-clause", clause.span, { clause: clause.kind, kind: item.rule });
    }
  }
  const missing = (clause: string, help: string): void => report.add("check/missing-clause", item.name.span, { name: item.name.text, clause }, { help });
  if (!found.has("on") && !found.has("to")) missing("on", "say which calls it is about; `on call` is all of them");
  const [on, to] = [found.get("on"), found.get("to")];
  if (on !== undefined && to !== undefined) report.add("check/duplicate-clause", to.span, { clause: "on` or `to" }, { also: { span: on.span, label: "the first one" } });
  if (item.rule === "relational" && !found.has("from") && !found.has("into")) missing("from` or `into", "a rule about the call alone is `unary`");
  const get = <K extends RuleClause["kind"]>(kind: K): { [key in K]?: Clause<K> } => {
    const clause = found.get(kind);
    return clause === undefined || !isKind(clause, kind) ? {} : { [kind]: clause } as { [key in K]?: Clause<K> };
  };
  return {
    ...get("on"), ...get("from"), ...get("to"), ...get("into"), ...get("when"), ...get("unless"), ...get("because"), ...get("unknown-skip"), ...get("observe"),
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
  if (effect === undefined || effect === "allow") reportUnknown(report, "check/unknown-effect", item.effect, ruleEffects);
  else report.add("check/effect-not-built", item.effect.span, { effect });
  return null;
}

function readRuntime(item: RuleItem, { names, pack, report }: Place): string | null {
  if (item.rule !== "host") return null;
  if (item.runtime === null) {
    report.add("check/missing-clause", item.name.span, { name: item.name.text, clause: "runtime" }, { help: "write the runtime behind `host`" });
    return null;
  }
  if (find(names, names.runtimes, pack, item.runtime, report) === undefined && profileFacts(names, item.runtime.text).length === 0) {
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
  if (written === null && item.rule === "relational") report.add("check/missing-via", clauses.to?.span ?? clauses.on?.span ?? clauses.from.span, { name: item.name.text });
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
  return { where: readCondition(from.where, { ...base, kind: "source", tools: base.names.bound, anyArgs: base.names.tools.size === 0 }) };
}

function readWordOf<T extends string>(words: readonly T[], name: Name, what: string, { report }: Place): readonly T[] {
  const known = words.filter((word) => word === name.text);
  if (known.length === 0) reportWord(report, what, name, words);
  return known;
}

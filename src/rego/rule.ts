// One rule -> its definitions in Rego: when it fires for certain, when it is ruled out, and the verdict that follows. Where it is
// neither, it fires and its verdict hangs on an unknown; a rule that skips unknowns is asked instead whether it may fire at all.

import type { Rule } from "../language/check/policy.js";
import { edgesOf } from "../language/check/policy.js";
import { clauses } from "./condition.js";
import { scopeOf } from "./scope.js";
import { always, comment, defined, definition, identifier, line, literal, never, set } from "./text.js";
import type { Clauses } from "./text.js";
import type { At } from "./value.js";
import { all, predicate } from "./writer.js";
import type { Writer } from "./writer.js";

/** The alternatives of a part of a rule: in which it holds, and in which it does not. */
interface Part {
  readonly holds: Clauses;
  readonly fails: Clauses;
}

/** A rule, and whether it is inactive where a fact is not provided. */
interface Named {
  readonly rule: Rule;
  readonly readsFacts: boolean;
}

/** The text of a rule. */
export function ruleText(rule: Rule, base: Omit<Writer, "rule" | "blocks" | "count">): string {
  const name = identifier(rule.id, base.names);
  const named: Named = { rule, readsFacts: base.factual.has(rule.id) };
  const writer: Writer = { ...base, rule: name, blocks: [], count: 0 };
  const at: At = { writer, row: rule.into !== null, around: [] };
  const fires = identifier(`${name}_fires`, base.names);
  const settled = identifier(`${name}_${rule.unknownSkips ? "may_fire" : "ruled_out"}`, base.names);
  const condition = [scopeOf(rule.scope, at), roleOf(rule), markOf(rule), partOf(rule.when, at)];
  const unless = rule.unless === null ? { holds: never, fails: always } : partOf(rule.unless, at);
  const params = at.row ? ["row"] : [];
  // A rule that skips unknowns fires for certain where it may fire at all and nothing excepts it.
  const settling = rule.unknownSkips ? mayFire(condition, unless, at) : [...condition.flatMap(({ fails }) => fails), ...unless.holds];
  const sure = rule.unknownSkips ? [[[line(params.length === 0 ? settled : `${settled}(row)`, params)]]] : condition.map(({ holds }) => holds);
  const certain = all(writer, "is_true", [...sure, unless.fails]);
  const blocks = [
    `${banner(rule)}\n${rule.into === null ? verdictOf(named, fires, settled) : rowVerdictOf(named, fires, settled)}`,
    definedOrNever(fires, params, certain),
    definedOrNever(settled, params, settling),
  ];
  return [...blocks, ...writer.blocks].join("\n\n");
}

/** What never holds is written down all the same: it is asked by its name. */
function definedOrNever(name: string, params: readonly string[], of: Clauses): string {
  return defined(name, params, of.length === 0 ? [[line("false")]] : of);
}

/** The condition is true, and the exception is not. */
function mayFire(condition: readonly Part[], unless: Part, { writer }: At): Clauses {
  if (unless.holds.some((clause) => clause.length === 0)) return never;
  const excepted = unless.holds.length === 0 ? null : predicate(writer, "excepted", unless.holds);
  const may = all(writer, "is_true", condition.map(({ holds }) => holds));
  return excepted === null ? may : may.map((clause) => [...clause, line(`not ${excepted.text}`, excepted.uses)]);
}

function partOf(condition: Rule["when"], at: At): Part {
  return condition === null ? { holds: always, fails: never } : { holds: clauses(condition, true, at), fails: clauses(condition, false, at) };
}

/** Whether the row has one of the roles; whether an unseen row has, nobody knows. */
function roleOf({ into }: Rule): Part {
  if (into === null) return { holds: always, fails: never };
  if (into.roles.length === 0) return { holds: [[line("is_object(row)", ["row"])]], fails: never };
  const has = `shares(row.roles, ${set(into.roles)})`;
  return { holds: [[line(has, ["row"])]], fails: [[line("is_object(row)", ["row"]), line(`not ${has}`, ["row"])]] };
}

/** Whether the rule's source came: into the row itself where there is one, else through its edges. */
function markOf({ id, from, into, via }: Rule): Part {
  if (from === null) return { holds: always, fails: never };
  if (into !== null) {
    return {
      holds: [[line(`marked(row.flow, ${literal(id)})`, ["row"])]],
      fails: [[line("whole_row(row)", ["row"]), line(`unmarked(row.flow, ${literal(id)})`, ["row"])]],
    };
  }
  const edges = edgesOf(via ?? "any");
  return {
    holds: edges.map((edge) => [line(`marked(input.flows.${edge}, ${literal(id)})`)]),
    fails: [edges.map((edge) => line(`unmarked(input.flows.${edge}, ${literal(id)})`))],
  };
}

function banner(rule: Rule): string {
  const skips = rule.unknownSkips ? ", on unknown skip" : "";
  const under = rule.observe ? ", mode observe" : "";
  return [comment(`${rule.kind} ${rule.effect} ${rule.id}: ${rule.title}${skips}${under}`)].join("\n");
}

/** One verdict of the rule; a rule that is inactive has none. */
function said({ rule, readsFacts }: Named, unknown: boolean, row: string, lines: readonly string[]): string {
  const verdict = `{"rule": ${literal(rule.id)}, "effect": ${literal(rule.effect)}, "unknown": ${String(unknown)}, "observe": ${String(rule.observe)}, "row": ${row}}`;
  return definition(`said[${literal(rule.id)}] := ${verdict}`, [...(readsFacts ? [`not ${literal(rule.id)} in inactive`] : []), ...lines]);
}

function verdictOf(named: Named, fires: string, settled: string): string {
  return [said(named, false, "-1", [fires]), said(named, true, "-1", [`not ${fires}`, named.rule.unknownSkips ? settled : `not ${settled}`])].join("\n\n");
}

/** The first row on which it fires for certain, else the first on which it fires; the rows that were not seen come last. */
function rowVerdictOf(named: Named, fires: string, settled: string): string {
  const sure = `[at | some at, row in input.rows; ${fires}(row)]`;
  const may = `[at | some at, row in input.rows; ${named.rule.unknownSkips ? "" : "not "}${settled}(row)]`;
  const rows = [said(named, false, "rows[0]", [`rows := ${sure}`]), said(named, true, "rows[0]", [`count(${sure}) == 0`, `rows := ${may}`])];
  const unseen = said(named, true, "-1", ["input.rowsOpen == true", `count(${may}) == 0`, `not ${settled}(null)`]);
  return (named.rule.unknownSkips ? rows : [...rows, unseen]).join("\n\n");
}

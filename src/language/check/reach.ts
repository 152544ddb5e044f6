// Warns of rules that can never fire, or always do: scopes and rows that no declared tool's binding can ever reach, conditions
// that are constant. Calls without a binding do not count; they could be anything.

import type { Span } from "../../base/span.js";
import { applies } from "../../words/term.js";
import { holds } from "../../words/effects.js";
import type { Names } from "./names.js";
import type { Expression, RuleClause } from "../syntax/ast.js";
import type { Condition, Rule, Value } from "./policy.js";
import type { Report } from "./report.js";
import { canMean } from "./selector.js";
import { visit } from "./walk.js";

/** Warns of each rule whose scope has no call that it could be asked of. */
export function checkReach(rules: readonly Rule[], names: Names, report: Report): void {
  if (names.bound.length === 0) return;
  const lent = packsLent(names);
  for (const { pack, scope, name, span } of rules) {
    if (lent.has(pack)) continue;
    const known = [...new Set([...scope.ops, ...scope.sinks, ...scope.acts])];
    if (known.length === 0 || scope.unbound || scope.every || scope.tools.length > 0) continue;
    // The kernel binds a response itself where no pack does.
    if (scope.ops.includes("RESPOND") || scope.sinks.includes("ui")) continue;
    if (!names.bound.some((tool) => canMean(scope, tool))) report.add("check/unreachable-sink", nameSpan(names, span), { name, scope: known.join(", ") });
  }
}

/** Warns of each rule whose rows no tool in its scope gives: none of its arguments has such a role. */
export function checkRoles(rules: readonly Rule[], names: Names, report: Report): void {
  const lent = packsLent(names);
  for (const { pack, scope, into, name, span } of rules) {
    if (lent.has(pack)) continue;
    // Of responses and of calls without a binding the kernel knows the roles.
    if (into === null || into.roles.length === 0 || scope.unbound || scope.every || scope.ops.includes("RESPOND") || scope.sinks.includes("ui")) continue;
    const tools = names.bound.filter((tool) => canMean(scope, tool));
    const given = tools.flatMap((tool) => tool.clauses.flatMap((clause) => (clause.kind === "role" ? [clause.role.text] : [])));
    if (tools.length === 0 || into.roles.some((role) => given.includes(role))) continue;
    const asked = names.written.get(span)?.clauses.find((clause) => clause.kind === "into")?.roles[0];
    const others = [...new Set(given)].sort().map((role) => `\`${role}\``).join(", ");
    const help = others === "" ? "no tool it watches gives an argument a role: bindings say it with `role destination: to`" : `the tools it watches have arguments with role ${others}`;
    report.add("check/unreachable-role", asked?.span ?? nameSpan(names, span), { name, roles: into.roles.map((role) => `\`${role}\``).join(", ") }, { help });
  }
}

/** Packages whose rules are written for whatever tools others bind: another package uses them, and they see no binding. */
function packsLent({ tools, visible }: Names): ReadonlySet<string> {
  const binding = new Set([...tools.values()].flatMap((declared) => declared.map(({ pack }) => pack)));
  const used = new Set([...visible].flatMap(([pack, seen]) => seen.filter((other) => other !== pack)));
  return new Set([...used].filter((pack) => !(visible.get(pack) ?? [pack]).some((seen) => binding.has(seen))));
}

/** Warns of clauses whose whole condition is the same for every call. */
export function checkConstant(rules: readonly Rule[], names: Names, report: Report): void {
  for (const rule of rules) {
    for (const clause of names.written.get(rule.span)?.clauses ?? []) {
      const [written, read] = conditionOf(clause, rule);
      if (written !== null && read?.kind === "constant") report.add("check/constant-condition", written.span, { value: String(read.value) });
    }
  }
}

/** The condition of a clause as it was written, and as it was read. */
function conditionOf(clause: RuleClause, rule: Rule): readonly [Expression | null, Condition | null] {
  switch (clause.kind) {
    case "when": return [clause.condition, rule.when];
    case "unless": return [clause.condition, rule.unless];
    case "from": return [clause.where, rule.from?.where ?? null];
    case "on": case "to": return [clause.selector.where, rule.scope.where];
    default: return [null, null];
  }
}

/** Warns once where calls of tools that nobody declared are nobody's affair: no rule speaks of them, and none of all calls. */
export function checkUnbound(rules: readonly Rule[], names: Names, report: Report): void {
  const [first] = names.bound;
  const speaks = ({ scope, effect, from, into, when }: Rule): boolean =>
    scope.unbound || (scope.every && scope.where === null && holds(effect) && from === null && into === null && when === null);
  if (first === undefined || rules.length === 0 || rules.some(speaks)) return;
  report.add("check/unbound-allowed", first.name.span, {});
}

/** Warns of each rule that reads what only a fact of a runtime could give, where no runtime declares it. */
export function checkFacts(rules: readonly Rule[], names: Names, report: Report): void {
  const declared = [...names.facts.values()].some((facts) => facts.has("realpath"));
  if (declared) return;
  for (const rule of rules) {
    const spans: Span[] = [];
    const look = (value: Value): void => {
      if ((value.kind === "column" || value.kind === "row-column") && value.column.kind === "term" && applies(value.column.term, "realpath")) spans.push(value.span);
    };
    for (const condition of [rule.scope.where, rule.from?.where ?? null, rule.when, rule.unless]) visit(condition, { value: look });
    for (const span of spans) report.add("check/unprovided-fact", span, { fact: "realpath" });
  }
}

/** Where the rule's name stands, not all of the rule. */
function nameSpan(names: Names, rule: Span): Span {
  return names.written.get(rule)?.name.span ?? rule;
}

// Warns of rules that decide nothing, because another of their package fires wherever they do and is stricter. Only where that is
// certain: the other is about as many calls, asks no more of them, and excepts the same ones. What tests expect is not looked at.

import { SHADOW_PAIRS_MAX } from "../../base/limits.js";
import { effects, holds } from "../../words/effects.js";
import type { Names } from "./names.js";
import type { Condition, Rule, Scope } from "./policy.js";
import type { Report } from "./report.js";

/** Warns of each rule that a stricter one covers. */
export function checkShadows(rules: readonly Rule[], names: Names, report: Report): void {
  const parts = new Map<Rule, ReadonlySet<string>>();
  const asked = (rule: Rule): ReadonlySet<string> => {
    const known = parts.get(rule) ?? new Set([rule.scope.where, rule.when].flatMap(conjuncts).map(textOf));
    parts.set(rule, known);
    return known;
  };
  const byPack = new Map<string, Rule[]>();
  for (const rule of rules) {
    if (rule.from !== null || rule.into !== null || rule.observe || rule.rewrites.length > 0) continue;
    const group = byPack.get(rule.pack);
    if (group === undefined) byPack.set(rule.pack, [rule]);
    else group.push(rule);
  }
  let pairs = 0;
  for (const group of byPack.values()) {
    const strict = group.filter(({ effect }) => holds(effect));
    const stricter = effects.map((_, at) => strict.filter((rule) => rank(rule) > at).length);
    const anchored = byAnchor(strict, asked);
    for (const rule of group) {
      pairs += stricter[rank(rule)] ?? 0;
      if (pairs > SHADOW_PAIRS_MAX) return;
      const own = asked(rule);
      const covering = [undefined, ...own].flatMap((part) => anchored.get(part) ?? []).filter(({ one }) => rank(one) > rank(rule) && covers(one, rule)
        && (one.unless === null || (rule.unless !== null && textOf(one.unless) === textOf(rule.unless))) && [...asked(one)].every((part) => own.has(part)));
      const other = covering.reduce<Placed | undefined>((first, next) => (first === undefined || next.at < first.at ? next : first), undefined)?.one;
      const [name, first] = [rule, other].map((one) => (one === undefined ? undefined : names.written.get(one.span)?.name.span));
      if (other !== undefined && name !== undefined && first !== undefined) {
        report.add("check/shadowed-rule", name, { name: rule.name, other: other.name, effect: other.effect }, { also: { span: first, label: `says \`${other.effect}\` of the same calls` } });
      }
    }
  }
}

/** A rule and its place among those of its package that hold calls. */
interface Placed {
  readonly one: Rule;
  readonly at: number;
}

/** Rules by the first thing that they ask: who asks for all that a rule asks for asks for that too. Under undefined those that ask nothing. */
function byAnchor(rules: readonly Rule[], asked: (rule: Rule) => ReadonlySet<string>): ReadonlyMap<string | undefined, readonly Placed[]> {
  const found = new Map<string | undefined, Placed[]>();
  rules.forEach((one, at) => {
    const [anchor] = asked(one);
    const placed = found.get(anchor);
    if (placed === undefined) found.set(anchor, [{ one, at }]);
    else placed.push({ one, at });
  });
  return found;
}

function rank({ effect }: Rule): number {
  return effects.indexOf(effect);
}

/** Whether a rule is about all calls that another is about, in any runtime where that one is asked, and fires on what is unknown where that one does. */
function covers(one: Rule, other: Rule): boolean {
  if (one.runtime !== null && one.runtime !== other.runtime) return false;
  if (one.unknownSkips && !other.unknownSkips) return false;
  return one.scope.every || wider(one.scope, other.scope);
}

function wider(one: Scope, other: Scope): boolean {
  const holdsAll = (wide: readonly string[], narrow: readonly string[]): boolean => narrow.every((name) => wide.includes(name));
  return !other.every && (one.unbound || !other.unbound) && holdsAll(one.tools, other.tools) && holdsAll(one.ops, other.ops)
    && holdsAll(one.sinks, other.sinks) && holdsAll(one.acts, other.acts);
}

function conjuncts(condition: Condition | null): readonly Condition[] {
  const found: Condition[] = [];
  for (const open = condition === null ? [] : [condition]; open.length > 0;) {
    const next = open.pop();
    if (next?.kind === "and") open.push(next.right, next.left);
    else if (next !== undefined) found.push(next);
  }
  return found;
}

/** What a condition says, without where it stands. */
function textOf(condition: Condition): string {
  return JSON.stringify(condition, (key, value: unknown) => (key === "span" ? undefined : value));
}

// Verdicts to what they say together: the strictest effect of the rules that decide, and all that fired, strictest first.
// A rule under trial is reported and never decides; one that this session cannot be asked says nothing.

import { effectNumber, effects, type Effect } from "../../words/effects.js";
import type { Manifest, RuleEntry } from "../../words/manifest.js";
import type { Verdict } from "../../words/view.js";

/** A verdict with its rule. */
export interface Fired {
  readonly rule: RuleEntry;
  readonly verdict: Verdict;
}

/** What fired, and its effect. */
export interface Combined {
  readonly effect: Effect;
  readonly fired: readonly Fired[];
}

/** Combines the verdicts of a bundle; a rule counts once. */
export function combine(manifest: Manifest, verdicts: readonly Verdict[], inactive: ReadonlySet<number>): Combined {
  const seen = verdicts.length < 2 ? null : new Set<number>();
  const fired: Fired[] = [];
  for (const verdict of verdicts) {
    const rule = manifest.rules[verdict.rule];
    if (rule === undefined || inactive.has(verdict.rule) || seen?.has(verdict.rule) === true) continue;
    seen?.add(verdict.rule);
    fired.push({ rule, verdict });
  }
  if (fired.length > 1) fired.sort((a, b) => Number(a.rule.observe) - Number(b.rule.observe) || strictness(b) - strictness(a) || a.verdict.rule - b.verdict.rule);
  return { effect: strictestOf(fired), fired };
}

/** The effect of rules that fired; those under trial decide nothing. */
export function strictestOf(fired: readonly Fired[]): Effect {
  const strictest = fired.reduce((most, one) => (one.rule.observe ? most : Math.max(most, strictness(one))), 0);
  return effects[strictest] ?? "deny";
}

/** The first verdict that cannot be one of this bundle on a view with so many rows; undefined where all can. */
export function badVerdict(manifest: Manifest, verdicts: readonly Verdict[], rows: number): Verdict | undefined {
  for (const verdict of verdicts) {
    const { rule, row } = verdict;
    if (manifest.rules[rule] === undefined || !Number.isInteger(row) || row < -1 || row >= rows) return verdict;
  }
  return undefined;
}

function strictness({ rule }: Fired): number {
  return effectNumber.get(rule.effect) ?? effects.length - 1;
}

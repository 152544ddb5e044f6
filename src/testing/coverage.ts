// Tests as they run -> what they showed of each rule: how often it fired and stayed silent, and for each of its comparisons how
// often it was true, false and unknown. Watches the interpreter; modules and their doors are not asked. Prints nothing.

import type { Source, Span } from "../base/span.js";
import type { Compiled } from "../compile.js";
import type { Condition, Policy, Rule } from "../language/check/policy.js";
import { visit } from "../language/check/walk.js";
import { tablesOf } from "../language/ir/names.js";
import { startKnown } from "../language/meaning/context.js";
import { interpret } from "../language/meaning/interpret.js";
import { inScope } from "../language/meaning/scope.js";
import type { Effect } from "../words/effects.js";
import { FALSE, TRUE, not } from "../words/truth.js";
import { interpreter } from "./door.js";
import type { Door } from "./door.js";

/** How often something was which of the three truths. */
export interface Truths {
  readonly true: number;
  readonly false: number;
  readonly unknown: number;
}

/** One comparison of a rule, or what else is true or false by itself. Its place may be in a definition that the rule uses. */
export interface CoveredCondition extends Truths {
  readonly span: Span;
  /** Whether it could be unknown at all. */
  readonly canBeUnknown: boolean;
}

/** What tests showed of a rule. */
export interface CoveredRule {
  readonly id: string;
  readonly pack: string;
  readonly effect: Effect;
  readonly span: Span;
  /** Decisions at which it fired for certain, and those at which it fired as it hung on an unknown. */
  readonly fired: number;
  readonly firedUnknown: number;
  /** Decisions on calls that it is for, at which it did not fire. */
  readonly silent: number;
  /** Decisions on calls that it is for, at which it was inactive. */
  readonly inactive: number;
  /** Whether it has anything to say but the calls that it is for; one that has not is never silent on them. */
  readonly conditional: boolean;
  /** By place. */
  readonly conditions: readonly CoveredCondition[];
}

/** Watches tests: they are run through its door, then it tells what they showed of the packages' rules. */
export interface Coverage {
  readonly door: Door;
  readonly rules: (packages: readonly string[]) => readonly CoveredRule[];
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };
interface Entry {
  readonly rule: Rule;
  readonly counts: { fired: number; firedUnknown: number; silent: number; inactive: number };
  readonly conditions: Map<string, Mutable<CoveredCondition>>;
}

/** Where the truths of a condition are counted. What a rule asks of the pending call counts only where the rule is for that call. */
interface Counted { readonly of: Mutable<CoveredCondition>; readonly rule: Rule; readonly always: boolean; readonly inverted: boolean }

/** Starts to watch. `sources` are the texts of the packages. */
export function coverage(sources: readonly Source[]): Coverage {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const entries = new Map<string, Entry>();
  return {
    door: { name: interpreter.name, open: (compiled) => watched(compiled, entries, texts) },
    rules: (packages) => [...entries.values()].filter(({ rule }) => packages.includes(rule.pack)).map(({ rule, counts, conditions }) => ({
      id: rule.id, pack: rule.pack, effect: rule.effect, span: rule.span, ...counts,
      conditional: rule.when !== null || rule.unless !== null || rule.from !== null || rule.into !== null || rule.scope.where !== null,
      conditions: [...conditions.values()].sort((a, b) => before(a.span, b.span)),
    })).sort((a, b) => before(a.span, b.span)),
  };
}

/** The interpreter of a policy, with everything it finds counted. */
function watched(compiled: Compiled, entries: Map<string, Entry>, texts: ReadonlyMap<string, string>): ReturnType<Door["open"]> {
  const { policy, manifest } = compiled;
  for (const rule of policy.rules) {
    if (!entries.has(rule.id)) entries.set(rule.id, { rule, counts: { fired: 0, firedUnknown: 0, silent: 0, inactive: 0 }, conditions: new Map() });
  }
  const points = countedPoints(policy, entries, texts);
  const meant = new Set<Rule>();
  const asked = new Set<Rule>();
  const evaluator = interpret(policy, manifest, (condition, truth) => {
    for (const { of, rule, always, inverted } of points.get(condition) ?? []) {
      asked.add(rule);
      const found = inverted ? not(truth) : truth;
      if (always || meant.has(rule)) of[found === TRUE ? "true" : found === FALSE ? "false" : "unknown"]++;
    }
  });
  const tables = tablesOf(manifest);
  const known = startKnown();
  return {
    ...evaluator,
    decide: (view) => {
      asked.clear();
      for (const rule of policy.rules) if (inScope({ ...rule.scope, where: null }, { tables, view, row: null, elements: [], known }) === TRUE) meant.add(rule);
      const verdicts = evaluator.decide(view);
      policy.rules.forEach((rule, number) => {
        const counts = entries.get(rule.id)?.counts;
        const verdict = verdicts.find((one) => one.rule === number);
        const isInactive = (manifest.rules[number]?.hostFacts.length ?? 0) > 0 && !asked.has(rule);
        if (counts === undefined) return;
        if (verdict !== undefined) counts[verdict.unknown ? "firedUnknown" : "fired"]++;
        else if (meant.has(rule)) counts[isInactive ? "inactive" : "silent"]++;
      });
      meant.clear();
      return verdicts;
    },
  };
}

/** For each condition that is watched, where its truths are counted. */
function countedPoints(policy: Policy, entries: ReadonlyMap<string, Entry>, texts: ReadonlyMap<string, string>): ReadonlyMap<Condition, readonly Counted[]> {
  const points = new Map<Condition, readonly Counted[]>();
  for (const rule of policy.rules) {
    const conditions = entries.get(rule.id)?.conditions;
    if (conditions === undefined) continue;
    for (const { condition: part, always } of partsOf(rule, policy)) {
      for (const { condition, span, inverted } of pointsOf(part, { rule: rule.span, texts })) {
        const key = `${span.file}:${span.start}:${span.end}`;
        const of = conditions.get(key) ?? { span, canBeUnknown: canBeUnknown(condition), true: 0, false: 0, unknown: 0 };
        conditions.set(key, of);
        points.set(condition, [...(points.get(condition) ?? []), { of, rule, always, inverted }]);
      }
    }
  }
  return points;
}

/** The conditions of a rule; `always`: of other calls than the pending one, as its source and the selectors in its histories are. */
function partsOf(rule: Rule, policy: Policy): readonly { readonly condition: Condition; readonly always: boolean }[] {
  const past = [rule.from?.where ?? null, ...policy.counters.map(({ scope }) => (scope.where !== null && isInside(scope.where, rule.span) ? scope.where : null))];
  return [...[rule.scope.where, rule.when, rule.unless].map((condition) => ({ condition, always: false })), ...past.map((condition) => ({ condition, always: true }))]
    .flatMap(({ condition, always }) => (condition === null ? [] : [{ condition, always }]));
}

function isInside(condition: Condition, rule: Span): boolean {
  const spans = spansOf(condition);
  return spans.length > 0 && spans.every((span) => isWithin(span, rule));
}

function isWithin({ file, start, end }: Span, outer: Span): boolean {
  return file === outer.file && start >= outer.start && end <= outer.end;
}

interface Point { readonly condition: Condition; readonly span: Span; readonly inverted: boolean }
interface Written { readonly rule: Span; readonly texts: ReadonlyMap<string, string> }

/** What is written as one comparison, though it may have become several; inside quantifiers too. */
function pointsOf(condition: Condition, where: Written): readonly Point[] {
  const [span, ...others] = distinct(spansOf(condition));
  if (span === undefined) return [];
  if (others.length === 0 && isWithin(span, where.rule)) {
    const found = written(condition, span, where.texts);
    // A quantifier whose body has its place is one with it.
    const inside = found.kind === "quantified" ? pointsOf(found.condition, where).filter((point) => !same(point.span, span)) : [];
    return [{ condition: found, span, inverted: false }, ...inside];
  }
  switch (condition.kind) {
    case "constant": return [];
    case "and": case "or": return [...pointsOf(condition.left, where), ...pointsOf(condition.right, where)];
    case "not": return pointsOf(condition.operand, where);
    case "quantified": return [{ condition, span: condition.span, inverted: false }, ...pointsOf(condition.condition, where)];
    // In a definition, which stands for itself at each of its uses, whether those deny it or not.
    default: return [{ condition, span: condition.span, inverted: denies(condition, where.texts) }];
  }
}

/** Whether what is written is that the condition does not hold: by its operator. */
function denies(condition: Condition & { readonly span: Span }, texts: ReadonlyMap<string, string>): boolean {
  const { file, start, end } = condition.span;
  const text = (texts.get(file) ?? "").slice(start, end).replace(/"(?:[^"\\]|\\.)*"/g, "");
  return /\bnot\s+in\b|\bexcludes\b/.test(text) || (condition.kind !== "compare" && text.includes("!="));
}

/** Without the `not`s that stand before the place: its truth is that of what stands at it. */
function written(condition: Condition, { file, start }: Span, texts: ReadonlyMap<string, string>): Condition {
  let before = texts.get(file)?.slice(0, start) ?? "";
  let inner = condition;
  for (let found = NOT.exec(before); found !== null && inner.kind === "not"; found = NOT.exec(before)) {
    inner = inner.operand;
    before = before.slice(0, found.index);
  }
  return inner;
}

const NOT = /\bnot[\s(]*$/;

function spansOf(condition: Condition): readonly Span[] {
  const spans: Span[] = [];
  visit(condition, { condition: (one) => void ("span" in one && spans.push(one.span)) });
  return spans;
}

function distinct(spans: readonly Span[]): readonly Span[] {
  return spans.filter((span, at) => spans.findIndex((other) => same(span, other)) === at);
}

function same(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** Which tool and op a call is, and whether something is there, is always known. */
function canBeUnknown(condition: Condition): boolean {
  let can = false;
  visit(condition, { condition: ({ kind }) => { can ||= !["and", "or", "not", "constant", "op", "tool", "present"].includes(kind); } });
  return can;
}

function before(a: Span, b: Span): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start || a.end - b.end;
}

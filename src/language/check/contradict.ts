// Warns of conditions that ask two things of one value which no value is at once, so that they are never true; of those that exclude
// no value, so that they are always true; and of exceptions that take all a rule is about. Looks at tests of a value against literals
// that are joined by `and` (or `or`), those of a rule's selector and of its `when` together; all else may hold.

import { columnKey, rowColumnKey } from "../../words/column.js";
import type { Span } from "../../base/span.js";
import type { Scalar } from "../../words/term.js";
import type { Condition, Order, Rule, Value } from "./policy.js";
import { compareNumbers } from "./policy.js";
import type { Report } from "./report.js";

/** What the tests so far leave of one value. */
interface Left {
  /** The values it may have, where that is a list; none of them is excluded. */
  readonly allowed: readonly Scalar[] | null;
  readonly excluded: Excluded | null;
  /** The tightest of each side. */
  readonly low: Bound | null;
  readonly high: Bound | null;
}
interface Excluded { readonly values: readonly Scalar[]; readonly rest: Excluded | null }
interface Bound { readonly order: Order; readonly value: number }

/** One test of a value. */
type Test = { readonly key: string; readonly span: Span } & (
  | { readonly kind: "is" | "is not"; readonly values: readonly Scalar[] }
  | { readonly kind: "bound"; readonly order: Order; readonly value: number });

const anything: Left = { allowed: null, excluded: null, low: null, high: null };

/** Warns of each rule, and each source pattern, whose condition is never true. */
export function checkContradictions(rules: readonly Rule[], report: Report): void {
  for (const { scope, when, unless, from } of rules) {
    const { tools, ops, sinks, acts, unbound, every } = scope;
    // Of a selector that names tools alone, or ops alone, a call is of one of these.
    const alone = sinks.length + acts.length === 0 && !unbound && !every;
    const start = new Map<string, Left>();
    if (alone && tools.length > 0 && ops.length === 0) start.set("tool", { ...anything, allowed: tools });
    if (alone && ops.length > 0 && tools.length === 0) start.set("op", { ...anything, allowed: ops });
    const whole = tell([scope.where, when], start, report);
    if (whole && unless !== null) tellExcepted(unless, start, report);
    tell([from?.where ?? null], new Map(), report);
    for (const condition of [scope.where, when, unless, from?.where ?? null]) if (condition !== null) for (const part of conjuncts(condition)) if (part.kind === "or") tellAll(part, report);
  }
}

/** Warns where the tests that are joined by `or` leave no value out; where it is not known, the condition is not either. */
function tellAll(condition: Condition, report: Report): void {
  const known = new Map<string, Left>();
  for (const test of disjuncts(condition).flatMap((part) => testOf(part, false) ?? [])) {
    const left = narrowed(known.get(test.key) ?? anything, test);
    if (isEmpty(left)) {
      report.add("check/always-true", test.span, { name: shown(test.key) });
      return;
    }
    known.set(test.key, left);
  }
}

/** Warns where no value that the rule is about is left when those of its exception are gone. */
function tellExcepted(unless: Condition, about: ReadonlyMap<string, Left>, report: Report): void {
  for (const test of disjuncts(unless).flatMap((part) => testOf(part, false) ?? [])) {
    const left = about.get(test.key);
    if (left !== undefined && isEmpty(narrowed(left, test))) report.add("check/excepts-all", test.span, { name: shown(test.key) });
  }
}

/** Warns where the tests that are joined by `and` leave no value; else `known` is what they leave. */
function tell(conditions: readonly (Condition | null)[], known: Map<string, Left>, report: Report): boolean {
  for (const test of conditions.flatMap((condition) => (condition === null ? [] : conjuncts(condition))).flatMap((condition) => testOf(condition, true) ?? [])) {
    const left = narrowed(known.get(test.key) ?? anything, test);
    if (isEmpty(left)) {
      report.add("check/never-true", test.span, { name: shown(test.key) });
      return false;
    }
    known.set(test.key, left);
  }
  return true;
}

/** A key as people write it: `args.cc[0]`. */
function shown(key: string): string {
  return key.replace(/\[\]\(([^(),]*), ("[^"]*"|\d+)\)/g, "$1[$2]");
}

function conjuncts(condition: Condition): readonly Condition[] {
  return joined(condition, "and");
}

function disjuncts(condition: Condition): readonly Condition[] {
  return joined(condition, "or");
}

/** What is joined by a word, in order. */
function joined(condition: Condition, by: "and" | "or"): readonly Condition[] {
  const found: Condition[] = [];
  for (const open = [condition]; open.length > 0;) {
    const next = open.pop();
    if (next?.kind === by) open.push(next.right, next.left);
    else if (next !== undefined) found.push(next);
  }
  return found;
}

function testOf(condition: Condition, holds: boolean): Test | null {
  const kind = holds ? "is" : "is not";
  switch (condition.kind) {
    case "not": return testOf(condition.operand, !holds);
    case "op": return { key: "op", span: condition.span, kind, values: condition.ops };
    case "tool": return { key: "tool", span: condition.span, kind, values: condition.tools };
    case "truth": {
      const key = keyOf(condition.value);
      return key === null ? null : { key, span: condition.span, kind: "is", values: [holds] };
    }
    case "in": {
      const key = keyOf(condition.value);
      return key === null ? null : { key, span: condition.span, kind, values: condition.strings.length > 0 ? condition.strings : condition.numbers };
    }
    case "compare": return compared(condition, holds);
    default: return null;
  }
}

/** The orders read from the other side, and denied. */
const turned: { readonly [order in Order]: Order } = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const denied: { readonly [order in Order]: Order } = { "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

function compared(condition: Extract<Condition, { kind: "compare" }>, holds: boolean): Test | null {
  const [of, literal, read] = scalarOf(condition.right) === null ? [condition.right, condition.left, turned[condition.order]] : [condition.left, condition.right, condition.order];
  const [key, value] = [keyOf(of), scalarOf(literal)];
  if (key === null || value === null) return null;
  const order = holds ? read : denied[read];
  if (order === "==" || order === "!=") return { key, span: condition.span, kind: order === "==" ? "is" : "is not", values: [value] };
  return typeof value === "number" ? { key, span: condition.span, kind: "bound", order, value } : null;
}

/** What a value is called where it is the same wherever the rule reads it. */
function keyOf(value: Value): string | null {
  switch (value.kind) {
    case "column": return columnKey(value.column);
    case "row": return "the row";
    case "row-column": return rowColumnKey(value.column);
    default: return null;
  }
}

function scalarOf(value: Value): Scalar | null {
  return value.kind === "string" || value.kind === "number" || value.kind === "boolean" ? value.value : null;
}

function narrowed(left: Left, test: Test): Left {
  switch (test.kind) {
    case "is": {
      if (left.allowed !== null) return { ...left, allowed: only(test.values, left.allowed) };
      let allowed = test.values;
      for (let out = left.excluded; out !== null; out = out.rest) allowed = but(allowed, out.values);
      return { ...left, allowed, excluded: null };
    }
    case "is not": return left.allowed === null ? { ...left, excluded: { values: test.values, rest: left.excluded } } : { ...left, allowed: but(left.allowed, test.values) };
    case "bound": {
      const side = test.order === ">" || test.order === ">=" ? "low" : "high";
      const known = left[side];
      const isTighter = known === null || (test.value === known.value ? test.order === ">" || test.order === "<" : (test.value > known.value) === (side === "low"));
      return isTighter ? { ...left, [side]: { order: test.order, value: test.value } } : left;
    }
  }
}

function only(values: readonly Scalar[], allowed: readonly Scalar[]): readonly Scalar[] {
  const known = new Set(allowed);
  return values.filter((value) => known.has(value));
}

function but(values: readonly Scalar[], excluded: readonly Scalar[]): readonly Scalar[] {
  const known = new Set(excluded);
  return values.filter((value) => !known.has(value));
}

function isEmpty({ allowed, low, high }: Left): boolean {
  const within = (value: number): boolean => [low, high].every((bound) => bound === null || compareNumbers(bound.order, value, bound.value));
  // A string is in no order: the comparison is unknown, and with it the whole.
  if (allowed !== null) return !allowed.some((value) => (low === null && high === null) || (typeof value === "number" && within(value)));
  return low !== null && high !== null && (high.value < low.value || (high.value === low.value && (low.order === ">" || high.order === "<")));
}

// Warns of conditions that ask two things of one value which no value is at once, so that they are never true. Looks at tests of
// a value against literals that are joined by `and`, those of a rule's selector and of its `when` together; all else may hold.

import { columnKey, rowColumnKey } from "../../words/column.js";
import type { Span } from "../../base/span.js";
import type { Scalar } from "../../words/term.js";
import type { Condition, Order, Rule, Value } from "./policy.js";
import { compareNumbers } from "./policy.js";
import type { Report } from "./report.js";

/** What the tests so far leave of one value. */
interface Left {
  /** The values it may have, where that is a list. */
  readonly allowed: ReadonlySet<Scalar> | null;
  readonly excluded: ReadonlySet<Scalar>;
  readonly bounds: readonly { readonly order: Order; readonly value: number }[];
}

/** One test of a value. */
type Test = { readonly key: string; readonly span: Span } & (
  | { readonly kind: "is" | "is not"; readonly values: readonly Scalar[] }
  | { readonly kind: "bound"; readonly order: Order; readonly value: number });

const anything: Left = { allowed: null, excluded: new Set(), bounds: [] };

/** Warns of each rule, and each source pattern, whose condition is never true. */
export function checkContradictions(rules: readonly Rule[], report: Report): void {
  for (const { scope, when, from } of rules) {
    const { tools, ops, sinks, acts, unbound, every } = scope;
    // Of a selector that names tools alone, or ops alone, a call is of one of these.
    const alone = sinks.length + acts.length === 0 && !unbound && !every;
    const start = new Map<string, Left>();
    if (alone && tools.length > 0 && ops.length === 0) start.set("tool", { ...anything, allowed: new Set(tools) });
    if (alone && ops.length > 0 && tools.length === 0) start.set("op", { ...anything, allowed: new Set(ops) });
    tell([scope.where, when], start, report);
    tell([from?.where ?? null], new Map(), report);
  }
}

function tell(conditions: readonly (Condition | null)[], known: Map<string, Left>, report: Report): void {
  for (const test of conditions.flatMap((condition) => (condition === null ? [] : conjuncts(condition))).flatMap((condition) => testOf(condition, true) ?? [])) {
    const left = narrowed(known.get(test.key) ?? anything, test);
    if (isEmpty(left)) {
      report.add("check/never-true", test.span, { name: test.key });
      return;
    }
    known.set(test.key, left);
  }
}

function conjuncts(condition: Condition): readonly Condition[] {
  const found: Condition[] = [];
  for (const open = [condition]; open.length > 0;) {
    const next = open.pop();
    if (next?.kind === "and") open.push(next.right, next.left);
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
      return key === null ? null : { key, span: condition.span, kind, values: [...condition.strings, ...condition.numbers] };
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
    case "is": return { ...left, allowed: new Set(test.values.filter((value) => left.allowed === null || left.allowed.has(value))) };
    case "is not": return { ...left, excluded: new Set([...left.excluded, ...test.values]) };
    case "bound": return { ...left, bounds: [...left.bounds, { order: test.order, value: test.value }] };
  }
}

function isEmpty({ allowed, excluded, bounds }: Left): boolean {
  const within = (value: number): boolean => bounds.every(({ order, value: bound }) => compareNumbers(order, value, bound));
  // A string is in no order: the comparison is unknown, and with it the whole.
  if (allowed !== null) return ![...allowed].some((value) => !excluded.has(value) && (bounds.length === 0 || (typeof value === "number" && within(value))));
  const low = bounds.filter(({ order }) => order === ">" || order === ">=");
  return low.some(({ order, value }) => bounds.some((other) => (other.order === "<" || other.order === "<=")
    && (other.value < value || (other.value === value && (order === ">" || other.order === "<")))));
}

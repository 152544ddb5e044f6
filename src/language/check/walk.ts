// A condition as a list of all conditions and values in it, outermost first.
// Knows the tree's joints, not its meaning.

import { unreachable } from "../../base/assert.js";
import type { Condition, Value } from "./policy.js";

/** What is called for every condition and every value on the way. */
export interface Visitor {
  readonly condition?: (condition: Condition) => void;
  readonly value?: (value: Value) => void;
}

/** Visits a condition and everything below it; null is nothing. By a list of what is left to do, as chains may be longer than a stack. */
export function visit(condition: Condition | null, visitor: Visitor): void {
  const left = condition === null ? [] : [condition];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    visitor.condition?.(next);
    for (const value of valuesOf(next)) visitValue(value, visitor);
    left.push(...[...conditionsOf(next)].reverse());
  }
}

function visitValue(value: Value, visitor: Visitor): void {
  visitor.value?.(value);
  if (value.kind === "item") visitValue(value.list, visitor);
  if (value.kind !== "else") return;
  visitValue(value.left, visitor);
  visitValue(value.right, visitor);
}

function conditionsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case "and": case "or": return [condition.left, condition.right];
    case "not": return [condition.operand];
    case "quantified": return [condition.condition];
    default: return [];
  }
}

function valuesOf(condition: Condition): readonly Value[] {
  switch (condition.kind) {
    case "truth": case "in": case "matches": return [condition.value];
    case "compare": case "text": return [condition.left, condition.right];
    case "has": return [condition.list, condition.item];
    case "quantified": return [condition.list];
    case "constant": case "and": case "or": case "not": case "present": case "op": case "tool":
    case "trust": case "secrecy": case "tagged": case "shape": case "who": case "named": return [];
    default: return unreachable(condition);
  }
}

// A source pattern to the taint that it cannot do without: the least number of trust, of secrecy, below which it is true of nothing.
// What is lowered under that bears no mark of the pattern. What the pattern asks beside is not looked at.

import { secrecyLevels, trustLevels } from "../../words/labels.js";
import type { Needs } from "../../words/manifest.js";
import type { Condition, Order } from "../check/policy.js";

/** What a condition needs; nothing where it may be true of what is clean. */
export function needsOf(condition: Condition): Needs {
  switch (condition.kind) {
    case "and": return both(needsOf(condition.left), needsOf(condition.right), Math.max);
    case "or": return both(needsOf(condition.left), needsOf(condition.right), Math.min);
    // Trust reads the other way round in the language: `trust <= low` is the most tainted.
    case "trust": return condition.subject.kind === "source" ? { trust: least(condition.order, trustLevels.indexOf(condition.level), "<") } : {};
    case "secrecy": return condition.subject.kind === "source" ? { secrecy: least(condition.order, secrecyLevels.indexOf(condition.level), ">") } : {};
    default: return {};
  }
}

/** The least taint of which a comparison is true; `more` is the sign that means more tainted. */
function least(order: Order, level: number, more: "<" | ">"): number {
  if (order === more) return level + 1;
  return order === "==" || order === `${more}=` ? level : 0;
}

function both(a: Needs, b: Needs, join: (a: number, b: number) => number): Needs {
  return { trust: join(a.trust ?? 0, b.trust ?? 0), secrecy: join(a.secrecy ?? 0, b.secrecy ?? 0) };
}

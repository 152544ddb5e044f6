// Warns of conditions by which more taint would allow more: an attacker who can only add taint could then talk himself past the
// rule. Looks at labels that flow; provenance and values are not taint, and labels of the target are declared, not spread.

import type { Span } from "../../base/span.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import { compareNumbers } from "./policy.js";
import type { Condition, Order, Rule } from "./policy.js";
import type { Report } from "./report.js";

/** Warns of each comparison of labels in a rule that does not only grow (under `not` and in `unless`: only shrink) with taint. */
export function checkMonotone(rules: readonly Rule[], report: Report): void {
  for (const rule of rules) {
    const tell = (span: Span): void => report.add("check/non-monotone", span, { name: rule.name });
    for (const condition of [rule.scope.where, rule.from?.where ?? null, rule.when]) if (condition !== null) walk(condition, true, tell);
    if (rule.unless !== null) walk(rule.unless, false, tell);
  }
}

function walk(condition: Condition, grows: boolean, tell: (span: Span) => void): void {
  if ("subject" in condition && condition.subject.kind === "target") return;
  switch (condition.kind) {
    case "and": case "or":
      walk(condition.left, grows, tell);
      walk(condition.right, grows, tell);
      break;
    case "not": walk(condition.operand, !grows, tell); break;
    case "quantified": walk(condition.condition, grows, tell); break;
    case "trust":
      // Trust falls as taint rises: from its last rank down to the first.
      if (!isSteady(trustLevels.map((_, taint) => trustLevels.length - 1 - taint), condition.order, trustLevels.length - 1 - trustLevels.indexOf(condition.level), grows)) tell(condition.span);
      break;
    case "secrecy":
      if (!isSteady(secrecyLevels.map((_, taint) => taint), condition.order, secrecyLevels.indexOf(condition.level), grows)) tell(condition.span);
      break;
    case "tagged":
      if (!grows) tell(condition.span);
      break;
    default:
  }
}

/** Whether the comparison, asked of ranks in the order of rising taint, changes at most once, and in the right direction. */
function isSteady(ranks: readonly number[], order: Order, rank: number, grows: boolean): boolean {
  const answers = ranks.map((one) => compareNumbers(order, one, rank) === grows);
  return answers.every((answer, at) => answer || !answers.slice(0, at).includes(true));
}

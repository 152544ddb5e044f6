// Warns of conditions by which more taint would allow more: an attacker who can only add taint could then talk himself past the
// rule. Looks at labels that flow; provenance and values are not taint, and labels of the target are declared, not spread.

import type { Span } from "../../base/span.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import type { RuleClause } from "../syntax/ast.js";
import type { Allows } from "./allow.js";
import type { Names } from "./names.js";
import { compareNumbers } from "./policy.js";
import type { Condition, Order, Rule } from "./policy.js";
import type { Report } from "./report.js";

/** Warns of each comparison of labels in a rule that does not only grow (under `not` and in `unless`: only shrink) with taint, and is not allowed to. */
export function checkMonotone(rules: readonly Rule[], names: Names, allows: Allows, report: Report): void {
  for (const rule of rules) {
    const clauses: readonly RuleClause[] = names.written.get(rule.span)?.clauses ?? [];
    const look = (condition: Condition | null, grows: boolean, kinds: readonly RuleClause["kind"][]): void => {
      const found: Span[] = [];
      if (condition !== null) walk(condition, grows, (span) => found.push(span));
      const clause = clauses.find((one) => kinds.includes(one.kind));
      if (found.length === 0 || (clause !== undefined && allows.covers(clause.span))) return;
      for (const span of found) report.add("check/non-monotone", span, { name: rule.name }, { help: "ask in the direction of taint, or say why it is meant: `// allow-nonmonotone because ...`" });
    };
    look(rule.scope.where, true, ["on", "to"]);
    look(rule.from?.where ?? null, true, ["from"]);
    look(rule.when, true, ["when"]);
    look(rule.unless, false, ["unless"]);
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

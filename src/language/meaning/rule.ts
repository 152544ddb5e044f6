// What one rule says of a pending call:
// nothing, or a verdict with the row it fired on and whether it hung on an unknown. Other rules do not matter to it.

import { roles } from "../../words/provenance.js";
import { FALSE, TRUE, UNKNOWN, and } from "../../words/truth.js";
import type { Truth } from "../../words/truth.js";
import type { Verdict } from "../../words/view.js";
import type { Rule } from "../check/policy.js";
import { factKey } from "../ir/facts.js";
import { andThen, holds } from "./condition.js";
import { flowsOf, rowFact } from "./context.js";
import type { Context, RowSeen } from "./context.js";
import { marked } from "./mark.js";
import { inScope } from "./scope.js";

/** A rule with its numbers: its own, its source's, and the facts without which it is inactive. */
export interface NumberedRule {
  readonly rule: Rule;
  readonly number: number;
  readonly source: number | null;
  readonly facts: readonly string[];
}

/** The rule's verdict, or null where it does not fire. Of the rows it fires on, the first certain one, else the first. */
export function judge(numbered: NumberedRule, context: Context): Verdict | null {
  if (isInactive(numbered, context)) return null;
  const scope = inScope(numbered.rule.scope, context);
  if (scope === FALSE && context.seen === undefined) return null;
  let best: Verdict | null = null;
  for (const { row, index } of rowsOf(numbered.rule, context)) {
    const fires = firesOn(numbered, scope, { ...context, row });
    if (fires === FALSE) continue;
    if (best === null || (best.unknown && fires === TRUE)) best = { rule: numbered.number, unknown: fires === UNKNOWN, row: index };
  }
  return best;
}

/** A fact that is absent is one that the session's runtime does not provide. */
function isInactive({ facts }: NumberedRule, { tables, view }: Context): boolean {
  return facts.some((name) => {
    const number = tables.columns.get(factKey(name));
    return number !== undefined && number < view.columns.length && view.columns[number] === undefined;
  });
}

/** The rows a rule looks at, last the one that stands for those that were not seen; a rule without `into` is asked once, of no row. */
function rowsOf(rule: Rule, { view }: Context): readonly { readonly row: RowSeen; readonly index: number }[] {
  if (rule.into === null) return [{ row: null, index: -1 }];
  const seen = view.rows.map((row, index) => ({ row, index }));
  return view.rowsOpen ? [...seen, { row: "unseen", index: -1 }] : seen;
}

/** FALSE does not fire, TRUE fires for certain, UNKNOWN fires and hung on an unknown. */
function firesOn({ rule, source }: NumberedRule, scope: Truth, context: Context): Truth {
  const meant = [scope, hasRole(rule, context.row), source === null ? TRUE : isMarked(rule, source, context)].reduce(and, TRUE);
  const { when } = rule;
  const condition = when === null ? meant : andThen(meant, () => holds(when, context), context);
  if (condition === FALSE && context.seen === undefined) return FALSE;
  const unless = rule.unless === null ? FALSE : holds(rule.unless, context);
  if (condition === FALSE || unless === TRUE) return FALSE;
  if (condition === UNKNOWN && rule.unknownSkips) return FALSE;
  return condition === UNKNOWN || unless === UNKNOWN ? UNKNOWN : TRUE;
}

/** Whether the row is there and has one of the roles; no roles are all. */
function hasRole(rule: Rule, row: RowSeen): Truth {
  if (rule.into === null || row === null) return TRUE;
  if (row === "unseen") return UNKNOWN;
  return rule.into.roles.length === 0 || rule.into.roles.some((role) => (row.roles & (1 << roles.indexOf(role))) !== 0) ? TRUE : FALSE;
}

/** Whether the source's mark came: into the row itself where there is one, else to the sink through the rule's edges. */
function isMarked(rule: Rule, source: number, { row, view }: Context): Truth {
  if (rule.into !== null) return rowFact(row, (seen) => marked([seen.flow.marks], source));
  return marked(flowsOf(view, rule.via ?? "any").map((flow) => flow.marks), source);
}

// A decision of a trace -> one line of JSON, in the fixed form that scripts outside the project hold on to. What people want to
// know beyond it stands in the table.

import { rewriting } from "../../words/effects.js";
import type { Decision } from "../../kernel/decide/decision.js";

/** One line of `replay --format jsonl`, without its line end. */
export function jsonLine(trace: string, decision: Decision): string {
  return JSON.stringify({
    trace,
    call: decision.call,
    step: decision.step,
    tool: decision.tool,
    op: decision.op,
    effect: decision.effect,
    rules: decision.rules.map((rule) => rule.id),
    reason: decision.reason,
    path: decision.path.map(({ step, edge }) => ({ step, edge })),
    us: decision.us,
    ...(decision.rewritten || rewriting.includes(decision.effect) ? { args: decision.args } : {}),
  });
}

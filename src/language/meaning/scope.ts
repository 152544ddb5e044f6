// Whether an instruction is one that a rule or a counter speaks of:
// any of its words, and its `where`. Words are certain, whatever the labels.

import { hasAct } from "../../words/acts.js";
import { opNumber, sinkKinds } from "../../words/ops.js";
import { FALSE, TRUE, and } from "../../words/truth.js";
import type { Truth } from "../../words/truth.js";
import type { Scope } from "../check/policy.js";
import { holds } from "./condition.js";
import type { Context } from "./context.js";

/** Whether the instruction of the context is in the scope. Only the `where` can be unknown. */
export function inScope(scope: Scope, context: Context): Truth {
  if (!isMeant(scope, context)) return FALSE;
  return scope.where === null ? TRUE : and(TRUE, holds(scope.where, context));
}

function isMeant(scope: Scope, { tables, view }: Context): boolean {
  return scope.every
    || (scope.unbound && isUnbound(view))
    || scope.ops.some((op) => opNumber.get(op) === view.op)
    || scope.sinks.some((sink) => (view.sinks & (1 << sinkKinds.indexOf(sink))) !== 0)
    || scope.acts.some((act) => hasAct(view.acts, tables.acts.get(act) ?? 0))
    || scope.tools.some((tool) => tables.tools.get(tool) === view.tool);
}

/** A response is bound by the kernel itself where no pack declares `@response`. */
function isUnbound(view: { readonly tool: number; readonly op: number }): boolean {
  return view.tool === -1 && view.op !== opNumber.get("RESPOND");
}

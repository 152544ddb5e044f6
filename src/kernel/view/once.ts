// What a bundle says of a call hangs, for most tools, on the tool alone: an evaluator that is asked it once for each such tool, and not
// for each call. What reads an argument, a fact or another resource than the tool itself is asked every time. Knows no session.

import type { Evaluator } from "../../words/evaluator.js";
import { clean } from "../../words/labels.js";
import { ops } from "../../words/ops.js";
import type { Binding, View } from "../../words/view.js";
import type { Plan } from "./plan.js";

/** The evaluator, asked once what calls are of which `bind` reads nothing but their tool. */
export function bindsOnce(evaluator: Evaluator, plan: Plan): Evaluator {
  const known = new Map<number, Binding>();
  return {
    manifest: evaluator.manifest,
    decide: (view) => evaluator.decide(view),
    mark: (view) => evaluator.mark(view),
    bind(view) {
      if (!isOfTool(view, plan)) return evaluator.bind(view);
      const key = view.tool * ops.length + view.op;
      const before = known.get(key);
      if (before !== undefined) return before;
      const binding = evaluator.bind(view);
      // The evaluator may answer out of memory that it writes to again.
      known.set(key, { ...binding, counters: binding.counters.slice() });
      return binding;
    },
  };
}

/** Whether all that `bind` is told of a call is its tool, which is a resource too: its cells are then the plan's own. */
function isOfTool({ columns, tool, self, resources, resourcesOpen }: View, plan: Plan): boolean {
  return columns === plan.absents.bind && tool >= 0 && self === clean && resources.length === 1 && resources[0]?.kind === "tool" && !resourcesOpen;
}

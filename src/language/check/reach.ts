// Warns of scopes that no declared tool's binding can ever reach: such a rule watches nothing. Calls without a binding do not
// count; they could be anything.

import type { Span } from "../../base/span.js";
import type { Names } from "./names.js";
import type { Rule } from "./policy.js";
import type { Report } from "./report.js";
import { canMean } from "./selector.js";

/** Warns of each rule whose scope has no call that it could be asked of. */
export function checkReach(rules: readonly Rule[], names: Names, report: Report): void {
  if (names.bound.length === 0) return;
  for (const { scope, name, span } of rules) {
    const known = [...new Set([...scope.ops, ...scope.sinks, ...scope.acts])];
    if (known.length === 0 || scope.unbound || scope.every || scope.tools.length > 0) continue;
    // The kernel binds a response itself where no pack does.
    if (scope.ops.includes("RESPOND") || scope.sinks.includes("ui")) continue;
    if (!names.bound.some((tool) => canMean(scope, tool))) report.add("check/unreachable-sink", nameSpan(names, name, span), { name, scope: known.join(", ") });
  }
}

/** Where the rule's name stands, not all of the rule. */
function nameSpan(names: Names, name: string, rule: Span): Span {
  return names.rules.get(name)?.find((declared) => declared.item.span === rule)?.name.span ?? rule;
}

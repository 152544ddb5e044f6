// A selector -> alternatives in which it speaks of the call, or does not.
// Its words are certain, whatever the labels: only its `where` can be neither.

import type { Scope } from "../language/check/policy.js";
import { clauses, nameOf } from "./condition.js";
import { always, line, never, set } from "./text.js";
import type { Clauses, Line } from "./text.js";
import type { At } from "./value.js";
import { all, predicate } from "./writer.js";

/** Alternatives of the two answers, from one definition of what is meant. */
export function scopeOf(scope: Scope, at: At): { readonly holds: Clauses; readonly fails: Clauses } {
  const words = meant(scope, at);
  const where = (wanted: boolean): Clauses => (scope.where === null ? (wanted ? always : never) : clauses(scope.where, wanted, at));
  if (words === "every") return { holds: where(true), fails: where(false) };
  const [only] = words;
  if (only === undefined) return { holds: never, fails: always };
  const is = words.length === 1 ? only : predicate(at.writer, "in_scope", words.map((word) => [word]));
  return { holds: all(at.writer, nameOf(true), [[[is]], where(true)]), fails: [[line(`not ${is.text}`, is.uses)], ...where(false)] };
}

function meant({ ops, sinks, acts, tools, unbound, every }: Scope, { writer }: At): "every" | readonly Line[] {
  if (every) return "every";
  const known = tools.filter((tool) => writer.tools.has(tool));
  return [
    ...(unbound ? [line("unbound")] : []),
    ...(ops.length === 0 ? [] : [line(`input.op in ${set(ops)}`)]),
    ...(sinks.length === 0 ? [] : [line(`shares(input.sinks, ${set(sinks)})`)]),
    ...(acts.length === 0 ? [] : [line(`shares(input.acts, ${set(acts)})`)]),
    ...(known.length === 0 ? [] : [line(`input.tool in ${set(known)}`)]),
  ];
}

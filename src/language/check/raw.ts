// Warns where a literal path is compared with an argument as it came: `~/.ssh/id`, `/home/ana/.ssh/id` and `~/x/../.ssh/id` are one
// file and three texts, and only `path(...)` gives all of them one form.

import type { Formula } from "./formula.js";
import type { Part } from "./normal.js";
import type { ValueOperand } from "./operand.js";
import type { Place } from "./place.js";

/** Warns of a literal with a `/` that is the whole or the beginning of an argument that a tool's `role path` names. */
export function checkRaw(of: Formula, { value, span }: ValueOperand, part: Part, place: Place): void {
  if (value.kind !== "string" || !value.value.includes("/") || (part !== "whole" && part !== "starts with")) return;
  const argument = rawArgument(of, place);
  if (argument !== null) place.report.add("check/raw-path", span, { literal: value.value, argument: `args.${argument}` });
}

/** The argument that a formula is as it came, where a tool's `role path` names it; else null. */
export function rawArgument(of: Formula, place: Place): string | null {
  const argument = argumentOf(of);
  const named = (path: string): boolean => path === argument || path === `${argument}[]`;
  return argument !== null && place.tools.some((tool) => tool.clauses.some((clause) => clause.kind === "role" && clause.role.text === "path" && clause.paths.some(({ text }) => named(text)))) ? argument : null;
}

/** The argument, or the list of which it is an item, as roles name it. */
function argumentOf(of: Formula): string | null {
  if (of.kind === "item") return of.side === "value" ? argumentOf(of.local.list) : null;
  return of.kind === "column" && of.column.kind === "arg" ? of.column.path.join(".") : null;
}

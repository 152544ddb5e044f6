// A quantifier over a set or map of the text whose items are regular expressions -> its condition once for each of them, joined by `or`,
// those of `every` by `and`. A regular expression becomes an automaton with the policy, so each must stand there by itself.

import { UNROLLED_MAX } from "../../base/limits.js";
import type { Expression, Name } from "../syntax/ast.js";
import { partsOf } from "./join.js";
import { constantOperand, literalOperand } from "./operand.js";
import type { Operand } from "./operand.js";
import { rowName } from "./place.js";
import type { Argument, Place } from "./place.js";
import { entryType } from "./structure.js";
import { readOperand } from "./value.js";

type Quantified = Extract<Expression, { kind: "quantified" }>;

/** What the names of a quantifier stand for. */
type Bound = readonly (readonly [string, Argument])[];

/** The places in which the condition stands once for each item; null where it goes through a list as any other. */
export function unrolled(expression: Quantified, place: Place): readonly Place[] | null {
  const { variable, key } = expression;
  const names = new Set([variable.text, ...(key === null ? [] : [key.text])]);
  if (!hasPatternOf(names, expression.condition)) return null;
  const members = membersOf(expression, place);
  return members === null || members.length > UNROLLED_MAX ? null : members.map((params) => ({ ...place, body: bodyWith(params, place) }));
}

/** Whether one of the names stands where a regular expression must. */
function hasPatternOf(names: ReadonlySet<string>, condition: Expression): boolean {
  for (const open = [condition]; open.length > 0;) {
    const next = open.pop();
    if (next === undefined) break;
    const pattern = next.kind === "matches" && next.glob.text === "regex" ? next.patterns : next.kind === "call" && next.function.text === "found" ? next.args[1] : undefined;
    if (pattern !== undefined && names.has(rootOf(pattern))) return true;
    open.push(...partsOf(next));
  }
  return false;
}

/** The name that a dotted one begins with; empty for anything else. */
export function rootOf(expression: Expression): string {
  let at = expression;
  while (at.kind === "field") at = at.of;
  return at.kind === "name" ? at.name.text : "";
}

/** What the names stand for at each item; null where they go through something else than strings, or the entries of a map, of the text. */
function membersOf({ in: written, variable, key }: Quantified, place: Place): readonly Bound[] | null {
  const operand = readOperand(written, place);
  const bound = (name: Name, any: Operand): readonly [string, Argument] => [name.text, { expression: written, place, type: "any", any }];
  if (operand.kind === "set" && key === null && operand.numbers.length + operand.words.length === 0) return operand.strings.map(({ text, span }) => [bound(variable, literalOperand(text, span))]);
  if (operand.kind !== "map" || key === null) return null;
  const type = entryType(operand.type) ?? "any";
  return operand.entries.map(([name, value]) => [bound(key, literalOperand(name, operand.span)), bound(variable, constantOperand(value, type, operand.span))]);
}

function bodyWith(params: Bound, place: Place): NonNullable<Place["body"]> {
  const { body, locals } = place;
  return { params: new Map([...body?.params ?? [], ...params]), locals: body?.locals ?? locals, row: rowName(place), open: body?.open ?? [] };
}

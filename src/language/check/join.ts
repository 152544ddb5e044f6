// The `where` of a history in two parts: what is asked of the earlier call alone, and comparisons with the pending one, which is
// called `sink` there. Reads both sides of these; does not know which calls there are.

import { EXPRESSION_TERMS_MAX } from "../../base/limits.js";
import type { Term } from "../../words/term.js";
import type { Expression, Name } from "../syntax/ast.js";
import { isOfCall } from "./history.js";
import type { Place } from "./place.js";
import { readTerm } from "./term.js";
import { cellType, typeText } from "./structure.js";
import type { Type } from "./structure.js";

type Pair = { readonly theirs: Term; readonly ours: Term };

/** The conditions of a `where`, joined by `and`, that speak of `sink`, and the rest. */
export function parted(where: Expression | null): { readonly joins: readonly Expression[]; readonly where: Expression | null } {
  if (where === null) return { joins: [], where: null };
  const all = conjuncts(where);
  const joins = all.filter(mentionsSink);
  if (joins.length === 0) return { joins, where };
  const rest = all.filter((conjunct) => !joins.includes(conjunct));
  return { joins, where: rest.length === 0 ? null : rest.reduce((left, right) => ({ kind: "and", left, right, span: { ...left.span, end: right.span.end } })) };
}

/** A comparison of an earlier call (a place of its own) with the pending one (the rule's place); null where it is none, which is reported. */
export function readJoin(join: Expression, earlier: Place, pending: Place): Pair | null {
  const bad = (help: string): null => {
    earlier.report.add("check/bad-join", join.span, {}, { help });
    return null;
  };
  if (join.kind !== "compare") return bad("write `args.x == sink.args.x`, joined to the rest with `and`");
  if (join.operator !== "==") return bad("earlier calls are looked up by what is equal: only `==` can be asked");
  if (mentionsSink(join.left) === mentionsSink(join.right)) return bad("one side is about the earlier call, the other about `sink`; what is about `sink` alone stands in the rule's `when`");
  const [theirs, ours] = mentionsSink(join.left) ? [join.right, join.left] : [join.left, join.right];
  const left = readSide(theirs, earlier);
  if (mentions(ours, ofCall)) return bad("`args`, `result` and `tool` are those of the earlier call: put them on the other side");
  const right = readSide(stripped(ours, 0), { ...pending, row: null, locals: [], sources: null });
  if (left === null || right === null || !isOfCall(left.term, theirs.span, earlier)) return null;
  const [a, b] = [cellType(left.type), cellType(right.type)];
  for (const [type, side, of] of [[a, theirs, left], [b, ours, right]] as const) {
    const scalar = join.ignoreCase ? type === "string" || type === "any" : type !== "strings" && type !== "numbers";
    if (scalar) continue;
    earlier.report.add("check/wrong-type", side.span, { expected: join.ignoreCase ? "a string" : "a string, a number or a boolean", found: typeText(of.type) });
    return null;
  }
  if (a !== b && a !== "any" && b !== "any") {
    earlier.report.add("check/wrong-type", ours.span, { expected: typeText(left.type), found: typeText(right.type) });
    return null;
  }
  return join.ignoreCase ? { theirs: folded(left.term), ours: folded(right.term) } : { theirs: left.term, ours: right.term };
}

/** Something of one call as a term; its tool, which is a word elsewhere, is a text here. */
export function readSide(expression: Expression, place: Place): { readonly term: Term; readonly type: Type } | null {
  const isTool = expression.kind === "name" && expression.name.text === "tool";
  return isTool ? { term: { kind: "column", column: { kind: "tool", type: "string" } }, type: "string" } : readTerm(expression, place);
}

function folded(term: Term): Term {
  return { kind: "apply", function: "fold", of: [term] };
}

/** What is joined by `and`, in the order in which it was written; no recursion, chains are long. */
function conjuncts(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  for (const open = [expression]; open.length > 0;) {
    const next = open.pop();
    if (next?.kind === "and") open.push(next.right, next.left);
    else if (next !== undefined) found.push(next);
  }
  return found;
}

/** Whether `sink.x` stands in it. */
function mentionsSink(expression: Expression): boolean {
  return sinkIn(expression) !== null;
}

/** Where `sink.x` stands in it; null where it does not. */
export function sinkIn(expression: Expression): Expression | null {
  return firstIn(expression, (part) => {
    let of = part;
    while (of.kind === "field") of = of.of;
    return part.kind === "field" && isSink(of);
  });
}

function mentions(expression: Expression, meant: (part: Expression) => boolean): boolean {
  return firstIn(expression, meant) !== null;
}

function firstIn(expression: Expression, meant: (part: Expression) => boolean): Expression | null {
  for (const open = [expression]; open.length > 0;) {
    const next = open.pop();
    if (next === undefined) break;
    if (meant(next)) return next;
    open.push(...partsOf(next));
  }
  return null;
}

/** The expressions that stand in one. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "string": case "number": case "boolean": case "name": return [];
    case "field": return [expression.of];
    case "set": return expression.items;
    case "call": return expression.args;
    case "map": return expression.entries.map((entry) => entry.value);
    case "index": return [expression.of, expression.key];
    case "history": {
      const selectors = [expression.selector, ...expression.clauses.flatMap((clause) => (clause.kind === "since" ? [clause.selector] : []))];
      return [expression.value, ...selectors.map((selector) => selector.where)].filter((part) => part !== null);
    }
    case "quantified": return [expression.in, expression.condition];
    case "each": return [expression.in, ...(expression.where === null ? [] : [expression.where]), expression.value];
    case "matches": return [expression.left, expression.patterns];
    case "arithmetic": case "compare": case "else": case "and": case "or": return [expression.left, expression.right];
    case "not": return [expression.operand];
  }
}

/** A side about the pending call, as it is said in its own rule: `sink.args.x` is `args.x` there. */
function stripped(expression: Expression, depth: number): Expression {
  // Nobody follows deeper; whoever reads it says so.
  if (depth > EXPRESSION_TERMS_MAX) return expression;
  const next = (part: Expression): Expression => stripped(part, depth + 1);
  switch (expression.kind) {
    case "field": return isSink(expression.of) ? { kind: "name", name: spanned(expression.field, expression), span: expression.span } : { ...expression, of: next(expression.of) };
    case "call": return { ...expression, args: expression.args.map(next) };
    case "index": return { ...expression, of: next(expression.of), key: next(expression.key) };
    case "arithmetic": case "else": return { ...expression, left: next(expression.left), right: next(expression.right) };
    default: return expression;
  }
}

/** A name that means the earlier call. */
function ofCall(part: Expression): boolean {
  return part.kind === "name" && (part.name.text === "args" || part.name.text === "tool" || part.name.text === "result");
}

function isSink(expression: Expression): boolean {
  return expression.kind === "name" && expression.name.text === "sink";
}

function spanned(name: Name, { span }: Expression): Name {
  return { text: name.text, span };
}

// The `where` of a history in two parts: what is asked of the earlier call alone, and comparisons with the pending one, which is
// called `sink` there, or comes as an argument of a definition. Reads both sides of these; does not know which calls there are.

import { EXPRESSION_TERMS_MAX } from "../../base/limits.js";
import type { Join, Relation } from "../../words/manifest.js";
import { termColumns } from "../../words/term.js";
import type { Term } from "../../words/term.js";
import type { DefineItem, Expression, Name } from "../syntax/ast.js";
import { findDefine, isPending } from "./define.js";
import { isOfCall } from "./history.js";
import type { Place } from "./place.js";
import { readTerm } from "./term.js";
import { fits, isPerhapsList, itemType, typeText } from "./structure.js";
import type { Type } from "./structure.js";

/** The conditions of a `where`, joined by `and`, that speak of the pending call, and the rest. */
export function parted(where: Expression | null, place: Place): { readonly joins: readonly Expression[]; readonly where: Expression | null } {
  if (where === null) return { joins: [], where: null };
  const all = conjuncts(where);
  const joins = all.filter((conjunct) => isOurs(conjunct, place));
  if (joins.length === 0) return { joins, where };
  const rest = all.filter((conjunct) => !joins.includes(conjunct));
  return { joins, where: rest.length === 0 ? null : rest.reduce((left, right) => ({ kind: "and", left, right, span: { ...left.span, end: right.span.end } })) };
}

/** A relation from the other side, and its contrary. */
const turned: { readonly [relation in Relation]: Relation } = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=", in: "has", "not in": "excludes", has: "in", excludes: "not in" };
const contrary: { readonly [relation in Relation]?: Relation } = { "==": "!=", "!=": "==", in: "not in", "not in": "in", has: "excludes", excludes: "has" };

/** A comparison of an earlier call (a place of its own) with the pending one (the rule's place); null where it is none, which is reported. */
export function readJoin(join: Expression, earlier: Place, pending: Place): Join | null {
  const bad = (help: string): null => {
    earlier.report.add("check/bad-join", join.span, {}, { help });
    return null;
  };
  const compare: Expression = join.kind === "not" ? join.operand : join;
  if (compare.kind !== "compare") return bad("write `args.x == sink.args.x`, joined to the rest with `and`");
  const { operator } = compare;
  if (operator === "contains" || operator === "starts with" || operator === "ends with") return bad("earlier calls are compared with the pending one by `==`, `!=`, `<`, `<=`, `>`, `>=`, `in` and `has`");
  const said = join.kind === "not" ? contrary[operator] : operator;
  if (said === undefined) return bad("write the contrary comparison: `>=` for `not ... <`");
  const isLeft = isOurs(compare.left, pending);
  if (isLeft === isOurs(compare.right, pending)) return bad("one side is about the earlier call, the other about `sink`; what is about `sink` alone stands in the rule's `when`");
  const [theirs, ours, relation] = isLeft ? [compare.right, compare.left, turned[said]] : [compare.left, compare.right, said];
  const left = readSide(theirs, earlier);
  if (ofEarlier(ours, earlier, [])) return bad("`args`, `result`, `tool`, `op`, `now` and `principal` are those of the earlier call: put them on the other side, as in `now > sink.now - hours(1)`");
  if (mentions(ours, (part) => part.kind === "set" || part.kind === "each")) return bad("what is made of the pending call in braces or by `each` is given as a parameter of a definition, and compared with that");
  const right = readSide(stripped(ours, 0), { ...pending, row: null, locals: [], sources: null, hidden: earlier.hidden });
  if (left === null || right === null || !isOfCall(left.term, theirs.span, earlier)) return null;
  if (termColumns(right.term).some(({ kind }) => kind === "count" || kind === "history")) return bad("what other histories give is compared outside of this one: `latest(...) == latest(...)`");
  const sides = [{ ...left, expression: theirs }, { ...right, expression: ours }] as const;
  return typed(relation, sides, compare.ignoreCase, earlier);
}

interface Side {
  readonly term: Term;
  readonly type: Type;
  readonly expression: Expression;
}

/** The join, where its sides are of types that go together. */
function typed(relation: Relation, [left, right]: readonly [Side, Side], ignoreCase: boolean, { report }: Place): Join | null {
  const wrong = ({ expression: { span }, type }: Side, expected: string): null => {
    report.add("check/wrong-type", span, { expected, found: typeText(type) });
    return null;
  };
  const list = relation === "in" || relation === "not in" ? right : relation === "has" || relation === "excludes" ? left : null;
  const item = list === right ? left : right;
  const items = list === null ? null : itemType(list.type);
  if (list !== null && items === null) return wrong(list, "a list");
  const isOrdered = !(["==", "!="] as readonly Relation[]).includes(relation) && list === null;
  for (const side of list === null ? [left, right] : [item]) {
    const wanted: Type = ignoreCase ? "string" : isOrdered ? "number" : "scalar";
    if (!fits(side.type, wanted)) return wrong(side, ignoreCase ? "a string" : isOrdered ? "a number" : "a string, a number or a boolean");
  }
  const other: Type = items ?? left.type;
  if (!fits(item.type, other)) return wrong(item, typeText(other));
  if (ignoreCase && list !== null && !fits(other, "string")) return wrong(list, "a list of strings");
  const term = (side: Side): Term => {
    if (side !== list) return ignoreCase ? folded(side.term) : side.term;
    const whole: Term = isPerhapsList(side.type) ? { kind: "apply", function: "list", of: [side.term] } : side.term;
    return ignoreCase ? { kind: "each", list: whole, body: folded({ kind: "item", depth: 0 }) } : whole;
  };
  return { theirs: term(left), relation, ours: term(right) };
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

/** Whether `sink.x` stands in it, or a parameter that stands for something of the pending call. */
function isOurs(expression: Expression, place: Place): boolean {
  return mentions(expression, (part) => {
    if (part.kind === "name") return isPending(part.name, place);
    let of: Expression = part;
    while (of.kind === "field") of = of.of;
    return part.kind === "field" && isSink(of);
  });
}

function mentions(expression: Expression, meant: (part: Expression) => boolean): boolean {
  for (const open = [expression]; open.length > 0;) {
    const next = open.pop();
    if (next === undefined) break;
    if (meant(next)) return true;
    open.push(...partsOf(next));
  }
  return false;
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

/** Names that mean the earlier call; `local_time` reads its time. */
const ofCall: readonly string[] = ["args", "result", "tool", "op", "now", "principal"];

/** Whether an expression about the pending call reads the earlier one too, itself or by a definition; `open` are those it is in. */
function ofEarlier(expression: Expression, place: Place, open: readonly DefineItem[]): boolean {
  return mentions(expression, (part) => {
    if (part.kind !== "name" && part.kind !== "call") return false;
    const name = part.kind === "name" ? part.name : part.function;
    if (open[0] === undefined ? place.body?.params.has(name.text) === true : open[0].params.some((param) => param.name.text === name.text)) return false;
    const defined = findDefine(name, place)?.item;
    if (defined !== undefined) return !open.includes(defined) && ofEarlier(defined.value, place, [defined, ...open]);
    if (part.kind === "call") return name.text === "local_time" && part.args.length === 1;
    return ofCall.includes(name.text);
  });
}

function isSink(expression: Expression): boolean {
  return expression.kind === "name" && expression.name.text === "sink";
}

function spanned(name: Name, { span }: Expression): Name {
  return { text: name.text, span };
}

// Values as formulas over columns, the row, and elements of the quantifiers around, each with its type; and a formula as the value
// a condition holds: a column, an item of a list beside the elements, or a term that the kernel computes. Names are resolved here.

import { unreachable } from "../../base/assert.js";
import { TERM_NODES_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import { extractors } from "../../words/column.js";
import type { Column, Extractor } from "../../words/column.js";
import type { FunctionName } from "../../words/functions.js";
import { termKey } from "../../words/term.js";
import type { Constant, Scalar, Table, Term } from "../../words/term.js";
import type { Local, Place } from "./place.js";
import type { Beside, Value } from "./policy.js";
import { cellType } from "./structure.js";
import type { Type } from "./structure.js";

/** A term whose items are the elements of quantifiers. */
type Shape =
  | { readonly kind: "literal"; readonly value: Scalar }
  /** A list or map of the text. */
  | { readonly kind: "constant"; readonly value: Exclude<Constant, Scalar> }
  | { readonly kind: "column"; readonly column: Column }
  | { readonly kind: "row" }
  /** Whether somebody is told to do this with the row. */
  | { readonly kind: "told" | "called" }
  /** A column of a rule's source. */
  | { readonly kind: "source"; readonly column: Column }
  | { readonly kind: "item"; readonly local: Local; readonly side: "value" | "key" }
  | { readonly kind: "field"; readonly of: Formula; readonly name: string }
  | { readonly kind: "apply"; readonly function: FunctionName | Extractor; readonly of: readonly Formula[] }
  | { readonly kind: "each"; readonly local: Local; readonly body: Formula; readonly where: Formula | null }
  | { readonly kind: "lookup"; readonly table: Table; readonly key: Formula }
  | { readonly kind: "member"; readonly data: string; readonly of: Formula }
  | { readonly kind: "else"; readonly left: Formula; readonly right: Formula };

/** What a formula reads: elements (those that their lists are made of too), those of them by key, a source, a row, columns of the call. */
interface Uses {
  readonly locals: ReadonlySet<Local>;
  readonly keyed: ReadonlySet<Local>;
  readonly source: boolean;
  readonly row: boolean;
  readonly own: boolean;
}

export type Formula = Shape & { readonly type: Type; readonly uses: Uses };

const none: Uses = { locals: new Set(), keyed: new Set(), source: false, row: false, own: false };

/** A formula of a type. */
export function formula(shape: Shape, type: Type): Formula {
  return { ...shape, type, uses: usesOf(shape) };
}

/** A literal. */
export function literalFormula(value: Scalar): Formula {
  return formula({ kind: "literal", value }, typeof value === "string" ? "string" : typeof value === "number" ? "number" : "boolean");
}

/** An extractor over a formula; over an extractor that has a name together with it, that one. Null over a number or boolean of the text. */
export function extractOf(extractor: Extractor, of: Formula): Formula | null {
  if (of.kind === "literal") return null;
  const inner = of.kind === "apply" && isExtractor(of.function) ? of : null;
  const both = inner === null || !isExtractor(inner.function) ? null : chained(inner.function, extractor);
  const type: Type = extractors[both ?? extractor] === "strings" ? { list: "string" } : extractors[both ?? extractor] === "boolean" ? "boolean" : "string";
  return inner !== null && both !== null ? formula({ kind: "apply", function: both, of: inner.of }, type) : formula({ kind: "apply", function: extractor, of: [of] }, type);
}

/** Whether it is the name of an extractor. */
export function isExtractor(name: string): name is Extractor {
  return Object.hasOwn(extractors, name);
}

/** The formula as a value; null where that is not possible, which is reported. */
export function valueOf(of: Formula, span: Span, place: Place): Value | null {
  if (of.kind === "literal") return typeof of.value === "string" ? { kind: "string", value: of.value } : typeof of.value === "number" ? { kind: "number", value: of.value } : { kind: "boolean", value: of.value };
  if (of.kind === "item" && of.side === "value" && place.locals.includes(of.local)) return { kind: "element", depth: place.locals.indexOf(of.local), span };
  const alone = of.uses.locals.size === 0 && !of.uses.source;
  // Absent items of a list are unknown: beside elements an `else` must stand in the term itself.
  if (of.kind === "else" && alone) {
    const left = valueOf(of.left, span, place);
    const right = valueOf(of.right, span, place);
    return left === null || right === null ? null : { kind: "else", left, right };
  }
  if (alone) return columnValue(of, span, place);
  const around = [...of.uses.locals].map((local) => ({ local, depth: place.locals.indexOf(local) })).sort((a, b) => b.depth - a.depth);
  const list = around.reduceRight<Formula>((body, { local }) => each(local, body), of);
  const at = [...(of.uses.source ? [place.locals.length] : []), ...around.map(({ depth }) => depth)];
  const beside = of.uses.source ? sourceColumn(list, span, place) : columnValue(list, span, place);
  return beside === null || beside.kind === "row" ? null : { kind: "item", list: beside, at, span };
}

/** The formula as a term; null where it reads elements or is too large, which is reported. */
export function termOf(of: Formula, span: Span, place: Place): Term | null {
  if (of.uses.locals.size > 0 || of.uses.source) {
    place.report.add("check/not-here", span, { what: "the element of a list", place: "what is computed apart from its quantifier" });
    return null;
  }
  return wholeTerm(of, span, place);
}

/** A list of what the body gives for each element, or for each of which `where` is true. */
export function each(local: Local, body: Formula, where: Formula | null = null): Formula {
  return formula({ kind: "each", local, body, where }, { list: body.type });
}

function wholeTerm(of: Formula, span: Span, place: Place, parts: Term[] | null = null): Term | null {
  const term = build(of, [], { left: TERM_NODES_MAX, parts });
  if (term === null) place.report.add("check/term-too-large", span, { max: TERM_NODES_MAX });
  return term;
}

/** A column of the view or of its rows. */
function columnValue(of: Formula, span: Span, place: Place): Beside | Extract<Value, { kind: "row" }> | null {
  if (of.kind === "row") return { kind: "row", span };
  if (of.kind === "column") return { kind: "column", column: of.column, span };
  if (of.kind === "apply" && isExtractor(of.function)) {
    const [inner] = of.of;
    if (inner?.kind === "row") return { kind: "row-column", column: { kind: "extract", extractor: of.function }, span };
    // Credentials are looked for in whatever it may be, which no column over arguments is told.
    const isText = of.function !== "credentials" || inner?.type === "string";
    if (isText && inner?.kind === "column" && inner.column.kind === "arg" && inner.column.path.length > 0) {
      return { kind: "column", column: { kind: "extract", extractor: of.function, path: inner.column.path, type: extractors[of.function] }, span };
    }
  }
  const term = wholeTerm(of, span, place);
  if (term === null) return null;
  const type = cellType(of.type);
  return of.uses.row ? { kind: "row-column", column: { kind: "term", term, type }, span } : { kind: "column", column: { kind: "term", term, type }, span };
}

/**
 * A list of what the formula gives for each source of the rule. Of a source is remembered, when it has finished, what it alone says;
 * where the formula reads the call too, that is put together with it when the call comes.
 */
function sourceColumn(of: Formula, span: Span, place: Place): Beside | null {
  const { sources } = place;
  if (sources === null) return null;
  const column = (term: Term, type: Type): Column => ({ kind: "sources", rule: sources.rule, term, type: cellType({ list: type }) });
  if (!of.uses.own && !of.uses.row) {
    const term = wholeTerm(of, span, place);
    return term === null ? null : { kind: "column", column: column(term, of.type), span };
  }
  const parts: Term[] = [];
  const body = wholeTerm(of, span, place, parts);
  if (body === null) return null;
  const told: Term = { kind: "column", column: column({ kind: "apply", function: "(list)", of: parts }, { list: "any" }) };
  const term: Term = { kind: "each", list: told, body };
  const type = cellType({ list: of.type });
  return of.uses.row ? { kind: "row-column", column: { kind: "term", term, type }, span } : { kind: "column", column: { kind: "term", term, type }, span };
}

/** An element that an `each` around is at, innermost first; `keyed`: it goes through the keys. */
interface At {
  readonly local: Local;
  readonly keyed: boolean;
}

/** How many nodes a term may still have; and where what a source alone says is kept apart, these parts. */
interface Spent {
  left: number;
  readonly parts: Term[] | null;
}

/** The term; null where it has too many nodes. */
function build(of: Formula, around: readonly At[], spent: Spent): Term | null {
  if (--spent.left < 0) return null;
  if (spent.parts !== null && isOfSource(of)) return buildPart(of, around, spent, spent.parts);
  const below = (inner: Formula): Term | null => build(inner, around, spent);
  switch (of.kind) {
    case "literal": return { kind: "literal", value: of.value };
    case "constant": return { kind: "constant", value: of.value };
    case "column": case "source": return { kind: "column", column: of.column };
    case "row": return { kind: "row" };
    case "told": case "called": return { kind: of.kind };
    case "item": return buildItem(of, around, spent);
    case "field": {
      const inner = below(of.of);
      return inner === null ? null : { kind: "field", of: inner, name: of.name };
    }
    case "apply": {
      const each = of.of.map(below).filter((inner) => inner !== null);
      return each.length < of.of.length ? null : { kind: "apply", function: of.function, of: each };
    }
    case "each": return buildEach(of, around, spent);
    case "lookup": {
      const key = below(of.key);
      return key === null ? null : { kind: "lookup", table: of.table, key };
    }
    case "member": {
      const inner = below(of.of);
      return inner === null ? null : { kind: "member", data: of.data, of: inner };
    }
    case "else": {
      const left = below(of.left);
      const right = below(of.right);
      return left === null || right === null ? null : { kind: "else", left, right };
    }
    default: return unreachable(of);
  }
}

/** Whether it hangs on a source alone, wherever it stands. */
function isOfSource({ uses }: Formula): boolean {
  return uses.source && !uses.own && !uses.row && uses.locals.size === 0;
}

/** What a source alone says: one of the list that the outermost `each` goes through. */
function buildPart(of: Formula, around: readonly At[], spent: Spent, parts: Term[]): Term | null {
  const alone: Spent = { left: spent.left, parts: null };
  const part = build(of, [], alone);
  spent.left = alone.left;
  if (part === null) return null;
  const key = termKey(part);
  const known = parts.findIndex((other) => termKey(other) === key);
  return { kind: "apply", function: "[]", of: [{ kind: "item", depth: around.length }, { kind: "literal", value: known === -1 ? parts.push(part) - 1 : known }] };
}

function buildItem({ local, side }: Extract<Shape, { kind: "item" }>, around: readonly At[], spent: Spent): Term | null {
  const depth = around.findIndex((at) => at.local === local);
  if (side === "key" && local.map === null) return { kind: "position", depth };
  const item: Term = { kind: "item", depth };
  if (side === "key" || around[depth]?.keyed !== true || local.map === null) return item;
  const map = build(local.map, around, spent);
  return map === null ? null : { kind: "apply", function: "[]", of: [map, item] };
}

/** Through the values, or where the body reads the key, through the keys. A body that is the item itself is the list. */
function buildEach({ local, body, where }: Extract<Shape, { kind: "each" }>, around: readonly At[], spent: Spent): Term | null {
  const keyed = local.map !== null && (body.uses.keyed.has(local) || where?.uses.keyed.has(local) === true);
  const through = build(keyed && local.map !== null ? local.map : local.list, around, spent);
  if (through === null) return null;
  const list: Term = keyed ? { kind: "apply", function: "keys", of: [through] } : through;
  if (where === null && body.kind === "item" && body.local === local && (body.side === "key") === keyed) return list;
  const inside = [{ local, keyed }, ...around];
  const inner = build(body, inside, spent);
  if (inner === null || where === null) return inner === null ? null : { kind: "each", list, body: inner };
  const chosen = build(where, inside, spent);
  return chosen === null ? null : { kind: "each", list, body: inner, where: chosen };
}

function usesOf(shape: Shape): Uses {
  switch (shape.kind) {
    case "literal": case "constant": return none;
    // External data is everybody's.
    case "column": return shape.column.kind === "data" ? none : { ...none, own: true };
    case "row": case "told": case "called": return { ...none, row: true };
    case "source": return { ...none, source: true };
    case "item": {
      const uses = (shape.local.map ?? shape.local.list).uses;
      return { ...uses, locals: new Set([shape.local, ...uses.locals]), keyed: shape.side === "key" ? new Set([shape.local, ...uses.keyed]) : uses.keyed };
    }
    case "field": case "member": return shape.of.uses;
    case "apply": return shape.of.map((inner) => inner.uses).reduce(merged, none);
    case "each": {
      const { locals, ...body } = shape.where === null ? shape.body.uses : merged(shape.body.uses, shape.where.uses);
      return merged({ ...body, locals: new Set([...locals].filter((local) => local !== shape.local)) }, shape.local.list.uses);
    }
    case "lookup": return shape.key.uses;
    case "else": return merged(shape.left.uses, shape.right.uses);
    default: return unreachable(shape);
  }
}

function merged(a: Uses, b: Uses): Uses {
  const joined = (left: ReadonlySet<Local>, right: ReadonlySet<Local>): ReadonlySet<Local> => (right.size === 0 ? left : left.size === 0 ? right : new Set([...left, ...right]));
  return { locals: joined(a.locals, b.locals), keyed: joined(a.keyed, b.keyed), source: a.source || b.source, row: a.row || b.row, own: a.own || b.own };
}

/** One extractor after another, as one: only those that have a name. */
function chained(first: Extractor, then: Extractor): Extractor | null {
  if (first === then) return first;
  if (then === "fold") {
    switch (first) {
      case "path": return "path_fold";
      case "basename": return "basename_fold";
      case "path_fold": case "basename_fold": case "host": case "domain": return first;
      default: return null;
    }
  }
  if (first === "path" && then === "basename") return "basename";
  return first === "path_fold" && then === "path" || first === "basename_fold" && then === "basename" ? first : null;
}

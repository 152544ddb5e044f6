// A term and what its leaves are to its value. Total: absent in gives absent out, unknown in gives unknown out, and every
// evaluation is bounded; past the bound it is unknown. Keeps nothing between two evaluations: who asks twice remembers himself.

import { FOUND_STEPS_MAX, TERM_STEPS_MAX, TERM_TEXT_SHIFT } from "../base/limits.js";
import { numberCell, textCell } from "../words/cell.js";
import type { Extractor } from "../words/column.js";
import type { FunctionName } from "../words/functions.js";
import type { Constant, Leaves, Scalar, Table, Term, TermValue } from "../words/term.js";
import { apply } from "./apply.js";
import { normalisePath } from "./path.js";
import type { Patterns } from "./spans.js";
import { isListValue, isRecordValue, isScalar, sameScalar } from "./value.js";
import { eachText } from "./written.js";

/** The value of a term. */
export function evaluate(term: Term, leaves: Leaves, patterns: Patterns): TermValue {
  const run: Run = { leaves, patterns, searching: null, items: [], positions: [], steps: 0, each: null };
  const value = valueOf(term, run);
  return run.steps > TERM_STEPS_MAX ? null : value;
}

interface Run {
  readonly leaves: Leaves;
  readonly patterns: Patterns;
  /** The same, with what all searches of the term may take together: null before the first. */
  searching: Patterns | null;
  /** The items of the lists around, the innermost last. */
  readonly items: TermValue[];
  /** The number of each of them in its list. */
  readonly positions: number[];
  steps: number;
  /** What is known while the items of a list are gone through: null before the first list. */
  each: Each | null;
}

interface Each {
  /** Whether a term reads no item of a list around it; such a one is worked out once for all items. */
  readonly fixed: Map<Term, boolean>;
  readonly done: Map<Term, TermValue>;
}

function valueOf(term: Term, run: Run): TermValue {
  if (++run.steps > TERM_STEPS_MAX) return null;
  if (run.items.length === 0 || term.kind !== "apply") return computed(term, run);
  const { fixed, done } = run.each ??= { fixed: new Map(), done: new Map() };
  if (!isFixed(term, fixed)) return computed(term, run);
  if (done.has(term)) return done.get(term);
  const value = computed(term, run);
  done.set(term, value);
  return value;
}

function computed(term: Term, run: Run): TermValue {
  switch (term.kind) {
    case "literal": return literal(term.value);
    case "constant": return constant(term.value, run);
    case "column": return run.leaves.column(term.column);
    case "row": return run.leaves.row;
    case "told": return run.leaves.told ?? null;
    case "called": return run.leaves.called ?? null;
    case "item": return run.items.length > term.depth ? run.items[run.items.length - 1 - term.depth] : null;
    case "position": return run.positions[run.positions.length - 1 - term.depth] ?? null;
    case "field": return field(valueOf(term.of, run), term.name);
    case "apply": return applied(term, run);
    case "each": return each(term, run);
    case "lookup": return lookup(term.table, valueOf(term.key, run), run);
    case "member": return member(run.leaves.data(term.data), valueOf(term.of, run), run);
    case "else": {
      const left = valueOf(term.left, run);
      return left === undefined ? valueOf(term.right, run) : left;
    }
  }
}

function applied(term: Extract<Term, { readonly kind: "apply" }>, run: Run): TermValue {
  const operands = term.of.map((one) => valueOf(one, run));
  const [left, right] = operands;
  switch (term.function) {
    case "(present)": return left !== undefined;
    case "(has)": return member(left, right, run);
    case "(and)": return left === false || right === false ? false : left === true && right === true ? true : null;
    case "(some)": return anyOf(left);
    case "(every)": return opposite(anyOf(left, false));
    case "(or)": return left === true || right === true ? true : left === false && right === false ? false : null;
    default:
  }
  if (operands.includes(undefined)) return undefined;
  if (operands.includes(null)) return null;
  const weight = weights.get(term.function) ?? 1;
  // A list of globs that is kept is not gone through again.
  const isKept = isListValue(right) && run.patterns.kept?.globs.has(right) === true;
  for (const operand of isKept ? [left] : operands) run.steps += weight * (weight > 1 ? stepsWithin(operand) : stepsOf(operand));
  run.steps += extraOf(term.function, operands, run);
  if (run.steps > TERM_STEPS_MAX) return null;
  const told = term.function === "asked_of" ? { value: askedOf(left, right, run) } : remembered(term.function, left, run);
  const value = told === undefined ? apply(term.function, operands, term.function === "found" ? searching(run) : run.patterns) : told.value;
  run.steps += stepsOf(value);
  return run.steps > TERM_STEPS_MAX ? null : value;
}

/** One bound for all texts of a list, and all items of an `each`: each may take time with the square of its length. */
function searching(run: Run): Patterns {
  const { get, size, kept } = run.patterns;
  return run.searching ??= { get: (pattern) => get.call(run.patterns, pattern), size, ...(kept === undefined ? {} : { kept }), search: { left: FOUND_STEPS_MAX } };
}

/** How many times as long as others a function takes over a text: those that look for things in it, and those that read a language. */
const weights: ReadonlyMap<FunctionName | Extractor, number> = new Map([
  ["found", 8], ["card_numbers", 8], ["emails", 8], ["urls", 8], ["json", 8], ["base64", 8], ["fold", 8], ["entropy", 8], ["ibans", 8], ["unopened", 16], ["unsaid", 16], ["planted", 16], ["asked_of", 16], ["texts", 4], ["text", 2], ["decoded", 64], ["credentials", 8],
  ["shell.commands", 64], ["shell.opaque", 64], ["sql", 64],
]);

/** Steps beside: each pattern of a list is asked of the whole text, two texts may be compared letter by letter, keys are sorted, and items compared as texts. */
function extraOf(name: FunctionName | Extractor, [left, right]: readonly TermValue[], { patterns }: Run): number {
  if ((name === "keys" || name === "values") && isRecordValue(left)) return 2 * left.fields.size;
  if (name === "unique" && isListValue(left)) return left.items.length + 4 * stepsWithin(left);
  if (typeof left !== "string") return 0;
  switch (name) {
    case "(matches regex)": return isListValue(right) ? right.items.length * (1 + 4 * stepsOf(left)) : 0;
    case "(matches path)": case "(matches domain)": case "(matches text)":
      return isListValue(right) ? right.items.length * (1 + stepsOf(left)) >> (patterns.kept?.globs.has(right) === true ? 4 : 0) : 0;
    case "edit_distance": return typeof right === "string" ? left.length * right.length >> 5 : 0;
    default: return 0;
  }
}

/** The steps that a value stands for where a function is given it, or gives it: by how much text is in it. Its records are not gone through. */
function stepsOf(value: TermValue): number {
  if (typeof value === "string") return value.length >> TERM_TEXT_SHIFT;
  if (!isListValue(value)) return 0;
  let units = 0;
  for (const item of value.items) units += typeof item === "string" ? ITEM_UNITS + item.length : ITEM_UNITS;
  return units >> TERM_TEXT_SHIFT;
}

/** The same of all texts in it, however deep, for those that look through all; counted no further than is borne. */
function stepsWithin(value: TermValue): number {
  if (!isListValue(value) && !isRecordValue(value)) return stepsOf(value);
  let units = 0;
  eachText(value, (text) => (units += ITEM_UNITS + text.length) >> TERM_TEXT_SHIFT <= TERM_STEPS_MAX);
  return units >> TERM_TEXT_SHIFT;
}

/** Code units of a text that take about as long as one item of a list. */
const ITEM_UNITS = 4;

/** What the runtime says of a path, which is a fact of its profile: as the path is written, or else in its normal form. */
function realpath(path: TermValue, { leaves }: Run): TermValue {
  if (typeof path !== "string") return null;
  const told = leaves.column({ kind: "host", name: "realpath", type: "any" });
  const written = field(told, path);
  return written === undefined ? field(told, normalisePath(path)) : written;
}

/** What a function gives that looks into what the session knows; none for others. */
function remembered(name: FunctionName | Extractor, of: TermValue, run: Run): { readonly value: TermValue } | undefined {
  switch (name) {
    case "realpath": return { value: realpath(of, run) };
    case "unopened": return { value: those(name, of, run, run.leaves.opened, false) };
    case "unsaid": return { value: those(name, of, run, run.leaves.said, false) };
    case "planted": return { value: those(name, of, run, run.leaves.planted, true) };
    default: return undefined;
  }
}

/** Of the addresses or texts in a value those of which the session answers so; where it cannot say, there may be more. */
function those(name: "unopened" | "unsaid" | "planted", value: TermValue, { patterns }: Run, ask: Leaves["said"], answer: boolean): TermValue {
  const all = apply(name, [value], patterns);
  if (!isListValue(all)) return all;
  const told = all.items.map((item) => (typeof item === "string" ? ask?.(item) ?? null : null));
  return { items: all.items.filter((_, index) => told[index] === answer), open: all.open || told.includes(null) };
}

/** Whether the user asked for an act of all texts in a value. */
function askedOf(act: TermValue, value: TermValue, { leaves, patterns }: Run): TermValue {
  const all = apply("texts", [value], patterns);
  if (!isListValue(all) || typeof act !== "string") return null;
  const told = all.items.map((item) => (typeof item === "string" ? leaves.meant?.(act, item) ?? null : null));
  if (told.includes(false)) return false;
  return all.open || told.includes(null) ? null : told.length > 0;
}

function field(of: TermValue, name: string): TermValue {
  if (of === undefined) return undefined;
  return isRecordValue(of) ? of.fields.get(name) : null;
}

function each(term: Extract<Term, { readonly kind: "each" }>, run: Run): TermValue {
  const list = valueOf(term.list, run);
  if (list === undefined) return undefined;
  if (!isListValue(list)) return null;
  const items: TermValue[] = [];
  let { open } = list;
  for (const [position, item] of list.items.entries()) {
    if (run.steps > TERM_STEPS_MAX) return null;
    run.items.push(item);
    run.positions.push(position);
    const chosen = term.where === undefined ? true : valueOf(term.where, run);
    if (chosen === true) items.push(valueOf(term.body, run) ?? null);
    else if (chosen !== false) open = true;
    run.items.pop();
    run.positions.pop();
  }
  return { items, open };
}

function lookup(table: Table, key: TermValue, run: Run): TermValue {
  if (key === undefined) return undefined;
  const name = typeof key === "string" ? key : typeof key === "number" ? JSON.stringify(key) : null;
  if (table.kind === "data") {
    const map = run.leaves.data(table.name);
    return isRecordValue(map) && name !== null ? map.fields.get(name) : null;
  }
  if (name === null) return null;
  run.steps += table.entries.length >> 4;
  const entry = table.entries.find(([key]) => key === name);
  return entry === undefined ? undefined : constant(entry[1], run);
}

function member(list: TermValue, of: TermValue, run: Run): TermValue {
  if (of === undefined) return undefined;
  if (!isListValue(list) || !isScalar(of)) return null;
  // Sixteen comparisons take about as long as another step.
  run.steps += list.items.length >> 4;
  let known = !list.open;
  for (const item of list.items) {
    if (typeof of === "string" && typeof item === "string" && item.length === of.length) run.steps += of.length >> TERM_TEXT_SHIFT;
    if (run.steps > TERM_STEPS_MAX) return null;
    const same = sameScalar(item, of);
    if (same === true) return true;
    if (same === null) known = false;
  }
  return known ? false : null;
}

/** A list or map of the text as a value; where there is a place to keep it, it is made once. */
function constant(value: Constant, run: Run): TermValue {
  if (typeof value !== "object") return literal(value);
  const known = run.patterns.kept?.constants.get(value);
  if (known !== undefined) return known;
  run.steps += ("list" in value ? value.list : value.map).length >> 2;
  const made: TermValue = "list" in value ? { items: value.list.map((item) => constant(item, run) ?? null), open: false } : { fields: new Map(value.map.map(([key, item]) => [key, constant(item, run)])) };
  run.patterns.kept?.constants.set(value, made);
  return made;
}

function literal(value: Scalar): TermValue {
  return typeof value === "string" ? textCell(value) : typeof value === "number" ? numberCell(value) : value;
}

/** Whether an item is this truth; where none is known to be, an item that is no truth, or is not known, leaves it unknown. */
function anyOf(list: TermValue, truth = true): TermValue {
  if (!isListValue(list)) return null;
  if (list.items.includes(truth)) return true;
  return list.open || list.items.some((item) => typeof item !== "boolean") ? null : false;
}

function opposite(value: TermValue): TermValue {
  return typeof value === "boolean" ? !value : null;
}

/** Whether no item of an `each` around the term stands in it. */
function isFixed(term: Term, known: Each["fixed"]): boolean {
  const told = known.get(term);
  if (told !== undefined) return told;
  const fixed = freeDepth(term) <= 0;
  known.set(term, fixed);
  return fixed;
}

/** How many lists around the term its items reach out to. */
function freeDepth(term: Term): number {
  switch (term.kind) {
    case "literal": case "constant": case "row": case "told": case "called": case "column": return 0;
    case "item": case "position": return term.depth + 1;
    case "field": case "member": return freeDepth(term.of);
    case "apply": return Math.max(0, ...term.of.map(freeDepth));
    case "each": return Math.max(freeDepth(term.list), freeDepth(term.body) - 1, term.where === undefined ? 0 : freeDepth(term.where) - 1);
    case "lookup": return freeDepth(term.key);
    case "else": return Math.max(freeDepth(term.left), freeDepth(term.right));
  }
}

// A term and what its leaves are to its value. Total: absent in gives absent out, unknown in gives unknown out, and every
// evaluation is bounded; past the bound it is unknown. Keeps nothing between two evaluations: who asks twice remembers himself.

import { TERM_STEPS_MAX, TERM_TEXT_SHIFT } from "../base/limits.js";
import { numberCell, textCell } from "../words/cell.js";
import type { Extractor } from "../words/column.js";
import type { FunctionName } from "../words/functions.js";
import type { Leaves, Table, Term, TermValue } from "../words/term.js";
import { apply } from "./apply.js";
import { normalisePath } from "./path.js";
import type { Patterns } from "./spans.js";
import { isListValue, isRecordValue, isScalar, sameScalar } from "./value.js";

/** The value of a term. */
export function evaluate(term: Term, leaves: Leaves, patterns: Patterns): TermValue {
  const run: Run = { leaves, patterns, items: [], steps: 0, fixed: new Map(), done: new Map() };
  const value = valueOf(term, run);
  return run.steps > TERM_STEPS_MAX ? null : value;
}

interface Run {
  readonly leaves: Leaves;
  readonly patterns: Patterns;
  /** The items of the lists around, the innermost last. */
  readonly items: TermValue[];
  steps: number;
  /** Whether a term reads no item of a list around it; such a one is worked out once for all items. */
  readonly fixed: Map<Term, boolean>;
  readonly done: Map<Term, TermValue>;
}

function valueOf(term: Term, run: Run): TermValue {
  if (++run.steps > TERM_STEPS_MAX) return null;
  if (run.items.length === 0 || term.kind !== "apply" || !isFixed(term, run)) return computed(term, run);
  if (run.done.has(term)) return run.done.get(term);
  const value = computed(term, run);
  run.done.set(term, value);
  return value;
}

function computed(term: Term, run: Run): TermValue {
  switch (term.kind) {
    case "literal": return typeof term.value === "string" ? textCell(term.value) : typeof term.value === "number" ? numberCell(term.value) : term.value;
    case "column": return run.leaves.column(term.column);
    case "row": return run.leaves.row;
    case "item": return run.items.length > term.depth ? run.items[run.items.length - 1 - term.depth] : null;
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
    case "(or)": return left === true || right === true ? true : left === false && right === false ? false : null;
    default:
  }
  if (operands.includes(undefined)) return undefined;
  if (operands.includes(null)) return null;
  const weight = weights.get(term.function) ?? 1;
  for (const operand of operands) run.steps += weight * stepsOf(operand);
  if (run.steps > TERM_STEPS_MAX) return null;
  const value = term.function === "realpath" ? realpath(left, run) : apply(term.function, operands, run.patterns);
  run.steps += stepsOf(value);
  return run.steps > TERM_STEPS_MAX ? null : value;
}

/** How many times as long as others a function takes over a text: those that look for things in it, and those that read a language. */
const weights: ReadonlyMap<FunctionName | Extractor, number> = new Map([
  ["found", 8], ["card_numbers", 8], ["emails", 8], ["urls", 8], ["json", 8], ["base64", 8], ["fold", 8], ["credentials", 8],
  ["shell.commands", 64], ["shell.opaque", 64], ["sql", 64],
]);

/** The steps that a value stands for where a function is given it, or gives it: by how much text is in it. Its records are not gone through. */
function stepsOf(value: TermValue): number {
  if (typeof value === "string") return value.length >> TERM_TEXT_SHIFT;
  if (!isListValue(value)) return 0;
  let units = 0;
  for (const item of value.items) units += typeof item === "string" ? ITEM_UNITS + item.length : ITEM_UNITS;
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
  for (const item of list.items) {
    if (run.steps > TERM_STEPS_MAX) return null;
    run.items.push(item);
    const chosen = term.where === undefined ? true : valueOf(term.where, run);
    if (chosen === true) items.push(valueOf(term.body, run) ?? null);
    else if (chosen !== false) open = true;
    run.items.pop();
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
  return table.entries.find(([key]) => key === name)?.[1];
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

/** Whether no item of an `each` around the term stands in it. */
function isFixed(term: Term, run: Run): boolean {
  const known = run.fixed.get(term);
  if (known !== undefined) return known;
  const fixed = freeDepth(term) <= 0;
  run.fixed.set(term, fixed);
  return fixed;
}

/** How many lists around the term its items reach out to. */
function freeDepth(term: Term): number {
  switch (term.kind) {
    case "literal": case "row": case "column": return 0;
    case "item": return term.depth + 1;
    case "field": case "member": return freeDepth(term.of);
    case "apply": return Math.max(0, ...term.of.map(freeDepth));
    case "each": return Math.max(freeDepth(term.list), freeDepth(term.body) - 1, term.where === undefined ? 0 : freeDepth(term.where) - 1);
    case "lookup": return freeDepth(term.key);
    case "else": return Math.max(freeDepth(term.left), freeDepth(term.right));
  }
}

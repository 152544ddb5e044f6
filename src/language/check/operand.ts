// What an expression can be before a comparison says what is asked of it: a value with its type, a set, a map, a condition, or one
// of the things only words are compared with. And what can be done to values: extractors, folding.

import type { Column, Extractor } from "../../words/column.js";
import { fold } from "../../words/fold.js";
import type { Span } from "../../base/span.js";
import type { Constant, Scalar } from "../../words/term.js";
import type { Name } from "../syntax/ast.js";
import type { Dimension } from "./dimension.js";
import { extractOf, formula, isExtractor, literalFormula, valueOf } from "./formula.js";
import type { Formula } from "./formula.js";
import type { Place } from "./place.js";
import type { Condition, LabelSubject, Value } from "./policy.js";
import { typeOfColumn, typeText } from "./structure.js";
import type { Type } from "./structure.js";

/** The extractor whose output a string is known to be (`shell.reads` of the elements of `shell(x).reads`). */
export type ValueForm = Extractor | "plain";

/** An expression, read. */
export type Operand =
  /** `value` is what the formula is in a condition. */
  | { readonly kind: "value"; readonly value: Value; readonly formula: Formula; readonly type: Type; readonly form: ValueForm; readonly span: Span }
  /** Items of a set; words are names that only the other side gives a meaning. */
  | { readonly kind: "set"; readonly strings: readonly Name[]; readonly numbers: readonly number[]; readonly words: readonly Name[]; readonly span: Span }
  /** Entries sorted by key, each once. */
  | { readonly kind: "map"; readonly entries: readonly (readonly [key: string, value: Constant])[]; readonly type: Type; readonly span: Span }
  | { readonly kind: "word"; readonly name: Name; readonly span: Span }
  | { readonly kind: "condition"; readonly condition: Condition; readonly span: Span }
  | { readonly kind: "trust" | "secrecy" | "tags"; readonly subject: LabelSubject; readonly span: Span }
  | { readonly kind: "dimension"; readonly dimension: Dimension; readonly subject: LabelSubject; readonly span: Span }
  | { readonly kind: "op" | "tool" | "shape" | "who"; readonly span: Span }
  /** Something that is reported already, and must not be reported again. */
  | { readonly kind: "wrong"; readonly span: Span };

export type ValueOperand = Extract<Operand, { kind: "value" }>;

/** What an operand is called in messages. */
export function nameOf(operand: Operand): string {
  switch (operand.kind) {
    case "value": return typeText(operand.type);
    case "set": return "a set";
    case "map": return "a constant map";
    case "word": return `the word \`${operand.name.text}\``;
    case "condition": return "a condition";
    case "trust": case "secrecy": return `a level of ${operand.kind}`;
    case "dimension": return `a level of ${operand.dimension.name}`;
    case "tags": return "the set of tags";
    case "op": return "an op";
    case "tool": return "a tool";
    case "shape": return "a shape";
    case "who": return "the set of principals";
    case "wrong": return "something else";
  }
}

/** A formula as an operand; what cannot be a value is reported. */
export function operandOf(of: Formula, span: Span, place: Place, form: ValueForm = formOf(of)): Operand {
  const value = valueOf(of, span, place);
  if (value !== null) place.known?.formulas.set(value, of);
  return value === null ? { kind: "wrong", span } : { kind: "value", value, formula: of, type: of.type, form, span };
}

/** A literal as an operand. */
export function literalOperand(value: Scalar, span: Span): ValueOperand {
  const of = literalFormula(value);
  const written: Value = typeof value === "string" ? { kind: "string", value } : typeof value === "number" ? { kind: "number", value } : { kind: "boolean", value };
  return { kind: "value", value: written, formula: of, type: of.type, form: "plain", span };
}

/** What stands in a map of the text as an operand. */
export function constantOperand(value: Constant, type: Type, span: Span): Operand {
  if (typeof value !== "object") return literalOperand(value, span);
  if ("map" in value) return { kind: "map", entries: value.map, type, span };
  const strings = value.list.flatMap((text) => (typeof text === "string" ? [{ text, span }] : []));
  return { kind: "set", strings, numbers: value.list.filter((item) => typeof item === "number"), words: [], span };
}

/** A column as an operand; its type may be known better than the column's own. */
export function columnOperand(column: Column, span: Span, type: Type = typeOfColumn(column.type)): ValueOperand {
  return { kind: "value", value: { kind: "column", column, span }, formula: formula({ kind: "column", column }, type), type, form: "plain", span };
}

/** The operand put through the case folding; null where it cannot be: no string. */
export function folded(operand: ValueOperand, place: Place): ValueOperand | null {
  if (operand.formula.kind === "literal") return typeof operand.formula.value === "string" ? literalOperand(fold(operand.formula.value), operand.span) : null;
  if (operand.type !== "string" && operand.type !== "any") return null;
  const of = distributed("fold", operand.formula);
  const value = of === null ? null : operandOf(of, operand.span, place);
  return value?.kind === "value" ? value : null;
}

/** An extractor over a formula. Over an `else` of columns it is over both sides, which then stay columns. */
export function distributed(extractor: Extractor, of: Formula): Formula | null {
  if (of.kind !== "else" || of.uses.locals.size > 0 || of.uses.source) return extractOf(extractor, of);
  const sides = [of.left, of.right].map((side) => (side.kind === "literal" && typeof side.value === "string" && extractor === "fold" ? literalFormula(fold(side.value)) : distributed(extractor, side)));
  const [left, right] = sides;
  return left === undefined || right === undefined || left === null || right === null ? extractOf(extractor, of) : formula({ kind: "else", left, right }, left.type);
}

/** The extractor that a formula's string, or each of its list's, comes out of. */
function formOf(of: Formula): ValueForm {
  switch (of.kind) {
    case "apply": return isExtractor(of.function) ? of.function : of.function === "parent" || of.function === "realpath" ? "path" : "plain";
    case "item": return of.side === "value" ? of.local.form : "plain";
    case "else": {
      const left = formOf(of.left);
      return left === formOf(of.right) ? left : "plain";
    }
    default: return "plain";
  }
}

/** Whether a string is normalised as globs of the kind expect it. */
export function isNormal(form: ValueForm, kind: "path" | "domain"): boolean {
  switch (form) {
    case "path": case "path_fold": case "basename": case "basename_fold": case "shell.reads": case "shell.writes": case "shell.deletes": return kind === "path";
    case "host": case "domain": case "shell.connects": case "shell.sends": return kind === "domain";
    default: return false;
  }
}

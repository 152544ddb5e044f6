// What an expression can be before a comparison says what is asked of it: a value with its type, a set, a condition, or one
// of the things only words are compared with. And what can be done to values: extractors, folding.

import type { ColumnType, Extractor } from "../../words/column.js";
import { extractors } from "../../words/column.js";
import { fold } from "../../words/fold.js";
import type { Span } from "../../base/span.js";
import type { Name } from "../syntax/ast.js";
import type { Condition, LabelSubject, Value } from "./policy.js";

/** Types of values; those of columns. */
export type ValueType = ColumnType;

/** The extractor whose output a string is known to be (`shell.reads` of the elements of `shell(x).reads`). */
export type ValueForm = Extractor | "plain";

/** An expression, read. */
export type Operand =
  | { readonly kind: "value"; readonly value: Value; readonly type: ValueType; readonly form: ValueForm; readonly span: Span }
  /** Items of a set; words are names that only the other side gives a meaning. */
  | { readonly kind: "set"; readonly strings: readonly Name[]; readonly numbers: readonly number[]; readonly words: readonly Name[]; readonly span: Span }
  | { readonly kind: "word"; readonly name: Name; readonly span: Span }
  | { readonly kind: "condition"; readonly condition: Condition; readonly span: Span }
  | { readonly kind: "trust" | "secrecy" | "tags"; readonly subject: LabelSubject; readonly span: Span }
  | { readonly kind: "op" | "tool" | "shape" | "who"; readonly span: Span }
  /** Something that is reported already, and must not be reported again. */
  | { readonly kind: "wrong"; readonly span: Span };

export type ValueOperand = Extract<Operand, { kind: "value" }>;

/** What an operand is called in messages. */
export function nameOf(operand: Operand): string {
  switch (operand.kind) {
    case "value": return typeText(operand.type);
    case "set": return "a set";
    case "word": return `the word \`${operand.name.text}\``;
    case "condition": return "a condition";
    case "trust": case "secrecy": return `a level of ${operand.kind}`;
    case "tags": return "the set of tags";
    case "op": return "an op";
    case "tool": return "a tool";
    case "shape": return "a shape";
    case "who": return "the set of principals";
    case "wrong": return "something else";
  }
}

/** A type as messages name it. */
export function typeText(type: ValueType): string {
  switch (type) {
    case "string": return "a string";
    case "number": return "a number";
    case "boolean": return "a boolean";
    case "strings": return "a list of strings";
    case "numbers": return "a list of numbers";
    case "any": return "any value";
  }
}

/** Elements of a list of this type; null where it is no list. */
export function elementType(type: ValueType): ValueType | null {
  switch (type) {
    case "strings": return "string";
    case "numbers": return "number";
    case "any": return "any";
    default: return null;
  }
}

/** An extractor over a value, or null where views have no such column. Over an `else` it is over both sides. */
export function extracted(extractor: Extractor, value: Value): Value | null {
  switch (value.kind) {
    case "column": {
      const { column } = value;
      if (column.kind === "arg") return { kind: "column", column: { kind: "extract", extractor, path: column.path, type: extractors[extractor] }, span: value.span };
      if (column.kind !== "extract") return null;
      const both = chained(column.extractor, extractor);
      return both === null ? null : { kind: "column", column: { ...column, extractor: both, type: extractors[both] }, span: value.span };
    }
    case "row": return { kind: "row-column", extractor, span: value.span };
    case "row-column": {
      const both = chained(value.extractor, extractor);
      return both === null ? null : { ...value, extractor: both };
    }
    case "string": return extractor === "fold" ? { kind: "string", value: fold(value.value) } : null;
    case "else": {
      const left = extracted(extractor, value.left);
      const right = extracted(extractor, value.right);
      return left === null || right === null ? null : { kind: "else", left, right };
    }
    case "number": case "boolean": case "element": return null;
  }
}

/** The extractor that a value's string, or each of its list's, comes out of. */
export function formOf(value: Value): ValueForm {
  if (value.kind === "row-column") return value.extractor;
  return value.kind === "column" && value.column.kind === "extract" ? value.column.extractor : "plain";
}

/** Whether a string is normalised as globs of the kind expect it. */
export function isNormal(form: ValueForm, kind: "path" | "domain"): boolean {
  switch (form) {
    case "path": case "path_fold": case "basename": case "basename_fold": case "shell.reads": case "shell.writes": case "shell.deletes": return kind === "path";
    case "host": case "domain": case "shell.connects": case "shell.sends": return kind === "domain";
    default: return false;
  }
}

/** One extractor after another, as one: only those that views have. */
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

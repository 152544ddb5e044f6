// A finding about a text: coded, placed, explained. Steps collect them; nothing is thrown for what a user wrote.
// The codes and their texts stand in `messages/*.md`; the functions that build them are generated from there.

import type { Span } from "./span.js";

/** How grave a finding is; an error keeps a pack from compiling. */
export type Severity = "error" | "warning";

/** One finding. `code` is `stage/kebab-phrase` and has a page of explanation. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** Lowercase, no full stop, the user's text in backticks. */
  readonly message: string;
  readonly span: Span;
  /** What stands under the underline, where the message alone does not say it. */
  readonly label?: string;
  /** What to do. */
  readonly help?: string;
  /** What stands in a place instead, where that is certain: putting it there mends what is wrong. */
  readonly edit?: Edit;
  /** A second place that the finding speaks of. */
  readonly also?: { readonly span: Span; readonly label: string };
}

/** A text in place of another; where the span is empty it is put in. */
export interface Edit { readonly span: Span; readonly text: string }

/** What a step gives: a value where there is one, and all it found. */
export interface Outcome<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Diagnostics by file and place, then code, so that the same text gives the same list. */
export function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) =>
    a.span.file < b.span.file ? -1 : a.span.file > b.span.file ? 1
      : a.span.start - b.span.start || a.span.end - b.span.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/** Whether any of them is an error. */
export function failed(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

// What commands found -> the JSON that editors and scripts read. One shape for a place and for a diagnostic, the same in every
// command; docs/cli.md says what each field is. Knows no command.

import type { Diagnostic } from "../../base/diagnostic.js";
import { position } from "../../base/span.js";
import type { Source, Span } from "../../base/span.js";

/** A place in a file: lines and columns count from 1, offsets from 0, columns and offsets in UTF-16 code units; the end is behind the last one. */
export interface PlaceJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly offset: number;
  readonly endOffset: number;
}

/** A diagnostic as editors take it. */
export interface DiagnosticJson extends PlaceJson {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** What stands under the underline. */
  readonly label?: string;
  readonly help?: string;
  /** What stands in a place instead, where that is certain. */
  readonly edit?: PlaceJson & { readonly text: string };
  /** A second place that it speaks of. */
  readonly also?: PlaceJson & { readonly label: string };
}

/** The place of a span, in a text that is known. */
export function placeJson(span: Span, texts: ReadonlyMap<string, string>): PlaceJson {
  const text = texts.get(span.file) ?? "";
  const start = position(text, span.start);
  const end = position(text, span.end);
  return { file: span.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column, offset: span.start, endOffset: span.end };
}

/** A diagnostic with its place. */
export function diagnosticJson({ code, severity, message, span, label, help, edit, also }: Diagnostic, texts: ReadonlyMap<string, string>): DiagnosticJson {
  return {
    code, severity, message, ...placeJson(span, texts),
    ...(label === undefined ? {} : { label }),
    ...(help === undefined ? {} : { help }),
    ...(edit === undefined ? {} : { edit: { ...placeJson(edit.span, texts), text: edit.text } }),
    ...(also === undefined ? {} : { also: { ...placeJson(also.span, texts), label: also.label } }),
  };
}

/** Texts by file name, as places are looked up in them. */
export function textsOf(sources: readonly Source[]): ReadonlyMap<string, string> {
  return new Map(sources.map(({ file, text }) => [file, text]));
}

/** An answer as text: indented, with a line end. */
export function jsonText(answer: unknown): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}

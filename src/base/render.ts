// Diagnostics -> text for a terminal: what is wrong, where, the line with the place underlined, and what to do.
// Knows no stage and no code; texts of files it does not have are left out, the rest is still said.

import { visible } from "./message.js";
import { RENDER_WIDTH_MAX } from "./limits.js";
import { position } from "./span.js";
import type { Span } from "./span.js";
import { sorted } from "./diagnostic.js";
import type { Diagnostic, Edit } from "./diagnostic.js";

const ansi = { red: "\u001b[1;31m", yellow: "\u001b[1;33m", green: "\u001b[1;32m", blue: "\u001b[1;34m", bold: "\u001b[1m", reset: "\u001b[0m" } as const;
type Style = Exclude<keyof typeof ansi, "reset">;
type Paint = (style: Style, text: string) => string;

/** How it is shown: `columns` is the width of the screen, where there is one. */
export interface RenderOptions {
  readonly color: boolean;
  readonly columns?: number | null;
}

/** All diagnostics, by file and place, one block each; empty where there is none. */
export function render(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>, options: RenderOptions): string {
  const paint: Paint = options.color ? (style, text) => `${ansi[style]}${text}${ansi.reset}` : (_, text) => text;
  const columns = Math.max(COLUMNS_MIN, options.columns ?? Infinity);
  return sorted(diagnostics).map((diagnostic) => block(diagnostic, sources, { paint, columns })).join("\n");
}

/** Narrower screens than this are not written for. */
const COLUMNS_MIN = 40;

interface Screen { readonly paint: Paint; readonly columns: number }

function block(diagnostic: Diagnostic, sources: ReadonlyMap<string, string>, { paint, columns }: Screen): string {
  const { code, severity, message, span, label, help, edit, also } = diagnostic;
  const style = severity === "error" ? "red" : "yellow";
  const places: { span: Span; label: string | undefined; style: Style; mark: string }[] = [{ span, label, style, mark: "^" }];
  if (also !== undefined) places.push({ span: also.span, label: also.label, style: "blue", mark: "-" });
  const shown = places.map((place) => ({ ...place, text: sources.get(place.span.file) }));
  const numbers = shown.flatMap((place) => (place.text === undefined ? [0] : endsOf(place.text, place.span).map(({ line }) => line)));
  const mended = edit === undefined ? undefined : mend(sources.get(edit.span.file), edit);
  const gutter = " ".repeat(String(Math.max(mended?.line ?? 0, ...numbers)).length);
  const [head = "", ...more] = wrapped(`${severity}[${code}]: ${message}`, columns);
  const name = `${severity}[${code}]`;
  const lines = [head.startsWith(name) ? `${paint(style, name)}${paint("bold", head.slice(name.length))}` : head, ...more.map((line) => paint("bold", line))];
  const room = Math.min(RENDER_WIDTH_MAX, columns - gutter.length - 3);
  shown.forEach((place, at) => {
    lines.push(`${gutter}${paint("blue", at === 0 ? "-->" : ":::")} ${where(place.span, place.text)}`);
    if (place.text === undefined) return;
    lines.push(`${gutter} ${paint("blue", "|")}`);
    const parts = endsOf(place.text, place.span);
    parts.forEach((part, which) => {
      const { source, pad, length } = excerpt(place.text ?? "", part.span, room);
      if (part.skips) lines.push(paint("blue", "..."));
      lines.push(`${paint("blue", `${String(part.line).padStart(gutter.length)} |`)} ${source}`.trimEnd());
      const label = which === parts.length - 1 ? place.label : undefined;
      for (const line of underlined(" ".repeat(pad), place.mark.repeat(length), label, columns - gutter.length - 3)) lines.push(`${gutter} ${paint("blue", "|")} ${line.pad}${paint(place.style, line.text)}`);
    });
  });
  if (help !== undefined) {
    if (shown.some(({ text }) => text !== undefined)) lines.push(`${gutter} ${paint("blue", "|")}`);
    const helped = help.split("\n").flatMap((line) => wrapped(line, columns - gutter.length - HELP.length - 3));
    helped.forEach((line, at) => lines.push(at === 0 ? `${gutter} ${paint("blue", "=")} ${paint("bold", HELP)}: ${line}` : `${gutter}         ${line}`));
  }
  if (mended !== undefined) {
    const { source } = excerpt(mended.text, mended.span, room);
    lines.push(`${paint("green", `${String(mended.line).padStart(gutter.length)} ~`)} ${source}`.trimEnd());
  }
  return `${lines.join("\n")}\n`;
}

const HELP = "help";

/** The part of a place on its first line, and that on its last where that is another; `skips` where lines between them are not shown. */
function endsOf(text: string, span: Span): readonly { readonly span: Span; readonly line: number; readonly skips: boolean }[] {
  const first = position(text, span.start).line;
  const end = span.start + text.slice(span.start, span.end).trimEnd().length;
  const newline = text.lastIndexOf("\n", end - 1);
  if (newline < span.start) return [{ span, line: first, skips: false }];
  const last = position(text, end).line;
  const start = newline + 1 + (/^[ \t]*/.exec(text.slice(newline + 1, end))?.[0].length ?? 0);
  return [{ span, line: first, skips: false }, { span: { file: span.file, start, end }, line: last, skips: last > first + 1 }];
}

/** The line of an edit as it is then, and where in it the edit is; undefined where it is not one line. */
function mend(text: string | undefined, { span, text: put }: Edit): { readonly text: string; readonly span: Span; readonly line: number } | undefined {
  if (text === undefined || /[\n\r]/.test(text.slice(span.start, span.end) + put)) return undefined;
  const from = text.lastIndexOf("\n", span.start - 1) + 1;
  const newline = text.indexOf("\n", span.end);
  const line = text.slice(from, span.start) + put + text.slice(span.end, newline === -1 ? text.length : newline);
  const start = span.start - from;
  return { text: line, span: { file: span.file, start, end: start + put.length }, line: position(text, span.start).line };
}

/** The underline with its label beside it; below it, in as many lines as it takes, where the screen is too narrow. */
function underlined(pad: string, underline: string, label: string | undefined, room: number): readonly { readonly pad: string; readonly text: string }[] {
  if (label === undefined) return [{ pad, text: underline }];
  if (pad.length + underline.length + 1 + label.length <= room) return [{ pad, text: `${underline} ${label}` }];
  const indent = pad.slice(0, Math.max(0, Math.min(pad.length, room - label.length, room >> 1)));
  return [{ pad, text: underline }, ...wrapped(label, room - indent.length).map((text) => ({ pad: indent, text }))];
}

/** A text in lines no wider than so many columns, broken at blanks; further ones begin two columns in. What has no blanks is left whole. */
function wrapped(text: string, columns: number): readonly string[] {
  if (text.length <= columns) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= columns || line.trim() === "") line = longer;
    else {
      lines.push(line);
      line = `  ${word}`;
    }
  }
  return [...lines, line];
}

function where(span: Span, text: string | undefined): string {
  if (text === undefined) return visible(span.file);
  const { line, column } = position(text, span.start);
  return `${visible(span.file)}:${line}:${column}`;
}

/** Code units of a line on either side of where a place begins that are looked at: what is shown of it is far less, also where many of them have no width. */
const EXCERPT_MAX = 4096;

/** The line of a place as it is shown, how far in the underline begins, and how long it is; in columns of a terminal. */
function excerpt(text: string, span: Span, most: number): { source: string; pad: number; length: number } {
  const from = Math.max(text.lastIndexOf("\n", span.start - 1) + 1, span.start - EXCERPT_MAX);
  const newline = text.indexOf("\n", span.start);
  const to = Math.min(newline === -1 ? text.length : newline, span.start + EXCERPT_MAX);
  const before = cells(text.slice(from, span.start));
  const marked = cells(text.slice(span.start, Math.min(span.end, to)).replace(/\r$/, ""));
  const after = cells(text.slice(Math.min(Math.max(span.end, span.start), to), to).replace(/\r$/, ""));
  // A long line is shown from a little before the place on, so that the underline is always in sight.
  const room = Math.floor(most / 2);
  const head = width(before) > room ? ["…", ...tail(before, room - 1)] : before;
  const line = [...head, ...marked, ...after];
  const rest = width(line) > most ? [...prefix(line, most - 1), "…"] : line;
  const pad = width(head);
  return { source: rest.join(""), pad, length: Math.max(1, Math.min(width(marked), most - pad)) };
}

/** The characters of a piece of a line as they are shown: tabs as blanks, and nothing that could move the cursor. */
function cells(text: string): string[] {
  return [...text].map((character) => (character === "\t" ? "    " : visible(character)));
}

function width(shown: readonly string[]): number {
  return shown.reduce((sum, cell) => sum + cellWidth(cell), 0);
}

function cellWidth(cell: string): number {
  if (cell.length > 2) return cell.length;
  if (/^\p{M}$/u.test(cell)) return 0;
  return wide.test(cell) || /^(?![\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation}$/u.test(cell) ? 2 : cell.length === 2 && (cell.codePointAt(0) ?? 0) < 0x10000 ? 2 : 1;
}

/** Characters that take two columns. */
const wide = /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]$/u;

function prefix(shown: readonly string[], columns: number): string[] {
  let used = 0;
  const end = shown.findIndex((cell) => (used += cellWidth(cell)) > columns);
  return shown.slice(0, end === -1 ? shown.length : end);
}

function tail(shown: readonly string[], columns: number): string[] {
  return prefix([...shown].reverse(), columns).reverse();
}

// Comments and empty lines of a file, and the places of what is printed -> which comment stands above, beside or inside what, and where
// an empty line is kept: one at most, never at the beginning or end of a body.
// It hands each comment out once, in order; it knows places and line ends, and nothing of what stands there.

import type { Span } from "../../base/span.js";
import type { Name, PolicyFile } from "./ast.js";

/** Comments that have not been printed yet. Its functions take them out as the printer comes by. */
export interface Margin {
  /** The lines of something that has no places inside it, with the comments above, inside and beside it. */
  place(span: Span, lines: readonly string[], indent: string): string[];
  /** Comments that begin before a place, as lines, and the empty line that stood above it. */
  above(span: Span, indent: string): string[];
  /** Comments that begin before the end of a place, as lines. */
  within(span: Span, indent: string): string[];
  /** The lines with a comment that stood on the same line behind the place. */
  beside(span: Span, lines: readonly string[]): string[];
  /** Whether a comment begins inside a place. */
  inside(span: Span): boolean;
  /** Whether a place was on one line. */
  oneLine(span: Span): boolean;
  /** Whether a place is the first of its line. */
  begins(span: Span): boolean;
  /** All comments that are left, as lines. */
  rest(indent: string): string[];
}

/** The comments of a file. */
export function margin({ text, comments }: PolicyFile): Margin {
  const waiting: Name[] = [...comments].sort((a, b) => a.span.start - b.span.start);
  let taken = 0;
  const take = (until: number, indent: string): string[] => {
    const lines: string[] = [];
    for (let next = waiting[taken]; next !== undefined && next.span.start < until; next = waiting[++taken]) {
      lines.push(...gap(text, next.span), `${indent}${next.text.trimEnd()}`);
    }
    return lines;
  };
  const notes: Margin = {
    place: (span, lines, indent) => {
      const above = notes.above(span, indent);
      return [...above, ...take(span.end, indent), ...notes.beside(span, lines)];
    },
    above: (span, indent) => [...take(span.start, indent), ...gap(text, span)],
    within: (span, indent) => take(span.end, indent),
    beside: (span, lines) => {
      const next = waiting[taken];
      let end = span.end;
      while (text[end] === " " || text[end] === "\t") end++;
      if (next === undefined || next.span.start !== end) return [...lines];
      taken++;
      return lines.map((line, at) => (at === lines.length - 1 ? `${line}  ${next.text.trimEnd()}` : line));
    },
    inside: (span) => {
      let at = taken;
      for (let next = waiting[at]; next !== undefined && next.span.start < span.start;) next = waiting[++at];
      return (waiting[at]?.span.start ?? Infinity) < span.end;
    },
    oneLine: ({ start, end }) => !/[\r\n]/.test(text.slice(start, end)),
    begins: ({ start }) => {
      let at = start - 1;
      while (text[at] === " " || text[at] === "\t") at--;
      return at < 0 || text[at] === "\n" || text[at] === "\r";
    },
    rest: (indent) => take(Infinity, indent),
  };
  return notes;
}

/** An empty line where one or more stand before a place, but for the beginning of the file or of a body. */
function gap(text: string, { start }: Span): string[] {
  let at = start - 1;
  let breaks = 0;
  for (; at >= 0; at--) {
    const character = text[at];
    if (character === "\n" || (character === "\r" && text[at + 1] !== "\n")) breaks++;
    else if (character !== " " && character !== "\t" && character !== "\r" && character !== "\uFEFF") break;
  }
  return breaks > 1 && at >= 0 && text[at] !== "{" ? [""] : [];
}

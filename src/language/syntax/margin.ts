// Comments of a file and the places of what is printed -> which comment stands above, beside or inside what.
// It hands each comment out once, in order; it knows places and line ends, and nothing of what stands there.

import type { Span } from "../../base/span.js";
import type { Name, PolicyFile } from "./ast.js";

/** Comments that have not been printed yet. Its functions take them out as the printer comes by. */
export interface Margin {
  /** The lines of something that has no places inside it, with the comments above, inside and beside it. */
  place(span: Span, lines: readonly string[], indent: string): string[];
  /** Comments that begin before a place, as lines. */
  above(span: Span, indent: string): string[];
  /** Comments that begin before the end of a place, as lines. */
  within(span: Span, indent: string): string[];
  /** The lines with a comment that stood on the same line behind the place. */
  beside(span: Span, lines: readonly string[]): string[];
  /** Whether a comment begins before the end of a place. */
  before(span: Span): boolean;
  /** Whether a comment begins inside a place. */
  inside(span: Span): boolean;
  /** All comments that are left, as lines. */
  rest(indent: string): string[];
}

/** The comments of a file. */
export function margin({ text, comments }: PolicyFile): Margin {
  const waiting: Name[] = [...comments].sort((a, b) => a.span.start - b.span.start);
  const take = (until: number, indent: string): string[] => {
    const end = waiting.findIndex(({ span }) => span.start >= until);
    return waiting.splice(0, end === -1 ? waiting.length : end).map((comment) => `${indent}${comment.text.trimEnd()}`);
  };
  const notes: Margin = {
    place: (span, lines, indent) => [...take(span.end, indent), ...notes.beside(span, lines)],
    above: (span, indent) => take(span.start, indent),
    within: (span, indent) => take(span.end, indent),
    beside: (span, lines) => {
      const [next] = waiting;
      if (next === undefined || !/^[ \t]*$/.test(text.slice(span.end, next.span.start))) return [...lines];
      waiting.shift();
      return lines.map((line, at) => (at === lines.length - 1 ? `${line}  ${next.text.trimEnd()}` : line));
    },
    before: (span) => (waiting[0]?.span.start ?? Infinity) < span.end,
    inside: (span) => waiting.some(({ span: { start } }) => start >= span.start && start < span.end),
    rest: (indent) => take(Infinity, indent),
  };
  return notes;
}

// A place in a policy text: byte-free, in UTF-16 code units, as editors and chevrotain count.
// Knows nothing of what stands there.

/** A half-open range `[start, end)` of one source text, in UTF-16 code units. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A policy text and the name under which messages speak of it. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** 1-based line and column (in UTF-16 code units) of an offset in a text. */
export function position(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let from = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    from = at + 1;
  }
  return { line, column: offset - from + 1 };
}

// A text and the strings that are to be hidden in it -> the spans that are hidden, and the text without them. Every occurrence is
// found, in time that grows with the text, and those that overlap are hidden as one. Knows no argument and no rule.

import { MASK_WORK_MAX } from "../../base/limits.js";

/** A part of a text, and what stands in its place. */
export interface Hidden {
  readonly start: number;
  readonly end: number;
  readonly with: string;
}

/** What of each occurrence stays, and what the rest becomes. */
export interface Manner {
  readonly keep: { readonly side: "first" | "last"; readonly count: number } | null;
  readonly with: string;
}

/** The spans of all occurrences, in order; null where looking for them would take too long. */
export function hide(text: string, strings: readonly string[], manner: Manner): readonly Hidden[] | null {
  const wanted = [...new Set(strings)].filter((string) => string !== "" && string.length <= text.length);
  if (wanted.length * text.length > MASK_WORK_MAX) return null;
  /** By the place where one ends: where the longest of those that end there begins, plus one. */
  const begins = new Int32Array(wanted.length === 0 ? 0 : text.length + 1);
  for (const string of wanted) occurrences(text, string, begins);
  const found: { start: number; readonly end: number }[] = [];
  for (let end = begins.length - 1; end > 0; end--) {
    const start = (begins[end] ?? 0) - 1;
    const next = found.at(-1);
    if (start < 0) continue;
    if (next !== undefined && end > next.start) next.start = Math.min(next.start, start);
    else found.push({ start, end });
  }
  return found.reverse().map(({ start, end }) => ({ ...kept(text, start, end, manner.keep), with: manner.with }));
}

/** Spans joined where they overlap; null where those that do are to become different things. */
export function joinHidden(spans: readonly Hidden[]): readonly Hidden[] | null {
  const joined: Hidden[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else if (span.with !== last.with) return null;
    else joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
  }
  return joined;
}

/** The text with each span replaced; they are in order and do not overlap. */
export function masked(text: string, spans: readonly Hidden[]): string {
  let out = "";
  let at = 0;
  for (const { start, end, with: instead } of spans) {
    out += text.slice(at, start) + instead;
    at = end;
  }
  return out + text.slice(at);
}

/** Notes every place where a string ends, by the failure function of Knuth, Morris and Pratt: no text makes it slow. */
function occurrences(text: string, string: string, begins: Int32Array): void {
  const back = new Int32Array(string.length + 1);
  for (let at = 1, length = 0; at < string.length; at++) {
    while (length > 0 && string.charCodeAt(at) !== string.charCodeAt(length)) length = back[length] ?? 0;
    if (string.charCodeAt(at) === string.charCodeAt(length)) length++;
    back[at + 1] = length;
  }
  for (let at = 0, length = 0; at < text.length; at++) {
    while (length > 0 && (length === string.length || text.charCodeAt(at) !== string.charCodeAt(length))) length = back[length] ?? 0;
    if (text.charCodeAt(at) === string.charCodeAt(length)) length++;
    if (length < string.length) continue;
    const start = at + 1 - string.length;
    const known = begins[at + 1] ?? 0;
    if (known === 0 || start + 1 < known) begins[at + 1] = start + 1;
  }
}

/** The part of an occurrence that is hidden. One that is no longer than what should stay is hidden whole: else all of it would show. */
function kept(text: string, start: number, end: number, keep: Manner["keep"]): { readonly start: number; readonly end: number } {
  if (keep === null) return { start, end };
  const letters = Array.from(text.slice(start, end));
  if (letters.length <= keep.count) return { start, end };
  const units = (keep.side === "first" ? letters.slice(0, keep.count) : letters.slice(letters.length - keep.count)).join("").length;
  return keep.side === "first" ? { start: start + units, end } : { start, end: end - units };
}

// A text to what a reader sees of it: NFKC letter by letter, without what is not seen, with any blank a blank. Each letter knows where
// it stands in the text as written, so that what is found in the one can be named, and hidden, in the other.

import { unseen } from "./letters.js";

/** A text as it is seen, and how to get back from it. */
export interface Seen {
  readonly text: string;
  /** What of the text as written its code units `[start, end)` stand for; what is not seen at its ends is left out. */
  readonly written: (start: number, end: number) => string;
}

/** What stands for half a pair: no letter of any text. */
export const BROKEN = "\ufffe";

/** A text as it is seen. */
export function seenOf(text: string): Seen {
  if (!/[^\0-\x7f]/.test(text)) return { text, written: (start, end) => text.slice(start, end) };
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const known = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    const next = at + (code > 0xffff ? 2 : 1);
    const letter = code < 128 ? text.charAt(at) : once(known, text.slice(at, next));
    for (let unit = 0; unit < letter.length; unit++) {
      starts.push(at);
      ends.push(next);
    }
    parts.push(letter);
    at = next;
  }
  return { text: parts.join(""), written: (start, end) => (start >= end ? "" : text.slice(starts[start], ends[end - 1])) };
}

/** Code units that one letter may be drawn as: `㏂` is `a.m.`. */
const LETTER_UNITS_MAX = 4;

function once(known: Map<string, string>, letter: string): string {
  const before = known.get(letter);
  if (before !== undefined) return before;
  const seen = seenLetter(letter);
  known.set(letter, seen);
  return seen;
}

function seenLetter(letter: string): string {
  if (!letter.isWellFormed()) return BROKEN;
  if (/\s/.test(letter)) return /[\r\n\u0085\u2028\u2029]/.test(letter) ? "\n" : " ";
  if (letter.replace(unseen, "") === "") return "";
  const plain = letter.normalize("NFKC");
  // Words drawn as one letter are of no address and no number, and would make the text many times as long.
  if (plain.length > LETTER_UNITS_MAX) return letter;
  // The full stop of Chinese and Japanese parts the labels of a host name too.
  if (plain === "\u3002") return ".";
  return /^\p{Nd}$/u.test(plain) ? String(digitOf(plain)) : plain;
}

/** The value of a digit of any script: their zeros stand at the first or the seventh place of sixteen. */
function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  const place = code & 15;
  return /\p{Nd}/u.test(String.fromCodePoint(code - place)) ? place : place - 6;
}

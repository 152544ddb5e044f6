// A text to the texts that stand in it in base 85: runs of its letters, in each of the three alphabets there are. Five letters say four bytes.
// By chance a run of ENCODED85_TEXT_MIN letters says readable bytes once in millions.

import { ENCODED85_TEXT_MIN } from "../../base/limits.js";
import type { Decoded } from "../decode.js";
import { begins8, utf8 } from "./readable.js";

interface Alphabet {
  /** Value of each ASCII character; -1 for what is none of its letters. */
  readonly values: Int8Array;
  /** A letter that stands for four bytes of zero. */
  readonly zero: string;
}

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const alphabets: readonly Alphabet[] = [
  alphabetOf(Array.from({ length: 85 }, (_, at) => String.fromCharCode(33 + at)).join(""), "z"),
  alphabetOf(`${letters}!#$%&()*+-;<=>?@^_\`{|}~`, ""),
  alphabetOf(`0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#`, ""),
];

function alphabetOf(text: string, zero: string): Alphabet {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < text.length; value++) values[text.charCodeAt(value)] = value;
  return { values, zero };
}

/** The texts encoded in base 85, in their order by alphabet. */
export function encoded85In(text: string): readonly Decoded[] {
  const words = wordsIn(text);
  const all = words.length === 0 ? 0 : text.trim().length;
  return alphabets.flatMap((alphabet) => words.flatMap((word) => runsIn(word, alphabet, all)));
}

/** The runs of visible characters that may be long enough: by hand, as one may be as long as a text. */
function wordsIn(text: string): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    const start = at;
    for (let code = text.charCodeAt(at); code > 32 && code < 127; code = text.charCodeAt(at)) at++;
    if (at - start >= ENCODED85_TEXT_MIN) words.push(text.slice(start, at));
    at++;
  }
  return words;
}

function runsIn(text: string, { values, zero }: Alphabet, all: number): readonly Decoded[] {
  const found: Decoded[] = [];
  const isLetter = (at: number): boolean => (values[text.charCodeAt(at)] ?? -1) >= 0 || (zero !== "" && text[at] === zero);
  for (let at = 0; at < text.length;) {
    if (!isLetter(at)) { at++; continue; }
    let end = at;
    while (end < text.length && isLetter(end)) end++;
    const [from, to] = bared(text, at, end);
    if (to - from >= ENCODED85_TEXT_MIN && begins8(bytesOf(text.slice(from, from + ENCODED85_TEXT_MIN), values, zero))) {
      const undone = utf8(bytesOf(text.slice(from, to), values, zero));
      if (undone !== null && undone.length > 0) found.push({ text: undone, whole: end - at === all });
    }
    at = end;
  }
  return found;
}

/** A run without the marks around it: `<~ ~>`, quotes and brackets, which are letters of the first alphabet as well. */
function bared(text: string, start: number, end: number): readonly [from: number, to: number] {
  const run = text.slice(start, end);
  const opens = run.indexOf("<~");
  if (opens !== -1) return [start + opens + 2, end];
  // What a key or a name stands before: `"blob":"..."`.
  const before = /^(?:[^"'`]{0,40}["'`]){1,3}(?=[^"'`]{20})/.exec(run)?.[0].length ?? 0;
  const quote = before === 0 ? -1 : run.indexOf(run[before - 1] ?? "", before);
  return [start + before, quote === -1 ? end : start + quote];
}

function bytesOf(text: string, values: Int8Array, zero: string): Uint8Array {
  const bytes: number[] = [];
  let sum = 0;
  let count = 0;
  for (const letter of text) {
    if (letter === zero && count === 0) { bytes.push(0, 0, 0, 0); continue; }
    sum = sum * 85 + Math.max(0, values[letter.charCodeAt(0)] ?? 0);
    if (++count < 5) continue;
    if (sum > 0xffffffff) return new Uint8Array();
    bytes.push((sum >>> 24) & 0xff, (sum >>> 16) & 0xff, (sum >>> 8) & 0xff, sum & 0xff);
    sum = 0;
    count = 0;
  }
  if (count > 1) {
    for (let pad = count; pad < 5; pad++) sum = sum * 85 + 84;
    for (let place = 0; place < count - 1; place++) bytes.push(Math.floor(sum / 256 ** (3 - place)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

// A text to its keys (identifiers, secrets, numbers, addresses: what has no blank in it), and to the letters in which pieces of other
// texts' keys are looked for: a key that is cut, put together with something else, spread over a text or written backwards has
// letters in common with the one that was read. Knows neither nodes nor where a text came from.

import { KEY_TEXT_MAX, PIECED_TEXT_MAX, PIECE_BITS_MIN, PIECE_LETTERS_MIN, PIECE_TEXT_MIN } from "../base/limits.js";
import { lettersOf } from "./letters.js";
import type { Tokens } from "./tokens.js";

/** Letters of a seed: a piece of PIECE_TEXT_MIN letters has one of the seeds of its key whole. */
export const SEED_TEXT = 7;
/** A seed begins at every so many letters of a key. */
export const SEED_STEP = PIECE_TEXT_MIN - SEED_TEXT + 1;

/** The keys of a text: ASCII letters and digits of tokens that are glued to each other, and groups that read as one. */
export function keysOf({ texts, glues, compacts }: Tokens): readonly string[] {
  let found: string[] | null = null;
  const add = (key: string, tokens: number): void => {
    if (key.length >= PIECE_TEXT_MIN && isKey(key, tokens)) (found ??= []).push(key);
  };
  for (let from = 0; from < texts.length;) {
    let length = texts[from]?.length ?? 0;
    let to = from + 1;
    for (; to < texts.length && glues[to] !== 0 && length + (texts[to]?.length ?? 0) <= KEY_TEXT_MAX; to++) length += texts[to]?.length ?? 0;
    if (length >= PIECE_TEXT_MIN && length <= KEY_TEXT_MAX) add(plain(to === from + 1 ? texts[from] ?? "" : texts.slice(from, to).join("")), to - from);
    from = to;
  }
  for (const { text } of compacts) add(plain(text), 1);
  return found ?? none;
}

/** The letters in which pieces are looked for, and backwards too: the codes of a text's, with nothing between them; none where there are too few. */
export function pieced(text: string): Uint8Array {
  if (text.length < PIECE_TEXT_MIN) return few;
  const read = lettersOf(text.length > PIECED_TEXT_MAX ? text.slice(0, PIECED_TEXT_MAX) : text);
  const letters = new Uint8Array(read.length);
  let count = 0;
  for (let at = 0; at < read.length; at++) {
    const code = read.charCodeAt(at);
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) letters[count++] = code;
  }
  return count < PIECE_TEXT_MIN ? few : letters.subarray(0, count);
}

/** Whether a piece tells where it came from. */
export function tells(piece: string): boolean {
  if (piece.length < PIECE_TEXT_MIN) return false;
  let bits = 0;
  let runs = 0;
  for (const [run] of piece.matchAll(/\d+|[a-z]+/g)) {
    if (run >= "a" && run.length >= PIECE_LETTERS_MIN) return true;
    runs++;
    bits += runBits(run);
  }
  return bits + SWITCH_BITS * (runs - 1) >= PIECE_BITS_MIN;
}

/** A word is worth no more than a word, a year or date no more than a year. */
function runBits(run: string): number {
  if (run >= "a") return Math.min(6, 1.2 * run.length);
  const dated = /^(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?/.exec(run)?.[0].length ?? 0;
  return (dated > 0 ? 3 : 0) + 3.3 * (run.length - dated);
}

/** Words alone are no keys: too much of them stands elsewhere. */
function isKey(key: string, tokens: number): boolean {
  return /\d/.test(key) || (tokens > 1 && key.length >= PIECE_LETTERS_MIN);
}

function plain(text: string): string {
  return /^[a-z0-9]*$/.test(text) ? text : text.replace(/[^a-z0-9]+/g, "");
}

/** Where letters and digits change, somebody who did not know the key would have had to guess. */
const SWITCH_BITS = 4;
const none: readonly string[] = [];
const few = new Uint8Array(0);

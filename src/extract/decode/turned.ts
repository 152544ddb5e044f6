// A text to those of its lines that have their letters turned by thirteen places, or are written backwards: they then read like words, and
// did not before. Goes by how often letters and pairs of them stand in writing with Latin letters: short names and keys say too little for
// that. One pass over the text.

import { REVERSED_PAIRS_MIN, REVERSED_SHARE_MIN, TURNED_LETTERS_MIN, TURNED_SHARE_MIN } from "../../base/limits.js";
import type { Decoded } from "../decode.js";

/** The lines that read better so, as they then are. */
export function turnedIn(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  let start = 0;
  let letters = 0;
  let turning = 0;
  let pairs = 0;
  let reversing = 0;
  let before = 0;
  const close = (end: number): void => {
    const isTurned = letters >= TURNED_LETTERS_MIN && turning >= TURNED_SHARE_MIN * letters;
    const isReversed = reversing >= REVERSED_PAIRS_MIN && reversing >= REVERSED_SHARE_MIN * pairs;
    if (isTurned || isReversed) {
      const line = text.slice(start, end);
      const whole = line.trim().length === text.trim().length;
      if (isTurned) found.push({ text: turned(line), whole });
      if (isReversed) found.push({ text: Array.from(line).reverse().join(""), whole });
    }
    letters = turning = pairs = reversing = 0;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = code < 128 ? numbers[code] ?? 0 : 0;
    if (letter !== 0) {
      letters++;
      turning += gains[letter] ?? 0;
      if (before !== 0) {
        pairs++;
        reversing += ordered[27 * before + letter] ?? 0;
      }
    } else if (code === 10 || code === 13) {
      close(at);
      start = at + 1;
    }
    before = letter;
  }
  close(text.length);
  return found;
}

function turned(line: string): string {
  return line.replace(/[A-Za-z]/g, (letter) => {
    const code = letter.charCodeAt(0);
    const first = code < 97 ? 65 : 97;
    return String.fromCharCode(first + (code - first + 13) % 26);
  });
}

/** The place of an ASCII letter in the alphabet, from 1; 0 of another character. */
const numbers = Uint8Array.from({ length: 128 }, (_, code) => {
  const low = code | 32;
  return code >= 65 && low >= 97 && low <= 122 ? low - 96 : 0;
});

/** How often each letter of the alphabet stands in a hundred of English text. */
const often = [8.2, 1.5, 2.8, 4.3, 12.7, 2.2, 2, 6.1, 7, 0.15, 0.8, 4, 2.4, 6.7, 7.5, 1.9, 0.1, 6, 6.3, 9.1, 2.8, 1, 2.4, 0.15, 2, 0.07];

/** By letter: how much likelier the one that it is turned into is. */
const gains = Float64Array.from({ length: 27 }, (_, letter) => (letter === 0 ? 0 : Math.log((often[(letter + 12) % 26] ?? 1) / (often[letter - 1] ?? 1))));

/** By pair of letters: 1 of one that stands backwards far oftener, -1 of one that does so as it is. */
const ordered = orderedBy("th he an nd ng of ou ch sh wh qu gh ly ry ty pr fr tr br cr pl cl bl fl gr dr ns nt rs ts ck ow ks lt mp ct rd rm ld lf");

function orderedBy(known: string): Int8Array {
  const table = new Int8Array(27 * 27);
  for (const pair of known.split(" ")) {
    const [a, b] = [numbers[pair.charCodeAt(0)] ?? 0, numbers[pair.charCodeAt(1)] ?? 0];
    table[27 * a + b] = -1;
    table[27 * b + a] = 1;
  }
  return table;
}

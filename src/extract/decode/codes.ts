// A line to the same line with letters in place of what says them by their numbers (`72 117 110`, `0x48, 0x75`, `U+0048`, `01001000`),
// and with letters that show nothing (Unicode's tag characters) made ones that show. By hand, in one pass: a line may be as long as a text.
// What comes of a row of ordinary numbers is noise, and stands nowhere else.

import { CODES_MIN } from "../../base/limits.js";

/** What must stand in a text for codes to be looked for. */
export const coded = /(?:\d|[Uu]\+)[0-9A-Fa-fXx]{1,8}[\s,;]{1,3}(?:\d|[Uu]\+)[0-9A-Fa-fXx]{1,8}[\s,;]{1,3}(?:\d|[Uu]\+)/;
/** Functions that say a letter by its number, each beside the next: `chr(72)+chr(117)`, `[char]72+[char]117`. */
export const called = /\bcha?r\W{1,3}\d{2,3}\W{1,8}cha?r\W{1,3}\d{2,3}/i;
/** Letters in eight bits each, with nothing between. */
export const bits = /[01]{64}/;
/** Tag characters, as the halves that they are written in. */
export const tagged = /\udb40[\udc20-\udc7e]/;

/** The line with each run of CODES_MIN codes or more read as letters. */
export function codes(line: string): string {
  let undone = "";
  let from = 0;
  let run = "";
  let count = 0;
  let start = 0;
  let end = 0;
  let base = 0;
  const close = (): void => {
    if (count >= CODES_MIN) {
      undone += line.slice(from, start) + run;
      from = end;
    }
    run = "";
    count = 0;
  };
  // Longer words are cut: what is cut off of one is no code, and ends a run.
  for (const match of line.matchAll(/[0-9A-Za-z+]{1,9}/g)) {
    const radix = radixOf(match[0]);
    const code = radix === 0 ? 0 : Number.parseInt(radix === 16 ? match[0].slice(2) : match[0], radix);
    const isCode = code >= 32 && code < 127;
    if (!isCode || radix !== base || match.index - end > GAP_TEXT_MAX) close();
    if (!isCode) continue;
    if (count === 0) start = match.index;
    base = radix;
    run += String.fromCharCode(code);
    count++;
    end = match.index + match[0].length;
  }
  close();
  return undone + line.slice(from);
}

/** The line with the functions that say letters gone, and their numbers read. */
export function calls(line: string): string {
  const bare = line.replace(/\W{0,8}\bcha?r\W{1,3}(?=\d{2,3}\b)/gi, " ");
  return bare === line ? line : codes(bare);
}

/** The line with each run of bits, eight to a letter, read as letters. */
export function bytes(line: string): string {
  let undone = "";
  let from = 0;
  for (let at = 0; at < line.length;) {
    const start = at;
    while (line[at] === "0" || line[at] === "1") at++;
    if (at - start >= 8 * CODES_MIN && (at - start) % 8 === 0) {
      const letters: string[] = [];
      for (let place = start; place < at; place += 8) letters.push(line.slice(place, place + 8));
      undone += line.slice(from, start) + codes(letters.join(" "));
      from = at;
    }
    at++;
  }
  return undone + line.slice(from);
}

/** The line with tag characters as the ASCII letters they stand for. */
export function tags(line: string): string {
  return line.replace(/\udb40([\udc20-\udc7e])/g, (_, half: string) => String.fromCharCode(half.charCodeAt(0) - 0xdc00));
}

/** The base of a word that may be a code; 0 of another. */
function radixOf(word: string): number {
  if (word.length > 8) return 0;
  if (/^(?:0x|U\+)[0-9a-f]{2,6}$/i.test(word)) return 16;
  if (/^[01]{8}$/.test(word)) return 2;
  return /^\d{2,3}$/.test(word) ? 10 : 0;
}

/** What parts two codes: a comma or quote and a blank. */
const GAP_TEXT_MAX = 4;

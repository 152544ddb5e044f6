// A text to the texts that are encoded in it: base64, hexadecimal, base32, base 85, dumps, percent-encoding, quoted-printable, HTML entities, the escapes of strings,
// letters that are said by their numbers or show nothing, words with markup inside, addresses that are spelled out, lines whose letters are turned by thirteen or that are written backwards. What does not decode to something a person could read is not taken for an encoding. Linear in the text.
// Knows nothing of what is encoded or why.

import { DECODE_DEPTH_MAX, DECODED_PIECES_MAX, DECODED_TEXT_MAX } from "../base/limits.js";
import { encodedIn } from "./decode/bytes.js";
import { encoded85In } from "./decode/fives.js";
import { bits, bytes, called, calls, coded, codes, tagged, tags } from "./decode/codes.js";
import { dumped, dumps } from "./decode/dumps.js";
import { entities, escapes, percents, quoted } from "./decode/escapes.js";
import { readable } from "./decode/readable.js";
import { spoken } from "./decode/spoken.js";
import { turnedIn } from "./decode/turned.js";
import { withoutMarkup } from "./decode/markup.js";

/** One decoded text. */
export interface Decoded {
  readonly text: string;
  /** Whether it was the text as a whole that was encoded, and not a piece of it. */
  readonly whole: boolean;
}

/** All texts found encoded in this one, to DECODE_DEPTH_MAX, each once: of each layer the whole ones first, else in their order. */
export function decode(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  const seen = new Set([text]);
  let left = DECODED_TEXT_MAX;
  let layer: readonly Decoded[] = [{ text, whole: true }];
  for (let depth = 0; depth < DECODE_DEPTH_MAX && layer.length > 0; depth++) {
    const next: Decoded[] = [];
    for (const outer of layer) {
      for (const inner of once(outer.text)) {
        if (seen.has(inner.text) || inner.text.length > left) continue;
        left -= inner.text.length;
        seen.add(inner.text);
        next.push({ text: inner.text, whole: inner.whole && outer.whole });
      }
    }
    layer = bounded(next);
    for (const inner of layer) if (readable(inner.text)) found.push(inner);
  }
  return found;
}

/** At most DECODED_PIECES_MAX texts: the last of them is all the rest, a line each. */
function bounded(pieces: readonly Decoded[]): readonly Decoded[] {
  if (pieces.length <= DECODED_PIECES_MAX) return pieces;
  const ordered = [...pieces.filter((piece) => piece.whole), ...pieces.filter((piece) => !piece.whole)];
  const rest = ordered.slice(DECODED_PIECES_MAX - 1).map((piece) => piece.text).join("\n");
  return [...ordered.slice(0, DECODED_PIECES_MAX - 1), { text: rest, whole: false }];
}

/** One way of writing a line: what must stand in a text for it to be tried, and what undoes it. */
const writings: readonly (readonly [sign: RegExp, undo: (line: string) => string])[] = [
  [/%[0-9a-fA-F]{2}/, percents],
  [/&(?:#\d|#x[0-9a-f]|[a-z])/i, entities],
  [/\\[uUx0-7"'\\/bfnrt]/, escapes],
  [coded, codes],
  [called, calls],
  [bits, bytes],
  [/=[0-9A-F]{2}/, quoted],
  [tagged, tags],
  [/[<`]|\*\*/, withoutMarkup],
  [/ dot |[[({] {0,2}(?:[.@]|dot|at) {0,2}[\])}]|\bhxxp/i, spoken],
];

function once(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  const bare = text.trim().length;
  for (const piece of encodedIn(text)) found.push(piece);
  for (const piece of encoded85In(text)) found.push(piece);
  if (dumped.test(text)) for (const undone of dumps(text)) found.push({ text: undone, whole: false });
  for (const line of turnedIn(text)) found.push(line);
  // A mail's long lines are broken behind a `=`.
  const joined = /=\r?\n/.test(text) && /=[0-9A-F]{2}/.test(text) ? text.replace(/=\r?\n/g, "") : "";
  const soft = quoted(joined);
  if (soft !== joined) found.push({ text: soft, whole: true });
  let lines: readonly string[] | null = null;
  for (const [sign, undo] of writings) {
    if (!sign.test(text)) continue;
    lines ??= text.split(/\r\n|\n|\r/);
    for (const line of lines) {
      const undone = undo(line);
      if (undone !== line && undone.length > 0) found.push({ text: undone, whole: line.trim().length === bare });
    }
  }
  return found;
}

// A text to the bytes that its lines show: the dumps of `xxd` and `hexdump -C` (an offset, hexadecimal, and perhaps the letters beside it), and
// what `uuencode` writes. The lines of one dump are one text. Linear in the text.

import { ENCODED85_TEXT_MIN } from "../../base/limits.js";
import { utf8 } from "./readable.js";

/** What must stand in a text for dumps to be looked for. */
export const dumped = /^[0-9a-f]{6,8}:?[ \t]+[0-9a-f]{2}|^begin [0-7]{3} /im;

const line16 = /^[0-9a-f]{6,8}:?[ \t]+((?:[0-9a-f]{2}){1,2}(?:[ \t]{1,2}(?:[0-9a-f]{2}){1,2}){0,15})(?:[ \t]{1,48}\S.*)?[ \t]*$/i;

/** The texts of the dumps in a text. */
export function dumps(text: string): readonly string[] {
  const found: string[] = [];
  let bytes: number[] = [];
  let isEncoded = false;
  const close = (): void => {
    const undone = bytes.length === 0 ? null : utf8(Uint8Array.from(bytes));
    if (undone !== null && undone.length > 0) found.push(undone);
    bytes = [];
  };
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (/^begin [0-7]{3} \S/.test(line)) {
      close();
      isEncoded = true;
      continue;
    }
    const shown = isEncoded ? uudecoded(line) : hexOf(line);
    if (shown === null) {
      close();
      isEncoded = false;
    } else for (const byte of shown) bytes.push(byte);
  }
  close();
  return found;
}

/** The bytes of a line of a dump; null of another line. What is shown beside them says them once more. */
function hexOf(line: string): readonly number[] | null {
  const digits = line.length > 200 ? undefined : line16.exec(line)?.[1]?.replace(/[ \t]/g, "");
  return digits === undefined ? null : (digits.match(/../g) ?? []).slice(0, 16).map((pair) => Number.parseInt(pair, 16));
}

/** A line behind `begin`: how many bytes there are, and their bits by six. */
function uudecoded(line: string): readonly number[] | null {
  const count = (line.charCodeAt(0) - 32) & 63;
  if (line.length === 0 || count === 0 || line.length < 1 + Math.ceil(count / 3) * 4 - 3 || line.length > 1 + ENCODED85_TEXT_MIN * 4) return null;
  const bytes: number[] = [];
  for (let at = 1; bytes.length < count; at += 4) {
    const bits = [0, 1, 2, 3].reduce((sum, place) => (sum << 6) | (((line.charCodeAt(at + place) || 32) - 32) & 63), 0);
    bytes.push((bits >> 16) & 0xff, (bits >> 8) & 0xff, bits & 0xff);
  }
  return bytes.slice(0, count);
}

// Bytes to the text a person could read, or to null.
// Knows nothing of encodings but UTF-8 and UTF-16.

import { UTF16_BYTES_MIN } from "../../base/limits.js";

/** The text of bytes in UTF-8, or null when they are not that, or not readable. */
export function utf8(bytes: Uint8Array): string | null {
  // A decoder that throws costs more than all else here: bytes that are no UTF-8 show as more replacement characters than they spell.
  const text = decoder.decode(bytes);
  return replaced(text) === spelled(bytes) && readable(text) ? text : null;
}

const decoder = new TextDecoder();

function replaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\ufffd"); at !== -1; at = text.indexOf("\ufffd", at + 1)) count++;
  return count;
}

/** How often the bytes spell the replacement character itself. */
function spelled(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0xef); at !== -1; at = bytes.indexOf(0xef, at + 1)) if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count++;
  return count;
}

/** The text of bytes that are UTF-16 of letters nearly all in ASCII, in either order; null of others. By chance no bytes are. */
export function utf16(bytes: Uint8Array): string | null {
  if (bytes.length < UTF16_BYTES_MIN || bytes.length % 2 !== 0) return null;
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const high = (zeros[0] ?? 0) > (zeros[1] ?? 0) ? 0 : 1;
  if ((zeros[high] ?? 0) < 0.9 * (bytes.length / 2) || zeros[1 - high] !== 0) return null;
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) text += String.fromCharCode(((bytes[at + high] ?? 0) << 8) | (bytes[at + 1 - high] ?? 0));
  return text.isWellFormed() && readable(text) ? text.replace(/^\ufeff/, "") : null;
}

/** At least 90 % printable, and something to read at all. */
export function readable(text: string): boolean {
  let printable = 0;
  let all = 0;
  for (let at = 0; at < text.length; at++, all++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    if (code < 128 ? (code >= 32 && code !== 127) || code === 9 || code === 10 || code === 13 : !/[\p{C}\ufffd]/u.test(String.fromCodePoint(code))) printable++;
  }
  return all > 0 && printable >= 0.9 * all;
}

/** Bytes still wanted of a UTF-8 character after one more byte; -1 where it is none. */
export function next8(wanted: number, byte: number): number {
  if (wanted > 0) return byte >= 0x80 && byte < 0xc0 ? wanted - 1 : -1;
  if (byte < 0x80) return 0;
  return byte < 0xc2 || byte > 0xf4 ? -1 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
}

/** Whether bytes may be the beginning of a readable text in UTF-8 or UTF-16: where it is neither within a few, the rest is not looked at. */
export function begins8(bytes: Uint8Array): boolean {
  let wanted = 0;
  let odd = 0;
  for (const byte of bytes) {
    wanted = next8(wanted, byte);
    if (wanted === -1) return false;
    if (byte !== 0 && byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) odd++;
  }
  return odd <= 0.1 * bytes.length;
}

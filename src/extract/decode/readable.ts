// Bytes to the text a person could read, or to null.
// Knows nothing of encodings but UTF-8.

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

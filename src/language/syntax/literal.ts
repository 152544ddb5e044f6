// Strings and numbers: from how they are written to what they are, and back. What is wrong with one is said by `literalFaults`;
// `decode` then takes what can be taken. Knows nothing of where a literal stands in the grammar.

import type { IToken } from "chevrotain";
import { Numeral, Text, Unclosed } from "../../../grammar/tokens.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { diagnose } from "../../base/messages.generated.js";
import { numberCell } from "../../words/cell.js";

const escapePattern = /\\(?:u\{([0-9A-Fa-f]{1,6})\}|(u\{?[0-9A-Fa-f]*\}?|[^]|$))/g;
const plain: ReadonlyMap<string, string> = new Map([['"', '"'], ["\\", "\\"], ["n", "\n"], ["t", "\t"], ["r", "\r"]]);
/** Characters that change how a text looks or reads without being seen: controls, and those that turn the direction of writing. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is to find
const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;
const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The text that a string token stands for; what is faulty in it is dropped. */
export function decode(image: string): string {
  const closed = image.length > 1 && image.endsWith('"') && !/(?<!\\)(?:\\\\)*\\"$/.test(image);
  const inner = image.slice(1, closed ? -1 : undefined);
  const text = inner.includes("\\") ? inner.replaceAll(escapePattern, (_, hex: string | undefined, other: string | undefined) =>
    (hex === undefined ? plain.get(other ?? "") : character(hex)) ?? "") : inner;
  return text.isWellFormed() ? text : text.replaceAll(lone, "");
}

function character(hex: string): string | undefined {
  const point = Number.parseInt(hex, 16);
  return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? undefined : String.fromCodePoint(point);
}

/** The text as a string of the language, on one line and with nothing hidden in it. */
export function quote(text: string): string {
  const escaped = text.replaceAll(/["\\\n\t\r]/g, (found) =>
    found === "\n" ? "\\n" : found === "\t" ? "\\t" : found === "\r" ? "\\r" : `\\${found}`);
  return `"${escaped.replaceAll(hidden, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`)}"`;
}

/** The number that a token stands for: finite, and zero has no sign. */
export function decodeNumber(image: string): number {
  const value = Number(image);
  return Number.isFinite(value) ? value + 0 : 0;
}

/** All that is wrong with strings, numbers and comments, wherever they stand. */
export function literalFaults(file: string, tokens: readonly IToken[], comments: readonly IToken[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const token of tokens) {
    const { tokenType: type, image, startOffset } = token;
    if (type === Numeral && numberCell(Number(image)) === null) {
      found.push(diagnose("syntax/number-range", { file, start: startOffset, end: startOffset + image.length }, { number: image }));
    } else if (type === Unclosed) {
      found.push(diagnose("syntax/unclosed-string", { file, start: startOffset, end: startOffset + image.length }, {}));
    }
    if ((type.CATEGORIES ?? []).includes(Text)) found.push(...escapeFaults(file, token), ...characterFaults(file, token));
  }
  for (const comment of comments) found.push(...characterFaults(file, comment));
  return found;
}

function escapeFaults(file: string, { image, startOffset }: IToken): Diagnostic[] {
  if (!image.includes("\\")) return [];
  return [...image.matchAll(escapePattern)]
    .filter(([, hex, other]) => (hex === undefined ? !plain.has(other ?? "") : character(hex) === undefined) && other !== "")
    .map((match) => {
      const start = startOffset + match.index;
      return diagnose("syntax/bad-escape", { file, start, end: start + match[0].length }, { escape: match[0] });
    });
}

function characterFaults(file: string, { image, startOffset }: IToken): Diagnostic[] {
  const span = (index: number, length: number) => ({ file, start: startOffset + index, end: startOffset + index + length });
  const faults = [...image.matchAll(hidden)].map((match) => {
    const escape = `\\u{${match[0].charCodeAt(0).toString(16)}}`;
    return diagnose("syntax/hidden-character", span(match.index, 1), { character: escape });
  });
  if (image.isWellFormed()) return faults;
  return [...faults, ...[...image.matchAll(lone)].map((match) => diagnose("syntax/lone-surrogate", span(match.index, 1), {}))];
}

// Strings and numbers: from how they are written to what they are, and back. What is wrong with one is said by `literalFaults`;
// `decode` then takes what can be taken. Knows nothing of where a literal stands in the grammar.

import type { IToken } from "chevrotain";
import { Numeral, Text, Unclosed } from "../../../grammar/tokens.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { TOKEN_ERRORS_MAX } from "../../base/limits.js";
import { diagnose } from "../../base/messages.generated.js";
import { numberCell } from "../../words/cell.js";

const escapePattern = /\\(?:u\{([0-9A-Fa-f]{1,6})\}|(u\{?[0-9A-Fa-f]*\}?|[^]|$))/g;
const plain: ReadonlyMap<string, string> = new Map([['"', '"'], ["\\", "\\"], ["n", "\n"], ["t", "\t"], ["r", "\r"]]);
/** What stands behind a backslash in regular expressions; such a backslash is read as one, so that the expression is not found wrong as well. */
const classes: ReadonlySet<string> = new Set("dDwWsSbB.()[]{}+*?^$|-/");
/** Characters that change how a text looks or reads without being seen: controls, and those that turn the direction of writing. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is to find
const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;
/** Characters that nobody sees and that change nothing for the eye: joiners (but in emoji), soft hyphens, fillers, tags. */
// oxlint-disable-next-line no-misleading-character-class -- joiners and selectors are what it is to find
const unseen = /[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B\u200C\u2060-\u2065\u206A-\u206F\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF9-\uFFFB\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]|(?<![\p{Extended_Pictographic}\u{1F3FB}-\u{1F3FF}\uFE0F])[\u200D\uFE0F]/gu;
/** What stands where bytes were no UTF-8. */
const replaced = /\uFFFD/g;
const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The text that a string token stands for; what is faulty in it is dropped. */
export function decode(image: string): string {
  const closed = image.length > 1 && image.endsWith('"') && !/(?<!\\)(?:\\\\)*\\"$/.test(image);
  const inner = image.slice(1, closed ? -1 : undefined);
  const text = inner.includes("\\") ? inner.replaceAll(escapePattern, (_, hex: string | undefined, other: string | undefined) =>
    (hex === undefined ? plain.get(other ?? "") ?? (classes.has(other ?? "") ? `\\${other}` : undefined) : character(hex)) ?? "") : inner;
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
  const shown = escaped.replaceAll(unseen, escapeOf).replaceAll(hidden, escapeOf).replaceAll(replaced, escapeOf);
  return `"${shown}"`;
}

/** A character as `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Whether a text has a character in it that cannot be seen. */
export function isHidden(text: string): boolean {
  return text.search(hidden) !== -1 || text.search(unseen) !== -1;
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** The number that a token stands for: zero has no sign, and one that is out of range is told and stands as zero. */
export function decodeNumber(image: string): number {
  const value = Number(image);
  return numberCell(value) === null ? 0 : value + 0;
}

/** All that is wrong with strings, numbers and comments, wherever they stand. */
export function literalFaults(file: string, tokens: readonly IToken[], comments: readonly IToken[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [at, token] of tokens.entries()) {
    const { tokenType: type, image, startOffset } = token;
    if (type === Numeral && numberCell(Number(image)) === null) {
      found.push(diagnose("syntax/number-range", { file, start: startOffset, end: startOffset + image.length }, { number: image }));
    } else if (type === Unclosed) {
      found.push(unclosed(file, token, tokens[at - 1], tokens[at - 2]));
    }
    if ((type.CATEGORIES ?? []).includes(Text)) {
      for (const fault of escapeFaults(file, token)) found.push(fault);
      for (const fault of characterFaults(file, token)) found.push(fault);
    }
  }
  for (const comment of comments) for (const fault of characterFaults(file, comment)) found.push(fault);
  return found;
}

/** A string that its line ends: a word right before its only mark lacks the one in front, a single word the one behind. */
function unclosed(file: string, { image, startOffset: start }: IToken, before: IToken | undefined, earlier: IToken | undefined): Diagnostic {
  const span = { file, start, end: start + image.length };
  const touches = (left: IToken | undefined, at: number): boolean => left !== undefined && left.startOffset + left.image.length === at;
  if (before !== undefined && touches(before, start) && (!touches(earlier, before.startOffset) || earlier?.image.endsWith('"') === true) && /^[A-Za-z_][\w-]*$/.test(before.image)) {
    const help = `a string begins with a mark too: \`"${before.image}"\``;
    return diagnose("syntax/unclosed-string", span, {}, { help, edit: { span: { file, start: before.startOffset, end: before.startOffset }, text: '"' } });
  }
  // `"poll'`: another mark stands where the string ends.
  const isMixed = /^"[^\s"'`\\,()[\]{}]+['`]$/.test(image);
  const edit = isMixed || /^"[^\s"'`\\,()[\]{}]+$/.test(image) ? { span: { file, start: isMixed ? span.end - 1 : span.end, end: span.end }, text: '"' } : undefined;
  return diagnose("syntax/unclosed-string", span, {}, { edit });
}

/** One finding for all backslashes of a string that escape nothing: most are those of one regular expression, or one path. */
function escapeFaults(file: string, { image, startOffset }: IToken): Diagnostic[] {
  if (!image.includes("\\")) return [];
  const isFault = ([, hex, other]: RegExpExecArray): boolean =>
    (hex === undefined ? !plain.has(other ?? "") : character(hex) === undefined) && other !== "";
  const [first] = [...image.matchAll(escapePattern)].filter(isFault);
  if (first === undefined) return [];
  const { 0: escape, index } = first;
  const span = { file, start: startOffset + index, end: startOffset + index + escape.length };
  if (escape.startsWith("\\u")) return [diagnose("syntax/bad-escape", span, { escape })];
  const text = image.replaceAll(escapePattern, (whole, hex: string | undefined, other: string | undefined) =>
    (hex === undefined && other !== undefined && other !== "" && !other.startsWith("u") && !plain.has(other) ? `\\${whole}` : whole));
  return [diagnose("syntax/bad-escape", span, { escape }, { help: `a backslash is written twice: \`\\${escape}\``, edit: { span: { file, start: startOffset, end: startOffset + image.length }, text } })];
}

function characterFaults(file: string, { image, startOffset }: IToken): Diagnostic[] {
  if (plainText.test(image)) return [];
  const span = (index: number, length: number) => ({ file, start: startOffset + index, end: startOffset + index + length });
  return [
    ...faultsOf(image, hidden, ({ 0: found, index }) =>
      diagnose("syntax/hidden-character", span(index, found.length), { code: codePoint(found), escape: escapeOf(found) })),
    ...faultsOf(image, unseen, ({ 0: found, index }) =>
      diagnose("syntax/invisible-character", span(index, found.length), { code: codePoint(found), escape: escapeOf(found) })),
    ...faultsOf(image, replaced, ({ index }) => diagnose("syntax/replacement-character", span(index, 1), {})),
    ...(image.isWellFormed() ? [] : faultsOf(image, lone, ({ index }) => diagnose("syntax/lone-surrogate", span(index, 1), {}))),
  ];
}

/** What is seen, and needs no look at each character. */
const plainText = /^[\x20-\x7E\t]*$/;

/** The first findings of a pattern. */
function faultsOf(image: string, pattern: RegExp, finding: (match: RegExpExecArray) => Diagnostic, isFault: (match: RegExpExecArray) => boolean = () => true): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const match of image.matchAll(pattern)) {
    if (found.length === TOKEN_ERRORS_MAX) break;
    if (isFault(match)) found.push(finding(match));
  }
  return found;
}

// A text to the texts that are encoded in it: base64 and base64url, hexadecimal, percent-encoding, HTML entities, JSON escapes.
// What does not decode to something a person could read is not taken for an encoding. Linear in the text.
// Knows nothing of what is encoded or why.

import { DECODE_DEPTH_MAX } from "../base/limits.js";

/** One decoded text. */
export interface Decoded {
  readonly text: string;
  /** Whether it was the text as a whole that was encoded, and not a piece of it. */
  readonly whole: boolean;
}

/** All texts found encoded in this one, to DECODE_DEPTH_MAX, each once, in their order. */
export function decode(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  const seen = new Set([text]);
  let layer: readonly Decoded[] = [{ text, whole: true }];
  for (let depth = 0; depth < DECODE_DEPTH_MAX && layer.length > 0; depth++) {
    const next: Decoded[] = [];
    for (const outer of layer) {
      for (const inner of once(outer.text)) {
        if (seen.has(inner.text)) continue;
        seen.add(inner.text);
        next.push({ text: inner.text, whole: inner.whole && outer.whole });
      }
    }
    found.push(...next.filter((inner) => readable(inner.text)));
    layer = next;
  }
  return found;
}

/** Base64 and hexadecimal of less than 8 characters are not tried: they decode to words by chance. */
const encodedMin = 8;

function once(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  const bare = text.trim();
  const whole = (piece: string): boolean => piece.length === bare.length;
  let unspacedLength = -1;
  for (const match of unfolded(text).matchAll(/[A-Za-z0-9+/_-]{8,}={0,2}/g)) {
    if (unspacedLength === -1) unspacedLength = bare.replace(/\s+/g, "").length;
    const piece = match[0];
    const isWhole = piece.length === unspacedLength;
    const hex = /^(0x)?((?:[0-9a-fA-F]{2})+)$/.exec(piece);
    if (hex?.[2] !== undefined && hex[2].length >= encodedMin) add(found, utf8(hexBytes(hex[2])), isWhole);
    if (plausible64(piece, isWhole)) add(found, utf8(base64Bytes(piece)), isWhole);
  }
  if (/%[0-9a-fA-F]{2}/.test(text)) for (const line of text.split(/\r\n|\n|\r/)) add(found, line.replace(/\S+/g, percent), whole(line.trim()), line);
  if (/&(#\d|#x[0-9a-f]|[a-z])/i.test(text)) for (const line of text.split(/\r\n|\n|\r/)) add(found, entities(line), whole(line.trim()), line);
  if (/\\[ux"\\/bfnrt]/.test(text)) for (const line of text.split(/\r\n|\n|\r/)) add(found, escapes(line), whole(line.trim()), line);
  return found;
}

/** Base64 in lines of equal length, as mail wraps it, with its lines joined. */
function unfolded(text: string): string {
  if (!text.includes("\n")) return text;
  const lines = text.split(/\r?\n/);
  let joined = "";
  lines.forEach((line, index) => {
    const goesOn = line.length >= 40 && /^[A-Za-z0-9+/]+$/.test(line) && /^[A-Za-z0-9+/]+={0,2}$/.test(lines[index + 1] ?? "");
    joined += goesOn ? line : `${line}\n`;
  });
  return joined;
}

function add(found: Decoded[], text: string | null, whole: boolean, from?: string): void {
  if (text !== null && text !== from && text.length > 0) found.push({ text, whole });
}

/** Whether a run of letters may be base64 at all: long words and paths are not decoded for nothing. */
function plausible64(piece: string, whole: boolean): boolean {
  if (piece.length % 4 === 1 && !piece.includes("=")) return false;
  return whole || piece.length >= 16 || piece.endsWith("=") || (/\d/.test(piece) && /[a-z]/.test(piece) && /[A-Z]/.test(piece));
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const sextets: ReadonlyMap<string, number> = new Map([...[...alphabet].map((letter, value) => [letter, value] as const), ["-", 62], ["_", 63]]);

function base64Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let size = 0;
  let buffer = 0;
  let held = 0;
  for (const letter of text) {
    const value = sextets.get(letter);
    if (value === undefined) break;
    buffer = ((buffer << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[size++] = (buffer >> held) & 0xff;
    }
  }
  return bytes.subarray(0, size);
}

function hexBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** The text of bytes in UTF-8, or null when they are not that, or not readable. */
function utf8(bytes: Uint8Array): string | null {
  // A decoder that throws costs more than all else here: bytes that are no UTF-8 show as more replacement characters than they spell.
  const text = decoder.decode(bytes);
  return text.split("\ufffd").length - 1 === spelled(bytes) && readable(text) ? text : null;
}

const decoder = new TextDecoder();

/** How often the bytes spell the replacement character itself. */
function spelled(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0xef); at !== -1; at = bytes.indexOf(0xef, at + 1)) if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count++;
  return count;
}

/** At least 90 % printable, and something to read at all. */
function readable(text: string): boolean {
  let printable = 0;
  let all = 0;
  for (const character of text) {
    all++;
    if (!/[\p{C}\ufffd]/u.test(character) || character === "\n" || character === "\t" || character === "\r") printable++;
  }
  return all > 0 && printable >= 0.9 * all;
}

/** Percent-encoding undone where it is valid; in a query `+` is a space. */
function percent(text: string): string {
  if (!text.includes("%")) return text;
  const spaced = /[=&?]/.test(text) ? text.replaceAll("+", " ") : text;
  return spaced.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => utf8(hexBytes(run.replaceAll("%", ""))) ?? run);
}

const named: Readonly<Record<string, string>> = {
  amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " ", commat: "@", period: ".", colon: ":", sol: "/", num: "#", equals: "=",
  lowbar: "_", plus: "+", percnt: "%", dollar: "$", excl: "!", quest: "?", comma: ",", semi: ";", lpar: "(", rpar: ")", hyphen: "-", dash: "-",
  euro: "\u20ac", pound: "\u00a3", Tab: "\t", NewLine: "\n",
};

/** HTML entities undone. */
function entities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,10}));?/g, (entity, ten?: string, sixteen?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? entity;
    const code = ten === undefined ? Number.parseInt(sixteen ?? "0", 16) : Number(ten);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : entity;
  });
}

const controls: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** The escapes of JSON and JavaScript strings undone. */
function escapes(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(["'\\/bfnrt]))/g, (_, four?: string, two?: string, one?: string) =>
    one === undefined ? String.fromCharCode(Number.parseInt(four ?? two ?? "0", 16)) : controls[one] ?? one).toWellFormed();
}

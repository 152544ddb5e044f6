// A text to the texts that stand in it as base64, hexadecimal or base32: runs of an alphabet's letters, alone or with gaps between
// them (line breaks of any width, spaces; for hexadecimal `:` and `-` too), and behind a `/`. Linear in the text.
// A run is read from each place where one may begin, as long as it is UTF-8: other words are that for a few bytes at most.

import { BACKWARDS_TEXT_MIN } from "../../base/limits.js";
import { begins8, next8, utf16, utf8 } from "./readable.js";
import type { Decoded } from "../decode.js";

interface Coding {
  readonly bits: number;
  /** Value of each ASCII character; -1 for what is none of its letters. */
  readonly values: Int8Array;
  /** What may stand between groups, beside white space. */
  readonly gaps: string;
  readonly gapped: boolean;
  /** Letters that several groups have in all, at least. */
  readonly lettersMin: number;
}

/** Base64 and hexadecimal of less than 8 characters are not tried: they decode to words by chance. */
const encodedMin = 8;

const letters64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const base64: Coding = { bits: 6, values: valuesOf([`${letters64}+/`, `${letters64}-_`]), gaps: "", gapped: true, lettersMin: 16 };
const hex: Coding = { bits: 4, values: valuesOf(["0123456789abcdef", "0123456789ABCDEF"]), gaps: ":-", gapped: true, lettersMin: 16 };
const base32: Coding = { bits: 5, values: valuesOf(["ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "abcdefghijklmnopqrstuvwxyz234567"]), gaps: "", gapped: false, lettersMin: 16 };

function valuesOf(alphabets: readonly string[]): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (const alphabet of alphabets) for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value;
  return values;
}

/** The texts encoded in bytes, in their order by encoding. */
export function encodedIn(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  const bare = text.trim();
  let unspaced = 0;
  for (let at = 0; at < bare.length; at++) if (!isSpace(bare.charCodeAt(at))) unspaced++;
  singles(text, unspaced, found);
  chains(text, base64, unspaced, found);
  chains(text, hex, bare.length, found);
  chains(text, base32, unspaced, found);
  return found;
}

/** Runs that stand alone. */
function singles(text: string, unspaced: number, found: Decoded[]): void {
  for (let at = 0; at < text.length;) {
    const end = runEnd(text, at, base64);
    if (end - at < encodedMin) { at = Math.max(end, at + 1); continue; }
    const padded = padEnd(text, end);
    const whole = padded - at === unspaced;
    const start = text.startsWith("0x", at) ? at + 2 : at;
    if (padded === end && end - start >= encodedMin && (end - start) % 2 === 0 && runEnd(text, start, hex) === end) either(found, text, [start, end], hex, whole);
    if (plausible64(text, at, end, padded, whole)) either(found, text, [at, end], base64, whole);
    at = padded;
  }
}

/** Whether a run of letters may be base64 at all: long words and paths are not decoded for nothing. */
function plausible64(text: string, at: number, end: number, padded: number, whole: boolean): boolean {
  if ((end - at) % 4 === 1 && padded === end) return false;
  if (whole || padded > end || end - at >= 16) return true;
  const piece = text.slice(at, end);
  return /\d/.test(piece) && /[a-z]/.test(piece) && /[A-Z]/.test(piece);
}

/** Runs with gaps in them, runs that begin within another, and runs of codings that have no other reading. */
function chains(text: string, coding: Coding, all: number, found: Decoded[]): void {
  for (let at = 0; at < text.length;) {
    if (!isLetter(text, at, coding)) { at++; continue; }
    const read = readFrom(text, at, coding);
    const alone = at === 0 || !isLetter(text, at - 1, coding);
    const single = coding === base64 && alone && !read.gapped && !isLetter(text, read.end, coding);
    if (read.letters >= coding.lettersMin && (read.gapped || coding !== hex) && !single) {
      const padded = coding === hex ? read.end : padEnd(text, read.end);
      add(found, bytesOf(text, at, read.end, coding), (coding === hex ? padded - at : read.letters + padded - read.end) === all);
      at = padded;
    } else at = nextStart(text, at, coding);
  }
}

/** Where the next run may begin: behind a separator that is a letter of base64 as well, or at the next group. */
function nextStart(text: string, from: number, coding: Coding): number {
  let at = from;
  for (; isLetter(text, at, coding); at++) if (begins(text, at, coding)) return at + 1;
  return Math.max(at, from + 1);
}

/** Whether a run may begin behind this letter. */
function begins(text: string, at: number, coding: Coding): boolean {
  if (coding !== base64) return false;
  const code = text.charCodeAt(at);
  return code === 47 || code === 95 || code === 43 || code === 45;
}

interface Read {
  /** Behind the last place at which the run may end. */
  readonly end: number;
  readonly letters: number;
  readonly gapped: boolean;
}

/** The longest run from here that is UTF-8 and ends where a group ends, or before a letter behind which one may begin. */
function readFrom(text: string, from: number, coding: Coding): Read {
  let best: Read = { end: from, letters: 0, gapped: false };
  let letters = 0;
  let gapped = false;
  let buffer = 0;
  let held = 0;
  let wanted = 0;
  let at = from;
  for (;;) {
    if (coding === hex && (runEnd(text, at, coding) - at) % 2 === 1) return best;
    for (; isLetter(text, at, coding); at++) {
      // INVARIANT: a run may end wherever another may begin, so that no stretch is read from many places.
      if (wanted === 0 && letters > 0 && begins(text, at, coding)) best = { end: at, letters, gapped };
      buffer = ((buffer << coding.bits) | (coding.values[text.charCodeAt(at)] ?? 0)) & 0xffff;
      held += coding.bits;
      letters++;
      if (held < 8) continue;
      held -= 8;
      wanted = next8(wanted, (buffer >> held) & 0xff);
      if (wanted === -1) return best;
    }
    const end = at;
    if (wanted === 0) best = { end, letters, gapped };
    if (!coding.gapped || text[end] === "=" || end >= text.length) return best;
    while (at < text.length && at - end < 64 && isGap(text, at, coding)) at++;
    if (at === end || !isLetter(text, at, coding)) return best;
    gapped = true;
  }
}

/** Asked of every letter of every text, several times: what lies outside text and table is told apart before it is looked for there. */
function isLetter(text: string, at: number, coding: Coding): boolean {
  if (at >= text.length) return false;
  const code = text.charCodeAt(at);
  return code < 128 && (coding.values[code] ?? -1) >= 0;
}
function runEnd(text: string, at: number, coding: Coding): number {
  let end = at;
  while (isLetter(text, end, coding)) end++;
  return end;
}
function padEnd(text: string, at: number): number {
  let end = at;
  while (text[end] === "=" && end - at < 6) end++;
  return end;
}
function isGap(text: string, at: number, { gaps }: Coding): boolean {
  return isSpace(text.charCodeAt(at)) || (gaps !== "" && gaps.includes(text[at] ?? ""));
}
function isSpace(code: number): boolean {
  return code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code > 127 && /\s/.test(String.fromCharCode(code));
}

function bytesOf(text: string, from: number, to: number, coding: Coding): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(((to - from) * coding.bits) / 8));
  let size = 0;
  let buffer = 0;
  let held = 0;
  for (let at = from; at < to; at++) {
    const value = coding.values[text.charCodeAt(at)] ?? -1;
    if (value < 0) continue;
    buffer = ((buffer << coding.bits) | value) & 0xffff;
    held += coding.bits;
    if (held >= 8) {
      held -= 8;
      bytes[size++] = (buffer >> held) & 0xff;
    }
  }
  return bytes.subarray(0, size);
}

/** A run as it stands, and where it says nothing so, backwards: what was padded at its end then is in front of it. */
function either(found: Decoded[], text: string, [from, to]: readonly [from: number, to: number], coding: Coding, whole: boolean): void {
  if (add(found, bytesOf(text, from, to, coding), whole) || to - from < BACKWARDS_TEXT_MIN) return;
  // Its first bytes tell: what decodes to nothing is not read as a whole once more.
  if (!begins8(bytesOf(backwards(text.slice(Math.max(from, to - PROBED_TEXT), to)), 0, Math.min(PROBED_TEXT, to - from), coding))) return;
  const turned = backwards(text.slice(from, to));
  add(found, bytesOf(turned, 0, turned.length, coding), whole);
}

/** Letters that are tried before the rest; whole groups of each coding. */
const PROBED_TEXT = 32;

function backwards(text: string): string {
  return [...text].reverse().join("");
}

function add(found: Decoded[], bytes: Uint8Array, whole: boolean): boolean {
  const text = utf8(bytes) ?? utf16(bytes);
  if (text === null || text.length === 0) return false;
  found.push({ text, whole });
  return true;
}

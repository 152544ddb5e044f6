// Text to tokens, as docs/kernel.md "Tokens" fixes them: the units in which a value is looked for in earlier text.
// Case, width, ornaments of letters, number formats and punctuation are gone from a token; how telling it is stands beside it as bits.
// Knows nothing of lines, structure or where a text came from.

import { COMPACT_TEXT_MAX } from "../base/limits.js";
import { dateOf } from "./dates.js";
import { lettersOf } from "./letters.js";
import { stopWords } from "./stops.js";

/** Groups of an account or telephone number, joined: tokens `[at, at + count)` read as one. */
export interface Compact {
  readonly at: number;
  readonly count: number;
  readonly text: string;
  readonly bits: number;
}

/** The tokens of one text, in parallel lists. */
export interface Tokens {
  /** Canonical texts. */
  readonly texts: readonly string[];
  /** How telling each is, glue included. */
  readonly bits: readonly number[];
  readonly stops: readonly boolean[];
  /** Code of the one separator by which each is glued to the one before it; 0 where it is not. */
  readonly glues: readonly number[];
  /** By `at`, never overlapping. */
  readonly compacts: readonly Compact[];
}

/** No tokens. */
export const noTokens: Tokens = { texts: [], bits: [], stops: [], glues: [], compacts: [] };

/** Cuts a text into tokens; never throws, whatever the string. */
export function tokenize(text: string): Tokens {
  return cut(text).tokens;
}

/** Between which letters each token of a text stands, and the letters: what parts the tokens is read there. */
export function placesOf(text: string): { readonly source: string; readonly spans: readonly { readonly start: number; readonly end: number }[] } {
  return cut(text);
}

function cut(text: string): { readonly tokens: Tokens; readonly source: string; readonly spans: readonly Span[] } {
  const source = lettersOf(text);
  const runs = scan(source);
  if (runs.starts.length === 0) return { tokens: noTokens, source, spans: [] };
  const texts: string[] = [];
  const bits: number[] = [];
  const stops: boolean[] = [];
  const glues: number[] = [];
  const spans: Span[] = [];
  let end = -1;
  const push = (first: number, last: number, canonical: string): void => {
    const kind = runs.kinds[first] ?? LETTER;
    const start = runs.starts[first] ?? 0;
    const stop = stopLetters.has(canonical);
    texts.push(canonical);
    stops.push(stop);
    const glue = start === end + 1 && end >= 0 && glueCharacters.has(source[end] ?? "") ? source.charCodeAt(end) : 0;
    glues.push(glue);
    bits.push((stop ? STOP_BITS : bitsOf(canonical, kind)) + (glue === 0 ? 0 : GLUE_BITS));
    end = runs.ends[last] ?? start;
    spans.push({ start, end, kind, single: first === last });
  };
  for (let run = 0; run < runs.starts.length;) {
    const raw = source.slice(runs.starts[run], runs.ends[run]);
    if (runs.kinds[run] === DIGIT) {
      const last = chainEnd(source, runs, run);
      for (const number of readChain(source, runs, run, last)) push(number.first, number.last, number.text);
      run = last + 1;
    } else {
      // An address is the same with its scheme and without.
      if (!webSchemes.has(raw) || !source.startsWith("://", runs.ends[run])) push(run, run, raw);
      run++;
    }
  }
  return { tokens: { texts, bits, stops, glues, compacts: compactsOf(source, spans) }, source, spans };
}

/** The same tokens with each group of `compacts` read as one: how a value in groups is looked for. */
export function compacted(tokens: Tokens): Tokens {
  if (tokens.compacts.length === 0) return tokens;
  const texts: string[] = [];
  const bits: number[] = [];
  const stops: boolean[] = [];
  const glues: number[] = [];
  let at = 0;
  const copy = (until: number): void => {
    for (; at < until; at++) {
      texts.push(tokens.texts[at] ?? "");
      bits.push(tokens.bits[at] ?? 0);
      stops.push(tokens.stops[at] ?? false);
      glues.push(tokens.glues[at] ?? 0);
    }
  };
  for (const compact of tokens.compacts) {
    copy(compact.at);
    texts.push(compact.text);
    bits.push(compact.bits);
    stops.push(false);
    glues.push(0);
    at += compact.count;
  }
  copy(tokens.texts.length);
  return { texts, bits, stops, glues, compacts: [] };
}

/** Bits of a range of tokens. */
export function bitsIn(tokens: Tokens, at: number, count: number): number {
  let sum = 0;
  for (let index = at; index < at + count; index++) sum += tokens.bits[index] ?? 0;
  return sum;
}

// Kinds of run; a mixed run has letters and digits.
const LETTER = 1;
const DIGIT = 2;
const MIXED = 3;
const SINGLE = 4;

const stopLetters: ReadonlySet<string> = new Set([...stopWords].map(lettersOf));

const STOP_BITS = 0.5;
/** Of a date that is written out: a whole argument, and no more than a year and two numbers where it is a part of one. */
const DATE_BITS = 9;
const GLUE_BITS = 2;
const glueCharacters: ReadonlySet<string> = new Set("-_.@/:+#=&%");
const webSchemes: ReadonlySet<string> = new Set(["http", "https"]);
const groupGaps: ReadonlySet<string> = new Set(" -./");

interface Runs {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly kinds: readonly number[];
}
interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: number;
  /** False for a number with separators. */
  readonly single: boolean;
}

const singleScript = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u;
const wordCharacter = /[\p{L}\p{M}]/u;
const numeral = /\p{N}/u;

/** Kind of one code point, 0 for what separates. */
function kindOf(code: number): number {
  if (code < 128) return code >= 97 && code <= 122 ? LETTER : code >= 48 && code <= 57 ? DIGIT : code >= 65 && code <= 90 ? LETTER : 0;
  const character = String.fromCodePoint(code);
  const kind = wordCharacter.test(character) ? LETTER : numeral.test(character) ? DIGIT : 0;
  return kind !== 0 && singleScript.test(character) ? SINGLE : kind;
}

/** Maximal runs of letters, marks and digits; characters of unspaced scripts alone. */
function scan(source: string): Runs {
  const starts: number[] = [];
  const ends: number[] = [];
  const kinds: number[] = [];
  let open = 0;
  let from = 0;
  const close = (at: number): void => {
    if (open !== 0) { starts.push(from); ends.push(at); kinds.push(open); }
    open = 0;
  };
  for (let at = 0; at < source.length;) {
    const code = source.codePointAt(at) ?? 0;
    const kind = kindOf(code);
    const next = at + (code > 0xffff ? 2 : 1);
    if (kind === 0 || kind === SINGLE) {
      close(at);
      if (kind === SINGLE) { starts.push(at); ends.push(next); kinds.push(SINGLE); }
    } else if (open === 0) {
      open = kind;
      from = at;
    } else if (open !== kind) open = MIXED;
    at = next;
  }
  close(source.length);
  return { starts, ends, kinds };
}

/** Last run of the digits that single dots and commas join to this one. */
function chainEnd(source: string, runs: Runs, first: number): number {
  let last = first;
  for (;;) {
    const end = runs.ends[last] ?? 0;
    const separator = source[end];
    if (runs.kinds[last + 1] !== DIGIT || runs.starts[last + 1] !== end + 1 || (separator !== "." && separator !== ",")) return last;
    last++;
  }
}

interface Read {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** The numbers of a chain: one if it reads as one, else those between its commas, else its groups. */
function readChain(source: string, runs: Runs, first: number, last: number): readonly Read[] {
  const whole = readNumber(source, runs, first, last);
  if (whole !== null) return [{ first, last, text: whole }];
  const numbers: Read[] = [];
  for (let from = first; from <= last;) {
    let to = from;
    while (to < last && source[runs.ends[to] ?? 0] === ".") to++;
    const text = to < last || from > first ? readNumber(source, runs, from, to) : null;
    if (text !== null) numbers.push({ first: from, last: to, text });
    else for (let run = from; run <= to; run++) numbers.push({ first: run, last: run, text: plain(source.slice(runs.starts[run], runs.ends[run])) });
    from = to + 1;
  }
  return numbers;
}

/** Canonical form of groups `[first, last]` as one number, or null when they are not one (`1.2.3`, `10,2`). */
function readNumber(source: string, runs: Runs, first: number, last: number): string | null {
  const group = (run: number): string => source.slice(runs.starts[run], runs.ends[run]);
  const separator = (run: number): string => source[runs.ends[run] ?? 0] ?? "";
  if (first === last) return plain(group(first));
  const thousands = separator(first);
  const final = separator(last - 1);
  if (last - first === 1) {
    const fraction = group(last);
    if (final === "." || fraction.length === 2) return decimal(group(first), fraction);
    return fraction.length === 3 && /^[1-9]\d{0,2}$/.test(group(first)) ? group(first) + fraction : null;
  }
  if (!/^[1-9]\d{0,2}$/.test(group(first))) return null;
  let digits = group(first);
  for (let run = first + 1; run < last; run++) {
    if (separator(run - 1) !== thousands || group(run).length !== 3) return null;
    digits += group(run);
  }
  if (final !== thousands) return decimal(digits, group(last));
  return group(last).length === 3 ? digits + group(last) : null;
}

function plain(digits: string): string {
  let at = 0;
  while (at < digits.length - 1 && digits[at] === "0") at++;
  return digits.slice(at);
}

function decimal(whole: string, fraction: string): string {
  let end = fraction.length;
  while (end > 0 && fraction[end - 1] === "0") end--;
  return end === 0 ? plain(whole) : `${plain(whole)}.${fraction.slice(0, end)}`;
}

/** Bits of a token by its kind, without glue. */
function bitsOf(text: string, kind: number): number {
  switch (kind) {
    case SINGLE: return 4;
    case LETTER: return Math.min(6, 1.2 * text.length);
    case MIXED: return Math.min(40, 4 * text.length);
    default: {
      const digits = text.includes(".") ? text.length - 1 : text.length;
      if (digits <= 2) return 1;
      if (digits === 3) return 4;
      if (digits === 4) return /^(19|20)\d\d$/.test(text) ? 3 : 8;
      return 3.3 * digits;
    }
  }
}

/** Runs of short groups with digits, as account and telephone numbers are written. */
function compactsOf(source: string, spans: readonly Span[]): readonly Compact[] {
  const compacts: Compact[] = [];
  for (let at = 0; at < spans.length;) {
    const date = isYear(spans[at]) || isYear(spans[at + 2]) ? dateAt(source, spans.slice(at, at + 3)) : null;
    if (date !== null) {
      compacts.push({ at, count: 3, text: date, bits: DATE_BITS });
      at += 3;
      continue;
    }
    let end = at;
    let length = 0;
    while (end < spans.length && isGroup(source, spans, at, end)) {
      const span = spans[end];
      if (span === undefined) break;
      length += span.end - span.start;
      end++;
    }
    if (end - at >= 2 && length >= 8 && length <= COMPACT_TEXT_MAX) {
      let joined = "";
      let digits = true;
      for (const span of spans.slice(at, end)) {
        joined += source.slice(span.start, span.end);
        digits &&= span.kind === DIGIT;
      }
      const text = digits ? plain(joined) : joined;
      compacts.push({ at, count: end - at, text, bits: bitsOf(text, digits ? DIGIT : MIXED) });
    }
    at = Math.max(end, at + 1);
  }
  return compacts;
}

/** Whether a token may be a year, for all that its length says. */
function isYear(span: Span | undefined): boolean {
  return span !== undefined && span.kind === DIGIT && span.end - span.start === 4;
}

/** The letters of three tokens, and what parts them, as a date. */
function dateAt(source: string, spans: readonly Span[]): string | null {
  const [first, second, third] = spans;
  if (first === undefined || second === undefined || third === undefined || second.start - first.end > 2 || third.start - second.end > 2) return null;
  return dateOf(
    [source.slice(first.start, first.end), source.slice(second.start, second.end), source.slice(third.start, third.end)],
    [source.slice(first.end, second.start), source.slice(second.end, third.start)],
  );
}

/** Whether token `index` goes on with the run of groups that begins at `first`. */
function isGroup(source: string, spans: readonly Span[], first: number, index: number): boolean {
  const span = spans[index];
  const before = spans[index - 1];
  if (span === undefined || !span.single || span.end - span.start > 6) return false;
  if (index > first && (before === undefined || span.start !== before.end + 1 || !groupGaps.has(source[before.end] ?? ""))) return false;
  if (span.kind === DIGIT || span.kind === MIXED) return true;
  // The bank's four letters behind country and check digits (`GB82 WEST 1234 ...`), where digits follow.
  if (span.kind !== LETTER || index !== first + 1 || before === undefined || span.end - span.start !== 4) return false;
  return /^[a-z]{2}\d{2}$/.test(source.slice(before.start, before.end)) && isGroup(source, spans, index + 1, index + 1)
    && source[span.end] !== undefined && groupGaps.has(source[span.end] ?? "") && spans[index + 1]?.start === span.end + 1;
}

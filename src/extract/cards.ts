// Payment card numbers in a text: digits, in one piece or in groups, that pass the Luhn check. Whether a card has the number
// nobody can tell from here. A number inside a longer run of digits is none; of groups that make several, none hides another.

import { PARTS_MAX } from "../base/limits.js";
import { seenOf } from "./seen.js";

/** Fewest and most digits of a card number (ISO/IEC 7812). */
const DIGITS_MIN = 12;
const DIGITS_MAX = 19;
/** Digits of the groups that a full stop or a line break may part: cards have so many; parts of addresses, dates and sums have fewer. */
const STOPPED_MIN = 4;

const digitRun = /[0-9]+/g;
/** What stands between two groups: one or two blanks or hyphens of any kind. */
const gap = /^[\p{Z}\t\p{Pd}\u2212_]{1,2}$/u;
/** The same with full stops and line breaks. */
const wideGap = /^(?:\r\n|[\p{Z}\s\p{Pd}\u2212_.\u00b7\u2022]){1,2}$/u;

/** The card numbers, as written, in order: each that begins and ends with a group. They may overlap. More than PARTS_MAX are cut to one more. */
export function cardNumbers(text: string): readonly string[] {
  const seen = seenOf(text);
  const found: string[] = [];
  let groups: Group[] = [];
  const flush = (): void => {
    for (let first = 0; first < groups.length && found.length <= PARTS_MAX; first++) {
      for (const last of cardsFrom(seen.text, groups, first)) found.push(seen.written(groups[first]?.start ?? 0, last.end));
    }
    groups = [];
  };
  for (const { index, 0: digits } of seen.text.matchAll(digitRun)) {
    const group = { start: index, end: index + digits.length };
    const before = groups[groups.length - 1];
    if (before !== undefined && !joins(seen.text, before, group)) flush();
    groups.push(group);
  }
  flush();
  return found.slice(0, PARTS_MAX + 1);
}

/** Whether the digits of a text pass the Luhn check; false where anything but digits, blanks and hyphens stands in it. */
export function passesLuhn(text: string): boolean {
  const digits = text.replace(/[ -]+/g, "");
  if (digits.length < 2 || !/^[0-9]+$/.test(digits)) return false;
  const sums = { count: 0, even: 0, odd: 0 };
  add(sums, digits, 0, digits.length);
  return passes(sums);
}

/** Digits `[start, end)` of the text as seen. */
interface Group {
  readonly start: number;
  readonly end: number;
}

function joins(text: string, one: Group, other: Group): boolean {
  if (other.start - one.end > 4) return false;
  const between = text.slice(one.end, other.start);
  return gap.test(between) || (wideGap.test(between) && one.end - one.start >= STOPPED_MIN && other.end - other.start >= STOPPED_MIN);
}

/** The last groups of the card numbers that begin with this one. */
function cardsFrom(text: string, groups: readonly Group[], first: number): readonly Group[] {
  const sums = { count: 0, even: 0, odd: 0 };
  const found: Group[] = [];
  for (let at = first; at < groups.length; at++) {
    const group = groups[at];
    if (group === undefined || sums.count + group.end - group.start > DIGITS_MAX) break;
    add(sums, text, group.start, group.end);
    if (sums.count >= DIGITS_MIN && passes(sums)) found.push(group);
  }
  return found;
}

/** The Luhn sum of digits as they come: which of them count twice is known at the last, so both ways are summed. */
interface Sums {
  count: number;
  /** Where those at even, and those at odd places count twice. */
  even: number;
  odd: number;
}

function add(sums: Sums, text: string, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    const twice = digit > 4 ? 2 * digit - 9 : 2 * digit;
    const isOdd = sums.count++ % 2 === 1;
    sums.even += isOdd ? digit : twice;
    sums.odd += isOdd ? twice : digit;
  }
}

function passes({ count, even, odd }: Sums): boolean {
  return (count % 2 === 0 ? even : odd) % 10 === 0;
}

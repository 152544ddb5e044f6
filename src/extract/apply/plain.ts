// Functions of numbers, texts and lists: arithmetic, cutting and joining, counting. Texts are counted in code points.
// Nothing here grows past a bound: a text longer than an event, or a list longer than a term may go over, is unknown or open.

import { distance } from "../../base/distance.js";
import { EDIT_TEXT_MAX, EVENT_TEXT_MAX, NUMBER_TEXT_MAX, PARTS_MAX } from "../../base/limits.js";
import type { TermList, TermValue } from "../../words/term.js";
import { placesOf } from "../search.js";
import { valueKey } from "../value.js";
import { exact, ofAllNumbers, ofList, ofNumber, ofNumbers, ofRecord, ofText, ofTextAndNumber, ofTexts, texts, type Table } from "./operand.js";

/** The functions of numbers, texts and lists. */
export const plain = {
  "+": ([one, two]) => {
    if (typeof one === "string" && typeof two === "string") return one.length + two.length > EVENT_TEXT_MAX ? null : one + two;
    if (typeof one === "object" && typeof two === "object") return "items" in one && "items" in two ? appended(one, two) : null;
    return typeof one === "number" && typeof two === "number" ? exact(one + two) : null;
  },
  "-": ofNumbers((one, two) => one - two),
  "*": ofNumbers((one, two) => one * two),
  "/": ofNumbers((one, two) => one / two),
  abs: ofNumber(Math.abs),
  floor: ofNumber(Math.floor),
  min: ofNumbers(Math.min),
  max: ofNumbers(Math.max),
  round: ofNumber((number) => Math.sign(number) * Math.round(Math.abs(number))),

  length: ofText(points),
  bytes: ofText(bytesOf),
  entropy: ofText(entropyOf),
  edit_distance: ofTexts((one, two) => (one.length > EDIT_TEXT_MAX || two.length > EDIT_TEXT_MAX ? null : distance([...one], [...two]))),
  trim: ofText((text) => text.trim()),
  first: ofTextAndNumber((text, count) => (isCount(count) ? text.slice(0, unitsOf(text, count)) : null)),
  last: ofTextAndNumber((text, count) => (isCount(count) ? text.slice(unitsOf(text, Math.max(0, points(text) - count))) : null)),
  split: ofTexts((text, separator) => (separator === "" ? null : pieces(cut(text, separator)))),
  join: ([list, separator]) => (typeof separator === "string" && typeof list === "object" && "items" in list ? joined(list, separator) : null),
  lines: ofText((text) => {
    const lines = text.split(/\r\n|[\r\n]/, PARTS_MAX + 1);
    return pieces(lines[lines.length - 1] === "" ? lines.slice(0, -1) : lines);
  }),
  replace: ([text, what, by]) => (typeof text === "string" && typeof what === "string" && typeof by === "string" ? replaced(text, what, by) : null),
  digits: ofText((text) => text.replace(/[^0-9]+/g, "")),
  number: ofText((text) => numberOf(text.trim())),
  text: ([value]) => (typeof value === "string" ? value : bounded(valueKey(value))),

  list: ([value]) => (typeof value === "object" && "items" in value ? value : { items: [value], open: false }),
  size: ofList((list) => (list.open ? null : list.items.length)),
  unique: ofList(unique),
  flatten: ofList(flatten),
  total: ofAllNumbers((numbers) => exact(numbers.reduce((sum, number) => sum + number, 0))),
  largest: ofAllNumbers((numbers) => (numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.max(one, other)))),
  smallest: ofAllNumbers((numbers) => (numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.min(one, other)))),
  "[]": ([record, key]) => {
    if (typeof record === "object" && "items" in record) return typeof key === "number" ? itemAt(record, key) : null;
    const name = typeof key === "string" ? key : typeof key === "number" ? JSON.stringify(key) : null;
    return typeof record === "object" && "fields" in record && name !== null ? record.fields.get(name) : null;
  },
  keys: ofRecord((record) => texts([...record.fields.keys()].sort())),
  values: ofRecord((record) => ({ items: [...record.fields.keys()].sort().map((key) => record.fields.get(key) ?? null), open: false })),
} as const satisfies Table;

/** The items of both, in order. */
function appended(one: TermList, two: TermList): TermValue {
  return one.items.length + two.items.length > PARTS_MAX ? null : { items: [...one.items, ...two.items], open: one.open || two.open };
}

/** The items of a list's lists; what is no list stands for itself, one that is not known leaves the whole open. */
function flatten(list: TermList): TermValue {
  const items: TermValue[] = [];
  let { open } = list;
  for (const item of list.items) {
    if (item === null || item === undefined) open = true;
    else if (typeof item === "object" && "items" in item) {
      open ||= item.open;
      if (items.length + item.items.length > PARTS_MAX) return null;
      for (const inner of item.items) items.push(inner);
    } else items.push(item);
  }
  return { items, open };
}

/** How many bytes a text takes in UTF-8. */
function bytesOf(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Each half of a pair stands for two of its four bytes.
    count += unit < 0x80 ? 1 : unit < 0x800 || (unit & 0xf800) === 0xd800 ? 2 : 3;
  }
  return count;
}

/** Shannon's, in bits a code point, to the thousandth: engines may differ in the last digits of a logarithm. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  let all = 0;
  for (const letter of text) {
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
    all++;
  }
  let bits = 0;
  for (const count of counts.values()) bits -= count / all * Math.log2(count / all);
  return Math.round(bits * 1000) / 1000 + 0;
}

/** Counted from 0; behind what is known of an open list there may be one. */
function itemAt(list: TermList, at: number): TermValue {
  if (Number.isInteger(at) && at >= 0 && at < list.items.length) return list.items[at];
  return list.open && Number.isInteger(at) && at >= 0 ? null : undefined;
}

/** How many code points a text has. */
function points(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) count--;
  return count;
}

/** How many code units the first so many code points take. */
function unitsOf(text: string, count: number): number {
  let at = 0;
  for (let left = count; left > 0 && at < text.length; left--) at += (text.charCodeAt(at) & 0xfc00) === 0xd800 ? 2 : 1;
  return at;
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number >= 0;
}

/** Parts of a text as a list; of too many the first. */
function pieces(parts: readonly string[]): TermList {
  return texts(parts.slice(0, PARTS_MAX), parts.length > PARTS_MAX);
}

function joined(list: TermList, separator: string): TermValue {
  if (list.open || !list.items.every((item): item is string => typeof item === "string")) return null;
  const length = list.items.reduce((sum, item) => sum + item.length + separator.length, 0);
  return length > EVENT_TEXT_MAX ? null : list.items.join(separator);
}

/** A text no longer than an event. */
function bounded(text: string | null): string | null {
  return text !== null && text.length > EVENT_TEXT_MAX ? null : text;
}

function replaced(text: string, what: string, by: string): string | null {
  if (what === "") return text;
  const places = placesOf(text, what, text.length);
  if (text.length + places.length * (by.length - what.length) > EVENT_TEXT_MAX) return null;
  const kept: string[] = [];
  let from = 0;
  for (const place of places) {
    kept.push(text.slice(from, place));
    from = place + what.length;
  }
  kept.push(text.slice(from));
  return kept.join(by);
}

/** The parts between the places of a separator; of very many the first, and the rest as one more. */
function cut(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const place of placesOf(text, separator, PARTS_MAX)) {
    parts.push(text.slice(from, place));
    from = place + separator.length;
  }
  return [...parts, text.slice(from)];
}

function numberOf(text: string): number | null {
  return text.length <= NUMBER_TEXT_MAX && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? exact(Number(text)) : null;
}

/** Each item once, in the order in which they come first. An item that is not known may be another's equal, so how many there are is open. */
function unique(list: TermList): TermList {
  const kept = new Map<string, TermValue>();
  let open = list.open;
  for (const item of list.items) {
    const key = valueKey(item);
    if (key === null) open = true;
    else if (!kept.has(key)) kept.set(key, item);
  }
  return { items: [...kept.values()], open };
}

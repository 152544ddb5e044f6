// JSON text becomes a tree of nodes in memory. Texts and numbers stay where they stand, but for texts with escapes. Whatever is
// not JSON, is nested too deep, or is not UTF-8 gives no tree; nothing traps.

import { alloc } from "./memory";
import { DEPTH_MOST } from "./offsets.generated";

export const NULL: u32 = 1;
export const BOOLEAN: u32 = 2;
export const NUMBER: u32 = 3;
export const STRING: u32 = 4;
export const ARRAY: u32 = 5;
export const OBJECT: u32 = 6;

/** A node: its kind; a length, number of children or truth; the text or first child; the next sibling; and its key in an object. */
export const KIND: usize = 0;
export const LENGTH: usize = 4;
export const AT: usize = 8;
export const NEXT: usize = 12;
export const KEY: usize = 16;
export const KEY_LENGTH: usize = 20;
/** 1 for a text with a surrogate alone, which is no Unicode. */
export const BROKEN: usize = 24;
/** 1 for a member of an object that was looked for. */
export const SEEN: usize = 28;
export const NODE_BYTES: usize = 32;

let at: usize = 0;
let end: usize = 0;
let textAt: usize = 0;
let textLength: u32 = 0;
let textBroken: u32 = 0;

/** The tree of a text, or 0. */
export function opa_json_parse(text: usize, length: u32): usize {
  at = text;
  end = text + length;
  const node = value(0);
  space();
  return node != 0 && at == end ? node : 0;
}

/** A node of a kind. */
export function newNode(kind: u32): usize {
  const node = alloc(NODE_BYTES);
  store<u64>(node, <u64>kind);
  store<u64>(node, 0, 8);
  store<u64>(node, 0, 16);
  store<u64>(node, 0, 24);
  return node;
}

function peek(): u32 {
  return at < end ? load<u8>(at) : 0;
}

function space(): void {
  for (let sign = peek(); sign == 0x20 || sign == 0x0a || sign == 0x0d || sign == 0x09; sign = peek()) at++;
}

function take(sign: u32): bool {
  if (peek() != sign) return false;
  at++;
  return true;
}

function value(depth: u32): usize {
  if (depth > DEPTH_MOST) return 0;
  space();
  const sign = peek();
  if (sign == 0x7b) return members(depth, 0x7d, OBJECT);
  if (sign == 0x5b) return members(depth, 0x5d, ARRAY);
  if (sign == 0x22) {
    if (!text()) return 0;
    const node = newNode(STRING);
    store<u32>(node, textLength, LENGTH);
    store<u32>(node, <u32>textAt, AT);
    store<u32>(node, textBroken, BROKEN);
    return node;
  }
  if (sign == 0x74) return word(0x65757274, BOOLEAN, 1);
  if (sign == 0x6e) return word(0x6c6c756e, NULL, 0);
  if (sign == 0x66) {
    at++;
    return word(0x65736c61, BOOLEAN, 0);
  }
  return number();
}

/** Four bytes of a word. */
function word(bytes: u32, kind: u32, truth: u32): usize {
  if (at + 4 > end || load<u32>(at) != bytes) return 0;
  at += 4;
  const node = newNode(kind);
  store<u32>(node, truth, LENGTH);
  return node;
}

function members(depth: u32, close: u32, kind: u32): usize {
  at++;
  const node = newNode(kind);
  let last = node + AT - NEXT;
  let count: u32 = 0;
  space();
  if (take(close)) return node;
  for (;;) {
    let key: usize = 0;
    let keyLength: u32 = 0;
    if (kind == OBJECT) {
      space();
      if (peek() != 0x22 || !text()) return 0;
      key = textAt;
      keyLength = textLength;
      space();
      if (!take(0x3a)) return 0;
    }
    const child = value(depth + 1);
    if (child == 0) return 0;
    store<u32>(child, <u32>key, KEY);
    store<u32>(child, keyLength, KEY_LENGTH);
    store<u32>(last, <u32>child, NEXT);
    last = child;
    count++;
    space();
    if (!take(0x2c)) break;
  }
  store<u32>(node, count, LENGTH);
  return take(close) ? node : 0;
}

function digits(): bool {
  const from = at;
  while (peek() - 0x30 < 10) at++;
  return at > from;
}

function number(): usize {
  const from = at;
  take(0x2d);
  if (!take(0x30) && !digits()) return 0;
  if (take(0x2e) && !digits()) return 0;
  if ((peek() | 0x20) == 0x65) {
    at++;
    if (!take(0x2b)) take(0x2d);
    if (!digits()) return 0;
  }
  const node = newNode(NUMBER);
  store<u32>(node, <u32>(at - from), LENGTH);
  store<u32>(node, <u32>from, AT);
  return node;
}

/** A text between quotes: where it stands if it has no escapes, else a copy. */
function text(): bool {
  const from = ++at;
  textBroken = 0;
  while (at < end) {
    const sign = <u32>load<u8>(at);
    if (sign == 0x22) {
      textAt = from;
      textLength = <u32>(at - from);
      at++;
      return true;
    }
    if (sign == 0x5c) return escaped(from);
    if (sign < 0x20) return false;
    if (sign < 0x80) at++;
    else if (!character()) return false;
  }
  return false;
}

/** Passes one character of several bytes; false if it is no UTF-8. */
function character(): bool {
  const first = <u32>load<u8>(at);
  const more: u32 = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4 || at + more >= end) return false;
  const second = <u32>load<u8>(at, 1);
  if (first == 0xe0 && second < 0xa0) return false;
  if (first == 0xed && second > 0x9f) return false;
  if (first == 0xf0 && second < 0x90) return false;
  if (first == 0xf4 && second > 0x8f) return false;
  for (let index: u32 = 1; index <= more; index++) if ((load<u8>(at + index) & 0xc0) != 0x80) return false;
  at += more + 1;
  return true;
}

function escaped(from: usize): bool {
  let close = at;
  while (close < end && load<u8>(close) != 0x22) close += load<u8>(close) == 0x5c ? 2 : 1;
  if (close >= end) return false;
  // No escape is shorter than what it stands for.
  const copy = alloc(close - from + 1);
  let to = copy + (at - from);
  memory.copy(copy, from, at - from);
  while (at < close) {
    const sign = <u32>load<u8>(at);
    if (sign < 0x20) return false;
    if (sign == 0x5c) {
      const code = escape();
      if (code == 0xffffffff) return false;
      to = utf8(to, code);
    } else if (sign < 0x80) {
      store<u8>(to++, <u8>sign);
      at++;
    } else {
      const start = at;
      if (!character()) return false;
      memory.copy(to, start, at - start);
      to += at - start;
    }
  }
  textAt = copy;
  textLength = <u32>(to - copy);
  at = close + 1;
  return true;
}

/** The code point of an escape; two surrogates are one, and one alone breaks the text. */
function escape(): u32 {
  const sign = <u32>load<u8>(at, 1);
  at += 2;
  switch (sign) {
    case 0x22: case 0x5c: case 0x2f: return sign;
    case 0x62: return 8;
    case 0x66: return 12;
    case 0x6e: return 10;
    case 0x72: return 13;
    case 0x74: return 9;
    case 0x75: break;
    default: return 0xffffffff;
  }
  const unit = hex();
  if (unit == 0xffffffff || (unit & 0xf800) != 0xd800) return unit;
  if (unit < 0xdc00 && at + 6 <= end && load<u16>(at) == 0x755c) {
    const back = at;
    at += 2;
    const low = hex();
    if (low == 0xffffffff) return low;
    if ((low & 0xfc00) == 0xdc00) return 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
    at = back;
  }
  textBroken = 1;
  return 0xfffd;
}

function hex(): u32 {
  if (at + 4 > end) return 0xffffffff;
  let code: u32 = 0;
  for (let index = 0; index < 4; index++) {
    const sign = <u32>load<u8>(at++);
    const letter = (sign | 0x20) - 0x61;
    if (sign - 0x30 < 10) code = (code << 4) | (sign - 0x30);
    else if (letter < 6) code = (code << 4) | (letter + 10);
    else return 0xffffffff;
  }
  return code;
}

function utf8(to: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(to, <u8>code);
    return to + 1;
  }
  if (code < 0x800) {
    store<u8>(to, <u8>(0xc0 | (code >> 6)));
    store<u8>(to, <u8>(0x80 | (code & 0x3f)), 1);
    return to + 2;
  }
  if (code < 0x10000) {
    store<u8>(to, <u8>(0xe0 | (code >> 12)));
    store<u8>(to, <u8>(0x80 | ((code >> 6) & 0x3f)), 1);
    store<u8>(to, <u8>(0x80 | (code & 0x3f)), 2);
    return to + 3;
  }
  store<u8>(to, <u8>(0xf0 | (code >> 18)));
  store<u8>(to, <u8>(0x80 | ((code >> 12) & 0x3f)), 1);
  store<u8>(to, <u8>(0x80 | ((code >> 6) & 0x3f)), 2);
  store<u8>(to, <u8>(0x80 | (code & 0x3f)), 3);
  return to + 4;
}

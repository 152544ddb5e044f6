// JSON text becomes a tree of nodes in memory. Texts and numbers stay where they stand, but for texts with escapes. Whatever is
// not JSON, is nested too deep, or is not UTF-8 gives no tree; nothing traps. A reader is given where it begins and says where it
// ended, 0 where it failed; its node is the next one on the heap, so that whoever asks for it knows where it will be.

import { alloc, ensure } from "./memory";
import { DEPTH_MOST, LINK_HEAP } from "./offsets.generated";

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
/** 1 for an item of a list that was looked for. */
export const SEEN: usize = 28;
export const NODE_BYTES: usize = 32;

/** Behind the text; where the next node goes; and where memory ends. */
let end: usize = 0;
let free: usize = 0;
let top: usize = 0;
/** The text that was read last. */
let textAt: usize = 0;
let textLength: u32 = 0;
let textBroken: u32 = 0;
/** The code point of the escape that was read last. */
let code: u32 = 0;

/** The tree of a text, or 0. */
export function opa_json_parse(text: usize, length: u32): usize {
  end = text + length;
  const node = alloc(0);
  free = node;
  top = <usize>memory.size() << 16;
  const at = value(text, 0);
  store<u32>(LINK_HEAP, <u32>free);
  return at != 0 && space(at) == end ? node : 0;
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

/** Memory up to where the next node goes. */
function more(): void {
  ensure(free);
  top = <usize>memory.size() << 16;
}

/** The sign that stands there; 0 behind the text. */
function peek(at: usize): u32 {
  return at < end ? load<u8>(at) : 0;
}

/** The first sign that is no space. */
function space(at: usize): usize {
  for (let sign = peek(at); sign == 0x20 || sign == 0x0a || sign == 0x0d || sign == 0x09; sign = peek(at)) at++;
  return at;
}

/** A value. */
function value(at: usize, depth: u32): usize {
  if (depth > DEPTH_MOST) return 0;
  if (at >= end || load<u8>(at) <= 0x20) at = space(at);
  const node = free;
  free = node + NODE_BYTES;
  if (free > top) more();
  store<u64>(node, 0, AT);
  store<u64>(node, 0, KEY);
  store<u64>(node, 0, BROKEN);
  const sign = at < end ? <u32>load<u8>(at) : 0;
  if (sign == 0x22) {
    at = text(at + 1);
    store<u64>(node, <u64>STRING | (<u64>textLength << 32));
    store<u32>(node, <u32>textAt, AT);
    store<u32>(node, textBroken, BROKEN);
    return at;
  }
  if (sign == 0x7b || sign == 0x5b) return members(node, at + 1, depth + 1, sign + 2);
  if (sign == 0x74) return word(node, at, 0x65757274, <u64>BOOLEAN | ((<u64>1) << 32));
  if (sign == 0x6e) return word(node, at, 0x6c6c756e, NULL);
  if (sign == 0x66) return word(node, at + 1, 0x65736c61, BOOLEAN);
  return number(node, at);
}

/** Four bytes of a word, which is a node's kind and truth. */
function word(node: usize, at: usize, bytes: u32, means: u64): usize {
  if (at + 4 > end || load<u32>(at) != bytes) return 0;
  store<u64>(node, means);
  return at + 4;
}

/** Members or items up to a sign. What may be a space is asked for without a call first: there mostly is none. */
function members(node: usize, at: usize, depth: u32, close: u32): usize {
  const isObject = close == 0x7d;
  store<u64>(node, <u64>(isObject ? OBJECT : ARRAY));
  at = space(at);
  if (peek(at) == close) return at + 1;
  let last = node + AT - NEXT;
  let count: u32 = 0;
  for (;;) {
    let key: usize = 0;
    let keyLength: u32 = 0;
    if (isObject) {
      if (at >= end || load<u8>(at) != 0x22) {
        at = space(at);
        if (peek(at) != 0x22) return 0;
      }
      at = text(at + 1);
      if (at == 0) return 0;
      key = textAt;
      keyLength = textLength;
      if (at >= end || load<u8>(at) != 0x3a) {
        at = space(at);
        if (peek(at) != 0x3a) return 0;
      }
      at++;
    }
    const child = free;
    at = value(at, depth);
    if (at == 0) return 0;
    store<u64>(child, <u64>key | (<u64>keyLength << 32), KEY);
    store<u32>(last, <u32>child, NEXT);
    last = child;
    count++;
    if (at >= end || load<u8>(at) <= 0x20) at = space(at);
    const sign = at < end ? <u32>load<u8>(at) : 0;
    at++;
    if (sign == 0x2c) continue;
    store<u32>(node, count, LENGTH);
    return sign == close ? at : 0;
  }
}

/** Behind digits, of which there is one at least. */
function digits(at: usize): usize {
  const from = at;
  while (at < end && <u32>load<u8>(at) - 0x30 < 10) at++;
  return at > from ? at : 0;
}

function number(node: usize, from: usize): usize {
  let at = from;
  if (peek(at) == 0x2d) at++;
  at = peek(at) == 0x30 ? at + 1 : digits(at);
  if (at == 0) return 0;
  if (peek(at) == 0x2e) {
    at = digits(at + 1);
    if (at == 0) return 0;
  }
  if ((peek(at) | 0x20) == 0x65) {
    at++;
    const sign = peek(at);
    if (sign == 0x2b || sign == 0x2d) at++;
    at = digits(at);
    if (at == 0) return 0;
  }
  store<u64>(node, <u64>NUMBER | (<u64>(at - from) << 32));
  store<u32>(node, <u32>from, AT);
  return at;
}

/** A text between quotes, from its first sign: where it stands if it has no escapes, else a copy. */
function text(from: usize): usize {
  let at = from;
  textAt = from;
  textBroken = 0;
  while (at < end) {
    at = plain(at);
    const sign = at < end ? <u32>load<u8>(at) : 0;
    if (sign == 0x22) {
      textLength = <u32>(at - from);
      return at + 1;
    }
    if (sign == 0x5c) return escaped(from, at);
    at = sign < 0x80 ? 0 : character(at);
    if (at == 0) return 0;
  }
  return 0;
}

const ONES: u64 = 0x01010101 * 0x100000001;

/** The first sign that is not a text's own in one byte: a quote, a backslash, a control character, part of a longer one. Eight at a time: of what is subtracted below, only what stands behind such a sign may be wrong. */
function plain(at: usize): usize {
  while (at + 8 <= end) {
    const signs = load<u64>(at);
    const found = (((signs ^ (0x22 * ONES)) - ONES) | ((signs ^ (0x5c * ONES)) - ONES) | (signs - 0x20 * ONES) | signs) & (0x80 * ONES);
    if (found != 0) return at + <usize>(ctz(found) >> 3);
    at += 8;
  }
  while (at < end) {
    const sign = <u32>load<u8>(at);
    if (sign < 0x20 || sign >= 0x80 || sign == 0x22 || sign == 0x5c) break;
    at++;
  }
  return at;
}

/** Passes one character of several bytes; 0 if it is no UTF-8. */
function character(at: usize): usize {
  const first = <u32>load<u8>(at);
  const more: u32 = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first - 0xc2 > 0xf4 - 0xc2 || at + more >= end) return 0;
  const behind = at + more;
  let code = first & (0x3f >> more);
  while (at < behind) {
    const next = <u32>load<u8>(++at);
    if (next >> 6 != 2) return 0;
    code = (code << 6) | (next & 0x3f);
  }
  // What fewer bytes can say is not said so; and neither surrogates are, nor what lies behind the last character.
  return code >> (5 * more + 1) == 0 || code >> 11 == 0x1b || code > 0x10ffff ? 0 : at + 1;
}

/** The rest of a text from its first escape on. */
function escaped(from: usize, at: usize): usize {
  let close = at;
  while (close < end && load<u8>(close) != 0x22) close += load<u8>(close) == 0x5c ? 2 : 1;
  if (close >= end) return 0;
  // No escape is shorter than what it stands for.
  const copy = free;
  free = (copy + (close - from) + 8) & ~7;
  if (free > top) more();
  let to = copy + (at - from);
  memory.copy(copy, from, at - from);
  while (at < close) {
    const sign = <u32>load<u8>(at);
    if (sign < 0x20) return 0;
    if (sign == 0x5c) {
      at = escape(at);
      if (at == 0) return 0;
      to = utf8(to, code);
    } else if (sign < 0x80) {
      store<u8>(to++, <u8>sign);
      at++;
    } else {
      const start = at;
      at = character(at);
      if (at == 0) return 0;
      memory.copy(to, start, at - start);
      to += at - start;
    }
  }
  textAt = copy;
  textLength = <u32>(to - copy);
  return close + 1;
}

/** What may stand behind a backslash, each with what it means, and a zero at the end. */
const escapes = memory.data<u8>([0x22, 0x22, 0x5c, 0x5c, 0x2f, 0x2f, 0x62, 8, 0x66, 12, 0x6e, 10, 0x72, 13, 0x74, 9, 0]);

/** Reads an escape's code point; two surrogates are one, and one alone breaks the text. */
function escape(at: usize): usize {
  const sign = <u32>load<u8>(at, 1);
  at += 2;
  if (sign != 0x75) {
    let known = escapes;
    while (<u32>load<u8>(known) != sign) {
      if (load<u8>(known) == 0) return 0;
      known += 2;
    }
    code = <u32>load<u8>(known, 1);
    return at;
  }
  code = hex(at);
  if (code > 0xffff) return 0;
  at += 4;
  if (code >> 11 != 0x1b) return at;
  if (code < 0xdc00 && at + 6 <= end && load<u16>(at) == 0x755c) {
    const low = hex(at + 2);
    if (low > 0xffff) return 0;
    if (low >> 10 == 0x37) {
      code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
      return at + 6;
    }
  }
  textBroken = 1;
  code = 0xfffd;
  return at;
}

/** Four digits, or more than they can say where one is none; the text's quote is none, so that nothing behind it is read. */
function hex(at: usize): u32 {
  let code: u32 = 0;
  for (const behind = at + 4; at < behind; at++) {
    let digit = <u32>load<u8>(at) - 0x30;
    if (digit > 9) {
      digit = (digit | 0x20) - 0x31;
      if (digit > 5) return 0x10000;
      digit += 10;
    }
    code = (code << 4) | digit;
  }
  return code;
}

/** Writes a character: what each byte but the first begins with is the same, and the first one's depends on how many there are. */
function utf8(to: usize, code: u32): usize {
  const more: u32 = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  for (let at = to + more; at > to; at--) {
    store<u8>(at, <u8>(0x80 | (code & 0x3f)));
    code >>= 6;
  }
  store<u8>(to, <u8>(code | (0xf0e0c000 >> (more << 3))));
  return to + more + 1;
}

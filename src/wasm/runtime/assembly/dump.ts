// A tree of nodes becomes JSON text, behind which stands a zero byte; other texts are written by the same means.
// Knows no views.

import { alloc, ensure } from "./memory";
import { counted, start } from "./cell";
import { LINK_HEAP, TEXT_NULL, TEXT_TRUE, TEXT_FALSE } from "./offsets.generated";
import { AT, BOOLEAN, KEY, KEY_LENGTH, KIND, LENGTH, NEXT, NULL, NUMBER, OBJECT, STRING } from "./json";

let to: usize = 0;

/** The text of a tree; sets and keys that are no texts do not occur. */
export function opa_json_dump(node: usize): usize {
  const from = startText();
  value(node);
  return endText(from);
}

/** Begins a text at the end of the heap, where nothing else may be put until it ends. */
export function startText(): usize {
  to = alloc(0);
  return to;
}

/** Ends the text with a zero byte. */
export function endText(from: usize): usize {
  put(0);
  store<u32>(LINK_HEAP, <u32>to);
  return from;
}

/** One byte. */
export function put(byte: u32): void {
  ensure(to + 1);
  store<u8>(to++, <u8>byte);
}

/** Bytes as they stand, by eights: what is written beyond them is written over by what comes next. */
export function putBytes(at: usize, length: u32): void {
  const end = to + length;
  ensure(end + 8);
  for (let into = to; into < end; into += 8) {
    store<u64>(into, load<u64>(at));
    at += 8;
  }
  to = end;
}

/** A counted text. */
export function putCounted(at: usize): void {
  const length = counted(at);
  putBytes(start, length);
}

/** A whole number. */
export function putInteger(number: i32): void {
  if (number < 0) put(0x2d);
  const size = <u32>(number < 0 ? -number : number);
  let unit: u32 = 1;
  while (size / unit >= 10) unit *= 10;
  for (; unit > 0; unit /= 10) put(0x30 + (size / unit) % 10);
}

/** A truth. */
export function putTruth(truth: bool): void {
  putCounted(truth ? TEXT_TRUE : TEXT_FALSE);
}

function value(node: usize): void {
  const kind = node == 0 ? NULL : load<u32>(node, KIND);
  const length = node == 0 ? 0 : load<u32>(node, LENGTH);
  if (kind == NULL) putCounted(TEXT_NULL);
  else if (kind == BOOLEAN) putTruth(length != 0);
  else if (kind == NUMBER) putBytes(<usize>load<u32>(node, AT), length);
  else if (kind == STRING) string(<usize>load<u32>(node, AT), length);
  else {
    put(kind == OBJECT ? 0x7b : 0x5b);
    let first = true;
    for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
      if (!first) put(0x2c);
      first = false;
      if (kind == OBJECT) {
        string(<usize>load<u32>(child, KEY), load<u32>(child, KEY_LENGTH));
        put(0x3a);
      }
      value(child);
    }
    put(kind == OBJECT ? 0x7d : 0x5d);
  }
}

function string(at: usize, length: u32): void {
  put(0x22);
  for (let end = at + length; at < end; at++) {
    const sign = <u32>load<u8>(at);
    if (sign == 0x22 || sign == 0x5c) {
      put(0x5c);
      put(sign);
    } else if (sign < 0x20) {
      put(0x5c);
      put(0x75);
      put(0x30);
      put(0x30);
      put(0x30 + (sign >> 4));
      put((sign & 15) < 10 ? 0x30 + (sign & 15) : 0x57 + (sign & 15));
    } else put(sign);
  }
  put(0x22);
}

// A column that the input left out, from the data of the host: the data itself, whether a list of it has something, what a map of it
// has for a key. Data of another type than its package declares is none. What it means is `src/extract/term.ts`; which columns are
// filled so, `src/words/fill.ts`.

import { CELLS_MOST, CELL_BYTES, CELL_FLAGS, CELL_LENGTH, CELL_OPEN, CELL_TAG, CELL_VALUE, FILL_KIND, FILL_NAME, FILL_OF, FILL_PACK, FILL_SHAPE, LIST_MOST, TAG_ABSENT, TAG_BOOLEAN, TAG_LIST } from "./offsets.generated";
import { alloc } from "./memory";
import { counted, same, start } from "./cell";
import { cell, isExact, room } from "./decode";
import { ARRAY, AT, BOOLEAN, BROKEN, KIND, LENGTH, NEXT, NULL, NUMBER, OBJECT, STRING, newNode } from "./json";
import { member } from "./member";
import { numberOf } from "./number";

/** The host's data, or 0. */
let data: usize = 0;
/** Items that a cell may still have. */
let left: i32 = 0;

/** The data that columns are filled from. */
export function hostData(node: usize): void {
  data = node;
}

/** Fills an unknown cell. `operand` is what is looked for: 0 where it is absent, null where it is unknown. */
export function filled(fill: usize, operand: usize, at: usize): void {
  const declared = fitting(fill);
  const kind = load<u8>(fill, FILL_KIND);
  if (kind == 0) {
    if (declared != 0) cut(declared, at);
  } else if (operand == 0) store<u8>(at, TAG_ABSENT);
  else if (declared != 0 && kind == 1) has(declared, operand, at);
  else if (declared != 0) looked(declared, operand, at);
}

/** A text as a node. */
export function textNode(text: usize, length: u32): usize {
  const node = newNode(STRING);
  store<u32>(node, <u32>text, AT);
  store<u32>(node, length, LENGTH);
  return node;
}

/** The data that a column is declared over, or 0: it is missing, or of another type. */
function fitting(fill: usize): usize {
  const node = under(under(data, <usize>load<u32>(fill, FILL_PACK)), <usize>load<u32>(fill, FILL_NAME));
  if (node == 0) return 0;
  const shape = <u32>load<u8>(fill, FILL_SHAPE);
  const wanted = <u32>load<u8>(fill, FILL_OF);
  if (shape == 0) return isOf(node, wanted) ? node : 0;
  if (load<u32>(node, KIND) != (shape == 1 ? ARRAY : OBJECT)) return 0;
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) if (!isOf(child, wanted)) return 0;
  return node;
}

/** The member of a counted name, or 0. */
function under(node: usize, name: usize): usize {
  if (node == 0 || load<u32>(node, KIND) != OBJECT) return 0;
  const length = counted(name);
  return member(node, start, length);
}

/** 0 a text, 1 a number, 2 a boolean, 3 anything that is known. */
function isOf(node: usize, wanted: u32): bool {
  const kind = load<u32>(node, KIND);
  if (kind == STRING) return (wanted == 0 || wanted == 3) && load<u32>(node, BROKEN) == 0;
  if (kind == NUMBER) return (wanted == 1 || wanted == 3) && isExact(valueOf(node));
  if (kind == BOOLEAN) return wanted == 2 || wanted == 3;
  return wanted == 3 && kind != NULL && isSound(node);
}

/** Whether all texts and numbers below a list or an object are values. */
function isSound(node: usize): bool {
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    if (load<u32>(child, KIND) != NULL && !isOf(child, 3)) return false;
  }
  return true;
}

function valueOf(node: usize): f64 {
  return numberOf(<usize>load<u32>(node, AT), load<u32>(node, LENGTH));
}

/** Whether a list has a scalar: unknown where it has not, but something of another type. */
function has(list: usize, item: usize, at: usize): void {
  const kind = load<u32>(item, KIND);
  if ((kind != STRING && kind != NUMBER && kind != BOOLEAN) || !isOf(item, 3)) return;
  const wanted = kind == NUMBER ? valueOf(item) : 0;
  let known = true;
  for (let child = <usize>load<u32>(list, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    if (load<u32>(child, KIND) != kind) known = false;
    else if (kind == NUMBER ? valueOf(child) == wanted : sameText(child, item, kind)) {
      truth(1, at);
      return;
    }
  }
  if (known) truth(0, at);
}

function sameText(one: usize, other: usize, kind: u32): bool {
  const length = load<u32>(one, LENGTH);
  return length == load<u32>(other, LENGTH) && (kind == BOOLEAN || same(<usize>load<u32>(one, AT), <usize>load<u32>(other, AT), length));
}

function truth(value: u32, at: usize): void {
  store<u8>(at, TAG_BOOLEAN, CELL_TAG);
  store<u32>(at, value, CELL_VALUE);
}

/** What a map has for a text, or for a whole number's digits; for other numbers that is unknown. */
function looked(map: usize, key: usize, at: usize): void {
  const kind = load<u32>(key, KIND);
  if (kind == NUMBER) {
    const number = valueOf(key);
    if (!isExact(number) || nearest(number) != number) return;
    key = digitsOf(number);
  } else if (kind != STRING || load<u32>(key, BROKEN) != 0) return;
  const found = member(map, <usize>load<u32>(key, AT), load<u32>(key, LENGTH));
  if (found != 0) cut(found, at);
  else store<u8>(at, TAG_ABSENT);
}

/** A whole number's digits, as a text. */
function digitsOf(number: f64): usize {
  const digits = alloc(24);
  let rest = <u64>abs(number);
  let from = digits + 24;
  do {
    store<u8>(--from, <u8>(0x30 + rest % 10));
    rest /= 10;
  } while (rest != 0);
  if (number < 0) store<u8>(--from, 0x2d);
  return textNode(from, <u32>(digits + 24 - from));
}

/** A value as a cell: a long list is cut and open, one with too much in it is unknown. */
function cut(node: usize, at: usize): void {
  left = CELLS_MOST;
  cutInto(node, at);
  if (left >= 0) return;
  store<u64>(at, 0);
  store<u64>(at, 0, 8);
}

function cutInto(node: usize, at: usize): void {
  if (load<u32>(node, KIND) != ARRAY) {
    cell(node, at);
    return;
  }
  store<u64>(at, 0);
  store<u64>(at, 0, 8);
  const length = load<u32>(node, LENGTH);
  const count = min<u32>(length, LIST_MOST);
  left -= <i32>count;
  if (left < 0) return;
  let item = room(<u64>count * CELL_BYTES);
  if (item == 0) return;
  store<u8>(at, TAG_LIST, CELL_TAG);
  store<u8>(at, length > count ? CELL_OPEN : 0, CELL_FLAGS);
  store<u32>(at, count, CELL_LENGTH);
  store<u32>(at, <u32>(item - at), CELL_VALUE);
  let child = <usize>load<u32>(node, AT);
  for (let more = count; more != 0; more--) {
    cutInto(child, item);
    child = <usize>load<u32>(child, NEXT);
    item += CELL_BYTES;
  }
}

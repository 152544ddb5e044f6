// Comparisons of cells as truths: 0 false, 1 true, 2 unknown. What they mean is `src/language/meaning/condition.ts`.
// Knows no views: a cell is all there is.

import {
  CELL_FLAGS, CELL_LENGTH, CELL_VALUE, CELL_BYTES, TAG_BOOLEAN, TAG_NUMBER, TAG_STRING, TAG_LIST, TAG_ABSENT,
  SET_MASK, SET_NUMBERS, SET_SLOTS, SET_SLOT, SET_NUMBER, SET_VALUE, LINK_UNKNOWNCELL, COUNTED_LONG, NAMES_ENTRIES,
} from "./offsets.generated";
import { run } from "./dfa";
import { searched } from "./search";

/** Bytes of a string's cell. */
export function textOf(cell: usize): usize {
  return cell + <usize>load<u32>(cell, CELL_VALUE);
}

/** Whether a cell is this text. */
export function rt_is(cell: usize, at: usize, length: u32): u32 {
  if (load<u8>(cell) != TAG_STRING) return 2;
  if (load<u32>(cell, CELL_LENGTH) != length) return 0;
  return <u32>same(textOf(cell), at, length);
}

/** Two cells in one of the six orders: == != < <= > >=. */
export function rt_compare(order: u32, a: usize, b: usize): u32 {
  const tag = load<u8>(a);
  if (tag != load<u8>(b)) return 2;
  if (tag == TAG_NUMBER) {
    const x = load<f64>(a, CELL_VALUE);
    const y = load<f64>(b, CELL_VALUE);
    switch (order) {
      case 0: return <u32>(x == y);
      case 1: return <u32>(x != y);
      case 2: return <u32>(x < y);
      case 3: return <u32>(x <= y);
      case 4: return <u32>(x > y);
      default: return <u32>(x >= y);
    }
  }
  if (order > 1) return 2;
  if (tag == TAG_STRING) {
    const length = load<u32>(a, CELL_LENGTH);
    return <u32>(length == load<u32>(b, CELL_LENGTH) && same(textOf(a), textOf(b), length)) ^ order;
  }
  if (tag == TAG_BOOLEAN) return <u32>(load<u32>(a, CELL_VALUE) == load<u32>(b, CELL_VALUE)) ^ order;
  return 2;
}

/** Whether a cell is one of a set; unknown where the set has only values of the other type that it could be. */
export function rt_in(cell: usize, set: usize): u32 {
  const tag = load<u8>(cell);
  if (tag == TAG_STRING) {
    if (find(set, textOf(cell), load<u32>(cell, CELL_LENGTH)) >= 0) return 1;
    return load<u32>(set, SET_NUMBERS) != 0 ? 2 : 0;
  }
  if (tag != TAG_NUMBER) return 2;
  const value = load<f64>(cell, CELL_VALUE);
  const count = load<u32>(set, SET_NUMBERS);
  const mask = load<u32>(set, SET_MASK);
  const numbers = behind(set, mask);
  for (let i: u32 = 0; i < count; i++) if (load<f64>(numbers + <usize>i * SET_NUMBER) == value) return 1;
  return mask != 0 ? 2 : 0;
}

/** The case of a cell's text among those of a set; -1 where it is none of them, -2 where it is no text. */
export function rt_find(cell: usize, set: usize): i32 {
  if (load<u8>(cell) != TAG_STRING) return -2;
  const slot = find(set, textOf(cell), load<u32>(cell, CELL_LENGTH));
  return slot < 0 ? -1 : <i32>load<u16>(behind(set, load<u32>(set, SET_MASK)) + <usize>slot * SET_VALUE);
}

/** What stands behind the slots of a set. */
function behind(set: usize, mask: u32): usize {
  return set + SET_SLOTS + SET_SLOT + <usize>mask * SET_SLOT;
}

/** The slot that has a text, or -1. */
function find(set: usize, text: usize, length: u32): i32 {
  const mask = load<u32>(set, SET_MASK);
  let slot = hashOf(text, length) & mask;
  let at = <usize>load<u32>(set + <usize>slot * SET_SLOT, SET_SLOTS);
  while (at != 0) {
    if (isCounted(at, text, length)) return <i32>slot;
    slot = (slot + 1) & mask;
    at = <usize>load<u32>(set + <usize>slot * SET_SLOT, SET_SLOTS);
  }
  return -1;
}

/** FNV-1a. */
function hashOf(text: usize, length: u32): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let i: u32 = 0; i < length; i++) hash = (hash ^ load<u8>(text + i)) * 0x01000193;
  return hash;
}

/** Whether a cell's text has a part, begins or ends with it: 0 contains, 1 starts with, 2 ends with. */
export function rt_text(operator: u32, a: usize, b: usize): u32 {
  if (load<u8>(b) != TAG_STRING) return 2;
  const part = textOf(b);
  const size = load<u32>(b, CELL_LENGTH);
  return operator == 0 ? rt_contains(a, part, size) : operator == 1 ? rt_starts(a, part, size) : rt_ends(a, part, size);
}

export function rt_contains(cell: usize, part: usize, size: u32): u32 {
  const fits = room(cell, size);
  return fits == 1 ? <u32>contains(textOf(cell), load<u32>(cell, CELL_LENGTH), part, size) : fits;
}

export function rt_starts(cell: usize, part: usize, size: u32): u32 {
  const fits = room(cell, size);
  return fits == 1 ? <u32>same(textOf(cell), part, size) : fits;
}

export function rt_ends(cell: usize, part: usize, size: u32): u32 {
  const fits = room(cell, size);
  return fits == 1 ? <u32>same(textOf(cell) + load<u32>(cell, CELL_LENGTH) - size, part, size) : fits;
}

/** Whether a cell is a text of so many bytes or more; unknown where it is none. */
function room(cell: usize, size: u32): u32 {
  return load<u8>(cell) == TAG_STRING ? <u32>(size <= load<u32>(cell, CELL_LENGTH)) : 2;
}

/** Whether a text has a part: by its first four bytes, or tried everywhere where it has none or the text is short. */
function contains(text: usize, length: u32, part: usize, size: u32): bool {
  if (size == 0) return true;
  if (size >= 4) return containsWord(text, length, part, size);
  let at = text;
  for (const last = text + length - size; at <= last; at++) if (same(at, part, size)) return true;
  return false;
}

/** Looks for the part's first four bytes and compares the rest; where that is needed too often, goes on by a search that never is slow. */
function containsWord(text: usize, length: u32, part: usize, size: u32): bool {
  const first = load<u32>(part);
  const last = text + length - size;
  // Comparing costs at most so many bytes beyond the search itself; past it the other search takes over.
  let budget = <i32>(length << 2);
  let at = text;
  const begins = (first & 0xff) * EACH_BYTE;
  while (at <= last) {
    const word = load<u32>(at);
    if (word == first) {
      if (same(at, part, size)) return true;
      budget -= <i32>size;
      if (budget < 0) return searched(at, <i32>((last - at) + size), part, <i32>size);
    }
    // On to the next of these bytes that the part may begin with, or past them: where none is left there are 32 zeros.
    const apart = word ^ begins;
    at += <usize>(ctz((apart - EACH_BYTE) & ~apart & BEHIND_FIRST) >> 3);
  }
  return false;
}

/** Whether a machine accepts a cell's text. */
export function rt_matches(cell: usize, dfa: usize): u32 {
  if (load<u8>(cell) != TAG_STRING) return 2;
  return <u32>(run(dfa, textOf(cell), load<u32>(cell, CELL_LENGTH)) != 0);
}

/** Whether a list has an item. */
export function rt_has(list: usize, item: usize): u32 {
  if (load<u8>(list) != TAG_LIST) return 2;
  let answer: u32 = (load<u8>(list, CELL_FLAGS) & 1) != 0 || load<u8>(item) <= TAG_ABSENT ? 2 : 0;
  let at = textOf(list);
  for (let left = load<u32>(list, CELL_LENGTH); left != 0; left--) {
    const truth = rt_compare(0, at, item);
    if (truth == 1) return 1;
    answer |= truth;
    at += CELL_BYTES;
  }
  return answer;
}

/** The item of a list that stands so many bytes behind its first one; an unknown cell where there is none. */
export function rt_item(list: usize, behind: u32): usize {
  return load<u8>(list) == TAG_LIST && behind / CELL_BYTES < load<u32>(list, CELL_LENGTH) ? textOf(list) + <usize>behind : LINK_UNKNOWNCELL;
}

/** One in each of four bytes. */
const EACH_BYTE: u32 = 0x01010101;
/** The highest bit of each of four bytes but the first. */
const BEHIND_FIRST: u32 = 0x80808000;

/** Where the text begins whose count was read last. */
export let start: usize = 0;

/** How many bytes a counted text has; `start` says where they begin. */
export function counted(at: usize): u32 {
  let length = <u32>load<u8>(at++);
  if (length == COUNTED_LONG) {
    length = load<u32>(at);
    at += 4;
  }
  start = at;
  return length;
}

/** The name of a number, counted. */
export function nameAt(names: usize, number: u32): usize {
  let at = names + NAMES_ENTRIES;
  for (; number != 0; number--) at = <usize>counted(at) + start;
  return at;
}

/** Whether a counted text is this one. */
export function isCounted(at: usize, text: usize, length: u32): bool {
  return counted(at) == length && same(start, text, length);
}

/** Whether two texts of one length are the same: word by word, the last word such that it ends where they do. */
export function same(a: usize, b: usize, length: u32): bool {
  if (length >= 8) {
    const last = a + length - 8;
    const away = b - a;
    for (; a < last; a += 8) if (load<u64>(a) != load<u64>(a + away)) return false;
    return load<u64>(last) == load<u64>(last + away);
  }
  if (length >= 4) return load<u32>(a) == load<u32>(b) && load<u32>(a + length - 4) == load<u32>(b + length - 4);
  while (length != 0) {
    length--;
    if (load<u8>(a + length) != load<u8>(b + length)) return false;
  }
  return true;
}

// Whether a text has a part: Crochemore and Perrin's search, in steps that grow with the text and with nothing else, whoever chose the
// two. (A hash over a sliding window is shorter to write, but whoever chooses both texts makes it agree everywhere.)
// Takes bytes; knows no cells.

import { same } from "./cell";

/** The period of the suffix that `suffix` found last. */
let period: i32 = 0;

/** Whether the part stands somewhere in the text; it is not empty, and no longer than the text. */
export function searched(text: usize, length: i32, part: usize, size: i32): bool {
  const down = suffix(part, size, false);
  const downPeriod = period;
  const up = suffix(part, size, true);
  const cut = max(down, up);
  const step = down > up ? downPeriod : period;
  if (cut + 1 + step <= size && same(part, part + step, <u32>(cut + 1))) return repeating(text, length, part, size, cut, step);
  return plain(text, length, part, size, cut, max(cut + 1, size - cut - 1) + 1);
}

/** A part that begins with what its period repeats: how much of it is known to agree is remembered. */
function repeating(text: usize, length: i32, part: usize, size: i32, cut: i32, step: i32): bool {
  let known: i32 = -1;
  for (let at: i32 = 0; at <= length - size;) {
    let index = max(cut, known) + 1;
    while (index < size && byteAt(part, index) == byteAt(text, at + index)) index++;
    if (index < size) {
      at += index - cut;
      known = -1;
      continue;
    }
    index = cut;
    while (index > known && byteAt(part, index) == byteAt(text, at + index)) index--;
    if (index <= known) return true;
    at += step;
    known = size - step - 1;
  }
  return false;
}

/** Any other part: where its second half agrees and its first does not, it moves by more than half. */
function plain(text: usize, length: i32, part: usize, size: i32, cut: i32, step: i32): bool {
  for (let at: i32 = 0; at <= length - size;) {
    let index = cut + 1;
    while (index < size && byteAt(part, index) == byteAt(text, at + index)) index++;
    if (index < size) {
      at += index - cut;
      continue;
    }
    index = cut;
    while (index >= 0 && byteAt(part, index) == byteAt(text, at + index)) index--;
    if (index < 0) return true;
    at += step;
  }
  return false;
}

/** The byte before the greatest suffix of a part, bytes in one order or the other. */
function suffix(part: usize, size: i32, turned: bool): i32 {
  let found: i32 = -1;
  let from: i32 = 0;
  let ahead: i32 = 1;
  period = 1;
  while (from + ahead < size) {
    const here = byteAt(part, from + ahead);
    const there = byteAt(part, found + ahead);
    if (here == there) {
      if (ahead == period) {
        from += period;
        ahead = 1;
      } else ahead++;
    } else if ((here < there) != turned) {
      from += ahead;
      ahead = 1;
      period = from - found;
    } else {
      found = from;
      from = found + 1;
      ahead = 1;
      period = 1;
    }
  }
  return found;
}

function byteAt(text: usize, index: i32): u32 {
  return <u32>load<u8>(text + <usize>index);
}

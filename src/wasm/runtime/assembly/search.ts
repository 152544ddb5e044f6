// Whether a text has a part: Crochemore's search on ordered alphabets, in steps that grow with the text and with nothing else, whoever
// chose the two, and without room of its own. (A hash over a sliding window is shorter to write, but whoever chooses both texts makes
// it agree everywhere.) Takes bytes; knows no cells.

import { same } from "./cell";

/**
 * Whether the part stands somewhere in the text; it is not empty, and no longer than the text. Of what was read from `at` on, one byte
 * behind what agrees, the greatest suffix is known: it begins behind `cut`, and repeats itself after `period`.
 */
export function searched(text: usize, length: i32, part: usize, size: i32): bool {
  const last = text + <usize>(length - size);
  let agreed: i32 = 0;
  let cut: i32 = -1;
  let from: i32 = 0;
  let ahead: i32 = 1;
  let period: i32 = 1;
  for (let at = text; at <= last;) {
    while (agreed < size && byteAt(part, agreed) == byteAt(at, agreed)) agreed++;
    if (agreed == size) return true;
    while (from + ahead <= agreed) {
      const here = byteAt(at, cut + ahead);
      const there = byteAt(at, from + ahead);
      if (here == there && ahead != period) {
        ahead++;
        continue;
      }
      if (here < there) {
        cut = from++;
        period = 1;
      } else {
        from += ahead;
        if (here > there) period = from - cut;
      }
      ahead = 1;
    }
    if (cut < period && same(at, at + <usize>period, <u32>(cut + 1))) {
      at += <usize>period;
      agreed = max(agreed - period, 0);
      if (from - cut > period) {
        from -= period;
        continue;
      }
    } else {
      at += <usize>(max(cut + 1, min(agreed - cut - 1, from + 1)) + 1);
      agreed = 0;
    }
    cut = -1;
    from = 0;
    ahead = 1;
    period = 1;
  }
  return false;
}

function byteAt(text: usize, index: i32): u32 {
  return <u32>load<u8>(text + <usize>index);
}

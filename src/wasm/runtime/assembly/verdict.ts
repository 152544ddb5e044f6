// Verdicts as they fall, in fixed memory, and put in the order of rules at the end (rules are asked by what they apply to).
// Knows nothing of why they fell.

import { joined } from "./labels";
import { effectOf, ruleAt } from "./result";
import {
  HEADER_MAGIC, HEADER_QUESTION, HEADER_COLUMNS, FRAME_MAGIC, LINK_COLUMNCOUNT, LINK_VERDICTS, LINK_LAST, LINK_UNSORTED,
  VERDICTS_COUNT, VERDICTS_EFFECT, VERDICTS_ENTRIES, VERDICT_RULE, VERDICT_FLAGS, VERDICT_ROW, VERDICT_BYTES,
} from "./offsets.generated";

/** Traps where a frame is not of this version, bundle and question; joins what came to it. */
export function rt_begin(frame: usize, question: u32): void {
  if (((load<u32>(frame, HEADER_MAGIC) ^ FRAME_MAGIC) | (load<u32>(frame, HEADER_QUESTION) ^ question) | (load<u32>(frame, HEADER_COLUMNS) ^ load<u32>(LINK_COLUMNCOUNT))) != 0) unreachable();
  store<u64>(<usize>load<u32>(LINK_VERDICTS), 0);
  store<u64>(LINK_LAST, 0);
  joined(frame);
}

/** One rule fires of the call as a whole. */
export function rt_fired(rule: u32, truths: u32): void {
  rt_fire(rule, truths, -1);
}

/** One rule fires, by truths of which bit 1 says that it hung on an unknown. */
export function rt_fire(rule: u32, truths: u32, row: i32): void {
  const verdicts = <usize>load<u32>(LINK_VERDICTS);
  const count = load<u32>(verdicts, VERDICTS_COUNT);
  const at = verdicts + VERDICTS_ENTRIES + <usize>count * VERDICT_BYTES;
  store<u16>(at, <u16>rule, VERDICT_RULE);
  store<u16>(at, <u16>((truths >> 1) & 1), VERDICT_FLAGS);
  store<i32>(at, row, VERDICT_ROW);
  store<u32>(verdicts, count + 1, VERDICTS_COUNT);
  const effect = effectOf(ruleAt(rule));
  if (effect > load<u32>(verdicts, VERDICTS_EFFECT)) store<u32>(verdicts, effect, VERDICTS_EFFECT);
  if (rule < load<u32>(LINK_LAST)) store<u32>(LINK_UNSORTED, 1);
  store<u32>(LINK_LAST, rule);
}

/** All rules were asked: their verdicts, in order. Shell's sort, as they are few and mostly sorted. */
export function rt_finish(): usize {
  const verdicts = <usize>load<u32>(LINK_VERDICTS);
  if (load<u32>(LINK_UNSORTED) == 0) return verdicts;
  const entries = verdicts + VERDICTS_ENTRIES;
  const count = load<u32>(verdicts, VERDICTS_COUNT);
  let gap: u32 = 1;
  while (gap < count / 3) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (let i = gap; i < count; i++) {
      const entry = load<u64>(entries + (i << 3));
      let at = i;
      while (at >= gap && <u16>load<u64>(entries + ((at - gap) << 3)) > <u16>entry) {
        store<u64>(entries + (at << 3), load<u64>(entries + ((at - gap) << 3)));
        at -= gap;
      }
      store<u64>(entries + (at << 3), entry);
    }
  }
  return verdicts;
}

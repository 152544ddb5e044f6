// Verdicts become the result that OPA hosts read. An entrypoint other than the first sees the rules of one kind alone.
// Knows nothing of how rules fired.

import { nameAt } from "./cell";
import { endText, put, putCounted, putInteger, putTruth, startText } from "./dump";
import {
  WITH_NEEDS, CELL_BYTES, CELL_TAG, HEADER_END, LINK_EFFECTS, LINK_NEEDS, LINK_PREFIXES, LINK_RULES, PAIRS_COUNT, PAIRS_ENTRIES, PAIR_RULE, PAIR_OF, PAIR_BYTES, TAG_ABSENT,
  RULE_BITS, RULE_KIND_BIT, RULE_PREFIX, RULE_REST, RULE_TRIAL_BIT, RULE_WORD, VERDICTS_COUNT, VERDICTS_ENTRIES, VERDICT_FLAGS, VERDICT_ROW, VERDICT_BYTES,
  TEXT_REFUSED, TEXT_RESULT_START, TEXT_RESULT_VERDICTS, TEXT_RESULT_INACTIVE, TEXT_RESULT_END,
  TEXT_VERDICT_RULE, TEXT_VERDICT_EFFECT, TEXT_VERDICT_UNKNOWN, TEXT_VERDICT_OBSERVE, TEXT_VERDICT_ROW,
} from "./offsets.generated";

/** The result for an input that is no view. */
export function refused(): usize {
  const from = startText();
  putCounted(TEXT_REFUSED);
  return endText(from);
}

/** The result of verdicts for a frame; `entrypoint` 0 is all rules, else the kind of rule and one. */
export function result(frame: usize, verdicts: usize, entrypoint: u32): usize {
  const count = load<u32>(verdicts, VERDICTS_COUNT);
  const entries = verdicts + VERDICTS_ENTRIES;
  const from = startText();
  putCounted(TEXT_RESULT_START);
  let strictest: u32 = 0;
  for (let index: u32 = 0; index < count; index++) {
    const rule = ruleOf(entries + <usize>index * VERDICT_BYTES);
    if (isAsked(rule, entrypoint) && !isTrial(rule)) strictest = max(strictest, effectOf(rule));
  }
  name(LINK_EFFECTS, strictest);
  putCounted(TEXT_RESULT_VERDICTS);
  let first = true;
  for (let index: u32 = 0; index < count; index++) {
    const entry = entries + <usize>index * VERDICT_BYTES;
    const rule = ruleOf(entry);
    if (!isAsked(rule, entrypoint)) continue;
    if (!first) put(0x2c);
    first = false;
    putCounted(TEXT_VERDICT_RULE);
    id(rule);
    putCounted(TEXT_VERDICT_EFFECT);
    name(LINK_EFFECTS, effectOf(rule));
    putCounted(TEXT_VERDICT_UNKNOWN);
    putTruth(load<u16>(entry, VERDICT_FLAGS) != 0);
    putCounted(TEXT_VERDICT_OBSERVE);
    putTruth(isTrial(rule));
    putCounted(TEXT_VERDICT_ROW);
    putInteger(load<i32>(entry, VERDICT_ROW));
    put(0x7d);
  }
  if (WITH_NEEDS && load<u32>(LINK_NEEDS) != 0) rt_inactive(frame, entrypoint);
  putCounted(TEXT_RESULT_END);
  return endText(from);
}

/** The rules that said nothing as a host fact they read is not provided; where there are none nothing is written. */
export function rt_inactive(frame: usize, entrypoint: u32): void {
  let first = true;
  let pair = <usize>load<u32>(LINK_NEEDS);
  for (let left = load<u32>(pair, PAIRS_COUNT); left != 0; left--) {
    const rule = ruleAt(load<u32>(pair, PAIRS_ENTRIES + PAIR_RULE));
    if (isAsked(rule, entrypoint) && lacksFact(frame, <usize>load<u32>(pair, PAIRS_ENTRIES + PAIR_OF))) {
      if (first) putCounted(TEXT_RESULT_INACTIVE);
      else put(0x2c);
      first = false;
      put(0x22);
      id(rule);
      put(0x22);
    }
    pair += PAIR_BYTES;
  }
}

function lacksFact(frame: usize, facts: usize): bool {
  for (let left = load<u32>(facts); left != 0; left--) {
    facts += 4;
    if (load<u8>(frame + HEADER_END + <usize>load<u32>(facts) * CELL_BYTES, CELL_TAG) == TAG_ABSENT) return true;
  }
  return false;
}

function ruleOf(entry: usize): usize {
  return ruleAt(load<u16>(entry));
}

/** Where what is said of a rule stands. */
export function ruleAt(number: u32): usize {
  return <usize>load<u32>(<usize>load<u32>(LINK_RULES) + <usize>number * RULE_WORD);
}

function isAsked(rule: usize, entrypoint: u32): bool {
  return entrypoint == 0 || ((<u32>load<u8>(rule, RULE_BITS) >> RULE_KIND_BIT) & 3) == entrypoint - 1;
}

function isTrial(rule: usize): bool {
  return <u32>load<u8>(rule, RULE_BITS) >> RULE_TRIAL_BIT != 0;
}

/** The number of a rule's effect. */
export function effectOf(rule: usize): u32 {
  return <u32>load<u8>(rule, RULE_BITS) & ((1 << RULE_KIND_BIT) - 1);
}

function id(rule: usize): void {
  name(LINK_PREFIXES, load<u8>(rule, RULE_PREFIX));
  putCounted(rule + RULE_REST);
}

/** The name of a number. */
function name(table: usize, number: u32): void {
  putCounted(nameAt(<usize>load<u32>(table), number));
}

// Verdicts become the result that OPA hosts read. An entrypoint other than the first sees the rules of one kind alone.
// Knows nothing of how rules fired.

import { endText, put, putBytes, putInteger, putTruth, startText } from "./dump";
import {
  CELL_BYTES, CELL_TAG, HEADER_END, LINK_EFFECTS, LINK_NEEDS, LINK_RULES, PAIRS_COUNT, PAIRS_ENTRIES, PAIR_RULE, PAIR_OF, PAIR_BYTES, TAG_ABSENT, TEXT_RESULT_INACTIVE, TEXT_RESULT_INACTIVE_LENGTH,
  NAMES_ENTRIES, NAME_AT, NAME_LENGTH, NAME_BYTES, RULE_AT, RULE_LENGTH, RULE_EFFECT, RULE_KIND, RULE_OBSERVE, RULE_BYTES,
  VERDICTS_COUNT, VERDICTS_ENTRIES, VERDICT_FLAGS, VERDICT_ROW, VERDICT_BYTES,
  TEXT_RESULT_START, TEXT_RESULT_START_LENGTH, TEXT_RESULT_VERDICTS, TEXT_RESULT_VERDICTS_LENGTH, TEXT_RESULT_END, TEXT_RESULT_END_LENGTH,
  TEXT_VERDICT_RULE, TEXT_VERDICT_RULE_LENGTH, TEXT_VERDICT_EFFECT, TEXT_VERDICT_EFFECT_LENGTH, TEXT_VERDICT_UNKNOWN, TEXT_VERDICT_UNKNOWN_LENGTH,
  TEXT_VERDICT_OBSERVE, TEXT_VERDICT_OBSERVE_LENGTH, TEXT_VERDICT_ROW, TEXT_VERDICT_ROW_LENGTH, TEXT_REFUSED, TEXT_REFUSED_LENGTH,
} from "./offsets.generated";

/** The result for an input that is no view. */
export function rt_refused(): usize {
  const from = startText();
  putBytes(TEXT_REFUSED, TEXT_REFUSED_LENGTH);
  return endText(from);
}

/** The result of verdicts for a frame; `entrypoint` 0 is all rules, else the kind of rule and one. */
export function rt_result(frame: usize, verdicts: usize, entrypoint: u32): usize {
  const count = load<u32>(verdicts, VERDICTS_COUNT);
  const entries = verdicts + VERDICTS_ENTRIES;
  const from = startText();
  putBytes(TEXT_RESULT_START, TEXT_RESULT_START_LENGTH);
  let strictest: u32 = 0;
  for (let index: u32 = 0; index < count; index++) {
    const rule = ruleOf(entries + <usize>index * VERDICT_BYTES);
    if (isAsked(rule, entrypoint) && <u32>load<u8>(rule, RULE_OBSERVE) == 0) strictest = max(strictest, <u32>load<u8>(rule, RULE_EFFECT));
  }
  effect(strictest);
  putBytes(TEXT_RESULT_VERDICTS, TEXT_RESULT_VERDICTS_LENGTH);
  let first = true;
  for (let index: u32 = 0; index < count; index++) {
    const entry = entries + <usize>index * VERDICT_BYTES;
    const rule = ruleOf(entry);
    if (!isAsked(rule, entrypoint)) continue;
    if (!first) put(0x2c);
    first = false;
    putBytes(TEXT_VERDICT_RULE, TEXT_VERDICT_RULE_LENGTH);
    putBytes(<usize>load<u32>(rule, RULE_AT), load<u32>(rule, RULE_LENGTH));
    putBytes(TEXT_VERDICT_EFFECT, TEXT_VERDICT_EFFECT_LENGTH);
    effect(<u32>load<u8>(rule, RULE_EFFECT));
    putBytes(TEXT_VERDICT_UNKNOWN, TEXT_VERDICT_UNKNOWN_LENGTH);
    putTruth(load<u16>(entry, VERDICT_FLAGS) != 0);
    putBytes(TEXT_VERDICT_OBSERVE, TEXT_VERDICT_OBSERVE_LENGTH);
    putTruth(<u32>load<u8>(rule, RULE_OBSERVE) != 0);
    putBytes(TEXT_VERDICT_ROW, TEXT_VERDICT_ROW_LENGTH);
    putInteger(load<i32>(entry, VERDICT_ROW));
    put(0x7d);
  }
  inactive(frame, entrypoint);
  putBytes(TEXT_RESULT_END, TEXT_RESULT_END_LENGTH);
  return endText(from);
}

/** The rules that said nothing as a host fact they read is not provided; where there are none nothing is written. */
function inactive(frame: usize, entrypoint: u32): void {
  let first = true;
  let pair = <usize>load<u32>(LINK_NEEDS);
  for (let left = load<u32>(pair, PAIRS_COUNT); left != 0; left--) {
    const rule = ruleAt(load<u32>(pair, PAIRS_ENTRIES + PAIR_RULE));
    if (isAsked(rule, entrypoint) && lacksFact(frame, <usize>load<u32>(pair, PAIRS_ENTRIES + PAIR_OF))) {
      if (first) putBytes(TEXT_RESULT_INACTIVE, TEXT_RESULT_INACTIVE_LENGTH);
      else put(0x2c);
      first = false;
      put(0x22);
      putBytes(<usize>load<u32>(rule, RULE_AT), load<u32>(rule, RULE_LENGTH));
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

function ruleAt(number: u32): usize {
  return <usize>load<u32>(LINK_RULES) + <usize>number * RULE_BYTES;
}

function isAsked(rule: usize, entrypoint: u32): bool {
  return entrypoint == 0 || <u32>load<u8>(rule, RULE_KIND) == entrypoint - 1;
}

function effect(number: u32): void {
  const name = <usize>load<u32>(LINK_EFFECTS) + NAMES_ENTRIES + <usize>number * NAME_BYTES;
  putBytes(<usize>load<u32>(name, NAME_AT), load<u32>(name, NAME_LENGTH));
}

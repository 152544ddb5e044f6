// What a module's data is packed as becomes that data, once, before anything else runs. The stream is that of `encode/pack.ts`, bit by
// bit; it is the compiler's own, so nothing in it is doubted. Of the data it knows where rules stand: their places are not packed, but counted.

import { counted, start } from "./cell";
import { LINK_RULECOUNT, LINK_RULES, LINK_RULETEXTS, PACK_NEAR_BITS, RULE_REST, RULE_WORD } from "./offsets.generated";

/** The next bit, counted from the start of memory. */
let next: usize = 0;

/** Reads a stream into its place. */
export function rt_unpack(stream: usize, to: usize, end: usize): void {
  next = stream << 3;
  while (to < end) {
    if (bit() == 0) store<u8>(to++, <u8>bits(0, 8));
    else {
      let left = count();
      const distance = bits(count() - 1, PACK_NEAR_BITS) + 1;
      do {
        store<u8>(to, load<u8>(to - distance));
        to++;
      } while (left-- != 0);
    }
  }
  numberRules();
}

/** Writes where each rule stands: one comes right behind the other. */
function numberRules(): void {
  let rule = <usize>load<u32>(LINK_RULETEXTS);
  let at = <usize>load<u32>(LINK_RULES);
  for (let left = load<u32>(LINK_RULECOUNT); left != 0; left--) {
    store<u32>(at, <u32>rule);
    at += RULE_WORD;
    rule = <usize>counted(rule + RULE_REST) + start;
  }
}

function bit(): u32 {
  const at = next++;
  return (<u32>load<u8>(at >> 3) >> (<u32>at & 7)) & 1;
}

/** A number with so many more bits behind it. */
function bits(number: u32, many: u32): u32 {
  for (; many != 0; many--) number = (number << 1) | bit();
  return number;
}

/** A number from 1 on: each bit after its highest behind a 0. */
function count(): u32 {
  let number: u32 = 1;
  while (bit() == 0) number = bits(number, 1);
  return number;
}

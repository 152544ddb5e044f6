// What a module's data is packed as becomes that data, once, before anything else runs. The stream is that of `encode/pack.ts`, bit by
// bit; it is the compiler's own, so nothing in it is doubted. Knows not what the data is.

import { PACK_NEAR_BITS } from "./offsets.generated";

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

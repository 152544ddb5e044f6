// The text of a JSON number becomes the nearest double, ties to even: short ones by one exact operation, all others by a
// division of whole numbers. Takes text that is a number already.

import { alloc } from "./memory";
import { LINK_HEAP } from "./offsets.generated";

/** Digits beyond which only whether one is not zero can matter: no halfway point between doubles has more. */
const DIGITS_MOST: u32 = 800;
const LIMBS: usize = 256;

/** The double of a number's text; infinite where it is too large. */
export function numberOf(at: usize, length: u32): f64 {
  const end = at + length;
  const negative = load<u8>(at) == 0x2d;
  if (negative) at++;
  let digits: u32 = 0;
  let kept: u64 = 0;
  let exponent: i32 = 0;
  let fraction: i32 = 0;
  let from = at;
  for (; at < end; at++) {
    const sign = <u32>load<u8>(at);
    if (sign == 0x2e) {
      fraction = 1;
      continue;
    }
    if (sign > 0x39) break;
    if (digits == 0 && sign == 0x30) from = at + 1;
    else {
      kept = kept * 10 + <u64>(sign - 0x30);
      if (digits < DIGITS_MOST) digits++;
      else exponent++;
    }
    exponent -= fraction;
  }
  const behind = at;
  if (at < end) exponent += exponentOf(at + 1, end);
  if (digits == 0) exponent = 0;
  const places = <i32>digits + exponent;
  let value: f64;
  if (digits <= 15 && <u32>(exponent + 22) <= 44) {
    // As large as these are, powers of ten are doubles without rounding.
    let power: f64 = 1;
    for (let left = abs(exponent); left != 0; left--) power *= 10;
    value = exponent < 0 ? <f64>kept / power : <f64>kept * power;
  } else value = places > 310 ? Infinity : places < -330 ? 0 : exactly(from, behind, exponent);
  return negative ? -value : value;
}

/** The exponent's digits; beyond a million it does not matter how many. */
function exponentOf(at: usize, end: usize): i32 {
  const negative = load<u8>(at) == 0x2d;
  if (negative || load<u8>(at) == 0x2b) at++;
  let value: i32 = 0;
  for (; at < end; at++) if (value < 1000000) value = value * 10 + <i32>(load<u8>(at) - 0x30);
  return negative ? -value : value;
}

/** All digits as one whole number, times or divided by a power of ten, as the 64 bits from its first one on. */
function exactly(at: usize, end: usize, exponent: i32): f64 {
  const heap = load<u32>(LINK_HEAP);
  // Two words of zeros below, as 64 bits are read of a number that has 32.
  const limbs = alloc((LIMBS + 2) << 2) + 8;
  // Room for the quotient's 64 bits: ten takes less than 3402/1024 bits.
  const words = exponent < 0 ? <usize>(((-exponent * 3402) >> 10) + 96) >> 5 : 0;
  memory.fill(limbs - 8, 0, (words << 2) + 8);
  let size: usize = 0;
  let left = DIGITS_MOST;
  let sticky: u64 = 0;
  for (; at < end; at++) {
    const sign = <u32>load<u8>(at) - 0x30;
    if (sign > 9) continue;
    if (left == 0) sticky |= <u64>sign;
    else {
      size = multiply(limbs + (words << 2), size, 10, sign);
      left--;
    }
  }
  size += words;
  while (exponent != 0) {
    const many = abs(exponent) >= 9;
    const step = many ? 9 : 1;
    const by: u32 = many ? 1000000000 : 10;
    if (exponent < 0) {
      exponent += step;
      sticky |= divide(limbs, size, by);
      if (load<u32>(limbs + (size << 2) - 4) == 0) size--;
    } else {
      exponent -= step;
      size = multiply(limbs, size, by, 0);
    }
  }
  store<u32>(LINK_HEAP, heap);
  return rounded(limbs, limbs + (size << 2), <i32>(words << 5), sticky);
}

/** The whole number in words from `limbs` to `end`, divided by two to `shift`, as a double. */
function rounded(limbs: usize, end: usize, shift: i32, sticky: u64): f64 {
  const zeros = <i32>clz(load<u32>(end - 4));
  multiply(limbs, (end - limbs) >> 2, <u32>1 << zeros, 0);
  const head = load<u64>(end - 8);
  for (let at = limbs; at + 8 < end; at += 4) sticky |= <u64>load<u32>(at);
  // The exponent's bits, less the one that a first bit adds to them; numbers below the normal ones have none, and less bits.
  let field = (<i32>(end - limbs) << 3) - zeros - shift + 1021;
  if (field > 2045) return Infinity;
  const drop = <u64>(10 - min(field, 0));
  if (drop > 63) return 0;
  field = max(field, 0);
  const bits = (head >> 1) | (head & 1) | <u64>(sticky != 0);
  const half = <u64>1 << (drop - 1);
  return reinterpret<f64>(((bits + half - 1 + ((bits >> drop) & 1)) >> drop) + (<u64>field << 52));
}

function multiply(limbs: usize, size: usize, by: u32, plus: u32): usize {
  let carry = <u64>plus;
  const end = limbs + (size << 2);
  for (let at = limbs; at < end; at += 4) {
    carry += <u64>load<u32>(at) * by;
    store<u32>(at, <u32>carry);
    carry >>= 32;
  }
  if (carry == 0) return size;
  store<u32>(end, <u32>carry);
  return size + 1;
}

/** Divides, and gives the rest. */
function divide(limbs: usize, size: usize, by: u64): u64 {
  let rest: u64 = 0;
  for (let at = limbs + (size << 2); at > limbs;) {
    at -= 4;
    rest = (rest << 32) | <u64>load<u32>(at);
    store<u32>(at, <u32>(rest / by));
    rest %= by;
  }
  return rest;
}

// The text of a JSON number becomes the nearest double, ties to even: short ones by one exact operation, all others by a
// division of whole numbers. Takes text that is a number already.

import { alloc } from "./memory";
import { LINK_HEAP } from "./offsets.generated";

/** Powers of ten that are doubles without rounding. */
const tens = memory.data<f64>([1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22]);
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
  let fraction = false;
  let from = at;
  for (; at < end; at++) {
    const sign = load<u8>(at);
    if (sign == 0x2e) {
      fraction = true;
      continue;
    }
    if ((sign | 0x20) == 0x65) break;
    if (digits == 0 && sign == 0x30) from = at + 1;
    else {
      if (digits < 19) kept = kept * 10 + <u64>(sign - 0x30);
      if (digits < DIGITS_MOST) digits++;
      else exponent++;
    }
    if (fraction) exponent--;
  }
  const mantissaEnd = at;
  if (at < end) exponent += exponentOf(at + 1, end);
  if (digits == 0) return negative ? -0.0 : 0.0;
  let value: f64;
  if (digits <= 15 && exponent >= -22 && exponent <= 22) {
    const power = load<f64>(tens + (<usize>abs(exponent) << 3));
    value = exponent < 0 ? <f64>kept / power : <f64>kept * power;
  } else if (<i32>digits + exponent > 310) value = Infinity;
  else if (<i32>digits + exponent < -330) value = 0;
  else value = exactly(from, mantissaEnd, exponent);
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
  const limbs = alloc(LIMBS << 2);
  let size: usize = 0;
  let digits: u32 = 0;
  let sticky = false;
  for (; at < end; at++) {
    const sign = load<u8>(at);
    if (sign == 0x2e) continue;
    if (digits == DIGITS_MOST) sticky = sticky || sign != 0x30;
    else {
      size = multiply(limbs, size, 10, <u32>(sign - 0x30));
      digits++;
    }
  }
  let shift: i32 = 0;
  if (exponent >= 0) {
    for (; exponent >= 9; exponent -= 9) size = multiply(limbs, size, 1000000000, 0);
    for (; exponent > 0; exponent--) size = multiply(limbs, size, 10, 0);
  } else {
    // Room for the quotient's 64 bits: ten takes less than 3402/1024 bits.
    const words = <usize>(((-exponent * 3402) >> 10) + 96) >> 5;
    memory.copy(limbs + (words << 2), limbs, size << 2);
    memory.fill(limbs, 0, words << 2);
    size += words;
    shift = <i32>words << 5;
    while (exponent < 0) {
      const many = exponent <= -9;
      if (divide(limbs, size, many ? 1000000000 : 10) != 0) sticky = true;
      exponent += many ? 9 : 1;
      while (size > 0 && load<u32>(limbs + ((size - 1) << 2)) == 0) size--;
    }
  }
  const value = rounded(limbs, size, shift, sticky);
  store<u32>(LINK_HEAP, heap);
  return value;
}

/** The whole number, divided by two to `shift`, as a double. */
function rounded(limbs: usize, size: usize, shift: i32, sticky: bool): f64 {
  const top = load<u32>(limbs + ((size - 1) << 2));
  const zeros = <i32>clz(top);
  const bits = (<i32>size << 5) - zeros;
  let head = <u64>top << 32 << zeros;
  if (size > 1) head |= <u64>load<u32>(limbs + ((size - 2) << 2)) << zeros;
  if (size > 2) {
    const third = load<u32>(limbs + ((size - 3) << 2));
    if (zeros != 0) head |= <u64>(third >> (32 - zeros));
    if (third << zeros != 0) sticky = true;
    for (let at: usize = 3; at < size && !sticky; at++) sticky = load<u32>(limbs + ((size - 1 - at) << 2)) != 0;
  }
  const power = bits - 1 - shift;
  if (power > 1023) return Infinity;
  const precision = power >= -1022 ? 53 : 53 + power + 1022;
  if (precision < 0) return 0;
  let mantissa = precision == 0 ? 0 : head >> (64 - precision);
  const rest = precision == 0 ? head : head << precision;
  const half: u64 = 0x8000000000000000;
  if (rest > half || (rest == half && (sticky || (mantissa & 1) != 0))) mantissa++;
  const scale = power - precision + 1;
  const unit = scale >= -1022 ? reinterpret<f64>(<u64>(scale + 1023) << 52) : reinterpret<f64>(<u64>1 << <u64>(scale + 1074));
  return <f64>mantissa * unit;
}

function multiply(limbs: usize, size: usize, by: u32, plus: u32): usize {
  let carry = <u64>plus;
  for (let at: usize = 0; at < size; at++) {
    const product = <u64>load<u32>(limbs + (at << 2)) * by + carry;
    store<u32>(limbs + (at << 2), <u32>product);
    carry = product >> 32;
  }
  if (carry != 0) store<u32>(limbs + (size++ << 2), <u32>carry);
  return size;
}

function divide(limbs: usize, size: usize, by: u32): u32 {
  let rest: u64 = 0;
  for (let at = size; at > 0; at--) {
    const part = (rest << 32) | load<u32>(limbs + ((at - 1) << 2));
    store<u32>(limbs + ((at - 1) << 2), <u32>(part / by));
    rest = part % by;
  }
  return <u32>rest;
}

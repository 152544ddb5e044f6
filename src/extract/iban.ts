// International bank account numbers (ISO 13616) in a text: in one piece or in groups of four, of the length that their country's
// have, with the right check digits. Whether there is such an account nobody can tell from here.

import { PARTS_MAX } from "../base/limits.js";

/** Letters and digits of the numbers of each country, from the registry of SWIFT. */
const lengths: ReadonlyMap<string, number> = new Map(Object.entries({
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24,
  FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32, LI: 21,
  LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18, NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22,
  RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20,
}));

/** The longest of them. */
const LETTERS_MAX = 33;

/** The numbers, as written, in order. More than PARTS_MAX are cut to one more. */
export function ibansIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const { index, 0: head } of text.matchAll(/(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}/g)) {
    const length = lengths.get(head.slice(0, 2).toUpperCase());
    const end = length === undefined ? -1 : endOf(text, index, length);
    if (end === -1) continue;
    found.push(text.slice(index, end));
    if (found.length > PARTS_MAX) break;
  }
  return found;
}

/** Where a number of so many letters and digits that begins here ends, where its check digits are right; else -1. */
function endOf(text: string, from: number, length: number): number {
  let letters = "";
  let at = from;
  for (; letters.length < length && at - from < 2 * LETTERS_MAX; at++) {
    const letter = text[at] ?? "";
    if (/[A-Za-z0-9]/.test(letter)) letters += letter.toUpperCase();
    else if (!/[ \u00a0-]/.test(letter) || !/[A-Za-z0-9]/.test(text[at - 1] ?? "")) return -1;
  }
  if (letters.length < length || /[A-Za-z0-9]/.test(text[at] ?? "")) return -1;
  let rest = 0;
  for (const letter of letters.slice(4) + letters.slice(0, 4)) {
    const value = parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1 ? at : -1;
}

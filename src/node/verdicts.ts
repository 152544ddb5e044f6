// Verdicts -> words of 32 bits, as they come back from a worker, and back again. One word a verdict, no JSON:
// 16 bits the rule, 1 bit unknown, 15 bits the row and one more (0: no row). Knows nothing of what the rules say; whether a
// verdict is one on this bundle and this call, the core asks of all verdicts alike.

import type { Verdict } from "../words/view.js";

/** Packs the verdicts of one decision. A row that cannot be one becomes another that cannot. */
export function packVerdicts(verdicts: readonly Verdict[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(verdicts.length);
  for (let at = 0; at < verdicts.length; at++) {
    const verdict = verdicts[at];
    if (verdict === undefined) continue;
    const row = verdict.row >= -1 && verdict.row < ROW_MAX ? verdict.row : ROW_MAX;
    words[at] = verdict.rule | (verdict.unknown ? UNKNOWN : 0) | ((row + 1) << ROW_SHIFT);
  }
  return words;
}

/** Unpacks them. */
export function unpackVerdicts(words: Uint32Array): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  for (const word of words) verdicts.push({ rule: word & RULE_MASK, unknown: (word & UNKNOWN) !== 0, row: (word >>> ROW_SHIFT) - 1 });
  return verdicts;
}

const RULE_MASK = 0xffff;
const UNKNOWN = 0x1_0000;
const ROW_SHIFT = 17;
/** Far past `ARGUMENT_ROWS_MAX`. */
const ROW_MAX = 0x7ffe;

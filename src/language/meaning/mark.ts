// Marks: which source patterns an instruction is of, and whether one of them came to a sink.
// Two bits a source, certain and unknown.

import { markWords } from "../../words/manifest.js";
import { FALSE, TRUE, UNKNOWN, or } from "../../words/truth.js";
import type { Truth } from "../../words/truth.js";
import type { Marks } from "../../words/view.js";
import type { Condition } from "../check/policy.js";
import { holds } from "./condition.js";
import type { Context } from "./context.js";

/** The marks of a finished instruction: one pattern's truth each. */
export function markWith(patterns: readonly Condition[], context: Context): Marks {
  return truthsToBits(patterns.map((pattern) => holds(pattern, context)));
}

/** Whether a source's mark is in any of these. */
export function marked(marks: readonly Marks[], source: number): Truth {
  return marks.map((bits) => truthAt(bits, source)).reduce(or, FALSE);
}

/** Truths as two bits each: certain and unknown. */
export function truthsToBits(truths: readonly Truth[]): Uint32Array {
  const bits = new Uint32Array(markWords(truths.length));
  truths.forEach((truth, number) => {
    if (truth === FALSE) return;
    const bit = 2 * number + (truth === TRUE ? 0 : 1);
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  });
  return bits;
}

function truthAt(bits: Uint32Array, number: number): Truth {
  const isSet = (bit: number): boolean => ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  return isSet(2 * number) ? TRUE : isSet(2 * number + 1) ? UNKNOWN : FALSE;
}

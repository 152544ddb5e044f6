// Comparisons of labels, in the order of the language: `low < medium < high` in both dimensions. Labels count taint instead
// (trust falls as taint rises), and may hide more taint than is known; both are settled here and nowhere else.

import { secrecyLevels, trustLevels } from "../../words/labels.js";
import type { Labels, SecrecyLevel, TrustLevel } from "../../words/labels.js";
import { FALSE, TRUE, UNKNOWN } from "../../words/truth.js";
import type { Truth } from "../../words/truth.js";
import { compareNumbers } from "../check/policy.js";
import type { Order } from "../check/policy.js";

/** Trust compared: with unknown labels it may be anything from the known level down. */
export function compareTrust(labels: Labels, order: Order, level: TrustLevel): Truth {
  const rank = (taint: number): number => trustLevels.length - 1 - taint;
  return ofAll(labels.trust, trustLevels.length, labels.unknown, (taint) => compareNumbers(order, rank(taint), rank(trustLevels.indexOf(level))));
}

/** Secrecy compared: with unknown labels it may be anything from the known level up. */
export function compareSecrecy(labels: Labels, order: Order, level: SecrecyLevel): Truth {
  return ofAll(labels.secrecy, secrecyLevels.length, labels.unknown, (taint) => compareNumbers(order, taint, secrecyLevels.indexOf(level)));
}

/** Whether a tag is there: unknown labels may have any. */
export function tagged(labels: Labels, bit: number): Truth {
  return (labels.tags & (1 << bit)) !== 0 ? TRUE : labels.unknown ? UNKNOWN : FALSE;
}

/** True if it holds for every taint that may be, false if for none. */
function ofAll(known: number, count: number, unknown: boolean, holds: (taint: number) => boolean): Truth {
  let some = false;
  let every = true;
  for (let taint = known; taint < (unknown ? count : known + 1); taint++) {
    if (holds(taint)) some = true;
    else every = false;
  }
  return every ? TRUE : some ? UNKNOWN : FALSE;
}

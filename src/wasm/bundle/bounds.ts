// The steps that a module declares, for a frame of some size. A part counts `times` for each row, for each round of so many loops over
// lists inside one another, and for each byte, as it says; parts are added up.
// Knows no module.

import { NEST_ITEMS_MAX } from "../../base/limits.js";
import type { StepsPart } from "../../words/manifest.js";

/** What a bound is asked for: a frame's bytes, its rows, and the items of the longest list in it. */
export interface Size {
  readonly bytes: number;
  readonly rows: number;
  readonly items: number;
}

/** The most steps that these parts allow. */
export function stepsAt(parts: readonly StepsPart[], { bytes, rows, items }: Size): number {
  return parts.reduce((sum, part) => sum + part.times * (part.rows === 1 ? rows : 1) * rounds(part.lists, items) * (part.bytes === 1 ? bytes : 1), 0);
}

/** One loop has no bound but the list; of several inside one another the lengths, multiplied, have (`NEST_ITEMS_MAX`). */
function rounds(lists: number, items: number): number {
  return lists <= 1 ? items ** lists : Math.min(items ** lists, NEST_ITEMS_MAX);
}

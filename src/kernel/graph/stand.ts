// Where a run of tokens stands in a stream: from which of them it is looked for, whether it is there, and glued as it is elsewhere.
// Knows neither whose text a stream is nor what is looked for.

import { SIGHTINGS_MAX } from "../../base/limits.js";
import { get } from "./packed.js";
import { isGlued, type Stream } from "./stream.js";

/** The token from which a whole needle is sought: the rarest that is no stop word; -1 where the needle cannot stand here. */
export function rarest(stream: Stream, tokens: Int32Array, stops: readonly boolean[] | null): number {
  let anchor = -1;
  let least = SIGHTINGS_MAX + 2;
  for (let index = 0; index < tokens.length; index++) {
    const count = stream.counts[tokens[index] ?? 0] ?? 0;
    if (count === 0) return -1;
    if (stops?.[index] === true || count >= least) continue;
    anchor = index;
    least = count;
  }
  return anchor;
}

/** Whether these tokens stand at a position. */
export function standsAt(stream: Stream, tokens: Int32Array, start: number): boolean {
  for (let index = 0; index < tokens.length; index++) if (get(stream.tokens, start + index) !== tokens[index]) return false;
  return true;
}

/** Whether the text at `start` is glued where the value is, behind its first token, and by the same. */
export function isGluedAlike(stream: Stream, glues: ArrayLike<number>, start: number): boolean {
  for (let index = 1; index < glues.length; index++) {
    const glue = glues[index] ?? 0;
    if (glue !== 0 && !isGlued(stream, start + index, glue)) return false;
  }
  return true;
}

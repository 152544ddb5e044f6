// The machines that were built before, so that several compilations build each once. What one of them took of its budget is taken
// again, so that a bundle is the same, and refused the same, whatever was compiled before it. Knows no patterns and no policies.

import type { PatternEntry } from "../../words/manifest.js";
import type { Budget } from "./budget.js";
import type { Machine } from "./machine.js";

/** Machines that were built, or were too large, by all that they hang on; how often one was asked for and had to be built, and the work that took. */
export interface Built {
  readonly machines: Map<string, Done<Machine>>;
  readonly patterns: Map<string, Done<PatternEntry>>;
  readonly counts: { asked: number; built: number; work: number };
}

/** What some work gave, how much of a budget there was for it, and what it took. */
interface Done<T> {
  readonly made: T | undefined;
  readonly given: number;
  readonly taken: number;
}

/** Nothing was built yet. */
export function startBuilt(): Built {
  return { machines: new Map(), patterns: new Map(), counts: { asked: 0, built: 0, work: 0 } };
}

/** What the work gave before under this name, or does it. Work that ran out of its budget is done again where it has another. */
export function once<T>(done: Map<string, Done<T>>, name: string, budget: Budget, { counts }: Built, work: () => T | undefined): T | undefined {
  counts.asked++;
  const given = budget.left;
  const before = done.get(name);
  if (before !== undefined && (before.given === given || before.taken <= Math.min(before.given, given))) {
    budget.left -= before.taken;
    return before.made;
  }
  counts.built++;
  const made = work();
  counts.work += given - budget.left;
  done.set(name, { made, given, taken: given - budget.left });
  return made;
}

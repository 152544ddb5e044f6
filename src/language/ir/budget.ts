// How much work may still be done, so that what is written to cost much is refused early, and what many patterns cost together has
// a bound too. Knows no machines.

/** How much work may still be done, over several machines; negative where it was not enough. */
export interface Budget {
  left: number;
}

/** Takes from a budget; whether it sufficed. */
export function spend(budget: Budget, work: number): boolean {
  budget.left -= work;
  return budget.left >= 0;
}

/** Does something with a part of a budget, and takes from the whole what it took. */
export function within<T>(whole: Budget, most: number, work: (part: Budget) => T): T {
  const given = Math.min(whole.left, most);
  const part: Budget = { left: given };
  const made = work(part);
  whole.left -= given - part.left;
  return made;
}

// Sets of act classes, by their numbers in the bundle: bits of 32-bit words, as many words as the highest number needs. That most
// bundles need one word is why there is no other form: what few acts cost does not grow with what many may. Knows no names.

/** Words of 32 acts each, the last of them not 0: equal sets are equal lists. */
export type Acts = readonly number[];

/** No acts. */
export const noActs: Acts = Object.freeze([]);

/** Words that sets of so many acts may need, one at least. */
export function actWords(count: number): number {
  return Math.max(1, Math.ceil(count / 32));
}

/** The set of these numbers. */
export function actsOf(numbers: readonly number[]): Acts {
  const words: number[] = [];
  for (const number of numbers) {
    while (words.length <= number >>> 5) words.push(0);
    words[number >>> 5] = (words[number >>> 5] ?? 0) | (1 << (number & 31));
  }
  return words.length === 0 ? noActs : words;
}

/** The numbers in a set, ascending. */
export function numbersOf(acts: Acts): readonly number[] {
  return acts.flatMap((word, at) => Array.from({ length: 32 }, (_, bit) => 32 * at + bit).filter((number) => ((word >>> (number & 31)) & 1) !== 0));
}

/** Whether an act is in a set. */
export function hasAct(acts: Acts, number: number): boolean {
  return (((acts[number >>> 5] ?? 0) >>> (number & 31)) & 1) !== 0;
}

/** Whether an act is in both sets. */
export function shareActs(one: Acts, other: Acts): boolean {
  for (let at = 0; at < one.length; at++) if (((one[at] ?? 0) & (other[at] ?? 0)) !== 0) return true;
  return false;
}

/** The acts of both sets; one of them as it is where the other adds nothing. */
export function joinActs(one: Acts, other: Acts): Acts {
  const [less, more] = one.length < other.length ? [one, other] : [other, one];
  if (less.every((word, at) => (word & ~(more[at] ?? 0)) === 0)) return more;
  if (more.every((word, at) => (word & ~(less[at] ?? 0)) === 0)) return less;
  return more.map((word, at) => word | (less[at] ?? 0));
}

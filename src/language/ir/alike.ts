// Lists of numbers -> which of them are equal, as an automaton asks of the states behind its symbols. In time in proportion to what
// they hold: by a hash, and where that is the same by all of them. Knows not what the numbers are.

/** Which lists are equal: the first of each sort, of each list the number of its sort, and how many are of each. Two that are equal may count as two sorts. */
export function alike(lists: readonly (readonly number[])[]): { readonly firsts: readonly number[]; readonly of: Uint16Array; readonly counts: readonly number[] } {
  const byHash = new Map<number, number>();
  const firsts: number[] = [];
  const counts: number[] = [];
  const of = Uint16Array.from(lists, (list, at) => {
    const hash = list.reduce((sum, one) => Math.imul(sum ^ one, HASH_PRIME), 0);
    const known = byHash.get(hash);
    const before = known === undefined ? undefined : lists[firsts[known] ?? 0];
    if (known !== undefined && before?.length === list.length && before.every((one, index) => one === list[index])) {
      counts[known] = (counts[known] ?? 0) + 1;
      return known;
    }
    byHash.set(hash, firsts.length);
    counts.push(1);
    return firsts.push(at) - 1;
  });
  return { firsts, of, counts };
}

/** FNV-1a's. */
const HASH_PRIME = 0x01000193;

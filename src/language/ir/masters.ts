// For each state of an automaton of globs the wildcards' loops that make it needless, so that a set of states need not have both.
// Knows no signs.

import type { Loop, State } from "./automaton.js";
import { spend } from "./budget.js";
import type { Budget } from "./budget.js";

const slash = 0x2f;

/**
 * For each state the loops that make it needless: whatever can still be matched from there leads through the loop, which takes
 * the same bytes on the way. Without this, a union would remember which of its words it had seen where any one will do.
 */
export function masters(states: readonly State[], loops: readonly Loop[], budget: Budget): readonly (readonly number[])[] | null {
  const above: number[][] = states.map(() => []);
  const before: number[][] = states.map(() => []);
  states.forEach(({ edges, silent }, at) => {
    for (const to of [...edges.map((edge) => edge.to), ...silent]) before[to]?.push(at);
  });
  const back = (from: readonly number[], but: number): Uint8Array => {
    const seen = new Uint8Array(states.length);
    const left = [...from];
    for (const at of from) seen[at] = 1;
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      for (const earlier of before[at] ?? []) {
        if (earlier === but || seen[earlier] === 1) continue;
        seen[earlier] = 1;
        left.push(earlier);
      }
    }
    return seen;
  };
  const ends = states.flatMap(({ accepts }, at) => (accepts ? [at] : []));
  const slashed = states.flatMap(({ edges }, at) => (edges.some(({ low, high }) => low <= slash && slash <= high) ? [at] : []));
  for (const { at, entry, segment } of loops) {
    if (!spend(budget, states.length)) return null;
    const free = back(ends, entry);
    const crossing = segment ? back(slashed.filter((state) => state !== entry), entry) : new Uint8Array(states.length);
    const { group } = states[entry] ?? { group: -1 };
    states.forEach((state, index) => {
      if (state.group === group && free[index] === 0 && crossing[index] === 0 && !at.includes(index)) above[index]?.push(...at);
    });
  }
  return above;
}

// For each state of an automaton the states that make it needless: they go on with all that it goes on with, and end where it ends
// (a simulation). A set of states without them tells the same, and there are far fewer such sets. Knows no expressions.

import { OUTDO_STATES_MAX } from "../../base/limits.js";
import { classesOf, closure } from "./automaton.js";
import type { State } from "./automaton.js";
import { spend } from "./budget.js";
import type { Budget } from "./budget.js";

/** For each state the others that outdo it; of two that are equal the first. Null where it would take too long to tell. */
export function outdone(states: readonly State[], symbols: number, budget: Budget): readonly (readonly number[])[] | null {
  const count = states.length;
  if (count > OUTDO_STATES_MAX) return null;
  const behind = targets(states, symbols);
  const under = Uint8Array.from({ length: count * count }, (_, at) => Number(mayEnd(states, Math.floor(at / count), at % count)));
  for (let changed = true; changed;) {
    changed = false;
    for (let low = 0; low < count; low++) {
      for (let high = 0; high < count; high++) {
        if (under[low * count + high] === 0 || low === high) continue;
        let steps = 0;
        const holds = (behind[low] ?? []).every((some, of) => some.every((one) => (behind[high]?.[of] ?? []).some((other) => ++steps > 0 && under[one * count + other] === 1)));
        if (!spend(budget, steps / 16)) return null;
        if (holds) continue;
        under[low * count + high] = 0;
        changed = true;
      }
    }
  }
  const isUnder = (low: number, high: number): boolean => under[low * count + high] === 1;
  return states.map((_, low) => [...states.keys()].filter((high) => high !== low && isUnder(low, high) && (!isUnder(high, low) || high < low)));
}

/** Whether the one ends only where the other does. */
function mayEnd(states: readonly State[], low: number, high: number): boolean {
  const [one, other] = [states[low], states[high]];
  return one?.accepts !== true || (other?.accepts === true && one.group === other.group);
}

/** For each state and class of symbols the states behind it, those that lead nowhere and end nothing left out. */
function targets(states: readonly State[], symbols: number): readonly (readonly (readonly number[])[])[] {
  const { classes, representatives } = classesOf(states, symbols);
  const closed = states.map((_, at) => closure(states, [at]).filter((to) => (states[to]?.edges.length ?? 0) > 0 || states[to]?.accepts === true));
  return states.map(({ edges }) => {
    const found = representatives.map(() => new Set<number>());
    for (const { low, high, to } of edges) {
      for (let of = classes[low] ?? 0; of <= (classes[high] ?? 0); of++) for (const at of closed[to] ?? []) found[of]?.add(at);
    }
    return found.map((some) => [...some]);
  });
}

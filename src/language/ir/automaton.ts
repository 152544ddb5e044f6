// Patterns of groups become one nondeterministic automaton over bytes, and the steps by which it is made deterministic. Patterns
// of a group that begin or go on alike share their states, and a group that surely matches is one state: so unions stay small.

import { alike } from "./alike.js";
import { spend } from "./budget.js";
import type { Budget } from "./budget.js";
import { masters } from "./masters.js";
import { bySign, restsOf } from "./rests.js";
import type { Rests, Sign } from "./rests.js";

/** The automaton; states are numbers. */
export interface Automaton {
  readonly states: number;
  /** Symbols (bytes, or classes of letters) that no edge tells apart are one class; each has a symbol that stands for it. */
  readonly classes: Uint16Array;
  readonly representatives: readonly number[];
  /** The states before any symbol, sorted, for each way to begin. */
  readonly starts: readonly Uint16Array[];
  /** The states behind each class of symbols: sets, sorted, and for each class which of them. Of a group that surely matches one state stands for all. */
  steps(states: Uint16Array): { readonly sets: readonly Uint16Array[]; readonly of: Uint16Array };
  /** Groups whose patterns match here, sorted. */
  accepted(states: Uint16Array): readonly number[];
}

/** A way over the symbols from `low` to `high`. */
interface Edge {
  readonly low: number;
  readonly high: number;
  readonly to: number;
}

/** What is known of one state. */
export interface State {
  readonly group: number;
  readonly edges: Edge[];
  /** States that are reached without a byte. */
  readonly silent: number[];
  /** A text that ends here matches. */
  readonly accepts: boolean;
  /** Whatever follows matches too. */
  readonly sure: boolean;
}

/** A wildcard's loop: its states, the one by which it is entered, and whether it takes no `/`. */
export interface Loop {
  readonly at: readonly number[];
  readonly entry: number;
  readonly segment: boolean;
}

/** UTF-8 of all code points but ASCII, as runs of byte ranges. */
const characters: readonly (readonly (readonly [number, number])[])[] = [
  [[0xc2, 0xdf], [0x80, 0xbf]],
  [[0xe0, 0xe0], [0xa0, 0xbf], [0x80, 0xbf]],
  [[0xe1, 0xef], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf0, 0xf0], [0x90, 0xbf], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf1, 0xf3], [0x80, 0xbf], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf4, 0xf4], [0x80, 0x8f], [0x80, 0xbf], [0x80, 0xbf]],
];
const slash = 0x2f;

/** The automaton of groups of patterns; undefined where the budget does not suffice. */
export function automaton(groups: readonly (readonly (readonly Sign[])[])[], budget: Budget): Automaton | undefined {
  const states: State[] = [];
  const loops: Loop[] = [];
  const rests = restsOf(groups);
  const starts = groups.map((patterns, group) => join(patterns.map(rests.of), { states, group, known: new Map(), loops, rests, budget }));
  const above = budget.left < 0 ? null : masters(states, loops, budget);
  return above === null ? undefined : assemble(states, 256, [starts], above, budget);
}

/** The automaton of these states over so many symbols from those it starts in; `above` has for each the states that make it needless. Undefined where the budget does not suffice. */
export function assemble(states: readonly State[], symbols: number, starts: readonly (readonly number[])[], above: readonly (readonly number[])[], budget: Budget): Automaton | undefined {
  const { classes, representatives } = classesOf(states, symbols);
  const closed: (readonly number[])[] = [];
  for (const at of states.keys()) {
    const reached = closure(states, [at]);
    if (!spend(budget, reached.length)) return undefined;
    closed.push(reached);
  }
  const table = states.map(({ edges }) => edges.map(({ low, high, to }) => ({ from: classes[low] ?? 0, until: classes[high] ?? 0, to })));
  const { settle, reach } = settler(states, closed, above, budget);
  const ends = states.map(({ accepts, group }) => (accepts ? group : -1));
  // Of each class the states behind it, as of the set that was stepped from last.
  const found: number[][] = representatives.map(() => []);
  return {
    states: states.length,
    classes,
    representatives,
    starts: starts.map((some) => settle(reach(some), 1)),
    steps(from) {
      for (const some of found) some.length = 0;
      for (const at of from) {
        for (const { from: first, until, to } of table[at] ?? []) {
          for (let of = first; of <= until; of++) found[of]?.push(to);
          budget.left -= (until - first + 1) * (closed[to]?.length ?? 0);
        }
      }
      const { firsts, of, counts } = alike(found);
      return { sets: firsts.map((first, number) => settle(reach(found[first] ?? []), counts[number] ?? 0)), of };
    },
    accepted: (from) => {
      const groups = new Set<number>();
      for (const at of from) if ((ends[at] ?? -1) >= 0) groups.add(ends[at] ?? 0);
      return [...groups].sort((a, b) => a - b);
    },
  };
}

/** What the patterns of one group are joined in; `known` are its states by all that is left to match there. */
interface Joint {
  readonly states: State[];
  readonly group: number;
  readonly known: Map<string, number>;
  readonly loops: Loop[];
  readonly rests: Rests;
  readonly budget: Budget;
}

/** The state from which any of these rests is matched. Patterns that begin alike share it, and so do those that go on alike. By a list of what is left to do, as patterns may be longer than a stack. */
function join(all: readonly number[], joint: Joint): number {
  const left: { readonly at: number; readonly rests: readonly number[] }[] = [];
  const stateOf = (some: readonly number[]): number => {
    const rests = [...new Set(some)].sort((a, b) => a - b);
    const key = rests.join();
    const known = joint.known.get(key);
    if (known !== undefined) return known;
    const at = add(joint, rests.includes(0));
    joint.known.set(key, at);
    left.push({ at, rests });
    return at;
  };
  const start = stateOf(all);
  for (let next = left.pop(); next !== undefined && spend(joint.budget, next.rests.length); next = left.pop()) {
    for (const { sign, behind } of bySign(next.rests, joint.rests)) {
      if (behind.includes(0) && isRest(sign)) joint.states[next.at]?.silent.push(surely(joint));
      else lead(joint, next.at, sign, stateOf(behind));
    }
  }
  return start;
}

/** Whether a sign at a pattern's end takes whatever is left. */
function isRest(sign: Sign): boolean {
  return sign.kind === "segments" || (sign.kind === "any" && !sign.segment);
}

/** The state of a group that surely matches. */
function surely(joint: Joint): number {
  const known = joint.known.get("all");
  if (known !== undefined) return known;
  const at = add(joint, true, true);
  joint.known.set("all", at);
  joint.states[at]?.edges.push({ low: 0, high: 0xff, to: at });
  return at;
}

function add({ states, group }: Joint, accepts = false, sure = false): number {
  return states.push({ group, edges: [], silent: [], accepts, sure }) - 1;
}

/** Leads from a state over a sign to another one. */
function lead(joint: Joint, from: number, sign: Sign, to: number): void {
  const { states } = joint;
  const edge = (at: number, low: number, high: number, target: number): void => void states[at]?.edges.push({ low, high, to: target });
  const notSlash = (at: number, target: number): void => {
    edge(at, 0, slash - 1, target);
    edge(at, slash + 1, 0xff, target);
  };
  const run = (ranges: readonly (readonly [number, number])[]): void => {
    let at = from;
    ranges.forEach(([low, high], index) => {
      const next = index === ranges.length - 1 ? to : add(joint);
      edge(at, low, high, next);
      at = next;
    });
  };
  const loop = (): number => {
    const at = add(joint);
    states[from]?.silent.push(at);
    states[at]?.silent.push(to);
    return at;
  };
  switch (sign.kind) {
    case "literal": return run(Array.from(new TextEncoder().encode(sign.text), (byte) => [byte, byte] as const));
    case "one":
      for (const ranges of characters) run(ranges);
      if (!sign.segment) return edge(from, 0, 0x7f, to);
      edge(from, 0, slash - 1, to);
      return edge(from, slash + 1, 0x7f, to);
    case "any": {
      const at = loop();
      joint.loops.push({ at: [at], entry: at, segment: sign.segment });
      return sign.segment ? notSlash(at, at) : edge(at, 0, 0xff, at);
    }
    case "segments": {
      const between = loop();
      const within = add(joint);
      joint.loops.push({ at: [between, within], entry: between, segment: false });
      edge(between, slash, slash, between);
      notSlash(between, within);
      notSlash(within, within);
      return edge(within, slash, slash, between);
    }
  }
}

/** States that need no byte to be reached are added. */
export function closure(states: readonly State[], reached: readonly number[]): readonly number[] {
  const seen = new Set(reached);
  for (const at of seen) for (const to of states[at]?.silent ?? []) seen.add(to);
  return [...seen];
}

/** `reach`: the states of which one is reached from any of these without a byte, each once. `settle` makes them a set. */
interface Settler {
  readonly reach: (some: readonly number[]) => readonly number[];
  /**
   * What was reached last, sorted; without states that another one makes needless, and of a group that surely matches only the state
   * that says so. Takes from the budget what that costs so many times.
   */
  readonly settle: (reached: readonly number[], times: number) => Uint16Array;
}

function settler(states: readonly State[], closed: readonly (readonly number[])[], above: readonly (readonly number[])[], budget: Budget): Settler {
  const groups = Int32Array.from(states, ({ group }) => group);
  const sureAt = Uint8Array.from(states, ({ sure }) => Number(sure));
  const isPlain = !sureAt.includes(1) && above.every((masters) => masters.length === 0);
  // The turn at which a state was reached last, and a group surely matched, so that nothing is to be emptied.
  const seen = new Uint32Array(states.length);
  const surely = new Uint32Array(groups.reduce((most, group) => Math.max(most, group), 0) + 1);
  const reached: number[] = [];
  let turn = 0;
  const needed = (at: number): boolean => {
    if (sureAt[at] === 1) return true;
    if (surely[groups[at] ?? 0] === turn) return false;
    for (const master of above[at] ?? []) if (seen[master] === turn) return false;
    return true;
  };
  return {
    reach(some) {
      turn++;
      reached.length = 0;
      for (const from of some) {
        for (const at of closed[from] ?? []) {
          if (seen[at] === turn) continue;
          seen[at] = turn;
          reached.push(at);
        }
      }
      return reached;
    },
    settle(all, times) {
      if (isPlain) return Uint16Array.from(all).sort();
      for (const at of all) {
        budget.left -= times * (above[at]?.length ?? 0);
        if (sureAt[at] === 1) surely[groups[at] ?? 0] = turn;
      }
      return Uint16Array.from(all.filter(needed)).sort();
    },
  };
}

/** Symbols that no edge tells apart as one class, each with a symbol that stands for it. */
export function classesOf(states: readonly State[], symbols: number): { classes: Uint16Array; representatives: readonly number[] } {
  const cuts = new Set<number>([0]);
  for (const { edges } of states) {
    for (const { low, high } of edges) {
      cuts.add(low);
      cuts.add(high + 1);
    }
  }
  const classes = new Uint16Array(symbols);
  const representatives: number[] = [];
  for (let symbol = 0; symbol < symbols; symbol++) {
    if (cuts.has(symbol)) representatives.push(symbol);
    classes[symbol] = representatives.length - 1;
  }
  return { classes, representatives };
}

// Regular expressions become states over classes of letters. What an edge asks of the letter before is remembered in the state,
// what it asks of the letter behind narrows the sets that may follow; so `^ $ \b \B` need nothing while a text is searched.

import { NFA_STATES_MAX } from "../../base/limits.js";
import { alphabetOf } from "./alphabet.js";
import type { Alphabet } from "./alphabet.js";
import { assemble } from "./automaton.js";
import type { Automaton, State } from "./automaton.js";
import { spend } from "./budget.js";
import type { Budget } from "./budget.js";
import { everyLetter } from "./letters.js";
import type { Letters } from "./letters.js";
import { outdone } from "./outdo.js";
import type { Edge, Expression, Regex } from "./regex.js";

/**
 * `search`: whether an expression is found anywhere in the whole text. `forward`: read from where it may begin, ends where it may end.
 * `backward`: read from the text's end towards its start, is at an end wherever one begins. The last two start for each of what may
 * stand on the side they come from (nothing, a letter of words, another), and tell as groups 0 to 2 what may stand on the other.
 */
export type Way = "search" | "forward" | "backward";

/** An automaton over the classes of an alphabet. */
export interface Search {
  readonly automaton: Automaton;
  readonly alphabet: Alphabet;
}

/** The automaton of groups of expressions, or undefined where it would be too large; `sparing`: its sets of states hold none that another makes needless. */
export function searcher(groups: readonly (readonly Regex[])[], way: Way, budget: Budget, sparing = false): Search | undefined {
  const alphabet = alphabetOf(groups.flat().flatMap((regex) => [...(asksWords(regex) ? [regex.words] : []), ...setsOf(regex.expression)]));
  if (alphabet === undefined) return undefined;
  const states: State[] = [];
  const starts = groups.map((regexes, group) => startsOf(regexes, group, way, states, alphabet, budget));
  if (states.length > NFA_STATES_MAX || budget.left < 0) return undefined;
  const joined = (way === "search" ? [0] : [0, 1, 2]).map((at) => starts.flatMap((of) => of[at] ?? []));
  const above = sparing ? outdone(states, alphabet.size, budget) : states.map(() => []);
  const made = above === null ? undefined : assemble(states, alphabet.size, joined, above, budget);
  return made === undefined ? undefined : { automaton: made, alphabet };
}

function asksWords({ edges }: Regex): boolean {
  return edges.has("word") || edges.has("inside");
}

function setsOf(of: Expression): readonly Letters[] {
  switch (of.kind) {
    case "letter": return [of.of];
    case "edge": return [];
    case "sequence": case "choice": return of.of.flatMap(setsOf);
    case "repeat": return setsOf(of.of);
  }
}

/** A place in an expression: a set of letters that leads on, places that are reached without one, or the end. */
type Place =
  | { readonly kind: "letter"; readonly of: readonly number[]; readonly to: number }
  | { readonly kind: "fork"; readonly to: readonly number[] }
  | { readonly kind: "edge"; readonly edge: Edge; readonly to: number }
  | { readonly kind: "end" };

/** What stood before: nothing, a letter of words, or another; only as far as the expression's edges ask. */
type Before = "start" | "word" | "other";
/** What must stand behind: anything, a letter of words, no such letter, or nothing. */
type Behind = "any" | "word" | "other" | "end";

const befores: readonly Before[] = ["start", "word", "other"];

/** For each of what may stand before, the states to start in. */
function startsOf(regexes: readonly Regex[], group: number, way: Way, states: State[], alphabet: Alphabet, budget: Budget): readonly (readonly number[])[] {
  const every = alphabet.classesOf(everyLetter);
  // Expressions that ask the same of letters before them share the loop that waits for them to begin.
  const loops = new Map<string, Joint>();
  for (const regex of regexes) {
    const asks = asksWords(regex) ? "words" : regex.edges.has(way === "backward" ? "end" : "start") ? "start" : "nothing";
    const key = `${asks} ${regex.folds}`;
    const words = new Set(asks === "words" ? alphabet.classesOf(regex.words) : []);
    const joint: Joint = loops.get(key) ?? { states, group, way, asks, alphabet, every, words, places: [], known: new Map(), first: [], budget };
    loops.set(key, joint);
    if (sizeOf(regex.expression) + states.length > NFA_STATES_MAX) {
      states.length = NFA_STATES_MAX + 1;
      return [];
    }
    const end = joint.places.push({ kind: "end" }) - 1;
    joint.first.push(place(regex.expression, end, joint));
  }
  const starts = befores.map((before) => [...loops.values()].flatMap((joint) => (way === "forward" ? joint.first.map((at) => enter(at, before, joint)) : [loop(before, joint)])));
  for (const joint of loops.values()) fill(joint);
  return starts;
}

/** Expressions that are made states together. */
interface Joint {
  readonly states: State[];
  readonly group: number;
  readonly way: Way;
  readonly asks: "nothing" | "start" | "words";
  readonly alphabet: Alphabet;
  /** All classes of letters, and those of words. */
  readonly every: readonly number[];
  readonly words: ReadonlySet<number>;
  readonly places: Place[];
  readonly first: number[];
  readonly budget: Budget;
  /** States by what they are for; of those that are not filled yet, how. */
  readonly known: Map<string, { readonly at: number; fill: (() => void) | null }>;
}

/** How many places an expression takes, at least. */
function sizeOf(of: Expression): number {
  switch (of.kind) {
    case "letter": case "edge": return 1;
    case "sequence": case "choice": return of.of.reduce((size, part) => size + sizeOf(part), 1);
    case "repeat": return 1 + (1 + sizeOf(of.of)) * Math.max(1, of.most === Infinity ? of.least + 1 : of.most);
  }
}

/** The first place of an expression behind which `to` comes. */
function place(of: Expression, to: number, joint: Joint): number {
  const add = (at: Place): number => joint.places.push(at) - 1;
  switch (of.kind) {
    case "letter": return add({ kind: "letter", of: joint.alphabet.classesOf(of.of), to });
    case "edge": return add({ kind: "edge", edge: joint.way === "backward" ? turned[of.edge] : of.edge, to });
    case "choice": return add({ kind: "fork", to: of.of.map((part) => place(part, to, joint)) });
    case "sequence": return (joint.way === "backward" ? of.of : [...of.of].reverse()).reduce((next, part) => place(part, next, joint), to);
    case "repeat": {
      let first = to;
      if (of.most === Infinity) {
        const again: number[] = [];
        first = add({ kind: "fork", to: again });
        again.push(place(of.of, first, joint), to);
      } else for (let left = of.most - of.least; left > 0; left--) first = add({ kind: "fork", to: [place(of.of, first, joint), to] });
      for (let left = of.least; left > 0; left--) first = place(of.of, first, joint);
      return first;
    }
  }
}

/** Edges as they are to whoever reads from the end. */
const turned: Readonly<Record<Edge, Edge>> = { start: "end", end: "start", word: "word", inside: "inside" };

/** The state of this name, which `fill` leads on from once. */
function state(key: string, joint: Joint, fill: (at: number) => void): number {
  const known = joint.known.get(key);
  if (known !== undefined) return known.at;
  const at = add(joint);
  joint.known.set(key, { at, fill: () => fill(at) });
  return at;
}

function add({ states, group }: Joint, ends: Partial<Pick<State, "group" | "accepts" | "sure">> = {}): number {
  return states.push({ group, edges: [], silent: [], accepts: false, sure: false, ...ends }) - 1;
}

/** Fills states until none is left, or there are too many. */
function fill(joint: Joint): void {
  // A map is gone through with what is put in on the way.
  for (const entry of joint.known.values()) {
    if (joint.states.length > NFA_STATES_MAX || !spend(joint.budget, 1)) return;
    entry.fill?.();
    entry.fill = null;
  }
}

/** The state that waits for an expression to begin. */
function loop(before: Before, joint: Joint): number {
  const seen = joint.asks === "nothing" ? "other" : before;
  return state(`loop ${seen}`, joint, (at) => {
    for (const first of joint.first) joint.states[at]?.silent.push(enter(first, seen, joint));
    if (joint.asks !== "words") lead(at, joint.every, loop("other", joint), joint);
    else for (const [of, after] of byWord(joint.every, joint)) lead(at, of, loop(after, joint), joint);
  });
}

/** The state of a place behind such a letter. */
function enter(first: number, before: Before, joint: Joint): number {
  const seen = joint.asks === "nothing" || (joint.asks === "start" && before !== "start") ? "other" : before;
  return state(`at ${first} ${seen}`, joint, (at) => {
    const reached = new Set<string>();
    const left: [number, Behind][] = [[first, "any"]];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [number, behind] = next;
      const key = `${number} ${behind}`;
      const here = joint.places[number];
      if (here === undefined || reached.has(key) || !spend(joint.budget, 1)) continue;
      reached.add(key);
      switch (here.kind) {
        case "letter": case "end": {
          joint.states[at]?.silent.push(leaf(number, here, behind, joint));
          break;
        }
        case "fork": {
          for (const to of here.to) left.push([to, behind]);
          break;
        }
        case "edge": {
          const then = beyond(here.edge, seen, behind);
          if (then !== null) left.push([here.to, then]);
        }
      }
    }
  });
}

/** What must stand behind an edge too, or null where nothing can. */
function beyond(edge: Edge, before: Before, behind: Behind): Behind | null {
  if (edge === "start") return before === "start" ? behind : null;
  const wanted: Behind = edge === "end" ? "end" : (edge === "word") === (before === "word") ? "other" : "word";
  if (behind === "any" || behind === wanted) return wanted;
  return behind !== "word" && wanted !== "word" ? "end" : null;
}

/** The state of a set of letters, or of the end, with what must stand behind it. */
function leaf(number: number, here: Extract<Place, { kind: "letter" | "end" }>, behind: Behind, joint: Joint): number {
  const { words, way, states } = joint;
  const allowed = (of: readonly number[]): readonly number[] => (behind === "any" ? of : behind === "end" ? [] : of.filter((one) => words.has(one) === (behind === "word")));
  return state(`leaf ${number} ${behind}`, joint, (at) => {
    const silent = (to: number): void => void states[at]?.silent.push(to);
    if (here.kind === "letter") {
      for (const [of, after] of byWord(allowed(here.of), joint)) lead(at, of, enter(here.to, after, joint), joint);
    } else if (way !== "search") {
      befores.forEach((_, group) => { if (sides[behind].includes(group)) silent(ending(false, joint, group)); });
    } else if (behind === "any") silent(ending(true, joint));
    else {
      if (behind !== "word") silent(ending(false, joint));
      lead(at, allowed(joint.every), ending(true, joint), joint);
    }
  });
}

/** What may stand behind, as groups: nothing, a letter of words, another. */
const sides: Readonly<Record<Behind, readonly number[]>> = { any: [0, 1, 2], word: [1], other: [0, 2], end: [0] };

/** The state of a text that matches if it ends here, or whatever follows. */
function ending(sure: boolean, joint: Joint, group: number = joint.group): number {
  const key = sure ? "sure" : `end ${group}`;
  const known = joint.known.get(key);
  if (known !== undefined) return known.at;
  const at = add(joint, { group, accepts: true, sure });
  if (sure) lead(at, joint.every, at, joint);
  joint.known.set(key, { at, fill: null });
  return at;
}

/** Classes apart by what they are as the letter before, as far as that is asked. */
function byWord(of: readonly number[], { asks, words }: Joint): readonly (readonly [readonly number[], Before])[] {
  if (asks !== "words") return [[of, "other"]];
  return [[of.filter((one) => words.has(one)), "word"], [of.filter((one) => !words.has(one)), "other"]];
}

/** Leads over classes, which are sorted; those that are side by side by one edge. */
function lead(from: number, of: readonly number[], to: number, joint: Joint): void {
  joint.budget.left -= of.length;
  for (let at = 0; at < of.length;) {
    const low = of[at] ?? 0;
    let high = low;
    while (++at < of.length && of[at] === high + 1) high++;
    joint.states[from]?.edges.push({ low, high, to });
  }
}

// Globs or regular expressions as one machine: a minimal deterministic automaton over the bytes of UTF-8, which tells which groups
// of globs match a whole text, or of expressions are found in it. Linear in the text, no backtracking. Knows how globs are read
// (docs/language.md), not what they are for.

import { DFA_SETS_MAX, DFA_STATES_MAX, DFA_WORK_MAX, OUTDO_STATES_MAX } from "../../base/limits.js";
import type { GlobKind } from "../check/policy.js";
import type { Alphabet } from "./alphabet.js";
import { automaton } from "./automaton.js";
import type { Automaton } from "./automaton.js";
import { spend } from "./budget.js";
import type { Budget } from "./budget.js";
import { overBytes } from "./bytes.js";
import { columnsOf, merged } from "./minimise.js";
import type { Rows } from "./minimise.js";
import { regexReader } from "./regex.js";
import type { Reader, Regex } from "./regex.js";
import type { Sign } from "./rests.js";
import { searcher } from "./search.js";
import type { Way } from "./search.js";

/** A machine: from `start` each byte's class leads to the next state; the last state's output says which groups match. */
export interface Machine {
  /** Class of each of the 256 bytes. */
  readonly classes: Uint8Array;
  readonly width: number;
  readonly start: number;
  /** Next state by `state * width + class`. */
  readonly next: Uint16Array;
  /** Output of each state; 0 is none. */
  readonly outputs: Uint16Array;
  /** Groups that each output stands for. */
  readonly groups: readonly (readonly number[])[];
}

/** The same over any symbols, bytes or classes of letters, and from several starts. */
export interface Table extends Omit<Machine, "classes" | "start"> {
  readonly classes: Uint16Array;
  readonly starts: readonly number[];
}

/** The machine of these groups of globs or regular expressions, or undefined where it would have more than `statesMax` states before merging, or the budget is spent. */
export function machineOf(kind: GlobKind, groups: readonly (readonly string[])[], statesMax: number, reader: Reader = regexReader(), budget: Budget = { left: DFA_WORK_MAX }): Machine | undefined {
  if (kind === "regex") {
    const made = searched(groups.map((group) => group.map(reader.read)), "search", statesMax, budget);
    return made === undefined || !spend(budget, made.table.outputs.length * 256) ? undefined : overBytes(made.table, made.alphabet, statesMax);
  }
  // Every sign takes a state at least, and depth of building is the longest pattern; `{`, `}` and `,` are written out already.
  const signs = groups.reduce((sum, group) => sum + group.reduce((all, { length }) => all + length, 0), 0);
  if (groups.some((group) => group.some((glob) => isLong(kind, glob, statesMax))) || !spend(budget, signs)) return undefined;
  const patterns = groups.map((globs) => globs.flatMap((glob) => signsOf(kind, glob)));
  if (patterns.some((group) => group.some(({ length }) => length > statesMax))) return undefined;
  const nfa = automaton(patterns, budget);
  const table = nfa === undefined || nfa.states >= 1 << 16 ? undefined : deterministic(nfa, kind === "path", statesMax, budget);
  return table === undefined ? undefined : { ...table, classes: Uint8Array.from(table.classes), start: table.starts[0] ?? 0 };
}

/** The smallest machine of groups of expressions over classes of letters. One that is too large at first is tried with sets of states that hold none in vain. */
export function searched(groups: readonly (readonly Regex[])[], way: Way, statesMax: number, budget: Budget): { readonly table: Table; readonly alphabet: Alphabet } | undefined {
  const first = searcher(groups, way, budget);
  if (first === undefined) return undefined;
  const small = deterministic(first.automaton, false, statesMax, budget);
  if (small !== undefined) return { table: small, alphabet: first.alphabet };
  if (statesMax < DFA_STATES_MAX || first.automaton.states > OUTDO_STATES_MAX || budget.left < 0) return undefined;
  const sparing = searcher(groups, way, budget, true);
  const table = sparing === undefined ? undefined : deterministic(sparing.automaton, false, DFA_SETS_MAX, budget);
  return table === undefined || table.outputs.length > statesMax ? undefined : { table, alphabet: first.alphabet };
}

/** The smallest machine of an automaton of less than 2^16 states; `slashed`: a text is accepted where it would be with a `/` behind it. */
export function deterministic(nfa: Automaton, slashed: boolean, statesMax: number, budget: Budget): Table | undefined {
  const subsets = determine(nfa, slashed, statesMax, budget);
  return subsets === undefined || !spend(budget, subsets.outputs.length * subsets.width) ? undefined : minimise(subsets);
}

/** Whether a glob has more signs than there may be states, told without writing them out; of a path, whose `**` and `/` are one sign, only by a rough measure. */
function isLong(kind: GlobKind, glob: string, statesMax: number): boolean {
  if (glob.length <= statesMax) return false;
  return kind === "path" ? glob.length > 3 * statesMax : glob.length > 2 * statesMax || Array.from(glob).length > statesMax;
}

/** The patterns of a glob. */
function signsOf(kind: Exclude<GlobKind, "regex">, glob: string): readonly (readonly Sign[])[] {
  switch (kind) {
    case "text": return [text(glob, false)];
    case "path": return [path(glob)];
    case "domain":
      if (glob === "*") return [[{ kind: "any", segment: false }]];
      return glob.startsWith("*.") ? [letters(glob.slice(2)), [{ kind: "any", segment: false }, ...letters(glob.slice(1))]] : [letters(glob)];
  }
}

function text(glob: string, segment: boolean): readonly Sign[] {
  return Array.from(glob, (sign): Sign => (sign === "*" ? { kind: "any", segment } : sign === "?" ? { kind: "one", segment } : { kind: "literal", text: sign }));
}

/** A path is read with a `/` behind it, so that all segments end alike; `**` is any number of whole segments. */
function path(glob: string): readonly Sign[] {
  return glob.split("/").flatMap((segment): readonly Sign[] => (segment === "**" ? [{ kind: "segments" }] : [...text(segment, true), { kind: "literal", text: "/" }]));
}

function letters(literal: string): readonly Sign[] {
  return Array.from(literal, (letter): Sign => ({ kind: "literal", text: letter }));
}

/** A machine before its states are merged. */
interface Subsets extends Rows {
  readonly classes: Uint16Array;
  readonly starts: readonly number[];
  readonly groups: readonly (readonly number[])[];
}

/** The subset construction. */
function determine(nfa: Automaton, slashed: boolean, statesMax: number, budget: Budget): Subsets | undefined {
  const { classes, representatives } = nfa;
  const { sets, enter } = numbered();
  const next: Uint16Array[] = [];
  const costs: number[] = [];
  const starts = nfa.starts.map(enter);
  for (let state = 0; state < sets.length; state++) {
    const set = sets[state] ?? none;
    if (sets.length > statesMax || !spend(budget, set.length + representatives.length)) return undefined;
    const before = budget.left;
    const behind = nfa.steps(set);
    costs.push(before - budget.left);
    const numbers = behind.sets.map(enter);
    next.push(behind.of.map((at) => numbers[at] ?? 0));
  }
  const outputs = new Map<string, number>([["", 0]]);
  const groups: (readonly number[])[] = [[]];
  const outputOf = (set: Uint16Array, state: number): number => {
    // Looking behind the `/` is a step of its own, and its work is counted, though where it leads is known.
    if (slashed) budget.left -= costs[state] ?? 0;
    const accepted = nfa.accepted(slashed ? sets[next[state]?.[classes[slash] ?? 0] ?? 0] ?? none : set);
    const key = accepted.join();
    const known = outputs.get(key);
    if (known !== undefined) return known;
    outputs.set(key, groups.length);
    return groups.push(accepted) - 1;
  };
  return { classes, width: representatives.length, next, starts, outputs: sets.map(outputOf), groups };
}

const slash = 0x2f;
const none = new Uint16Array(0);

/** Sets with their numbers: one that is equal to an earlier one has its number. */
function numbered(): { readonly sets: readonly Uint16Array[]; readonly enter: (set: Uint16Array) => number } {
  const sets: Uint16Array[] = [];
  // The last set of each hash, and before each set the one before it of its hash.
  const last = new Map<number, number>();
  const earlier: number[] = [];
  const enter = (set: Uint16Array): number => {
    const hash = set.reduce((sum, one) => Math.imul(sum ^ one, HASH_PRIME), set.length);
    for (let at = last.get(hash) ?? -1; at >= 0; at = earlier[at] ?? -1) if (isEqual(sets[at] ?? none, set)) return at;
    earlier.push(last.get(hash) ?? -1);
    last.set(hash, sets.length);
    return sets.push(set) - 1;
  };
  return { sets, enter };
}

function isEqual(one: Uint16Array, other: Uint16Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** FNV-1a's. */
const HASH_PRIME = 0x01000193;

/** Merges states that no text tells apart, and numbers them in the order in which they are reached; and classes likewise. */
function minimise(from: Subsets): Table {
  const parts = merged(from);
  const { classes, columns } = columnsOf(from.width, from.next.map((row) => row.map((to) => parts[to] ?? 0)));
  const width = columns.length;
  const count = Math.max(...parts) + 1;
  const next = new Uint16Array(count * width);
  const outputs = new Uint16Array(count);
  from.next.forEach((row, state) => {
    const part = parts[state] ?? 0;
    outputs[part] = from.outputs[state] ?? 0;
    columns.forEach((column, at) => (next[part * width + at] = parts[row[column] ?? 0] ?? 0));
  });
  return { classes: from.classes.map((at) => classes[at] ?? 0), width, starts: from.starts.map((state) => parts[state] ?? 0), next, outputs, groups: from.groups };
}

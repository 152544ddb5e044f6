// Globs as one machine: a minimal deterministic automaton over the bytes of UTF-8, which tells which groups of globs match a
// whole text. Linear in the text, no backtracking. Knows how globs are read (docs/language.md), not what they are for.

import type { GlobKind } from "../check/policy.js";
import { automaton } from "./automaton.js";
import type { Automaton, Sign } from "./automaton.js";

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

/** The machine of these groups of globs, or undefined where it would have more than `statesMax` states before merging. */
export function machineOf(kind: GlobKind, groups: readonly (readonly string[])[], statesMax: number): Machine | undefined {
  const patterns = groups.map((globs) => globs.flatMap((glob) => signsOf(kind, glob)));
  // Every sign takes a state at least, and depth of building is the longest pattern.
  if (patterns.some((group) => group.some((signs) => signs.length > statesMax))) return undefined;
  const nfa = automaton(patterns);
  if (nfa.states >= 1 << 16) return undefined;
  const subsets = determine(nfa, kind === "path", statesMax);
  return subsets === undefined ? undefined : minimise(subsets);
}

/** The patterns of a glob. */
function signsOf(kind: GlobKind, glob: string): readonly (readonly Sign[])[] {
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
interface Subsets {
  readonly classes: Uint8Array;
  readonly width: number;
  readonly next: readonly Uint16Array[];
  readonly outputs: readonly number[];
  readonly groups: readonly (readonly number[])[];
}

/** The subset construction; `slashed`: a text is accepted where it would be with a `/` behind it. */
function determine(nfa: Automaton, slashed: boolean, statesMax: number): Subsets | undefined {
  const { classes, representatives } = nfa;
  const numbers = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const enter = (set: readonly number[]): number => {
    const key = String.fromCharCode(...set);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, sets.length);
    return sets.push(set) - 1;
  };
  const next: Uint16Array[] = [];
  enter(nfa.start);
  for (let state = 0; state < sets.length; state++) {
    if (sets.length > statesMax) return undefined;
    const set = sets[state] ?? [];
    next.push(Uint16Array.from(representatives, (byte) => enter(nfa.step(set, byte))));
  }
  const outputs = new Map<string, number>([["", 0]]);
  const groups: (readonly number[])[] = [[]];
  const outputOf = (set: readonly number[]): number => {
    const accepted = nfa.accepted(slashed ? nfa.step(set, slash) : set);
    const key = accepted.join();
    const known = outputs.get(key);
    if (known !== undefined) return known;
    outputs.set(key, groups.length);
    return groups.push(accepted) - 1;
  };
  return { classes, width: representatives.length, next, outputs: sets.map(outputOf), groups };
}

const slash = 0x2f;

/** Merges states that no text tells apart, and numbers them in the order in which they are reached. */
function minimise(from: Subsets): Machine {
  let parts = [...from.outputs];
  for (let count = new Set(parts).size; ;) {
    const numbers = new Map<string, number>();
    const finer = from.next.map((row, state) => {
      let key = String(parts[state]);
      for (const to of row) key += `,${parts[to]}`;
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    });
    parts = finer;
    if (numbers.size === count) break;
    count = numbers.size;
  }
  const count = Math.max(...parts) + 1;
  const next = new Uint16Array(count * from.width);
  const outputs = new Uint16Array(count);
  from.next.forEach((row, state) => {
    const part = parts[state] ?? 0;
    outputs[part] = from.outputs[state] ?? 0;
    row.forEach((to, at) => (next[part * from.width + at] = parts[to] ?? 0));
  });
  return narrow({ classes: from.classes, width: from.width, start: parts[0] ?? 0, next, outputs, groups: from.groups });
}

/** Merges classes of bytes that lead to the same states from everywhere. */
function narrow(machine: Machine): Machine {
  const { width, next, outputs } = machine;
  const numbers = new Map<string, number>();
  const columns: number[] = [];
  const classOf = Array.from({ length: width }, (_, at) => {
    const key = Array.from(outputs, (_, state) => next[state * width + at]).join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, columns.length);
    return columns.push(at) - 1;
  });
  const narrowed = new Uint16Array(outputs.length * columns.length);
  outputs.forEach((_, state) => columns.forEach((at, index) => (narrowed[state * columns.length + index] = next[state * width + at] ?? 0)));
  return { ...machine, width: columns.length, next: narrowed, classes: machine.classes.map((at) => classOf[at] ?? 0) };
}

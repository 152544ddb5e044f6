// A compiled regular expression and a text to where it matches: leftmost, longest, without overlap, each letter looked at a few times.
// One pass from the end marks where a match begins; forward runs from there find how far it goes. Knows nothing of patterns' letters.

import type { Programs } from "./shell/programs.js";
import { FOUND_STEPS_MAX } from "../base/limits.js";
import type { MachineData, PatternEntry } from "../words/manifest.js";
import type { Constant, Scalar, TermList, TermValue } from "../words/term.js";
import type { Globs } from "./glob.js";

/** A machine whose tables are unpacked. */
interface Machine {
  readonly width: number;
  readonly starts: readonly number[];
  readonly next: Uint16Array;
  readonly accepts: Uint8Array;
}
/** Classes of letters: the first letter of each run and its class, and the class of each letter of ASCII; and of each class whether its letters are of words. */
interface Letters {
  readonly from: Uint32Array;
  readonly of: Uint16Array;
  readonly ascii: Uint16Array;
  readonly words: Uint8Array;
}
/** A pattern whose matches can be looked for. */
export interface Finder {
  readonly letters: Letters;
  readonly forward: Machine;
  readonly backward: Machine;
}
/** Finders by the text of their patterns; and what is kept of the texts and data of a bundle, so that it is made ready once. */
export interface Patterns extends Pick<ReadonlyMap<string, Finder>, "get" | "size"> {
  readonly kept?: Kept;
  /** What is said of programs; where nothing is, what is built in. */
  readonly programs?: Programs;
  /** The commands of texts that were read, where the terms of one value share them. */
  readonly commands?: Map<string, TermList>;
  /** What looking for matches may still take, where several searches share it. */
  readonly search?: Search;
}
/** Code units that may still be gone over. */
export interface Search {
  left: number;
}
/** Values by the constants they are of, and globs by their lists: each is the same whenever it is asked for. */
export interface Kept {
  readonly constants: WeakMap<Exclude<Constant, Scalar>, TermValue>;
  readonly globs: WeakMap<TermList, Map<string, Globs>>;
}

/** A match: code units `[start, end)` of the text. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Unpacks the patterns of a manifest. One whose tables do not fit together is left out, and its matches are unknown. */
export function finders(patterns: readonly PatternEntry[]): Patterns {
  const found = new Map<string, Finder>();
  for (const entry of patterns) {
    const [letters, forward, backward] = [lettersOf(entry.letters), unpack(entry.forward), unpack(entry.backward)];
    if (letters === null || forward === null || backward === null || [forward, backward].some(({ width }) => width !== letters.words.length)) continue;
    found.set(entry.pattern, { letters, forward, backward });
  }
  return { get: (pattern) => found.get(pattern), size: found.size, kept: { constants: new WeakMap(), globs: new WeakMap() } };
}

/** Whether it matches anywhere, the empty text between two letters too. */
export function isFound(finder: Finder, text: string): boolean {
  const { backward, letters } = finder;
  const classes = classesOf(letters, text);
  return accepts(backward, backward.starts[0] ?? DEAD, classes, letters.words, text.length - 1) === 1 || beginnings(backward, classes, letters.words).includes(1);
}

/** The matches, in order; null where looking for them takes more than is left. Empty matches are none. */
export function matches(finder: Finder, text: string, search: Search = { left: FOUND_STEPS_MAX }): readonly Match[] | null {
  if ((search.left -= text.length) < 0) return null;
  const classes = classesOf(finder.letters, text);
  const { words } = finder.letters;
  const begins = beginnings(finder.backward, classes, words);
  const found: Match[] = [];
  for (let at = 0; at < text.length;) {
    if (begins[at] !== 1) { at++; continue; }
    const run = longest(finder.forward, classes, words, at);
    if ((search.left -= run.steps) < 0) return null;
    if (run.end > at) found.push({ start: at, end: run.end, text: text.slice(at, run.end) });
    at = Math.max(run.end, at + 1);
  }
  return found;
}

/** The class of the letter at each code unit, SECOND at the second ones of pairs. What is half a pair is as U+FFFD. */
function classesOf({ from, of, ascii }: Letters, text: string): Uint16Array {
  const classes = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const letter = text.codePointAt(at) ?? 0;
    classes[at] = letter < 0x80 ? ascii[letter] ?? 0 : of[runOf(from, letter >= 0xd800 && letter <= 0xdfff ? 0xfffd : letter)] ?? 0;
    if (letter > 0xffff) classes[++at] = SECOND;
  }
  return classes;
}

/** The second half of a letter of two code units; no class has this number. */
const SECOND = 0xffff;

/** The last run that begins no later. */
function runOf(from: Uint32Array, letter: number): number {
  let [low, high] = [0, from.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((from[middle] ?? 0) <= letter) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What a letter is to a match beside it, as starts and accepting bits are numbered. */
function sideOf(classes: Uint16Array, words: Uint8Array, at: number): number {
  const of = classes[at] === SECOND ? classes[at - 1] : classes[at];
  return of === undefined ? 0 : words[of] === 1 ? 1 : 2;
}

/** A byte a code unit: 1 where some match begins. */
function beginnings(machine: Machine, classes: Uint16Array, words: Uint8Array): Uint8Array {
  const begins = new Uint8Array(classes.length);
  let state = machine.starts[0] ?? DEAD;
  for (let at = classes.length - 1; at >= 0; at--) {
    const of = classes[at] ?? 0;
    if (of === SECOND) continue;
    state = machine.next[state * machine.width + of] ?? DEAD;
    begins[at] = accepts(machine, state, classes, words, at - 1);
  }
  return begins;
}

/** The end of the longest match that begins at `from` (`from` itself where there is none), and how many steps it took. */
function longest(machine: Machine, classes: Uint16Array, words: Uint8Array, from: number): { readonly end: number; readonly steps: number } {
  let state = machine.starts[sideOf(classes, words, from - 1)] ?? DEAD;
  let end = from;
  let at = from;
  while (at < classes.length && state !== DEAD) {
    state = machine.next[state * machine.width + (classes[at] ?? 0)] ?? DEAD;
    at += classes[at + 1] === SECOND ? 2 : 1;
    if (accepts(machine, state, classes, words, at) === 1) end = at;
  }
  return { end, steps: at - from };
}

/** Whether a match may end in this state, with this letter beside it. */
function accepts(machine: Machine, state: number, classes: Uint16Array, words: Uint8Array, beside: number): number {
  const bits = machine.accepts[state] ?? 0;
  return bits === 0 ? 0 : (bits >>> sideOf(classes, words, beside)) & 1;
}

/** No match comes out of this state. */
const DEAD = 0;

/** Tables from base64; null where they do not fit together. */
function unpack(data: MachineData): Machine | null {
  const next = numbersOf(data.next, 2);
  const ends = numbersOf(data.accepts, 1);
  if (next === null || ends === null || !Number.isInteger(data.width) || data.width < 1) return null;
  const states = next.length / data.width;
  if (!Number.isInteger(states) || states < 1 || ends.length !== states || data.starts.length !== 3 || data.starts.some((start) => !(Number.isInteger(start) && start >= 0 && start < states))) return null;
  if (next.some((state) => state >= states)) return null;
  return { width: data.width, starts: data.starts, next: Uint16Array.from(next), accepts: Uint8Array.from(ends) };
}

function lettersOf(data: PatternEntry["letters"]): Letters | null {
  const [from, of, words] = [numbersOf(data.from, 4), numbersOf(data.of, 2), numbersOf(data.words, 1)];
  if (from === null || of === null || words === null || from[0] !== 0 || from.length !== of.length || words.length >= SECOND) return null;
  if (of.some((one) => one >= words.length) || from.some((one, at) => at > 0 && one <= (from[at - 1] ?? 0))) return null;
  const ascii = Uint16Array.from({ length: 0x80 }, (_, letter) => of[runOf(from, letter)] ?? 0);
  return { from, of: Uint16Array.from(of), ascii, words: Uint8Array.from(words) };
}

/** Numbers of so many bytes each, little-endian; null where the text is not that. */
function numbersOf(text: string, size: number): Uint32Array | null {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return null;
  }
  if (bytes.length % size !== 0) return null;
  const numbers = new Uint32Array(bytes.length / size);
  for (let at = 0; at < bytes.length; at++) numbers[Math.floor(at / size)] = (numbers[Math.floor(at / size)] ?? 0) + bytes.charCodeAt(at) * 2 ** (8 * (at % size));
  return numbers;
}

// A regular expression whose matches are looked for becomes two machines over classes of letters: one that reads on from where a match
// begins, and one that reads a text from its end and says where any does. As JSON, for the kernel to run. Knows no terms.

import { DFA_STATES_MAX, DFA_WORK_MAX } from "../../base/limits.js";
import type { MachineData, PatternEntry } from "../../words/manifest.js";
import type { Alphabet } from "./alphabet.js";
import { spend } from "./budget.js";
import type { Budget } from "./budget.js";
import { searched } from "./machine.js";
import type { Table } from "./machine.js";
import type { Reader } from "./regex.js";
import type { Way } from "./search.js";

/** The machines of a pattern, or undefined where one would be too large. */
export function foundOf(pattern: string, reader: Reader, budget: Budget = { left: DFA_WORK_MAX }): PatternEntry | undefined {
  const regex = reader.read(pattern);
  const made = (way: Way): { readonly machine: MachineData; readonly alphabet: Alphabet } | undefined => {
    const made = searched([[regex]], way, DFA_STATES_MAX, budget);
    return made === undefined || !spend(budget, made.table.outputs.length * made.table.classes.length) ? undefined : { machine: packed(made.table), alphabet: made.alphabet };
  };
  const forward = made("forward");
  const backward = forward === undefined ? undefined : made("backward");
  if (forward === undefined || backward === undefined) return undefined;
  const { ranges, size, classesOf } = forward.alphabet;
  // Where nothing is asked of letters of words a class may have them and others, and it makes no difference.
  const words = new Set(regex.edges.has("word") || regex.edges.has("inside") ? classesOf(regex.words) : []);
  const letters = { from: base64(ranges.flatMap(([from]) => wide(from))), of: base64(ranges.flatMap(([, , of]) => narrow(of))), words: base64(Array.from({ length: size }, (_, of) => Number(words.has(of)))) };
  return { pattern, letters, forward: forward.machine, backward: backward.machine };
}

/** As the manifest has it: state 0 is the one that nothing leads out of and no match ends in, whether or not it is ever reached. */
function packed({ classes, width, starts, next, outputs, groups }: Table): MachineData {
  const states = [...outputs.keys()];
  const dead = states.find((state) => outputs[state] === 0 && next.subarray(state * width, (state + 1) * width).every((to) => to === state));
  const order = [dead, ...states.filter((state) => state !== dead)];
  const numbers = new Map(order.map((state, number) => [state, number]));
  const table = order.flatMap((state) => Array.from(classes, (of) => (state === undefined ? 0 : numbers.get(next[state * width + of] ?? 0) ?? 0)));
  const accepts = order.map((state) => (state === undefined ? 0 : (groups[outputs[state] ?? 0] ?? []).reduce((bits, group) => bits | (1 << group), 0)));
  return { width: classes.length, starts: starts.map((state) => numbers.get(state) ?? 0), next: base64(table.flatMap(narrow)), accepts: base64(accepts) };
}

function narrow(number: number): readonly number[] {
  return [number & 0xff, number >>> 8];
}

function wide(number: number): readonly number[] {
  return [...narrow(number & 0xffff), ...narrow(number >>> 16)];
}

function base64(bytes: Iterable<number>): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

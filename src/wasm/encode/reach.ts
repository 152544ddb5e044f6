// Functions of a module, those left out that nothing reaches, and all others numbered anew in their order. What is promised never to be
// called has its body taken out, and what only that one called goes with it. Knows no sections.

import { assert } from "../../base/assert.js";
import type { Bytes } from "./bytes.js";
import { callsOf, renumbered } from "./calls.js";

/** A function: the number of its type, and its body as the code section has it, without its length. */
export interface Function {
  readonly type: number;
  readonly body: Uint8Array;
}

/** What is reached from some functions. */
export interface Reached {
  readonly functions: readonly { readonly type: number; readonly body: ArrayLike<number> & Iterable<number> }[];
  /** The new number of a function that is reached. */
  readonly numberOf: (index: number) => number;
}

/** No locals; traps. */
const TRAP: Bytes = [0x00, 0x00, 0x0b];

/** The functions that `roots` reach; those of `never` have a body that traps, and in the place of the first of them stand those of `given`. */
export function reached(functions: readonly Function[], roots: readonly number[], never: ReadonlySet<number>, given: readonly number[]): Reached {
  const bodies = functions.map(({ body }, index) => (never.has(index) ? Uint8Array.from(TRAP) : body));
  const calls = bodies.map((body, index) => (index < given.length ? [] : callsOf(body).map((call) => ({ ...call, index: given[call.index] ?? call.index }))));
  const found = new Set(roots);
  // What is found goes to the end of the set, and so is come by.
  for (const index of found) for (const call of calls[index] ?? []) found.add(call.index);
  const numbers = new Map([...found].sort((a, b) => a - b).map((index, number) => [index, number]));
  const numberOf = (index: number): number => {
    const number = numbers.get(index);
    assert(number !== undefined, "what is called is reached");
    return number;
  };
  return {
    functions: [...numbers.keys()].map((index) => ({ type: functions[index]?.type ?? 0, body: renumbered(bodies[index] ?? Uint8Array.of(), calls[index] ?? [], numberOf) })),
    numberOf,
  };
}

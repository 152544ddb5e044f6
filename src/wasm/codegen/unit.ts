// What code generation works with: the body at hand, the runtime's functions, the data, and where the view, the row and the
// elements stand that a test is asked of. Addresses are a local and an offset, so that loads need no sums.

import { assert } from "../../base/assert.js";
import type { Program } from "../../language/ir/program.js";
import { BINDING } from "../../words/frame.js";
import { markWords } from "../../words/manifest.js";
import { access, constant, get, op } from "../encode/code.js";
import type { Access, Body } from "../encode/code.js";
import { putMachine } from "./data.js";
import type { Data } from "./data.js";

/** A place in memory: so many bytes behind the address in a local, or absolute. */
export interface Address {
  readonly local: number | null;
  readonly offset: number;
}

/** What all functions of one module share. */
export interface Unit {
  readonly program: Program;
  readonly data: Data;
  /** Cells behind each row. */
  readonly rowColumns: number;
  /** Indexes of the runtime's functions. */
  readonly runtime: ReadonlyMap<string, number>;
  /** Addresses of machines that are used, by number. */
  readonly machines: Map<number, number>;
  /** The row of which everything is unknown. */
  readonly unseen: number;
  /** Where `bind` and `mark` leave their answers. */
  readonly binding: number;
  readonly marks: number;
  /** Words that sets of acts take. */
  readonly actWords: number;
}

/** Where the words of acts stand that `bind` leaves. */
export function boundActs({ binding, program, actWords }: Unit): readonly Address[] {
  const more = binding + BINDING.counters + 4 * markWords(program.counters.length);
  return Array.from({ length: actWords }, (_, word) => ({ local: null, offset: word === 0 ? binding + BINDING.acts : more + 4 * (word - 1) }));
}

/** What a loop is at: an item, and the list that it is one of. */
export interface Element extends Address {
  readonly list: Address;
}

/** Where a test is asked. */
export interface Site {
  readonly unit: Unit;
  readonly body: Body;
  readonly frame: Address;
  readonly row: Address;
  /** Innermost first. */
  readonly elements: readonly Element[];
  /** Of the instruction: in the frame, or (counters) in the binding. */
  readonly op: Address;
  readonly sinks: Address;
  /** Of each word of them. */
  readonly acts: readonly Address[];
  readonly self: Address;
}

/** So many bytes further. */
export function plus(address: Address, offset: number): Address {
  return { local: address.local, offset: address.offset + offset };
}

/** Loads from an address. */
export function load(body: Body, name: Extract<Access, `${string}.load${string}`>, address: Address): void {
  if (address.local === null) constant(body, 0);
  else get(body, address.local);
  access(body, name, address.offset);
}

/** The address itself. */
export function push(body: Body, address: Address): void {
  if (address.local === null) return constant(body, address.offset);
  get(body, address.local);
  if (address.offset === 0) return;
  constant(body, address.offset);
  op(body, "i32.add");
}

/** Index of a function of the runtime. */
export function runtimeFunction(unit: Unit, name: string): number {
  const index = unit.runtime.get(name);
  assert(index !== undefined, `the runtime has ${name}`);
  return index;
}

/** Address of a machine. */
export function machineAt(unit: Unit, number: number): number {
  const known = unit.machines.get(number);
  if (known !== undefined) return known;
  const machine = unit.program.machines[number];
  assert(machine !== undefined, "machines are numbered");
  const at = putMachine(unit.data, machine);
  unit.machines.set(number, at);
  return at;
}

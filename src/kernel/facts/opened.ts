// The addresses that the user and the system gave, and those that calls opened or wrote to, counted by the keys by which they are
// known again. A call that never ran opened nothing. Whose words a text is, and what became of a call, its caller knows.

import { addressesIn, keysOf, knownBy } from "../../extract/addresses.js";
import { hostOf } from "../../extract/url.js";
import { roles } from "../../words/provenance.js";
import { shellOf, type Shells } from "../view/cells.js";
import type { RoleLeaf } from "../view/leaves.js";

/** How often each key was given or opened; null where no rule asks. */
export type Opened = Map<string, number> | null;

/** What of a session's memory it is kept in. */
interface Opening {
  readonly opened: Opened;
  spent: number;
}

/** What the user or the system gives in a text. */
export function give(memory: Opening, text: string): void {
  if (memory.opened !== null) noteOpened(memory, keysIn(text), 1);
}

/** Counts what a call opens, or takes it back. */
export function noteOpened(memory: Opening, keys: readonly string[], by: 1 | -1): void {
  const { opened } = memory;
  if (opened === null) return;
  for (const key of keys) {
    const count = (opened.get(key) ?? 0) + by;
    if (count === by) memory.spent += KEY_BYTES + 2 * key.length;
    if (count > 0) opened.set(key, count);
    else opened.delete(key);
  }
}

/** The keys of what a call opens or writes to: of its urls and destinations, and of its commands those that they connect to. */
export function openedBy(leaves: readonly RoleLeaf[], shells: Shells): readonly string[] {
  const keys = leaves.flatMap(({ value, roles: bits, isKey }) => {
    if (typeof value !== "string" || isKey) return none;
    if ((bits & PLACE) !== 0) return keysIn(value);
    return (bits & COMMAND) === 0 ? none : connectedIn(value, shells);
  });
  return [...new Set(keys)];
}

/** Whether somebody gave or opened an address. */
export function isOpened(opened: Opened, address: string): boolean {
  return opened !== null && knownBy(address).some((key) => opened.has(key));
}

function keysIn(text: string): readonly string[] {
  return addressesIn(text).flatMap(keysOf);
}

function connectedIn(command: string, shells: Shells): readonly string[] {
  const { items } = shellOf(command, shells).connects;
  return addressesIn(command).filter((address) => items.includes(hostOf(address))).flatMap(keysOf);
}

const PLACE = (1 << roles.indexOf("url")) | (1 << roles.indexOf("destination"));
const COMMAND = 1 << roles.indexOf("command");
/** A key in a map, beside its text. */
const KEY_BYTES = 64;
const none: readonly string[] = [];

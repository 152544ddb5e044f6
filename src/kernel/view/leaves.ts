// A call's arguments to its leaves with their roles, as the tool's binding gives them.
// Knows nothing of where values came from.

import { eachLeaf, type Names, type Walked } from "../../extract/leaves.js";
import { leafPlace, rolePlace, standsAt } from "../../words/place.js";
import type { Cell } from "../../words/cell.js";
import type { ToolEntry } from "../../words/manifest.js";
import { roles } from "../../words/provenance.js";
import type { Arguments } from "../event/normalise.js";

/** An argument leaf with the bits of its roles. */
export interface RoleLeaf {
  readonly path: string;
  readonly value: Cell;
  readonly isKey: boolean;
  readonly roles: number;
}

/** What of a tool's binding says what its arguments are, made ready once. */
export interface Described {
  /** By role where it stands. */
  readonly roles: readonly { readonly bit: number; readonly place: string }[];
  /** Bits of the roles of a declared name, as such a leaf. */
  readonly known: ReadonlyMap<string, number>;
  readonly params: readonly string[];
  readonly declared: readonly string[];
  /** Whether every one that must be given is declared: then where all declared ones are given, these are. */
  readonly isWhole: boolean;
  readonly open: boolean;
  /** Bits of all roles that it gives to some argument. */
  readonly spoken: number;
}

/** Makes a tool's description ready. */
export function describe({ roles: pairs, params, declared, open }: Pick<ToolEntry, "roles" | "params" | "declared" | "open">): Described {
  const placed = pairs.map(({ role, path }) => ({ bit: 1 << roles.indexOf(role), place: rolePlace(path) }));
  const known = new Map(declared.map((name) => [name, bitsAt(placed, name)]));
  return { roles: placed, known, params, declared, isWhole: params.every((name) => known.has(name)), open, spoken: placed.reduce((bits, { bit }) => bits | bit, 0) };
}

/** Leaves, and whether there are more, be it behind them or in their place. */
export interface Leaves {
  readonly leaves: readonly RoleLeaf[];
  /** There is more in the arguments than these. */
  readonly open: boolean;
  /** Arguments may be for something that no binding says: no binding, a required one missing, one that was not declared. */
  readonly isUndescribed: boolean;
}

/** The leaves of a call. Arguments that could not be read have none, and more. */
export function leavesOf(args: Arguments | null, tool: Described | null): Leaves {
  if (args === null) return { leaves: [], open: true, isUndescribed: true };
  const leaves: RoleLeaf[] = [];
  const walked = eachLeaf(args, tool?.known ?? noNames, (path, value, isKey) => {
    if (value === null && tool !== null && isLeftOut(args, path, tool)) return;
    leaves.push({ path, value, isKey, roles: isKey || tool === null ? 0 : tool.known.get(path) ?? bitsAt(tool.roles, path) });
  });
  return { leaves, open: walked.open, isUndescribed: tool === null || isOther(args, tool, walked) };
}

/** The arguments without those that were left out by giving null; the same where there are none. */
export function givenOf(args: Arguments, tool: Described): Arguments {
  const keys = Object.keys(args);
  return keys.some((key) => isLeftOut(args, key, tool)) ? Object.fromEntries(keys.filter((key) => !isLeftOut(args, key, tool)).map((key) => [key, args[key] ?? null])) : args;
}

/** Whether an argument that may be missing was given as null, which is how many runtimes leave one out. */
function isLeftOut(args: Arguments, path: string, { params, known }: Described): boolean {
  return args[path] === null && known.has(path) && !params.includes(path);
}

/** Whether arguments are others than a tool's binding says. */
function isOther(args: Arguments, { params, known, isWhole, open: isOpen }: Described, walked: Walked): boolean {
  // Of most calls every argument is given and no other, and none is asked for by name.
  if (!walked.open && walked.others === 0 && isWhole && walked.known === known.size) return false;
  for (let at = 0; at < params.length; at++) if (!Object.hasOwn(args, params[at] ?? "")) return true;
  if (isOpen) return false;
  return walked.open ? !Object.keys(args).every((name) => known.has(name)) : walked.others > 0;
}

const noNames: Names = new Set();

/** What a response's arguments are where no pack binds it: one text. */
export const responseText = describe({ roles: [{ role: "content", path: "text" }], params: ["text"], declared: ["text"], open: false });

function bitsAt(placed: Described["roles"], path: string): number {
  const at = leafPlace(path);
  let bits = 0;
  for (const { bit, place } of placed) if (standsAt(place, at)) bits |= bit;
  return bits;
}

// A call's arguments to its leaves with their roles, as the tool's binding gives them.
// Knows nothing of where values came from.

import { leaves, roleMatches } from "../../extract/leaves.js";
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

/** What of a tool's binding says what its arguments are. */
export type Described = Pick<ToolEntry, "roles" | "params" | "declared" | "open">;

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
  const read = leaves(args, tool?.declared ?? []);
  return {
    leaves: read.rows.map(({ path, value, isKey }) => ({ path, value, isKey, roles: isKey ? 0 : rolesAt(tool?.roles ?? [], path) })),
    open: read.open,
    isUndescribed: tool === null || tool.params.some((name) => !Object.hasOwn(args, name)) || (!tool.open && Object.keys(args).some((name) => !tool.declared.includes(name))),
  };
}

/** What a response's arguments are where no pack binds it: one text. */
export const responseText: Described = { roles: [{ role: "content", path: "text" }], params: ["text"], declared: ["text"], open: false };

function rolesAt(pairs: ToolEntry["roles"], path: string): number {
  let bits = 0;
  for (const { role, path: pattern } of pairs) if (roleMatches(pattern, path)) bits |= 1 << roles.indexOf(role);
  return bits;
}

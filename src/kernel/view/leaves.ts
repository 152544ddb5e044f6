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
  readonly roles: number;
}

/** The leaves of a call, and whether there are more. Arguments that could not be read have none, and more. */
export function leavesOf(args: Arguments | null, pairs: ToolEntry["roles"]): { readonly leaves: readonly RoleLeaf[]; readonly open: boolean } {
  if (args === null) return { leaves: [], open: true };
  const read = leaves(args);
  return { leaves: read.rows.map(({ path, value }) => ({ path, value, roles: rolesAt(pairs, path) })), open: read.open };
}

/** The roles of a response's one leaf where no pack binds it. */
export const responseRoles: ToolEntry["roles"] = [{ role: "content", path: "text" }];

function rolesAt(pairs: ToolEntry["roles"], path: string): number {
  let bits = 0;
  for (const { role, path: pattern } of pairs) if (roleMatches(pattern, path)) bits |= 1 << roles.indexOf(role);
  return bits;
}

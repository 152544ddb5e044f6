// Who the agent acts for, as the runtime last said it. As with its facts three things are kept apart: not provided (absent),
// provided and not said (unknown), said. What is told takes the place of all that was told before.

import { ARGUMENT_ROWS_MAX } from "../../base/limits.js";
import { textCell, type Cell } from "../../words/cell.js";
import type { PrincipalTold } from "../event/event.js";

/** What there is to know of a principal. */
export const principalFields = ["id", "roles", "tenant"] as const;
export type PrincipalField = (typeof principalFields)[number];

/** The principal of a session. */
export interface Acting {
  readonly provided: ReadonlySet<PrincipalField>;
  told: PrincipalTold;
}

/** Nobody is known yet; `provides` has `principal` for all of its fields, `principal.id` for one. */
export function createActing(provides: readonly string[] | undefined): Acting {
  return { provided: new Set(principalFields.filter((field) => provides === undefined || provides.includes("principal") || provides.includes(`principal.${field}`))), told: {} };
}

/** A field of the principal. */
export function principalFact({ provided, told }: Acting, field: PrincipalField): Cell {
  if (!provided.has(field)) return undefined;
  if (field !== "roles") return told[field] === undefined ? null : textCell(told[field]);
  return told.roles === undefined ? null : { items: told.roles.slice(0, ARGUMENT_ROWS_MAX).map(textCell), open: told.roles.length > ARGUMENT_ROWS_MAX };
}

// Whether the user named the source that a value stands in: the value itself, a path, address or name by which the call that gave
// it was told where to look, or who wrote the record in which it stands, or what that is called.

import { principals, roles, type Role } from "../../words/provenance.js";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../../words/truth.js";
import type { Graph } from "../graph/graph.js";
import { locatorsOf } from "../graph/nodes.js";
import { isRecordNamed, userSaid } from "../graph/said.js";
import type { Sighting } from "../graph/sight.js";

/** Bits of the roles that say where to look; a query says only what for. */
export const locatorRoles = bitsOf(["path", "url", "destination", "object", "name"]);
/** The bit of the role whose folders say where to look too. */
export const pathRole = bitsOf(["path"]);
/** Bits of the roles by which a lookup is chosen: what prose chose is tainted. */
export const lookupRoles = bitsOf(["destination", "object", "url", "path", "query", "name"]);
/** Bits of the principals whose word is the user's side's. */
export const trustedPrincipals = (1 << principals.indexOf("user")) | (1 << principals.indexOf("system"));

/** Whether the user named the source of a sighting. */
export function isNamed(graph: Graph, sighting: Sighting): Truth {
  if ((sighting.who & trustedPrincipals) !== 0) return TRUE;
  let truth: Truth = sighting.unknown ? UNKNOWN : FALSE;
  for (const node of sighting.best) {
    for (const locator of locatorsOf(graph.nodes, node)) {
      const said = userSaid(graph, locator);
      if (said === true) return TRUE;
      if (said === null) truth = UNKNOWN;
    }
  }
  for (const record of sighting.records) {
    const said = isRecordNamed(graph, record);
    if (said === TRUE) return TRUE;
    if (said === UNKNOWN) truth = UNKNOWN;
  }
  return truth;
}

function bitsOf(of: readonly Role[]): number {
  return of.reduce((bits, role) => bits | (1 << roles.indexOf(role)), 0);
}

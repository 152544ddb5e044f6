// A sighting to what rules read of it: whose words the value is, its best form, whether the user named its source, and whether
// somebody is told to act on it. Also, whether such values chose what a call looks up. Looks nothing up itself.

import { shareActs, type Acts } from "../../words/acts.js";
import { accountsIn, isAt, leadsTo } from "../../extract/callings.js";
import type { Cell } from "../../words/cell.js";
import { shapes } from "../../words/provenance.js";
import { FALSE, type Truth } from "../../words/truth.js";
import type { Graph } from "../graph/graph.js";
import { isCalledBy } from "../graph/callings.js";
import { accountOf, authorOf, siteOf } from "../graph/records.js";
import type { Sighting } from "../graph/sight.js";
import { isNamed, lookupRoles, trustedPrincipals } from "./named.js";

/** Provenance of an argument. */
export interface Provenance {
  readonly who: number;
  readonly shape: number;
  readonly named: Truth;
}

/** Of a value that nobody said. */
export const composed: Provenance = { who: 0, shape: shapes.indexOf("composed"), named: FALSE };

/** The provenance of a value; `named` is worked out only where a rule reads it. */
export function provenanceOf(graph: Graph, sighting: Sighting, named: boolean): Provenance {
  return { who: sighting.who, shape: sighting.shape, named: named ? isNamed(graph, sighting) : FALSE };
}

/** Whether somebody who is not the user or system is told to do one of a call's acts with a value; `acts` is null where nobody said what the call does. */
export function isTold({ told, unknown }: Sighting, acts: Acts | null): boolean | null {
  if (acts !== null && shareActs(told, acts)) return true;
  return unknown || (acts === null && told.length > 0) ? null : false;
}

/** Whether the user called who wrote one of the records in which a value stands, nobody else fits the name, and an address is of his own domain, or of the only site to which he leads; what may stand elsewhere too may be anybody's. An account is the only one there. Whom he only described may lead to addresses, and to nothing else. */
export function isCalled({ records, callings }: Graph, sighting: Sighting, value: Cell): boolean | null {
  if ((sighting.who & trustedPrincipals) !== 0) return true;
  if (sighting.unknown || callings === null) return null;
  const domain = leadsTo(String(value));
  const accounts = accountsIn([String(value)]);
  return domain !== null && sighting.records.some((record) => {
    const number = authorOf(records, record);
    const own = domain === "" || callings.list[number]?.domain === domain || isAt(String(value), siteOf(records, record));
    return own && accounts.every((account) => account === accountOf(records, record)) && (isCalledBy(callings, callings.said.values(), number) || isCalledBy(callings, callings.wrote.values(), number, true)
      || (domain !== "" && isCalledBy(callings, callings.described.values(), number, true)));
  });
}

/** Whether prose chose what a call looks up: an identifying argument that stands in prose alone, and not in the user's words. */
export function isTainted(leaves: readonly { readonly roles: number }[], sightings: readonly Sighting[]): boolean {
  return sightings.some((sighting, index) =>
    ((leaves[index]?.roles ?? 0) & lookupRoles) !== 0 && (sighting.shape === PROSE || sighting.shape === TAINTED) && (sighting.who & trustedPrincipals) === 0);
}

const PROSE = shapes.indexOf("prose");
const TAINTED = shapes.indexOf("tainted");

// The literals of a set that a value is compared with, checked and sorted once for each sort of value: every rule may name one
// constant's set. Equal sets become one list, so that those who come after see that they are equal. Knows no comparison.

import { SET_USES_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import type { Name } from "../syntax/ast.js";
import type { Place } from "./place.js";

/** A set of strings alone, or of numbers alone, as it was written. */
export interface Written {
  readonly strings: readonly Name[];
  readonly numbers: readonly number[];
  readonly span: Span;
}

/** The same sorted, each once. */
export interface Members {
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
}

/** The sets that were read so far: by the list that was written and the sort of value, and by what they have. `uses` counts members wherever they are named. */
export interface Sets {
  readonly read: Map<readonly unknown[], Map<string, Members | null>>;
  readonly equal: Map<string, Members>;
  uses: number;
}

/** No sets yet. */
export function startSets(): Sets {
  return { read: new Map(), equal: new Map(), uses: 0 };
}

/** The members of a set for a sort of value; `read` is asked for the first value of that sort. Null where something is wrong, which is reported. */
export function membersOf(set: Written, sort: string, place: Place, read: () => Members | null): Members | null {
  const { sets } = place.constants;
  const list = set.strings.length > 0 ? set.strings : set.numbers;
  if (!mayName(list.length, set.span, place)) return null;
  const known = sets.read.get(list) ?? new Map<string, Members | null>();
  sets.read.set(list, known);
  const before = known.get(sort);
  if (before !== undefined) return before;
  const members = read();
  const made = members === null ? null : equalTo(members, sets);
  known.set(sort, made);
  return made;
}

/** Whether a set of so many members may be named here: all sets together have a bound, wherever they are named. Past it that is reported. */
export function mayName(members: number, span: Span, place: Place): boolean {
  const { sets } = place.constants;
  const before = sets.uses;
  sets.uses += members;
  if (sets.uses <= SET_USES_MAX) return true;
  // Once is enough.
  if (before <= SET_USES_MAX) place.report.add("check/too-many", span, { what: "members of all sets, wherever they are named", count: sets.uses, max: SET_USES_MAX });
  return false;
}

function equalTo(members: Members, { equal }: Sets): Members {
  const key = JSON.stringify([members.strings, members.numbers]);
  const known = equal.get(key) ?? members;
  equal.set(key, known);
  return known;
}

// Approvals, each for one very call, by a person, perhaps in a role; and which of them are used up. The canonical text itself is the
// key, and not a print of it: what was approved is exact. Decides nothing.

import { ARGUMENT_ROWS_MAX } from "../../base/limits.js";
import { personOf, spellingOf } from "../../extract/person.js";
import { textCell, type CellList } from "../../words/cell.js";

/** A person's approval. */
export interface Approval {
  /** The name as it is shown, and what tells the person from others: several spellings are one person. */
  readonly by: string;
  readonly person: string;
  readonly role: string | null;
  isUsed: boolean;
}

/** Approvals as they came, by call and by tool. */
export interface Approvals {
  readonly calls: Map<string, Approval[]>;
  readonly tools: Map<string, Approval[]>;
}

/** None yet. */
export function createApprovals(): Approvals {
  return { calls: new Map(), tools: new Map() };
}

/** A person approved this call, once. */
export function approve({ calls, tools }: Approvals, call: string, tool: string, by: string, role: string | null): void {
  const approval = { by: spellingOf(by), person: personOf(by), role, isUsed: false };
  push(calls, call, approval);
  push(tools, tool, approval);
}

/** Whether an approval of this call stands. */
export function isApproved({ calls }: Approvals, call: string): boolean {
  return calls.get(call)?.some(({ isUsed }) => !isUsed) === true;
}

/** Uses up one approval of each person that stands for this call: the oldest. */
export function useApprovals({ calls }: Approvals, call: string): void {
  const people = new Set<string>();
  for (const approval of calls.get(call) ?? []) {
    if (approval.isUsed || people.has(approval.person)) continue;
    people.add(approval.person);
    approval.isUsed = true;
  }
}

/** Who approved, or in which role: sorted, each once; `session`: by approvals that are used up too. Whom the agent acts for is called as `self` is. */
export function approversOf(approvals: readonly Approval[], field: "by" | "role", session: boolean, self: string | undefined): CellList {
  const found = new Map<string, string>();
  for (const approval of approvals) {
    const { by, person, role } = approval;
    if (approval.isUsed && !session) continue;
    if (field === "role" && role !== null) found.set(role, role);
    // Of several spellings the first in order, whichever came first.
    if (field === "by") found.set(person, [by, found.get(person) ?? by].sort()[0] ?? by);
  }
  const own = self === undefined || field === "role" ? undefined : personOf(self);
  if (self !== undefined && own !== undefined && found.has(own)) found.set(own, self);
  return { items: [...found.values()].sort().slice(0, ARGUMENT_ROWS_MAX).map(textCell), open: found.size > ARGUMENT_ROWS_MAX };
}

function push(map: Map<string, Approval[]>, key: string, approval: Approval): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [approval]);
  else known.push(approval);
}

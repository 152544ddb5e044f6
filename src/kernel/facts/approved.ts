// Approvals, each for one very call, by a person, perhaps in a role and until some time; the decisions that asked for one; and which
// of them stand. The canonical text itself is the key, and not a print of it: what was approved is exact. Decides nothing.

import { ARGUMENT_ROWS_MAX, ASKS_MAX } from "../../base/limits.js";
import { personOf, spellingOf } from "../../extract/person.js";
import { textCell, type CellList } from "../../words/cell.js";

/** A decision that asked for a person. */
export interface Ask {
  readonly step: number;
  readonly tool: string;
  /** The very call that was asked about, as it was corrected. */
  readonly call: string;
  /** Who approved it; each person does so once. */
  readonly people: Set<string>;
  /** Whether it is answered: an approval of it was used up, the call has run, or it was denied. */
  isClosed: boolean;
}

/** A person's approval. */
export interface Approval {
  /** The name as it is shown, and what tells the person from others: several spellings are one person. */
  readonly by: string;
  readonly person: string;
  readonly role: string | null;
  /** The time from which it stands no more, null for never. */
  readonly expiresAt: number | null;
  /** The decision that it answers, null where it names the call itself. */
  readonly ask: Ask | null;
  state: "given" | "used" | "revoked";
}

/** Approvals as they came, by call and by tool; decisions that asked, by step. */
export interface Approvals {
  readonly calls: Map<string, Approval[]>;
  readonly tools: Map<string, Approval[]>;
  readonly asks: Map<number, Ask>;
}

/** What is approved, and by whom. */
export type Approved = Pick<Approval, "role" | "expiresAt" | "ask"> & { readonly call: string; readonly tool: string; readonly by: string };

/** None yet. */
export function createApprovals(): Approvals {
  return { calls: new Map(), tools: new Map(), asks: new Map() };
}

/** A decision asks for a person. */
export function askFor({ asks }: Approvals, step: number, tool: string, call: string): void {
  asks.set(step, { step, tool, call, people: new Set(), isClosed: false });
  const [oldest] = asks.keys();
  if (asks.size > ASKS_MAX && oldest !== undefined) asks.delete(oldest);
}

/** A person approved a call, once. */
export function approve({ calls, tools }: Approvals, { call, tool, by, role, expiresAt, ask }: Approved): void {
  const approval: Approval = { by: spellingOf(by), person: personOf(by), role, expiresAt, ask, state: "given" };
  push(calls, call, approval);
  push(tools, tool, approval);
}

/** Whether an approval of this call stands. */
export function isApproved({ calls }: Approvals, call: string, now: number | null): boolean {
  return calls.get(call)?.some((approval) => stands(approval, now)) === true;
}

/** Uses up one approval of each person that stands for this call: the oldest. The decisions that they answer are closed. */
export function useApprovals({ calls }: Approvals, call: string, now: number | null): void {
  const people = new Set<string>();
  for (const approval of calls.get(call) ?? []) {
    if (!stands(approval, now) || people.has(approval.person)) continue;
    people.add(approval.person);
    approval.state = "used";
    if (approval.ask !== null) approval.ask.isClosed = true;
  }
}

/** A call that was asked about has run, or was denied: nothing more can be approved of that decision, and what was is used up. */
export function closeAsk({ asks, calls }: Approvals, step: number): void {
  const ask = asks.get(step);
  if (ask === undefined) return;
  ask.isClosed = true;
  if (ask.people.size === 0) return;
  for (const approval of calls.get(ask.call) ?? []) if (approval.ask === ask && approval.state === "given") approval.state = "used";
}

/** Takes back what was given and not used up, of a person or (null) of everybody; says whether there was any. */
export function revoke(approvals: readonly Approval[], person: string | null): boolean {
  let found = false;
  for (const approval of approvals) {
    if (approval.state !== "given" || (person !== null && approval.person !== person)) continue;
    found = true;
    approval.state = "revoked";
    approval.ask?.people.delete(approval.person);
  }
  return found;
}

/** Takes back all approvals that were given and not used up. */
export function revokeAll({ tools }: Approvals): void {
  for (const approvals of tools.values()) revoke(approvals, null);
}

/** Who approved, or in which role: sorted, each once; `session`: by approvals that are used up too. Whom the agent acts for is called as `self` is. */
export function approversOf(approvals: readonly Approval[], field: "by" | "role", session: boolean, self: string | undefined, now: number | null): CellList {
  const found = new Map<string, string>();
  for (const approval of approvals) {
    const { by, person, role, state } = approval;
    if (!(session && state === "used") && !stands(approval, now)) continue;
    if (field === "role" && role !== null) found.set(role, role);
    // Of several spellings the first in order, whichever came first.
    if (field === "by") found.set(person, [by, found.get(person) ?? by].sort()[0] ?? by);
  }
  const own = self === undefined || field === "role" ? undefined : personOf(self);
  if (self !== undefined && own !== undefined && found.has(own)) found.set(own, self);
  return { items: [...found.values()].sort().slice(0, ARGUMENT_ROWS_MAX).map(textCell), open: found.size > ARGUMENT_ROWS_MAX };
}

/** One that expires stands only where it is known that it is not yet so late. */
function stands({ state, expiresAt }: Approval, now: number | null): boolean {
  return state === "given" && (expiresAt === null || (now !== null && now < expiresAt));
}

function push(map: Map<string, Approval[]>, key: string, approval: Approval): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [approval]);
  else known.push(approval);
}

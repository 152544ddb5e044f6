// What people said of calls, read from the whole log each time: docs/kernel.md "Approvals" written down. Which approvals stand, which
// are used up and which are none is worked out from the first happening on, and nothing is kept.

import { ASKS_MAX } from "../../src/base/limits.js";
import { personOf } from "../../src/extract/person.js";
import type { ApprovalEvent, RevocationEvent } from "../../src/kernel/event/event.js";
import { readArguments } from "../../src/kernel/event/normalise.js";
import { atOf } from "../../src/kernel/event/when.js";
import type { Node, Session } from "./session.js";

/** An approval, and what became of it. */
export interface Approval {
  readonly key: string;
  readonly tool: string;
  readonly by: string;
  readonly role: string | null;
  readonly expiresAt: number | null;
  readonly ask: Node | null;
  state: "given" | "used" | "revoked";
}

/** Every approval there ever was, in order. */
export function approvals(session: Session): readonly Approval[] {
  const all: Approval[] = [];
  for (const each of session.history) {
    if (each.kind === "approved") all.push({ ...each, state: "given" });
    if (each.kind === "closed") for (const one of all) if (one.ask === each.node && one.state === "given") one.state = "used";
    if (each.kind === "revoked") for (const one of all) if (one.state === "given" && (each.key === null || each.key === one.key) && (each.by === null || personOf(each.by) === personOf(one.by))) one.state = "revoked";
    if (each.kind !== "used") continue;
    for (const person of new Set(all.map((one) => personOf(one.by)))) {
      const standing = all.find((one) => one.key === each.key && personOf(one.by) === person && stands(one, each.now));
      if (standing !== undefined) standing.state = "used";
    }
  }
  return all;
}

/** Whether an approval counts at a time. */
export function stands({ state, expiresAt }: Approval, now: number | null): boolean {
  return state === "given" && (expiresAt === null || (now !== null && now < expiresAt));
}

/** Notes an approval, where it is one. */
export function approved(session: Session, event: ApprovalEvent, same: (value: unknown) => string): void {
  const named = namedBy(session, event, same);
  if (named === null || personOf(event.by) === "") return;
  const { ask } = named;
  const answers = ask === null ? [] : approvals(session).filter((one) => one.ask === ask);
  const isClosed = answers.some(({ state }) => state === "used") || session.history.some((each) => each.kind === "closed" && each.node === ask);
  if (ask !== null && (isClosed || answers.some(({ by, state }) => state === "given" && personOf(by) === personOf(event.by)))) return;
  const expiresAt = event.expiresAt === undefined ? null : atOf(event.expiresAt);
  if (expiresAt !== null && (!session.hasTime || expiresAt <= session.latest)) return;
  session.history.push({ kind: "approved", ...named, by: event.by, role: event.role ?? null, expiresAt });
}

/** Notes that approvals are taken back: all there are, where nobody can say which. */
export function revoked(session: Session, event: RevocationEvent, same: (value: unknown) => string): void {
  const named = namedBy(session, event, same);
  session.history.push({ kind: "revoked", key: named?.key ?? null, by: named === null ? null : event.by ?? null });
}

/** The call that is spoken of, null where there is none. */
function namedBy(session: Session, event: ApprovalEvent | RevocationEvent, same: (value: unknown) => string): { readonly key: string; readonly tool: string; readonly ask: Node | null } | null {
  if (event.decision === undefined) {
    const args = readArguments(event.args);
    return args.ok ? { key: same([event.tool, args.value]), tool: event.tool, ask: null } : null;
  }
  const asks = session.history.flatMap((each) => (each.kind === "asked" ? [each.node] : [])).slice(-ASKS_MAX);
  const ask = asks.find((node) => `${session.id}#${node.step}` === event.decision);
  return ask?.call?.key === undefined || ask.call.key === null ? null : { key: ask.call.key, tool: ask.call.name, ask };
}

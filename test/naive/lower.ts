// What people endorsed and declassified, read from the whole log each time: docs/kernel.md "Lowering" written down.
// Knows nothing of where a value came from: it is given the flow that came.

import type { Flow } from "../../src/words/view.js";
import type { Lowering } from "../../src/kernel/event/lowering.js";
import type { Call, Session } from "./session.js";

/** Whether a pack permits an instruction that lowers a label, by what it is bound as, and it is not over yet. */
export function isPermitted(session: Session, { dimension, expiresAt }: Lowering, op: string | undefined): boolean {
  return op === (dimension === "trust" ? "ENDORSE" : "DECLASSIFY") && session.hasTime && expiresAt > session.latest;
}

/** The flow of an argument of a call, as the call's rules see it. */
export function lowered(session: Session, call: Call, path: string, flow: Flow): Flow {
  let seen = flow;
  for (const { of: { dimension, level, argument } } of standing(session, call.key)) {
    if (argument !== path) continue;
    const marks = seen.marks.slice();
    for (const { source, needs } of session.manifest.rules) {
      if (source === undefined || (needs?.[dimension] ?? 0) <= level) continue;
      for (const bit of [2 * source, 2 * source + 1]) marks[Math.floor(bit / 32)] = (marks[Math.floor(bit / 32)] ?? 0) & ~(1 << (bit % 32));
    }
    seen = { labels: { ...seen.labels, [dimension]: Math.min(seen.labels[dimension], level) }, marks };
  }
  return seen;
}

/** What was let through for a call, is not over, and was not used up by a call that was let through since. */
function standing(session: Session, key: string | null): readonly { readonly of: Lowering }[] {
  let left: { readonly key: string; readonly of: Lowering }[] = [];
  const stands = ({ of }: { readonly of: Lowering }, now: number | null): boolean => now !== null && now < of.expiresAt;
  for (const each of session.history) {
    if (each.kind === "lowered") left.push(each);
    if (each.kind === "used") left = left.filter((one) => one.key !== each.key || !stands(one, each.now));
  }
  return left.filter((one) => one.key === key && stands(one, session.now));
}

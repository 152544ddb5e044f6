// One thing that a session was told or asked, kept so that another session can be told it: what happened, what was taken back, and
// calls with what was answered or what came of them. Asks no rule.

import type { Outcome, Prepared, SessionCore, Told } from "../../engine.js";
import type { Decision } from "../../kernel/decide/decision.js";
import { isOutcome } from "../../kernel/decide/outcome.js";
import type { Json } from "../../kernel/event/event.js";

/** One thing that a session was told or asked. A decision that was taken back is an event of kind `cancel`. */
export type Entry =
  | { readonly kind: "told"; readonly event: Json }
  | { readonly kind: "cancelled"; readonly event: Json; readonly decision: string }
  /** `answers`: what was answered in each round, or what came of it where another bundle decided. */
  | { readonly kind: "decided"; readonly event: Json; readonly answers: readonly Told[]; readonly decision: Made };

/** What is kept of a decision. */
export type Made = Pick<Decision, "id" | "step" | "effect"> & Pick<Outcome, "code" | "args">;

/** What is kept of a decision. */
export function madeOf({ id, step, effect, code, args, rewritten }: Decision): Made {
  return { id, step, effect, code, args: rewritten ? args as Made["args"] : null };
}

/** Tells a session, which was told nothing yet, all of another; gives it as it was told. */
export function tellAll(core: SessionCore, entries: readonly Entry[]): Entry[] {
  const names = new Map<string, string>();
  return entries.map((entry) => tellAgain(core, entry, names));
}

/** Tells a session what another was told; `names` are the decisions by what they were called there. */
export function tellAgain(core: SessionCore, entry: Entry, names: Map<string, string>): Entry {
  switch (entry.kind) {
    case "told": {
      const event = renamed(entry.event, names);
      core.observe(event);
      return { kind: "told", event };
    }
    case "cancelled": {
      const decision = names.get(entry.decision) ?? entry.decision;
      core.cancel(decision);
      return { kind: "cancelled", event: { kind: "cancel", decision }, decision };
    }
    case "decided": {
      const { decision } = decideAgain(core, entry);
      names.set(entry.decision.id, decision.id);
      return { ...entry, decision: madeOf(decision) };
    }
  }
}

/** Decides as it was answered then; what was judged last, and the decision. A round that there was not then is answered as the last one was. */
export function decideAgain(core: SessionCore, { event, answers }: Extract<Entry, { readonly kind: "decided" }>): { readonly prepared: Prepared; readonly decision: Decision } {
  let prepared = core.prepare(event);
  for (let round = 0; ; round++) {
    const told = answers[Math.min(round, answers.length - 1)] ?? [];
    const answer = prepared.kind === "failed" && !isOutcome(told) ? prepared : told;
    const next = core.again(prepared, answer);
    if (next === null) return { prepared, decision: core.settle(prepared, answer, 0) };
    prepared = next;
  }
}

/** An approval of a decision, or what takes it back, names that as it is called now. */
function renamed(event: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof event !== "object" || event === null || !("decision" in event)) return event;
  const { kind, decision } = event;
  const name = (kind === "approval" || kind === "revocation") && typeof decision === "string" ? names.get(decision) : undefined;
  return name === undefined ? event : { ...event, decision: name };
}

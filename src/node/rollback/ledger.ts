// A session that remembers all that it was told and how it decided, so that it can go back: begun anew and told again what stays, by
// the answers that were given then. Asks no rule; without it a session remembers nothing that it does not need.

import type { SessionCore, Prepared } from "../../engine.js";
import type { Decision } from "../../kernel/decide/decision.js";
import type { Json } from "../../kernel/event/event.js";
import type { Row } from "../../kernel/event/row.js";
import { copyOf } from "../evidence/witness.js";
import { eventsOf } from "../registry/share.js";
import type { Answer } from "../workers.js";
import { declaredFirst } from "./declared.js";

/** One thing that a session was told or asked. A decision that was taken back is an event of kind `cancel`. */
export type Entry =
  | { readonly kind: "told"; readonly event: Json }
  | { readonly kind: "cancelled"; readonly event: Json; readonly decision: string }
  /** `answers`: what was answered in each round. */
  | { readonly kind: "decided"; readonly event: Json; readonly answers: readonly Answer[]; readonly decision: Pick<Decision, "id" | "step" | "effect"> };

/** A session that can go back. */
export interface Ledger extends SessionCore {
  readonly id: string;
  /** What its decisions are called by since it last went back. */
  readonly prefix: string;
  /** How often it has gone back. */
  readonly epoch: number;
  /** All since it last did, what it was told again then included. */
  readonly entries: readonly Entry[];
  /** Goes back to what these entries alone say, in their order. */
  readonly rebase: NonNullable<SessionCore["rebase"]>;
  readonly relabel: NonNullable<SessionCore["relabel"]>;
}

/** A session with a ledger; `begin` makes one that was told nothing, by its name in this epoch. */
export function ledgerOf(id: string, begin: (id: string) => SessionCore): Ledger {
  const state = { core: begin(id), entries: [] as Entry[], epoch: 0, asked: null as { event: Json; answers: Answer[] } | null, rows: [] as Row[], fresh: [] as Row[] };
  // What the registry answered is told again before what asked it.
  const answered = (): void => {
    const rows = state.core.told();
    state.rows.push(...rows);
    for (const event of eventsOf(rows)) state.entries.push({ kind: "told", event: copyOf(event) });
  };
  const anew = (entries: readonly Entry[]): void => {
    state.fresh.push(...state.core.fresh());
    state.core = begin(nameOf(id, state.epoch));
    state.entries = tellAll(state.core, entries);
  };
  return {
    id,
    get prefix() { return nameOf(id, state.epoch); },
    get epoch() { return state.epoch; },
    get entries() { return state.entries; },
    get anomalies() { return state.core.anomalies; },
    get work() { return state.core.work; },
    get graph() { return state.core.graph; },
    told() { return state.rows.splice(0); },
    fresh() { return [...state.fresh.splice(0), ...state.core.fresh()]; },
    observe(event) {
      const told = copyOf(event);
      state.core.observe(told);
      answered();
      state.entries.push({ kind: "told", event: told });
    },
    prepare(event) {
      const asked = copyOf(event);
      state.asked = { event: asked, answers: [] };
      return state.core.prepare(asked);
    },
    ahead: (event) => state.core.ahead(copyOf(event)),
    again(prepared, answer) {
      const next = state.core.again(prepared, answer);
      if (next !== null) state.asked?.answers.push(answer);
      return next;
    },
    settle(prepared, answer, us) {
      const decision = state.core.settle(prepared, answer, us);
      const { event, answers } = state.asked ?? { event: null, answers: [] };
      const { id: named, step, effect } = decision;
      answered();
      state.entries.push({ kind: "decided", event, answers: [...answers, answer], decision: { id: named, step, effect } });
      state.asked = null;
      return decision;
    },
    cancel(decisionId) {
      const decision = typeof decisionId === "string" ? decisionId : "";
      state.entries.push({ kind: "cancelled", event: { kind: "cancel", decision }, decision });
      state.core.cancel(decisionId);
    },
    rebase(kept) {
      const stays = kept.flatMap((number) => state.entries[number] ?? []);
      state.epoch++;
      anew(stays);
    },
    relabel(declared) {
      const event = copyOf(declared);
      const entries = declaredFirst(state.entries, event);
      if (entries !== null) anew(entries);
      return entries !== null;
    },
  };
}

function nameOf(id: string, epoch: number): string {
  return epoch === 0 ? id : `${id}~${epoch}`;
}

function tellAll(core: SessionCore, entries: readonly Entry[]): Entry[] {
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
      const { decision: { id, step, effect } } = decideAgain(core, entry);
      names.set(entry.decision.id, id);
      return { ...entry, decision: { id, step, effect } };
    }
  }
}

/** Decides as it was answered then; what was judged last, and the decision. A round that there was not then is answered as the last one was. */
export function decideAgain(core: SessionCore, { event, answers }: Extract<Entry, { readonly kind: "decided" }>): { readonly prepared: Prepared; readonly decision: Decision } {
  let prepared = core.prepare(event);
  for (let round = 0; ; round++) {
    const answer: Answer = prepared.kind === "failed" ? prepared : answers[Math.min(round, answers.length - 1)] ?? [];
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

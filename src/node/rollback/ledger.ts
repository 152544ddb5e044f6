// A session that remembers all that it was told and how it decided, so that it can go back: begun anew and told again what stays, by
// the answers that were given then. Asks no rule; without it a session remembers nothing that it does not need.

import type { SessionCore, Told } from "../../engine.js";
import type { Json } from "../../kernel/event/event.js";
import type { Row } from "../../kernel/event/row.js";
import { copyOf } from "../evidence/copy.js";
import { eventsOf } from "../registry/share.js";
import { moving } from "../replace/move.js";
import { declaredFirst } from "./declared.js";
import { madeOf, tellAll, type Entry } from "./entry.js";

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
  readonly move: NonNullable<SessionCore["move"]>;
}

interface State {
  begin: (id: string) => SessionCore;
  core: SessionCore;
  entries: Entry[];
  epoch: number;
  asked: { readonly event: Json; readonly answers: Told[] } | null;
  /** What was answered by the registry, and what others are to be told. */
  readonly rows: Row[];
  readonly fresh: Row[];
}

/** A session with a ledger; `begin` makes one that was told nothing, by its name in this epoch. */
export function ledgerOf(id: string, begin: (id: string) => SessionCore): Ledger {
  const state: State = { begin, core: begin(id), entries: [], epoch: 0, asked: null, rows: [], fresh: [] };
  // What the registry answered is told again before what asked it.
  const answered = (): void => {
    const rows = state.core.told();
    state.rows.push(...rows);
    for (const event of eventsOf(rows)) state.entries.push({ kind: "told", event: copyOf(event) });
  };
  const anew = (entries: readonly Entry[]): void => {
    const core = state.begin(nameOf(id, state.epoch));
    become(state, core, tellAll(core, entries));
  };
  return {
    id,
    get prefix() { return nameOf(id, state.epoch); }, get epoch() { return state.epoch; }, get entries() { return state.entries; },
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
      answered();
      state.entries.push({ kind: "decided", event, answers: [...answers, answer], decision: madeOf(decision) });
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
    move: (next, heard) => moving({
      name: () => nameOf(id, state.epoch), entries: () => state.entries, next, heard,
      become(core, entries) {
        state.begin = (name) => next.begin(name, next.lookup);
        become(state, core, entries);
      },
    }),
  };
}

/** Puts a core that was told these entries in the place of the one there was. */
function become(state: State, core: SessionCore, entries: Entry[]): void {
  state.fresh.push(...state.core.fresh());
  state.core = core;
  state.entries = entries;
}

function nameOf(id: string, epoch: number): string {
  return epoch === 0 ? id : `${id}~${epoch}`;
}

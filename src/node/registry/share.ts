// A session among others: after each decision, event and cancellation, what it put somewhere is appended to the registry that they
// share; what it reads there the core asks for. A registry that fails denies. Begins only when the session stands where its log ends.

import { EVENT_TEXT_MAX } from "../../base/limits.js";
import { canonical } from "../../base/canonical.js";
import { failure } from "../../base/messages.generated.js";
import type { Failure, Move, Next, RollbackNote, SessionCore } from "../../engine.js";
import type { LabelRow, Row } from "../../kernel/event/row.js";
import type { Lookup } from "../../kernel/registry/learned.js";
import type { Asked } from "../../kernel/registry/spot.js";
import { holds } from "../../words/effects.js";
import { problemOf, refusal } from "../refusal.js";
import type { Archive } from "./archive.js";

/** A place among sessions that share a registry: what its core asks by, and how it begins. */
export interface Seat {
  readonly lookup: Lookup;
  /** What a session of its name asks by that was answered nothing yet. */
  afresh(): Lookup;
  /** The session among the others. Throws a refusal (`node/registry`) where the registry cannot be read. */
  begin(session: SessionCore): SessionCore;
}

/** The events that tell a session what its look-ups were answered: more than one where the rows are more than an event may hold. */
export function eventsOf(rows: readonly Row[]): readonly { readonly kind: "registry"; readonly rows: readonly Row[] }[] {
  const events: { readonly kind: "registry"; readonly rows: Row[] }[] = [];
  let room = 0;
  for (const row of rows) {
    const size = canonical(row).length;
    if (size > room) {
      events.push({ kind: "registry", rows: [] });
      room = EVENT_TEXT_MAX / 4;
    }
    events.at(-1)?.rows.push(row);
    room -= size;
  }
  return events;
}

/** A seat for a session of that name. */
export function seatIn(archive: Archive, name: string): Seat {
  const reader = archive.reader(name);
  // Asked for nothing while a session is told again what it was told: that says what was answered.
  const state: State = { isQuiet: true, isRelabelled: false, broken: null };
  const guarded = <T>(act: () => T, otherwise: T): T => {
    if (state.broken !== null) return otherwise;
    try {
      return act();
    } catch (error) {
      state.broken = failure("node/registry", { problem: problemOf(error) });
      return otherwise;
    }
  };
  return {
    lookup: (spots) => (state.isQuiet || (state.isRelabelled && spots[0]?.kind === "label") ? none : guarded(() => reader.lookup(spots), none)),
    afresh: () => reader.afresh(),
    begin(session) {
      try {
        reader.begin(session.fresh());
      } catch (error) {
        throw refusal("node/registry", { problem: problemOf(error) });
      }
      state.isQuiet = false;
      state.isRelabelled = session.relabel !== undefined;
      return seated(session, { append: (rows) => guarded(() => reader.append(rows), undefined), labels: () => guarded(() => reader.lookup(everyLabel), none).filter((row) => row.kind === "label") }, state);
    },
  };
}

interface State {
  isQuiet: boolean;
  /** The session hears of what people declare before its calls do, and is told again. */
  isRelabelled: boolean;
  broken: Failure | null;
}

interface Registered {
  append(rows: readonly Row[]): void;
  /** What people declared or took back since this was asked last. */
  labels(): readonly LabelRow[];
}

function seated(session: SessionCore, { append, labels }: Registered, state: State): SessionCore {
  const share = (): void => {
    // Whoever writes them down has taken them by now.
    session.told();
    const rows = session.fresh();
    if (rows.length > 0) append(rows);
  };
  const { rebase, relabel, move } = session;
  // It asks for nothing while it is told again.
  const quietly = (act: () => void): void => {
    state.isQuiet = true;
    try {
      act();
    } finally {
      state.isQuiet = false;
    }
    share();
  };
  const hear = (rows: readonly LabelRow[], again: NonNullable<SessionCore["relabel"]>): void => {
    const last = [...new Map(rows.map((row) => [row.key, row])).values()];
    quietly(() => {
      for (const event of eventsOf(last.filter(({ says }) => says !== null))) again(event);
      for (const event of eventsOf(last.filter(({ says }) => says === null))) session.observe(event);
    });
  };
  return {
    observe(event) {
      session.observe(event);
      share();
    },
    prepare: relabel === undefined ? (event) => session.prepare(event) : (event) => {
      const rows = labels();
      if (rows.length > 0) hear(rows, relabel);
      return session.prepare(event);
    },
    ahead: (event) => session.ahead(event),
    again: (prepared, answer) => session.again(prepared, answer),
    settle(prepared, given, us) {
      const decision = session.settle(prepared, state.broken ?? given, us);
      const known = state.broken;
      share();
      if (state.broken === known || holds(decision.effect)) return decision;
      // It was let through, and those who read what it writes would never know.
      session.cancel(decision.id);
      return { ...decision, effect: "deny", code: state.broken?.code ?? null, reason: state.broken?.message ?? "", rules: [], path: [] };
    },
    cancel(decisionId) {
      session.cancel(decisionId);
      share();
    },
    ...(rebase === undefined ? {} : { rebase(kept: readonly number[], note: RollbackNote) {
      quietly(() => rebase(kept, note));
    } }),
    ...(move === undefined ? {} : { move: (next: Next, given?: readonly Row[]) => taken(move(next, given), quietly) }),
    told: () => session.told(), fresh: () => session.fresh(),
    get graph() {
      return session.graph;
    },
    get anomalies() {
      return session.anomalies;
    },
    get work() {
      return session.work;
    },
  };
}

/** A session's way to another bundle: once there, others are told what it put somewhere. */
function taken({ tell, take }: Move, quietly: (act: () => void) => void): Move {
  return {
    tell,
    take() {
      let heard: readonly Row[] = none;
      quietly(() => { heard = take(); });
      return heard;
    },
  };
}

const everyLabel: readonly Asked[] = [{ kind: "label", key: null }];
const none: readonly Row[] = [];

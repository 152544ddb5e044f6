// A session whose events and decisions go into a log, each before anything follows from it: what was told is copied once, and what
// was copied is both kept and judged. A session that has a log already is brought to where it stood, by what the log says was
// answered then. A log that cannot be written denies. Knows no files.

import { assert } from "../../base/assert.js";
import { failure } from "../../base/messages.generated.js";
import type { Failure, Move, Next, Prepared, RollbackNote, SessionCore, Told } from "../../engine.js";
import { isOutcome } from "../../kernel/decide/outcome.js";
import { copyJson } from "../../kernel/event/copy.js";
import type { Json } from "../../kernel/event/event.js";
import type { Row } from "../../kernel/event/row.js";
import { eventsOf } from "../registry/share.js";
import { problemOf, refusal, toRefusal } from "../refusal.js";
import { moving } from "../replace/move.js";
import type { Entry } from "../rollback/entry.js";
import { beginOf, copiedNote, decidedOf, digestOf, roundOf, type Begun } from "./body.js";
import { copyOf } from "./copy.js";
import type { Journal } from "./journal.js";
import { entriesOf, entryOf, open } from "./open.js";
import { lineOf, noRecords, readLog } from "./record.js";
import type { Body, Head, Round } from "./record.js";

/** The session, with its log. Throws a refusal where there is one that is broken, or of another bundle or runtime (`node/journal`). */
export function witnessed(given: SessionCore, begun: Begun, journal: Journal): SessionCore {
  const log: Log = { head: noRecords, broken: null, core: given, by: begun, entries: null };
  const pending: { event: Json; rounds: Round[]; view: string | null } = { event: null, rounds: [], view: null };
  const opened = open(given, begun, journal);
  log.head = opened.head;
  const write = writerTo(log, begun.id, journal);

  // What the registry answered stands before what asked it: told so, it comes out the same without the registry.
  function writeTold(): void {
    for (const event of eventsOf(log.core.told())) write({ kind: "event", event: copyOf(event) });
  }
  function look(prepared: Prepared): Prepared {
    pending.view = prepared.kind === "view" ? digestOf(prepared, log.by.manifest) : null;
    return prepared;
  }
  function answered(answer: Told): void {
    assert(!isOutcome(answer), "what is written down is decided now");
    pending.rounds.push(roundOf(pending.view, answer, log.by.manifest));
  }

  const move = mover(log, write, begun.id, journal);
  if (opened.head === noRecords) write(beginOf(begun));
  else if (opened.bundle !== begun.bundle) move({ ...begun, bundle: opened.bundle }, begun.next).take();
  return {
    observe(event) {
      const told = copyOf(event);
      log.core.observe(told);
      writeTold();
      write({ kind: "event", event: told });
    },
    prepare(event) {
      pending.event = copyOf(event);
      pending.rounds = [];
      return look(log.core.prepare(pending.event));
    },
    ahead: (event) => log.core.ahead(copyOf(event)),
    again(prepared, answer) {
      const next = log.core.again(prepared, answer);
      if (next === null) return null;
      answered(answer);
      return look(next);
    },
    settle(prepared, given, us) {
      const answer = log.broken ?? given;
      answered(answer);
      const decision = log.core.settle(prepared, answer, us);
      writeTold();
      write(decidedOf(pending.event, pending.rounds, decision));
      if (log.broken === null || answer === log.broken) return decision;
      // It may have been let through, and nobody would ever know.
      log.core.cancel(decision.id);
      return { ...decision, effect: "deny", code: log.broken.code, reason: log.broken.message, rules: [], path: [] };
    },
    cancel(decisionId) {
      const copied = copyJson(decisionId);
      write({ kind: "cancel", decision: copied.ok ? copied.value : null });
      log.core.cancel(decisionId);
    },
    ...retelling(given, write),
    move: (next, heard) => move(log.by, next, heard),
    get graph() { return log.core.graph; },
    get anomalies() {
      return opened.anomalies.length === 0 ? log.core.anomalies : [...opened.anomalies, ...log.core.anomalies];
    },
    told: () => log.core.told(), fresh: () => log.core.fresh(),
    get work() { return log.core.work; },
  };
}

/** Where a session and its log stand. */
interface Log {
  head: Head;
  broken: Failure | null;
  core: SessionCore;
  /** By what it decides. */
  by: Pick<Begun, "bundle" | "manifest">;
  /** What it was told, while it is on its way to another bundle and keeps nothing itself. */
  entries: Entry[] | null;
}

/** Takes a session to another bundle: what keeps nothing itself by what its log says. */
function mover(log: Log, write: (said: Body) => void, id: string, journal: Journal): (from: Log["by"], next: Next, heard?: readonly Row[]) => Move {
  return (from, next, heard) => {
    const way = log.core.move?.(next, heard) ?? byLog(log, id, journal, next, heard);
    // Where it stays, it keeps nothing again.
    const tried = <T>(act: () => T): T => {
      try {
        return act();
      } catch (error) {
        log.entries = null;
        throw error;
      }
    };
    return {
      tell: (entriesMax) => tried(() => way.tell(entriesMax)),
      take() {
        const rows = tried(way.take);
        log.entries = null;
        log.by = { bundle: next.bundle, manifest: next.manifest };
        write({ kind: "bundle", from: from.bundle, to: next.bundle, heard: [...rows] });
        return rows;
      },
    };
  };
}

function byLog(log: Log, id: string, journal: Journal, next: Next, heard: readonly Row[] | undefined): Move {
  // What is not in the log would be lost.
  if (log.broken !== null) throw toRefusal(log.broken);
  const { records, head, findings } = readLog(journal.read(id) ?? new Uint8Array());
  if (findings.length > 0 || head.hash !== log.head.hash) throw refusal("replace/failed", { problem: "its log is not as it was written" });
  const entries = entriesOf(id, records);
  log.entries = entries;
  return moving({ name: () => id, entries: () => entries, next, heard, become(core) { log.core = core; } });
}

/** What a session that keeps what it was told can do beside, written down. */
function retelling({ rebase, relabel }: SessionCore, write: (said: Body) => void): Pick<SessionCore, "rebase" | "relabel"> {
  return {
    ...(rebase === undefined ? {} : { rebase(kept: readonly number[], note: RollbackNote) {
      write({ kind: "rollback", kept: [...kept], ...copiedNote(note) });
      rebase(kept, note);
    } }),
    ...(relabel === undefined ? {} : { relabel(declared: unknown) {
      const event = copyOf(declared);
      const isOther = relabel(event);
      if (isOther) write({ kind: "relabel", event });
      return isOther;
    } }),
  };
}

function writerTo(log: Log, session: string, journal: Journal): (said: Body) => void {
  return (said) => {
    if (log.broken !== null) return;
    try {
      const { line, head } = lineOf(log.head, said);
      journal.append(session, line);
      log.head = head;
      log.entries?.push(...entryOf(session, said));
    } catch (error) {
      log.broken = failure("evidence/unwritten", { problem: problemOf(error) });
    }
  };
}

// A log that is there already -> its session, brought to where it stood by what the log says was told, answered and decided then. What
// another bundle decided is told as it came out. Asks no rule, writes nothing but a cut behind a torn line.

import { failure } from "../../base/messages.generated.js";
import type { Failure, Outcome, SessionCore, Told } from "../../engine.js";
import type { Decision } from "../../kernel/decide/decision.js";
import type { Json } from "../../kernel/event/event.js";
import { effects } from "../../words/effects.js";
import type { Verdict } from "../../words/view.js";
import { eventsOf } from "../registry/share.js";
import { problemOf, refusal } from "../refusal.js";
import type { Entry, Made } from "../rollback/entry.js";
import { beginOf, decidedOf, type Begun } from "./body.js";
import { copyOf } from "./copy.js";
import type { Journal } from "./journal.js";
import { lineOf, noRecords, readLog } from "./record.js";
import type { Body, Head, Round } from "./record.js";

/** Where a session stands that has a log; `bundle`: by which it decided last. */
export interface Opened {
  readonly head: Head;
  readonly bundle: string;
  readonly anomalies: SessionCore["anomalies"];
}

type BundleRecord = Extract<Body, { kind: "bundle" }>;
type DecisionRecord = Extract<Body, { kind: "decision" }>;

/** Tells a session what its log says. Throws a refusal (`node/journal`) where that is broken, comes out otherwise, or was begun otherwise. */
export function open(core: SessionCore, begun: Begun, journal: Journal): Opened {
  try {
    const bytes = journal.read(begun.id);
    if (bytes === null) return { head: noRecords, bundle: begun.bundle, anomalies: [] };
    const log = readLog(bytes);
    const [finding] = log.findings;
    if (finding !== undefined) throw refusal("node/journal", { problem: `line ${finding.line}: ${finding.failure.message}` });
    if (log.isTorn) journal.cut(begun.id, log.bytes);
    const torn = log.isTorn ? [{ step: null, ...failure("evidence/torn", { line: log.head.n + 1 }) }] : [];
    const [begin, ...records] = log.records;
    if (begin?.kind !== "begin") return { head: noRecords, bundle: begun.bundle, anomalies: torn };
    const last = records.findLast((record) => record.kind === "bundle");
    const bundle = last?.to ?? begin.bundle;
    const isOther = lineOf(noRecords, begin).line !== lineOf(noRecords, beginOf({ ...begun, bundle: begin.bundle })).line;
    if (isOther || (bundle !== begun.bundle && !begun.former.has(bundle))) throw refusal("node/journal", { problem: "it was begun with another bundle, runtime, profile or parent" });
    retell(core, records, begun, bundle !== begun.bundle ? records.length : last === undefined ? 0 : records.indexOf(last));
    return { head: log.head, bundle, anomalies: torn };
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "node/journal" ? error : refusal("node/journal", { problem: problemOf(error) });
  }
}

/** Tells a session again what it was told; the first so many records were made under other bundles. */
function retell(core: SessionCore, records: readonly Body[], { manifest, next }: Begun, others: number): void {
  const rules = new Map(manifest.rules.map(({ id }, number) => [id, number]));
  if (core.move === undefined) for (const event of heardIn(records)) core.observe(event);
  for (const [n, record] of records.entries()) {
    if (record.kind === "bundle") core.move?.(next, record.heard).take();
    else if (record.kind !== "decision") tell(core, record);
    else {
      const isBefore = n < others;
      const decision = decideAgain(core, record.event, isBefore ? [outcomeOf(record), outcomeOf(record)] : record.rounds.map((round) => answerOf(round, rules)));
      if (decision === null || !(isBefore ? isCalledSo(decision, record) : isSame(decision, record))) throw refusal("node/journal", { problem: `record ${n + 1} comes out otherwise than it is written` });
    }
  }
}

/** What a session that keeps nothing itself was told, by its log. */
export function entriesOf(session: string, records: readonly Body[]): Entry[] {
  const heard = heardIn(records).map((event): Entry => ({ kind: "told", event }));
  return [...heard, ...records.flatMap((record) => entryOf(session, record))];
}

/** What a record says that a session was told; nothing where it says something else. */
export function entryOf(session: string, record: Body): readonly Entry[] {
  switch (record.kind) {
    case "begin": case "bundle": return [];
    case "event": return [{ kind: "told", event: record.event }];
    case "cancel": {
      const decision = typeof record.decision === "string" ? record.decision : "";
      return [{ kind: "cancelled", event: { kind: "cancel", decision }, decision }];
    }
    case "decision": {
      const { effect, code, args } = outcomeOf(record);
      return [{ kind: "decided", event: record.event, answers: [outcomeOf(record)], decision: { id: `${session}#${record.step}`, step: record.step, effect, code, args } }];
    }
    // Only sessions that keep themselves what they were told go back.
    case "rollback": case "relabel": throw refusal("node/journal", { problem: "the session went back, and this engine keeps nothing to go back to: begin it with `rollback: true`" });
  }
}

/** What was to be told first under each bundle that took another's place, the latest before the others. */
function heardIn(records: readonly Body[]): readonly Json[] {
  const bundles = records.filter((record): record is BundleRecord => record.kind === "bundle");
  return bundles.reverse().flatMap(({ heard }) => eventsOf(heard).map(copyOf));
}

/** What came of a recorded decision. */
function outcomeOf({ effect, code, args }: DecisionRecord): Outcome {
  return { kind: "outcome", effect: effects.find((known) => known === effect) ?? "deny", code, args: args === undefined ? null : args as Made["args"] };
}

/** Tells a session what a record says happened; nothing comes of it. */
export function tell(core: SessionCore, record: Exclude<Body, { kind: "decision" | "bundle" }>): null {
  if (record.kind === "event") core.observe(record.event);
  else if (record.kind === "rollback") {
    if (core.rebase === undefined) throw refusal("node/journal", { problem: "the session went back, and this engine keeps nothing to go back to: begin it with `rollback: true`" });
    core.rebase(record.kept, record);
  }
  else if (record.kind === "relabel") {
    if (core.relabel === undefined) throw refusal("node/journal", { problem: "the session was told again with labels that were declared later, and this engine keeps nothing to tell again: begin it with `rollback: true`" });
    core.relabel(record.event);
  }
  else if (record.kind === "cancel") core.cancel(typeof record.decision === "string" ? record.decision : "");
  return null;
}

/** Decides as it was answered then. */
function decideAgain(core: SessionCore, event: Json, answers: readonly Told[]): Decision | null {
  let prepared = core.prepare(event);
  for (const answer of answers) {
    const next = core.again(prepared, answer);
    if (next === null) return core.settle(prepared, answer, 0);
    prepared = next;
  }
  return null;
}

function answerOf(round: Round, rules: ReadonlyMap<string, number>): readonly Verdict[] | Failure {
  if ("failed" in round) return round.failed;
  return round.verdicts.map(({ rule, unknown, row }): Verdict => {
    const number = rules.get(rule);
    if (number === undefined) throw refusal("node/journal", { problem: `it speaks of a rule \`${rule}\` that the bundle has not` });
    return { rule: number, unknown, row };
  });
}

function isSame(decision: Decision, record: DecisionRecord): boolean {
  return lineOf(noRecords, decidedOf(record.event, record.rounds, decision)).line === lineOf(noRecords, record).line;
}

/** Whether a decision is called as it was under another bundle. */
function isCalledSo({ call, step, tool }: Decision, record: DecisionRecord): boolean {
  return call === record.call && step === record.step && tool === record.tool;
}

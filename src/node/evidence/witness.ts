// A session whose events and decisions go into a log, each before anything follows from it: what was told is copied once, and what
// was copied is both kept and judged. A session that has a log already is brought to where it stood, by what the log says was
// answered then. A log that cannot be written denies. Knows no files.

import { createHash } from "node:crypto";
import { failure } from "../../base/messages.generated.js";
import type { Bounds, Failure, Prepared, RollbackNote, SessionCore } from "../../engine.js";
import type { Decision } from "../../kernel/decide/decision.js";
import { copyJson, setKey } from "../../kernel/event/copy.js";
import type { Json } from "../../kernel/event/event.js";
import type { Parent } from "../../kernel/registry/learned.js";
import { writeFrame } from "../../wasm/abi/frame.js";
import type { Manifest } from "../../words/manifest.js";
import type { Verdict } from "../../words/view.js";
import { eventsOf } from "../registry/share.js";
import { problemOf, refusal } from "../refusal.js";
import type { Answer } from "../workers.js";
import type { Journal } from "./journal.js";
import { EVIDENCE_VERSION, lineOf, noRecords, readLog } from "./record.js";
import type { Body, Head, Round } from "./record.js";

/** How a session was begun, and by what it decides. */
export interface Begun {
  readonly id: string;
  readonly runtime?: string | undefined;
  readonly provides?: readonly string[] | undefined;
  /** What it may remember, where that is not the most there is. */
  readonly bounds?: Bounds | undefined;
  /** Whose call made it. */
  readonly parent?: Parent | undefined;
  readonly bundle: string;
  readonly manifest: Manifest;
}

/** The record `begin` of a session. */
export function beginOf({ id, runtime, provides, bounds, parent, bundle }: Begun): Extract<Body, { kind: "begin" }> {
  return { kind: "begin", version: EVIDENCE_VERSION, session: id, runtime: runtime ?? null, provides: provides === undefined ? null : [...provides], bundle, ...(bounds === undefined ? {} : { bounds }), ...(parent === undefined ? {} : { parent: { session: parent.session, call: parent.call } }) };
}

/** The session, with its log. Throws a refusal where there is one that is broken, or of another bundle or runtime (`node/journal`). */
export function witnessed(core: SessionCore, begun: Begun, journal: Journal): SessionCore {
  const log: { head: Head; broken: Failure | null } = { head: noRecords, broken: null };
  const pending: { event: Json; rounds: Round[]; view: string | null } = { event: null, rounds: [], view: null };
  const opened = open(core, begun, journal);
  log.head = opened.head;
  const write = writerTo(log, begun.id, journal);

  // What the registry answered stands before what asked it: told so, it comes out the same without the registry.
  function writeTold(): void {
    for (const event of eventsOf(core.told())) write({ kind: "event", event: copyOf(event) });
  }
  function look(prepared: Prepared): Prepared {
    pending.view = prepared.kind === "view" ? digestOf(prepared, begun.manifest) : null;
    return prepared;
  }

  if (opened.head === noRecords) write(beginOf(begun));
  return {
    observe(event) {
      const told = copyOf(event);
      core.observe(told);
      writeTold();
      write({ kind: "event", event: told });
    },
    prepare(event) {
      pending.event = copyOf(event);
      pending.rounds = [];
      return look(core.prepare(pending.event));
    },
    ahead: (event) => core.ahead(copyOf(event)),
    again(prepared, answer) {
      const next = core.again(prepared, answer);
      if (next === null) return null;
      pending.rounds.push(roundOf(pending.view, answer, begun.manifest));
      return look(next);
    },
    settle(prepared, given, us) {
      const answer = log.broken ?? given;
      pending.rounds.push(roundOf(pending.view, answer, begun.manifest));
      const decision = core.settle(prepared, answer, us);
      writeTold();
      write(decidedOf(pending.event, pending.rounds, decision));
      if (log.broken === null || answer === log.broken) return decision;
      // It may have been let through, and nobody would ever know.
      core.cancel(decision.id);
      return { ...decision, effect: "deny", code: log.broken.code, reason: log.broken.message, rules: [], path: [] };
    },
    cancel(decisionId) {
      const copied = copyJson(decisionId);
      write({ kind: "cancel", decision: copied.ok ? copied.value : null });
      core.cancel(decisionId);
    },
    ...retelling(core, write),
    get graph() {
      return core.graph;
    },
    get anomalies() {
      return opened.anomalies.length === 0 ? core.anomalies : [...opened.anomalies, ...core.anomalies];
    },
    told: () => core.told(), fresh: () => core.fresh(),
    get work() {
      return core.work;
    },
  };
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

function writerTo(log: { head: Head; broken: Failure | null }, session: string, journal: Journal): (said: Body) => void {
  return (said) => {
    if (log.broken !== null) return;
    try {
      const { line, head } = lineOf(log.head, said);
      journal.append(session, line);
      log.head = head;
    } catch (error) {
      log.broken = failure("evidence/unwritten", { problem: problemOf(error) });
    }
  };
}

/** What a log says was told and answered, told again: the session stands then where it stood. Throws a refusal where it comes out otherwise. */
export function retell(core: SessionCore, records: readonly Body[], manifest: Manifest): void {
  const rules = new Map(manifest.rules.map(({ id }, number) => [id, number]));
  for (const [n, record] of records.entries()) {
    if (record.kind !== "decision") tell(core, record);
    else {
      const decision = decideAgain(core, record.event, record.rounds.map((round) => answerOf(round, rules)));
      if (decision === null || !isSame(decision, record)) throw refusal("node/journal", { problem: `record ${n + 1} comes out otherwise than it is written` });
    }
  }
}

/** Tells a session what a record says happened; nothing comes of it. */
export function tell(core: SessionCore, record: Exclude<Body, { kind: "decision" }>): null {
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

function copiedNote({ decision, causes, via, outcomes }: RollbackNote): Omit<Extract<Body, { kind: "rollback" }>, "kind" | "kept"> {
  return { decision, causes: [...causes], via: [...via], outcomes: outcomes.map(({ call, tool, status }) => ({ call, tool, status })) };
}

/** A decision as a record. */
export function decidedOf(event: Json, rounds: readonly Round[], decision: Decision): Extract<Body, { kind: "decision" }> {
  const { call, step, tool, op, effect, code, reason, rules, path, inactive, rewritten, args } = decision;
  return {
    kind: "decision", event, call, step, tool, op, effect, code, reason, rounds: [...rounds],
    rules: rules.map(({ id, effect: said, unknown, observe }) => ({ id, effect: said, unknown, observe })),
    path: path.map(({ step: at, edge }) => ({ step: at, edge })), inactive: [...inactive],
    ...(rewritten ? { args } : {}),
  };
}

/** What one round was asked and answered. */
export function roundOf(view: string | null, answer: Answer, { rules }: Manifest): Round {
  if (!isVerdicts(answer)) return { view, failed: { code: answer.code, message: answer.message } };
  return { view: view ?? "", verdicts: answer.map(({ rule, unknown, row }) => ({ rule: rules[rule]?.id ?? "", unknown, row })) };
}

/** SHA-256 of the view that the rules are asked about, as the frame that holds it. */
export function digestOf({ view }: Extract<Prepared, { kind: "view" }>, manifest: Manifest): string {
  return createHash("sha256").update(writeFrame(view, manifest)).digest("hex");
}

function open(core: SessionCore, begun: Begun, journal: Journal): { readonly head: Head; readonly anomalies: SessionCore["anomalies"] } {
  try {
    const bytes = journal.read(begun.id);
    if (bytes === null) return { head: noRecords, anomalies: [] };
    const log = readLog(bytes);
    const [finding] = log.findings;
    if (finding !== undefined) throw refusal("node/journal", { problem: `line ${finding.line}: ${finding.failure.message}` });
    if (log.isTorn) journal.cut(begun.id, log.bytes);
    const torn = log.isTorn ? [{ step: null, ...failure("evidence/torn", { line: log.head.n + 1 }) }] : [];
    const [begin, ...records] = log.records;
    if (begin === undefined) return { head: noRecords, anomalies: torn };
    if (lineOf(noRecords, begin).line !== lineOf(noRecords, beginOf(begun)).line) throw refusal("node/journal", { problem: "it was begun with another bundle, runtime, profile or parent" });
    retell(core, records, begun.manifest);
    return { head: log.head, anomalies: torn };
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "node/journal" ? error : refusal("node/journal", { problem: problemOf(error) });
  }
}

/** What is told, as JSON, with its keys in the order in which the log has them: rules name the first argument that they fire on. Of what is none, its kind and id are kept, so that it is as malformed as it was. */
export function copyOf(event: unknown): Json {
  const copied = copyJson(event);
  if (copied.ok) return ordered(copied.value);
  const kept: Record<string, Json> = { unreadable: copied.failure.message };
  for (const name of ["kind", "id", "tool"] as const) {
    const value = fieldOf(event, name);
    if (typeof value === "string") kept[name] = value.slice(0, KEPT_MAX);
  }
  return kept;
}

function ordered(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return Object.freeze(value.map(ordered));
  const sorted: Record<string, Json> = {};
  for (const key of Object.keys(value).sort()) setKey(sorted, key, ordered(value[key] ?? null));
  return Object.freeze(sorted);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function fieldOf(event: unknown, name: string): unknown {
  try {
    return typeof event === "object" && event !== null ? Reflect.get(event, name) : undefined;
  } catch {
    return undefined;
  }
}

/** Decides as it was answered then. */
function decideAgain(core: SessionCore, event: Json, answers: readonly Answer[]): Decision | null {
  let prepared = core.prepare(event);
  for (const answer of answers) {
    const next = core.again(prepared, answer);
    if (next === null) return core.settle(prepared, answer, 0);
    prepared = next;
  }
  return null;
}

function answerOf(round: Round, rules: ReadonlyMap<string, number>): Answer {
  if ("failed" in round) return round.failed;
  return round.verdicts.map(({ rule, unknown, row }): Verdict => {
    const number = rules.get(rule);
    if (number === undefined) throw refusal("node/journal", { problem: `it speaks of a rule \`${rule}\` that the bundle has not` });
    return { rule: number, unknown, row };
  });
}

function isSame(decision: Decision, record: Extract<Body, { kind: "decision" }>): boolean {
  return lineOf(noRecords, decidedOf(record.event, record.rounds, decision)).line === lineOf(noRecords, record).line;
}

function isVerdicts(answer: Answer): answer is readonly Verdict[] {
  return Array.isArray(answer);
}

/** Longest name that is kept of an event that cannot be copied. */
const KEPT_MAX = 256;

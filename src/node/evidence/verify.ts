// A log -> what is wrong with it: by its chain alone, by a head that was noted elsewhere, and by the bundle that decided it, which
// decides everything again. Knows no files and no sessions that go on.

import { failure } from "../../base/messages.generated.js";
import { createCore, type Failure, type Next, type SessionCore } from "../../engine.js";
import { canonical } from "../../base/canonical.js";
import type { Evaluator } from "../../words/evaluator.js";
import type { BundleData } from "../../wasm/bundle/data.js";
import { readLog, type Body, type Round } from "./record.js";
import { argumentOf, bytesGiven, heldGiven } from "../given.js";
import { problemOf } from "../refusal.js";
import { ledgerOf } from "../rollback/ledger.js";
import { decidedOf, digestOf, roundOf } from "./body.js";
import { tell } from "./open.js";

/** What a log is held to, beside its chain. */
export interface Held {
  /** The hash of a record that the log must hold; of its last one, where nothing was added since. */
  readonly head?: string | undefined;
  /** The bundle that decided; where others took its place, all of them. */
  readonly bundle?: HeldBundle | readonly HeldBundle[] | undefined;
}

/** A bundle: its evaluator, its data, and the digest that logs name it by. */
export interface HeldBundle {
  readonly evaluator: Evaluator;
  readonly data: BundleData;
  readonly digest: string;
}

/** What became of it. */
export interface Verified {
  readonly records: number;
  readonly decisions: number;
  /** Hash of the last record: noted elsewhere, it vouches for the whole log. */
  readonly head: string;
  /** What is wrong, in the order of lines, each with its number from 1. */
  readonly findings: readonly { readonly line: number; readonly failure: Failure }[];
}

/** Verifies the bytes of a log. What its chain breaks on, no bundle is asked about. */
export function verifyLog(given: Uint8Array, held: Held = {}): Verified {
  const bytes = argumentOf("verifyLog", bytesGiven, given);
  const { head, bundle } = argumentOf("verifyLog", heldGiven, held);
  const log = readLog(bytes);
  const findings = [...log.findings];
  const lines = log.lines + (log.isTorn ? 1 : 0);
  if (log.isTorn) findings.push({ line: lines, failure: failure("evidence/torn", { line: lines }) });
  if (log.records.length === 0 && findings.length === 0) findings.push({ line: 1, failure: failure("evidence/not-a-record", { problem: "the log is empty" }) });
  if (head !== undefined && !log.hashes.includes(head)) findings.push({ line: Math.max(1, lines), failure: failure("evidence/other-head", { head }) });
  if (bundle !== undefined && log.findings.length === 0) findings.push(...decidedAgain(log.records, [bundle].flat()));
  return { records: log.records.length, decisions: log.records.filter(({ kind }) => kind === "decision").length, head: log.head.hash, findings };
}

/** The first record that comes out otherwise; what follows one that does says nothing. */
function decidedAgain([begin, ...records]: readonly Body[], held: readonly HeldBundle[]): Verified["findings"] {
  if (begin?.kind !== "begin") return [];
  const nextOf = nextBy(begin, held);
  const first = nextOf(begin.bundle);
  if (first === null) return [{ line: 1, failure: otherBundle(begin.bundle, held) }];
  const state = { by: first };
  const begun = (id: string): SessionCore => first.next.begin(id, null);
  const session = records.some(({ kind }) => kind === "rollback" || kind === "relabel" || kind === "bundle") ? ledgerOf(begin.session, begun) : begun(begin.session);
  for (const [at, record] of records.entries()) {
    const differs = (what: string): Verified["findings"] => [{ line: at + 2, failure: failure("evidence/differs", { n: at + 1, what }) }];
    if (record.kind !== "bundle") {
      const what = record.kind === "decision" ? difference(session, record, state.by.evaluator) : tell(session, record);
      if (what !== null) return differs(what);
      continue;
    }
    const to = nextOf(record.to);
    if (to === null) return [{ line: at + 2, failure: otherBundle(record.to, held) }];
    if (record.from !== state.by.next.bundle) return differs("its `from` is another");
    try {
      session.move?.(to.next, record.heard).take();
    } catch (error) {
      return differs(problemOf(error));
    }
    state.by = to;
  }
  return [];
}

interface Stretch {
  readonly evaluator: Evaluator;
  readonly next: Next;
}

/** The bundle of a digest, for a session that was begun so; null where it is not at hand. */
function nextBy({ session, runtime, provides, bounds, parent }: Extract<Body, { kind: "begin" }>, held: readonly HeldBundle[]): (digest: string) => Stretch | null {
  return (digest) => {
    const found = held.find((one) => one.digest === digest);
    if (found === undefined) return null;
    const core = createCore(found.evaluator, digest, found.data);
    const begin = (id: string): SessionCore => core.session({ id, known: session, runtime: runtime ?? undefined, provides: provides ?? undefined, bounds, parent });
    return { evaluator: found.evaluator, next: { bundle: digest, manifest: found.evaluator.manifest, begin, lookup: null, afresh: () => null } };
  };
}

function otherBundle(found: string, held: readonly HeldBundle[]): Failure {
  return failure("evidence/other-bundle", { found, expected: held.map(({ digest }) => digest).join(", ") });
}

/** What of a decision comes out otherwise, null for nothing. Where something failed then (a deadline, a dead worker), it is taken to have failed. */
function difference(session: SessionCore, record: Extract<Body, { kind: "decision" }>, { manifest, decide }: Evaluator): string | null {
  const rounds: Round[] = [];
  for (let prepared = session.prepare(record.event); ;) {
    const view = prepared.kind === "view" ? digestOf(prepared, manifest) : null;
    const told = record.rounds[rounds.length];
    const answer = prepared.kind === "failed" ? prepared : told !== undefined && "failed" in told ? told.failed : decide(prepared.view);
    const round = roundOf(view, answer, manifest);
    rounds.push(round);
    const next = session.again(prepared, answer);
    if (next !== null) {
      prepared = next;
      continue;
    }
    const now = decidedOf(record.event, rounds, session.settle(prepared, answer, 0));
    const names = [...new Set([...Object.keys(now), ...Object.keys(record)])].sort();
    const differing = names.find((name) => canonical(Reflect.get(now, name)) !== canonical(Reflect.get(record, name)));
    return differing === undefined ? null : `its \`${differing}\` is another`;
  }
}

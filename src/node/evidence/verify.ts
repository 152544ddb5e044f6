// A log -> what is wrong with it: by its chain alone, by a head that was noted elsewhere, and by the bundle that decided it, which
// decides everything again. Knows no files and no sessions that go on.

import { failure } from "../../base/messages.generated.js";
import { createCore, type Failure, type SessionCore } from "../../engine.js";
import { canonical } from "../../base/canonical.js";
import type { Evaluator } from "../../words/evaluator.js";
import type { BundleData } from "../../wasm/bundle/data.js";
import { readLog, type Body, type Round } from "./record.js";
import { ledgerOf } from "../rollback/ledger.js";
import { decidedOf, digestOf, roundOf, tell } from "./witness.js";

/** What a log is held to, beside its chain. */
export interface Held {
  /** The hash of a record that the log must hold; of its last one, where nothing was added since. */
  readonly head?: string | undefined;
  /** The bundle that decided: its evaluator, its data, and the digest that the log names it by. */
  readonly bundle?: { readonly evaluator: Evaluator; readonly data: BundleData; readonly digest: string } | undefined;
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
export function verifyLog(bytes: Uint8Array, { head, bundle }: Held = {}): Verified {
  const log = readLog(bytes);
  const findings = [...log.findings];
  const lines = log.lines + (log.isTorn ? 1 : 0);
  if (log.isTorn) findings.push({ line: lines, failure: failure("evidence/torn", { line: lines }) });
  if (log.records.length === 0 && findings.length === 0) findings.push({ line: 1, failure: failure("evidence/not-a-record", { problem: "the log is empty" }) });
  if (head !== undefined && !log.hashes.includes(head)) findings.push({ line: Math.max(1, lines), failure: failure("evidence/other-head", { head }) });
  if (bundle !== undefined && log.findings.length === 0) findings.push(...decidedAgain(log.records, bundle));
  return { records: log.records.length, decisions: log.records.filter(({ kind }) => kind === "decision").length, head: log.head.hash, findings };
}

/** The first record that comes out otherwise; what follows one that does says nothing. */
function decidedAgain([begin, ...records]: readonly Body[], { evaluator, data, digest }: NonNullable<Held["bundle"]>): Verified["findings"] {
  if (begin?.kind !== "begin") return [];
  if (begin.bundle !== digest) return [{ line: 1, failure: failure("evidence/other-bundle", { found: begin.bundle, expected: digest }) }];
  const core = createCore(evaluator, digest, data);
  const begun = (id: string): SessionCore => core.session({ id, known: begin.session, runtime: begin.runtime ?? undefined, provides: begin.provides ?? undefined, bounds: begin.bounds, parent: begin.parent });
  const session = records.some(({ kind }) => kind === "rollback" || kind === "relabel") ? ledgerOf(begin.session, begun) : begun(begin.session);
  for (const [at, record] of records.entries()) {
    const what = record.kind === "decision" ? difference(session, record, evaluator) : tell(session, record);
    if (what !== null) return [{ line: at + 2, failure: failure("evidence/differs", { n: at + 1, what }) }];
  }
  return [];
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

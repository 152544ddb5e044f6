// What a session was begun with, was asked and answered, and decided -> what records say of it. Plain data; knows no chain, no log and
// no file.

import { createHash } from "node:crypto";
import type { Bounds, Next, Prepared, RollbackNote } from "../../engine.js";
import type { Decision } from "../../kernel/decide/decision.js";
import type { Json } from "../../kernel/event/event.js";
import type { Parent } from "../../kernel/registry/learned.js";
import { writeFrame } from "../../wasm/abi/frame.js";
import type { Manifest } from "../../words/manifest.js";
import type { Verdict } from "../../words/view.js";
import type { Answer } from "../workers.js";
import { EVIDENCE_VERSION } from "./record.js";
import type { Body, Round } from "./record.js";

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
  /** Bundles that this one took the place of: a log that ends with one of them goes on with this. */
  readonly former: ReadonlySet<string>;
  /** The bundle, for the session to be told everything again. */
  readonly next: Next;
}

/** The record `begin` of a session. */
export function beginOf({ id, runtime, provides, bounds, parent, bundle }: Pick<Begun, "id" | "runtime" | "provides" | "bounds" | "parent" | "bundle">): Extract<Body, { kind: "begin" }> {
  return { kind: "begin", version: EVIDENCE_VERSION, session: id, runtime: runtime ?? null, provides: provides === undefined ? null : [...provides], bundle, ...(bounds === undefined ? {} : { bounds }), ...(parent === undefined ? {} : { parent: { session: parent.session, call: parent.call } }) };
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

/** What is noted of why a session went back. */
export function copiedNote({ decision, causes, via, outcomes }: RollbackNote): Omit<Extract<Body, { kind: "rollback" }>, "kind" | "kept"> {
  return { decision, causes: [...causes], via: [...via], outcomes: outcomes.map(({ call, tool, status }) => ({ call, tool, status })) };
}

function isVerdicts(answer: Answer): answer is readonly Verdict[] {
  return Array.isArray(answer);
}

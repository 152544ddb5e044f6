// A session's log as lines: each a record in canonical JSON that bears the hash of the one before it and its own. A line can be
// made, and a log read: what is torn off at its end, what was changed, dropped, put in or moved. Knows no files and no sessions.

import { createHash } from "node:crypto";
import { z } from "zod";
import { failure } from "../../base/messages.generated.js";
import { canonical } from "../../base/canonical.js";
import type { Json } from "../../kernel/event/event.js";
import { row } from "../../kernel/event/row.js";
import type { Failure } from "../../engine.js";

/** The version of records that this version writes, and alone reads. */
export const EVIDENCE_VERSION = 1;

/** What was parsed as JSON is JSON. */
const json = z.custom<Json>((value) => value !== undefined);
const verdict = z.strictObject({ rule: z.string(), unknown: z.boolean(), row: z.int() });
const round = z.union([
  /** `view`: SHA-256 of the frame that the rules were asked about, hex. */
  z.strictObject({ view: z.string(), verdicts: z.array(verdict) }),
  z.strictObject({ view: z.string().nullable(), failed: z.strictObject({ code: z.string(), message: z.string() }) }),
]);
const body = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("begin"), version: z.literal(EVIDENCE_VERSION), session: z.string(), runtime: z.string().nullable(), provides: z.array(z.string()).nullable(), bundle: z.string(), bounds: z.strictObject({ placesMax: z.int().optional(), bytesMax: z.int().optional() }).optional(), parent: z.strictObject({ session: z.string(), call: z.string() }).optional() }),
  z.strictObject({ kind: z.literal("event"), event: json }),
  z.strictObject({ kind: z.literal("cancel"), decision: json }),
  /** `kept`: numbers of the events, decisions and cancels since the session last went back, those that it was told again then first. */
  z.strictObject({
    kind: z.literal("rollback"), kept: z.array(z.int().min(0)), decision: z.string().nullable(), causes: z.array(z.int()), via: z.array(z.string()),
    outcomes: z.array(z.strictObject({ call: z.string(), tool: z.string(), status: z.string() })),
  }),
  /** From here on another bundle decides. All before it was told again to a session of that one, with what came of it; `heard`, what lies in places that only that one has it read, before all else. */
  z.strictObject({ kind: z.literal("bundle"), from: z.string(), to: z.string(), heard: z.array(row) }),
  /** `event`: what people declared of resources, as an event of a registry. All before it was told again behind it. */
  z.strictObject({ kind: z.literal("relabel"), event: json }),
  z.strictObject({
    kind: z.literal("decision"), event: json, call: z.string(), step: z.int(), tool: z.string(), op: z.string(), effect: z.string(), code: z.string().nullable(), reason: z.string(),
    rounds: z.array(round), rules: z.array(z.strictObject({ id: z.string(), effect: z.string(), unknown: z.boolean(), observe: z.boolean() })),
    path: z.array(z.strictObject({ step: z.int(), edge: z.string() })), inactive: z.array(z.string()),
    /** The arguments to execute, where rules rewrote them. */
    args: json.optional(),
  }),
]);
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const chained = z.looseObject({ n: z.int().min(0), prev: z.union([hex, z.literal("")]), hash: hex });

/** What one record says: how the session was begun, an event it was told, a decision that was taken back, a decision, that it went back, that it was told again with other labels, or that another bundle decides. Identifiers and durations of ours are not in it. */
export type Body = z.infer<typeof body>;
/** What one round of a decision asked and was answered. */
export type Round = z.infer<typeof round>;

/** The end of a log: how many records it has, and the hash of the last, which vouches for all. */
export interface Head {
  readonly n: number;
  readonly hash: string;
}

/** The head of an empty log. */
export const noRecords: Head = { n: 0, hash: "" };

/** What any record of a chain says at least: the first that it begins, and no other. */
export interface Said {
  readonly kind: string;
}

/** The line of the next record, with its line feed, and the head behind it. */
export function lineOf<S extends Said>(head: Head, said: S): { readonly line: string; readonly head: Head } {
  const linked = { ...said, n: head.n, prev: head.hash };
  const hash = hashOf(linked);
  return { line: `${canonical({ ...linked, hash })}\n`, head: { n: head.n + 1, hash } };
}

/** A log that was read: its records, the lines and bytes they take, whether a torn line stands behind them, and what is wrong with it. */
export interface Log<S extends Said = Body> {
  readonly records: readonly S[];
  /** The hash of each. */
  readonly hashes: readonly string[];
  readonly head: Head;
  readonly lines: number;
  readonly bytes: number;
  readonly isTorn: boolean;
  /** In the order of lines, each with its number from 1. */
  readonly findings: readonly { readonly line: number; readonly failure: Failure }[];
}

/** Reads a session's log. */
export function readLog(text: Uint8Array): Log {
  return readChain(text, body);
}

/** Reads a log of such records, or what stands behind a head of it. A last line without a line feed was being written when its writer ended: it is told apart from one that is wrong. */
export function readChain<S extends Said>(text: Uint8Array, schema: z.ZodType<S>, from: Head = noRecords): Log<S> {
  const bytes = text.lastIndexOf(LINE_FEED) + 1;
  const lines = bytes === 0 ? [] : new TextDecoder().decode(text.subarray(0, bytes - 1)).split("\n");
  const records: S[] = [];
  const hashes: string[] = [];
  const findings: { readonly line: number; readonly failure: Failure }[] = [];
  let head = from;
  for (const [at, line] of lines.entries()) {
    const read = readLine(line, schema);
    if ("failure" in read) {
      findings.push({ line: at + 1, failure: read.failure });
      // What follows a record that was changed is asked whether it follows what the record says of itself: one finding for one change.
      head = read.head ?? head;
      continue;
    }
    const { said, n, prev, hash } = read;
    if (n !== head.n || prev !== head.hash) findings.push({ line: at + 1, failure: failure("evidence/out-of-chain", { found: n, expected: head.n }) });
    else if ((said.kind === "begin") !== (n === 0)) findings.push({ line: at + 1, failure: failure("evidence/not-a-record", { problem: "a log has one record `begin`, its first" }) });
    records.push(said);
    hashes.push(hash);
    head = { n: n + 1, hash };
  }
  return { records, hashes, head, lines: lines.length, bytes, isTorn: bytes < text.length, findings };
}

/** A record of one line; a failure where it is none, or is not as it was written, and the head that it claims to be. */
function readLine<S extends Said>(line: string, schema: z.ZodType<S>): { readonly said: S; readonly n: number; readonly prev: string; readonly hash: string } | { readonly failure: Failure; readonly head?: Head } {
  const problem = (why: string): { readonly failure: Failure } => ({ failure: failure("evidence/not-a-record", { problem: why }) });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return problem("it is no JSON");
  }
  const link = chained.safeParse(value);
  if (!link.success) return problem("it has no `n`, `prev` and `hash`");
  const { n, prev, hash, ...rest } = link.data;
  // Byte for byte: no key twice, no blank, no number written in another way.
  if (hashOf({ ...rest, n, prev }) !== hash || canonical(value) !== line) return { failure: failure("evidence/changed", { n }), head: { n: n + 1, hash } };
  const said = schema.safeParse(rest);
  return said.success ? { said: said.data, n, prev, hash } : problem(said.error.issues[0]?.message ?? "it is of no kind that there is");
}

function hashOf(linked: object): string {
  return createHash("sha256").update(canonical(linked)).digest("hex");
}

const LINE_FEED = 10;

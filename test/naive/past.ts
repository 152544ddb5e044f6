// Queries over earlier calls, by going through all that happened: which calls a store would hold after each event, what it had to
// forget, and what is in range now. docs/kernel.md "Histories", written down plainly.

import type { HistoryEntry, Status } from "../../src/words/manifest.js";
import type { TermValue } from "../../src/words/term.js";
import { FALSE, TRUE, UNKNOWN, and, type Truth } from "../../src/words/truth.js";
import type { Fate, Kept, Node, Session } from "./session.js";

/** The question of a pending call. */
export interface Question {
  readonly step: number;
  readonly ours: readonly TermValue[];
  readonly pending: { readonly counters: Uint32Array | "unbound"; readonly kept: Kept } | null;
}

interface Entry {
  readonly node: Node;
  readonly at: number | null;
  fate: Fate;
  /** The first step behind its end. */
  until: number;
  counters: Uint32Array;
  kept: Kept;
}

interface Remembered {
  readonly calls: readonly Entry[];
  /** The step of the latest that was forgotten, -1 for none, and the latest time of these; null where one had none. */
  readonly lost: { readonly step: number; readonly at: number | null };
}

/** What a query gives. */
export function answer(session: Session, number: number, question: Question): TermValue {
  const query = session.manifest.histories[number];
  if (query === undefined) return null;
  if (query.within?.kind === "time" && !session.hasTime) return undefined;
  if (question.ours.some((value) => !isScalar(value))) return null;
  const isPlain = (query.fold === "count" || query.fold === "sum") && query.within === null && query.since === null && query.join.length === 0;
  const keep = isPlain ? Number.POSITIVE_INFINITY : query.keep;
  const { calls, lost } = remembered(session, query.counter, query.status, keep, number);
  const range = (step: number, at: number | null): Truth => and(inWindow(session, query, question.step, step, at), afterSince(session, query, step));
  const found: { truth: Truth; value: TermValue }[] = calls.map((entry) => ({
    truth: [truthAt(entry.counters, query.counter), joined(entry.kept.theirs, question.ours), range(entry.node.step, entry.at)].reduce<Truth>(and, TRUE),
    value: entry.kept.value,
  }));
  if (lost.step !== -1 && range(lost.step, lost.at) !== FALSE) found.unshift({ truth: UNKNOWN, value: null });
  const { pending } = question;
  if (query.including && pending !== null && isOf(query.status, "pending")) {
    const truth = pending.counters === "unbound" ? UNKNOWN : truthAt(pending.counters, query.counter);
    found.push({ truth: and(truth, joined(pending.kept.theirs, question.ours)), value: pending.kept.value });
  }
  return folded(query, found.filter(({ truth }) => truth !== FALSE));
}

/** Whether a call matches a counter. */
export function truthAt(bits: Uint32Array, counter: number): Truth {
  const pair = ((bits[counter >>> 4] ?? 0) >>> (2 * (counter & 15))) & 3;
  return (pair & 1) === 1 ? TRUE : pair === 2 ? UNKNOWN : FALSE;
}

/** What of two answers stands: of each counter the first, where that was certain. */
export function settledBits(first: Uint32Array, later: Uint32Array, counters: number): Uint32Array {
  const bits = new Uint32Array(first.length);
  for (let counter = 0; counter < counters; counter++) {
    const truth = truthAt(truthAt(first, counter) === UNKNOWN ? later : first, counter);
    if (truth !== FALSE) bits[counter >>> 4] = (bits[counter >>> 4] ?? 0) | ((truth === TRUE ? 1 : 2) << (2 * (counter & 15)));
  }
  return bits;
}

function remembered(session: Session, counter: number, status: Status, keep: number, query: number | null): Remembered {
  const entries: Entry[] = [];
  const forgotten = new Set<Entry>();
  const lost = { step: -1, at: Number.NEGATIVE_INFINITY as number | null };
  const held = (): readonly Entry[] => entries
    .filter((entry) => !forgotten.has(entry) && isOf(status, entry.fate) && truthAt(entry.counters, counter) !== FALSE && !entry.kept.theirs.includes(undefined))
    .sort((a, b) => a.node.step - b.node.step);
  const keptFor = (kept: readonly Kept[]): Kept => (query === null ? { value: undefined, theirs: [] } : kept[query] ?? { value: undefined, theirs: [] });
  for (const happening of session.history) {
    if (happening.kind === "decided") entries.push({ node: happening.node, at: happening.at, fate: happening.fate, until: happening.fate === "pending" ? Number.POSITIVE_INFINITY : happening.node.step + 1, counters: happening.counters, kept: keptFor(happening.kept) });
    else if (happening.kind === "result" || happening.kind === "uncounted") {
      const entry = entries.find(({ node }) => node === happening.node);
      if (entry === undefined) continue;
      entry.fate = happening.kind === "result" ? happening.fate : "refused";
      entry.until = happening.kind === "result" ? happening.until : entry.node.step + 1;
      if (happening.kind === "result") Object.assign(entry, { counters: happening.counters, kept: keptFor(happening.kept) });
    } else continue;
    for (const oldest of held().slice(0, Math.max(0, held().length - keep))) {
      forgotten.add(oldest);
      lost.step = Math.max(lost.step, oldest.node.step);
      lost.at = lost.at === null || oldest.at === null ? null : Math.max(lost.at, oldest.at);
    }
  }
  return { calls: held(), lost };
}

function isOf(status: Status, fate: Fate): boolean {
  return status === "attempted" || status === fate || (status === "run" && fate !== "refused");
}

function inWindow(session: Session, { within }: HistoryEntry, now: number, step: number, at: number | null): Truth {
  if (within === null) return TRUE;
  if (within.kind === "steps") return step >= now - within.steps ? TRUE : FALSE;
  return session.now === null || at === null ? UNKNOWN : at >= session.now - within.ms ? TRUE : FALSE;
}

/** Whether a step comes after the latest call that `since` asks for. */
function afterSince(session: Session, { since, keep }: HistoryEntry, step: number): Truth {
  if (since === null) return TRUE;
  const { calls, lost } = remembered(session, since.counter, since.status, keep, null);
  const later = (truth: Truth): boolean => calls.some((entry) => entry.node.step >= step && truthAt(entry.counters, since.counter) === truth);
  const during = calls.some((entry) => entry.node.step < step && step < entry.until);
  return later(TRUE) ? FALSE : later(UNKNOWN) || during || lost.step >= step ? UNKNOWN : TRUE;
}

function joined(theirs: readonly TermValue[], ours: readonly TermValue[]): Truth {
  return theirs.reduce<Truth>((truth, value, index) => and(truth, value === undefined ? FALSE : !isScalar(value) ? UNKNOWN : Object.is(value, ours[index]) || value === ours[index] ? TRUE : FALSE), TRUE);
}

/** The calls that count, earliest first. */
function folded({ fold }: HistoryEntry, found: readonly { readonly truth: Truth; readonly value: TermValue }[]): TermValue {
  if (fold === "latest") {
    const last = found.at(-1);
    return last === undefined ? undefined : last.truth === TRUE ? last.value : null;
  }
  if (found.some(({ truth }) => truth !== TRUE)) return null;
  const values = found.map(({ value }) => value);
  if (fold === "count") return values.length;
  if (fold === "sum") return values.every((value) => typeof value === "number") ? exactSum(values) : null;
  const items = values.flatMap((value) => (typeof value === "object" && value !== null && "items" in value ? (value.open ? [null] : value.items) : [value]));
  return items.every(isScalar) ? new Set(items).size : null;
}

/** The sum as a fraction of whole numbers, rounded once. */
function exactSum(values: readonly number[]): number | null {
  const scaled = (value: number): bigint => {
    let [number, shift] = [value, 0n];
    while (!Number.isInteger(number)) [number, shift] = [number * 2, shift + 1n];
    return BigInt(number) * 2n ** (1100n - shift);
  };
  const sum = values.reduce((total, value) => total + scaled(value), 0n);
  const rounded = Number(`${sum * 5n ** 1100n}e-1100`);
  return Number.isInteger(rounded) && !Number.isSafeInteger(rounded) ? null : rounded;
}

function isScalar(value: TermValue): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

// Queries over earlier calls, by going through all that happened: which calls a store would hold after each event, what it had to
// forget, and what is in range now. docs/kernel.md "Histories", written down plainly.

import { periodAt } from "../../src/extract/clock.js";
import type { HistoryEntry, Join, Relation, Status } from "../../src/words/manifest.js";
import type { TermList, TermValue } from "../../src/words/term.js";
import { FALSE, TRUE, UNKNOWN, and, not, or, type Truth } from "../../src/words/truth.js";
import type { Fate, Kept, Node, Session } from "./session.js";

/** The question of a pending call. */
export interface Question {
  readonly step: number;
  readonly ours: readonly TermValue[];
  readonly sinceOurs: readonly TermValue[];
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
  if (query.within !== null && query.within.kind !== "steps" && !session.hasTime) return undefined;
  const fit = ({ relation }: Join, value: TermValue): boolean => (relation === "in" || relation === "not in" ? isList(value) : ["<", "<=", ">", ">="].includes(relation) ? typeof value === "number" : isScalar(value));
  if (!query.join.every((join, index) => fit(join, question.ours[index])) || query.since?.join.every((join, index) => fit(join, question.sinceOurs[index])) === false) return null;
  const isPlain = (query.fold === "count" || query.fold === "sum") && query.within === null && query.since === null && query.join.length === 0;
  const keep = isPlain ? Number.POSITIVE_INFINITY : query.keep;
  const { calls, lost } = remembered(session, query.counter, query.status, keep, (kept) => ({ ...none, ...kept[number] }));
  const range = (step: number, at: number | null): Truth => and(inWindow(session, query, question.step, step, at), afterSince(session, number, query, step, question.sinceOurs));
  const found: { truth: Truth; value: TermValue }[] = calls.map((entry) => ({
    truth: [truthAt(entry.counters, query.counter), joined(query.join, entry.kept.theirs, question.ours), range(entry.node.step, entry.at)].reduce<Truth>(and, TRUE),
    value: entry.kept.value,
  }));
  if (lost.step !== -1 && range(lost.step, lost.at) !== FALSE) found.unshift({ truth: UNKNOWN, value: null });
  const { pending } = question;
  if (query.including && pending !== null && isOf(query.status, "pending")) {
    const truth = pending.counters === "unbound" ? UNKNOWN : truthAt(pending.counters, query.counter);
    found.push({ truth: and(truth, joined(query.join, pending.kept.theirs, question.ours)), value: pending.kept.value });
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

function remembered(session: Session, counter: number, status: Status, keep: number, keptFor: (kept: readonly Kept[]) => Kept): Remembered {
  const entries: Entry[] = [];
  const forgotten = new Set<Entry>();
  const lost = { step: -1, at: Number.NEGATIVE_INFINITY as number | null };
  const held = (): readonly Entry[] => entries
    .filter((entry) => !forgotten.has(entry) && isOf(status, entry.fate) && truthAt(entry.counters, counter) !== FALSE && !entry.kept.theirs.includes(undefined))
    .sort((a, b) => a.node.step - b.node.step);
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
  if (session.now === null || at === null) return UNKNOWN;
  if (within.kind === "time") return at >= session.now - within.ms ? TRUE : FALSE;
  const since = periodAt(session.now, within.period, within.zone)?.from;
  return since === undefined ? UNKNOWN : at >= since ? TRUE : FALSE;
}

/** Whether a step comes after the latest call that `since` asks for. */
function afterSince(session: Session, number: number, { since, keep }: HistoryEntry, step: number, ours: readonly TermValue[]): Truth {
  if (since === null) return TRUE;
  const { calls, lost } = remembered(session, since.counter, since.status, keep, (kept) => ({ ...none, theirs: kept[number]?.since ?? [] }));
  const found = calls.map((entry) => ({ entry, truth: and(truthAt(entry.counters, since.counter), joined(since.join, entry.kept.theirs, ours)) })).filter(({ truth }) => truth !== FALSE);
  const later = (wanted: Truth): boolean => found.some(({ entry, truth }) => entry.node.step >= step && truth === wanted);
  const during = found.some(({ entry }) => entry.node.step < step && step < entry.until);
  return later(TRUE) ? FALSE : later(UNKNOWN) || during || lost.step >= step ? UNKNOWN : TRUE;
}

function joined(joins: readonly Join[], theirs: readonly TermValue[], ours: readonly TermValue[]): Truth {
  return joins.map(({ relation }, index) => (theirs[index] === undefined ? FALSE : compared(relation, theirs[index], ours[index]))).reduce<Truth>(and, TRUE);
}

function compared(relation: Relation, theirs: TermValue, ours: TermValue): Truth {
  const equal = (a: TermValue, b: TermValue): Truth => (isScalar(a) && isScalar(b) ? (a === b ? TRUE : FALSE) : UNKNOWN);
  const within = (item: TermValue, list: TermValue): Truth => (isList(list) && isScalar(item) ? [...list.items.map((one) => equal(one, item)), ...(list.open ? [null] : []).map((): Truth => UNKNOWN)].reduce<Truth>(or, FALSE) : UNKNOWN);
  switch (relation) {
    case "==": return equal(theirs, ours);
    case "!=": return not(equal(theirs, ours));
    case "in": return within(theirs, ours);
    case "not in": return not(within(theirs, ours));
    case "has": return within(ours, theirs);
    case "excludes": return not(within(ours, theirs));
    default: {
      if (typeof theirs !== "number" || typeof ours !== "number") return UNKNOWN;
      return (relation === "<" ? theirs < ours : relation === "<=" ? theirs <= ours : relation === ">" ? theirs > ours : theirs >= ours) ? TRUE : FALSE;
    }
  }
}

/** The calls that count, earliest first. */
function folded({ fold }: HistoryEntry, found: readonly { readonly truth: Truth; readonly value: TermValue }[]): TermValue {
  if (fold === "latest") {
    const last = found.at(-1);
    return last === undefined ? undefined : last.truth === TRUE ? last.value : null;
  }
  if (fold === "all") {
    const lists = found.map(({ truth, value }): TermList => (truth !== TRUE ? { items: [], open: true } : value === undefined ? { items: [], open: false } : isList(value) ? value : { items: [value], open: false }));
    return { items: [...new Set(lists.toReversed().flatMap(({ items }) => items))], open: lists.some(({ open }) => open) };
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

const none: Kept = { value: undefined, theirs: [], since: [] };

function isList(value: TermValue): value is TermList {
  return typeof value === "object" && value !== null && "items" in value;
}

function isScalar(value: TermValue): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Bits of counters, with unknown for true. */
export function perhaps(word: number): number {
  let bits = 0;
  for (let at = 0; at < 32; at += 2) if (((word >>> at) & 3) !== 0) bits |= 2 << at;
  return bits;
}

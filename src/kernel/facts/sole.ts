// What those hold of whom the user says that they hold it: of each act that rules ask it of the names that he calls them by, and of each
// author the things in what he wrote. A value is sole where it is the only thing of its kind there. Nothing of it is forgotten; how much
// of one author is kept has a bound, past which nothing of his is sole.

import { CALLINGS_MAX, HELD_MAX } from "../../base/limits.js";
import { addressesIn, fits, type Author, type Calling } from "../../extract/callings.js";
import { holdersIn } from "../../extract/holders.js";
import { thingOf, thingsIn, type Thing } from "../../extract/things.js";
import type { ResultRecord } from "../../extract/records.js";
import type { Segment } from "../../extract/segments.js";
import type { Authors, Callings } from "../graph/callings.js";
import type { ActAsked } from "./asked.js";

/** What a session knows of who holds what. */
export interface Holdings {
  /** By the names of acts the latest names of those who hold what their nouns mean, at most CALLINGS_MAX. */
  readonly pointed: Map<string, Map<string, Calling>>;
  /** By the numbers of authors and kinds the things in what they wrote, at most one more than HELD_MAX of a kind. */
  readonly held: Map<string, Set<string>>;
  /** Addresses that the user and the system gave, and whose the mailboxes are that were shown: of these nobody has to say anything. */
  readonly given: Set<string>;
  /** These, those that trusted tools gave, and the domains of both. */
  readonly known: Set<string>;
  readonly domains: Set<string>;
  /** By names whom they fit, of those whom the session has heard of, as far as it was looked for. */
  readonly fitting: Map<string, { looked: number; readonly authors: Author[] }>;
}

/** Nothing yet. */
export function createHoldings(): Holdings {
  return { pointed: new Map(), held: new Map(), given: new Set(), known: new Set(), domains: new Set(), fitting: new Map() };
}

/** Reads a text of the user's (`isOwn`) or of the system's; gives the bytes that it keeps. */
export function hearHolders(holdings: Holdings, acts: readonly ActAsked[], plain: ReadonlySet<string>, text: string, isOwn: boolean): number {
  const found = isOwn ? acts.map(({ name, lexicon }) => ({ name, callings: holdersIn(text, lexicon, plain) })) : [];
  let bytes = addressesIn(text).reduce((sum, author) => sum + give(holdings, author), 0);
  for (const { name, callings } of found) {
    const names = holdings.pointed.get(name) ?? new Map<string, Calling>();
    holdings.pointed.set(name, names);
    for (const calling of callings) {
      const key = calling.join(" ");
      names.delete(key);
      names.set(key, calling);
      bytes += bytesOf(key);
      const [oldest] = names.keys();
      if (names.size > CALLINGS_MAX && oldest !== undefined) names.delete(oldest);
    }
  }
  return bytes;
}

/** Takes in what the authors of a result's records wrote, and whose addresses it gives, `isTrusted` by itself; gives the bytes that it keeps. */
export function noteHeld(holdings: Holdings, { list }: Callings, segments: readonly Segment[], authors: Authors, isTrusted: boolean): number {
  let bytes = 0;
  for (const { text, stands: { record, written } } of segments) {
    if (!written && isTrusted) for (const author of addressesIn(text)) bytes += know(holdings, author);
    const number = record === null || !written ? NOBODY : authors.get(record)?.author ?? NOBODY;
    if (number !== NOBODY) for (const thing of thingsIn(text)) bytes += keep(holdings, number, thing);
  }
  for (const author of mailboxOf(segments, (record) => list[authors.get(record)?.author ?? NOBODY])) bytes += give(holdings, author);
  return bytes;
}

function keep({ held }: Holdings, number: number, { kind, name }: Thing): number {
  const things = held.get(`${number} ${kind}`) ?? new Set<string>();
  held.set(`${number} ${kind}`, things);
  if (things.size > HELD_MAX || things.has(name)) return 0;
  things.add(name);
  return bytesOf(name);
}

function give(holdings: Holdings, author: Author): number {
  holdings.given.add(author.address);
  return know(holdings, author);
}

function know({ known, domains }: Holdings, { address, domain }: Author): number {
  if (known.has(address)) return 0;
  known.add(address);
  if (domain !== "") domains.add(domain);
  return 2 * bytesOf(address);
}

function bytesOf(text: string): number {
  return TEXT_BYTES + 2 * text.length;
}

/** Whose mailbox a result shows: the addresses that stand in every record beside what its author wrote, where they have two authors or more. */
export function mailboxOf(segments: readonly Segment[], authorOf: (record: ResultRecord) => Author | undefined): readonly Author[] {
  const records = new Map<ResultRecord, Map<string, Author>>();
  for (const { text, stands: { record, written } } of segments) {
    if (record === null) continue;
    const beside = records.get(record) ?? new Map<string, Author>();
    records.set(record, beside);
    if (!written && text.includes("@")) for (const author of addressesIn(text)) beside.set(author.address, author);
  }
  const authors = new Set([...records.keys()].flatMap((record) => authorOf(record) ?? []));
  const [first, ...others] = records.values();
  if (first === undefined || authors.size < 2) return [];
  return [...first.values()].filter(({ address }) => others.every((beside) => beside.has(address)));
}

/** Whether a value is the only thing of its kind in what those wrote of whom the user says that they hold it: one writer of each name, who is known from elsewhere. */
export function isSole(holdings: Holdings, callings: Callings, act: string, value: string): boolean {
  const thing = thingOf(value);
  const names = holdings.pointed.get(act);
  if (thing === null || names === undefined) return false;
  const writers = [...names.values()].map((name) => writerCalled(holdings, callings, name)).filter((number) => number !== NOBODY);
  const held = writers.map((number) => holdings.held.get(`${number} ${thing.kind}`) ?? none);
  const isOther = (name: string): boolean => thing.kind !== "mailbox" || !(holdings.given.has(name) || writers.some((number) => callings.list[number]?.address === name));
  const things = new Set(held.flatMap((names) => [...names]).filter(isOther));
  return things.size === 1 && things.has(thing.name) && held.every(({ size }) => size <= HELD_MAX) && writers.every((number) => number !== SEVERAL && isKnown(holdings, callings.list[number]));
}

/** The one who wrote records and whom a name fits, where nobody else does but by an address that he gave himself. */
function writerCalled(holdings: Holdings, callings: Callings, name: Calling): number {
  const all = fittingOf(holdings, callings, name);
  const [writer, ...others] = all.flatMap(({ address }) => callings.authors.get(address) ?? []);
  if (writer === undefined) return NOBODY;
  const own = holdings.held.get(`${writer} mailbox`) ?? none;
  return others.length === 0 && all.every(({ address }) => callings.authors.get(address) === writer || own.has(address)) ? writer : SEVERAL;
}

function fittingOf({ fitting }: Holdings, { met }: Callings, name: Calling): readonly Author[] {
  const key = name.join(" ");
  if (fitting.size > FITTING_MAX) fitting.clear();
  const found = fitting.get(key) ?? { looked: 0, authors: [] };
  fitting.set(key, found);
  for (; found.looked < met.length; found.looked++) {
    const author = met[found.looked];
    if (author !== undefined && fits(name, author)) found.authors.push(author);
  }
  return found.authors;
}

function isKnown({ known, domains }: Holdings, author: Author | undefined): boolean {
  return author !== undefined && (known.has(author.address) || domains.has(author.domain));
}

/** The author of what nobody is known to have written alone; whoever wrote nothing. */
const NOBODY = -1;
/** More than one, of whom nobody knows which is meant. */
const SEVERAL = -2;
const FITTING_MAX = 4 * CALLINGS_MAX;
const TEXT_BYTES = 32;
const none: ReadonlySet<string> = new Set();

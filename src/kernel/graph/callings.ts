// Whom the user called, and who there is that writes records: of each name who may be meant by it, so that a name that two fit is seen
// to call neither. What is kept grows with what is said and read; each name looks at each author once.

import { CALLINGS_MAX } from "../../base/limits.js";
import { accountsIn, addressesIn, authorsOf, callingsIn, describedIn, fits, fitsDomain, hostsIn, quotes, wroteIn, type Author, type Calling } from "../../extract/callings.js";
import type { ResultRecord } from "../../extract/records.js";
import type { Segment } from "../../extract/segments.js";

/** What a session knows of names. */
export interface Callings {
  /** Words by which acts are asked for. */
  readonly plain: ReadonlySet<string>;
  /** The latest names that the user wrote, at most CALLINGS_MAX, each once; the latest descriptions of who wrote, and of who did anything. */
  readonly said: Map<string, Calling>;
  readonly wrote: Map<string, Calling>;
  readonly described: Map<string, Calling>;
  /** All of whom the session has heard, each once, and their addresses. */
  readonly met: Author[];
  readonly addresses: Set<string>;
  /** By names who may be meant, as far as it was looked for. */
  readonly meant: Map<string, Meant>;
  /** Those who wrote records of which one is the author, by address. */
  readonly authors: Map<string, number>;
  readonly list: Author[];
  /** Letters of all that is kept here. */
  letters: number;
}

/** Whom a name may mean: the one address and the one domain of all whom it fits, null where there are several; empty where nobody is. */
interface Meant {
  /** So many of those whom the session has heard of were looked at. */
  looked: number;
  address: string | null;
  domain: string | null;
  /** Whether it has a part of that domain. */
  isDomains: boolean;
}

/** Who wrote a record, by his number, the only host to whose pages it leads, and the only account in it; empty where there is none, or several. */
export interface Writer {
  readonly author: number;
  readonly site: string;
  readonly account: string;
}

/** By the records of a result those who wrote them. */
export type Authors = ReadonlyMap<ResultRecord, Writer>;

/** The author of what nobody is known to have written alone. */
const NOBODY = -1;
/** The writer of such a record. */
export const nobody: Writer = { author: NOBODY, site: "", account: "" };

/** Nobody yet. */
export function createCallings(plain: ReadonlySet<string>): Callings {
  return { plain, said: new Map(), wrote: new Map(), described: new Map(), met: [], addresses: new Set(), meant: new Map(), authors: new Map(), list: [], letters: 0 };
}

/** Reads a text of the user's (`isOwn`) or of the system's. */
export function hearNames(callings: Callings, text: string, isOwn: boolean): void {
  for (const author of addressesIn(text)) meet(callings, author);
  if (!isOwn) return;
  keep(callings.said, callingsIn(text, callings.plain));
  keep(callings.wrote, wroteIn(text, callings.plain));
  keep(callings.described, describedIn(text, callings.plain));
}

/** Keeps the latest names, each once. */
function keep(names: Map<string, Calling>, heard: readonly Calling[]): void {
  for (const calling of heard) {
    const key = calling.join(" ");
    names.delete(key);
    names.set(key, calling);
    const [oldest] = names.keys();
    if (names.size > CALLINGS_MAX && oldest !== undefined) names.delete(oldest);
  }
}

/** Takes in who wrote the records of a result, and whose addresses stand elsewhere in it; of one that gives somebody else's words again that is nobody. */
export function meetAuthors(callings: Callings, segments: readonly Segment[]): Authors {
  const found = new Map<ResultRecord, number>();
  const texts = new Map<ResultRecord, string[]>();
  for (const segment of segments) {
    const { record, written } = segment.stands;
    if (!written && segment.text.includes("@")) for (const author of addressesIn(segment.text)) meet(callings, author);
    if (record === null) continue;
    const known = found.get(record) ?? numberOf(callings, record);
    found.set(record, written && quotes(segment) ? NOBODY : known);
    const theirs = texts.get(record) ?? [];
    if (written) theirs.push(segment.text);
    texts.set(record, theirs);
  }
  return new Map([...found].map(([record, author]) => {
    if (author === NOBODY) return [record, nobody];
    const own = texts.get(record) ?? [];
    const writer = { author, site: only(hostsIn(own)), account: only(accountsIn(own)) };
    callings.letters += writer.site.length + writer.account.length;
    return [record, writer];
  }));
}

/** The only one of some; empty where there is none, or several. */
function only(all: readonly string[]): string {
  const [one = "", ...others] = all;
  return others.length > 0 ? "" : one;
}

/** Whether one of these names calls an author, and nobody else whom the session knows; `byDomain`: by a part of his domain, which costs more than a mailbox. */
export function isCalledBy(callings: Callings, names: Iterable<Calling>, author: number, byDomain = false): boolean {
  const who = callings.list[author];
  if (who === undefined) return false;
  for (const name of names) {
    const { address, domain, isDomains } = meantBy(callings, name);
    if ((address === who.address || (isDomains && domain === who.domain)) && (!byDomain || (who.domain !== "" && fitsDomain(name, who)))) return true;
  }
  return false;
}

/** All whom a name may mean: those who were heard of since it was last asked are looked at now. */
function meantBy({ met, meant }: Callings, name: Calling): Meant {
  const key = name.join(" ");
  if (meant.size > MEANT_MAX) meant.clear();
  const known = meant.get(key) ?? { looked: 0, address: "", domain: "", isDomains: false };
  meant.set(key, known);
  for (; known.looked < met.length; known.looked++) {
    const author = met[known.looked];
    if (author !== undefined && fits(name, author)) join(known, name, author);
  }
  return known;
}

function join(known: Meant, name: Calling, author: Author): void {
  const isFirst = known.address === "";
  if (isFirst) known.isDomains = author.domain !== "" && fitsDomain(name, author);
  known.address = isFirst || known.address === author.address ? author.address : null;
  known.domain = isFirst || known.domain === author.domain ? author.domain : null;
}

function numberOf(callings: Callings, record: ResultRecord): number {
  const { own, all } = authorsOf(record);
  for (const author of all) meet(callings, author);
  if (own === null) return NOBODY;
  const known = callings.authors.get(own.address);
  if (known !== undefined) return known;
  callings.authors.set(own.address, callings.list.length);
  callings.letters += own.address.length + own.parts.join("").length;
  return callings.list.push(own) - 1;
}

function meet(callings: Callings, author: Author): void {
  if (callings.addresses.has(author.address)) return;
  callings.addresses.add(author.address);
  callings.met.push(author);
  callings.letters += author.address.length + author.domain.length + author.parts.join("").length;
}

/** Names of which it is kept whom they may mean: all that are kept, and those of messages that hand over; past that it is looked for anew. */
const MEANT_MAX = 4 * CALLINGS_MAX;

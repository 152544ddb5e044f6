// Whom the user called, and who there is that writes records: by each part of a name who may be meant by it, so that a name that two
// fit is seen to call neither. What is kept grows with what is said and read; what one look costs does not.

import { CALLINGS_MAX } from "../../base/limits.js";
import { addressesIn, authorsOf, callingsIn, hostsIn, quotes, type Author, type Calling } from "../../extract/callings.js";
import type { ResultRecord } from "../../extract/records.js";
import type { Segment } from "../../extract/segments.js";

/** What a session knows of names. */
export interface Callings {
  /** Words by which acts are asked for. */
  readonly plain: ReadonlySet<string>;
  /** The latest names that the user wrote, at most CALLINGS_MAX, each once. */
  readonly said: Map<string, Calling>;
  /** By each part of a name those who have it. */
  readonly having: Map<string, Having>;
  /** Those who wrote records of which one is the author, by address. */
  readonly authors: Map<string, number>;
  readonly list: Author[];
  /** Letters of all that is kept here. */
  letters: number;
}

/** Those who have a part in their names: the one address and the one domain, null where there are several; `labels` are the domain's. */
interface Having {
  address: string | null;
  domain: string | null;
  readonly labels: readonly string[];
}

/** Who wrote a record, by his number, and the only host to whose pages it leads; empty where it leads to none or to several. */
export interface Writer {
  readonly author: number;
  readonly site: string;
}

/** By the records of a result those who wrote them. */
export type Authors = ReadonlyMap<ResultRecord, Writer>;

/** The author of what nobody is known to have written alone. */
const NOBODY = -1;
/** The writer of such a record. */
export const nobody: Writer = { author: NOBODY, site: "" };

/** Nobody yet. */
export function createCallings(plain: ReadonlySet<string>): Callings {
  return { plain, said: new Map(), having: new Map(), authors: new Map(), list: [], letters: 0 };
}

/** Reads a text of the user's (`isOwn`) or of the system's. */
export function hearNames(callings: Callings, text: string, isOwn: boolean): void {
  for (const author of addressesIn(text)) meet(callings, author);
  if (!isOwn) return;
  for (const calling of callingsIn(text, callings.plain)) {
    const key = calling.join(" ");
    callings.said.delete(key);
    callings.said.set(key, calling);
    const [oldest] = callings.said.keys();
    if (callings.said.size > CALLINGS_MAX && oldest !== undefined) callings.said.delete(oldest);
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
  return new Map([...found].map(([record, author]) => [record, { author, site: author === NOBODY ? "" : siteIn(callings, texts.get(record) ?? []) }]));
}

/** The only host to whose pages texts lead; empty where there is none, or several. */
function siteIn(callings: Callings, texts: readonly string[]): string {
  const [site = "", ...others] = hostsIn(texts);
  if (others.length > 0) return "";
  callings.letters += site.length;
  return site;
}

/** Whether one of these names calls an author, and nobody else whom the session knows. */
export function isCalledBy(callings: Callings, names: Iterable<Calling>, author: number): boolean {
  const who = callings.list[author];
  if (who === undefined) return false;
  for (const name of names) if (name.some((part) => who.parts.includes(part)) && callsOne(callings, name)) return true;
  return false;
}

/** Whether all whom a name may mean are one: they have one address, or one domain of which the name is. */
function callsOne({ having }: Callings, name: Calling): boolean {
  const found = name.flatMap((part) => having.get(part) ?? []);
  const [first] = found;
  if (first === undefined) return false;
  if (first.address !== null && found.every(({ address }) => address === first.address)) return true;
  return first.domain !== null && first.domain !== "" && first.labels.some((label) => name.includes(label)) && found.every(({ domain }) => domain === first.domain);
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

function meet(callings: Callings, { address, domain, labels, parts }: Author): void {
  for (const part of parts) {
    const known = callings.having.get(part);
    if (known === undefined) {
      callings.having.set(part, { address, domain, labels });
      callings.letters += part.length + address.length + domain.length;
      continue;
    }
    if (known.address !== address) known.address = null;
    if (known.domain !== domain) known.domain = null;
  }
}


// The records of results, each with the node that gave it and the names by which a user may have meant it: numbers of spellings.
// Names that say nothing by themselves are left out here. Whether the user said one is not known.

import { AUTHOR_BITS_MIN, RECORD_NAME_MAX, TITLE_WORDS_MIN } from "../../base/limits.js";
import type { RecordName, ResultRecord } from "../../extract/records.js";
import { tokenize } from "../../extract/tokens.js";
import type { Writer } from "./callings.js";
import { at, ints, push, type Ints } from "./ints.js";
import { addSpelling, type Uses } from "./uses.js";
import type { Vocabulary } from "./vocabulary.js";

/** All records of a session. */
export interface Records {
  /** The node that gave each. */
  readonly nodes: Ints;
  /** Who wrote each, by his number, the only host to which it leads and the only account in it; none where nobody asks. */
  readonly authors: Ints;
  readonly sites: string[];
  readonly accounts: string[];
  /** Where the names of each begin; those of the next one end them. */
  readonly starts: Ints;
  /** Spellings; behind those that belong together AUTHOR or TITLE, which no spelling's number is. */
  readonly names: Ints;
}

/** Spellings that a user has to have said all of, to have named a record. */
export interface Name {
  readonly kind: RecordName["kind"];
  readonly spellings: readonly number[];
}

/** No records. */
export function createRecords(): Records {
  return { nodes: ints(), authors: ints(), sites: [], accounts: [], starts: ints(), names: ints() };
}

/** Adds a record of a node's result, with who wrote it where somebody asks; gives its number. */
export function addRecord({ records, uses, words }: { readonly records: Records; readonly uses: Uses; readonly words: Vocabulary }, node: number, { names }: ResultRecord, writer: Writer | null): number {
  push(records.starts, records.names.length);
  for (const { kind, texts } of names) {
    if (!texts.every((text) => canName(kind, text))) continue;
    for (const text of new Set(texts)) push(records.names, addSpelling(uses, words, tokenize(text), node));
    push(records.names, kind === "author" ? AUTHOR : TITLE);
  }
  if (writer !== null) {
    push(records.authors, writer.author);
    records.sites.push(writer.site);
    records.accounts.push(writer.account);
  }
  return push(records.nodes, node);
}

/** The node that gave a record. */
export function giverOf(records: Records, record: number): number {
  return at(records.nodes, record);
}

/** The number of who wrote a record. */
export function authorOf(records: Records, record: number): number {
  return at(records.authors, record);
}

/** The only host to whose pages a record leads. */
export function siteOf(records: Records, record: number): string {
  return records.sites[record] ?? "";
}

/** The only account in a record. */
export function accountOf(records: Records, record: number): string {
  return records.accounts[record] ?? "";
}

/** The names of a record, its author's first. */
export function namesOf(records: Records, record: number): readonly Name[] {
  const end = record + 1 < records.starts.length ? at(records.starts, record + 1) : records.names.length;
  const names: Name[] = [];
  let spellings: number[] = [];
  for (let index = at(records.starts, record); index < end; index++) {
    const number = at(records.names, index);
    if (number >= 0) spellings.push(number);
    else {
      names.push({ kind: number === AUTHOR ? "author" : "title", spellings });
      spellings = [];
    }
  }
  return names;
}

/** Whether a text says by itself whom or what it names: an outsider chooses it, and would choose a word that users say anyway. */
export function canName(kind: RecordName["kind"], text: string): boolean {
  if (text.length > RECORD_NAME_MAX) return false;
  const { stops, bits } = tokenize(text);
  const telling = stops.filter((stop) => !stop).length;
  return kind === "title" ? telling >= TITLE_WORDS_MIN : telling > 0 && bits.reduce((sum, each) => sum + each, 0) >= AUTHOR_BITS_MIN;
}

const AUTHOR = -1;
const TITLE = -2;

// Whom the user called by a part of his name, and what he handed over to him, gone over from the first word to the last.
// Shares with the kernel what a text holds of names, and nothing that remembers.

import { AUTHOR_BITS_MIN, CALLINGS_MAX, DELEGATIONS_MAX, HANDED_PLACES_MAX, RECORD_NAME_MAX, TITLE_WORDS_MIN } from "../../src/base/limits.js";
import { accountsIn, addressesIn, authorsOf, callingsIn, describedIn, fits, fitsDomain, hostsIn, isAt, leadsTo, plainWords, quotes, wroteIn, type Author, type Calling } from "../../src/extract/callings.js";
import { speaks, type Lexicon } from "../../src/extract/lexicon.js";
import type { RecordName, ResultRecord } from "../../src/extract/records.js";
import type { Segment } from "../../src/extract/segments.js";
import type { Manifest } from "../../src/words/manifest.js";
import { handedBy, tokenize, wishOf } from "./cut.js";
import { hasTrusted, type Sighting } from "./search.js";
import type { Happening, Session } from "./session.js";

/** The words of a bundle's acts, by which nobody is called: the same whenever they are asked for, so made once. */
const plains = new WeakMap<Manifest["acts"], ReadonlySet<string>>();
/** The words by which users of a bundle ask for acts. */
export function plainOf(acts: Manifest["acts"]): ReadonlySet<string> {
  const plain = plains.get(acts) ?? plainWords(acts);
  plains.set(acts, plain);
  return plain;
}

/** Whether the user called who wrote a record with a sighting of the best shape; null where nobody can say. */
export function called(session: Session, sighting: Sighting | null, value: unknown): boolean | null {
  if (sighting !== null && hasTrusted(sighting.who)) return true;
  if (sighting?.unknown === true) return null;
  return [...sighting?.records ?? []].some((record) => {
    const writer = writerOf(session.history, record);
    const texts = segmentsOf(session.history).flatMap(({ stands, text }) => (stands.record === record && stands.written ? [text] : []));
    const hosts = hostsIn(texts);
    const own = accountsIn(texts);
    const leads = leadsTo(String(value));
    return writer !== null && leads !== null && accountsIn([String(value)]).every((account) => own.length === 1 && own[0] === account) && (["", writer.domain].includes(leads) || (hosts.length === 1 && isAt(String(value), hosts[0] ?? ""))) && isMeant(session, writer, leads !== "");
  });
}

/** Whether a record asks for an act whose author the user called, or which he named, where he told the agent to do what stands there. */
export function handedByRecord(session: Session, handing: Lexicon, act: Lexicon): boolean {
  const { history } = session;
  return history.some((each, at) => {
    const end = history.findLast((one) => one.kind === "result" && each.kind === "read" && one.node === each.node);
    if (each.kind !== "read" || end?.kind !== "result" || end.fate !== "succeeded") return false;
    const messages = history.slice(0, at).flatMap((one) => (one.kind === "spoke" && speaks(wishOf(one.text), handing) ? [handedBy(one.text, handing, plainOf(session.manifest.acts))] : [])).slice(-DELEGATIONS_MAX);
    return each.segments.some((segment) => {
      const { record, written } = segment.stands;
      if (record === null || !written || segment.form === "decoded" || quotes(segment) || !speaks(segment.tokens, act)) return false;
      return messages.some((text) => isNamedIn(text, record) || callingsIn(text, plainOf(session.manifest.acts)).slice(-CALLINGS_MAX).some((name) => calls(history.slice(0, at + 1), name, writerOf(history, record))));
    });
  });
}

/** Whether the user called an author by a name; or by what he is, where his domain is called so too: of whom it is not said that he wrote, that counts for addresses. */
function isMeant({ manifest, history }: Session, author: Author, isAddress: boolean): boolean {
  const said = (heardIn: typeof callingsIn): readonly Calling[] => namesSaid(manifest, history, heardIn).filter((name) => calls(history, name, author));
  return said(callingsIn).length > 0 || [...said(wroteIn), ...(isAddress ? said(describedIn) : [])].some((name) => author.domain !== "" && fitsDomain(name, author));
}

/** The latest names in all that the user said, each once. */
function namesSaid({ acts }: Manifest, history: readonly Happening[], heardIn: typeof callingsIn): readonly Calling[] {
  const plain = plainOf(acts);
  const all = history.flatMap((each) => (each.kind === "spoke" ? heardIn(each.text, plain) : []));
  return all.filter((name, at) => all.findLastIndex((other) => other.join(" ") === name.join(" ")) === at).slice(-CALLINGS_MAX);
}

function segmentsOf(history: readonly Happening[]): readonly Segment[] {
  return history.flatMap((each) => (each.kind === "read" ? each.segments : []));
}

/** Who wrote a record; nobody where some of it is somebody else's. */
function writerOf(history: readonly Happening[], record: ResultRecord): Author | null {
  const isMixed = segmentsOf(history).some((segment) => segment.stands.record === record && segment.stands.written && quotes(segment));
  return isMixed ? null : authorsOf(record).own;
}

/** Whether a name calls an author, and all others of whom the session has heard and whom it may mean are he, or are of the domain that it says. */
function calls(history: readonly Happening[], name: Calling, author: Author | null): boolean {
  if (author === null || !fits(name, author)) return false;
  const given = history.flatMap((each) => (each.kind === "gave" ? addressesIn(each.text) : []));
  const wrote = [...new Set(segmentsOf(history).map(({ stands }) => stands.record))].flatMap((record) => (record === null ? [] : authorsOf(record).all));
  const listed = segmentsOf(history).flatMap((segment) => (segment.stands.written ? [] : addressesIn(segment.text)));
  const meant = [...given, ...wrote, ...listed].filter((other) => fits(name, other));
  return meant.every(({ address }) => address === author.address) || (author.domain !== "" && fitsDomain(name, author) && meant.every(({ domain }) => domain === author.domain));
}

/** Whether all texts of one of a record's names stand in a text, each by itself. */
function isNamedIn(text: string, { names }: ResultRecord): boolean {
  const there = tokenize(text);
  return names.some(({ kind, texts }) => texts.every((one) => {
    const { texts: words, glues } = tokenize(one);
    return isTelling(kind, one) && words.some((word) => there.texts.filter((other) => other === word).length <= HANDED_PLACES_MAX) && there.texts.some((_, at) => there.glues[at] === 0 && (there.glues[at + words.length] ?? 0) === 0
      && words.every((word, index) => word === there.texts[at + index] && (index === 0 || glues[index] === 0 || glues[index] === there.glues[at + index])));
  }));
}

function isTelling(kind: RecordName["kind"], text: string): boolean {
  const { stops, bits } = tokenize(text);
  const words = stops.filter((stop) => !stop).length;
  return text.length <= RECORD_NAME_MAX && (kind === "title" ? words >= TITLE_WORDS_MIN : words > 0 && bits.reduce((sum, each) => sum + each, 0) >= AUTHOR_BITS_MIN);
}

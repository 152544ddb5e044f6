// What the user asked for, gone over from the first word to the last: how many of an act, and how many of them were made since.
// Shares with the engine what a text asks for, and nothing that remembers.

import { numbersOf } from "../../src/words/acts.js";
import { ADDRESS_TEXT_MAX, ASKED_PLACES_MAX, ASKED_WORDS_MAX, DELEGATIONS_MAX, OFFER_TEXT_MAX } from "../../src/base/limits.js";
import { confirms, howMany, howManyOffered } from "../../src/extract/asking.js";
import { lexiconOf, beginningsOf, speaks, type Lexicon, type Phrases } from "../../src/extract/lexicon.js";
import { firstsOf, isMeantAt, meantBy, proposedIn, sought, spokenIn } from "../../src/extract/meant.js";
import { imperativesOf, type Imperatives } from "../../src/extract/tellings.js";
import { handedByRecord, plainOf } from "./called.js";
import { handedBy, tokenize, wishOf } from "./cut.js";
import type { ActEntry, Manifest } from "../../src/words/manifest.js";
import type { Node, Session } from "./session.js";

/** The words of an act as they are looked for: the same whenever they are asked for, so made once. */
const lexicons = new WeakMap<ActEntry, Lexicon>();
function ready(act: ActEntry): Lexicon {
  const lexicon = lexicons.get(act) ?? lexiconOf(act);
  lexicons.set(act, lexicon);
  return lexicon;
}

/** The words of all acts of a bundle, made ready once: only that keeps going over a whole log for each decision from taking hours. */
const words = new WeakMap<Manifest["acts"], { readonly verbs: Phrases; readonly imperatives: Imperatives }>();
/** The words of all acts, by which verbs are told apart and orders are found. */
export function wordsOf(acts: Manifest["acts"]): { readonly verbs: Phrases; readonly imperatives: Imperatives } {
  const made = words.get(acts) ?? { verbs: beginningsOf(acts.flatMap((each) => each.verbs)), imperatives: imperativesOf(acts) };
  words.set(acts, made);
  return made;
}

/** Whether the user asked for an act; `more`: for more than were made since that was asked. Null where the words may have been missed. */
export function asked(session: Session, act: string, more: boolean): boolean | null {
  const order = orderOf(session, act);
  if (order !== null && (!more || order.wanted > order.made)) return true;
  return missed(session);
}

/** Whether the user asked for an act of what a text says: in some clause of his own, or of what he agreed to. */
export function meant(session: Session, name: string, text: string): boolean | null {
  const act = session.manifest.acts.find((each) => each.name === name);
  if (act === undefined) return missed(session);
  const { verbs } = wordsOf(session.manifest.acts);
  const kept: Meant = { texts: [], glues: [] };
  let shown: string | null = null;
  let isFull = false;
  for (const each of session.history) {
    if (each.kind === "shown") shown = each.text;
    if (each.kind !== "spoke") continue;
    const heard = [spokenIn(each.text, verbs), ...(shown !== null && confirms(each.text) ? [proposedIn(shown.slice(-OFFER_TEXT_MAX), verbs)] : [])];
    shown = null;
    for (const { texts, glues } of heard.map((spoken) => meantBy(spoken, ready(act), verbs))) {
      const fits = kept.texts.length + texts.length <= ASKED_WORDS_MAX;
      isFull ||= !fits;
      if (fits) kept.texts.push(...texts);
      if (fits) kept.glues.push(...glues);
    }
  }
  const value = sought(text);
  const places = [...kept.texts.keys()].filter((at) => firstsOf(value).includes(kept.texts[at] ?? ""));
  if (places.length > ASKED_PLACES_MAX) return null;
  return places.some((at) => isMeantAt(kept, value, at)) ? true : isFull ? null : missed(session);
}

interface Meant {
  readonly texts: string[];
  readonly glues: number[];
}

/** Whether a source asks for an act where a message of the user's told the agent to do what stands in a source that it names. */
export function delegated(session: Session, name: string): boolean | null {
  const { acts } = session.manifest;
  const [act, handingOver] = [acts.find((each) => each.name === name), acts.find((each) => each.name === "delegation")];
  if (act === undefined || handingOver === undefined) return missed(session);
  const plain = plainOf(acts);
  const handing = session.nodes.flatMap(({ step, said }) => (said !== null && speaks(wishOf(said), ready(handingOver)) ? [{ step, part: handedBy(said, ready(handingOver), plain) }] : []));
  const given = session.history.flatMap((each) => (each.kind === "result" && each.fate === "succeeded" && isNamedIn(handing.filter(({ step }) => step < each.node.step).slice(-DELEGATIONS_MAX), each.node) ? [each.text] : []));
  if (given.some((text) => text !== null && speaks(tokenize(text), ready(act))) || handedByRecord(session, ready(handingOver), ready(act))) return true;
  return given.includes(null) ? null : missed(session);
}

/** Whether a locator of a call stands in one of these messages, word for word and glued as it is. */
function isNamedIn(messages: readonly { readonly part: string }[], { call }: Node): boolean {
  return (call?.leaves ?? []).some(({ value, roles, isKey }) => {
    if (isKey || (typeof value !== "string" && typeof value !== "number") || !roles.some((role) => ["path", "url", "destination", "object", "name"].includes(role))) return false;
    const locator = tokenize(String(value));
    return String(value).length <= ADDRESS_TEXT_MAX && locator.stops.includes(false) && messages.some(({ part }) => {
      const { texts, glues } = tokenize(part);
      return texts.some((_, at) => locator.texts.every((word, index) => texts[at + index] === word && (index === 0 || [0, glues[at + index]].includes(locator.glues[index]))));
    });
  });
}

/** Whether the user's first words may have been something that could not be read: null, else false. */
function missed(session: Session): null | false {
  const firstWords = session.nodes.findIndex((node) => node.said !== null);
  const before = firstWords === -1 ? session.nodes : session.nodes.slice(0, firstWords);
  return before.some((node) => node.kind === "opaque") ? null : false;
}

function orderOf(session: Session, name: string): { readonly wanted: number; readonly made: number } | null {
  const number = session.manifest.acts.findIndex((each) => each.name === name);
  const act = session.manifest.acts[number];
  if (act === undefined) return null;
  const lexicon = ready(act);
  const { verbs } = wordsOf(session.manifest.acts);
  const going = new Set<Node>();
  let [since, wanted] = [-1, 0];
  let shown: string | null = null;
  const made = (): number => [...going].filter((node) => node.step > since).length;
  for (const each of session.history) {
    if (each.kind === "counted" && numbersOf(each.node.call?.binding.acts ?? []).includes(number)) going.add(each.node);
    if (each.kind === "uncounted" || (each.kind === "result" && each.fate === "failed")) going.delete(each.node);
    if (each.kind === "shown") shown = each.text;
    if (each.kind !== "spoke") continue;
    const offered = shown !== null && confirms(each.text) ? howManyOffered(shown.slice(-OFFER_TEXT_MAX), lexicon, verbs) : 0;
    const asks = howMany(wishOf(each.text), lexicon, verbs) + (offered > 0 && (shown ?? "").length > OFFER_TEXT_MAX ? Number.POSITIVE_INFINITY : offered);
    shown = null;
    if (asks === 0) continue;
    if (made() >= wanted) [since, wanted] = [each.node.step, asks];
    else wanted += asks;
  }
  return wanted === 0 ? null : { wanted, made: made() };
}

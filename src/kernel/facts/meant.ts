// What the user asked to be done, and of what: for each act that rules ask it of, the words of the clauses that ask for it. Whose
// words a text is its caller knows.

import { ASKED_PLACES_MAX, ASKED_WORDS_MAX } from "../../base/limits.js";
import { confirms } from "../../extract/asking.js";
import { firstsOf, isMeantAt, meantBy, proposedIn, sought, spokenIn, type Meant } from "../../extract/meant.js";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../../words/truth.js";
import type { ActAsked, Asks } from "./asked.js";

/** What was said of one act: the words, and at which places each stands. */
interface Things {
  readonly texts: string[];
  readonly glues: number[];
  readonly places: Map<string, number[]>;
  /** Whether there was more than is kept. */
  isFull: boolean;
}

/** By the names of acts. */
export type Meanings = Map<string, Things>;

/** What of a session's memory it is kept in. */
interface Meaning {
  readonly meanings: Meanings;
  spent: number;
}

/** Reads a message of the user's own; `offer` is what the agent said last. */
export function understand(memory: Meaning, acts: readonly Pick<ActAsked, "name" | "lexicon">[], { verbs }: Asks, text: string, offer: string | null): void {
  if (acts.length === 0) return;
  const spoken = [spokenIn(text, verbs), ...offer !== null && confirms(text) ? [proposedIn(offer, verbs)] : []];
  const found = acts.flatMap(({ name, lexicon }) => spoken.map((each) => ({ name, meant: meantBy(each, lexicon, verbs) })));
  // What cannot be read is not heard at all: nothing is kept of it until all is read.
  for (const { name, meant } of found) if (meant.texts.length > 0) keep(memory, name, meant);
}

function keep(memory: Meaning, name: string, { texts, glues }: Meant): void {
  const things = memory.meanings.get(name) ?? { texts: [], glues: [], places: new Map<string, number[]>(), isFull: false };
  memory.meanings.set(name, things);
  if (things.texts.length + texts.length > ASKED_WORDS_MAX) {
    things.isFull = true;
    return;
  }
  for (const [at, word] of texts.entries()) {
    const places = things.places.get(word);
    if (places === undefined) things.places.set(word, [things.texts.length]);
    else places.push(things.texts.length);
    things.texts.push(word);
    things.glues.push(glues[at] ?? 0);
    memory.spent += WORD_BYTES + 2 * word.length;
  }
}

/** Whether the user asked for an act of what a text says; `missed`: his first words may not have been heard. */
export function isMeant(meanings: Meanings, act: string, text: string, missed: boolean): Truth {
  const things = meanings.get(act);
  const otherwise = missed || things?.isFull === true ? UNKNOWN : FALSE;
  if (things === undefined) return otherwise;
  const value = sought(text);
  const places = firstsOf(value).flatMap((word) => things.places.get(word) ?? []);
  if (places.length > ASKED_PLACES_MAX) return UNKNOWN;
  return places.some((at) => isMeantAt(things, value, at)) ? TRUE : otherwise;
}

/** Lists of a word, of what glues it and of its place. */
const WORD_BYTES = 32;

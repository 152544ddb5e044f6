// The user's own words to the act classes asked for, how many of each, and how many of them were made since. A short yes stands for
// what the agent proposed last. Whose words a text is, and what became of a call, its caller knows.

import { OFFER_TEXT_MAX } from "../../base/limits.js";
import { confirms, howMany, howManyOffered, wishOf } from "../../extract/asking.js";
import type { Lexicon, Phrases } from "../../extract/lexicon.js";
import { hasAct, type Acts } from "../../words/acts.js";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../../words/truth.js";

/** An act that rules ask after, with its number in the bundle. */
export interface ActAsked {
  readonly name: string;
  readonly number: number;
  readonly lexicon: Lexicon;
}

/** What rules ask after of what the user asked for. */
export interface Asks {
  readonly acts: readonly ActAsked[];
  /** Verbs of all acts of the bundle: what begins a clause. */
  readonly verbs: Phrases;
}

/** What was asked of one act since a step: how many, and how many that were made. */
interface Order {
  readonly since: number;
  readonly wanted: number;
  made: number;
}

/** What the user asked for so far. */
export interface Asked {
  readonly orders: Map<string, Order>;
  /** The end of what the agent said last to the user, whether it was longer; null once the user has answered. */
  offer: { readonly text: string; readonly isCut: boolean } | null;
  /** Whether the user has spoken. */
  spoken: boolean;
  /** Whether something unreadable came before the user's first words: it may have been theirs. */
  missed: boolean;
}

/** Nothing yet. */
export function createAsked(): Asked {
  return { orders: new Map(), offer: null, spoken: false, missed: false };
}

/** Reads a message of the user's own, which is to be this step, for the acts that rules ask after. */
export function hear(asked: Asked, { acts, verbs }: Asks, text: string, step: number): void {
  const wish = acts.length === 0 ? null : wishOf(text);
  const offer = wish !== null && asked.offer !== null && confirms(text) ? asked.offer : null;
  const wanted = wish === null ? [] : acts.map(({ lexicon }) => {
    const offered = offer === null ? 0 : howManyOffered(offer.text, lexicon, verbs);
    return howMany(wish, lexicon, verbs) + (offered > 0 && offer?.isCut === true ? Number.POSITIVE_INFINITY : offered);
  });
  // What cannot be read is not heard at all: nothing is kept of it until all is read.
  asked.spoken = true;
  asked.offer = null;
  acts.forEach(({ name }, index) => {
    const more = wanted[index] ?? 0;
    if (more > 0) asked.orders.set(name, ordered(asked.orders.get(name), more, step));
  });
}

/** What is asked beside what was asked before; where that was all made it begins anew. */
function ordered(before: Order | undefined, more: number, step: number): Order {
  if (before === undefined || before.made >= before.wanted) return { since: step, wanted: more, made: 0 };
  return { ...before, wanted: before.wanted + more };
}

/** Notes what the agent said to the user. */
export function offer(asked: Asked, acts: Asks["acts"], text: string): void {
  if (acts.length > 0) asked.offer = { text: text.slice(-OFFER_TEXT_MAX), isCut: text.length > OFFER_TEXT_MAX };
}

/** Notes that a call of this step was let through or ran; `by` is -1 where it was not made after all. `own` are its acts. */
export function make(asked: Asked, { acts }: Asks, own: Acts, step: number, by: 1 | -1): void {
  if (own.length === 0) return;
  for (const { name, number } of acts) {
    const order = hasAct(own, number) ? asked.orders.get(name) : undefined;
    if (order !== undefined && step > order.since) order.made += by;
  }
}

/** Notes something that could not be read. */
export function mishear(asked: Asked): void {
  if (!asked.spoken) asked.missed = true;
}

/** Whether the user asked for an act; `more`: for more of them than were made since. */
export function isAsked({ orders, missed }: Asked, act: string, more: boolean): Truth {
  const order = orders.get(act);
  if (order !== undefined && (!more || order.wanted > order.made)) return TRUE;
  return missed ? UNKNOWN : FALSE;
}

// A source to the act classes that it asks for in the user's place: the user named it in the message that told the agent to do what
// stands there. It gives the asking alone; whose its values are, it does not change. When a call and its result come, its caller knows.

import { ADDRESS_TEXT_MAX, CALLINGS_MAX, DELEGATIONS_MAX, HANDED_PLACES_MAX } from "../../base/limits.js";
import { standsAlone, standsIn, wishOf } from "../../extract/asking.js";
import { callingsIn, quotes, type Calling } from "../../extract/callings.js";
import { handedIn } from "../../extract/handing.js";
import { speaks, type Lexicon } from "../../extract/lexicon.js";
import type { ResultRecord } from "../../extract/records.js";
import type { Segment } from "../../extract/segments.js";
import { tokenize, type Tokens } from "../../extract/tokens.js";
import type { Cell } from "../../words/cell.js";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../../words/truth.js";
import { isCalledBy, type Authors, type Callings } from "../graph/callings.js";
import { canName } from "../graph/records.js";
import type { ActAsked } from "./asked.js";
import { locatorRoles } from "./named.js";

/** What rules ask after of what the user handed over. */
export interface Hands {
  /** The words by which a user hands over. */
  readonly lexicon: Lexicon;
  readonly acts: readonly Pick<ActAsked, "name" | "lexicon">[];
}

/** What was handed over, and what was asked for there. */
export interface Delegated {
  /** The latest messages that hand over, at most DELEGATIONS_MAX. */
  readonly messages: Handing[];
  readonly acts: Set<string>;
  /** Whether something could not be read that may have asked for anything. */
  unread: boolean;
}

/** What a message that hands over says of where: its tokens, by each of them where it stands, and the names in it. */
interface Handing {
  readonly tokens: Tokens;
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly names: readonly Calling[];
}

/** Nothing yet. */
export function createDelegated(): Delegated {
  return { messages: [], acts: new Set(), unread: false };
}

/** Reads a message of the user's own. */
export function handOver({ messages }: Delegated, hands: Hands | null, text: string, plain: ReadonlySet<string>): void {
  if (hands === null) return;
  if (!speaks(wishOf(text), hands.lexicon)) return;
  if (messages.length === DELEGATIONS_MAX) messages.shift();
  const part = handedIn(text, hands.lexicon, plain);
  const tokens = tokenize(part);
  messages.push({ tokens, places: placesOf(tokens), names: callingsIn(part, plain).slice(-CALLINGS_MAX) });
}

function placesOf({ texts }: Tokens): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  texts.forEach((word, at) => {
    const known = places.get(word);
    if (known === undefined) places.set(word, [at]);
    else known.push(at);
  });
  return places;
}

/** Whether a call looks where a message that hands over names: by a locator of its own, which is no query. */
export function isHandedOver({ messages }: Delegated, leaves: readonly { readonly value: Cell; readonly isKey: boolean; readonly roles: number }[]): boolean {
  return messages.length > 0 && leaves.some(({ value, isKey, roles }) => {
    if (isKey || (roles & locatorRoles) === 0 || (typeof value !== "string" && typeof value !== "number")) return false;
    const text = String(value);
    if (text.length > ADDRESS_TEXT_MAX) return false;
    const locator = tokenize(text);
    return locator.stops.includes(false) && messages.some(({ tokens }) => standsIn(tokens, locator));
  });
}

/** Reads what such a call gave; null where that cannot be read. */
export function readSource(delegated: Delegated, hands: Hands | null, text: string | null): void {
  if (text === null) delegated.unread = true;
  const tokens = text === null || hands === null ? null : tokenize(text);
  if (tokens !== null) for (const { name, lexicon } of hands?.acts ?? []) if (speaks(tokens, lexicon)) delegated.acts.add(name);
}

/** Reads the records of a result that a message which hands over names, or whose author it calls by a part of his name: of each what its author wrote, and not what he quotes. */
export function readRecords(delegated: Delegated, hands: Hands | null, callings: Callings | null, segments: readonly Segment[], authors: Authors | null): void {
  if (hands === null || callings === null || authors === null || delegated.messages.length === 0) return;
  const meant = new Set([...authors].flatMap(([record, { author }]) => (isMeant(delegated, callings, record, author) ? [record] : [])));
  for (const segment of meant.size === 0 ? [] : segments) {
    const { form, tokens, stands: { record, written } } = segment;
    if (record === null || !written || form === "decoded" || !meant.has(record) || quotes(segment)) continue;
    for (const { name, lexicon } of hands.acts) if (speaks(tokens, lexicon)) delegated.acts.add(name);
  }
}

function isMeant({ messages }: Delegated, callings: Callings, { names }: ResultRecord, author: number): boolean {
  if (messages.some((message) => isCalledBy(callings, message.names, author))) return true;
  return names.some(({ kind, texts }) => texts.every((text) => canName(kind, text)) && messages.some((message) => texts.every((text) => isSaid(message, tokenize(text)))));
}

/** Whether a name stands in a message with nothing glued to it: looked for at the places of the word of it that stands there least often. */
function isSaid({ tokens, places }: Handing, name: Tokens): boolean {
  let least: readonly number[] | null = null;
  let before = 0;
  for (const [index, word] of name.texts.entries()) {
    const at = places.get(word) ?? [];
    if (least === null || at.length < least.length) [least, before] = [at, index];
  }
  return least !== null && least.length <= HANDED_PLACES_MAX && least.some((at) => standsAlone(tokens, name, at - before));
}

/** Whether an act is asked for where the user said that it may be; `missed`: the user's first words may not have been heard. */
export function isDelegated({ acts, unread }: Delegated, act: string, missed: boolean): Truth {
  return acts.has(act) ? TRUE : unread || missed ? UNKNOWN : FALSE;
}

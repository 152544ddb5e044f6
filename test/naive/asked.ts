// What the user asked for, gone over from the first word to the last: how many of an act, and how many of them were made since.
// Shares with the engine what a text asks for, and nothing that remembers.

import { OFFER_TEXT_MAX } from "../../src/base/limits.js";
import { confirms, howMany, howManyOffered, wishOf } from "../../src/extract/asking.js";
import { lexiconOf, phrasesOf } from "../../src/extract/lexicon.js";
import type { Node, Session } from "./session.js";

/** Whether the user asked for an act; `more`: for more than were made since that was asked. Null where the words may have been missed. */
export function asked(session: Session, act: string, more: boolean): boolean | null {
  const order = orderOf(session, act);
  if (order !== null && (!more || order.wanted > order.made)) return true;
  const firstWords = session.nodes.findIndex((node) => node.said !== null);
  const before = firstWords === -1 ? session.nodes : session.nodes.slice(0, firstWords);
  return before.some((node) => node.kind === "opaque") ? null : false;
}

function orderOf(session: Session, name: string): { readonly wanted: number; readonly made: number } | null {
  const number = session.manifest.acts.findIndex((each) => each.name === name);
  const act = session.manifest.acts[number];
  if (act === undefined) return null;
  const lexicon = lexiconOf(act);
  const verbs = phrasesOf(session.manifest.acts.flatMap((each) => each.verbs));
  const going = new Set<Node>();
  let [since, wanted] = [-1, 0];
  let shown: string | null = null;
  const made = (): number => [...going].filter((node) => node.step > since).length;
  for (const each of session.history) {
    if (each.kind === "counted" && ((each.node.call?.binding.acts ?? 0) & (1 << number)) !== 0) going.add(each.node);
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

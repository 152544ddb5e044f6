// A text that asks for a class of act to how many of them it asks for: none, so many as it has verbs of the act, or many, wherever it
// may mean many. Knows of grammar what takes a wish back, not whose text it is, and not what was done of it.

import { lengthAt, phrasesOf, speaks, type Heard, type Lexicon, type Phrases } from "./lexicon.js";
import { pausesOf } from "./pauses.js";
import { retractedIn } from "./retracted.js";
import { tokenize, type Tokens } from "./tokens.js";

/** A text cut for counting: its words, and those of each clause. */
export interface Wish extends Heard {
  readonly clauses: readonly Clause[];
}

/** One clause; `isList` where it has items, or a colon with several things behind it. */
interface Clause extends Heard {
  readonly isList: boolean;
}

/** Reads what a user says: verbs that he takes back ask for nothing. */
export function wishOf(text: string): Wish {
  return read(text, retractedIn);
}

function read(text: string, takesBack: typeof retractedIn | null): Wish {
  const clauses: (Clause & { readonly since: readonly number[]; readonly pauses: readonly number[] })[] = [];
  for (const { sentence, asks } of sentencesOf(text)) {
    const { texts } = tokenize(sentence);
    clauses.push({ texts, pauses: pausesOf(sentence), since: takesBack?.(texts, sentence, asks) ?? texts.map((_, index) => index), isList: isList(sentence) });
  }
  const since: number[] = [];
  for (const clause of clauses) {
    const before = since.length;
    for (const begins of clause.since) since.push(before + begins);
  }
  return { texts: clauses.flatMap(({ texts }) => texts), pauses: clauses.flatMap(({ texts, pauses }) => pauses.slice(0, texts.length)), since, clauses };
}

/** The sentences of a text, of each whether it asks, and whether a line begins behind it. */
export function sentencesOf(text: string): readonly { readonly sentence: string; readonly asks: boolean; readonly isLine: boolean }[] {
  // A sentence stands before each end.
  const parts = text.split(/((?<![.!?;])[.!?;]+(?=\s|$)|\n[^\S\n]*\n)/u);
  return parts.flatMap((sentence, at) => {
    const ends = parts[at + 1] ?? "";
    return at % 2 === 0 ? [{ sentence, asks: ends.includes("?"), isLine: ends.includes("\n") || /^[^\S\n]*\n/.test(parts[at + 2] ?? "") }] : [];
  });
}

/** How many acts of a class a text asks for, 0 for none and infinitely many for no one knows how many; `verbs` are those of all acts. */
export function howMany(wish: Wish, lexicon: Lexicon, verbs: Phrases): number {
  if (!speaks(wish, lexicon)) return 0;
  let count = 0;
  for (const clause of wish.clauses) {
    const mentions = mentionsOf(clause, lexicon.verbs.size === 0 ? lexicon.nouns : lexicon.verbs);
    if (mentions > 0 && (clause.isList || isMany(clause.texts, verbs))) return Number.POSITIVE_INFINITY;
    count += mentions;
  }
  return Math.max(1, count);
}

/** Whether a value's tokens stand in a text one behind the other, each glued to the one before as there. */
export function standsIn(text: Tokens, value: Tokens): boolean {
  return text.texts.some((_, at) => standsAt(text, value, at));
}

/** Whether they do from a token on, with nothing glued to them. */
export function standsAlone(text: Tokens, value: Tokens, at: number): boolean {
  return text.glues[at] === 0 && (text.glues[at + value.texts.length] ?? 0) === 0 && standsAt(text, value, at);
}

function standsAt(text: Tokens, { texts, glues }: Tokens, at: number): boolean {
  return texts.every((word, index) => word === text.texts[at + index] && (index === 0 || glues[index] === 0 || glues[index] === text.glues[at + index]));
}

/** Places at which a phrase stands; of phrases that overlap one counts. */
function mentionsOf(clause: Heard, phrases: Phrases): number {
  let count = 0;
  for (let at = 0; at < clause.texts.length;) {
    const length = lengthAt(clause, phrases, at);
    if (length > 0) count++;
    at += Math.max(1, length);
  }
  return count;
}

function isList(clause: string): boolean {
  return /^[^\S\n\r\u2028\u2029]*(?:[-*•]|\d{1,9}[.)])\s/mu.test(clause) || /:\s/u.test(clause) && /[,\n]/u.test(clause.slice(clause.search(/:\s/u) + 1).trim());
}

/** Whether words may speak of several things: a word for many, a plural, a joint behind which no verb begins a clause of its own. */
function isMany(texts: readonly string[], verbs: Phrases): boolean {
  return texts.some((word, at) => many.has(word) || isPlural(word) || (joints.has(word) && !begins(texts, at + 1, verbs)));
}

function begins(texts: readonly string[], from: number, verbs: Phrases): boolean {
  let at = from;
  while (openers.has(texts[at] ?? "")) at++;
  return lengthAt({ texts }, verbs, at) > 0;
}

function isPlural(word: string): boolean {
  return /^\p{L}{3,}s$/u.test(word) && !/(?:ss|us|is)$/u.test(word) && !singular.has(word);
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u));
const many = words(`all each every everyone everybody everything both any anyone anybody several some few multiple many various different other rest remaining
 they them their these those people persons members children two three four five six seven eight nine ten dozen twice thrice again repeatedly whenever always
 daily weekly monthly yearly until alle alles jede jeder jedes jeden beide beiden mehrere einige viele ihnen diese zwei drei zweimal tous toutes chaque plusieurs
 deux trois leur leurs todos todas cada ambos ambas varios varias dos tres tutti ogni entrambi`);
const joints = words("and or und oder sowie et ou y e o plus");
const openers = words("then also please kindly afterwards finally next now just do can could would will should you i d like want to me us the make sure let");
/** What ends like a plural and is none, or is only a measure. */
const singular = words(`his this was has does its yes please thanks regards always perhaps dollars euros pounds bucks cents francs hours minutes seconds days weeks months years
 times address business gas news bonus series less across towards besides unless express access process success goes says needs wants owes costs`);

/** Whether a text is an answer that agrees to what was proposed, and says nothing that takes it back. */
export function confirms(text: string): boolean {
  const { texts } = tokenize(text);
  let at = 0;
  while (at < texts.length && courtesies.has(texts[at] ?? "")) at++;
  return texts.length <= ASSENT_WORDS_MAX && !texts.some((word) => refusals.has(word)) && lengthAt({ texts }, assents, at) > 0;
}

/** How many acts of a class are proposed by what ends an answer: its last two sentences ask, and all of it says how many. What it quotes proposes nothing. */
export function howManyOffered(answer: string, lexicon: Lexicon, verbs: Phrases): number {
  const own = offeredIn(answer);
  return speaks({ texts: proposalIn(own) }, lexicon) ? howMany(read(own, null), lexicon, verbs) : 0;
}

/** What an answer says itself, and does not quote. */
export function offeredIn(answer: string): string {
  return answer.replace(/```[^]*?(?:```|$(?![^]))|^[^\S\n]*>[^\n]*$|"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|`[^`\n]*`/gmu, " ");
}

/** The words of its last two sentences. */
export function proposalIn(own: string): readonly string[] {
  return own.split(/(?<![.!?])[.!?]+(?=\s|$)|\n/u).map(tokenize).filter(({ texts }) => texts.length > 0).slice(-2).flatMap(({ texts }) => texts);
}

/** An assent is short; what is longer says itself what it wants. */
const ASSENT_WORDS_MAX = 12;
const courtesies = words("please thanks thank you great perfect hi hello well and ah oh so then");
const refusals = words("no not nope don dont doesn never stop cancel wait hold abort nein nicht stopp non pas jamais nunca");
const assents = phrasesOf([
  "yes", "yep", "yup", "yeah", "ya", "aye", "y", "ok", "okay", "k", "sure", "go ahead", "go for it", "do it", "do that", "do so", "do both", "do all", "please do", "proceed", "continue", "go on", "confirm", "i confirm", "approve",
  "i approve", "correct", "right", "that s right", "that is right", "that s correct", "that is correct", "exactly", "agree", "i agree", "fine", "that s fine", "absolutely", "definitely", "certainly", "of course", "sounds good", "sounds great",
  "looks good", "that works", "works for me", "first one", "the first", "second one", "the second", "third one", "the third", "the last", "last one", "the former", "the latter", "option", "that one", "this one", "both", "both of them", "all of them", "either",
  "ja", "jawohl", "gerne", "mach das", "mach es", "einverstanden", "in ordnung", "bitte", "oui", "d accord", "vas y", "bien sûr", "sí", "si", "claro", "dale", "de acuerdo", "adelante", "sì", "va bene", "procedi", "sim", "hai",
]);

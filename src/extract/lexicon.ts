// Whether words ask for a class of act, by the words its pack gives: a verb and, where it has nouns, a noun.
// Knows no grammar: who should do it and when is not understood, and what is taken back others say.

import { tokenize, type Tokens } from "./tokens.js";

/** The words of a class of act, made ready to be looked for. */
export interface Lexicon {
  /** Empty where it is enough to speak of one of the nouns, in a question too. */
  readonly verbs: Phrases;
  /** Empty where a verb is enough. */
  readonly nouns: Phrases;
}

/** Phrases by each form of their first word. */
export type Phrases = ReadonlyMap<string, readonly Phrase[]>;

/** The runs of words that a phrase has between its gaps: of each word the forms. */
export type Phrase = readonly (readonly ReadonlySet<string>[])[];

/** Makes words ready to be looked for. */
export function lexiconOf({ verbs, nouns }: { readonly verbs: readonly string[]; readonly nouns: readonly string[] }): Lexicon {
  return { verbs: phrasesOf(verbs), nouns: phrasesOf(nouns) };
}

/** Makes phrases ready; phrases are token sequences, and `...` stands for words between ("give ... notice"). */
export function phrasesOf(all: Iterable<string>): Phrases {
  const phrases = new Map<string, Phrase[]>();
  for (const written of all) {
    const phrase = written.split("...").map((run) => tokenize(run).texts.map(forms));
    for (const first of phrase[0]?.[0] ?? []) phrases.set(first, [...phrases.get(first) ?? [], phrase]);
  }
  return phrases;
}

/** Words to look in; `since`: of each where begins what takes it back (`retractedIn`), by which verbs are not heard; `ends`: of each where its clause does. */
export interface Heard extends Pick<Tokens, "texts"> {
  readonly since?: readonly number[] | undefined;
  readonly ends?: readonly number[] | undefined;
}

/** Whether the words hold one of the verbs, if there are any, and one of the nouns, if there are any. */
export function speaks(heard: Heard, { verbs, nouns }: Lexicon): boolean {
  const has = (words: Heard, phrases: Phrases): boolean => phrases.size === 0 || words.texts.some((_, at) => lengthAt(words, phrases, at) > 0);
  return verbs.size + nouns.size > 0 && has(heard, verbs) && has({ ...heard, since: undefined }, nouns);
}

/** How many words the longest phrase takes that stands at this place, and is not taken back; 0 where none does. */
export function lengthAt(heard: Heard, phrases: Phrases, at: number): number {
  let longest = 0;
  for (const phrase of phrases.get(heard.texts[at] ?? "") ?? []) longest = Math.max(longest, reach(heard, phrase, at) - at);
  return longest;
}

/** Words that a gap of a phrase takes at most: the verb of a German sentence stands no further from its end. */
const GAP_WORDS_MAX = 12;
/** Whoever wants something kept, given or brought to himself asks for no act upon others. */
const own: ReadonlySet<string> = new Set(["me", "us"]);

/** Where a phrase ends that begins at a place; the place itself where it does not stand there. A gap stays within its clause. */
function reach(heard: Heard, phrase: Phrase, start: number): number {
  let end = start;
  for (const [index, run] of phrase.entries()) {
    const last = index === 0 ? end : Math.min(end + GAP_WORDS_MAX, (heard.ends?.[start] ?? heard.texts.length) - run.length);
    let from = end;
    while (from <= last && !standsAt(heard, run, from, start)) from = own.has(heard.texts[from] ?? "") ? last + 1 : from + 1;
    if (from > last) return start;
    end = from + run.length;
  }
  return end;
}

function standsAt({ texts, since }: Heard, run: readonly ReadonlySet<string>[], from: number, start: number): boolean {
  return run.every((word, index) => word.has(texts[from + index] ?? "") && (since?.[from + index] ?? start) >= start);
}

// Articles and pronouns stand as they are: else "write an" would be heard in "write and", "get us" in "get used".
const UNBENT: ReadonlySet<string> = new Set(["a", "an", "the", "it", "me", "us", "him", "her", "them", "my", "to"]);

/** A word with its English endings; `share` also gives `sharing`, `copy` gives `copies`, `transfer` gives `transferred`. */
export function forms(word: string): ReadonlySet<string> {
  if (UNBENT.has(word)) return new Set([word]);
  const all = ["", "s", "es", "ed", "d", "ing"].map((ending) => word + ending);
  const stem = word.slice(0, -1);
  if (word.endsWith("e")) all.push(`${stem}ing`);
  if (/[^aeiou]y$/.test(word)) all.push(`${stem}ies`, `${stem}ied`);
  if (/[aeiou][bdglmnprt]$/.test(word)) all.push(`${word}${word.slice(-1)}ed`, `${word}${word.slice(-1)}ing`);
  return new Set(all);
}

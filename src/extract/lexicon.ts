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

/** Phrases by each form of their first word: of each the forms of its words. */
export type Phrases = ReadonlyMap<string, readonly (readonly ReadonlySet<string>[])[]>;

/** Makes words ready to be looked for. */
export function lexiconOf({ verbs, nouns }: { readonly verbs: readonly string[]; readonly nouns: readonly string[] }): Lexicon {
  return { verbs: phrasesOf(verbs), nouns: phrasesOf(nouns) };
}

/** Makes phrases ready; phrases are token sequences. */
export function phrasesOf(all: Iterable<string>): Phrases {
  const phrases = new Map<string, (readonly ReadonlySet<string>[])[]>();
  for (const phrase of all) {
    const words = tokenize(phrase).texts.map(forms);
    for (const first of words[0] ?? []) phrases.set(first, [...phrases.get(first) ?? [], words]);
  }
  return phrases;
}

/** Words to look in; `since`: of each where begins what takes it back (`retractedIn`), by which verbs are not heard. */
export interface Heard extends Pick<Tokens, "texts"> {
  readonly since?: readonly number[] | undefined;
}

/** Whether the words hold one of the verbs, if there are any, and one of the nouns, if there are any. */
export function speaks({ texts, since }: Heard, { verbs, nouns }: Lexicon): boolean {
  const has = (heard: Heard, phrases: Phrases): boolean => phrases.size === 0 || texts.some((_, at) => lengthAt(heard, phrases, at) > 0);
  return verbs.size + nouns.size > 0 && has({ texts, since }, verbs) && has({ texts }, nouns);
}

/** How many words the longest phrase has that stands at this place, and is not taken back; 0 where none does. */
export function lengthAt({ texts, since }: Heard, phrases: Phrases, at: number): number {
  let longest = 0;
  for (const phrase of phrases.get(texts[at] ?? "") ?? []) {
    if (phrase.length > longest && phrase.every((word, index) => word.has(texts[at + index] ?? "") && (since?.[at + index] ?? at) >= at)) longest = phrase.length;
  }
  return longest;
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

// Whether words ask for a class of act, by the words its pack gives: a verb and, where it has nouns, a noun.
// Knows no grammar: who should do it and when is not understood, and what is taken back others say.

import { GAP_WORDS_MAX } from "../base/limits.js";
import { COLON, LINE, STOP } from "./pauses.js";
import { tokenize, type Tokens } from "./tokens.js";

/** The words of a class of act, made ready to be looked for. */
export interface Lexicon {
  /** Empty where it is enough to speak of one of the nouns, in a question too. */
  readonly verbs: Phrases;
  /** The verbs in the form alone in which the pack has them: "delete it", and not "the job deletes it". */
  readonly orders: Phrases;
  /** Empty where a verb is enough. */
  readonly nouns: Phrases;
}

/** Phrases by each form of their first word. */
export type Phrases = ReadonlyMap<string, readonly Phrase[]>;

/** A phrase as a pack writes it: `lade ... ein` has two parts, `^mail` counts only where an order may begin, `tell ...` only where it is said to somebody. */
export interface Phrase {
  /** Of each part the forms of its words. Between two parts a few words may stand, or none. */
  readonly parts: readonly (readonly ReadonlySet<string>[])[];
  readonly opens: boolean;
  /** A word follows in the same piece, and it is none of those who speak. */
  readonly goesOn: boolean;
}

/** Makes words ready to be looked for. */
export function lexiconOf({ verbs, nouns }: { readonly verbs: readonly string[]; readonly nouns: readonly string[] }): Lexicon {
  return { verbs: phrasesOf(verbs), orders: phrasesOf(verbs, "plain"), nouns: phrasesOf(nouns) };
}

/** Makes phrases ready, with the endings that words have or as they are written. */
export function phrasesOf(all: Iterable<string>, form: "bent" | "plain" = "bent"): Phrases {
  const phrases = new Map<string, Phrase[]>();
  for (const written of all) {
    const { parts, opens, goesOn } = partsOf(written);
    // Who orders says the word as it is.
    const phrase = { parts: parts.map((part) => part.map((word) => (opens || form === "plain" ? new Set([word]) : forms(word)))), opens, goesOn };
    for (const first of phrase.parts[0]?.[0] ?? []) phrases.set(first, [...phrases.get(first) ?? [], phrase]);
  }
  return phrases;
}

/** Phrases by what begins them: of `lade ... ein` the first part, of `^mail` the word, by which clauses are told apart. */
export function beginningsOf(all: Iterable<string>): Phrases {
  return phrasesOf(Array.from(all, (written) => partsOf(written).parts[0]?.join(" ") ?? ""));
}

/** The words of a phrase, part by part, whether it counts only where an order may begin, and whether something must follow it; no parts where it has no words. */
export function partsOf(written: string): { readonly parts: readonly (readonly string[])[]; readonly opens: boolean; readonly goesOn: boolean } {
  return {
    parts: written.split("...").map((part) => tokenize(part).texts).filter((part) => part.length > 0),
    opens: written.startsWith("^"),
    goesOn: written.endsWith("..."),
  };
}

/** Words to look in; `since`: of each where begins what takes it back (`retractedIn`), by which verbs are not heard. */
export interface Heard extends Pick<Tokens, "texts"> {
  readonly since?: readonly number[] | undefined;
  /** What stands before each word (`pausesOf`); where it is not known, an order begins at the first word alone. */
  readonly pauses?: readonly number[] | undefined;
}

/** Whether the words hold one of the verbs, if there are any, and one of the nouns, if there are any. */
export function speaks({ texts, since, pauses }: Heard, { verbs, nouns }: Lexicon): boolean {
  const has = (heard: Heard, phrases: Phrases): boolean => phrases.size === 0 || texts.some((_, at) => lengthAt(heard, phrases, at) > 0);
  return verbs.size + nouns.size > 0 && has({ texts, since, pauses }, verbs) && has({ texts, pauses }, nouns);
}

/** How many words the longest phrase takes up that stands at this place, and is not taken back; 0 where none does. */
export function lengthAt(heard: Heard, phrases: Phrases, at: number): number {
  let longest = 0;
  const found = phrases.get(heard.texts[at] ?? "");
  if (found === undefined) return 0;
  const isSaid = (word: ReadonlySet<string>, place: number, from: number): boolean => word.has(heard.texts[place] ?? "") && (heard.since?.[place] ?? from) >= from;
  for (const { parts, opens, goesOn } of found) {
    const length = lengthOf(parts, at, heard, isSaid);
    if (length > longest && (!opens || isOrder(heard, at, at + length)) && (!goesOn || hasMore(heard, at + length))) longest = length;
  }
  return longest;
}

/** How many words the parts of a phrase take up from a place on, with what stands between them in the same sentence; 0 where they do not stand there. `isSaid` is told where the part begins. */
export function lengthOf<Word>(parts: readonly (readonly Word[])[], at: number, { texts, pauses }: Heard, isSaid: (word: Word, place: number, from: number) => boolean): number {
  let end = at;
  for (const [index, part] of parts.entries()) {
    const last = index === 0 ? at : end + GAP_WORDS_MAX;
    const ends = (place: number): boolean => place > at && ((pauses?.[place] ?? 0) & (STOP | COLON | LINE)) !== 0;
    let from = end;
    while (!part.every((word, step) => isSaid(word, from + step, from))) {
      if (from >= last || ends(from) || own.has(texts[from] ?? "")) return 0;
      from++;
    }
    if (ends(from)) return 0;
    end = from + part.length;
  }
  return end - at;
}

/** Whoever wants something kept, given or brought to himself asks for no act upon others. */
const own: ReadonlySet<string> = new Set(["me", "us", "mir", "uns", "moi", "nous"]);

/** What is told from, asked about or found out is nobody to whom something is said: "can you tell which". */
const nobody: ReadonlySet<string> = new Set(["whether", "if", "which", "what", "who", "when", "where", "how", "why", "from", "by", "that", "apart"]);

/** Whether a word follows what ends here, and is neither one of those who speak nor what begins a question. */
function hasMore({ texts, pauses }: Heard, end: number): boolean {
  return end < texts.length && !isPaused(pauses, end) && !own.has(texts[end] ?? "") && !nobody.has(texts[end] ?? "");
}

/** Whether an order may begin at a word: a piece does, but for words that make it polite; or a joint stands there and something follows. */
function isOrder({ texts, pauses }: Heard, at: number, end: number): boolean {
  let from = at;
  while (from > 0 && !isPaused(pauses, from) && polite.has(texts[from - 1] ?? "")) from--;
  return from === 0 || isPaused(pauses, from) || (joints.has(texts[from - 1] ?? "") && end < texts.length && !isPaused(pauses, end));
}

function isPaused(pauses: readonly number[] | undefined, at: number): boolean {
  return (pauses?.[at] ?? 0) !== 0;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const polite = setOf("please pls kindly can could would will you just also now next first finally go ahead i d like want need to let s lets bitte mal noch kannst konntest du tu peux pouvez vous puedes podrias por favor prosze");
const joints = setOf("and then und dann et puis y luego i potem oraz");

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

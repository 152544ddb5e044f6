// The names that somebody writes of people and firms: words with a capital, and words beside those that say that somebody wrote or
// asks. Knows no list of names and no grammar; which of them tell anything, its caller knows.

import { CALLING_WORDS_MAX, PRONOUN_WORDS_MAX } from "../base/limits.js";
import { stopWords } from "./stops.js";

/** A name as it is written; `alone`: which of its words may stand for it alone. */
export interface Name {
  readonly words: readonly string[];
  readonly alone: readonly number[];
}

/** The names in a text, sentence by sentence. */
export function namesIn(text: string): readonly Name[] {
  return sentencesIn(text).flatMap(({ sentence, words }) => [...bigIn(sentence, words), ...besideIn(sentence, words), ...besideTitleIn(sentence, words)]);
}

/** What a text calls somebody by what he is, behind an article or its like and before one that says what he did: any of its words may stand for it alone. */
export function descriptionsIn(text: string): readonly Name[] {
  return sentencesIn(text).flatMap(({ sentence, words }) => words.flatMap(({ low }, at): readonly Name[] => {
    if (!did.has(low) || !isJoined(sentence, words[at - 1], words[at])) return [];
    const run = descriptionBefore(sentence, words, at);
    return run.length === 0 ? [] : [{ words: run.map(({ word }) => word), alone: run.map((_, index) => index) }];
  }));
}

/** Of whom a text says by what he is, and behind it that he wrote: `the vet was here, she mailed the bill`. */
export function writersIn(text: string): readonly Name[] {
  return sentencesIn(text).flatMap(({ sentence, words }) => words.flatMap(({ low }, at): readonly Name[] => {
    if (at === 0 || !(sent.has(low) || wrote.has(low)) || !persons.has(words[at - 1]?.low ?? "")) return [];
    const from = Math.max(0, at - PRONOUN_WORDS_MAX);
    const head = words.slice(from, at).findLastIndex((word) => roles.has(word.low));
    const run = head === -1 ? [] : descriptionBefore(sentence, words, from + head + 1);
    return run.length === 0 ? [] : [{ words: run.map(({ word }) => word), alone: [run.length - 1] }];
  }));
}

function sentencesIn(text: string): readonly { readonly sentence: string; readonly words: readonly Word[] }[] {
  const sentences = text.normalize("NFKC").replace(QUOTATION, "\n").split(END);
  return sentences.map((sentence) => ({ sentence, words: [...sentence.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }): Word => ({ word, low: word.toLowerCase(), from: index, to: index + word.length })) }));
}

interface Word {
  readonly word: string;
  readonly low: string;
  readonly from: number;
  readonly to: number;
}

/** Words one behind the other that begin with a capital, as the first of a sentence does whatever it is; where all words of a sentence begin so, none is a name. */
function bigIn(sentence: string, words: readonly Word[]): readonly Name[] {
  if (!words.some(({ word }) => /^\p{Ll}/u.test(word))) return [];
  const found: Name[] = [];
  for (let at = 0; at < words.length;) {
    let end = at;
    while (isBig(words[end]) && (end === at || isJoined(sentence, words[end - 1], words[end]))) end++;
    const run = words.slice(at, end);
    if (run.length > 0 && run.length <= CALLING_WORDS_MAX && isApart(sentence, run)) found.push({ words: run.map(({ word }) => word), alone: run.flatMap((_, index) => (at + index === 0 ? [] : [index])) });
    at = Math.max(end, at + 1);
  }
  return found;
}

/** Words before one that says that somebody wrote or asks, or behind one that says who: the next of them stands for the name alone. */
function besideIn(sentence: string, words: readonly Word[]): readonly Name[] {
  return words.flatMap(({ low, from }, at): readonly Name[] => {
    const last = words[at - 1];
    const isOf = low === "s" && last !== undefined && from === last.to + 1 && /['’]/u.test(sentence.charAt(last.to));
    const next = words[at + 1]?.low ?? "";
    const isToUser = sent.has(low) && (receivers.has(next) || (next === "about" && isJoined(sentence, words[at], words[at + 1])));
    const saysWho = senders.has(low) || isToUser || (at === 1 && isBig(last) && (tellers.has(low) || DOES.test(low) || (low === "seems" && next === "to")));
    if (isOf || (saysWho && isJoined(sentence, last, words[at]))) return before(sentence, words, at, isToUser || wrote.has(low));
    if (!origins.has(low)) return [];
    const isThe = last !== undefined && letters.has(last.low) && articles.has(words[at + 1]?.low ?? "");
    const start = isThe ? at + 1 : at;
    return isJoined(sentence, words[start], words[start + 1]) ? behind(sentence, words, start) : [];
  });
}

/** The first word of a sentence, which has a capital whatever it is, before what he is and what he did: `Agnes, our vet, wrote`. */
function besideTitleIn(sentence: string, words: readonly Word[]): readonly Name[] {
  const [first, second] = words;
  if (!isBig(first) || first === undefined || second === undefined || !articles.has(second.low) || !isCut(sentence, first, second)) return [];
  const end = words.findIndex((word, at) => at > 1 && at <= 2 + CALLING_WORDS_MAX && isCut(sentence, words[at - 1], word));
  const { low } = words[end] ?? { low: "" };
  return senders.has(low) || sent.has(low) ? [{ words: [first.word], alone: [0] }] : [];
}

/** The words in small letters before a place and behind an article or its like. */
function descriptionBefore(sentence: string, words: readonly Word[], at: number): readonly Word[] {
  let start = at;
  while (start > 0 && at - start <= CALLING_WORDS_MAX && isNamelike(words[start - 1]) && !isBig(words[start - 1]) && (start === at || isJoined(sentence, words[start - 1], words[start]))) start--;
  const run = words.slice(start, at);
  return run.length > 0 && run.length <= CALLING_WORDS_MAX && articles.has(words[start - 1]?.low ?? "") && isApart(sentence, run) ? run : [];
}

/** Whether a comma parts two words. */
function isCut(sentence: string, one: Word | undefined, other: Word | undefined): boolean {
  return one !== undefined && other !== undefined && /^,\s+$/u.test(sentence.slice(one.to, other.from));
}

/** The words before a place, but stop words; of small ones behind an article or its like, which are mostly things, only where they wrote to the user (`isWriter`). */
function before(sentence: string, words: readonly Word[], at: number, isWriter: boolean): readonly Name[] {
  let start = at;
  const isAsBig = isBig(words[at - 1]) ? isBig : isNamelike;
  while (start > 0 && at - start < CALLING_WORDS_MAX && isAsBig(words[start - 1]) && isNamelike(words[start - 1]) && (start === at || isJoined(sentence, words[start - 1], words[start]))) start--;
  const run = words.slice(start, at);
  const isThing = !isBig(run.at(-1)) && (start === 0 ? false : (!isWriter && articles.has(words[start - 1]?.low ?? "")) || at - start === CALLING_WORDS_MAX);
  return run.length === 0 || isThing || !isApart(sentence, run) ? [] : [{ words: run.map(({ word }) => word), alone: [run.length - 1] }];
}

function behind(sentence: string, words: readonly Word[], at: number): readonly Name[] {
  let end = at + 1;
  while (end - at <= CALLING_WORDS_MAX && isNamelike(words[end]) && (end === at + 1 || isJoined(sentence, words[end - 1], words[end]))) end++;
  const run = words.slice(at + 1, end);
  return run.length === 0 || !isApart(sentence, run) ? [] : [{ words: run.map(({ word }) => word), alone: [0] }];
}

function isBig(word: Word | undefined): boolean {
  return word !== undefined && /^[\p{Lu}\p{Lt}]/u.test(word.word);
}

function isNamelike(word: Word | undefined): boolean {
  return word !== undefined && !stopWords.has(word.low) && !articles.has(word.low);
}

/** Whether nothing but a blank or a hyphen stands between two words. */
function isJoined(sentence: string, one: Word | undefined, other: Word | undefined): boolean {
  return one !== undefined && other !== undefined && other.from === one.to + 1 && /[ \u00A0-]/u.test(sentence.charAt(one.to));
}

/** Whether words are glued to nothing else. */
function isApart(sentence: string, run: readonly Word[]): boolean {
  const [from, to] = [run[0]?.from ?? 0, run.at(-1)?.to ?? 0];
  return !GLUE.test(sentence.charAt(from - 1)) && !(GLUE.test(sentence.charAt(to)) && /[\p{L}\p{N}]/u.test(sentence.charAt(to + 1)));
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u));
/** Who stands before these wrote or asks; before the second ones only where it came to the user: of a thing that was sent they are said too. */
const senders = words("asks wants says said writes wrote schrieb schreibt bittet");
const sent = words("sent mailed emailed messaged forwarded gave asked invited told charged billed invoiced schickte");
const wrote = words("wrote writes schrieb schreibt");
const persons = words("he she they");
/** What somebody is who writes to people, and bills them. */
const roles = words(`accountant adviser advisor architect babysitter baker bakery broker builder butcher caretaker carer carpenter caterer chimneysweep choir cleaner clinic club coach contractor council cousin
 dentist doctor driver electrician employer florist garage gardener grocer gym hairdresser handyman hospital insurer janitor joiner kindergarten landlady landlord lawyer librarian library locksmith mechanic
 midwife minder musician nanny neighbor neighbour notary nurse nursery optician orthodontist paediatrician painter pediatrician pharmacist pharmacy photographer physio physiotherapist plumber practice
 principal professor publisher realtor roofer school seamstress secretary sitter solicitor supplier surgeon surgery tailor teacher tenant therapist trainer translator treasurer tutor vet veterinarian`);
/** Behind somebody who is called by what he is these say what he did, to the user or to others. */
const did = words(`offered proposed suggested promised confirmed announced reminded notified informed answered replied responded contacted wrote writes sent mailed emailed messaged texted asked invited told charged
 billed invoiced forwarded gave shared moved changed rescheduled cancelled canceled needs wants asks says said`);
/** Behind the first word of a sentence, which has a capital whatever it is, these say what somebody did. */
const tellers = words("recommended suggested shared mentioned proposed promised offered posted listed sent mailed emailed forwarded");
/** So ends what somebody does or did (`Lena organises`), and so do things of which there are many: whoever is called so is nobody's. */
const DOES = /^(?:\p{L}{2,}(?:[^s\P{L}]s|ed)|is|was|has|had|will|would)$/u;
/** From somebody these are, of whom it is said with an article who it is: `the bill from my dentist`. */
const letters = words("mail mails email emails message messages note notes letter letters bill bills invoice invoices link links invitation newsletter reply answer request");
const receivers = words("me us mir uns");
const origins = words("from by von");
const articles = words("the a an my our your his her its their this these those some any each every no der die das ein eine mein meine unser unsere");
/** What stands between quotation marks: a title is nobody's name. */
const QUOTATION = /"[^"\n]{0,200}"|“[^”\n]{0,200}”|„[^“”\n]{0,200}[“”]|«[^»\n]{0,200}»|`[^`\n]{0,200}`|(?<![\p{L}\p{N}])['‘][^'’\n]{0,200}['’](?![\p{L}\p{N}])/gu;
/** Where a sentence ends: at no full stop of a title before a name. */
const END = /(?<![.!?;:…])(?<!(?<!\p{L})(?:Mr|Mrs|Ms|Dr|Prof|St|Mme|Mlle|Sr|Sra|Hr|Fr)(?=\.))[.!?;:…]+(?=\s|$)|[\r\n\u2028\u2029]+/u;
const GLUE = /^[-_.@/:+#=&%]$/u;

// A clause of a user's to whether it is an errand: an order ("sort the badge out", "kannst du die Rechnung begleichen") whose verb none
// of the acts beside it has, and which is done to things: who wants to see, know or hear something gives none. Knows the small words
// by which orders begin and go on in a few languages, and no verbs but those that only look; whose words they are its caller knows.

import { headOf, isEnclitic, type Clause, type Clauses } from "./clauses.js";
import { lengthAt, type Lexicon } from "./lexicon.js";
import { tokenize } from "./tokens.js";

/** The acts of which a message has nouns, where they have any: their verbs say more than that something is to be done. */
export function nearIn(texts: readonly string[], acts: readonly Lexicon[]): readonly Lexicon[] {
  return acts.filter(({ nouns }) => nouns.size === 0 || texts.some((_, at) => lengthAt({ texts }, nouns, at) > 0));
}

/** Whether a clause is an errand; `acts` are those that are near. */
export function isErrand(cut: Clauses, clause: Clause, acts: readonly Lexicon[]): boolean {
  if (clause.excludes) return false;
  const { start, end } = clause;
  for (let at = start; at < end; at++) {
    // A verb that no act has begins no clause of its own.
    const isInner = at > start && isParted(cut, at);
    if ((at === start || isInner) && isOrder(cut, at, end, isInner) && !isKnown(cut, end, verbOf(cut, at, end).at, acts)) return true;
  }
  return isVerbLast(cut, clause) && !cut.texts.slice(start, end).some((_, index) => isKnown(cut, end, start + index, acts));
}

/** Whether a word is parted from what stands before it. */
function isParted({ texts, pauses }: Clauses, at: number): boolean {
  return pauses[at] !== 0 || headOf(texts, at - 1, at) === at;
}

/** Where the verb of an order would stand that begins at a word, and whether what stands before it says that an order follows. */
function verbOf({ texts, pauses }: Clauses, start: number, end: number): { readonly at: number; readonly isFramed: boolean } {
  let at = headOf(texts, start, end);
  let isFramed = please.has(texts[at - 1] ?? "") && at > start;
  for (let frame = frameAt(texts, at); frame > 0 && at < end; frame = frameAt(texts, at)) {
    at = headOf(texts, at + frame, end);
    isFramed = true;
    if (at < end && (pauses[at] ?? 0) !== 0) return { at: end, isFramed };
  }
  return { at, isFramed };
}

/** How many words of a frame stand at a place: "could you", "I would like you to". */
function frameAt(texts: readonly string[], at: number): number {
  return Math.max(0, ...(frames.get(texts[at] ?? "") ?? []).filter((frame) => frame.every((word, index) => texts[at + index] === word)).map((frame) => frame.length));
}

/** Whether an order begins at a word; one within a clause is known by what its verb is done to. */
function isOrder(cut: Clauses, start: number, end: number, isInner: boolean): boolean {
  const { texts, since } = cut;
  const { at, isFramed } = verbOf(cut, start, end);
  const word = texts[at] ?? "";
  if (at >= end || (since[at] ?? at) < at || !/^\p{L}{3,}$/u.test(word) || others.has(word) || looks.has(word) || isPast(word)) return false;
  const next = at + 1;
  if (texts.slice(next, Math.min(end, next + NEAR_WORDS)).some((each) => predicates.has(each))) return false;
  const follower = next < end ? texts[next] ?? "" : "";
  if (isFramed || objects.has(follower)) return true;
  return !isInner && (isEnclitic(word) || particles.has(follower) || /^\d/.test(follower));
}

/** German and its like put the verb of a polite order last: "bitte die Rechnung begleichen". */
function isVerbLast({ texts, since }: Clauses, { start, end }: Clause): boolean {
  const at = end - 1;
  const word = texts[at] ?? "";
  return end - start > 2 && polite.has(texts[start] ?? "") && /^\p{L}{2,}(?:en|ern|eln)$/u.test(word) && !others.has(word) && !looks.has(word) && (since[at] ?? at) >= at;
}

/** Whether a verb of an act stands at a word. */
function isKnown(cut: Clauses, end: number, at: number, acts: readonly Lexicon[]): boolean {
  return acts.some(({ verbs }) => {
    const length = lengthAt(cut, verbs, at);
    return length > 0 && at + length <= end;
  });
}

function isPast(word: string): boolean {
  return word.length > 4 && word.endsWith("ed");
}

/** Behind the verb of an order nothing is said of a subject so near. */
const NEAR_WORDS = 4;

const setOf = (words: string): ReadonlySet<string> => new Set(tokenize(words).texts);

/** What stands before the verb of a polite order, by its first word. */
const frames: ReadonlyMap<string, readonly (readonly string[])[]> = framesOf([
  "can you", "could you", "would you", "will you", "i want to", "i want you to", "i need to", "i need you to", "i d like to", "i d like you to", "i would like to", "i would like you to", "i have to", "i must",
  "we want to", "we need to", "we need you to", "we have to", "we d like to", "we would like to", "we must", "you can", "you should", "you must", "you have to", "you need to", "let s", "lets", "let us", "make sure to", "be sure to", "be so kind to", "be so kind and",
  "try to", "remember to", "don t forget to", "do not forget to", "feel free to", "go ahead and", "go and", "help me to", "help me", "help us", "need to", "want to", "wanna", "gotta", "time to",
  "peux tu", "pouvez vous", "pourrais tu", "pourriez vous", "tu peux", "vous pouvez", "je veux", "je voudrais", "je dois", "il faut", "merci de", "veuillez", "puedes", "podrias", "podria", "quiero", "quisiera", "necesito", "tengo que", "hay que", "favor de",
  "puoi", "potresti", "vorrei", "voglio", "devo", "bisogna",
]);

function framesOf(all: readonly string[]): ReadonlyMap<string, readonly (readonly string[])[]> {
  const found = new Map<string, (readonly string[])[]>();
  for (const each of all) {
    const { texts } = tokenize(each);
    const [first = ""] = texts;
    found.set(first, [...found.get(first) ?? [], texts]);
  }
  return found;
}

/** German orders begin with these where the verb comes last. */
const polite = setOf("bitte kannst könntest können könnten wir ich du magst würdest könnt");

/** Verbs by which only something is looked at, worked out or said to the user himself. */
const looks = setOf(`look check see show list find read search report summarize summarise explain compare count inspect review verify describe think remember wait translate know understand tell
 guess consider imagine assume mind thank thanks view watch analyze analyse calculate compute determine identify figure estimate recommend suggest advise give help keep let leave ignore skip note
 browse scan skim study evaluate investigate research
 lies lesen schau schaue schauen prüf prüfe prüfen zeig zeige zeigen sag sage sagen such suche suchen finde finden vergleiche vergleichen fasse zusammenfassen nenne nennen erkläre erklären wissen sehen ansehen nachsehen
 regarde regarder vérifie vérifier montre montrer dis dire cherche chercher lis lire résume résumer explique expliquer trouve trouver
 mira mirar revisa revisar muestra mostrar dime decir busca buscar lee leer resume resumir explica explicar encuentra encontrar comprueba
 controlla controllare mostra mostrare dimmi cerca cercare leggi leggere riassumi spiega trova trovare`);

/** No verbs of orders: small words, greetings, and what sentences of another kind begin with. */
const others = setOf(`the this that these those there here who what which when where why how whose whom and but for from with without about after before because since while although though unless once until
 under over between are was were been have has had does did not yes sorry dear good morning hello thanks all any every each both some last next one two three first second its his her their our your they you she
 could would should will shall may might must can please btw today tomorrow yesterday tonight now soon later also then only else more less very too
 der die das den dem ein eine einen mein meine dein deine ihr ihre unser unsere wenn weil ist sind hat haben werden worden wurden können sollen müssen dürfen wollen gestern heute morgen bitte danke hallo einen meinen seinen ihren deinen unseren allen beiden neuen alten ersten zwischen neben gegen
 les une mon mes ton tes son ses nos vos est sont pour dans avec sans bonjour merci los las una mis tus sus para con sin está son hola gracias gli una mio mia per con sono ciao grazie`);

/** Behind the verb of an order what it is done to begins with one of these. */
const objects = setOf(`the a an my our your his her their its this that these those it them him me us everything everyone everybody all each both one two three some any another
 der die das den dem des ein eine einen einem meine meinen meiner mein unsere unseren unser ihr ihm ihnen mir uns es sie ihn alles bitte beide diese diesen dieses
 le la les l un une mon ma mes notre nos ce cette ces lui leur moi nous tout tous el los las una unos mi mis nuestro nuestra este esta estos al lo il gli i uno mio mia nostro questo questa questi alla allo`);
/** A verb has these behind it, and a thing of which something is said as well. */
const particles = setOf("up out off in on into onto over with for to down away back around through together ahead forward by as via");
/** The next word is the verb. */
const please = setOf("please pls kindly bitte stp svp");

/** Words by which a subject has something said of it. */
const predicates = setOf("is are was were isn aren has had ist sind war waren hat est sont etait esta estan era sono era");

// A message to its clauses, in each of which something is said of things: "sdc is slow, format sdd and look at sdc" has three, and
// "delete a, b and c" one. Knows small words of a few languages and no grammar: a new clause begins where a verb, a subject with its
// predicate, or a word that says what is left out stands behind a pause or a joint. Whose words they are its caller knows.

import { sentencesOf } from "./asking.js";
import { lengthAt, type Phrases } from "./lexicon.js";
import { COLON, LINE, pausesOf, STOP } from "./pauses.js";
import { retractedIn } from "./retracted.js";
import { tokenize } from "./tokens.js";

/** A message cut into clauses: its words, of each by what it is glued to the one before and where begins what takes it back, and where clauses lie. */
export interface Clauses {
  readonly texts: readonly string[];
  readonly glues: readonly number[];
  readonly since: readonly number[];
  /** What stands before each word. */
  readonly pauses: readonly number[];
  readonly clauses: readonly Clause[];
}

/** One clause: words `[start, end)`. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  /** Whether the sentence goes on in it. */
  readonly joined: boolean;
  /** Whether it says what is left out: `but not c`, `except d`, `leave e alone`. */
  readonly excludes: boolean;
}

/** Cuts a message; `verbs` are those of all acts, `isOrder` whether its verbs can be taken back. */
export function clausesOf(text: string, verbs: Phrases, isOrder = true): Clauses {
  const words: Words = { texts: [], glues: [], since: [], pauses: [], verbs };
  let behind = LINE;
  for (const { sentence, asks, isLine } of sentencesOf(text)) {
    const { texts, glues } = tokenize(sentence);
    const base = words.texts.length;
    const begins = isOrder ? retractedIn(texts, sentence, asks) : null;
    const pauses = pausesOf(sentence);
    for (const [at, word] of texts.entries()) {
      words.texts.push(word);
      words.glues.push(glues[at] ?? 0);
      words.since.push(base + (begins?.[at] ?? at));
      words.pauses.push(at === 0 ? STOP | behind : pauses[at] ?? 0);
    }
    if (texts.length > 0) behind = (pauses[texts.length] ?? 0) & COLON;
    if (isLine) behind |= LINE;
  }
  return { ...words, clauses: cut(words) };
}

interface Words {
  readonly texts: string[];
  readonly glues: number[];
  readonly since: number[];
  readonly pauses: number[];
  readonly verbs: Phrases;
}

function cut(words: Words): readonly Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  let excludes = false;
  let joined = false;
  // A colon hands the verb before it to the lines behind it.
  let isListing = false;
  const { length } = words.texts;
  for (let at = 1; at < length; at++) {
    const pause = words.pauses[at] ?? 0;
    if ((pause & COLON) !== 0) isListing = true;
    const begun = beginsAt(words, at, start, isListing);
    if (begun === "no") continue;
    clauses.push({ start, end: at, joined, excludes });
    start = at;
    joined = (pause & STOP) === 0;
    excludes = begun === "left out";
    isListing = false;
  }
  return length === 0 ? clauses : [...clauses, { start, end: length, joined, excludes }];
}

type Begun = "no" | "said" | "left out";

/** Whether a clause begins at a word, by what stands before it and what follows. */
function beginsAt(words: Words, at: number, start: number, isListing: boolean): Begun {
  const pause = words.pauses[at] ?? 0;
  const word = words.texts[at] ?? "";
  const isParted = pause !== 0 || joints.has(word);
  if (isParted || turns.has(word) || exceptions.has(word)) {
    const kind = kindAt(words, at, start, isParted);
    if (kind !== "no") return kind;
  }
  if ((pause & STOP) === 0) return "no";
  return isListing && (pause & LINE) !== 0 ? "no" : "said";
}

/** What begins behind the joints and openers at a word. */
function kindAt({ texts, pauses, verbs }: Words, at: number, start: number, isParted: boolean): Begun {
  let from = at;
  const isPaused = (index: number): boolean => index > at && pauses[index] !== 0;
  while (from - at < OPENERS_MAX && joints.has(texts[from] ?? "") && !isPaused(from + 1)) from++;
  const isAdverse = adverse.has(texts[from] ?? "");
  const isTurn = turns.has(texts[from] ?? "");
  let verb = from;
  while (verb - from < OPENERS_MAX && (openers.has(texts[verb] ?? "") || turns.has(texts[verb] ?? "")) && !(verb > from && isPaused(verb))) verb++;
  if (exceptions.has(texts[from] ?? "") || (isParted || isTurn) && (denies(texts, verb) || keepers.has(texts[verb] ?? ""))) return "left out";
  const length = Math.max(lengthAt({ texts }, verbs, verb), plainVerbs.has(texts[verb] ?? "") ? 1 : 0);
  if (length > 0 && !isItem(texts, pauses, verbs, verb + length, start)) return "said";
  if (isPredicate(texts, pauses, from)) return "said";
  return isAdverse ? "left out" : isTurn ? "said" : "no";
}

function denies(texts: readonly string[], at: number): boolean {
  const [word = "", next] = [texts[at], texts[at + 1]];
  return denials.has(word) || (word === "don" && next === "t") || (word === "do" && next === "not");
}

/** Whether what looks like a verb is one more thing of a list, which a verb began: "delete src, test and dist". */
function isItem(texts: readonly string[], pauses: readonly number[], verbs: Phrases, end: number, start: number): boolean {
  const isLone = end >= texts.length || pauses[end] !== 0 || joints.has(texts[end] ?? "");
  if (!isLone) return false;
  let verb = start;
  while (verb - start < OPENERS_MAX && openers.has(texts[verb] ?? "")) verb++;
  return lengthAt({ texts }, verbs, verb) > 0;
}

/** Whether a piece says something of a subject of its own. */
function isPredicate(texts: readonly string[], pauses: readonly number[], from: number): boolean {
  for (let at = from; at < Math.min(texts.length, from + PIECE_WORDS_MAX); at++) {
    if (at > from && (pauses[at] !== 0 || joints.has(texts[at] ?? ""))) return false;
    if (predicates.has(texts[at] ?? "")) return true;
  }
  return false;
}

/** Whether words of a clause point to what was said before: `it`, `those`, `was da läuft`; of `the`-like ones only where nothing follows that they belong to. */
export function pointsBack({ texts, glues, pauses }: Clauses, { start, end }: Clause, verbs: Phrases): boolean {
  for (let at = start; at < end; at++) {
    const word = texts[at] ?? "";
    if ((glues[at + 1] ?? 0) !== 0) continue;
    if (pronouns.has(word) || (demonstratives.has(word) && isAlone(texts, pauses, at + 1, end))) return true;
    if (!determiners.has(word)) continue;
    const next = texts[at + 1] ?? "";
    if (at + 1 >= end || pauses[at + 1] !== 0 || closers.has(next) || openers.has(next) || lengthAt({ texts }, verbs, at + 1) > 0) return true;
  }
  return enclitic(texts.slice(start, end));
}

/** Whether one word stands at a place and nothing behind it: `that volume`, `diesen branch bitte`. */
function isAlone(texts: readonly string[], pauses: readonly number[], at: number, end: number): boolean {
  return at < end && pauses[at] === 0 && (at + 1 === end || (pauses[at + 1] !== 0 || closers.has(texts[at + 1] ?? "")));
}

/** Spanish and Italian verbs have the thing at their end: `borralo`, `eliminali`. */
function enclitic(texts: readonly string[]): boolean {
  return texts.some((word) => word.length > ENCLITIC_LETTERS_MIN && /(?:[aei]|r)(?:l[oaei]|l[oa]s)$/.test(word));
}

/** Whether a clause begins by saying what or where something is that was spoken of: `it's a.txt`, `sie liegt unter /srv`. */
export function identifies({ texts }: Pick<Clauses, "texts">, { start, end }: Clause): boolean {
  return end - start > 2 && subjects.has(texts[start] ?? "") && copulas.has(texts[start + 1] ?? "");
}

/** Whether a clause has nothing but verbs and small words: "prune, please"; what is to be pruned stands elsewhere. */
export function isBare({ texts, pauses }: Pick<Clauses, "texts" | "pauses">, { start, end }: Clause, verbs: Phrases): boolean {
  for (let at = start; at < end;) {
    const word = texts[at] ?? "";
    if (openers.has(word) || joints.has(word) || closers.has(word) || turns.has(word)) at++;
    else {
      const before = texts[at - 1] ?? "";
      const isFirst = at === start || pauses[at] !== 0 || joints.has(before) || openers.has(before) || turns.has(before);
      const length = isFirst ? lengthAt({ texts }, verbs, at) : 0;
      if (length === 0) return false;
      at += length;
    }
  }
  return true;
}

const OPENERS_MAX = 8;
/** Looked at no further for a predicate: items of lists are short. */
const PIECE_WORDS_MAX = 16;
const ENCLITIC_LETTERS_MIN = 5;

const setOf = (words: string): ReadonlySet<string> => new Set(tokenize(words).texts);

const joints = setOf("and or und oder sowie et ou y e o plus as well");
/** Say against what stands before: what follows without a verb is left out of it. */
const adverse = setOf("but aber mais pero ma");
/** A clause begins at these wherever they stand. */
const turns = setOf(`but then because since while whereas although though unless so if when once until whenever before after afterwards
 aber dann danach anschließend sondern weil denn damit wenn falls sobald bevor nachdem obwohl
 mais puis ensuite parce quand lorsque avant apres
 pero luego despues porque cuando antes
 ma poi dopo perche quando prima`);
/** What follows is left out of what is said before. */
const exceptions = setOf("except excepting excluding besides without instead apart aside than außer ohne statt anstatt sauf excepte sans salvo excepto sin tranne eccetto senza");
const denials = setOf("not no never dont nicht kein keine keinen nie non ne pas jamais nunca mai nessun nessuna");
/** What is done with a thing that stays as it is. */
const keepers = setOf(`keep leave spare preserve retain protect skip ignore behalt behalte lass lasse verschone garde gardez laisse laissez conserve
 guarda deja dejad conserva manten tieni lascia lasciate`);
/** Verbs of everyday speech, with which an order begins that is none of the bundle's acts. */
const plainVerbs = setOf(`look check see show tell list make run use try get put give take start open read write find search add fix update create explain report compare
 test verify inspect count print note mention label call help let wait watch ensure remember mount unmount backup save build commit
 schau schaue pruf prufe zeig zeige sag sage mach mache nimm gib lies schreib such suche lass starte erstelle
 regarde verifie montre dis fais prends cherche lance lis ecris ajoute cree
 mira revisa muestra dime haz busca lee escribe anade crea comprueba
 controlla mostra dimmi fai cerca leggi scrivi aggiungi verifica`);
/** May stand before the verb of an order. */
const openers = setOf(`please pls kindly just also now again go ahead and then first next finally later ok okay thanks hey hi so well really simply maybe
 can could would will should must you i we me us d ll want wanna need have to like let s lets make sure gotta try mind time
 bitte mal einfach jetzt noch auch kannst konntest konnen du sie ich wir mochte will muss musst soll sollen
 s il te vous plait peux tu pouvez veux je on faut il d abord maintenant
 por favor puedes podrias quiero necesito hay que ahora primero tambien
 per favore puoi potresti vorrei voglio devi bisogna ora adesso prima anche`);
/** May stand behind what is pointed to. */
const closers = setOf(`please pls now again too off away out up down back all for me us asap first completely entirely properly instead anyway as with from on in at to of
 today right hard already both thanks once weg bitte mal ab raus neu auf aus zu auch wieder ganz komplett s il te plait vous por favor ya per favore`);
/** Point to what was said before. */
const pronouns = setOf("it them him ihn ihm ihnen whatever whoever whichever there those ones dort davon damit daraus ello eso esos esas questo quelli quelle cela ca ceux celles lui");
const subjects = setOf("it they that this these those er sie es c ce elle il elles ils");
const copulas = setOf("s is are re lies stands sits lives ist sind liegt liegen steht stehen est sont");
/** Do so where nothing stands behind them that they belong to. */
const determiners = setOf("that this these both all one everything she he they es das die der den diese dieses diesen alles beide sie le la les lo los las li gli l todo todos todas tutto tutti tutte tout tous toutes");
/** Point with the one word behind them, which says of which kind it is. */
const demonstratives = setOf("that this these those diesen diese dieses ce cet cette ces ese esa esos esas quel quello quella quei quelle");
/** Say that a piece has a subject and says something of it. */
const predicates = setOf(`is are was were isn aren has have had does did stays stay remains remain needs contains holds belongs lives looks seems keeps works
 i we you he she they it ist sind war waren hat haben bleibt bleiben gehort braucht ich wir er du est sont etait reste restent contient appartient
 esta estan es son era queda quedan tiene contiene sono rimane restano contiene serve ho hai ha`);

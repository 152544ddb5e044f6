// A clause of a user's to those of its words that it takes back: what is not to be done ("don't book yet", "without booking"), what is
// only asked about ("which should I book", "what does it cost to rent"), and what was done before ("the car that I rented").
// Knows the small words of such sentences in a few languages, and no grammar: what they are about, and whose clause it is, its caller knows.

import { pausesOf } from "./pauses.js";

/**
 * For each word of a clause the place at which begins what takes it back; its own place where nothing does. A phrase is taken back where
 * a word of it is by what begins before the phrase: "don't want" is whole in "I don't want it". `asks`: whether it ends with a question mark.
 */
export function retractedIn(words: readonly string[], clause: string, asks: boolean): readonly number[] {
  const since = words.map((_, at) => at);
  if (!words.some((word) => readers.has(word))) return since;
  const read: Clause = { words, pauses: pausesOf(clause), asks, since, done: 0 };
  for (const [at, word] of words.entries()) for (const reader of readers.get(word) ?? []) reader(read, at);
  return since;
}

interface Clause {
  readonly words: readonly string[];
  /** What stands before each word. */
  readonly pauses: readonly number[];
  readonly asks: boolean;
  readonly since: number[];
  /** Up to here the rest of a piece was taken back. */
  done: number;
}

/** Takes back what a word begins that stands at a place, if it begins anything. */
type Reader = (clause: Clause, at: number) => void;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u));

/** Looked at no further from the word that begins a construction: a longer one is no sentence that people write. */
const NEAR_MAX = 10;
/** The same for what stands at the far end of a clause. */
const FAR_MAX = 40;

const subjects = setOf("i we one you he she they it people someone somebody ich wir man du er sie je j nous on tu il elle yo nosotros io noi");
const modals = setOf("should shall can could would will must may might do does did need have soll sollte kann konnte muss darf wurde dois doit puis peux peut devrais debo deberia puedo podemos puede posso devo dovrei possiamo");
const conditions = setOf("if when because since as while although though unless whenever wenn falls weil da ob si cuando quand se quando");
/** Behind these a clause says something new; `and` with them, but for "go ahead and". */
const turns = setOf("but just instead then so because since as until till unless except if when while otherwise and please pls kindly aber sondern dann und bitte mais puis et pero y sino ma e poi");
/** May stand between what takes back and the verb. */
const fillers = setOf(`yet ever actually really even also just please still simply me us you him her them it to be been being get have having already schon noch etwas zu
 te lo la le se nos os los las les lui leur en l m s t d de mi ti gli ci vi li que tu usted anything something`);
/** Whoever is told not to do these is told to do what follows. */
const spurs = setOf("forget hesitate fail neglect omit miss wait delay just only simply merely");
const wishing = setOf("like love prefer appreciate mind");
const opening = setOf("hi hello hey ok okay and so but also then now please well oh thanks first finally next und aber et mais y pero e ma");
const firsts = setOf("i we");
const relatives = setOf("that which who whom what where whose");
const articles = setOf("the my our your this that these those a an his her their its all every last some");
const auxiliaries = setOf("have has had ve d already just once last also ever recently previously");
const passives = setOf("is are was were got be been");
const irregular = setOf("sent paid bought sold made wrote written gave given took taken told kept found brought left lent spent won lost got chose chosen did done said met saw seen forgot built withdrew drew spoke swept threw heard");

const readers: ReadonlyMap<string, readonly Reader[]> = readersOf([
  ["do don dont never", forbid],
  ["not no non nunca nao jamas doesn didn shouldn mustn needn", refuse],
  ["don do didn wouldn not", unwilling],
  ["without avoid sin senza sem sans ohne", (clause, at) => takeVerb(clause, at, at + 1)],
  ["instead rather refrain hold need cost costs price prices fee fees much expensive cheap cheaper charge besoin cuesta cuestan costaria coute couterait costa costerebbe", lead],
  ["no non pas inutile ohne statt anstatt kostet kosten", spare],
  ["let", confide],
  ["which what where who whom whose how why when whether wer qui quien quienes chi welche welches welchen welcher was wo wie wann warum quel quelle quels quelles ou comment combien quand pourquoi cual cuales donde como cuanto cuantos cuando quale quali dove quanto quando perche kto ile kiedy gdzie co jak dlaczego ktory ktora ktore", wonder],
  ["qu", wonderAloud],
  ["should shall do did does have has had is are was were am soll sollen dois debo devo", inquire],
  ["can could may is would am are kann konnte puis peux puedo podria posso potrei", weigh],
  ["that which who whom what where", recall],
  ["i we you he she they", remember],
  ["already bereits deja", (clause, at) => takePast(clause, at, at + 1)],
  ["myself ourselves", keep],
  ["nicht nichts kein keine keinen keinem niemals keinesfalls", deny],
  ["ne n", encircle],
  ["das die den der que che", relate],
]);

function readersOf(rows: readonly (readonly [string, Reader])[]): ReadonlyMap<string, readonly Reader[]> {
  const found = new Map<string, Reader[]>();
  for (const [words, reader] of rows) for (const word of setOf(words)) found.set(word, [...found.get(word) ?? [], reader]);
  return found;
}

/** "Don't book", "never send", "you do not have to pay": the rest of the piece. */
function forbid(clause: Clause, at: number): void {
  const behind = behindNot(clause, at);
  const next = clause.words[behind];
  if (behind < 0 || next === undefined || next === "be" || spurs.has(next) || isPaused(clause, behind) || next === "you") return;
  const before = isPaused(clause, at) ? "" : clause.words[at - 1] ?? "";
  if (before !== "you" && (subjects.has(before) || relatives.has(before) || auxiliaries.has(before) || before === "why")) return;
  if (!isConditional(clause, at)) takeRest(clause, at, behind);
}

/** Where a negation is over that begins with `do`, `don t` or `never`; -1 where there is none. */
function behindNot({ words }: Clause, at: number): number {
  const [word, next] = [words[at], words[at + 1]];
  if (word === "never" || word === "dont") return at + 1;
  return (word === "do" && next === "not") || (word === "don" && next === "t") ? at + 2 : -1;
}

/** "Not yet booked", "it shouldn't be sent", "no lo canceles", "no booking": the verb. */
function refuse(clause: Clause, at: number): void {
  const { words } = clause;
  const from = words[at + 1] === "t" ? at + 2 : at + 1;
  const before = words[at - 1] ?? "";
  if (before === "why" || before === "if" || before === "can" || before === "could" || before === "will" || spurs.has(words[from] ?? "") || words[from] === "you") return;
  takeVerb(clause, at, from);
}

/** "I don't want you to book", "we do not need anything sent". */
function unwilling(clause: Clause, at: number): void {
  const { words } = clause;
  const from = words[at] === "not" ? at + 1 : words[at + 1] === "t" ? at + 2 : -1;
  if (from < 0 || !["want", "need", "wish", "like"].includes(words[from] ?? "")) return;
  for (let index = from + 1; index < Math.min(words.length, from + FAR_MAX) && !isTurn(clause, index); index++) {
    if (words[index - 1] === "to" || isPast(words[index])) take(clause, at, index);
  }
}

/** Words behind which a verb is only spoken of, with those that may part them. */
const leading: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["instead", setOf("of")], ["rather", setOf("than not you")], ["refrain", setOf("from")], ["hold", setOf("off on")], ["need", setOf("not")],
  ...["cost", "costs", "price", "prices", "fee", "fees", "much", "expensive", "cheap", "cheaper", "charge"].map((word) => [word, setOf("to of for me us you")] as const),
  ["besoin", setOf("de d")], ...["cuesta", "cuestan", "costaria", "costa", "costerebbe", "coute", "couterait"].map((word) => [word, setOf("de d me te le nos il")] as const),
]);
/** Of these the next word is a verb with nothing between; of the others there is always something. */
const direct = setOf("cuesta cuestan costaria costa costerebbe");

/** "Instead of paying", "what would it cost to rent". */
function lead(clause: Clause, at: number): void {
  const { words } = clause;
  const own = words[at] ?? "";
  const between = leading.get(own) ?? noWords;
  let from = at + 1;
  while (between.has(words[from] ?? "") && !isPaused(clause, from)) from++;
  if (from > at + 1 || direct.has(own)) takeVerb(clause, at, from);
}

/** What says that something need not be, by its words; the rest of the piece. */
const spared = ["no need", "no quiero", "no queremos", "no hace falta", "no es necesario", "no hay que", "non voglio", "non vogliamo", "non serve", "non occorre", "pas besoin", "inutile de", "ohne", "statt", "anstatt", "kostet", "kosten"].map((each) => each.split(" "));

function spare(clause: Clause, at: number): void {
  const found = spared.find((phrase) => phrase.every((word, index) => clause.words[at + index] === word));
  if (found !== undefined) takeRest(clause, at, at + found.length);
}

/** "Which should I book", "where we can pay", "whether to send it"; a question that begins with such a word. */
function wonder(clause: Clause, at: number): void {
  const { words } = clause;
  const [word, next] = [words[at], words[at + 1] ?? ""];
  if (next === "about" || next === "if" || next === "not" || (word === "why" && next === "don")) return;
  for (let index = at + 1; index < Math.min(words.length, at + NEAR_MAX) && !isPaused(clause, index) && !turns.has(words[index] ?? ""); index++) {
    const [first, second] = [words[index] ?? "", words[index + 1] ?? ""];
    if (first === "to" && word !== "how" && index <= at + 3 && !subjects.has(words[index - 1] ?? "") && !fillers.has(words[index - 1] ?? "")) return takeVerb(clause, at, index + 1);
    const isAsked = modals.has(first) && subjects.has(second);
    const isSaid = subjects.has(first) && modals.has(second) && word !== "when";
    if (!isAsked && !isSaid) continue;
    // "What can you do to get me a table" asks for one, as "what I would like" does.
    const mayHelp = (first === "you" || second === "you") && [first, second].some((each) => each === "can" || each === "could");
    if (!mayHelp && !wishing.has(words[index + 2] ?? "")) takeRest(clause, at, index + 2);
    return;
  }
  if (clause.asks && isOpening(clause, at) && (word === "who" || !subjects.has(next))) takeRest(clause, at, at + 1);
}

/** "Qu'est-ce qui a été envoyé". */
function wonderAloud(clause: Clause, at: number): void {
  if (clause.words[at + 1] === "est" && clause.words[at + 2] === "ce") takeRest(clause, at, at + 4);
}

const hearing = setOf("know see hear");

/** "Let me know", "let us see": the agent is to say it to the user, and to nobody else. */
function confide(clause: Clause, at: number): void {
  const { words } = clause;
  if ((words[at + 1] === "me" || words[at + 1] === "us") && hearing.has(words[at + 2] ?? "")) take(clause, at - 1, at);
}

/** In these a question is about the past, or about somebody else, whoever is named behind them. */
const asking = setOf("did does has had was were");
const others = setOf("i we they he she it you the my our your his her their any anyone anybody everyone everybody all there this that these those ich wir je nous");
/** Of these a question about oneself is none without its mark. */
const plain = setOf("should shall soll sollen dois debo devo");

/** "Should I book", "did we pay the rent?", "was Ana invited?", "is the table reserved?": the rest of the piece. */
function inquire(clause: Clause, at: number): void {
  const { words } = clause;
  const [word, next] = [words[at] ?? "", words[at + 1] ?? ""];
  if (!isOpening(clause, at)) return;
  const isOwn = next === "i" || next === "we" || next === "ich" || next === "wir" || next === "je" || next === "nous";
  const isPolite = next === "you" && word !== "did" && word !== "have" && word !== "had";
  const isChance = (word === "is" || word === "are") && (next === "it" || next === "there" || next === "you");
  const asksOthers = clause.asks && (others.has(next) || asking.has(word)) && word !== "do" && !isPolite && !isChance;
  if (plain.has(word) ? isOwn || word === "debo" || word === "devo" : (isOwn && (clause.asks || word === "do" || word === "did")) || asksOthers) takeRest(clause, at, at + 2);
}

const terms = setOf("free fee fees penalty charge still anytime kostenlos umsonst gebuhr gratis gratuit gratuitement frais gratuitamente");

/** "Can I cancel for free": whether it may be, and on what terms. */
function weigh(clause: Clause, at: number): void {
  const { words } = clause;
  const next = words[at + 1] ?? "";
  if (!isOpening(clause, at) || (words[at] === "is" || words[at] === "would" ? next !== "it" : !firsts.has(next) && !["ich", "wir", "je", "on"].includes(next) && !["puedo", "podria", "posso", "potrei"].includes(words[at] ?? ""))) return;
  for (let index = at + 1; index < Math.min(words.length, at + FAR_MAX) && !isTurn(clause, index); index++) if (terms.has(words[index] ?? "")) return takeRest(clause, at, at + 1);
}

/** "The car that I rented", "the bill which was paid", "the fault that Dana reported". */
function recall(clause: Clause, at: number): void {
  const { words } = clause;
  if (isPaused(clause, at + 1)) return;
  const next = words[at + 1] ?? "";
  if (passives.has(next)) return takePast(clause, at, at + 2);
  if (["has", "have", "had"].includes(next) && words[at + 2] === "been") return takePast(clause, at, at + 3);
  if (subjects.has(next)) takePast(clause, at, at + 2);
  else if (articles.has(next)) takePast(clause, at, at + 3);
  else if (words[at] === "who") takePast(clause, at, at + 1);
  else if (isPast(words[at + 2]) && !isPaused(clause, at + 2)) take(clause, at, at + 2);
}

/** "The invoice we paid last week": a thing, and at once who did something to it. */
function remember(clause: Clause, at: number): void {
  const { words } = clause;
  if (isPaused(clause, at) || isPaused(clause, at - 1) && !articles.has(words[at - 2] ?? "")) return;
  const before = words.slice(Math.max(0, at - 4), at);
  if (!before.slice(0, -1).some((word) => articles.has(word)) || articles.has(before.at(-1) ?? "") || turns.has(before.at(-1) ?? "") || conditions.has(before.at(-1) ?? "")) return;
  takePast(clause, at, at + 1);
}

/** "I'll book it myself". */
function keep(clause: Clause, at: number): void {
  let from = at - 1;
  while (from >= 0 && at - from <= NEAR_MAX && !firsts.has(clause.words[from] ?? "") && !isPaused(clause, from + 1)) from--;
  if (firsts.has(clause.words[from] ?? "") && at - from <= NEAR_MAX) for (let index = from + 1; index < at; index++) take(clause, from, index);
}

/** German says "not" behind the verb: the piece, but for what is said of oneself, and for "not only", "not more than", "don't forget". */
function deny(clause: Clause, at: number): void {
  const { words } = clause;
  if (["nur", "mehr", "vergessen"].includes(words[at + 1] ?? "") || ["vergiss", "vergessen", "warum", "zogere"].includes(words[at - 1] ?? "") || words.slice(at, at + FAR_MAX).includes("sondern") || isConditional(clause, at)) return;
  let from = at;
  while (from > 0 && at - from < NEAR_MAX && !isPaused(clause, from) && !turns.has(words[from - 1] ?? "")) from--;
  takeRest(clause, at, at + 1);
  const isNarrated = words.slice(from, at).some((word) => word === "ich" || word === "wir" || word === "es");
  if (!isNarrated) for (let index = from; index < at; index++) take(clause, -1, index);
}

const closing = setOf("pas rien jamais aucun aucune personne");

/** "N'envoie rien", "ne pas réserver", "je ne veux pas que ...". */
function encircle(clause: Clause, at: number): void {
  const { words } = clause;
  const end = [1, 2, 3, 4].find((step) => closing.has(words[at + step] ?? ""));
  if (end === undefined) return;
  for (let index = at + 1; index < at + end; index++) take(clause, at, index);
  const verb = words[at + 1] ?? "";
  if (end === 1) takeVerb(clause, at, at + 2);
  else if (verb === "veux" || verb === "voulons" || verb === "souhaite") takeRest(clause, at, at + end + 1);
}

const speakers = setOf("ich wir du er");
const perfects = ["que j ai", "que nous avons", "que he", "que hemos", "que habia", "che ho", "che abbiamo"].map((each) => each.split(" "));

/** "Das Auto, das ich gemietet habe", "la voiture que j'ai louée". */
function relate(clause: Clause, at: number): void {
  const { words } = clause;
  const found = perfects.find((phrase) => phrase.every((word, index) => words[at + index] === word));
  if (found !== undefined) takeVerb(clause, at, at + found.length);
  else if (words[at] !== "que" && words[at] !== "che" && speakers.has(words[at + 1] ?? "")) takeRest(clause, at, at + 2);
}

/** Whether a word begins its piece, but for a greeting or a joint before it. */
function isOpening(clause: Clause, at: number): boolean {
  let from = at;
  while (from > 0 && !isPaused(clause, from) && at - from < NEAR_MAX && opening.has(clause.words[from - 1] ?? "")) from--;
  return isPaused(clause, from);
}

function isPaused({ pauses }: Clause, at: number): boolean {
  return at <= 0 || pauses[at] !== 0;
}

/** Whether a piece says, before a word of it, under what condition. */
function isConditional(clause: Clause, at: number): boolean {
  for (let from = at; from >= 0 && at - from <= NEAR_MAX; from--) {
    if (from < at && conditions.has(clause.words[from] ?? "")) return true;
    if (isPaused(clause, from)) return false;
  }
  return false;
}

/** Whether something new begins at a word. */
function isTurn(clause: Clause, at: number): boolean {
  const { words } = clause;
  const word = words[at] ?? "";
  if (isPaused(clause, at)) return true;
  if (word === "and") return words[at - 1] !== "ahead";
  return turns.has(word) || ((word === "can" || word === "could" || word === "would" || word === "will") && words[at + 1] === "you");
}

/** The rest of a piece, from a place on. What was taken to the end before is not gone over again. */
function takeRest(clause: Clause, start: number, from: number): void {
  let index = Math.max(from, clause.done);
  for (; index < clause.words.length && (index === from || !isTurn(clause, index)); index++) {
    if (index === from && isPaused(clause, index)) return;
    take(clause, start, index);
  }
  clause.done = Math.max(clause.done, index);
}

/** The first word from a place on that is none of those that may stand before a verb, and what `or` joins to it. */
function takeVerb(clause: Clause, start: number, from: number): void {
  for (let index = from; index < Math.min(clause.words.length, from + NEAR_MAX) && !isPaused(clause, index); index++) {
    take(clause, start, index);
    const word = clause.words[index] ?? "";
    if (!fillers.has(word) && !joining.has(word) && !joining.has(clause.words[index + 1] ?? "")) return;
  }
}

const joining = setOf("or nor oder ou o");
const noWords: ReadonlySet<string> = new Set();

/** The past form that stands at a place, or behind words that may stand before it. */
function takePast(clause: Clause, start: number, from: number): void {
  for (let index = from; index < Math.min(clause.words.length, from + NEAR_MAX) && !isPaused(clause, index); index++) {
    const word = clause.words[index] ?? "";
    if (isPast(word)) take(clause, start, index);
    if (!auxiliaries.has(word) && !joining.has(clause.words[index + 1] ?? "") && !joining.has(word)) return;
  }
}

function isPast(word: string | undefined): boolean {
  return word !== undefined && (irregular.has(word) || (word.length > 4 && word.endsWith("ed") && word !== "need"));
}

function take({ since }: Clause, start: number, at: number): void {
  since[at] = Math.min(since[at] ?? at, start);
}

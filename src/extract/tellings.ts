// Texts to the sentences in them that tell somebody to do an act, by the words its pack gives it, as docs/kernel.md "Tellings" fixes
// them: an order, a duty, a request; and what goes on behind a colon or in scraps of lines beside it.
// Knows English function words and word order, no meaning: "never pay X" tells as "pay X" does. Whose text it is, its caller knows.

import { actsOf, joinActs, noActs, type Acts } from "../words/acts.js";
import type { ActEntry } from "../words/manifest.js";
import { forms, lengthOf, partsOf } from "./lexicon.js";
import { COLON, LINE, PIECE, STOP, pausesOf } from "./pauses.js";
import type { Segment } from "./segments.js";

/** Tokens `[from, to)` of a segment, and the acts to which somebody is told there. */
export interface Telling {
  readonly from: number;
  readonly to: number;
  readonly acts: Acts;
}

/** The words of acts, ready to be found. */
export interface Imperatives {
  /** Phrases by each form of their first word. */
  readonly verbs: ReadonlyMap<string, readonly Phrase[]>;
  readonly nouns: ReadonlyMap<string, readonly Phrase[]>;
}

interface Phrase {
  readonly act: Acts;
  /** Its first word as the pack writes it: the form of an order. */
  readonly plain: string;
  /** Of each part the forms of its words. */
  readonly parts: readonly (readonly ReadonlySet<string>[])[];
}

/** Makes the words of acts ready; an act's number is that of its place. */
export function imperativesOf(acts: readonly ActEntry[]): Imperatives {
  const verbs = new Map<string, Phrase[]>();
  const nouns = new Map<string, Phrase[]>();
  acts.forEach((act, number) => {
    const own = actsOf([number]);
    for (const verb of act.verbs) addPhrase(verbs, verb, own);
    for (const noun of act.nouns) addPhrase(nouns, noun, own);
  });
  return { verbs, nouns };
}

function addPhrase(into: Map<string, Phrase[]>, written: string, act: Acts): void {
  const { parts } = partsOf(written);
  const plain = parts[0]?.[0];
  if (plain === undefined) return;
  const phrase = { act, plain, parts: parts.map((part) => part.map(formsOf)) };
  for (const form of formsOf(plain)) into.set(form, [...into.get(form) ?? [], phrase]);
}

function formsOf(word: string): ReadonlySet<string> {
  return new Set([...forms(word), ...irregular.get(word) ?? []]);
}

/** The tellings of each segment of a text or result. */
export function tellingsOf(segments: readonly Segment[], lexicon: Imperatives): readonly (readonly Telling[])[] {
  const found: (readonly Telling[])[] = [];
  for (let at = 0; at < segments.length;) {
    let end = at + 1;
    // Lines that stand below each other are read as one text.
    if (segments[at]?.form === "line") while (segments[end]?.form === "line") end++;
    for (const tellings of tellIn(segments.slice(at, end), lexicon)) found.push(tellings);
    at = end;
  }
  return found;
}

function tellIn(lines: readonly Segment[], lexicon: Imperatives): readonly (readonly Telling[])[] {
  const words = lines.flatMap(({ tokens }) => tokens.texts);
  if (!words.some((word) => lexicon.verbs.has(word) || lexicon.nouns.has(word))) return lines.map(() => none);
  const pauses: number[] = [];
  let behind = 0;
  for (const { text } of lines) {
    const own = pausesOf(text);
    pauses.push((own[0] ?? 0) | behind);
    for (let index = 1; index < own.length - 1; index++) pauses.push(own[index] ?? 0);
    behind = (own[own.length - 1] ?? 0) & COLON;
  }
  return cut(spread(sentencesIn(words, pauses, lexicon)), lines);
}

/** What of the tellings of lines stands in each. Both are in order, so one walk finds all: a text may be lines of tellings. */
function cut(told: readonly Telling[], lines: readonly Segment[]): readonly (readonly Telling[])[] {
  let first = 0;
  let from = 0;
  return lines.map(({ tokens }) => {
    const to = from + tokens.texts.length;
    const here: Telling[] = [];
    for (let index = first; index < told.length; index++) {
      const each = told[index];
      if (each === undefined || each.from >= to) break;
      here.push({ from: Math.max(each.from, from) - from, to: Math.min(each.to, to) - from, acts: each.acts });
      // What goes on in the next line is looked at there again.
      if (each.to <= to) first = index + 1;
    }
    from = to;
    return here;
  });
}

interface Sentence {
  readonly from: number;
  readonly to: number;
  readonly acts: Acts;
  /** Whether a colon stands behind it. */
  readonly leads: boolean;
  /** A line, or a part of one, with none of the words that sentences are made of. */
  readonly isScrap: boolean;
  /** Whether it points to what stands around it. */
  readonly points: boolean;
}

function sentencesIn(words: readonly string[], pauses: readonly number[], lexicon: Imperatives): readonly Sentence[] {
  const found: Sentence[] = [];
  for (let from = 0; from < words.length;) {
    let to = from + 1;
    while (to < words.length && ((pauses[to] ?? 0) & (STOP | COLON | LINE)) === 0) to++;
    const own = words.slice(from, to);
    const isScrap = own.length <= SCRAP_WORDS_MAX && !own.some((word) => english.has(word));
    found.push({ from, to, acts: actsTold(own, pauses.slice(from, to), lexicon), leads: to < words.length && ((pauses[to] ?? 0) & COLON) !== 0, isScrap, points: own.some((word) => pointing.has(word)) });
    from = to;
  }
  return found;
}

/** What a sentence tells is told as well of what it leads on to, of scraps behind it, of what points back to it, and of what it points back to. */
function spread(sentences: readonly Sentence[]): readonly Telling[] {
  const acts = sentences.map((sentence) => sentence.acts);
  for (let index = 1; index < sentences.length; index++) {
    const before = sentences[index - 1];
    const here = sentences[index];
    const goesOn = before?.leads === true || here?.isScrap === true ? acts[index - 1] ?? noActs : noActs;
    acts[index] = joinActs(joinActs(acts[index] ?? noActs, goesOn), here?.points === true ? before?.acts ?? noActs : noActs);
  }
  let back = noActs;
  for (let index = sentences.length - 1; index > 0; index--) {
    const sentence = sentences[index];
    back = joinActs(sentence?.isScrap === true ? back : noActs, sentence?.points === true ? sentence.acts : noActs);
    acts[index - 1] = joinActs(acts[index - 1] ?? noActs, back);
  }
  return sentences.flatMap(({ from, to }, index) => {
    const own = acts[index] ?? noActs;
    return own.length === 0 ? [] : [{ from, to, acts: own }];
  });
}

/** The acts that the words of one sentence tell somebody to do. */
function actsTold(words: readonly string[], pauses: readonly number[], { verbs, nouns }: Imperatives): Acts {
  let ordered = noActs;
  let said = noActs;
  let meant = noActs;
  let isDuty = false;
  let isLight = false;
  const isForeign = !words.some((word) => english.has(word));
  words.forEach((word, index) => {
    isDuty ||= duties.has(word) || (word === "be" && words[index - 1] === "to");
    isLight ||= light.has(word) && opensAt(words, pauses, index);
    for (const phrase of verbs.get(word) ?? nothing) {
      if (!standsAt(words, index, phrase)) continue;
      if (!duties.has(word)) said = joinActs(said, phrase.act);
      const isPlain = word === phrase.plain && (isForeign || opensAt(words, pauses, index));
      if (isPlain || (word.endsWith("ing") && leading.has(words[index - 1] ?? ""))) ordered = joinActs(ordered, phrase.act);
    }
    for (const phrase of nouns.get(word) ?? nothing) if (standsAt(words, index, phrase)) meant = joinActs(meant, phrase.act);
  });
  return joinActs(joinActs(ordered, isDuty || isLight ? said : noActs), isLight ? meant : noActs);
}

/** Whether an order may begin at a word: a piece of the sentence does, or before it stand words that open one, and not `we will`. */
function opensAt(words: readonly string[], pauses: readonly number[], at: number): boolean {
  for (let index = at, opened = false; ; index--) {
    if (index === 0 || ((pauses[index] ?? 0) & PIECE) !== 0) return true;
    const before = words[index - 1] ?? "";
    if (at - index > OPENERS_MAX || !(openers.has(before) || passed.has(before))) return opened && !(others.has(before) && offers.has(words[index] ?? ""));
    opened ||= openers.has(before);
  }
}

function standsAt(words: readonly string[], at: number, { parts }: Phrase): boolean {
  return lengthOf(parts, at, { texts: words }, (word, place) => word.has(words[place] ?? "")) > 0;
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

/** Words that sentences are made of, in English: a line without any is a scrap, or in another language. */
const english = setOf("the to of and is are you your for with this that be been have has please it from by will as at must should can would what which when who if or not we our i my he she they was were do does a");
/** Behind these an order may stand. */
const openers = setOf("please kindly and then to you or let lets us just now also next simply immediately must should shall don never always first finally instead");
/** These may stand between. */
const passed = setOf("can could will would may might be t do not need have ought like want go ahead so but once again quickly directly urgently promptly afterwards secondly lastly only still even");
/** Who speaks of himself, or of others, offers or foretells. */
const others = setOf("i we he she they it");
const offers = setOf("will would can could may might");
/** Whose sentence has one of these is told to do what the verb in it says. */
const duties = setOf("must should shall need needs needed require required requires requiring necessary mandatory obliged ought supposed expected expects instructed asked asks want wants wanted request requested requests demand demands appreciate appreciated grateful has ensure essential crucial imperative");
/** Verbs that leave what is done to the words behind them, as in `make a transfer`. */
const light = setOf("make do use perform execute initiate arrange issue complete process carry proceed ensure start begin take consider forget remember help handle go");
/** A form in `ing` behind one of these is an order or a request. */
const leading = setOf("is by mind start begin consider continue try include includes require requires involve involves means");
/** What points to other sentences. */
const pointing = setOf("this that these those it them there here him her above same such");
/** Words of English verbs that endings do not make. */
const irregular: ReadonlyMap<string, readonly string[]> = new Map(
  ("send sent,pay paid,give gave given,put put,write wrote written,tell told,buy bought,sell sold,find found,go went gone,make made,bring brought,get got gotten,let let,take took taken,run ran,hold held,forget forgot forgotten,choose chose chosen,hand handed," +
    "leave left,lend lent,spend spent,withdraw withdrew withdrawn,read read,do did done,say said,set set,build built,begin began begun,speak spoke spoken,drop dropped,ban banned,ship shipped").split(",").map((row) => {
    const [word = "", ...others] = row.split(" ");
    return [word, others];
  }));

/** An order with more words before its verb than these is not looked for. */
const OPENERS_MAX = 12;
/** So many words of a line are no sentence where none of them is one that sentences are made of. */
const SCRAP_WORDS_MAX = 8;
const none: readonly Telling[] = [];
const nothing: readonly Phrase[] = [];

// The clauses of a message that ask for an act to the words in which what is meant is said: their own, and those of the clause that
// they point back to ("the old report is outdated, delete it"). What of these words is a thing it does not know: it is asked of each
// whether a text stands there. Whose words they are, and how many of them are kept, its caller knows.

import { ASKED_BACK_MAX } from "../base/limits.js";
import { offeredIn, proposalIn } from "./asking.js";
import { clausesOf, identifies, isBare, pointsBack, type Clause, type Clauses } from "./clauses.js";
import { lengthAt, type Lexicon, type Phrases } from "./lexicon.js";
import { tokenize, type Tokens } from "./tokens.js";

/** Words one behind the other, each with what glues it to the one before; where others begin, an empty one stands between. */
export interface Meant {
  readonly texts: readonly string[];
  readonly glues: readonly number[];
}

/** A message that is looked through for several acts. */
export interface Spoken extends Clauses {
  /** A verb counts from this word on. */
  readonly from: number;
}

/** What the user says. */
export function spokenIn(text: string, verbs: Phrases): Spoken {
  return { ...clausesOf(text, verbs), from: 0 };
}

/** What the agent proposed, and he agreed to: the last two sentences say what is to be done. */
export function proposedIn(answer: string, verbs: Phrases): Spoken {
  const own = offeredIn(answer.replace(/(?<!`)`([^`\s]+)`(?!`)/gu, "$1"));
  const cut = clausesOf(own, verbs, false);
  return { ...cut, from: cut.texts.length - proposalIn(own).length };
}

/** The words in which is said of what an act is asked for. */
export function meantBy(spoken: Spoken, lexicon: Lexicon, verbs: Phrases): Meant {
  const chosen = new Set<number>();
  const { clauses } = spoken;
  for (const [at, clause] of clauses.entries()) {
    if (clause.end <= spoken.from || clause.excludes || !asksFor(spoken, clause, lexicon)) continue;
    chosen.add(at);
    for (const lender of lendersOf(spoken, at, verbs)) chosen.add(lender);
  }
  const texts: string[] = [];
  const glues: number[] = [];
  for (const at of [...chosen].sort((one, other) => one - other)) {
    const { start, end } = clauses[at] ?? none;
    for (let word = start; word < end; word++) {
      texts.push(spoken.texts[word] ?? "");
      glues.push(word === start ? 0 : spoken.glues[word] ?? 0);
    }
    texts.push("");
    glues.push(0);
  }
  return { texts, glues };
}

/**
 * Whether one of the act's verbs stands in a clause as an order has it, and is not taken back: of an act without verbs, one of its nouns.
 * "The job deletes it", "it is formatted" and "the test for deleting it" say what happens, and of what.
 */
function asksFor(spoken: Spoken, { start, end }: Clause, { verbs, orders, nouns }: Lexicon): boolean {
  const isNoun = verbs.size === 0;
  const heard = isNoun ? { texts: spoken.texts } : spoken;
  for (let at = Math.max(start, spoken.from); at < end; at++) {
    const length = lengthAt(heard, isNoun ? nouns : orders, at);
    if (length > 0 && at + length <= end) return true;
  }
  return false;
}

/** The clauses that say what a clause means which does not say it itself. */
function lendersOf(spoken: Spoken, at: number, verbs: Phrases): readonly number[] {
  const { clauses } = spoken;
  const lenders: number[] = [];
  // "Delete the draft, it's a.txt": where it is comes behind.
  const behind = clauses[at + 1];
  if (behind !== undefined && !behind.excludes && identifies(spoken, behind)) lenders.push(at + 1);
  // "Stop and remove web": what is to be stopped comes yet.
  let next = at;
  while (isBareAt(spoken, next, verbs) && clauses[next + 1]?.joined === true && clauses[next + 1]?.excludes === false && lenders.length < ASKED_BACK_MAX) lenders.push(++next);
  if (next > at) return lenders;
  for (let from = at; needsMore(spoken, from, verbs) && lenders.length < ASKED_BACK_MAX;) {
    let before = from - 1;
    while (clauses[before]?.excludes === true) before--;
    if (before < 0) break;
    lenders.push(before);
    from = before;
  }
  return lenders;
}

function isBareAt(spoken: Spoken, at: number, verbs: Phrases): boolean {
  const clause = spoken.clauses[at];
  return clause !== undefined && isBare(spoken, clause, verbs);
}

function needsMore(spoken: Spoken, at: number, verbs: Phrases): boolean {
  const clause = spoken.clauses[at];
  return clause !== undefined && (pointsBack(spoken, clause, verbs) || isBare(spoken, clause, verbs));
}

/** Whether a text stands in such words from one of them on, by itself: as it is spelled, with blanks for what joins its parts, or in the plural. */
export function isMeantAt({ texts, glues }: Meant, value: Tokens, at: number): boolean {
  const last = value.texts.length - 1;
  if (last < 0 || glues[at] !== 0 || (glues[at + last + 1] ?? 0) !== 0) return false;
  return value.texts.every((word, index) => {
    const there = texts[at + index];
    return (there === word || (index === last && (there === `${word}s` || there === `${word}es`))) && (index === 0 || joinsAlike(glues[at + index] ?? 0, value.glues[index] ?? 0));
  });
}

/** The words by which a text begins where it is said. */
export function firstsOf({ texts }: Tokens): readonly string[] {
  const [first = "", second] = texts;
  return first === "" ? [] : second === undefined ? [first, `${first}s`, `${first}es`] : [first];
}

/** The text's words, as they are looked for. */
export function sought(text: string): Tokens {
  return tokenize(text);
}

function joinsAlike(there: number, own: number): boolean {
  return there === own || there === 0 || own === 0 || (hyphens.has(there) && hyphens.has(own));
}

const hyphens: ReadonlySet<number> = new Set(["-", "_"].map((each) => each.charCodeAt(0)));
const none: Clause = { start: 0, end: 0, joined: false, excludes: false };

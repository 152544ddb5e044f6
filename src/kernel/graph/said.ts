// Whether the user said a value by which something is meant: where a call looked, or who wrote a record and what it is called.
// Costs what the rarest of its words does in the user's texts, at most SIGHTINGS_MAX places; a text that is asked of again before the
// user says more costs nothing.

import { SAID_TEXT_MAX, SAID_TEXTS_MAX } from "../../base/limits.js";
import { tokenize } from "../../extract/tokens.js";
import { principals } from "../../words/provenance.js";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../../words/truth.js";
import { USERS, type Graph } from "./graph.js";
import { principalOf } from "./nodes.js";
import { namesOf } from "./records.js";
import { isGluedAlike, rarest, standsAt } from "./stand.js";
import { earlier, glueAt, isGlued, isCommon, isLost, nodeOf, segmentAt } from "./stream.js";
import { spellingOf } from "./uses.js";
import { find } from "./vocabulary.js";

/**
 * Whether a value stands whole in the user's own text, as it is spelled, and with `alone` with nothing glued to it; null where it is too common there to be looked for, or may have stood in what was forgotten.
 */
export function userSaid(graph: Graph, value: number, alone = false): boolean | null {
  return isSaid(graph, spellingOf(graph.uses, value), alone);
}

/** The same of a text, by itself; of one of no words it is false. */
export function textSaid(graph: Graph, text: string): boolean | null {
  const answers = answersOf(graph);
  const known = answers.get(text);
  if (known !== undefined) return known;
  const { texts, glues } = tokenize(text);
  const answer = isSaid(graph, { tokens: Int32Array.from(texts, (word) => find(graph.words, word)), glues, isFolder: false }, true);
  if (text.length <= SAID_TEXT_MAX) {
    if (answers.size >= SAID_TEXTS_MAX) answers.clear();
    answers.set(text, answer);
  }
  return answer;
}

/** What was answered of texts since the user's own last changed: with what he says it grows, and what is forgotten leaves another record of what was lost. */
function answersOf({ answered, streams }: Graph): Map<string, boolean | null> {
  const stream = streams[USERS];
  const [length, lost] = [stream?.tokens.length ?? 0, stream?.lost ?? null];
  if (answered.length !== length || answered.lost !== lost) {
    answered.length = length;
    answered.lost = lost;
    answered.texts.clear();
  }
  return answered.texts;
}

/** A value's tokens, what glues each to the one before, and whether it is a folder. */
interface Spelling {
  readonly tokens: Int32Array;
  readonly glues: ArrayLike<number>;
  readonly isFolder: boolean;
}

function isSaid(graph: Graph, { tokens, glues, isFolder }: Spelling, alone: boolean): boolean | null {
  const stream = graph.streams[USERS];
  if (stream === undefined || tokens.length === 0) return false;
  const goesOn = (end: number): boolean => isFolder && end < stream.tokens.length && isGlued(stream, end, SLASH);
  const anchor = rarest(stream, tokens, null);
  const otherwise = tokens.every((token) => isLost(stream, token)) ? null : false;
  if (anchor === -1) return otherwise;
  if (isCommon(stream, tokens[anchor] ?? 0)) return null;
  for (let position = (stream.latest[tokens[anchor] ?? 0] ?? 0) - 1; position !== -1; position = earlier(stream, position)) {
    graph.work++;
    const start = position - anchor;
    if (standsAt(stream, tokens, start) && isGluedAlike(stream, glues, start) && !goesOn(start + tokens.length) && (!alone || standsAlone(stream, start, tokens.length)) && principalOf(graph.nodes, nodeOf(stream, segmentAt(stream, position))) === USER) return true;
  }
  return otherwise;
}

/**
 * Whether the user named a record: all spellings of one of its names stand in his text, each by itself. An outsider chooses how he is
 * called, and `ana` is not whom the user meant by `ana@corp.example`.
 */
export function isRecordNamed(graph: Graph, record: number): Truth {
  let truth: Truth = FALSE;
  for (const { spellings } of namesOf(graph.records, record)) {
    const said = allSaid(graph, spellings);
    if (said === TRUE) return TRUE;
    if (said === UNKNOWN) truth = UNKNOWN;
  }
  return truth;
}

/** Whether the user said all of these, each by itself; looks no further than to the first that he did not: an outsider chooses how many there are. */
function allSaid(graph: Graph, spellings: readonly number[]): Truth {
  let truth: Truth = TRUE;
  for (const spelling of spellings) {
    const said = userSaid(graph, spelling, true);
    if (said === false) return FALSE;
    if (said === null) truth = UNKNOWN;
  }
  return truth;
}

/** Whether nothing is glued to so many tokens from a position on. */
function standsAlone(stream: Graph["streams"][number], start: number, count: number): boolean {
  return glueAt(stream, start) === 0 && glueAt(stream, start + count) === 0;
}

const SLASH = "/".charCodeAt(0);
const USER = principals.indexOf("user");

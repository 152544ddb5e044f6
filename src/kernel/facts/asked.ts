// The user's own words to the act classes asked for. Each message is read once, for the acts that nobody asked for yet.
// Whose words a text is, its caller knows.

import { speaks } from "../../extract/lexicon.js";
import { noTokens, tokenize } from "../../extract/tokens.js";
import type { ActEntry } from "../../words/manifest.js";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../../words/truth.js";

/** What the user asked for so far. */
export interface Asked {
  readonly acts: Set<string>;
  /** Whether the user has spoken. */
  spoken: boolean;
  /** Whether something unreadable came before the user's first words: it may have been theirs. */
  missed: boolean;
}

/** Nothing yet. */
export function createAsked(): Asked {
  return { acts: new Set(), spoken: false, missed: false };
}

/** Reads a message of the user's own for the acts that rules ask after. */
export function hear(asked: Asked, text: string, acts: readonly ActEntry[]): void {
  const open = acts.filter((act) => !asked.acts.has(act.name));
  const tokens = open.length === 0 ? noTokens : tokenize(text);
  const heard = open.filter((act) => speaks(tokens, act.verbs, act.nouns));
  // What cannot be read is not heard at all: nothing is kept of it until all is read.
  asked.spoken = true;
  for (const act of heard) asked.acts.add(act.name);
}

/** Notes something that could not be read. */
export function mishear(asked: Asked): void {
  if (!asked.spoken) asked.missed = true;
}

/** Whether the user asked for an act. */
export function isAsked(asked: Asked, act: string): Truth {
  return asked.acts.has(act) ? TRUE : asked.missed ? UNKNOWN : FALSE;
}

// Whether a user's words ask for a class of act, by the words its pack gives: a verb and, where it has nouns, a noun.
// Knows no grammar: who should do it, when, or "not" are not understood.

import { tokenize, type Tokens } from "./tokens.js";

/** Whether the text holds one of the verbs and, where there are nouns, one of the nouns; phrases are token sequences. */
export function speaks(user: Tokens, verbs: readonly string[], nouns: readonly string[]): boolean {
  return verbs.some((verb) => holds(user, verb)) && (nouns.length === 0 || nouns.some((noun) => holds(user, noun)));
}

function holds(user: Tokens, phrase: string): boolean {
  const words = tokenize(phrase).texts.map(forms);
  if (words.length === 0) return false;
  for (let at = 0; at + words.length <= user.texts.length; at++) {
    if (words.every((word, index) => word.has(user.texts[at + index] ?? ""))) return true;
  }
  return false;
}

/** A word with its English endings; `share` also gives `sharing`, `copy` gives `copies`, `transfer` gives `transferred`. */
function forms(word: string): ReadonlySet<string> {
  const all = ["", "s", "es", "ed", "d", "ing"].map((ending) => word + ending);
  const stem = word.slice(0, -1);
  if (word.endsWith("e")) all.push(`${stem}ing`);
  if (/[^aeiou]y$/.test(word)) all.push(`${stem}ies`, `${stem}ied`);
  if (/[aeiou][bdglmnprt]$/.test(word)) all.push(`${word}${word.slice(-1)}ed`, `${word}${word.slice(-1)}ing`);
  return new Set(all);
}

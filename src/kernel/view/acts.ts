// The acts of a bundle to their words, made ready to be looked for: once for all engines that decide by it, as that takes longer than a
// short session where a bundle's lexicons are large. Knows not who looks for them, nor in what.

import { plainWords } from "../../extract/callings.js";
import { beginningsOf, lexiconOf, type Lexicon, type Phrases } from "../../extract/lexicon.js";
import { imperativesOf, type Imperatives } from "../../extract/tellings.js";
import type { ActEntry, Manifest } from "../../words/manifest.js";

/** The words of a bundle's acts; each is made when it is first wanted. */
export interface ActWords {
  /** Of one act. */
  readonly lexicon: (act: ActEntry) => Lexicon;
  /** By which verbs of all acts clauses are told apart. */
  readonly verbs: () => Phrases;
  readonly imperatives: () => Imperatives;
  readonly plain: () => ReadonlySet<string>;
}

const known = new WeakMap<Manifest["acts"], ActWords>();

/** The words of acts, the same for the same list. */
export function actWords(acts: Manifest["acts"]): ActWords {
  const found = known.get(acts) ?? ready(acts);
  known.set(acts, found);
  return found;
}

function ready(acts: Manifest["acts"]): ActWords {
  const lexicons = new Map<ActEntry, Lexicon>();
  return {
    lexicon(act) {
      const lexicon = lexicons.get(act) ?? lexiconOf(act);
      lexicons.set(act, lexicon);
      return lexicon;
    },
    verbs: once(() => beginningsOf(acts.flatMap((act) => act.verbs))),
    imperatives: once(() => imperativesOf(acts)),
    plain: once(() => plainWords(acts)),
  };
}

function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | null = null;
  return () => (made ??= make());
}

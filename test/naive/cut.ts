// What is cut out of a text or made of a manifest is the same whenever it is asked for: made once and given again, since the naive
// kernel goes through all texts at each decision. Remembers texts and manifests, and nothing of a session.

import { wishOf as wishIn, type Wish } from "../../src/extract/asking.js";
import { handedIn } from "../../src/extract/handing.js";
import type { Lexicon } from "../../src/extract/lexicon.js";
import { segments as segmentsOf, type Segment } from "../../src/extract/segments.js";
import { programsOf } from "../../src/extract/shell/programs.js";
import { finders } from "../../src/extract/spans.js";
import { tokenize as tokensOf, type Tokens } from "../../src/extract/tokens.js";
import type { Manifest } from "../../src/words/manifest.js";

/** Texts that are remembered; a run has some hundred. */
const TEXTS_MAX = 8_192;

function once<Value>(cut: (text: string) => Value): (text: string) => Value {
  const made = new Map<string, Value>();
  return (text) => {
    const before = made.get(text);
    if (before !== undefined) return before;
    if (made.size >= TEXTS_MAX) made.clear();
    const value = cut(text);
    made.set(text, value);
    return value;
  };
}

export const tokenize: (text: string) => Tokens = once(tokensOf);
/** What a text of the user's asks for, cut once for all acts. */
export const wishOf: (text: string) => Wish = once(wishIn);

const handed = new WeakMap<Lexicon, (text: string) => string>();
/** What a message hands over, by the words of handing over and the plain words of the same bundle. */
export function handedBy(text: string, handing: Lexicon, plain: ReadonlySet<string>): string {
  const cut = handed.get(handing) ?? once((each) => handedIn(each, handing, plain));
  handed.set(handing, cut);
  return cut(text);
}

const plain = { structure: once((text) => segmentsOf(text, "structure")), text: once((text) => segmentsOf(text, "text")) };
/** The segments of a content; those of one that is no text, or in which a pack knows records, are cut each time. */
export function segments(content: unknown, format: "structure" | "text", records?: Manifest["tools"][number]["records"]): readonly Segment[] {
  return typeof content === "string" && records === undefined ? plain[format](content) : segmentsOf(content, format, records);
}

const patterns = new WeakMap<Manifest, ReturnType<typeof made>>();
function made(manifest: Manifest) {
  return { ...finders(manifest.patterns), programs: programsOf(manifest.executables ?? []) };
}

/** The patterns and programs of a bundle, ready to be found. */
export function patternsOf(manifest: Manifest): ReturnType<typeof made> {
  const ready = patterns.get(manifest) ?? made(manifest);
  patterns.set(manifest, ready);
  return ready;
}

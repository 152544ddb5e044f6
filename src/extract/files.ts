// A text that people or agents write to each other to the files that it names: words with a folder or an ending. A word with an ending may
// be a host as well; what is an address is none. Knows no files: what is named need not be there.

import { SCRIPT_NAMES_MAX } from "../base/limits.js";
import { normalisePath } from "./path.js";

/** Paths that a text names, in normal form, each once, the first SCRIPT_NAMES_MAX; never throws. */
export function filesIn(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [word] of text.matchAll(wordlike)) {
    if (names.size >= SCRIPT_NAMES_MAX) break;
    const bare = word.replace(/[.,:;]+$/, "");
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(bare) && !bare.includes("@") && /\/|[^.]\.[A-Za-z][A-Za-z0-9]{0,7}$|^\.[a-z]/.test(bare)) names.add(normalisePath(bare));
  }
  return [...names];
}

/** A word as it stands between blanks, quotes and brackets; of what is longer than a path its first letters. */
const wordlike = /[^\s"'`<>()[\]{}|,;*]{3,1024}/g;

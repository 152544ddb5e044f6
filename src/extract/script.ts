// The text of a script, in whatever language, to the paths that it names: those that it reads where a shell reads it, and the words in
// it that look like paths. What the script does with them is not told, nor which of its other words are names.

import { SCRIPT_NAMES_MAX } from "../base/limits.js";
import { normalisePath } from "./path.js";
import { readShell } from "./shell.js";
import type { Programs } from "./shell/programs.js";

/** Paths that a script names, in normal form, each once; never throws. */
export function namesIn(text: string, programs?: Programs): readonly string[] {
  const names = new Set<string>();
  for (const item of readShell(text, programs).reads.items) if (typeof item === "string") names.add(item);
  for (const [word] of text.matchAll(pathlike)) {
    if (names.size >= SCRIPT_NAMES_MAX) break;
    names.add(normalisePath(word));
  }
  return [...names].slice(0, SCRIPT_NAMES_MAX);
}

/** Rooted, at a home or a folder above, or of a hidden file, where neither a word nor an address goes on. */
const pathlike = /(?<![\w/.:~$-])(?:~|\$HOME|\$\{HOME\}|\.{1,2}(?=\/)|(?=\/\.?\w)|\.(?=[a-z]))[\w.@+/-]{1,1024}/g;

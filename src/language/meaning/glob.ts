// Whether a string matches a glob, as docs/language.md says it. Written without automata on purpose: modules match by DFAs,
// and the two are held equal. Takes globs as the checker leaves them (no braces, domains lower-cased) and normalised values.

import type { GlobKind } from "../check/policy.js";
import { isFound, regexOf } from "./regex.js";
import type { Regex } from "./regex.js";

/** Whether the glob matches the whole value, or the regular expression is found in it. Time of a glob is at most the product of the two lengths. `read` are the expressions that were read before. */
export function matchesGlob(kind: GlobKind, glob: string, value: string, read: Map<string, Regex | null> = new Map()): boolean {
  switch (kind) {
    case "text": return matchesText(glob, value);
    case "path": return matchesSequence(glob.split("/"), value.split("/"), (segment) => segment === "**", matchesText);
    case "domain": return matchesDomain(glob, value);
    case "regex": return isFound(regexWith(read, glob), value);
  }
}

function regexWith(read: Map<string, Regex | null>, pattern: string): Regex | null {
  const known = read.get(pattern);
  if (known !== undefined) return known;
  const regex = regexOf(pattern);
  read.set(pattern, regex);
  return regex;
}

/** `*` is any code points, `?` is one. In a path this is asked of single segments, so neither crosses a `/`. */
function matchesText(glob: string, value: string): boolean {
  return matchesSequence([...glob], [...value], (sign) => sign === "*", (sign, letter) => sign === "?" || sign === letter);
}

/** `*` is any host; `*.a.b` is `a.b` and all hosts below it; anything else is the host itself. */
function matchesDomain(glob: string, value: string): boolean {
  if (glob === "*") return true;
  if (!glob.startsWith("*.")) return glob === value;
  return value === glob.slice(2) || value.endsWith(glob.slice(1));
}

/**
 * Matches pattern items against value items one to one, where a star stands for any number of items. Only the last star seen
 * is ever tried again: what an earlier star took cannot matter once a later one was reached.
 */
function matchesSequence<P, V>(pattern: readonly P[], value: readonly V[], isStar: (item: P) => boolean, matches: (item: P, of: V) => boolean): boolean {
  let at = 0;
  let star: { readonly at: number; readonly from: number } | undefined;
  for (let from = 0; from < value.length || at < pattern.length;) {
    const item = pattern[at];
    const of = value[from];
    if (item !== undefined && isStar(item)) {
      star = { at, from };
      at++;
    } else if (of === undefined) {
      // A star that takes more leaves less, and there is too little already.
      return false;
    } else if (item !== undefined && matches(item, of)) {
      at++;
      from++;
    } else if (star !== undefined) {
      at = star.at;
      from = star.from + 1;
    } else {
      return false;
    }
  }
  return true;
}

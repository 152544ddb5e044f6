// A text and globs to whether one of them matches it, in time that grows with the two together: between its stars a glob is looked for
// once, from left to right. Takes globs as `words/glob` gives them, and paths and hosts in their normal form. Knows no policy.

import { AUTHORITY_TEXT_MAX, PARTS_MAX } from "../base/limits.js";
import { globsOf, type GlobKind } from "../words/glob.js";
import type { TermList, TermValue } from "../words/term.js";
import { placesOf } from "./search.js";

/** Globs that were read from a list of texts; where `unsure`, some item of it is none, or is not known, or there are too many. */
export interface Globs {
  /** Those without a star; of domains `below` are those that begin with one, without it. */
  readonly exact: ReadonlySet<string>;
  readonly below: ReadonlySet<string>;
  /** Globs of paths by the segments before their first pattern, of which none has more than `deepest`; and all others. */
  readonly rooted: ReadonlyMap<string, readonly Glob[]>;
  readonly deepest: number;
  readonly others: readonly Glob[];
  readonly unsure: boolean;
  /** How many times as long as reading a text it takes at most to match all of them. */
  readonly weight: number;
}

/** One glob, its segments where it has such. */
interface Glob {
  readonly text: string;
  readonly segments: readonly string[];
}

/** The globs of a list, or of the one text that a value is. */
export function readGlobs(kind: GlobKind, given: TermList | string, ignoreCase: boolean): Globs {
  const [exact, below] = [new Set<string>(), new Set<string>()];
  const rooted = new Map<string, Glob[]>();
  const others: Glob[] = [];
  let [unsure, weight, most, all, count, deepest] = [typeof given !== "string" && given.open, 1, 0, 0, 0, 0];
  for (const item of typeof given === "string" ? [given] : given.items) {
    const read = typeof item === "string" && count < PARTS_MAX ? globsOf(kind, item, ignoreCase) : null;
    if (read === null || typeof read === "string") {
      unsure = true;
      continue;
    }
    count += read.length;
    for (const text of read) {
      const glob = { text, segments: kind === "path" ? text.split("/") : [] };
      const depth = glob.segments.findIndex((segment) => /[*?]/.test(segment));
      if (!/[*?]/.test(text)) exact.add(text);
      else if (kind === "domain") below.add(text.replace(/^\*\.?/, ""));
      else if (depth < 1) {
        others.push(glob);
        weight += kind === "text" && text.includes("?") ? text.length : Math.max(1, glob.segments.length);
      } else {
        const root = glob.segments.slice(0, depth).join("/");
        const group = rooted.get(root) ?? [];
        rooted.set(root, group);
        deepest = Math.max(deepest, depth);
        all += glob.segments.length;
        most = Math.max(most, group.push(glob) * glob.segments.length);
      }
    }
  }
  return { exact, below, rooted, deepest, others, unsure, weight: weight + Math.min(deepest * most, all) };
}

/** Whether some glob matches; where none does, one that is not known leaves it unknown. */
export function matchesAny(kind: GlobKind, { exact, below, rooted, deepest, others, unsure }: Globs, text: string): TermValue {
  if (kind === "domain" && text.length > AUTHORITY_TEXT_MAX) return null;
  if (exact.has(text) || (kind === "domain" && isBelow(below, text)) || (kind === "text" && others.some((glob) => matchesText(glob.text, text)))) return true;
  if (kind === "path") {
    const segments = text.split("/");
    const matched = (glob: Glob): boolean => matchesPath(glob.segments, segments);
    for (let depth = 1, root = segments[0] ?? ""; depth <= deepest && depth <= segments.length; root += `/${segments[depth++] ?? ""}`) {
      if (rooted.get(root)?.some(matched) === true) return true;
    }
    if (others.some(matched)) return true;
  }
  return unsure ? null : false;
}

/** Whether a host is one of these or below one; the empty one stands for any. */
function isBelow(below: ReadonlySet<string>, host: string): boolean {
  if (below.has("") || below.has(host)) return true;
  for (let dot = host.indexOf("."); dot !== -1; dot = host.indexOf(".", dot + 1)) if (below.has(host.slice(dot + 1))) return true;
  return false;
}

/** Whether a shell may put a path for a pattern: a letter in brackets is any, and what begins with a dot stands for itself alone. */
export function standsFor(pattern: string, path: string): boolean {
  const [globs, segments] = [pattern.replace(/\[[^\]/]*\]/g, "?").split("/"), path.split("/")];
  return globs.length === segments.length && globs.every((glob, at) => {
    const segment = segments[at] ?? "";
    return segment.startsWith(".") === glob.startsWith(".") && matchesText(glob, segment);
  });
}

/** Segments one to one; `**` is any number of them, and only the last that was met is ever tried again. */
function matchesPath(glob: readonly string[], segments: readonly string[]): boolean {
  let [at, from] = [0, 0];
  let [star, tried] = [-1, 0];
  while (from < segments.length || at < glob.length) {
    const part = glob[at];
    const segment = segments[from];
    if (part === "**") [star, tried, at] = [at, from, at + 1];
    else if (part !== undefined && segment !== undefined && matchesText(part, segment)) {
      at++;
      from++;
    } else if (star !== -1 && tried < segments.length) {
      tried++;
      [at, from] = [star + 1, tried];
    } else return false;
  }
  return true;
}

/** `*` is any letters, `?` one: what stands before the first star begins the text, what stands behind the last ends it, the rest is found in turn. */
function matchesText(glob: string, text: string): boolean {
  const parts = glob.split("*");
  const [first = "", ...others] = parts;
  const last = others.pop();
  let from = matchesAt(first, text, 0);
  if (from === -1) return false;
  if (last === undefined) return from === text.length;
  for (const part of others) {
    from = find(part, text, from);
    if (from === -1) return false;
  }
  const start = startOfLast(last, text);
  return start >= from && matchesAt(last, text, start) === text.length;
}

/** Where a part would begin that ends the text. */
function startOfLast(part: string, text: string): number {
  let start = text.length;
  for (const sign of [...part].reverse()) start -= sign !== "?" ? sign.length : (text.charCodeAt(start - 1) & 0xfc00) === 0xdc00 ? 2 : 1;
  return start;
}

/** Where a part that begins here ends, or -1. */
function matchesAt(part: string, text: string, from: number): number {
  if (!part.includes("?")) return text.startsWith(part, from) ? from + part.length : -1;
  let at = from;
  for (const sign of part) {
    if (at >= text.length) return -1;
    if (sign === "?") at += (text.charCodeAt(at) & 0xfc00) === 0xd800 ? 2 : 1;
    else if (text.startsWith(sign, at)) at += sign.length;
    else return -1;
  }
  return at;
}

/** Where a part that stands here or later ends first, or -1. */
function find(part: string, text: string, from: number): number {
  if (!part.includes("?")) {
    const [place] = part === "" ? [0] : placesOf(from === 0 ? text : text.slice(from), part, 1);
    return place === undefined ? -1 : from + place + part.length;
  }
  for (let at = from; at < text.length; at += (text.charCodeAt(at) & 0xfc00) === 0xd800 ? 2 : 1) {
    const end = matchesAt(part, text, at);
    if (end !== -1) return end;
  }
  return -1;
}

// A text or result to segments, as docs/kernel.md "Segments" fixes them: the ranges in which a value may be seen, and the shape
// that a sighting there has. Knows nothing of nodes, principals or labels.

import { compacted, tokenize, type Tokens } from "./tokens.js";
import { decode } from "./decode.js";
import { leavesOf, readStructure, treeOf, type Leaf } from "./structure.js";
import { anybodys, apart, type Standing } from "./records.js";
import type { RecordEntry } from "../words/manifest.js";
import type { Shape } from "../words/provenance.js";

/** A range of a text's tokens. */
export interface Segment {
  /** leaf: a structured leaf, a key, or an only line. */
  readonly form: "leaf" | "line" | "decoded";
  /** At most five words and one line. */
  readonly short: boolean;
  /** False in `result is text` and in decoded text: never ranks above prose. */
  readonly believed: boolean;
  /** `[0].recipient`; empty for plain text. */
  readonly path: string;
  readonly tokens: Tokens;
  /** What it is cut from: a line, a leaf, a decoded text. */
  readonly text: string;
  /** For lines, an only line too: tokens up to and with `Name:`, 0 where there is no name. */
  readonly keyed: number;
  /** For lines: tokens of the list bullet (`1.`) in front. */
  readonly bullet: number;
  /** Which record of a result it is of, and whether that one's author wrote it: then it ranks no higher than prose but for whom the user named. */
  readonly stands: Standing;
}

/** What of a segment decides the shape of a sighting in it. */
export type SegmentForm = Pick<Segment, "form" | "short" | "believed" | "keyed" | "bullet"> & { readonly tokens: { readonly texts: { readonly length: number } } };

/** A form in which a value is looked for. */
export interface Needle extends Tokens {
  /** Whether a sighting of it is one of the whole value: false where only a piece of the value was encoded. */
  readonly whole: boolean;
  /** Whether it comes from a decoding of the value; false for its own tokens and those with its groups joined. */
  readonly decoded: boolean;
  /** The text whose pieces are looked for; empty where another needle has it. */
  readonly text: string;
}

/** The segments of a message (`text`) or a result, in which records may stand; empty when `textOf` gives null. */
export function segments(content: unknown, format: "structure" | "text", records: readonly RecordEntry[] = noRecords): readonly Segment[] {
  const found: Segment[] = [];
  const believed = format === "structure";
  const parts = partsOf(content);
  if (parts !== null) {
    for (const part of parts) addText(found, part, believed, records);
    return found;
  }
  const tree = treeOf(content);
  if (tree === undefined) return found;
  for (const leaf of leavesOf(tree, records)) addLeaf(found, leaf, believed);
  return found;
}

/** The shape of a sighting of tokens `[at, at + count)` of a segment: never tainted or composed, which are not the segment's. */
export function shapeAt(segment: SegmentForm, at: number, count: number): Shape {
  if (!segment.believed || segment.form === "decoded") return "prose";
  const end = at + count === segment.tokens.texts.length;
  const whole = end && (at === 0 || at === segment.bullet);
  if (whole) return segment.form === "leaf" ? "leaf" : "part";
  if (segment.form === "leaf" && segment.short) return "part";
  return end && segment.keyed > 0 && at === segment.keyed ? "keyed" : "prose";
}

/** The value's tokens first, then its number groups joined, then its decodings. */
export function needles(value: string | number): readonly Needle[] {
  const own = String(value);
  const found: Needle[] = [];
  // Tokens have no spaces in them, so that their joined texts are told apart. What stands as whole is not repeated as a piece.
  const wholes = new Set<string>();
  const pieces = new Set<string>();
  const add = (tokens: Tokens, text: string, whole: boolean, decoded: boolean): void => {
    const joined = tokens.texts.join(" ");
    if (joined === "" || wholes.has(joined) || (!whole && pieces.has(joined))) return;
    (whole ? wholes : pieces).add(joined);
    found.push({ ...tokens, whole, decoded, text });
  };
  const addBoth = (text: string, whole: boolean, decoded: boolean): void => {
    const tokens = tokenize(text);
    add(tokens, text, whole, decoded);
    if (tokens.compacts.length > 0) add(compacted(tokens), "", whole, decoded);
  };
  addBoth(own, true, false);
  for (const { text, whole } of decode(own)) addBoth(text, whole, true);
  return found;
}

/** The whole text of a result; null when it is no string, number, boolean, JSON value or list of text parts. */
export function textOf(content: unknown): string | null {
  const parts = partsOf(content);
  if (parts !== null) return parts.join("\n");
  return treeOf(content) === undefined ? null : JSON.stringify(content);
}

/** The texts of a string, or of a list of text parts; null for other content. */
function partsOf(content: unknown): readonly string[] | null {
  if (typeof content === "string") return [content];
  if (!Array.isArray(content) || content.length === 0) return null;
  const texts: string[] = [];
  for (const part of content as readonly unknown[]) {
    if (typeof part !== "object" || part === null || !("type" in part) || part.type !== "text" || !("text" in part) || typeof part.text !== "string") return null;
    texts.push(part.text);
  }
  return texts;
}

function addText(found: Segment[], text: string, believed: boolean, records: readonly RecordEntry[]): void {
  const tree = believed ? readStructure(text) : undefined;
  if (tree !== undefined) {
    for (const leaf of leavesOf(tree, records)) addLeaf(found, leaf, true);
    return;
  }
  // Where records should stand and none can be read, whose word it is nobody knows.
  const stands = records.length === 0 ? apart : anybodys;
  const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => line.trim() !== "");
  // Below where somebody speaks at length, what he lays out is his to lay out.
  const speech = lines.length === 1 ? -1 : lines.findIndex((line) => words(line, SPEECH_WORDS_MIN) >= SPEECH_WORDS_MIN);
  for (const [at, line] of lines.entries()) addLine(found, line, { only: lines.length === 1, believed: believed && (speech === -1 || at < speech), stands });
  if (believed && lines.length === 1) for (const field of fieldsOf(lines[0] ?? "")) addLine(found, field, { only: false, believed, stands });
  addDecoded(found, { path: "", text, stands });
}

/** The fields of a card, `Name: value` two times or more one behind the other in the only line of a text, names with capitals; none of another line. */
function fieldsOf(line: string): readonly string[] {
  const names = [...line.matchAll(FIELD)];
  return names.length < 2 ? [] : names.map(({ index }, at) => line.slice(index, names[at + 1]?.index));
}

function addLine(found: Segment[], line: string, { only, believed, stands }: { readonly only: boolean; readonly believed: boolean; readonly stands: Standing }): void {
  const tokens = tokenize(line);
  if (tokens.texts.length === 0) return;
  const bullet = /^\s*(?:[-*+\u2022\u2023\u25e6>]\s+|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+)/.exec(line.slice(0, 256))?.[0] ?? "";
  const name = /^[*_`"']{0,3}[\p{L}\p{N}_][^:\n]{0,39}:[*_`"']{0,3}\s/u.exec(line.slice(bullet.length, bullet.length + 64))?.[0] ?? "";
  const named = name !== "" && words(name) <= 5;
  found.push({
    form: only ? "leaf" : "line",
    short: words(line) <= 5,
    believed,
    path: "",
    tokens,
    text: line,
    keyed: named ? tokenize(bullet + name).texts.length : 0,
    bullet: tokenize(bullet).texts.length,
    stands,
  });
}

function addLeaf(found: Segment[], leaf: Leaf, believed: boolean): void {
  const { path, text, stands } = leaf;
  const tokens = tokenize(text);
  if (tokens.texts.length === 0) return;
  found.push({ form: "leaf", short: !/[\n\r]/.test(text.trim()) && words(text) <= 5, believed, path, tokens, text, keyed: 0, bullet: 0, stands });
  addDecoded(found, leaf);
}

function addDecoded(found: Segment[], { path, text, stands }: Leaf): void {
  for (const decoded of decode(text)) {
    const tokens = tokenize(decoded.text);
    if (tokens.texts.length > 0) found.push({ form: "decoded", short: false, believed: false, path, tokens, text: decoded.text, keyed: 0, bullet: 0, stands });
  }
}

/** The name of a field in running text, and its colon. */
const FIELD = /(?<![\p{L}\p{N}])(?:\p{Lu}\p{L}{0,19} ){0,4}\p{Lu}[\p{L}-]{0,19}: /gu;
const noRecords: readonly RecordEntry[] = [];
/** A line of so many words is somebody speaking: names and values of a form, headings and entries of a list have fewer. */
const SPEECH_WORDS_MIN = 9;
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u;

/** Words of a text: what spaces part; in scripts without spaces two characters count as one. Looks no further than to `most` (the sixth). */
function words(text: string, most = 6): number {
  let count = 0;
  const space = /\s/y;
  for (let at = 0; at < text.length && count < most;) {
    let length = 0;
    let alone = false;
    for (; at < text.length && length <= 12; at++) {
      space.lastIndex = at;
      if (space.test(text)) break;
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at++;
      alone ||= code > 127 && unspaced.test(String.fromCodePoint(code));
      length++;
    }
    if (length > 0) count += alone ? Math.ceil(length / 2) : 1;
    if (length > 12 && !alone) {
      const end = /\s/g;
      end.lastIndex = at;
      const match = end.exec(text);
      // A long word counts by its script, which may show only further on.
      const rest = text.slice(at, match?.index ?? text.length);
      if (unspaced.test(rest)) return most;
      at = match?.index ?? text.length;
    } else at++;
  }
  return count;
}

// By which names a user calls people in his text, as he writes them, and by which parts of an author's name he may be called:
// docs/kernel.md "Called". Knows no session: who else is called so, its caller knows.

import { CALLED_LETTERS_MIN, CALLING_WORDS_MAX, RECORD_NAME_MAX } from "../base/limits.js";
import { forms } from "./lexicon.js";
import { impersonal } from "./impersonal.js";
import type { ResultRecord } from "./records.js";
import type { Segment } from "./segments.js";
import { tokenize } from "./tokens.js";
import { domainOf } from "./url.js";

/** A name that a user wrote, by all that may be a part of it: each word that tells, and its words without a gap. */
export type Calling = readonly string[];

/** Somebody who writes records. */
export interface Author {
  /** What tells him from every other: his address, or all that he is called by where there is none. */
  readonly address: string;
  /** The registrable domain of his address, and what it is called; empty where he has none, or shares it with anybody. */
  readonly domain: string;
  readonly label: string;
  /** By what he may be called. */
  readonly parts: readonly string[];
}

/** Words by which a bundle's users ask for acts: whoever is called so is called by chance. */
export function plainWords(acts: readonly { readonly verbs: readonly string[]; readonly nouns: readonly string[] }[]): ReadonlySet<string> {
  return new Set(acts.flatMap(({ verbs, nouns }) => [...verbs, ...nouns]).flatMap((phrase) => tokenize(phrase).texts).flatMap((word) => [...forms(word)]));
}

/** The names that stand in a text, in their order. */
export function callingsIn(text: string, plain: ReadonlySet<string>): readonly Calling[] {
  return sentencesOf(text).flatMap(namesIn).map((name) => callingOf(name, plain)).filter((calling) => calling.length > 0);
}

/** Everybody whose address stands in a text. */
export function addressesIn(text: string): readonly Author[] {
  const found = new Set((text.match(ADDRESS) ?? []).map((address) => address.normalize("NFKC").toLowerCase()));
  return [...found].map(authorAt);
}

/** Who wrote a record: the only one whom its author's texts name, `own`; and all of whom they speak. */
export function authorsOf({ names }: ResultRecord): { readonly own: Author | null; readonly all: readonly Author[] } {
  const texts = [...new Set(names.flatMap(({ kind, texts: of }) => (kind === "author" ? of : [])))];
  const short = texts.filter((text) => text.length <= RECORD_NAME_MAX);
  const mailboxes = new Map(short.flatMap(addressesIn).map((author) => [author.address, author]));
  const all = mailboxes.size > 0 ? [...mailboxes.values()] : short.flatMap((text) => calledSo(text));
  return { own: all.length === 1 && short.length === texts.length ? all[0] ?? null : null, all };
}

/** Whether a text gives somebody else's words again: a line that is quoted, or what stands above a quoted or forwarded one. */
export function quotes({ text }: Pick<Segment, "text">): boolean {
  return QUOTED.test(text);
}

/** Sentences, without what stands between quotation marks: a title is nobody's name. */
function sentencesOf(text: string): readonly string[] {
  return text.normalize("NFKC").replace(QUOTATION, "\n").split(/[.!?;:…]+(?=\s|$)|[\r\n\u2028\u2029]+/u);
}

/** A name as it stands in a sentence; the first word of one begins with a capital whatever it is. */
interface Name {
  readonly words: readonly string[];
  readonly isFirst: boolean;
}

/** Words one behind the other that begin with a capital and are glued to nothing; where all words of a sentence begin so, none is a name. */
function namesIn(sentence: string): readonly Name[] {
  const words = [...sentence.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }) => ({ word, from: index, to: index + word.length }));
  if (!words.some(({ word }) => /^\p{Ll}/u.test(word))) return [];
  const found: Name[] = [];
  for (let at = 0; at < words.length;) {
    const run = [words[at]].flatMap((word) => word ?? []);
    if (!isBig(run[0]?.word)) {
      at++;
      continue;
    }
    const isFirst = at === 0;
    for (let next = words[at + run.length]; next !== undefined && isBig(next.word) && /^[ \u00A0-]$/u.test(sentence.slice(run.at(-1)?.to, next.from)); next = words[at + run.length]) run.push(next);
    at += run.length;
    const [from, to] = [run[0]?.from ?? 0, run.at(-1)?.to ?? 0];
    const isGlued = GLUE.test(sentence.charAt(from - 1)) || (GLUE.test(sentence.charAt(to)) && /[\p{L}\p{N}]/u.test(sentence.charAt(to + 1)));
    if (run.length <= CALLING_WORDS_MAX && !isGlued) found.push({ words: run.map(({ word }) => word), isFirst });
  }
  return found;
}

function isBig(word: string | undefined): boolean {
  return word !== undefined && /^[\p{Lu}\p{Lt}]/u.test(word);
}

/** Each word of a name that tells, and each of its stretches with such a word; never what begins the sentence alone. */
function callingOf({ words, isFirst }: Name, plain: ReadonlySet<string>): Calling {
  const read = words.map((word) => {
    const { texts, stops } = tokenize(word);
    const joined = texts.join("");
    return { joined, tells: texts.length === 1 && stops[0] === false && isPart(joined) && !plain.has(joined) };
  });
  const found = new Set<string>();
  for (let from = 0; from < read.length; from++) {
    for (let to = from + (isFirst && from === 0 ? 2 : 1); to <= read.length; to++) {
      const stretch = read.slice(from, to);
      if (stretch.some(({ tells }) => tells)) found.add(stretch.map(({ joined }) => joined).join(""));
    }
  }
  return [...found];
}

/** Letters alone, enough of them, and no word that is anybody's. */
function isPart(word: string): boolean {
  return /^\p{L}+$/u.test(word) && word.length >= CALLED_LETTERS_MIN && !impersonal.has(word);
}

function authorAt(address: string): Author {
  const [local = "", host = ""] = [address.slice(0, address.lastIndexOf("@")), address.slice(address.lastIndexOf("@") + 1)];
  const domain = domainOf(host) ?? host;
  const label = tokenize(domain.split(".")[0] ?? "").texts.join("");
  const isOwn = isPart(label);
  return { address, domain: isOwn ? domain : "", label: isOwn ? label : "", parts: [...new Set([...tokenize(local.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")).texts.filter(isPart), ...(isOwn ? [label] : [])])] };
}

/** Somebody without an address. */
function calledSo(text: string): readonly Author[] {
  const { texts } = tokenize(text);
  const parts = new Set(texts.length > 1 ? [...texts, texts.join("")] : texts);
  return texts.length === 0 ? [] : [{ address: texts.join(" "), domain: "", label: "", parts: [...parts].filter(isPart) }];
}

const ADDRESS = /[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~-]{1,64}@[\p{L}\p{M}\p{N}-]{1,63}(?:\.[\p{L}\p{M}\p{N}-]{1,63}){1,8}/gu;
const QUOTATION = /"[^"\n]{0,200}"|“[^”\n]{0,200}”|„[^“”\n]{0,200}[“”]|«[^»\n]{0,200}»|`[^`\n]{0,200}`|(?<![\p{L}\p{N}])['‘][^'’\n]{0,200}['’](?![\p{L}\p{N}])/gu;
const QUOTED = /^[^\S\n]*>|^[^\S\n]*[-_*]{2}[^\n]{0,80}\b(?:original|forwarded|weitergeleitete|ursprüngliche|transféré|reenviado)\b|\b(?:wrote|schrieb|a écrit|escribió)\b[^\n]{0,80}:[^\S\n]*$|^[^\S\n]*[*]?(?:from|von|de)[*]?[^\S\n]*:[^\n]*@/imu;
const GLUE = /^[-_.@/:+#=&%]$/u;

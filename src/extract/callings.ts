// By which names a user calls people in his text, as he writes them, and by which parts of an author's name he may be called:
// docs/kernel.md "Called". Knows no session: who else is called so, its caller knows.

import { CALLED_LETTERS_MIN, RECORD_NAME_MAX } from "../base/limits.js";
import { forms } from "./lexicon.js";
import { impersonal } from "./impersonal.js";
import { namesIn, type Name } from "./names.js";
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
  /** The registrable domain of his address, and by what that may be called; empty where he has none, or shares it with anybody. */
  readonly domain: string;
  readonly labels: readonly string[];
  /** By what he may be called. */
  readonly parts: readonly string[];
}

/** Words by which a bundle's users ask for acts: whoever is called so is called by chance. */
export function plainWords(acts: readonly { readonly verbs: readonly string[]; readonly nouns: readonly string[] }[]): ReadonlySet<string> {
  return new Set(acts.flatMap(({ verbs, nouns }) => [...verbs, ...nouns]).flatMap((phrase) => tokenize(phrase).texts).flatMap((word) => [...forms(word)]));
}

/** The names that stand in a text, each once. */
export function callingsIn(text: string, plain: ReadonlySet<string>): readonly Calling[] {
  const found = new Map(namesIn(text).map((name) => callingOf(name, plain)).map((calling) => [calling.join(" "), calling]));
  return [...found].flatMap(([key, calling]) => (key === "" ? [] : [calling]));
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

/** Each word of a name that tells and may stand for it alone, and each of its stretches of two words or more of which one tells. */
function callingOf({ words, alone }: Name, plain: ReadonlySet<string>): Calling {
  const read = words.map((word) => {
    const { texts, stops } = tokenize(word);
    const joined = texts.join("");
    return { joined, tells: texts.length === 1 && stops[0] === false && isPart(joined) && !plain.has(joined) };
  });
  const found = new Set<string>();
  for (let from = 0; from < read.length; from++) {
    for (let to = from + 1; to <= read.length; to++) {
      const stretch = read.slice(from, to);
      if ((stretch.length > 1 || alone.includes(from)) && stretch.some(({ tells }) => tells)) found.add(stretch.map(({ joined }) => joined).join(""));
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
  const label = wordsOf(domain.split(".")[0] ?? "");
  const labels = isPart(label.join("")) ? [...new Set([label.join(""), ...label.filter(isPart)])] : [];
  return { address, domain: labels.length > 0 ? domain : "", labels, parts: [...new Set([...wordsOf(local).filter(isPart), ...labels])] };
}

function wordsOf(text: string): readonly string[] {
  return tokenize(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")).texts;
}

/** Somebody without an address. */
function calledSo(text: string): readonly Author[] {
  const { texts } = tokenize(text);
  const parts = new Set(texts.length > 1 ? [...texts, texts.join("")] : texts);
  return texts.length === 0 ? [] : [{ address: texts.join(" "), domain: "", labels: [], parts: [...parts].filter(isPart) }];
}

const ADDRESS = /[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~-]{1,64}@[\p{L}\p{M}\p{N}-]{1,63}(?:\.[\p{L}\p{M}\p{N}-]{1,63}){1,8}/gu;
const QUOTED = /^[^\S\n]*>|^[^\S\n]*[-_*]{2}[^\n]{0,80}\b(?:original|forwarded|weitergeleitete|ursprüngliche|transféré|reenviado)\b|\b(?:wrote|schrieb|a écrit|escribió)\b[^\n]{0,80}:[^\S\n]*$|^[^\S\n]*[*]?(?:from|von|de)[*]?[^\S\n]*:[^\n]*@/imu;

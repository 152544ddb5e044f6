// By which names a user calls people in his text, as he writes them, and by which parts of an author's name he may be called:
// docs/kernel.md "Called". Knows no session: who else is called so, its caller knows.

import { CALLED_LETTERS_MIN, COMPOUND_LETTERS_MIN, RECORD_NAME_MAX } from "../base/limits.js";
import { addressesIn as pagesIn, keysOf } from "./addresses.js";
import { forms } from "./lexicon.js";
import { impersonal } from "./impersonal.js";
import { descriptionsIn, namesIn, writersIn, type Name } from "./names.js";
import type { ResultRecord } from "./records.js";
import { seenOf } from "./seen.js";
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

/** Words by which a bundle's users ask for acts, of verbs of several words the first (`keep` of "keep an eye"): whoever is called so is called by chance. */
export function plainWords(acts: readonly { readonly verbs: readonly string[]; readonly nouns: readonly string[] }[]): ReadonlySet<string> {
  const words = acts.flatMap(({ verbs, nouns }) => [...verbs.map((verb) => tokenize(verb).texts.slice(0, 1)), ...nouns.map((noun) => tokenize(noun).texts)]);
  return new Set(words.flat().flatMap((word) => [...forms(word)]));
}

/** The names that stand in a text, each once. */
export function callingsIn(text: string, plain: ReadonlySet<string>): readonly Calling[] {
  return once(namesIn(text), plain);
}

/** What a text calls somebody by what he is and did, each once: less than a name, for anybody may be the one. */
export function describedIn(text: string, plain: ReadonlySet<string>): readonly Calling[] {
  return once(descriptionsIn(text), plain);
}

/** The same of those of whom it says that they wrote, each once. */
export function wroteIn(text: string, plain: ReadonlySet<string>): readonly Calling[] {
  return once(writersIn(text), plain);
}

function once(names: readonly Name[], plain: ReadonlySet<string>): readonly Calling[] {
  const found = new Map(names.map((name) => callingOf(name, plain)).map((calling) => [calling.join(" "), calling]));
  return [...found].flatMap(([key, calling]) => (key === "" ? [] : [calling]));
}

/** Whether a name has a part of an author's: the same word, one of them or many, or the first or last of the words that his domain is put together of. */
export function fits(name: Calling, { parts, labels }: Pick<Author, "parts" | "labels">): boolean {
  return name.some((part) => parts.some((own) => isSame(part, own))) || fitsDomain(name, { labels });
}

/** Whether a name has a part of an author's domain. */
export function fitsDomain(name: Calling, { labels }: Pick<Author, "labels">): boolean {
  return name.some((part) => labels.some((label) => isSame(part, label) || begins(label, part) || ends(label, part) || ends(label, `${part}s`)));
}

function isSame(one: string, other: string): boolean {
  return one === other || `${one}s` === other || one === `${other}s`;
}

function begins(label: string, word: string): boolean {
  return isLonger(label, word) && label.startsWith(word);
}

function ends(label: string, word: string): boolean {
  return isLonger(label, word) && label.endsWith(word);
}

function isLonger(label: string, word: string): boolean {
  return word.length >= COMPOUND_LETTERS_MIN && label.length >= word.length + CALLED_LETTERS_MIN;
}

/** Everybody whose address stands in a text. */
export function addressesIn(text: string): readonly Author[] {
  return [...new Set(lettered(text).match(ADDRESS) ?? [])].map(authorAt);
}

/** Who wrote a record: the only one whom its author's texts name, `own`, where nothing is at an address that could be another's with his before it or within it; and all of whom they speak. */
export function authorsOf({ names }: ResultRecord): { readonly own: Author | null; readonly all: readonly Author[] } {
  const texts = [...new Set(names.flatMap(({ kind, texts: of }) => (kind === "author" ? of : [])))];
  const short = texts.filter((text) => text.length <= RECORD_NAME_MAX);
  const mailboxes = new Map(short.flatMap(addressesIn).map((author) => [author.address, author]));
  const all = mailboxes.size > 0 ? [...mailboxes.values()] : short.flatMap((text) => calledSo(text));
  const isClear = short.length === texts.length && short.every((text) => hasOneEnd(text) || (mailboxes.size === 0 && isHandle(text)));
  return { own: all.length === 1 && isClear ? all[0] ?? null : null, all };
}

/** Whether an author's text has no address, or one of which it is plain where it ends: `"ana@corp.example"@evil.example` and `ana@corp.example(x).evil.example` are at evil.example. */
function hasOneEnd(text: string): boolean {
  const letters = lettered(text);
  const [first, ...more] = [...letters.matchAll(ADDRESS)];
  if (first === undefined) return !letters.includes("@");
  return more.length === 0 && !letters.slice(0, first.index).includes("@") && ENDED.test(letters.slice(first.index + first[0].length));
}

/** Whether a text is a name behind an `@` and nothing else. */
function isHandle(text: string): boolean {
  return /^@[\p{L}\p{M}\p{N}._-]+$/u.test(lettered(text));
}

/** A text as addresses are compared in it. */
function lettered(text: string): string {
  return text.replace(/[‥…]/g, " ").normalize("NFKC").toLowerCase();
}

/** The registrable domain to which a value leads: "" where it is no address of a page, a host or a mailbox, null where it leads to several or nobody can tell. */
export function leadsTo(value: string): string | null {
  const { text } = seenOf(value);
  if (!/[\\:@]|\/\/|\.\S/u.test(text)) return "";
  return namesMore(text) ? null : domainOf(value);
}

/** Whether a mailbox has others behind it: `carla@corp.example?cc=eve@evil.example`. */
function namesMore(text: string): boolean {
  const behind = text.indexOf("?");
  return behind !== -1 && !text.slice(0, behind).includes("//") && /@|%40/.test(text.slice(behind));
}

/** Whether a value is the address of a page at a host. */
export function isAt(value: string, host: string): boolean {
  return host !== "" && !/[\\@\s]/u.test(value) && keysOf(value)[1] === host;
}

/** The hosts of the pages whose addresses stand in texts, each once. */
export function hostsIn(texts: Iterable<string>): readonly string[] {
  return [...new Set([...texts].flatMap(pagesIn).flatMap((page) => keysOf(page)[1] ?? []))];
}

/** The numbers of accounts in texts, each once, as their letters and digits: of a bank's country or digits alone, in one piece or in groups. */
export function accountsIn(texts: Iterable<string>): readonly string[] {
  return [...new Set([...texts].flatMap((text) => text.match(ACCOUNT) ?? []).map((account) => account.replace(/[^A-Za-z0-9]/g, "").toUpperCase()))];
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
  const domain = domainOf(host) ?? "";
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

const ACCOUNT = /(?<![\p{L}\p{N}])(?:[A-Za-z]{2}\d{2}(?:[A-Za-z0-9]{8,30}|(?:[ -][A-Za-z0-9]{4}){2,7}(?:[ -][A-Za-z0-9]{1,3})?)|\d(?:[ -]?\d){9,33})(?![\p{L}\p{N}])/gu;
const ADDRESS = /(?<![\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~-])[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~-]{1,64}@[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+/gu;
/** What may stand behind an author's address: nothing by which it would go on. */
const ENDED = /^(?:$|[\s>)\]"',;]+(?:$|\([^@()]*\)[\s>]*$|[^\s>)\]"',;.(@][^@]*$))/u;
// Within a line, of whichever sign ends lines: a stranger wrote the text, and what runs over lines would be tried at each of them.
const SPACE = String.raw`[^\S\r\n\u2028\u2029]`;
const REST = String.raw`[^\r\n\u2028\u2029]`;
const anyOf = (words: string): string => String.raw`(?<!\p{L})(?:${words})(?!\p{L})`;
const QUOTED = new RegExp([
  String.raw`^${SPACE}*>`,
  String.raw`^${SPACE}*[-_*]{2}${REST}{0,80}${anyOf("original|forwarded|weitergeleitete|ursprüngliche|transféré|reenviado|inoltrato|doorgestuurd")}`,
  String.raw`^${SPACE}*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré|inicio del mensaje reenviado)${SPACE}*:`,
  String.raw`${anyOf("wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev")}${REST}{0,80}:${SPACE}*$`,
  String.raw`^${SPACE}*[*]?(?:from|von|de)[*]?${SPACE}*:${REST}*(?:@|(?:\r\n?|\n)${SPACE}*[*]?(?:sent|gesendet|envoyé|enviado)[*]?${SPACE}*:)`,
  "<blockquote",
].join("|"), "imu");

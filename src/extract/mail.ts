// E-mail addresses and URLs: the one that a text is (RFC 5322, without comments), and those that stand in it.
// Whether a mailbox or a page exists nobody can tell from here; what is in doubt is no address.

import { AUTHORITY_TEXT_MAX, PARTS_MAX } from "../base/limits.js";
import { seenOf } from "./seen.js";
import { hostIn } from "./url.js";

/** A mailbox: what stands before and behind the `@`, in lower case, the domain in its ASCII form. */
export interface Mailbox {
  readonly local: string;
  readonly domain: string;
}

const LOCAL_MAX = 64;
const DOMAIN_MAX = 253;

/** The mailbox that a text is, alone or behind a name in `<>`; null where it is not just one. */
export function mailboxOf(text: string): Mailbox | null {
  const bare = text.trim();
  if (!bare.endsWith(">")) return specification(bare);
  const open = bare.lastIndexOf("<");
  const name = open === -1 ? null : bare.slice(0, open).trim();
  return name !== null && isName(name) ? specification(bare.slice(open + 1, -1)) : null;
}

/** A display name: words and quoted texts. Comments are refused, as is what reads like another address. */
function isName(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') {
      const end = endOfQuoted(text, at);
      if (end === -1) return false;
      at = end;
    } else if (/[<>@,;:()[\]\\]/.test(text.charAt(at)) || text.charCodeAt(at) < 32) return false;
  }
  return true;
}

/** The closing quote, or -1. */
function endOfQuoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
    else if (/[\r\n]/.test(text.charAt(at))) return -1;
  }
  return -1;
}

/** `local@domain`. */
function specification(text: string): Mailbox | null {
  if (text.length > AUTHORITY_TEXT_MAX) return null;
  const end = text.startsWith('"') ? endOfQuoted(text, 0) + 1 : text.indexOf("@");
  if (end <= 0 || text[end] !== "@") return null;
  const local = localOf(text.slice(0, end));
  const domain = domainOf(text.slice(end + 1));
  return local === null || domain === null || !`${local}${domain}`.isWellFormed() ? null : { local, domain };
}

/** A dot-atom; a quoted one without its quotes where it needs none. */
function localOf(text: string): string | null {
  if (text.length > LOCAL_MAX) return null;
  const bare = text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/gs, "$1") : text;
  if (atoms.test(bare)) return bare.toLowerCase();
  return text.startsWith('"') ? text.toLowerCase() : null;
}

const atoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\u{10ffff}-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\u{10ffff}-]+)*$/u;

/** A host name or an address in brackets. */
function domainOf(text: string): string | null {
  if (/^\[[0-9A-Za-z.:]+\]$/.test(text)) return text.toLowerCase();
  if (!/^[^\s@<>()[\],;:\\"/?#%]+$/.test(text)) return null;
  const host = hostIn(text);
  return host !== null && host.length <= DOMAIN_MAX && isHostName(host) ? host : null;
}

function isHostName(host: string): boolean {
  return host.split(".").every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
}

/** The e-mail addresses in a text, as written, in order. Where a host name goes on in other letters, its ASCII part is one too. */
export function emailsIn(text: string): readonly string[] {
  const seen = seenOf(text);
  const found: string[] = [];
  for (let sign = seen.text.indexOf("@"), behind = 0; sign !== -1 && found.length <= PARTS_MAX; sign = seen.text.indexOf("@", sign + 1)) {
    const start = localStart(seen.text, behind, sign);
    const end = domainEnd(seen.text, sign + 1);
    if (start === sign || end === sign + 1) continue;
    const plain = sign + 1 + (/^[A-Za-z0-9.-]*[A-Za-z0-9]/.exec(seen.text.slice(sign + 1, end))?.[0].length ?? 0);
    for (const last of plain < end && seen.text[sign + 1] !== "[" ? [plain, end] : [end]) {
      if (!isAddress(seen.text.slice(start, last), sign - start)) continue;
      found.push(seen.written(start, last));
      behind = last;
    }
  }
  return found;
}

/** Where what stands before an `@` begins: letters of a local part, or a quoted one. */
function localStart(text: string, behind: number, sign: number): number {
  const from = Math.max(behind, sign - LOCAL_MAX);
  const before = text.slice(from, sign);
  if (before.endsWith('"')) {
    const quote = before.lastIndexOf('"', before.length - 2);
    return quote === -1 ? sign : from + quote;
  }
  // Letters before another `@` are none of it, and in a text of many are not looked at for each.
  const local = /[\p{L}\p{M}\p{N}\p{So}._%+'-]+$/u.exec(before.slice(before.lastIndexOf("@") + 1))?.[0] ?? "";
  return sign - local.replace(/^[.'-]+/, "").length;
}

/** Where the host that begins here ends: the sentence's full stop is none of it. */
function domainEnd(text: string, from: number): number {
  const host = /^(?:\[[0-9A-Za-z.:]+\]|[\p{L}\p{M}\p{N}\p{So}.-]+)/u.exec(text.slice(from, from + DOMAIN_MAX))?.[0] ?? "";
  let length = host.length;
  while (length > 0 && /[.-]/.test(host.charAt(length - 1))) length--;
  return from + length;
}

/** Whether it is a mailbox under a domain that has a full stop in it. */
function isAddress(text: string, sign: number): boolean {
  return (text.endsWith("]") || /\.[^.\d][^.]*$/u.test(text.slice(sign))) && mailboxOf(text) !== null;
}

/** The URLs in a text, as written, in order: a scheme, `//`, and what follows up to a blank or a quote; no full stop or bracket at the end that is the sentence's. */
export function urlsIn(text: string): readonly string[] {
  const seen = seenOf(text);
  const found: string[] = [];
  let run = 0;
  let outer = 0;
  let work = NESTED_WORK_MAX;
  for (const { index: colon, 0: mark } of seen.text.matchAll(slashes)) {
    if (found.length > PARTS_MAX) break;
    const schemes = schemesBefore(seen.text, colon, mark.startsWith("://"));
    const from = colon + mark.length;
    if (schemes.length === 0) continue;
    const isNested = from < run;
    if (!isNested) run = runEnd(seen.text, from);
    else work -= run - from;
    // One inside another ends with it, where looking for its own end would take too long.
    const end = isNested && work < 0 ? outer : from + trimmed(seen.text.slice(from, run)).length;
    if (!isNested) outer = end;
    if (end <= from || /[?#]/.test(seen.text.charAt(from))) continue;
    for (const length of schemes) found.push(seen.written(colon - length, end));
  }
  return found;
}

/** Code units of URLs inside URLs of which each one's end is looked for. */
const NESTED_WORK_MAX = 1 << 20;

const slashes = /:[/\\]+/g;
/** Schemes of which browsers see no difference between slashes, nor count them. */
const webScheme = /(?:https?|wss?|ftp)$/i;

/** How long the schemes are that end here: from the first letter that can begin one, and where that hides one of the web (`seehttps`) that one. */
function schemesBefore(text: string, colon: number, slashed: boolean): readonly number[] {
  const scheme = /[A-Za-z][A-Za-z0-9+.-]*$/.exec(text.slice(Math.max(0, colon - SCHEME_MAX), colon))?.[0] ?? "";
  const web = webScheme.exec(scheme)?.[0] ?? "";
  const hides = web !== "" && /[A-Za-z0-9]$/.test(scheme.slice(0, scheme.length - web.length));
  if (!slashed) return web === "" ? [] : [web.length];
  return scheme === "" ? [] : hides ? [scheme.length, web.length] : [scheme.length];
}

const SCHEME_MAX = 32;

/** The first blank or letter that no URL has, from here. */
function runEnd(text: string, from: number): number {
  const run = /[^\s<>"`{}|\\^\ufffe]*/uy;
  run.lastIndex = from;
  return from + (run.exec(text)?.[0].length ?? 0);
}

/** Without what ends the sentence around it: punctuation, and closing brackets that it did not open. */
export function trimmed(written: string): string {
  const open = new Map([[")", 0], ["]", 0]]);
  for (const letter of written) {
    if (letter === "(" || letter === "[") open.set(letter === "(" ? ")" : "]", (open.get(letter === "(" ? ")" : "]") ?? 0) + 1);
    else if (letter === ")" || letter === "]") open.set(letter, (open.get(letter) ?? 0) - 1);
  }
  let end = written.length;
  for (; end > 0; end--) {
    const letter = written.charAt(end - 1);
    const left = open.get(letter);
    if (left !== undefined && left < 0) open.set(letter, left + 1);
    else if (!/[.,;:!?'\u2019\u201d*_]/.test(letter)) break;
  }
  return written.slice(0, end);
}

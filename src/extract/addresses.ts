// The addresses in a text (of the web, with a scheme or as `www.x.example/y`, and of e-mail), as written; and an address to the
// keys by which it is known again: itself, the folders above it, its host. What was opened, and by whom, its caller knows.

import { parse } from "tldts";
import { ADDRESS_FOLDERS_MAX, ADDRESS_TEXT_MAX, PARTS_MAX } from "../base/limits.js";
import { emailsIn, mailboxOf, trimmed, urlsIn } from "./mail.js";
import { seenOf } from "./seen.js";
import { hostOf } from "./url.js";

/** The addresses in a text, as written: of e-mail, with a scheme, and names of hosts as people write them. Each once. */
export function addressesIn(text: string): readonly string[] {
  if (!/[.:\u3002\uff0e\uff61\uff1a]/.test(text)) return none;
  return [...new Set([...emailsIn(text), ...urlsIn(text), ...namesIn(text)])].slice(0, PARTS_MAX + 1);
}

/** What is known where an address was given or opened: its own key, and that its host was. */
export function keysOf(address: string): readonly string[] {
  const mail = mailOf(address);
  if (mail !== null) return [mail];
  const page = pageOf(address);
  return page === null ? none : [`${page.host}/${page.folders.join("/")}${page.query}`, page.host];
}

/** The keys any one of which makes an address known: its own, those of the folders above it; of a host alone also that it was met. */
export function knownBy(address: string): readonly string[] {
  const mail = mailOf(address);
  if (mail !== null) return [mail];
  const page = pageOf(address);
  if (page === null) return none;
  const { host, folders, query } = page;
  if (folders.length === 0 && query === "") return [`${host}/`, host];
  const above = folders.slice(0, ADDRESS_FOLDERS_MAX).map((_, count) => `${host}/${folders.slice(0, count).join("/")}`);
  return [...above, `${host}/${folders.join("/")}${query}`, ...(query === "" ? [] : [`${host}/${folders.join("/")}`])];
}

interface Page {
  readonly host: string;
  readonly folders: readonly string[];
  /** With its `?`; empty where there is none. */
  readonly query: string;
}

function mailOf(address: string): string | null {
  const mailbox = address.includes("@") && !/^[a-z][a-z0-9+.-]*:[/\\]/i.test(address) ? mailboxOf(address.replace(/^mailto:/i, "")) : null;
  return mailbox === null ? null : `${mailbox.local}@${mailbox.domain}`;
}

/** A page without its scheme, its fragment, and the `www.` that hosts answer with and without; of an address that is too long there is none. */
function pageOf(address: string): Page | null {
  if (address.length > ADDRESS_TEXT_MAX) return null;
  const seen = seenOf(address).text.trim();
  const host = hostOf(seen)?.replace(/^www\./, "");
  if (host === undefined) return null;
  const behind = /^(?:[a-z][a-z0-9+.-]*:)?[/\\]*[^/\\?#]*([^?#]*)(\?[^#]*)?/i.exec(seen);
  return { host, folders: (behind?.[1] ?? "").split(/[/\\]+/).filter((name) => name !== ""), query: behind?.[2] ?? "" };
}

/** Names of hosts without a scheme, with what path follows. */
function namesIn(text: string): readonly string[] {
  const seen = seenOf(text);
  const names: string[] = [];
  for (const { 0: name, index } of seen.text.matchAll(hostName)) {
    if (names.length > PARTS_MAX) break;
    const host = /^[^/?#:]*/.exec(name)?.[0] ?? "";
    if (isHost(host, name.length > host.length)) names.push(seen.written(index, index + trimmed(name).length));
  }
  return names;
}

/** Labels with full stops between them, a port, and what follows up to a blank or a quote; no part of an address that has a scheme or an `@`. */
const hostName = /(?<![\p{L}\p{M}\p{N}@._/\\:%+=&-])(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?\.){1,10}[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,62}(?![\p{L}\p{M}\p{N}._%+'-]{0,64}@)(?::\d{1,5}(?!\d))?(?:[/?#][^\s<>"`{}|\\^\ufffe]*)?/gu;

/** Whether a name is one of a public suffix, and no name of a file. */
function isHost(name: string, hasMore: boolean): boolean {
  const { isIp, isIcann, isPrivate, domain, publicSuffix } = parse(name, { allowPrivateDomains: true });
  if (isIp === true) return hasMore;
  if ((isIcann !== true && isPrivate !== true) || domain === null) return reserved.test(name);
  return hasMore || /^www\./i.test(name) || !fileEndings.has(publicSuffix ?? "");
}

/** Names set apart for examples and tests are addresses to whoever reads them. */
const reserved = /\.(?:example|test|invalid|onion)$/i;
/** Public suffixes that names of files end in too. */
const fileEndings: ReadonlySet<string> = new Set("py md rs sh pl so zip mov ps cc ml bat mm kt pub".split(" "));

const none: readonly string[] = [];

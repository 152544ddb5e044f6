// Functions that find or read something in a text: JSON, base64, pattern matches, card numbers, addresses, URLs.
// What they read is nobody's word that it is true; what cannot be read as a whole is unknown. All run in linear time.

import { JSON_DEPTH_MAX, PARTS_MAX } from "../../base/limits.js";
import { textCell } from "../../words/cell.js";
import type { TermList, TermValue } from "../../words/term.js";
import { addressesIn } from "../addresses.js";
import { cardNumbers, passesLuhn } from "../cards.js";
import { decode } from "../decode.js";
import { ibansIn } from "../iban.js";
import { emailsIn, mailboxOf, urlsIn } from "../mail.js";
import { matches, type Finder } from "../spans.js";
import { valueOfJson, type Known } from "../value.js";
import { eachText, writtenOf } from "../written.js";
import { ofText, texts, type Applied, type Table } from "./operand.js";

const found: Applied = ([value, pattern], patterns) => {
  const finder: Finder | undefined = typeof pattern === "string" ? patterns.get(pattern) : undefined;
  if (value === undefined || finder === undefined) return null;
  return inTexts(value, (text) => matches(finder, text, patterns.search)?.map((match) => match.text) ?? null);
};

/** The functions that read a text. */
export const read = {
  json: ofText(readJson),
  base64: ofText(fromBase64),
  texts: ([value]) => textsOf(value),
  decoded: ofText((text) => some(decode(text).map((one) => one.text))),
  found,
  ibans: ofWritten(ibansIn),
  luhn: ofText(passesLuhn),
  card_numbers: ofWritten(cardNumbers),
  emails: ofWritten(emailsIn),
  urls: ofWritten(urlsIn),
  /** All there are; which of them were opened the session knows (`extract/term`). */
  unopened: ofWritten(addressesIn),
  /** Likewise; which of them the user said. */
  unsaid: ofWritten((text) => [text]),
  /** Likewise; at which of them, as paths, a stranger's words lie. */
  planted: ofWritten((text) => [text]),
  address: ofText((text) => {
    const mailbox = mailboxOf(text);
    return mailbox === null ? null : `${mailbox.local}@${mailbox.domain}`;
  }),
  mailbox: ofText((text) => mailboxOf(text)?.local ?? null),
} as const satisfies Table;

function ofWritten(find: (text: string) => readonly string[]): Applied {
  return ([value]) => (value === undefined ? null : inTexts(value, find));
}

/**
 * What stands in a text, and likewise in a number or boolean, which is one where it is written: a card number without quotes is there all
 * the same. Of a record or list, in all texts that it has; null where one of them cannot be looked through.
 */
function inTexts(value: Known, find: (text: string) => readonly string[] | null): TermValue {
  const own = writtenOf(value);
  if (own !== null) {
    const all = find(own);
    return all === null ? null : some(all);
  }
  const { items, open } = textsOf(value);
  const all: string[] = [];
  for (const text of items) {
    const inside = typeof text === "string" ? find(text) : null;
    if (inside === null) return null;
    for (const one of inside) if (all.push(one) > PARTS_MAX) return some(all);
  }
  return texts(all, open);
}

function some(all: readonly string[]): TermValue {
  return texts(all.slice(0, PARTS_MAX), all.length > PARTS_MAX);
}

/** Keys and leaves in their order; what is not known, or is too much, leaves the list open. A `null` has no text. */
function textsOf(value: TermValue): TermList {
  const found: string[] = [];
  const open = eachText(value, (text) => found.push(text) <= PARTS_MAX);
  return texts(found.slice(0, PARTS_MAX), open);
}

/** Strict JSON. A key that stands twice in one object means one thing to one reader and another to the next: unknown. */
function readJson(text: string): TermValue {
  if (!isShallow(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return hasTwins(text) ? null : valueOfJson(value);
  } catch {
    return null;
  }
}

/** Whether no brackets nest deeper than JSON may. */
function isShallow(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') at = endOfString(text, at);
    else if (letter === "{" || letter === "[") {
      if (++depth > JSON_DEPTH_MAX) return false;
    } else if (letter === "}" || letter === "]") depth--;
  }
  return true;
}

/** Whether some object has a key twice; the text is JSON. */
function hasTwins(text: string): boolean {
  const around: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === "{") around.push(new Set());
    else if (letter === "[") around.push(null);
    else if (letter === "}" || letter === "]") around.pop();
    else if (letter === '"') {
      const end = endOfString(text, at);
      const keys = around[around.length - 1];
      if (keys !== null && keys !== undefined && followedByColon(text, end + 1)) {
        const key = String(JSON.parse(text.slice(at, end + 1)));
        if (keys.has(key)) return true;
        keys.add(key);
      }
      at = end;
    }
  }
  return false;
}

function followedByColon(text: string, from: number): boolean {
  let at = from;
  while (" \t\r\n".includes(text[at] ?? "x")) at++;
  return text[at] === ":";
}

/** Where the string that begins here ends: at its closing quote, or behind the text. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

/** Both alphabets, padded or not, in lines or in one. */
function fromBase64(text: string): string | null {
  const letters = text.replace(/[ \t\r\n]+/g, "").replaceAll("-", "+").replaceAll("_", "/");
  const bare = letters.endsWith("==") ? letters.slice(0, -2) : letters.endsWith("=") ? letters.slice(0, -1) : letters;
  if (/[^A-Za-z0-9+/]/.test(bare) || bare.length % 4 === 1 || (bare.length < letters.length && letters.length % 4 !== 0)) return null;
  try {
    return textCell(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(atob(bare), (letter) => letter.charCodeAt(0))));
  } catch {
    return null;
  }
}

// A value to what an agent, or one who hides it, makes of it on the way into a later call: each way gives the leaves of the call's
// arguments, or nothing where it does not apply. Knows nothing of how the kernel looks values up.

import { gzipSync } from "node:zlib";
import type { Value } from "./values.js";

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** One way of passing a value on. */
export interface Way {
  readonly name: string;
  /** False where DESIGN.md does not ask for it. */
  readonly asked: boolean;
  readonly apply: (value: Value, random: Random, other: string) => readonly string[] | null;
}

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");
const base64 = (text: string): string => bytes(text).toString("base64");
const one = (change: (text: string, random: Random) => string): Way["apply"] => ({ text }, random) => [change(text, random)];
/** Where a text is cut: never near its ends. */
const cut = (text: string, random: Random): number => Math.max(1, Math.min(text.length - 1, Math.floor(text.length * (0.35 + 0.3 * random()))));
const each = (text: string, change: (character: string) => string): string => Array.from(text, change).join("");
const long = (min: number, apply: Way["apply"]): Way["apply"] => (value, random, other) => (value.text.length < min ? null : apply(value, random, other));

/** All ways. */
export const ways: readonly Way[] = [
  { name: "as it is", asked: true, apply: one((text) => text) },
  { name: "in a sentence", asked: true, apply: one((text) => `Please note that ${text} is what we talked about.`) },
  { name: "in quotes", asked: true, apply: one((text, random) => (random() < 0.5 ? `"${text}"` : `\`${text}\``)) },
  { name: "upper case", asked: true, apply: one((text) => text.toUpperCase()) },
  { name: "title case", asked: true, apply: one((text) => text.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase())) },
  { name: "blanks doubled", asked: true, apply: ({ text }) => (text.includes(" ") ? [` ${text.replaceAll(" ", "  ")}\n`] : null) },
  { name: "lines broken", asked: true, apply: ({ text }) => (text.includes(" ") ? [text.replaceAll(" ", "\n")] : null) },
  { name: "base64", asked: true, apply: long(6, one(base64)) },
  { name: "base64url, no padding", asked: true, apply: long(6, one((text) => bytes(text).toString("base64url"))) },
  { name: "base64 in a sentence", asked: true, apply: long(6, one((text) => `the token is ${base64(text)} for today`)) },
  { name: "base64 of a sentence with it", asked: true, apply: one((text) => base64(`here you are: ${text}, as you wanted`)) },
  { name: "base64 twice", asked: true, apply: long(6, one((text) => base64(base64(text)))) },
  { name: "hex", asked: true, apply: one((text) => bytes(text).toString("hex")) },
  { name: "hex with gaps", asked: true, apply: one((text) => bytes(text).toString("hex").replace(/..(?=.)/g, "$& ")) },
  { name: "URL encoding", asked: true, apply: one(encodeURIComponent) },
  { name: "URL encoding, each byte", asked: true, apply: one((text) => bytes(text).toString("hex").replace(/../g, "%$&")) },
  { name: "as a query of a URL", asked: true, apply: one((text) => `https://collect.example/p?d=${encodeURIComponent(text)}&v=1`) },
  { name: "HTML entities", asked: true, apply: one((text) => each(text, (character) => (/[\w ]/.test(character) ? character : `&#${character.codePointAt(0)};`))) },
  { name: "HTML entities, each character", asked: true, apply: one((text) => each(text, (character) => `&#x${character.codePointAt(0)?.toString(16)};`)) },
  { name: "JSON", asked: true, apply: one((text) => JSON.stringify({ note: text })) },
  { name: "JSON, escaped", asked: true, apply: one((text) => each(text, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`)) },
  { name: "JSON in base64", asked: true, apply: one((text) => base64(JSON.stringify({ note: text }))) },
  { name: "full-width letters", asked: true, apply: one((text) => each(text, (character) => (/[!-~]/.test(character) ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0) : character))) },
  { name: "zero-width marks between", asked: true, apply: one((text) => [...text].join("\u200b")) },
  { name: "split over two arguments", asked: true, apply: long(12, ({ text }, random) => { const at = cut(text, random); return [text.slice(0, at), text.slice(at)]; }) },
  { name: "split over three arguments", asked: true, apply: long(18, ({ text }) => [text.slice(0, Math.floor(text.length / 3)), text.slice(Math.floor(text.length / 3), Math.floor((2 * text.length) / 3)), text.slice(Math.floor((2 * text.length) / 3))]) },
  { name: "cut in two in one text", asked: true, apply: long(12, ({ text }, random) => { const at = cut(text, random); return [`first ${text.slice(0, at)} and then ${text.slice(at)}`]; }) },
  { name: "pieces of four", asked: true, apply: long(12, one((text) => text.replace(/\s/g, "").replace(/.{4}(?=.)/g, "$& "))) },
  { name: "letter by letter", asked: true, apply: long(12, one((text) => [...text.replace(/\s/g, "")].join(" "))) },
  { name: "joined to another's value", asked: true, apply: ({ text }, _, other) => [`${text}${other}`] },
  { name: "joined by a dash", asked: true, apply: ({ text }, _, other) => [`${other}-${text}`] },
  { name: "separators gone", asked: true, apply: ({ text }) => (/[\w][-_./@: ][\w]/.test(text) && text.length < 64 ? [text.replace(/[-_./@: ]/g, "")] : null) },
  { name: "separators changed", asked: true, apply: ({ text }) => (/[\w][-_./@: ][\w]/.test(text) ? [text.replace(/[-_./@: ]/g, "_")] : null) },
  { name: "its first two thirds", asked: true, apply: long(16, one((text) => text.slice(0, Math.ceil((2 * text.length) / 3)))) },
  { name: "its last two thirds", asked: true, apply: long(16, one((text) => text.slice(Math.floor(text.length / 3)))) },
  { name: "number reformatted", asked: true, apply: ({ class: of, text }, random) => (of !== "amount" ? null : [numbered(Number(text), random)]) },
  { name: "date reformatted", asked: true, apply: ({ class: of, text }, random) => (of !== "date" ? null : [dated(text, random)]) },
  { name: "phone reformatted", asked: true, apply: ({ class: of, text }, random) => (of !== "phone" ? null : [phoned(text.replace(/\D/g, ""), random)]) },
  { name: "groups of four", asked: true, apply: ({ class: of, text }) => (of !== "iban" ? null : [text.replace(/.{4}(?=.)/g, "$& ")]) },
  { name: "address spelled out", asked: true, apply: ({ class: of, text }) => (of !== "email" ? null : [text.replace("@", " at ").replaceAll(".", " dot ")]) },
  { name: "defanged", asked: true, apply: ({ class: of, text }) => (of !== "url" ? null : [text.replace(/^http/, "hxxp").replaceAll(".", "[.]")]) },
  { name: "base64 of UTF-16", asked: true, apply: long(6, one((text) => Buffer.from(text, "utf16le").toString("base64"))) },
  { name: "base64, its letters backwards", asked: true, apply: long(12, one((text) => [...base64(text)].reverse().join(""))) },
  { name: "quoted-printable, each byte", asked: true, apply: long(3, one((text) => bytes(text).toString("hex").toUpperCase().replace(/../g, "=$&"))) },
  { name: "codes of letters", asked: true, apply: long(8, ({ text }) => (/^[ -~]*$/.test(text) ? [[...text].map((letter) => `chr(${letter.charCodeAt(0)})`).join("+")] : null)) },
  { name: "backwards", asked: false, apply: one((text) => [...text].reverse().join("")) },
  { name: "ROT13", asked: false, apply: one((text) => text.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + (letter.toLowerCase() < "n" ? 13 : -13)))) },
  { name: "base64 of it backwards", asked: false, apply: long(6, one((text) => base64([...text].reverse().join("")))) },
  { name: "gzip in base64", asked: false, apply: long(6, one((text) => gzipSync(bytes(text)).toString("base64"))) },
];

function numbered(value: number, random: Random): string {
  const forms = [value.toLocaleString("en-US", { minimumFractionDigits: 2 }), value.toLocaleString("de-DE", { minimumFractionDigits: 2 }), `$${value.toFixed(2)}`, `${value} EUR`, value.toLocaleString("en-US").replaceAll(",", " "), String(value)];
  return forms[Math.floor(random() * forms.length)] ?? "";
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function dated(date: string, random: Random): string {
  const [year = "", month = "", day = ""] = date.split("-");
  const name = months[Number(month) - 1] ?? "";
  const forms = [`${name} ${Number(day)}, ${year}`, `${Number(day)} ${name.slice(0, 3)} ${year}`, `${day}.${month}.${year}`, `${month}/${day}/${year}`, `${year}${month}${day}`, `${year}/${month}/${day}`, `${date}T09:00:00Z`];
  return forms[Math.floor(random() * forms.length)] ?? "";
}

function phoned(digits: string, random: Random): string {
  const [area, middle, last] = [digits.slice(-10, -7), digits.slice(-7, -4), digits.slice(-4)];
  const forms = [`${area}${middle}${last}`, `(${area}) ${middle}-${last}`, `+1 ${area} ${middle} ${last}`, `${area}.${middle}.${last}`, `+1${area}${middle}${last}`, `tel:${area}-${middle}-${last}`];
  return forms[Math.floor(random() * forms.length)] ?? "";
}

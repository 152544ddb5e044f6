// A line to the same line with its percent-encoding, its HTML entities or the escapes of its strings undone. By hand where a run may be
// as long as a text: regular expressions keep a place on their stack for each character of a run.

import { utf8 } from "./readable.js";

/** Percent-encoding undone where it is valid; in a word that is a query `+` is a space. */
export function percents(line: string): string {
  if (!line.includes("%")) return line;
  return line.split(/(\s)/).map((word) => word.includes("%") ? percent(word) : word).join("");
}

/** Quoted-printable undone in a line whose soft breaks are gone: `=XX`, upper case, three at least, and no other `=`. */
export function quoted(line: string): string {
  if (line === "" || /=(?![0-9A-F]{2})/.test(line) || (line.match(/=/g) ?? []).length < 3) return line;
  return undo(line, "=");
}

function percent(word: string): string {
  return undo(/[=&?]/.test(word) ? word.replaceAll("+", " ") : word, "%");
}

/** Runs of a mark with two hexadecimal digits as the bytes that they are, where these are a text. */
function undo(text: string, mark: "%" | "="): string {
  let undone = "";
  let from = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at)) {
    let end = at;
    const bytes: number[] = [];
    for (; text[end] === mark; end += 3) {
      const byte = numberIn(text, end + 1, 2, 16);
      if (byte === null) break;
      bytes.push(byte);
    }
    if (end > at) {
      undone += text.slice(from, at) + (utf8(Uint8Array.from(bytes)) ?? text.slice(at, end));
      from = end;
    }
    at = Math.max(end, at + 1);
  }
  return undone + text.slice(from);
}

const named: ReadonlyMap<string, string> = new Map(Object.entries({
  amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " ", commat: "@", period: ".", colon: ":", sol: "/", num: "#", equals: "=",
  lowbar: "_", plus: "+", percnt: "%", dollar: "$", excl: "!", quest: "?", comma: ",", semi: ";", lpar: "(", rpar: ")", hyphen: "-", dash: "-",
  euro: "\u20ac", pound: "\u00a3", Tab: "\t", NewLine: "\n", shy: "", zwj: "", zwnj: "",
}));

/** HTML entities undone, numbers with any count of digits. */
export function entities(line: string): string {
  let undone = "";
  let from = 0;
  for (let at = line.indexOf("&"); at !== -1; at = line.indexOf("&", at + 1)) {
    let text: string | undefined;
    let end = at + 1;
    if (line[end] === "#") {
      const radix = line[end + 1] === "x" || line[end + 1] === "X" ? 16 : 10;
      const start = end + (radix === 16 ? 2 : 1);
      end = start;
      let code = 0;
      for (let digit = digitAt(line, end, radix); digit !== -1; digit = digitAt(line, end, radix)) {
        code = Math.min(0x110000, radix * code + digit);
        end++;
      }
      if (end > start) text = character(code);
    } else {
      const name = /^[A-Za-z]{2,10}/.exec(line.slice(end, end + 10))?.[0] ?? "";
      end += name.length;
      text = named.get(name);
    }
    if (text === undefined) continue;
    undone += line.slice(from, at) + text;
    from = line[end] === ";" ? end + 1 : end;
    at = from - 1;
  }
  return undone + line.slice(from);
}

const controls: ReadonlyMap<string, string> = new Map(Object.entries({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", "\"": "\"", "'": "'", "\\": "\\", "/": "/" }));

/** The escapes of strings in JSON, JavaScript, Python, C and shells undone. */
export function escapes(line: string): string {
  let undone = "";
  let from = 0;
  for (let at = line.indexOf("\\"); at !== -1; at = line.indexOf("\\", at)) {
    const read = escapeAt(line, at + 1);
    if (read === null) { at++; continue; }
    undone += line.slice(from, at) + read.text;
    from = at = read.end;
  }
  return (undone + line.slice(from)).toWellFormed();
}

function escapeAt(line: string, at: number): { readonly text: string; readonly end: number } | null {
  const sign = line[at] ?? "";
  const simple = controls.get(sign);
  if (simple !== undefined) return { text: simple, end: at + 1 };
  if (sign === "u" && line[at + 1] === "{") {
    let end = at + 2;
    let code = 0;
    for (let digit = digitAt(line, end, 16); digit !== -1; digit = digitAt(line, end, 16)) {
      code = Math.min(0x110000, 16 * code + digit);
      end++;
    }
    const text = end > at + 2 && line[end] === "}" ? character(code) : undefined;
    return text === undefined ? null : { text, end: end + 1 };
  }
  // Style sheets have six digits.
  const long = sign === "0" && line[at + 1] === "0" ? numberIn(line, at, 6, 16) : null;
  if (long !== null && long >= 32 && long < 0xd800) return { text: String.fromCharCode(long), end: at + 6 };
  const digits = sign === "u" ? 4 : sign === "x" ? 2 : sign === "U" ? 8 : 0;
  const code = digits > 0 ? numberIn(line, at + 1, digits, 16) : /[0-3]/.test(sign) ? numberIn(line, at, 3, 8) : null;
  if (code === null || code > 0x10ffff) return null;
  return { text: digits === 8 ? String.fromCodePoint(code) : String.fromCharCode(code), end: digits > 0 ? at + 1 + digits : at + 3 };
}

function character(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
}

/** The digit of a radix at a place; -1 where there is none. */
function digitAt(text: string, at: number, radix: number): number {
  const code = text.charCodeAt(at);
  const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : code >= 65 && code <= 70 ? code - 55 : -1;
  return digit < radix ? digit : -1;
}

function numberIn(text: string, at: number, count: number, radix: number): number | null {
  let number = 0;
  for (let place = at; place < at + count; place++) {
    const digit = digitAt(text, place, radix);
    if (digit === -1) return null;
    number = radix * number + digit;
  }
  return number;
}

// JSON and Python literals to a tree, by one tolerant reader: tools print both, and Python's repr of JSON-like values is near it.
// Numbers stay as they were written, so that long account numbers keep their digits. Gives null for what is neither.
// Knows nothing of YAML and evaluates nothing: `Name(a=1)` is read as a record, whatever `Name` would do.

import { JSON_DEPTH_MAX } from "../base/limits.js";

/** A parsed value. Scalars are their text; `null` is what has none (null, None, booleans). */
export type Tree = string | null | TreeList | TreeRecord;
export interface TreeList { readonly kind: "list"; readonly items: readonly Tree[] }
/** Entries in their order, repeated keys kept. */
export interface TreeRecord { readonly kind: "record"; readonly entries: readonly (readonly [key: string, value: Tree])[] }

/** The tree of a text that is one literal and nothing else; null when it is not, or nests deeper than JSON_DEPTH_MAX. */
export function readLiteral(text: string): Tree | undefined {
  const cursor: Cursor = { text, at: 0 };
  try {
    const tree = value(cursor, 0);
    skip(cursor);
    return cursor.at === text.length ? tree : undefined;
  } catch (error) {
    if (error === notLiteral) return undefined;
    throw error;
  }
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** What the reader throws to itself to give up: one frozen value, so that giving up is cheap and cannot be confused. */
const notLiteral: unique symbol = Symbol("not a literal");

const scalar = /[^\s,:()[\]{}'"=]+/y;
const space = /\s*/y;

function value(cursor: Cursor, depth: number): Tree {
  if (depth > JSON_DEPTH_MAX) throw notLiteral;
  skip(cursor);
  switch (cursor.text[cursor.at]) {
    case "{": return braces(cursor, depth);
    case "[": return { kind: "list", items: items(cursor, "]", depth) };
    case "(": return tuple(items(cursor, ")", depth));
    case "'":
    case "\"": return strings(cursor);
    default: return word(cursor, depth);
  }
}

/** A record, or a Python set. */
function braces(cursor: Cursor, depth: number): Tree {
  cursor.at++;
  const entries: (readonly [string, Tree])[] = [];
  const members: Tree[] = [];
  while (!closes(cursor, "}")) {
    const key = value(cursor, depth + 1);
    skip(cursor);
    if (cursor.text[cursor.at] === ":") {
      cursor.at++;
      entries.push([typeof key === "string" ? key : "", value(cursor, depth + 1)]);
    } else members.push(key);
    comma(cursor, "}");
  }
  if (members.length > 0 && entries.length > 0) throw notLiteral;
  return members.length > 0 ? { kind: "list", items: members } : { kind: "record", entries };
}

function items(cursor: Cursor, close: string, depth: number): readonly Tree[] {
  cursor.at++;
  const members: Tree[] = [];
  while (!closes(cursor, close)) {
    members.push(value(cursor, depth + 1));
    comma(cursor, close);
  }
  return members;
}

/** A parenthesised scalar is that scalar: Python wraps long strings so. */
function tuple(members: readonly Tree[]): Tree {
  const only = members.length === 1 ? members[0] : undefined;
  return typeof only === "string" ? only : { kind: "list", items: members };
}

/** Whether the list or record ends here; takes the closing sign. */
function closes(cursor: Cursor, close: string): boolean {
  skip(cursor);
  if (cursor.at >= cursor.text.length) throw notLiteral;
  if (cursor.text[cursor.at] !== close) return false;
  cursor.at++;
  return true;
}

/** A comma, or the closing sign next. */
function comma(cursor: Cursor, close: string): void {
  skip(cursor);
  const character = cursor.text[cursor.at];
  if (character === ",") cursor.at++;
  else if (character !== close) throw notLiteral;
}

/** A number, a constant, a prefixed string (`b'..'`), a constructor (`datetime.date(2024, 5, 1)`) or an object's repr (`<Kind.A: 'a'>`). */
function word(cursor: Cursor, depth: number): Tree {
  scalar.lastIndex = cursor.at;
  const text = scalar.exec(cursor.text)?.[0];
  if (text === undefined) throw notLiteral;
  cursor.at += text.length;
  const next = cursor.text[cursor.at];
  if ((next === "'" || next === "\"") && /^([bru]|[br]{2})$/i.test(text)) return strings(cursor, /r/i.test(text));
  if (next === "(" && /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text)) return constructed(cursor, text, depth);
  if (text.startsWith("<")) return enumerated(cursor, text);
  if (/^(null|None|true|True|false|False|undefined|Ellipsis)$/.test(text)) return null;
  if (/^[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?[jJ]?$/.test(text) || /^[-+]?(0[xX][\da-fA-F]+|nan|NaN|inf|Infinity)$/.test(text)) return text;
  throw notLiteral;
}

/** `Name(1, b=2)`: its named parts as a record, else its parts as text. */
function constructed(cursor: Cursor, name: string, depth: number): Tree {
  if (depth > JSON_DEPTH_MAX) throw notLiteral;
  cursor.at++;
  const entries: (readonly [string, Tree])[] = [];
  const members: Tree[] = [];
  while (!closes(cursor, ")")) {
    const named = /[\p{L}_][\p{L}\p{N}_]*\s*=/uy;
    named.lastIndex = cursor.at;
    const key = named.exec(cursor.text)?.[0];
    if (key !== undefined) {
      cursor.at += key.length;
      entries.push([key.slice(0, -1).trim(), value(cursor, depth + 1)]);
    } else members.push(value(cursor, depth + 1));
    comma(cursor, ")");
  }
  if (entries.length === 0) {
    const texts = members.filter((member) => typeof member === "string");
    return texts.length === members.length ? dated(name, texts) : { kind: "list", items: members };
  }
  return { kind: "record", entries: [...members.map((member, index) => [String(index), member] as const), ...entries] };
}

/** Dates as ISO writes them, other constructors of scalars as their parts. */
function dated(name: string, parts: readonly string[]): string {
  if (!/(^|\.)(datetime|date)$/.test(name)) return parts.join(" ");
  const two = parts.map((part) => part.padStart(2, "0"));
  const day = two.slice(0, 3).join("-");
  return two.length > 3 ? `${day}T${two.slice(3, 6).join(":")}` : day;
}

/** `<Kind.A: 'a'>`, as Python prints an enumeration: its value. */
function enumerated(cursor: Cursor, name: string): Tree {
  if (cursor.text[cursor.at] !== ":" || !/^<[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) throw notLiteral;
  cursor.at++;
  skip(cursor);
  const quote = cursor.text[cursor.at];
  let inner: Tree;
  if (quote === "'" || quote === "\"") inner = strings(cursor);
  else {
    const number = /-?\d+/y;
    number.lastIndex = cursor.at;
    const digits = number.exec(cursor.text)?.[0];
    if (digits === undefined) throw notLiteral;
    cursor.at += digits.length;
    inner = digits;
  }
  if (cursor.text[cursor.at] !== ">") throw notLiteral;
  cursor.at++;
  return inner;
}

/** One string, or several side by side, which Python joins. */
function strings(cursor: Cursor, raw = false): string {
  let text = "";
  for (;;) {
    text += quoted(cursor, raw);
    skip(cursor);
    const next = cursor.text[cursor.at];
    if (next !== "'" && next !== "\"") return text;
  }
}

const plainInSingle = /[^'\\]*/y;
const plainInDouble = /[^"\\]*/y;

function quoted(cursor: Cursor, raw: boolean): string {
  const quote = cursor.text[cursor.at];
  const plain = quote === "'" ? plainInSingle : plainInDouble;
  cursor.at++;
  let text = "";
  for (;;) {
    plain.lastIndex = cursor.at;
    const part = plain.exec(cursor.text)?.[0] ?? "";
    text += part;
    cursor.at += part.length;
    const character = cursor.text[cursor.at];
    if (character === undefined) throw notLiteral;
    if (character === quote) {
      cursor.at++;
      return text;
    }
    text += raw ? cursor.text.slice(cursor.at, (cursor.at += 2)) : escape(cursor);
  }
}

const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", a: "\x07", "0": "\0", "\n": "" };
const numbered = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|U([\da-fA-F]{8}))/y;

/** One backslash sequence; an unknown one stands for itself, as in Python. */
function escape(cursor: Cursor): string {
  numbered.lastIndex = cursor.at;
  const match = numbered.exec(cursor.text);
  if (match !== null) {
    cursor.at += match[0].length;
    const code = Number.parseInt(match[1] ?? match[2] ?? match[3] ?? "0", 16);
    return code > 0x10ffff ? "\ufffd" : match[3] === undefined ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  const character = cursor.text[cursor.at + 1];
  if (character === undefined) throw notLiteral;
  cursor.at += 2;
  return simple[character] ?? (/[\\/'"]/.test(character) ? character : `\\${character}`);
}

function skip(cursor: Cursor): void {
  space.lastIndex = cursor.at;
  cursor.at += space.exec(cursor.text)?.[0].length ?? 0;
}

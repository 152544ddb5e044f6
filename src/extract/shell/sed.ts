// A program for `sed` to what it does beside printing: the commands it runs, the files it reads and writes. Addresses, delimiters and
// labels are read as `sed` reads them, so that an `e` in a pattern is no command and one behind a pattern is. Knows no files.

import { SHELL_PROGRAM_MAX } from "../../base/limits.js";
import { operandsOf, takes } from "./options.js";
import type { Field } from "./word.js";

/** What a program does; `unclear` where it is none that can be read. */
export interface SedDeeds {
  /** Texts run as commands; null where what is run stands in the file that is edited. */
  readonly runs: readonly (string | null)[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly unclear: boolean;
}

const valued = takes("-e --expression -f --file -l --line-length");

/** The program that `sed` is given: what stands behind each `-e`, or its first operand; the second too where `-i ''` stands before it, as on BSD. */
export function scriptOf(args: readonly Field[]): Field {
  const { operands, options } = operandsOf(args, valued);
  const given = options.flatMap(({ name, value }) => (value !== null && /^(-e|--expression)$/.test(name) ? [value] : []));
  const first = operands[0]?.text === "" ? 2 : 1;
  const parts = options.some(({ name }) => /^(-e|-f|--expression|--file)$/.test(name)) ? given : operands.slice(0, first);
  const text = parts.map((field) => field.text).join("\n");
  return { text, exact: parts.every((field) => field.exact), prefix: "", substituted: false };
}

/** Reads a program; never throws. */
export function sedDeeds(program: string): SedDeeds {
  if (program.length > SHELL_PROGRAM_MAX) return { runs: [], reads: [], writes: [], unclear: true };
  const runs: (string | null)[] = [];
  const reads: string[] = [];
  const writes: string[] = [];
  let at = 0;
  while (at < program.length) {
    const start = afterAddresses(program, skip(program, at, /[\s;{}]/));
    if (start === -1) return { runs, reads, writes, unclear: true };
    const command = program[start];
    if (command === undefined) break;
    at = start + 1;
    if (/[=dDgGhHnNpPxzF{}]/.test(command)) continue;
    if (/[bt:TqQlL]/.test(command)) at = skip(program, at, /[^;\n}]/);
    else if (/[aic#rRwWev]/.test(command)) {
      const end = command === "a" || command === "i" || command === "c" ? endOfText(program, at) : endOfLine(program, at);
      const rest = program.slice(at, end).trim();
      if (command === "e") runs.push(rest === "" ? null : rest);
      else if (/[rR]/.test(command)) reads.push(rest);
      else if (/[wW]/.test(command)) writes.push(rest);
      at = end;
    } else if (command === "s" || command === "y") {
      const mark = program[at] ?? "";
      const middle = mark === "" || mark === "\n" || mark === "\\" ? -1 : afterPart(program, at + 1, mark, command === "s");
      const end = middle === -1 ? -1 : afterPart(program, middle, mark, false);
      if (end === -1) return { runs, reads, writes, unclear: true };
      at = command === "y" ? end : skip(program, end, /[gIiMmpe\d]/);
      if (program.slice(end, at).includes("e")) runs.push(null);
      if (program[at] === "w") {
        const last = endOfLine(program, at);
        writes.push(program.slice(at + 1, last).trim());
        at = last;
      }
    } else return { runs, reads, writes, unclear: true };
  }
  return { runs, reads, writes, unclear: false };
}

/** Where the first letter stands that is none of these. */
function skip(text: string, from: number, over: RegExp): number {
  let at = from;
  while (at < text.length && over.test(text[at] ?? "")) at++;
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** The end of a text that is put in: a backslash takes the next line to it. */
function endOfText(text: string, from: number): number {
  let end = endOfLine(text, from);
  while (end < text.length && text[end - 1] === "\\") end = endOfLine(text, end + 1);
  return end;
}

/** Behind up to two addresses and what negates them; -1 where one does not end. */
function afterAddresses(text: string, from: number): number {
  let at = from;
  for (;;) {
    const next = afterAddress(text, at);
    if (next === -1) return -1;
    at = skip(text, next, /[ \t]/);
    if (text[at] !== ",") break;
    at = skip(text, at + 1, /[ \t+~]/);
  }
  return skip(text, at, /[! \t]/);
}

function afterAddress(text: string, from: number): number {
  const first = text[from] ?? "";
  if (/[\d$]/.test(first)) return skip(text, from, /[\d$~]/);
  const own = first === "\\";
  if (first !== "/" && !own) return from;
  const at = own ? from + 1 : from;
  const end = afterPart(text, at + 1, text[at] ?? "", true);
  return end === -1 ? -1 : skip(text, end, /[IM]/);
}

/** Behind the mark that ends a part; in a pattern a class in brackets may hold it. */
function afterPart(text: string, from: number, mark: string, isPattern: boolean): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === mark) return at + 1;
    else if (isPattern && text[at] === "[") {
      const close = endOfClass(text, at + (text[at + 1] === "^" ? 2 : 1));
      if (close === -1) return -1;
      at = close;
    }
  }
  return -1;
}

/** Where the bracket stands that ends a class; -1 where none does in this line. What stands in `[: :]`, `[. .]` or `[= =]` in it ends none. */
function endOfClass(text: string, from: number): number {
  for (let at = text[from] === "]" ? from + 1 : from; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === "]") return at;
    const kind = text[at] === "[" ? text[at + 1] ?? "" : "";
    if (!/[:.=]/.test(kind)) continue;
    const end = text.indexOf(`${kind}]`, at + 2);
    if (end === -1) return -1;
    at = end + 1;
  }
  return -1;
}

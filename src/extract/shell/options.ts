// The words behind a command's name to its options and operands, as getopt reads them.
// Knows nothing of what an option means; which ones take a value it is told.

import { hide, type Scope } from "./effects.js";
import { unknownField, type Field } from "./word.js";

/** A command line taken apart. */
export interface Parsed {
  readonly operands: readonly Field[];
  /** Options by name, with their values where they take one. */
  readonly options: readonly { readonly name: string; readonly value: Field | null }[];
}

/** Options and operands, as getopt reads them; `takes` are the options with a value, of which those of `before` have one in front of the first operand behind `tasks` words that say what to do. */
export function operandsOf(args: readonly Field[], takes: Readonly<Record<string, unknown>>, tasks = 0): Parsed {
  const operands: Field[] = [];
  const isTaken = (name: string): boolean => Object.hasOwn(takes, name) && (operands.length <= tasks || !isBefore(takes[name]));
  const options: { name: string; value: Field | null }[] = [];
  for (let at = 0; at < args.length; at++) {
    const field = args[at] ?? unknownField;
    const text = field.exact ? field.text : field.prefix;
    if (text === "--" && field.exact) {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (!text.startsWith("-") || text === "-") operands.push(field);
    else if (text.startsWith("--") || isTaken(text)) {
      const equals = text.indexOf("=");
      const name = equals === -1 ? text : text.slice(0, equals);
      if (equals !== -1) options.push({ name, value: behind(field, equals + 1) });
      else options.push({ name, value: isTaken(name) ? args[++at] ?? null : null });
    } else {
      for (let letter = 1; letter < text.length; letter++) {
        const name = `-${text[letter]}`;
        if (!isTaken(name)) {
          options.push({ name, value: null });
          continue;
        }
        options.push({ name, value: letter + 1 < text.length || !field.exact ? behind(field, letter + 1) : args[++at] ?? null });
        break;
      }
    }
  }
  return { operands, options };
}

function isBefore(uses: unknown): boolean {
  return Array.isArray(uses) && uses.includes("before");
}

/** The option with a value that a word is: `-o x`, `-ox`, `-vo x`, `--out x`, `--out=x`; null where it is none. */
export function valueOf(takes: Readonly<Record<string, unknown>>, field: Field, next: Field): { readonly name: string; readonly value: Field; readonly isNext: boolean } | null {
  const text = field.exact ? field.text : field.prefix;
  if (field.exact && Object.hasOwn(takes, text)) return { name: text, value: next, isNext: true };
  const equals = text.indexOf("=");
  if (equals > 0 && Object.hasOwn(takes, text.slice(0, equals))) return { name: text.slice(0, equals), value: behind(field, equals + 1), isNext: false };
  if (text.startsWith("--")) return null;
  const at = [...text].findIndex((letter, index) => index > 0 && Object.hasOwn(takes, `-${letter}`));
  if (at === -1) return null;
  const name = `-${text[at] ?? ""}`;
  return at === text.length - 1 && field.exact ? { name, value: next, isNext: true } : { name, value: behind(field, at + 1), isNext: false };
}

/** A field without its first characters. */
export function behind(field: Field, from: number): Field {
  return { ...field, text: field.text.slice(from), prefix: field.prefix.slice(from) };
}

/** Reads a text that is run as a command. */
export function inner(text: Field, scope: Scope, when?: "here" | "later"): void {
  if (text.exact) scope.inner(text.text, scope, when);
  else {
    if (text.prefix.trim() !== "") scope.inner(text.text, scope);
    hide(scope);
  }
}

/** Options with a value, from their names. */
export function takes(names: string): Readonly<Record<string, true>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, true]));
}

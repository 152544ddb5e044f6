// A word of a shell command to the fields it gives, as far as its letters tell: quotes removed, known variables put in, braces expanded.
// What only running it would tell (unknown variables, the output of commands) makes a field inexact. Runs nothing.

import { SHELL_BRACES_MAX } from "../../base/limits.js";
import type { DoubleQuotedChild, Word, WordPart } from "unbash";

/** One field. */
export interface Field {
  /** The text; where it is inexact, with nothing in place of what is not known. */
  readonly text: string;
  readonly exact: boolean;
  /** The text before the first thing that is not known. */
  readonly prefix: string;
  /** Whether the output of a command goes into it. */
  readonly substituted: boolean;
  /** Whether it is a pattern, which the shell puts the names of files for. */
  readonly pattern?: true;
  /** Whether it stands for files below it whose names no key bears: a search for `*.py`. */
  readonly keyless?: true;
}

/** What a word is read with. */
export interface Surroundings {
  /** Value of a variable; null when it is not known. */
  readonly variable: (name: string) => string | null;
  /** The words that a function was called with, from one on; null where they are not known. */
  readonly given: (from: number) => readonly Field[] | null;
  /** Told of each script inside the word, a command or process substitution: gives what it puts out, null where that is not known. */
  readonly script: (script: unknown) => string | null;
  /** Told of each piece of syntax that may have scripts inside. */
  readonly within: (syntax: unknown) => void;
  /** Told of arithmetic. */
  readonly arithmetic: (text: string) => void;
  /** Told of a variable whose value is not what it was; null where a value is read as code. */
  readonly settled: (name: string | null) => void;
  /** Whether so much more may be read: see `spend`. */
  readonly spend: (cost: number) => boolean;
  /** Told where a value is not what the word has. */
  readonly missed: () => void;
}

/** A field that is known. */
export function known(text: string): Field {
  return { text, exact: true, prefix: text, substituted: false };
}
/** A field of which nothing is known. */
export const unknownField: Field = { text: "", exact: false, prefix: "", substituted: false };

/** The fields of a word: none, one, or several. */
export function fieldsOf(word: Word, around: Surroundings): readonly Field[] {
  if (!around.spend(word.text.length + 1)) return [unknownField];
  if (word.parts === undefined) return braced(known(word.value), around);
  const all = /^("?)\$(?:@|\{@(?::([1-9]\d?))?\})\1$/.exec(word.text);
  const given = all === null ? null : around.given(Number(all[2] ?? 1) - 1);
  // Without quotes they are cut again.
  if (given?.every((field) => all?.[1] !== "" || (field.exact && !/[\s*?[]/.test(field.text))) === true) return given;
  const builder = fresh();
  for (const part of word.parts) addPart(builder, part, around);
  finish(builder, word.parts.some((part) => part.type === "SingleQuoted" || part.type === "DoubleQuoted" || part.type === "AnsiCQuoted"));
  const hasBraces = word.parts.some((part) => part.type === "BraceExpansion");
  return hasBraces ? builder.fields.flatMap((field) => braced(field, around)) : builder.fields;
}

/** The text of a word that is not split: a redirection's target, an assignment's value. */
export function fieldOf(word: Word, around: Surroundings): Field {
  const fields = fieldsOf(word, around);
  return fields.length === 1 ? fields[0] ?? unknownField : fields.length === 0 ? known("") : joined(fields);
}

/** Several fields as one, with spaces between. */
export function joined(fields: readonly Field[]): Field {
  const open = fields.findIndex((field) => !field.exact);
  return {
    text: fields.map((field) => field.text).join(" "),
    exact: open === -1,
    prefix: fields.slice(0, open === -1 ? fields.length : open + 1).map((field) => field.prefix).join(" "),
    substituted: fields.some((field) => field.substituted),
    ...(fields.some((field) => field.pattern) ? { pattern: true } : {}),
  };
}

/** The text of a here-document's parts. */
export function textOfParts(parts: readonly WordPart[], around: Surroundings): Field {
  const builder = fresh();
  for (const part of parts) {
    if (part.type === "SimpleExpansion" || part.type === "ParameterExpansion") addQuoted(builder, part, around);
    else addPart(builder, part, around);
  }
  finish(builder, true);
  return joined(builder.fields);
}

interface Builder {
  fields: Field[];
  text: string;
  exact: boolean;
  prefix: string;
  substituted: boolean;
  pattern: boolean;
  begun: boolean;
}

function fresh(): Builder {
  return { fields: [], text: "", exact: true, prefix: "", substituted: false, pattern: false, begun: false };
}

function finish(builder: Builder, quoted: boolean): void {
  if (builder.begun || (quoted && builder.fields.length === 0)) {
    builder.fields.push({ text: builder.text, exact: builder.exact, prefix: builder.exact ? builder.text : builder.prefix, substituted: builder.substituted, ...(builder.pattern ? { pattern: true } : {}) });
  }
  Object.assign(builder, { text: "", exact: true, prefix: "", substituted: false, pattern: false, begun: false });
}

function literal(builder: Builder, text: string): void {
  builder.text += text;
  builder.begun = true;
}

function unknown(builder: Builder, substituted: boolean): void {
  if (builder.exact) builder.prefix = builder.text;
  builder.exact = false;
  builder.begun = true;
  builder.substituted ||= substituted;
}

/** What makes a pattern of a word. */
const wildcard = /[*?]|\[[^\]]+\]/;

/** A known value outside quotes: cut at white space. */
function split(builder: Builder, text: string): void {
  const pieces = text.split(/\s+/);
  pieces.forEach((piece, index) => {
    if (index > 0) finish(builder, false);
    if (piece !== "") literal(builder, piece);
    if (wildcard.test(piece)) builder.pattern = true;
  });
}

function addPart(builder: Builder, part: WordPart, around: Surroundings): void {
  switch (part.type) {
    case "Literal": case "SingleQuoted": case "AnsiCQuoted": return literal(builder, part.value);
    case "Glob":
      builder.pattern = true;
      return literal(builder, part.value);
    case "DoubleQuoted": case "LocaleString":
      builder.begun = true;
      for (const child of part.parts) addQuoted(builder, child, around);
      return;
    case "SimpleExpansion": case "ParameterExpansion": {
      const value = expansion(part, around);
      return value === null ? unknown(builder, false) : split(builder, value);
    }
    case "ExtendedGlob": case "BraceExpansion":
      if (part.type === "ExtendedGlob" || wildcard.test(part.text)) builder.pattern = true;
      return literal(builder, part.text);
    case "ProcessSubstitution":
      around.script(part.script);
      return unknown(builder, false);
    case "CommandExpansion": {
      const said = around.script(part.script);
      return said === null ? unknown(builder, true) : split(builder, said);
    }
    default: return addQuoted(builder, part, around);
  }
}

function addQuoted(builder: Builder, part: DoubleQuotedChild, around: Surroundings): void {
  switch (part.type) {
    case "Literal": return literal(builder, part.value);
    case "SimpleExpansion": case "ParameterExpansion": {
      const value = expansion(part, around);
      return value === null ? unknown(builder, false) : literal(builder, value);
    }
    case "CommandExpansion": {
      const said = around.script(part.script);
      return said === null ? unknown(builder, true) : literal(builder, said);
    }
    case "ArithmeticExpansion":
      if (/\$\(|`/.test(part.text.slice("$((".length))) around.within(part);
      around.arithmetic(part.text);
      return unknown(builder, false);
  }
}

type Expansion = Extract<WordPart, { readonly type: "SimpleExpansion" | "ParameterExpansion" }>;

/** A variable's value; null when it is not known, or is transformed. */
function expansion(part: Expansion, around: Surroundings): string | null {
  if (part.type === "SimpleExpansion") return around.variable(part.text.replace(/^\$/, ""));
  if (/\$\(|`/.test(part.text)) around.within({ text: part.text, index: part.index, operation: part.operation });
  if (part.index !== undefined) around.arithmetic(`[${part.index.text}]`);
  if (part.operation?.type === "Slice") around.arithmetic(part.text);
  if (part.operation?.type === "Transform" && part.operation.operand.text.includes("P")) around.settled(null);
  if (part.operation?.type === "Default" && part.operation.operator.endsWith("=")) around.settled(part.parameter);
  if (part.prefix !== undefined || part.index !== undefined) return null;
  const value = around.variable(part.parameter);
  // An empty value is as none to `:-`.
  if (value === "" && part.operation?.type === "Default" && part.operation.operator.startsWith(":")) {
    around.missed();
    return null;
  }
  return part.operation === undefined || (part.operation.type === "Default" && value !== null && /^:?[-=?]$/.test(part.operation.operator)) ? value : null;
}

/** The innermost braces with a comma in them; each letter is looked at once for each brace before it, and no further. */
const list = /\{[^{},]*,[^{}]*\}/;

function hasChoices(text: string): boolean {
  return text.includes("}") && (text.match(/\{[^{}]*\}/g) ?? []).some((inside) => /,|\.\./.test(inside));
}

/** Brace expansion of lists (`a{b,c}d`); ranges and too many alternatives are left inexact. */
function braced(field: Field, around: Surroundings): readonly Field[] {
  if (!field.exact || !hasChoices(field.text)) return [field];
  let texts = [field.text];
  for (;;) {
    const next = texts.flatMap((text) => {
      const at = text.search(list);
      if (at === -1) return [text];
      const end = text.indexOf("}", at);
      const choices = text.slice(at + 1, end).split(",", SHELL_BRACES_MAX + 1);
      return around.spend(choices.length * text.length) ? choices.map((choice) => text.slice(0, at) + choice + text.slice(end + 1)) : Array<string>(SHELL_BRACES_MAX + 1).fill("");
    });
    if (next.length > SHELL_BRACES_MAX) return [{ ...field, exact: false, prefix: field.text.slice(0, field.text.indexOf("{")) }];
    if (next.length === texts.length) break;
    texts = next;
  }
  return texts.map((text) => /\{[^{}]*\.\.[^{}]*\}/.test(text) ? { ...field, text, exact: false, prefix: text.slice(0, text.indexOf("{")) } : field.pattern ? { ...field, text, prefix: text } : known(text));
}

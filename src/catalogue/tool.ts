// What a catalogue says of a tool, read and typed: its name, its words, the shape of its arguments, and what its server claims of it.
// Plain data; knows no policy and no JSON Schema.

/** The type of an argument, as far as the policy language can say it. */
export type ArgumentType =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "list" | "map"; readonly of: ArgumentType }
  | { readonly kind: "union"; readonly of: readonly ArgumentType[] }
  | { readonly kind: "record"; readonly fields: readonly Argument[]; readonly open: boolean };

/** One argument, or one field of an argument that is a record. */
export interface Argument {
  readonly name: string;
  readonly optional: boolean;
  readonly type: ArgumentType;
  readonly description: string;
  /** `uri`, `email`, `date-time` ...; empty where the schema says none. */
  readonly format: string;
  /** The texts it may be, where the schema lists them; else none. */
  readonly choices: readonly string[];
  /** What of its schema could not be said as a type; empty where all of it could. */
  readonly unsaid: readonly string[];
}

/** Annotations of MCP: what the server says of its own tool. Hints of somebody who is not believed. */
export interface Hints {
  readonly readOnly?: boolean | undefined;
  readonly destructive?: boolean | undefined;
  readonly idempotent?: boolean | undefined;
  readonly openWorld?: boolean | undefined;
}

/** One tool of a catalogue. */
export interface DescribedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly Argument[];
  /** Whether it takes arguments that are not listed; so it is where its schema cannot be read. */
  readonly open: boolean;
  /** Why its arguments could not be read; null where they could. */
  readonly unread: string | null;
  readonly hints: Hints;
}

/** The text of a type, as the policy language writes it; names that are no names in quotes. */
export function typeText(type: ArgumentType): string {
  switch (type.kind) {
    case "string": case "number": case "boolean": case "any": return type.kind;
    case "list": case "map": return `${type.kind} of ${type.of.kind === "union" ? `(${typeText(type.of)})` : typeText(type.of)}`;
    case "union": return type.of.map(typeText).join(" | ");
    case "record": {
      const fields = [...type.fields.map((field) => `${nameText(field.name)}${field.optional ? "?" : ""}: ${typeText(field.type)}`), ...(type.open ? ["..."] : [])];
      return `{ ${fields.join(", ")} }`;
    }
  }
}

/** A name as the policy language writes it: in quotes where it would not be read as one. */
export function nameText(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? name : quoted(name);
}

/** A text in quotes of the policy language: nothing in it ends the string or is hidden from who reads it. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, (mark) => `\\${mark}`).replaceAll(unseen, (hidden) => `\\u{${(hidden.codePointAt(0) ?? 0).toString(16)}}`)}"`;
}

/** What is drawn as nothing, as a blank, or moves what stands beside it; and what stands for lost bytes. */
const unseen = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\uFFFD]/gu;

/** A text of a stranger for a comment: one line, in quotes, cut, and nothing in it hidden. */
export function cited(text: string, charactersMax: number): string {
  const line = text.replaceAll(/[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\uFFFD]+/gu, " ").trim();
  const letters = [...line];
  return `\u201C${(letters.length > charactersMax ? [...letters.slice(0, charactersMax), "\u2026"] : letters).join("").replaceAll(/["\u201C\u201D]/g, "'")}\u201D`;
}

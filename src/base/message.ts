// A message template and its parameters -> text and finding. The templates stand in `messages/*.md`; `messages.generated.ts`
// puts types on these functions. Knows no code: which message is meant is the caller's affair.

import type { Diagnostic, Edit } from "./diagnostic.js";
import type { Span } from "./span.js";

/** A parameter of a message. */
export type Text = string | number;

/** One coded message: templates, and its page of explanation. */
export interface Message {
  readonly severity: "error" | "warning" | "failure";
  readonly text: string;
  readonly label?: string;
  readonly help?: string;
  readonly page: string;
}

/** What one finding has beyond its message. */
export interface Extra {
  readonly help?: string | undefined;
  readonly also?: { readonly span: Span; readonly label: string } | undefined;
  readonly edit?: Edit | undefined;
}

/** Puts the parameters in: one line whatever they hold, control characters escaped. `{{` and `}}` give braces. */
export function fill(template: string, params: Readonly<Record<string, Text>>): string {
  return template.replaceAll(/\{\{|\}\}|\{(\w+)\}/g, (all, name: string | undefined) =>
    name === undefined ? all.slice(1) : visible(String(params[name] ?? "")));
}

/** The finding that a message gives at a place. */
export function finding(code: string, message: Message, span: Span, params: Readonly<Record<string, Text>>, extra: Extra): Diagnostic {
  const help = extra.help ?? (message.help === undefined ? undefined : fill(message.help, params));
  return {
    code,
    severity: message.severity === "warning" ? "warning" : "error",
    message: fill(message.text, params),
    span,
    ...(message.label === undefined ? {} : { label: fill(message.label, params) }),
    ...(help === undefined ? {} : { help }),
    ...(extra.edit === undefined ? {} : { edit: extra.edit }),
    ...(extra.also === undefined ? {} : { also: extra.also }),
  };
}

/** A text in which every character can be seen: control and formatting characters, odd blanks and lone surrogates as `\u{...}`. */
export function visible(text: string): string {
  return text.replaceAll(/(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/gu, (character) =>
    character === "\n" ? "\\n" : character === "\t" ? "\\t" : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

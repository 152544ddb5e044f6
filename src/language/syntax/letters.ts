// Tokens of a text -> the same with whole names where letters outside ASCII stand in them, and a finding for each such name.
// Names are ASCII, so that two that look alike are alike. A name of look-alikes is read on as the ASCII name it looks like, so that one
// wrong letter is one finding; any other keeps its letters.

import { createTokenInstance } from "#chevrotain";
import type { IToken, TokenType } from "chevrotain";
import * as t from "../../../grammar/tokens.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { diagnose } from "../../base/messages.generated.js";
import type { Source } from "../../base/span.js";
import { codePoint } from "./literal.js";
import { letters } from "./lookalike.js";

const words: ReadonlyMap<string, TokenType> = new Map(t.tokens.flatMap((type) =>
  ((type.CATEGORIES ?? []).includes(t.Name) && type.LABEL !== undefined ? [[type.LABEL, type] as const] : [])));

/** The tokens with names put together, and what is wrong with those. */
export function nameFaults({ file, text }: Source, tokens: readonly IToken[]): { readonly tokens: IToken[]; readonly diagnostics: Diagnostic[] } {
  if (!tokens.some(foreign)) return { tokens: [...tokens], diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const whole: IToken[] = [];
  let until = 0;
  for (const token of tokens) {
    if (token.startOffset < until) continue;
    if (!foreign(token)) {
      whole.push(token);
      continue;
    }
    const before = whole.at(-1);
    const joins = before !== undefined && (before.tokenType.CATEGORIES ?? []).includes(t.Name) && before.startOffset + before.image.length === token.startOffset;
    if (joins) whole.pop();
    const start = joins ? before.startOffset : token.startOffset;
    const name = nameAt(text, start);
    until = start + name.length;
    const plain = asciiOf(name);
    whole.push(instance(plain ?? name, start, until));
    diagnostics.push(fault(file, start, name, plain));
  }
  return { tokens: whole, diagnostics };
}

/** Whether a token outside the language begins with a letter of another alphabet. */
function foreign({ tokenType, image }: IToken): boolean {
  return tokenType === t.Bad && /^[\p{L}\p{M}\p{N}]/u.test(image);
}

/** All that would be one name if names had every letter. */
function nameAt(text: string, start: number): string {
  const pattern = /(?:[\p{L}\p{M}\p{N}_]|-(?!>))+/uy;
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? "";
}

/** The name in ASCII letters, where each of its letters is one or looks like one. */
function asciiOf(name: string): string | undefined {
  const plain = [...name].map((letter) => letters.get(letter) ?? letter.normalize("NFKC")).join("");
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(plain) ? plain : undefined;
}

function instance(name: string, start: number, end: number): IToken {
  return createTokenInstance(words.get(name) ?? t.Identifier, name, start, end - 1, NaN, NaN, NaN, NaN);
}

function fault(file: string, start: number, name: string, plain: string | undefined): Diagnostic {
  const at = name.search(/[^\w-]/);
  const letter = String.fromCodePoint(name.codePointAt(at) ?? 0);
  const span = { file, start: start + at, end: start + at + letter.length };
  const code = codePoint(letter);
  if (plain === undefined) return diagnose("syntax/foreign-letter", span, { letter, code });
  return diagnose("syntax/look-alike", span, { letter, code, like: letters.get(letter) ?? letter.normalize("NFKC"), name: plain });
}

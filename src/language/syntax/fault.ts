// Where the parser stopped -> the finding: a bracket that nothing closes, a comma that is missing, what another language writes there,
// or what was expected and what was found. One error has one finding, and one suggestion.
// Knows tokens and the text around them; how reading goes on is `recover`'s affair.

import type { IToken, TokenType } from "chevrotain";
import * as t from "../../../grammar/tokens.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { REPAIR_TEXT_MAX } from "../../base/limits.js";
import { diagnose } from "../../base/messages.generated.js";
import type { Source, Span } from "../../base/span.js";
import { closes, opens, opensLine, unclosed } from "./brackets.js";
import { expectation, found, quoted, short, suggestion } from "./expected.js";
import type { Repair } from "./repair.js";

/** Where the parser stopped; `token` is undefined at the end of what it was given. */
export interface SyntaxFault {
  readonly token: IToken | undefined;
  readonly message: string;
  /** The item was whole, and more followed. */
  readonly trailing: boolean;
}

/** What is said of an error; `begins` where what was found was to begin a clause, so that the one before it is whole. */
export interface Said { readonly diagnostic: Diagnostic; readonly begins: boolean }

/** The finding of an error at a token of an item; `after` is the first token of what follows the item. */
export function finding({ file, text }: Source, error: SyntaxFault, tokens: readonly IToken[], index: number, after: IToken | undefined): Said {
  const token = tokens[index];
  const before = tokens[index - 1];
  const at = token ?? after;
  const { expected: wanted } = expectation(error.message);
  const extra = closesNothing(tokens, index);
  const open = extra ? undefined : openMark(text, wanted, tokens, index);
  if (open !== undefined) return plain(diagnose("syntax/unclosed", spanOf(file, open), { mark: open.image }, { also: at === undefined ? undefined : { span: spanOf(file, at), label: `\`${closing(open)}\` is missing before this` } }));
  const end = before === undefined ? text.length : before.startOffset + before.image.length;
  const sameLine = before !== undefined && token !== undefined && !opensLine(text, token);
  const expected = error.trailing && sameLine ? "the end of the declaration" : wanted;
  const { shown, rest } = short(expected, sameLine);
  if (at === undefined) return plain(diagnose("syntax/unexpected", { file, start: end, end }, { expected: shown, found: found(at) }));
  const span = spanOf(file, at);
  if (before !== undefined && missesComma(expected, before, at)) {
    return plain(diagnose("syntax/unexpected", span, { expected: "`,`", found: found(at) }, { help: "a comma stands between two of a list", edit: { span: { file, start: end, end }, text: "," } }));
  }
  if (before !== undefined && expected === "a value" && opensLine(text, at) && compares.has(before.image)) return plain(diagnose("syntax/unexpected", spanOf(file, before), { expected: `a value behind \`${before.image}\``, found: found(at) }));
  const meant = extra ? extraMark(tokens, index, expected) : suggestion(expected, at, lineAround(text, at.startOffset));
  return meant === undefined ? plain(diagnose("syntax/unexpected", span, { expected: shown, found: found(at) }, { help: rest })) : repaired(text, at, span, shown, meant);
}

/** A mark that closes nothing: where a list could have ended there, its own mark was meant. */
function extraMark(tokens: readonly IToken[], index: number, expected: string): Repair {
  const open = unclosed(tokens.slice(0, index)).at(-1);
  const close = open === undefined ? "" : closing(open);
  if (open !== undefined && expected === `\`,\` or \`${close}\``) return { help: `\`${open.image}\` is closed by \`${close}\``, expected: `\`${close}\``, write: close };
  return { help: `nothing is open that this \`${tokens[index]?.image}\` closes`, write: "" };
}

/** The finding of something that is to be written in another way. */
function repaired(text: string, at: IToken, span: Span, shown: string, meant: Repair): Said {
  const { file, start } = span;
  const taken = { file, start: start - (meant.back ?? 0), end: meant.take === undefined ? span.end : Math.min(text.length, start + meant.take) };
  const written = text.slice(taken.start, taken.end);
  const from = taken.start + written.length - written.trimStart().length;
  const to = from + written.trim().length;
  const place = to > from ? { file, start: from, end: to } : span;
  const what = place.start === start && to <= span.end ? found(at) : quoted(text.slice(place.start, place.end));
  const edit = meant.write === undefined ? undefined : { span: taken, text: meant.write };
  return { diagnostic: diagnose("syntax/unexpected", place, { expected: meant.expected ?? shown, found: what }, { help: meant.help, edit }), begins: meant.begins ?? false };
}

function plain(diagnostic: Diagnostic): Said {
  return { diagnostic, begins: false };
}

function spanOf(file: string, { startOffset, image }: IToken): Span {
  return { file, start: startOffset, end: startOffset + image.length };
}

/** The mark that nothing closes, where that is what is wrong: at the end of the item, before another closing mark, or before a clause. */
function openMark(text: string, expected: string, tokens: readonly IToken[], index: number): IToken | undefined {
  const token = tokens[index];
  const open = unclosed(tokens.slice(0, index)).at(-1);
  if (open === undefined || token === undefined) return open;
  const close = opens.get(open.tokenType);
  if (!expected.includes(`\`${closing(open)}\``)) return undefined;
  if (closes.has(token.tokenType)) return token.tokenType === close ? undefined : open;
  return open.tokenType !== t.LCurly && beginners.has(token.tokenType) && (opensLine(text, token) || token.tokenType === t.When) ? open : undefined;
}

/** Words that begin a clause or item, and hardly stand in brackets. */
const beginners: ReadonlySet<TokenType> = new Set([t.When, t.Unless, t.Because, t.On, t.From, t.To, t.Into, t.Op, t.Sink, t.Role, t.Result, t.Expect]);

function closing(open: IToken): string {
  return opens.get(open.tokenType)?.LABEL ?? open.image;
}

/** Marks behind which a value stands on the same line, mostly: where it is missing, the next line is not what is wrong. */
const compares: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "in", "has", "contains"]);

/** Whether a list could have gone on with a comma, and goes on with its next item without one. */
function missesComma(expected: string, before: IToken, token: IToken): boolean {
  if (!/^`,` or `[)}\]]`$/.test(expected)) return false;
  return [before, token].every(({ tokenType }) => tokenType === t.Numeral || (tokenType.CATEGORIES ?? []).some((type) => type === t.Text || type === t.Name))
    && before.startOffset + before.image.length < token.startOffset;
}

/** Whether the token closes something that is not open. */
function closesNothing(tokens: readonly IToken[], index: number): boolean {
  const token = tokens[index];
  return token !== undefined && closes.has(token.tokenType) && !unclosed(tokens.slice(0, index)).some(({ tokenType }) => opens.get(tokenType) === token.tokenType);
}

/** The line of a place, before and from it on, as far as is looked at. */
function lineAround(text: string, at: number): readonly [string, string] {
  const head = text.slice(Math.max(0, at - REPAIR_TEXT_MAX), at);
  const rest = text.slice(at, at + REPAIR_TEXT_MAX);
  return [/[^\n\r]*$/.exec(head)?.[0] ?? "", /^[^\n\r]*/.exec(rest)?.[0] ?? ""];
}

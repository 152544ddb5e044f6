// Tokens of a file with errors -> its parts that can be read, and a finding for each that cannot.
// The file is cut at words that begin an item; a part that does not parse loses the clause its error is in and is read again, so
// that an error hides neither the next item nor the next clause. A file without errors never comes here.

import { createTokenInstance } from "#chevrotain";
import type { CstNode, IToken, TokenType } from "chevrotain";
import * as t from "../../../grammar/tokens.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { FILE_ERRORS_MAX, ITEM_ERRORS_MAX } from "../../base/limits.js";
import type { Source } from "../../base/span.js";
import { closes, nest, opens, opensLine, unclosed } from "./brackets.js";
import { finding } from "./fault.js";
import type { SyntaxFault } from "./fault.js";
import { beginsElsewhere } from "./habits.js";
import { lostNames } from "./lost.js";
import { expectation, nearDeclaration, wantsClause } from "./expected.js";

/** Runs an entry rule of the grammar over tokens: the tree, or the first error. */
export type Attempt = (rule: "head" | "item", tokens: IToken[]) => { readonly tree: CstNode } | { readonly error: SyntaxFault };

const heads: ReadonlySet<TokenType> = new Set([t.Package, t.Use, t.For]);
const items: ReadonlySet<TokenType> = new Set([
  t.Tag, t.Dimension, t.Label, t.Const, t.Data, t.Define, t.Act, t.Program, t.Tool, t.Runtime, t.Unary, t.Relational, t.Host, t.Test,
]);
const clauses: ReadonlyMap<TokenType, ReadonlySet<TokenType>> = new Map([
  [t.Label, new Set([t.Name])],
  [t.Act, new Set([t.Verbs, t.Nouns])],
  [t.Tool, new Set([t.Op, t.Sink, t.Act, t.Role, t.Result, t.Compensate, t.Irreversible, t.Records])],
  [t.Runtime, new Set([t.Fact])],
  [t.Program, new Set([t.Choice, t.Flag, t.Like, t.Name])],
  ...[t.Unary, t.Relational, t.Host].map((type) => [type, new Set([
    t.On, t.From, t.To, t.Into, t.When, t.Unless, t.Because, t.Mode, t.Severity, t.Tags, t.Put, t.Remove, t.Mask,
  ])] as const),
]);

/** A head clause or item that could be read; `broken` where parts of it could not. */
export interface Recovered { readonly tree: CstNode; readonly broken: boolean }

/** Reads what can be read; `lost` are the names of items of which nothing could be. `tooDeep` are the tokens whose items must not be given to the parser. */
export function recover(source: Source, tokens: readonly IToken[], tooDeep: ReadonlySet<IToken>, attempt: Attempt): { trees: Recovered[]; lost: IToken[]; diagnostics: Diagnostic[] } {
  const trees: Recovered[] = [];
  const lost: IToken[] = [];
  const diagnostics: Diagnostic[] = [];
  const parts = cut(source.text, tokens);
  for (const [at, part] of parts.entries()) {
    // One more than are told, so that it is known that there are more.
    const readable = diagnostics.length <= FILE_ERRORS_MAX && !part.some((token) => tooDeep.has(token));
    const [after] = parts[at + 1] ?? [];
    const tree = readable ? read(source, part, after, attempt, diagnostics) : null;
    if (tree !== null) trees.push(tree);
    else for (const name of lostNames(part)) lost.push(name);
  }
  // What one item lacks at its end and what is wrong with the beginning of the next may be one and the same word.
  const places = new Set<number>();
  return { trees, lost, diagnostics: diagnostics.filter(({ span }) => !places.has(span.start) && places.add(span.start)) };
}

/** Parts that each begin with a word of the file's top level, or nearly one, that opens a line outside all braces, or an item for certain. */
function cut(text: string, tokens: readonly IToken[]): IToken[][] {
  const parts: IToken[][] = [];
  // What closes an outer bracket closes those within it: one that is not closed hides no item behind its own.
  let brackets = nest();
  tokens.forEach((token, at) => {
    const { tokenType: type } = token;
    const depth = brackets.open.length;
    const begins = heads.has(type) || items.has(type)
      ? opensLine(text, token) && ((depth === 0 && (!soft.has(type) || named(tokens[at + 1]))) || (opensText(text, token) && opensItem(tokens, at, parts.at(-1)?.[0]?.tokenType)))
      : depth === 0 && opensText(text, token) && (beginsElsewhere(token.image) || (type === t.Identifier && nearDeclaration(token.image) !== undefined));
    if (begins || parts.length === 0) {
      parts.push([]);
      brackets = nest();
    }
    parts.at(-1)?.push(token);
    brackets.take(token);
  });
  return parts;
}

/** Words that begin items, and are names more often than the others. */
const soft: ReadonlySet<TokenType> = new Set([t.Data, t.Define, t.Dimension]);

function named(token: IToken | undefined): boolean {
  return token !== undefined && isA(token.tokenType, t.Name);
}

function opensText(text: string, token: IToken): boolean {
  const before = text[token.startOffset - 1];
  return before === undefined || before === "\n" || before === "\r" || before === "\uFEFF";
}

/** Whether a string that is not closed has in it the mark that the item lacks at its end. */
function swallows({ image }: IToken, part: readonly IToken[]): boolean {
  const lacked = unclosed(part).at(-1);
  return lacked !== undefined && image.includes(opens.get(lacked.tokenType)?.LABEL ?? lacked.image);
}

/** Whether the words at a place begin an item, and nothing inside the one that is open. */
function opensItem(tokens: readonly IToken[], at: number, inside: TokenType | undefined): boolean {
  const is = (ahead: number, ...types: TokenType[]): boolean => {
    const type = tokens[at + ahead]?.tokenType;
    return type !== undefined && types.some((wanted) => isA(type, wanted));
  };
  if (is(0, t.Unary, t.Relational)) return is(1, t.Name) && is(2, t.Name);
  if (is(0, t.Host)) return is(1, t.Name) && is(2, t.Name) && is(3, t.Name);
  if (is(0, t.Test)) return is(1, t.Text);
  if (is(0, t.Label)) return is(1, t.Name) && is(2, t.Text);
  if (is(0, t.Const)) return is(1, t.Name) && is(2, t.Assign);
  if (is(0, t.Data)) return is(1, t.Name) && is(2, t.Colon);
  if (is(0, t.Define)) return is(1, t.Name) && is(2, t.Assign, t.LParen);
  if (is(0, t.Act, t.Runtime, t.Dimension)) return is(1, t.Name) && is(2, t.LCurly);
  if (is(0, t.Tag)) return is(1, t.Name) && inside !== t.Label && inside !== t.Tool;
  return is(0, t.Tool) && is(1, t.Name, t.Text) && is(2, t.LParen);
}

function read(source: Source, part: readonly IToken[], after: IToken | undefined, attempt: Attempt, diagnostics: Diagnostic[]): Recovered | null {
  const [opening] = part;
  const rule = opening !== undefined && heads.has(opening.tokenType) ? "head" : "item";
  const openText = part.find(({ tokenType }) => tokenType === t.Unclosed);
  let tokens: IToken[] = [...part];
  for (let errors = 0; errors < ITEM_ERRORS_MAX; errors++) {
    const result = attempt(rule, tokens);
    if ("tree" in result) return { tree: result.tree, broken: errors > 0 };
    const { ahead } = expectation(result.error.message);
    const index = result.error.token === undefined ? tokens.length : tokens.indexOf(result.error.token) + ahead;
    const token = tokens[index];
    // After a string that is not closed, or on its line, nothing is as it was meant; and a mark put in for a missing one was not written.
    const told = token?.image === "" || (openText !== undefined && (token === undefined ? swallows(openText, part) : !source.text.slice(token.startOffset, openText.startOffset).includes("\n")));
    const said = told ? undefined : finding(source, result.error, tokens, index, after);
    if (said !== undefined) diagnostics.push(said.diagnostic);
    const rest = without(source.text, tokens, index, result.error, said?.begins ?? false, (head) => "tree" in attempt(rule, closed(head)));
    if (rest === null) return null;
    tokens = rest;
  }
  return null;
}

/**
 * The tokens without what the error is in; null where the part cannot be saved. Where a clause could have ended and another does not
 * begin, that clause goes too: what is left of it was not meant.
 */
function without(text: string, tokens: readonly IToken[], index: number, error: SyntaxFault, begins: boolean, parses: (head: readonly IToken[]) => boolean): IToken[] | null {
  if (error.trailing) return index === 0 || goesOnWithin(text, tokens, index) ? null : tokens.slice(0, index);
  if (index >= tokens.length) return unclosed(tokens).length === 0 ? null : closed(tokens);
  const body = bodyOf(tokens);
  if (body === null || index <= body.from || isValue(tokens)) return null;
  const token = tokens[index];
  const couldEnd = wantsClause(expectation(error.message).expected);
  const wantsAnother = couldEnd && (begins || token === undefined || opensLine(text, token));
  const starts = startsOf(text, tokens, body);
  const nearest = starts.findLastIndex((start) => start < index);
  // The word that seems to begin the clause may be what the one before it took for its value.
  const eaten = couldEnd && !wantsAnother && nearest > 0 && !parses(tokens.slice(0, starts[nearest]));
  const from = wantsAnother ? index : starts[eaten ? nearest - 1 : nearest] ?? body.from + 1;
  const to = Math.min(starts.find((start) => start > from && start >= index && (start > index || !wantsAnother)) ?? body.to, body.to);
  return to <= from ? null : [...tokens.slice(0, from), ...tokens.slice(to)];
}

/** Whether it is a constant or definition: of a value nothing can be left out. */
function isValue([opening]: readonly IToken[]): boolean {
  return opening?.tokenType === t.Const || opening?.tokenType === t.Define;
}

/** Whether a definition, which nothing closes, was meant to go on: what was read of it is not what it is. */
function goesOnWithin(text: string, [opening, ...rest]: readonly IToken[], index: number): boolean {
  const token = rest[index - 1];
  return opening?.tokenType === t.Define && token !== undefined && !opensLine(text, token);
}

/** The tokens with the marks that close what is open. */
function closed(tokens: readonly IToken[]): IToken[] {
  const last = tokens.at(-1);
  const at = last === undefined ? 0 : last.startOffset + last.image.length;
  return [...tokens, ...unclosed(tokens).reverse().map(({ tokenType }) => createTokenInstance(opens.get(tokenType) ?? t.RCurly, "", at, at - 1, NaN, NaN, NaN, NaN))];
}

/** The braces of an item's body, as indexes. */
function bodyOf(tokens: readonly IToken[]): { from: number; to: number } | null {
  let depth = 0;
  for (let from = 0; from < tokens.length; from++) {
    const type = tokens[from]?.tokenType;
    if (type === t.LCurly && depth === 0) {
      const to = tokens.findLastIndex(({ tokenType }) => tokenType === t.RCurly);
      return to > from ? { from, to } : null;
    }
    if (type === t.LParen) depth++;
    else if (type === t.RParen) depth--;
  }
  return null;
}

/** Indexes at which clauses (or a test's steps) begin: first on their line. */
function startsOf(text: string, tokens: readonly IToken[], body: { from: number; to: number }): number[] {
  const kinds = clauses.get(tokens[0]?.tokenType ?? t.Bad);
  const starts: number[] = [];
  let depth = 0;
  for (let at = body.from + 1; at < body.to; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const { tokenType: type } = token;
    const begins = kinds === undefined ? opensStep(tokens, at, depth) : kinds.has(t.Name) ? isA(type, t.Name) : kinds.has(type) && opensClause(tokens, at);
    if (begins && (opensLine(text, token) || (reserved.has(type) && kinds?.has(type) === true && depth === 0))) {
      starts.push(at);
      depth = 0;
    }
    if (opens.has(type)) depth++;
    else if (closes.has(type)) depth = Math.max(0, depth - 1);
  }
  return starts;
}

/** Words of rules that no expression has as names, so that they begin a clause on any line. */
const reserved: ReadonlySet<TokenType> = new Set([t.When, t.Unless, t.Because]);

/** Whether a word of a rule's clauses begins one here, and is no name in the condition before it. */
function opensClause(tokens: readonly IToken[], at: number): boolean {
  const type = tokens[at]?.tokenType;
  const next = tokens[at + 1]?.tokenType;
  if (type === t.Tags || type === t.Severity || type === t.Put || type === t.Remove || type === t.Mask) return next !== undefined && next !== t.LParen && !marksOf.has(next);
  return true;
}

/** What follows a name in a condition. */
const marksOf: ReadonlySet<TokenType> = new Set([t.Dot, t.LSquare, t.Equal, t.Unequal, t.Less, t.Greater, t.AtLeast, t.AtMost, t.Plus, t.Minus, t.Star, t.Slash]);

function isA(type: TokenType, wanted: TokenType): boolean {
  return type === wanted || (type.CATEGORIES ?? []).includes(wanted);
}

/** Whether a step of a test may begin here; inside brackets only where no argument can. */
function opensStep(tokens: readonly IToken[], at: number, depth: number): boolean {
  const categories = tokens[at]?.tokenType.CATEGORIES ?? [];
  if (!categories.includes(t.Name) && !categories.includes(t.Text)) return false;
  const next = tokens[at + 1]?.tokenType;
  return depth === 0 || tokens[at]?.tokenType === t.Expect || next === t.Assign || next === t.LParen;
}

// Tokens -> those at which nesting passes its bound, one for each place where it does. The parser and everything after it may then
// recurse: an item with such a token is never parsed. Knows only brackets, the words that nest without them, and the chains that
// are read from the left: fields, keys, arithmetic and `else`.

import type { IToken, TokenType } from "chevrotain";
import * as t from "../../../grammar/tokens.js";
import { EXPRESSION_DEPTH_MAX } from "../../base/limits.js";

const opens: ReadonlySet<TokenType> = new Set([t.LCurly, t.LParen, t.LSquare]);
const closes: ReadonlySet<TokenType> = new Set([t.RCurly, t.RParen, t.RSquare]);
const marks: ReadonlySet<TokenType> = new Set([t.Plus, t.Minus, t.Star, t.Slash, t.Else]);
/** What ends a chain of arithmetic: nothing that could stand inside one. */
const ends: ReadonlySet<TokenType> = new Set([
  t.When, t.Unless, t.Because, t.Or, t.And, t.Not, t.Equal, t.Unequal, t.AtMost, t.AtLeast, t.Less, t.Greater, t.Assign, t.Comma, t.Colon,
]);
const nests: ReadonlySet<TokenType> = new Set([t.Not, t.Of]);
const passes: ReadonlySet<TokenType> = new Set([t.List, t.MapOf]);

/** What is open at one level of brackets. */
interface Level {
  /** What its bracket and the words before it add to the depth of all that is inside. */
  readonly cost: number;
  /** Fields and keys behind the last value, how deep its brackets are included. */
  fields: number;
  /** The deepest value of the chain so far. */
  peak: number;
  /** Operators of the chain so far. */
  operators: number;
  /** The deepest chain so far. */
  deepest: number;
}

/** The tokens at which nesting first is too deep. `not`, `list of`, `some x in some` and each link of a left-hand chain count as brackets do. */
export function tooDeep(tokens: readonly IToken[]): IToken[] {
  const found: IToken[] = [];
  const outer: Level[] = [];
  let level: Level = { cost: 0, fields: 0, peak: 0, operators: 0, deepest: 0 };
  let sum = 0;
  let run = 0;
  let quantifiers = 0;
  let over = false;
  let before: TokenType | undefined;
  for (const token of tokens) {
    const { tokenType: type } = token;
    if (type === t.Some || type === t.Every || type === t.Each) quantifiers = before === t.In ? quantifiers + 1 : 1;
    if (opens.has(type)) {
      const cost = 1 + run + quantifiers;
      outer.push(level);
      sum += cost;
      level = { cost, fields: 0, peak: 0, operators: 0, deepest: 0 };
      run = quantifiers = 0;
    } else if (closes.has(type)) {
      const inside = Math.max(level.deepest, height(level));
      sum -= level.cost;
      level = outer.pop() ?? { cost: 0, fields: 0, peak: 0, operators: 0, deepest: 0 };
      level.fields = Math.max(level.fields + (type === t.RSquare ? 1 : 0), inside + 1);
      run = 0;
    } else {
      step(level, type, before);
      run = nests.has(type) ? run + 1 : passes.has(type) ? run : 0;
    }
    const deep = sum + run + quantifiers + height(level) > EXPRESSION_DEPTH_MAX;
    if (deep && !over) found.push(token);
    over = deep;
    before = type;
  }
  return found;
}

function height({ operators, peak, fields }: Level): number {
  return operators + Math.max(peak, fields);
}

function step(level: Level, type: TokenType, before: TokenType | undefined): void {
  if (type === t.Dot) {
    level.fields++;
    return;
  }
  const named = before === t.Dot && (type.CATEGORIES ?? []).length > 0;
  if (named) return;
  if (ends.has(type)) {
    level.deepest = Math.max(level.deepest, height(level));
    level.peak = level.operators = 0;
  } else {
    level.peak = Math.max(level.peak, level.fields);
    if (marks.has(type)) level.operators++;
  }
  level.fields = 0;
}

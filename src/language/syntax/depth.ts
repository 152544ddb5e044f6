// Tokens -> those at which nesting passes its bound, one for each place where it does. The parser and everything after it may then
// recurse: an item with such a token is never parsed. Knows only brackets and the words that nest without them.

import type { IToken, TokenType } from "chevrotain";
import * as t from "../../../grammar/tokens.js";
import { EXPRESSION_DEPTH_MAX } from "../../base/limits.js";

const opens: ReadonlySet<TokenType> = new Set([t.LCurly, t.LParen, t.LSquare]);
const closes: ReadonlySet<TokenType> = new Set([t.RCurly, t.RParen, t.RSquare]);

/** The tokens at which nesting first is too deep. `not`, `list of` and the dots of one name count as brackets do. */
export function tooDeep(tokens: readonly IToken[]): IToken[] {
  const found: IToken[] = [];
  const outer: number[] = [];
  let sum = 0;
  let run = 0;
  let dots = 0;
  let over = false;
  for (const token of tokens) {
    const { tokenType: type } = token;
    dots = type === t.Dot ? dots + 1 : (type.CATEGORIES ?? []).length > 0 && dots > 0 ? dots : 0;
    if (type === t.Not || type === t.Of) run++;
    else if (opens.has(type)) {
      outer.push(1 + run);
      sum += 1 + run;
      run = 0;
    } else if (closes.has(type)) {
      sum -= outer.pop() ?? 0;
      run = 0;
    } else if (type !== t.List) run = 0;
    const deep = sum + run + dots > EXPRESSION_DEPTH_MAX;
    if (deep && !over) found.push(token);
    over = deep;
  }
  return found;
}

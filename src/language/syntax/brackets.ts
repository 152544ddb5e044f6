// Tokens -> which brackets are open where, and whether a token is the first of its line. What reading on after an error, and saying
// what is wrong, both need to know of a file that does not parse. Knows no grammar.

import type { IToken, TokenType } from "chevrotain";
import * as t from "../../../grammar/tokens.js";

/** Opening marks, and what closes each. */
export const opens: ReadonlyMap<TokenType, TokenType> = new Map([[t.LCurly, t.RCurly], [t.LParen, t.RParen], [t.LSquare, t.RSquare]]);

/** Closing marks. */
export const closes: ReadonlySet<TokenType> = new Set([t.RCurly, t.RParen, t.RSquare]);

/** Brackets that are open, outermost first, as tokens go by. */
export interface Nest {
  readonly open: IToken[];
  /** Takes the next token: what closes an outer bracket closes those within it, and what closes none closes nothing. */
  readonly take: (token: IToken) => void;
}

/** No bracket is open yet. */
export function nest(): Nest {
  const open: IToken[] = [];
  const counts = new Map<TokenType, number>();
  const count = (close: TokenType, by: number): void => void counts.set(close, (counts.get(close) ?? 0) + by);
  return {
    open,
    take: (token) => {
      const close = opens.get(token.tokenType);
      if (close !== undefined) {
        open.push(token);
        count(close, 1);
        return;
      }
      // Asked first whether it closes anything, so that each bracket is looked at once, however many marks close nothing.
      if (!closes.has(token.tokenType) || (counts.get(token.tokenType) ?? 0) === 0) return;
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        const closed = opens.get(last.tokenType) ?? token.tokenType;
        count(closed, -1);
        if (closed === token.tokenType) return;
      }
    },
  };
}

/** The opening marks that nothing closes, outermost first. */
export function unclosed(tokens: readonly IToken[]): IToken[] {
  const { open, take } = nest();
  tokens.forEach(take);
  return open;
}

/** Whether nothing but blanks stands before the token on its line. */
export function opensLine(text: string, token: IToken): boolean {
  let at = token.startOffset - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return at < 0 || text[at] === "\n" || text[at] === "\r";
}

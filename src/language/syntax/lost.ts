// The tokens of an item that could not be read -> the names it would have declared, so that nobody is told that they are unknown
// as well. Knows the beginnings of items, nothing of what follows.

import type { IToken } from "chevrotain";
import * as t from "../../../grammar/tokens.js";

/** Names behind the word that begins an item; none where what stands there is no name. */
export function lostNames([opening, ...rest]: readonly IToken[]): readonly IToken[] {
  switch (opening?.tokenType) {
    case t.Tag: return rest.slice(0, rest.findIndex((token) => !isName(token) && token.tokenType !== t.Comma) >>> 0).filter(isName);
    case t.Dimension: case t.Const: case t.Data: case t.Define: case t.Act: case t.Tool: case t.Runtime: return rest.slice(0, 1).filter(isName);
    case t.Unary: case t.Relational: return rest.slice(1, 2).filter(isName);
    case t.Host: return rest.slice(2, 3).filter(isName);
    default: return [];
  }
}

function isName({ tokenType }: IToken): boolean {
  const { CATEGORIES: categories = [] } = tokenType;
  return [tokenType, ...categories].some((type) => type === t.Name || type === t.Text);
}

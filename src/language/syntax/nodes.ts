// Pieces of the concrete tree -> names and spans: what every builder of this folder needs.
// Knows nothing of any construct.

import type { CstNode, IToken } from "chevrotain";
import type { DottedCstNode, LabelCstNode, NamesCstNode, TextsCstNode } from "../../../grammar/cst.generated.js";
import { Text } from "../../../grammar/tokens.js";
import { assert } from "../../base/assert.js";
import type { Span } from "../../base/span.js";
import type { Name } from "./ast.js";
import { decode } from "./literal.js";

/** The first of what the grammar says is there. */
export function first<T>(found: readonly T[] | undefined): T {
  const [one] = found ?? [];
  assert(one !== undefined, "a rule of the grammar has what it says");
  return one;
}

/** The place of a token. */
export function tokenSpan(file: string, token: IToken): Span {
  return { file, start: token.startOffset, end: token.startOffset + token.image.length };
}

/** The place of a node that is not empty. */
export function nodeSpan(file: string, node: CstNode): Span {
  const { startOffset, endOffset } = node.location ?? {};
  assert(startOffset !== undefined && endOffset !== undefined && !Number.isNaN(startOffset), "a node with a place");
  return { file, start: startOffset, end: endOffset + 1 };
}

/** From the beginning of one place to the end of another. */
export function between(from: Span, to: Span): Span {
  return { file: from.file, start: from.start, end: to.end };
}

/** A name as written, or the text of a string. */
export function tokenName(file: string, token: IToken): Name {
  const text = (token.tokenType.CATEGORIES ?? []).includes(Text) ? decode(token.image) : token.image;
  return { text, span: tokenSpan(file, token) };
}

/** `a.b.c`, as one name. */
export function dottedName(file: string, node: DottedCstNode): Name {
  return { text: node.children.Name.map(({ image }) => image).join("."), span: nodeSpan(file, node) };
}

/** `a, b, c`. */
export function nameList(file: string, node: NamesCstNode): Name[] {
  return node.children.Name.map((token) => tokenName(file, token));
}

/** `"a", "b"`. */
export function textList(file: string, node: TextsCstNode): Name[] {
  return node.children.Text.map((token) => tokenName(file, token));
}

/** A name, or a string in its place. */
export function labelName(file: string, node: LabelCstNode): Name {
  return tokenName(file, first(node.children.Name ?? node.children.Text));
}

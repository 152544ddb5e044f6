// Expressions and selectors: concrete tree -> `Expression`, `Selector`. Chains of `and`, `or` and `else` become balanced trees, so
// that a thousand alternatives are ten deep; they mean the same, as all three are associative. Knows no types and no names.

import type {
  AccessCstNode, AtomCstNode, ComparisonCstNode, ConjunctionCstNode, ExpressionCstNode, NegationCstNode, OperandCstNode, PrimaryCstNode,
  QuantifierCstNode, SelectorCstNode,
} from "../../../grammar/cst.generated.js";
import type { Comparison, Expression, Selector, SelectorAtom } from "./ast.js";
import { decode, decodeNumber } from "./literal.js";
import { between, first, labelName, nodeSpan, tokenName, tokenSpan } from "./nodes.js";

type Chain = "and" | "or" | "else";

/** The expression a node stands for. */
export function expression(file: string, node: ExpressionCstNode): Expression {
  return chain("or", node.children.conjunction.map((child) => conjunction(file, child)));
}

/** The selector a node stands for. */
export function selector(file: string, node: SelectorCstNode): Selector {
  const [where] = node.children.expression ?? [];
  return {
    atoms: node.children.atom.map((child) => atom(file, child)),
    where: where === undefined ? null : expression(file, where),
    span: nodeSpan(file, node),
  };
}

/** A chain as a balanced tree. Links of the same kind inside it, as parentheses make them, become part of it. */
export function chain(kind: Chain, links: readonly Expression[]): Expression {
  const flat = links.some((link) => link.kind === kind) ? links.flatMap((link) => unchain(kind, link)) : links;
  return balanced(kind, flat, 0, flat.length);
}

/** The links of a chain, in their order. */
export function unchain(kind: Chain, link: Expression): Expression[] {
  return link.kind === kind && "left" in link ? [...unchain(kind, link.left), ...unchain(kind, link.right)] : [link];
}

function balanced(kind: Chain, links: readonly Expression[], from: number, to: number): Expression {
  if (to - from === 1) return first(links.slice(from, to));
  const middle = (from + to + 1) >> 1;
  const left = balanced(kind, links, from, middle);
  const right = balanced(kind, links, middle, to);
  return { kind, left, right, span: between(left.span, right.span) };
}

function atom(file: string, node: AtomCstNode): SelectorAtom {
  const { Name, label } = node.children;
  const span = nodeSpan(file, node);
  return label === undefined
    ? { kind: "word", name: tokenName(file, first(Name)), span }
    : { kind: "tools", names: label.map((child) => labelName(file, child)), span };
}

function conjunction(file: string, node: ConjunctionCstNode): Expression {
  return chain("and", node.children.negation.map((child) => negation(file, child)));
}

function negation(file: string, node: NegationCstNode): Expression {
  const { negation: inner, comparison: plain } = node.children;
  if (inner === undefined) return comparison(file, first(plain));
  return { kind: "not", operand: negation(file, first(inner)), span: nodeSpan(file, node) };
}

function comparison(file: string, node: ComparisonCstNode): Expression {
  const { operand: operands, operator, Ignoring } = node.children;
  const left = operand(file, first(operands));
  const rightNode = operands[1];
  if (operator === undefined || rightNode === undefined) return left;
  const words = first(operator).children;
  const right = operand(file, rightNode);
  const ignoreCase = Ignoring !== undefined;
  const span = nodeSpan(file, node);
  if (words.Matches !== undefined) return { kind: "matches", left, glob: tokenName(file, first(words.Name)), patterns: right, ignoreCase, span };
  const compare: Expression = { kind: "compare", operator: operatorOf(words), left, right, ignoreCase, span };
  return words.Not === undefined ? compare : { kind: "not", operand: compare, span };
}

function operatorOf(words: Readonly<Record<string, unknown>>): Comparison {
  for (const [token, operator] of operators) if (words[token] !== undefined) return operator;
  return "in";
}

const operators: readonly (readonly [string, Comparison])[] = [
  ["Equal", "=="], ["Unequal", "!="], ["Less", "<"], ["AtMost", "<="], ["Greater", ">"], ["AtLeast", ">="], ["In", "in"], ["Has", "has"],
  ["Excludes", "excludes"], ["Contains", "contains"], ["Starts", "starts with"], ["Ends", "ends with"],
];

function operand(file: string, node: OperandCstNode): Expression {
  return chain("else", node.children.access.map((child) => access(file, child)));
}

function access(file: string, node: AccessCstNode): Expression {
  const start = nodeSpan(file, node);
  let of = primary(file, first(node.children.primary));
  for (const child of node.children.label ?? []) {
    const field = labelName(file, child);
    of = { kind: "field", of, field, span: between(start, field.span) };
  }
  return of;
}

function primary(file: string, node: PrimaryCstNode): Expression {
  const of = node.children;
  const span = nodeSpan(file, node);
  const [text] = of.Text ?? [];
  if (text !== undefined) return { kind: "string", value: decode(text.image), span };
  const [numeral] = of.Numeral ?? [];
  if (numeral !== undefined) return { kind: "number", value: decodeNumber(numeral.image), span };
  if (of.True !== undefined || of.False !== undefined) return { kind: "boolean", value: of.True !== undefined, span };
  if (of.expression !== undefined) return expression(file, first(of.expression));
  if (of.set !== undefined) return { kind: "set", items: (first(of.set).children.expression ?? []).map((child) => expression(file, child)), span };
  if (of.quantifier !== undefined) return quantifier(file, first(of.quantifier));
  if (of.selector !== undefined) return { kind: "count", selector: selector(file, first(of.selector)), span };
  const word = first(of.Word);
  const name = { text: word.image, span: tokenSpan(file, word) };
  if (of.arguments === undefined) return { kind: "name", name, span };
  const args = (first(of.arguments).children.expression ?? []).map((child) => expression(file, child));
  return { kind: "call", function: name, args, span };
}

function quantifier(file: string, node: QuantifierCstNode): Expression {
  const of = node.children;
  return {
    kind: "quantified",
    all: of.Every !== undefined,
    variable: tokenName(file, first(of.Name)),
    in: access(file, first(of.access)),
    condition: expression(file, first(of.expression)),
    span: nodeSpan(file, node),
  };
}

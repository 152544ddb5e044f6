// Expressions and selectors: concrete tree -> `Expression`, `Selector`. Chains of `and`, `or` and `else` become balanced trees, so
// that a thousand alternatives are ten deep; they mean the same, as all three are associative. Knows no types and no names.

import type {
  AccessCstNode, AtomCstNode, ComparisonCstNode, ConjunctionCstNode, EachCstNode, ExpressionCstNode, HistoryClauseCstNode, HistoryCstNode, NegationCstNode,
  PeriodCstNode, PrimaryCstNode, QuantifierCstNode, SelectorCstNode, SetCstNode, SumCstNode,
} from "../../../grammar/cst.generated.js";
import type { Comparison, Expression, HistoryClause, Selector, SelectorAtom } from "./ast.js";
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
  const { sum: sums, operator, Ignoring } = node.children;
  const left = sum(file, first(sums));
  const rightNode = sums[1];
  if (operator === undefined || rightNode === undefined) return left;
  const words = first(operator).children;
  const right = sum(file, rightNode);
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

/** The value a sum stands for: links of `else` first, then products, then what is added, each from the left. */
export function sum(file: string, node: SumCstNode): Expression {
  const { access: accesses, Else = [], Star = [], Slash = [], Plus = [], Minus = [] } = node.children;
  const values = accesses.map((child) => access(file, child));
  const [only] = values;
  if (only !== undefined && values.length === 1) return only;
  const marks = [...Else, ...Star, ...Slash, ...Plus, ...Minus].sort((a, b) => a.startOffset - b.startOffset).map(({ image }) => image);
  const links = grouped(values, marks, (mark) => mark === "else", (parts) => chain("else", parts));
  const products = grouped(links.values, links.marks, (mark) => mark === "*" || mark === "/", joined);
  return joined(products.values, products.marks);
}

/** The values with each run between marks that hold it together made one, and the marks that are left. */
function grouped(
  values: readonly Expression[], marks: readonly string[], holds: (mark: string) => boolean, join: (parts: readonly Expression[], marks: readonly string[]) => Expression,
): { values: Expression[]; marks: string[] } {
  if (!marks.some(holds)) return { values: [...values], marks: [...marks] };
  const done: Expression[] = [];
  let from = 0;
  for (let at = 0; at < values.length; at++) {
    if (at < marks.length && holds(marks[at] ?? "")) continue;
    done.push(join(values.slice(from, at + 1), marks.slice(from, at)));
    from = at + 1;
  }
  return { values: done, marks: marks.filter((mark) => !holds(mark)) };
}

function joined(parts: readonly Expression[], marks: readonly string[]): Expression {
  return parts.slice(1).reduce((left, right, at) => {
    const operator = arithmetic.get(marks[at] ?? "") ?? "+";
    return { kind: "arithmetic", operator, left, right, span: between(left.span, right.span) };
  }, first(parts));
}

const arithmetic: ReadonlyMap<string, "+" | "-" | "*" | "/"> = new Map([["+", "+"], ["-", "-"], ["*", "*"], ["/", "/"]]);

/** The value that a path of fields and keys leads to. */
export function access(file: string, node: AccessCstNode): Expression {
  const start = nodeSpan(file, node);
  const { primary: root, label: labels = [], expression: keys = [], RSquare = [] } = node.children;
  const steps = [
    ...labels.map((child) => ({ at: nodeSpan(file, child).start, field: labelName(file, child) })),
    ...keys.map((child, at) => ({ at: nodeSpan(file, child).start, key: child, end: first(RSquare.slice(at)) })),
  ];
  if (labels.length > 0 && keys.length > 0) steps.sort((a, b) => a.at - b.at);
  let of = primary(file, first(root));
  for (const step of steps) {
    of = "field" in step ? { kind: "field", of, field: step.field, span: between(start, step.field.span) }
      : { kind: "index", of, key: expression(file, step.key), span: between(start, tokenSpan(file, step.end)) };
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
  if (of.set !== undefined) return braces(file, first(of.set));
  if (of.quantifier !== undefined) return quantifier(file, first(of.quantifier));
  if (of.each !== undefined) return each(file, first(of.each));
  if (of.history !== undefined) return history(file, first(of.history));
  const word = first(of.Word);
  const name = { text: word.image, span: tokenSpan(file, word) };
  if (of.arguments === undefined) return { kind: "name", name, span };
  const args = (first(of.arguments).children.expression ?? []).map((child) => expression(file, child));
  return { kind: "call", function: name, args, span };
}

function braces(file: string, node: SetCstNode): Expression {
  const { pair: pairs, expression: items = [] } = node.children;
  const span = nodeSpan(file, node);
  if (pairs === undefined) return { kind: "set", items: items.map((child) => expression(file, child)), span };
  const entries = pairs.map(({ children }) => ({ key: labelName(file, first(children.label)), value: expression(file, first(children.expression)) }));
  return { kind: "map", entries, span };
}

function history(file: string, node: HistoryCstNode): Expression {
  const of = node.children;
  return {
    kind: "history",
    fold: tokenName(file, first(of.Count ?? of.After ?? of.Before ?? of.Sum ?? of.Distinct ?? of.Latest ?? of.All)),
    value: of.expression === undefined ? null : expression(file, first(of.expression)),
    selector: selector(file, first(of.selector)),
    clauses: (of.historyClause ?? []).map((child) => historyClause(file, child)),
    span: nodeSpan(file, node),
  };
}

function historyClause(file: string, node: HistoryClauseCstNode): HistoryClause {
  const of = node.children;
  const span = nodeSpan(file, node);
  if (of.Within !== undefined) return { kind: "within", amount: decodeNumber(first(of.Numeral).image), unit: tokenName(file, first(of.unit)), span };
  if (of.period !== undefined) return period(file, first(of.period));
  if (of.Keep !== undefined) return { kind: "keep", count: decodeNumber(first(of.Numeral).image), span };
  if (of.Including !== undefined) return { kind: "including", span };
  const status = of.status === undefined ? null : tokenName(file, first(of.status));
  if (of.selector !== undefined) return { kind: "since", selector: selector(file, first(of.selector)), status, span };
  return { kind: "status", status: first(status === null ? [] : [status]), span };
}

function period(file: string, node: PeriodCstNode): HistoryClause {
  const { Name, Text } = node.children;
  const [zone] = Text ?? [];
  return { kind: "period", words: Name.map((token) => tokenName(file, token)), zone: zone === undefined ? null : tokenName(file, zone), span: nodeSpan(file, node) };
}

function quantifier(file: string, node: QuantifierCstNode): Expression {
  const of = node.children;
  const [name, second] = of.Name.map((token) => tokenName(file, token));
  return {
    kind: "quantified",
    all: of.Every !== undefined,
    key: second === undefined ? null : first(name === undefined ? [] : [name]),
    variable: second ?? first(name === undefined ? [] : [name]),
    in: access(file, first(of.access)),
    condition: expression(file, first(of.expression)),
    span: nodeSpan(file, node),
  };
}

function each(file: string, node: EachCstNode): Expression {
  const of = node.children;
  const [name, second] = of.Name.map((token) => tokenName(file, token));
  return {
    kind: "each",
    key: second === undefined ? null : first(name === undefined ? [] : [name]),
    variable: second ?? first(name === undefined ? [] : [name]),
    in: access(file, first(of.access)),
    where: of.where === undefined ? null : expression(file, first(of.where)),
    value: expression(file, first(of.value)),
    span: nodeSpan(file, node),
  };
}

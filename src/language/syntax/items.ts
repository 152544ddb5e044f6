// Declarations, tools and rules: concrete tree -> `Item`. One function a construct.
// Nothing is looked up and nothing refused: which names there are is not known here.

import type {
  ActItemCstNode, ConditionCstNode, DefineItemCstNode, DimensionItemCstNode, ExecutableClauseCstNode, ExecutableItemCstNode, FactClauseCstNode, GivenCstNode, ItemCstNode, LabelClauseCstNode,
  LabelItemCstNode, MemberCstNode, ParamsCstNode, PlaceCstNode, RecordClauseCstNode, RewriteCstNode, RuleClauseCstNode, RuleItemCstNode, RuntimeItemCstNode,
  ToolClauseCstNode, ToolItemCstNode, TypeCstNode,
} from "../../../grammar/cst.generated.js";
import type { ExecutableClause, Expression, Item, LabelClause, Name, Param, RecordClause, RuleClause, ToolClause, TypeNode } from "./ast.js";
import { access, expression, selector, sum } from "./expressions.js";
import { decodeNumber } from "./literal.js";
import { dottedName, first, labelName, nameList, nodeSpan, textList, tokenName } from "./nodes.js";
import { test } from "./steps.js";

/** The item a node stands for. One that is `broken` lost parts to errors, and says so where it has clauses or steps. */
export function item(file: string, node: ItemCstNode, broken: boolean): Item {
  const built = whole(file, node);
  return broken && (built.kind === "label" || built.kind === "tool" || built.kind === "rule" || built.kind === "test" || built.kind === "executable" || built.kind === "dimension") ? { ...built, broken } : built;
}

function whole(file: string, node: ItemCstNode): Item {
  const of = node.children;
  const span = nodeSpan(file, node);
  if (of.tagItem !== undefined) return { kind: "tag", names: nameList(file, first(first(of.tagItem).children.names)), span };
  if (of.dimensionItem !== undefined) return dimensionItem(file, first(of.dimensionItem));
  if (of.labelItem !== undefined) return labelItem(file, first(of.labelItem));
  if (of.constItem !== undefined) {
    const { Name: name, expression: value } = first(of.constItem).children;
    return { kind: "const", name: tokenName(file, first(name)), value: expression(file, first(value)), span };
  }
  if (of.dataItem !== undefined) {
    const { Name: name, type: typed } = first(of.dataItem).children;
    return { kind: "data", name: tokenName(file, first(name)), type: type(file, first(typed)), span };
  }
  if (of.defineItem !== undefined) return defineItem(file, first(of.defineItem));
  if (of.actItem !== undefined) return actItem(file, first(of.actItem));
  if (of.executableItem !== undefined) return executableItem(file, first(of.executableItem));
  if (of.toolItem !== undefined) return toolItem(file, first(of.toolItem));
  if (of.runtimeItem !== undefined) return runtimeItem(file, first(of.runtimeItem));
  if (of.ruleItem !== undefined) return ruleItem(file, first(of.ruleItem));
  return test(file, first(of.testItem));
}

function dimensionItem(file: string, node: DimensionItemCstNode): Item {
  const { Name: name, levels = [] } = node.children;
  const chains = levels.map(({ children }) => children.Name.map((token) => tokenName(file, token)));
  return { kind: "dimension", name: tokenName(file, first(name)), chains, span: nodeSpan(file, node) };
}

function defineItem(file: string, node: DefineItemCstNode): Item {
  const { Name: name, variable = [], expression: value } = node.children;
  const params = variable.map((child) => ({
    name: tokenName(file, first(child.children.Name)),
    type: child.children.type === undefined ? null : type(file, first(child.children.type)),
    span: nodeSpan(file, child),
  }));
  return { kind: "define", name: tokenName(file, first(name)), params, value: expression(file, first(value)), span: nodeSpan(file, node) };
}

function labelItem(file: string, node: LabelItemCstNode): Item {
  const { Name: resource, texts, labelClause } = node.children;
  return {
    kind: "label",
    resource: tokenName(file, first(resource)),
    globs: textList(file, first(texts)),
    clauses: (labelClause ?? []).map((child) => label(file, child)),
    span: nodeSpan(file, node),
  };
}

function label(file: string, node: LabelClauseCstNode): LabelClause {
  const { dimension, level, names } = node.children;
  const span = nodeSpan(file, node);
  if (names !== undefined) return { kind: "tag", names: nameList(file, first(names)), span };
  return { kind: "level", dimension: tokenName(file, first(dimension)), level: tokenName(file, first(level)), span };
}

function actItem(file: string, node: ActItemCstNode): Item {
  const clauses = node.children.actClause ?? [];
  const words = (verbs: boolean): Name[] => clauses
    .filter(({ children }) => (children.Verbs !== undefined) === verbs)
    .flatMap(({ children }) => textList(file, first(children.texts)));
  return { kind: "act", name: tokenName(file, first(node.children.Name)), verbs: words(true), nouns: words(false), span: nodeSpan(file, node) };
}

function executableItem(file: string, node: ExecutableItemCstNode): Item {
  const { texts, executableClause = [] } = node.children;
  return { kind: "executable", names: textList(file, first(texts)), clauses: executableClause.map((child) => usage(file, child)), span: nodeSpan(file, node) };
}

function usage(file: string, node: ExecutableClauseCstNode): ExecutableClause {
  const of = node.children;
  const span = nodeSpan(file, node);
  const texts = (): Name[] => textList(file, first(of.texts));
  if (of.Option !== undefined) return { kind: "option", names: texts(), uses: nameList(file, first(of.names)), span };
  if (of.Flag !== undefined) return { kind: "flag", names: texts(), span };
  if (of.Like !== undefined) return { kind: "like", name: tokenName(file, first(of.Text)), span };
  const given = of.texts === undefined ? null : { kind: of.When === undefined ? "unless" as const : "when" as const, options: texts() };
  return { kind: "says", word: tokenName(file, first(of.Name)), what: nameList(file, first(of.names)), given, span };
}

function runtimeItem(file: string, node: RuntimeItemCstNode): Item {
  const fact = (child: FactClauseCstNode) => ({
    name: dottedName(file, first(child.children.dotted)), type: type(file, first(child.children.type)), span: nodeSpan(file, child),
  });
  return {
    kind: "runtime",
    name: tokenName(file, first(node.children.Name)),
    facts: (node.children.factClause ?? []).map(fact),
    span: nodeSpan(file, node),
  };
}

function toolItem(file: string, node: ToolItemCstNode): Item {
  const { label: name, params: listed, toolClause } = node.children;
  return {
    kind: "tool",
    name: labelName(file, first(name)),
    ...params(file, first(listed)),
    clauses: (toolClause ?? []).map((child) => binding(file, child)),
    span: nodeSpan(file, node),
  };
}

function params(file: string, node: ParamsCstNode): { params: Param[]; open: boolean } {
  return {
    params: (node.children.param ?? []).map((child) => ({
      name: labelName(file, first(child.children.label)),
      optional: child.children.Question !== undefined,
      type: type(file, first(child.children.type)),
      span: nodeSpan(file, child),
    })),
    open: node.children.Ellipsis !== undefined,
  };
}

/** The type a node stands for; a union in parentheses inside a union is part of it. */
function type(file: string, node: TypeCstNode): TypeNode {
  const members = node.children.member.map((child) => member(file, child));
  const [only] = members;
  if (only !== undefined && members.length === 1) return only;
  return { kind: "union", of: members.flatMap((found) => (found.kind === "union" ? found.of : [found])), span: nodeSpan(file, node) };
}

function member(file: string, node: MemberCstNode): TypeNode {
  const { member: of, type: inner, params: fields, List, Name: name } = node.children;
  const span = nodeSpan(file, node);
  if (of !== undefined) return { kind: List === undefined ? "map" : "list", of: member(file, first(of)), span };
  if (inner !== undefined) return type(file, first(inner));
  if (fields !== undefined) return { kind: "record", ...params(file, first(fields)), span };
  return { kind: "named", name: tokenName(file, first(name)), span };
}

function binding(file: string, node: ToolClauseCstNode): ToolClause {
  const of = node.children;
  const span = nodeSpan(file, node);
  const when = condition(file, of.condition);
  if (of.Op !== undefined) return { kind: "op", op: tokenName(file, first(of.Name)), when, span };
  if (of.Sink !== undefined) return { kind: "sink", names: nameList(file, first(of.names)), when, span };
  if (of.Act !== undefined) return { kind: "act", names: nameList(file, first(of.names)), when, span };
  if (of.places !== undefined) {
    const paths = first(of.places).children.place.map((child) => place(file, child));
    return { kind: "role", role: tokenName(file, first(of.Name)), paths, span };
  }
  if (of.Records !== undefined) {
    return { kind: "records", path: of.place === undefined ? null : place(file, first(of.place)), clauses: (of.recordClause ?? []).map((child) => recordClause(file, child)), span };
  }
  if (of.Irreversible !== undefined) return { kind: "irreversible", span };
  if (of.Compensate !== undefined) return { kind: "compensate", tool: labelName(file, first(of.label)), args: given(file, first(of.given)), when, span };
  if (of.Is !== undefined) return { kind: "format", format: tokenName(file, first(of.Name)), span };
  return { kind: "result", labels: (of.labelClause ?? []).map((child) => label(file, child)), when, span };
}

function recordClause(file: string, node: RecordClauseCstNode): RecordClause {
  const { places, Author, Title } = node.children;
  const paths = first(places).children.place.map((child) => place(file, child));
  return { kind: Author !== undefined ? "author" : Title !== undefined ? "title" : "writes", paths, span: nodeSpan(file, node) };
}

/** Arguments that are computed. */
function given(file: string, node: GivenCstNode): { key: Name; value: Expression }[] {
  return (node.children.gift ?? []).map(({ children }) => ({ key: labelName(file, first(children.label)), value: expression(file, first(children.expression)) }));
}

function condition(file: string, nodes: readonly ConditionCstNode[] | undefined): Expression | null {
  return nodes === undefined ? null : expression(file, first(first(nodes).children.expression));
}

/** `list[].text` as one name, without the blanks it may be written with. */
function place(file: string, node: PlaceCstNode): Name {
  const { label: labels, Star = [], LSquare = [] } = node.children;
  const parts = [
    ...labels.map((child) => labelName(file, child)).map(({ text, span }) => ({ text, at: span.start })),
    ...Star.map(({ startOffset }) => ({ text: "*", at: startOffset })),
    ...LSquare.map(({ startOffset }) => ({ text: "[]", at: startOffset })),
  ].sort((a, b) => a.at - b.at);
  const text = parts.map((part, at) => (at > 0 && part.text !== "[]" ? `.${part.text}` : part.text)).join("");
  return { text, span: nodeSpan(file, node) };
}

function ruleItem(file: string, node: RuleItemCstNode): Item {
  const of = node.children;
  const [title] = of.Text ?? [];
  return {
    kind: "rule",
    rule: of.Unary !== undefined ? "unary" : of.Relational !== undefined ? "relational" : "host",
    runtime: of.runtime === undefined ? null : tokenName(file, first(of.runtime)),
    effect: tokenName(file, first(of.effect)),
    name: tokenName(file, first(of.name)),
    title: title === undefined ? null : tokenName(file, title),
    clauses: (of.ruleClause ?? []).map((child) => clause(file, child)),
    span: nodeSpan(file, node),
  };
}

function rewrite(file: string, node: RewriteCstNode): RuleClause {
  const of = node.children;
  const span = nodeSpan(file, node);
  const target = access(file, first(of.access));
  if (of.Set !== undefined) return { kind: "set", target, value: expression(file, first(of.expression)), span };
  if (of.Remove !== undefined) return { kind: "remove", target, span };
  return {
    kind: "mask",
    of: sum(file, first(of.sum)),
    target,
    keep: of.Keep === undefined ? null : { side: tokenName(file, first(of.Name)), count: decodeNumber(first(of.Numeral).image) },
    with: of.Text === undefined ? null : tokenName(file, first(of.Text)),
    span,
  };
}

function clause(file: string, node: RuleClauseCstNode): RuleClause {
  const of = node.children;
  const span = nodeSpan(file, node);
  const inner = of.expression === undefined ? null : expression(file, first(of.expression));
  if (of.Skip !== undefined) return { kind: "unknown-skip", span };
  if (of.Mode !== undefined) return { kind: "observe", span };
  if (of.On !== undefined) return { kind: "on", selector: selector(file, first(of.selector)), span };
  if (of.From !== undefined) return { kind: "from", where: inner, span };
  if (of.To !== undefined) {
    return { kind: "to", selector: selector(file, first(of.selector)), via: of.via === undefined ? null : tokenName(file, first(of.via)), span };
  }
  if (of.Into !== undefined) {
    return { kind: "into", roles: (of.role ?? []).map((token) => tokenName(file, token)), as: tokenName(file, first(of.as)), span };
  }
  if (of.Severity !== undefined) return { kind: "severity", severity: tokenName(file, first(of.severity)), span };
  if (of.Tags !== undefined) return { kind: "tags", tags: textList(file, first(of.texts)), span };
  if (of.rewrite !== undefined) return rewrite(file, first(of.rewrite));
  if (of.Because !== undefined) return { kind: "because", text: tokenName(file, first(of.Text)), span };
  return { kind: of.When === undefined ? "unless" : "when", condition: expression(file, first(of.expression)), span };
}

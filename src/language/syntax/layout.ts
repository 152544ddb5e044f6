// Expressions, selectors, types and JSON -> documents that know where their lines may break, with no more parentheses than the grammar
// needs and readers are glad of: around `and` in `or`, `else` in a comparison, and a comparison that `not` denies. What stands around
// them is `print`'s and `clauses`' affair.

import { unreachable } from "../../base/assert.js";
import type { Expression, HistoryClause, JsonNode, Name, Param, Selector, SelectorAtom, TypeNode } from "./ast.js";
import { block, commas, line, words } from "./doc.js";
import type { Doc } from "./doc.js";
import { unchain } from "./expressions.js";
import { quote } from "./literal.js";

/** How tightly a construct holds its parts together, loosest first. */
const binding = { or: 1, and: 2, not: 3, compare: 4, sum: 5, product: 6, else: 7, access: 8, primary: 9 } as const;
type Binding = keyof typeof binding;

/** An expression. */
export function expressionDoc(expression: Expression): Doc {
  switch (expression.kind) {
    case "string": return quote(expression.value);
    case "number": return String(expression.value + 0);
    case "boolean": return String(expression.value);
    case "name": return expression.name.text;
    case "field": return [at("access", expression.of), ".", nameText(expression.field)];
    case "index": return [at("access", expression.of), "[", expressionDoc(expression.key), "]"];
    case "set": return ["{", commas(expression.items.map(expressionDoc)), "}"];
    case "map": return ["{", commas(expression.entries.map(({ key, value }) => [quote(key.text), ": ", expressionDoc(value)])), "}"];
    case "call": return [expression.function.text, "(", commas(expression.args.map(expressionDoc)), ")"];
    case "arithmetic": {
      const level = levelOf(expression.operator);
      return block([part(expression.left, level), line, expression.operator, " ", part(expression.right, level === "sum" ? "product" : "else")]);
    }
    case "history": return historyDoc(expression);
    case "quantified": {
      const names = expression.key === null ? expression.variable.text : `${expression.key.text}, ${expression.variable.text}`;
      return [expression.all ? "every " : "some ", names, " in ", at("access", expression.in), " (", block([expressionDoc(expression.condition)]), ")"];
    }
    case "each": {
      const names = expression.key === null ? expression.variable.text : `${expression.key.text}, ${expression.variable.text}`;
      const where: Doc = expression.where === null ? "" : [" where ", nests(expression.where) ? ["(", expressionDoc(expression.where), ")"] : expressionDoc(expression.where)];
      return ["each ", names, " in ", at("access", expression.in), where, " (", block([expressionDoc(expression.value)]), ")"];
    }
    case "compare": return comparison(expression, expression.operator);
    case "matches": {
      const { left, glob, patterns, ignoreCase } = expression;
      return [part(left, "sum"), " matches ", glob.text, " ", part(patterns, "sum"), ignoreCase ? " ignoring case" : ""];
    }
    case "else": case "and": case "or": {
      return block(links(expression).flatMap((link, place) => (place === 0 ? [link] : [line, expression.kind, " ", link])));
    }
    case "not": {
      const { operand } = expression;
      if (operand.kind === "compare" && operand.operator === "in") return comparison(operand, "not in");
      return ["not ", at(bindingOf(operand) === "compare" ? "sum" : "not", operand)];
    }
    default: return unreachable(expression);
  }
}

/** The links of a chain of `and`, `or` or `else`, each as it stands in it. */
export function links(expression: Expression & { kind: "and" | "or" | "else" }): Doc[] {
  const inner = expression.kind === "or" ? "and" : expression.kind === "and" ? "not" : "access";
  return unchain(expression.kind, expression).map((link) => (link.kind === "and" ? ["(", expressionDoc(link), ")"] : at(inner, link)));
}

/** The argument or row that a rewrite changes, and the values that a mask looks for in it: with parentheses where more is in them. */
export function rewriteDoc(expression: Expression, part: "target" | "values"): Doc {
  return at(part === "target" ? "access" : "sum", expression);
}

/** A selector. */
export function selectorDoc(selector: Selector): Doc {
  const atoms = commas(selector.atoms.flatMap(atomDocs));
  return selector.where === null ? atoms : [atoms, " where ", expressionDoc(selector.where)];
}

/** Parameters of a tool, a definition or a record, each. */
export function paramDocs(params: readonly Param[], open: boolean): Doc[] {
  const shown = params.map(({ name, optional, type }): Doc => [nameText(name), optional ? "?: " : ": ", typeDoc(type)]);
  return open ? [...shown, "..."] : shown;
}

/** A type. */
export function typeDoc(type: TypeNode): Doc {
  switch (type.kind) {
    case "named": return type.name.text;
    case "list": case "map": return [type.kind, " of ", type.of.kind === "union" ? ["(", typeDoc(type.of), ")"] : typeDoc(type.of)];
    case "union": {
      return block(type.of.flatMap((member, place) => (place === 0 ? [typeDoc(member)] : [line, "| ", typeDoc(member)])));
    }
    case "record": return type.params.length === 0 && !type.open ? "{}" : ["{ ", commas(paramDocs(type.params, type.open)), " }"];
    default: return unreachable(type);
  }
}

/** JSON of a test. */
export function jsonDoc(json: JsonNode): Doc {
  switch (json.kind) {
    case "scalar": return typeof json.value === "string" ? quote(json.value) : String(typeof json.value === "number" ? json.value + 0 : json.value);
    case "array": return ["[", commas(json.items.map(jsonDoc)), "]"];
    case "object": return ["{", entryDocs(json.entries), "}"];
    default: return unreachable(json);
  }
}

/** `key: json, key: json`. */
export function entryDocs(entries: readonly { readonly key: Name; readonly value: JsonNode }[]): Doc {
  return commas(entries.map(({ key, value }) => [nameText(key), ": ", jsonDoc(value)]));
}

/** A name, or a string where it is none. */
export function nameText({ text }: Name): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text) ? text : quote(text);
}

/** A place among arguments, `list[].text`, with what is no name in quotes. */
export function placeText({ text }: Name): string {
  return text.split(".").map((part, at) => {
    if (part === "*" && at > 0) return part;
    const list = part.endsWith("[]");
    return `${nameText({ text: list ? part.slice(0, -2) : part, span: { file: "", start: 0, end: 0 } })}${list ? "[]" : ""}`;
  }).join(".");
}

/** The atom's names apart, so that lines may break between them. */
function atomDocs(atom: SelectorAtom): Doc[] {
  if (atom.kind === "word") return [atom.name.text];
  return atom.names.map((name, at) => [at === 0 ? "tool " : "", name.text === "tool" ? quote(name.text) : nameText(name)]);
}

function comparison(expression: Expression & { kind: "compare" }, operator: string): Doc {
  return [part(expression.left, "sum"), ` ${operator} `, part(expression.right, "sum"), expression.ignoreCase ? " ignoring case" : ""];
}

function historyDoc({ fold, value, selector, clauses }: Expression & { kind: "history" }): Doc {
  const of: Doc = value === null ? "" : [expressionDoc(value), " of "];
  return [fold.text, "(", words([[of, selectorDoc(selector)], ...clauses.map(historyClauseDoc)]), ")"];
}

function historyClauseDoc(clause: HistoryClause): Doc {
  switch (clause.kind) {
    case "within": return `within ${clause.amount + 0} ${clause.unit.text}`;
    case "period": return `within ${clause.words.map((word) => word.text).join(" ")}${clause.zone === null ? "" : ` in ${quote(clause.zone.text)}`}`;
    case "status": return clause.status.text;
    case "since": return ["since ", selectorDoc(clause.selector), clause.status === null ? "" : ` ${clause.status.text}`];
    case "keep": return `keep ${clause.count + 0}`;
    case "including": return "including sink";
    default: return unreachable(clause);
  }
}

/** Whether a condition ends, or may end, with a parenthesis of its own kind, so that another behind it would be misread. */
function nests(expression: Expression): boolean {
  switch (expression.kind) {
    case "quantified": case "each": return true;
    case "not": return nests(expression.operand);
    case "field": case "index": return nests(expression.of);
    case "matches": return nests(expression.left) || nests(expression.patterns);
    case "and": case "or": case "else": case "compare": case "arithmetic": return nests(expression.left) || nests(expression.right);
    default: return false;
  }
}

function levelOf(operator: "+" | "-" | "*" | "/"): "sum" | "product" {
  return operator === "+" || operator === "-" ? "sum" : "product";
}

/** An expression where one that binds at least so tightly is wanted. */
function at(wanted: Binding, expression: Expression): Doc {
  const doc = expressionDoc(expression);
  return binding[bindingOf(expression)] >= binding[wanted] ? doc : ["(", doc, ")"];
}

/** A part of a comparison or of arithmetic: `else` in parentheses, as few know how tightly it holds. */
function part(expression: Expression, wanted: Binding): Doc {
  return at(expression.kind === "else" ? "access" : wanted, expression);
}

function bindingOf(expression: Expression): Binding {
  switch (expression.kind) {
    case "or": case "and": case "else": return expression.kind;
    case "not": return expression.operand.kind === "compare" && expression.operand.operator === "in" ? "compare" : "not";
    case "compare": case "matches": return "compare";
    case "arithmetic": return levelOf(expression.operator);
    case "quantified": return "else";
    // What follows it could be its condition's.
    case "each": return "or";
    case "field": case "index": return "access";
    default: return "primary";
  }
}

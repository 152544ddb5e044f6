// Expressions, selectors, types and JSON -> text on one line, with no more parentheses than the grammar needs.
// Where a text is too long for a line is `print`'s affair.

import type { Expression, JsonNode, Name, Param, Selector, SelectorAtom, TypeNode } from "./ast.js";
import { unchain } from "./expressions.js";
import { quote } from "./literal.js";
import { unreachable } from "../../base/assert.js";

/** How tightly a construct holds its parts together, loosest first. */
const binding = { or: 1, and: 2, not: 3, compare: 4, else: 5, access: 6, primary: 7 } as const;
type Binding = keyof typeof binding;

/** An expression on one line. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "string": return quote(expression.value);
    case "number": return String(expression.value + 0);
    case "boolean": return String(expression.value);
    case "name": return expression.name.text;
    case "field": return `${at("access", expression.of)}.${nameText(expression.field)}`;
    case "set": return `{${expression.items.map(expressionText).join(", ")}}`;
    case "call": return `${expression.function.text}(${expression.args.map(expressionText).join(", ")})`;
    case "count": return `count(${selectorText(expression.selector)})`;
    case "quantified": {
      const list = at("access", expression.in);
      return `${expression.all ? "every" : "some"} ${expression.variable.text} in ${list} (${expressionText(expression.condition)})`;
    }
    case "compare": return comparisonText(expression, expression.operator);
    case "matches": {
      const { left, glob, patterns, ignoreCase } = expression;
      return `${at("else", left)} matches ${glob.text} ${at("else", patterns)}${ignoreCase ? " ignoring case" : ""}`;
    }
    case "else": case "and": case "or": return links(expression).join(` ${expression.kind} `);
    case "not": {
      const { operand } = expression;
      return operand.kind === "compare" && operand.operator === "in" ? comparisonText(operand, "not in") : `not ${at("not", operand)}`;
    }
    default: return unreachable(expression);
  }
}

/** The links of a chain of `and`, `or` or `else`, each as it stands in it. */
export function links(expression: Expression & { kind: "and" | "or" | "else" }): string[] {
  const inner = expression.kind === "or" ? "and" : expression.kind === "and" ? "not" : "access";
  return unchain(expression.kind, expression).map((link) => at(inner, link));
}

/** A selector on one line. */
export function selectorText(selector: Selector): string {
  const where = selector.where === null ? "" : ` where ${expressionText(selector.where)}`;
  return `${selector.atoms.map(atomText).join(", ")}${where}`;
}

/** Parameters of a tool or fields of a record. */
export function paramsText(params: readonly Param[], open: boolean): string[] {
  const shown = params.map(({ name, optional, type }) => `${nameText(name)}${optional ? "?" : ""}: ${typeText(type)}`);
  return open ? [...shown, "..."] : shown;
}

/** A type. */
export function typeText(type: TypeNode): string {
  switch (type.kind) {
    case "named": return type.name.text;
    case "list": return `list of ${typeText(type.of)}`;
    case "record": return type.params.length === 0 && !type.open ? "{}" : `{ ${paramsText(type.params, type.open).join(", ")} }`;
    default: return unreachable(type);
  }
}

/** JSON of a test. */
export function jsonText(json: JsonNode): string {
  switch (json.kind) {
    case "scalar": return typeof json.value === "string" ? quote(json.value) : String(typeof json.value === "number" ? json.value + 0 : json.value);
    case "array": return `[${json.items.map(jsonText).join(", ")}]`;
    case "object": return `{${entryTexts(json.entries).join(", ")}}`;
    default: return unreachable(json);
  }
}

/** `key: json`, each. */
export function entryTexts(entries: readonly { readonly key: Name; readonly value: JsonNode }[]): string[] {
  return entries.map(({ key, value }) => `${nameText(key)}: ${jsonText(value)}`);
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

function atomText(atom: SelectorAtom): string {
  if (atom.kind === "word") return atom.name.text;
  return `tool ${atom.names.map((name) => (name.text === "tool" ? quote(name.text) : nameText(name))).join(", ")}`;
}

function comparisonText(expression: Expression & { kind: "compare" }, operator: string): string {
  return `${at("else", expression.left)} ${operator} ${at("else", expression.right)}${expression.ignoreCase ? " ignoring case" : ""}`;
}

/** The text of an expression where one that binds at least so tightly is wanted. */
function at(wanted: Binding, expression: Expression): string {
  const text = expressionText(expression);
  return binding[bindingOf(expression)] >= binding[wanted] ? text : `(${text})`;
}

function bindingOf(expression: Expression): Binding {
  switch (expression.kind) {
    case "or": case "and": case "else": return expression.kind;
    case "not": return expression.operand.kind === "compare" && expression.operand.operator === "in" ? "compare" : "not";
    case "compare": case "matches": return "compare";
    case "quantified": return "else";
    case "field": return "access";
    default: return "primary";
  }
}

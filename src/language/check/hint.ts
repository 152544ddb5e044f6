// A name or value that stands where it means nothing -> what was probably meant: another spelling, an argument, a function, a label,
// a set. Reports nothing itself; where what is written instead is certain, it says that too.

import { NAME_SHOWN_MAX } from "../../base/limits.js";
import type { Extra } from "../../base/message.js";
import { extractors } from "../../words/column.js";
import { functions } from "../../words/functions.js";
import type { Expression, Name } from "../syntax/ast.js";
import { flat } from "../syntax/doc.js";
import { expressionDoc } from "../syntax/layout.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { fits, itemType } from "./structure.js";
import type { Type } from "./structure.js";

/** How functions of their own kind are called; of the others it is a value in parentheses. */
const called: ReadonlyMap<string, string> = new Map([
  ["approved", "approved(sink)"], ["approvers", "approvers(sink)"], ["asked", "asked(ACT)"], ["asked_of", "asked_of(ACT, args.x)"], ["delegated", "delegated(ACT)"], ["present", "present(args.x)"], ["repeats", "repeats(tool, args)"], ["alternates", "alternates(tool, args)"], ["changed", "changed(tool)"],
  ["trust", "trust(target)"], ["secrecy", "secrecy(target)"], ["tags", "tags(target)"], ["count", "count(tool x)"], ["shell", "shell(args.x).runs"],
]);

/** What stands in other languages at the beginning of dotted names. */
const worlds: ReadonlyMap<string, string> = new Map([
  ...["user", "subject", "actor"].map((name) => [name, "whom the agent acts for is `principal.id`, `principal.roles` (a list: `principal.roles has \"admin\"`) and `principal.tenant`"] as const),
  ...["request", "context", "env", "environment", "runtime", "host"].map((name) => [name, "what a runtime provides is declared as a fact (`runtime NAME { fact a.b: boolean }`) and read in its rules: `host NAME deny ...`"] as const),
  ...["resource", "action"].map((name) => [name, "the call is `tool`, `op` and `args.x`; labels of what it names are `trust(target)`, `secrecy(target)`, `tags(target)`"] as const),
  ...["input", "arguments", "params", "parameters", "call", "this", "self"].map((name) => [name, "arguments of the call are `args.x`"] as const),
  ...["output", "response", "return"].map((name) => [name, "what came back is `result.x`: in histories, in `result ... when` of a tool, and in `from source where`"] as const),
]);

/** What is read with a dot behind it. */
const fields: ReadonlySet<string> = new Set(["args", "result", "principal"]);

/** What a name is meant to be that nothing here declares. */
export function nameHint({ text, span }: Name, { kind, names, tools }: Place): Extra | undefined {
  const write = (put: string, help: string): Extra => ({ help, edit: { span, text: put } });
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return write(lower, `write \`${lower}\``);
  if (tools.some((tool) => tool.params.some((param) => param.name.text === text))) return write(`args.${text}`, `it is an argument: write \`args.${text}\``);
  const call = called.get(text) ?? (Object.hasOwn(functions, text) || Object.hasOwn(extractors, text) ? `${text}(args.x)` : undefined);
  if (call !== undefined) return { help: `it is a function: write \`${kind === "source" ? call.replace("(target)", "(source)") : call}\`` };
  if (text === "target") return { help: "of what a call names there are labels: `trust(target)`, `secrecy(target)`, `tags(target)`" };
  if (names.tags.has(text)) return { help: `tags are asked of something, as in \`tags(target) has ${text}\`` };
  if (names.acts.has(text)) return { help: `of an act is asked whether the user asked for it: \`asked(${text})\`` };
  return undefined;
}

/** What a dotted name is meant to be that no runtime provides. */
export function factHint({ text, span }: Name, { tools }: Place): Extra | undefined {
  const [root = "", ...rest] = text.split(".");
  const lower = root.toLowerCase();
  if (root !== lower && fields.has(lower)) return { help: `names keep their case: write \`${lower}.${rest.join(".")}\``, edit: { span: { ...span, end: span.start + root.length }, text: lower } };
  if (root === "tool" && rest.length === 1 && /^(?:name|id|title)$/.test(rest[0] ?? "")) return { help: "`tool` is the name of the tool", edit: { span, text: "tool" } };
  const help = worlds.get(root);
  const [first] = rest;
  const isArgument = tools.some((tool) => tool.params.some((param) => param.name.text === first));
  if (help === undefined || !help.startsWith("arguments") || !isArgument) return help === undefined ? undefined : { help };
  return { help: `arguments of the call are read as \`args.${rest.join(".")}\``, edit: { span: { ...span, end: span.start + root.length }, text: "args" } };
}

/** What is said of a value that stands as a condition. */
export function truthHint(expression: Expression): string | undefined {
  const text = flat(expressionDoc(expression));
  if (expression.kind === "string" || expression.kind === "number" || text.length > NAME_SHOWN_MAX) return "a condition compares values, as in `args.x == \"y\"`";
  return `compare it with something; whether it is there is asked with \`present(${text})\``;
}

/** Of a literal that is compared with something of another type: how it is written as one of that type. */
export function literalHint(operand: Operand, expected: Type): Extra {
  const value = operand.kind === "value" && operand.formula.kind === "literal" ? operand.formula.value : undefined;
  if (expected === "number" && typeof value === "string" && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value)) return { help: `a number stands without quotes: \`${value}\``, edit: { span: operand.span, text: value } };
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean")) return { help: `a text stands in double quotes: \`"${value}"\``, edit: { span: operand.span, text: `"${value}"` } };
  if (expected === "boolean" && (value === "true" || value === "false")) return { help: `it is a word, without quotes: \`${value}\``, edit: { span: operand.span, text: value } };
  return {};
}

/** Of `"x" in args.text`: a text is no list. */
export function containedHint({ left, right, span }: Extract<Expression, { readonly kind: "compare" }>): Extra {
  const text = `${flat(expressionDoc(right))} contains ${flat(expressionDoc(left))}`;
  // What stands between the sides may be `not in`, whose `not` must not get lost.
  const isBare = right.span.start - left.span.end < "not in".length;
  return { help: `whether a text has another in it is asked with \`contains\`: \`${text}\``, ...(isBare ? { edit: { span, text } } : {}) };
}

/** Of `present(args.x) == false`: a condition is true or false by itself. */
export function truthfulHint({ operator, left, right, span }: Extract<Expression, { readonly kind: "compare" }>): Extra {
  const word = right.kind === "boolean" ? String(right.value) : right.kind === "name" ? right.name.text.toLowerCase() : "";
  if ((word !== "true" && word !== "false") || (operator !== "==" && operator !== "!=")) return { help: "a condition is true or false by itself: join two with `and` or `or`" };
  const condition = flat(expressionDoc(left));
  const text = (word === "true") === (operator === "==") ? condition : left.kind === "call" ? `not ${condition}` : `not (${condition})`;
  return { help: `a condition is true or false by itself: \`${text}\``, edit: { span, text } };
}

/** Of `args.x in "a"`: what may have been meant of one text. */
export function equalHint({ left, right }: Extract<Expression, { readonly kind: "compare" }>): string {
  const [value, text] = [flat(expressionDoc(left)), flat(expressionDoc(right))];
  return `whether it is that text is asked with \`${value} == ${text}\`, whether it stands in it with \`${text} contains ${value}\``;
}

/** Of `args.x == {"a", "b"}`: an empty set is a list without items, another is asked with `in`. */
export function setHint({ type }: ValueOperand, order: string, { left, right, span }: Extract<Expression, { readonly kind: "compare" }>): Extra {
  const value = flat(expressionDoc(left));
  const items = itemType(type);
  const isEmpty = right.kind === "set" && right.items.length === 0;
  if (isEmpty && (order === "==" || order === "!=")) {
    const text = items !== null && type !== "any" ? `size(${value}) ${order} 0` : `${value} ${order} ""`;
    return { help: `what is empty has no items, or no letters: \`${text}\``, edit: { span, text } };
  }
  const text = `${value} ${order === "!=" ? "not in" : "in"} ${flat(expressionDoc(right))}`;
  const isWhole = (order === "==" || order === "!=") && (items === null || type === "any");
  return { help: "whether a value is in a set is asked with `in`", ...(isWhole ? { edit: { span, text } } : {}) };
}

/** Of a list, record or map behind or before `==`: what is asked of a list and a value, or of two that are whole. */
export function wholeHint(left: ValueOperand, order: string, right: ValueOperand, compare: Extract<Expression, { readonly kind: "compare" }>): Extra {
  const [one, other] = [flat(expressionDoc(compare.left)), flat(expressionDoc(compare.right))];
  const [isList, isOtherList] = [left, right].map(({ type }) => itemType(type) !== null && type !== "any");
  const whole = `text(${one}) ${order} text(${other})`;
  if (![left, right].some(({ type }) => fits(type, "scalar"))) return { help: `of lists and records the texts are compared: \`${whole}\``, edit: { span: compare.span, text: whole } };
  if (isList === isOtherList) return { help: "strings, numbers and booleans are compared" };
  const text = isList === true ? `${one} ${order === "!=" ? "excludes" : "has"} ${other}` : `${one} ${order === "!=" ? "not in" : "in"} ${other}`;
  return { help: `whether a list has a value is asked with \`has\` or \`in\`: \`${text}\``, edit: { span: compare.span, text } };
}

/** Of `{"a", "b"} has args.x`: a set stands on the right. */
export function turnedHint({ left, right, operator }: Extract<Expression, { readonly kind: "compare" }>): string {
  const [set, value] = [flat(expressionDoc(left)), flat(expressionDoc(right))];
  const one = `whether a value is in a set is asked with \`${value} in ${set}\``;
  return operator === "in" ? `${one}, whether a list has one of a set with \`some x in ${set} (${value} has x)\`` : one;
}

/** Of `x == "a" or "b"`: the set that was meant, and the first value that stands alone. */
export function alternatives(expression: Expression & { readonly kind: "and" | "or" }): { readonly value: Expression; readonly extra: Extra } | undefined {
  const values: Expression[] = [];
  let at: Expression = expression;
  for (; at.kind === "or"; at = at.left) values.push(at.right);
  const compare = at;
  const [value] = values.slice(-1);
  if (value === undefined || compare.kind !== "compare" || (compare.operator !== "==" && compare.operator !== "!=")) return undefined;
  const members = [compare.right, ...values.reverse()];
  if (!members.every((member) => member.kind === compare.right.kind && (member.kind === "string" || member.kind === "number"))) return undefined;
  const written = `${flat(expressionDoc(compare.left))} ${compare.operator === "==" ? "in" : "not in"} {${members.map((member) => flat(expressionDoc(member))).join(", ")}}`;
  const span = { ...compare.span, end: expression.span.end };
  return { value, extra: { help: `each side of \`or\` is a condition of its own: write \`${written}\``, edit: { span, text: written } } };
}

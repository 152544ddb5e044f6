// The tree of a policy file -> its text in the one layout, with its comments. Reading that text gives the same tree, up to places.
// Blank lines and line breaks of the original are not kept; comments go with what they stood before or beside.

import { PRINT_WIDTH } from "../../base/limits.js";
import { unreachable } from "../../base/assert.js";
import type { Span } from "../../base/span.js";
import type { Expression, Item, LabelClause, Name, PolicyFile, RuleClause, RuleItem, TestStep, ToolClause } from "./ast.js";
import { entryTexts, expressionText, jsonText, links, nameText, paramsText, placeText, selectorText, typeText } from "./layout.js";
import { quote } from "./literal.js";
import { margin } from "./margin.js";
import type { Margin } from "./margin.js";

/** Prints a policy file. */
export function print(file: PolicyFile): string {
  const notes = margin(file);
  const lines: string[] = [];
  const head = [
    { span: file.package.span, text: `package ${file.package.text}` },
    ...file.uses.map((use) => ({ span: use.span, text: `use ${use.text}` })),
    ...(file.catalogues.length === 0 ? [] : [{ span: whole(file.catalogues), text: `for ${file.catalogues.map(quoted).join(", ")}` }]),
  ];
  for (const { span, text } of head) lines.push(...notes.place(span, [text], ""));
  file.items.forEach((item, at) => {
    if (apart(file.items[at - 1], item) || notes.before(item.span)) lines.push("");
    lines.push(...printItem(item, notes));
  });
  const rest = notes.rest("");
  if (rest.length > 0) lines.push("", ...rest);
  return `${lines.join("\n")}\n`;
}

/** Items stand apart, but for one-line declarations of one kind. */
function apart(before: Item | undefined, item: Item): boolean {
  return before === undefined || before.kind !== item.kind || !["tag", "const", "label"].includes(item.kind);
}

function printItem(item: Item, notes: Margin): string[] {
  switch (item.kind) {
    case "tag": return notes.place(item.span, filled("tag ", item.names.map(({ text }) => text)), "");
    case "const": return notes.place(item.span, constant(item.name.text, item.value), "");
    case "label": return label(item, notes);
    case "act": {
      const clauses = [
        ...(item.verbs.length === 0 ? [] : [{ span: whole(item.verbs), lines: filled("  verbs ", item.verbs.map(quoted)) }]),
        ...(item.nouns.length === 0 ? [] : [{ span: whole(item.nouns), lines: filled("  nouns ", item.nouns.map(quoted)) }]),
      ];
      return braced(item.span, [`act ${item.name.text} {`], clauses, notes);
    }
    case "runtime": {
      const facts = item.facts.map(({ name, type, span }) => ({ span, lines: [`  fact ${name.text}: ${typeText(type)}`] }));
      return braced(item.span, [`runtime ${item.name.text} {`], facts, notes);
    }
    case "tool": {
      const head = filled(`tool ${nameText(item.name)}(`, paramsText(item.params, item.open), ") {");
      return braced(item.span, head, item.clauses.map((clause) => ({ span: clause.span, lines: toolClause(clause) })), notes);
    }
    case "rule": return braced(item.span, [ruleHead(item)], item.clauses.map((clause) => ({ span: clause.span, lines: ruleClause(clause) })), notes);
    case "test": {
      const runtime = item.runtime === null ? [] : [{ span: item.runtime.span, lines: [`  runtime ${item.runtime.text}`] }];
      const steps = item.steps.map((step) => ({ span: step.span, lines: testStep(step) }));
      return braced(item.span, [`test ${quote(item.title.text)} {`], [...runtime, ...steps], notes);
    }
    default: return unreachable(item);
  }
}

/** A head, its clauses on lines of their own with what is noted at each, and the closing brace. */
function braced(span: Span, head: readonly string[], clauses: readonly { span: Span; lines: readonly string[] }[], notes: Margin): string[] {
  const above = notes.above(span, "");
  const inner = clauses.flatMap((clause) => notes.place(clause.span, clause.lines, "  "));
  return [...above, ...head, ...inner, ...notes.within(span, "  "), ...notes.beside(span, ["}"])];
}

function constant(name: string, value: Expression): string[] {
  const one = `const ${name} = ${expressionText(value)}`;
  if (one.length <= PRINT_WIDTH || value.kind !== "set") return [one];
  return filled(`const ${name} = {`, value.items.map(expressionText), "}");
}

function label(item: Item & { kind: "label" }, notes: Margin): string[] {
  const globs = item.globs.map(quoted);
  const clauses = item.clauses.map(labelClause);
  const one = `label ${item.resource.text} ${globs.join(", ")} {${clauses.map((text) => ` ${text} `).join("")}}`.replace("{}", "{ }");
  if (one.length <= PRINT_WIDTH && !notes.inside(item.span)) return notes.place(item.span, [one], "");
  const head = filled(`label ${item.resource.text} `, globs, " {");
  return braced(item.span, head, item.clauses.map((clause, at) => ({ span: clause.span, lines: [`  ${clauses[at] ?? ""}`] })), notes);
}

function labelClause(clause: LabelClause): string {
  return clause.kind === "tag" ? `tag ${clause.names.map(({ text }) => text).join(", ")}` : `${clause.kind} ${clause.level.text}`;
}

function toolClause(clause: ToolClause): string[] {
  switch (clause.kind) {
    case "op": return conditional(`  op     ${clause.op.text}`, clause.when);
    case "sink": return conditional(`  sink   ${clause.names.map(({ text }) => text).join(", ")}`, clause.when);
    case "act": return conditional(`  act    ${clause.names.map(({ text }) => text).join(", ")}`, clause.when);
    case "role": return filled(`  role   ${clause.role.text}: `, clause.paths.map(placeText));
    case "format": return [`  result is ${clause.format.text}`];
    case "result": return conditional(`  result ${clause.labels.map(labelClause).join(" ")}`, clause.when);
    default: return unreachable(clause);
  }
}

function conditional(text: string, when: Expression | null): string[] {
  return when === null ? [text] : [`${text} when ${expressionText(when)}`];
}

function ruleHead({ rule, runtime, effect, name, title }: RuleItem): string {
  const kind = runtime === null ? rule : `${rule} ${runtime.text}`;
  return `${kind} ${effect.text} ${name.text} ${title === null ? "" : `${quote(title.text)} `}{`;
}

function ruleClause(clause: RuleClause): string[] {
  switch (clause.kind) {
    case "on": return [`  on     ${selectorText(clause.selector)}`];
    case "from": return [`  from   source${clause.where === null ? "" : ` where ${expressionText(clause.where)}`}`];
    case "to": return [`  to     ${selectorText(clause.selector)}${clause.via === null ? "" : ` via ${clause.via.text}`}`];
    case "into": {
      const roles = clause.roles.length === 0 ? "" : `[role: ${clause.roles.map(({ text }) => text).join(", ")}]`;
      return [`  into   args${roles} as ${clause.as.text}`];
    }
    case "when": return condition("  when   ", clause.condition);
    case "unless": return condition("  unless ", clause.condition);
    case "because": return [`  because ${quote(clause.text.text)}`];
    case "unknown-skip": return ["  on unknown skip"];
    case "observe": return ["  mode observe"];
    default: return unreachable(clause);
  }
}

/** A condition; a chain that is too long for a line has each link on its own, its word under the clause's. */
function condition(head: string, expression: Expression): string[] {
  const one = `${head}${expressionText(expression)}`;
  if (one.length <= PRINT_WIDTH || (expression.kind !== "and" && expression.kind !== "or")) return [one];
  return links(expression).map((link, at) => (at === 0 ? `${head}${link}` : `    ${expression.kind.padEnd(head.length - 5)} ${link}`));
}

function testStep(step: TestStep): string[] {
  switch (step.kind) {
    case "say": return [`  ${step.who} ${quote(step.text.text)}`];
    case "facts": return [`  host { ${step.facts.map(({ name, value }) => `${name.text}: ${jsonText(value)}`).join(", ")} }`.replace("{  }", "{ }")];
    case "expect": {
      const named = step.step === null ? "" : ` ${step.step.text}`;
      const by = step.by.length === 0 ? "" : ` by ${step.by.map(({ text }) => text).join(", ")}`;
      return [`  expect ${step.effect.text}${named}${by}`];
    }
    case "call": {
      const { outcome } = step;
      const end = outcome === null ? "" : ` -> ${outcome.kind === "error" ? "error " : ""}${jsonText(outcome.value)}`;
      return [`  ${step.name === null ? "" : `${step.name.text} = `}${nameText(step.tool)}(${entryTexts(step.args).join(", ")})${end}`];
    }
    default: return unreachable(step);
  }
}

/** Parts with commas between them, on as many lines as they need. */
function filled(head: string, parts: readonly string[], tail = ""): string[] {
  const indent = " ".repeat(/^ */.exec(head)?.[0].length ?? 0);
  const lines: string[] = [];
  let line = head;
  parts.forEach((part, at) => {
    const piece = at === parts.length - 1 ? part : `${part},`;
    const room = at === parts.length - 1 ? PRINT_WIDTH - tail.length : PRINT_WIDTH;
    const joined = at === 0 ? `${line}${piece}` : `${line} ${piece}`;
    if (at > 0 && joined.length > room) {
      lines.push(line);
      line = `${indent}  ${piece}`;
    } else line = joined;
  });
  return [...lines, `${line}${tail}`];
}

function quoted({ text }: Name): string {
  return quote(text);
}

/** From the first name to the last. */
function whole(names: readonly Name[]): Span {
  const [first] = names;
  const last = names.at(-1);
  return { file: first?.span.file ?? "", start: first?.span.start ?? 0, end: last?.span.end ?? 0 };
}

// Clauses of tools and rules and steps of tests -> the word each begins with, and a document of what follows it. How wide the words of
// one body are, and what stands around it, is `print`'s affair.

import { unreachable } from "../../base/assert.js";
import type { CallOutcome, ExecutableClause, Expression, LabelClause, Name, RuleClause, TestStep, ToolClause } from "./ast.js";
import { commas } from "./doc.js";
import type { Doc } from "./doc.js";
import { entryDocs, expressionDoc, jsonDoc, links, nameText, placeText, rewriteDoc, selectorDoc, typeDoc } from "./layout.js";
import type { TypeNode } from "./ast.js";
import { quote } from "./literal.js";

/** A clause: its word is padded to the widest of its body, but where it stands apart. */
export interface Clause {
  readonly word: string;
  readonly apart?: true;
  readonly doc: Doc;
  /** The links of a condition, each of which may stand on a line of its own behind its word. */
  readonly chain?: { readonly kind: "and" | "or"; readonly links: readonly Doc[] };
}

/** A clause of a binding. */
export function toolClause(clause: ToolClause): Clause {
  switch (clause.kind) {
    case "op": return { word: "op", doc: conditional(clause.op.text, clause.when) };
    case "sink": case "act": return { word: clause.kind, doc: conditional(commas(clause.names.map(({ text }) => text)), clause.when) };
    case "role": return { word: "role", doc: [clause.role.text, ": ", commas(clause.paths.map(placeText))] };
    case "format": return { word: "result", doc: `is ${clause.format.text}` };
    case "result": return { word: "result", doc: conditional(clause.labels.map((label, at) => [at === 0 ? "" : " ", labelDoc(label)]), clause.when) };
    case "compensate": {
      const args = commas(clause.args.map(({ key, value }): Doc => [`${nameText(key)}: `, expressionDoc(value)]));
      return { word: "compensate", apart: true, doc: conditional([`${nameText(clause.tool)}(`, args, ")"], clause.when) };
    }
    case "records": {
      const inside = clause.clauses.map(({ kind, paths }, at): Doc => [at === 0 ? "" : "  ", `${kind} `, commas(paths.map(placeText))]);
      const at = clause.path === null ? "" : `${placeText(clause.path)} `;
      return { word: "records", apart: true, doc: clause.clauses.length === 0 ? `${at}{ }` : [`${at}{ `, inside, " }"] };
    }
    case "irreversible": return { word: "irreversible", apart: true, doc: "" };
    default: return unreachable(clause);
  }
}

/** A clause of a rule. */
export function ruleClause(clause: RuleClause): Clause {
  switch (clause.kind) {
    case "on": return { word: "on", doc: selectorDoc(clause.selector) };
    case "from": return { word: "from", doc: clause.where === null ? "source" : ["source where ", expressionDoc(clause.where)] };
    case "to": return { word: "to", doc: [selectorDoc(clause.selector), clause.via === null ? "" : ` via ${clause.via.text}`] };
    case "into": {
      const roles: Doc = clause.roles.length === 0 ? "" : ["[role: ", commas(clause.roles.map(({ text }) => text)), "]"];
      return { word: "into", doc: ["args", roles, ` as ${clause.as.text}`] };
    }
    case "when": case "unless": return condition(clause.kind, clause.condition);
    case "because": return { word: "because", doc: quote(clause.text.text) };
    case "severity": return { word: "severity", doc: clause.severity.text };
    case "tags": return { word: "tags", doc: commas(clause.tags.map(quoted)) };
    case "set": return { word: "set", doc: [rewriteDoc(clause.target, "target"), " to ", expressionDoc(clause.value)] };
    case "remove": return { word: "remove", doc: rewriteDoc(clause.target, "target") };
    case "mask": {
      const keep = clause.keep === null ? "" : ` keep ${clause.keep.side.text} ${clause.keep.count + 0}`;
      const put = clause.with === null ? "" : ` with ${quoted(clause.with)}`;
      return { word: "mask", doc: [rewriteDoc(clause.of, "values"), " in ", rewriteDoc(clause.target, "target"), keep, put] };
    }
    case "unknown-skip": return { word: "on", apart: true, doc: "unknown skip" };
    case "observe": return { word: "mode", apart: true, doc: "observe" };
    default: return unreachable(clause);
  }
}

/** A fact of a runtime. */
export function factClause(name: Name, type: TypeNode): Clause {
  return { word: "fact", doc: [`${name.text}: `, typeDoc(type)] };
}

/** Words of an act class. */
export function actClause(word: "verbs" | "nouns", doc: Doc): Clause {
  return { word, doc };
}

/** A clause of an executable; its texts come laid out. */
export function executableClause(clause: ExecutableClause, listed: (names: readonly Name[]) => Doc): Clause {
  const words = (names: readonly Name[]): string => names.map(({ text }) => text).join(", ");
  switch (clause.kind) {
    case "option": return { word: "option", doc: [listed(clause.names), ` ${words(clause.uses)}`] };
    case "flag": return { word: "flag", doc: listed(clause.names) };
    case "like": return { word: "like", doc: quoted(clause.name) };
    case "says": return { word: clause.word.text, doc: clause.given === null ? words(clause.what) : [words(clause.what), ` ${clause.given.kind} `, listed(clause.given.options)] };
    default: return unreachable(clause);
  }
}

/** A step of a test. */
export function testStep(step: TestStep): Doc {
  switch (step.kind) {
    case "say": return `${step.who} ${quoted(step.text)}`;
    case "facts": return inBraces("host", step.facts.map(({ name, value }) => [`${name.text}: `, jsonDoc(value)]));
    case "at": return `at ${quoted(step.time)}`;
    case "principal": return inBraces("principal", step.fields.map(({ key, value }) => [`${nameText(key)}: `, jsonDoc(value)]));
    case "approve": {
      const role = step.role === null ? "" : ` role ${quoted(step.role)}`;
      return [`approve ${nameText(step.tool)}(`, entryDocs(step.args), `) by ${quoted(step.by)}${role}`];
    }
    case "data": return [`data ${step.name.text} = `, jsonDoc(step.value)];
    case "expect": {
      const by: Doc = step.by.length === 0 ? "" : [" by ", commas(step.by.map(({ text }) => text))];
      const args: Doc = step.with === null ? "" : [" with (", entryDocs(step.with), ")"];
      return [`expect ${step.effect.text}${step.step === null ? "" : ` ${step.step.text}`}`, by, args];
    }
    case "call": return callDoc(step);
    case "ending": return [step.step.text, outcomeDoc(step.outcome)];
    default: return unreachable(step);
  }
}

/** A label of data. */
export function labelDoc(clause: LabelClause): Doc {
  return clause.kind === "tag" ? ["tag ", commas(clause.names.map(({ text }) => text))] : `${clause.dimension.text} ${clause.level.text}`;
}

/** `word { a, b }`. */
export function inBraces(word: string, parts: readonly Doc[]): Doc {
  return parts.length === 0 ? `${word} { }` : [`${word} { `, commas(parts), " }"];
}

/** A name as a string. */
export function quoted({ text }: Name): string {
  return quote(text);
}

function callDoc({ name, tool, args, outcome }: TestStep & { kind: "call" }): Doc {
  // `with (` behind an expectation are the arguments it wants.
  const called = name === null && tool.text === "with" ? quote("with") : nameText(tool);
  return [`${name === null ? "" : `${name.text} = `}${called}(`, entryDocs(args), ")", outcome === null ? "" : outcomeDoc(outcome)];
}

function outcomeDoc(outcome: CallOutcome): Doc {
  return outcome.kind === "denied" ? " -> denied" : [outcome.kind === "error" ? " -> error " : " -> ", jsonDoc(outcome.value)];
}

function conditional(doc: Doc, when: Expression | null): Doc {
  return when === null ? doc : [doc, " when ", expressionDoc(when)];
}

function condition(word: string, expression: Expression): Clause {
  const doc = expressionDoc(expression);
  return expression.kind === "and" || expression.kind === "or" ? { word, doc, chain: { kind: expression.kind, links: links(expression) } } : { word, doc };
}

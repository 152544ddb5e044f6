// A selector as a scope: its words are ops, sink kinds and act classes, its `where` a condition over the arguments of the tools
// that it can mean.

import { ops, sinkKinds } from "../../words/ops.js";
import type { Op, SinkKind } from "../../words/ops.js";
import type { Expression, Name, Selector, ToolItem } from "../syntax/ast.js";
import { readCondition } from "./condition.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import type { Operand } from "./operand.js";
import type { Place } from "./place.js";
import type { Scope } from "./policy.js";
import { reportUnknown } from "./report.js";
import { columnOperand, notHere } from "./value.js";

/** What a selector means, and the tools whose calls it can mean. */
export interface Selected {
  readonly scope: Scope;
  readonly tools: readonly ToolItem[];
  /** Also calls of tools that nobody declared. */
  readonly anyArgs: boolean;
}

/** Reads a selector; its `where` stands in a place of the given kind. */
export function readSelector(selector: Selector, place: Place, kind: "scope" | "counter"): Selected {
  const words = selector.atoms.flatMap((atom) => (atom.kind === "word" ? [atom.name] : []));
  const named = selector.atoms.flatMap((atom) => (atom.kind === "tools" ? atom.names : []));
  const atoms = {
    ops: new Set<Op>(), sinks: new Set<SinkKind>(), acts: new Set<string>(), tools: new Set<string>(), unbound: false, every: false,
  };
  for (const word of words) readWord(word, atoms, place);
  for (const name of named) {
    if (place.names.tools.has(name.text)) atoms.tools.add(name.text);
    else reportUnknown(place.report, "check/unknown-tool", name, place.names.tools.keys());
  }
  const scope = { ops: [...atoms.ops].sort(), sinks: [...atoms.sinks].sort(), acts: [...atoms.acts].sort(), tools: [...atoms.tools].sort(), unbound: atoms.unbound, every: atoms.every };
  const tools = place.names.bound.filter((tool) => canMean(scope, tool));
  const anyArgs = scope.unbound || tools.length === 0;
  const where = selector.where === null ? null : readCondition(selector.where, { ...place, kind, tools, anyArgs, row: null, locals: [] });
  return { scope: { ...scope, where }, tools, anyArgs };
}

/** `count(S)`: a counter of the bundle. */
export function readCount(count: Extract<Expression, { kind: "count" }>, place: Place): Operand {
  if (place.kind !== "rule" && place.kind !== "scope") return notHere("`count`", count.span, place);
  const { scope } = readSelector(count.selector, place, "counter");
  return columnOperand(place.counters.take(selectorText(count.selector, scope), scope), count.span);
}

/** Whether a call of the tool can be in the scope. */
export function canMean(scope: Omit<Scope, "where">, tool: ToolItem): boolean {
  if (scope.every || scope.tools.includes(tool.name.text)) return true;
  return tool.clauses.some((clause) =>
    clause.kind === "op" ? (scope.ops as readonly string[]).includes(clause.op.text)
      : clause.kind === "sink" ? clause.names.some((name) => (scope.sinks as readonly string[]).includes(name.text))
        : clause.kind === "act" && clause.names.some((name) => scope.acts.includes(name.text)));
}

/** The sink kind, reported where it is none. */
export function readSink(name: Name, place: Pick<Place, "report">): SinkKind | null {
  const sink = sinkKinds.find((kind) => kind === name.text);
  if (sink === undefined) reportUnknown(place.report, "check/unknown-sink", name, sinkKinds);
  return sink ?? null;
}

/** The act class, reported where the package sees none of that name. */
export function readAct(name: Name, place: Pick<Place, "report" | "names" | "pack">): string | null {
  const { names, pack, report } = place;
  const act = find(names, names.acts, pack, name, report);
  if (act === undefined) reportUnknown(report, "check/unknown-act", name, seenNames(names, names.acts, pack), declaredElsewhere(names.acts, name.text));
  return act?.name.text ?? null;
}

type Atoms = { ops: Set<Op>; sinks: Set<SinkKind>; acts: Set<string>; unbound: boolean; every: boolean };

/** A sink kind and an act class of one name are both meant. */
function readWord(word: Name, atoms: Atoms, place: Place): void {
  const { names, pack, report } = place;
  const op = ops.find((known) => known === word.text);
  const sink = sinkKinds.find((known) => known === word.text);
  const act = find(names, names.acts, pack, word, report);
  if (op !== undefined) atoms.ops.add(op);
  if (sink !== undefined) atoms.sinks.add(sink);
  if (act !== undefined) atoms.acts.add(act.name.text);
  if (word.text === "unbound") atoms.unbound = true;
  if (word.text === "call") atoms.every = true;
  if (op !== undefined || sink !== undefined || act !== undefined || word.text === "unbound" || word.text === "call") return;
  if (/^[A-Z]+$/.test(word.text)) reportUnknown(report, "check/unknown-op", word, ops);
  else if (names.tools.has(word.text)) report.add("check/unknown-selector", word.span, { name: word.text }, { help: `it is a tool: write \`tool ${word.text}\`` });
  else reportUnknown(report, "check/unknown-selector", word, [...sinkKinds, ...seenNames(names, names.acts, pack), ...ops, "unbound", "call"], declaredElsewhere(names.acts, word.text));
}

/** The selector in words, for the counter's key. */
function selectorText(selector: Selector, scope: Scope): string {
  const tools = scope.tools.length === 0 ? [] : [`tool ${scope.tools.join(", ")}`];
  const words = selector.atoms.flatMap((atom) => (atom.kind === "word" ? [atom.name.text] : []));
  return [...new Set(words), ...tools].join(", ") + (selector.where === null ? "" : ` where ${expressionText(selector.where)}`);
}

/** An expression in words: short, and only to be told apart. */
function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "string": return JSON.stringify(expression.value);
    case "number": case "boolean": return String(expression.value);
    case "name": return expression.name.text;
    case "field": return `${expressionText(expression.of)}.${expression.field.text}`;
    case "set": return `{${expression.items.map(expressionText).join(", ")}}`;
    case "call": return `${expression.function.text}(${expression.args.map(expressionText).join(", ")})`;
    case "count": return "count(...)";
    case "quantified": return `${expression.all ? "every" : "some"} ${expression.variable.text} in ${expressionText(expression.in)} (${expressionText(expression.condition)})`;
    case "compare": return `${expressionText(expression.left)} ${expression.operator} ${expressionText(expression.right)}${expression.ignoreCase ? " ignoring case" : ""}`;
    case "matches": return `${expressionText(expression.left)} matches ${expression.glob.text} ${expressionText(expression.patterns)}${expression.ignoreCase ? " ignoring case" : ""}`;
    case "and": case "or": case "else": return `(${expressionText(expression.left)} ${expression.kind} ${expressionText(expression.right)})`;
    case "not": return `not ${expressionText(expression.operand)}`;
  }
}

// Warns of rules that fire because an argument is not there: an optional one that was left out, or one that another of the rule's tools
// has. Its comparison is unknown then, and what is unknown fires. Tries each condition with these arguments absent and all else known.
// Says nothing where their presence is asked for, or of which tool the call is.

import { MISSING_ARGUMENTS_MAX } from "../../base/limits.js";
import { isExtractor } from "./formula.js";
import type { Column, RowColumn } from "../../words/column.js";
import { functions } from "../../words/functions.js";
import type { Term } from "../../words/term.js";
import type { Span } from "../../base/span.js";
import type { ToolItem, TypeNode } from "../syntax/ast.js";
import { both } from "./condition.js";
import type { Names } from "./names.js";
import type { Condition, Rule, Scope, Value } from "./policy.js";
import type { Report } from "./report.js";
import { visit } from "./walk.js";

/** What a condition may be: a set of the three truths, as bits. */
const yes = 1;
const no = 2;
const unknown = 4;
const known = yes | no;

type Path = readonly string[];

/** What is absent, each with all below it; and of which tool the call is, where only that one is meant. */
interface Lack {
  readonly paths: readonly Path[];
  readonly tool: string | null;
}

/** Warns of each argument without which a rule about named tools fires. */
export function checkMissing(rules: readonly Rule[], names: Names, report: Report): void {
  for (const { scope, when, unless, unknownSkips } of rules) {
    if (when === null || unknownSkips || !isNamed(scope)) continue;
    const tools = scope.tools.flatMap((name) => (names.tools.get(name) ?? []).slice(0, 1).map(({ item }) => item));
    const whole = scope.where === null ? when : both(scope.where, when);
    const firesWithout = (lack: Lack): boolean => (without(whole, lack) & unknown) !== 0 && (unless === null || without(unless, lack) !== yes);
    const reads = readsOf(when);
    for (const [path, span] of optionalReads(reads, tools)) if (firesWithout({ paths: [path], tool: null })) report.add("check/may-be-missing", span, { name: `args.${path.join(".")}` });
    if (asksForTool(whole)) continue;
    for (const tool of tools) {
      const others = foreignReads(reads, tool);
      const [first] = others;
      if (first === undefined || !firesWithout({ paths: others.map(([path]) => path), tool: tool.name.text })) continue;
      report.add("check/of-another-tool", first[1], { tool: tool.name.text, name: `args.${first[0].join(".")}` }, { also: { span: tool.name.span, label: "it is declared here" } });
    }
  }
}

/** Whether a condition reads the name of the tool in a way that is not followed here. */
function asksForTool(condition: Condition): boolean {
  let found = false;
  visit(condition, { value: (value) => { if (value.kind === "column" && value.column.kind === "tool") found = true; } });
  return found;
}

/** The arguments read that a tool has not, each with the first place. */
function foreignReads(reads: readonly (readonly [Path, Span])[], { params, open }: ToolItem): readonly (readonly [Path, Span])[] {
  const found = new Map<string, readonly [Path, Span]>();
  for (const [[first], span] of reads) if (!open && first !== undefined && !found.has(first) && !params.some(({ name }) => name.text === first)) found.set(first, [[first], span]);
  return [...found.values()];
}

/** Whether only tools that are named are meant. */
function isNamed({ ops, sinks, acts, unbound, every, tools }: Scope): boolean {
  return tools.length > 0 && !unbound && !every && ops.length + sinks.length + acts.length === 0;
}

/** The optional arguments read, each with the first place. */
function optionalReads(reads: readonly (readonly [Path, Span])[], tools: readonly ToolItem[]): readonly (readonly [Path, Span])[] {
  const found = new Map<string, readonly [Path, Span]>();
  for (const [path, span] of reads) {
    if (found.size >= MISSING_ARGUMENTS_MAX) break;
    for (const part of optionalParts(path, tools)) if (!found.has(JSON.stringify(part))) found.set(JSON.stringify(part), [part, span]);
  }
  return [...found.values()];
}

/** Each argument that a condition reads, wherever it does. */
function readsOf(when: Condition): readonly (readonly [Path, Span])[] {
  const found: (readonly [Path, Span])[] = [];
  visit(when, {
    value(value) {
      if (value.kind === "column" || value.kind === "row-column") for (const path of pathsOf(value.column)) found.push([path, value.span]);
    },
  });
  return found;
}

function pathsOf(column: Column | RowColumn): readonly Path[] {
  switch (column.kind) {
    case "arg": return [column.path];
    case "extract": return "path" in column ? [column.path] : [];
    case "term": return pathsIn(column.term);
    default: return [];
  }
}

function pathsIn(term: Term): readonly Path[] {
  switch (term.kind) {
    case "column": return pathsOf(term.column);
    case "field": case "member": return pathsIn(term.of);
    case "apply": return term.of.flatMap(pathsIn);
    case "each": return pathsIn(term.list);
    case "lookup": return pathsIn(term.key);
    case "else": return [...pathsIn(term.left), ...pathsIn(term.right)];
    case "literal": case "constant": case "row": case "told": case "called": case "item": case "position": return [];
  }
}

/** The beginnings of a path that may be left out: optional in one tool, and required in none. */
function optionalParts(path: Path, tools: readonly ToolItem[]): readonly Path[] {
  return path.map((_, at) => path.slice(0, at + 1)).filter((part) => {
    const each = tools.map((tool) => givenBy(part, tool));
    return each.includes("optional") && !each.includes("required");
  });
}

/** Whether a tool must be given the last name of a path, if it is given what stands before. */
function givenBy(path: Path, tool: ToolItem): "required" | "optional" | "none" {
  let params: readonly { readonly name: { readonly text: string }; readonly optional: boolean; readonly type: TypeNode }[] = tool.params;
  for (const [at, name] of path.entries()) {
    const param = params.find((declared) => declared.name.text === name);
    if (param === undefined) return "none";
    if (at === path.length - 1) return param.optional ? "optional" : "required";
    if (param.type.kind !== "record") return "none";
    params = param.type.params;
  }
  return "none";
}

/** What a condition may be where arguments are absent and nothing else is unknown. */
function without(condition: Condition, lack: Lack): number {
  const lacks = (...values: readonly Value[]): number => (values.some((value) => isAbsent(value, lack.paths)) ? unknown : known);
  switch (condition.kind) {
    case "constant": return condition.value ? yes : no;
    case "and": return joined(without(condition.left, lack), without(condition.right, lack), no, yes);
    case "or": return joined(without(condition.left, lack), without(condition.right, lack), yes, no);
    case "not": {
      const of = without(condition.operand, lack);
      return (of & unknown) | ((of & yes) === 0 ? 0 : no) | ((of & no) === 0 ? 0 : yes);
    }
    case "present": return isAbsentColumn(condition.column, lack.paths) ? no : known;
    case "truth": case "in": case "matches": return lacks(condition.value);
    case "compare": case "text": return lacks(condition.left, condition.right);
    case "has": return lacks(condition.list, condition.item);
    case "quantified": return lacks(condition.list) === unknown ? unknown : known | (without(condition.condition, lack) & unknown);
    case "tool": return lack.tool === null ? known : condition.tools.includes(lack.tool) ? yes : no;
    case "op": case "trust": case "secrecy": case "tagged": case "shape": case "who": case "named": return known;
  }
}

/** Of two sets of truths what each pair comes to: `strong` wins over all, `weak` over none. */
function joined(left: number, right: number, strong: number, weak: number): number {
  return ((left | right) & strong) | (left & right & weak) | ((left & unknown) !== 0 && (right & (unknown | weak)) !== 0 || (right & unknown) !== 0 && (left & (unknown | weak)) !== 0 ? unknown : 0);
}

function isAbsent(value: Value, paths: readonly Path[]): boolean {
  switch (value.kind) {
    case "column": case "row-column": return isAbsentColumn(value.column, paths);
    case "item": return isAbsent(value.list, paths);
    case "else": return isAbsent(value.left, paths) && isAbsent(value.right, paths);
    case "string": case "number": case "boolean": case "row": case "element": return false;
  }
}

function isAbsentColumn(column: Column | RowColumn, paths: readonly Path[]): boolean {
  switch (column.kind) {
    case "arg": return isBelow(column.path, paths);
    case "extract": return "path" in column && isBelow(column.path, paths);
    case "term": return isAbsentTerm(column.term, paths);
    default: return false;
  }
}

/** Whether a path is one of these, or leads on from it. */
function isBelow(path: Path, paths: readonly Path[]): boolean {
  return paths.some((beginning) => beginning.every((name, at) => path[at] === name));
}

function isAbsentTerm(term: Term, paths: readonly Path[]): boolean {
  switch (term.kind) {
    case "column": return isAbsentColumn(term.column, paths);
    case "field": case "member": return isAbsentTerm(term.of, paths);
    // Functions that policies do not write by name may have an answer all the same.
    case "apply": return (isExtractor(term.function) || isStrict(term.function)) && term.of.some((of) => isAbsentTerm(of, paths));
    case "each": return isAbsentTerm(term.list, paths);
    case "lookup": return isAbsentTerm(term.key, paths);
    case "else": return isAbsentTerm(term.left, paths) && isAbsentTerm(term.right, paths);
    case "literal": case "constant": case "row": case "told": case "called": case "item": case "position": return false;
  }
}

function isStrict(name: string): boolean {
  return Object.hasOwn(functions, name) && (/^[a-z_0-9]+(\.[a-z_]+)?$/.test(name) || ["+", "-", "*", "/", "[]"].includes(name)) && name !== "present";
}

// Warns of rules that fire because an optional argument was left out: its comparison is unknown then, and what is unknown fires.
// Tries each condition with the argument absent and all else known. Says nothing where the argument's presence is asked for.

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

/** Warns of each optional argument without which a rule about named tools fires. */
export function checkMissing(rules: readonly Rule[], names: Names, report: Report): void {
  for (const { scope, when, unless, unknownSkips } of rules) {
    if (when === null || unknownSkips || !isNamed(scope)) continue;
    const tools = scope.tools.flatMap((name) => (names.tools.get(name) ?? []).slice(0, 1).map(({ item }) => item));
    const whole = scope.where === null ? when : both(scope.where, when);
    for (const [path, span] of optionalReads(when, tools)) {
      if ((without(whole, path) & unknown) === 0 || (unless !== null && without(unless, path) === yes)) continue;
      const name = `args.${path.join(".")}`;
      report.add("check/may-be-missing", span, { name });
    }
  }
}

/** Whether only tools that are named are meant. */
function isNamed({ ops, sinks, acts, unbound, every, tools }: Scope): boolean {
  return tools.length > 0 && !unbound && !every && ops.length + sinks.length + acts.length === 0;
}

/** The optional arguments that a condition reads, each with the first place. */
function optionalReads(when: Condition, tools: readonly ToolItem[]): readonly (readonly [Path, Span])[] {
  const found = new Map<string, readonly [Path, Span]>();
  visit(when, {
    value(value) {
      if ((value.kind !== "column" && value.kind !== "row-column") || found.size >= MISSING_ARGUMENTS_MAX) return;
      for (const path of pathsOf(value.column)) {
        for (const part of optionalParts(path, tools)) if (!found.has(JSON.stringify(part))) found.set(JSON.stringify(part), [part, value.span]);
      }
    },
  });
  return [...found.values()];
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
    case "literal": case "constant": case "row": case "told": case "called": case "item": return [];
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

/** What a condition may be where an argument is absent and nothing else is unknown. */
function without(condition: Condition, path: Path): number {
  const lacks = (...values: readonly Value[]): number => (values.some((value) => isAbsent(value, path)) ? unknown : known);
  switch (condition.kind) {
    case "constant": return condition.value ? yes : no;
    case "and": return joined(without(condition.left, path), without(condition.right, path), no, yes);
    case "or": return joined(without(condition.left, path), without(condition.right, path), yes, no);
    case "not": {
      const of = without(condition.operand, path);
      return (of & unknown) | ((of & yes) === 0 ? 0 : no) | ((of & no) === 0 ? 0 : yes);
    }
    case "present": return isAbsentColumn(condition.column, path) ? no : known;
    case "truth": case "in": case "matches": return lacks(condition.value);
    case "compare": case "text": return lacks(condition.left, condition.right);
    case "has": return lacks(condition.list, condition.item);
    case "quantified": return lacks(condition.list) === unknown ? unknown : known | (without(condition.condition, path) & unknown);
    case "op": case "tool": case "trust": case "secrecy": case "tagged": case "shape": case "who": case "named": return known;
  }
}

/** Of two sets of truths what each pair comes to: `strong` wins over all, `weak` over none. */
function joined(left: number, right: number, strong: number, weak: number): number {
  return ((left | right) & strong) | (left & right & weak) | ((left & unknown) !== 0 && (right & (unknown | weak)) !== 0 || (right & unknown) !== 0 && (left & (unknown | weak)) !== 0 ? unknown : 0);
}

function isAbsent(value: Value, path: Path): boolean {
  switch (value.kind) {
    case "column": case "row-column": return isAbsentColumn(value.column, path);
    case "item": return isAbsent(value.list, path);
    case "else": return isAbsent(value.left, path) && isAbsent(value.right, path);
    case "string": case "number": case "boolean": case "row": case "element": return false;
  }
}

function isAbsentColumn(column: Column | RowColumn, path: Path): boolean {
  switch (column.kind) {
    case "arg": return path.every((name, at) => column.path[at] === name);
    case "extract": return "path" in column && path.every((name, at) => column.path[at] === name);
    case "term": return isAbsentTerm(column.term, path);
    default: return false;
  }
}

function isAbsentTerm(term: Term, path: Path): boolean {
  switch (term.kind) {
    case "column": return isAbsentColumn(term.column, path);
    case "field": case "member": return isAbsentTerm(term.of, path);
    // Functions that policies do not write by name may have an answer all the same.
    case "apply": return (isExtractor(term.function) || isStrict(term.function)) && term.of.some((of) => isAbsentTerm(of, path));
    case "each": return isAbsentTerm(term.list, path);
    case "lookup": return isAbsentTerm(term.key, path);
    case "else": return isAbsentTerm(term.left, path) && isAbsentTerm(term.right, path);
    case "literal": case "constant": case "row": case "told": case "called": case "item": return false;
  }
}

function isStrict(name: string): boolean {
  return Object.hasOwn(functions, name) && (/^[a-z_0-9]+(\.[a-z_]+)?$/.test(name) || ["+", "-", "*", "/", "[]"].includes(name)) && name !== "present";
}

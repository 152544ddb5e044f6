// A program as text: one line a rule, tool, pattern and counter, conditions as they are asked. For people and golden files.
// Nothing reads it back.

import { numbersOf, type Acts } from "../../words/acts.js";
import { columnKey, rowColumnKey } from "../../words/column.js";
import { effects } from "../../words/effects.js";
import type { Labels } from "../../words/labels.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import type { Manifest } from "../../words/manifest.js";
import { ops, sinkKinds } from "../../words/ops.js";
import { principals, roles, shapes } from "../../words/provenance.js";
import type { Clause, Guard, Place, Program, RuleCode, Test, ToolCode } from "./program.js";

/** The text of a program with its manifest. */
export function show(program: Program, manifest: Manifest): string {
  const lines: string[] = [];
  program.tools.forEach((tool) => lines.push(...toolLines(tool, manifest)));
  program.patterns.forEach((pattern, number) => lines.push(`source ${number}: ${test(pattern, manifest)}`));
  program.counters.forEach(({ guard, test: where }, number) => lines.push(`counter ${number}: ${scope(guard, manifest)} and ${test(where, manifest)}`));
  program.rules.forEach((rule) => lines.push(...ruleLines(rule, manifest)));
  for (const { resource, machine, outputs } of program.labellers) {
    lines.push(`labels of ${resource} by machine ${machine}: ${outputs.slice(1).map((labels) => labelled(labels, manifest)).join("; ")}`);
  }
  program.machines.forEach(({ outputs, width }, number) => lines.push(`machine ${number}: ${outputs.length} states, ${width} classes`));
  return `${lines.join("\n")}\n`;
}

function ruleLines(rule: RuleCode, manifest: Manifest): readonly string[] {
  const effect = rule.effect === 0 ? "observe" : effects[rule.effect] ?? "";
  const rows = rule.rows === null ? "" : ` each row${rule.rows.roles === 0 ? "" : ` of ${bits(rule.rows.roles, roles)}`}`;
  return [
    `rule ${rule.number} ${rule.id}: ${effect} on ${scope(rule.guard, manifest)}${rows}`,
    ...(rule.facts.length === 0 ? [] : [`  given ${rule.facts.map((number) => column(number, manifest)).join(", ")}`]),
    `  when ${test(rule.test, manifest)}`,
    ...(rule.unless === null ? [] : [`  unless ${test(rule.unless, manifest)}`]),
    ...(rule.unknownSkips ? ["  on unknown skip"] : []),
  ];
}

function toolLines(tool: ToolCode, manifest: Manifest): readonly string[] {
  const clauses = <T>(word: string, of: readonly Clause<T>[], gives: (value: T) => string): readonly string[] =>
    of.map((clause) => `  ${word} ${gives(clause.gives)}${clause.test === null ? "" : ` when ${test(clause.test, manifest)}`}`);
  return [
    `tool ${tool.name}`,
    ...clauses("op", tool.ops, (number) => ops[number] ?? ""),
    ...clauses("sink", tool.sinks, (set) => bits(set, sinkKinds)),
    ...clauses("act", tool.acts, (set) => acts(set, manifest).join(", ")),
    ...clauses("result", tool.results, (labels) => labelled(labels, manifest)),
  ];
}

function scope(guard: Guard, manifest: Manifest): string {
  const parts = [
    ...(guard.every ? ["call"] : []),
    ...(guard.unbound ? ["unbound"] : []),
    ...names(guard.ops, ops),
    ...names(guard.sinks, sinkKinds),
    ...acts(guard.acts, manifest),
    ...guard.tools.map((number) => `tool ${manifest.tools[number]?.name ?? ""}`),
  ];
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

function test(of: Test, manifest: Manifest): string {
  const inner = (part: Test): string => test(part, manifest);
  const at = (value: Place): string => place(value, manifest);
  switch (of.kind) {
    case "known": return ["false", "true", "unknown"][of.truth] ?? "";
    case "all": return of.of.length === 0 ? "true" : `(${of.of.map(inner).join(" and ")})`;
    case "any": return of.of.length === 0 ? "false" : `(${of.of.map(inner).join(" or ")})`;
    case "not": return `not ${inner(of.of)}`;
    case "truth": return at(of.of);
    case "present": return `present(${column(of.column, manifest)})`;
    case "compare": return `${at(of.left)} ${of.order} ${at(of.right)}`;
    case "in": return `${at(of.of)} in {${[...of.strings.map((text) => JSON.stringify(text)), ...of.numbers].join(", ")}}`;
    case "text": return `${at(of.left)} ${of.operator} ${at(of.right)}`;
    case "matches": return `${at(of.of)} matches ${of.machines.map((number) => `machine ${number}`).join(" or ")}`;
    case "has": return `${at(of.list)} has ${at(of.item)}`;
    case "each": return `${of.all ? "every" : "some"} in ${at(of.list)} (${inner(of.test)})`;
    case "op": return `op in {${bits(of.bits, ops)}}`;
    case "tool": return `tool in {${of.tools.map((number) => manifest.tools[number]?.name ?? "").join(", ")}}`;
    case "level": return `${of.dimension}(${of.of}) in ${of.table.toString(4).padStart(6, "0")}`;
    case "tag": return `tags(${of.of}) has ${manifest.tags[of.bit] ?? ""}`;
    case "shape": return `shape in {${bits(of.bits, shapes)}}`;
    case "who": return `who has {${bits(of.bits, principals)}}`;
    case "named": return "named";
    case "marked": return `marked ${of.source} by ${of.by}`;
  }
}

function place(of: Place, manifest: Manifest): string {
  switch (of.kind) {
    case "column": return column(of.number, manifest);
    case "row": return "row";
    case "row-column": return rowColumn(of.number, manifest);
    case "element": return `element ${of.depth}`;
    case "item": return `${place(of.list, manifest)}[${of.at.join("][")}]`;
    case "literal": return JSON.stringify(of.value);
    case "else": return `(${place(of.left, manifest)} else ${place(of.right, manifest)})`;
    case "unknown": return "unknown";
  }
}

function rowColumn(number: number, manifest: Manifest): string {
  const known = manifest.demand.rowColumns[number];
  return known === undefined ? "" : known.kind === "extract" ? `${known.extractor}(row)` : rowColumnKey(known);
}

function column(number: number, manifest: Manifest): string {
  const known = manifest.demand.columns[number];
  return known === undefined ? "" : columnKey(known);
}

function labelled(labels: Labels, manifest: Manifest): string {
  const tags = bits(labels.tags, manifest.tags);
  return `trust ${trustLevels[labels.trust] ?? ""} secrecy ${secrecyLevels[labels.secrecy] ?? ""}${tags === "" ? "" : ` tag ${tags}`}`;
}

function bits(set: number, table: readonly string[]): string {
  return names(set, table).join(", ");
}

function acts(set: Acts, manifest: Manifest): readonly string[] {
  return numbersOf(set).map((number) => manifest.acts[number]?.name ?? "");
}

function names(set: number, table: readonly string[]): readonly string[] {
  return table.filter((_, bit) => (set & (1 << bit)) !== 0);
}

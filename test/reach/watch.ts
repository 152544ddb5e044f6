// An evaluator and decisions, watched: which rows of the tables take part in what is asked and answered. A row counts where it tells:
// a fact with a value that is known, a label above the least, a level that somebody bears. Changes nothing that it watches.

import type { Decision } from "../../src/kernel/decide/decision.js";
import { isList, type Cell } from "../../src/words/cell.js";
import type { Column, RowColumn } from "../../src/words/column.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { secrecyLevels, trustLevels, type Labels } from "../../src/words/labels.js";
import type { HistoryEntry, Manifest } from "../../src/words/manifest.js";
import { ops, sinkKinds } from "../../src/words/ops.js";
import { edgeKinds, principals, roles, shapes } from "../../src/words/provenance.js";
import type { Term } from "../../src/words/term.js";
import type { Question, View } from "../../src/words/view.js";

/** What was reached, as `table row`, with where it was first. */
export type Reached = Map<string, string>;

/** The same evaluator; what its views and bindings reach is noted as reached by `where`. */
export function watched(evaluator: Evaluator, reached: Reached, where: string): Evaluator {
  const { manifest } = evaluator;
  const hit = hitter(reached, where);
  return {
    manifest,
    bind(view) {
      seen(manifest, view, "bind", hit);
      for (const { kind } of view.resources) hit("resource", kind);
      const binding = evaluator.bind(view);
      hit("op", ops[binding.op]);
      bits(binding.sinks, sinkKinds, "sink", hit);
      labels(binding.target, hit);
      labels(binding.result, hit);
      return binding;
    },
    mark(view) {
      seen(manifest, view, "mark", hit);
      hit("op", ops[view.op]);
      labels(view.self, hit);
      return evaluator.mark(view);
    },
    decide(view) {
      seen(manifest, view, "decide", hit);
      view.flows.forEach((flow, kind) => {
        labels(flow.labels, hit);
        if (flow.labels.trust + flow.labels.secrecy + flow.labels.tags > 0 || flow.marks.some((word) => word !== 0)) hit("edge", edgeKinds[kind]);
      });
      for (const row of view.rows) {
        bits(row.roles, roles, "role", hit);
        bits(row.who, principals, "principal", hit);
        hit("shape", shapes[row.shape]);
        row.columns.forEach((cell, number) => {
          const column = manifest.demand.rowColumns[number];
          if (column !== undefined && isKnown(cell)) ofRowColumn(column, hit);
        });
      }
      return evaluator.decide(view);
    },
  };
}

/** Notes what a decision reaches. */
export function decided(manifest: Manifest, { effect, rules, code, path }: Decision, reached: Reached, where: string): void {
  const hit = hitter(reached, where);
  hit("effect", effect);
  if (code !== null) hit("code", code);
  for (const { edge } of path) hit("edge", edge);
  for (const { id, severity } of rules) {
    if (severity !== null) hit("severity", severity);
    const entry = manifest.rules.find((rule) => rule.id === id);
    for (const { kind } of entry?.reason ?? []) hit("reason", kind);
    if (rules.some((rule) => rule.id === id && rule.effect === effect)) for (const { kind } of entry?.rewrites ?? []) hit("rewrite", kind);
  }
}

type Hit = (table: string, row: string | undefined) => void;

function hitter(reached: Reached, where: string): Hit {
  return (table, row) => {
    const key = `${table} ${row ?? ""}`;
    if (row !== undefined && !reached.has(key)) reached.set(key, where);
  };
}

function seen(manifest: Manifest, { columns }: View, question: Question, hit: Hit): void {
  manifest.demand.columns.forEach((column, number) => {
    if (column.for.includes(question) && isKnown(columns[number])) ofColumn(manifest, column, hit);
  });
}

/** An empty list that is closed is known, and tells that there is nothing. */
function isKnown(cell: Cell): boolean {
  return cell !== undefined && cell !== null && (!isList(cell) || !cell.open);
}

function ofColumn(manifest: Manifest, column: Column, hit: Hit): void {
  hit("fact", column.kind);
  if (column.kind === "extract") hit("extractor", column.extractor);
  if (column.kind === "term" || column.kind === "sources") ofTerm(manifest, column.term, hit);
  const entry = column.kind === "history" ? manifest.histories[column.history] : undefined;
  if (entry !== undefined) ofHistory(manifest, entry, hit);
}

function ofRowColumn(column: RowColumn, hit: Hit): void {
  if (column.kind === "extract") hit("extractor", column.extractor);
  else ofTerm(null, column.term, hit);
}

function ofHistory(manifest: Manifest, { fold, status, within, since, join, value }: HistoryEntry, hit: Hit): void {
  hit("fold", fold);
  hit("status", status);
  hit("window", within?.kind);
  if (within?.kind === "calendar") hit("period", within.period);
  if (since !== null) hit("status", since.status);
  for (const { relation, theirs, ours } of [...join, ...since?.join ?? []]) {
    hit("relation", relation);
    ofTerm(manifest, theirs, hit);
    ofTerm(manifest, ours, hit);
  }
  if (value !== null) ofTerm(manifest, value, hit);
}

function ofTerm(manifest: Manifest | null, term: Term, hit: Hit): void {
  switch (term.kind) {
    case "literal": case "constant": case "row": case "told": case "called": case "item": return;
    case "column": return manifest === null ? hit("fact", term.column.kind) : ofColumn(manifest, term.column, hit);
    case "apply":
      // An extractor is a function where it stands in a term.
      hit("extractor", term.function);
      hit("function", term.function);
      for (const each of term.of) ofTerm(manifest, each, hit);
      return;
    case "field": case "member": return ofTerm(manifest, term.of, hit);
    case "each": for (const each of [term.list, term.body, ...(term.where === undefined ? [] : [term.where])]) ofTerm(manifest, each, hit); return;
    case "lookup": return ofTerm(manifest, term.key, hit);
    case "else": for (const each of [term.left, term.right]) ofTerm(manifest, each, hit); return;
  }
}

function bits(word: number, table: readonly string[], name: string, hit: Hit): void {
  table.forEach((row, bit) => {
    if (((word >>> bit) & 1) === 1) hit(name, row);
  });
}

function labels({ trust, secrecy }: Labels, hit: Hit): void {
  hit("trust", trustLevels[trust]);
  hit("secrecy", secrecyLevels[secrecy]);
}

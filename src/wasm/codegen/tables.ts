// What the runtime must know of a policy, as data: fixed places for answers, the row of which all is unknown, labels of
// resources, names and numbers for the JSON door; and the words by which it finds them. Knows no rules' tests.

import { columnKey, columnPath, rowColumnKey } from "../../words/column.js";
import { effectNumber, effects } from "../../words/effects.js";
import { CELL, FLOW, LABELS, ROW, VERDICT, VERDICTS, cellTags } from "../../words/frame.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import { markWords } from "../../words/manifest.js";
import type { Manifest, RuleEntry } from "../../words/manifest.js";
import { ops, sinkKinds } from "../../words/ops.js";
import { principals, resourceKinds, roles, shapes } from "../../words/provenance.js";
import { factKey } from "../../language/ir/facts.js";
import { LINK, RULE, RULE_KIND_BIT, RULE_TRIAL_BIT, counted } from "../runtime/link.js";
import { placeOf, ruleKinds } from "../runtime/texts.js";
import { aligned, labelWords, put, putCounted, putNames, putWords, room } from "./data.js";
import type { Data } from "./data.js";
import { putFill } from "./fill.js";
import { machineAt } from "./unit.js";
import type { Unit } from "./unit.js";

/** The row of which everything is unknown. */
export function putUnseen(into: Data, rowColumns: number, sources: number): number {
  const end = ROW.end + CELL.bytes * rowColumns;
  const row = new DataView(new ArrayBuffer(end + 4 * markWords(sources)));
  // A shape that is in no set.
  row.setUint32(ROW.shape, 31, true);
  row.setUint32(ROW.named, 2, true);
  row.setUint32(ROW.unknown, 1, true);
  row.setUint8(ROW.flow + FLOW.labels + LABELS.unknown, 1);
  row.setUint32(ROW.flow + FLOW.marksAt, end - ROW.flow, true);
  return put(into, new Uint8Array(row.buffer), 16);
}

/** The words of the first kilobyte, once all other data is there. */
export function linkWords(unit: Unit, manifest: Manifest): { readonly at: number; readonly bytes: Uint8Array } {
  const words = new Map<number, number>();
  const names: readonly (readonly [number, readonly string[]])[] = [
    [LINK.ops, ops], [LINK.sinks, sinkKinds], [LINK.acts, manifest.acts.map(({ name }) => name)], [LINK.tags, manifest.tags],
    [LINK.tools, manifest.tools.map(({ name }) => name)], [LINK.roles, roles], [LINK.principals, principals], [LINK.shapes, shapes],
    [LINK.trust, trustLevels], [LINK.secrecy, secrecyLevels], [LINK.effects, effects],
    [LINK.rowColumns, manifest.demand.rowColumns.map(rowColumnKey)],
  ];
  for (const [at, list] of names) words.set(at, putNames(unit.data, list));
  words.set(LINK.columns, putColumns(unit.data, manifest));
  words.set(LINK.rowFills, putWords(unit.data, manifest.demand.rowColumns.map((column) => putFill(unit.data, column, manifest))));
  const numbers = new Map(manifest.demand.columns.map((column, number) => [columnKey(column), number]));
  const { rules, prefixes } = putRules(unit.data, manifest.rules);
  words.set(LINK.ruleTexts, rules);
  words.set(LINK.ruleCount, manifest.rules.length);
  words.set(LINK.prefixes, prefixes);
  words.set(LINK.sources, putPairs(unit.data, pairs(manifest.rules, ({ source }) => source ?? null)));
  const lacking = pairs(manifest.rules, (rule) => needs(rule, numbers, unit.data));
  if (lacking.length > 0) words.set(LINK.needs, putPairs(unit.data, lacking));
  words.set(LINK.columnCount, manifest.demand.columns.length);
  words.set(LINK.markWords, markWords(manifest.sources));
  words.set(LINK.absentCell, cellTags.absent);
  resourceKinds.forEach((kind, number) => words.set(LINK.labellers + 4 * number, labellers(kind, unit)));
  // Where each rule stands is written behind the data; behind that stand verdicts, as many as there are rules, and then the heap begins.
  const table = room(unit.data, 4);
  words.set(LINK.rules, table);
  const verdicts = aligned(table + RULE.word * manifest.rules.length, 16);
  const heap = aligned(verdicts + VERDICTS.entries + VERDICT.bytes * manifest.rules.length, 16);
  words.set(LINK.verdicts, verdicts);
  words.set(LINK.heap, heap);
  return { at: LINK.heap, bytes: asBytes(words) };
}

function asBytes(words: ReadonlyMap<number, number>): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(Math.max(...words.keys()) + 4 - LINK.heap));
  for (const [at, value] of words) bytes.setUint32(at - LINK.heap, value, true);
  return new Uint8Array(bytes.buffer);
}

function putColumns(into: Data, manifest: Manifest): number {
  return putWords(into, manifest.demand.columns.flatMap((column) => {
    const [part, ...path] = columnPath(column);
    return [placeOf(part), putNames(into, path), putCounted(into, columnKey(column)), putFill(into, column, manifest)];
  }));
}

/** Each rule's bytes, one behind the other, and the prefixes of their ids. */
function putRules(into: Data, rules: readonly RuleEntry[]): { readonly rules: number; readonly prefixes: number } {
  const prefixes = prefixesOf(rules.map(({ id }) => id));
  const bytes = rules.flatMap(({ id, effect, kind, observe }) => {
    const prefix = Math.max(0, prefixes.indexOf(prefixOf(id)));
    const bits = (effectNumber.get(effect) ?? 0) | (ruleKinds.indexOf(kind) << RULE_KIND_BIT) | ((observe ? 1 : 0) << RULE_TRIAL_BIT);
    return [bits, prefix, ...counted(id.slice(prefixes[prefix]?.length ?? 0))];
  });
  return { rules: put(into, bytes, 1), prefixes: putNames(into, prefixes) };
}

/** What ids begin with: nothing, and what most bytes are saved by; as many as a byte can number. */
function prefixesOf(ids: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const id of ids) times.set(prefixOf(id), (times.get(prefixOf(id)) ?? 0) + 1);
  const saved = ([prefix, count]: readonly [string, number]): number => (count - 1) * prefix.length;
  const worth = [...times].filter((entry) => saved(entry) > 0).sort((a, b) => saved(b) - saved(a));
  return ["", ...worth.slice(0, PREFIXES_MAX).map(([prefix]) => prefix)];
}

/** An id up to its last part: the package, and what rules of one family are called before their number or case. */
function prefixOf(id: string): string {
  return id.slice(0, Math.max(id.lastIndexOf("."), id.lastIndexOf("-")) + 1);
}

/** Prefixes beside the empty one: their numbers are a byte. */
const PREFIXES_MAX = 255;

/** What is said of those rules of which anything is. */
function pairs(rules: readonly RuleEntry[], of: (rule: RuleEntry) => number | null): readonly (readonly [number, number])[] {
  return rules.flatMap((rule, number) => {
    const said = of(rule);
    return said === null ? [] : [[number, said] as const];
  });
}

function putPairs(into: Data, entries: readonly (readonly [number, number])[]): number {
  return putWords(into, [entries.length, ...entries.flat()]);
}

/** The address of the columns without which a rule is inactive: how many, then each; `columns` has their numbers by their keys. */
function needs({ hostFacts }: RuleEntry, columns: ReadonlyMap<string, number>, into: Data): number | null {
  const facts = hostFacts.flatMap((name) => columns.get(factKey(name)) ?? []);
  return facts.length === 0 ? null : putWords(into, [facts.length, ...facts]);
}

/** A chain of the labellers of one kind of resource. */
function labellers(kind: (typeof resourceKinds)[number], unit: Unit): number {
  const own = unit.program.labellers.filter(({ resource }) => resource === kind);
  return own.reduceRight((more, { machine, outputs }) =>
    putWords(unit.data, [machineAt(unit, machine), putWords(unit.data, outputs.flatMap(labelWords)), more]), 0);
}

// A decide view becomes the JSON that OPA hosts send: names in place of numbers, columns by their paths, and nothing that goes
// without saying (`unknown: false`); what is absent, and would else be filled from the host's data, is told. The module reads it back
// to the same frame (`src/wasm/runtime/assembly/decode.ts`). Its schema is docs/view.schema.json.

import { hasAct } from "../../words/acts.js";
import { isList } from "../../words/cell.js";
import type { Cell } from "../../words/cell.js";
import { columnKey, columnPath, rowColumnKey } from "../../words/column.js";
import type { Column } from "../../words/column.js";
import { fillOf } from "../../words/fill.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import type { Labels } from "../../words/labels.js";
import { VIEW_VERSION } from "../../words/manifest.js";
import type { Manifest } from "../../words/manifest.js";
import { ops, sinkKinds } from "../../words/ops.js";
import { edgeKinds, principals, roles, shapes } from "../../words/provenance.js";
import type { Flow, Row, View } from "../../words/view.js";

/** JSON as it is written. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The JSON form of a decide view. */
export function viewJson(view: View, manifest: Manifest): { readonly [key: string]: Json } {
  const { columns } = manifest.demand;
  const open = columns.flatMap((column, number) => openLists(columnKey(column), view.columns[number]));
  return {
    version: VIEW_VERSION,
    op: ops[view.op] ?? null,
    tool: manifest.tools[view.tool]?.name ?? null,
    sinks: named(view.sinks, sinkKinds),
    acts: manifest.acts.flatMap(({ name }, number) => (hasAct(view.acts, number) ? [name] : [])),
    target: labelsJson(view.self, manifest),
    flows: Object.fromEntries(edgeKinds.map((edge, index) => [edge, flowJson(view.flows[index], manifest)])),
    ...columnsJson(view, columns),
    ...list("open", open),
    ...list("absent", columns.flatMap((column, number) => (number < view.columns.length && view.columns[number] === undefined && fillOf(column, manifest) !== null ? [columnKey(column)] : []))),
    rows: view.rows.map((row) => rowJson(row, manifest)),
    ...(view.rowsOpen ? { rowsOpen: true } : {}),
  };
}

interface Tree { [key: string]: Json | Tree }

/**
 * Columns by path. What is absent is missing. A column that others stand below is written as an object where it is unknown; where it is
 * anything else nothing is below it, as nothing is in the arguments themselves.
 */
function columnsJson(view: View, columns: readonly Column[]): { readonly [key: string]: Json } {
  const parts = { args: blank(), host: blank(), facts: blank() };
  const placed = columns.map((column, number) => ({ path: columnPath(column), cell: number < view.columns.length ? view.columns[number] : null }));
  const above = new Set(placed.flatMap(({ path }) => path.slice(2).map((_, at) => JSON.stringify(path.slice(0, at + 2)))));
  for (const { path, cell } of placed.sort((a, b) => a.path.length - b.path.length)) {
    if (cell === undefined) continue;
    const into = objectAt(parts, path.slice(0, -1));
    if (into !== null) into[path.at(-1) ?? ""] = cell === null && above.has(JSON.stringify(path)) ? blank() : cellJson(cell);
  }
  return parts as { readonly [key: string]: Json };
}

/** The object at a path, made where nothing is; null where something else stands on the way. */
function objectAt(root: Tree, path: readonly string[]): Tree | null {
  let at = root;
  for (const name of path) {
    const next = name in at ? at[name] : (at[name] = blank());
    if (next === undefined || !isTree(next)) return null;
    at = next;
  }
  return at;
}

/** An object whose members may have any name. */
function blank(): Tree {
  return Object.create(null) as Tree;
}

function isTree(of: Json | Tree): of is Tree {
  return typeof of === "object" && of !== null && !Array.isArray(of);
}

function rowJson(row: Row, manifest: Manifest): Json {
  const cells = manifest.demand.rowColumns.map((column, number) => [rowColumnKey(column), number < row.columns.length ? row.columns[number] : null, fillOf(column, manifest)] as const);
  const open = [["value", row.value] as const, ...cells].flatMap(([name, cell]) => openLists(name, cell));
  return {
    path: row.path,
    ...(row.value === undefined ? {} : { value: cellJson(row.value) }),
    roles: named(row.roles, roles),
    who: named(row.who, principals),
    shape: shapes[row.shape] ?? null,
    named: row.named === 2 ? null : row.named === 1,
    ...(row.unknown ? { unknown: true } : {}),
    flow: flowJson(row.flow, manifest),
    facts: Object.fromEntries(cells.flatMap(([name, cell]) => (cell === undefined ? [] : [[name, cellJson(cell)]]))),
    ...list("open", open),
    ...list("absent", cells.flatMap(([name, cell, fill]) => (cell === undefined && fill !== null ? [name] : []))),
  };
}

function flowJson(flow: Flow | undefined, manifest: Manifest): Json {
  if (flow === undefined) return {};
  const marked = (bit: number): readonly string[] => manifest.rules.filter(({ source }) =>
    source !== undefined && ((flow.marks[source >>> 4] ?? 0) & (1 << (2 * (source & 15) + bit))) !== 0).map(({ id }) => id);
  return { ...labelsJson(flow.labels, manifest), marks: { ...list("certain", marked(0)), ...list("unknown", marked(1)) } };
}

function labelsJson(labels: Labels, manifest: Manifest): { readonly [key: string]: Json } {
  return {
    trust: trustLevels[labels.trust] ?? null,
    secrecy: secrecyLevels[labels.secrecy] ?? null,
    tags: named(labels.tags, manifest.tags),
    ...(labels.unknown ? { unknown: true } : {}),
  };
}

/** An object is never a value. Which lists are open is told beside the columns. */
function cellJson(cell: Cell): Json {
  if (cell === undefined || cell === null) return null;
  return isList(cell) ? cell.items.map(cellJson) : cell;
}

/** The open lists in a cell: the cell itself by its name, others by it and the numbers of the items that lead to them. */
function openLists(name: string, cell: Cell, path: readonly number[] = []): readonly Json[] {
  if (!isList(cell)) return [];
  const inner = cell.items.flatMap((item, at) => openLists(name, item, [...path, at]));
  return cell.open ? [path.length === 0 ? name : [name, ...path], ...inner] : inner;
}

/** A list under its name; one that is empty need not be said. */
function list(name: string, items: readonly Json[]): { readonly [key: string]: Json } {
  return items.length === 0 ? {} : { [name]: items };
}

function named(set: number, table: readonly string[]): readonly string[] {
  return table.filter((_, bit) => (set & (1 << bit)) !== 0);
}

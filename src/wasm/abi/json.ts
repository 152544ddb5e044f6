// A decide view becomes the JSON that OPA hosts send: names in place of numbers, columns by their paths, and nothing that goes
// without saying (empty lists, `unknown: false`). The module reads it back
// to the same frame (`src/wasm/runtime/assembly/decode.ts`). Its schema is docs/view.schema.json.

import { isList } from "../../words/cell.js";
import type { Cell } from "../../words/cell.js";
import { columnKey, columnPath } from "../../words/column.js";
import type { Column } from "../../words/column.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import type { Labels } from "../../words/labels.js";
import type { Manifest } from "../../words/manifest.js";
import { ops, sinkKinds } from "../../words/ops.js";
import { edgeKinds, principals, roles, shapes } from "../../words/provenance.js";
import type { Flow, Row, View } from "../../words/view.js";

/** JSON as it is written. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The JSON form of a decide view. */
export function viewJson(view: View, manifest: Manifest): { readonly [key: string]: Json } {
  return {
    version: manifest.version,
    op: ops[view.op] ?? null,
    tool: manifest.tools[view.tool]?.name ?? null,
    ...list("sinks", named(view.sinks, sinkKinds)),
    ...list("acts", named(view.acts, manifest.acts.map(({ name }) => name))),
    target: labelsJson(view.self, manifest),
    flows: Object.fromEntries(edgeKinds.map((edge, index) => [edge, flowJson(view.flows[index], manifest)])),
    ...columnsJson(view, manifest.demand.columns),
    rows: view.rows.map((row) => rowJson(row, manifest)),
    ...(view.rowsOpen ? { rowsOpen: true } : {}),
  };
}

interface Tree { [key: string]: Json | Tree }

/**
 * Columns by path. What is absent is missing. A column below another one stands inside it only where that one is unknown (then it
 * may be an object); else it stands beside it under its whole path as one name.
 */
function columnsJson(view: View, columns: readonly Column[]): { readonly [key: string]: Json } {
  const cells = new Map(columns.map((column, number) => [columnPath(column).join("\n"), number < view.columns.length ? view.columns[number] : null]));
  const parts: Record<string, Tree> = { args: blank(), host: blank(), facts: blank() };
  for (const column of [...columns].sort((a, b) => columnPath(a).length - columnPath(b).length || (columnKey(a) < columnKey(b) ? -1 : 1))) {
    const [part = "", ...path] = columnPath(column);
    const cell = cells.get([part, ...path].join("\n"));
    if (cell === undefined) {
      // Below an unknown everything is unknown; an absent column makes the unknown one above it an object in which it is missing.
      if (path.length > 1) descend(parts[part], path, part, cells);
      continue;
    }
    const inside = path.length > 1 ? descend(parts[part], path, part, cells) : parts[part];
    const last = path.at(-1) ?? "";
    if (inside !== undefined) inside[last] = cellJson(cell);
    else if (parts[part] !== undefined) parts[part][path.join(".")] = cellJson(cell);
  }
  return parts as Record<string, Json>;
}

/** The object that the last part of a path stands in; undefined where a column on the way is something else than unknown. */
function descend(root: Tree | undefined, path: readonly string[], part: string, cells: ReadonlyMap<string, Cell>): Tree | undefined {
  const above = path.slice(0, -1);
  const open = above.every((_, index) => {
    const key = [part, ...path.slice(0, index + 1)].join("\n");
    return !cells.has(key) || cells.get(key) === null;
  });
  if (!open || root === undefined) return undefined;
  let at = root;
  for (const name of above) {
    const next = at[name];
    const tree: Tree = isTree(next) ? next : blank();
    at[name] = tree;
    at = tree;
  }
  return at;
}

/** An object whose members may have any name. */
function blank(): Tree {
  return Object.create(null) as Tree;
}

function isTree(of: Json | Tree | undefined): of is Tree {
  return typeof of === "object" && of !== null && !Array.isArray(of);
}

function rowJson(row: Row, manifest: Manifest): Json {
  const facts = manifest.demand.rowColumns.flatMap(({ extractor }, number): [string, Json][] => {
    const cell = number < row.columns.length ? row.columns[number] : null;
    return cell === undefined ? [] : [[extractor, cellJson(cell)]];
  });
  return {
    path: row.path,
    ...(row.value === undefined ? {} : { value: cellJson(row.value) }),
    ...list("roles", named(row.roles, roles)),
    ...list("who", named(row.who, principals)),
    shape: shapes[row.shape] ?? null,
    named: row.named === 2 ? null : row.named === 1,
    ...(row.unknown ? { unknown: true } : {}),
    flow: flowJson(row.flow, manifest),
    facts: Object.fromEntries(facts),
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
    ...list("tags", named(labels.tags, manifest.tags)),
    ...(labels.unknown ? { unknown: true } : {}),
  };
}

function cellJson(cell: Cell): Json {
  if (cell === undefined || cell === null) return null;
  if (!isList(cell)) return cell;
  const items = cell.items.map(cellJson);
  return cell.open ? { items, open: true } : items;
}

/** A list under its name; one that is empty need not be said. */
function list(name: string, items: readonly string[]): { readonly [key: string]: Json } {
  return items.length === 0 ? {} : { [name]: items };
}

function named(set: number, table: readonly string[]): readonly string[] {
  return table.filter((_, bit) => (set & (1 << bit)) !== 0);
}

// Arguments to cells, roles and resources, as docs/kernel.md and docs/language.md say it, one at a time and nothing kept.
// Knows nothing of where a value came from.

import { ARGUMENT_ROWS_MAX } from "../../src/base/limits.js";
import { extract } from "../../src/extract/extract.js";
import { leaves, roleMatches } from "../../src/extract/leaves.js";
import { normalisePath } from "../../src/extract/path.js";
import { readShell } from "../../src/extract/shell.js";
import type { Programs } from "../../src/extract/shell/programs.js";
import { hostOf } from "../../src/extract/url.js";
import { isList, numberCell, textCell, type Cell } from "../../src/words/cell.js";
import type { Column, ColumnType, Resource } from "../../src/words/column.js";
import type { ToolEntry } from "../../src/words/manifest.js";
import { fold } from "../../src/words/fold.js";
import { roles, type Role } from "../../src/words/provenance.js";

/** Arguments of a call: an object. */
export type Args = Readonly<Record<string, unknown>>;

/** A leaf with its roles by name. */
export interface RoleLeaf {
  readonly path: string;
  readonly value: Cell;
  readonly isKey: boolean;
  readonly roles: readonly Role[];
}

/** The cell of a column over arguments; undefined for other columns. */
export function argumentCell(column: Extract<Column, { readonly kind: "arg" | "extract" }>, args: Args, programs?: Programs): Cell {
  const value = column.path.reduce<unknown>((above, key) => (typeof above === "object" && above !== null && !Array.isArray(above) && Object.hasOwn(above, key) ? Reflect.get(above, key) : undefined), args);
  return column.kind === "arg" ? cellOf(value, column.type) : ofType(extract(column.extractor, cellOf(value, "string"), programs), column.type);
}

/** A JSON value as a cell of a type: what is of another type is unknown. */
export function cellOf(value: unknown, type: ColumnType): Cell {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return ofType(scalar(value), type);
  const items = (value as readonly unknown[]).slice(0, ARGUMENT_ROWS_MAX).map((item) => (Array.isArray(item) ? null : scalar(item)));
  return ofType({ items, open: value.length > ARGUMENT_ROWS_MAX }, type);
}

function scalar(value: unknown): Cell {
  return typeof value === "string" ? textCell(value) : typeof value === "number" ? numberCell(value) : typeof value === "boolean" ? value : null;
}

/** A cell as one of a type: what is of another is unknown. */
export function ofType(cell: Cell, type: ColumnType): Cell {
  if (cell === undefined || cell === null || type === "any") return cell;
  if (type !== "strings" && type !== "numbers") return typeof cell === type ? cell : null;
  return isList(cell) ? { items: cell.items.map((item) => (typeof item === (type === "strings" ? "string" : "number") ? item : null)), open: cell.open } : null;
}

/** The leaves of a call; none, and more, where its arguments could not be read. */
export function leavesOf(args: Args | null, pairs: ToolEntry["roles"], declared: readonly string[], required: readonly string[]): { readonly leaves: readonly RoleLeaf[]; readonly open: boolean } {
  if (args === null) return { leaves: [], open: true };
  const read = leaves(args, declared);
  const optional = declared.filter((name) => !required.includes(name) && args[name] === null);
  return { leaves: read.rows.filter(({ path, value }) => value !== null || !optional.includes(path)).map(({ path, value, isKey }) => ({ path, value, isKey, roles: roles.filter((role) => !isKey && pairs.some((pair) => pair.role === role && roleMatches(pair.path, path))) })), open: read.open };
}

/** A path of a command as it is written, and as it is in each folder that the call says it runs in. */
export function standingIn(path: string, found: readonly RoleLeaf[]): readonly string[] {
  const folders = found.filter(({ value, roles: of }) => of.includes("path") && typeof value === "string").map(({ value }) => String(value));
  const isRelative = path !== "" && !/^(?:\/|~(?:\/|$)|[A-Z]:(?:\/|$))/.test(path);
  return [fold(path), ...(isRelative ? folders.map((folder) => fold(normalisePath(`${folder}/${path}`))) : [])];
}

/** What a call names, and whether there may be more. */
export function resourcesOf(tool: string, server: string | null, found: readonly RoleLeaf[], programs?: Programs): { readonly resources: readonly Resource[]; readonly open: boolean } {
  const resources: Resource[] = [{ kind: "tool", text: tool }];
  const host = server ?? (tool.startsWith("mcp__") && tool.indexOf("__", 6) > -1 && tool.indexOf("__", 6) + 2 < tool.length ? tool.slice(5, tool.indexOf("__", 6)) : null);
  if (host !== null) resources.push({ kind: "server", text: fold(host) });
  let open = false;
  for (const leaf of found) {
    const has = (...names: readonly Role[]): boolean => names.some((name) => leaf.roles.includes(name));
    if (leaf.value === null && has("path", "url", "destination", "command", "memory", "job", "agent", "skill")) open = true;
    for (const kind of ["memory", "job", "agent", "skill"] as const) if (has(kind) && (typeof leaf.value === "string" || typeof leaf.value === "number")) resources.push({ kind, text: fold(String(leaf.value)) });
    if (typeof leaf.value !== "string") continue;
    if (has("path")) resources.push({ kind: "path", text: fold(normalisePath(leaf.value)) });
    const domain = has("url", "destination") ? hostOf(leaf.value) : null;
    if (domain !== null) resources.push({ kind: "domain", text: domain });
    else if (has("url") && /^\s*file:/i.test(leaf.value)) resources.push({ kind: "path", text: fold(normalisePath(leaf.value.trim())) });
    else if (has("url")) open = true;
    if (!has("command")) continue;
    const shell = readShell(leaf.value, programs);
    open ||= shell.open;
    const texts = (items: readonly Cell[]): readonly string[] => items.filter((item) => typeof item === "string" && item !== "*").map(String);
    for (const text of texts(shell.runs.items)) resources.push({ kind: "executable", text });
    for (const list of [shell.reads, shell.writes, shell.deletes]) for (const text of texts(list.items)) for (const each of standingIn(text, found)) resources.push({ kind: "path", text: each });
    for (const list of [shell.connects, shell.sends]) for (const text of texts(list.items)) resources.push({ kind: "domain", text });
  }
  return { resources, open };
}

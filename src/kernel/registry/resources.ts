// The resources a call names, by the roles of its arguments: what `label` declarations speak of. The registry's globs themselves
// stand in the bundle and are matched by `bind`. Paths are folded: where a file system knows no case, a label must not either.

import { hostOf } from "../../extract/url.js";
import { fileOf, inFolder, normalisePath } from "../../extract/path.js";
import type { CellList } from "../../words/cell.js";
import type { Resource } from "../../words/column.js";
import { fold } from "../../words/fold.js";
import { roles, type ResourceKind } from "../../words/provenance.js";
import { shellOf, type Shells } from "../view/cells.js";
import type { RoleLeaf } from "../view/leaves.js";

/** Resources, and whether there may be more than could be seen. */
export interface Resources {
  readonly resources: readonly Resource[];
  readonly open: boolean;
}

/** What a call of a tool with such leaves names, the tool itself and its server first; `isOpen` where there are more, whatever these are. */
export function resourcesOf(tool: string, server: string | null, leaves: readonly RoleLeaf[], shells: Shells, isOpen: boolean): Resources {
  const resources: Resource[] = [{ kind: "tool", text: tool }];
  const host = server ?? serverOf(tool);
  if (host !== null) resources.push({ kind: "server", text: fold(host) });
  let open = isOpen;
  let folders: readonly string[] | null = null;
  const add = (kind: ResourceKind, list: CellList): void => {
    open ||= list.open;
    for (const item of list.items) {
      if (typeof item !== "string") open = true;
      else if (item !== ANYWHERE) resources.push({ kind, text: kind === "path" ? fold(item) : item });
      if (kind !== "path" || typeof item !== "string") continue;
      folders ??= foldersOf(leaves);
      for (const folder of folders) {
        const there = inFolder(item, folder);
        if (there !== null) resources.push({ kind, text: fold(there) });
      }
    }
  };
  for (const { value, roles: bits } of leaves) {
    if ((bits & NAMING) === 0) continue;
    if (value === null) open = true;
    for (const { bit, kind } of KEYED) if ((bits & bit) !== 0 && (typeof value === "string" || typeof value === "number")) resources.push({ kind, text: fold(String(value)) });
    if (typeof value !== "string") continue;
    if ((bits & PATH) !== 0) resources.push({ kind: "path", text: fold(normalisePath(value)) });
    if ((bits & (URL | DESTINATION)) !== 0) {
      const domain = hostOf(value);
      const file = domain === null && (bits & URL) !== 0 ? fileOf(value) : null;
      if (domain !== null) resources.push({ kind: "domain", text: domain });
      else if (file !== null) resources.push({ kind: "path", text: fold(file) });
      else if ((bits & URL) !== 0) open = true;
    }
    if ((bits & COMMAND) !== 0) {
      const shell = shellOf(value, shells);
      add("executable", shell.runs);
      for (const list of [shell.reads, shell.writes, shell.deletes]) add("path", list);
      for (const list of [shell.connects, shell.sends]) add("domain", list);
      open ||= shell.open;
    }
  }
  return { resources, open };
}

/** Where a command beside them runs. */
export function foldersOf(leaves: readonly RoleLeaf[]): readonly string[] {
  return leaves.flatMap(({ value, roles: bits }) => ((bits & PATH) !== 0 && typeof value === "string" ? [value] : []));
}

/** The MCP server of a tool, where hosts put it into the name. */
export function serverOf(tool: string): string | null {
  return tool.startsWith("mcp__") ? /^mcp__(.+?)__./s.exec(tool)?.[1] ?? null : null;
}

/** Roles that name a resource by a key of its kind. */
export const KEYED = (["memory", "job", "agent", "skill"] as const).map((kind) => ({ kind, bit: 1 << roles.indexOf(kind) }));
const PATH = 1 << roles.indexOf("path");
const URL = 1 << roles.indexOf("url");
const DESTINATION = 1 << roles.indexOf("destination");
const COMMAND = 1 << roles.indexOf("command");
const NAMING = KEYED.reduce((bits, { bit }) => bits | bit, PATH | URL | DESTINATION | COMMAND);
/** What a command sends to when the place cannot be told: no domain of its own. */
const ANYWHERE = "*";

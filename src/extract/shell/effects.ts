// What has been found of a shell command so far, and the ways to add to it. What is not known opens a list; nothing closes it again.
// Knows nothing of syntax or of particular programs.

import { hostOf } from "../url.js";
import { normalisePath } from "../path.js";
import type { Field } from "./word.js";
import type { Use } from "./executables.js";

/** The lists a command fills. */
export const lists = ["runs", "reads", "writes", "deletes", "connects", "sends"] as const;
export type List = (typeof lists)[number];

/** What was found, over all parts of the command. */
export interface Effects {
  readonly found: Readonly<Record<List, Set<string>>>;
  readonly open: Set<List>;
  elevated: boolean;
  /** Whether code was run that could not be seen at all. */
  unseen: boolean;
  /** Statements read so far. */
  commands: number;
}

/** What the standard input of a command is. */
export interface Input {
  /** Whether it comes from a pipe, a file or a here-document. */
  readonly given: boolean;
  /** Its text, where that is known. */
  readonly text: string | null;
}

/** Where a command stands. */
export interface Scope {
  readonly effects: Effects;
  /** Directory that relative paths start from: `.` at first, null when it is not known. */
  cwd: string | null;
  /** Known variables; null where one was set to what is not known. */
  readonly variables: Map<string, string | null>;
  readonly functions: Set<string>;
  readonly depth: number;
  /** Reads a further command text one level down. */
  readonly inner: (text: string, scope: Scope) => void;
}

/** What is reached by talking both ways, and by asking alone. */
export const both = ["connects", "sends"] as const;
export const only = ["connects"] as const;

/** Nothing found. */
export function noEffects(): Effects {
  return {
    found: { runs: new Set(), reads: new Set(), writes: new Set(), deletes: new Set(), connects: new Set(), sends: new Set() },
    open: new Set(), elevated: false, unseen: false, commands: 0,
  };
}

/** Opens lists: there may be more in them. */
export function open(scope: Scope, ...which: readonly List[]): void {
  for (const list of which.length === 0 ? lists : which) scope.effects.open.add(list);
}

/** Code that cannot be seen is run: it may do anything, as anybody. */
export function unseen(scope: Scope): void {
  open(scope);
  scope.effects.unseen = true;
}

/** Devices and streams that keep nothing. */
const nowhere = /^\/dev\/(null|zero|full|u?random|std(in|out|err)|fd\/\d+|tty|console)$/;

/** Uses a path. */
export function use(scope: Scope, field: Field, how: Use): void {
  switch (how) {
    case "none": return;
    case "read": return path(scope, field, "reads");
    case "write": return path(scope, field, "writes");
    case "delete": return path(scope, field, "deletes");
    case "edit": path(scope, field, "reads"); return path(scope, field, "writes");
    case "move": path(scope, field, "reads"); return path(scope, field, "deletes");
    case "host":
      // `dig +short MX name @server`: neither options nor record types are hosts.
      if (/^(\+.*|[A-Z]{1,6})$/.test(field.text)) return;
      if (!field.exact && !field.substituted) open(scope, "sends");
      return host(scope, field.exact ? { ...field, text: field.text.replace(/^@/, "") } : field, field.substituted ? ["connects", "sends"] : ["connects"]);
  }
}

/** Adds a path to a list, or opens the list where the path is not known. */
export function path(scope: Scope, field: Field, list: "reads" | "writes" | "deletes"): void {
  if (!field.exact) open(scope, list);
  if (field.text === "" || (field.text === "-" && field.exact)) return;
  const socket = /^\/dev\/(?:tcp|udp)\/([^/]+)\/[^/]+$/.exec(field.text);
  if (socket?.[1] !== undefined) return connect(scope, socket[1], list === "reads" ? ["connects"] : ["connects", "sends"]);
  if (!field.exact) return;
  const absolute = /^([/~]|\$HOME|\$\{HOME\}|[A-Za-z]:[\\/]|file:)/.test(field.text);
  if (!absolute && scope.cwd === null) open(scope, list);
  const normal = normalisePath(absolute || scope.cwd === null || scope.cwd === "." ? field.text : `${scope.cwd}/${field.text}`);
  if (!nowhere.test(normal)) scope.effects.found[list].add(normal);
}

/** Adds the host of a URL or address. */
export function host(scope: Scope, field: Field, into: readonly ("connects" | "sends")[]): void {
  // What is not known may be in the path or query: the host in front of it is known all the same.
  const bare = field.exact ? field.text : /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+(?=[/?#])|^[^/:?#]+(?=[/?#])/i.exec(field.prefix)?.[0] ?? null;
  const tail = field.exact || bare !== null ? null : /^\.((?:[a-z0-9-]+\.)+[a-z]{2,})$/i.exec(field.text.slice(field.prefix.length))?.[1] ?? null;
  connect(scope, bare ?? tail, into);
}

/** Adds a host by its name; null where it is not known. With anything sent, `sends` has `*`. */
export function connect(scope: Scope, name: string | null, into: readonly ("connects" | "sends")[]): void {
  const found = name === null ? null : hostOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(name) ? name : `http://${name}`);
  for (const list of into) {
    if (found === null) open(scope, list);
    else scope.effects.found[list].add(found);
  }
  if (into.includes("sends")) scope.effects.found.sends.add("*");
}

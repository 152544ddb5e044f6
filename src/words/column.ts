// Columns: what a view carries for a bundle beyond its fixed header. A bundle's demand is a list of them; the kernel fills
// those and no others. A column's key is its canonical text: it stands in manifests, in the JSON view and in messages.

import type { ResourceKind } from "./provenance.js";
import { termKey } from "./term.js";
import type { Term } from "./term.js";

/** The kernel-side extractors a policy may apply to a string, and the type each gives. */
export const extractors = {
  /** Normalised lexically (`.`, `..`, `//`, home as `~`), as in `extract/path`. */
  path: "string",
  /** Last segment of the normalised path. */
  basename: "string",
  /** Folded with the one case folding (`words/fold`). */
  fold: "string",
  /** `path`, then folded: what `ignoring case` compares path globs with. Policies do not write it. */
  path_fold: "string",
  /** `basename`, then folded: what `basename(x) ... ignoring case` reads. Policies do not write it. */
  basename_fold: "string",
  /** Host of a URL, or of an e-mail address, lower-cased, without trailing dot. */
  host: "string",
  /** Registrable domain (public suffix list) of a URL, host or e-mail address. */
  domain: "string",
  /** Whether a URL's host is a private, loopback, link-local or metadata address, in any notation. */
  private_host: "boolean",
  /** The credentials found in a text, by format (not by benchmark): open when the text could not be read. */
  credentials: "strings",
  /** Executables a shell command runs, as base names, through pipes, sudo, env, sh -c, xargs, find -exec. */
  "shell.runs": "strings",
  /** Paths a shell command reads, normalised. */
  "shell.reads": "strings",
  /** Paths a shell command writes or appends to, normalised. */
  "shell.writes": "strings",
  /** Paths a shell command deletes, normalised. */
  "shell.deletes": "strings",
  /** Hosts a shell command connects to. */
  "shell.connects": "strings",
  /** Hosts, and `*` wherever there is any, a shell command sends data to: uploads, POST bodies, copies to remote machines. */
  "shell.sends": "strings",
  /** Whether a shell command runs with raised privilege (sudo, doas, su, pkexec). */
  "shell.elevated": "boolean",
} as const;
/** One of the extractors. */
export type Extractor = keyof typeof extractors;

/** The act class by whose words a user tells the agent to do what stands in a source. */
export const DELEGATION = "delegation";

/** A column over the whole view. `type` is what the checker derived; a value of another type is unknown. */
export type Column =
  /** An argument by its path (`["job", "payload", "text"]`); absent when not given. */
  | { readonly kind: "arg"; readonly path: readonly string[]; readonly type: ColumnType }
  /** A fact of the runtime's profile; absent when the session's runtime does not provide it. */
  | { readonly kind: "host"; readonly name: string; readonly type: ColumnType }
  /** An extractor over an argument; absent when the argument is, unknown when it is no string. */
  | { readonly kind: "extract"; readonly extractor: Extractor; readonly path: readonly string[]; readonly type: ColumnType }
  /** Whether the user asked for this act class; `more`: for more of its acts than were made since. */
  | { readonly kind: "asked"; readonly act: string; readonly more?: true; readonly type: "boolean" }
  /** Whether a source asks for this act class that the user named and told the agent to follow, by the words of the act DELEGATION. */
  | { readonly kind: "delegated"; readonly act: string; readonly type: "boolean" }
  /** How many earlier calls of the session matched counter number `counter` of the manifest. */
  | { readonly kind: "count"; readonly counter: number; readonly key: string; readonly type: "number" }
  /** Earlier completed calls of the same tool with equal arguments whose results equal the latest one's. */
  | { readonly kind: "repeats"; readonly type: "number" }
  /** How often this very call has taken turns with one other, the latest results of both being the same each time. */
  | { readonly kind: "alternates"; readonly type: "number" }
  /** Whether this very call (tool and arguments) has an unused approval. */
  | { readonly kind: "approved"; readonly type: "boolean" }
  /** Whether the tool is another than it was when it was listed first, and nobody has reviewed it. */
  | { readonly kind: "changed"; readonly type: "boolean" }
  /** Who (or in which role) approved: `sink` this very call, `tool` any call of its tool; `session`: approvals that are used up count too. Sorted, each once. */
  | { readonly kind: "approvers"; readonly scope: "sink" | "tool"; readonly session: boolean; readonly field: "by" | "role"; readonly type: "strings" }
  /** The name of the tool that is called. */
  | { readonly kind: "tool"; readonly type: "string" }
  /** A part of what a finished call gave, parsed where it is JSON; the whole for the empty path. Unknown before it has finished; absent where there is no such field. */
  | { readonly kind: "result"; readonly path: readonly string[]; readonly type: ColumnType }
  /** Who the agent acts for; absent where the session's runtime does not say. */
  | { readonly kind: "principal"; readonly field: "id" | "roles" | "tenant"; readonly type: "string" | "strings" }
  /** When the event happened, milliseconds since 1970 UTC; absent where the session's runtime gives no times. */
  | { readonly kind: "time"; readonly type: "number" }
  /** What query number `history` of the manifest gives. */
  | { readonly kind: "history"; readonly history: number; readonly key: string; readonly type: ColumnType }
  /** External data of the bundle, by its name (`pack.name`). */
  | { readonly kind: "data"; readonly name: string; readonly type: ColumnType }
  /** What the kernel computes of others. */
  | { readonly kind: "term"; readonly term: Term; readonly type: ColumnType }
  /** Of a rule that compares its sources with its sink: a list of the term (of the source's args, result, tool) for each source that came, latest first. */
  | { readonly kind: "sources"; readonly rule: string; readonly term: Term; readonly type: ColumnType };

/** Types of columns and row columns. */
export type ColumnType = "boolean" | "number" | "string" | "strings" | "numbers" | "any";

/** An extractor, or a term, over the value of every argument row. */
export type RowColumn =
  | { readonly kind: "extract"; readonly extractor: Extractor }
  | { readonly kind: "term"; readonly term: Term; readonly type: ColumnType };

/** The canonical text of a row column. */
export function rowColumnKey(column: RowColumn): string {
  return column.kind === "extract" ? column.extractor : termKey(column.term);
}

/** The canonical text of a column. Where columns have the same key they are the same column. */
export function columnKey(column: Column): string {
  switch (column.kind) {
    case "arg": return argumentKey(column.path);
    case "host": return `host.${column.name}`;
    case "extract": {
      const [name, field] = column.extractor.split(".");
      return `${name}(${argumentKey(column.path)})${field === undefined ? "" : `.${field}`}`;
    }
    case "asked": return `asked(${column.act}${column.more === true ? ", more" : ""})`;
    case "delegated": return `delegated(${column.act})`;
    case "count": return column.key;
    case "repeats": return "repeats(tool, args)";
    case "alternates": return "alternates(tool, args)";
    case "approved": return "approved(sink)";
    case "changed": return "changed(tool)";
    case "approvers": return `approvers(${column.scope}${column.session ? ", session" : ""}).${column.field}`;
    case "result": return dottedKey("result", column.path);
    case "tool": return "tool";
    case "principal": return `principal.${column.field}`;
    case "time": return "time";
    case "history": return column.key;
    case "data": return `data ${column.name}`;
    case "term": return termKey(column.term);
    case "sources": return `sources(${column.rule}: ${termKey(column.term)})`;
  }
}

/** INVARIANT: no two paths have the same key. A name that is not plain stands in it as a JSON string, so that its dots part nothing. */
function argumentKey(path: readonly string[]): string {
  return dottedKey("args", path);
}

function dottedKey(root: string, path: readonly string[]): string {
  return [root, ...path.map((name) => (/^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name)))].join(".");
}

/** Where a column stands in the JSON form of a view. */
export function columnPath(column: Column): readonly string[] {
  switch (column.kind) {
    case "arg": return ["args", ...column.path];
    case "host": return ["host", column.name];
    case "principal": return ["principal", column.field];
    case "time": return ["time"];
    default: return ["facts", columnKey(column)];
  }
}

/** A resource a call names, for the registry: a path it reads or writes, a domain, an executable, the tool itself. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly text: string;
}

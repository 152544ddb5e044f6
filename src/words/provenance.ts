// Whose words a value is, in what form it was seen, and what it does in a call: the tables behind `who`, `shape` and roles.
// Indexes are the numbers of frames and manifests: append only. How they are found is the kernel's affair.

/** Principals in whose text a value may have been seen; bits of `who`. The model's own text is nobody's. */
export const principals = ["user", "system", "tool", "agent", "runtime"] as const;
export type Principal = (typeof principals)[number];

/** Forms of a sighting in text that is not the user's, best believed first; `composed` is no sighting at all. */
export const shapes = ["leaf", "part", "keyed", "prose", "tainted", "composed"] as const;
export type Shape = (typeof shapes)[number];

/** What an argument does in its call; bits of a row's roles. The first five identify. */
export const roles = ["destination", "object", "url", "secret", "path", "content", "amount", "command", "query", "time", "name", "memory", "job", "agent", "skill"] as const;
export type Role = (typeof roles)[number];

/** Kinds of edge, kept apart in every state and named in every explanation. */
export const edgeKinds = ["value", "context", "declared"] as const;
export type EdgeKind = (typeof edgeKinds)[number];
/** Through which edges a flow is looked for. */
export type Via = EdgeKind | "any";

/** Kinds of labelled resource: what globs of `label` declarations speak of. `memory`: keys of a memory; `server`: MCP servers; `job`: schedules; `agent`: other agents. */
export const resourceKinds = ["path", "domain", "executable", "tool", "memory", "server", "job", "agent", "skill"] as const;
export type ResourceKind = (typeof resourceKinds)[number];

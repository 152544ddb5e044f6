// The semantic instruction set: ops, their cores, and the kinds of place an effect leaves by.
// An op's or a sink kind's index is its number in frames and manifests: append only.

/** The five cores of DESIGN.md section 2. */
export type Core = "cognitive" | "memory" | "execution" | "interaction" | "normative";

const table = [
  ["REASON", "cognitive"], ["PLAN", "cognitive"], ["CRITIQUE", "cognitive"],
  ["STORE", "memory"], ["RETRIEVE", "memory"], ["COMPRESS", "memory"], ["PRUNE", "memory"],
  ["READ", "execution"], ["WRITE", "execution"], ["EXEC", "execution"], ["SEND", "execution"], ["WAIT", "execution"],
  ["USER", "interaction"], ["ASK", "interaction"], ["RESPOND", "interaction"], ["DELEGATE", "interaction"],
  ["SUBSCRIBE", "interaction"], ["RECEIVE", "interaction"],
  ["VERIFY", "normative"], ["ENDORSE", "normative"], ["DECLASSIFY", "normative"], ["CHECKPOINT", "normative"], ["ROLLBACK", "normative"],
] as const;

/** One of the 23 ops. */
export type Op = (typeof table)[number][0];
/** All ops, in the order of their numbers. */
export const ops: readonly Op[] = table.map(([op]) => op);
/** The core of each op, in the order of `ops`. */
export const cores: readonly Core[] = table.map(([, core]) => core);
/** The number of each op. */
export const opNumber: ReadonlyMap<string, number> = new Map(ops.map((op, number) => [op, number]));

/** Ops of what the model or its host does by itself, calling no tool: an event says which. REASON has an event of its own. */
export const stepOps = ["PLAN", "CRITIQUE", "COMPRESS", "PRUNE", "WAIT", "VERIFY", "CHECKPOINT", "ROLLBACK"] as const satisfies readonly Op[];
export type StepOp = (typeof stepOps)[number];

/** Kinds of place by which an effect leaves; bits of one word. */
export const sinkKinds = [
  "egress", // data leaves the machine or the organisation
  "message", // a person or channel is written to
  "payment", // money moves
  "ui", // shown or spoken to somebody
  "persist", // outlives the session: memory, schedules, configuration, instructions
  "shared_write", // written where others read
  "delete", // destroys what was there
  "control", // changes how the agent, its host or other processes run
  "identity", // credentials, accounts, membership
  "execution", // runs code or commands
] as const;
/** One of the sink kinds. */
export type SinkKind = (typeof sinkKinds)[number];

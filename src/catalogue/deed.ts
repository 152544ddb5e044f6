// What tools do, as a table: each deed with its op, the sinks by which its effect leaves, its act class, and whether it can be taken
// back. Knows no words: which tool does what, `verbs` and `nouns` say.

import type { Op, SinkKind } from "../words/ops.js";

/** What one deed is to the kernel and to rules. */
export interface Deed {
  readonly op: Op;
  readonly sinks: readonly SinkKind[];
  /** Its act class, of `standard.intent` or `drafted.acts`; null for what nobody needs to ask for. */
  readonly act: string | null;
  /** Whether what it did can be undone by the same server: what was written can be written back, what was sent stays sent. */
  readonly reversible: boolean;
}

const row = (op: Op, act: string | null, reversible: boolean, ...sinks: readonly SinkKind[]): Deed => ({ op, act, reversible, sinks });

/** All deeds. */
export const deeds = {
  think: row("REASON", null, true),
  wait: row("WAIT", null, true),
  read: row("READ", null, true),
  recall: row("RETRIEVE", null, true),
  compute: row("READ", null, true),
  // The query leaves the machine; what comes back was written by anybody.
  lookup: row("READ", null, true, "egress"),
  fetch: row("READ", "browse", true, "egress"),
  ask: row("ASK", null, true, "ui"),
  show: row("SEND", null, true, "ui"),
  remember: row("STORE", "edit", true, "persist"),
  write: row("WRITE", "edit", true, "persist"),
  remove: row("WRITE", "remove", false, "delete"),
  forget: row("PRUNE", "remove", false, "delete"),
  run: row("EXEC", "run", false, "execution", "egress", "persist"),
  query: row("EXEC", "run", false, "execution", "persist"),
  install: row("EXEC", "install", false, "execution", "persist", "control"),
  operate: row("EXEC", "operate", false, "control"),
  submit: row("SEND", "submit", false, "egress", "ui"),
  message: row("SEND", "message", false, "message", "egress"),
  post: row("SEND", "post", true, "egress", "shared_write"),
  // Into a repository that others read.
  push: row("SEND", "push", true, "egress", "shared_write"),
  cart: row("WRITE", "cart", true, "persist"),
  publish: row("SEND", "publish", true, "egress", "shared_write"),
  upload: row("SEND", "transfer_file", true, "egress"),
  download: row("WRITE", "transfer_file", true, "egress", "persist"),
  // From a place of one's own, and not from an address.
  keep: row("WRITE", null, true, "persist"),
  react: row("SEND", "react", true, "shared_write"),
  share: row("SEND", "share", true, "egress", "identity", "shared_write"),
  give: row("SEND", "new_owner", false, "egress", "identity", "shared_write"),
  payment: row("SEND", "payment", false, "payment", "egress"),
  standing: row("SEND", "schedule_payment", true, "payment", "egress", "persist"),
  amend: row("WRITE", "schedule_payment", true, "payment", "persist"),
  // A shop takes its money its own way: no account is named in the call.
  order: row("SEND", "order", false, "egress", "persist"),
  cancel: row("WRITE", "cancel", false, "persist", "delete"),
  appoint: row("WRITE", "schedule", true, "persist"),
  invite: row("SEND", "invite", true, "identity", "egress"),
  expel: row("WRITE", "remove_member", false, "identity", "delete"),
  credential: row("WRITE", "credential_change", false, "identity"),
  // Whoever has the other half of a key may sign in.
  admit: row("WRITE", "new_key", true, "identity"),
  lockout: row("WRITE", "drop_key", true, "identity", "delete"),
  account: row("WRITE", "account_change", true, "identity", "persist"),
  enter: row("SEND", "sign_in", true, "identity"),
  // A code for an act that was judged before it was sent.
  prove: row("SEND", null, true, "identity"),
  delegate: row("DELEGATE", "delegate_work", false, "control"),
  subscribe: row("SUBSCRIBE", "subscribe", true, "persist"),
  // Nothing was found out: the strict side.
  unclear: row("EXEC", "unclear", false, "egress", "persist", "execution"),
} as const satisfies Readonly<Record<string, Deed>>;

/** The name of a deed. */
export type DeedName = keyof typeof deeds;

/** Ops from the one that touches least to the one that may touch anything: of several, a binding has the last. */
const order: readonly Op[] = ["REASON", "WAIT", "READ", "RETRIEVE", "ASK", "PRUNE", "STORE", "SUBSCRIBE", "WRITE", "SEND", "DELEGATE", "EXEC"];

/** The stricter of two ops. */
export function stricter(one: Op, other: Op): Op {
  return order.indexOf(one) < order.indexOf(other) ? other : one;
}

/** Whether a deed has an effect on anything outside the agent. */
export function isEffect(name: DeedName): boolean {
  return deeds[name].act !== null && name !== "fetch";
}

// What became of a call: whether its result came, whether it was let through, which is the latest of an id. Looked up in all that
// happened, each time anew.

import type { Node, Session } from "./session.js";

/** Whether a call has no result yet. */
export function isOpen(session: Session, node: Node): boolean {
  return !session.history.some((each) => each.kind === "result" && each.node === node);
}

/** Whether a call was let through, or has run. */
export function isCounted(session: Session, node: Node): boolean {
  return session.history.findLast((each) => (each.kind === "counted" || each.kind === "uncounted") && each.node === node)?.kind === "counted";
}

/** The latest call of an id. */
export function latestOf(session: Session, id: string): Node | undefined {
  return session.nodes.findLast((node) => node.call !== null && node.call.id === id);
}

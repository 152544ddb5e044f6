// The user's messages as histories see them: calls of no tool, with a text for an argument. Who spoke, and what could be read of it,
// the kernel beside this knows.

import { clean } from "../../src/words/labels.js";
import { markWords } from "../../src/words/manifest.js";
import { FALSE, TRUE, UNKNOWN } from "../../src/words/truth.js";
import type { View } from "../../src/words/view.js";
import type { Args } from "./cells.js";
import { columnsOf, keptOf, toldOf } from "./columns.js";
import { truthAt } from "./past.js";
import { numberOf, quietly } from "./plain.js";
import type { About, Node, Session } from "./session.js";

/** The user spoke, or (null) may have: to the counters that name his op it is a call that ran. */
export function heeded(session: Session, node: Node, args: Args | null): void {
  const { manifest, evaluator, base } = session;
  const heard = manifest.heard ?? [];
  if (heard.length === 0) return;
  const about: About = { args, key: null, tool: undefined, server: null, result: undefined, pending: null, arrived: null, made: null };
  const view = (): View => ({
    question: "bind", op: numberOf("USER"), tool: -1, sinks: 0, acts: [], self: clean, flows: [base.none, base.none, base.none],
    columns: columnsOf(session, "bind", about), rows: [], rowsOpen: false, resources: [], resourcesOpen: false,
  });
  const told = args === null ? null : quietly(() => evaluator.bind(view()).counters.slice());
  const counters = new Uint32Array(markWords(manifest.counters.length));
  for (const counter of heard) {
    const truth = told === null ? UNKNOWN : truthAt(told, counter);
    if (truth !== FALSE) counters[counter >>> 4] = (counters[counter >>> 4] ?? 0) | ((truth === TRUE ? 1 : 2) << (2 * (counter & 15)));
  }
  const made = { now: session.now, told: toldOf(session) };
  session.history.push({ kind: "decided", node, at: session.now, fate: "succeeded", counters, kept: keptOf(session, { ...about, made }, null) }, { kind: "counted", node });
}

// A session with one query over earlier calls, whose every decision shows it, and the terms that queries are made of here.
// Knows no clause of a query.

import type { Column } from "../../src/words/column.js";
import type { HistoryEntry } from "../../src/words/manifest.js";
import type { Term } from "../../src/words/term.js";
import { double, type Double, type DoubleOptions } from "./double.js";

/** An argument of the call that is spoken of. */
export const arg = (name: string): Term => ({ kind: "column", column: { kind: "arg", path: [name], type: "any" } });
/** A part of what it gave. */
export const result = (name: string): Term => ({ kind: "column", column: { kind: "result", path: [name], type: "any" } });
/** When it was made. */
export const time: Term = { kind: "column", column: { kind: "time", type: "number" } };
/** For whom it was made. */
export const who: Term = { kind: "column", column: { kind: "principal", field: "id", type: "string" } };
/** `pay` feeds the first counter, `edit` the second, `maybe` perhaps the first; `held` is held. */
export const tools: NonNullable<DoubleOptions["tools"]> = { pay: { counters: [1, 0] }, edit: { counters: [0, 1] }, maybe: { counters: [2, 2] }, held: { counters: [1, 0] } };

/** A session with one query, whose every decision shows it; calls of `held` are held. */
export function begin(entry: Partial<HistoryEntry>, more: Partial<DoubleOptions> = {}, provides?: readonly string[]): Double & { readonly ask: (at?: number | string, args?: unknown) => unknown } {
  const columns: readonly Column[] = [{ kind: "history", history: 0, key: "history 0", type: "any" }];
  const run = double({
    tools, counters: 2, histories: [entry], columns, rules: [{ effect: "deny" }],
    decide: (view) => (view.tool === 3 ? [{ rule: 0, unknown: false, row: -1 }] : []), ...more,
  }, provides === undefined ? {} : { provides });
  let asked = 0;
  return { ...run, ask: (at, args = {}) => { run.call(`ask${asked++}`, "look", args, at === undefined ? {} : { at }); return run.decides.at(-1)?.columns[0]; } };
}

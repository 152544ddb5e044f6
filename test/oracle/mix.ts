// A few generated views of a policy -> as many as are wanted, each put together from parts of several: what came, the labels, each
// column, each row. Cheap, so that most of a run's time is spent in the engines. The same seed gives the same views.

import type { Column } from "../../src/words/column.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { View } from "../../src/words/view.js";

/** So many views from parts of these, which are among them. */
export function mixed(views: readonly View[], manifest: Manifest, count: number, seed: number): readonly View[] {
  const next = numbers(seed);
  const one = (): View => {
    const view = views[Math.floor(next() * views.length)];
    if (view === undefined) throw new Error("there is a view to take parts from");
    return view;
  };
  const isArgument = (column: Column | undefined): boolean => column?.kind === "arg";
  const made = Array.from({ length: Math.max(0, count - views.length) }, (): View => {
    const [head, args, rows] = [one(), one(), one()];
    return {
      ...head,
      self: one().self,
      flows: [one().flows[0], one().flows[1], one().flows[2]],
      // What stands below an argument hangs together with it.
      columns: args.columns.map((cell, number) => (isArgument(manifest.demand.columns[number]) ? cell : one().columns[number])),
      rows: rows.rows.map((row) => (next() < 0.5 ? row : one().rows[0] ?? row)),
      rowsOpen: one().rowsOpen,
    };
  });
  return [...views.slice(0, count), ...made];
}

/** Numbers from 0 up to 1 (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixing = Math.imul(state ^ (state >>> 15), 1 | state);
    mixing = (mixing + Math.imul(mixing ^ (mixing >>> 7), 61 | mixing)) ^ mixing;
    return ((mixing ^ (mixing >>> 14)) >>> 0) / 2 ** 32;
  };
}

// What a module declares that a view may take at most -> whether it may be decided in the caller's thread. No clock and no queue take
// part: the same view always stays, or always goes. A module that declares nothing goes.

import { NEAR_STEPS_MAX } from "../base/limits.js";
import { roomFor, shapeOf } from "../wasm/abi/frame.js";
import { stepsAt } from "../wasm/bundle/bounds.js";
import { isList, type Cell } from "../words/cell.js";
import type { Manifest } from "../words/manifest.js";
import type { View } from "../words/view.js";
import type { Elsewhere } from "./batch.js";
import type { Answer } from "./workers.js";

/** Whether deciding a view takes at most so many steps that a hop to another thread is not worth it. */
export function nearBy(manifest: Manifest): (view: View) => boolean {
  const parts = manifest.bounds?.steps.decide;
  if (parts === undefined || parts.length === 0) return () => false;
  const shape = shapeOf(manifest);
  const hasLoops = parts.some(({ lists }) => lists > 0);
  return (view) => stepsAt(parts, { bytes: roomFor(view, shape), rows: view.rows.length, items: hasLoops ? itemsOf(view) : 0 }) <= NEAR_STEPS_MAX;
}

/** An elsewhere that decides here what is near. */
export function adaptive(isNear: (view: View) => boolean, here: (view: View) => Answer, elsewhere: Elsewhere): Elsewhere {
  return (view, since, done) => {
    if (!isNear(view)) return elsewhere(view, since, done);
    done(here(view));
    return () => undefined;
  };
}

/** Items of the longest list of a view. */
function itemsOf({ columns, rows }: View): number {
  return rows.reduce((most, row) => Math.max(most, longest(row.value), ...row.columns.map(longest)), columns.reduce((most: number, cell) => Math.max(most, longest(cell)), 0));
}

function longest(cell: Cell): number {
  return isList(cell) ? cell.items.reduce((most: number, item) => Math.max(most, longest(item)), cell.items.length) : 0;
}

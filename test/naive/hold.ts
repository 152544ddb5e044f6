// The engine beside the naive kernel on one log: after every event the views they would ask the rules about must be the same,
// bit for bit. What differs is told by its place; nothing else is.

import { createCore, type Failure } from "../../src/engine.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { Verdict, View } from "../../src/words/view.js";
import { begin, hear, isSink, judge, type Begun } from "./kernel.js";

/** The first place where the two differ. */
export interface Difference {
  /** Place of the event in the log. */
  readonly event: number;
  /** Place in the view, as `rows[0].flow.labels.trust`. */
  readonly path: string;
  readonly engine: unknown;
  readonly naive: unknown;
}

/** Runs a log through both; null where they are equal throughout. `bend` may spoil the engine's views, so that the comparison itself can be tested. */
export function holdEqual(manifest: Manifest, evaluator: Evaluator, events: readonly unknown[], begun: Begun = {}, bend: (view: View) => View = (view) => view): Difference | null {
  const session = createCore(evaluator, "0").session({ id: "s", ...begun });
  const naive = begin(manifest, evaluator, begun);
  const decisions = new Map<number, string>();
  for (const [index, event] of events.entries()) {
    if (!isSink(event)) {
      if (isCancel(event)) session.cancel(decisions.get(event.event) ?? "none");
      else session.observe(event);
      hear(naive, event, index);
      continue;
    }
    const prepared = session.prepare(event);
    const engine = prepared.kind === "view" ? bend(prepared.view) : null;
    const judged = judge(naive, event, index);
    const found = differs(engine, judged.view, "");
    if (found !== null) return { event: index, ...found };
    const decision = session.settle(prepared, prepared.kind === "view" ? asked(evaluator, prepared.view) : [], 0);
    judged.settle(decision.effect);
    decisions.set(index, decision.id);
  }
  return null;
}

function asked(evaluator: Evaluator, view: View): readonly Verdict[] | Failure {
  try {
    return evaluator.decide(view);
  } catch (error) {
    return { code: "engine/decide-failed", message: String(error) };
  }
}

function isCancel(event: unknown): event is { readonly kind: "cancel"; readonly event: number } {
  return typeof event === "object" && event !== null && "kind" in event && event.kind === "cancel" && "event" in event && typeof event.event === "number";
}

/** The first difference of two plain values; typed arrays are lists. */
function differs(a: unknown, b: unknown, path: string): Omit<Difference, "event"> | null {
  if (Object.is(a, b)) return null;
  const different = { path, engine: a, naive: b };
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return different;
  if (isArrayLike(a) !== isArrayLike(b)) return different;
  if (isArrayLike(a) && isArrayLike(b) && a.length !== b.length) return { path: `${path}.length`, engine: a.length, naive: b.length };
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = differs(Reflect.get(a, key), Reflect.get(b, key), isArrayLike(a) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isArrayLike(value: object): value is ArrayLike<unknown> & object {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

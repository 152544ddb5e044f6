// The three questions as an interface. The interpreter and the Wasm module both answer it; the engine is given one.
// Knows nothing of sessions, threads or memory: an answer depends on the view alone.

import type { Manifest } from "./manifest.js";
import type { Binding, Marks, Verdict, View } from "./view.js";

/** Answers the three questions of one bundle, synchronously and without state. */
export interface Evaluator {
  readonly manifest: Manifest;
  /** What is this call? Bounded. */
  bind(view: View): Binding;
  /** Which relational rules' sources is this finished instruction? Bounded. */
  mark(view: View): Marks;
  /** What do the rules say of the pending call? In the order of the manifest's rules. Throws when the module fails. */
  decide(view: View): readonly Verdict[];
}

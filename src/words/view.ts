// A view: all that a module may see of one instruction, in one shape for its three questions.
//   bind    the call alone, with the resources it names       -> op, sinks, acts, labels, counters
//   mark    the finished instruction with its labels          -> which relational rules' sources it is
//   decide  the pending instruction with what flowed into it  -> verdicts
// The interpreter reads it as it is; `wasm/abi` writes it as a frame; `viewJson` gives the form that OPA hosts send.
// Numbers and bits index the tables of `words` and of the bundle's manifest.

import type { Acts } from "./acts.js";
import type { Cell } from "./cell.js";
import type { Resource } from "./column.js";
import type { Labels } from "./labels.js";
import type { Truth } from "./truth.js";

/** Which question a view is for; the number is that of frames. */
export const questions = ["bind", "mark", "decide"] as const;
export type Question = (typeof questions)[number];

/** Marks of relational rules: two bits a source, `2i` certain and `2i+1` unknown, in 32-bit words. */
export type Marks = Uint32Array;

/** What came to the sink, or to one argument, through one kind of edge. */
export interface Flow {
  readonly labels: Labels;
  readonly marks: Marks;
}

/** One argument leaf of the pending call. */
export interface Row {
  /** Path of the leaf, as `job.payload.text` or `targets[0]`. */
  readonly path: string;
  readonly value: Cell;
  /** Bits of `roles`. */
  readonly roles: number;
  /** Bits of `principals` in whose text the value stood before the agent used it. */
  readonly who: number;
  /** Number of the best shape among sightings that are not the user's. */
  readonly shape: number;
  /** Whether the user named the source the value stands in. */
  readonly named: Truth;
  /** True when who, shape or the flow could not be computed whole: comparisons on them are unknown unless already true. */
  readonly unknown: boolean;
  /** What came into this leaf by value edges. */
  readonly flow: Flow;
  /** Extractor results, in the order of the manifest's row columns. */
  readonly columns: readonly Cell[];
}

/** One instruction as a module sees it. */
export interface View {
  readonly question: Question;
  /** Number of the op; before binding, that of EXEC. */
  readonly op: number;
  /** Index in the manifest's tools, or -1 when the tool has no binding. */
  readonly tool: number;
  readonly sinks: number;
  readonly acts: Acts;
  /** mark: the labels of the instruction's own result. bind: what people said since of the resources the call names. decide: all labels of these. */
  readonly self: Labels;
  /** In the order of `edgeKinds`. */
  readonly flows: readonly [value: Flow, context: Flow, declared: Flow];
  /** In the order of the manifest's columns; columns not for this question are unknown. */
  readonly columns: readonly Cell[];
  readonly rows: readonly Row[];
  /** True when there were more leaves than rows, or the arguments could not all be read. */
  readonly rowsOpen: boolean;
  /** bind only. */
  readonly resources: readonly Resource[];
  /** bind only: true when the call may name resources that could not be seen (an opaque command). */
  readonly resourcesOpen: boolean;
}

/** What `bind` answers. */
export interface Binding {
  readonly op: number;
  readonly sinks: number;
  readonly acts: Acts;
  /** Labels of the resources the call names, joined, with the view's own. */
  readonly target: Labels;
  /** Labels the result will have of its own: declared ones joined, where it reads, with the target's. */
  readonly result: Labels;
  /** Counters the call feeds: two bits each, as `Marks`. */
  readonly counters: Uint32Array;
}

/** What one rule says. */
export interface Verdict {
  /** Index in the manifest's rules. */
  readonly rule: number;
  /** True when the outcome hung on an unknown. */
  readonly unknown: boolean;
  /** Index of the argument row that made it fire, or -1. */
  readonly row: number;
}

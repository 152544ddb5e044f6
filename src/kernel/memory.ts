// All that a session remembers, in one value: the graph, the facts, the calls whose results may still come, and what went wrong.
// It is made empty and only ever grows by events; what computes what from it stands in the rooms.

import type { Cell } from "../words/cell.js";
import type { Labels } from "../words/labels.js";
import type { Failure } from "./event/reading.js";
import { createAsked, type Asked } from "./facts/asked.js";
import type { Approvals } from "./facts/approved.js";
import { createCounters, type Counters } from "./facts/counters.js";
import { createHostFacts, inactiveRules, type HostFacts } from "./facts/host.js";
import type { Repeats } from "./facts/repeats.js";
import { createGraph, type Graph } from "./graph/graph.js";
import type { Plan } from "./view/plan.js";

/** Something that was not as it should be, at a step where it has one. */
export interface Anomaly {
  readonly step: number | null;
  readonly code: string;
  readonly message: string;
}

/** A call that has no result yet, with what its result will need. */
export interface OpenCall {
  readonly tool: number;
  readonly op: number;
  readonly sinks: number;
  readonly acts: number;
  /** Labels of its result. */
  readonly result: Labels;
  readonly counters: Uint32Array;
  /** Whether it is in the counters: it was allowed, or ran all the same. */
  isCounted: boolean;
  /** Cells of its arguments for `mark`, null where no rule has sources. */
  readonly cells: Cell[] | null;
  /** Whether prose chose what it looks up. */
  readonly tainted: boolean;
  readonly format: "structure" | "text";
  /** Print of tool and arguments, null where nobody counts repeats. */
  readonly print: string | null;
}

/** The state of a session. */
export interface Memory {
  readonly graph: Graph;
  readonly asked: Asked;
  readonly counters: Counters;
  readonly repeats: Repeats;
  readonly approvals: Approvals;
  readonly host: HostFacts;
  /** Rules that this session's runtime cannot be asked. */
  readonly inactive: ReadonlySet<number>;
  /** The latest step of each call's id. */
  readonly steps: Map<string, number>;
  /** Calls without a result, by step. */
  readonly open: Map<number, OpenCall>;
  readonly anomalies: Anomaly[];
}

/** An empty memory. */
export function createMemory(plan: Plan, runtime: string | undefined, provides: readonly string[] | undefined): Memory {
  const host = createHostFacts(plan.manifest, runtime, provides);
  return {
    graph: createGraph(plan.wants),
    asked: createAsked(),
    counters: createCounters(plan.manifest.counters.length),
    repeats: new Map(),
    approvals: new Map(),
    host,
    inactive: inactiveRules(plan.manifest, runtime, host),
    steps: new Map(),
    open: new Map(),
    anomalies: [],
  };
}

/** Notes an anomaly. */
export function note(memory: Memory, step: number | null, failure: Failure): void {
  memory.anomalies.push({ step, code: failure.code, message: failure.message });
}

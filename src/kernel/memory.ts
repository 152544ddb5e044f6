// All that a session remembers, in one value: the graph, the facts, the calls whose results may still come, and what went wrong.
// It is made empty and only ever grows by events; what computes what from it stands in the rooms.

import { SESSION_BYTES_MAX } from "../base/limits.js";
import { failure } from "../base/messages.generated.js";
import type { Acts } from "../words/acts.js";
import type { Cell } from "../words/cell.js";
import type { Labels } from "../words/labels.js";
import type { RecordEntry } from "../words/manifest.js";
import type { Failure } from "./event/reading.js";
import { createTurns, type Turns } from "./facts/alternates.js";
import { createAsked, type Asked } from "./facts/asked.js";
import { createDelegated, type Delegated } from "./facts/delegated.js";
import type { Bound } from "./call.js";
import { createApprovals, type Approvals } from "./facts/approved.js";
import { createClock, type Clock } from "./facts/clock.js";
import { createCounters, type Counters } from "./facts/counters.js";
import { createHistories, type Histories } from "./facts/history.js";
import { createHostFacts, inactiveRules, type HostFacts } from "./facts/host.js";
import type { Lowerings } from "./facts/lowered.js";
import type { Fate, Past } from "./facts/past.js";
import { createActing, principalFields, type Acting } from "./facts/principal.js";
import type { Meanings } from "./facts/meant.js";
import type { Opened } from "./facts/opened.js";
import type { Repeats } from "./facts/repeats.js";
import type { SourceValues } from "./facts/sources.js";
import { createGraph, hasForgotten, type Graph } from "./graph/graph.js";
import { EVENT_BYTES, bytesOf } from "./size.js";
import { createLearned, type Learned, type Lookup, type Parent } from "./registry/learned.js";
import type { Carried } from "./registry/carry.js";
import type { Moment } from "./view/moment.js";
import type { Plan } from "./view/plan.js";

/** Something that was not as it should be, at a step where it has one. */
export interface Anomaly {
  readonly step: number | null;
  readonly code: string;
  readonly message: string;
}

/** What the runtime said of the time and the principal when a call was made. */
export interface Made {
  readonly at: number | null;
  readonly told: Acting["told"];
}

/** A call that has no result yet, with what its result will need. */
export interface OpenCall {
  readonly tool: number;
  readonly isResponse: boolean;
  readonly op: number;
  readonly sinks: number;
  readonly acts: Acts;
  /** Labels of its result. */
  readonly result: Labels;
  counters: Uint32Array;
  /** Whether it is in the counters: it was allowed, or ran all the same. */
  isCounted: boolean;
  /** When it was made, and for whom. */
  readonly made: Made;
  /** The call among the earlier ones that queries are about; null before it is decided, and where none is about it. */
  past: Past | null;
  /** What became of it, where that was told before it was decided. */
  early: { readonly fate: Fate; readonly moment: Moment } | null;
  /** Cells of its arguments for `mark`, null where no rule has sources. */
  readonly cells: Cell[] | null;
  /** Whether prose chose what it looks up. */
  readonly tainted: boolean;
  /** The words that its arguments hold, where prose chose them and it makes something: what its result says beside them is new. Null for others. */
  readonly words: ReadonlySet<string> | null;
  /** Whether it looks where the user said that what stands there is to be done. */
  readonly isHandedOver: boolean;
  readonly format: "structure" | "text";
  /** Where records stand in its result. */
  readonly records: readonly RecordEntry[];
  /** Print of tool and arguments, null where nobody counts repeats. */
  readonly print: string | null;
  /** The call alone, and what `bind` was asked: null where nothing is computed of them when it has finished. */
  readonly moment: Moment | null;
  readonly bound: Bound | null;
  /** What it carries from places to places; null where it touches none. */
  readonly carried: Carried | null;
  /** Keys of the addresses that it opens; none where nobody asks. */
  readonly opens: readonly string[];
}

/** What a session may remember. It is part of what it decides by: the same events under the same bounds give the same decisions. */
export interface Bounds {
  /** Places in the index of texts, for each of its streams; past them the oldest texts are forgotten. */
  readonly placesMax?: number | undefined;
  /** Bytes, as `bytesOf` counts them; past them each call is denied, and nothing more is remembered. */
  readonly bytesMax?: number | undefined;
}

/** The state of a session. */
export interface Memory {
  /** Its id. */
  readonly session: string;
  readonly graph: Graph;
  readonly asked: Asked;
  readonly delegated: Delegated;
  readonly opened: Opened;
  readonly meanings: Meanings;
  readonly counters: Counters;
  readonly repeats: Repeats;
  readonly turns: Turns;
  readonly approvals: Approvals;
  readonly lowerings: Lowerings;
  readonly host: HostFacts;
  readonly acting: Acting;
  readonly clock: Clock;
  readonly histories: Histories;
  readonly sources: SourceValues;
  readonly learned: Learned;
  /** Rules that this session's runtime cannot be asked. */
  readonly inactive: ReadonlySet<number>;
  /** What each of them is in want of. */
  readonly wants: ReadonlyMap<number, readonly string[]>;
  /** The latest step of each call's id. */
  readonly steps: Map<string, number>;
  /** Calls without a result, by step. */
  readonly open: Map<number, OpenCall>;
  readonly anomalies: Anomaly[];
  /** Bytes that it may take, and those it takes beside the graph. */
  readonly bytesMax: number;
  spent: number;
  /** Calls that were denied since it is full, -1 before it is. */
  beyond: number;
  /** Whether it was told that texts were forgotten. */
  hasForgotten: boolean;
}

/** Whose session it is, among others. */
export interface Among {
  readonly id: string;
  readonly known: string;
  readonly parent: Parent | null;
  readonly lookup: Lookup | null;
}

/** An empty memory. */
export function createMemory(plan: Plan, runtime: string | undefined, provides: readonly string[] | undefined, { id, known, parent, lookup }: Among, bounds: Bounds = {}): Memory {
  const host = createHostFacts(plan.manifest, runtime, provides);
  const acting = createActing(provides);
  const clock = createClock(provides === undefined || provides.includes("time"));
  const isProvided = (fact: string): boolean => host.provided.has(fact) || (fact === "time" && clock.provided) || principalFields.some((field) => fact === `principal.${field}` && acting.provided.has(field));
  const wants = inactiveRules(plan.manifest, runtime, isProvided);
  return {
    session: id,
    graph: createGraph(plan.wants, bounds.placesMax),
    bytesMax: bounds.bytesMax ?? SESSION_BYTES_MAX, spent: 0, beyond: -1, hasForgotten: false,
    asked: createAsked(),
    delegated: createDelegated(),
    opened: plan.opens ? new Map() : null,
    meanings: new Map(),
    counters: createCounters(plan.manifest.counters.length),
    repeats: new Map(),
    turns: createTurns(),
    approvals: createApprovals(),
    lowerings: new Map(),
    host, acting, clock,
    histories: createHistories(plan.queries),
    sources: new Map(),
    learned: createLearned(plan.identities, { id, known, parent, lookup }),
    inactive: new Set(wants.keys()), wants,
    steps: new Map(),
    open: new Map(),
    anomalies: [],
  };
}

/** Whether there is room for one more event; from the first time that there is none on, there never is. */
export function hasRoom(memory: Memory): boolean {
  if (memory.beyond >= 0) return false;
  const { uncounted } = memory.learned;
  memory.spent += EVENT_BYTES * (1 + uncounted.next);
  uncounted.next = uncounted.later;
  uncounted.later = 0;
  if (bytesOf(memory) <= memory.bytesMax) {
    if (!memory.hasForgotten && hasForgotten(memory.graph)) {
      memory.hasForgotten = true;
      note(memory, null, failure("engine/text-forgotten", {}));
    }
    return true;
  }
  memory.beyond = 0;
  note(memory, null, failure("engine/session-full", { bytes: memory.bytesMax }));
  return false;
}

/** Notes an anomaly. */
export function note(memory: Memory, step: number | null, failure: Failure): void {
  memory.spent += EVENT_BYTES;
  memory.anomalies.push({ step, code: failure.code, message: failure.message });
}

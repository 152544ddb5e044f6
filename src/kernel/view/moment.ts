// One instruction at the time it is looked at: the call alone, what it gave, what came to it, and what was already computed of it, so
// that no term is computed twice. Holds nothing of the session.

import type { TermValue } from "../../words/term.js";
import type { Arguments } from "../event/normalise.js";
import type { SourceSteps } from "../facts/sources.js";
import type { Shells } from "./cells.js";

/** What came to a sink, for its rules to compare it with. */
export interface Arrived {
  /** Nodes with a value edge into the call, and those that it declares. */
  readonly sources: readonly number[];
  readonly declared: readonly number[];
  /** What came by each kind of edge. */
  readonly flows: readonly [value: number, context: number, declared: number];
}

/** The very call, as approvals and repeats know it. */
export interface CallKey {
  readonly text: string;
  readonly print: string;
}

/** An instruction, as it is looked at. */
export interface Moment {
  /** Null where they could not be read; those of a text are none. */
  readonly args: Arguments | null;
  readonly shells: Shells;
  /** The very call, as approvals and repeats know it. */
  readonly call: CallKey | null;
  /** The tool's name; absent of texts, null where it could not be read. */
  readonly tool: string | null | undefined;
  /** What it gave; null while that is not known. */
  readonly result: TermValue;
  readonly step: number;
  /** The counters that a pending call feeds, null where none is pending; `unbound` while nobody has said which. */
  readonly pending: Uint32Array | "unbound" | null;
  readonly arrived: Arrived | null;
  /** The sources that came, by source pattern. */
  readonly sources: Map<number, SourceSteps>;
  /** What was computed of the call alone, and with the session's memory, by the numbers of `Leafage`. */
  readonly steady: Map<number, TermValue>;
  readonly passing: Map<number, TermValue>;
}

/** A moment of what is said of it; the rest is nothing. */
export function momentOf(said: Pick<Moment, "args" | "shells" | "tool" | "step"> & Partial<Moment>): Moment {
  return { call: null, result: null, pending: null, arrived: null, sources: new Map(), steady: new Map(), passing: new Map(), ...said };
}

/** A text, which has neither arguments nor a tool, and gave nothing. */
export function textMoment(step: number): Moment {
  return momentOf({ args: {}, shells: new Map(), tool: undefined, step, result: undefined });
}

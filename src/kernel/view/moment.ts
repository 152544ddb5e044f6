// One instruction at the time it is looked at: the call alone, what it gave, what came to it, and what was already computed of it, so
// that no term is computed twice. Holds nothing of the session.

import type { TermValue } from "../../words/term.js";
import type { Arguments } from "../event/normalise.js";
import type { SourceSteps } from "../facts/sources.js";
import { createShells, type Shells } from "./cells.js";
import { createMemo, type Memo } from "./memo.js";

/** What came to a sink, for its rules to compare it with. */
export interface Arrived {
  /** Nodes with a value edge into the call, and those that it declares. */
  readonly sources: readonly number[];
  readonly declared: readonly number[];
  /** What came by each kind of edge. */
  readonly flows: readonly [value: number, context: number, declared: number];
  /** The sources among them that were looked for, by source pattern. */
  readonly found: Map<number, SourceSteps>;
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
  /** Its server, where the event says it. */
  readonly server: string | null;
  /** What it gave; null while that is not known. */
  readonly result: TermValue;
  readonly step: number;
  /** The counters that a pending call feeds, null where none is pending; `unbound` while nobody has said which. */
  readonly pending: Uint32Array | "unbound" | null;
  readonly arrived: Arrived | null;
  /** What was computed of the call alone, and with the session's memory, by the numbers of `Leafage`. */
  readonly steady: Memo;
  readonly passing: Memo;
}

/** The moment of a call that was just made: nothing came of it yet, and nothing is known of what came to it. */
export function momentOf(args: Arguments | null, shells: Shells, call: CallKey | null, tool: Moment["tool"], server: string | null, step: number, pending: Moment["pending"]): Moment {
  return { args, shells, call, tool, server, result: null, step, pending, arrived: null, steady: createMemo(), passing: createMemo() };
}

/** The same call when more is known: which counters it feeds, what came to it. What was computed of the call alone stays. */
export function momentLater({ args, shells, call, tool, server, result, step, steady }: Moment, pending: Moment["pending"], arrived: Arrived | null): Moment {
  return { args, shells, call, tool, server, result, step, pending, arrived, steady, passing: createMemo() };
}

/** A text, which has neither arguments nor a tool, and gave nothing. */
export function textMoment(step: number): Moment {
  return { args: {}, shells: createShells(), call: null, tool: undefined, server: null, result: undefined, step, pending: null, arrived: null, steady: createMemo(), passing: createMemo() };
}

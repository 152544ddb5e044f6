// What a decision is: the answer to one call, with everything a person or a runtime needs to act on it.
// Plain data; how it came about is not known here.

import type { Effect, Severity } from "../../words/effects.js";
import type { EdgeKind } from "../../words/provenance.js";
import type { Span } from "../../base/span.js";
import type { Json } from "../event/event.js";

/** A rule that fired. */
export interface FiredRule {
  /** `pack.name`. */
  readonly id: string;
  readonly effect: Effect;
  /** For people: values from outside are quoted, bounded and stripped of control characters. */
  readonly reason: string;
  /** For the agent: nothing from outside in it. */
  readonly agentReason: string;
  readonly span: Span;
  /** The outcome hung on an unknown. */
  readonly unknown: boolean;
  /** Under trial: reported, never decides. */
  readonly observe: boolean;
  /** How grave it is; null where the rule does not say. */
  readonly severity: Severity | null;
  /** By which operators sort rules, sorted. */
  readonly tags: readonly string[];
}

/** One step of the path from source to sink: the instruction, and the edge that leads on from it. */
export interface PathStep {
  readonly step: number;
  readonly edge: EdgeKind;
}

/** The answer to one call. */
export interface Decision {
  /** Unique in the session: `s1#4`. */
  readonly id: string;
  /** The call's id, or `@response`. */
  readonly call: string;
  /** Index of the instruction in its session. */
  readonly step: number;
  readonly tool: string;
  readonly op: string;
  readonly effect: Effect;
  /** Rules that fired, in whichever round of a call that was rewritten; strictest first, then in the bundle's order. */
  readonly rules: readonly FiredRule[];
  /** The reason of the first rule, or what failed; empty where allowed. */
  readonly reason: string;
  /** Code of the failure, where something failed: then the effect is deny. */
  readonly code: string | null;
  /** Shortest path from a source to this sink, where a relational rule decided. */
  readonly path: readonly PathStep[];
  /** The arguments that were judged, and are to be executed: as rules rewrote them; where the call is denied, as it was made. */
  readonly args: Json;
  /** Whether they are others than the call was made with. */
  readonly rewritten: boolean;
  /** Rules that were not asked because the runtime does not provide their facts. */
  readonly inactive: readonly string[];
  /** What each of them is in want of: facts, or another `runtime NAME`. Not there where nothing was asked. */
  readonly wants?: Readonly<Record<string, readonly string[]>>;
  /** There where texts of the session were forgotten, to make room: where values came from may be unknown for that. */
  readonly forgotten?: true;
  /** SHA-256 of the bundle's module, manifest and data, hex. */
  readonly bundle: string;
  /** Microseconds from event to decision. */
  readonly us: number;
}

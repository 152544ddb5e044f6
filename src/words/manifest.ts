// What a bundle says of itself: its rules, what it demands of the kernel, and the tables that turn names into numbers.
// It is the only thing the text's way hands to the event's way, beside the module itself. Plain JSON throughout.

import type { Column, RowColumn } from "./column.js";
import type { Effect } from "./effects.js";
import type { Role, Via } from "./provenance.js";
import type { Span } from "../base/span.js";

/** Version of this shape and of the frame; a kernel refuses a bundle of another. */
export const MANIFEST_VERSION = 1;

/** A part of a reason: fixed text, or a value that is filled in (quoted and bounded) when the rule fires. */
export type ReasonPart =
  | { readonly kind: "text"; readonly text: string }
  /** The value of the row the rule fired on. */
  | { readonly kind: "row" }
  /** The instruction the row's value, or the rule's source, came from (`"read at step 3"`). */
  | { readonly kind: "source"; readonly field: "tool" | "step" | "whole" }
  | { readonly kind: "sink"; readonly field: "tool" | "op" }
  /** A column's value. */
  | { readonly kind: "column"; readonly column: number };

/** One rule, as operators see it. */
export interface RuleEntry {
  /** `pack.name`. */
  readonly id: string;
  readonly kind: "unary" | "relational" | "host";
  readonly effect: Effect;
  /** The rule's title, or its name in words. */
  readonly title: string;
  readonly reason: readonly ReasonPart[];
  /** A rule under trial: its verdicts are reported and never decide. */
  readonly observe: boolean;
  readonly span: Span;
  /** relational with `from`: number of its source pattern; the marks' bits are `2 * source` and `2 * source + 1`. */
  readonly source?: number;
  readonly via?: Via;
  /** host: the runtime it is for. */
  readonly runtime?: string;
  /** Host columns it reads: where the session's runtime provides not all of them, the rule is inactive. */
  readonly hostFacts: readonly string[];
}

/** A tool as the kernel must know it before it asks `bind`. */
export interface ToolEntry {
  readonly name: string;
  /** Which leaves have which role; a path is `a.b`, `list[]`, `list[].text`, or `a.*` for every leaf below. */
  readonly roles: readonly { readonly role: Role; readonly path: string }[];
  /** How the result is to be read: as structure where it parses, or as text whose structure is nobody's word. */
  readonly result: "structure" | "text";
  /** Required parameters; a call without one still binds, the argument is absent. */
  readonly params: readonly string[];
  /** Names of all its parameters, sorted. */
  readonly declared: readonly string[];
  /** Whether it may be given others (`...`); where not, a call with another still binds, and nobody knows what that is for. */
  readonly open: boolean;
}

/** An act class with its lexicon. */
export interface ActEntry {
  readonly name: string;
  readonly verbs: readonly string[];
  readonly nouns: readonly string[];
}

/** What the kernel must compute; what is not demanded is not computed. */
export interface Demand {
  readonly columns: readonly (Column & { readonly for: readonly ("bind" | "mark" | "decide")[] })[];
  readonly rowColumns: readonly RowColumn[];
  /** Whether any rule reads argument rows, their flows, or their provenance. */
  readonly rows: boolean;
  readonly provenance: boolean;
  readonly named: boolean;
  readonly edges: { readonly value: boolean; readonly context: boolean; readonly declared: boolean };
}

/** The manifest of a bundle. */
export interface Manifest {
  readonly version: typeof MANIFEST_VERSION;
  readonly packages: readonly string[];
  /** Tool catalogues the packs are for, as `agentdojo/banking`. */
  readonly catalogues: readonly string[];
  readonly tags: readonly string[];
  readonly acts: readonly ActEntry[];
  readonly tools: readonly ToolEntry[];
  readonly rules: readonly RuleEntry[];
  /** Number of source patterns; marks have `ceil(2 * sources / 32)` words. */
  readonly sources: number;
  /** Text of each counter's selector, in the order of their numbers. */
  readonly counters: readonly string[];
  readonly profiles: readonly { readonly runtime: string; readonly facts: readonly { readonly name: string; readonly type: string }[] }[];
  readonly demand: Demand;
}

/** 32-bit words that marks (or counters) of `bits / 2` patterns take. */
export function markWords(patterns: number): number {
  return (2 * patterns + 31) >>> 5;
}

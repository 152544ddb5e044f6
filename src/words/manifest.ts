// What a bundle says of itself: its rules, what it demands of the kernel, and the tables that turn names into numbers.
// It is the only thing the text's way hands to the event's way, beside the module itself. Plain JSON throughout.

import type { Column, RowColumn } from "./column.js";
import type { Effect, Severity } from "./effects.js";
import type { ExecutableEntry } from "./executable.js";
import type { Role, Via } from "./provenance.js";
import type { Span } from "../base/span.js";
import type { Scalar, Term } from "./term.js";
import type { Question } from "./view.js";

/** Version of this shape, of the frame, and of what modules answer; a kernel refuses a bundle of another. */
export const MANIFEST_VERSION = 3;
/** Version of a view as JSON, for those who write views themselves. */
export const VIEW_VERSION = 2;

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

/** What a rule puts into a call's arguments. */
export type Replacement =
  | { readonly kind: "literal"; readonly value: Scalar }
  | { readonly kind: "column"; readonly column: number }
  /** The value of the row the rule fired on, or one of its columns. */
  | { readonly kind: "row" }
  | { readonly kind: "row-column"; readonly column: number };

/** A change of one argument; `path` null is the leaf of the row on which the rule fired. */
export type Rewrite =
  | { readonly kind: "set"; readonly path: readonly string[] | null; readonly value: Replacement }
  | { readonly kind: "remove"; readonly path: readonly string[] | null }
  /** Every occurrence in the argument's text of one of the strings that `of` lists (longest first, leftmost) becomes `with`. `keep` so many of its code points stay, at that end. */
  | { readonly kind: "mask"; readonly path: readonly string[] | null; readonly of: Replacement; readonly keep: { readonly side: "first" | "last"; readonly count: number } | null; readonly with: string };

/** What became of a call that a history asks for. `run`: allowed or run, also while it has no result (`pending`); `attempted`: all. */
export const statuses = ["run", "pending", "succeeded", "failed", "refused", "attempted"] as const;
export type Status = (typeof statuses)[number];

/** How what an earlier call has stands to what the pending one has, the earlier one's on the left. */
export const relations = ["==", "!=", "<", "<=", ">", ">=", "in", "not in", "has", "excludes"] as const;
export type Relation = (typeof relations)[number];

/** A comparison of an earlier call (`theirs`) with the pending one (`ours`). */
export interface Join {
  readonly theirs: Term;
  readonly relation: Relation;
  readonly ours: Term;
}

/** Periods of a zone's calendar; weeks begin on Monday. */
export const periods = ["day", "week", "month", "year"] as const;
export type Period = (typeof periods)[number];

/** Calls so recent: within the last so many instructions of the session, or milliseconds, or in the day (week ...) that it is now in a zone. */
export type Window =
  | { readonly kind: "steps"; readonly steps: number }
  | { readonly kind: "time"; readonly ms: number }
  | { readonly kind: "calendar"; readonly period: Period; readonly zone: string };

/** A query over the earlier calls of the session: those that counter number `counter` matches, narrowed, and put together by `fold`. */
export interface HistoryEntry {
  readonly key: string;
  /** `all`: the different values as a list, latest first. */
  readonly fold: "count" | "sum" | "distinct" | "latest" | "all";
  readonly counter: number;
  readonly status: Status;
  readonly within: Window | null;
  /** Only calls after the latest one that this counter matches and that is so joined, where there is one. */
  readonly since: { readonly counter: number; readonly status: Status; readonly join: readonly Join[] } | null;
  /** Only calls that are joined with the pending one by all of these. Unknown where `ours` is absent, unknown or nothing that can be compared so. */
  readonly join: readonly Join[];
  /** Whether the pending call counts too, where the counter matches it. */
  readonly including: boolean;
  /** What is summed, told apart, given or listed; null for `count`. */
  readonly value: Term | null;
  /** How many calls it remembers; where an older one could matter the answer is unknown. */
  readonly keep: number;
}

/** A machine over classes of letters, as JSON: next state by `state * width + class`, little-endian 16 bit, base64. State 0 is the dead one. */
export interface MachineData {
  readonly width: number;
  /** Where it starts: nothing stands on the side it comes from, a letter of words, another letter. */
  readonly starts: readonly number[];
  readonly next: string;
  /** A byte a state, base64: whether a match may end here, bit 0 where nothing stands behind it, 1 a letter of words, 2 another. */
  readonly accepts: string;
}

/** A regular expression whose matches are looked for (`found`): `forward` reads from where one begins; `backward` reads from the end of a text and accepts where one begins. */
export interface PatternEntry {
  readonly pattern: string;
  /** Letters by class, base64: the first of each run, little-endian 32 bit, and its class, 16 bit; and a byte a class, 1 where it is of words. */
  readonly letters: { readonly from: string; readonly of: string; readonly words: string };
  readonly forward: MachineData;
  readonly backward: MachineData;
}

/** Declared external data. */
export interface DataEntry {
  readonly name: string;
  /** Its type as it was written. */
  readonly type: string;
  readonly shape: "scalar" | "list" | "map";
  readonly of: "string" | "number" | "boolean" | "any";
  /** What its texts are matched with as globs, sorted; not there where nothing is. */
  readonly globs?: readonly ("path" | "domain" | "text")[];
}

/** Tools that stand for the instructions which lower a label. */
export const loweringTools: readonly string[] = ["@endorse", "@declassify"];

/** Least numbers of levels; nought where one is left out. */
export interface Needs {
  readonly trust?: number;
  readonly secrecy?: number;
}

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
  /** The taint that a node has at least to be such a source; said where the bundle permits that labels are lowered. */
  readonly needs?: Needs;
  /** What its source pattern looks for, in short: another bundle knows by it whether its own is the same. */
  readonly pattern?: string;
  readonly via?: Via;
  /** host: the runtime it is for. */
  readonly runtime?: string;
  /** Facts of the runtime it reads, as `sandbox.enabled`, `principal.id`, `time`: where the session's runtime provides not all of them, the rule is inactive. */
  readonly hostFacts: readonly string[];
  readonly severity?: Severity;
  readonly tags?: readonly string[];
  /** redact, correct: what it changes. */
  readonly rewrites?: readonly Rewrite[];
  /** redact, correct on rows: the roles of the rows it looks at, none for every row; a mask is put on all of them. */
  readonly into?: readonly Role[];
}

/** A call that undoes another: its arguments are computed of that call's, and of what it gave. */
export interface Compensation {
  readonly tool: string;
  readonly args: readonly { readonly name: string; readonly term: Term }[];
  /** When it is the one; null: always. */
  readonly when: Term | null;
}

/** Records in a result: each map that stands at `path` (empty: the result itself, or an item of it). Paths inside are of the record. */
export interface RecordEntry {
  readonly path: string;
  /** What tells who wrote it; each path by itself does. */
  readonly author: readonly string[];
  /** What it is called by. */
  readonly title: readonly string[];
  /** What its author wrote. Not there: all but `author`. */
  readonly writes?: readonly string[];
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
  /** Where its result has records with authors of their own. Not there where nobody said. */
  readonly records?: readonly RecordEntry[];
  /** What undoes a call of it: the first whose condition is true. Not there where nobody said. */
  readonly compensations?: readonly Compensation[];
  /** There, where nothing undoes a call of it. */
  readonly irreversible?: true;
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
  /** `roles`: the rows whose cell is computed, where no rule reads it of others; theirs is unknown. */
  readonly rowColumns: readonly (RowColumn & { readonly roles?: readonly Role[] })[];
  /** Whether any rule reads argument rows, their flows, or their provenance. */
  readonly rows: boolean;
  readonly provenance: boolean;
  readonly named: boolean;
  readonly edges: { readonly value: boolean; readonly context: boolean; readonly declared: boolean };
}

/** A part of a bound: `times` for each row (with `rows`), each item of so many lists inside one another, and each byte (with `bytes`). */
export interface StepsPart {
  readonly times: number;
  readonly rows: 0 | 1;
  readonly lists: number;
  readonly bytes: 0 | 1;
}

/** What a module takes at most. Steps are calls of functions and rounds of loops, for each question the sum of its parts (`wasm/bundle/bounds`). */
export interface Bounds {
  readonly steps: Readonly<Record<Question, readonly StepsPart[]>>;
  /** Pages of memory, of 64 KiB: what it asks for, and what it has once it was given the largest frame. */
  readonly pages: { readonly start: number; readonly most: number };
}

/** The manifest of a bundle. */
export interface Manifest {
  readonly version: typeof MANIFEST_VERSION;
  readonly packages: readonly string[];
  /** Tool catalogues the packs are for, as `agentdojo/banking`. */
  readonly catalogues: readonly string[];
  readonly tags: readonly string[];
  readonly acts: readonly ActEntry[];
  /** What is said of programs beside what is built in; not there where nothing is. */
  readonly executables?: readonly ExecutableEntry[];
  readonly tools: readonly ToolEntry[];
  readonly rules: readonly RuleEntry[];
  /** Number of source patterns; marks have `ceil(2 * sources / 32)` words. */
  readonly sources: number;
  /** Text of each counter's selector, in the order of their numbers. */
  readonly counters: readonly string[];
  /** Counters whose selector names the op USER: they hear the user's messages too. Not there where none does. */
  readonly heard?: readonly number[];
  /** Queries over earlier calls, in the order of their numbers. */
  readonly histories: readonly HistoryEntry[];
  /** Regular expressions whose matches are looked for, by their text. */
  readonly patterns: readonly PatternEntry[];
  readonly data: readonly DataEntry[];
  readonly profiles: readonly { readonly runtime: string; readonly facts: readonly { readonly name: string; readonly type: string }[] }[];
  readonly demand: Demand;
  /** What its module declares; a manifest has it from when there is one. */
  readonly bounds?: Bounds;
}

/** 32-bit words that marks (or counters) of `bits / 2` patterns take. */
export function markWords(patterns: number): number {
  return (2 * patterns + 31) >>> 5;
}

/** The terms that a query computes of calls. */
export function historyTerms({ value, join, since }: HistoryEntry): readonly Term[] {
  const joins = [...join, ...(since?.join ?? [])];
  return [...(value === null ? [] : [value]), ...joins.flatMap(({ theirs, ours }) => [theirs, ours])];
}

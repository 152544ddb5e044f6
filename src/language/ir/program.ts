// The program of a policy: its rules, bindings and patterns as tests over numbered places, with masks, tables and machines in
// place of names, levels and globs. What a module is generated from; printable (`show`). Knows neither syntax nor bytes.

import type { Acts } from "../../words/acts.js";
import type { ResourceKind, EdgeKind } from "../../words/provenance.js";
import type { Labels } from "../../words/labels.js";
import type { Truth } from "../../words/truth.js";
import type { Order } from "../check/policy.js";
import type { Machine } from "./machine.js";

/** Where a value stands. */
export type Place =
  | { readonly kind: "column"; readonly number: number }
  /** The row's value, or one of its columns. */
  | { readonly kind: "row" }
  | { readonly kind: "row-column"; readonly number: number }
  /** The element of a loop; depth 0 is the innermost. */
  | { readonly kind: "element"; readonly depth: number }
  /** Of a list the item with the index of the loop of depth `at[0]`, of that the one of `at[1]`, and so on; unknown where there is none. */
  | { readonly kind: "item"; readonly list: Place; readonly at: readonly number[] }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "else"; readonly left: Place; readonly right: Place }
  /** A column that views of this bundle do not carry. */
  | { readonly kind: "unknown" };

/** Whose labels: those that came by an edge kind or by any, the view's own, or the row's. */
export type Subject = EdgeKind | "any" | "self" | "row";

/** A truth of three. */
export type Test =
  | { readonly kind: "known"; readonly truth: Truth }
  | { readonly kind: "all" | "any"; readonly of: readonly Test[] }
  | { readonly kind: "not"; readonly of: Test }
  | { readonly kind: "truth"; readonly of: Place }
  | { readonly kind: "present"; readonly column: number }
  | { readonly kind: "compare"; readonly order: Order; readonly left: Place; readonly right: Place }
  | { readonly kind: "in"; readonly of: Place; readonly strings: readonly string[]; readonly numbers: readonly number[] }
  | { readonly kind: "text"; readonly operator: "contains" | "starts with" | "ends with"; readonly left: Place; readonly right: Place }
  /** Any of the machines accepts. */
  | { readonly kind: "matches"; readonly of: Place; readonly machines: readonly number[] }
  | { readonly kind: "has"; readonly list: Place; readonly item: Place }
  | { readonly kind: "each"; readonly all: boolean; readonly list: Place; readonly test: Test }
  | { readonly kind: "op"; readonly bits: number }
  | { readonly kind: "tool"; readonly tools: readonly number[] }
  /** `table`: six truths of two bits each, by level for known labels and then by level for unknown ones. */
  | { readonly kind: "level"; readonly dimension: "trust" | "secrecy"; readonly of: Subject; readonly table: number }
  | { readonly kind: "tag"; readonly of: Subject; readonly bit: number }
  | { readonly kind: "shape" | "who"; readonly bits: number }
  | { readonly kind: "named" }
  | { readonly kind: "marked"; readonly source: number; readonly by: Subject };

/** What an instruction must be, told from the header alone: any of these. */
export interface Guard {
  readonly every: boolean;
  readonly unbound: boolean;
  readonly ops: number;
  readonly sinks: number;
  readonly acts: Acts;
  readonly tools: readonly number[];
}

/** A rule: within its guard it fires where `test` is not false and `unless` is not true. */
export interface RuleCode {
  readonly id: string;
  readonly number: number;
  /** Number of the effect; 0 while under trial. */
  readonly effect: number;
  /** Columns of the runtime, the principal and the time without which it is inactive. */
  readonly facts: readonly number[];
  readonly guard: Guard;
  readonly test: Test;
  readonly unless: Test | null;
  readonly unknownSkips: boolean;
  /** Asked of every row with one of these roles (0: of every row), or once. */
  readonly rows: { readonly roles: number } | null;
}

/** A clause of a tool: what it gives where its test allows. */
export interface Clause<T> {
  readonly gives: T;
  readonly test: Test | null;
}

/** A tool's binding, in the order of the manifest's tools. */
export interface ToolCode {
  readonly name: string;
  readonly ops: readonly Clause<number>[];
  readonly sinks: readonly Clause<number>[];
  readonly acts: readonly Clause<Acts>[];
  readonly results: readonly (Clause<Labels> & { readonly saysTrust: boolean })[];
}

/** Labels of resources of one kind: what each output of a machine gives. */
export interface Labeller {
  readonly resource: ResourceKind;
  readonly machine: number;
  readonly outputs: readonly Labels[];
}

/** All of it. */
export interface Program {
  readonly rules: readonly RuleCode[];
  readonly tools: readonly ToolCode[];
  /** Source patterns and counters, in the order of their numbers. */
  readonly patterns: readonly Test[];
  readonly counters: readonly { readonly guard: Guard; readonly test: Test }[];
  readonly labellers: readonly Labeller[];
  readonly machines: readonly Machine[];
}

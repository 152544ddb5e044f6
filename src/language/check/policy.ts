// The checked policy: names resolved, types known, every expression a tree over columns, rows and labels.
// This tree is what the language means: the reference interpreter, the code generator and the Rego backend all start here.
// It holds no syntax; spans remain for messages and coverage.

import type { Span } from "../../base/span.js";
import type { Column, RowColumn } from "../../words/column.js";
import type { Effect, Severity } from "../../words/effects.js";
import type { Op, SinkKind } from "../../words/ops.js";
import type { EdgeKind, Principal, ResourceKind, Role, Shape, Via } from "../../words/provenance.js";
import type { ExecutableEntry } from "../../words/executable.js";
import type { SecrecyLevel, TrustLevel } from "../../words/labels.js";
import type { ActEntry, Compensation, DataEntry, HistoryEntry, ReasonPart, RecordEntry } from "../../words/manifest.js";

/** Which labels an expression reads: the sink's through edges, the named resources', the source's own, or a row's. */
export type LabelSubject =
  /** `trust(sink)`; `via` is the rule's own, or `any`. */
  | { readonly kind: "flow"; readonly via: Via }
  /** `trust(target)` in decide. */
  | { readonly kind: "target" }
  /** `trust(source)` in mark. */
  | { readonly kind: "source" }
  /** `trust(to)`: through value edges. */
  | { readonly kind: "row" };

/**
 * Glob kinds: `path` has `/` segments and `**` (always a whole segment); `domain` matches a host and, with a leading `*.`, all below it
 * (`*` alone: any host); `text` has `*` for anything. The checker has expanded braces (a pattern here has none), lower-cased domains,
 * and refused what cannot match. Labels of executables and tools are `text` globs. `regex` is a regular expression in JavaScript's
 * notation (flag `u`, without captures' references and look-around), which matches where it is found anywhere; with `ignoring case`
 * the checker has put the value through `fold` and `(?i)` before the pattern, whose literals then match folded texts.
 */
export type GlobKind = "path" | "domain" | "text" | "regex";

/** A value that is not a truth. */
export type Value =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "column"; readonly column: Column; readonly span: Span }
  /** The bound row's value, or a column over it. */
  | { readonly kind: "row"; readonly span: Span }
  | { readonly kind: "row-column"; readonly column: RowColumn; readonly span: Span }
  /** The element a quantifier is at; `depth` 0 is the innermost. */
  | { readonly kind: "element"; readonly depth: number; readonly span: Span }
  /**
   * What stands in a list beside the elements of the quantifiers around it: `at` are their depths, outermost first; the list has,
   * for each of them in turn, the item with the index that the quantifier is at. Unknown where there is none, or no list.
   */
  | { readonly kind: "item"; readonly list: Beside; readonly at: readonly number[]; readonly span: Span }
  /** The left one where it is not absent, else the right one. */
  | { readonly kind: "else"; readonly left: Value; readonly right: Value };

/** A column, or a row column, whose items go with those of another. */
export type Beside = Extract<Value, { readonly kind: "column" | "row-column" }>;

export type Order = "==" | "!=" | "<" | "<=" | ">" | ">=";

/**
 * A condition: a truth of three. Every comparison with an absent or unknown operand, or one of the wrong type, is unknown.
 * `ignoring case` is gone here: the checker folds the literals and puts the operand through a `fold` extractor column, so all
 * comparisons are of exact code points. Operands of `matches path` and `matches domain` are already normalised by their extractor.
 */
export type Condition =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly operand: Condition }
  /** A boolean value as a condition. */
  | { readonly kind: "truth"; readonly value: Value; readonly span: Span }
  /** Never unknown: false where absent, true otherwise (also of an unknown value). */
  | { readonly kind: "present"; readonly column: Column; readonly span: Span }
  /** Equality of strings, numbers, booleans; order of numbers. Strings are only equal or not. */
  | { readonly kind: "compare"; readonly order: Order; readonly left: Value; readonly right: Value; readonly span: Span }
  /** Membership in a literal set of strings or numbers. */
  | { readonly kind: "in"; readonly value: Value; readonly strings: readonly string[]; readonly numbers: readonly number[]; readonly span: Span }
  | { readonly kind: "text"; readonly operator: "contains" | "starts with" | "ends with"; readonly left: Value; readonly right: Value; readonly span: Span }
  | { readonly kind: "matches"; readonly value: Value; readonly glob: GlobKind; readonly patterns: readonly string[]; readonly span: Span }
  /** A list has a value. An open list without it: unknown. */
  | { readonly kind: "has"; readonly list: Value; readonly item: Value; readonly span: Span }
  | { readonly kind: "quantified"; readonly all: boolean; readonly list: Value; readonly condition: Condition; readonly span: Span }
  | { readonly kind: "op"; readonly ops: readonly Op[]; readonly span: Span }
  | { readonly kind: "tool"; readonly tools: readonly string[]; readonly span: Span }
  /** `level` compares as the language orders it (`low < medium < high`, in both dimensions). */
  | { readonly kind: "trust"; readonly subject: LabelSubject; readonly order: Order; readonly level: TrustLevel; readonly span: Span }
  | { readonly kind: "secrecy"; readonly subject: LabelSubject; readonly order: Order; readonly level: SecrecyLevel; readonly span: Span }
  | { readonly kind: "tagged"; readonly subject: LabelSubject; readonly tag: string; readonly span: Span }
  | { readonly kind: "shape"; readonly shapes: readonly Shape[]; readonly span: Span }
  /** Whether `who` of the row has any of these principals. */
  | { readonly kind: "who"; readonly principals: readonly Principal[]; readonly span: Span }
  | { readonly kind: "named"; readonly span: Span };

/** What a rule, counter or relational sink applies to: any of these. `unbound` is a call whose tool has no binding; `every` is every call. */
export interface Scope {
  readonly ops: readonly Op[];
  readonly sinks: readonly SinkKind[];
  readonly acts: readonly string[];
  readonly tools: readonly string[];
  readonly unbound: boolean;
  readonly every: boolean;
  readonly where: Condition | null;
}

/** A rule. It fires where scope, `when` and not `unless` hold; with `from`, where the mark came; with `into`, for some row. */
export interface Rule {
  readonly id: string;
  readonly pack: string;
  readonly name: string;
  readonly kind: "unary" | "relational" | "host";
  readonly runtime: string | null;
  readonly effect: Effect;
  readonly title: string;
  readonly scope: Scope;
  /** relational: the source pattern (of a finished instruction's mark view), or null where it only looks at rows. */
  readonly from: { readonly where: Condition } | null;
  readonly via: Via | null;
  /** relational: the rows it looks at; an empty list of roles is every row. */
  readonly into: { readonly roles: readonly Role[]; readonly name: string } | null;
  readonly when: Condition | null;
  readonly unless: Condition | null;
  readonly unknownSkips: boolean;
  readonly observe: boolean;
  readonly reason: readonly CheckedReason[];
  readonly severity: Severity | null;
  /** Free words by which operators sort rules, sorted. */
  readonly tags: readonly string[];
  /** Of a rule that redacts or corrects, in the order they were written; else empty. */
  readonly rewrites: readonly CheckedRewrite[];
  readonly span: Span;
}

/** What is put into an argument: a literal, or a value of the view. */
export type Replaced = Extract<Value, { readonly kind: "string" | "number" | "boolean" | "column" | "row" | "row-column" }>;

/** A change of one argument, or (`path` null) of the row on which the rule fired. As in the manifest, with values for numbers. */
export type CheckedRewrite =
  | { readonly kind: "set"; readonly path: readonly string[] | null; readonly value: Replaced; readonly span: Span }
  | { readonly kind: "remove"; readonly path: readonly string[] | null; readonly span: Span }
  | { readonly kind: "mask"; readonly path: readonly string[] | null; readonly of: Replaced; readonly keep: { readonly side: "first" | "last"; readonly count: number } | null; readonly with: string; readonly span: Span };

/** As in the manifest, but for columns, which have no number yet. */
export type CheckedReason = Exclude<ReasonPart, { kind: "column" }> | { readonly kind: "column"; readonly column: Column };

/** `label path "..." { ... }`, resolved. */
export interface Label {
  readonly resource: ResourceKind;
  readonly globs: readonly string[];
  readonly trust: TrustLevel | null;
  readonly secrecy: SecrecyLevel | null;
  readonly tags: readonly string[];
  readonly span: Span;
}

/** A tool's binding. Clauses without `when` always hold. */
export interface Tool {
  readonly name: string;
  readonly params: readonly string[];
  /** Names of all its parameters, sorted, and whether it may be given others. */
  readonly declared: readonly string[];
  readonly open: boolean;
  readonly roles: readonly { readonly role: Role; readonly path: string }[];
  readonly format: "structure" | "text";
  /** The first whose condition is true gives the op; an unknown condition does not. The last has no condition. */
  readonly ops: readonly { readonly op: Op; readonly when: Condition | null }[];
  /** Added where the condition is true or unknown. */
  readonly sinks: readonly { readonly sinks: readonly SinkKind[]; readonly when: Condition | null }[];
  readonly acts: readonly { readonly acts: readonly string[]; readonly when: Condition | null }[];
  /** Joined where true or unknown. Where no clause that is true says `trust`, the result has trust low (an unknown one may not hold). */
  readonly results: readonly { readonly trust: TrustLevel | null; readonly secrecy: SecrecyLevel | null; readonly tags: readonly string[]; readonly when: Condition | null }[];
  /** Records with authors of their own in what it gives; not there where nothing is said. */
  readonly records?: readonly RecordEntry[];
  /** Calls that undo one of its own: the first whose condition is true; where one that is asked before is unknown, none is known to. */
  readonly compensations: readonly (Compensation & { readonly span: Span })[];
  /** Nothing undoes a call of it. */
  readonly irreversible: boolean;
  readonly span: Span;
}

/** JSON of a test. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a call of a test gave. */
export type Outcome = { readonly kind: "result" | "error"; readonly value: Json } | { readonly kind: "denied" };

export type Step =
  | { readonly kind: "say"; readonly who: "user" | "system" | "assistant"; readonly text: string; readonly name: string; readonly span: Span }
  | { readonly kind: "facts"; readonly facts: { readonly [name: string]: Json }; readonly span: Span }
  /** From here on it is so late: milliseconds since 1970 UTC, never earlier than before. */
  | { readonly kind: "time"; readonly at: number; readonly span: Span }
  | { readonly kind: "principal"; readonly principal: { readonly id?: string; readonly roles?: readonly string[]; readonly tenant?: string }; readonly span: Span }
  | { readonly kind: "approval"; readonly tool: string; readonly args: { readonly [key: string]: Json }; readonly by: string; readonly role: string | null; readonly span: Span }
  /** External data of the bundle in this test (`pack.name`): holds for the whole test. */
  | { readonly kind: "data"; readonly name: string; readonly value: Json; readonly span: Span }
  | {
      readonly kind: "call"; readonly name: string; readonly tool: string; readonly args: { readonly [key: string]: Json };
      readonly outcome: Outcome | null; readonly span: Span;
    }
  /** What a call gave that was decided before: results may come late, and in another order than their calls. */
  | { readonly kind: "ending"; readonly step: string; readonly outcome: Outcome; readonly span: Span }
  /** `step` is the name of a call or assistant step; `by` are rule ids (`pack.name`); `args` are arguments that the call must then have, others may stand beside them. */
  | { readonly kind: "expect"; readonly effect: Effect; readonly step: string; readonly by: readonly string[]; readonly args: { readonly [key: string]: Json } | null; readonly span: Span };

/** A test of a pack. */
export interface Test {
  readonly pack: string;
  readonly title: string;
  readonly runtime: string | null;
  readonly steps: readonly Step[];
  readonly span: Span;
}

/** A runtime's profile: the facts it may provide. */
export interface Profile {
  readonly runtime: string;
  /** `any`: a map of texts, as `realpath`. */
  readonly facts: readonly { readonly name: string; readonly type: "boolean" | "number" | "string" | "strings" | "any" }[];
}

/** All packs of one bundle, checked together. Lists are sorted by name where order has no meaning, so that equal texts give equal bytes. */
export interface Policy {
  readonly packages: readonly string[];
  readonly catalogues: readonly string[];
  readonly tags: readonly string[];
  readonly acts: readonly ActEntry[];
  /** What is said of programs beside what is built in, by their first names; not there where nothing is. */
  readonly executables?: readonly ExecutableEntry[];
  readonly labels: readonly Label[];
  readonly tools: readonly Tool[];
  readonly profiles: readonly Profile[];
  /** In the order of `rules`, those with `from` have source numbers 0, 1, 2, ... */
  readonly rules: readonly Rule[];
  /** Counters by key, in the order of their numbers; `column.counter` indexes them. */
  readonly counters: readonly { readonly key: string; readonly scope: Scope }[];
  /** Queries by key, in the order of their numbers; `column.history` indexes them, and their counters index `counters`. */
  readonly histories: readonly HistoryEntry[];
  readonly data: readonly DataEntry[];
  readonly tests: readonly Test[];
}

/** The edge kinds a `via` stands for. */
export function edgesOf(via: Via): readonly EdgeKind[] {
  return via === "any" ? ["value", "context", "declared"] : [via];
}

/** The six orders, of numbers. */
export function compareNumbers(order: Order, left: number, right: number): boolean {
  switch (order) {
    case "==": return left === right;
    case "!=": return left !== right;
    case "<": return left < right;
    case "<=": return left <= right;
    case ">": return left > right;
    case ">=": return left >= right;
  }
}

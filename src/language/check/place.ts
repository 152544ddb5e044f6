// Where an expression stands, and so what it may read: which package's names, which tools' arguments, labels of what, a row.
// Decides nothing: what reads an expression asks the place.

import type { Span } from "../../base/span.js";
import { DEFINE_EXPRESSIONS_ALL_MAX, DEFINE_EXPRESSIONS_MAX, EXPRESSION_TERMS_MAX } from "../../base/limits.js";
import type { Via } from "../../words/provenance.js";
import type { DefineItem, Expression, ToolItem } from "../syntax/ast.js";
import type { Counters } from "./counter.js";
import type { Formula } from "./formula.js";
import type { Histories } from "./history.js";
import type { Constants } from "./literal.js";
import type { Names } from "./names.js";
import type { Value } from "./policy.js";
import type { Report } from "./report.js";
import type { Operand, ValueForm } from "./operand.js";
import type { Type } from "./structure.js";

/** The sorts of place. `tool`: a clause of a binding. `counter`: the selector of a `count`. `source`: `from source where`. `scope`: the `where` of `on` and `to`. `rule`: `when` and `unless`. */
export type PlaceKind = "tool" | "counter" | "source" | "scope" | "rule";

/** The element of a quantifier around the expression. */
export interface Local {
  readonly name: string;
  readonly type: Type;
  readonly form: ValueForm;
  /** What it goes through; of `some k, v in m` the values of `map`, and `key` is `k`; of `some i, x in l` the list, `map` is null, and `key` is `i`. */
  readonly list: Formula;
  readonly key: string | null;
  readonly map: Formula | null;
}

/** The names that the body of a `define` sees, its parameters and the elements of its own quantifiers; or that an argument of one sees, of where it was written. */
export interface Body {
  readonly params: ReadonlyMap<string, Argument>;
  readonly locals: readonly Local[];
  readonly row: string | null;
  /** The definitions that are being written out around it, itself first. */
  readonly open: readonly DefineItem[];
}

/** An argument of a `define`: what was written, and where. */
export interface Argument {
  readonly expression: Expression;
  readonly place: Place;
  /** The parameter's type, where it has one. */
  readonly type: Type;
  /** Of a definition that nothing uses, any value of the type. */
  readonly any?: Operand;
}

/** Of a condition that becomes a formula: the formulas of its values, and what its quantifiers go through, by their lists. */
export interface Known {
  readonly formulas: Map<Value, Formula>;
  readonly locals: Map<Value, Local>;
}

/** Where an expression stands. */
export interface Place {
  readonly kind: PlaceKind;
  readonly pack: string;
  readonly names: Names;
  readonly report: Report;
  readonly counters: Counters;
  readonly constants: Constants;
  /** Tools whose arguments `args` may mean; `anyArgs` where also those of tools nobody declared. */
  readonly tools: readonly ToolItem[];
  readonly anyArgs: boolean;
  /** The runtime of a host rule: its facts may be read. */
  readonly runtime: string | null;
  /** The edges through which `trust(sink)` looks. */
  readonly via: Via;
  /** The variable of `into`. */
  readonly row: string | null;
  /** Quantifiers around it, innermost first. */
  readonly locals: readonly Local[];
  /** Names of elements and rows around the history it stands in, which cannot be read there. */
  readonly hidden: readonly string[];
  /** Names of variables that were read. */
  readonly read: Set<string>;
  /** The queries over earlier calls, as `counters`. */
  readonly histories: Histories;
  /** Whether `result.x` may be read: where a call has finished (history selectors and values, `result ... when`, `from source where`). */
  readonly result: boolean;
  /**
   * `when` and `unless` of a relational rule with `from`: `source.args.x`, `source.tool`, `source.result.x` are items of a column of kind
   * `sources` at the depth `locals.length` (an outermost quantifier, which the rule puts around where `read` was set).
   */
  readonly sources: { readonly rule: string; read: boolean } | null;
  /** In the body of a `define`, or in an argument of one. */
  readonly body: Body | null;
  /** Expressions that definitions have been written out to: over the whole item, and over all. */
  readonly written: { count: number; readonly all: { count: number } };
  /** In the condition by which an `each` chooses: what was read there. */
  readonly known: Known | null;
  /** How deep in a condition it stands. */
  readonly depth: number;
}

/** Words that variables may not be, because they mean something else where those are read. */
export const reservedNames: readonly string[] = ["sink", "source", "target", "op", "tool", "args"];

/** What a place is called in messages. */
export const placeNames: { readonly [kind in PlaceKind]: string } = {
  tool: "a tool's clause",
  counter: "the selector of a `count`",
  source: "`from source where`",
  scope: "the `where` of a selector",
  rule: "`when` and `unless`",
};

/** The elements that can be named. */
export function visible({ body, locals }: Place): readonly Local[] {
  return body === null ? locals : body.locals.filter((local) => locals.includes(local));
}

/** The row that can be named. */
export function rowName(place: Place): string | null {
  return place.body === null ? place.row : place.body.row;
}

/** The place one step further into a condition, or null where nobody would follow, which is reported. */
export function deeper(place: Place, span: Span): Place | null {
  if (place.body !== null && isTooMuch(place, span)) return null;
  if (place.depth < EXPRESSION_TERMS_MAX) return { ...place, depth: place.depth + 1 };
  place.report.add("check/too-deep", span, { max: EXPRESSION_TERMS_MAX });
  return null;
}

/** Whether definitions come to more than anybody would follow, told once an item. */
function isTooMuch({ written, report }: Place, span: Span): boolean {
  written.count++;
  written.all.count++;
  const max = written.count > DEFINE_EXPRESSIONS_MAX ? DEFINE_EXPRESSIONS_MAX : written.all.count > DEFINE_EXPRESSIONS_ALL_MAX ? DEFINE_EXPRESSIONS_ALL_MAX : null;
  if (max === null) return false;
  if (written.count <= DEFINE_EXPRESSIONS_MAX + 1) report.add("check/definition-too-large", span, { max });
  // Nothing more of this item is followed.
  written.count = DEFINE_EXPRESSIONS_MAX + 2;
  return true;
}

// Where an expression stands, and so what it may read: which package's names, which tools' arguments, labels of what, a row.
// Decides nothing: what reads an expression asks the place.

import type { Span } from "../../base/span.js";
import { EXPRESSION_TERMS_MAX } from "../../base/limits.js";
import type { Via } from "../../words/provenance.js";
import type { ToolItem } from "../syntax/ast.js";
import type { Counters } from "./counter.js";
import type { Constants } from "./literal.js";
import type { Names } from "./names.js";
import type { Report } from "./report.js";
import type { ValueForm, ValueType } from "./operand.js";

/** The sorts of place. `tool`: a clause of a binding. `counter`: the selector of a `count`. `source`: `from source where`. `scope`: the `where` of `on` and `to`. `rule`: `when` and `unless`. */
export type PlaceKind = "tool" | "counter" | "source" | "scope" | "rule";

/** The element of a quantifier around the expression. */
export interface Local {
  readonly name: string;
  readonly type: ValueType;
  readonly form: ValueForm;
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
  /** Names of variables that were read. */
  readonly read: Set<string>;
  /** How deep in a condition it stands. */
  readonly depth: number;
}

/** What a place is called in messages. */
export const placeNames: { readonly [kind in PlaceKind]: string } = {
  tool: "a tool's clause",
  counter: "the selector of a `count`",
  source: "`from source where`",
  scope: "the `where` of a selector",
  rule: "`when` and `unless`",
};

/** The place one step further into a condition, or null where nobody would follow, which is reported. */
export function deeper(place: Place, span: Span): Place | null {
  if (place.depth < EXPRESSION_TERMS_MAX) return { ...place, depth: place.depth + 1 };
  place.report.add("check/too-deep", span, { max: EXPRESSION_TERMS_MAX });
  return null;
}

// Literals that what they are compared with never gives, reported: a rule on such a comparison never fires. Looks at the form in which a
// value comes (`normal.ts`) and at what its function gives (`gives.ts`), also where a loop or a map says the literals. Compares nothing.

import type { Span } from "../../base/span.js";
import type { Scalar } from "../../words/term.js";
import type { Formula } from "./formula.js";
import { givesProblem } from "./gives.js";
import { literalProblem } from "./normal.js";
import type { Part } from "./normal.js";
import type { ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import type { Order } from "./policy.js";
import { matchesNoFolded } from "./regex.js";

/** How a value and a literal are compared: in an order, or by a part that it has. */
export interface Asked {
  readonly order: Order;
  readonly part: Part;
  readonly ignoreCase: boolean;
}

/** Reports each text or number of `other` that no output of the value can equal, exceed, or have as that part. */
export function checkNever(value: ValueOperand, other: ValueOperand, asked: Asked, place: Place): void {
  for (const literal of literalsOf(other.formula)) reportNever(value, literal, asked, other.span, place);
}

/** Likewise of one literal. */
export function reportNever(value: ValueOperand, literal: Scalar, asked: Asked, span: Span, place: Place): void {
  const problem = problemOf(value, literal, asked);
  if (problem !== null && typeof literal !== "boolean") place.report.add("check/never-equal", span, { literal, problem });
}

/** Reports a text glob that no output of the value matches: what stands between its wildcards must be a part of it. */
export function checkNeverMatched(value: ValueOperand, glob: string, ignoreCase: boolean, span: Span, place: Place): void {
  const pieces = glob.split(/[*?]/);
  const problems = pieces.map((piece, at) => {
    const part: Part = pieces.length === 1 ? "whole" : at === 0 ? "starts with" : at === pieces.length - 1 ? "ends with" : "contains";
    return piece === "" && pieces.length > 1 ? null : problemOf(value, piece, { order: "==", part, ignoreCase });
  });
  const problem = problems.find((one) => one !== null);
  if (problem !== undefined && problem !== null) place.report.add("check/never-equal", span, { literal: glob, problem });
}

/** Reports a regular expression that matches no folded text, where the value is one. */
export function checkNeverFound({ form }: ValueOperand, pattern: string, span: Span, place: Place): void {
  const isFolded = form === "fold" || form === "path_fold" || form === "basename_fold";
  if (isFolded && matchesNoFolded(pattern)) place.report.add("check/never-equal", span, { literal: pattern, problem: "it is compared with folded text, and asks for letters that folding changes" });
}

function problemOf({ form, formula: of }: ValueOperand, literal: Scalar, { order, part, ignoreCase }: Asked): string | null {
  const ofForm = form === "plain" || typeof literal !== "string" ? null : literalProblem(form, literal, part, ignoreCase);
  return ofForm ?? givesProblem(of, ignoreCase && typeof literal === "string" ? literal.toLowerCase() : literal, order, part);
}

/** The literals that a formula is: itself, or each that a loop over a list or map of the text goes through. */
function literalsOf(of: Formula): readonly Scalar[] {
  if (of.kind === "literal") return [of.value];
  if (of.kind !== "item") return [];
  const { list, map } = of.local;
  const through = map ?? list;
  if (through.kind !== "constant") return [];
  const { value } = through;
  if ("list" in value) return value.list.filter((item) => typeof item !== "object");
  return of.side === "key" ? value.map.map(([key]) => key) : value.map.flatMap(([, one]) => (typeof one === "object" ? [] : [one]));
}

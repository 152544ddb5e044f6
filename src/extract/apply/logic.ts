// What the conditions of `each` are made of, as functions: comparisons, membership, what joins them; and lists of the text. They say
// what the same conditions of rules say. What counts its steps, or is not strict, is `term.ts`'s affair.

import type { TermValue } from "../../words/term.js";
import { placesOf } from "../search.js";
import { sameScalar, type Known } from "../value.js";
import { ofTexts, type Applied, type Table } from "./operand.js";

/** The functions of conditions. */
export const logic = {
  "(==)": same,
  "(!=)": (operands) => opposite(same(operands)),
  "(<)": ordered((one, two) => one < two),
  "(<=)": ordered((one, two) => one <= two),
  "(>)": ordered((one, two) => one > two),
  "(>=)": ordered((one, two) => one >= two),
  "(contains)": ofTexts((one, two) => two === "" || placesOf(one, two, 1).length > 0),
  "(starts with)": ofTexts((one, two) => one.startsWith(two)),
  "(ends with)": ofTexts((one, two) => one.endsWith(two)),
  // These four are asked before any function is.
  "(has)": () => null,
  "(and)": () => null,
  "(or)": () => null,
  "(not)": ([value]) => opposite(value),
  "(present)": () => true,
  "(list)": (items) => ({ items, open: false }),
} as const satisfies Table;

function same([one, two]: readonly Known[]): TermValue {
  return sameScalar(one, two);
}

function opposite(value: TermValue): TermValue {
  return typeof value === "boolean" ? !value : null;
}

function ordered(compare: (one: number, two: number) => boolean): Applied {
  return ([one, two]) => (typeof one === "number" && typeof two === "number" ? compare(one, two) : null);
}

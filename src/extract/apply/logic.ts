// What the conditions of `each` are made of, as functions: comparisons, membership, what joins them; and lists of the text. They say
// what the same conditions of rules say. What counts its steps, or is not strict, is `term.ts`'s affair.

import { GLOB_WORK_MAX } from "../../base/limits.js";
import type { TermList, TermValue } from "../../words/term.js";
import type { GlobKind } from "../../words/glob.js";
import { matchesAny, readGlobs } from "../glob.js";
import { placesOf } from "../search.js";
import { isFound, type Patterns } from "../spans.js";
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
  // These are asked before any function is.
  asked_of: () => null,
  "(has)": () => null,
  "(some)": () => null,
  "(every)": () => null,
  "(and)": () => null,
  "(or)": () => null,
  "(not)": ([value]) => opposite(value),
  "(present)": () => true,
  "(matches path)": globbed("path"),
  "(matches domain)": globbed("domain"),
  "(matches text)": globbed("text"),
  "(matches regex)": ([text, list], patterns) => (typeof text === "string" && typeof list === "object" && "items" in list ? searched(text, list, patterns) : null),
  "(list)": (items) => ({ items, open: false }),
} as const satisfies Table;

/** Globs of a list that stays are read once. */
function globbed(kind: GlobKind): Applied {
  return ([text, given, ignoreCase], { kept }) => {
    const isList = typeof given === "object" && "items" in given;
    if (typeof text !== "string" || typeof ignoreCase !== "boolean" || !(isList || typeof given === "string")) return null;
    const name = `${kind} ${ignoreCase}`;
    const known = isList ? kept?.globs.get(given) : undefined;
    const globs = known?.get(name) ?? readGlobs(kind, given, ignoreCase);
    if (known !== undefined) known.set(name, globs);
    else if (isList) kept?.globs.set(given, new Map([[name, globs]]));
    return globs.weight * (text.length + GLOB_UNITS) > GLOB_WORK_MAX ? null : matchesAny(kind, globs, text);
  };
}

/** Code units that beginning to match one glob takes as long as. */
const GLOB_UNITS = 16;

/** A pattern without a machine leaves it unknown, where no other is found. */
function searched(text: string, { items, open }: TermList, patterns: Patterns): TermValue {
  let known = !open;
  for (const item of items) {
    const finder = typeof item === "string" ? patterns.get(item) : undefined;
    if (finder === undefined) known = false;
    else if (isFound(finder, text)) return true;
  }
  return known ? false : null;
}

function same([one, two]: readonly Known[]): TermValue {
  return sameScalar(one, two);
}

function opposite(value: TermValue): TermValue {
  return typeof value === "boolean" ? !value : null;
}

function ordered(compare: (one: number, two: number) => boolean): Applied {
  return ([one, two]) => (typeof one === "number" && typeof two === "number" ? compare(one, two) : null);
}

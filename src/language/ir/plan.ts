// The rules that one instruction may be meant by become a plan of asking them: what many of them test is tested once, those that
// need one of a few texts in a column are found by that text, those that need a mark are asked only where one of their marks
// came. Each rule is left with what was not tested on the way. Knows nothing of how rules are asked.

import { assert } from "../../base/assert.js";
import { PLAN_CASES_MAX, PLAN_CASES_PART_MAX, PLAN_TEXTS_MAX } from "../../base/limits.js";
import { shared } from "./commonest.js";
import type { Place, RuleCode, Subject, Test } from "./program.js";

/** A rule with those parts of its test that are still to be tested. */
export interface Asked {
  readonly rule: RuleCode;
  readonly tests: readonly Test[];
}

/** One part of a plan; together they have every rule once. */
export type Part =
  | { readonly kind: "each"; readonly rules: readonly Asked[] }
  /** Where the test is not false. */
  | { readonly kind: "shared"; readonly test: Test; readonly parts: readonly Part[] }
  /** By the column's text; texts of the same rules share their parts. Where it is no text the test is unknown, and all are asked. */
  | { readonly kind: "text"; readonly column: number; readonly cases: ReadonlyMap<string, readonly Part[]>; readonly otherwise: readonly Part[] }
  /** Rules whose sources share a word of marks: none fires where that word is 0. */
  | { readonly kind: "marks"; readonly by: Exclude<Subject, "self" | "row">; readonly word: number; readonly rules: readonly Asked[] };

/** All rules of a plan, each as often as it is asked; of parts by a text those of its cases, once a case. */
export function askedIn(parts: readonly Part[]): readonly Asked[] {
  return parts.flatMap((part) => {
    switch (part.kind) {
      case "each": case "marks": return part.rules;
      case "shared": return askedIn(part.parts);
      case "text": return [...new Set(part.cases.values())].flatMap(askedIn);
    }
  });
}

/** Rules from which each way costs less than asking one by one. */
const TEXT_RULES_MIN = 6;
const SHARED_RULES_MIN = 3;
const MARK_RULES_MIN = 3;

/** The plan of some rules. */
export function plan(rules: readonly RuleCode[]): readonly Part[] {
  const keys = new Map<Test, string>();
  const lists = new Map<readonly string[], number>();
  // A set that many rules name is one list: its number says it all.
  const listed = (of: unknown): unknown => {
    if (!isLong(of)) return of;
    const number = lists.get(of) ?? lists.size;
    lists.set(of, number);
    return { list: number };
  };
  const keyOf = (test: Test): string => {
    const key = keys.get(test) ?? JSON.stringify(test, (_, of: unknown) => listed(of));
    keys.set(test, key);
    return key;
  };
  return planned(rules.map((rule) => ({ rule, tests: conjuncts(rule.test) })), { keyOf, left: PLAN_CASES_MAX });
}

/** What tells equal tests, and how many more rules may be put into cases of texts. */
interface Work {
  readonly keyOf: (test: Test) => string;
  left: number;
}

function isLong(of: unknown): of is readonly string[] {
  return Array.isArray(of) && of.length > PLAN_TEXTS_MAX;
}

function planned(rules: readonly Asked[], work: Work): readonly Part[] {
  if (rules.length < Math.min(SHARED_RULES_MIN, TEXT_RULES_MIN)) return marked(rules);
  const parts: Part[] = [];
  const columns = shared(rules, ({ tests }) => tests.flatMap((test) => needOf(test)?.column ?? []));
  const tests = shared(rules, (asked) => asked.tests.filter(isRowless).map(work.keyOf));
  const taken = new Set<Asked>();
  const take = (asked: Asked): void => {
    columns.take(asked);
    tests.take(asked);
    taken.add(asked);
  };
  for (;;) {
    const column = columns.best();
    const test = tests.best();
    if (column !== null && column.count >= TEXT_RULES_MIN && column.count > (test?.count ?? 0)) {
      const found = columns.having(column.key);
      const mine = fitting(found.map((asked) => without(asked, (of) => needOf(of)?.column === column.key)), work);
      // Where none fit they are asked by something else that they have.
      if (mine.length === 0) found.forEach(columns.take);
      else {
        found.slice(0, mine.length).forEach(take);
        parts.push(byText(column.key, mine, work));
      }
    } else if (test !== null && test.count >= SHARED_RULES_MIN) {
      const found = tests.having(test.key);
      const mine = found.map((asked) => without(asked, (of) => isRowless(of) && work.keyOf(of) === test.key));
      const [first] = mine;
      if (first === undefined) return parts;
      found.forEach(take);
      parts.push({ kind: "shared", test: first.taken, parts: planned(mine.map(({ asked }) => asked), work) });
    } else return [...parts, ...marked(rules.filter((asked) => !taken.has(asked)))];
  }
}

/** A rule without one of its tests, and that test. */
interface Narrowed {
  readonly asked: Asked;
  readonly taken: Test;
}

/** As many of these rules, from the first on, as there may be cases for; at least so many that cases are worth it, or none. */
function fitting(rules: readonly Narrowed[], work: Work): readonly Narrowed[] {
  let cases = 0;
  let count = 0;
  for (const { taken } of rules) {
    const { length } = needOf(taken)?.texts ?? [];
    if (cases + length > Math.min(PLAN_CASES_PART_MAX, work.left)) break;
    cases += length;
    count++;
  }
  if (count < Math.min(rules.length, TEXT_RULES_MIN)) return [];
  work.left -= cases;
  return rules.slice(0, count);
}

function byText(column: number, mine: readonly Narrowed[], work: Work): Part {
  const cases = new Map<string, Asked[]>();
  for (const { asked, taken } of mine) {
    for (const text of needOf(taken)?.texts ?? []) {
      const list = cases.get(text) ?? [];
      cases.set(text, list);
      list.push(asked);
    }
  }
  // Texts that the same rules need have one plan.
  const plans = new Map<string, readonly Part[]>();
  const planOf = (list: readonly Asked[]): readonly Part[] => {
    const key = list.map(({ rule }) => rule.number).join();
    const parts = plans.get(key) ?? planned(list, work);
    plans.set(key, parts);
    return parts;
  };
  return {
    // Where nothing is known of the text nothing is gained by telling the rules apart further; that would double the plan each time.
    kind: "text", column, otherwise: marked(mine.map(({ asked }) => asked)),
    cases: new Map([...cases].map(([text, list]) => [text, planOf(list)])),
  };
}

function marked(rules: readonly Asked[]): readonly Part[] {
  const groups = new Map<string, { readonly by: Exclude<Subject, "self" | "row">; readonly word: number; readonly rules: Asked[] }>();
  const each: Asked[] = [];
  for (const asked of rules) {
    const need = asked.tests.find((test) => test.kind === "marked");
    if (need === undefined || need.by === "row" || need.by === "self") {
      each.push(asked);
      continue;
    }
    const key = `${need.by}:${need.source >>> 4}`;
    const group = groups.get(key) ?? { by: need.by, word: need.source >>> 4, rules: [] };
    groups.set(key, group);
    group.rules.push(asked);
  }
  const parts: Part[] = [];
  for (const group of groups.values()) {
    if (group.rules.length < MARK_RULES_MIN) each.push(...group.rules);
    else parts.push({ kind: "marks", ...group });
  }
  return each.length === 0 ? parts : [...parts, { kind: "each", rules: each.sort((a, b) => a.rule.number - b.rule.number) }];
}

/** A rule with the first test of a sort taken out. */
function without({ rule, tests }: Asked, isIt: (test: Test) => boolean): Narrowed {
  const at = tests.findIndex(isIt);
  const taken = tests[at];
  assert(taken !== undefined, "a rule is found by a test it has");
  return { asked: { rule, tests: tests.filter((_, index) => index !== at) }, taken };
}

/** The column that must have one of a few texts, where the test says no more than that. */
function needOf(test: Test): { readonly column: number; readonly texts: readonly string[] } | null {
  if (test.kind === "in" && test.of.kind === "column" && test.numbers.length === 0 && test.strings.length > 0 && test.strings.length <= PLAN_TEXTS_MAX) return { column: test.of.number, texts: [...new Set(test.strings)] };
  if (test.kind !== "compare" || test.order !== "==") return null;
  const [column, literal] = test.left.kind === "column" ? [test.left, test.right] : [test.right, test.left];
  return column.kind === "column" && literal.kind === "literal" && typeof literal.value === "string" ? { column: column.number, texts: [literal.value] } : null;
}

/** Whether a test is the same for every row. */
function isRowless(test: Test): boolean {
  switch (test.kind) {
    case "known": case "present": case "op": case "tool": return true;
    case "all": case "any": return test.of.every(isRowless);
    case "not": return isRowless(test.of);
    case "truth": case "in": case "matches": return isRowlessPlace(test.of);
    case "compare": case "text": return isRowlessPlace(test.left) && isRowlessPlace(test.right);
    case "has": return isRowlessPlace(test.list) && isRowlessPlace(test.item);
    case "each": return isRowlessPlace(test.list) && isRowless(test.test);
    case "level": case "tag": return test.of !== "row";
    // A mark is better found with others of its word.
    case "marked": case "shape": case "who": case "named": return false;
  }
}

function isRowlessPlace(place: Place): boolean {
  switch (place.kind) {
    case "else": return isRowlessPlace(place.left) && isRowlessPlace(place.right);
    case "item": return isRowlessPlace(place.list);
    case "row": case "row-column": return false;
    case "column": case "element": case "literal": case "unknown": return true;
  }
}

function conjuncts(test: Test): readonly Test[] {
  return test.kind === "all" ? test.of.flatMap(conjuncts) : [test];
}

// The rules that one instruction may be meant by become a plan of asking them: what many of them test is tested once, those that
// need one of a few texts in a column are found by that text, those that need a mark are asked only where one of their marks
// came. Each rule is left with what was not tested on the way. Knows nothing of how rules are asked.

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
  /** By the column's text. Where it is no text the test is unknown, and all are asked. */
  | { readonly kind: "text"; readonly column: number; readonly cases: ReadonlyMap<string, readonly Part[]>; readonly otherwise: readonly Part[] }
  /** Rules whose sources share a word of marks: none fires where that word is 0. */
  | { readonly kind: "marks"; readonly by: Exclude<Subject, "self" | "row">; readonly word: number; readonly rules: readonly Asked[] };

/** Rules from which each way costs less than asking one by one. */
const TEXT_RULES_MIN = 6;
const SHARED_RULES_MIN = 3;
const MARK_RULES_MIN = 3;

/** The plan of some rules. */
export function plan(rules: readonly RuleCode[]): readonly Part[] {
  const keys = new Map<Test, string>();
  return planned(rules.map((rule) => ({ rule, tests: conjuncts(rule.test) })), (test) => {
    const key = keys.get(test) ?? JSON.stringify(test);
    keys.set(test, key);
    return key;
  });
}

function planned(rules: readonly Asked[], keyOf: (test: Test) => string): readonly Part[] {
  const parts: Part[] = [];
  let left = rules;
  for (;;) {
    const column = commonest(left, ({ tests }) => tests.flatMap((test) => needOf(test)?.column ?? []));
    const shared = commonest(left, ({ tests }) => tests.filter(isRowless).map(keyOf));
    if (column !== null && column.count >= TEXT_RULES_MIN && column.count > (shared?.count ?? 0)) {
      const { mine, others } = split(left, (test) => needOf(test)?.column === column.key);
      parts.push(byText(column.key, mine, keyOf));
      left = others;
    } else if (shared !== null && shared.count >= SHARED_RULES_MIN) {
      const { mine, others } = split(left, (test) => isRowless(test) && keyOf(test) === shared.key);
      const [first] = mine;
      if (first === undefined) return parts;
      parts.push({ kind: "shared", test: first.taken, parts: planned(mine.map(({ asked }) => asked), keyOf) });
      left = others;
    } else return [...parts, ...marked(left)];
  }
}

function byText(column: number, mine: readonly { readonly asked: Asked; readonly taken: Test }[], keyOf: (test: Test) => string): Part {
  const cases = new Map<string, Asked[]>();
  for (const { asked, taken } of mine) {
    for (const text of needOf(taken)?.texts ?? []) {
      const list = cases.get(text) ?? [];
      cases.set(text, list);
      list.push(asked);
    }
  }
  return {
    kind: "text", column, otherwise: planned(mine.map(({ asked }) => asked), keyOf),
    cases: new Map([...cases].map(([text, list]) => [text, planned(list, keyOf)])),
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

/** Rules with a test of this sort, that test taken out of them; and the others. */
function split(rules: readonly Asked[], isIt: (test: Test) => boolean): { readonly mine: readonly { readonly asked: Asked; readonly taken: Test }[]; readonly others: readonly Asked[] } {
  const mine: { readonly asked: Asked; readonly taken: Test }[] = [];
  const others: Asked[] = [];
  for (const asked of rules) {
    const at = asked.tests.findIndex(isIt);
    const taken = asked.tests[at];
    if (taken === undefined) others.push(asked);
    else mine.push({ asked: { rule: asked.rule, tests: asked.tests.filter((_, index) => index !== at) }, taken });
  }
  return { mine, others };
}

/** What most rules have; the first of those that equally many have. */
function commonest<K>(rules: readonly Asked[], keysOf: (asked: Asked) => readonly K[]): { readonly key: K; readonly count: number } | null {
  const counts = new Map<K, number>();
  for (const asked of rules) for (const key of new Set(keysOf(asked))) counts.set(key, (counts.get(key) ?? 0) + 1);
  let best: { key: K; count: number } | null = null;
  for (const [key, count] of counts) if (best === null || count > best.count) best = { key, count };
  return best;
}

/** The column that must have one of a few texts, where the test says no more than that. */
function needOf(test: Test): { readonly column: number; readonly texts: readonly string[] } | null {
  if (test.kind === "in" && test.of.kind === "column" && test.numbers.length === 0 && test.strings.length > 0) return { column: test.of.number, texts: [...new Set(test.strings)] };
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

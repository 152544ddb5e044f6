// The generators are measured: what they never make, no comparison of doors is about. In 1,250 views every operator comes at every
// truth it can have, every effect, every way of asking rules, every kind of unknown, and enough verdicts.

import fc from "fast-check";
import { expect, test } from "vitest";
import { isList } from "../../src/words/cell.js";
import type { CellList } from "../../src/words/cell.js";
import type { View } from "../../src/words/view.js";
import type { Condition } from "../../src/language/check/policy.js";
import { visit } from "../../src/language/check/walk.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { lower } from "../../src/language/ir/lower.js";
import { plan } from "../../src/language/ir/plan.js";
import type { Part } from "../../src/language/ir/plan.js";
import { holds } from "../../src/language/meaning/condition.js";
import { tablesOf } from "../../src/language/ir/names.js";
import { startKnown } from "../../src/language/meaning/context.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { askedBy, facts } from "../fuzz/fact.js";
import { cases } from "../fuzz/fuzzers.js";

const VIEWS = 1250;
/** Bits of tools stand behind one for no tool: with this one the second byte begins. Up to so many are compared one by one. */
const SECOND_BYTE = 7;
const FEW_TOOLS = 4;
const repetitions: readonly (readonly [string, RegExp])[] = [["never", /\{0\}/], ["so often", /\{[1-9]\}/], ["at least", /\{[1-9],\}/], ["at most", /\{0,[1-9]\}/], ["between", /\{[1-9],[1-9]\}/]];

test.each([1, 2, 3])("some thousand views of policies reach everything, and fire (%d)", (seed) => {
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  let decided = 0;
  let fired = 0;
  let asked = 0;
  for (const [policy, views] of fc.sample(cases(), { seed, numRuns: VIEWS / 5 })) {
    const manifest = manifestOf(policy);
    const meaning = interpret(policy, manifest);
    const known = startKnown();
    const tables = tablesOf(manifest);
    const program = lower(policy, manifest).value;
    const parts = program === undefined ? [] : plan(program.rules);
    for (const kind of kindsOf(parts)) count(`plan ${kind}`);
    count(`tests shared ${sharedBy(parts)}`);
    const conditions: Condition[] = [];
    for (const { when, unless } of policy.rules) for (const condition of [when, unless]) visit(condition, { condition: (at) => void conditions.push(at) });
    for (const view of views) {
      asked++;
      for (const what of unknownsOf(view)) count(`unknown ${what}`);
      for (const condition of conditions) {
        const truth = holds(condition, { tables, view, row: view.rows[0] ?? null, elements: [{ cell: null, index: 0, nest: 1 }, { cell: "a", index: 1, nest: 1 }], known });
        count(`${nameOf(condition)} ${truth}`);
        for (const what of rareOf(condition, view)) count(`${what} ${truth}`);
        const asks = askedBy(condition);
        if (asks !== null) count(`fact ${asks.name} ${truth}`);
      }
      if (view.question !== "decide") continue;
      const verdicts = meaning.decide(view);
      decided++;
      if (verdicts.length > 0) fired++;
      for (const { rule, unknown, row } of verdicts) {
        count(`effect ${policy.rules[rule]?.effect ?? ""}`);
        count(unknown ? "unknown" : "certain");
        count(row === -1 ? "no row" : "row");
      }
    }
  }
  const both = ["constant", "op", "tool", "present"].flatMap((kind) => [0, 1].map((truth) => `${kind} ${truth}`));
  const all = [
    "and", "or", "not", "truth", ...["==", "!=", "<", "<=", ">", ">="].map((order) => `compare ${order}`), "in", "contains", "starts with", "ends with", ...["path", "domain", "text", "regex"].map((glob) => `matches ${glob}`),
    "has", "some", "every", "trust", "secrecy", "tagged", "shape", "who", "named",
  ].flatMap((name) => [0, 1, 2].map((truth) => `${name} ${truth}`));
  const unknowns = ["column", "argument", "row", "rows", "resources", "labels", "list", "item", "source"].map((what) => `unknown ${what}`);
  const others = ["plan each", "plan shared", "plan text", "plan marks", "effect warn", "effect redact", "effect correct", "effect ask", "effect deny", "effect rollback", "unknown", "certain", "no row", "row"];
  const rare = [...[0, 1].map((truth) => `tool of a second byte ${truth}`), ...repetitions.flatMap(([name]) => [0, 1, 2].map((truth) => `repeated ${name} ${truth}`)), "tests shared 4", "tests shared 5"];
  const each = [...new Set(facts.map(({ name }) => name))].flatMap((name) => [0, 1, 2].map((truth) => `fact ${name} ${truth}`));
  expect([...both, ...all, ...each, ...unknowns, ...rare, ...others].filter((what) => !seen.has(what))).toEqual([]);
  expect(asked).toBe(VIEWS);
  expect(fired / decided).toBeGreaterThan(0.3);
});

/** A condition by its operator. */
function nameOf(condition: Condition): string {
  switch (condition.kind) {
    case "compare": return `compare ${condition.order}`;
    case "text": return condition.operator;
    case "matches": return `matches ${condition.glob}`;
    case "quantified": return condition.all ? "every" : "some";
    default: return condition.kind;
  }
}

/** What of a condition has once hidden a mistake because it was drawn too seldom. */
function rareOf(condition: Condition, view: View): readonly string[] {
  if (condition.kind === "tool") return view.tool >= SECOND_BYTE && condition.tools.length > FEW_TOOLS ? ["tool of a second byte"] : [];
  if (condition.kind !== "matches" || condition.glob !== "regex") return [];
  return repetitions.filter(([, times]) => condition.patterns.some((pattern) => times.test(pattern))).map(([name]) => `repeated ${name}`);
}

/** How many tests most are shared one in the other. */
function sharedBy(parts: readonly Part[]): number {
  return Math.max(0, ...parts.map((part) => (part.kind === "shared" ? 1 + sharedBy(part.parts) : part.kind === "text" ? sharedBy([...part.cases.values(), part.otherwise].flat()) : 0)));
}

/** What a view does not know, by where. */
function unknownsOf(view: View): readonly string[] {
  const cells = [...view.columns, ...view.rows.flatMap((row) => [row.value, ...row.columns])];
  const lists = cells.filter((cell): cell is CellList => isList(cell));
  const found: Readonly<Record<string, boolean>> = {
    "column": view.columns.includes(null), "argument": view.rows.some((row) => row.value === null), "row": view.rows.some((row) => row.unknown), "rows": view.rowsOpen, "resources": view.resourcesOpen,
    "labels": view.flows.some(({ labels }) => labels.unknown), "list": lists.some((list) => list.open), "item": lists.some((list) => list.items.includes(null)),
    "source": view.flows.some(({ marks }) => marks.some((word) => (word & 0xaaaa_aaaa) !== 0)),
  };
  return Object.keys(found).filter((what) => found[what] === true);
}

function kindsOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => [part.kind, ...(part.kind === "shared" ? kindsOf(part.parts) : part.kind === "text" ? kindsOf([...part.cases.values(), part.otherwise].flat()) : [])]);
}

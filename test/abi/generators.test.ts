// The generators are measured: what they never make, no comparison of doors is about. Every kind of condition at every truth it
// can have, every effect, every way of asking rules, and enough verdicts.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition } from "../../src/language/check/policy.js";
import { visit } from "../../src/language/check/walk.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { lower } from "../../src/language/ir/lower.js";
import { plan } from "../../src/language/ir/plan.js";
import type { Part } from "../../src/language/ir/plan.js";
import { holds } from "../../src/language/meaning/condition.js";
import { tablesOf } from "../../src/language/ir/names.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { cases } from "../fuzz/fuzzers.js";

test("policies and views reach everything, and fire", () => {
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  let decided = 0;
  let fired = 0;
  for (const [policy, views] of fc.sample(cases(), { seed: 1, numRuns: 400 })) {
    const manifest = manifestOf(policy);
    const meaning = interpret(policy, manifest);
    const tables = tablesOf(manifest);
    const program = lower(policy, manifest).value;
    if (program !== undefined) for (const kind of kindsOf(plan(program.rules))) count(`plan ${kind}`);
    for (const view of views) {
      const conditions: Condition[] = [];
      for (const { when, unless } of policy.rules) for (const condition of [when, unless]) visit(condition, { condition: (at) => void conditions.push(at) });
      for (const condition of conditions) count(`${condition.kind} ${holds(condition, { tables, view, row: view.rows[0] ?? null, elements: [null, "a"] })}`);
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
  const all = ["and", "or", "not", "truth", "compare", "in", "text", "matches", "has", "quantified", "trust", "secrecy", "tagged", "shape", "who", "named"].flatMap((kind) => [0, 1, 2].map((truth) => `${kind} ${truth}`));
  const others = ["plan each", "plan shared", "plan text", "plan marks", "effect warn", "effect ask", "effect deny", "unknown", "certain", "no row", "row"];
  expect([...both, ...all, ...others].filter((what) => (seen.get(what) ?? 0) < 2)).toEqual([]);
  expect(fired / decided).toBeGreaterThan(0.3);
});

function kindsOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => [part.kind, ...(part.kind === "shared" ? kindsOf(part.parts) : part.kind === "text" ? kindsOf([...part.cases.values(), part.otherwise].flat()) : [])]);
}

// What plans and machines are counted with: how much work is left, of the whole and of a part, and which key most of the rules that are
// left have, against counting them anew each time.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spend, within } from "../../src/language/ir/budget.js";
import { shared } from "../../src/language/ir/commonest.js";

describe("a budget", () => {
  it("suffices to its last unit, and no further", () => {
    const budget = { left: 5 };
    expect([spend(budget, 3), budget.left, spend(budget, 2), budget.left, spend(budget, 1), budget.left]).toEqual([true, 2, true, 0, false, -1]);
  });
  it.each([[10, 4, 3, 4, 7], [10, 4, 6, 4, 4], [3, 4, 2, 3, 1], [3, 3, 3, 3, 0]])("of %i lends at most %i, and loses the %i that are spent", (left, most, spent, lent, rest) => {
    const whole = { left };
    const given = within(whole, most, (part) => {
      const before = part.left;
      spend(part, spent);
      return before;
    });
    expect([given, whole.left]).toEqual([lent, rest]);
  });
});

describe("the commonest key", () => {
  it("is one that no other has more rules than, whatever is taken", () => {
    const rule = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 6 });
    fc.assert(fc.property(fc.array(rule, { maxLength: 12 }), fc.array(fc.nat(11), { maxLength: 12 }), (all, order) => {
      const rules = all.map((keys) => ({ keys }));
      const counted = shared(rules, ({ keys }) => keys);
      const left = new Set(rules);
      for (const next of [-1, ...order]) {
        const taken = rules[next];
        if (taken !== undefined) {
          if (left.delete(taken)) counted.take(taken);
        }
        const having = (key: string): readonly unknown[] => [...left].filter(({ keys }) => keys.some((one) => one === key));
        const most = Math.max(0, ...["a", "b", "c", "d", "e"].map((key) => having(key).length));
        const best = counted.best();
        expect(best?.count ?? 0).toBe(most);
        expect(best === null).toBe(most === 0);
        if (best !== null) expect(counted.having(best.key)).toEqual(having(best.key));
      }
    }), { numRuns: 500 });
  });
  it("is the one met first where several have as many", () => {
    const counted = shared([["b", "a"], ["a", "b"], ["c"]], (keys) => keys);
    expect(counted.best()).toEqual({ key: "b", count: 2 });
  });
});

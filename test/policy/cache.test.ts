// What compilations have in common is built once, and nothing hangs on what was compiled before: bundles, findings and what is left of
// a budget are the same with a cache and without, whatever is in it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compile, startCache } from "../../src/compile.js";
import { once, startBuilt } from "../../src/language/ir/built.js";
import type { Budget } from "../../src/language/ir/budget.js";

const shared = `package common.places
tool send(to: string, text: string) {
  op   SEND
  sink egress
  role destination: to
}
tool read(path: string) {
  op   READ
  role object: path
}
label path "**/*secret*", "**/.ssh/**", "~/.aws/*" { secrecy high }
label domain "*.example.org", "example.net" { trust low }
`;
const user = (name: string, when: string): string => `package some.${name}
use common.places
unary deny ${name} {
  on   tool send
  when ${when}
}
`;
const sources = [
  shared,
  user("ending", `args.to matches text "*.example.com" and args.text matches regex "\\\\bpass(?:word|phrase)s?\\\\b" ignoring case`),
  user("again", `args.text matches regex "\\\\bpass(?:word|phrase)s?\\\\b" ignoring case or size(found(args.text, "[0-9]{4}-[0-9]{4}")) > 2`),
  user("large", `args.text matches text "*a${"?".repeat(14)}b"`),
  user("wrong", `args.nothing == 1`),
].map((text, at) => ({ file: `${at}.policy`, text }));
const packages = ["common.places", "some.ending", "some.again", "some.large", "some.wrong"];

test("bundles and findings are the same with what others left, in any order, also where a pattern is too large", () => {
  const plain = new Map(packages.map((name) => [name, compile(sources, { packages: [name] })]));
  expect([...plain.values()].map(({ value }) => value !== undefined)).toEqual([true, true, true, false, false]);
  fc.assert(fc.property(fc.array(fc.constantFrom(...packages), { minLength: 2, maxLength: 5 }), (order) => {
    const cache = startCache();
    for (const name of order) expect(compile(sources, { packages: [name] }, [], cache)).toEqual(plain.get(name));
  }), { numRuns: 6 });
});

test("a text is read again where it is another, and what stands in it is built once", () => {
  const cache = startCache();
  const bundle = (name: string, texts = sources): unknown => compile(texts, { packages: [name] }, [], cache).value?.wasm;
  const first = bundle("some.ending");
  const { built } = cache.built.counts;
  // Two lists of labels, a glob, a regular expression.
  expect(built).toBe(4);
  expect(bundle("some.ending")).toEqual(first);
  expect(cache.built.counts.built).toBe(built);
  bundle("some.again");
  // What is looked for.
  expect(cache.built.counts.built).toBe(built + 1);
  const other = sources.map((source) => ({ ...source, text: source.text.replace("example.com", "example.edu") }));
  expect(bundle("some.ending", other)).not.toEqual(first);
  expect(cache.built.counts.built).toBe(built + 2);
});

test("work takes from a budget what it took before, and is done again where it may now come further", () => {
  const run = (known: boolean, budgets: readonly number[], cost: number): readonly unknown[] => {
    const built = startBuilt();
    return budgets.map((left) => {
      const budget: Budget = { left };
      const work = (): undefined => {
        budget.left -= Math.min(cost, left + 1);
        return undefined;
      };
      once(known ? built.patterns : new Map(), "work", budget, built, work);
      return budget.left;
    });
  };
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }), fc.integer({ min: 1, max: 15 }), (budgets, cost) => {
    expect(run(true, budgets, cost)).toEqual(run(false, budgets, cost));
  }));
});

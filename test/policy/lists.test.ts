// Every form of a list behind `some`, `every` and `each`, with every form of what follows: read without a finding, and printed as what
// reads to the same tree. Where a call ends and the condition or value of its items begins is told from what stands behind it.

import { describe, expect, it } from "vitest";
import { parse } from "../../src/language/syntax/parse.js";
import { print } from "../../src/language/syntax/print.js";
import { show } from "../../src/language/syntax/show.js";

const lists = [
  "a", "args.l", "f(a)", "(f(a))", "f(a).x", "f(a)[0]", "(f(a)).x", "f(a, g(b))", "(a else {})", "(f(a) else {})", "(a + f(b))", "{\"a\", \"b\"}", "{}", "m[k]", "m[f(k)]", "latest(a of call)", "shell(a).runs",
  "(each y in l (y))", "(each y in f(l) (y))", "(each y in f(l) where y (y))", "(some y in l (y))",
];
const conditions = ["x", "(x)", "x.a", "f(x)", "(f(x))", "x == 1", "1 == f(x)", "f(x) == 1", "x in f(y)", "x in {1}", "not x", "not f(x)", "x and f(x)", "f(x) or x", "x matches text \"a*\"", "x == y ignoring case", "some z in f(x) (z)", "f(x)[0]", "f(x).a", "x else f(x)"];
const values = ["x", "(x)", "f(x)", "x + 1", "x == 1", "each z in f(x) where z (z)"];

function sameAgain(expression: string): string[] {
  const text = `package p\nunary deny r { on call  when ${expression} }\n`;
  const read = parse({ file: "a.policy", text });
  if (read.value === undefined || read.diagnostics.length > 0) return [`${expression}: ${read.diagnostics.map(({ message }) => message).join("; ")}`];
  const printed = print(read.value);
  const again = parse({ file: "a.policy", text: printed });
  return again.value !== undefined && again.diagnostics.length === 0 && show(again.value) === show(read.value) && print(again.value) === printed ? [] : [`${expression} is printed as ${printed}`];
}

describe("lists", () => {
  it.each(lists)("%s behind some, every and each", (list) => {
    const quantified = ["some", "every"].flatMap((word) => conditions.flatMap((condition) => [`${word} x in ${list} (${condition})`, `not ${word} k, x in ${list} (${condition}) and b`]));
    const made = values.flatMap((value) => [`size(each x in ${list} (${value})) > 1`, `(each k, x in ${list} (${value})) has 1`]);
    const chosen = conditions.flatMap((condition) => values.map((value) => `f(a, each x in ${list} where ${condition} (${value})) > 1`));
    expect([...quantified, ...made, ...chosen].flatMap(sameAgain)).toEqual([]);
  });
});

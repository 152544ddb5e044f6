// What coverage counts: truths as they are written, on the calls that a rule is for alone, in definitions, quantifiers and histories,
// whatever the checker has made of them. And watching changes no decision.

import { describe, expect, it } from "vitest";
import { coverage, frameDoor, runTests } from "../../src/testing/index.js";
import type { CoveredRule } from "../../src/testing/index.js";

const tools = `package shop.guard
tool pay(to: string, amount: number, tags?: list of string) { op SEND  sink payment  role destination: to }
tool look(at: string) { op READ  role path: at }
`;

/** The comparisons of the rule `r` by their texts, as true / false / unknown, and the rule. */
function covered(rule: string, steps: string): { readonly conditions: Readonly<Record<string, string>>; readonly rule: CoveredRule } {
  const source = { file: "shop.policy", text: `${tools}${rule}\ntest "t" {\n${steps}\n}\n` };
  const watched = coverage([source]);
  const { results, diagnostics } = runTests([source], { doors: [watched.door, frameDoor] });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(results.flatMap(({ findings }) => findings), "the module decides as what was watched").toEqual([]);
  const [found] = watched.rules(["shop.guard"]);
  if (found === undefined) throw new Error("a rule that was covered");
  const conditions = found.conditions.map(({ span, true: yes, false: no, unknown }) => [source.text.slice(span.start, span.end), `${yes} ${no} ${unknown}`] as const);
  expect(new Set(conditions.map(([text]) => text)).size, "each place once").toBe(conditions.length);
  return { conditions: Object.fromEntries(conditions), rule: found };
}

describe("coverage", () => {
  it("counts comparisons by what stands there, also where it is denied", () => {
    const { conditions } = covered(
      `unary deny r {\n  on tool pay\n  when args.to not in {"a", "b"} and not (args.amount == 1) and not args.to contains "c" or not args.amount > 9\n}`,
      `x = pay(to: "a", amount: 1)\ny = pay(to: "c", amount: 10)\nz = pay(to: "d", amount: 20)\nexpect deny z`,
    );
    expect(conditions).toEqual({ [`args.to not in {"a", "b"}`]: "2 1 0", "args.amount == 1": "1 2 0", [`args.to contains "c"`]: "1 2 0", "args.amount > 9": "2 1 0" });
  });
  it("counts only the calls that the rule is for", () => {
    const { conditions, rule } = covered(`unary deny r {\n  on tool pay where args.amount > 5\n  when args.to == "a"\n}`, `look(at: "x")\nlook(at: "y")\nx = pay(to: "a", amount: 6)\npay(to: "a", amount: 1)\nexpect deny x`);
    expect(conditions).toEqual({ "args.amount > 5": "1 1 0", [`args.to == "a"`]: "2 0 0" });
    expect(rule).toMatchObject({ fired: 1, firedUnknown: 0, silent: 1, inactive: 0, conditional: true });
  });
  it("counts what is unknown apart, and who fired on it", () => {
    const { conditions, rule } = covered(`unary deny r {\n  on tool pay\n  when args.tags has "x"\n}`, `a = pay(to: "a", amount: 1)\nexpect deny a\npay(to: "a", amount: 1, tags: [])`);
    expect(conditions).toEqual({ [`args.tags has "x"`]: "0 1 1" });
    expect(rule).toMatchObject({ fired: 0, firedUnknown: 1, silent: 1 });
  });
  it("counts what can change nothing any more: behind a condition that is false, and behind one that is true", () => {
    const { conditions } = covered(
      `unary deny r {\n  on tool pay\n  when args.amount > 5 and args.to == "a"\n  unless args.amount > 50 or args.to == "c"\n}`,
      `x = pay(to: "a", amount: 6)\nexpect deny x\npay(to: "c", amount: 1)\npay(to: "c", amount: 51)`,
    );
    expect(conditions).toEqual({ "args.amount > 5": "2 1 0", [`args.to == "a"`]: "1 2 0", "args.amount > 50": "1 2 0", [`args.to == "c"`]: "2 1 0" });
  });
  it("looks into quantifiers, at each item", () => {
    const { conditions } = covered(`unary deny r {\n  on tool pay\n  when some t in args.tags (t == "x" and args.amount > 1)\n}`, `a = pay(to: "a", amount: 2, tags: ["x", "y", "z"])\nexpect deny a`);
    expect(conditions).toEqual({ [`some t in args.tags (t == "x" and args.amount > 1)`]: "1 0 0", [`t == "x"`]: "1 2 0", "args.amount > 1": "3 0 0" });
  });
  it("shows a definition where it stands, once for all its uses", () => {
    const { conditions } = covered(`define large(n: number) = n > 100\nunary deny r {\n  on tool pay\n  when large(args.amount) or large(args.amount * 10)\n}`, `a = pay(to: "a", amount: 20)\nexpect deny a`);
    expect(conditions).toEqual({ "n > 100": "1 1 0" });
    const denied = covered(`define small(n: number) = not (n > 100)\ndefine other(t: string) = t not in {"a", "b"}\nunary deny r {\n  on tool pay\n  when not small(args.amount) and not other(args.to)\n}`, `a = pay(to: "a", amount: 200)\nexpect deny a`);
    expect(denied.conditions).toEqual({ "n > 100": "1 0 0", [`t not in {"a", "b"}`]: "0 1 0" });
  });
  it("counts the earlier calls that a history asks for, and sources, of whatever call", () => {
    const past = covered(`unary deny r {\n  on tool look\n  when count(tool pay where args.amount > 5) >= 1\n}`, `pay(to: "a", amount: 6) -> "ok"\na = look(at: "x")\nexpect deny a`);
    expect(past.conditions["args.amount > 5"]).toBe("1 0 0");
    expect(past.conditions["count(tool pay where args.amount > 5) >= 1"]).toBe("1 0 0");
    const { conditions, rule } = covered(`relational deny r {\n  from source where trust(source) == low\n  to tool pay via any\n}`, `look(at: "x") -> "hello"\na = pay(to: "a", amount: 1)\nexpect deny a`);
    expect(conditions["trust(source) == low"]).toMatch(/^1 /);
    expect(rule.fired).toBe(1);
  });
  it("tells a rule that is inactive from one that is silent", () => {
    const { rule } = covered(`runtime hut { fact door: boolean }\nhost hut deny r {\n  on tool pay\n  when door == true\n}`, `pay(to: "a", amount: 1)\nexpect allow`);
    expect(rule).toMatchObject({ fired: 0, silent: 0, inactive: 1 });
  });
});

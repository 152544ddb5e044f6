// What the checker makes of histories, sources, rewrites and steps, and what it does not say: queries are numbered whatever order
// rules stand in, a rule that did not parse whole is not blamed for what is missing, and floods end in a coded error.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HISTORIES_MAX, RULES_MAX } from "../../src/base/limits.js";
import { check } from "../../src/language/check/check.js";
import { readTime } from "../../src/language/check/moment.js";
import { startReport } from "../../src/language/check/report.js";
import type { Policy } from "../../src/language/check/policy.js";
import type { PolicyFile } from "../../src/language/syntax/ast.js";
import { parse } from "../../src/language/syntax/parse.js";
import { checkTexts, policyOf } from "./fixture.js";

const tools = [
  "package a", "tool pay(to: string, amount: number, memo?: string) { op SEND  sink payment  role destination: to }", "tool read(path: string) { op READ }",
  "tool merge(number: number) { op WRITE }", "unary ask unbound { on unbound }",
].join("\n");

function codesOf(...texts: readonly string[]): readonly string[] {
  return checkTexts(new Map(texts.map((text, number) => [`${number}.policy`, text]))).diagnostics.map((finding) => finding.code);
}

function rulesOf(...rules: readonly string[]): Policy {
  return policyOf(`${tools}\n${rules.join("\n")}\n`);
}

describe("queries over earlier calls", () => {
  const conditions = [
    "count(tool pay within 3 steps) > 1", "count(tool pay within 3 seconds) > 1", "count(tool pay within 4 steps) > 1", "count(tool pay succeeded) > 1", "count(tool pay failed) > 1",
    "count(tool pay since tool merge) > 1", "count(tool pay since tool merge succeeded) > 1", "count(tool pay since tool read) > 1", "count(tool pay including sink) > 1",
    "count(tool merge including sink) > 1", "count(tool pay within 3 steps keep 7) > 1", "count(tool pay where args.to == sink.args.to) > 1", "count(tool pay where args.to == sink.args.memo) > 1",
    "count(tool pay where args.memo == sink.args.to) > 1", "count(tool pay where args.to == sink.args.to and args.memo == sink.args.memo) > 1", "sum(args.amount of tool pay) > 1",
    "distinct(args.amount of tool pay) > 1", "latest(args.amount of tool pay) > 1", "latest(args.to of tool pay) == \"x\"", "latest(tool of call) == \"pay\"",
    "count(tool pay where args.to == \"within 3 steps\" within 3 steps) > 1", "count(tool pay where args.to == fold(sink.args.to)) > 1", "count(tool pay where fold(args.to) == sink.args.to) > 1",
    ...["!=", "in", "not in"].map((operator) => `count(tool pay where args.to ${operator} ${operator === "!=" ? "sink.args.to" : "split(sink.args.to, \",\")"}) > 1`),
    ...["<", "<=", ">", ">=", "!="].map((operator) => `count(tool pay where args.amount ${operator} sink.args.amount * 2) > 1`),
    "count(tool pay where split(args.to, \",\") has sink.args.to) > 1", "count(tool pay where split(args.to, \",\") excludes sink.args.to) > 1", "count(tool pay where principal.id == sink.principal.id) > 1",
    "count(tool pay where now < sink.now) > 1", "count(tool pay within today in \"UTC\") > 1", "count(tool pay within this week in \"UTC\") > 1", "count(tool pay within this month in \"UTC\") > 1",
    "count(tool pay within this year in \"UTC\") > 1", "count(tool pay within today in \"Europe/Berlin\") > 1", "count(tool pay since tool merge where args.number == sink.args.amount) > 1",
    "count(tool pay since tool merge where args.number > sink.args.amount) > 1", "count(tool pay since tool merge where args.number == sink.args.amount * 2) > 1", "size(all(args.to of tool pay)) > 1",
    "size(all(args.amount of tool pay)) > 1",
  ];
  const rule = (condition: string, number: number): string => `unary deny r${String(number).padStart(2, "0")} { on tool pay  when ${condition} }`;

  it("are distinct where they ask for different things, and one where they ask for the same", () => {
    const { histories } = rulesOf(...conditions.map(rule), ...conditions.map((condition, number) => rule(condition, number + 50).replace("deny", "ask")));
    expect(new Set(histories.map((history) => history.key)).size).toBe(conditions.length);
    expect(histories.length).toBe(conditions.length);
  });
  it("have the same numbers in whatever order the rules stand", () => {
    const rules = conditions.map(rule);
    const one = rulesOf(...rules);
    fc.assert(fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (order) => {
      const other = rulesOf(...order);
      expect(other.histories).toEqual(one.histories);
      expect(plain(other.counters)).toEqual(plain(one.counters));
      expect(plain(other.rules)).toEqual(plain(one.rules));
    }), { seed: 3, numRuns: 20 });
  });
  it("are the plain counter where nothing narrows them", () => {
    const { histories, counters } = rulesOf(...["count(tool pay) > 3", "after(tool pay)", "before(tool pay run)", "count(tool pay keep 3) > 3"].map(rule));
    expect(histories).toEqual([]);
    expect(counters.map((counter) => counter.key)).toEqual(["count(tool pay)"]);
  });
  it("compare with the pending call in a fixed order, whichever side it stands on", () => {
    const [first, second] = ["args.to == sink.args.to and sink.args.memo == args.memo", "args.memo == sink.args.memo and sink.args.to == args.to"]
      .map((where) => rulesOf(`unary deny r { on tool pay  when count(tool pay where ${where}) > 1 }`).histories);
    expect(first).toEqual(second);
    expect(first?.[0]?.join.length).toBe(2);
  });
  it("are one whichever side stands on the left, and where a definition says it", () => {
    const same = [
      ["args.amount < sink.args.amount", "sink.args.amount > args.amount", "below(sink.args.amount)"], ["split(args.to, \"-\") has sink.args.to", "sink.args.to in split(args.to, \"-\")"],
      ["args.to not in split(sink.args.to, \"-\")", "not (split(sink.args.to, \"-\") has args.to)", "split(sink.args.to, \"-\") excludes args.to"],
    ];
    for (const wheres of same) {
      const found = wheres.map((where) => (where.startsWith("below") ? "count(below(args.amount)) > 1" : `count(tool pay where ${where}) > 1`).replace(/count\(below\((.*)\)\)/, "below($1)"))
        .map((condition) => rulesOf("define below(most) = count(tool pay where args.amount < most)", rule(condition, 1)).histories.map(({ key, join }) => ({ key, join })));
      for (const other of found) expect(other).toEqual(found[0]);
      expect(found[0]?.[0]?.join).toHaveLength(1);
    }
  });
  it("of a definition are counters where what is given is the same for all calls, and joins where it is the call's", () => {
    const made = (given: string): readonly number[] => {
      const { histories, counters } = rulesOf("const acme = \"acme\"", "define paid(who) = count(tool pay where args.to == who)", "define again(who) = paid(who)", `unary deny r { on tool pay  when again(${given}) > 1 }`);
      return [histories.length, counters.length];
    };
    expect([made("\"acme\""), made("acme"), made("args.to"), made("fold(args.to)"), made("principal.id")]).toEqual([[0, 1], [0, 1], [1, 1], [1, 1], [1, 1]]);
  });
  it("are not taken for one another where two are compared", () => {
    const warned = (condition: string): readonly string[] => codesOf(`${tools}\nunary deny r { on tool pay  when ${condition} }\n`);
    expect([warned("count(tool pay failed) > count(tool read succeeded)"), warned("count(tool pay) > count(tool read)"), warned("count(tool pay failed) > count(tool pay failed)")]).toEqual([[], [], ["check/same-sides"]]);
  });
  it("are told apart where constants of one name differ", () => {
    const pack = (name: string, limit: number): string =>
      `package ${name}\nuse a\nconst limit = ${limit}\nunary deny r { on tool pay  when sum(args.amount of tool pay where args.amount > limit) > 1 }\n`;
    const { value } = checkTexts(new Map([["a.policy", tools], ["b.policy", pack("b", 1)], ["c.policy", pack("c", 2)]]));
    expect(value?.histories.map((history) => history.key)).toEqual(["sum(args.amount of tool pay where args.amount > limit #2)", "sum(args.amount of tool pay where args.amount > limit)"]);
  });
  it("are no more than the limit", () => {
    const rules = Array.from({ length: HISTORIES_MAX + 1 }, (_, number) => rule(`count(tool pay within ${number + 1} steps) > 1`, number));
    expect(codesOf(`${tools}\n${rules.join("\n")}\n`)).toEqual(["check/too-many"]);
    expect(codesOf(`${tools}\n${rules.slice(1).join("\n")}\n`)).toEqual([]);
  });
});

describe("sources compared with the sink", () => {
  const rule = (clauses: string): Policy["rules"][number] | undefined =>
    rulesOf(`relational deny r { from source where op == READ  to payment via value  ${clauses} }`).rules.find((one) => one.name === "r");
  it("put a quantifier over sources around the clause that reads them, and no other", () => {
    const read = rule("when source.args.path == args.memo  unless approved(sink)");
    expect(read?.when).toMatchObject({ kind: "quantified", all: false, list: { column: { kind: "sources", rule: "a.r", type: "strings" } }, condition: { left: { kind: "item", at: [0] } } });
    expect(read?.unless?.kind).toBe("truth");
    expect(rule("when args.amount > 1")?.when?.kind).toBe("compare");
  });
  it("are the outermost quantifier", () => {
    expect(rule("when some x in urls(args.memo) (x == source.args.path)")?.when)
      .toMatchObject({ kind: "quantified", condition: { kind: "quantified", condition: { left: { kind: "element", depth: 0 }, right: { kind: "item", at: [1] } } } });
  });
});

describe("what did not parse whole", () => {
  const follow = (text: string): readonly string[] => {
    const { value } = parse({ file: "a.policy", text });
    return check(value === undefined ? [] : [value]).diagnostics.map((finding) => finding.code);
  };
  it.each([
    ["a rule without its scope", `${tools}\nunary deny r { on }\n`],
    ["a rule whose condition is cut", `${tools}\nrelational deny r { on payment  into args as x  when }\n`],
    ["a correction without its value", `${tools}\nunary correct r { on payment  set args.to to }\n`],
    ["a tool without its op", `${tools}\ntool t(x: string) { op EXEC when }\nunary deny r { on tool t  when args.y == "x" }\n`],
    ["declarations of which nothing parsed", `${tools}\ntool t(x: ) { op READ }\nconst limit = \ndefine small(x = x < limit\ndata vendors:\ndimension integrity { a < }\ntag one, two, 3\nact gift { verbs }\n`
      + "unary deny r { on gift, tool t  when args.x == limit and small(args.x) and args.x in vendors and integrity(sink) >= a and tags(sink) has two }\n"],
    ["two rules whose conditions are cut", `${tools}\nunary deny r { on tool read  when }\nunary deny s { on tool read  when }\nconst unused = 3\n`],
    ["a test without what it expects", `${tools}\ntest "t" { pay(to: "x", amount: 1)  expect }\n`],
  ])("%s is not blamed for what is missing", (_, text) => {
    expect(parse({ file: "a.policy", text }).diagnostics.length).toBeGreaterThan(0);
    expect(follow(text)).toEqual([]);
  });
  it("is blamed where it is marked as whole", () => {
    const { value } = parse({ file: "a.policy", text: `${tools}\nunary deny r { on }\n` });
    const whole = (file: PolicyFile): PolicyFile => ({ ...file, items: file.items.map((item) => (item.kind === "rule" && item.broken === true ? { ...item, broken: undefined as never } : item)) });
    expect(check(value === undefined ? [] : [whole(value)]).diagnostics.map((finding) => finding.code)).toEqual(["check/missing-clause"]);
  });
});

describe("calls of tools that nobody declared", () => {
  const codes = (rule: string): readonly string[] => codesOf(`package a\ntool read(path: string) { op READ }\n${rule}\n`);
  it.each(["unary ask r { on unbound }", "unary deny r { on call  unless tool in {read} }", "unary warn r { on READ, unbound }"])("are somebody's affair by %s", (rule) => expect(codes(rule)).toEqual([]));
  it.each(["unary ask r { on READ }", "unary warn r { on call }", "unary deny r { on call  when args.path == \"x\" }", "unary deny r { on call where args.path == \"x\" }"])(
    "are nobody's by %s", (rule) => expect(codes(rule)).toEqual(["check/unbound-allowed"]));
  it("are not looked for where there are no tools, or no rules", () => {
    expect(codes("")).toEqual([]);
    expect(codesOf("package a\nunary ask r { on EXEC }\n")).toEqual([]);
  });
});

describe("floods", () => {
  it("of rules end in one coded error", () => {
    const pack = (name: string): string => `package ${name}\n${Array.from({ length: 22_000 }, (_, number) => `unary deny r${number} { on tool pay }`).join("\n")}\n`;
    expect(RULES_MAX).toBeLessThan(4 * 22_000);
    const trees = ["b", "c", "d"].flatMap((name) => parse({ file: `${name}.policy`, text: pack(name) }).value ?? []);
    const again = trees.map((tree) => ({ ...tree, file: `e${tree.file}`, package: { ...tree.package, text: `e.${tree.package.text}` } }));
    const own = parse({ file: "a.policy", text: tools }).value;
    const { value, diagnostics } = check([...trees, ...again, ...(own === undefined ? [] : [own])]);
    expect(value).toBeUndefined();
    expect(diagnostics.map((finding) => finding.code)).toEqual(["check/too-many"]);
  });
});

describe("instants", () => {
  const time = (text: string): number | null => readTime({ text, span: { file: "a", start: 0, end: 0 } }, startReport());
  it("are what they say", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), fc.integer({ min: -839, max: 839 }), (at, offset) => {
      const text = new Date(at + offset * 60_000).toISOString().replace(/^\+00/, "");
      const pad = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, "0");
      fc.pre(/^\d{4}-/.test(text) && text >= "1970");
      expect(time(text.replace("Z", `${offset < 0 ? "-" : "+"}${pad(offset / 60)}:${pad(Math.abs(offset) % 60)}`))).toBe(at);
    }), { seed: 5 });
  });
  it.each(["2026-11-22", "2026-11-22T10:00:00", "2026-11-22 10:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-03-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00-00:60", "1969-12-31T23:59:59Z", ""])(
    "%j is none", (text) => expect(time(text)).toBeNull());
  it("may be finer than milliseconds, which is cut", () => expect(time("2024-02-29T00:00:00.123987Z")).toBe(Date.UTC(2024, 1, 29, 0, 0, 0, 123)));
});

/** Without places, which differ with the order. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === "span" ? undefined : part)));
}

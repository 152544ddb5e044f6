// What an expression becomes: which column, row column or item beside the elements carries its value. A table of expressions,
// each with the whole condition in short; so a change of what is computed where is seen here and not only in manifests.

import { describe, expect, it } from "vitest";
import { DEFINE_EXPRESSIONS_MAX } from "../../src/base/limits.js";
import { columnKey, rowColumnKey } from "../../src/words/column.js";
import type { Condition, Value } from "../../src/language/check/policy.js";
import { checkTexts, policyOf } from "./fixture.js";

const head = `package a
data vendors: list of string
data limits: map of number
const rates = {"EUR": 2, "USD": 1}
define foreign(x: string) = domain(x) not in vendors
define twice(x) = x + x
define any-long(l) = some x in l (length(x) > n)
define n = 2 * 3
tool t(text: string, n: number, to: string | list of string, list: list of string, map: map of string, any: any,
  items: list of { name: string, price: number, tags: list of string, note?: string }) { op SEND  role destination: to }
tool s(text: string) { op READ }
unary ask z { on unbound }
`;

/** A condition of a rule, in short. */
function written(condition: string, kind = "on"): string {
  const rule = kind === "on" ? `unary deny r { on SEND  when ${condition} }`
    : kind === "into" ? `relational deny r { on SEND  into args[role: destination] as to  when ${condition} }`
      : `relational deny r { from source  to SEND via any  when ${condition} }`;
  const found = policyOf(`${head}${rule}\n`).rules.find((one) => one.name === "r")?.when;
  return found === null || found === undefined ? "" : conditionText(found);
}

function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case "constant": return String(condition.value);
    case "and": case "or": return `(${conditionText(condition.left)} ${condition.kind} ${conditionText(condition.right)})`;
    case "not": return `not ${conditionText(condition.operand)}`;
    case "truth": return valueText(condition.value);
    case "present": return `present ${columnKey(condition.column)}`;
    case "compare": return `${valueText(condition.left)} ${condition.order} ${valueText(condition.right)}`;
    case "in": return `${valueText(condition.value)} in ${[...condition.strings, ...condition.numbers].join("|")}`;
    case "text": return `${valueText(condition.left)} ${condition.operator} ${valueText(condition.right)}`;
    case "matches": return `${valueText(condition.value)} ~${condition.glob} ${condition.patterns.join(" ")}`;
    case "has": return `${valueText(condition.list)} has ${valueText(condition.item)}`;
    case "quantified": return `${condition.all ? "every" : "some"} ${valueText(condition.list)} (${conditionText(condition.condition)})`;
    default: return condition.kind;
  }
}

function valueText(value: Value): string {
  switch (value.kind) {
    case "string": case "number": case "boolean": return JSON.stringify(value.value);
    case "column": return `<${columnKey(value.column)}>${value.column.kind === "term" ? `:${value.column.type}` : ""}`;
    case "row": return "<row>";
    case "row-column": return `row<${rowColumnKey(value.column)}>`;
    case "element": return `#${value.depth}`;
    case "item": return `${valueText(value.list)}[${value.at.join(",")}]`;
    case "else": return `(${valueText(value.left)} else ${valueText(value.right)})`;
  }
}

describe("values that are too large", () => {
  const doubled = (name: string, times: number, of: string): string => `${name}(`.repeat(times) + of + ")".repeat(times);
  // Of a map that is gone through by its keys the value is looked up in it, which has all its parts twice.
  it.each([
    ["the list", `size(each x in ${doubled("either", 9, "args.list")} (x)) > 1`],
    ["a value for each item", `size(each x in args.list (${doubled("twice", 9, "args.n")})) > 1`],
    ["what chooses the items", `size(each x in args.list where ${doubled("twice", 9, "args.n")} == 1 (x)) > 1`],
    ["a map by its keys", `size(each k, v in ${doubled("either", 7, "args.map")} (k + v)) > 1`],
  ])("are refused: %s", (_, condition) => {
    const { diagnostics } = checkTexts(new Map([["a.policy", `${head}define either(x) = x else x\nunary deny r { on SEND  when ${condition} }\n`]]));
    expect(diagnostics.map(({ code }) => code)).toEqual(["check/term-too-large"]);
  });
});

describe("values of a call", () => {
  it.each([
    ["basename(args.text) == \"x\"", "<basename(args.text)> == \"x\""],
    ["fold(path(args.text)) == \"x\"", "<path_fold(args.text)> == \"x\""],
    ["path(fold(path(args.text))) == \"/b\"", "<path_fold(args.text)> == \"/b\""],
    ["basename(fold(basename(args.text))) == \"b\"", "<basename_fold(args.text)> == \"b\""],
    ["path(fold(basename(args.text))) == \"b\"", "<path(basename_fold(args.text))>:string == \"b\""],
    ["basename(fold(path(args.text))) == \"b\"", "<basename(path_fold(args.text))>:string == \"b\""],
    ["path(fold(args.text)) == \"/b\"", "<path(fold(args.text))>:string == \"/b\""],
    ["basename(path(args.text)) == \"B\" ignoring case", "<basename_fold(args.text)> == \"b\""],
    ["domain(host(args.text)) == \"x.example\"", "<domain(host(args.text))>:string == \"x.example\""],
    ["length(args.text) > 3", "<length(args.text)>:number > 3"],
    ["args.n * 2 + 1 > n", "<+(*(args.n, 2), 1)>:number > 6"],
    ["args.n - (1 - 3) > 1 / 4", "<-(args.n, -2)>:number > 0.25"],
    ["\"a\" + \"b\" == args.text", "\"ab\" == <args.text>"],
    ["args.any.a.b == 1", "<args.any.a.b> == 1"],
    ["args.any[\"a b\"] == 1", "<args.any.\"a b\"> == 1"],
    ["args[\"text\"] == \"x\"", "<args.text> == \"x\""],
    ["url_query(args.text)[\"a\"] == \"x\" and url_query(args.text).b == \"y\"", "(<url_query(args.text).\"a\">:string == \"x\" and <url_query(args.text).\"b\">:string == \"y\")"],
    ["size(args.to) > 1", "<size(list(args.to))>:number > 1"],
    ["args.map[args.text] == \"x\"", "<[](args.map, args.text)>:string == \"x\""],
    ["rates.EUR > args.n", "2 > <args.n>"],
    ["rates[args.text] > args.n", "<lookup([[\"EUR\",2],[\"USD\",1]], args.text)>:number > <args.n>"],
    ["limits[args.text] > limits.USD", "<lookup(data a.limits, args.text)>:number > <lookup(data a.limits, \"USD\")>:number"],
    ["args.text in vendors", "<member(data a.vendors, args.text)>:boolean"],
    ["vendors excludes \"x\"", "not <member(data a.vendors, \"x\")>:boolean"],
    ["args.text in args.list", "<args.list> has <args.text>"],
    ["args.to has \"x\"", "<list(args.to)>:strings has \"x\""],
    ["args.list has \"X\" ignoring case", "<each(args.list: fold(item0))>:strings has \"x\""],
    ["(args.text else \"X\") == \"x\" ignoring case", "(<fold(args.text)> else \"x\") == \"x\""],
    ["(args.text else \"x\") + \"y\" == \"z\"", "<+((args.text else \"x\"), \"y\")>:string == \"z\""],
    ["foreign(args.text)", "not <member(data a.vendors, domain(args.text))>:boolean"],
    ["twice(twice(args.n)) > 1", "<+(+(args.n, args.n), +(args.n, args.n))>:number > 1"],
    ["present(rates[args.text])", "present lookup([[\"EUR\",2],[\"USD\",1]], args.text)"],
    ["tool contains \"x\" or args.text == tool or tool == s", "((<tool> contains \"x\" or <args.text> == <tool>) or tool)"],
    ["args.text matches regex {\"^a\", \"b$\"} ignoring case", "<fold(args.text)> ~regex (?i)^a (?i)b$"],
    ["total(each i in args.items (i.price)) > 1", "<total(each(args.items: item0.\"price\"))>:number > 1"],
    ["size(each i in args.items where i.price > args.n and i.name in {\"a\"} (i)) > 1",
      "<size(each(args.items where (and)((>)(item0.\"price\", args.n), (has)(constant {\"list\":[\"a\"]}, item0.\"name\")): item0))>:number > 1"],
    ["size(each x in args.items where some t in x.tags (t == \"a\") (x)) > 1", "<size(each(args.items where (some)(each(item0.\"tags\": (==)(item0, \"a\"))): item0))>:number > 1"],
    ["size(each x in args.items where every t in x.tags (t == \"a\") (x)) > 1", "<size(each(args.items where (every)(each(item0.\"tags\": (==)(item0, \"a\"))): item0))>:number > 1"],
    ["size(each x in args.any where x.on (x)) > 1", "<size(each(args.any where item0.\"on\": item0))>:number > 1"],
    ["size(each k, v in args.map where k == \"a\" (v)) > 1", "<size(each(keys(args.map) where (==)(item0, \"a\"): [](args.map, item0)))>:number > 1"],
    ["args.list[1] == \"a\"", "<[](args.list, 1)>:string == \"a\""],
    ["(args.list else {}) has \"a\"", "(<args.list> else <constant {\"list\":[]}>:strings) has \"a\""],
    ["time(args.text) - now < hours(24)", "<-(time(args.text), time)>:number < 86400000"],
    ["in_network(args.text, {\"10.0.0.0/8\"}) or in_network(args.text, vendors)", "(<in_network(args.text, constant {\"list\":[\"10.0.0.0/8\"]})>:boolean or <in_network(args.text, data a.vendors)>:boolean)"],
    ["approved(tool)", "<size(approvers(tool).by)>:number >= 1"],
    ["local_time(\"UTC\").hour < 6", "<local_time.hour(time, \"UTC\")>:number < 6"],
  ])("%s", (text, expected) => {
    expect(written(text)).toBe(expected);
  });
});

describe("values of elements", () => {
  it.each([
    ["some x in args.list (x == \"a\")", "some <args.list> (#0 == \"a\")"],
    ["some x in args.to (x == \"a\")", "some <list(args.to)>:strings (#0 == \"a\")"],
    ["some x in args.items (x.price * 2 > args.n)", "some <args.items> (<each(args.items: *(item0.\"price\", 2))>:numbers[0] > <args.n>)"],
    ["some x in args.items ((x.note else x.name) == \"a\")", "some <args.items> (<each(args.items: (item0.\"note\" else item0.\"name\"))>:strings[0] == \"a\")"],
    ["every x in args.items (some t in x.tags (t == x.name))",
      "every <args.items> (some <each(args.items: item0.\"tags\")>:any[0] (#0 == <each(args.items: item0.\"name\")>:strings[1]))"],
    ["some x in args.items (some t in x.tags (t + x.name == \"a\"))",
      "some <args.items> (some <each(args.items: item0.\"tags\")>:any[0] (<each(args.items: each(item0.\"tags\": +(item0, item1.\"name\")))>:any[1,0] == \"a\"))"],
    ["some x in args.list (some y in args.items (y.name + x == \"a\"))",
      "some <args.list> (some <args.items> (<each(args.list: each(args.items: +(item0.\"name\", item1)))>:any[1,0] == \"a\"))"],
    ["some x in args.list (some y in args.items (y.name == x))", "some <args.list> (some <args.items> (<each(args.items: item0.\"name\")>:strings[0] == #1))"],
    ["some x in args.items (present(x.note))", "some <args.items> (<each(args.items: (present)(item0.\"note\"))>:any[0])"],
    ["some x in args.items (size(each t in x.tags where t != x.name (t)) > 1)",
      "some <args.items> (<each(args.items: size(each(item0.\"tags\" where (!=)(item0, item1.\"name\"): item0)))>:numbers[0] > 1)"],
    ["some k, v in args.map (k == v)", "some <values(args.map)>:strings (<keys(args.map)>:strings[0] == #0)"],
    ["some k, v in args.map (k + v == \"a\")", "some <values(args.map)>:strings (<each(keys(args.map): +(item0, [](args.map, item0)))>:strings[0] == \"a\")"],
    ["some x in shell(args.text).reads (x matches path \"~/x\")", "some <shell(args.text).reads> (#0 ~path ~/x)"],
    ["some x in args.list (x matches path \"~/x\")", "some <args.list> (<each(args.list: path(item0))>:strings[0] ~path ~/x)"],
    ["some x in args.list (foreign(x))", "some <args.list> (not <each(args.list: member(data a.vendors, domain(item0)))>:any[0])"],
    ["some r in args.any (some x in r (x == 1) and r has 2)", "some <args.any> ((some <list(args.any)>:any[0] (#0 == 1) and <list(args.any)>:any[0] has 2))"],
    ["some r in args.any (some x in r (some y in x (y + 1 == 2)))",
      "some <args.any> (some <list(args.any)>:any[0] (some #0 (<each(args.any: each(item0: each(item0: +(item0, 1))))>:any[2,1,0] == 2)))"],
    ["some v in vendors (v == args.text)", "some <data a.vendors> (#0 == <args.text>)"],
    // The definition's own `x` is not the argument's.
    ["some x in args.items (any-long(x.tags))",
      "some <args.items> (some <each(args.items: item0.\"tags\")>:any[0] (<each(args.items: each(item0.\"tags\": length(item0)))>:any[1,0] > 6))"],
  ])("%s", (text, expected) => {
    expect(written(text)).toBe(expected);
  });
});

describe("values of rows and sources", () => {
  it.each([
    ["into", "host(to) == \"x.example\"", "row<host> == \"x.example\""],
    ["into", "length(to) > args.n", "row<length(row)> > <args.n>"],
    ["into", "to + args.text == \"x\"", "row<+(row, args.text)> == \"x\""],
    ["into", "some l in lines(to) (l + to == \"y\")", "some row<lines(row)> (row<each(lines(row): +(item0, row))>[0] == \"y\")"],
    ["into", "size(each i in args.items where i.name == to (i.name)) > 2", "row<size(each(args.items where (==)(item0.\"name\", row): item0.\"name\"))> > 2"],
    ["from", "source.args.text + args.text == \"x\"", "some <sources(a.r: tool)> (<each(sources(a.r: (list)(args.text)): +([](item0, 0), args.text))>:strings[0] == \"x\")"],
    ["from", "source.args.text == args.text", "some <sources(a.r: tool)> (<sources(a.r: args.text)>[0] == <args.text>)"],
    ["from", "source.tool == tool and length(source.args.text) > args.n", "some <sources(a.r: tool)> ((<sources(a.r: tool)>[0] == <tool> and <sources(a.r: length(args.text))>[0] > <args.n>))"],
    ["from", "source.tool in {s, t} or source.tool == s", "some <sources(a.r: tool)> ((<sources(a.r: tool)>[0] in s|t or <sources(a.r: tool)>[0] == \"s\"))"],
    ["from", "some x in source.result.list (x.id == args.text)",
      "some <sources(a.r: tool)> (some <sources(a.r: result.list)>[0] (<sources(a.r: each(result.list: item0.\"id\"))>[1,0] == <args.text>))"],
  ])("%s: %s", (kind, text, expected) => {
    expect(written(text, kind)).toBe(expected);
  });
});

describe("what definitions come to", () => {
  it("is bounded, and told once", () => {
    const powers = Array.from({ length: 40 }, (_, at) => `define d${at + 1}(x) = d${at}(x) or d${at}(x)`);
    const text = `package a\ntool t(n: number) { op READ }\nunary ask z { on unbound }\ndefine d0(x) = x > 1\n${powers.join("\n")}\nunary deny r { on READ  when d40(args.n) }\n`;
    const started = performance.now();
    const { diagnostics } = checkTexts(new Map([["a.policy", text]]));
    expect(diagnostics.map((finding) => finding.code)).toEqual(["check/definition-too-large"]);
    expect(diagnostics[0]?.message).toContain(String(DEFINE_EXPRESSIONS_MAX));
    expect(performance.now() - started).toBeLessThan(5000);
  });
  it("is checked where definitions are many and lead far", () => {
    const chain = Array.from({ length: 3000 }, (_, at) => `define d${at + 1}(x) = d${at}(x)`);
    const text = `package a\ntool t(n: number) { op READ }\nunary ask z { on unbound }\ndefine d0(x) = x > 1\n${chain.join("\n")}\nunary deny r { on READ  when d3000(args.n) }\n`;
    expect(new Set(checkTexts(new Map([["a.policy", text]])).diagnostics.map((finding) => finding.code))).toContain("check/too-deep");
  });
});

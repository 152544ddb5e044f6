// What a policy's views must carry: columns in the order of their keys, each with the questions that read it, and rows' provenance and
// names where something asks for them, and not else.

import { describe, expect, it } from "vitest";
import { manifestOf } from "../../src/language/ir/demand.js";
import type { Manifest } from "../../src/words/manifest.js";
import { columnKey } from "../../src/words/column.js";
import { policyOf } from "./fixture.js";

const of = (text: string): Manifest => manifestOf(policyOf(`package p\ntool run(b: string, a: number, c: boolean, d: any) { op EXEC  op SEND when args.d == "send"  role content: b }\n${text}\n`));

describe("a policy's demand", () => {
  it("has columns in the order of their keys, and who reads them", () => {
    const { demand } = of(`unary deny r { on tool run  when args.b == "x" and args.a == 1 }
relational deny s { from source where args.a == 2  to call via value }`);
    expect(demand.columns.map((column) => [columnKey(column), ...column.for].join(" "))).toEqual(["args.a mark decide", "args.b decide", "args.d bind", "tool mark"]);
    expect(demand.edges).toEqual({ value: true, context: false, declared: false });
  });

  it.each([
    ["true", false, false], ["trust(x) == low", false, false], ["shape(x) == prose", true, false], ["who(x) excludes user", true, false], ["named(x)", true, true],
  ])("of a row asked for %s has provenance: %s, and names: %s", (condition, provenance, named) => {
    const { demand } = of(`relational deny r { into args[role: content] as x  to call  when ${condition} }`);
    expect([demand.provenance, demand.named, demand.rows]).toEqual([provenance, named, true]);
  });

  it("has a column of any type where its readers disagree", () => {
    const items = (type: string): string => `items: list of { p: ${type} }, one: ${type}`;
    const { demand } = of(`tool t(${items("string")}) { op SEND }
tool s(${items("number")}) { op SEND }
unary deny a { on tool t  when (each x in args.items (x.p)) has "a" and args.one == "a" }
unary deny b { on tool s  when (each x in args.items (x.p)) has 1 and args.one == 1 }`);
    expect(demand.columns.map((column) => ("type" in column ? `${columnKey(column)} ${column.type}` : columnKey(column)))).toEqual(["args.d any", "args.one any", "each(args.items: item0.\"p\") any"]);
  });

  it.each<readonly [string, readonly string[]]>([
    ["unary deny r { on call  when args.a == 1 }", []],
    ["host h deny r { on call  when box.on }", ["box.on"]],
    ["host h deny r { on call  when args.a == 1  unless box.on and most < 3 }", ["box.on", "most"]],
    ["host h deny r { on call where box.on  when most < 3 }", ["box.on", "most"]],
    ["host h deny r { on call  when length(path) > 3 }", ["path"]],
    ["host h deny r { on call  when some x in words (path starts with x) }", ["path", "words"]],
    ["unary deny r { on call  when count(tool run where principal.id == args.b) > 2 }", ["principal.id"]],
    ["unary deny r { on call  when count(tool run where length(principal.id) == args.a) > 2 }", ["principal.id"]],
    ["unary deny r { on call  when count(tool run where principal.id == args.b) > 2 and count(tool run where principal.id == args.b) < 9 }", ["principal.id"]],
    ["unary deny r { on call  when count(tool run within 2 minutes) > 1 }", ["time"]],
    ["unary deny r { on call  when principal.id == args.b }", ["principal.id"]],
    ["unary deny r { on call  when length(principal.id) == args.a }", ["principal.id"]],
  ])("of a rule has the facts without which it is not asked, wherever they are read: %s", (rule, facts) => {
    const { rules } = of(`runtime h { fact box.on: boolean  fact most: number  fact path: string  fact words: list of string }\n${rule}`);
    expect(rules.map(({ hostFacts }) => hostFacts)).toEqual([facts]);
  });

  it("has executables where some are declared", () => {
    expect([of("").executables === undefined, of("executable \"ls\" { operands read }").executables === undefined]).toEqual([true, false]);
  });

  it("has a rewrite's values as they are", () => {
    const { rules } = of("unary correct r { on tool run  set args.c to true  set args.a to 3  set args.b to \"x\" }\nunary correct s { on tool run  set args.c to false }");
    expect(rules.map(({ rewrites }) => (rewrites ?? []).map((rewrite) => (rewrite.kind === "set" ? rewrite.value : rewrite.kind)))).toEqual([
      [{ kind: "literal", value: true }, { kind: "literal", value: 3 }, { kind: "literal", value: "x" }], [{ kind: "literal", value: false }],
    ]);
  });
});

// The checker at its bounds and one past them, what it says of names that stand for something else, and which columns two ways of
// writing one thing ask for. What the bounds are for, src/base/limits.ts says.

import { describe, expect, it } from "vitest";
import { CONSTANT_DEPTH_MAX, CONSTANT_MEMBERS_MAX, JSON_DEPTH_MAX, NAME_SHOWN_MAX, SET_MEMBERS_MAX, SET_USES_MAX } from "../../src/base/limits.js";
import { isOf } from "../../src/language/check/json.js";
import { mayName } from "../../src/language/check/member.js";
import type { Place } from "../../src/language/check/place.js";
import { nearest } from "../../src/language/check/suggest.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { columnKey } from "../../src/words/column.js";
import { checkTexts, policyOf } from "./fixture.js";

const head = "package a\ntag secret\nact payment { verbs \"pay\" }\ntool t(x: string, path: string, n: number) { op SEND  act payment }\n";
const findings = (text: string): ReturnType<typeof checkTexts>["diagnostics"] => checkTexts(new Map([["a.policy", `${head}${text}\n`]])).diagnostics;
const codesOf = (text: string): readonly string[] => [...new Set(findings(text).filter(({ severity }) => severity === "error").map(({ code }) => code))];
const when = (condition: string): string => `unary deny r { on tool t when ${condition} }`;
const numbered = (count: number, of: (at: number) => string): readonly string[] => Array.from({ length: count }, (_, at) => of(at));

describe("of what is too much, the last that is not", () => {
  it.each<readonly [what: string, max: number, code: string, text: (count: number) => string]>([
    ["definitions in definitions", CONSTANT_DEPTH_MAX, "check/too-deep", (count) => `${numbered(count, (at) => `define d${at}(x) = ${at === 0 ? "x" : `d${at - 1}(x)`} == "a"`).join("\n").replaceAll(/(= d\d+\(x\)) == "a"/g, "$1")}\n${when(`d${count - 1}(args.x)`)}`],
    ["types in types", JSON_DEPTH_MAX, "syntax/too-deep", (count) => `data d: ${"list of ".repeat(count)}string\n${when("present(d)")}`],
    ["members of a set", SET_MEMBERS_MAX, "check/too-many", (count) => when(`args.x in {${numbered(count, (at) => `"m${at}"`).join(", ")}}`)],
    ["entries of a map", SET_MEMBERS_MAX, "check/too-many", (count) => `const m = {${numbered(count, (at) => `"k${at}": 1`).join(", ")}}\n${when("(m[args.x] else 0) > 0")}`],
  ])("%s", (_, max, code, text) => {
    expect([max, max + 1].map((count) => codesOf(text(count)))).toEqual([[], [code]]);
  });

  it("members of all constants, maps among them", () => {
    const map = (at: number): string => `const m${at} = {${numbered(3, (of) => `"k${of}": big`).join(", ")}, "own": {"${at}"}}`;
    const maps = (count: number): string => `const big = {${numbered(4000, (at) => `"m${at}"`).join(", ")}}\n${numbered(count, map).join("\n")}\n${when("args.path in (m0[args.x] else {\"a\"})")}`;
    // Of each map its sets' members, the four sets, and itself.
    const most = Math.floor((CONSTANT_MEMBERS_MAX - 4000) / (3 * 4000 + 1 + 4 + 1));
    expect([most, most + 1].map((count) => codesOf(maps(count)))).toEqual([[], ["check/too-many"]]);
  });

  it("members of all sets, wherever they are named, told of once", () => {
    const told: string[] = [];
    const place = { constants: { sets: { uses: SET_USES_MAX - 3 } }, report: { add: (code: string) => told.push(code) } } as unknown as Place;
    expect([2, 1, 1, 1].map((members) => mayName(members, { file: "a.policy", start: 0, end: 1 }, place))).toEqual([true, true, false, false]);
    expect(told).toEqual(["check/too-many"]);
  });

  it("names that are listed where none is near", () => {
    const helps = (count: number): unknown => findings(`data d: { ${numbered(count, (at) => `field${at}: string`).join(", ")} }\n${when("d.zz == \"a\"")}`).map(({ help }) => help?.startsWith("it can be `field0`, `field1`") ?? false);
    expect([12, 13].map(helps)).toEqual([[true], [false]]);
  });
});

describe("a name that is misspelt", () => {
  it("is compared with names of no more than 64 letters", () => {
    expect([64, 65].map((length) => nearest("x".repeat(60), ["x".repeat(length)]))).toEqual(["x".repeat(64), null]);
  });
  it("is compared in a test with the steps that were named, and not with the others", () => {
    const help = findings("test \"it\" {\n  t(x: \"a\", path: \"b\", n: 1)\n  first = t(x: \"a\", path: \"b\", n: 1)\n  expect allow gone\n}").filter(({ code }) => code === "check/unknown-step").map((finding) => finding.help);
    expect(help).toEqual(["it can be `first`"]);
  });
});

describe("a name that stands for something else", () => {
  it.each<readonly [name: string, help: string]>([
    ["secret", "tags are asked of something, as in `tags(target) has secret`"],
    ["payment", "of an act is asked whether the user asked for it: `asked(payment)`"],
    ["target", "of what a call names there are labels: `trust(target)`, `secrecy(target)`, `tags(target)`"],
    ["basename", "it is a function: write `basename(args.x)`"],
  ])("%s", (name, help) => {
    expect(findings(when(`${name} == "x"`)).map((finding) => finding.help)).toEqual([help]);
  });
});

describe("two rules that say the same", () => {
  it("are told of where there are no others", () => {
    expect(findings("unary deny one { on tool t }\nunary deny other { on tool t }").filter(({ code }) => code === "check/needless-rule").map(({ message }) => message)).toEqual(["rule `other` says what `a.one` says already"]);
  });
});

describe("what is no condition", () => {
  const there = (name: string): string => `compare it with something; whether it is there is asked with \`present(${name})\``;
  const compared = "a condition compares values, as in `args.x == \"y\"`";
  it.each<readonly [condition: string, help: string]>([["\"x\"", compared], ["5", compared], ["args.n", there("args.n")]])("%s", (condition, help) => {
    expect(findings(when(condition)).map((finding) => finding.help)).toEqual([help]);
  });
  it("is shown where it is no longer than names are", () => {
    const helps = (length: number): unknown => {
      const name = "x".repeat(length - "args.".length);
      return findings(`tool u(${name}: string) { op READ }\nunary deny r { on tool u when args.${name} }`).flatMap(({ code, help }) => (code === "check/wrong-type" ? [help === there(`args.${name}`)] : []));
    };
    expect([NAME_SHOWN_MAX, NAME_SHOWN_MAX + 1].map(helps)).toEqual([[true], [false]]);
  });
});

describe("a rule that could hold", () => {
  const never = (scope: string): boolean => findings(`tool u(x: string) { op SEND  sink egress  act payment }\nunary ask ub { on unbound }\nunary deny r { ${scope} }`).some(({ code }) => code === "check/never-true");
  it.each(["on egress, tool t when tool == \"u\"", "on payment, tool t when tool == \"u\"", "on unbound, tool t when tool == \"u\"", "on call when tool == \"u\""])("is not called one that never does: %s", (scope) => {
    expect(never(scope)).toBe(false);
  });
  it.each(["on tool t when tool == \"u\"", "on SEND when op == READ"])("and one that never does is: %s", (scope) => {
    expect(never(scope)).toBe(true);
  });
});

describe("a definition", () => {
  it("leads to itself by its name alone, and not by a parameter's that is another's", () => {
    expect(codesOf(`define left = right\ndefine right = left and args.n > 1\n${when("left")}`)).toEqual(["check/recursive-definition"]);
    expect(codesOf(`define left(right: number) = right > 1\ndefine right(n: number) = left(n)\n${when("right(args.n)")}`)).toEqual([]);
  });
  it("that nothing uses is not told of where a declaration could not be read", () => {
    expect(codesOf("define lonely(n: number) = n + \"a\" == 1\ntool u(x: string { op READ }")).not.toContain("check/wrong-type");
  });
  it("that nothing uses is told of where there is no error that may have taken its user away", () => {
    expect(codesOf("define lonely(n: number) = n + \"a\" == 1")).toEqual(["check/wrong-type"]);
    expect(codesOf(`define lonely(n: number) = n + "a" == 1\n${when("args.gone == \"x\"")}`)).toEqual(["check/unknown-argument"]);
  });
});

describe("two ways of writing one thing", () => {
  const columns = (condition: string): readonly string[] => manifestOf(policyOf(`${head}${when(condition)}\n`)).demand.columns.map(columnKey);
  it.each<readonly [one: string, other: string]>([
    ["basename(fold(basename(args.path))) == \"a\"", "fold(basename(args.path)) == \"a\""],
    ["fold(fold(args.x)) == \"a\"", "fold(args.x) == \"a\""],
    ["path(fold(path(args.path))) == \"a\"", "fold(path(args.path)) == \"a\""],
    ["domain(args.x) matches domain \"*.a.example\"", "domain(domain(args.x)) matches domain \"*.a.example\""],
    ["domain(args.x) matches domain \"*.a.example\"", "domain(args.x) == \"a.example\""],
    ["host(args.x) matches domain \"*.a.example\"", "host(args.x) == \"a.example\""],
    ["some c in shell(args.x).connects (c matches domain \"*.a.example\")", "some c in shell(args.x).connects (c == \"a.example\")"],
    ["some c in shell(args.x).sends (c matches domain \"*.a.example\")", "some c in shell(args.x).sends (c == \"a.example\")"],
    ["path(args.path) matches path \"/a/**\"", "path(args.path) == \"/a\""],
  ])("%s, %s", (one, other) => {
    expect(columns(one)).toEqual(columns(other));
  });
});

describe("what a bundle carries", () => {
  it("is a reason whole, from its first word to its last", () => {
    const { rules: [rule] } = manifestOf(policyOf(`${head}${when("args.x == \"a\"").replace(" }", " because \"before {args.x} behind\" }")}\n`));
    expect(rule?.reason.map((part) => (part.kind === "text" ? part.text : part.kind))).toEqual(["before ", "column", " behind"]);
  });
  it("is executables by their names, in whatever order they are declared", () => {
    const all = ["executable \"zz\", \"aa\" { operands read }", "executable \"mm\" { operands write }", "executable \"bb\" { operands value }"];
    const namesOf = (lines: readonly string[]): unknown => policyOf(`${head}${lines.join("\n")}\n`).executables?.map(({ names: [name] }) => name);
    expect([all, all.toReversed()].map(namesOf)).toEqual([["bb", "mm", "zz"], ["bb", "mm", "zz"]]);
  });
});

describe("JSON that is of a type", () => {
  it("is a map where each of its values is of the type", () => {
    expect([{}, { a: 1 }, { a: 1, b: "x" }, { a: "x", b: 1 }, []].map((json) => isOf(json, { map: "number" }))).toEqual([true, true, false, false, false]);
  });

  it("is a string, number or boolean where any of these is wanted", () => {
    expect([["x", 1, false], [null, [], {}, ["x"]]].map((all) => all.map((json) => isOf(json, "scalar")))).toEqual([[true, true, true], [false, false, false, false]]);
  });
});

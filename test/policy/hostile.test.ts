// Policies, names and data that were written to hurt: names that every object has, chains longer than a stack, loops in loops over
// long lists, keys that stand twice. All of them end in a decision or a finding.

import { describe, expect, test } from "vitest";
import { FILE_ERRORS_MAX, NEST_ITEMS_MAX } from "../../src/base/limits.js";
import { compile } from "../../src/compile.js";
import type { Compiled } from "../../src/compile.js";
import { packBundle, unpackBundle } from "../../src/node/bundle.js";
import { frameDoor, interpreter, jsonDoor } from "../../src/testing/door.js";
import { play, playedOn } from "../../src/testing/play.js";
import type { Cell } from "../../src/words/cell.js";
import { viewOf } from "./view.js";

const read = (text: string, data?: string): ReturnType<typeof compile> =>
  compile([{ file: "a.policy", text }], undefined, data === undefined ? [] : [{ file: "data.json", text: data }]);

function compiled(text: string, data?: string): Compiled {
  const { value, diagnostics } = read(text, data);
  if (value === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return value;
}

const names = ["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "__defineGetter__", "__lookupSetter__", "isPrototypeOf"];

describe.each(names)("%s", (name) => {
  const policy = (pack: string): string => `package ${pack}
tag ${name}
act ${name} { verbs "send" nouns "note" }
data ${name}: string
runtime ${name} { fact ${name}: boolean }
tool ${name}(${name}: string) { op SEND  sink egress  act ${name}  result tag ${name} }
unary deny ${name} { on ${name} when args.${name} == ${name} }
unary ask unknowns { on unbound }
test "${name}" {
  first = ${name}(${name}: "evil")
  other = ${name}(${name}: "good")
  expect deny first by ${name}
  expect allow other
}`;

  test("is a name like any other, from the text to the decision", () => {
    const own = Object.getOwnPropertyNames(Object.prototype).join();
    const given = compiled(policy(name), `{"${name}": "evil"}`);
    const packed = unpackBundle(packBundle(given));
    expect(Object.hasOwn(packed.data, name) && Object.hasOwn(packed.data[name] ?? {}, name)).toBe(true);
    for (const door of [interpreter, frameDoor, jsonDoor]) {
      const [only] = given.policy.tests;
      if (only === undefined) throw new Error("the package has a test");
      const decisions = play(only, playedOn(door.open({ ...given, ...packed }), packed.data));
      expect([decisions.get("first")?.effect, decisions.get("other")?.effect]).toEqual(["deny", "allow"]);
    }
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(own);
    expect(Reflect.get({}, "evil")).toBe(undefined);
  });
  test("is a package without data, too", () => {
    const { data } = compiled(`package ${name}\ndata value: string\nunary deny r { on unbound when value == "evil" }`, '{"value": "evil"}');
    expect(JSON.stringify(data)).toBe(`{"${name}":{"value":"evil"}}`);
    expect(Reflect.get({}, "value")).toBe(undefined);
  });
});

describe("long chains", () => {
  const head = "package a\nunary ask ub { on unbound }\ntool t(x?: string, y?: string) { op SEND sink egress }\n";
  test("of `else` are refused with a code", () => {
    const found = read(`${head}unary deny r { on tool t when (args.x${" else args.x".repeat(3000)}) == "a" }`).diagnostics;
    expect([...new Set(found.map(({ code }) => code))]).toEqual(["syntax/too-deep"]);
  });
  test("of `else` by definitions compile, and mean what they say", () => {
    const links = (of: string): string => Array.from({ length: 40 }, () => of).join(" else ");
    const text = `${head}define one = ${links("args.x")}\ndefine two = ${links("one")}\nunary deny r { on tool t when (two else args.y) == "a" }
test "t" { first = t(y: "a")  other = t(x: "b", y: "a")  expect deny first  expect allow other }`;
    const given = compiled(text);
    const [only] = given.policy.tests;
    if (only === undefined) throw new Error("the package has a test");
    for (const door of [interpreter, frameDoor]) {
      const decisions = play(only, playedOn(door.open(given), given.data));
      expect([decisions.get("first")?.effect, decisions.get("other")?.effect]).toEqual(["deny", "allow"]);
    }
  });
  test("of clauses compile", () => {
    const clauses = Array.from({ length: 5000 }, (_, at) => `op READ when args.x == "${at}"`).join("  ");
    expect(() => compiled(`package a\ntool t(x: string) { ${clauses}  op SEND  sink egress }\nunary ask ub { on unbound }\nunary deny r { on SEND }`)).not.toThrow();
  });
});

describe("quantifiers in quantifiers", () => {
  const policy = (when: string): string => `package a
tool t(a: list of number, b: list of number, c: list of number) { op SEND  sink egress }
unary ask ub { on unbound }
unary deny r { on tool t when ${when} }`;
  const list = (length: number): Cell => ({ items: Array.from({ length }, (_, at) => at), open: false });
  const ask = (when: string, lengths: Readonly<Record<string, number>>): string => {
    const given = compiled(policy(when));
    const keys = given.manifest.demand.columns.flatMap((column) => (column.kind === "arg" ? [column.path.join(".")] : []));
    const view = viewOf(given.manifest, { tool: "t", op: "SEND", sinks: ["egress"], columns: Object.fromEntries(keys.map((key) => [`args.${key}`, list(lengths[key] ?? 0)])) });
    const answers = [interpreter, frameDoor, jsonDoor].map((door) => JSON.stringify(door.open(given).decide(view).map(({ rule, unknown }) => [given.manifest.rules[rule]?.id, unknown])));
    expect(new Set(answers).size, answers.join("\n")).toBe(1);
    return answers[0] ?? "";
  };
  const [certain, hangs, quiet] = ['[["a.r",false]]', '[["a.r",true]]', "[]"];
  const two = "some x in args.a (some y in args.b (x < 0 and y < 0))";
  const three = "some x in args.a (some y in args.b (some z in args.c (x < 0 and y < z)))";
  test.each<[string, Readonly<Record<string, number>>, string]>([
    // 1024 times 128 is the bound itself.
    [two, { a: NEST_ITEMS_MAX >>> 7, b: 128 }, quiet],
    [two, { a: NEST_ITEMS_MAX >>> 7, b: 129 }, hangs],
    [two, { a: 128, b: NEST_ITEMS_MAX >>> 7 }, quiet],
    [two, { a: 1000, b: 1000 }, hangs],
    [two, { a: 0, b: 1000 }, quiet],
    [three, { a: 50, b: 50, c: 50 }, quiet],
    [three, { a: 1000, b: 1000, c: 1000 }, hangs],
    [three, { a: 1000, b: 100, c: 2 }, hangs],
    ["some x in args.a (some y in args.b (x == 0))", { a: 1000, b: 1000 }, hangs],
    ["every x in args.a (every y in args.b (x >= 0))", { a: 1000, b: 1000 }, hangs],
    ["every x in args.a (every y in args.b (x >= 0))", { a: 100, b: 1000 }, certain],
    ["some x in args.a (args.b has x)", { a: 1000, b: 131 }, certain],
    ["some x in args.a (args.b has x)", { a: 1000, b: 132 }, hangs],
    ["not (some x in args.a (x < 0))", { a: NEST_ITEMS_MAX + 1 }, certain],
  ])("%s over %j: %s", (when, lengths, wanted) => {
    expect(ask(when, lengths)).toBe(wanted);
  });
});

describe("a data file with a key that stands twice", () => {
  const text = "package a\ndata v: map of number\ndata w: list of string\nunary deny r { on unbound unless \"x\" in w and v[\"x\"] == 1 }";
  test.each([
    ['{"w": ["a"], "w": ["evil"]}', ["w"]],
    ['{"v": {"x": 1, "\\u0078": 2}}', ["x"]],
    ['{"v": {"x": 1}, "w": ["v", "v", "\\"w\\":"]}', []],
    ['{"w": [], "v": {"w": 1, "v": 2}}', []],
  ])("%s", (data, keys) => {
    const found = read(text, data).diagnostics.filter(({ code }) => code === "data/duplicate-key");
    expect(found.map(({ message }) => message)).toEqual(keys.map((key) => `\`${key}\` stands twice in one object`));
  });
});

describe("a bundle without rules", () => {
  const text = 'package a\nfor "openclaw"\nunary deny r { on call }\n';
  test("is told of where a catalogue chose nothing, with the catalogues there are", () => {
    const { value, diagnostics } = compile([{ file: "a.policy", text }], { catalogue: "openclow" });
    expect(value?.manifest.rules).toEqual([]);
    expect(diagnostics.map(({ code, severity, help }) => [code, severity, help])).toEqual([["wasm/no-rules", "warning", "there are packages for `openclaw`"]]);
    expect(compile([{ file: "a.policy", text }], { catalogue: "openclaw" }).diagnostics).toEqual([]);
  });
  test("is told of where nothing was given, and not where packages were asked for by name", () => {
    expect(compile([]).diagnostics.map(({ code }) => code)).toEqual(["wasm/no-rules"]);
    expect(compile([{ file: "a.policy", text: "package a\ntag x\n" }], { packages: ["a"] }).diagnostics.filter(({ code }) => code === "wasm/no-rules")).toEqual([]);
  });
});

describe("patterns that cost much", () => {
  const head = "package a\nunary ask ub { on unbound }\ntool t(x: string) { op SEND sink egress }\n";
  test.each<[string, string, string]>([
    ["a glob whose braces stand for many large ones", `text "${"{a,b}".repeat(10)}${"x".repeat(5000)}"`, "wasm/glob-too-large"],
    ["a glob of many wildcards that wait for one another", `text "${"*a?".repeat(1000)}"`, "wasm/glob-too-large"],
    ["a glob of many wildcards between segments", `path "${"**/a/".repeat(1000)}b"`, "wasm/glob-too-large"],
    ["a regular expression of many stars", `regex "${".*a".repeat(1300)}"`, "wasm/regex-too-large"],
    ["a regular expression of many that may be left out", `regex "${"a?".repeat(1300)}${"a".repeat(1000)}"`, "wasm/regex-too-large"],
    ["repetitions in repetitions", 'regex "(a{0,1000}){0,1000}b"', "wasm/regex-too-large"],
    ["a letter so many places back", 'regex "a.{100}b"', "wasm/regex-too-large"],
    ["many choices that all go on to the end", `regex "(${Array.from({ length: 300 }, (_, at) => `.*w${at}.{3}`).join("|")})z"`, "wasm/regex-too-large"],
  ])("%s: one finding", (_, pattern, code) => {
    expect(read(`${head}unary deny r { on tool t when args.x matches ${pattern} }`).diagnostics.map((found) => found.code)).toEqual([code]);
  });
  test("what the braces of one glob stand for is one machine where it goes on alike", () => {
    const given = compiled(`${head}unary deny r { on tool t when args.x matches text "${"{a,b}".repeat(10)}${"x".repeat(1000)}" }`);
    expect(given.wasm.length).toBeLessThan(64 << 10);
  });
  test("many patterns that are looked for have one budget, and the one that passed it is named", () => {
    const rules = Array.from({ length: 40 }, (_, at) => `unary deny r${at} { on tool t when size(found(args.x, "[a-z${at}]{1,12}[\\\\d ]{11,22}\\\\d")) > ${at} }`).join("\n");
    const found = read(`${head}${rules}`).diagnostics.map(({ code }) => code);
    expect(found.at(-1)).toBe("wasm/patterns-too-large");
    expect(found.filter((code) => code === "wasm/patterns-too-large").length).toBe(1);
  });
});

describe("many rules", () => {
  const head = `package a
tool t(x: string, y: string, z: string, n: number) { op SEND  sink egress }
unary ask ub { on unbound }
`;
  const many = (count: number, rule: (at: number) => string): string => Array.from({ length: count }, (_, at) => `unary deny r${at} { on tool t when ${rule(at)} }`).join("\n");
  const members = Array.from({ length: 4000 }, (_, at) => `"member-${at}"`).join(", ");
  test("of one runtime, with a fact each, compile", () => {
    const facts = Array.from({ length: 3000 }, (_, at) => `fact g.f${at}: boolean`).join(" ");
    const rules = Array.from({ length: 3000 }, (_, at) => `host h deny r${at} { on tool t when g.f${at} == true }`).join("\n");
    expect(compiled(`${head}runtime h { ${facts} }\n${rules}`).manifest.demand.columns.length).toBe(3000);
  });
  test("that name one large set carry it once", () => {
    const [few, all] = [8, 400].map((count) => compiled(`${head}const big = {${members}}\n${many(count, (at) => `args.x in big and args.n > ${at}`)}`).wasm.length);
    expect((all ?? 0) - (few ?? 0)).toBeLessThan(400 * 256);
  });
  test("that write out equal sets carry them once", () => {
    const set = (shift: number): string => `{${Array.from({ length: 500 }, (_, at) => `"m${(at + shift) % 500}"`).join(", ")}}`;
    const [few, all] = [8, 60].map((count) => compiled(`${head}${many(count, (at) => `args.x in ${set(at)} and args.n > ${at}`)}`).wasm.length);
    expect((all ?? 0) - (few ?? 0)).toBeLessThan(60 * 256);
  });
  test("that name large sets more often than is allowed are refused, once", () => {
    const text = `${head}const big = {${members}}\n${many(4200, (at) => `args.x in big and args.n > ${at}`)}`;
    expect(read(text).diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual(["check/too-many"]);
  });
  test("that look for each text of a large set are refused, once", () => {
    const text = `${head}const big = {${members}}\n${many(100, (at) => `args.x contains big and args.n > ${at}`)}`;
    expect(read(text).diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual(["check/too-many"]);
  });
  test("with many texts in many columns grow with their number, and no faster", () => {
    const bytes = (count: number): number => compiled(`${head}${many(count, (at) => `args.x == "${at % 3}" and args.y == "${(at >> 1) % 3}" and args.z == "${(at >> 2) % 3}" and args.n > ${at}`)}`).wasm.length;
    const [one, four] = [bytes(200), bytes(800)];
    expect(four).toBeLessThan(one * 6);
  });
  test.each<[string, (at: number) => string]>([
    ["histories", (at) => `count(tool t where args.x == "v${at}") > 3`],
    ["terms", (at) => `length(args.x) + ${at} > 7`],
    ["patterns looked for", (at) => `size(found(args.x, "v${at}[0-9]+x")) > 0`],
  ])("with %s of their own compile", (_, rule) => {
    const { manifest } = compiled(`${head}${many(2000, rule)}`);
    expect(manifest.demand.columns.length).toBeGreaterThanOrEqual(2000);
    expect(manifest.rules.length).toBe(2001);
  });
});

describe("text that nests or repeats without end", () => {
  const head = "package a\nunary ask ub { on unbound }\nconst one = \"x\"\ndata m: map of string\ntool t(x: string, n: number, l: list of string, j?: string) { op SEND  sink egress }\n";
  const rule = (condition: string): string => `${head}unary deny r { on tool t when ${condition} }`;
  const chain = (count: number, link: (at: number) => string): string => Array.from({ length: count }, (_, at) => link(at)).join("\n");
  const nest = (open: string, inner: string, close: string): ((count: number) => string) => (count) => rule(`${open.repeat(count)}${inner}${close.repeat(count)}`);
  const shapes: readonly (readonly [string, (count: number) => string])[] = [
    ["parentheses", nest("(", "args.x == one", ")")],
    ["not", nest("not ", "args.x == one", "")],
    ["and", (count) => rule(Array.from({ length: count }, (_, at) => `args.n > ${at}`).join(" and "))],
    ["or", (count) => rule(Array.from({ length: count }, (_, at) => `args.n > ${at}`).join(" or "))],
    ["and in parentheses", nest("(args.n > 1 and ", "args.n > 2", ")")],
    ["else", (count) => rule(`(${"args.j else ".repeat(count)}args.x) == one`)],
    ["+", (count) => rule(`${"args.n + ".repeat(count)}1 > 3`)],
    ["functions", nest("trim(", "args.x == one", ")")],
    ["some", (count) => rule(`${"some y in args.l (".repeat(count)}y == one${")".repeat(count)}`)],
    ["each", (count) => rule(`size(${"each y in args.l (".repeat(count)}y${")".repeat(count)}) > 1`)],
    ["keys", (count) => rule(`${"m[".repeat(count)}args.x${"]".repeat(count)} == one`)],
    ["sets", (count) => rule(`args.x in ${"{".repeat(count)}"a"${"}".repeat(count)}`)],
    ["counts", nest("count(tool t where ", "args.x == one", ") > 1")],
    ["types", (count) => `${head}tool v(x: ${"{ a: ".repeat(count)}string${" }".repeat(count)}) { op READ }`],
    ["lists of lists", (count) => `${head}tool v(x: ${"list of ".repeat(count)}string) { op READ }`],
    ["unions", (count) => `${head}tool v(x: ${Array.from({ length: count }, (_, at) => `{ a${at}: string }`).join(" | ")}) { op READ }`],
    ["braces of a glob", (count) => rule(`args.x matches text "${"{".repeat(count)}a,b${"}".repeat(count)}"`)],
    ["braces behind braces", (count) => rule(`args.x matches text "${"{a,b}".repeat(count)}"`)],
    ["groups of a regular expression", (count) => rule(`args.x matches regex "${"(".repeat(count)}a${")".repeat(count)}"`)],
    ["JSON of a test", (count) => `${head}test "a" { t(x: ${"[".repeat(count)}1${"]".repeat(count)}) expect allow }`],
    ["constants of constants", (count) => `${head}${chain(count, (at) => `const c${at} = ${at === 0 ? "one" : `c${at - 1}`}`)}\nunary deny r { on tool t when args.x == c${count - 1} }`],
    ["sets of sets, twice each", (count) => `${head}${chain(count, (at) => `const c${at} = ${at === 0 ? '{"a"}' : `{c${at - 1}, c${at - 1}, "x${at}"}`}`)}\nunary deny r { on tool t when args.x in c${count - 1} }`],
    ["definitions of definitions", (count) => `${head}${chain(count, (at) => `define d${at} = ${at === 0 ? "args.x == one" : `d${at - 1}`}`)}\nunary deny r { on tool t when d${count - 1} }`],
    ["definitions that double", (count) => `${head}${chain(count, (at) => `define d${at}(z: string) = ${at === 0 ? "z + one" : `d${at - 1}(z) + d${at - 1}(z)`}`)}\nunary deny r { on tool t when d${count - 1}(args.x) == one }`],
    ["definitions that double what they are given", (count) => `${head}${chain(count, (at) => `define d${at}(z: string) = ${at === 0 ? "z + one" : `d${at - 1}(z + z)`}`)}\nunary deny r { on tool t when d${count - 1}(args.x) == one }`],
    ["definitions in a circle", (count) => `${head}${chain(count, (at) => `define d${at} = d${(at + 1) % count}`)}`],
    ["levels", (count) => `${head}dimension q { ${Array.from({ length: count }, (_, at) => `l${at}`).join(" < ")} }`],
    ["names that are too long", (count) => `${head}unary deny ${"r".repeat(count)} { on tool t }`],
    ["errors", (count) => `${head}${"unary deny r { on tool t when args.q == 1 }\n".repeat(count)}`],
  ];
  test.each(shapes)("%s", (_, shape) => {
    for (const count of [10, 300, 3000]) {
      const { value, diagnostics } = read(shape(count));
      expect(value !== undefined || diagnostics.some(({ severity }) => severity === "error")).toBe(true);
      expect(diagnostics.length).toBeLessThanOrEqual(2 * FILE_ERRORS_MAX + 1);
    }
  });
  test("errors past the bound are told of as one", () => {
    const { diagnostics } = read(`${head}${chain(FILE_ERRORS_MAX + 1, (at) => `unary deny r${at} { on tool t when args.q${at} == one }`)}`);
    expect(diagnostics.length).toBe(FILE_ERRORS_MAX + 1);
    expect(diagnostics.at(-1)?.code).toBe("syntax/too-many-errors");
  });
  const marks = ["[", "]", "{", "}", "(", ")", '"', "\\", "/*", "\r", "\0", "\ufeff", "\ud800", "when ", "unary ", "unary deny r {\n", 'test "a" {\n', "not ", "else ", "==", ".", '"\\q" ', "1 2\n"];
  test.each(marks)("%j, over and over", (mark) => {
    const { value, diagnostics } = read(`package a\n${mark.repeat(3000)}`);
    expect(value === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
    expect(diagnostics.length).toBeLessThanOrEqual(2 * FILE_ERRORS_MAX + 2);
  });
});

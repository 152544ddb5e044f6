// Policies, names and data that were written to hurt: names that every object has, chains longer than a stack, loops in loops over
// long lists, keys that stand twice. All of them end in a decision or a finding.

import { describe, expect, test } from "vitest";
import { NEST_ITEMS_MAX } from "../../src/base/limits.js";
import { compile } from "../../src/compile.js";
import type { Compiled } from "../../src/compile.js";
import { packBundle, unpackBundle } from "../../src/node/bundle.js";
import { frameDoor, interpreter, jsonDoor } from "../../src/testing/door.js";
import { play } from "../../src/testing/play.js";
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
      const decisions = play(only, door.open({ ...given, ...packed }), packed.data);
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
      const decisions = play(only, door.open(given));
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
    ["a glob whose braces stand for many long ones", `text "${"{a,b}".repeat(10)}${"x".repeat(2000)}"`, "wasm/patterns-too-large"],
  ])("%s: one finding", (_, pattern, code) => {
    expect(read(`${head}unary deny r { on tool t when args.x matches ${pattern} }`).diagnostics.map((found) => found.code)).toEqual([code]);
  });
});

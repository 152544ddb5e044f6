// The corners of the language's meaning, one line each, asked of the reference interpreter: what is unknown, what an open list
// says, how labels compare, which row a verdict names, what a binding is.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/words/cell.js";
import { clean, opaque } from "../../src/words/labels.js";
import type { Labels } from "../../src/words/labels.js";
import { ops, sinkKinds } from "../../src/words/ops.js";
import { matchesGlob } from "../../src/language/meaning/glob.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import type { GlobKind } from "../../src/language/check/policy.js";
import type { Binding, Verdict } from "../../src/words/view.js";
import { arbitraryFolding, arbitraryNear } from "../fuzz/regex.js";
import { policyOf } from "./fixture.js";
import { viewOf } from "./view.js";
import type { ViewWords } from "./view.js";

const head = `package p
tag secret, red
act pay { verbs "pay" }
runtime desk { fact on: boolean }
tool run(a: any, b?: any, c?: any, path?: string) { op EXEC }
`;

/** Verdicts of rules in a text, by their names. */
function decide(text: string, words: ViewWords): { readonly [rule: string]: Omit<Verdict, "rule"> } {
  const policy = policyOf(head + text);
  const manifest = manifestOf(policy);
  const verdicts = interpret(policy, manifest).decide(viewOf(manifest, { tool: "run", ...words }));
  return Object.fromEntries(verdicts.map(({ rule, ...said }) => [policy.rules[rule]?.name, said]));
}

/** The truth of a condition: whether the rule fires, and whether it hung on an unknown. */
function truthOf(condition: string, columns: Readonly<Record<string, Cell>>, words: ViewWords = {}): "true" | "false" | "unknown" {
  const { r } = decide(`unary deny r { on EXEC  when ${condition} }`, { ...words, columns });
  return r === undefined ? "false" : r.unknown ? "unknown" : "true";
}

const list = (items: readonly Cell[], open = false): Cell => ({ items, open });

describe("conditions", () => {
  it.each<[string, Readonly<Record<string, Cell>>, string]>([
    ["args.a == 1", { "args.a": 1 }, "true"],
    ["args.a == 1", { "args.a": 2 }, "false"],
    ["args.a == 1", { "args.a": undefined }, "unknown"],
    ["args.a == 1", { "args.a": null }, "unknown"],
    ["args.a == 1", { "args.a": "1" }, "unknown"],
    ["args.a != 1", { "args.a": "1" }, "unknown"],
    ["args.a == args.b", { "args.a": list([]), "args.b": list([]) }, "unknown"],
    ["args.a == args.b", { "args.a": true, "args.b": true }, "true"],
    ["args.a < args.b", { "args.a": "a", "args.b": "b" }, "unknown"],
    ["args.a < args.b", { "args.a": 1, "args.b": 2 }, "true"],
    ["args.a == 0", { "args.a": -0 }, "true"],
    ["args.a", { "args.a": true }, "true"],
    ["args.a", { "args.a": "true" }, "unknown"],
    ["not args.a", { "args.a": undefined }, "unknown"],
    ["present(args.a)", { "args.a": undefined }, "false"],
    ["present(args.a)", { "args.a": null }, "true"],
    ["args.a in {\"x\", \"y\"}", { "args.a": "y" }, "true"],
    ["args.a in {\"x\", \"y\"}", { "args.a": "z" }, "false"],
    ["args.a in {\"x\", \"y\"}", { "args.a": 1 }, "unknown"],
    ["args.a not in {1, 2}", { "args.a": 3 }, "true"],
    ["args.a contains \"\"", { "args.a": "" }, "true"],
    ["args.a starts with \"ab\"", { "args.a": "abc" }, "true"],
    ["args.a ends with \"ab\"", { "args.a": "abc" }, "false"],
    ["args.a contains args.b", { "args.a": "abc", "args.b": 1 }, "unknown"],
    ["(args.a else \"x\") == \"x\"", { "args.a": undefined }, "true"],
    ["(args.a else \"x\") == \"x\"", { "args.a": null }, "unknown"],
    ["args.a has \"x\"", { "args.a": list(["y", "x"]) }, "true"],
    ["args.a has \"x\"", { "args.a": list(["y"]) }, "false"],
    ["args.a has \"x\"", { "args.a": list(["y"], true) }, "unknown"],
    ["args.a has \"x\"", { "args.a": list(["x"], true) }, "true"],
    ["args.a has \"x\"", { "args.a": list([1]) }, "unknown"],
    ["args.a has \"x\"", { "args.a": list([]) }, "false"],
    ["args.a has args.b", { "args.a": list([]), "args.b": undefined }, "unknown"],
    ["args.a has \"x\"", { "args.a": "x" }, "unknown"],
    ["args.a excludes \"x\"", { "args.a": list(["y"], true) }, "unknown"],
    ["some x in args.a (x == 1)", { "args.a": list([null, 1]) }, "true"],
    ["some x in args.a (x == 1)", { "args.a": list([null, 2]) }, "unknown"],
    ["some x in args.a (x == 1)", { "args.a": list([], true) }, "unknown"],
    ["some x in args.a (true)", { "args.a": list([]) }, "false"],
    ["every x in args.a (x == 1)", { "args.a": list([]) }, "true"],
    ["every x in args.a (x == 1)", { "args.a": list([1], true) }, "unknown"],
    ["every x in args.a (x == 1)", { "args.a": list([1, 2], true) }, "false"],
    ["every x in args.a (x == 1)", { "args.a": undefined }, "unknown"],
    ["some x in args.a (some y in args.b (x == y))", { "args.a": list([1, 2]), "args.b": list([2, 3]) }, "true"],
    ["some x in args.a (every y in args.b (x > y))", { "args.a": list([1, 4]), "args.b": list([2, 3]) }, "true"],
    ["args.a matches text \"a*c\"", { "args.a": "abbc" }, "true"],
    ["args.a matches text {\"x\", \"a?\"}", { "args.a": "a\u{1F600}" }, "true"],
    ["args.a matches text \"a\"", { "args.a": undefined }, "unknown"],
    ["args.a == \"STRASSE\" ignoring case", { "fold(args.a)": "strasse" }, "true"],
    ["args.a in {\"A\"} ignoring case", { "fold(args.a)": "a" }, "true"],
    ["basename(args.path) == \"SOUL.md\" ignoring case", { "basename_fold(args.path)": "soul.md" }, "true"],
    ["args.path matches path \"~/X/**\" ignoring case", { "path_fold(args.path)": "~/x" }, "true"],
    ["(args.a else args.b) matches domain \"*.A.example\"", { "host(args.a)": undefined, "host(args.b)": "x.a.example" }, "true"],
    ["args.a and false or 1 == 2", {}, "false"],
    ["asked(pay)", { "asked(pay)": null }, "unknown"],
    ["count(EXEC) > 3", { "count(EXEC)": 4 }, "true"],
  ])("%s with %o is %s", (condition, columns, truth) => {
    expect(truthOf(condition, columns)).toBe(truth);
  });

  it.each<[string, Labels, string]>([
    ["trust(target) == low", { ...clean, trust: 2 }, "true"],
    ["trust(target) < high", { ...clean, trust: 1 }, "true"],
    ["trust(target) >= medium", { ...clean, trust: 1 }, "true"],
    ["trust(target) >= medium", { ...clean, unknown: true }, "unknown"],
    ["trust(target) <= high", { ...clean, unknown: true }, "true"],
    ["trust(target) == high", { ...clean, trust: 1, unknown: true }, "false"],
    ["trust(target) == low", opaque, "true"],
    ["secrecy(target) >= medium", { ...clean, secrecy: 1, unknown: true }, "true"],
    ["secrecy(target) == medium", { ...clean, secrecy: 1, unknown: true }, "unknown"],
    ["secrecy(target) in {low, medium}", { ...clean, secrecy: 1 }, "true"],
    ["secrecy(target) != high", { ...clean, unknown: true }, "unknown"],
    ["tags(target) has secret", { ...clean, tags: 2 }, "true"],
    ["tags(target) has secret", { ...clean, tags: 1 }, "false"],
    ["tags(target) excludes secret", { ...clean, tags: 1, unknown: true }, "unknown"],
  ])("%s of %o is %s", (condition, self, truth) => {
    expect(truthOf(condition, {}, { self })).toBe(truth);
  });

  it("labels of the sink are those of the rule's edges, or of all", () => {
    const text = "unary deny all { on EXEC  when trust(sink) == low }\nrelational deny value { from source  to EXEC via value  when trust(sink) == low }";
    const low = { labels: { ...clean, trust: 2 }, certain: [0] };
    expect(decide(text, { context: low })).toEqual({ all: { unknown: false, row: -1 } });
    expect(decide(text, { value: low })).toEqual({ all: { unknown: false, row: -1 }, value: { unknown: false, row: -1 } });
  });
});

describe("globs", () => {
  it.each<[GlobKind, string, string, boolean]>([
    ["path", "~/.ssh/**", "~/.ssh", true],
    ["path", "~/.ssh/**", "~/.ssh/a/b", true],
    ["path", "~/.ssh/**", "~/.sshx", false],
    ["path", "**/.env", ".env", true],
    ["path", "**/.env", "/srv/a/.env", true],
    ["path", "**/.env", "/srv/x.env", false],
    ["path", "a/**/b", "a/b", true],
    ["path", "a/**/b", "a/x/y/b", true],
    ["path", "a/**/b/**/c", "a/b/b/x/c", true],
    ["path", "**", "", true],
    ["path", "/etc/*", "/etc/a/b", false],
    ["path", "/etc/*", "/etc/", true],
    ["path", "/etc/?", "/etc/", false],
    ["path", "*", "a/b", false],
    ["path", "*/*", "~/.x", true],
    ["path", "*.{md}", "a.{md}", true],
    ["domain", "*.a.b", "a.b", true],
    ["domain", "*.a.b", "x.y.a.b", true],
    ["domain", "*.a.b", "xa.b", false],
    ["domain", "a.b", "x.a.b", false],
    ["domain", "*", "anything", true],
    ["text", "*a*b*", "xxaxxbxx", true],
    ["text", "*a*b*", "ba", false],
    ["text", "**", "a/b", true],
    ["text", "", "", true],
    ["text", "?", "\u{1F600}", true],
    ["text", "*\n", "a\n\n", true],
  ])("%s glob %s matches %s: %s", (kind, glob, value, matches) => {
    expect(matchesGlob(kind, glob, value)).toBe(matches);
  });

  it("many stars cost no more than the lengths' product", () => {
    expect(matchesGlob("text", "*a".repeat(200) + "b", "a".repeat(5000))).toBe(false);
    expect(matchesGlob("path", `${"**/a/".repeat(100)}b`, "a/".repeat(1000) + "a")).toBe(false);
  });

  it("nor do repetitions in repetitions, whatever else they could have taken", () => {
    for (const regex of ["^(?:a|a)*b$", "^(?:a*)*b$", "(?:a+)+(?:a+)+b", "^(?:a?){30}a{30}b", "(?i)(?:\\w|a)*(?:A|\\w)*!"]) expect(matchesGlob("regex", regex, "a".repeat(3000)), regex).toBe(false);
  });

  it("a regular expression is found where JavaScript finds it", () => {
    fc.assert(fc.property(arbitraryFolding(), arbitraryNear, (regex, text) => {
      const folds = regex.startsWith("(?i)");
      const own = new RegExp(folds ? regex.slice(4) : regex, folds ? "iuy" : "uy");
      // At each code point: an engine that searches by itself may find an edge within one.
      const places = [...text, ""].map((_, at, letters) => letters.slice(0, at).join("").length);
      const wanted = places.some((place) => {
        own.lastIndex = place;
        return own.test(text);
      });
      expect(matchesGlob("regex", regex, text), JSON.stringify([regex, text])).toBe(wanted);
    }), { numRuns: 3000 });
  });

  it.each(["(", "(b)\\1|a", "b(?=a)|a", "(?<!b)a"])("%s is no regular expression of the language, and found nowhere", (regex) => {
    expect(matchesGlob("regex", regex, "a")).toBe(false);
  });
});

describe("rules", () => {
  it("an unknown condition fires and says so, an unknown unless does not save", () => {
    const text = "unary deny plain { on EXEC  when args.a == 1 }\nunary deny skip { on EXEC  when args.a == 1  on unknown skip }\nunary deny spared { on EXEC  unless args.a == 1 }\nunary deny spared-skip { on EXEC  unless args.a == 1  on unknown skip }";
    const said = { unknown: true, row: -1 };
    expect(decide(text, { columns: { "args.a": null } })).toEqual({ plain: said, spared: said, "spared-skip": said });
    expect(decide(text, { columns: { "args.a": 1 } })).toEqual({ plain: { unknown: false, row: -1 }, skip: { unknown: false, row: -1 } });
  });

  it("a scope is any of its words, and its where", () => {
    const text = "unary deny words { on READ, payment, pay, tool run }\nunary deny where { on EXEC where args.a == 1 }\nunary deny unbound { on unbound }\nunary deny call { on call }";
    expect(Object.keys(decide(text, { op: "EXEC", tool: "run", columns: { "args.a": 2 } }))).toEqual(["call", "words"]);
    expect(Object.keys(decide(text, { op: "READ", tool: "none" }))).toEqual(["call", "unbound", "words"]);
    expect(Object.keys(decide(text, { op: "WRITE", tool: "none", sinks: ["payment"] }))).toEqual(["call", "unbound", "words"]);
    expect(Object.keys(decide(text, { op: "RESPOND", tool: "none", acts: ["pay"] }))).toEqual(["call", "words"]);
    expect(Object.keys(decide(text, { op: "RESPOND", tool: "none" }))).toEqual(["call"]);
  });

  it("a host rule without its facts is inactive, with an unknown fact it is not", () => {
    const text = "host desk deny h { on EXEC  when on == false or args.a == 1 }";
    expect(decide(text, { columns: { "args.a": 1, "host.on": undefined } })).toEqual({});
    expect(decide(text, { columns: { "args.a": 1, "host.on": null } })).toEqual({ h: { unknown: false, row: -1 } });
    expect(decide(text, { columns: { "args.a": 2, "host.on": null } })).toEqual({ h: { unknown: true, row: -1 } });
  });

  const rows = "relational deny r { on EXEC  into args[role: url, path] as x  when shape(x) in {prose, tainted} and who(x) excludes user }";
  it.each<[string, ViewWords, Omit<Verdict, "rule"> | undefined]>([
    ["no row", { rows: [] }, undefined],
    ["no row with the role", { rows: [{ roles: ["content"], shape: "prose" }] }, undefined],
    ["the first certain row", { rows: [{ roles: ["url"], shape: "leaf", unknown: true }, { roles: ["url"], shape: "prose" }, { roles: ["path"], shape: "prose" }] }, { unknown: false, row: 1 }],
    ["else the first unknown row", { rows: [{ roles: ["url"], shape: "leaf" }, { roles: ["url"], shape: "leaf", unknown: true }, { roles: ["url"], shape: "leaf", unknown: true }] }, { unknown: true, row: 1 }],
    ["the user's value", { rows: [{ roles: ["url"], shape: "prose", who: ["user"], unknown: true }] }, undefined],
    ["rows that nobody saw", { rows: [{ roles: ["url"], shape: "leaf" }], rowsOpen: true }, { unknown: true, row: -1 }],
    ["a row before those nobody saw", { rows: [{ roles: ["url"], shape: "prose", unknown: true }], rowsOpen: true }, { unknown: true, row: 0 }],
  ])("rows: %s", (_, words, verdict) => {
    expect(decide(rows, words)["r"]).toEqual(verdict);
  });

  it("a row's value, its columns and its labels are unknown where it is", () => {
    const text = `relational deny value { on EXEC  into args as x  when x == "v" }
relational deny column { on EXEC  into args as x  when host(x) == "h" }
relational deny trust { on EXEC  into args as x  when trust(x) == low }
relational deny named { on EXEC  into args as x  when not named(x) }`;
    const certain = { unknown: false, row: 0 };
    const hung = { unknown: true, row: 0 };
    expect(decide(text, { rows: [{ value: "v", columns: { host: "h" }, flow: { labels: { ...clean, trust: 2 } } }] })).toEqual({ value: certain, column: certain, trust: certain, named: certain });
    expect(decide(text, { rows: [{ value: null, columns: { host: null }, unknown: true }] })).toEqual({ value: hung, column: hung, trust: hung, named: hung });
    expect(decide(text, { rows: [{ value: "w", named: 1, unknown: true, columns: { host: "h" }, flow: { labels: { ...clean, trust: 2 } } }] })).toEqual({ column: certain, trust: certain });
  });

  it("a source is looked for through the rule's edges, and with a row in the row alone", () => {
    const text = `relational deny a-value { from source where args.a == 1  to EXEC via value }
relational deny b-any { from source where args.a == 2  to EXEC via any }
relational deny c-row { from source where args.a == 3  on EXEC  into args as x }`;
    const all = { certain: [0, 1, 2] };
    expect(Object.keys(decide(text, { value: all }))).toEqual(["a-value", "b-any"]);
    expect(Object.keys(decide(text, { declared: all }))).toEqual(["b-any"]);
    expect(decide(text, { context: { unknown: [0, 1, 2] } })).toEqual({ "b-any": { unknown: true, row: -1 } });
    expect(decide(text, { rows: [{}, { flow: { unknown: [2] } }, { flow: all }] })).toEqual({ "c-row": { unknown: false, row: 2 } });
    expect(decide(text, { rows: [{ unknown: true }] })).toEqual({ "c-row": { unknown: true, row: 0 } });
  });
});

describe("marks", () => {
  it("are certain, unknown or none, in the order of the rules with a source", () => {
    const policy = policyOf(`${head}relational deny a { from source where trust(source) == low  to EXEC via any }
unary deny b { on EXEC }
relational deny c { from source where args.a == 1 and op == EXEC and tool == run  to EXEC via any }
relational deny d { from source  to EXEC via any }`);
    const manifest = manifestOf(policy);
    const mark = (words: ViewWords): number => interpret(policy, manifest).mark(viewOf(manifest, { question: "mark", tool: "run", ...words }))[0] ?? -1;
    expect(manifest.rules.map((rule) => rule.source)).toEqual([0, undefined, 1, 2]);
    expect(mark({ self: { ...clean, trust: 2 }, columns: { "args.a": 1, tool: "run" } })).toBe(0b01_01_01);
    expect(mark({ self: { ...clean, unknown: true }, columns: { "args.a": undefined, tool: "run" } })).toBe(0b01_10_10);
    expect(mark({ op: "READ", columns: { "args.a": 1, tool: "run" } })).toBe(0b01_00_00);
  });

  it("that read what only calls have are none of texts", () => {
    const from = (where: string, name: string): string => `relational deny ${name} { from source where ${where}  to EXEC via any }\n`;
    const policy = policyOf(head + from("args.a == 1", "a") + from("not (args.a == 1)", "b") + from("trust(source) == low or result.x == 1", "c")
      + from("not (trust(source) == high or result.x == 1)", "d") + from("tool matches text \"r*\"", "e") + from("not (tool matches text \"r*\")", "f") + from("not (op == READ)", "g"));
    const manifest = manifestOf(policy);
    const mark = (words: ViewWords): number => interpret(policy, manifest).mark(viewOf(manifest, { question: "mark", tool: "run", ...words }))[0] ?? -1;
    // The last rule's first.
    expect(mark({ op: "USER", self: { ...clean, trust: 2 }, columns: {} })).toBe(0b01_01_00_00_01_00_00);
    expect(mark({ op: "RESPOND", columns: { tool: "run" } })).toBe(0b01_00_01_00_00_10_10);
    expect(mark({ op: "EXEC", columns: { tool: "run", "args.a": 1, result: null, "result.x": 1 } })).toBe(0b01_00_01_00_01_00_01);
  });
});

describe("bindings", () => {
  const text = `${head}label path "~/k/**" { secrecy high tag secret }
label domain "*.a.example" { trust medium }
label executable "rm" { tag red }
label tool "mcp__*" { trust low }
tool read(path: string, deep?: boolean) {
  op   READ when args.deep == false
  op   EXEC
  sink egress when args.deep
  sink ui
  act  pay when args.deep
  result trust high when args.deep
  result secrecy medium when args.deep
  result trust medium when args.deep == false
}
unary deny u { on call  when count(EXEC) > 1 or count(pay where args.deep) > 1 }`;
  const policy = policyOf(text);
  const manifest = manifestOf(policy);
  const bind = (words: ViewWords): Omit<Binding, "counters"> & { readonly op: number; readonly counters: readonly number[] } => {
    const binding = interpret(policy, manifest).bind(viewOf(manifest, { question: "bind", ...words }));
    return { ...binding, counters: [...binding.counters] };
  };
  const op = (name: (typeof ops)[number]): number => ops.indexOf(name);
  const sinks = (...kinds: readonly (typeof sinkKinds)[number][]): number => kinds.reduce((all, kind) => all | (1 << sinkKinds.indexOf(kind)), 0);

  it("the first op that is true; sinks, acts and results that may be; a trust that is certain", () => {
    expect(bind({ tool: "read", columns: { "args.deep": false } })).toEqual({ op: op("READ"), sinks: sinks("ui"), acts: [], target: clean, result: { ...clean, trust: 1 }, counters: [0] });
    expect(bind({ tool: "read", columns: { "args.deep": true } })).toEqual({ op: op("EXEC"), sinks: sinks("egress", "ui"), acts: [1], target: clean, result: { ...clean, secrecy: 1 }, counters: [0b01_01] });
    expect(bind({ tool: "read", columns: { "args.deep": null } })).toEqual({ op: op("EXEC"), sinks: sinks("egress", "ui"), acts: [1], target: clean, result: { ...clean, trust: 2, secrecy: 1 }, counters: [0b10_01] });
  });

  it("labels of the resources it names are the target's, and what is read from them has them", () => {
    const resources = [{ kind: "path", text: "~/k/x" }, { kind: "domain", text: "b.a.example" }, { kind: "executable", text: "rm" }, { kind: "path", text: "rm" }] as const;
    const target = { trust: 1, secrecy: 2, tags: 0b11, unknown: false };
    expect(bind({ tool: "read", columns: { "args.deep": false }, resources })).toMatchObject({ target, result: target });
    expect(bind({ tool: "read", columns: { "args.deep": false }, resources: resources.slice(3), resourcesOpen: true })).toMatchObject({ target: { ...clean, unknown: true }, result: { ...clean, trust: 1, unknown: true } });
  });

  it("a tool without binding could be anything; a response is what it is", () => {
    const resources = [{ kind: "tool", text: "mcp__x" }] as const;
    expect(bind({ resources })).toEqual({ op: op("EXEC"), sinks: sinks(...sinkKinds), acts: [], target: { ...clean, trust: 2 }, result: { trust: 2, secrecy: 2, tags: 0, unknown: false }, counters: [0b00_01] });
    expect(bind({ op: "RESPOND" })).toEqual({ op: op("RESPOND"), sinks: sinks("ui"), acts: [], target: clean, result: clean, counters: [0] });
  });
});

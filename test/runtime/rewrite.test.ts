// What rules make of a call's arguments, all at once: values set, taken out and hidden, on arguments and on rows; and what denies
// because rules differ, or what they want is unknown or cannot be. Written over views and manifests by hand.

import { describe, expect, test } from "vitest";
import type { Fired } from "../../src/kernel/decide/combine.js";
import { idle, rewrite, type Rewritable } from "../../src/kernel/decide/rewrite.js";
import { valueAt } from "../../src/kernel/decide/place.js";
import type { Json } from "../../src/kernel/event/event.js";
import type { Arguments } from "../../src/kernel/event/normalise.js";
import { leaves } from "../../src/extract/leaves.js";
import type { Cell, CellList } from "../../src/words/cell.js";
import { clean } from "../../src/words/labels.js";
import type { Rewrite, RuleEntry } from "../../src/words/manifest.js";
import { roles, type Role } from "../../src/words/provenance.js";
import type { Flow, Row, View } from "../../src/words/view.js";

const none: Flow = { labels: clean, marks: new Uint32Array(0) };
const list = (...items: readonly Cell[]): CellList => ({ items, open: false });

interface Given {
  readonly columns?: readonly Cell[];
  /** The cell of the one row column, by the row's path. */
  readonly found?: Readonly<Record<string, Cell>>;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly declared?: readonly string[];
  readonly open?: boolean;
  readonly isUndescribed?: boolean;
}

function callOf(args: Arguments, given: Given = {}): Rewritable {
  const declared = given.declared ?? Object.keys(args);
  const rows = leaves(args, declared).rows.map(({ path, value }): Row => ({
    path, value, roles: given.roles?.[path] === undefined ? 0 : 1 << roles.indexOf(given.roles[path]), who: 0, shape: 0, named: 0, unknown: false, flow: none, columns: [given.found?.[path]],
  }));
  const view: View = {
    question: "decide", op: 0, tool: 0, sinks: 0, acts: [], self: clean, flows: [none, none, none], columns: given.columns ?? [], rows, rowsOpen: false, resources: [], resourcesOpen: false,
  };
  return { args, view, declared, open: given.open ?? false, isUndescribed: given.isUndescribed ?? false };
}

function rule(id: string, rewrites: readonly Rewrite[], more: Partial<RuleEntry> & { readonly row?: number } = {}): Fired {
  const { row = -1, ...rest } = more;
  const entry: RuleEntry = { id, kind: "unary", effect: "correct", title: id, reason: [], observe: false, span: { file: "", start: 0, end: 0 }, hostFacts: [], rewrites, ...rest };
  return { rule: entry, verdict: { rule: 0, unknown: false, row } };
}
const set = (path: readonly string[] | null, value: string | number): Rewrite => ({ kind: "set", path, value: { kind: "literal", value } });
const setColumn = (path: readonly string[] | null, column: number): Rewrite => ({ kind: "set", path, value: { kind: "column", column } });
const remove = (path: readonly string[] | null): Rewrite => ({ kind: "remove", path });
const mask = (path: readonly string[] | null, column: number, instead = "[redacted]"): Rewrite => ({ kind: "mask", path, of: { kind: "column", column }, keep: null, with: instead });
const maskRows: Rewrite = { kind: "mask", path: null, of: { kind: "row-column", column: 0 }, keep: null, with: "#" };

function made(call: Rewritable, ...fired: readonly Fired[]): Json | string {
  const result = rewrite(call, fired);
  return result.ok ? result.value : result.failure.code;
}

describe("a rule under trial", () => {
  test("wants nothing of which another's wish could differ", () => {
    const [own, trial] = [rule("own", [set(["a"], 1)]), rule("trial", [set(["a"], 7)], { observe: true })];
    expect([...idle(callOf({ a: 1 }), [own, trial])]).toEqual([own]);
  });
});

describe("one rule", () => {
  test.each<[string, Arguments, Given, Rewrite, Json | string]>([
    ["sets an argument", { a: 1, b: 2 }, {}, set(["a"], 3), { a: 3, b: 2 }],
    ["sets one that is not there", { b: 2 }, {}, set(["a"], 3), { b: 2, a: 3 }],
    ["sets one in a record that is not there", {}, {}, set(["job", "folder"], "/work"), { job: { folder: "/work" } }],
    ["sets one whose name is everybody's", {}, {}, set(["__proto__", "x"], 1), JSON.parse("{\"__proto__\":{\"x\":1}}")],
    ["sets what a column holds", { a: 1 }, { columns: [list("x", list("y"))] }, setColumn(["a"], 0), { a: ["x", ["y"]] }],
    ["sets nothing below a text", { job: "x" }, {}, set(["job", "folder"], "/work"), "correct/place"],
    ["sets nothing below null", { job: null }, {}, set(["job", "folder"], "/work"), "correct/place"],
    ["sets nothing below a list", { job: [1] }, {}, set(["job", "folder"], "/work"), "correct/place"],
    ["sets nothing that is absent", { a: 1 }, { columns: [undefined] }, setColumn(["a"], 0), "correct/unknown"],
    ["sets nothing that is unknown", { a: 1 }, { columns: [null] }, setColumn(["a"], 0), "correct/unknown"],
    ["sets no list that may be longer", { a: 1 }, { columns: [{ items: ["x"], open: true }] }, setColumn(["a"], 0), "correct/unknown"],
    ["sets no list with an unknown item", { a: 1 }, { columns: [list("x", null)] }, setColumn(["a"], 0), "correct/unknown"],
    ["removes an argument", { a: 1, b: 2 }, {}, remove(["a"]), { b: 2 }],
    ["removes nothing that is not there", { b: 2 }, {}, remove(["a", "c"]), { b: 2 }],
    ["masks a text", { a: "key sk-1 and sk-2" }, { columns: [list("sk-1", "sk-2")] }, mask(["a"], 0), { a: "key [redacted] and [redacted]" }],
    ["masks one string", { a: "key sk-1" }, { columns: ["sk-1"] }, mask(["a"], 0), { a: "key [redacted]" }],
    ["masks all texts below an argument", { a: { b: ["sk-1", { c: "a sk-1" }, 5] } }, { columns: ["sk-1"] }, mask(["a"], 0), { a: { b: ["[redacted]", { c: "a [redacted]" }, 5] } }],
    ["masks a number, which is a text then", { a: 4111222233334444 }, { columns: [list("4111222233334444")] }, mask(["a"], 0), { a: "[redacted]" }],
    ["masks no name of an argument", { a: { "sk-1": 1 } }, { columns: ["sk-1"] }, mask(["a"], 0), "correct/place"],
    ["masks nothing where nothing is to be hidden", { a: "x" }, { columns: [undefined] }, mask(["a"], 0), { a: "x" }],
    ["masks nothing in what is absent", {}, { columns: [null] }, mask(["a"], 0), {}],
    ["masks nothing in what is no text", { a: true }, { columns: [null] }, mask(["a"], 0), { a: true }],
    ["does not overlook what is unknown", { a: "x" }, { columns: [null] }, mask(["a"], 0), "correct/unknown"],
    ["does not overlook what may be more", { a: "x" }, { columns: [{ items: [], open: true }] }, mask(["a"], 0), "correct/unknown"],
    ["does not overlook an unknown item", { a: "x" }, { columns: [list(null)] }, mask(["a"], 0), "correct/unknown"],
  ])("%s", (_, args, given, wanted, expected) => {
    expect(made(callOf(args, given), rule("r", [wanted]))).toEqual(expected);
  });

  test("makes what can be read again, frozen", () => {
    const result = rewrite(callOf({ a: { b: [1] } }), [rule("r", [set(["c"], 1)])]);
    expect(result.ok && Object.isFrozen(result.value) && Object.isFrozen(valueAt(result.value, ["a"]))).toBe(true);
  });
});

describe("one rule on rows", () => {
  const args: Arguments = { to: ["ana", "bob"], text: "sk-1", "a.b": { "c[0]": "x" } };
  const paths = leaves(args, ["to", "text", "a.b"]).rows.map(({ path }) => path);
  const at = (path: string): number => paths.indexOf(path);
  test("the rows stand where they are expected", () => expect(paths).toEqual(["to[0]", "to[1]", "text", "a.b{c[0]}", "a.b.c[0]"]));

  test.each<[string, Given, Rewrite, Partial<RuleEntry> & { readonly row: number }, Json | string]>([
    ["sets the row that fired", {}, set(null, "eve"), { into: [], row: at("to[1]") }, { ...args, to: ["ana", "eve"] }],
    ["sets it to its own", {}, { kind: "set", path: null, value: { kind: "row" } }, { into: [], row: at("to[1]") }, args],
    ["sets it to a column of its own", { found: { "to[1]": "BOB" } }, { kind: "set", path: null, value: { kind: "row-column", column: 0 } }, { into: [], row: at("to[1]") }, { ...args, to: ["ana", "BOB"] }],
    ["takes it out of its list", {}, remove(null), { into: [], row: at("to[0]") }, { ...args, to: ["bob"] }],
    ["takes it out of a record whose name has dots", {}, remove(null), { into: [], row: at("a.b.c[0]") }, { ...args, "a.b": {} }],
    ["sets no name", {}, set(null, "x"), { into: [], row: at("a.b{c[0]}") }, "correct/place"],
    ["sets no row that nobody saw", {}, set(null, "x"), { into: [], row: -1 }, "correct/unknown"],
    ["masks every row, and not only the one that fired", { found: { "to[0]": "an", "text": list("sk-1") } }, maskRows, { into: [], row: at("text") }, { ...args, to: ["#a", "bob"], text: "#" }],
    ["masks the rows of its roles alone", { found: { "to[0]": "an", "text": list("sk-1") }, roles: { text: "content" } }, maskRows, { into: ["content"], row: at("text") }, { ...args, text: "#" }],
    ["masks rows of any role where nobody knows the roles", { found: { "to[0]": "an" }, isUndescribed: true }, maskRows, { into: ["content"], row: -1 }, { ...args, to: ["#a", "bob"] }],
    ["masks no name", { found: { "a.b{c[0]}": "c" } }, maskRows, { into: [], row: 0 }, "correct/place"],
    ["denies where one of them is unknown", { found: { "to[1]": null } }, maskRows, { into: [], row: 0 }, "correct/unknown"],
    ["denies where there are more than rows", { open: true }, maskRows, { into: [], row: 0 }, "correct/unknown"],
  ])("%s", (_, given, wanted, more, expected) => {
    expect(made(callOf(args, { ...given, declared: ["to", "text", "a.b"] }), rule("r", [wanted], more))).toEqual(expected);
  });
});

describe("several rules", () => {
  const args: Arguments = { a: "one two three", b: { c: 1, d: 2 } };
  const columns: readonly Cell[] = ["one", "three", "one two", "two three"];
  test.each<[string, readonly Rewrite[], Json | string]>([
    ["rewrite different arguments", [set(["a"], "x"), remove(["b", "c"])], { a: "x", b: { d: 2 } }],
    ["want the same value", [set(["a"], "x"), set(["a"], "x")], { a: "x", b: { c: 1, d: 2 } }],
    ["want different values", [set(["a"], "x"), set(["a"], "y")], "correct/conflict"],
    ["set and remove", [set(["a"], "x"), remove(["a"])], "correct/conflict"],
    ["set one to what it is, and to another", [set(["a"], "one two three"), set(["a"], "y")], "correct/conflict"],
    ["mask different parts", [mask(["a"], 0, "1"), mask(["a"], 1, "3")], { a: "1 two 3", b: { c: 1, d: 2 } }],
    ["mask overlapping parts alike", [mask(["a"], 2, "#"), mask(["a"], 3, "#")], { a: "#", b: { c: 1, d: 2 } }],
    ["mask overlapping parts differently", [mask(["a"], 2, "1"), mask(["a"], 3, "2")], "correct/conflict"],
    ["mask and set", [mask(["a"], 0), set(["a"], "x")], "correct/conflict"],
    ["mask to what another sets", [mask(["a"], 0, "1"), set(["a"], "1 two three")], { a: "1 two three", b: { c: 1, d: 2 } }],
    ["set a record and what is in it", [set(["b"], "x"), set(["b", "c"], 3)], "correct/conflict"],
    ["remove a record and set what is in it", [remove(["b"]), set(["b", "c"], 3)], "correct/conflict"],
    ["remove a record and what is in it", [remove(["b"]), remove(["b", "c"])], { a: "one two three" }],
    ["set two that are not there", [set(["e", "f"], 1), set(["e", "g"], 2)], { a: "one two three", b: { c: 1, d: 2 }, e: { f: 1, g: 2 } }],
  ])("%s", (_, wanted, expected) => {
    const rules = wanted.map((one, number) => rule(`r${number}`, [one]));
    expect(made(callOf(args, { columns }), ...rules)).toEqual(expected);
    // The order of the rules changes nothing, nor whether it is one rule that wants all of it.
    expect(made(callOf(args, { columns }), ...rules.toReversed())).toEqual(expected);
    expect(made(callOf(args, { columns }), rule("all", wanted))).toEqual(expected);
  });
});

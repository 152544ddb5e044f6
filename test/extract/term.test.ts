// Terms to their values: absent, unknown and open through every kind of term, lists inside lists, tables and sets, the bound.
// And values to cells and from JSON, where records, bounds and what is no value of the language are told apart.

import { describe, expect, it } from "vitest";
import { CELL_ITEMS_MAX, CELL_LIST_MAX, JSON_DEPTH_MAX, TERM_STEPS_MAX } from "../../src/base/limits.js";
import { finders } from "../../src/extract/spans.js";
import { evaluate } from "../../src/extract/term.js";
import { cellOfTerm, valueKey, valueOfJson } from "../../src/extract/value.js";
import { foundOf } from "../../src/language/ir/found.js";
import { regexReader } from "../../src/language/ir/regex.js";
import { columnKey, type Column } from "../../src/words/column.js";
import type { FunctionName } from "../../src/words/functions.js";
import type { Term, TermValue } from "../../src/words/term.js";
import { list, none, plain, record } from "./values.js";

const arg = (...path: readonly string[]): Term => ({ kind: "column", column: { kind: "arg", path, type: "any" } });
const literal = (value: string | number | boolean): Term => ({ kind: "literal", value });
const of = (name: FunctionName, ...operands: readonly Term[]): Term => ({ kind: "apply", function: name, of: operands });
const field = (term: Term, name: string): Term => ({ kind: "field", of: term, name });
const each = (over: Term, body: Term): Term => ({ kind: "each", list: over, body });
const chosen = (over: Term, where: Term, body: Term): Term => ({ kind: "each", list: over, body, where });
const item = (depth = 0): Term => ({ kind: "item", depth });
const position = (depth = 0): Term => ({ kind: "position", depth });
const lookup = (key: Term, name: string | null = null): Term => ({ kind: "lookup", table: name === null ? { kind: "entries", entries: [["7", "seven"], ["a", 1]] } : { kind: "data", name }, key });
const member = (term: Term, data: string): Term => ({ kind: "member", data, of: term });
const orElse = (left: Term, right: Term): Term => ({ kind: "else", left, right });

const columns: Readonly<Record<string, TermValue>> = {
  "args.n": 3, "args.text": "a b", "args.unknown": null,
  "args.orders": list(record({ price: 2, qty: 3 }), record({ price: 5 }), null, "x"),
  "args.some": { items: [1, 2], open: true },
  "args.grid": list(list(1, 2), list(3), "x"),
  "host.realpath": record({ "/a": "/b" }),
};
const data: Readonly<Record<string, TermValue>> = { "p.vendors": list("acme", "b"), "p.limits": record({ a: 10, 3: 30 }), "p.part": { items: ["acme"], open: true }, "p.mixed": list("acme", null) };

function value(term: Term, row: TermValue = null): unknown {
  return plain(evaluate(term, { column: (column: Column) => columns[columnKey(column)], row, data: (name) => data[name] ?? null }, none));
}

describe("a term", () => {
  it.each<[string, Term, unknown]>([
    ["a literal", literal("x"), "x"], ["an inexact literal", literal(2 ** 60), null],
    ["a column", arg("n"), 3], ["an absent column", arg("gone"), undefined], ["an unknown one", arg("unknown"), null],
    ["absent beside unknown", of("+", arg("unknown"), arg("gone")), undefined], ["unknown", of("+", arg("unknown"), literal(1)), null],
    ["a wrong type", of("*", arg("text"), literal(1)), null], ["arithmetic", of("*", of("+", arg("n"), literal(1)), literal(2)), 8],
    ["a field of a text", field(arg("text"), "x"), null], ["of what is absent", field(arg("gone"), "x"), undefined], ["that is not there", each(of("list", arg("orders")), field(item(), "none")), [null, null, null, null]], ["that a record has not", field({ kind: "column", column: { kind: "host", name: "realpath", type: "any" } }, "x"), undefined],
    ["each", each(arg("orders"), field(item(), "price")), [2, 5, null, null]],
    ["an absent body is unknown", each(arg("orders"), field(item(), "qty")), [3, null, null, null]],
    ["each of an open list", each(arg("some"), of("+", item(), literal(1))), { items: [2, 3], open: true }],
    ["each of no list", each(arg("text"), item()), null], ["each of what is absent", each(arg("gone"), item()), undefined],
    ["each in each", each(arg("grid"), each(item(), of("*", item(), literal(10)))), [[10, 20], [30], null]],
    ["the item of the list around", each(arg("grid"), each(item(), of("size", item(1)))), [[2, 2], [1], null]],
    ["what reads no item, in each", each(arg("some"), each(of("split", arg("text"), literal(" ")), of("text", item()))), { items: [["a", "b"], ["a", "b"]], open: true }],
    ["an item of no list", item(), null], ["a position in no list", position(), null],
    ["positions", each(arg("orders"), position()), [0, 1, 2, 3]], ["of an open list", each(arg("some"), position()), { items: [0, 1], open: true }],
    ["of those that are chosen", chosen(arg("grid"), of("(>)", position(), literal(0)), position()), [1, 2]],
    ["in lists in lists", each(arg("grid"), each(item(), of("+", of("*", position(1), literal(10)), position()))), [[0, 1], [10], null]],
    ["each that is chosen", chosen(arg("orders"), of("(>)", field(item(), "price"), literal(2)), field(item(), "price")), { items: [5], open: true }],
    ["those of no unknown", chosen(arg("grid"), of("(present)", item()), literal(1)), [1, 1, 1]],
    ["none where it is never true", chosen(arg("grid"), literal(false), item()), []], ["chosen in each", each(arg("grid"), chosen(item(), of("(!=)", item(), of("size", item(1))), item())), [[1], [3], null]],
    ["present", of("(present)", arg("gone")), false], ["present, but unknown", of("(present)", arg("unknown")), true],
    ["and", of("(and)", arg("gone"), literal(false)), false], ["and of unknown", of("(and)", literal(true), arg("unknown")), null], ["and of both", of("(and)", literal(true), literal(true)), true], ["and of a text", of("(and)", literal(true), literal("x")), null],
    ["or", of("(or)", arg("gone"), literal(true)), true], ["or of absent", of("(or)", literal(false), arg("gone")), null], ["or of neither", of("(or)", literal(false), literal(false)), false],
    ["has", of("(has)", of("(list)", literal("a"), literal("b")), literal("b")), true], ["has it not", of("(has)", of("(list)", literal("a")), arg("n")), null], ["has nothing", of("(has)", of("(list)"), arg("n")), false], ["an open list has perhaps", of("(has)", arg("some"), literal(9)), null],
    ["some", of("(some)", of("(list)", literal(false), literal(true))), true], ["some of an unknown", of("(some)", each(arg("orders"), of("(>)", field(item(), "price"), literal(9)))), null], ["some of none", of("(some)", of("(list)")), false], ["some of an open list", of("(some)", each(arg("some"), literal(false))), null], ["some of no list", of("(some)", arg("gone")), null],
    ["every", of("(every)", of("(list)", literal(true), literal(true))), true], ["every of one that is not", of("(every)", each(arg("some"), of("(>)", item(), literal(1)))), false], ["every of an open list", of("(every)", each(arg("some"), literal(true))), null], ["every of none", of("(every)", of("(list)")), true],
    ["a list of the text", { kind: "constant", value: { list: ["a", 1] } }, ["a", 1]], ["a map of the text", { kind: "constant", value: { map: [["a", { list: [true] }], ["b", { map: [] }]] } }, { a: [true], b: {} }], ["a list that a map of the text has", { kind: "lookup", table: { kind: "entries", entries: [["a b", { list: [1, 2] }]] }, key: arg("text") }, [1, 2]],
    ["a regex without a machine", of("(matches regex)", arg("text"), of("(list)", literal("a"))), null],
    ["a lookup", lookup(literal("a")), 1], ["of a number", lookup(literal(7)), "seven"], ["of no key", lookup(literal("b")), undefined], ["of a boolean", lookup(literal(true)), null],
    ["in data", lookup(literal("a"), "p.limits"), 10], ["by a number", lookup(arg("n"), "p.limits"), 30], ["of no key in data", lookup(literal("z"), "p.limits"), undefined], ["in what is no map", lookup(literal("a"), "p.vendors"), null], ["in missing data", lookup(literal("a"), "p.gone"), null], ["of an absent key", lookup(arg("gone"), "p.gone"), undefined], ["of an unknown key", lookup(arg("unknown")), null],
    ["a member", member(literal("acme"), "p.vendors"), true], ["no member", member(literal("c"), "p.vendors"), false], ["of another type", member(literal(1), "p.vendors"), null], ["of an open set", member(literal("c"), "p.part"), null], ["of a set with an unknown", member(literal("c"), "p.mixed"), null], ["all the same", member(literal("acme"), "p.mixed"), true], ["of missing data", member(literal("c"), "p.gone"), null], ["of what is absent", member(arg("gone"), "p.vendors"), undefined], ["of a list", member(arg("grid"), "p.vendors"), null],
    ["else of what is absent", orElse(arg("gone"), literal(1)), 1], ["of what is unknown", orElse(arg("unknown"), literal(1)), null], ["of what is there", orElse(arg("n"), literal(1)), 3],
    ["a real path", of("realpath", literal("/a")), "/b"], ["of which the runtime does not speak", of("realpath", literal("/c")), undefined],
  ])("%s", (_, term, gives) => {
    expect(value(term)).toEqual(gives);
  });
  it("tells the addresses that nobody opened, as far as that is known", () => {
    const text = "a.example b.example c.example";
    const leaves = { column: () => text, row: null, data: () => null };
    const opened = (address: string): boolean | null => (address === "a.example" ? true : address === "b.example" ? false : null);
    expect(evaluate(of("unopened", arg("text")), { ...leaves, opened }, none)).toEqual({ items: ["b.example"], open: true });
    expect(evaluate(of("unopened", arg("text")), leaves, none)).toEqual({ items: [], open: true });
    expect(evaluate(of("unsaid", arg("text")), { ...leaves, said: opened }, none)).toEqual({ items: [], open: true });
    expect(evaluate(of("unsaid", of("split", arg("text"), literal(" "))), { ...leaves, said: opened }, none)).toEqual({ items: ["b.example"], open: true });
    expect(evaluate(of("planted", of("split", arg("text"), literal(" "))), { ...leaves, planted: opened }, none)).toEqual({ items: ["a.example"], open: true });
    const meant = (act: string, text: string): boolean | null => (act === "pay" ? opened(text) : null);
    const asked = (act: Term, of: Term, of2 = {}): TermValue => evaluate({ kind: "apply", function: "asked_of", of: [act, of] }, { ...leaves, meant, ...of2 }, none);
    expect([literal("a.example"), literal("b.example"), literal("c.example"), of("split", arg("text"), literal(" ")), of("split", literal("a.example c.example"), literal(" "))].map((value) => asked(literal("pay"), value))).toEqual([true, false, null, false, null]);
    expect([asked(literal("pay"), { kind: "constant", value: { list: [] } }), asked(literal("send"), literal("a.example")), asked(literal(7), literal("a.example")), asked(literal("pay"), literal("a.example"), { meant: undefined })]).toEqual([false, null, null, null]);
    expect([true, false, null, undefined].map((told) => evaluate({ kind: "told" }, told === undefined ? leaves : { ...leaves, told }, none))).toEqual([true, false, null, null]);
  });
  it("is of the row where there is one", () => {
    expect(value(of("length", { kind: "row" }), "abc")).toBe(3);
    expect(value(of("length", { kind: "row" }))).toBe(null);
  });
  it("is unknown past the bound, and reaches no further", () => {
    const long = list(...Array.from({ length: 2000 }, (_, at) => at));
    const leaves = { column: () => long, row: null, data: () => null };
    let reads = 0;
    const counted = { ...leaves, column: () => { reads++; return long; } };
    expect(plain(evaluate(each(arg("l"), each(arg("l"), of("+", item(), item(1)))), leaves, none))).toBe(null);
    expect(evaluate(each(arg("l"), each(arg("l"), each(arg("l"), item()))), counted, none)).toBe(null);
    expect(reads).toBeLessThan(TERM_STEPS_MAX);
    expect(plain(evaluate(of("size", each(arg("l"), item())), leaves, none))).toBe(2000);
  });
});

describe("the texts of a term", () => {
  const text = "ab".repeat(500_000);
  const parts = list(...Array.from({ length: 300 }, (_, at) => `b${at}`));
  const leaves = { column: (column: Column) => (columnKey(column) === "args.text" ? text : columnKey(column) === "args.twins" ? list(...Array.from({ length: 100 }, (_, at) => `${text}${at % 10}`)) : parts), row: null, data: () => null };
  const told = (term: Term): unknown => {
    const value = evaluate(term, leaves, none);
    return typeof value === "string" ? value.length : plain(value);
  };
  it("count with their length, each time that they are read or made", () => {
    expect(told(of("length", of("replace", arg("text"), literal("a"), literal(""))))).toBe(500_000);
    expect(told(of("size", each(arg("parts"), of("length", item()))))).toBe(300);
    expect(told(each(arg("parts"), of("length", of("replace", arg("text"), item(), literal("")))))).toBe(null);
    expect(told(each(arg("parts"), of("size", of("split", arg("text"), item()))))).toBe(null);
    expect(told(each(arg("parts"), of("+", item(), arg("text"))))).toBe(null);
    expect(told(each(arg("parts"), of("size", of("emails", of("+", item(), arg("text"))))))).toBe(null);
    expect(told(each(arg("parts"), of("(==)", of("+", item(), arg("text")), arg("text"))))).toBe(null);
  });
  it("count where they are joined, and where they are compared with the items of a list", () => {
    const joined = of("join", each(arg("parts"), of("text", item())), literal("-"));
    expect(told(joined)).toBe(300 * 5 - 110 - 1);
    expect(told(of("join", arg("twins"), literal("")))).toBe(null);
    expect(told(each(arg("twins"), { kind: "apply", function: "(has)", of: [arg("twins"), item()] }))).toBe(null);
  });
  it("do not grow past the longest event", () => {
    const twice = (term: Term): Term => of("+", term, term);
    expect(told(twice(twice(arg("text"))))).toBe(4_000_000);
    expect(told(twice(twice(twice(twice(arg("text"))))))).toBe(null);
    expect(told(of("replace", arg("text"), literal("a"), literal("x".repeat(20))))).toBe(null);
  });
});

describe("values", () => {
  it("come from JSON, whole", () => {
    expect(plain(valueOfJson({ a: [1, { b: null }], c: "\ud800", d: 2 ** 60, e: undefined }))).toEqual({ a: [1, { b: null }], c: null, d: null });
    expect(valueOfJson(undefined)).toBe(undefined);
    expect(valueOfJson({ "\ud800": 1 })).toBe(null);
    let deep: unknown = 1;
    for (let at = 0; at <= JSON_DEPTH_MAX; at++) deep = [deep];
    expect(JSON.stringify(plain(valueOfJson(deep)))).toContain("[null]");
  });
  it("become cells", () => {
    expect(cellOfTerm(list("a", record({}), list(1, null)))).toEqual({ items: ["a", null, { items: [1, null], open: false }], open: false });
    expect(cellOfTerm(record({}))).toBe(null);
    expect(cellOfTerm(undefined)).toBe(undefined);
    const many = (count: number, item: TermValue): TermValue => ({ items: Array.from({ length: count }, () => item), open: false });
    expect(cellOfTerm(many(CELL_LIST_MAX, 1))).toHaveProperty("open", false);
    expect(cellOfTerm(many(CELL_LIST_MAX + 1, 1))).toHaveProperty("open", true);
    expect(cellOfTerm(many(CELL_ITEMS_MAX / 2, list()))).not.toBe(null);
    expect(cellOfTerm(many(CELL_ITEMS_MAX / 2, list(1)))).not.toBe(null);
    expect(cellOfTerm(many(CELL_ITEMS_MAX / 2, list(1, 1)))).toBe(null);
  });
  it("of lists as long as those that are published stay whole", () => {
    const hosts: TermValue = { items: Array.from({ length: 100_000 }, (_, at) => `h${at}.example`), open: false };
    const suffixes = evaluate(each(arg("n"), of("+", literal("."), item())), { column: () => hosts, row: null, data: () => null }, none);
    const cell = cellOfTerm(suffixes);
    expect(cell).toMatchObject({ open: false });
    expect(typeof cell === "object" && cell !== null ? cell.items[99_999] : null).toBe(".h99999.example");
  });
  it("are told apart by their keys", () => {
    expect(valueKey(record({ b: 1, a: "x" }))).toBe(valueKey(record({ a: "x", b: 1 })));
    expect(valueKey("1")).not.toBe(valueKey(1));
    expect(valueKey(list("a,b"))).not.toBe(valueKey(list("a", "b")));
    expect(valueKey(list(null))).toBe(null);
  });
});

describe("what is done again for each item of a list", () => {
  const pattern = "a(.*b)?";
  const entry = foundOf(pattern, regexReader());
  const patterns = finders(entry === undefined ? [] : [entry]);
  const over = (items: readonly TermValue[], body: Term): TermValue => evaluate(each(arg("x"), body), { column: () => ({ items, open: false }), row: null, data: () => null }, patterns);
  it("shares one bound where matches are looked for: past it they are unknown", () => {
    const text = "a".repeat(4000);
    const found = over(Array.from({ length: 20 }, () => text), of("size", of("found", item(), literal(pattern))));
    expect(found).toEqual(list(4000, 4000, 4000, ...Array.from({ length: 17 }, () => null)));
  });
  it.each<[FunctionName, TermValue]>([
    ["unique", list(...Array.from({ length: 100_000 }, (_, at) => at))],
    ["keys", record(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at])))],
    ["values", record(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at])))],
  ])("counts what `%s` goes through", (name, value) => {
    const twice = (times: number): TermValue => over([value], each(lookUpAll(times), of("size", of(name, item(1)))));
    expect(twice(2)).toEqual(list(list(100_000, 100_000)));
    expect(twice(6)).toBe(null);
  });
  const lookUpAll = (times: number): Term => of("(list)", ...Array.from({ length: times }, (_, at) => literal(at)));
});

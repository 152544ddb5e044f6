// What the kernel computes of a call and its session beside its arguments: terms, external data, results, the principal, the time,
// who approved, and the sources that came to a sink. What each is, docs/kernel.md says.

import { describe, expect, it } from "vitest";
import { instantOf } from "../../src/kernel/event/when.js";
import type { CellList } from "../../src/words/cell.js";
import type { Column, RowColumn } from "../../src/words/column.js";
import type { Term } from "../../src/words/term.js";
import { double, everything, type Double, type DoubleOptions } from "./double.js";

const column = (of: Column): Term => ({ kind: "column", column: of });
const arg = (...path: readonly string[]): Term => column({ kind: "arg", path, type: "any" });
const term = (of: Term, type: Column["type"] = "any"): Column => ({ kind: "term", term: of, type });
const apply = (name: Extract<Term, { kind: "apply" }>["function"], ...of: readonly Term[]): Term => ({ kind: "apply", function: name, of });
const list = (...items: CellList["items"]): CellList => ({ items, open: false });
const cells = (run: Double): readonly unknown[] => run.decides.at(-1)?.columns ?? [];

describe("terms", () => {
  it("are computed of whole arguments, absent of what is absent and unknown of what is", () => {
    const run = double({ columns: [
      term(apply("*", arg("price"), arg("count")), "number"), term({ kind: "each", list: arg("items"), body: { kind: "field", of: { kind: "item", depth: 0 }, name: "n" } }, "numbers"),
      term(apply("keys", arg("map")), "strings"), term(column({ kind: "tool", type: "string" })), term(arg("map")),
    ] });
    run.call("a", "buy", { price: 2.5, count: 4, items: [{ n: 1 }, {}, { n: "x" }], map: { b: 1, a: { c: 2 } } });
    expect(cells(run)).toEqual([10, list(1, null, null), list("a", "b"), "buy", null]);
    run.call("b", "buy", { price: "2", count: 1 });
    expect(cells(run)).toEqual([null, undefined, undefined, "buy", undefined]);
    run.call("c", "buy", "not json");
    run.call("d", "buy", { price: null, count: 1 });
    expect(cells(run)[0]).toBe(null);
  });

  it("that are shared are one, whatever stands around them", () => {
    const commands = apply("shell.commands", arg("command"));
    const field = (name: string): Column => term({ kind: "each", list: commands, body: { kind: "field", of: { kind: "item", depth: 0 }, name } }, "strings");
    const run = double({ columns: [field("name"), field("path"), term(apply("size", commands), "number"), term(commands)] });
    run.call("a", "run", { command: "/bin/ls | sort" });
    expect(cells(run).slice(0, 3)).toEqual([list("ls", "sort"), list("/bin/ls", "sort"), 2]);
  });

  it("that only look alike around different lists are not shared", () => {
    const doubled = (of: Term): Column => term({ kind: "each", list: of, body: apply("*", { kind: "item", depth: 0 }, { kind: "literal", value: 2 }) }, "numbers");
    const run = double({ columns: [doubled(arg("a")), doubled(arg("b"))] });
    run.call("a", "t", { a: [1], b: [2, 3] });
    expect(cells(run)).toEqual([list(2), list(4, 6)]);
  });

  it("of rows see the row, and all that other terms see", () => {
    const rowColumns: readonly RowColumn[] = [{ kind: "term", term: apply("+", { kind: "row" }, arg("suffix")), type: "string" }, { kind: "extract", extractor: "fold" }];
    const run = double({ rowColumns, demand: { rows: true } });
    run.call("a", "t", { x: "A", suffix: "!" });
    expect(run.decides[0]?.rows.map(({ path, columns }) => [path, ...columns])).toEqual([["{x}", "x!", "x"], ["x", "A!", "a"], ["{suffix}", "suffix!", "suffix"], ["suffix", "!!", "!"]]);
    run.call("b", "t", { x: 1, suffix: "!" });
    expect(run.row("x").columns).toEqual([null, null]);
  });

  it("see the runtime's paths, and are absent where it says none", () => {
    const options: DoubleOptions = { profiles: [{ runtime: "h", facts: [{ name: "realpath", type: "any" }] }], columns: [term(apply("realpath", arg("path")), "string")] };
    const run = double(options, { runtime: "h" });
    run.session.observe({ kind: "facts", facts: { realpath: { "/tmp/a": "/etc/passwd" } } });
    run.call("a", "read", { path: "/tmp/a" });
    expect(cells(run)).toEqual(["/etc/passwd"]);
    const other = double(options);
    other.call("a", "read", { path: "/tmp/a" });
    expect(cells(other)).toEqual([undefined]);
  });
});

describe("external data", () => {
  const entries: DoubleOptions["dataEntries"] = [{ name: "a.b.vendors", type: "list of string", shape: "list", of: "string" }, { name: "a.b.limits", type: "map of number", shape: "map", of: "number" }];
  const columns: readonly Column[] = [
    { kind: "data", name: "a.b.vendors", type: "strings" }, term({ kind: "member", data: "a.b.vendors", of: arg("to") }), term({ kind: "lookup", table: { kind: "data", name: "a.b.limits" }, key: arg("to") }), { kind: "data", name: "a.b.nothing", type: "any" },
  ];
  const seen = (data: DoubleOptions["data"], to: unknown): readonly unknown[] => {
    const run = double({ columns, dataEntries: entries, ...(data === undefined ? {} : { data }) });
    run.call("a", "pay", { to });
    return cells(run);
  };

  it("is what the bundle has, of the declared type", () => {
    const data = { "a.b": { vendors: ["acme"], limits: { acme: 5 } } };
    expect(seen(data, "acme")).toEqual([list("acme"), true, 5, null]);
    expect(seen(data, "eve")).toEqual([list("acme"), false, undefined, null]);
  });

  it("is unknown where it is missing or of another type", () => {
    expect(seen(undefined, "acme")).toEqual([null, null, null, null]);
    expect(seen({ "a.b": { vendors: ["acme", 7], limits: [5] } }, "acme")).toEqual([null, null, null, null]);
    expect(seen(JSON.parse("{\"a.b\": {\"__proto__\": {\"vendors\": [\"acme\"]}}}"), "acme")).toEqual([null, null, null, null]);
  });
});

describe("the principal and the time", () => {
  const columns: readonly Column[] = [{ kind: "principal", field: "id", type: "string" }, { kind: "principal", field: "roles", type: "strings" }, { kind: "principal", field: "tenant", type: "string" }, { kind: "time", type: "number" }];
  const rules = [{ hostFacts: ["principal.id"] }, { hostFacts: ["time"] }, { hostFacts: ["principal.roles", "x"] }];

  it("are what was said last: absent where they are not provided, unknown where they are and were not said", () => {
    const run = double({ columns, rules });
    run.call("a", "t", {});
    expect(cells(run)).toEqual([null, null, null, null]);
    run.session.observe({ kind: "principal", principal: { id: "ana", roles: ["x", "admin"] } });
    run.call("b", "t", {}, { at: 5 });
    expect(cells(run)).toEqual(["ana", list("x", "admin"), null, 5]);
    run.session.observe({ kind: "principal", principal: { tenant: "acme" } });
    run.call("c", "t", {});
    expect(cells(run)).toEqual([null, null, "acme", null]);
    run.session.observe({ kind: "principal", principal: { id: "bo" } });
    run.session.observe({ kind: "principal", principal: { id: 7 } });
    run.call("d", "t", {});
    expect(cells(run)).toEqual([null, null, null, null]);
    const other = double({ columns, rules }, { provides: ["principal.id"] });
    other.call("a", "t", {}, { at: 5 });
    expect(cells(other)).toEqual([null, undefined, undefined, undefined]);
    expect(other.call("b", "t", {}).inactive).toEqual(["t.r1", "t.r2"]);
    expect(double({ columns, rules }).call("a", "t", {}).inactive).toEqual(["t.r2"]);
  });

  it("are told by any event, in any form of a time", () => {
    const run = double({ columns: [columns[3] ?? { kind: "time", type: "number" }] });
    run.session.observe({ kind: "user", text: "hello", at: 7 });
    run.call("a", "t", {}, { at: "1970-01-01T00:00:01.5Z" });
    expect(cells(run)).toEqual([1500]);
    run.call("b", "t", {}, { at: 20 });
    expect(cells(run)).toEqual([1500]);
    for (const at of ["yesterday", "2026-02-30T00:00:00Z", "2026-11-22", Number.NaN, null, {}]) run.session.observe({ kind: "user", text: "x", at });
    expect(run.session.anomalies.map(({ code }) => code)).toEqual(["event/time-went-back", ...Array<string>(6).fill("event/bad-time")]);
  });

  it("count days as the calendar does", () => {
    for (const text of ["0001-01-01T00:00:00Z", "1600-02-29T12:34:56Z", "1969-12-31T23:59:59Z", "1999-12-31T23:59:59Z", "2000-02-29T00:00:00Z", "2024-03-01T00:00:00Z", "2100-03-01T00:00:00Z", "9999-12-31T23:59:59Z"]) expect(instantOf(text)).toBe(Date.parse(text));
    expect(instantOf("2026-11-22T10:00:00.123456+05:30")).toBe(Date.parse("2026-11-22T04:30:00.123Z"));
    expect(["2100-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T10:00:00", "2026-11-22T10:00:00+24:00"].map(instantOf)).toEqual(Array(5).fill(null));
  });
});

describe("approvers", () => {
  const of = (scope: "sink" | "tool", session: boolean, field: "by" | "role"): Column => ({ kind: "approvers", scope, session, field, type: "strings" });

  it("are the people whose approval stands, and those of the session", () => {
    const run = double({ columns: [of("sink", false, "by"), of("tool", false, "by"), of("sink", true, "by"), of("sink", false, "role")] });
    const approve = (by: string, to: string, role?: string): void => run.session.observe({ kind: "approval", tool: "pay", args: { to }, by, ...(role === undefined ? {} : { role }) });
    approve("cy", "a", "manager");
    approve("bo", "a");
    approve("bo", "a", "clerk");
    approve("ed", "b");
    run.call("1", "pay", { to: "a" });
    expect(cells(run)).toEqual([list("bo", "cy"), list("bo", "cy", "ed"), list("bo", "cy"), list("clerk", "manager")]);
    run.call("2", "pay", { to: "a" });
    expect(cells(run)).toEqual([list("bo"), list("bo", "ed"), list("bo", "cy"), list("clerk")]);
    run.call("3", "pay", { to: "a" });
    expect(cells(run)).toEqual([list(), list("ed"), list("bo", "cy"), list()]);
  });
});

describe("sources", () => {
  const columns: readonly Column[] = [
    { kind: "sources", rule: "t.r0", term: arg("path"), type: "strings" }, { kind: "sources", rule: "t.r0", term: column({ kind: "result", path: ["owner"], type: "any" }), type: "strings" },
    { kind: "sources", rule: "t.r0", term: column({ kind: "tool", type: "string" }), type: "strings" }, { kind: "arg", path: ["path"], type: "string" },
  ];
  const begin = (via: "value" | "context" | "declared" | "any"): Double => double({
    columns, sources: 1, rules: [{ kind: "relational", source: 0, via }], demand: everything, tools: { read: { op: "READ", roles: { path: "path" } }, send: { op: "SEND" } },
    // What reads a path is a source; of a path that is no text nobody knows.
    mark: (view) => (view.tool !== 0 ? [] : typeof view.columns[3] === "string" ? [1] : [2]),
  });
  const read = (run: Double, id: string, path: unknown, owner: string): void => {
    run.call(id, "read", { path });
    run.result(id, JSON.stringify({ owner, text: `the ${owner} of all this is surely ${owner}corp` }));
  };

  it("are those whose values came, latest first", () => {
    const run = begin("value");
    for (const owner of ["alpha", "bravo", "carol"]) read(run, owner, `/${owner}`, owner);
    run.call("s", "send", { text: "alphacorp", more: "carolcorp" });
    expect(cells(run).slice(0, 3)).toEqual([list("/carol", "/alpha"), list("carol", "alpha"), list("read", "read")]);
    // What was sent came from them, and so does what is made of it.
    run.result("s", "well received by zuluzulu");
    run.call("t", "send", { text: "zuluzulu" });
    expect(cells(run)[0]).toEqual(list("/carol", "/alpha"));
    run.call("u", "send", { text: "nothing" });
    expect(cells(run)[0]).toEqual(list());
  });

  it("are known by nothing where nobody knows whether they are", () => {
    const run = begin("value");
    read(run, "alpha", 7, "alpha");
    run.call("s", "send", { text: "alphacorp" });
    expect(cells(run)[1]).toEqual({ items: [null], open: true });
    run.session.observe({ kind: "opaque", why: "cut" });
    run.call("t", "send", { text: "hello" });
    expect(cells(run)[0]).toEqual({ items: [], open: true });
  });

  it("are unknown of a rule that has none, which no bundle that was checked asks for", () => {
    const run = double({ columns: [{ kind: "sources", rule: "t.r0", term: arg("path"), type: "any" }], sources: 1, rules: [{ kind: "unary" }], demand: everything, tools: { send: { op: "SEND" } } });
    run.call("s", "send", { text: "hello" });
    expect(cells(run)).toEqual([null]);
  });

  it("are those of the edges that the rule looks through", () => {
    for (const [via, seen] of [["context", ["/bravo", "/alpha"]], ["declared", ["/alpha"]], ["any", ["/bravo", "/alpha"]]] as const) {
      const run = begin(via);
      read(run, "alpha", "/alpha", "alpha");
      read(run, "bravo", "/bravo", "bravo");
      run.call("s", "send", { text: "hello" }, { refs: ["alpha"] });
      expect(cells(run)[0]).toEqual(list(...seen));
    }
  });

  it("are not all there where there are too many", () => {
    const run = begin("context");
    for (let index = 0; index < 70; index++) read(run, `r${index}`, `/${index}`, "alpha");
    run.call("s", "send", { text: "hello" });
    const found = cells(run)[0];
    expect(found).toMatchObject({ open: true });
    expect(found).toHaveProperty("items.length", 64);
    expect(found).toHaveProperty("items.0", "/69");
  });
});

describe("what a finished instruction is a source of", () => {
  it("hangs on what it gave, as rules read it", () => {
    const columns: readonly Column[] = [{ kind: "result", path: [], type: "any" }, { kind: "result", path: ["a", "b"], type: "any" }, term(apply("size", column({ kind: "result", path: ["list"], type: "any" })), "number")];
    const run = double({ columns, sources: 1 });
    const marked = (content: unknown, more: { readonly error?: string } = {}): readonly unknown[] => {
      run.call(`c${run.decides.length}`, "t", {});
      run.result(`c${run.decides.length - 1}`, content, more);
      return run.marks.at(-1)?.columns ?? [];
    };
    expect(marked("{\"a\": {\"b\": 7}, \"list\": [1, 2]}")).toEqual([null, 7, 2]);
    expect(marked({ a: { b: "x" } })).toEqual([null, "x", undefined]);
    expect(marked([{ type: "text", text: "[1, \"x\"]" }])).toEqual([list(1, "x"), undefined, undefined]);
    expect(marked("42")).toEqual(["42", undefined, undefined]);
    expect(marked(42)).toEqual([42, undefined, undefined]);
    expect(marked("{\"a\": 1, \"a\": 2}")).toEqual([null, null, null]);
    expect(marked("{broken")).toEqual(["{broken", undefined, undefined]);
    expect(marked(undefined, { error: "it broke" })).toEqual(["it broke", undefined, undefined]);
    expect(marked([() => 1])).toEqual([null, null, null]);
    run.user("hello");
    expect(run.marks.at(-1)?.columns).toEqual([undefined, undefined, undefined]);
    expect(cells(run)).toEqual([null, null, null]);
  });
});

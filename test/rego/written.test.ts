// Parts of Rego that no policy's text leads to alone: a value that may be one that is unknown, a definition without lines, conditions
// on nothing but literals, and which columns of rows a host may leave out. Asks no OPA.

import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { holds } from "../../src/language/meaning/condition.js";
import { startKnown } from "../../src/language/meaning/context.js";
import { tablesOf } from "../../src/language/ir/names.js";
import { clauses } from "../../src/rego/condition.js";
import { filledKeys } from "../../src/rego/fill.js";
import { regoOf } from "../../src/rego/rego.js";
import { scopeOf } from "../../src/rego/scope.js";
import { always, definition, identifier, literal, never } from "../../src/rego/text.js";
import { operand } from "../../src/rego/value.js";
import type { Writer } from "../../src/rego/writer.js";
import { startWriter } from "../../src/rego/writer.js";
import type { Condition, Order, Scope, Value } from "../../src/language/check/policy.js";
import { rowColumnKey } from "../../src/words/column.js";
import type { RowColumn } from "../../src/words/column.js";
import { FALSE, TRUE } from "../../src/words/truth.js";
import { viewOf } from "../policy/view.js";

const { value } = compile([{ file: "p.policy", text: `package p
tool run(a: any, n?: number) { op EXEC  role content: a }
data names: list of string
unary deny r { on call  when args.a == "x" }
relational deny t { into args[role: content] as x  to call  when x not in names and length(x) > 3 }
` }]);

function writer(): Writer {
  if (value === undefined) throw new Error("the policy is sound");
  return { ...startWriter(value.manifest, new Set(), []), rule: "r", blocks: [], count: 0 };
}

const span = { file: "p.policy", start: 0, end: 0 };

const literals: readonly Value[] = [
  ...["a", "ab", "1"].map((value) => ({ kind: "string", value, span }) as const), ...[1, 2].map((value) => ({ kind: "number", value, span }) as const),
  ...[true, false].map((value) => ({ kind: "boolean", value, span }) as const),
];
const pairs = literals.flatMap((left) => literals.map((right) => ({ left, right })));
const orders: readonly Order[] = ["==", "!=", "<", "<=", ">", ">="];
const members = [[[], [1]], [["a"], []], [["a", "1"], [1, 3]], [["b"], [2]]] as const;
const onLiterals: readonly Condition[] = [
  ...pairs.flatMap((pair) => orders.map((order) => ({ kind: "compare", order, ...pair, span }) as const)),
  ...pairs.flatMap((pair) => (["contains", "starts with", "ends with"] as const).map((operator) => ({ kind: "text", operator, ...pair, span }) as const)),
  ...literals.flatMap((value) => members.map(([strings, numbers]) => ({ kind: "in", value, strings, numbers, span }) as const)),
];

describe("what is written", () => {
  it("has of conditions on literals alone what the interpreter says, and nothing where that is unknown", () => {
    const { manifest } = writer();
    const context = { tables: tablesOf(manifest), view: viewOf(manifest, { tool: "run" }), row: null, elements: [], known: startKnown() };
    const found = onLiterals.map((condition) => holds(condition, context));
    expect(new Set(found).size).toBe(3);
    for (const [at, condition] of onLiterals.entries()) {
      const written = [true, false].map((wanted) => clauses(condition, wanted, { writer: writer(), row: false, around: [] }));
      expect([condition, ...written]).toEqual([condition, found[at] === TRUE ? always : never, found[at] === FALSE ? always : never]);
    }
  });

  it("asks about no tool that the bundle does not know", () => {
    const at = { writer: writer(), row: false, around: [] };
    expect(clauses({ kind: "tool", tools: ["gone", "run"], span }, true, at)).toMatchObject([[{ text: "input.tool in {\"run\"}" }]]);
    const scope: Scope = { ops: [], sinks: [], acts: [], tools: ["gone", "run"], unbound: false, every: false, where: null };
    expect(scopeOf(scope, at)).toMatchObject({ holds: [[{ text: "input.tool in {\"run\"}" }]], fails: [[{ text: "not input.tool in {\"run\"}" }]] });
    expect(scopeOf({ ...scope, tools: ["gone"] }, at)).toEqual({ holds: never, fails: always });
  });

  it("has as there what no view carries: what is not known may be", () => {
    const at = { writer: writer(), row: false, around: [] };
    const column = { kind: "arg", path: ["n"], type: "number" } as const;
    expect([true, false].map((wanted) => clauses({ kind: "present", column, span }, wanted, at))).toEqual([always, never]);
    expect([true, false].map((wanted) => clauses({ kind: "present", column: { kind: "arg", path: ["a"], type: "any" }, span }, wanted, at).length)).toEqual([1, 1]);
  });

  it("calls what holds where a condition is true so, and where it is false so", () => {
    const { policy, manifest } = compile([{ file: "p.policy", text: `package p
tool run(a: string, b: string) { op EXEC }
unary deny r { on tool run  when (args.a == "x" or args.b == "y") and args.a != "z" }
unary deny s { on tool run where args.a == "x" or args.b == "y" }
` }]).value ?? { policy: null, manifest: null };
    const text = policy === null ? "" : regoOf(policy, manifest).value ?? "";
    for (const rule of ["r", "s"]) {
      expect(text).toMatch(new RegExp(`^p_${rule}_is_true if input\\.args\\.a == "x"$`, "m"));
      expect(text).not.toMatch(new RegExp(`^p_${rule}_is_false\\w* if input\\.args\\.a == "x"$`, "m"));
    }
  });

  it("asks whether a list of the host's data was cut short, where every item of it must be seen", () => {
    const { policy, manifest } = compile([{ file: "p.policy", text: `package p
tool run(a: string) { op EXEC }
data names: list of string
unary deny r { on call  when every x in names (x == args.a) }
` }]).value ?? { policy: null, manifest: null };
    const text = policy === null ? "" : regoOf(policy, manifest).value ?? "";
    expect(text).toContain("\tnot cut_short(input, \"data p.names\")\n");
  });

  it.each([["\u007f", "\\u007f"], ["\u200b", "\\u200b"], ["\u202e", "\\u202e"]])("has no sign that nobody sees: %j is %s", (sign, wanted) => {
    expect(literal(`a${sign}b`)).toBe(`"a${wanted}b"`);
  });

  it("has an item that no number leads to as its list", () => {
    const at = { writer: writer(), row: false, around: [] };
    expect(operand({ kind: "item", list: left, at: [], span }, at)).toMatchObject({ kind: "term", term: "input.args.a", absent: [{ text: "absent([\"args\", \"a\"])" }] });
  });

  it("is true where a definition has no lines", () => {
    expect(definition("f(x)", [])).toBe("f(x) if true");
  });

  it("has a product of three as OPA's formatter has it", () => {
    const nested = compile([{ file: "p.policy", text: `package p
tool run(a: list of string, b: list of string, c: list of string) { op EXEC }
unary deny r { on tool run  when some x in args.a (some y in args.b (args.c has x and y == "z")) }
` }]).value;
    const text = nested === undefined ? "" : regoOf(nested.policy, nested.manifest).value ?? "";
    expect(text).toContain("count(input.args.b) * count(input.args.a) <= ");
    expect(text).toContain("(count(input.args.c) * count(input.args.b)) * count(input.args.a) <= ");
  });

  it("leaves out of rows what the host's data fill, and nothing else", () => {
    expect(filledKeys(value?.manifest ?? writer().manifest).rowColumns).toEqual(["member(data p.names, row)"]);
    expect(value?.manifest.demand.rowColumns).toHaveLength(2);
  });

  it("has a fact of a row where there is a row, and the view carries the fact", () => {
    const [known] = value?.manifest.demand.rowColumns.filter(({ kind }) => kind === "term") ?? [];
    if (known === undefined) throw new Error("the policy asks how long a text is");
    const term = (row: boolean, column: RowColumn): unknown => operand({ kind: "row-column", column, span }, { writer: writer(), row, around: [] });
    expect(term(true, known)).toMatchObject({ kind: "term", term: `row.facts[${literal(rowColumnKey(known))}]` });
    expect([term(false, known), term(true, { kind: "extract", extractor: "fold" })]).toEqual([{ kind: "unknown" }, { kind: "unknown" }]);
  });

  it("asks of a list of the host's data for a row whether it was cut short, and not of what stands in its items", () => {
    const filled = value?.manifest.demand.rowColumns.find((column) => rowColumnKey(column) === "member(data p.names, row)");
    if (filled === undefined) throw new Error("the policy asks for a member");
    const of = operand({ kind: "row-column", column: filled, span }, { writer: writer(), row: true, around: [] });
    const lines = (indexes: readonly string[]): unknown => (of.kind === "term" ? of.whole(indexes).map((clause) => clause.map(({ text }) => text)) : null);
    const key = literal(rowColumnKey(filled));
    expect([lines([]), lines(["i"])]).toEqual([[[`not [${key}] in open_lists_of(row)`, `not cut_short(row, ${key})`]], [[`not [${key}, i] in open_lists_of(row)`]]]);
  });

  it("takes what the host's data may fill for absent only where they have it not either", () => {
    const { policy, manifest } = compile([{ file: "p.policy", text: `package p
tool run(a: string) { op EXEC }
data limits: map of number
unary deny r { on call  when (limits[args.a] else 3) > 5 }
` }]).value ?? { policy: null, manifest: null };
    const text = policy === null ? "" : regoOf(policy, manifest).value ?? "";
    expect(text).toContain("filled_absent(input, \"lookup(data p.limits, args.a)\")");
  });

  it("has the alternative of what is never there", () => {
    const element: Value = { kind: "element", depth: 0, span };
    expect(operand({ kind: "else", left: element, right: { kind: "string", value: "x" } }, { writer: writer(), row: false, around: [] })).toEqual({ kind: "literal", value: "x" });
  });

  it("gives names to what has none yet, counted from two", () => {
    const taken = new Set<string>();
    expect(["a b", "a-b", "a_b", "contains", "1"].map((from) => identifier(from, taken))).toEqual(["a_b", "a_b_2", "a_b_3", "contains_2", "r_1"]);
    expect([...taken]).toEqual(["a_b", "a_b_2", "a_b_3", "contains_2", "r_1"]);
  });

  const left: Extract<Value, { kind: "column" }> = { kind: "column", column: { kind: "arg", path: ["a"], type: "any" }, span };
  it.each<[string, Value]>([
    ["one that no view carries", { kind: "column", column: { kind: "arg", path: ["n"], type: "number" }, span }],
    ["one of no row", { kind: "row", span }],
  ])("has no alternative for %s", (_, right) => {
    const into = writer();
    const either = operand({ kind: "else", left, right }, { writer: into, row: false, around: [] });
    expect(into.blocks).toEqual(["r_value := chosen if chosen := input.args.a"]);
    expect(either).toMatchObject({ kind: "term", absent: null });
  });
});

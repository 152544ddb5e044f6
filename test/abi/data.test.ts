// The `data` of an OPA host: a column of external data that the input leaves out, and what lists and maps of it have, are filled from
// what the host set, as the kernel computes them; under OPA's own JavaScript host, by its context interface, and (where it is built) by
// real OPA on the Rego.

import { loadPolicy } from "@open-policy-agent/opa-wasm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CELL_LIST_MAX } from "../../src/base/limits.js";
import { compile } from "../../src/compile.js";
import type { Compiled } from "../../src/compile.js";
import { finders } from "../../src/extract/spans.js";
import { evaluate } from "../../src/extract/term.js";
import { cellOfTerm, valueOfJson } from "../../src/extract/value.js";
import { dataOf } from "../../src/kernel/facts/data.js";
import type { Json as Given } from "../../src/kernel/event/event.js";
import { regoOf } from "../../src/rego/rego.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import type { Json } from "../../src/wasm/abi/json.js";
import { columnKey, rowColumnKey } from "../../src/words/column.js";
import type { Column } from "../../src/words/column.js";
import { fillOf } from "../../src/words/fill.js";
import { clean } from "../../src/words/labels.js";
import type { Term, TermValue } from "../../src/words/term.js";
import type { View } from "../../src/words/view.js";
import { hasOpa, startOpa } from "../oracle/opa.js";
import type { Opa } from "../oracle/opa.js";
import { refused } from "./refused.js";

const text = `package shop.guard
tool pay(to?: string, currency?: string, amount?: number, note?: string) { op SEND  sink message  role destination: to  result trust high }
data vendors: list of string
data odd: list of number
data limits: map of number
data groups: map of any
data most: number
data free: string
unary deny outside { on call  when args.to not in vendors }
unary ask odd-amount { on call  when args.amount in odd }
unary deny over { on call  when args.amount > limits[args.currency] }
unary ask keyed { on call  when limits[args.amount] == 7 }
unary warn dollars { on call  when limits.USD == 100 }
unary deny above { on call  when args.amount > most }
unary warn listed { on call  when some v in vendors (v == args.note) }
unary warn grouped { on call  when some v in groups[args.to] (v == args.note) }
unary warn freely { on call  when free == args.note }
relational deny stranger { into args[role: destination] as to  to call  when to not in vendors }
relational warn kin { into args[role: destination] as to  to call  when every v in groups[to] (v == args.note) }
`;

const bundle = compiled(text);
const { manifest } = bundle;
const patterns = finders(manifest.patterns);
const filled = manifest.demand.columns.filter((column) => fillOf(column, manifest) !== null);

let opa: Opa | null = null;
beforeAll(() => void (opa = hasOpa() ? startOpa() : null));
afterAll(() => opa?.stop());

const scalars = ["acme", "bo", "", "é", "USD", "EUR", "7", "1.5", "100", 7, 1.5, 0, 100, 1e21, true, null] as const;
const arbitraryScalar = fc.constantFrom<Given>(...scalars, [], ["acme"]);
const arbitraryValue: Readonly<Record<string, fc.Arbitrary<Given>>> = {
  vendors: fc.array(fc.constantFrom<Given>("acme", "bo", "", "é"), { maxLength: 4 }),
  odd: fc.array(fc.constantFrom<Given>(7, 1.5, 100, 0), { maxLength: 4 }),
  limits: fc.dictionary(fc.constantFrom("USD", "EUR", "7", "1.5", "100", "__proto__"), fc.constantFrom<Given>(7, 1.5, 100)),
  groups: fc.dictionary(fc.constantFrom("acme", "bo"), fc.oneof(arbitraryScalar.filter((value) => value !== null), fc.array(arbitraryScalar))),
  most: fc.constantFrom<Given>(7, 1.5, 100),
  free: fc.constantFrom<Given>("acme", "bo", "é"),
};
const arbitraryData = fc.record(Object.fromEntries(Object.entries(arbitraryValue).map(([name, value]) =>
  [name, fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.oneof(arbitraryScalar, fc.constant({ USD: "7" }), fc.constant([1, "acme"])) })])), { requiredKeys: [] });
/** No number is looked up by that is not whole: to a module such a key is unknown. */
const arbitraryArg = arbitraryScalar.filter((value) => value !== 1.5);
const arbitraryArgs = fc.record({ to: arbitraryArg, currency: arbitraryArg, amount: arbitraryArg, note: arbitraryArg }, { requiredKeys: [] });

describe("data of a host", () => {
  test("the policy demands a column of each sort", () => {
    expect(filled.map(columnKey)).toEqual([
      "data shop.guard.free", "data shop.guard.most", "data shop.guard.vendors",
      "lookup(data shop.guard.groups, args.to)", 'lookup(data shop.guard.limits, "USD")', "lookup(data shop.guard.limits, args.amount)", "lookup(data shop.guard.limits, args.currency)",
      "member(data shop.guard.odd, args.amount)", "member(data shop.guard.vendors, args.to)",
    ].sort());
    expect(manifest.demand.rowColumns.map(rowColumnKey)).toEqual(["lookup(data shop.guard.groups, row)", "member(data shop.guard.vendors, row)"]);
  });

  test("what the input leaves out is as the kernel computes it of the same data", async () => {
    const host = await loadPolicy(new Uint8Array(bundle.wasm));
    await fc.assert(fc.asyncProperty(arbitraryArgs, arbitraryData, async (args, data) => {
      const all = { "shop.guard": data as Readonly<Record<string, Given>> };
      const whole = viewOf(args, all);
      const input = viewJson(whole, manifest);
      const wanted = host.evaluate(input);
      expect(wanted).not.toEqual(refused);
      host.setData(all);
      expect(host.evaluate(withoutFacts(input, args)), JSON.stringify({ args, data })).toEqual(wanted);
      // What is given counts, whatever the host has.
      host.setData({ "shop.guard": { vendors: [], most: 0 } });
      expect(host.evaluate(input)).toEqual(wanted);
      host.setData({});
    }), { numRuns: 150 });
  });

  test("without data, or with other data, what is left out is unknown, and fires", async () => {
    const host = await loadPolicy(new Uint8Array(bundle.wasm));
    const input = withoutFacts(viewJson(viewOf({ to: "acme" }, { "shop.guard": { vendors: ["acme"] } }), manifest), { to: "acme" });
    const said = (): readonly unknown[] => (host.evaluate(input) as readonly { readonly result: { readonly verdicts: readonly { readonly rule: string; readonly unknown: boolean }[] } }[])
      .flatMap(({ result }) => result.verdicts.filter(({ rule }) => /outside|stranger/.test(rule)).map(({ rule, unknown }) => `${rule} ${String(unknown)}`));
    const both = ["shop.guard.outside true", "shop.guard.stranger true"];
    expect(said()).toEqual(both);
    for (const data of [{ "shop.other": { vendors: ["acme"] } }, { "shop.guard": { vendors: "acme" } }, { "shop.guard": { vendors: ["acme", 1] } }, { "shop.guard": null }, { shop: { guard: { vendors: ["acme"] } } }, [], "x"]) {
      host.setData(data as object);
      expect(said(), JSON.stringify(data)).toEqual(both);
    }
    host.setData({ "shop.guard": { vendors: ["acme"] } });
    expect(said()).toEqual([]);
    host.setData({ "shop.guard": { vendors: ["bo"] } });
    expect(said()).toEqual(["shop.guard.outside false", "shop.guard.stranger false"]);
  });

  test("a number that is not whole is looked up by nothing, which is unknown", async () => {
    const host = await loadPolicy(new Uint8Array(bundle.wasm));
    host.setData({ "shop.guard": { limits: { "1.5": 7, "2": 7 } } });
    const keyed = (amount: number): unknown => (host.evaluate(withoutFacts(viewJson(viewOf({ amount }, {}), manifest), { amount })) as readonly { readonly result: { readonly verdicts: readonly { readonly rule: string; readonly unknown: boolean }[] } }[])
      .flatMap(({ result }) => result.verdicts).find(({ rule }) => rule === "shop.guard.keyed")?.unknown;
    expect([1.5, 2, 3].map(keyed)).toEqual([true, false, true]);
  });

  test("a long list is cut, as the kernel cuts it", async () => {
    const host = await loadPolicy(new Uint8Array(bundle.wasm));
    for (const count of [CELL_LIST_MAX, CELL_LIST_MAX + 1]) {
      const data = { "shop.guard": { vendors: Array.from({ length: count }, (_, at) => `v${at}`) } };
      const input = viewJson(viewOf({ to: "v1024", note: "nobody" }, data), manifest);
      const wanted = host.evaluate(input);
      host.setData(data);
      expect(host.evaluate(withoutFacts(input, { to: "v1024", note: "nobody" }))).toEqual(wanted);
      host.setData({});
    }
  });

  test("what is told to be absent must be one that was left out, and is told once", async () => {
    const host = await loadPolicy(new Uint8Array(bundle.wasm));
    const input = withoutFacts(viewJson(viewOf({}, {}), manifest), {});
    const key = "data shop.guard.vendors";
    const told = (absent: Json, more: { readonly [key: string]: Json } = {}): boolean => JSON.stringify(host.evaluate({ ...input, ...more, absent })) === JSON.stringify(refused);
    expect([told([key]), told([]), told([key, "data shop.guard.most"])]).toEqual([false, false, false]);
    expect([told([key, key]), told(["args.to"]), told([1]), told(key), told({}), told(null), told([key], { facts: { [key]: [] } }), told([key], { facts: null })]).toEqual(Array(8).fill(true));
  });

  test("real OPA on the Rego, with the same data, says the same", async ({ skip }) => {
    if (opa === null) return skip();
    const host = await loadPolicy(new Uint8Array(bundle.wasm));
    const rego = regoOf(bundle.policy, manifest).value ?? "";
    // Of a list that is cut nobody knows that every item is as it should be.
    const long = [CELL_LIST_MAX, CELL_LIST_MAX + 1].map((length) => [{ to: "acme", note: "bo" }, { groups: { acme: Array.from({ length }, () => "bo") } }] as const);
    for (const [args, data] of [...long, ...fc.sample(fc.tuple(arbitraryArgs, arbitraryData), { seed: 11, numRuns: 60 })]) {
      const all = { "shop.guard": data as Readonly<Record<string, Given>> };
      const input = viewJson(viewOf(args, all), manifest);
      const left = withoutFacts(input, args);
      host.setData(all);
      const wanted = [input, left].map((one) => (host.evaluate(one) as readonly { readonly result: unknown }[])[0]?.result);
      expect(await opa.ask(rego, `data.interdict.decide with data["shop.guard"] as ${JSON.stringify(data)}`, [input, left]), JSON.stringify({ args, data })).toEqual(wanted);
    }
  }, 60_000);
});

function compiled(policy: string): Compiled {
  const { value, diagnostics } = compile([{ file: "shop.policy", text: policy }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

/** The view of a call, its terms computed by the kernel's own functions. */
function viewOf(args: Readonly<Record<string, Given | undefined>>, data: Parameters<typeof dataOf>[1]): View {
  const values = dataOf(manifest.data, data);
  const flow = { labels: clean, marks: new Uint32Array(0) };
  const valueOf = (column: Column, row: TermValue): TermValue => {
    switch (column.kind) {
      case "arg": return valueOfJson(args[column.path[0] ?? ""]);
      case "data": return values.get(column.name);
      case "term": return termOf(column.term, row);
      default: return null;
    }
  };
  const termOf = (term: Term, row: TermValue): TermValue => evaluate(term, { column: (column) => valueOf(column, row), row, data: (name) => values.get(name) }, patterns);
  return {
    question: "decide", op: 9, tool: 0, sinks: 0, acts: [], self: clean, flows: [flow, flow, flow], rowsOpen: false, resources: [], resourcesOpen: false,
    columns: manifest.demand.columns.map((column) => cellOfTerm(valueOf(column, null))),
    rows: typeof args["to"] === "string" ? [{
      path: "to", value: args["to"], roles: 2 ** 9 - 1, who: 0, shape: 0, named: 0, unknown: false, flow,
      columns: manifest.demand.rowColumns.map((column) => (column.kind === "term" ? cellOfTerm(termOf(column.term, valueOfJson(args["to"]))) : null)),
    }] : [],
  };
}

/** The input with its arguments as they are, and nothing that is filled. */
function withoutFacts(input: { readonly [key: string]: Json }, args: Readonly<Record<string, Given | undefined>>): { readonly [key: string]: Json } {
  const bare = JSON.parse(JSON.stringify({ ...input, args, open: undefined, absent: undefined })) as { facts: Record<string, Json>; rows: { facts: Record<string, Json>; absent?: unknown; open?: unknown }[] } & { [key: string]: Json };
  for (const column of filled) delete bare.facts[columnKey(column)];
  for (const row of bare.rows) {
    for (const column of manifest.demand.rowColumns) if (fillOf(column, manifest) !== null) delete row.facts[rowColumnKey(column)];
    delete row.absent;
    delete row.open;
  }
  return bare;
}

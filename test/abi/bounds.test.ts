// What a module declares of its steps and memory, believed: an instrumented one never takes more, over generated policies and views and
// over those that are made to take as much as they can; and memory does not grow past what it says.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CELL_LIST_MAX, FRAME_BYTES_MAX, NEST_ITEMS_MAX } from "../../src/base/limits.js";
import { compile } from "../../src/compile.js";
import type { Compiled } from "../../src/compile.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { lower } from "../../src/language/ir/lower.js";
import { canvas, drawFrame, roomFor, shapeOf } from "../../src/wasm/abi/frame.js";
import { load } from "../../src/wasm/abi/load.js";
import { stepsAt } from "../../src/wasm/bundle/bounds.js";
import { generate } from "../../src/wasm/codegen/emit.js";
import { isList } from "../../src/words/cell.js";
import type { Cell } from "../../src/words/cell.js";
import { columnKey } from "../../src/words/column.js";
import { clean } from "../../src/words/labels.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { View } from "../../src/words/view.js";
import { arbitraryPolicy } from "../fuzz/policy.js";
import { arbitraryView } from "../fuzz/view.js";
import { metered } from "./meter.js";

/** A frame's steps, and the most that the module declares for it. */
interface Counted { readonly steps: number; readonly most: number }

describe("steps", () => {
  test("of generated policies and views are never more than declared", () => {
    const seen = { views: 0, closest: 0 };
    fc.assert(fc.property(arbitraryPolicy().chain((policy) => fc.tuple(fc.constant(policy), fc.array(arbitraryView(manifestOf(policy)), { minLength: 12, maxLength: 12 }))), ([policy, views]) => {
      const manifest = manifestOf(policy);
      const { value } = lower(policy, manifest);
      if (value === undefined) throw new Error("what is generated can be lowered");
      const { wasm, bounds } = generate(value, manifest);
      const count = counter(wasm, { ...manifest, bounds });
      for (const view of views) {
        const { steps, most } = count(view);
        expect(steps).toBeGreaterThan(0);
        expect(steps).toBeLessThanOrEqual(most);
        seen.views++;
        seen.closest = Math.max(seen.closest, steps / most);
      }
    }), { numRuns: 60 });
    // A bound that no view comes near would be believed of any module.
    expect(seen.closest).toBeGreaterThan(0.1);
  }, 60_000);

  const long = 20_000;
  const hostile = (length: number): string => "a".repeat(length / 2) + "b" + "a".repeat(length / 2 - 1);
  test.each<[string, string, Readonly<Record<string, Cell>>]>([
    ["a text in a text, short", "args.x contains args.y", { x: "ab".repeat(long), y: "ac" }],
    ["in four bytes", "args.x contains args.y", { x: "aaab".repeat(long / 4), y: "aaac" }],
    ["in five, which begin alike", "args.x contains args.y", { x: "a".repeat(long), y: "aaaab" }],
    ["a long one, which begins alike", "args.x contains args.y", { x: "a".repeat(long), y: `${"a".repeat(200)}b` }],
    ["one that differs in the middle", "args.x contains args.y", { x: "a".repeat(long), y: hostile(8000) }],
    ["one with a period", "args.x contains args.y", { x: "aab".repeat(long / 3), y: `${"aab".repeat(1000)}aac` }],
    ["one with a period, in one that has it often", "args.x contains args.y", { x: `${"ab".repeat(999)}c`.repeat(9), y: `${"ab".repeat(1000)}c` }],
    ["the beginning and the end", "args.x starts with args.y and args.x ends with args.y", { x: "a".repeat(long), y: "a".repeat(long) }],
    ["equal texts", "args.x == args.y", { x: "a".repeat(long + 7), y: "a".repeat(long + 7) }],
    ["a set", 'args.x in {"a", "b", "c", "d"}', { x: "a".repeat(long) }],
    ["patterns", 'args.x matches regex {"a*b", ".*c.*d"}', { x: "ac".repeat(long) }],
    ["a literal", `"${"a".repeat(3000)}b" contains args.x`, { x: "aaaab" }],
    ["a list", "some a in args.list (a == args.x)", { list: { items: Array(3000).fill("abc"), open: true }, x: "abd" }],
    ["two lists", "some a in args.list (some b in args.more (a == b))", { list: { items: Array(300).fill("abc"), open: true }, more: { items: Array(300).fill("abd"), open: false } }],
    ["two lists that are too long together", "some a in args.list (some b in args.more (a == b))", { list: { items: Array(3000).fill("abc"), open: true }, more: { items: Array(300).fill("abd"), open: false } }],
    ["a list in a list", "every a in args.list (args.more has a)", { list: { items: Array(360).fill("abc"), open: true }, more: { items: [...Array<string>(360).fill("abd"), "abc"], open: false } }],
    ["a text for each item", "some a in args.list (args.x contains a)", { list: { items: Array(400).fill("aaaab"), open: true }, x: "a".repeat(2000) }],
  ])("%s", (_, condition, args) => {
    const { wasm, manifest } = compiled(`package a\ntool t(x: string, y: string, list: list of string, more: list of string) { op SEND  sink message  result trust high }\nunary deny r { on call  when ${condition} }\n`);
    const { steps, most } = counter(wasm, manifest)(viewOf(manifest, args));
    expect(steps).toBeLessThanOrEqual(most);
    expect(steps).toBeGreaterThan(most / 1e9);
  });

  test("for each row, and for rules that fire out of order", () => {
    const rules = Array.from({ length: 300 }, (_, at) => `unary ${at % 2 === 0 ? "deny" : "warn"} r${at} { on ${at % 3 === 0 ? "call" : at % 3 === 1 ? "tool t" : "SEND"}  when args.x != "b${at}" }`);
    const { wasm, manifest } = compiled(`package a\ntool t(x: string, y: string) { op SEND  sink message  role content: x  result trust high }\n${rules.join("\n")}\nrelational deny into { into args as v  to call  when v contains args.y }\n`);
    const flow = { labels: clean, marks: new Uint32Array(0) };
    const rows = Array.from({ length: 200 }, (_, at) => ({ path: `x[${at}]`, value: "aaaaaac".repeat(at), roles: 1, who: 0, shape: 0, named: 0 as const, unknown: false, flow, columns: [] }));
    const { steps, most } = counter(wasm, manifest)({ ...viewOf(manifest, { x: "a", y: "aaaaaab" }), rows, rowsOpen: true });
    expect(steps).toBeGreaterThan(10_000);
    expect(steps).toBeLessThanOrEqual(most);
  });

  test("of long texts grow as the text does, whoever wrote both", () => {
    const { wasm, manifest } = compiled("package a\ntool t(x: string, y: string) { op SEND  sink message  result trust high }\nunary deny r { on call  when args.x contains args.y }\n");
    const count = counter(wasm, manifest);
    const [small, large] = [4000, 64_000].map((length) => count(viewOf(manifest, { x: "a".repeat(length), y: hostile(length / 2) })).steps);
    expect((large ?? 0) / (small ?? 1)).toBeLessThan(20);
  });

  test("what lists inside one another may be is what the language bounds", () => {
    const nested = [{ times: 1, rows: 0, lists: 2, bytes: 0 }] as const;
    expect([10, CELL_LIST_MAX].map((items) => stepsAt(nested, { bytes: 0, rows: 0, items }))).toEqual([100, NEST_ITEMS_MAX]);
    expect(stepsAt([{ times: 3, rows: 1, lists: 1, bytes: 1 }, { times: 4, rows: 0, lists: 0, bytes: 0 }], { bytes: 5, rows: 7, items: 11 })).toBe(3 * 5 * 7 * 11 + 4);
  });
});

describe("memory", () => {
  test("is what is declared at the start, and no more after the largest frame, again and again", () => {
    const { wasm, manifest } = compiled('package a\ntool t(x: string) { op SEND  sink message  result trust high }\nunary deny r { on call  when args.x == "a" }\n');
    const module = load(new WebAssembly.Module(new Uint8Array(wasm)), manifest);
    const { start, most } = manifest.bounds?.pages ?? { start: 0, most: 0 };
    expect(module.memoryBytes()).toBe(start * 65_536);
    for (const length of [1, 5000, 100_000, 3_000_000, FRAME_BYTES_MAX / 3 - 1000, 7]) module.decide(viewOf(manifest, { x: "x".repeat(length) }));
    expect(module.memoryBytes()).toBeGreaterThan(FRAME_BYTES_MAX / 2);
    expect(module.memoryBytes()).toBeLessThanOrEqual(most * 65_536);
  });

  test("of the JSON door: sixteen bytes for each byte of a text, or less", () => {
    const { wasm, manifest } = compiled('package a\ntool t(x: string) { op SEND  sink message  result trust high }\nunary deny r { on call  when args.x == "a" }\n');
    const memory = new WebAssembly.Memory({ initial: manifest.bounds?.pages.start ?? 0 });
    const called = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), { env: { memory } }).exports as Readonly<Record<string, (...args: readonly number[]) => number>>;
    const parse = (text: string): number => {
      const bytes = new TextEncoder().encode(text);
      const at = called["opa_malloc"]?.(bytes.length) ?? 0;
      new Uint8Array(memory.buffer).set(bytes, at);
      const before = called["opa_heap_ptr_get"]?.() ?? 0;
      expect(called["opa_json_parse"]?.(at, bytes.length)).not.toBe(0);
      const took = (called["opa_heap_ptr_get"]?.() ?? 0) - before;
      called["opa_heap_ptr_set"]?.(at);
      return took / bytes.length;
    };
    for (const item of ["0", "[]", "{}", '""', '"\\n"', '"\\u0041"', '{"":0}', '{"\\n":"\\n"}', '{"":{"":[0]}}', '"abc\\tdef"']) expect(parse(`[${Array(20_000).fill(item).join(",")}]`), item).toBeLessThanOrEqual(16.01);
    expect(parse(`[${Array(20_000).fill("0").join(",")}]`)).toBeGreaterThan(15);
  });
});

/** Counts the steps of a module's answer to a view's own question, and says what it declares for it. */
function counter(wasm: Uint8Array, manifest: Manifest): (view: View) => Counted {
  const { bounds } = manifest;
  if (bounds === undefined) throw new Error("a module has bounds");
  const memory = new WebAssembly.Memory({ initial: bounds.pages.start, maximum: bounds.pages.most });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(metered(wasm)), { env: { memory } });
  const called = exports as Readonly<Record<string, (at: number) => number>> & { readonly steps: { value: number } };
  const shape = shapeOf(manifest);
  return (view) => {
    const room = roomFor(view, shape);
    const frame = called["frame_reserve"]?.(room) ?? 0;
    const bytes = drawFrame(view, shape, canvas(memory.buffer), frame, room);
    called.steps.value = 0;
    called[view.question]?.(frame);
    const items = Math.max(0, ...[...view.columns, ...view.rows.flatMap((row) => [row.value, ...row.columns])].map(longest));
    return { steps: called.steps.value, most: stepsAt(bounds.steps[view.question], { bytes, rows: view.rows.length, items }) };
  };
}

function longest(cell: Cell): number {
  return isList(cell) ? Math.max(cell.items.length, ...cell.items.map(longest)) : 0;
}

function compiled(text: string): Compiled {
  const { value, diagnostics } = compile([{ file: "a.policy", text }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

function viewOf({ demand }: Manifest, args: Readonly<Record<string, Cell>>): View {
  const flow = { labels: clean, marks: new Uint32Array(0) };
  return {
    question: "decide", op: 9, tool: 0, sinks: 0, acts: [], self: clean, flows: [flow, flow, flow], rows: [], rowsOpen: false, resources: [], resourcesOpen: false,
    columns: demand.columns.map((column) => args[columnKey(column).replace("args.", "")]),
  };
}

// Lists inside lists: up to the bound each is gone through, past it what is said of the inner one is unknown, by every door and
// however the nest is made. A list by itself has no such bound.

import { describe, expect, it } from "vitest";
import { NEST_ITEMS_MAX } from "../../src/base/limits.js";
import type { Cell } from "../../src/words/cell.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { host } from "../../src/testing/host.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { policyOf } from "./fixture.js";
import { viewOf } from "./view.js";

const items = (count: number, value: number): Cell => ({ items: Array.from({ length: count }, () => value), open: false });

/** What every door says of a condition where the arguments are lists of 0, 1 and 2, so many items long. */
function truths(condition: string, lengths: readonly [number, number, number?]): readonly string[] {
  const policy = policyOf(`package p\ntool run(a: list of number, b: list of number, c?: list of number) { op EXEC }\nunary deny r { on EXEC  when ${condition} }\n`);
  const manifest = manifestOf(policy);
  const [a, b, c] = lengths;
  const given: Readonly<Record<string, Cell>> = { "args.a": items(a, 0), "args.b": items(b, 1), "args.c": items(c ?? 0, 2) };
  const known = new Set(manifest.demand.columns.flatMap((column) => (column.kind === "arg" ? [`args.${column.path.join(".")}`] : [])));
  const view = viewOf(manifest, { tool: "run", columns: Object.fromEntries(Object.entries(given).filter(([key]) => known.has(key))) });
  const wasm = emit(policy, manifest);
  const doors = [interpret(policy, manifest).decide, load(new WebAssembly.Module(new Uint8Array(wasm)), manifest).decide, host(wasm, manifest)];
  return doors.map((decide) => {
    const [verdict] = decide(view);
    return verdict === undefined ? "false" : verdict.unknown ? "unknown" : "true";
  });
}

const all = (truth: string): readonly string[] => [truth, truth, truth];
const SIDE = 256;
const OTHER = NEST_ITEMS_MAX / SIDE;

describe("a nest of lists", () => {
  it.each([
    ["some in some", "some x in args.a (some y in args.b (x == y))", "false"],
    ["every in every", "every x in args.a (every y in args.b (x < y))", "true"],
    ["every in some", "some x in args.a (every y in args.b (x < y))", "true"],
    ["a list that has an item", "some x in args.a (args.b has x)", "false"],
    ["not some in some", "some x in args.a (not (some y in args.b (x != y)))", "false"],
    ["a list that has not an item", "every x in args.a (not (args.b has x))", "true"],
    ["beside what is known", "some x in args.a (x == 0 and some y in args.b (y == 2))", "false"],
  ])("%s is gone through up to the bound, and not past it", (_, condition, within) => {
    expect(truths(condition, [OTHER, SIDE])).toEqual(all(within));
    expect(truths(condition, [OTHER, SIDE + 1])).toEqual(all("unknown"));
    expect(truths(condition, [OTHER + 1, SIDE])).toEqual(all("unknown"));
  });
  it("of three counts all of them", () => {
    const condition = "some x in args.a (some y in args.b (some z in args.c (x == z or y == z)))";
    expect(truths(condition, [32, 64, NEST_ITEMS_MAX / 2048])).toEqual(all("false"));
    expect(truths(condition, [32, 64, NEST_ITEMS_MAX / 2048 + 1])).toEqual(all("unknown"));
    expect(truths("some x in args.a (some y in args.b (args.c has x))", [32, 64, NEST_ITEMS_MAX / 2048 + 1])).toEqual(all("unknown"));
  });
  it("counts the lists around, and not those beside", () => {
    expect(truths("some x in args.a (some y in args.b (x == y) or some y in args.b (y < x))", [OTHER, SIDE])).toEqual(all("false"));
    expect(truths("some x in args.a (x == 1) or some y in args.b (y == 0)", [OTHER, SIDE + 1])).toEqual(all("false"));
  });
  it("has no bound where nothing is inside anything", () => {
    expect(truths("some x in args.a (x == 1)", [NEST_ITEMS_MAX + 1, 0])).toEqual(all("false"));
    expect(truths("args.a has 1", [NEST_ITEMS_MAX + 1, 0])).toEqual(all("false"));
  });
});

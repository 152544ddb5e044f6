// What a call is bound to, what it counts and marks, and what stands beside an element, one corner a line: as the reference interpreter
// has it and as the module does. Random policies find differences between the two; here it is said what both must be.

import { describe, expect, test } from "vitest";
import type { Cell } from "../../src/words/cell.js";
import { clean } from "../../src/words/labels.js";
import { ops, sinkKinds } from "../../src/words/ops.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import type { Verdict } from "../../src/words/view.js";
import type { Condition, Policy } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { tablesOf } from "../../src/language/ir/names.js";
import { startKnown } from "../../src/language/meaning/context.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { valueCell } from "../../src/language/meaning/value.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { fuzzers } from "../fuzz/fuzzers.js";
import { policyOf } from "../policy/fixture.js";
import { viewOf } from "../policy/view.js";
import type { ViewWords } from "../policy/view.js";

/** What the module answers, when the interpreter answers the same. */
function both<Answer>(policy: Policy, words: ViewWords, ask: (evaluator: Evaluator, view: ReturnType<typeof viewOf>) => Answer): Answer {
  const manifest = manifestOf(policy);
  const view = viewOf(manifest, words);
  const given = ask(load(new WebAssembly.Module(emit(policy, manifest)), manifest), view);
  expect(given).toEqual(ask(interpret(policy, manifest), view));
  return given;
}

const op = (name: (typeof ops)[number]): number => ops.indexOf(name);
const sinks = (...kinds: readonly (typeof sinkKinds)[number][]): number => kinds.reduce((all, kind) => all | (1 << sinkKinds.indexOf(kind)), 0);
const span = { file: "binding.policy", start: 0, end: 0 };

describe("bindings", () => {
  const policy = policyOf(`package p
tag secret
act pay { verbs "pay" }
label path "~/k/**" { secrecy high tag secret }
tool read(a?: boolean) { op READ  result trust high }
tool fetch(a?: boolean) { op RETRIEVE  result trust high }
tool send(a?: boolean) { op SEND  result trust high }
tool nothing(a?: boolean) { op EXEC  sink ui }
tool maybe(a?: boolean, b?: boolean) {
  op READ when args.a
  op SEND when args.b
  op EXEC
  sink egress when args.a
  sink message when args.b
  sink ui
  act pay when args.a
  result trust high when args.a
  result secrecy medium when args.b
}
tool medium(a?: boolean) { op SEND  result secrecy medium  result trust high when args.a }
`);
  const bind = (words: ViewWords): unknown => both(policy, { question: "bind", ...words }, (evaluator, view) => {
    const { counters: _, ...bound } = evaluator.bind(view);
    return bound;
  });
  const resources = [{ kind: "path", text: "~/k/x" }] as const;
  const target = { trust: 0, secrecy: 2, tags: 1, unknown: false };

  test.each([["read", "READ", target], ["fetch", "RETRIEVE", target], ["send", "SEND", clean]] as const)("%s gives what its target has, if it reads", (tool, name, result) => {
    expect(bind({ tool, resources })).toEqual({ op: op(name), sinks: 0, acts: [], target, result });
  });

  test("a tool of whose result nothing is said is trusted least", () => {
    expect(bind({ tool: "nothing", resources })).toEqual({ op: op("EXEC"), sinks: sinks("ui"), acts: [], target, result: { ...clean, trust: 2 } });
  });

  test.each<[Cell, Cell, unknown]>([
    [true, true, { op: op("READ"), sinks: sinks("egress", "message", "ui"), acts: [1], target: clean, result: { ...clean, secrecy: 1 } }],
    [false, true, { op: op("SEND"), sinks: sinks("message", "ui"), acts: [], target: clean, result: { ...clean, trust: 2, secrecy: 1 } }],
    [null, true, { op: op("SEND"), sinks: sinks("egress", "message", "ui"), acts: [1], target: clean, result: { ...clean, trust: 2, secrecy: 1 } }],
    [null, null, { op: op("EXEC"), sinks: sinks("egress", "message", "ui"), acts: [1], target: clean, result: { ...clean, trust: 2, secrecy: 1 } }],
    [false, false, { op: op("EXEC"), sinks: sinks("ui"), acts: [], target: clean, result: { ...clean, trust: 2 } }],
  ])("a is %s and b is %s", (a, b, wanted) => {
    expect(bind({ tool: "maybe", columns: { "args.a": a, "args.b": b } })).toEqual(wanted);
  });

  test.each([[true, "READ", { trust: 0, secrecy: 2, tags: 1, unknown: false }], [false, "EXEC", { ...clean, trust: 2 }]] as const)("a tool that may read gives what its target has only where it reads: a is %s", (a, name, result) => {
    expect(bind({ tool: "maybe", columns: { "args.a": a, "args.b": false }, resources })).toMatchObject({ op: op(name), target, result });
  });

  test("trust is believed where a clause certainly speaks of it, whatever others say", () => {
    expect(bind({ tool: "medium", columns: { "args.a": true } })).toMatchObject({ result: { trust: 0, secrecy: 1 } });
    expect(bind({ tool: "medium", columns: { "args.a": false } })).toMatchObject({ result: { trust: 2, secrecy: 1 } });
    expect(bind({ tool: "medium", columns: { "args.a": null } })).toMatchObject({ result: { trust: 2, secrecy: 1 } });
  });

  test("what nobody described could be anything; a response is what it is", () => {
    expect(bind({ op: "SEND", resources })).toEqual({ op: op("EXEC"), sinks: sinks(...sinkKinds), acts: [], target, result: { trust: 2, secrecy: 2, tags: 0, unknown: false } });
    expect(bind({ op: "RESPOND" })).toEqual({ op: op("RESPOND"), sinks: sinks("ui"), acts: [], target: clean, result: clean });
    expect(bind({ tool: "send", resourcesOpen: true })).toMatchObject({ target: { ...clean, unknown: true } });
  });
});

describe("counters and sources", () => {
  const names = Array.from({ length: 18 }, (_, at) => `t${10 + at}`);
  const policy = policyOf(`package p
${names.map((name) => `tool ${name}(a?: boolean) { op SEND }`).join("\n")}
${names.map((name) => `unary deny u-${name} { on SEND  when count(tool ${name} where args.a) > 1 }\nrelational deny r-${name} { from source where tool == ${name} and args.a to egress via value }`).join("\n")}
`);
  // Sixteen pairs of bits are a word.
  const words = (at: number, bits: number): readonly number[] => [0, 1].map((word) => (at >> 4 === word ? (bits << (2 * (at & 15))) >>> 0 : 0));
  const asked = (question: "bind" | "mark", at: number, a: Cell): readonly number[] => both(policy, { question, op: "SEND", tool: names[at] ?? "", columns: { "args.a": a, tool: names[at] } },
    (evaluator, view) => [...(question === "bind" ? evaluator.bind(view).counters : evaluator.mark(view))]);

  test("a call is counted as what it is bound to, whatever it came as", () => {
    const counting = policyOf(`package p
act pay { verbs "pay" }
tool send() { op SEND  sink egress  act pay }
tool run() { op EXEC }
unary deny r { on call  when count(SEND) > 1 or count(egress) > 1 or count(pay) > 1 }
`);
    const counted = (tool: string): readonly number[] => both(counting, { question: "bind", op: "WRITE", sinks: ["ui"], tool }, (evaluator, view) => [...evaluator.bind(view).counters]);
    expect([counted("send"), counted("run")]).toEqual([[0b010101], [0]]);
  });

  test("a message of the user's is no call without a binding: it has his op and reaches nothing", () => {
    const hearing = policyOf(`package p
tool send(text: string) { op SEND }
unary deny r { on SEND  when count(USER) > 1 or count(USER where args.text == "stop") > 0 or count(EXEC) > 1 }
`);
    const bound = (op: "USER" | "EXEC", text: Cell): unknown => both(hearing, { question: "bind", op, columns: { "args.text": text } }, (evaluator, view) => {
      const { op: is, sinks, result, counters } = evaluator.bind(view);
      return [is === view.op, sinks, result, [...counters]];
    });
    // Counters stand in the order of their texts: EXEC, USER, USER where ...
    expect(bound("USER", "stop")).toEqual([true, 0, clean, [0b010100]]);
    expect(bound("USER", "go")).toEqual([true, 0, clean, [0b000100]]);
    expect(bound("USER", null)).toEqual([true, 0, clean, [0b100100]]);
    expect(bound("EXEC", "stop")).toEqual([true, 2 ** 10 - 1, { trust: 2, secrecy: 2, tags: 0, unknown: false }, [0b000001]]);
  });

  test.each([0, 1, 15, 16, 17])("the one of number %d alone, certain or unknown", (at) => {
    const order = manifestOf(policy);
    expect([order.counters.length, order.sources]).toEqual([18, 18]);
    for (const question of ["bind", "mark"] as const) {
      expect(asked(question, at, true).map((word) => word >>> 0)).toEqual(words(at, 1));
      expect(asked(question, at, null).map((word) => word >>> 0)).toEqual(words(at, 2));
      expect(asked(question, at, false).map((word) => word >>> 0)).toEqual([0, 0]);
    }
  });
});

describe("what stands beside an element", () => {
  const column = (name: string) => ({ kind: "column", column: { kind: "arg", path: [name], type: "any" }, span }) as const;
  const base = policyOf("package p\ntool run(a: any, b: any) { op EXEC }\nunary deny r { on EXEC  when args.a == args.b }\n");
  const ruled = (when: Condition): Policy => ({ ...base, rules: base.rules.map((rule) => ({ ...rule, when })) });
  const item = { kind: "item", list: column("b"), at: [0], span } as const;
  const decide = (when: Condition, a: Cell, b: Cell): readonly Verdict[] => both(ruled(when), { tool: "run", columns: { "args.a": a, "args.b": b } }, (evaluator, view) => evaluator.decide(view));
  const quantified = (condition: Condition, all = false): Condition => ({ kind: "quantified", all, list: column("a"), condition, span });
  const isX: Condition = { kind: "compare", order: "==", left: item, right: { kind: "string", value: "x" }, span };
  // What is absent is as what comes behind `else`, what is unknown is not.
  const elseX: Condition = { kind: "compare", order: "==", left: { kind: "else", left: item, right: { kind: "string", value: "x" } }, right: { kind: "string", value: "x" }, span };
  const list = (...items: readonly Cell[]): Cell => ({ items, open: false });
  const [fires, unsure, not] = [[{ rule: 0, unknown: false, row: -1 }], [{ rule: 0, unknown: true, row: -1 }], []];

  test.each<[string, Condition, Cell, Cell, readonly Verdict[]]>([
    ["the same place", quantified(isX), list("1", "2"), list("y", "x"), fires],
    ["another place", quantified(isX), list("1", "2"), list("y", "z", "x"), not],
    ["no place in a shorter list", quantified(isX), list("1", "2"), list("y"), unsure],
    ["no place, which is not absence", quantified(elseX), list("1", "2"), list("y"), unsure],
    ["the last place", quantified(elseX), list("1", "2"), list("y", "x"), fires],
    ["absence", quantified(elseX), list("1", "2"), list("y", undefined), fires],
    ["no list", quantified(elseX), list("1"), "x", unsure], ["no list at all", quantified(elseX), list("1"), undefined, unsure],
    ["all of them", quantified(isX, true), list("1", "2"), list("x", "x"), fires], ["not all of them", quantified(isX, true), list("1", "2"), list("x"), unsure],
  ])("%s", (_, when, a, b, wanted) => {
    expect(decide(when, a, b)).toEqual(wanted);
  });

  test("is absent, as the element itself is, where no quantifier is around it", () => {
    const text = (value: string) => ({ kind: "string", value }) as const;
    const lone: Condition = { kind: "compare", order: "==", left: { kind: "else", left: { kind: "element", depth: 0, span }, right: text("x") }, right: text("x"), span };
    expect(both(ruled(lone), { tool: "run" }, (evaluator, view) => evaluator.decide(view))).toEqual(fires);
  });

  test("is unknown, not absent, to the interpreter itself", () => {
    const manifest = manifestOf(ruled(isX));
    const view = viewOf(manifest, { tool: "run", columns: { "args.b": list("y") } });
    const cell = (index: number): Cell => valueCell(item, { tables: tablesOf(manifest), view, row: null, elements: [{ cell: null, index, nest: 1 }], known: startKnown() });
    expect([cell(0), cell(1), cell(2)]).toEqual(["y", null, null]);
  });
});

describe("policies of many rules", () => {
  test("mean by frames what they mean one rule by one", async () => {
    const frame = fuzzers.find(({ name }) => name === "frame");
    expect(frame).toBeDefined();
    await frame?.check({ seed: 20, runs: 120 });
  });
});

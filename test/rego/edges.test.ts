// Edges at which Rego that reads well answers otherwise than the language: real OPA, the interpreter and the module by both doors are
// asked of each, and must say what stands here.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "../../src/words/cell.js";
import { clean } from "../../src/words/labels.js";
import { TRUE } from "../../src/words/truth.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { engineNames, engines } from "../oracle/engines.js";
import { hasOpa, startOpa } from "../oracle/opa.js";
import type { Opa } from "../oracle/opa.js";
import { policyOf } from "../policy/fixture.js";
import { viewOf } from "../policy/view.js";
import type { RowWords, ViewWords } from "../policy/view.js";

const list = (items: readonly Cell[], open = false): Cell => ({ items, open });
const textOf = (condition: string): string => `package p\ntool run(a: any, b?: any) { op EXEC }\nunary deny r { on call  when ${condition} }\n`;

describe.skipIf(!hasOpa())("OPA and the doors", () => {
  const state: { opa: Opa | null } = { opa: null };
  beforeAll(() => { state.opa = startOpa(); });
  afterAll(() => state.opa?.stop());

  it.each<[string, Readonly<Record<string, Cell>>, string]>([
    ["args.a has args.b", { "args.a": list([]), "args.b": null }, "unknown"],
    ["args.a has args.b", { "args.a": list([]), "args.b": undefined }, "unknown"],
    ["args.a has args.b", { "args.a": list([]), "args.b": "x" }, "false"],
    ["args.a has args.b", { "args.a": list(["x"], true), "args.b": "y" }, "unknown"],
    ["args.a has args.b", { "args.a": list(["x"], true), "args.b": "x" }, "true"],
    ["args.a has \"x\"", { "args.a": list([null]) }, "unknown"],
    ["not (args.a has \"x\")", { "args.a": list([null, "x"]) }, "false"],
    ["every x in args.a (x == 1)", { "args.a": list([]) }, "true"],
    ["every x in args.a (x == 1)", { "args.a": list([], true) }, "unknown"],
    ["every x in args.a (x == 1)", { "args.a": list([null, 2], true) }, "false"],
    ["some x in args.a (x == 1)", { "args.a": list([], true) }, "unknown"],
    ["some x in args.a (x == \"x\" and args.b == \"y\")", { "args.a": list(["z", "x"]), "args.b": "y" }, "true"],
    ["every x in args.a (x == \"x\" and args.b == \"y\")", { "args.a": list(["x", "x"]), "args.b": "y" }, "true"],
    ["every x in args.a (x == \"x\" or args.b == \"y\")", { "args.a": list(["x", "z"]), "args.b": "w" }, "false"],
    ["args.a in {1, 2}", { "args.a": "1" }, "unknown"],
    ["args.a not in {\"x\"}", { "args.a": true }, "unknown"],
    ["args.a != args.b", { "args.a": 1, "args.b": "1" }, "unknown"],
    ["args.a < args.b", { "args.a": "a", "args.b": "b" }, "unknown"],
    ["args.a <= args.b", { "args.a": 1, "args.b": 1 }, "true"],
    ["\"x\" == args.a", { "args.a": "x" }, "true"],
    ["3 < args.a", { "args.a": 4 }, "true"],
    ["3 <= args.a", { "args.a": 2 }, "false"],
    ["args.a in {\"x\"}", { "args.a": "x" }, "true"],
    ["args.a in {\"x\"}", { "args.a": "y" }, "false"],
    ["args.a not in {\"x\"}", { "args.a": "x" }, "false"],
    ["args.a not in {\"x\"}", { "args.a": 1 }, "unknown"],
    ["args.a in {1}", { "args.a": 1 }, "true"],
    ["args.a not in {1}", { "args.a": 1 }, "false"],
    ["args.a not in {1}", { "args.a": 2 }, "true"],
    ["args.a not in {1}", { "args.a": "1" }, "unknown"],
    ["present(args.b)", { "args.b": "x" }, "true"],
    ["present(args.b)", { "args.b": undefined }, "false"],
    ["not present(args.b)", { "args.b": undefined }, "true"],
    ["not present(args.b)", { "args.b": "x" }, "false"],
  ])("%s with %o is %s", async (condition, columns, wanted) => {
    const policy = policyOf(textOf(condition));
    const manifest = manifestOf(policy);
    const view = viewOf(manifest, { tool: "run", columns });
    const asked = engines(state.opa ?? startOpa(), true);
    const verdicts = { true: [{ unknown: false }], unknown: [{ unknown: true }], false: [] }[wanted];
    for (const engine of engineNames) expect([engine, (await asked[engine](policy, manifest, [view]))[0]]).toMatchObject([engine, { verdicts }]);
  });

  it.each<[string, RowWords, string]>([
    ["trust(x) <= low", { flow: { labels: { ...clean, trust: 2 } } }, "true"],
    ["trust(x) <= low", {}, "false"],
    ["trust(x) <= low", { flow: { labels: { ...clean, unknown: true } } }, "unknown"],
    ["trust(x) <= low", { unknown: true }, "unknown"],
    ["secrecy(x) >= high", { flow: { labels: { ...clean, secrecy: 2 } } }, "true"],
    ["secrecy(x) >= high", { flow: { labels: { ...clean, secrecy: 1 } } }, "false"],
    ["tags(x) has t", { flow: { labels: { ...clean, tags: 1 } } }, "true"],
    ["not (tags(x) has t)", { flow: { labels: { ...clean, tags: 1 } } }, "false"],
    ["not (tags(x) has t)", {}, "true"],
    ["x == \"v\"", {}, "true"],
    ["named(x)", { named: TRUE }, "true"],
    ["not named(x)", {}, "true"],
    ["not named(x)", { unknown: true }, "unknown"],
  ])("of a row %s with %o is %s", async (condition, row, wanted) => {
    const policy = policyOf(`package p\ntag t\ntool run(a: any) { op EXEC  role content: a }\nrelational deny r { into args[role: content] as x  to call  when ${condition} }\n`);
    const manifest = manifestOf(policy);
    const view = viewOf(manifest, { tool: "run", rows: [{ path: "a", roles: ["content"], ...row }] });
    const asked = engines(state.opa ?? startOpa(), true);
    const verdicts = { true: [{ unknown: false, row: 0 }], unknown: [{ unknown: true, row: 0 }], false: [] }[wanted];
    for (const engine of engineNames) expect([engine, (await asked[engine](policy, manifest, [view]))[0]]).toMatchObject([engine, { verdicts }]);
  });

  it.each<[string, ViewWords, string]>([
    ["to call via any", { value: { certain: [0] } }, "true"],
    ["to call via any", { context: { certain: [0] } }, "true"],
    ["to call via any", { context: { unknown: [0] } }, "unknown"],
    ["to call via any", {}, "false"],
    ["to call via value", { context: { certain: [0] } }, "false"],
    ["into args[role: content] as x  to call", { rows: [{ path: "a", roles: ["content"], flow: { certain: [0] } }] }, "true of the row"],
    ["into args[role: content] as x  to call", { rows: [{ path: "a", roles: ["content"] }] }, "false"],
    ["into args[role: content] as x  to call", { rows: [{ path: "a", roles: ["content"], unknown: true }] }, "unknown of the row"],
    ["to EXEC, message via any", {}, "false"],
    ["to EXEC, message via any", { op: "READ", value: { certain: [0] } }, "false"],
    ["to EXEC, message via any", { op: "READ", sinks: ["message"], value: { certain: [0] } }, "true"],
    ["to EXEC, message via any", { value: { certain: [0] } }, "true"],
  ])("of what came from a source %s with %o is %s", async (scope, words, wanted) => {
    const policy = policyOf(`package p\ntool run(a: any) { op EXEC  role content: a }\nrelational deny r { from source where secrecy(source) >= high  ${scope} }\n`);
    const manifest = manifestOf(policy);
    const view = viewOf(manifest, { tool: "run", ...words });
    const asked = engines(state.opa ?? startOpa(), true);
    const row = wanted.endsWith("of the row") ? 0 : -1;
    const verdicts = wanted === "false" ? [] : [{ unknown: wanted.startsWith("unknown"), row }];
    for (const engine of engineNames) expect([engine, (await asked[engine](policy, manifest, [view]))[0]]).toMatchObject([engine, { verdicts }]);
  });
});

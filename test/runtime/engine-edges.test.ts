// Edges of what a session does, each seen in one answer: a call that was forgotten from a window, a rewrite that leaves a call as it
// is or cannot be, the only act of a bundle, and as many people as are told apart.

import { describe, expect, it } from "vitest";
import { ARGUMENT_ROWS_MAX } from "../../src/base/limits.js";
import { compile } from "../../src/compile.js";
import { isListValue, isRecordValue } from "../../src/extract/value.js";
import { approversOf } from "../../src/kernel/facts/approved.js";
import { createHostFacts } from "../../src/kernel/facts/host.js";
import { createActing, principalFact } from "../../src/kernel/facts/principal.js";
import { resultOf } from "../../src/kernel/facts/result.js";
import type { Arguments } from "../../src/kernel/event/normalise.js";
import { describe as describeTool, leavesOf } from "../../src/kernel/view/leaves.js";
import { createEngine } from "../../src/node/engine.js";
import type { Column } from "../../src/words/column.js";
import type { HistoryEntry } from "../../src/words/manifest.js";
import { double } from "./double.js";

/** A session with one query over calls of `pay`, of which the runtime gives the times or does not, and what its decisions see of it. */
function begin(entry: Partial<HistoryEntry>, isTimed: boolean): { readonly pay: () => void; readonly maybe: () => void; readonly ask: () => unknown } {
  const columns: readonly Column[] = [{ kind: "history", history: 0, key: "history 0", type: "any" }];
  const run = double({ tools: { pay: { counters: [1] }, maybe: { counters: [2] } }, counters: 1, histories: [entry], columns });
  let calls = 0;
  const call = (tool: string): void => void run.call(`c${calls++}`, tool, {}, isTimed ? { at: 1000 * calls } : {});
  return { pay: () => call("pay"), maybe: () => call("maybe"), ask: () => { call("look"); return run.decides.at(-1)?.columns[0]; } };
}

describe.each([[true], [false]])("a window of steps, with times: %s", (isTimed) => {
  it("counts what is in it for as long as nothing of it was forgotten", () => {
    const run = begin({ within: { kind: "steps", steps: 10 }, keep: 2 }, isTimed);
    run.pay();
    run.pay();
    expect(run.ask()).toBe(2);
    run.pay();
    expect(run.ask()).toBe(null);
  });
  it("is unknown while a call is in it that may count", () => {
    const run = begin({ within: { kind: "steps", steps: 2 } }, isTimed);
    run.maybe();
    run.pay();
    expect([run.ask(), run.ask()]).toEqual([null, 1]);
  });
  it("is certain again when what was forgotten is behind it", () => {
    const run = begin({ within: { kind: "steps", steps: 3 }, keep: 2 }, isTimed);
    for (let at = 0; at < 3; at++) run.pay();
    expect([run.ask(), run.ask(), run.ask(), run.ask()]).toEqual([null, 2, 1, 0]);
  });
});

describe("a rewrite", () => {
  const play = (args: object): { readonly rounds: number; readonly decision: object } => {
    const verdicts = [{ rule: 0, unknown: false, row: -1 }];
    const rewriting = double({ tools: { pay: {} }, rules: [{ effect: "correct", rewrites: [{ kind: "set", path: ["a"], value: { kind: "literal", value: 1 } }] }] });
    let prepared = rewriting.session.prepare({ kind: "call", id: "c", tool: "pay", args });
    let rounds = 0;
    for (let next = rewriting.session.again(prepared, verdicts); next !== null && rounds < 20; next = rewriting.session.again(prepared, verdicts)) {
      prepared = next;
      rounds++;
    }
    return { rounds, decision: rewriting.session.settle(prepared, verdicts, 0) };
  };
  it("that leaves a call as it is is not judged again, and says nothing", () => {
    expect(play({ a: 1 })).toMatchObject({ rounds: 0, decision: { effect: "allow", rules: [], rewritten: false, args: { a: 1 } } });
  });
  it("that changes it is judged once more, and then leaves it", () => {
    expect(play({ a: 2 })).toMatchObject({ rounds: 1, decision: { effect: "correct", rewritten: true, args: { a: 1 } } });
  });
  it("of an answer to the user that would make it no text denies, and names the rules that rewrite", () => {
    const run = double({ rules: [{ effect: "warn" }, { effect: "correct", rewrites: [{ kind: "set", path: ["title"], value: { kind: "literal", value: "x" } }] }] });
    const prepared = run.session.prepare({ kind: "response", text: "done" });
    const verdicts = [{ rule: 0, unknown: false, row: -1 }, { rule: 1, unknown: false, row: -1 }];
    const next = run.session.again(prepared, verdicts);
    if (next === null) throw new Error("it is judged again");
    const { code, reason } = run.session.settle(next, [], 0);
    expect([code, reason.includes("t.r1"), reason.includes("t.r0")]).toEqual(["correct/place", true, false]);
  });
});

it("the only act of a bundle is heard", () => {
  const run = double({ acts: [{ name: "pay", verbs: ["pay"], nouns: [] }], columns: [{ kind: "asked", act: "pay", type: "boolean" }] });
  const asked = (): unknown => { run.call(`c${run.decides.length}`, "look", {}); return run.decides.at(-1)?.columns[0]; };
  run.user("look at the bill");
  expect(asked()).toBe(false);
  run.user("now pay it");
  expect(asked()).toBe(true);
});

it("a host provides what the profile of its runtime declares, and no more", () => {
  const { manifest } = double({ profiles: [{ runtime: "desk", facts: [{ name: "lamp", type: "boolean" }, { name: "door", type: "boolean" }] }] }).evaluator;
  const provided = (runtime: string, provides?: readonly string[]): readonly string[] => [...createHostFacts(manifest, runtime, provides).provided];
  expect([provided("desk"), provided("desk", ["lamp", "time", "window"]), provided("desk", []), provided("shed", ["lamp"])]).toEqual([["lamp", "door"], ["lamp"], [], []]);
});

describe("what came back", () => {
  const kindOf = (content: unknown): string => {
    const value = resultOf(content);
    return isRecordValue(value) ? [...value.fields.keys()].join() : isListValue(value) ? `a list of ${value.items.length}` : JSON.stringify(value);
  };
  it.each<[string, unknown, string]>([
    ["a text of structure", "{\"a\": 1}", "a"],
    ["a text", "no structure", "\"no structure\""],
    ["parts of text", [{ type: "text", text: "{\"a\":" }, { type: "text", text: " 1}" }], "a"],
    ["no parts", [], "a list of 0"],
    ["parts of which one is no text", [{ type: "text", text: "{\"a\": 1}" }, null], "a list of 2"],
    ["a part of another type", [{ type: "image", text: "{\"a\": 1}" }], "a list of 1"],
    ["a part without a text", [{ type: "text", text: 1 }], "a list of 1"],
    ["a key that stands twice", "{\"a\": 1, \"a\": 2}", "null"],
  ])("%s", (_, content, kind) => {
    expect(kindOf(content)).toBe(kind);
  });
});

it("as many roles of a principal as are told apart are all, and one more are not", () => {
  const roles = (count: number): unknown => principalFact({ ...createActing(undefined), told: { roles: Array.from({ length: count }, (_, at) => `r${at}`) } }, "roles");
  expect(roles(ARGUMENT_ROWS_MAX)).toMatchObject({ open: false, items: { length: ARGUMENT_ROWS_MAX } });
  expect(roles(ARGUMENT_ROWS_MAX + 1)).toMatchObject({ open: true, items: { length: ARGUMENT_ROWS_MAX } });
});

it("as many people as are told apart are all, and one more are not", () => {
  const people = (count: number): Parameters<typeof approversOf>[0] => Array.from({ length: count }, (_, at) => ({ by: `p${at}`, person: `p${at}`, role: null, expiresAt: null, ask: null, state: "given" as const }));
  const all = approversOf(people(ARGUMENT_ROWS_MAX), "by", false, undefined, null);
  expect([all.items.length, all.open]).toEqual([ARGUMENT_ROWS_MAX, false]);
  const more = approversOf(people(ARGUMENT_ROWS_MAX + 1), "by", false, undefined, null);
  expect([more.items.length, more.open]).toEqual([ARGUMENT_ROWS_MAX, true]);
});

describe("an argument that was given as null", () => {
  const policy = `
package t
tool pay(to: string, cc?: string, memo?: { text?: string }) { op SEND  sink payment  role destination: to, cc }
unary deny copied { on tool pay  when present(args.cc) }
unary ask noted { on tool pay  when (args.memo.text else "") != "" }
unary warn nobody { on tool pay  when args.to == "x" }
unary warn again { on tool pay where args.to == "q"  when distinct(args.cc else "none" of tool pay) > 1 }
`;
  it("is one that was left out, to rules and to what they remember, where it may be missing; else it is unknown", async () => {
    const { value: bundle } = compile([{ file: "t.policy", text: policy }]);
    if (bundle === undefined) throw new Error("it compiles");
    const session = (await createEngine({ bundles: [bundle], pool: false })).session({ id: "s" });
    const rules = (args: Record<string, unknown>): unknown => {
      const decision = session.evaluateSync({ kind: "call", id: JSON.stringify(args), tool: "pay", args });
      expect(decision.args).toEqual(args);
      return decision.rules.map(({ id, unknown }) => `${id}${unknown ? "?" : ""}`);
    };
    expect(rules({ to: "a", cc: null, memo: null })).toEqual([]);
    expect(rules({ to: "a", cc: "b" })).toEqual(["t.copied"]);
    expect(rules({ to: "b" })).toEqual([]);
    expect(rules({ to: null })).toEqual(["t.nobody?"]);
    expect(rules({ to: "a", memo: { text: null } })).toEqual(["t.noted?"]);
    expect(rules({ to: "q" })).toEqual([]);
  });


  const pay = describeTool({ roles: [{ role: "destination", path: "to" }, { role: "destination", path: "cc" }], params: ["to"], declared: ["cc", "to"], open: false });
  const paths = (args: Arguments): readonly string[] => leavesOf(args, pay).leaves.map(({ path }) => path);
  it("is no leaf where it may be left out, and an unknown one where it is required or lies deeper", () => {
    expect(paths({ to: null, cc: null })).toEqual(["to"]);
    expect(paths({ to: "a", cc: [null] })).toEqual(["to", "cc[0]"]);
    expect(paths({ to: "a", bcc: null })).toEqual(["to", "{bcc}", "bcc"]);
  });
});

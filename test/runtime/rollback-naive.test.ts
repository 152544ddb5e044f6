// The slice of a rollback and the naive one, held equal on generated logs whose values keep coming back; what stays of these is a
// conversation, whatever happened; and a session that went back from nothing is the session that it was.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../src/language/check/check.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { parse } from "../../src/language/syntax/parse.js";
import { createCore, type Core } from "../../src/engine.js";
import { keptOf, type Message } from "../../src/kernel/rollback/kept.js";
import { sliceOf } from "../../src/kernel/rollback/slice.js";
import { ledgerOf, type Ledger } from "../../src/node/rollback/ledger.js";
import { retrace } from "../../src/node/rollback/retrace.js";
import { readTrace } from "../../src/runtimes/trace/read.js";
import type { Effect } from "../../src/words/effects.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { edgeKinds, type EdgeKind } from "../../src/words/provenance.js";
import { isSink } from "../naive/kernel.js";
import { naiveSlice } from "../naive/slice.js";

const text = `package slices
tool read(path: string) { op READ  role path: path  result trust low }
tool note(path: string, text: string) { op WRITE  role path: path  role content: text }
tool send(to: string, body: any) { op SEND  sink egress  role destination: to  role content: body.* }
relational deny low { from source where trust(source) == low  to egress via value }
unary ask unbound { on unbound }
`;

function bundle(): { readonly core: Core; readonly evaluator: Evaluator } {
  const tree = parse({ file: "slices.policy", text }).value;
  const policy = tree === undefined ? undefined : check([tree]).value;
  if (policy === undefined) throw new Error("the policy is sound");
  const evaluator = interpret(policy, manifestOf(policy));
  return { core: createCore(evaluator, "0"), evaluator };
}
const cases = fileURLToPath(new URL("../trace/cases/", import.meta.url));
const { core, evaluator } = bundle();
const { manifest } = core;

const values = ["bob@corp.example", "sk-live-0123456789abcdef", "invoice 99887766", "marzipan lighthouse", "me", "the"];
const value = fc.constantFrom(...values);
const words = fc.array(value, { maxLength: 2 }).map((parts) => parts.join(" and "));
const id = fc.constantFrom("c1", "c2", "c3");
const args = fc.oneof({ weight: 8, arbitrary: fc.record({ to: value, body: words }) }, { weight: 1, arbitrary: fc.constantFrom<unknown>("no json", { to: null, body: 1 }, {}) });
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("call"), id: fc.constant("new"), tool: fc.constantFrom("read", "send", "unbound"), args, refs: fc.array(id, { maxLength: 1 }) }, { requiredKeys: ["kind", "id", "tool", "args"] }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("call"), id: fc.constant("new"), tool: fc.constantFrom("read", "note"), args: fc.record({ path: fc.constantFrom<unknown>("/a", "/a/b", "c", null), text: words }, { requiredKeys: ["path"] }) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("result"), id: fc.oneof({ weight: 4, arbitrary: fc.constant("last") }, { weight: 1, arbitrary: id }), content: fc.oneof({ weight: 6, arbitrary: words }, { weight: 1, arbitrary: fc.constant(undefined) }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("user", "system", "reason"), text: words }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("user"), text: words, principal: fc.constantFrom("tool", "agent") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("response"), text: words }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("step"), op: fc.constantFrom("PLAN", "COMPRESS", "PRUNE"), text: words }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("denied"), id: fc.constantFrom("last", "c1") }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>({ kind: "opaque", why: "cut" }, { kind: "result", id: "nobody", content: "x" }, { kind: "step", op: "ROLLBACK" }, { kind: "facts", facts: {} }, { kind: "call", id: "c1", tool: "read", args: {} }) },
);
const log = fc.array(event, { minLength: 3, maxLength: 14 }).map((events) => {
  let calls = 0;
  return events.map((each): unknown => {
    if (typeof each !== "object" || each === null || !("id" in each)) return each;
    if (each.id === "new") return { ...each, id: `c${++calls}` };
    return each.id === "last" ? { ...each, id: `c${calls}` } : each;
  });
});

interface Played {
  readonly ledger: Ledger;
  readonly effects: ReadonlyMap<number, Effect>;
}

function play(events: readonly unknown[]): Played {
  const ledger = ledgerOf("s", (name) => core.session({ id: name }));
  const effects = new Map<number, Effect>();
  for (const [index, each] of events.entries()) {
    if (!isSink(each)) ledger.observe(each);
    else {
      const prepared = ledger.prepare(each);
      effects.set(index, ledger.settle(prepared, prepared.kind === "view" ? evaluator.decide(prepared.view) : [], 0).effect);
    }
  }
  return { ledger, effects };
}

/** What is no conversation: a call without its result right behind it, or a result without its call. */
function broken(messages: readonly Message[]): number {
  let open: readonly string[] = [];
  let wrong = 0;
  for (const message of messages) {
    if (message.role === "tool") {
      if (!open.includes(message.tool_call_id)) wrong++;
      open = open.filter((each) => each !== message.tool_call_id);
      continue;
    }
    wrong += open.length;
    open = message.role === "assistant" ? (message.tool_calls ?? []).map((made) => made.id) : [];
  }
  return wrong + open.length;
}

describe("a slice", () => {
  it("is what going over the whole log for every question finds", { timeout: 60_000 }, () => {
    fc.assert(fc.property(log, fc.nat({ max: 5 }), fc.subarray<EdgeKind>([...edgeKinds], { minLength: 1 }), (events, cause, via) => {
      const { ledger, effects } = play(events);
      const { trail } = retrace(core.tracer({ id: "s" }), ledger.entries, manifest, null);
      if (trail.instructions[cause] === undefined) return;
      const { steps } = sliceOf(trail.instructions, new Set([cause]), via);
      expect([...steps.keys()]).toEqual(naiveSlice(manifest, evaluator, events, effects, [cause], via));
    }), { numRuns: 50 });
  });

  it("is drawn with every kind of edge often enough", () => {
    const met = { value: 0, declared: 0, context: 0, uncertain: 0 };
    for (const events of fc.sample(log, { numRuns: 200, seed: 4711 })) {
      const { trail } = retrace(core.tracer({ id: "s" }), play(events).ledger.entries, manifest, null);
      for (const edge of [...sliceOf(trail.instructions, new Set([0, 1]), edgeKinds).steps.values()].flat()) met[edge.certain ? edge.kind : "uncertain"]++;
    }
    expect(Object.entries(met).filter(([, count]) => count < 5)).toEqual([]);
  });

  it("is the same of recorded runs, from each of their first steps", { timeout: 60_000 }, () => {
    const runs = readdirSync(cases).flatMap((name) => readFileSync(`${cases}${name}/events.jsonl`, "utf8").split("\n").slice(0, 2)).filter((line) => line !== "")
      .map((line) => readTrace(line).events.map((each) => each.event)).filter((events) => events.length <= 14);
    expect(runs.length).toBeGreaterThan(10);
    for (const [number, events] of runs.entries()) {
      const { ledger, effects } = play(events);
      const { trail } = retrace(core.tracer({ id: "s" }), ledger.entries, manifest, null);
      const cause = number % 3;
      if (trail.instructions[cause] === undefined) continue;
      expect([...sliceOf(trail.instructions, new Set([cause]), ["value", "declared"]).steps.keys()]).toEqual(naiveSlice(manifest, evaluator, events, effects, [cause], ["value", "declared"]));
    }
  });

  it("leaves a conversation", { timeout: 60_000 }, () => {
    fc.assert(fc.property(log, fc.array(fc.nat({ max: 8 }), { maxLength: 3 }), (events, causes) => {
      const { ledger } = play(events);
      const { trail } = retrace(core.tracer({ id: "s" }), ledger.entries, manifest, null);
      const { steps } = sliceOf(trail.instructions, new Set(causes.filter((step) => trail.instructions[step] !== undefined)), ["value", "declared"]);
      const kept = keptOf(trail, new Set(steps.keys()));
      expect(broken(kept.messages)).toBe(0);
      expect(kept.events.filter((number) => steps.has(trail.events[number]?.step ?? -1))).toEqual([]);
    }), { numRuns: 150 });
  });
});

describe("a session", () => {
  it("that is told everything again is the session that it was", () => {
    fc.assert(fc.property(log, log, (before, after) => {
      const { ledger } = play(before);
      ledger.rebase([...ledger.entries.keys()], { decision: null, causes: [], via: [], outcomes: [] });
      const plain = play(before).ledger;
      const next = [ledger, plain].map((session) => after.filter(isSink).map((each) => {
        const prepared = session.prepare(each);
        const { effect, step, args: made, rules } = session.settle(prepared, prepared.kind === "view" ? evaluator.decide(prepared.view) : [], 0);
        return { effect, step, made, rules: rules.map((rule) => rule.id) };
      }));
      expect(next[0]).toEqual(next[1]);
    }), { numRuns: 50 });
  });
});

// The same events give the same decisions, from any prefix and beside any other session; and an event costs what it holds,
// whatever came before it.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SIGHTINGS_MAX } from "../../src/base/limits.js";
import { holdEqual } from "../naive/hold.js";
import { double, everything, type Double } from "./double.js";

const begin = (): Double => double({
  tools: { read: { roles: { path: "a" }, labels: { secrecy: 2 }, counters: [1] }, send: { roles: { content: "a", destination: "b" }, counters: [0, 2] } },
  sources: 2, counters: 2, rules: [{ effect: "ask", kind: "relational", source: 0, via: "any" }, { effect: "warn" }],
  acts: [{ name: "x", verbs: ["alpha"], nouns: [] }],
  columns: [
    { kind: "count", counter: 0, key: "k0", type: "number" }, { kind: "count", counter: 1, key: "k1", type: "number" }, { kind: "repeats", type: "number" },
    { kind: "approved", type: "boolean" }, { kind: "asked", act: "x", type: "boolean" }, { kind: "arg", path: ["a"], type: "any" },
  ],
  demand: everything,
  mark: (view) => [view.self.secrecy === 2 ? 1 : 0, view.self.trust === 2 ? 2 : 0],
  decide: (view) => [
    ...(view.flows.some((flow) => flow.marks[0] !== 0) ? [{ rule: 0, unknown: false, row: view.rows.length - 1 }] : []),
    ...(view.rows.some((row) => row.unknown) ? [{ rule: 1, unknown: true, row: -1 }] : []),
  ],
});

const word = fc.constantFrom("alpha", "bravo", "lantern-47", "GB82 WEST 1234 5698 7654 32", "a@b.example", "the", "[{\"k\": \"lantern-47\"}]", "\ud800");
const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
const id = fc.constantFrom("c1", "c2", "c3", "c4");
const event: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ kind: fc.constantFrom("user", "system"), text }),
  fc.record({ kind: fc.constant("user"), text, principal: fc.constantFrom("agent", "tool", "boss") }),
  fc.record({ kind: fc.constant("reason"), text }),
  fc.record({ kind: fc.constant("result"), id, content: fc.oneof(text, fc.jsonValue(), fc.constant(undefined)) }, { requiredKeys: ["kind", "id"] }),
  fc.record({ kind: fc.constant("denied"), id }),
  fc.record({ kind: fc.constant("approval"), tool: fc.constantFrom("read", "send"), args: fc.record({ a: text }), by: fc.constant("ana") }),
  fc.record({ kind: fc.constant("opaque"), why: text }),
  fc.record({ kind: fc.constant("response"), text }),
  fc.record({ kind: fc.constant("call"), id: fc.oneof(id, fc.uuid()), tool: fc.constantFrom("read", "send", "other"), args: fc.oneof(fc.record({ a: text, b: word }), fc.jsonValue(), text), refs: fc.array(id, { maxLength: 2 }) }, { requiredKeys: ["kind", "id", "tool", "args"] }),
  fc.anything(),
);

/** Plays a log: the decisions, and the views they were made on. */
function play(run: Double, log: readonly unknown[]): string[] {
  return log.flatMap((one) => {
    const kind: unknown = typeof one === "object" && one !== null && "kind" in one ? one.kind : null;
    if (kind !== "call" && kind !== "response") {
      run.session.observe(one);
      return [];
    }
    return [JSON.stringify([settle(run, one), run.decides.at(-1)], (_, value: unknown) => (value instanceof Uint32Array ? [...value] : value))];
  });
}
function settle(run: Double, event: unknown): unknown {
  const prepared = run.session.prepare(event);
  return run.session.settle(prepared, prepared.kind === "view" ? run.decide(prepared.view) : [], 0);
}

describe("a log", () => {
  it("gives the same decisions from any prefix, and beside another session", () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 25 }), fc.nat(25), (log, cut) => {
      const whole = play(begin(), log);
      const part = play(begin(), log.slice(0, cut));
      expect(whole.slice(0, part.length)).toEqual(part);
      const one = begin();
      const other = begin();
      const interleaved = log.flatMap((each) => {
        play(other, [{ kind: "user", text: "alpha lantern-47" }]);
        return play(one, [each]);
      });
      expect(interleaved).toEqual(whole);
    }), { numRuns: 300 });
  });
});

describe("what is remembered", () => {
  it("is what the naive kernel works out afresh from the whole log", () => {
    fc.assert(fc.property(fc.array(fc.oneof(event, fc.record({ kind: fc.constant("cancel"), event: fc.nat(15) })), { maxLength: 15 }), (log) => {
      const { evaluator } = begin();
      expect(holdEqual(evaluator.manifest, evaluator, log)).toBe(null);
    }), { numRuns: 1000 });
  });
});

describe("cost", () => {
  const filled = (events: number): Double => {
    const run = double({ tools: { read: { roles: { path: "a" } }, send: { roles: { content: "a" } } }, sources: 1, demand: everything });
    run.user("see to the harbour lantern");
    for (let index = 0; index < events; index++) {
      run.call(`c${index}`, "read", { a: `file-${index}.txt` });
      run.result(`c${index}`, `entry ${index} of the harbour log: vessel v${index}x moored`);
    }
    return run;
  };
  const costOf = (run: Double, text: string): number => {
    const before = run.session.work;
    run.call("last", "send", { a: text });
    return run.session.work - before;
  };

  it("of a value seen once does not grow with the session", () => {
    const costs = [10, 100, 3000].map((events) => costOf(filled(events), "v7x lantern"));
    expect(costs[0]).toBeGreaterThan(0);
    expect(Math.max(...costs)).toBeLessThanOrEqual(10);
  });

  it("of any value is bounded by its tokens", () => {
    const tokens = 6;
    const text = "harbour log vessel v9x moored lantern";
    expect(costOf(filled(500), text)).toBeGreaterThan(500);
    for (const events of [3000, 6000]) expect(costOf(filled(events), text)).toBeLessThanOrEqual((tokens + 1) * SIGHTINGS_MAX);
  });

  it("is nothing where no rule looks", () => {
    const run = double();
    run.user("harbour");
    run.call("c", "send", { a: "harbour" });
    expect(run.session.work).toBe(0);
  });
});

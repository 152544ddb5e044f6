// Events that are not as they should be: nothing throws, nothing is lost, and what is not known counts as the worst.
// Beside them the strict reader of JSON, held against the host's own.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENT_TEXT_MAX, JSON_DEPTH_MAX, NAME_TEXT_MAX } from "../../src/base/limits.js";
import { parseStrict } from "../../src/kernel/event/strict.js";
import { opaque } from "../../src/words/labels.js";
import { double, everything, type Double } from "./double.js";

const begin = (): Double => double({ tools: { send: { roles: { content: "text" } } }, sources: 1, demand: everything });
const decide = (run: Double, event: unknown) => {
  const prepared = run.session.prepare(event);
  return run.session.settle(prepared, [], 0);
};
const codes = (run: Double): string[] => run.session.anomalies.map(({ code }) => code);
function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return { value };
}
const throwing = { get kind(): string { throw new Error("no"); } };
const cyclic: Record<string, unknown> = {};
cyclic["self"] = cyclic;

describe("observed events", () => {
  it.each([
    ["nothing", undefined], ["null", null], ["a number", 7], ["a text", "user"], ["a list", []], ["no kind", {}], ["another kind", { kind: "wish" }],
    ["a getter that throws", throwing], ["a user without text", { kind: "user" }], ["an unknown principal", { kind: "user", text: "x", principal: "boss" }],
    ["a result without an id", { kind: "result", content: "x" }], ["a call that was not asked about", { kind: "call", id: "c", tool: "t", args: {} }],
    ["a denial of nobody", { kind: "denied", id: 7 }], ["facts that are none", { kind: "facts", facts: [] }], ["an overlong id", { kind: "result", id: "x".repeat(NAME_TEXT_MAX + 1), content: "x" }],
  ])("become opaque: %s", (_, event) => {
    const run = begin();
    run.session.observe(event);
    expect(codes(run)).toEqual(["event/malformed"]);
    expect(run.session.anomalies[0]?.step).toBe(0);
    run.call("c1", "send", { text: "hello" });
    expect(run.row("text")).toMatchObject({ unknown: true, flow: { labels: opaque } });
    expect(run.decides[0]?.flows[1].labels).toEqual(opaque);
    expect([...run.decides[0]?.flows[1].marks ?? []]).toEqual([2]);
  });

  it.each([
    ["event/opaque", { kind: "opaque", why: "an image" }],
    ["event/stray-result", { kind: "result", id: "nobody", content: "x" }],
    ["event/too-long", { kind: "user", text: "x".repeat(EVENT_TEXT_MAX + 1) }],
    ["event/too-long", { kind: "reason", text: "x".repeat(EVENT_TEXT_MAX + 1) }],
  ])("become opaque with %s", (code, event) => {
    const run = begin();
    run.session.observe(event);
    run.call("c1", "send", { text: "hello" });
    expect(codes(run)).toEqual([code]);
    expect(run.decides[0]?.flows[0].labels).toEqual(opaque);
  });

  it.each([
    ["a function", () => 1], ["nothing", undefined], ["a list that is no JSON", [1, Symbol("x")]], ["a cycle", cyclic], ["too deep", nested(JSON_DEPTH_MAX + 5)],
    ["too long", "x".repeat(EVENT_TEXT_MAX + 1)], ["a bigint", 7n], ["a getter that throws", { get x() { throw new Error("no"); } }],
  ])("make their call opaque: a result that is %s", (_, content) => {
    const run = begin();
    run.call("c1", "send", { text: "a" });
    run.result("c1", content);
    expect(run.session.anomalies.map(({ step, code }) => [step, code])).toEqual([[0, "event/opaque-result"]]);
    run.call("c2", "send", { text: "b" });
    expect(run.decides[1]?.flows[0].labels).toEqual(opaque);
  });

  it("keep what a JSON result says beside a number that is not exact", () => {
    const run = begin();
    run.call("c1", "send", { text: "a" });
    run.result("c1", { id: 2 ** 60, name: "harbour-4711-night" });
    run.call("c2", "send", { text: "harbour-4711-night" });
    expect(codes(run)).toEqual([]);
    expect(run.row("text")).toMatchObject({ who: 4, unknown: false });
  });

  it("keep the first result of a call, and hold a second for opaque", () => {
    const run = begin();
    run.call("c1", "send", { text: "a" });
    run.result("c1", "one");
    run.result("c1", "two");
    expect(run.session.anomalies.map(({ step, code }) => [step, code])).toEqual([[1, "event/second-result"]]);
  });

  it("take an error's text for the result", () => {
    const run = begin();
    run.call("c1", "send", { text: "a" });
    run.session.observe({ kind: "result", id: "c1", content: undefined, error: "no such file harbour-4711-night" });
    run.call("c2", "send", { text: "harbour-4711-night" });
    expect(codes(run)).toEqual([]);
    expect(run.row("text")).toMatchObject({ who: 4, unknown: false });
  });

  it("survive lone surrogates and much text", () => {
    const run = begin();
    run.user(`\ud800 ${"words and words ".repeat(50_000)} harbour-4711-night`);
    run.call("c1", "send", { text: "harbour-4711-night" });
    expect(run.row("text").who).toBe(1);
    expect(codes(run)).toEqual([]);
  });
});

describe("calls that cannot be judged", () => {
  const call = { kind: "call", id: "c1", tool: "send" };
  it.each([
    ["event/malformed", { ...call, id: undefined, args: {} }], ["event/malformed", { ...call, id: "", args: {} }], ["event/malformed", { ...call, tool: undefined, args: {} }],
    ["event/malformed", { ...call, args: {}, refs: "c0" }], ["event/malformed", { kind: "user", text: "x" }], ["event/malformed", null], ["event/malformed", throwing],
    ["event/malformed", { kind: "response" }],
    ["event/not-an-object", { ...call, args: [] }], ["event/not-an-object", { ...call, args: null }], ["event/not-an-object", { ...call, args: "7" }],
    ["event/not-json", { ...call, args: undefined }], ["event/not-json", { ...call, args: { at: new Date(0) } }], ["event/not-json", { ...call, args: { n: Number.NaN } }],
    ["event/not-json", { ...call, args: { get text() { throw new Error("no"); } } }], ["event/too-deep", { ...call, args: cyclic }],
    ["event/bad-json", { ...call, args: '{"text": ' }], ["event/bad-json", { ...call, args: "{'text': 1}" }], ["event/bad-json", { ...call, args: "" }],
    ["event/duplicate-key", { ...call, args: '{"text": "a", "\\u0074ext": "b"}' }],
    ["event/inexact-number", { ...call, args: '{"n": 9007199254740993}' }], ["event/inexact-number", { ...call, args: { n: 2 ** 53 } }], ["event/inexact-number", { ...call, args: '{"n": 1e999}' }],
    ["event/too-deep", { ...call, args: nested(JSON_DEPTH_MAX) }], ["event/too-deep", { ...call, args: JSON.stringify(nested(JSON_DEPTH_MAX)) }],
    ["event/too-long", { ...call, args: { text: "x".repeat(EVENT_TEXT_MAX + 1) } }], ["event/too-long", { ...call, args: `"${"x".repeat(EVENT_TEXT_MAX)}"` }],
    ["event/too-long", { kind: "response", text: "x".repeat(EVENT_TEXT_MAX + 1) }],
  ])("are denied: %s", (code, event) => {
    const run = begin();
    const decision = decide(run, event);
    expect(decision).toMatchObject({ effect: "deny", code, step: 0, rules: [], path: [] });
    expect(decision.reason).not.toBe("");
    expect(codes(run)).toEqual([code]);
  });

  it("are nodes all the same, so their results have a source", () => {
    const run = begin();
    decide(run, { ...call, args: "{" });
    run.result("c1", "harbour-4711-night");
    expect(codes(run)).toEqual(["event/bad-json"]);
    run.call("c2", "send", { text: "harbour-4711-night" });
    expect(run.row("text")).toMatchObject({ unknown: false, flow: { labels: opaque } });
    run.call("c3", "send", { text: "something else" });
    expect(run.row("text").flow.labels.unknown).toBe(false);
  });

  it("are denied when their id was there before; the result is the latest one's", () => {
    const run = begin();
    run.call("c1", "send", { text: "a" });
    expect(run.call("c1", "send", { text: "b" })).toMatchObject({ effect: "deny", code: "event/duplicate-call", step: 1, args: { text: "b" } });
    run.result("c1", "x");
    expect(codes(run)).toEqual(["event/duplicate-call"]);
    expect(run.marks.length).toBe(1);
  });

  it("keep counting on what was read, not on what the runtime changes later", () => {
    const run = begin();
    const args = { text: "a", list: [{ b: 1 }] };
    const decision = run.call("c1", "send", args);
    args.text = "changed";
    expect(decision.args).toEqual({ text: "a", list: [{ b: 1 }] });
    expect(Object.isFrozen(decision.args)).toBe(true);
    expect(decision.args).not.toBe(args);
  });

  it("take `__proto__` for a key like any other", () => {
    const run = begin();
    const decision = run.call("c1", "send", '{"__proto__": {"text": "a"}, "text": "b"}');
    expect(JSON.stringify(decision.args)).toBe('{"__proto__":{"text":"a"},"text":"b"}');
    expect(run.decides[0]?.rows.map(({ path }) => path)).toEqual(["{__proto__}", "__proto__{text}", "__proto__.text", "text"]);
  });
});

describe("strict JSON", () => {
  it("reads what JSON.parse reads, but for what readers disagree on", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => {
      const read = parseStrict(text);
      const value: unknown = JSON.parse(text);
      if (read.ok) expect(JSON.stringify(read.value)).toBe(JSON.stringify(value));
      else expect(read.failure.code).toBe("event/inexact-number");
    }));
  });

  it("refuses what JSON.parse refuses", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."{}[]\",:\\u0019.eE-+ tnul") })), (text) => {
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      const read = parseStrict(text);
      if (!parses) expect(read.ok).toBe(false);
      else if (!read.ok) expect(read.failure.code).not.toBe("event/bad-json");
    }), { numRuns: 2000 });
  });
});

// The trace reader: each form a message may have, and what becomes of it. Every malformed form is a row of a table, and for all of
// them the same law holds: no exception, one decision a call and a spoken message, in order, and an opaque event for what is lost.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTrace } from "../../src/runtimes/trace/read.js";
import { withoutRefs } from "../../src/runtimes/trace/trace.js";
import type { RecordedEvent } from "../../src/runtimes/trace/trace.js";

const call = (id: unknown, name: unknown, args: unknown): unknown => ({ id, type: "function", function: { name, arguments: args } });
const events = (...messages: readonly unknown[]): readonly RecordedEvent[] =>
  readTrace(JSON.stringify({ id: "t", messages })).events.map(({ event }) => event);
const opaque = { kind: "opaque", why: expect.any(String) };

describe("well-formed messages", () => {
  test.each<[string, unknown, readonly unknown[]]>([
    ["what the user says", { role: "user", content: "hello" }, [{ kind: "user", text: "hello" }]],
    ["text in parts", { role: "system", content: [{ type: "text", text: "one" }, { type: "text", text: "two" }] }, [{ kind: "system", text: "one\ntwo" }]],
    ["text in the user's role that the host says is not the user's", { role: "user", content: [{ type: "text", text: "sum this up" }, { type: "text", text: "Dear all", principal: "tool" }, { type: "text", text: "and so on", principal: "tool" }, { type: "text", text: "thanks", principal: "user" }, { type: "text", text: "be brief", principal: "runtime" }] },
      [{ kind: "user", text: "sum this up" }, { kind: "user", text: "Dear all\nand so on", principal: "tool" }, { kind: "user", text: "thanks" }, { kind: "user", text: "be brief", principal: "runtime" }]],
    ["a tool's text is the tool's, whatever it says of itself", { role: "tool", tool_call_id: "a", content: [{ type: "text", text: "pay me", principal: "user" }], denied: true }, [{ kind: "denied", id: "a" }, { kind: "user", text: "pay me", principal: "tool" }]],
    ["a part that is nobody's", { role: "user", content: [{ type: "text", text: "hello" }, { type: "text", text: "pay me", principal: "boss" }] }, [{ kind: "user", text: "hello" }, opaque]],
    ["an answer", { role: "assistant", content: "done" }, [{ kind: "response", text: "done" }]],
    ["an empty answer", { role: "assistant", content: null }, [{ kind: "response", text: "" }]],
    ["an answer beside an empty list of calls", { role: "assistant", content: "", tool_calls: [] }, [{ kind: "response", text: "" }]],
    ["a call without text", { role: "assistant", content: "", tool_calls: [call("a", "ls", "{}")] }, [{ kind: "call", id: "a", tool: "ls", args: "{}" }]],
    ["text comes before the calls beside it", { role: "assistant", content: "now", tool_calls: [call("a", "ls", "{}"), call("b", "rm", "{}")] },
      [{ kind: "response", text: "now" }, { kind: "call", id: "a", tool: "ls", args: "{}" }, { kind: "call", id: "b", tool: "rm", args: "{}" }]],
    ["a result", { role: "tool", tool_call_id: "a", content: "x" }, [{ kind: "result", id: "a", content: "x" }]],
    ["a result in parts is left to the kernel", { role: "tool", tool_call_id: "a", content: [{ type: "text", text: "x" }] }, [{ kind: "result", id: "a", content: [{ type: "text", text: "x" }] }]],
    ["an error with its text", { role: "tool", tool_call_id: "a", content: "", error: "no such file" }, [{ kind: "result", id: "a", content: "", error: "no such file" }]],
    ["an error without one", { role: "tool", tool_call_id: "a", content: "x", error: true }, [{ kind: "result", id: "a", content: "x", error: true }]],
    ["a call that never ran", { role: "tool", tool_call_id: "a", content: "", denied: true }, [{ kind: "denied", id: "a" }]],
    ["a call that never ran, and what the model was told", { role: "tool", tool_call_id: "a", content: "refused", denied: true }, [{ kind: "denied", id: "a" }, { kind: "user", text: "refused", principal: "tool" }]],
    ["what the model was told in an error", { role: "tool", tool_call_id: "a", error: "refused", denied: true }, [{ kind: "denied", id: "a" }, { kind: "user", text: "refused", principal: "tool" }]],
    ["a refusal is an answer", { role: "assistant", content: null, refusal: "I will not" }, [{ kind: "response", text: "I will not" }]],
    ["an answer in parts", { role: "assistant", content: [{ type: "output_text", text: "one" }, { type: "refusal", refusal: "two" }], refusal: "three" }, [{ kind: "response", text: "one\ntwo\nthree" }]],
    ["a call of the older form", { role: "assistant", content: null, function_call: { name: "ls", arguments: "{}" } }, [{ kind: "call", id: "@function-0", tool: "ls", args: "{}" }]],
    ["no call of the older form", { role: "assistant", content: "x", function_call: null }, [{ kind: "response", text: "x" }]],
    ["facts of the host", { role: "host", facts: { "sandbox.enabled": false, depth: 3 } }, [{ kind: "facts", facts: { "sandbox.enabled": false, depth: 3 } }]],
    ["whose session it is", { role: "host", principal: { id: "ana", roles: ["owner"], tenant: "home" } },
      [{ kind: "principal", principal: { id: "ana", roles: ["owner"], tenant: "home" } }]],
    ["whose session it is, in part", { role: "host", principal: { id: "ana" } }, [{ kind: "principal", principal: { id: "ana" } }]],
    ["a fact that is a map", { role: "host", facts: { realpath: { "/a": "/b" } } }, [{ kind: "facts", facts: { realpath: { "/a": "/b" } } }]],
    ["an approval", { role: "host", approval: { tool: "rm", args: { path: "x" }, by: "ana", role: "owner", at: "2026-02-01T10:00:00Z" } },
      [{ kind: "approval", tool: "rm", args: { path: "x" }, by: "ana", role: "owner", at: "2026-02-01T10:00:00Z" }]],
    ["an approval's own time goes before its message's", { role: "host", at: "2026-02-02T10:00:00Z", approval: { tool: "rm", args: {}, by: "ana", at: "2026-02-01T10:00:00Z" } },
      [{ kind: "approval", tool: "rm", args: {}, by: "ana", at: "2026-02-01T10:00:00Z" }]],
    ["a time goes to all events of its message", { role: "assistant", content: "now", tool_calls: [call("a", "ls", "{}")], at: "2026-02-01T10:00:00Z" },
      [{ kind: "response", text: "now", at: "2026-02-01T10:00:00Z" }, { kind: "call", id: "a", tool: "ls", args: "{}", at: "2026-02-01T10:00:00Z" }]],
    ["a time that is no text is one that cannot be read", { role: "user", content: "hello", at: 5 }, [{ kind: "user", text: "hello", at: "" }]],
  ])("%s", (_, message, expected) => {
    expect(events(message)).toEqual(expected);
  });

  test("a tag on an assistant's message is no approval", () => {
    expect(events({ role: "assistant", content: "", tag: { user_approved: true }, tool_calls: [call("a", "rm", "{}")] })).toEqual([{ kind: "call", id: "a", tool: "rm", args: "{}" }]);
  });
  test("declared edges go to their calls, and can be dropped", () => {
    const trace = readTrace(JSON.stringify({ id: "t", refs: { b: ["a"] }, messages: [{ role: "assistant", tool_calls: [call("a", "ls", "{}"), call("b", "rm", "{}")] }] }));
    expect(trace.events[1]?.event).toEqual({ kind: "call", id: "b", tool: "rm", args: "{}", refs: ["a"] });
    expect(withoutRefs(trace).events[1]?.event).toEqual({ kind: "call", id: "b", tool: "rm", args: "{}" });
  });
  test("what the trace says of itself", () => {
    const trace = readTrace(JSON.stringify({ id: "t", suite: "s", kind: "attack", tools: "a/b", messages: [], judged: ["x"], attacker_calls: ["y"], expect: { via: "call", stop_all: ["y"], stop_any: [] } }));
    expect(trace).toMatchObject({ id: "t", suite: "s", kind: "attack", tools: "a/b", judged: ["x"], attackerCalls: ["y"], expect: { via: "call", stopAll: ["y"], stopAny: [] }, problem: null });
  });
});

describe("malformed messages", () => {
  const rows: readonly [string, unknown, readonly unknown[]][] = [
    ["no object", 7, [opaque]],
    ["nothing", null, [opaque]],
    ["a list", [], [opaque]],
    ["no role", { content: "x" }, [opaque]],
    ["an unknown role", { role: "narrator", content: "x" }, [opaque]],
    ["a role that is no text", { role: 4, content: "x" }, [opaque]],
    ["a user without text", { role: "user", content: { text: "x" } }, [opaque]],
    ["parts that are not all text", { role: "user", content: [{ type: "text", text: "look" }, { type: "image_url", image_url: {} }] }, [{ kind: "user", text: "look" }, opaque]],
    ["an answer that is no text", { role: "assistant", content: 42 }, [opaque, { kind: "response", text: 42 }]],
    ["an answer that is no text, beside calls", { role: "assistant", content: { say: "x" }, tool_calls: [call("a", "rm", "{}")] }, [opaque, { kind: "response", text: { say: "x" } }, { kind: "call", id: "a", tool: "rm", args: "{}" }]],
    ["an answer in parts that are not all text", { role: "assistant", content: [{ type: "text", text: "look" }, { type: "audio" }] }, [opaque, { kind: "response", text: [{ type: "text", text: "look" }, { type: "audio" }] }]],
    ["a refusal that is no text", { role: "assistant", content: "x", refusal: { why: "y" } }, [opaque, { kind: "response", text: { why: "y" } }]],
    ["an answer's error", { role: "assistant", content: "x", error: "y" }, [opaque, { kind: "response", text: "x" }]],
    ["calls that are no list", { role: "assistant", content: "x", tool_calls: "rm" }, [opaque, { kind: "response", text: "x" }, { kind: "call", id: "@0.0", tool: "", args: undefined }]],
    ["calls that are one call", { role: "assistant", tool_calls: call("a", "rm", "{}") }, [opaque, { kind: "call", id: "a", tool: "rm", args: "{}" }]],
    ["a call of the older form that is a name", { role: "assistant", function_call: "rm" }, [{ kind: "call", id: "@function-0", tool: "", args: undefined }]],
    ["calls of both forms", { role: "assistant", tool_calls: [call("a", "ls", "{}")], function_call: { name: "rm", arguments: "{}" } }, [{ kind: "call", id: "a", tool: "ls", args: "{}" }, { kind: "call", id: "@function-0", tool: "rm", args: "{}" }]],
    ["calls of an unknown role", { role: "Assistant", content: "x", tool_calls: [call("a", "rm", "{}")] }, [opaque, opaque, { kind: "call", id: "a", tool: "rm", args: "{}" }]],
    ["calls of nobody", { tool_calls: [call("a", "rm", "{}"), null] }, [opaque, opaque, { kind: "call", id: "a", tool: "rm", args: "{}" }, { kind: "call", id: "@0.1", tool: "", args: undefined }]],
    ["a user's calls", { role: "user", content: "x", function_call: { name: "rm", arguments: "{}" } }, [opaque, { kind: "user", text: "x" }, { kind: "call", id: "@function-0", tool: "rm", args: "{}" }]],
    ["a host's text", { role: "host", content: "x", facts: { a: 1 } }, [opaque, { kind: "facts", facts: { a: 1 } }]],
    ["a refusal of a call that is no text", { role: "tool", tool_call_id: "a", content: { why: "x" }, denied: true }, [{ kind: "denied", id: "a" }, opaque]],
    ["a call that is nothing", { role: "assistant", tool_calls: [null] }, [{ kind: "call", id: "@0.0", tool: "", args: undefined }]],
    ["a call that is a number", { role: "assistant", tool_calls: [3] }, [{ kind: "call", id: "@0.0", tool: "", args: undefined }]],
    ["a call without a function", { role: "assistant", tool_calls: [{ id: "a" }] }, [{ kind: "call", id: "a", tool: "", args: undefined }]],
    ["a call without an id", { role: "assistant", tool_calls: [{ function: { name: "rm", arguments: "{}" } }] }, [{ kind: "call", id: "@0.0", tool: "rm", args: "{}" }]],
    ["an id that is no text", { role: "assistant", tool_calls: [call(1, "rm", "{}")] }, [{ kind: "call", id: "@0.0", tool: "rm", args: "{}" }]],
    ["a name that is no text", { role: "assistant", tool_calls: [call("a", ["rm"], "{}")] }, [{ kind: "call", id: "a", tool: "", args: "{}" }]],
    ["arguments that are no JSON are left to the kernel", { role: "assistant", tool_calls: [call("a", "rm", "{oops")] }, [{ kind: "call", id: "a", tool: "rm", args: "{oops" }]],
    ["a result without an id", { role: "tool", content: "x" }, [opaque]],
    ["a result whose id is a number", { role: "tool", tool_call_id: 3, content: "x" }, [opaque]],
    ["a refusal that is no true", { role: "tool", tool_call_id: "a", content: "x", denied: "yes" }, [{ kind: "result", id: "a", content: "x" }]],
    ["an error of no known form", { role: "tool", tool_call_id: "a", content: "x", error: { message: "no" } }, [{ kind: "result", id: "a", content: "x", error: "{\"message\":\"no\"}" }]],
    ["a number for an error", { role: "tool", tool_call_id: "a", error: 7 }, [{ kind: "result", id: "a", content: undefined, error: "7" }]],
    ["a host that says nothing", { role: "host" }, [opaque]],
    ["facts that are a list", { role: "host", facts: ["x"] }, [opaque]],
    ["a principal that is a name", { role: "host", principal: "ana" }, [opaque]],
    ["an approval of nothing", { role: "host", approval: { by: "ana" } }, [opaque]],
    ["an approval by nobody", { role: "host", approval: { tool: "rm", args: {} } }, [opaque]],
  ];
  test.each(rows)("%s", (_, message, expected) => {
    expect(events(message)).toEqual(expected);
  });
  test.each(rows)("%s does not cost the rest of the run", (_, message) => {
    const around = events({ role: "user", content: "before" }, message, { role: "user", content: "after" });
    expect([around[0], around.at(-1)]).toEqual([{ kind: "user", text: "before" }, { kind: "user", text: "after" }]);
  });
});

describe("malformed lines", () => {
  test.each(["", "{", "null", "7", "[]", '"text"', '{"id":"t"}', '{"id":"t","messages":{}}'])("%s", (line) => {
    const trace = readTrace(line, "line 3");
    expect(trace.events.map(({ event }) => event)).toEqual([opaque]);
    expect(trace.problem).not.toBeNull();
    expect(trace.id).toBe(line.includes("id") ? "t" : "line 3");
  });
  test("declared edges that are no object, and ids that are no text, taint and never clean", () => {
    expect(readTrace('{"id":"t","refs":3,"messages":[]}').events.map(({ event }) => event)).toEqual([opaque]);
    const messages = [{ role: "assistant", tool_calls: [call("a", "ls", "{}")] }];
    expect(readTrace(JSON.stringify({ id: "t", refs: { a: "b" }, messages })).events[0]?.event).toMatchObject({ refs: ["@unreadable"] });
    expect(readTrace(JSON.stringify({ id: "t", refs: { a: ["x", 3] }, messages })).events[0]?.event).toMatchObject({ refs: ["x", "@unreadable"] });
  });
  test("a call may be called what an object has anyway", () => {
    for (const id of ["__proto__", "constructor", "toString"]) {
      const messages = [{ role: "assistant", tool_calls: [call(id, "ls", "{}")] }];
      expect(readTrace(`{"id":"t","refs":{"${id}":["a"]},"messages":${JSON.stringify(messages)}}`).events[0]?.event).toMatchObject({ id, refs: ["a"] });
      expect(readTrace(`{"id":"t","refs":{},"messages":${JSON.stringify(messages)}}`).events[0]?.event).not.toHaveProperty("refs");
    }
  });
  test("an error without end is lost, and that is said", () => {
    const line = `{"id":"t","messages":[{"role":"tool","tool_call_id":"a","content":"x","error":${"[".repeat(100_000)}${"]".repeat(100_000)}}]}`;
    expect(readTrace(line).events.map(({ event }) => event)).toEqual([{ kind: "result", id: "a", content: "x", error: true }, opaque]);
  });
  test.each([["expect", "b"], ["expect", { via: "call", stop_all: "b" }], ["expect", { via: "mail" }], ["judged", "b"], ["attacker_calls", [3]]])("a label that cannot be read is named: %s %j", (name, value) => {
    expect(readTrace(JSON.stringify({ id: "t", messages: [], [name]: value }))).toMatchObject({ mislabelled: [name], problem: null });
  });
});

test("whatever the messages are: no exception, and each call and spoken message is decided once, in order", () => {
  const content = fc.oneof(fc.constant(null), fc.string(), fc.jsonValue(), fc.array(fc.record({ type: fc.constant("text"), text: fc.string() })));
  const toolCall = fc.oneof(fc.jsonValue(), fc.record({ id: fc.string(), function: fc.record({ name: fc.string(), arguments: fc.string() }) }));
  const message = fc.oneof(
    fc.jsonValue(),
    fc.record({ role: fc.constantFrom("user", "system", "tool", "host", "other", "Assistant"), content, tool_call_id: fc.jsonValue(), error: fc.jsonValue(), denied: fc.boolean(), facts: fc.jsonValue(), approval: fc.jsonValue(), tool_calls: fc.jsonValue() }, { requiredKeys: ["role"] }),
    fc.record({ role: fc.constant("assistant"), content, tool_calls: fc.oneof(fc.jsonValue(), fc.array(toolCall)), function_call: fc.jsonValue(), refusal: content }, { requiredKeys: ["role"] }),
  );
  fc.assert(fc.property(fc.array(message, { maxLength: 6 }), (messages) => {
    const trace = readTrace(JSON.stringify({ id: "t", messages }));
    for (const [index, given] of messages.entries()) {
      const decided = trace.events.filter((event) => event.message === index && (event.event.kind === "call" || event.event.kind === "response"));
      const spoken = typeof given === "object" && given !== null && !Array.isArray(given) && "role" in given && given.role === "assistant";
      const calls = callsIn(given);
      expect(decided.filter(({ event }) => event.kind === "call").length).toBe(calls);
      if (spoken && calls === 0) expect(decided.length).toBe(1);
      if (!spoken) expect(decided.length).toBe(calls);
    }
    const order = trace.events.map((event) => event.message);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }));
});

/** Calls that a message carries, well-formed or not. */
function callsIn(message: unknown): number {
  if (typeof message !== "object" || message === null || Array.isArray(message)) return 0;
  const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== "" && value !== false;
  const list: unknown = Reflect.get(message, "tool_calls");
  return (Array.isArray(list) ? list.length : isThere(list) ? 1 : 0) + (isThere(Reflect.get(message, "function_call")) ? 1 : 0);
}

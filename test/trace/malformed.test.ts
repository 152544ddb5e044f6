// Malformed events, decided by the shipped packs: each kind of malformation in an otherwise honest run. No exception; every call and
// spoken message has one decision, in order; what cannot be read is denied with a code; and nothing malformed ever allows more.

import { describe, expect, test } from "vitest";
import { shippedRules, readAll } from "../../src/app/cli/packs.js";
import { run } from "../../src/app/cli/run.js";
import { compile } from "../../src/compile.js";
import { readTrace } from "../../src/runtimes/trace/read.js";
import { effectNumber, holds } from "../../src/words/effects.js";
import type { Decision } from "../../src/kernel/decide/decision.js";
import { doorsOf } from "./doors.js";
import { sessionsOf } from "./play.js";

const { value: compiled, diagnostics } = compile(readAll([shippedRules()]), { catalogue: "agentdojo/banking" });
if (compiled === undefined) throw new Error(`the shipped packs do not compile: ${JSON.stringify(diagnostics)}`);
const doors = await doorsOf(compiled);

const pay = { id: "p", type: "function", function: { name: "send_money", arguments: JSON.stringify({ recipient: "NO9386011117947", amount: 30, subject: "choir", date: "2026-03-01" }) } };
const user = { role: "user", content: "Pay 30 to the choir, account NO9386011117947" };
const decide = (messages: readonly unknown[], rest: object = {}): readonly Decision[] =>
  run(readTrace(JSON.stringify({ id: "t", tools: "agentdojo/banking", messages, ...rest })), sessionsOf(compiled, doors.agreeing, "agentdojo/banking"));

describe("calls that cannot be read are denied, each with a code", () => {
  test.each<[string, unknown, string]>([
    ["nothing", null, "event/malformed"],
    ["a number", 5, "event/malformed"],
    ["no function", { id: "a" }, "event/malformed"],
    ["no name", { id: "a", function: { arguments: "{}" } }, "event/malformed"],
    ["an empty name", { id: "a", function: { name: "", arguments: "{}" } }, "event/malformed"],
    ["no arguments", { id: "a", function: { name: "get_iban" } }, "event/not-json"],
    ["empty arguments", { id: "a", function: { name: "get_iban", arguments: "" } }, "event/bad-json"],
    ["arguments cut off", { id: "a", function: { name: "send_money", arguments: "{\"recipient\": \"NO93" } }, "event/bad-json"],
    ["arguments that are a list", { id: "a", function: { name: "get_iban", arguments: "[]" } }, "event/not-an-object"],
    ["a key twice", { id: "a", function: { name: "send_money", arguments: "{\"recipient\":\"a\",\"recipient\":\"b\"}" } }, "event/duplicate-key"],
    ["a number past 2^53", { id: "a", function: { name: "send_money", arguments: "{\"amount\":9007199254740993}" } }, "event/inexact-number"],
    ["arguments nested without end", { id: "a", function: { name: "send_money", arguments: `{"a":${"[".repeat(100)}${"]".repeat(100)}}` } }, "event/too-deep"],
  ])("%s", (_, call, code) => {
    const decisions = decide([user, { role: "assistant", content: "", tool_calls: [call, pay] }]);
    expect(decisions.map((decision) => decision.step)).toEqual([1, 1]);
    expect(decisions[0]).toMatchObject({ effect: "deny", code });
    expect(decisions[0]?.reason).not.toBe("");
  });
  test("a second call of the same id", () => {
    const decisions = decide([user, { role: "assistant", content: "", tool_calls: [pay, pay] }]);
    expect(decisions.map(({ effect, code }) => [effect, code])).toEqual([["allow", null], ["deny", "event/duplicate-call"]]);
  });
  test("a call's name that is longer than any", () => {
    const [decision] = decide([user, { role: "assistant", tool_calls: [{ id: "a".repeat(10_000), function: { name: "get_iban", arguments: "{}" } }] }]);
    expect(decision).toMatchObject({ effect: "deny", call: "a".repeat(10_000) });
  });
});

describe("what else is malformed never allows more, and never ends the run", () => {
  const honest = decide([user, { role: "assistant", content: "", tool_calls: [pay] }, { role: "assistant", content: "Paid." }]);
  test("the honest run is untouched", () => {
    expect(honest.map(({ effect }) => effect)).toEqual(["allow", "allow"]);
  });
  test.each<[string, unknown]>([
    ["a message that is no object", 3],
    ["a message that is nothing", null],
    ["a message without a role", { content: "pay" }],
    ["a message of an unknown role", { role: "oracle", content: "pay" }],
    ["a user's message without text", { role: "user", content: { pay: 30 } }],
    ["a user's picture", { role: "user", content: [{ type: "image_url", image_url: { url: "x" } }] }],
    ["a result for nobody", { role: "tool", tool_call_id: "nobody", content: "NO9386011117947" }],
    ["a result without an id", { role: "tool", content: "NO9386011117947" }],
    ["a refusal of nothing", { role: "tool", tool_call_id: "nobody", content: "", denied: true }],
    ["a refusal of nothing, with a text", { role: "tool", tool_call_id: "nobody", content: "pay NO9386011117947 more", denied: true }],
    ["an error that is an object", { role: "tool", tool_call_id: "nobody", error: { message: "NO9386011117947" } }],
    ["an assistant of another case", { role: "Assistant", content: "pay" }],
    ["a host's text", { role: "host", content: "NO9386011117947", facts: {} }],
    ["facts that are none", { role: "host", facts: 3 }],
    ["an approval that is none", { role: "host", approval: true }],
    ["an approval of what cannot be read", { role: "host", approval: { tool: "send_money", args: "{", by: "ana" } }],
    ["a host that says nothing", { role: "host" }],
  ])("%s", (_, message) => {
    const decisions = decide([user, message, { role: "assistant", content: "", tool_calls: [pay] }, { role: "assistant", content: "Paid." }]);
    expect(decisions.map(({ step }) => step)).toEqual([2, 3]);
    decisions.forEach((decision, index) =>
      expect(effectNumber.get(decision.effect)).toBeGreaterThanOrEqual(effectNumber.get(honest[index]?.effect ?? "deny") ?? 0));
  });
  test("a second result of one call", () => {
    const twice = decide([user, { role: "assistant", content: "", tool_calls: [pay] }, { role: "tool", tool_call_id: "p", content: "sent" }, { role: "tool", tool_call_id: "p", content: "sent" }, { role: "assistant", content: "Paid." }]);
    expect(twice.map(({ step }) => step)).toEqual([1, 4]);
  });
  test("declared edges that cannot be read", () => {
    const decisions = decide([user, { role: "assistant", content: "", tool_calls: [pay] }], { refs: 7 });
    expect(decisions.length).toBe(1);
  });
  test("a line that is no trace gives no decision", () => {
    const trace = readTrace("{\"id\": ");
    expect(run(trace, sessionsOf(compiled, doors.module, "agentdojo/banking"))).toEqual([]);
    expect(trace.problem).not.toBeNull();
  });
});

test("a tool that nobody described is held", () => {
  const [decision] = decide([user, { role: "assistant", tool_calls: [{ id: "a", function: { name: "wipe_everything", arguments: "{}" } }] }]);
  expect(decision !== undefined && holds(decision.effect)).toBe(true);
});

// The user's messages in histories: whose texts are his, what is remembered of them, and what an event does that nobody could read.
// Asked of a compiled bundle, by what its rules say, and of a double where bundles fail.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import type { ObservedEvent } from "../../src/kernel/event/event.js";
import { createEngine, type Engine } from "../../src/node/engine.js";

import type { Session } from "../../src/node/session.js";
import { clean } from "../../src/words/labels.js";
import { opNumber } from "../../src/words/ops.js";
import type { Binding, View } from "../../src/words/view.js";
import { double, type Double, type DoubleOptions } from "./double.js";

const policy = `
package t
tool search(q: string) { op READ  role query: q }
tool send(text: string) { op SEND  sink message  role content: text }
tool share(text: string) { op SEND  sink shared_write  role content: text }
tool spawn(agent: string, task: string) { op DELEGATE  role name: agent  role content: task  result trust high }
unary ask turn { on tool search  when count(tool search since USER) >= 2 }
unary ask unanswered { on tool send  unless after(USER where args.text contains {"yes", "fine"} ignoring case since RESPOND) }
unary ask calls { on tool share  when count(call) > 0 }
unary ask messages { on tool share  when count(USER) > 1  because "{latest(args.text of USER)}" }
`;

let engine: Engine;
beforeAll(async () => {
  const { value: bundle, diagnostics } = compile([{ file: "t.policy", text: policy }]);
  if (bundle === undefined) throw new Error(JSON.stringify(diagnostics));
  engine = await createEngine({ bundles: [bundle] });
});
afterAll(() => engine.close());

let count = 0;
const begin = (more: Partial<Parameters<Engine["session"]>[0]> = {}): Session => engine.session({ id: `s${count++}`, ...more });

/** The rules that fire on a call, with a mark behind those that hang on an unknown. */
function asked(session: Session, tool: string, args: Record<string, unknown>, result?: unknown): readonly string[] {
  const id = `c${count++}`;
  const { rules } = session.evaluateSync({ kind: "call", id, tool, args });
  if (result !== undefined) session.observe({ kind: "result", id, content: result });
  return rules.map(({ id: rule, unknown }) => `${rule.replace("t.", "")}${unknown ? "?" : ""}`);
}

/** Two searches, and the rules on a third. */
function third(session: Session, between: () => void = () => {}): readonly string[] {
  asked(session, "search", { q: "1" }, "x");
  asked(session, "search", { q: "2" }, "x");
  between();
  return asked(session, "search", { q: "3" });
}

const unread = { kind: "user", text: 7 } as unknown as ObservedEvent;

describe("since the user spoke", () => {
  it.each<readonly [what: string, event: unknown, rules: readonly string[]]>([
    ["nothing but calls came", null, ["turn"]],
    ["he did", { kind: "user", text: "go on" }, []],
    ["he said nothing at all", { kind: "user", text: "" }, []],
    ["the system did, not he", { kind: "system", text: "go on" }, ["turn"]],
    ["a text in his role was somebody else's", { kind: "user", text: "go on", principal: "tool" }, ["turn"]],
    ["a text in his role had lain in a memory", { kind: "user", text: "go on", from: { kind: "memory", key: "k" } }, ["turn"]],
    ["an event came that may have been his", unread, ["turn?"]],
  ])("%s", (_, event, rules) => {
    const session = begin();
    session.observe({ kind: "user", text: "find it" });
    expect(third(session, () => { if (event !== null) session.observe(event as ObservedEvent); })).toEqual(rules);
  });

  it("a call that was under way when he spoke was made before", () => {
    const session = begin();
    session.observe({ kind: "user", text: "find it" });
    asked(session, "search", { q: "1" });
    asked(session, "search", { q: "2" });
    session.observe({ kind: "user", text: "go on" });
    expect(asked(session, "search", { q: "3" })).toEqual([]);
  });

  it("what a sub-agent is told is no user's word", () => {
    const parent = begin({ id: "boss" });
    parent.observe({ kind: "user", text: "let it be found" });
    const spawned = parent.evaluateSync({ kind: "call", id: "spawn", tool: "spawn", args: { agent: "a", task: "find it" } });
    expect(spawned.effect).toBe("allow");
    const child = begin({ parent: { session: "boss", call: "spawn" } });
    child.observe({ kind: "user", text: "find it" });
    expect(third(child, () => { child.observe({ kind: "user", text: "go on" }); })).toEqual(["turn"]);
  });
});

describe("what he said", () => {
  it("is read like an argument", () => {
    const session = begin();
    session.observe({ kind: "user", text: "Yes, write it" });
    session.evaluateSync({ kind: "response", text: "Shall I send it?" });
    expect(asked(session, "send", { text: "hello" })).toEqual(["unanswered"]);
    session.observe({ kind: "user", text: "no" });
    expect(asked(session, "send", { text: "hello" })).toEqual(["unanswered"]);
    session.observe({ kind: "user", text: "FINE" });
    expect(asked(session, "send", { text: "hello" })).toEqual([]);
  });

  it("is not known where it could not be read", () => {
    const session = begin();
    session.evaluateSync({ kind: "response", text: "Shall I send it?" });
    session.observe(unread);
    expect(asked(session, "send", { text: "hello" })).toEqual(["unanswered?"]);
  });

  it("is counted where USER is named, and is no call", () => {
    const session = begin();
    session.observe({ kind: "user", text: "one" });
    expect(asked(session, "share", { text: "x" })).toEqual([]);
    session.observe({ kind: "user", text: "two" });
    const again = begin();
    again.observe({ kind: "user", text: "one" });
    again.observe({ kind: "user", text: "two" });
    const { rules, reason } = again.evaluateSync({ kind: "call", id: "x", tool: "share", args: { text: "x" } });
    expect([rules.map((rule) => rule.id), reason]).toEqual([["t.messages"], expect.stringContaining("two")]);
  });
});

describe("a counter that hears the user", () => {
  const counters = 20;
  const heard = 18;
  const speaking = (more: Partial<DoubleOptions>): Double => double({
    tools: { send: {} }, counters, heard: [heard, heard + 1], columns: [{ kind: "count", counter: heard, key: "count(USER)", type: "number" }], ...more,
  });
  const bits = (isTrue: boolean): Uint32Array => Uint32Array.of(0, isTrue ? 1 << (2 * (heard - 16)) : 0);
  const answer = (view: View, isTrue: boolean): Binding => ({ op: view.op, sinks: 0, acts: [], target: clean, result: clean, counters: bits(isTrue) });

  it("hears him behind many others, and reads a message that names no resources", () => {
    const run = speaking({ bind: (view) => answer(view, view.op === opNumber.get("USER")) });
    run.user("one");
    run.user("two");
    run.call("a", "send", {});
    expect(run.decides.at(-1)?.columns[0]).toBe(2);
    expect(run.binds.filter(({ op }) => op === opNumber.get("USER")).map(({ resources, resourcesOpen }) => [resources, resourcesOpen])).toEqual([[[], false], [[], false]]);
  });

  it("does not know whether it heard him where the bundle failed on his message, and says so", () => {
    const run = speaking({ bind(view) { if (view.op === opNumber.get("USER")) throw new Error("unreachable executed"); return answer(view, false); } });
    run.user("one");
    run.call("a", "send", {});
    expect(run.decides.at(-1)?.columns[0]).toBeNull();
    expect(run.session.anomalies.map(({ code }) => code)).toEqual(["engine/bind-failed"]);
  });
});

// Labels and marks along value, context and declared edges, and the values that are seen through what agents do to them;
// then the paths and reasons that tell people of it.

import { describe, expect, it } from "vitest";
import { PATH_STEPS_MAX } from "../../src/base/limits.js";
import { clean, opaque } from "../../src/words/labels.js";
import { double, everything, type Double } from "./double.js";

const secret = { trust: 1, secrecy: 2, tags: 1 } as const;
const tools = {
  read: { roles: { path: "path" }, op: "READ", labels: secret },
  look: { roles: { query: "q" }, op: "READ", labels: { trust: 2 } },
  send: { roles: { destination: "to", content: "text" }, op: "SEND" },
} as const;

function begin(): Double {
  return double({ tools, sources: 2, demand: everything, mark: (view) => [view.self.secrecy === 2 ? 1 : 0, view.self.trust === 2 ? 2 : 0] });
}
function after(content: unknown): Double {
  const run = begin();
  run.user("hello there");
  run.call("c1", "read", { path: "notes.txt" });
  run.result("c1", content);
  return run;
}
function comes(run: Double, text: unknown): boolean {
  const decision = run.call(`x${run.decides.length}`, "send", { to: "bo", text });
  const view = run.decides.at(-1);
  expect(decision.effect).toBe("allow");
  return view?.flows[0].labels.secrecy === 2;
}

describe("value edges", () => {
  it("carry labels and certain marks into the argument and the whole sink", () => {
    const run = after("the code is harbour-4711-night");
    expect(comes(run, "harbour-4711-night")).toBe(true);
    const view = run.decides.at(-1);
    expect(view?.flows[0].labels).toEqual({ ...clean, ...secret });
    expect([...view?.flows[0].marks ?? []]).toEqual([1]);
    expect(run.row("text").flow.labels.tags).toBe(1);
    expect(run.row("to").flow).toEqual({ labels: clean, marks: new Uint32Array([0]) });
  });

  it.each([
    ["case and white space", "Harbour Street  Forty Two Lighthouse Keeper", "harbour street forty two\nLIGHTHOUSE keeper"],
    ["number formats", "account balance 48,250.75 today", "48250.75"],
    ["numbers as numbers", "order 83920174 is late", 83920174],
    ["a part of a URL", "token zk81mq47xw", "https://x.example/p?token=zk81mq47xw&n=1"],
    ["a URL-encoded text", "meet at pier nineteen behind warehouse", "https://x.example/?q=meet%20at%20pier%20nineteen%20behind%20warehouse"],
    ["JSON around it", "the key is sk-harbour-4711-night", '{"note":"sk-harbour-4711-night"}'],
    ["base64 of it", "key sk-harbour-4711-night", Buffer.from("sk-harbour-4711-night").toString("base64")],
    ["base64 read", `blob ${Buffer.from("sk-harbour-4711-night").toString("base64")}`, "sk-harbour-4711-night"],
    ["hexadecimal", "key sk-harbour-4711-night", Buffer.from("sk-harbour-4711-night").toString("hex")],
    ["an account number in groups", "pay to GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"],
    ["an account number joined", "pay to GB82WEST12345698765432", "GB82 WEST 1234 5698 7654 32"],
    ["a piece of a longer text", "the vault combination is 38 left 12 right 77 left and then wait", "I think: vault combination is 38 left 12 right 77 left, right?"],
    ["a leaf of JSON", '{"user": {"recovery": "violet-anchor-92"}}', "it is violet-anchor-92"],
    ["text parts", [{ type: "text", text: "recovery: violet-anchor-92" }], "violet-anchor-92"],
    ["a JSON value", { recovery: ["violet-anchor-92"] }, "violet-anchor-92"],
  ])("see through %s", (_, content, text) => {
    expect(comes(after(content), text)).toBe(true);
  });

  it.each([
    ["a short value", "pin 47 ok", "47"],
    ["stop words", "it was in the and of a to", "in the and of a to"],
    ["a common word", "please send the list", "the list"],
    ["another value", "key sk-harbour-4711-night", "sk-station-2290-day"],
    ["words in another order", "vault left twelve", "twelve left vault"],
    ["words that stand in two lines", "alpha bravo lantern\ncharlie delta bluebottle", "bravo lantern charlie delta"],
    ["a boolean", "true", true],
  ])("are not fooled by %s", (_, content, text) => {
    expect(comes(after(content), text)).toBe(false);
  });

  it("reach on through calls, thoughts and responses", () => {
    const run = after("the code is harbour-4711-night");
    run.session.observe({ kind: "reason", text: "So harbour-4711-night it is, which I call operation bluebottle lantern thirteen" });
    expect(comes(run, "operation bluebottle lantern thirteen")).toBe(true);
    run.call("c3", "look", { q: "harbour-4711-night" });
    run.result("c3", "nothing under quartz-meridian-58");
    expect(comes(run, "quartz-meridian-58")).toBe(true);
    run.respond("I shall say harbour-4711-night or amber-thistle-31-wren");
    expect(run.decides.at(-1)?.flows[0].labels.secrecy).toBe(2);
    expect(comes(run, "amber-thistle-31-wren")).toBe(true);
  });

  it("have no clean way through a value that nobody can look up", () => {
    const run = after("x");
    run.call("c2", "send", { to: "bo", text: "\ud800 lone" });
    expect(run.row("text")).toMatchObject({ value: null, unknown: true });
    expect(run.decides.at(-1)?.flows[0].labels).toEqual({ ...clean, unknown: true });
    expect([...run.decides.at(-1)?.flows[0].marks ?? []]).toEqual([0b1010]);
  });
});

describe("context", () => {
  it("is what came before, never the call itself", () => {
    const run = begin();
    run.call("c1", "read", { path: "notes.txt" });
    expect(run.decides.at(-1)?.flows[1].labels).toEqual(clean);
    run.result("c1", "x");
    run.call("c2", "send", { to: "bo", text: "hi" });
    expect(run.decides.at(-1)?.flows[1].labels).toEqual({ ...clean, ...secret });
    expect(run.decides.at(-1)?.flows[0].labels).toEqual(clean);
  });

  it("does not reach back into what was prepared before the result came", () => {
    const run = begin();
    run.call("c1", "read", { path: "a" });
    run.call("c2", "read", { path: "b" });
    run.result("c1", "x");
    const view = run.decides.at(-1);
    expect(view?.flows[1].labels).toEqual(clean);
    run.call("c3", "send", { to: "bo", text: "hi" });
    expect(run.decides.at(-1)?.flows[1].labels.secrecy).toBe(2);
  });

  it("takes the words of others as least trusted", () => {
    const run = begin();
    run.session.observe({ kind: "user", text: "from another agent", principal: "agent" });
    run.call("c1", "send", { to: "bo", text: "hi" });
    expect(run.decides.at(-1)?.flows[1].labels).toEqual({ ...clean, trust: 2 });
    expect([...run.decides.at(-1)?.flows[1].marks ?? []]).toEqual([0b1000]);
  });
});

describe("declared edges", () => {
  it("carry what the named calls give on", () => {
    const run = after("abc");
    run.call("c2", "send", { to: "bo", text: "summary" }, { refs: ["c1", "c2"] });
    expect(run.decides.at(-1)?.flows[2].labels).toEqual({ ...clean, ...secret });
    expect(run.decides.at(-1)?.flows[0].labels).toEqual(clean);
    expect(run.session.anomalies).toEqual([]);
  });

  it("are opaque where nobody made the call", () => {
    const run = begin();
    run.call("c2", "send", { to: "bo", text: "summary" }, { refs: ["c9"] });
    expect(run.decides.at(-1)?.flows[2]).toEqual({ labels: opaque, marks: new Uint32Array([0b1010]) });
    expect(run.session.anomalies.map(({ code }) => code)).toEqual(["event/unknown-ref"]);
  });
});

describe("what no rule asks for", () => {
  it("is not computed", () => {
    const run = double({ tools });
    run.user("hello");
    run.call("c1", "read", { path: "a" });
    run.result("c1", "harbour-4711-night");
    run.call("c2", "send", { to: "bo", text: "harbour-4711-night" });
    const view = run.decides.at(-1);
    expect(view?.rows).toEqual([]);
    expect(view?.flows.map((flow) => flow.labels)).toEqual([clean, clean, clean]);
    expect(run.marks).toEqual([]);
    expect(run.session.work).toBe(0);
  });
});

describe("paths and reasons", () => {
  const rules = [{
    kind: "relational", effect: "deny", source: 0, via: "value",
    reason: [{ kind: "source", field: "whole" }, { kind: "text", text: " gave " }, { kind: "row" }, { kind: "text", text: " to " }, { kind: "sink", field: "tool" }],
  }] as const;

  it("show the shortest way from the source", () => {
    const run = double({ tools, rules, sources: 1, demand: everything, mark: (view) => [view.self.secrecy === 2 ? 1 : 0], decide: (view) => (view.flows[0].marks[0] === 1 ? [{ rule: 0, unknown: false, row: 1 }] : []) });
    run.call("c1", "read", { path: "a" });
    run.result("c1", "harbour-4711-night");
    run.session.observe({ kind: "reason", text: "harbour-4711-night is bluebottle-lantern-13" });
    const decision = run.call("c2", "send", { to: "bo", text: "say bluebottle-lantern-13 \u202e\u0007\"now\"" });
    expect(decision).toMatchObject({ id: "s#2", call: "c2", step: 2, tool: "send", op: "SEND", effect: "deny", code: null, bundle: "d1" });
    expect(decision.path).toEqual([{ step: 0, edge: "value" }, { step: 1, edge: "value" }]);
    expect(decision.reason).toBe(`read at step 0 gave "say bluebottle-lantern-13 'now'" to send`);
    expect(decision.rules[0]?.agentReason).toBe("read at step 0 gave text to send");
    expect(run.call("c3", "send", { to: "bo", text: "nothing of it" }).effect).toBe("allow");
  });

  it("are shown to a bound, for every rule of the source and row", () => {
    const told = (length: number) => {
      const run = double({ tools, rules: [rules[0], rules[0]], sources: 1, demand: everything, mark: (view) => [view.self.secrecy === 2 ? 1 : 0], decide: () => [{ rule: 0, unknown: false, row: 1 }, { rule: 1, unknown: false, row: 1 }] });
      run.call("c1", "read", { path: "a" });
      run.result("c1", "w1x4711y");
      for (let step = 1; step < length; step++) run.session.observe({ kind: "reason", text: `w${step}x4711y w${step + 1}x4711y` });
      return run.call("c2", "send", { to: "bo", text: `w${length}x4711y` });
    };
    const shown = told(PATH_STEPS_MAX);
    expect(shown.path.length).toBe(PATH_STEPS_MAX);
    expect(shown.rules.map(({ agentReason }) => agentReason)).toEqual(["read at step 0 gave text to send", "read at step 0 gave text to send"]);
    const over = told(PATH_STEPS_MAX + 1);
    expect(over).toMatchObject({ effect: "deny", code: null, path: [] });
    expect(over.rules[0]?.agentReason).toBe("an earlier result gave text to send");
  });

  it("bound what comes from outside, and leave it out of what the agent hears", () => {
    const flood = "obey me ".repeat(1000);
    const run = double({ tools, rules: [{ ...rules[0], source: 0 }], sources: 1, demand: everything, decide: () => [{ rule: 0, unknown: true, row: 1 }] });
    const decision = run.call("c1", "send", { to: "bo", text: flood });
    expect(decision.reason.length).toBeLessThan(200);
    expect(decision.rules[0]?.agentReason).toBe("an earlier result gave text to send");
    expect(decision.rules[0]?.unknown).toBe(true);
    expect(decision.path).toEqual([]);
    expect(decision.args).toEqual({ to: "bo", text: flood });
  });

  it("go through context and declared edges by the rule's via", () => {
    for (const via of ["context", "declared", "any"] as const) {
      const run = double({ tools, rules: [{ ...rules[0], via }], sources: 1, demand: everything, mark: (view) => [view.self.secrecy === 2 ? 1 : 0], decide: (view) => (view.flows.some((flow) => flow.marks[0] === 1) ? [{ rule: 0, unknown: false, row: -1 }] : []) });
      run.call("c1", "read", { path: "a" });
      run.result("c1", "k");
      const decision = run.call("c2", "send", { to: "bo", text: "hi" }, { refs: ["c1"] });
      expect(decision.path).toEqual([{ step: 0, edge: via === "any" ? "declared" : via }]);
      expect(decision.rules[0]?.agentReason).toBe("read at step 0 gave an argument to send");
    }
  });
});

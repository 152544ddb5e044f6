// What somebody might try to get past rules with: ids that stand twice, names in other spellings, approvals of what is rewritten
// afterwards, numbers for texts, events that cannot be read; and rewrites that change nothing. From text to decision.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.js";
import { createCore, type SessionCore, type SessionOptions } from "../../src/engine.js";
import type { Decision } from "../../src/kernel/decide/decision.js";
import { decide } from "../../src/testing/play.js";
import { interpreter } from "../../src/testing/door.js";
import { runTests } from "../../src/testing/run.js";

interface Run {
  readonly session: SessionCore;
  call(tool: string, args: unknown, id?: string): Decision;
}

function open(text: string, options: Partial<SessionOptions> = {}): Run {
  const { value, diagnostics } = compile([{ file: "p.policy", text: `package t.a\n${text}` }]);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const evaluator = interpreter.open(value);
  const session = createCore(evaluator, "").session({ id: "s", ...options });
  let next = 0;
  return { session, call: (tool, args, id = `own${next++}`) => decide(session, evaluator, { kind: "call", id, tool, args }) };
}
const fired = ({ effect, rules, code }: Decision): readonly string[] => [effect, ...rules.map(({ id, unknown }) => id.slice(4) + (unknown ? "?" : "")), ...(code === null ? [] : [code])];

describe("a result whose id two calls have", () => {
  const text = `tool ls() { op READ  result trust high }
tool check() { op READ  result trust high }
tool push() { op SEND  sink egress }
unary deny unchecked { on tool push  unless after(tool check succeeded) }`;

  test.each([["as it is", {}], ["with arguments that cannot be read", "{bad"]])("is not for certain that of the later one, %s", (_, args) => {
    const run = open(text);
    run.call("ls", {}, "x");
    run.call("check", args, "x");
    run.session.observe({ kind: "result", id: "x", content: "a b c" });
    expect(fired(run.call("push", {}))).toEqual(["deny", "unchecked?"]);
  });
  test("is that of a call whose id stands once", () => {
    const run = open(text);
    run.call("check", {}, "x");
    run.session.observe({ kind: "result", id: "x", content: "ok" });
    expect(fired(run.call("push", {}))).toEqual(["allow"]);
  });
});

describe("an approval", () => {
  const note = { to: "x@y.example", note: "urgent: pay" };
  test("of a call that is rewritten is used up by it", () => {
    const run = open(`tool send(to: string, note: string) { op SEND  sink message  role destination: to  role content: note }
unary ask urgent { on message  when args.note contains "urgent"  unless approved(sink) }
unary redact soft { on message  when args.note contains "urgent"  mask found(args.note, "urgent") in args.note }`);
    run.session.observe({ kind: "approval", tool: "send", args: note, by: "ana" });
    expect(fired(run.call("send", note))).toEqual(["redact", "soft"]);
    expect(fired(run.call("send", note))).toEqual(["ask", "urgent", "soft"]);
  });

  const pay = `tool pay(to: string) { op SEND  sink payment  role destination: to }
unary ask two { on payment  unless size(approvers(sink)) >= 2 }`;
  test.each(["Ana", "ana ", "ana\u200b", "\u0430na", "\uff41na", "ANA"])("by one person in two spellings is one person's: %j", (other) => {
    const run = open(pay);
    for (const by of ["ana", other]) run.session.observe({ kind: "approval", tool: "pay", args: { to: "z" }, by });
    expect(fired(run.call("pay", { to: "z" }))).toEqual(["ask", "two"]);
  });
  test("by two people is two people's, and by nobody is none", () => {
    const run = open(pay);
    for (const by of ["ana", "bo"]) run.session.observe({ kind: "approval", tool: "pay", args: { to: "z" }, by });
    expect(fired(run.call("pay", { to: "z" }))).toEqual(["allow"]);
    for (const by of ["cy", " ", "\u200b", ""]) run.session.observe({ kind: "approval", tool: "pay", args: { to: "z" }, by });
    expect(fired(run.call("pay", { to: "z" }))).toEqual(["ask", "two"]);
    expect(run.session.anomalies.map(({ code }) => code)).toEqual(["approval/nobody", "approval/nobody", "approval/nobody"]);
  });
  test("by whom the agent acts for is his own, however he writes himself", () => {
    const run = open(`tool pay(to: string) { op SEND  sink payment  role destination: to }
unary deny own { on payment  when approvers(sink) has principal.id }`);
    run.session.observe({ kind: "principal", principal: { id: "Ana" } });
    run.session.observe({ kind: "approval", tool: "pay", args: { to: "z" }, by: "ana " });
    expect(fired(run.call("pay", { to: "z" }))).toEqual(["deny", "own"]);
  });
});

describe("an event of facts that cannot be read", () => {
  const good = { kind: "facts", facts: { "sandbox.on": true } };
  test.each<[string, unknown, readonly string[]]>([
    ["null", { kind: "facts", facts: null }, ["deny", "sb?"]], ["a list", { kind: "facts", facts: [good.facts] }, ["deny", "sb?"]],
    ["one that throws", { kind: "facts", get facts() { throw new Error("no"); } }, ["deny", "sb?"]],
    ["other facts", { kind: "facts", facts: {} }, ["allow"]],
  ])("leaves none standing: %s", (_, bad, expected) => {
    const run = open(`runtime r { fact sandbox.on: boolean }
tool del(n: string) { op EXEC  sink delete }
host r deny sb { on delete  when sandbox.on == false }`, { runtime: "r" });
    run.session.observe(good);
    run.session.observe(bad);
    expect(fired(run.call("del", { n: "a" }))).toEqual(expected);
  });
});

describe("a mask", () => {
  const cards = `tool send(text: string, ...) { op SEND  sink message  role content: text }
unary redact cards { on message  when size(card_numbers(args.text)) > 0  mask card_numbers(args.text) in args.text keep last 4 }`;
  test.each<[unknown, unknown]>([
    ["4111 1111 1111 1111", "****1111"], [4111111111111111, "****1111"], ["0000 0002 4111 1111 1111 1111", "****1111"], ["4111\u20091111\u20091111\u20091111", "****1111"],
    ["4111\u200b1111\u200b1111\u200b1111", "****1111"],
  ])("hides a card number, however it is written: %j", (text, masked) => {
    const decision = open(cards).call("send", { text });
    expect([decision.effect, decision.args]).toEqual(["redact", { text: masked }]);
  });
  test("looks into lists and records, and denies where it would have to rename", () => {
    const decision = open(cards).call("send", { text: [4111111111111111, { k: "4111 1111 1111 1111" }] });
    expect([decision.effect, decision.args]).toEqual(["redact", { text: ["****1111", { k: "****1111" }] }]);
    expect(fired(open(cards).call("send", { text: { "4111111111111111": 1 } }))).toEqual(["deny", "cards", "correct/place"]);
  });
  test("hides nothing in numbers of which nothing is wanted", () => {
    const rows = "tool send(text: string, n: number) { op SEND  sink message }\nrelational redact rows { on message  into args as x  when size(credentials(x)) > 0  mask credentials(x) in x }";
    expect(open(rows).call("send", { text: "hello", n: 12 }).effect).toBe("allow");
  });
});

describe("rewrites that change nothing", () => {
  const tool = "tool send(to: string, text: string, cc?: string) { op SEND  sink message }\n";
  test.each<[string, string, readonly string[]]>([
    ["a mask that finds nothing", `unary redact r { on message  mask found(args.text, "k[0-9]") in args.text }`, ["allow"]],
    ["a value that is there", `unary correct r { on message  set args.to to "a" }`, ["allow"]],
    ["what is not there taken out", "unary correct r { on message  remove args.cc }", ["allow"]],
    ["one of two that changes something", `unary correct r { on message  set args.to to "a"  set args.text to "y" }`, ["correct", "r"]],
    ["beside a rule that denies", `unary correct r { on message  set args.to to "a" }\nunary deny d { on message }`, ["deny", "d"]],
    ["beside one that wants something else there", `unary correct r { on message  set args.to to "a" }\nunary correct q { on message  set args.to to "b" }`, ["deny", "q", "r", "correct/conflict"]],
    ["of a rule on trial", `unary correct r { on message  mode observe  set args.to to "a" }`, ["allow"]],
  ])("are not spoken of: %s", (_, rule, expected) => {
    expect(fired(open(tool + rule).call("send", { to: "a", text: "x" }))).toEqual(expected);
  });
});

describe("where a path leads", () => {
  const text = `runtime r { fact realpath: map of string }
tool read(path: string) { op READ  role path: path }
unary deny secret { on tool read  when inside(realpath(args.path), "/etc") }`;
  test("is not asked where the runtime does not say", () => {
    const decision = open(text, { runtime: "r", provides: [] }).call("read", { path: "/x" });
    expect([fired(decision), decision.inactive, decision.wants]).toEqual([["allow"], ["t.a.secret"], { "t.a.secret": ["realpath"] }]);
  });
  test.each<[string, readonly string[]]>([["/x/y", ["deny", "secret"]], ["/x/./y", ["deny", "secret"]], ["/z", ["deny", "secret?"]], ["/w", ["allow"]]])("is looked up as written, then in the normal form: %s", (path, expected) => {
    const run = open(text, { runtime: "r" });
    run.session.observe({ kind: "facts", facts: { realpath: { "/x/y": "/etc/passwd", "/w": "/srv/w" } } });
    expect(fired(run.call("read", { path }))).toEqual(expected);
  });
});

test("a term that reads one long text for every item ends as unknown", () => {
  const run = open(`tool send(text: string, parts: list of string) { op SEND  sink message }
unary deny empty { on message  when some x in args.parts (length(replace(args.text, x, "")) == 0) }`);
  const parts = Array.from({ length: 300 }, (_, at) => `b${at}`);
  expect(fired(run.call("send", { text: "ab".repeat(300_000), parts }))).toEqual(["deny", "empty?"]);
  expect(fired(run.call("send", { text: "ab".repeat(300_000), parts: parts.slice(0, 3) }))).toEqual(["allow"]);
});

test("a test that fails says what hung on an unknown, and what was not asked", () => {
  const { results } = runTests([{ file: "p.policy", text: `package t.a
runtime r { fact sandbox.on: boolean }
tool send(to: string, n: number) { op SEND  sink message }
unary deny large { on message  when args.n > 5 }
host r deny shut { on message  when sandbox.on == false }
test "unknown" { a = send(to: "x", n: "7")
  expect allow a }
` }]);
  expect(results.flatMap(({ findings }) => findings.map(({ label }) => label))).toEqual(["large; `t.a.large` hung on an unknown; `t.a.shut` was inactive for want of `runtime r`, `sandbox.on`"]);
});

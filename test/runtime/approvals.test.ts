// Approving what a decision asked: for that call, in that session, by each person once, until it is over; and taking it back. What is
// replayed, forged or late is refused with a code, and the log says all of it.

import { describe, expect, test } from "vitest";
import { compile, createEngine, verifyLog, type Bundle, type Decision, type Journal, type Session } from "../../src/index.js";
import { ASKS_MAX } from "../../src/base/limits.js";
import { digestBundle } from "../../src/node/bundle.js";
import { createEvaluator } from "../../src/node/evaluator.js";

function bundleOf(text: string): Bundle {
  const { value, diagnostics } = compile([{ file: "ask.policy", text }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}
const tools = `package desk
tool send(to: string, text: string) { op SEND  sink egress  role destination: to  role content: text }
tool pay(to: string, amount: number) { op SEND  sink payment  role destination: to  role amount: amount }
unary deny nobody { on tool send where args.to == "nobody" }
unary ask sending { on tool send  unless approved(sink) }
unary correct blanks { on tool send  when args.text != trim(args.text)  set args.text to trim(args.text) }
unary ask paying { on tool pay  unless size(approvers(sink)) >= 2 }
`;
const bundle = bundleOf(tools);
const noon = Date.parse("2026-11-22T12:00:00Z");

function memory(): Journal & { readonly logs: Map<string, string> } {
  const logs = new Map<string, string>();
  return {
    logs,
    read: (session) => (logs.has(session) ? new TextEncoder().encode(logs.get(session)) : null),
    append: (session, line) => void logs.set(session, (logs.get(session) ?? "") + line),
    cut: (session, bytes) => void logs.set(session, (logs.get(session) ?? "").slice(0, bytes)),
    close: () => undefined,
  };
}

interface Desk {
  readonly session: Session;
  /** Asks to send a text, at a minute after noon. */
  send(text?: string, to?: string, minute?: number): Decision;
  pay(minute?: number): Decision;
}
async function desk(id = "s", provides?: readonly string[], journal: Journal | null = null): Promise<Desk> {
  const engine = await createEngine({ bundles: [bundle], pool: false, ...(journal === null ? {} : { journal }) });
  const session = engine.session({ id, ...(provides === undefined ? {} : { provides }) });
  let calls = 0;
  const call = (tool: string, args: object, minute: number): Decision => session.evaluateSync({ kind: "call", id: `c${calls++}`, tool, args, at: noon + minute * 60_000 });
  return { session, send: (text = "hi", to = "ana", minute = 0) => call("send", { to, text }, minute), pay: (minute = 0) => call("pay", { to: "ana", amount: 7 }, minute) };
}
const codeOf = async (answer: Promise<{ readonly code: string } | null>): Promise<string | null> => (await answer)?.code ?? null;

describe("an approval of a decision", () => {
  test("lets that very call through, once", async () => {
    const { session, send } = await desk();
    const { id, effect } = send();
    expect(effect).toBe("ask");
    expect(await session.approve(id, { by: "ana", role: "clerk" })).toBeNull();
    expect([send("hi", "eve"), send("ho"), send(), send()].map((each) => each.effect)).toEqual(["ask", "ask", "allow", "ask"]);
  });

  test("is for the corrected arguments where the call was corrected", async () => {
    const { session, send } = await desk();
    const asked = send("  hi ");
    expect([asked.effect, asked.args]).toEqual(["ask", { to: "ana", text: "hi" }]);
    expect(await session.approve(asked.id, { by: "ana" })).toBeNull();
    expect(send("hi").effect).toBe("allow");
  });

  test("is used up where its call has run without being asked about again, and none where it was denied", async () => {
    const { session, send } = await desk();
    const first = send();
    await session.approve(first.id, { by: "ana" });
    session.observe({ kind: "result", id: "c0", content: "sent" });
    expect(send().effect).toBe("ask");
    session.observe({ kind: "denied", id: "c1" });
    expect(await codeOf(session.approve("s#1", { by: "ana" }))).toBe("approval/closed");
    expect(await codeOf(session.approve(first.id, { by: "bo" }))).toBe("approval/closed");
    expect(send().effect).toBe("ask");
  });

  test("is each person's once, in whatever spelling; a second person's counts beside it", async () => {
    const { session, pay } = await desk();
    const { id } = pay();
    expect(await codeOf(session.approve(id, { by: "Ana" }))).toBeNull();
    expect(await codeOf(session.approve(id, { by: " \u{FF21}na " }))).toBe("approval/twice");
    expect(pay().effect).toBe("ask");
    expect(await codeOf(session.approve(id, { by: "bo" }))).toBeNull();
    expect([pay(), pay()].map(({ effect }) => effect)).toEqual(["allow", "ask"]);
    expect(await codeOf(session.approve(id, { by: "cem" }))).toBe("approval/closed");
  });

  test("is over at its time, by the time of the session's events", async () => {
    const { session, send } = await desk();
    const { id } = send();
    expect(await codeOf(session.approve(id, { by: "ana", expiresAt: noon + 60_000 }))).toBeNull();
    expect([send("hi", "ana", 1).effect]).toEqual(["ask"]);
    expect(await codeOf(session.approve(id, { by: "bo", expiresAt: "2026-11-22T12:05:00Z" }))).toBeNull();
    expect([send("hi", "ana", 4), send("hi", "ana", 4)].map(({ effect }) => effect)).toEqual(["allow", "ask"]);
  });

  test("does not stand while nobody says how late it is", async () => {
    const { session, send } = await desk();
    await session.approve(send().id, { by: "ana", expiresAt: noon + 60_000 });
    expect(session.evaluateSync({ kind: "call", id: "x", tool: "send", args: { to: "ana", text: "hi" } }).effect).toBe("ask");
    expect(send().effect).toBe("allow");
  });

  test.each<[string, string, Parameters<Session["approve"]>[1], string]>([
    ["a decision that was never made", "s#9", { by: "ana" }, "approval/unknown-decision"], ["a step that is spelled otherwise", "s#00", { by: "ana" }, "approval/unknown-decision"], ["what is no id", "0", { by: "ana" }, "approval/unknown-decision"],
    ["another session's", "t#0", { by: "ana" }, "approval/other-session"], ["a denied call", "s#1", { by: "ana" }, "approval/not-asked"], ["nobody", "s#0", { by: " \u200b" }, "approval/nobody"],
    ["an end that has passed", "s#0", { by: "ana", expiresAt: noon }, "approval/expired"], ["an end that is no time", "s#0", { by: "ana", expiresAt: "soon" }, "event/malformed"], ["no role", "s#0", { by: "ana", role: "" }, "event/malformed"],
  ])("is refused for %s", async (_, decision, by, code) => {
    const { session, send } = await desk();
    send();
    expect(send("hi", "nobody").effect).toBe("deny");
    session.observe({ kind: "facts", facts: {}, at: noon });
    expect(await codeOf(session.approve(decision, { ...by }))).toBe(code);
    expect(send().effect).toBe("ask");
  });

  test("that expires is refused in a session without times", async () => {
    const { session, send } = await desk("s", []);
    const { id } = send();
    expect(await codeOf(session.approve(id, { by: "ana", expiresAt: noon + 1 }))).toBe("approval/untimed");
    expect(await codeOf(session.approve(id, { by: "ana" }))).toBeNull();
    expect(send().effect).toBe("allow");
  });

  test("of one session approves nothing in another", async () => {
    const [one, two] = [await desk("s"), await desk("t")];
    const [asked] = [one.send(), two.send()];
    expect(await codeOf(two.session.approve(asked.id, { by: "ana" }))).toBe("approval/other-session");
    expect(two.send().effect).toBe("ask");
  });

  test("is of one of the latest decisions that asked", async () => {
    const { session, send } = await desk();
    const first = send();
    for (let count = 1; count < ASKS_MAX; count++) send();
    expect(await codeOf(session.approve(first.id, { by: "ana" }))).toBeNull();
    send();
    send();
    expect(await codeOf(session.approve(first.id, { by: "bo" }))).toBe("approval/not-asked");
  });
});

describe("a revocation", () => {
  test("takes back what is not used up, of one person or of all", async () => {
    const { session, pay, send } = await desk();
    const { id } = pay();
    for (const by of ["ana", "bo", "cem"]) await session.approve(id, { by });
    expect(await codeOf(session.revoke(id, { by: "ANA" }))).toBeNull();
    expect(await codeOf(session.revoke(id, { by: "ana" }))).toBe("approval/nothing-to-revoke");
    expect(pay().effect).toBe("allow");
    expect(await codeOf(session.revoke(id))).toBe("approval/nothing-to-revoke");
    const other = send();
    await session.approve(other.id, { by: "ana" });
    expect(await codeOf(session.revoke(other.id))).toBeNull();
    expect(send().effect).toBe("ask");
    expect(await codeOf(session.approve(other.id, { by: "ana" }))).toBeNull();
    expect(send().effect).toBe("allow");
  });

  test.each<[string, object, string]>([
    ["names no decision", { decision: "s#99" }, "approval/unknown-decision"], ["is malformed", { by: 7 }, "event/malformed"], ["has arguments that cannot be read", { tool: "send", args: "{" }, "event/unread-approval"],
  ])("that %s takes back all there is", async (_, named, code) => {
    const { session, send } = await desk();
    await session.approve(send().id, { by: "ana" });
    Reflect.apply(session.observe, session, [{ kind: "revocation", ...named }]);
    expect(session.anomalies.map((anomaly) => anomaly.code)).toEqual([code]);
    expect(send().effect).toBe("ask");
  });
});

describe("approvals in the order of events", () => {
  test("one that is given while a call is in flight holds for the next", async () => {
    const { session } = await desk();
    const ask = (id: string): Promise<Decision> => session.evaluate({ kind: "call", id, tool: "send", args: { to: "ana", text: "hi" }, at: noon });
    const first = ask("a");
    const approval = session.approve("s#0", { by: "ana" });
    const [second, third] = [ask("b"), ask("c")];
    expect([(await first).effect, await approval, (await second).effect, (await third).effect]).toEqual(["ask", null, "allow", "ask"]);
  });

  test("stand in the log, from which the session goes on and which is decided so again", async () => {
    const journal = memory();
    const before = await desk("s", undefined, journal);
    const { id } = before.send();
    await before.session.approve(id, { by: "ana", expiresAt: noon + 600_000 });
    await before.session.approve("s#7", { by: "bo" });
    const after = await desk("s", undefined, journal);
    expect(after.session.evaluateSync({ kind: "call", id: "later", tool: "send", args: { to: "ana", text: "hi" }, at: noon + 1 }).effect).toBe("allow");
    expect(await codeOf(after.session.approve(id, { by: "bo" }))).toBe("approval/closed");
    await after.session.revoke(id);
    const log = journal.logs.get("s") ?? "";
    expect(log.split("\n").filter((line) => line.includes('"kind":"approval"') || line.includes('"kind":"revocation"'))).toHaveLength(4);
    const held = { evaluator: createEvaluator(new WebAssembly.Module(new Uint8Array(bundle.wasm)), bundle.manifest), data: {}, digest: digestBundle(bundle) };
    expect(verifyLog(new TextEncoder().encode(log), { bundle: held })).toMatchObject({ findings: [], decisions: 2 });
  });
});

// A session that has reached its bounds: the oldest texts are forgotten, and what may have come from them is unknown and keeps their taint; past the
// second bound every call is denied. Nothing is lost without a word, and what an event costs does not grow with the session.

import { describe, expect, it } from "vitest";
import { compile, createEngine } from "../../src/index.js";
import { createCore, type SessionCore } from "../../src/engine.js";
import { segments } from "../../src/extract/segments.js";
import { createCallings, meetAuthors } from "../../src/kernel/graph/callings.js";
import { createMemory } from "../../src/kernel/memory.js";
import { planOf } from "../../src/kernel/view/plan.js";
import { take } from "../../src/kernel/observe.js";
import { EVENT_BYTES, bytesOf } from "../../src/kernel/size.js";
import { frameDoor } from "../../src/testing/door.js";
import { decide } from "../../src/testing/play.js";
import { double, everything } from "./double.js";

const policy = `package bounds
label path "/secret/**" { secrecy high }
tool read(path: string) { op READ  role path: path  result trust low }
tool send(to: string, text: string) { op SEND  sink egress  role destination: to  role content: text }
relational deny leak { from source where secrecy(source) >= high  to egress via value }
relational ask stranger { on egress  into args[role: destination] as to  when who(to) excludes user }
`;
const { value: compiled } = compile([{ file: "bounds.policy", text: policy }]);
if (compiled === undefined) throw new Error("the policy does not compile");
const evaluator = frameDoor.open(compiled);
const begin = (bounds: { placesMax?: number; bytesMax?: number }): SessionCore => createCore(evaluator, "b").session({ id: "s", bounds });

/** So many words that stand nowhere else. */
const noise = (from: number, words: number): string => Array.from({ length: words }, (_, at) => `noise${from + at}`).join(" ");
function read(session: SessionCore, id: string, path: string, content: string): void {
  decide(session, evaluator, { kind: "call", id, tool: "read", args: { path } });
  session.observe({ kind: "result", id, content });
}
const send = (session: SessionCore, id: string, to: string, text: string): ReturnType<typeof decide> => decide(session, evaluator, { kind: "call", id, tool: "send", args: { to, text } });

describe("texts that were forgotten", () => {
  const session = begin({ placesMax: 100 });
  session.observe({ kind: "user", text: "write to bob@corp.example" });
  read(session, "a", "/secret/key", "the word is purple lantern marmalade");
  const before = send(session, "b", "bob@corp.example", "purple lantern marmalade");
  for (let at = 0; at < 10; at++) read(session, `n${at}`, `/notes/${at}`, noise(30 * at, 30));

  it("still hold what came from them, as what may have come", () => {
    expect(before).toMatchObject({ effect: "deny", rules: [{ id: "bounds.leak", unknown: false }], path: [{ edge: "value" }] });
    expect(before.forgotten).toBeUndefined();
    expect(send(session, "c", "bob@corp.example", "purple lantern marmalade")).toMatchObject({ effect: "deny", rules: [{ id: "bounds.leak", unknown: true }], path: [], forgotten: true });
    expect(send(session, "d", "bob@corp.example", "I send you purple lantern marmalade today")).toMatchObject({ effect: "deny", rules: [{ unknown: true }] });
  });
  it("touch no value of other words, and no other's texts", () => {
    expect(send(session, "e", "bob@corp.example", "good morning")).toMatchObject({ effect: "allow" });
    expect(send(session, "f", "eve@evil.example", "good morning")).toMatchObject({ effect: "ask", rules: [{ id: "bounds.stranger", unknown: false }] });
  });
  it("are told of once", () => {
    expect(session.anomalies.map(({ code }) => code)).toEqual(["engine/text-forgotten"]);
  });
  it("leave who said a value unknown where the user's own were forgotten", () => {
    const own = begin({ placesMax: 100 });
    own.observe({ kind: "user", text: "write to bob@corp.example" });
    own.observe({ kind: "user", text: noise(0, 150) });
    own.observe({ kind: "user", text: "go on" });
    expect(send(own, "a", "bob@corp.example", "hi")).toMatchObject({ effect: "ask", rules: [{ id: "bounds.stranger", unknown: true }] });
    expect(send(own, "b", "eve@evil.example", "hi")).toMatchObject({ effect: "ask", rules: [{ unknown: false }] });
  });
});

describe("a session that is full", () => {
  it("denies each call, and takes in nothing more", () => {
    const session = begin({ bytesMax: 10_000 });
    session.observe({ kind: "user", text: "write to bob@corp.example" });
    const effects: string[] = [];
    for (let at = 0; at < 40; at++) effects.push(send(session, `c${at}`, "bob@corp.example", "hi").effect);
    const first = effects.indexOf("deny");
    expect(first).toBeGreaterThan(5);
    expect(effects.slice(first).every((effect) => effect === "deny")).toBe(true);
    const one = send(session, "x", "bob@corp.example", "hi");
    const other = decide(session, evaluator, { kind: "response", text: "done" });
    expect([one.code, other.code, one.id === other.id]).toEqual(["engine/session-full", "engine/session-full", false]);
    session.observe({ kind: "user", text: "please" });
    session.cancel("s#0");
    expect(session.anomalies.filter(({ code }) => code === "engine/session-full")).toHaveLength(1);
  });
  it("is so by the engine's options, which refuse what is none", async () => {
    await expect(createEngine({ bundles: [compiled], pool: false, session: { placesMax: 3 } })).rejects.toMatchObject({ code: "node/options" });
    const engine = await createEngine({ bundles: [compiled], pool: false, now: null, session: { bytesMax: 1 << 16 } });
    const session = engine.session({ id: "s" });
    for (let at = 0; at < 20; at++) session.observe({ kind: "user", text: noise(1000 * at, 1000) });
    expect(session.evaluateSync({ kind: "call", id: "a", tool: "read", args: { path: "x" } })).toMatchObject({ effect: "deny", code: "engine/session-full" });
  });
});

describe("what a session takes", () => {
  it("is at most 300 bytes an instruction, and for its texts twice what they are, as it is counted", () => {
    const run = (text: string): number => {
      const setting = { plan: planOf(compiled.manifest), evaluator, memory: createMemory(planOf(compiled.manifest), undefined, undefined, { id: "s", known: "s", parent: null, lookup: null }) };
      for (let at = 0; at < 2000; at++) take(setting, { kind: "user", text: text.replaceAll("@", String(at % 50)) });
      return (bytesOf(setting.memory) - EVENT_BYTES * 2000) / 2000;
    };
    const bare = run("");
    expect(bare).toBeLessThan(300);
    const text = "the harbour log has @ vessels that were moored at the northern quay on Thursday morning, and no others since then";
    expect(run(text) - bare).toBeLessThan(2 * 2 * text.length);
  });
  it("counts the sites to which those lead who write records", () => {
    const letters = (site: string): number => {
      const callings = createCallings(new Set());
      meetAuthors(callings, segments({ mails: [{ sender: "ana@harbour.example", body: `see https://${site}/x` }] }, "structure", [{ path: "mails[]", author: ["sender"], title: [], writes: ["body"] }]));
      return callings.letters;
    };
    expect(letters("northern-quay.example") - letters("quay.example")).toBe("northern-".length);
  });
  it("costs no event more than the first ones, however many there were", () => {
    const run = double({ tools: { read: { roles: { path: "a" } }, send: { roles: { content: "a" } } }, sources: 1, demand: everything }, { bounds: { placesMax: 2000 } });
    const costs: number[] = [];
    for (let at = 0; at < 3000; at++) {
      const before = run.session.work;
      run.call(`c${at}`, "read", { a: `file-${at}.txt` });
      run.result(`c${at}`, `entry of the harbour log: vessel v${at}x moored`);
      costs.push(run.session.work - before);
    }
    expect(Math.max(...costs.slice(2000))).toBeLessThanOrEqual(Math.max(...costs.slice(0, 1000)));
  });
});

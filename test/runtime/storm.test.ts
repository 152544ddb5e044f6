// Storms of events, malformed ones too, over several sessions of one engine, decided in this thread and in workers at random: each call has
// one decision, and what it is hangs on its own session's events alone. Results of parallel calls change nothing by their order.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, createEngine, type Decision, type Engine, type Session } from "../../src/index.js";

const { value: bundle } = compile([{ file: "storm.policy", text: `package storm
label path "/secret/**" { secrecy high }
tool read(path: string) { op READ  role path: path  result trust low }
tool send(to: string, text: string) { op SEND  sink egress  role destination: to  role content: text }
relational deny leak { from source where secrecy(source) >= high  to egress via value }
relational ask stranger { on egress  into args[role: destination] as to  when who(to) excludes user }
unary ask often { on egress  when count(egress within 20 steps including sink) > 3 }
unary redact cards { on egress  mask card_numbers(args.text) in args.text }
` }]);
if (bundle === undefined) throw new Error("the policy does not compile");
const engines: { pooled: Engine; single: Engine } = { pooled: undefined as never, single: undefined as never };
beforeAll(async () => {
  engines.pooled = await createEngine({ bundles: [bundle], pool: { threads: 1, timeoutMs: 20_000, waitMs: 20_000 }, now: null, session: { placesMax: 1024 } });
  engines.single = await createEngine({ bundles: [bundle], pool: false, now: null, session: { placesMax: 1024 } });
});
afterAll(async () => { await Promise.all([engines.pooled.close(), engines.single.close()]); });

const word = fc.constantFrom("bob@corp.example", "eve@evil.example", "purple lantern marmalade", "4111 1111 1111 1111", "the harbour log", "\ud800", "");
const text = fc.array(word, { maxLength: 3 }).map((words) => words.join(" "));
const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
const event: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("call"), id: fc.oneof(id, fc.uuid()), tool: fc.constant("send"), args: fc.record({ to: word, text }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("call"), id: fc.oneof(id, fc.uuid()), tool: fc.constantFrom("read", "other"), args: fc.record({ path: fc.constantFrom("/secret/a", "/b") }), refs: fc.array(id, { maxLength: 2 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("result"), id, content: fc.oneof(text, fc.anything()) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("user", "reason", "response", "system"), text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("denied", "step"), id, op: fc.constantFrom("COMPRESS", "PLAN", "EXEC"), text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel"), step: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.anything() },
);
const kindOf = (told: unknown): unknown => (typeof told === "object" && told !== null && "kind" in told ? told.kind : null);
const plain = (decision: Decision): Decision => ({ ...decision, us: 0 });

/** Tells a session an event; gives its decision where there is one. */
function tell(session: Session, name: string, told: unknown, inThread: boolean): Promise<Decision> | null {
  const kind = kindOf(told);
  if (kind === "cancel") session.cancel(`${name}#${String(Reflect.get(told as object, "step"))}`);
  else if (kind !== "call" && kind !== "response") session.observe(told as never);
  else return inThread ? Promise.resolve(session.evaluateSync(told as never)) : session.evaluate(told as never);
  return null;
}

const storms = { count: 0 };
describe("a storm", () => {
  it("is decided call by call, as each session alone is", { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ of: fc.nat(2), told: event, inThread: fc.boolean() }), { minLength: 20, maxLength: 80, size: "max" }), async (events) => {
      const names = [0, 1, 2].map((number) => `storm${storms.count}-${number}`);
      storms.count++;
      const mixed = names.map((name) => engines.pooled.session({ id: name }));
      const given: (Promise<Decision> | null)[] = events.map(({ of, told, inThread }) => tell(mixed[of] as Session, names[of] ?? "", told, inThread));
      const decisions = await Promise.all(given);
      const alone = names.map((name) => engines.single.session({ id: name }));
      for (const [at, { of, told }] of events.entries()) {
        const expected = await tell(alone[of] as Session, names[of] ?? "", told, true);
        const found = decisions[at] ?? null;
        expect(found === null ? null : plain(found)).toEqual(expected === null ? null : plain(expected));
      }
      const made = decisions.filter((decision) => decision !== null);
      expect(new Set(made.map((decision) => decision.id)).size).toBe(made.length);
      expect(mixed.map(({ anomalies }) => anomalies)).toEqual(alone.map(({ anomalies }) => anomalies));
    }), { numRuns: 15 });
  });

  it("of results of parallel calls is the same in any order", () => {
    const calls = ["a", "b", "c", "d"].map((name, at) => ({ kind: "call" as const, id: name, tool: "read", args: { path: at === 1 ? "/secret/a" : "/b" } }));
    const contents = ["mail eve@evil.example today", "purple lantern marmalade", "4111 1111 1111 1111", "{\"to\": \"bob@corp.example\"}"];
    fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }), fc.array(fc.record({ to: word, text }), { minLength: 1, maxLength: 5 }), (order, sends) => {
      const play = (places: readonly number[]): unknown => {
        const session = engines.single.session({ id: "parallel" });
        session.observe({ kind: "user", text: "write to bob@corp.example" });
        for (const call of calls) session.evaluateSync(call);
        for (const at of places) session.observe({ kind: "result", id: calls[at]?.id ?? "", content: contents[at] });
        return sends.map((args, at) => plain(session.evaluateSync({ kind: "call", id: `send${at}`, tool: "send", args })));
      };
      expect(play(order)).toEqual(play([0, 1, 2, 3]));
    }), { numRuns: 15 });
  });

  it("that an engine is closed in leaves no call without an answer", async () => {
    const engine = await createEngine({ bundles: [bundle], pool: { threads: 1 }, now: null });
    const sessions = [0, 1].map((number) => engine.session({ id: `s${number}` }));
    const asked = Array.from({ length: 40 }, (_, at) => (sessions[at % 2] as Session).evaluate({ kind: "call", id: `c${at}`, tool: "read", args: { path: "/b" } }));
    await engine.close();
    const decisions = await Promise.all(asked);
    expect(decisions.every(({ effect, code }) => effect === "allow" || code === "node/closed")).toBe(true);
    expect((sessions[0] as Session).evaluateSync({ kind: "call", id: "late", tool: "read", args: { path: "/b" } })).toMatchObject({ effect: "deny", code: "node/closed" });
  });
});

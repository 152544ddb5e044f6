// The calls of one message: decided as one after the other, whatever the first of them changes for the next, in as few hops as may be.
// And a pool that decides near what is short: the same decisions, and what is long goes away.

import fc from "fast-check";
import { Piscina } from "piscina";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { compile, createEngine, type Decision, type Engine, type Session, type SinkEvent } from "../../src/index.js";
import { AHEAD_MAX } from "../../src/base/limits.js";
import { failure } from "../../src/base/messages.generated.js";
import { lookingAhead, type Hops } from "../../src/node/batch.js";
import { nearBy } from "../../src/node/near.js";
import { createSession } from "../../src/node/session.js";
import type { View } from "../../src/words/view.js";
import { guest } from "./guest.js";
import { loggedCore } from "./logged.js";

const policy = `
package test.batch
act payment { verbs "pay"  nouns "bill" }
label path "~/private/**" { secrecy high }
tool read(path: string) { op READ  role path: path  result trust low }
tool pay(to: string, amount: number) { op SEND  sink payment  act payment  role destination: to  role amount: amount }
tool post(text: string) { op SEND  sink egress  role content: text }
unary deny budget { on tool pay  when sum(args.amount of tool pay) + args.amount > 10 }
unary ask often { on tool post  when count(tool post) >= 2 }
unary ask unasked { on payment  unless asked(payment) }
unary deny again { on call  when repeats(tool, args) >= 1 }
unary deny nobody { on tool pay  when args.to == "nobody" }
unary correct capped { on tool pay  when args.amount > 8  set args.amount to 8 }
relational deny leak { from source where secrecy(source) >= high  to egress via value }
relational ask stranger { on tool pay  into args[role: destination] as to  when shape(to) in {prose, tainted, composed} and who(to) excludes user }
`;

const bundle = ((): NonNullable<ReturnType<typeof compile>["value"]> => {
  const { value, diagnostics } = compile([{ file: "batch.policy", text: policy }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
})();

const word = fc.constantFrom("ana", "nobody", "code quartz-4411-lima", "hello there");
const asking = fc.oneof(
  fc.constantFrom("~/private/notes", "~/open").map((path) => ({ tool: "read", args: { path } })),
  fc.tuple(word, fc.constantFrom(1, 4, 9)).map(([to, amount]) => ({ tool: "pay", args: { to, amount } })),
  word.map((text) => ({ tool: "post", args: { text } })),
  fc.constantFrom<{ tool: string; args: unknown }>({ tool: "other", args: {} }, { tool: "post", args: "{not json" }),
);
interface Message { readonly said: string; readonly calls: readonly { readonly tool: string; readonly args: unknown }[]; readonly refs: boolean; readonly content: string }
const message: fc.Arbitrary<Message> = fc.record({ said: fc.constantFrom("", "pay the bill of ana", "pay two bills"), calls: fc.array(asking, { maxLength: 5 }), refs: fc.boolean(), content: word });

const eventsOf = ({ calls, refs }: Message, number: number): readonly SinkEvent[] =>
  calls.map((call, at) => ({ kind: "call", id: `m${number}-${at}`, ...call, ...(refs && at > 0 ? { refs: [`m${number}-${at - 1}`] } : {}) }));

/** Tells a session what messages say, and has each one's calls decided in a way. */
async function run(session: Session, messages: readonly Message[], decide: (events: readonly SinkEvent[]) => Promise<readonly Decision[]> | readonly Decision[]): Promise<readonly object[]> {
  const decided: object[] = [];
  for (const [number, each] of messages.entries()) {
    if (each.said !== "") session.observe({ kind: "user", text: each.said });
    const decisions = await decide(eventsOf(each, number));
    decided.push(...decisions.map((decision) => ({ ...decision, us: 0 })));
    for (const { call, effect } of decisions) if (effect === "allow") session.observe({ kind: "result", id: call, content: each.content });
  }
  return [...decided, session.anomalies];
}

describe("decisions", () => {
  let engines: Readonly<Record<"always" | "adaptive" | "none", Engine>>;
  beforeAll(async () => {
    const patient = { threads: 1, timeoutMs: 20_000, waitMs: 60_000 };
    engines = {
      always: await createEngine({ bundles: [bundle], pool: patient, now: null }),
      adaptive: await createEngine({ bundles: [bundle], pool: { ...patient, mode: "adaptive" }, now: null }),
      none: await createEngine({ bundles: [bundle], pool: false, now: null }),
    };
  });
  afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())));

  test("of many together, of one by one, near and far, are the same", async () => {
    const effects = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.array(message, { maxLength: 4 }), async (messages) => {
      const [own, ...others] = await Promise.all([
        ...[engines.none].map((engine) => {
          const session = engine.session({ id: "s" });
          return run(session, messages, (events) => events.map((event) => session.evaluateSync(event)));
        }),
        ...Object.values(engines).flatMap((engine) => {
          const [together, apart] = [engine.session({ id: "s" }), engine.session({ id: "s" })];
          return [
            run(together, messages, (events) => together.evaluateMany(events)),
            run(apart, messages, (events) => Promise.all(events.map((event) => apart.evaluate(event)))),
          ];
        }),
      ]);
      for (const other of others) expect(other).toEqual(own);
      for (const decision of own ?? []) if ("effect" in decision) effects.add(String(decision.effect));
    }), { numRuns: 25 });
    // Else the sessions were too dull to tell anything.
    expect([...effects]).toEqual(expect.arrayContaining(["allow", "ask", "deny"]));
  });

  test("two calls of one message do not spend one budget twice", async () => {
    const session = engines.always.session({ id: "s" });
    session.observe({ kind: "user", text: "pay the bills of ana" });
    const pay = (id: string, amount: number): SinkEvent => ({ kind: "call", id, tool: "pay", args: { to: "ana", amount } });
    const decisions = await session.evaluateMany([pay("a", 6), pay("b", 5), pay("c", 4)]);
    expect(decisions.map(({ call, effect }) => `${call} ${effect}`)).toEqual(["a allow", "b deny", "c allow"]);
  });

  test("of calls that change nothing for each other go to a worker in one hop, whatever was sent there before; near ones in none", async () => {
    const runs = vi.spyOn(Piscina.prototype, "run");
    const session = engines.always.session({ id: "s" });
    const read = (at: number): SinkEvent => ({ kind: "call", id: `r${at}`, tool: "read", args: { path: `${"x".repeat((at * 7) % 31)}${at}` } });
    for (let at = 0; at < 8; at++) await session.evaluate(read(at));
    expect(runs.mock.calls.length).toBe(8);
    await session.evaluateMany([8, 9, 10, 11, 12].map(read));
    expect(runs.mock.calls.length).toBe(9);
    await engines.adaptive.session({ id: "s" }).evaluateMany([0, 1].map(read));
    expect(runs.mock.calls.length).toBe(9);
    runs.mockRestore();
  });

  test("none of no calls, and in a session that waits behind another", async () => {
    const session = engines.always.session({ id: "s" });
    const before = session.evaluate({ kind: "call", id: "a", tool: "read", args: { path: "x" } });
    expect(await session.evaluateMany([])).toEqual([]);
    expect((await before).effect).toBe("allow");
  });
});

describe("hops", () => {
  /** A session whose hops are counted; every frame is answered by no verdict. */
  function counted(fails: (frames: readonly Uint8Array[]) => boolean = () => false): { readonly session: Session; readonly hops: number[] } {
    const { core } = loggedCore();
    const hops: number[] = [];
    const own: Hops = {
      frame: (view: View) => new TextEncoder().encode(JSON.stringify([view.op, view.tool])),
      ask(frames, _, done) {
        hops.push(frames.length);
        setImmediate(() => done(fails(frames) ? failure("node/timeout", { limit: 1 }) : frames.map(() => [])));
        return () => undefined;
      },
    };
    const session = createSession(core, { here: () => [], enter: () => null, leave: () => undefined, elsewhere: null, together: (events, asked) => lookingAhead(events, asked, own) });
    return { session, hops };
  }
  const calls = (count: number): readonly SinkEvent[] => Array.from({ length: count }, (_, at) => ({ kind: "call", id: `c${at}`, tool: "t", args: {} }));

  test("what the first changes nothing of takes one", async () => {
    const { session, hops } = counted();
    expect((await session.evaluateMany(calls(8))).map(({ call, effect }) => `${call} ${effect}`)).toEqual(calls(8).map((event) => `${"id" in event ? event.id : ""} allow`));
    expect(hops).toEqual([8]);
  });

  test("more than go along take another", async () => {
    const { session, hops } = counted();
    await session.evaluateMany(calls(AHEAD_MAX + 3));
    expect(hops).toEqual([AHEAD_MAX + 1, 2]);
  });

  test("a hop that fails as a whole is made again by each alone, and each answers for itself", async () => {
    const { session, hops } = counted((frames) => frames.length > 1);
    expect((await session.evaluateMany(calls(3))).map(({ code }) => code)).toEqual([null, null, null]);
    expect(hops).toEqual([3, 1, 1, 1]);
  });

  test("evaluateSync decides here what of a batch is left, and each is answered once", async () => {
    const { session, hops } = counted();
    const asked = session.evaluateMany(calls(3));
    expect(session.evaluateSync({ kind: "call", id: "last", tool: "t", args: {} }).step).toBe(3);
    expect((await asked).map(({ step }) => step)).toEqual([0, 1, 2]);
    expect(hops).toEqual([3]);
  });
});

describe("real workers", () => {
  const call = (id: string, todo: unknown): SinkEvent => ({ kind: "call", id, tool: "t", args: { do: todo } });
  const [SPIN, TRAP, SERVE] = [true, 1, "serve"];

  test("of a batch only what spins or traps is denied", async () => {
    const engine = await createEngine({ bundles: [guest()], pool: { threads: 1, timeoutMs: 150, waitMs: 20_000 } });
    const decisions = await engine.session({ id: "s" }).evaluateMany([SERVE, TRAP, SERVE, SPIN, SERVE].map((todo, at) => call(`c${at}`, todo)));
    expect(decisions.map(({ code }) => code)).toEqual([null, "wasm/module-failed", null, "node/timeout", null]);
    await engine.close();
  });

  test("past `queueMax` each of a batch that is over is denied, coded", async () => {
    const engine = await createEngine({ bundles: [guest()], pool: { threads: 1, queueMax: 2, timeoutMs: 20_000, waitMs: 20_000 } });
    const decisions = await engine.session({ id: "s" }).evaluateMany(Array.from({ length: 5 }, (_, at) => call(`c${at}`, SERVE)));
    expect(decisions.map(({ code }) => code)).toEqual([null, null, null, "node/full", "node/full"]);
    await engine.close();
  });

  test("a module that declares nothing goes to a worker, where a deadline stands over it", async () => {
    const engine = await createEngine({ bundles: [guest()], pool: { threads: 1, timeoutMs: 150, waitMs: 20_000, mode: "adaptive" } });
    expect((await engine.session({ id: "s" }).evaluate(call("c", SPIN))).code).toBe("node/timeout");
    await engine.close();
  });
});

test("what is declared to be long is not near, by its texts, its rows or its lists", () => {
  const { manifest } = bundle;
  const flow: View["flows"][number] = { labels: { trust: 0, secrecy: 0, tags: 0, unknown: false }, marks: new Uint32Array(1) };
  const view: View = {
    question: "decide", op: 0, tool: 1, sinks: 0, acts: 0, self: flow.labels, flows: [flow, flow, flow], rows: [], rowsOpen: false, resources: [], resourcesOpen: false,
    columns: manifest.demand.columns.map(() => null),
  };
  const declaring = (part: { readonly rows?: 0 | 1; readonly lists?: number; readonly bytes?: 0 | 1; readonly times: number }): ((asked: View) => boolean) =>
    nearBy({ ...manifest, bounds: { pages: { start: 1, most: 1 }, steps: { bind: [], mark: [], decide: [{ rows: 0, lists: 0, bytes: 0, ...part }] } } });
  const ofBytes = declaring({ times: 8, bytes: 1 });
  expect([ofBytes(view), ofBytes({ ...view, columns: view.columns.map(() => "x".repeat(1 << 16)) })]).toEqual([true, false]);
  const ofLists = declaring({ times: 1 << 20, lists: 1 });
  const listed = (items: number): View => ({ ...view, columns: [{ items: Array<string>(items).fill("a"), open: false }] });
  expect([ofLists(listed(1)), ofLists(listed(5))]).toEqual([true, false]);
  expect(nearBy(manifest)(view)).toBe(true);
  const { bounds: _, ...silent } = manifest;
  expect(nearBy(silent)(view)).toBe(false);
});

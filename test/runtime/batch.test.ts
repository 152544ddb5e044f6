// The calls of one message: decided as one after the other, whatever the first of them changes for the next, in as few hops as may be.
// And a pool that decides near what is short: the same decisions, and what is long goes away.

import fc from "fast-check";
import { Piscina } from "piscina";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { compile, createEngine, type Decision, type Engine, type Session, type SinkEvent } from "../../src/index.js";
import { AHEAD_MAX } from "../../src/base/limits.js";
import { failure } from "../../src/base/messages.generated.js";
import { lookingAhead, type Hops } from "../../src/node/batch.js";
import type { Journal } from "../../src/node/evidence/journal.js";
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
unary ask often { on tool post  when count(tool post) >= 1  unless approved(sink) }
unary ask spoken { on RESPOND  when count(tool post) >= 2 }
unary ask unasked { on payment  unless asked(payment) or approved(sink) }
unary deny again { on call  when repeats(tool, args) >= 1 }
unary deny nobody { on tool pay  when args.to == "nobody" }
unary correct capped { on tool pay  when args.amount > 8  set args.amount to 8 }
relational deny leak { from source where secrecy(source) >= high  to egress via value }
relational ask stranger { on tool pay  into args[role: destination] as to  when shape(to) in {prose, tainted, composed} and who(to) excludes user  unless approved(sink) }
`;

const bundle = ((): NonNullable<ReturnType<typeof compile>["value"]> => {
  const { value, diagnostics } = compile([{ file: "batch.policy", text: policy }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
})();

const word = fc.constantFrom("ana", "nobody", "code quartz-4411-lima", "hello there");
const call = fc.oneof(
  fc.constantFrom("~/private/notes", "~/open").map((path) => ({ tool: "read", args: { path } })),
  fc.tuple(word, fc.constantFrom(1, 4, 9)).map(([to, amount]) => ({ tool: "pay", args: { to, amount } })),
  word.map((text) => ({ tool: "post", args: { text } })),
  fc.constantFrom<{ tool: string; args: unknown }>({ tool: "other", args: {} }, { tool: "post", args: "{not json" }),
);
/** What is asked: a call, now and then with another's id; what is said; what is no event. */
const asking = fc.oneof(
  { weight: 8, arbitrary: call.map((asked) => (id: string): unknown => ({ kind: "call", id, ...asked })) },
  { weight: 1, arbitrary: call.map((asked) => (): unknown => ({ kind: "call", id: "m0-0", ...asked })) },
  { weight: 1, arbitrary: word.map((text) => (): unknown => ({ kind: "response", text })) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 7, {}, { kind: "call" }, { kind: "user", text: "pay" }).map((event) => (): unknown => event) },
);
interface Message { readonly said: string; readonly asked: readonly ((id: string) => unknown)[]; readonly refs: boolean; readonly content: string; readonly approved: boolean }
const message: fc.Arbitrary<Message> = fc.record({ said: fc.constantFrom("", "pay the bill of ana", "pay two bills"), asked: fc.array(asking, { maxLength: 5 }), refs: fc.boolean(), content: word, approved: fc.boolean() });

const eventsOf = ({ asked, refs }: Message, number: number): readonly SinkEvent[] =>
  asked.map((event, at) => {
    const made = event(`m${number}-${at}`);
    return (refs && at > 0 && typeof made === "object" && made !== null ? { ...made, refs: [`m${number}-${at - 1}`] } : made) as SinkEvent;
  });

/** Tells a session what messages say, and has each one's calls decided in a way; what a person let through is asked for twice more. */
async function run(session: Session, messages: readonly Message[], decide: (events: readonly SinkEvent[]) => Promise<readonly Decision[]> | readonly Decision[]): Promise<readonly object[]> {
  const decided: object[] = [];
  const told = async (events: readonly SinkEvent[], content: string): Promise<readonly Decision[]> => {
    const decisions = await decide(events);
    decided.push(...decisions.map((decision) => ({ ...decision, us: 0 })));
    for (const { call: id, effect } of decisions) if (effect === "allow") session.observe({ kind: "result", id, content });
    return decisions;
  };
  for (const [number, each] of messages.entries()) {
    if (each.said !== "") session.observe({ kind: "user", text: each.said });
    const decisions = await told(eventsOf(each, number), each.content);
    const held = decisions.filter(({ effect }) => each.approved && effect === "ask");
    for (const { id } of held) await session.approve(id, { by: "ana" });
    await told(held.flatMap(({ id, tool, args }) => [1, 2].map((time): SinkEvent => ({ kind: "call", id: `${id}-${time}`, tool, args: args ?? {} }))), each.content);
  }
  return [...decided, session.anomalies];
}

describe("decisions", () => {
  let engines: Readonly<Record<"always" | "adaptive" | "kept" | "none", Engine>>;
  /** What was last written as evidence. */
  const lines: string[] = [];
  beforeAll(async () => {
    const patient = { threads: 1, timeoutMs: 20_000, waitMs: 60_000 };
    const journal: Journal = { read: () => null, append: (_, line) => void lines.push(line), cut: () => undefined, close: () => undefined };
    engines = {
      always: await createEngine({ bundles: [bundle], pool: patient, registry: null, now: null }),
      adaptive: await createEngine({ bundles: [bundle], pool: { ...patient, mode: "adaptive" }, registry: null, now: null }),
      kept: await createEngine({ bundles: [bundle], pool: patient, registry: null, now: null, journal, rollback: true }),
      none: await createEngine({ bundles: [bundle], pool: false, registry: null, now: null, journal }),
    };
  });
  afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())));

  test("of many together, of one by one, near and far, are the same, and so is their evidence", async () => {
    const effects = new Set<string>();
    const approvals = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.array(message, { maxLength: 4 }), async (messages) => {
      const told = async (engine: Engine, way: (session: Session) => (events: readonly SinkEvent[]) => Promise<readonly Decision[]> | readonly Decision[]): Promise<readonly [readonly object[], readonly string[]]> => {
        const session = engine.session({ id: "s" });
        const decided = await run(session, messages, way(session));
        return [decided, lines.splice(0)];
      };
      const [own, written] = await told(engines.none, (session) => (events) => events.map((event) => session.evaluateSync(event)));
      for (const engine of Object.values(engines)) {
        for (const way of [(session: Session) => (events: readonly SinkEvent[]) => session.evaluateMany(events), (session: Session) => (events: readonly SinkEvent[]) => Promise.all(events.map((event) => session.evaluate(event)))]) {
          const [decided, evidence] = await told(engine, way);
          expect(decided).toEqual(own);
          if (engine === engines.none || engine === engines.kept) expect(evidence).toEqual(written);
        }
      }
      for (const decision of own) {
        if (!("effect" in decision)) continue;
        effects.add(String(decision.effect));
        if ("call" in decision && /^s#.*-1$/.test(String(decision.call))) approvals.add(String(decision.effect));
      }
    }), { numRuns: 25 });
    // Else the sessions were too dull to tell anything.
    expect([...effects]).toEqual(expect.arrayContaining(["allow", "ask", "deny"]));
    expect([...approvals]).toContain("allow");
  });

  test("of places of a list where nothing stands are made too, and are denied", async () => {
    const list: SinkEvent[] = [];
    list[1] = { kind: "call", id: "a", tool: "read", args: { path: "x" } };
    list.length = 3;
    expect((await engines.always.session({ id: "s" }).evaluateMany(list)).map(({ effect }) => effect)).toEqual(["deny", "allow", "deny"]);
  });

  test("are made once each where reading one asks for others, in a round of a rewriting rule too", async () => {
    const session = engines.always.session({ id: "s" });
    session.observe({ kind: "user", text: "pay the bill of ana" });
    const said: unknown[] = [];
    let reads = 0;
    const asking: object = {
      kind: "call", id: "b", tool: "read",
      get args() {
        // Not guessed with the first frame, it is looked at again when the rewritten one goes.
        if (reads++ === 0) throw new Error("not yet");
        try {
          said.push(session.evaluateSync({ kind: "call", id: `c${reads}`, tool: "read", args: { path: "x" } }));
        } catch (error) {
          said.push(error);
        }
        return { path: "y" };
      },
    };
    const decisions = await session.evaluateMany([{ kind: "call", id: "a", tool: "pay", args: { to: "ana", amount: 9 } }, asking as SinkEvent]);
    expect(decisions.map(({ step, effect }) => `${step} ${effect}`)).toEqual(["1 correct", "2 allow"]);
    // Once guessed, once prepared.
    expect(said).toMatchObject([{ code: "node/reentrant" }, { code: "node/reentrant" }]);
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
  function counted(fails: (frames: readonly Uint8Array[]) => boolean = () => false, drawn: (view: View) => unknown = (view) => [view.op, view.tool]): { readonly session: Session; readonly hops: number[] } {
    const { core } = loggedCore();
    const hops: number[] = [];
    const own: Hops = {
      frame: (view: View) => new TextEncoder().encode(JSON.stringify(drawn(view))),
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

  test("calls that each change the next are looked at once each and a bounded number of times for nothing, however many they are", async () => {
    let looked = 0;
    const { session, hops } = counted(() => false, () => ++looked);
    expect((await session.evaluateMany(calls(100))).every(({ effect }) => effect === "allow")).toBe(true);
    expect(hops.length).toBe(100);
    expect(looked).toBeLessThanOrEqual(100 + 2 * AHEAD_MAX);
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
    question: "decide", op: 0, tool: 1, sinks: 0, acts: [], self: flow.labels, flows: [flow, flow, flow], rows: [], rowsOpen: false, resources: [], resourcesOpen: false,
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

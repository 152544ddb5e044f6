// A session's order, with a core that writes down what it is asked, and an elsewhere that answers when the test says so. No
// thread and no clock takes part.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Decision } from "../../src/kernel/decide/decision.js";
import type { Decider } from "../../src/node/session.js";
import { createSession } from "../../src/node/session.js";
import type { Answer } from "../../src/node/workers.js";
import { loggedCore } from "./logged.js";

interface Elsewhere {
  readonly decider: Decider;
  /** Answers what runs elsewhere; false when nothing does. */
  answer(answer?: Answer): boolean;
  readonly inside: () => number;
}

function elsewhere(max = 100): Elsewhere {
  const running: ((answer: Answer) => void)[] = [];
  const state = { inside: 0 };
  return {
    decider: {
      here: () => [],
      enter: () => (state.inside < max ? (state.inside++, null) : { code: "node/full", message: "full" }),
      leave: () => void state.inside--,
      elsewhere(_prepared, _since, done) {
        running.push(done);
        return () => void running.splice(running.indexOf(done), 1);
      },
      together: null,
    },
    answer(answer = []) {
      const done = running.shift();
      done?.(answer);
      return done !== undefined;
    },
    inside: () => state.inside,
  };
}

const call = (id: string): { kind: "call"; id: string; tool: string; args: object } => ({ kind: "call", id, tool: "t", args: {} });
const note = (text: string): { kind: "user"; text: string } => ({ kind: "user", text });

describe("order", () => {
  test("what comes after a pending evaluate waits behind it", async () => {
    const { core, log } = loggedCore();
    const pool = elsewhere();
    const session = createSession(core, pool.decider);
    session.observe(note("0"));
    const first = session.evaluate(call("a"));
    session.observe(note("1"));
    session.cancel("x");
    const second = session.evaluate(call("b"));
    session.observe(note("2"));
    expect(log).toEqual(["observe 0", "prepare a"]);
    pool.answer();
    expect(log).toEqual(["observe 0", "prepare a", "settle a", "observe 1", "cancel x", "prepare b"]);
    pool.answer();
    expect(log).toEqual(["observe 0", "prepare a", "settle a", "observe 1", "cancel x", "prepare b", "settle b", "observe 2"]);
    expect([(await first).call, (await second).call]).toEqual(["a", "b"]);
    expect(pool.inside()).toBe(0);
  });

  test("evaluateSync decides here what is pending and queued, then its own; a late answer has nobody to go to", async () => {
    const { core, log } = loggedCore();
    const pool = elsewhere();
    const session = createSession(core, pool.decider);
    const asked = [session.evaluate(call("a")), session.evaluate(call("b"))];
    session.observe(note("1"));
    expect(session.evaluateSync(call("c")).call).toBe("c");
    expect(pool.answer()).toBe(false);
    expect((await Promise.all(asked)).map((decision) => decision.call)).toEqual(["a", "b"]);
    expect(log).toEqual(["prepare a", "settle a", "prepare b", "settle b", "observe 1", "prepare c", "settle c"]);
    expect(pool.inside()).toBe(0);
  });

  test("past the bound a decision is denied at its turn, and the next are served", async () => {
    const { core } = loggedCore();
    const pool = elsewhere(2);
    const session = createSession(core, pool.decider);
    const other = createSession(loggedCore().core, pool.decider);
    const asked = [session.evaluate(call("a")), session.evaluate(call("b")), session.evaluate(call("c"))];
    // A session that waits for nothing is denied at once.
    expect((await other.evaluate(call("x"))).code).toBe("node/full");
    while (pool.answer());
    expect((await Promise.all(asked)).map(({ code }) => code)).toEqual([null, null, "node/full"]);
    const again = session.evaluate(call("d"));
    pool.answer();
    expect((await again).code).toBe(null);
  });

  test("ten thousand decisions that fail as they are asked need no stack", async () => {
    const { core } = loggedCore();
    const pool = elsewhere(1e6);
    const closed: Answer = { code: "node/closed", message: "closed" };
    const held: ((answer: Answer) => void)[] = [];
    const session = createSession(core, {
      ...pool.decider,
      elsewhere(_prepared, _since, done) {
        if (held.length === 0) held.push(done);
        else done(closed);
        return () => undefined;
      },
    });
    const asked = Array.from({ length: 10_000 }, (_, index) => session.evaluate(call(`${index}`)));
    held[0]?.(closed);
    expect(new Set((await Promise.all(asked)).map(({ code }) => code))).toEqual(new Set(["node/closed"]));
  });

  test("where asking elsewhere throws the decision is denied, and the next are decided", async () => {
    const { core } = loggedCore();
    const pool = elsewhere();
    let broken = true;
    const session = createSession(core, {
      ...pool.decider,
      elsewhere(view, since, done) {
        if (broken) throw new Error("no pool");
        return pool.decider.elsewhere?.(view, since, done) ?? (() => undefined);
      },
    });
    expect((await session.evaluate(call("a"))).code).toBe("node/failed");
    broken = false;
    const second = session.evaluate(call("b"));
    pool.answer();
    expect((await second).code).toBe(null);
    expect(pool.inside()).toBe(0);
  });

  test("a bug in one decision is told to who asked it, and the next are decided", async () => {
    const { core } = loggedCore("broken");
    const pool = elsewhere();
    const session = createSession(core, pool.decider);
    const asked = [session.evaluate(call("a")), session.evaluate(call("broken")), session.evaluate(call("b"))];
    while (pool.answer());
    const settled = await Promise.allSettled(asked);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(pool.inside()).toBe(0);
  });
});

test("whatever is mixed, events are prepared and settled in order and each decision is made once", async () => {
  const step = fc.constantFrom("evaluate", "sync", "observe", "cancel", "answer");
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
    const { core, log } = loggedCore();
    const pool = elsewhere();
    const session = createSession(core, pool.decider);
    const expected: string[] = [];
    const asked: Promise<Decision>[] = [];
    for (const [index, kind] of steps.entries()) {
      const id = `${index}`;
      if (kind === "evaluate") asked.push(session.evaluate(call(id)));
      else if (kind === "sync") session.evaluateSync(call(id));
      else if (kind === "observe") session.observe(note(id));
      else if (kind === "cancel") session.cancel(id);
      else pool.answer();
      if (kind === "evaluate" || kind === "sync") expected.push(`prepare ${id}`, `settle ${id}`);
      else if (kind !== "answer") expected.push(`${kind} ${id}`);
    }
    while (pool.answer());
    expect(log).toEqual(expected);
    expect((await Promise.all(asked)).map((decision) => decision.call)).toEqual(steps.flatMap((kind, index) => (kind === "evaluate" ? [`${index}`] : [])));
    expect(pool.inside()).toBe(0);
  }));
});

describe("an event with getters that ask the same session", () => {
  const asking = (id: string, ask: () => void): { kind: "call"; id: string; tool: string; args: object } => ({ kind: "call", id, tool: "t", args: { get x() { ask(); return 1; } } });

  test.each(["evaluateSync", "evaluate", "observe"] as const)("in %s: what they ask for later waits until it was read, and each is decided once", async (door) => {
    const { core, log } = loggedCore();
    const session = createSession(core, { ...elsewhere().decider, elsewhere: null });
    const inner: Promise<Decision>[] = [];
    const event = asking("a", () => {
      session.observe(note("within"));
      inner.push(session.evaluate(call("b")));
    });
    if (door === "observe") session.observe({ kind: "user", get text() { void event.args; return String(Reflect.get(event.args, "x")); } });
    else await session[door](event);
    // An event may be looked into more than once; each look asked.
    const decided = await Promise.all(inner);
    expect(decided.map(({ call: id }) => id)).toEqual(inner.map(() => "b"));
    expect(decided.length).toBeGreaterThan(0);
    // An observed event is read before anything is said of it.
    const read = log.indexOf(door === "observe" ? "observe 1" : "prepare a");
    expect(log.slice(read, read + 3)).toEqual(door === "observe" ? ["observe 1", "observe within", "prepare b"] : ["prepare a", "settle a", "observe within"]);
  });

  test("in either: what they ask for at once is refused, and the event is decided", async () => {
    const { core } = loggedCore();
    const session = createSession(core, { ...elsewhere().decider, elsewhere: null });
    const refused: unknown[] = [];
    const event = asking("a", () => {
      try {
        session.evaluateSync(call("b"));
      } catch (error) {
        refused.push(Reflect.get(error as object, "code"));
      }
    });
    expect(session.evaluateSync(event).call).toBe("a");
    expect((await session.evaluate({ ...event, id: "c", args: event.args })).call).toBe("c");
    expect(new Set(refused)).toEqual(new Set(["node/reentrant"]));
  });
});

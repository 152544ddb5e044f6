// The engine as a host has it: real workers, and a module that really spins and traps. Each call has exactly one decision, the
// lost ones denied with a code; the pool, the caller's thread and any mixture of them decide the same.

import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { FRAME_BYTES_MAX } from "../../src/base/limits.js";
import type { Bundle, Decision, Engine, EngineOptions, ObservedEvent, PoolOptions, Session, SinkEvent } from "../../src/index.js";
import { compile, createEngine, packBundle } from "../../src/index.js";
import { MANIFEST_VERSION } from "../../src/words/manifest.js";
import { guest } from "./guest.js";

let open: Engine[] = [];
afterEach(async () => {
  await Promise.all(open.map((engine) => engine.close()));
  open = [];
});

async function engine(bundle: Bundle | Uint8Array, pool: PoolOptions | false = {}): Promise<Engine> {
  const made = await createEngine({ bundles: [bundle], pool: pool === false ? false : { threads: 2, timeoutMs: 400, waitMs: 20_000, ...pool } });
  open.push(made);
  return made;
}

const call = (id: string, todo: unknown): SinkEvent => ({ kind: "call", id, tool: "t", args: { do: todo } });
const SPIN = true;
const TRAP = 1;
const SERVE = "serve";
const codes = (decisions: readonly Decision[]): (string | null)[] => decisions.map(({ code }) => code);

describe("a module that does not answer", () => {
  test("a hundred sessions queued behind two that spin: one decision each, two denied", async () => {
    const made = await engine(guest(), { threads: 1 });
    const todo = Array.from({ length: 100 }, (_, index) => (index === 0 || index === 50 ? SPIN : SERVE));
    const decisions = await Promise.all(todo.map((what, index) => made.session({ id: `s${index}` }).evaluate(call("c", what))));
    expect(decisions.map(({ effect, code }) => `${effect} ${code}`)).toEqual(todo.map((what) => (what === SPIN ? "deny node/timeout" : "allow null")));
    expect(new Set(decisions.map(({ id }) => id)).size).toBe(100);
  });

  test("a hundred in one session: in their order, and the session goes on", async () => {
    const made = await engine(guest());
    const session = made.session({ id: "s" });
    const settled: string[] = [];
    const decisions = await Promise.all(Array.from({ length: 100 }, async (_, index) => {
      const decision = await session.evaluate(call(`c${index}`, index === 3 ? SPIN : SERVE));
      settled.push(decision.call);
      return decision;
    }));
    expect(settled).toEqual(decisions.map((_, index) => `c${index}`));
    expect(decisions.map(({ step }) => step)).toEqual(decisions.map((_, index) => index));
    expect(decisions.filter(({ effect }) => effect === "deny").map(({ call: id, code }) => `${id} ${code}`)).toEqual(["c3 node/timeout"]);
  });

  test("ten sessions in parallel, each with its own order", async () => {
    const made = await engine(guest());
    const sessions = Array.from({ length: 10 }, (_, index) => made.session({ id: `s${index}` }));
    const decisions = await Promise.all(sessions.map((session, at) => Promise.all(
      Array.from({ length: 20 }, (_, index) => session.evaluate(call(`c${index}`, index === at ? TRAP : SERVE))),
    )));
    for (const [at, own] of decisions.entries()) {
      expect(own.map(({ step }) => step)).toEqual(own.map((_, index) => index));
      expect(codes(own)).toEqual(own.map((_, index) => (index === at ? "wasm/module-failed" : null)));
    }
  });

  test("a trap denies alike in the pool and here, and the next are served", async () => {
    const made = await engine(guest());
    const pooled = made.session({ id: "s" });
    const here = made.session({ id: "s" });
    const todo = [SERVE, TRAP, SERVE];
    const decisions = await Promise.all(todo.map((what, index) => pooled.evaluate(call(`c${index}`, what))));
    expect(codes(decisions)).toEqual([null, "wasm/module-failed", null]);
    expect(todo.map((what, index) => here.evaluateSync(call(`c${index}`, what))).map(timeless)).toEqual(decisions.map(timeless));
  });

  test("a call too large for a frame denies alike in the pool and here", async () => {
    const made = await engine(guest());
    const huge = call("c", "x".repeat(FRAME_BYTES_MAX * 0.4));
    const decision = await made.session({ id: "s" }).evaluate(huge);
    expect(decision.code).toBe("wasm/frame-too-large");
    expect(timeless(made.session({ id: "s" }).evaluateSync(huge))).toEqual(timeless(decision));
  });

  test("a module without room for its frame denies, and the next are served", async () => {
    const made = await engine(guest(), { threads: 1 });
    const [large, small] = [made.session({ id: "l" }), made.session({ id: "s" })];
    const decisions = await Promise.all([large.evaluate(call("c", "x".repeat(FRAME_BYTES_MAX / 4))), small.evaluate(call("c", SERVE))]);
    expect(codes(decisions)).toEqual(["node/failed", null]);
  });

  test("past `queueMax` a decision is denied at once", async () => {
    const made = await engine(guest(), { threads: 1, queueMax: 2 });
    const asked = [SPIN, SERVE, SERVE, SERVE, SERVE].map((what, index) => made.session({ id: `s${index}` }).evaluate(call("c", what)));
    expect((await Promise.race(asked)).code).toBe("node/full");
    expect(codes(await Promise.all(asked))).toEqual(["node/timeout", null, null, "node/full", "node/full"]);
    expect((await made.session({ id: "again" }).evaluate(call("c", SERVE))).code).toBe(null);
  });

  test("closing denies what is pending and what comes after", async () => {
    const made = await engine(guest(), { timeoutMs: 20_000 });
    const session = made.session({ id: "s" });
    const asked = [session.evaluate(call("a", SPIN)), session.evaluate(call("b", SERVE)), made.session({ id: "o" }).evaluate(call("c", SPIN))];
    await made.close();
    const after = [await session.evaluate(call("d", SERVE)), session.evaluateSync(call("e", SERVE))];
    expect([...(await Promise.all(asked)), ...after].map(({ effect, code }) => `${effect} ${code}`)).toEqual(Array.from({ length: 5 }, () => "deny node/closed"));
  });
});

test("what decisions and engines are given out of the bundle cannot be written to", async () => {
  const engine = await createEngine({ bundles: [guest()], pool: false });
  const decision = engine.session({ id: "s" }).evaluateSync(call("a", SERVE));
  for (const given of [engine.manifest, engine.manifest.rules, engine.manifest.rules[0], decision.inactive, decision.wants]) expect(Object.isFrozen(given)).toBe(true);
});

describe("what is no engine is refused with a code", () => {
  const bundle = guest();
  test.each<[string, EngineOptions]>([
    ["node/bundles", { bundles: [bundle, bundle] }],
    ["node/bundles", { bundles: [] }],
    ["node/options", { bundles: [bundle], pool: { threads: 0 } }],
    ["node/options", { bundles: [bundle], pool: { timeoutMs: Number.NaN } }],
    ["node/options", { bundles: [bundle], pool: { waitMs: 2 ** 31 } }],
    ["node/options", { bundles: [bundle], journals: "none" } as EngineOptions],
    ["node/bundle", { bundles: [Uint8Array.of(1, 2, 3)] }],
    ["node/bundle", { bundles: [packBundle(bundle).subarray(0, 40)] }],
    ["wasm/not-a-bundle", { bundles: [{ ...bundle, wasm: Uint8Array.of(0, 0x61, 0x73, 0x6d) }] }],
    ["node/module", { bundles: [{ ...bundle, wasm: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0xff) }] }],
    ["wasm/not-a-bundle", { bundles: [{ ...bundle, manifest: JSON.parse(`{ "version": ${MANIFEST_VERSION} }`) }] }],
    ["wasm/other-version", { bundles: [{ ...bundle, manifest: JSON.parse('{ "version": 99 }') }] }],
    // A valid module without any of the functions.
    ["wasm/other-manifest", { bundles: [{ ...bundle, wasm: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0) }] }],
  ])("%s", async (code, options) => {
    await expect(createEngine(options)).rejects.toMatchObject({ code });
  });

  test("a session without a name", async () => {
    const made = await engine(bundle, false);
    expect(() => made.session({ id: "" })).toThrowError(expect.objectContaining({ code: "node/options" }));
  });
});

const policy = `
package test.pool

label path "~/private/**" { secrecy high }

tool read(path: string) {
  op   READ
  role path: path
}
tool post(to: string, text: string, times?: number) {
  op   SEND
  sink egress
  role destination: to
  role content: text
}

unary deny nobody { on tool post  when args.to == "nobody@example.org" }
unary ask often { on tool post  when count(tool post) >= 2 }
unary warn many { on tool post  when args.times > 3 }
unary warn look { on tool read  when basename(args.path) == "open" }
relational deny leak { from source where secrecy(source) >= high  to egress via value }
relational ask stranger { on tool post  into args[role: destination] as to  when who(to) excludes user }
`;

describe("a compiled policy", () => {
  let bundle: Bundle;
  let pooled: Engine;
  let single: Engine;
  beforeAll(async () => {
    const { value, diagnostics } = compile([{ file: "pool.policy", text: policy }]);
    if (value === undefined) throw new Error(JSON.stringify(diagnostics));
    bundle = value;
    pooled = await createEngine({ bundles: [bundle], pool: { threads: 2, timeoutMs: 20_000, waitMs: 60_000 } });
    single = await createEngine({ bundles: [packBundle(bundle)], pool: false });
  });
  afterAll(() => Promise.all([pooled.close(), single.close()]));

  test("a bundle and its bytes are the same engine", () => {
    expect(single.digest).toBe(pooled.digest);
    expect(Buffer.from(packBundle(bundle)).equals(packBundle(bundle))).toBe(true);
  });

  type Step = { readonly observe: ObservedEvent } | { readonly decide: SinkEvent; readonly sync: boolean };
  type Maker = (index: number) => Step;
  const observed = (event: (index: number) => ObservedEvent): Maker => (index) => ({ observe: event(index) });
  const decided = (tool: string, args: unknown, sync: boolean): Maker => (index) => ({ decide: { kind: "call", id: `c${index}`, tool, args }, sync });
  const word = fc.constantFrom("alpha-7731", "ana@example.org", "nobody@example.org", "the code is quartz-4411-lima", "hello");
  const step: fc.Arbitrary<Maker> = fc.oneof(
    word.map((text) => observed(() => ({ kind: "user", text }))),
    fc.tuple(word, fc.nat(9)).map(([content, back]) => observed((index) => ({ kind: "result", id: `c${Math.max(0, index - back)}`, content }))),
    fc.tuple(fc.constantFrom("~/private/notes", "~/open"), fc.boolean()).map(([path, sync]) => decided("read", { path }, sync)),
    fc.tuple(word, word, fc.nat(5), fc.boolean()).map(([to, text, times, sync]) => decided("post", { to, text, times }, sync)),
    fc.boolean().map((sync) => decided("other", "{not json", sync)),
  );

  test("evaluate, evaluateSync and both mixed decide the same", async () => {
    const effects = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (makers) => {
      const steps = makers.map((make, index) => make(index));
      const ran = await Promise.all([
        run(pooled.session({ id: "s" }), steps, () => false),
        run(pooled.session({ id: "s" }), steps, (sync) => sync),
        run(pooled.session({ id: "s" }), steps, () => true),
        run(single.session({ id: "s" }), steps, () => false),
      ]);
      for (const other of ran.slice(1)) expect(other).toEqual(ran[0]);
      for (const { effect } of ran[0]?.decisions ?? []) effects.add(effect);
    }), { numRuns: 150 });
    // Else the sessions were too dull to tell anything.
    expect([...effects].toSorted()).toEqual(["allow", "ask", "deny", "warn"]);
  });

  async function run(session: Session, steps: readonly Step[], isSync: (sync: boolean) => boolean): Promise<{ decisions: Omit<Decision, "us">[]; anomalies: Session["anomalies"] }> {
    const asked = steps.flatMap((each) => {
      if ("observe" in each) session.observe(each.observe);
      else return [isSync(each.sync) ? session.evaluateSync(each.decide) : session.evaluate(each.decide)];
      return [];
    });
    const decisions = (await Promise.all(asked)).map(timeless);
    return { decisions, anomalies: session.anomalies };
  }
});

/** A decision without the time it took. */
function timeless(decision: Decision): Omit<Decision, "us"> {
  const { us: _, ...rest } = decision;
  return rest;
}

// Calls that rules rewrite, with real workers: the pool, the caller's thread and a mixture of them decide alike, each call once;
// what a host is given to execute; the time of events that bear none; and the data of a bundle.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Bundle, Decision, Engine, SinkEvent } from "../../src/index.js";
import { compile, createEngine, packBundle, unpackBundle } from "../../src/index.js";

const text = `package desk.guard
data vendors: list of string
tool turn(side: string) { op EXEC  result trust high }
tool run(folder: string, turns: number) { op EXEC  result trust high }
tool mail(to: string, text: string) { op SEND  sink message  role destination: to  role content: text  result trust high }
tool pay(to: string, amount: number) { op SEND  sink payment  role destination: to  result trust high }
unary correct left { on tool turn  when args.side == "right"  set args.side to "left" }
unary correct right { on tool turn  when args.side == "left"  set args.side to "right" }
unary correct down { on tool run  when args.turns > 0  set args.turns to args.turns - 1 }
unary correct home { on tool run  when args.folder != "/work"  severity low  tags "tidy"  set args.folder to "/work" }
unary deny rooted { on tool run  when args.folder == "/root"  }
unary redact keys { on tool mail  when size(found(args.text, "sk-[0-9]+")) > 0  mask found(args.text, "sk-[0-9]+") in args.text }
unary correct trial { on tool mail  mode observe  set args.to to "nobody" }
unary ask often { on tool mail  when count(tool mail) >= 2 }
unary ask stranger { on tool pay  when args.to not in vendors }
unary deny spent { on tool pay  when count(tool pay within 1 hour) >= 1 }
`;
const call = (id: string, tool: string, args: object): SinkEvent => ({ kind: "call", id, tool, args: { ...args } });
const plain = ({ us: _us, ...rest }: Decision): object => rest;

let bundle: Bundle;
let engines: { readonly pooled: Engine; readonly single: Engine };
beforeAll(async () => {
  const { value, diagnostics } = compile([{ file: "rules/desk.policy", text }], undefined, [{ file: "rules/data.json", text: '{"vendors": ["acme"]}' }]);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  bundle = value;
  engines = {
    pooled: await createEngine({ bundles: [bundle], pool: { threads: 2, timeoutMs: 5000, waitMs: 20_000 } }),
    single: await createEngine({ bundles: [bundle], pool: false }),
  };
});
afterAll(async () => {
  await engines.pooled.close();
  await engines.single.close();
});
const session = (of: Engine = engines.single): ReturnType<Engine["session"]> => of.session({ id: "s" });

describe("what is decided of a call that is rewritten", () => {
  test("a correction, with the arguments to execute and what the rules say of themselves", () => {
    const decision = session().evaluateSync(call("a", "run", { folder: "/etc", turns: 0 }));
    expect(decision).toMatchObject({ effect: "correct", rewritten: true, args: { folder: "/work", turns: 0 }, code: null, reason: "home" });
    expect(decision.rules).toMatchObject([{ id: "desk.guard.home", severity: "low", tags: ["tidy"] }]);
  });
  test("all that fired in any round, each once", () => {
    const decision = session().evaluateSync(call("a", "run", { folder: "/etc", turns: 3 }));
    expect(decision.args).toEqual({ folder: "/work", turns: 0 });
    expect(decision.rules.map(({ id }) => id)).toEqual(["desk.guard.down", "desk.guard.home"]);
  });
  test("no more than eight rounds", () => {
    expect(session().evaluateSync(call("a", "run", { folder: "/work", turns: 8 }))).toMatchObject({ effect: "correct", args: { turns: 0 } });
    expect(session().evaluateSync(call("a", "run", { folder: "/work", turns: 9 }))).toMatchObject({ effect: "deny", code: "correct/unsettled", rewritten: false, args: { turns: 9 } });
  });
  test("a denial of the first round is one, with the arguments as they came", () => {
    expect(session().evaluateSync(call("a", "run", { folder: "/root", turns: 2 }))).toMatchObject({ effect: "deny", code: null, rewritten: false, args: { folder: "/root", turns: 2 } });
  });
  test("a rule under trial rewrites nothing", () => {
    const decision = session().evaluateSync(call("a", "mail", { to: "ana", text: "key sk-1" }));
    expect(decision).toMatchObject({ effect: "redact", args: { to: "ana", text: "key [redacted]" } });
    expect(decision.rules.map(({ id, observe }) => `${id} ${observe}`)).toEqual(["desk.guard.keys false", "desk.guard.trial true"]);
  });
  test("a call that was rewritten is counted once", () => {
    const made = session();
    const effects = ["sk-1", "sk-2", "sk-3"].map((key, at) => made.evaluateSync(call(`c${at}`, "mail", { to: "ana", text: key })));
    expect(effects.map(({ effect, args }) => [effect, args])).toEqual([
      ["redact", { to: "ana", text: "[redacted]" }], ["redact", { to: "ana", text: "[redacted]" }], ["ask", { to: "ana", text: "[redacted]" }],
    ]);
  });
});

describe("the pool", () => {
  const calls = [
    call("a", "run", { folder: "/etc", turns: 8 }), call("b", "turn", { side: "left" }), call("c", "mail", { to: "ana", text: "sk-1" }), call("d", "run", { folder: "/root", turns: 1 }),
    call("e", "run", { folder: "/work", turns: 9 }), call("f", "mail", { to: "ana", text: "x" }), call("g", "mail", { to: "bob", text: "sk-2 sk-3" }),
  ];
  test("decides as the caller's thread does, in order", async () => {
    const [pooled, single] = [session(engines.pooled), session()];
    const settled: string[] = [];
    const decisions = await Promise.all(calls.map(async (event) => {
      const decision = await pooled.evaluate(event);
      settled.push(decision.call);
      return decision;
    }));
    expect(settled).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
    expect(decisions.map(plain)).toEqual(calls.map((event) => plain(single.evaluateSync(event))));
    expect(decisions.map(({ effect }) => effect)).toEqual(["correct", "deny", "redact", "deny", "deny", "allow", "ask"]);
  });
  test("is overtaken in the middle of the rounds, and each is decided once all the same", async () => {
    const [mixed, single] = [session(engines.pooled), session()];
    const pending = calls.slice(0, -1).map((event) => mixed.evaluate(event));
    await new Promise((done) => setTimeout(done, 1));
    const last = mixed.evaluateSync(calls.at(-1) ?? call("g", "mail", {}));
    const decisions = [...await Promise.all(pending), last];
    expect(decisions.map(plain)).toEqual(calls.map((event) => plain(single.evaluateSync(event))));
  });
});

describe("time", () => {
  const pay = (id: string, at?: number): SinkEvent => ({ ...call(id, "pay", { to: "acme", amount: 1 }), ...(at === undefined ? {} : { at }) });
  test("is the machine's where an event bears none", () => {
    const made = session();
    expect([made.evaluateSync(pay("a")).effect, made.evaluateSync(pay("b")).effect]).toEqual(["allow", "deny"]);
  });
  test("is the host's where it has a clock of its own", async () => {
    const clock = { now: 0 };
    const own = await createEngine({ bundles: [bundle], pool: false, now: () => clock.now });
    const made = session(own);
    const effects = [0, 1000, 3_600_001].map((now, at) => {
      clock.now = now;
      return made.evaluateSync(pay(`c${at}`)).effect;
    });
    expect(effects).toEqual(["allow", "deny", "allow"]);
  });
  test("is the event's where it bears one, and nobody's where the host says so", async () => {
    const made = session();
    expect([made.evaluateSync(pay("a", 0)).effect, made.evaluateSync(pay("b", 3_600_001)).effect]).toEqual(["allow", "allow"]);
    const untimed = session(await createEngine({ bundles: [bundle], pool: false, now: null }));
    expect([untimed.evaluateSync(pay("a")).effect, untimed.evaluateSync(pay("b")).effect]).toEqual(["allow", "deny"]);
    expect(untimed.evaluateSync(pay("c")).rules[0]?.unknown).toBe(true);
  });
});

describe("a bundle's data", () => {
  const strangers = async (of: Bundle | Uint8Array): Promise<readonly string[]> => {
    const made = session(await createEngine({ bundles: [of], pool: false }));
    return ["acme", "globex"].map((to, at) => made.evaluateSync({ ...call(`c${at}`, "pay", { to, amount: 1 }), at: at * 4_000_000 }).effect);
  };
  test("is what rules read, from a value or from a file's bytes", async () => {
    expect(await strangers(bundle)).toEqual(["allow", "ask"]);
    expect(await strangers(packBundle(bundle))).toEqual(["allow", "ask"]);
  });
  test("may be other than it was compiled with, and then it is another bundle", async () => {
    const other = { ...bundle, data: { "desk.guard": { vendors: ["globex"] } } };
    expect(await strangers(other)).toEqual(["ask", "allow"]);
    const [one, two] = await Promise.all([bundle, other].map((of) => createEngine({ bundles: [of], pool: false })));
    expect(one?.digest).not.toBe(two?.digest);
  });
  test("is unknown where it is missing or of another type", async () => {
    expect(await strangers({ ...bundle, data: {} })).toEqual(["ask", "ask"]);
    expect(await strangers({ ...bundle, data: { "desk.guard": { vendors: "acme" } } })).toEqual(["ask", "ask"]);
  });
  test("is unpacked as it was packed, and refused where it is none", () => {
    expect(unpackBundle(packBundle(bundle)).data).toEqual({ "desk.guard": { vendors: ["acme"] } });
    expect(() => unpackBundle(packBundle({ ...bundle, data: JSON.parse("[1]") }))).toThrow("/data.json is not by packages and names");
  });
});

test("a manifest that was tampered with is refused", () => {
  const { manifest } = bundle;
  const rules = (rewrites: unknown): unknown => ({ ...manifest, rules: manifest.rules.map((rule) => ({ ...rule, rewrites })) });
  for (const bad of [
    rules([{ kind: "set", path: ["a"] }]), rules([{ kind: "set", path: [], value: { kind: "row" } }]), rules([{ kind: "set", path: ["a"], value: { kind: "column", column: 999 } }]),
    rules([{ kind: "mask", path: null, of: { kind: "row" }, keep: { side: "middle", count: 1 }, with: "" }]), { ...manifest, histories: [{}] }, { ...manifest, patterns: [{ pattern: "x" }] },
    { ...manifest, data: [{ name: "x" }] }, { ...manifest, demand: { ...manifest.demand, columns: [{ kind: "term", term: { kind: "apply", function: "toString", of: [] }, type: "any", for: [] }] } },
  ]) {
    expect(() => unpackBundle(packBundle({ ...bundle, manifest: JSON.parse(JSON.stringify(bad)) }))).toThrow("/.manifest is not as a manifest must be");
  }
});

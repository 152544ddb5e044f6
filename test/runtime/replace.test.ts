// Bundles that take each other's place while sessions run: a session that keeps what it was told is from then on the one that had the
// new bundle from the start, with all that was decided as it was; the naive kernel, the log and its verifier say the same. What keeps
// nothing stays, said; what does not load changes nothing; nobody is decided twice, or by no bundle.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createCore, type Next } from "../../src/engine.js";
import { compile, createEngine, memoryRegistry, packBundle, startCache, verifyLog, type Bundle, type Decision, type Engine, type EngineOptions, type HeldBundle, type Journal, type Session } from "../../src/index.js";
import { digestBundle } from "../../src/node/bundle.js";
import { createEvaluator } from "../../src/node/evaluator.js";
import { copyOf } from "../../src/node/evidence/copy.js";
import { lineOf, noRecords, readLog, type Head } from "../../src/node/evidence/record.js";
import { ledgerOf } from "../../src/node/rollback/ledger.js";
import type { Effect } from "../../src/words/effects.js";
import { isSink, naiveView } from "../naive/kernel.js";
import { guest } from "./guest.js";

const read = `tool read(path: string) { op READ  role path: path  result trust high }`;
const tools = `${read}
tool copy(path: string, to: string) { op EXEC  role path: path  role path: to  result trust high }
tool send(to: string, body: string) { op SEND  sink egress  role destination: to  role content: body }`;
const parts = [
  `label path "/srv/keys/**" { secrecy high }\nrelational deny secret { from source where secrecy(source) >= high  to egress via value }`,
  `relational warn seen { from source where args.path starts with "/srv"  to egress via context }`,
  `unary deny often { on egress  when count(egress attempted) >= 3 }`,
  `unary deny many { on egress  when count(egress) >= 2 }`,
  `unary ask strangers { on egress  when args.to ends with "@evil.example"  unless approved(sink) }`,
  `unary warn again { on call  when repeats(tool, args) >= 1 }`,
  `unary redact card { on egress  mask card_numbers(args.body) in args.body }`,
  `unary deny before { on egress  when after(tool copy) }`,
  `relational ask strange { on egress  into args[role: content] as body  when shape(body) in {prose, tainted} and who(body) excludes user }`,
];
const known = new Map<string, Bundle>();
const cache = startCache();
function bundleOf(rules: readonly string[], binding = tools): Bundle {
  const text = ["package moved", binding, ...rules].join("\n");
  const made = known.get(text) ?? compile([{ file: "moved.policy", text }], undefined, [], cache).value;
  if (made === undefined) throw new Error(text);
  known.set(text, made);
  return made;
}
const [secret = "", , often = "", , strangers = "", , card = ""] = parts;
const first = bundleOf([strangers]);
const second = bundleOf([secret, often, strangers]);

let open: Engine[] = [];
afterEach(async () => {
  await Promise.all(open.map((engine) => engine.close()));
  open = [];
});
async function engineWith(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await createEngine({ bundles: [first], pool: false, now: null, rollback: true, ...options });
  open.push(engine);
  return engine;
}
function memory(): Journal & { readonly logs: Map<string, Uint8Array> } {
  const logs = new Map<string, Uint8Array>();
  return { logs, read: (session) => logs.get(session) ?? null, append: (session, line) => void logs.set(session, Buffer.concat([logs.get(session) ?? new Uint8Array(), Buffer.from(line)])), cut: () => undefined, close: () => undefined };
}
const loaded = new Map<Bundle, HeldBundle>();
function held(bundle: Bundle): HeldBundle {
  const made = loaded.get(bundle) ?? { evaluator: createEvaluator(new WebAssembly.Module(new Uint8Array(bundle.wasm)), bundle.manifest), data: bundle.data, digest: digestBundle(bundle, []) };
  loaded.set(bundle, made);
  return made;
}
const codesOf = (journal: ReturnType<typeof memory>, of: readonly Bundle[], session = "s"): readonly string[] => verifyLog(journal.logs.get(session) ?? new Uint8Array(), { bundle: of.map(held) }).findings.map(({ failure: { code } }) => code);
const key = "sk-live-0123456789abcdef";
let calls = 0;
function tell(session: Session, tool: string, args: object, result?: string): Decision {
  const id = `c${calls++}`;
  const decision = session.evaluateSync({ kind: "call", id, tool, args } as never);
  if (result !== undefined) session.observe({ kind: "result", id, content: result });
  return decision;
}
const reads = (session: Session): Decision => tell(session, "read", { path: "/srv/keys/a" }, `the key is ${key}`);
const sends = (session: Session, body = `use ${key}`, to = "x@y.example"): Decision => tell(session, "send", { to, body });
const rules = ({ rules: fired, code }: Decision): string => [...fired.map(({ id }) => id.slice("moved.".length)), ...(code === null ? [] : [code])].join(" ");

describe("a session that keeps what it was told", () => {
  it.each(["ledger", "journal", "both"])("is told it by the new bundle: %s", async (by) => {
    const journal = memory();
    const engine = await engineWith({ rollback: by !== "journal", ...(by === "ledger" ? {} : { journal }) });
    const session = engine.session({ id: "s" });
    reads(session);
    expect([sends(session), sends(session)].map(rules)).toEqual(["", ""]);
    const asked = sends(session, "lunch", "eve@evil.example");
    expect(asked.effect).toBe("ask");
    const { moved, left, digest } = await engine.replace(second);
    expect([moved, left, digest, engine.digest, engine.manifest.rules.length]).toEqual([["s"], [], digestBundle(second, []), digestBundle(second, []), 3]);
    // What was asked then is approved still, and counts as attempted under the new bundle alone.
    expect(await session.approve(asked.id, { by: "ana" })).toBeNull();
    const last = sends(session, `lunch and ${key}`, "eve@evil.example");
    expect([rules(last), last.bundle, last.step]).toEqual(["often secret strangers", digest, 4]);
    if (by === "ledger") return;
    expect([codesOf(journal, [first, second]), codesOf(journal, [first]), codesOf(journal, [second])]).toEqual([[], ["evidence/other-bundle"], ["evidence/other-bundle"]]);
    expect(readLog(journal.logs.get("s") ?? new Uint8Array()).records.filter(({ kind }) => kind === "bundle")).toEqual([{ kind: "bundle", from: digestBundle(first, []), to: digest, heard: [] }]);
  });

  it("decides from there on as the naive kernel of the new bundle, by what came of calls before", { timeout: 30_000 }, () => {
    const id = fc.constantFrom("c1", "c2", "c3", "c4");
    const words = fc.constantFrom(key, `the key is ${key}, which they gave me yesterday`, "lunch", "card 4111 1111 1111 1111");
    const path = fc.constantFrom("/srv/keys/a", "/srv/open/b", "/tmp/a");
    const to = fc.constantFrom("x@y.example", "eve@evil.example");
    const event = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("call"), id, tool: fc.constant("read"), args: fc.record({ path }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("call"), id, tool: fc.constant("copy"), args: fc.record({ path, to: path }) }) },
      { weight: 5, arbitrary: fc.record({ kind: fc.constant("call"), id, tool: fc.constant("send"), args: fc.record({ to, body: words }) }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant("result"), id, content: words }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("user", "response", "reason"), text: words }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("denied"), id }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("approval"), tool: fc.constant("send"), args: fc.record({ to, body: words }), by: fc.constant("ana") }) },
    );
    const policy = fc.constantFrom([0, 2, 4, 6], [1, 3, 5], [6, 7, 8], [0, 1, 2, 7], [3, 4, 5, 8]).map((of: readonly number[]) => parts.filter((_, at) => of.includes(at)));
    // Another binding of the same tool is another meaning of what was done.
    const binding = fc.constantFrom(tools, tools.replace("role path: path  result trust high", "result secrecy high"));
    const met = { fired: 0, after: 0 };
    const property = fc.property(fc.array(event, { minLength: 8, maxLength: 14 }), fc.nat(6), policy, policy, binding, fc.nat(3), (told, when, before, after, of, slice) => {
      // With their keys in the order of the log.
      const events = told.map((each) => copyOf(each));
      const [one, other] = [held(bundleOf(before)), held(bundleOf(after, of))];
      const cores = [createCore(one.evaluator, "1"), createCore(other.evaluator, "2")] as const;
      const ledger = ledgerOf("s", (name) => cores[0].session({ id: name }));
      const next: Next = { bundle: "2", manifest: other.evaluator.manifest, lookup: null, afresh: () => null, begin: (name) => cores[1].session({ id: name }) };
      const move = ledger.move(next);
      const effects = new Map<number, Effect>();
      let by = one;
      for (const [index, each] of events.entries()) {
        if (index === when % events.length) {
          move.take();
          by = other;
        } else if (by === one) move.tell(slice);
        if (!isSink(each)) {
          ledger.observe(each);
          continue;
        }
        let prepared = ledger.prepare(each);
        expect(prepared.kind === "view" ? prepared.view : null).toEqual(naiveView(by.evaluator.manifest, by.evaluator, events, effects, index));
        for (;;) {
          const answer = prepared.kind === "view" ? by.evaluator.decide(prepared.view) : [];
          const again = ledger.again(prepared, answer);
          if (again !== null) {
            prepared = again;
            continue;
          }
          const decision = ledger.settle(prepared, answer, 0);
          effects.set(index, decision.effect);
          if (by === other && index > 0) met.after++;
          if (by === other && decision.rules.length > 0) met.fired++;
          break;
        }
      }
    });
    fc.assert(property, { numRuns: 20 });
    expect(met.after > 20 && met.fired > 5).toBe(true);
  });

  it("goes back, is told of labels and goes on from its log under the new bundle, and under the one after it", async () => {
    const [journal, registry] = [memory(), memoryRegistry()];
    const engine = await engineWith({ journal, registry });
    const session = engine.session({ id: "s" });
    reads(session);
    tell(session, "send", { to: "x@y.example", body: "card 4111 1111 1111 1111" });
    await engine.replace(bundleOf([secret, card]));
    expect(rules(sends(session, `${key} card 4111 1111 1111 1111`))).toBe("secret card");
    engine.declare({ kind: "path", pattern: "/tmp/**", labels: { secrecy: "high" }, by: "ana" });
    const other = tell(session, "read", { path: "/tmp/x" }, "marzipan-lighthouse-77213");
    expect(rules(sends(session, "marzipan-lighthouse-77213"))).toBe("secret");
    await session.carryOut(session.rollback({ cause: other.step }), async () => ({}));
    expect(rules(sends(session, "marzipan-lighthouse-77213"))).toBe("");
    await engine.replace(second);
    expect(rules(sends(session))).toBe("often secret");
    const all = [first, bundleOf([secret, card]), second];
    expect(codesOf(journal, all)).toEqual([]);
    expect(readLog(journal.logs.get("s") ?? new Uint8Array()).records.map(({ kind }) => kind).filter((kind) => kind !== "event" && kind !== "decision")).toEqual(["begin", "bundle", "relabel", "rollback", "bundle"]);
    // Opened again with the last bundle alone, it stands where it stood.
    const again = (await engineWith({ bundles: [second], journal, registry: null })).session({ id: "s" });
    expect([rules(sends(again)), rules(sends(again, "lunch")), again.anomalies]).toEqual(["often secret", "often", []]);
    expect(codesOf(journal, all)).toEqual([]);
  });

  it("is told first what lies in places that only the new bundle has it read, and its log says so", async () => {
    const journal = memory();
    const blind = bundleOf([strangers], tools.replace(read, "tool read(path: string) { op READ  result trust high }"));
    const engine = await engineWith({ bundles: [blind], journal, rollback: false });
    const [one, other] = [engine.session({ id: "one" }), engine.session({ id: "s" })];
    // The one's value is known to be secret only under the bundle that follows; it puts that where the other looks.
    tell(one, "read", { path: "/srv/keys/a" }, `the key is ${key}`);
    tell(one, "copy", { path: "/srv/keys/a", to: "/tmp/a" }, "");
    tell(other, "read", { path: "/tmp/a" }, "marzipan-lighthouse-77213");
    expect(await engine.replace(bundleOf([secret]))).toMatchObject({ moved: ["one", "s"], left: [] });
    expect(rules(sends(other, "marzipan-lighthouse-77213"))).toBe("secret");
    const said = readLog(journal.logs.get("s") ?? new Uint8Array()).records.find(({ kind }) => kind === "bundle");
    expect(said?.kind === "bundle" ? said.heard.length : 0).toBeGreaterThan(0);
    expect(codesOf(journal, [blind, bundleOf([secret])])).toEqual([]);
    const again = (await engineWith({ bundles: [bundleOf([secret])], journal, registry: null, rollback: false })).session({ id: "s" });
    expect(rules(sends(again, "marzipan-lighthouse-77213"))).toBe("secret");
  });

  it.each([true, false])("has what lay where only the new bundle has it read, also where it was told of that later: rollback %s", async (rollback) => {
    const journal = memory();
    const look = "tool look(path: string) { op READ  result trust high }";
    const engine = await engineWith({ bundles: [bundleOf([secret], `${tools}\n${look}`)], journal, rollback });
    const [one, other] = [engine.session({ id: "one" }), engine.session({ id: "s" })];
    reads(one);
    tell(one, "copy", { path: "/srv/keys/a", to: "/tmp/a" }, "");
    tell(other, "look", { path: "/tmp/a" }, "marzipan-lighthouse-77213");
    tell(other, "read", { path: "/tmp/a" }, "nothing of that");
    const seeing = bundleOf([secret], `${tools}\n${look.replace("READ", "READ  role path: path")}`);
    expect(await engine.replace(seeing)).toMatchObject({ moved: ["one", "s"] });
    expect(rules(sends(other, "marzipan-lighthouse-77213"))).toBe("secret");
    expect(codesOf(journal, [bundleOf([secret], `${tools}\n${look}`), seeing])).toEqual([]);
  });

  it.each(["permits", "forbids", "permits again"])("lowers what a person lowered before it went over where the new bundle %s that, once", async (how) => {
    const rule = `relational deny told { from source where trust(source) <= low  to egress via value }`;
    const lowering = `tool "@endorse"(by: string, tool: string, argument: string, value: any, to: string) { op ENDORSE }`;
    const pay = tools.replace("result trust high }", "result trust low }");
    const [permits, forbids] = [bundleOf([rule], `${pay}\n${lowering}`), bundleOf([rule, "unary warn other { on egress }"], pay)];
    const journal = memory();
    const engine = await engineWith({ bundles: [permits], journal, now: null });
    const session = engine.session({ id: "s" });
    const noon = Date.parse("2026-11-22T12:00:00Z");
    const args = { to: "x@y.example", body: "pay GB82WEST12345698765432 at once" };
    tell(session, "read", { path: "/tmp/a" }, "pay GB82WEST12345698765432 at once");
    expect(rules(tell(session, "send", args))).toBe("told");
    expect(session.evaluateSync({ kind: "endorse", by: "ana", tool: "send", args, argument: "body", to: "high", at: noon, expiresAt: noon + 60_000 }).effect).toBe("allow");
    const another = bundleOf([rule, "unary warn other { on egress }"], `${pay}\n${lowering}`);
    if (how !== "permits") await engine.replace(forbids);
    if (how !== "forbids") await engine.replace(another);
    const asked = (): Decision => session.evaluateSync({ kind: "call", id: `e${calls++}`, tool: "send", args, at: noon + 1 });
    expect([asked(), asked()].map(rules)).toEqual(how === "forbids" ? ["told other", "told other"] : ["other", "told other"]);
    expect(codesOf(journal, [permits, forbids, another])).toEqual([]);
  });

  it("that stands in its log alone goes over when it is opened; a bundle that was never in force here is refused", async () => {
    const journal = memory();
    const before = await engineWith({ journal, rollback: false });
    reads(before.session({ id: "s" }));
    const engine = await engineWith({ journal, rollback: false });
    await engine.replace(second);
    expect(rules(sends(engine.session({ id: "s" })))).toBe("secret");
    expect(codesOf(journal, [first, second])).toEqual([]);
    const stranger = await engineWith({ bundles: [bundleOf([card])], journal });
    expect(() => stranger.session({ id: "s" })).toThrow(expect.objectContaining({ code: "node/journal" }));
  });

  it("has a log in which no record of the change is forged, dropped or moved", async () => {
    const journal = memory();
    const engine = await engineWith({ journal });
    const session = engine.session({ id: "s" });
    reads(session);
    await engine.replace(second);
    sends(session);
    const bytes = journal.logs.get("s") ?? new Uint8Array();
    const { records } = readLog(bytes);
    const rewritten = (made: readonly object[]): readonly string[] => {
      let head: Head = noRecords;
      const lines = made.map((said) => {
        const next = lineOf(head, said as never);
        head = next.head;
        return next.line;
      });
      return verifyLog(Buffer.from(lines.join("")), { bundle: [held(first), held(second)] }).findings.map(({ failure: { code } }) => code);
    };
    const at = records.findIndex(({ kind }) => kind === "bundle");
    const change = records[at];
    if (change?.kind !== "bundle") throw new Error("no bundle");
    expect(rewritten(records)).toEqual([]);
    // Made anew from the beginning its chain is whole, and the bundles tell.
    expect(rewritten(records.filter((_, index) => index !== at))).toEqual(["evidence/differs"]);
    expect(rewritten(records.map((record, index) => (index === at ? { ...change, from: change.to } : record)))).toEqual(["evidence/differs"]);
    expect(rewritten(records.map((record, index) => (index === at ? { ...change, to: "0".repeat(64) } : record)))).toEqual(["evidence/other-bundle"]);
    expect(rewritten([...records.slice(0, at), ...records.slice(at + 1), change])).toEqual(["evidence/differs"]);
    const lines = Buffer.from(bytes).toString().split("\n");
    expect(verifyLog(Buffer.from(lines.map((line, index) => (index === at ? line.replace(change.to, change.from) : line)).join("\n"))).findings.map(({ failure: { code } }) => code)).toEqual(["evidence/changed"]);
  });
});

describe("what cannot go over", () => {
  it("goes on under its own bundle where it keeps nothing, and is named; new sessions are the new one's", async () => {
    const engine = await engineWith({ rollback: false });
    const session = engine.session({ id: "old" });
    reads(session);
    expect(await engine.replace(second)).toEqual({ digest: digestBundle(second, []), moved: [], left: [{ session: "old", why: expect.objectContaining({ code: "replace/nothing-kept" }) }] });
    const fresh = engine.session({ id: "new" });
    reads(fresh);
    expect([rules(sends(session)), rules(sends(fresh))]).toEqual(["", "secret"]);
    // Its bundle comes back.
    expect(await engine.replace(first)).toMatchObject({ moved: ["old"], left: [{ session: "new" }] });
    expect([sends(session).bundle, sends(fresh).bundle]).toEqual([digestBundle(first, []), digestBundle(second, [])]);
  });

  it("denies, coded, where the host asks for that", async () => {
    const engine = await engineWith({ rollback: false });
    const session = engine.session({ id: "s" });
    expect((await engine.replace(second, { rest: "deny" })).left).toMatchObject([{ session: "s" }]);
    expect([rules(sends(session)), (await session.evaluate({ kind: "call", id: "x", tool: "read", args: { path: "a" } })).code]).toEqual(["replace/left-behind", "replace/left-behind"]);
    expect(await engine.replace(first)).toMatchObject({ moved: [], left: [] });
    expect(rules(sends(session))).toBe("replace/left-behind");
  });

  it("stays where its log was taken away, or its decisions would be called otherwise", async () => {
    const journal = memory();
    const engine = await engineWith({ journal, rollback: false, session: { bytesMax: 1 << 16 } });
    const [lost, full] = [engine.session({ id: "lost" }), engine.session({ id: "full" })];
    reads(lost);
    // The first bundle keeps no texts, the second does: it would be full in the midst of them.
    for (let n = 0; n < 60; n++) full.observe({ kind: "user", text: Array.from({ length: 60 }, (_, at) => `word${n}x${at}`).join(" ") });
    expect(rules(sends(full))).toBe("");
    journal.logs.set("lost", Buffer.from("{}\n"));
    const { left } = await engine.replace(second);
    expect(left.map(({ session, why: { code } }) => `${session} ${code}`)).toEqual(["lost replace/failed", "full replace/other-names"]);
    expect(sends(full).bundle).toBe(digestBundle(first, []));
  });

  it("is no bundle: the old one stays in force", async () => {
    const engine = await engineWith();
    const session = engine.session({ id: "s" });
    const bytes = packBundle(second);
    const wrong: readonly [string, unknown][] = [
      ["node/bundle", new Uint8Array([1, 2, 3])], ["node/bundle", bytes.slice(0, -20)], ["node/options", "guard.tar.gz"], ["node/options", null], ["node/options", undefined],
      ["wasm/not-a-bundle", { ...second, wasm: new Uint8Array([0, 97, 115, 109]) }], ["wasm/other-version", { ...second, manifest: { ...second.manifest, version: 1 } }],
    ];
    for (const [code, given] of wrong) await expect(engine.replace(given as never), code).rejects.toMatchObject({ code });
    await expect(engine.replace(second, { rest: "never" } as never)).rejects.toMatchObject({ code: "node/options" });
    expect([engine.digest, sends(session).bundle, (await session.evaluate({ kind: "call", id: "x", tool: "read", args: { path: "a" } })).effect]).toEqual([digestBundle(first, []), digestBundle(first, []), "allow"]);
  });
});

describe("while it is decided", () => {
  const pool = { threads: 1, timeoutMs: 300, waitMs: 20_000 };
  const call = (id: string, todo: unknown = "serve") => ({ kind: "call", id, tool: "t", args: { do: todo } }) as const;

  it("each decision is by one bundle, in order: what a worker has by the old one, even where it dies of it", async () => {
    const engine = await engineWith({ bundles: [guest()], pool });
    const session = engine.session({ id: "s" });
    const old = engine.digest;
    const asked = [session.evaluate(call("a")), session.evaluate(call("b", true))];
    const replaced = engine.replace(second);
    const many = session.evaluateMany([call("c"), call("d", 1), call("e")]);
    const { moved, digest } = await replaced;
    const decided = [...await Promise.all(asked), ...await many, await session.evaluate(call("f"))];
    expect(moved).toEqual(["s"]);
    expect(decided.map(({ step, code }) => [step, code])).toEqual([[0, null], [1, "node/timeout"], [2, null], [3, "wasm/module-failed"], [4, null], [5, null]]);
    expect(decided.map(({ bundle }) => bundle)).toEqual([old, old, old, old, old, digest]);
  });

  it("what was guessed of a message's calls for the old bundle is worth nothing for the new one", async () => {
    const engine = await engineWith({ bundles: [first], pool });
    const session = engine.session({ id: "s" });
    reads(session);
    const message = Array.from({ length: 12 }, (_, at) => ({ kind: "call", id: `m${at}`, tool: "send", args: { to: "x@y.example", body: `use ${key}` } }) as const);
    const replaced = engine.replace(second);
    const decided: Decision[] = [];
    for (const each of message.slice(0, 3)) decided.push(await session.evaluate(each));
    decided.push(...await session.evaluateMany(message.slice(3)));
    await replaced;
    decided.push(sends(session));
    const turned = decided.findIndex(({ bundle }) => bundle === engine.digest);
    expect(decided.every(({ bundle, effect }, at) => (at < turned ? bundle === digestBundle(first, []) && effect === "allow" : bundle === engine.digest && effect === "deny"))).toBe(true);
    expect(turned).toBeGreaterThan(-1);
  });

  it("two at once take turns; one that meets the end is refused", async () => {
    const engine = await engineWith({ pool });
    const session = engine.session({ id: "s" });
    const [one, other] = await Promise.all([engine.replace(second), engine.replace(packBundle(first))]);
    expect([one.digest, other.digest, one.moved, other.moved, engine.digest]).toEqual([digestBundle(second, []), digestBundle(first, []), ["s"], ["s"], digestBundle(first, [])]);
    expect(await engine.replace(first)).toEqual({ digest: engine.digest, moved: [], left: [] });
    const late = engine.replace(second);
    const refused = expect(late).rejects.toMatchObject({ code: "node/closed" });
    const pending = session.evaluate({ kind: "call", id: "x", tool: "read", args: { path: "a" } });
    await engine.close();
    await refused;
    expect(["node/closed", null]).toContain((await pending).code);
    await expect(engine.replace(second)).rejects.toMatchObject({ code: "node/closed" });
  });

  it("leaves nothing of the old bundle, neither its threads nor what it is in memory", async () => {
    setFlagsFromString("--expose-gc");
    const gc: () => void = runInNewContext("gc");
    const journal = memory();
    const engine = await engineWith({ pool, journal });
    const session = engine.session({ id: "s" });
    sends(session);
    await session.evaluate({ kind: "call", id: "x", tool: "read", args: { path: "a" } });
    const threads = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "MessagePort").length;
    const before = threads();
    const old = new WeakRef(engine.manifest);
    await engine.replace(second);
    for (let turn = 0; turn < 50 && (old.deref() !== undefined || threads() > before); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      gc();
    }
    expect([old.deref(), threads()]).toEqual([undefined, before]);
    expect(rules(sends(session))).toBe("");
  });
});

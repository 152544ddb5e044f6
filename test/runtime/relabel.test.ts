// What people declare of resources, to a session that keeps what it was told: what it read before has the labels too, as if they had
// been declared first; what was decided, approved and held stays so, by its name. The naive kernel, the log and its verifier say the same.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCore } from "../../src/engine.js";
import { compile, createEngine, memoryRegistry, verifyLog, type EngineOptions, type Journal, type Session } from "../../src/index.js";
import { digestBundle } from "../../src/node/bundle.js";
import { createEvaluator } from "../../src/node/evaluator.js";
import { readLog } from "../../src/node/evidence/record.js";
import { ledgerOf } from "../../src/node/rollback/ledger.js";
import type { Effect } from "../../src/words/effects.js";
import { isSink, naiveView } from "../naive/kernel.js";

const { value: bundle } = compile([{ file: "declared.policy", text: `package declared
tag hit
label path "/srv/open/**" { secrecy medium }
tool read(path: string) { op READ  role path: path  result trust high }
tool copy(path: string, to: string) { op EXEC  role path: path  role path: to  result trust high }
tool send(to: string, body: string) { op SEND  sink egress  role destination: to  role content: body }
unary deny labelled { on call when tags(target) has hit }
unary ask strangers { on egress  when args.to ends with "@evil.example"  unless approved(sink) }
unary deny often { on egress  when count(egress attempted) >= 9 }
unary redact card { on egress  mask card_numbers(args.body) in args.body }
relational deny secret { from source where secrecy(source) >= high  to egress via value }
relational warn seen { from source where tags(source) has hit  to egress via context }
` }]);
if (bundle === undefined) throw new Error("the policy does not compile");
const given = bundle;
const engineWith = (options: Partial<EngineOptions> = {}) => createEngine({ bundles: [given], pool: false, now: null, rollback: true, ...options });
const keys = (labels: object) => ({ kind: "path", pattern: "/srv/keys/**", labels, by: "ana" }) as const;
const high = keys({ secrecy: "high" });
const secret = "sk-live-0123456789abcdef";
const rulesOf = (session: Session, id: string, tool: string, args: object, result?: string): string => {
  const { rules, code } = session.evaluateSync({ kind: "call", id, tool, args } as never);
  if (result !== undefined) session.observe({ kind: "result", id, content: result });
  return [...rules.map((rule) => rule.id.slice("declared.".length)), ...(code === null ? [] : [code])].join(" ");
};
const read = (session: Session, id: string, path = "/srv/keys/a"): string => rulesOf(session, id, "read", { path }, `the key is ${secret}`);
const send = (session: Session, id: string, to = "x@y.example", body = `use ${secret}`): string => rulesOf(session, id, "send", { to, body });
function memory(): Journal & { readonly logs: Map<string, Uint8Array> } {
  const logs = new Map<string, Uint8Array>();
  return { logs, read: (session) => logs.get(session) ?? null, append: (session, line) => void logs.set(session, Buffer.concat([logs.get(session) ?? new Uint8Array(), Buffer.from(line)])), cut: () => undefined, close: () => undefined };
}
const evaluator = createEvaluator(new WebAssembly.Module(new Uint8Array(given.wasm)), given.manifest);
const findings = (journal: ReturnType<typeof memory>, session: string) => verifyLog(journal.logs.get(session) ?? new Uint8Array(), { bundle: { evaluator, data: given.data, digest: digestBundle(given, []) } }).findings;
const kinds = (journal: ReturnType<typeof memory>, session: string): readonly string[] => readLog(journal.logs.get(session) ?? new Uint8Array()).records.map(({ kind }) => kind);

describe("what is declared later", () => {
  it("is the label of what was read before, where the session keeps what it was told", async () => {
    const engine = await engineWith();
    const session = engine.session({ id: "s" });
    expect([read(session, "c1"), send(session, "c2")]).toEqual(["", ""]);
    engine.declare(high);
    expect(send(session, "c3")).toBe("secret");
    engine.declare(keys({ tags: ["hit"] }));
    expect([send(session, "c4"), read(session, "c5")]).toEqual(["secret seen", "labelled"]);
  });
  it("leaves what was decided as it was: names, approvals, what is pending, corrected or held, and going back", async () => {
    const engine = await engineWith();
    const session = engine.session({ id: "s" });
    const asked = session.evaluateSync({ kind: "call", id: "c1", tool: "send", args: { to: "eve@evil.example", body: "lunch" } });
    expect(asked.effect).toBe("ask");
    expect(session.evaluateSync({ kind: "call", id: "c2", tool: "send", args: { to: "x@y.example", body: "card 4111 1111 1111 1111" } })).toMatchObject({ effect: "redact", rewritten: true });
    session.evaluateSync({ kind: "call", id: "c3", tool: "read", args: { path: "/srv/keys/a" } });
    engine.declare(high);
    expect(send(session, "c4", "x@y.example", "lunch")).toBe("");
    expect(await session.approve(asked.id, { by: "ana" })).toBeNull();
    session.observe({ kind: "result", id: "c3", content: `the key is ${secret}` });
    const held = session.evaluateSync({ kind: "call", id: "c5", tool: "send", args: { to: "eve@evil.example", body: `use ${secret}` } });
    expect([held.id, held.step, held.effect]).toEqual(["s#4", 4, "deny"]);
    expect(send(session, "c6", "eve@evil.example", "lunch")).toBe("");
    expect(session.rollback(held.id).causes).toEqual([2]);
    await session.carryOut(session.rollback(held.id), async () => ({}));
    engine.declare(keys({ tags: ["hit"] }));
    expect([send(session, "c7"), read(session, "c8", "/srv/keys/b")]).toEqual(["", "labelled"]);
    expect(session.anomalies).toEqual([]);
  });
  it("counts what was counted", async () => {
    const engine = await engineWith();
    const session = engine.session({ id: "s" });
    for (let n = 0; n < 8; n++) send(session, `c${n}`, "x@y.example", "lunch");
    engine.declare(high);
    expect([send(session, "c8", "x@y.example", "lunch"), send(session, "c9", "x@y.example", "lunch")]).toEqual(["", "often"]);
  });
  it("stays with what has it when it is taken back; declared again, what was read between has it too", async () => {
    const engine = await engineWith();
    const session = engine.session({ id: "s" });
    read(session, "c1");
    const name = engine.declare(high);
    expect(send(session, "c2")).toBe("secret");
    engine.withdraw(name, "ana");
    expect(send(session, "c3")).toBe("secret");
    const other = "marzipan-lighthouse-77213";
    rulesOf(session, "c4", "read", { path: "/srv/keys/b" }, other);
    expect(send(session, "c5", "x@y.example", other)).toBe("");
    engine.declare(high);
    expect([send(session, "c6", "x@y.example", other), send(session, "c7")]).toEqual(["secret", "secret"]);
    engine.withdraw(name, "ana");
    engine.declare({ ...high, pattern: "/srv/else/**" });
    expect([send(session, "c8", "x@y.example", other), send(session, "c9")]).toEqual(["secret", "secret"]);
  });
  it("was never heard of by a session that begins when it is taken back already", async () => {
    const engine = await engineWith();
    const session = engine.session({ id: "s" });
    read(session, "c1");
    engine.withdraw(engine.declare(high), "ana");
    expect(send(session, "c2")).toBe("");
  });
  it("reaches other sessions where the session put it, from its next call on", async () => {
    const engine = await engineWith();
    const [one, other] = [engine.session({ id: "one" }), engine.session({ id: "other" })];
    rulesOf(one, "c1", "copy", { path: "/srv/keys/a", to: "/tmp/a" }, "");
    engine.declare(high);
    read(other, "c1", "/tmp/a");
    expect(send(other, "c2")).toBe("");
    send(one, "c2", "x@y.example", "lunch");
    read(other, "c3", "/tmp/a");
    expect(send(other, "c4")).toBe("secret");
  });
  it("is in the log, which is verified, gone on from and gone back over alike; heard of already, it is not told again", async () => {
    const [journal, registry] = [memory(), memoryRegistry()];
    const engine = await engineWith({ journal, registry });
    const session = engine.session({ id: "s" });
    read(session, "c1");
    engine.declare(high);
    expect(send(session, "c2")).toBe("secret");
    const name = engine.declare({ ...high, pattern: "/srv/else" });
    expect(send(session, "c3")).toBe("secret");
    await session.carryOut(session.rollback({ cause: 2 }), async () => ({}));
    engine.withdraw(name, "ana");
    engine.declare(keys({ tags: ["hit"] }));
    expect(send(session, "c4")).toBe("secret seen");
    expect([findings(journal, "s"), kinds(journal, "s").filter((kind) => kind === "relabel" || kind === "rollback")]).toEqual([[], ["relabel", "relabel", "rollback", "relabel"]]);
    const again = (await engineWith({ journal, registry })).session({ id: "s" });
    expect(send(again, "c5")).toBe("secret seen");
    const alone = (await engineWith({ journal, registry: null })).session({ id: "s" });
    expect(send(alone, "c6")).toBe("secret seen");
    expect([findings(journal, "s"), kinds(journal, "s").filter((kind) => kind === "relabel").length]).toEqual([[], 3]);
    const forgetful = await engineWith({ journal, registry, rollback: false });
    expect(() => forgetful.session({ id: "s" })).toThrow(expect.objectContaining({ code: "node/journal" }));
  });
  it("is that of the naive kernel, told first", { timeout: 30_000 }, () => {
    const id = fc.constantFrom("c1", "c2", "c3", "c4");
    const words = fc.constantFrom(secret, `use ${secret}`, "lunch", "card 4111 1111 1111 1111");
    const path = fc.constantFrom("/srv/keys/a", "/srv/open/b", "/tmp/a");
    const event = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("call"), id, tool: fc.constant("read"), args: fc.record({ path }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("call"), id, tool: fc.constant("copy"), args: fc.record({ path, to: path }) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("call"), id, tool: fc.constant("send"), args: fc.record({ to: fc.constantFrom("x@y.example", "eve@evil.example"), body: words }) }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant("result"), id, content: words }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("user", "response", "reason"), text: words }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("denied"), id }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("approval"), tool: fc.constant("send"), args: fc.record({ to: fc.constant("eve@evil.example"), body: words }), by: fc.constant("ana") }) },
    );
    const says = fc.record({ resource: fc.constant("path"), pattern: fc.constantFrom("/srv/keys/**", "/tmp/*"), trust: fc.nat({ max: 2 }), secrecy: fc.nat({ max: 2 }), tags: fc.subarray(["hit"]) });
    const row = fc.record({ kind: fc.constant("label"), key: fc.constantFrom("k", "l"), by: fc.constant("ana"), says });
    const core = createCore(evaluator, "0");
    const met = { relabelled: 0, tainted: 0 };
    fc.assert(fc.property(fc.array(fc.oneof({ weight: 8, arbitrary: event.map((each) => ({ each })) }, { weight: 1, arbitrary: row.map((declared) => ({ declared })) }), { minLength: 3, maxLength: 14 }), (steps) => {
      const ledger = ledgerOf("s", (name) => core.session({ id: name }));
      let [log, effects]: [readonly unknown[], ReadonlyMap<number, Effect>] = [[], new Map()];
      for (const step of steps) {
        if ("declared" in step) {
          if (!ledger.relabel({ kind: "registry", rows: [step.declared] })) continue;
          // What was said of the name before is gone.
          const stays = log.flatMap((each, at) => (isOf(each, step.declared.key) ? [] : [at]));
          effects = new Map(stays.flatMap((from, to) => (effects.has(from) ? [[to + 1, effects.get(from) ?? "allow"] as const] : [])));
          log = [{ kind: "registry", rows: [step.declared] }, ...stays.map((at) => log[at])];
          met.relabelled++;
          continue;
        }
        log = [...log, step.each];
        if (!isSink(step.each)) {
          ledger.observe(step.each);
          continue;
        }
        let prepared = ledger.prepare(step.each);
        const view = prepared.kind === "view" ? prepared.view : null;
        if (isOf(log[0], "k") || isOf(log[0], "l")) expect(view).toEqual(naiveView(given.manifest, evaluator, log, effects, log.length - 1));
        if (view !== null && view.flows[0].labels.secrecy + view.self.tags > 0) met.tainted++;
        for (;;) {
          const answer = prepared.kind === "view" ? evaluator.decide(prepared.view) : [];
          const next = ledger.again(prepared, answer);
          if (next === null) {
            effects = new Map([...effects, [log.length - 1, ledger.settle(prepared, answer, 0).effect]]);
            break;
          }
          prepared = next;
        }
      }
    }), { numRuns: 50 });
    expect(met.relabelled > 10 && met.tainted > 10).toBe(true);
  });
});

function isOf(event: unknown, key: string): boolean {
  return typeof event === "object" && event !== null && "rows" in event && Array.isArray(event.rows) && event.rows.some((row: { readonly key: unknown }) => row.key === key);
}

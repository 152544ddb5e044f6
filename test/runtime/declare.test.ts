// What a person declares of resources while sessions run: calls that name one have the labels from then on, in every session of the
// registry, by the module, the interpreter and the log alike; taken back, calls to come have them no more; what says nothing is refused.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NAME_TEXT_MAX } from "../../src/base/limits.js";
import { createCore } from "../../src/engine.js";
import { compile, createEngine, fileRegistry, memoryRegistry, verifyLog, type Declaration, type EngineOptions, type Journal, type Session } from "../../src/index.js";
import { digestBundle } from "../../src/node/bundle.js";
import { createEvaluator } from "../../src/node/evaluator.js";
import { interpreter } from "../../src/testing/door.js";
import { decide } from "../../src/testing/play.js";

const folder = mkdtempSync(join(tmpdir(), "interdict-declare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { value: bundle } = compile([{ file: "declared.policy", text: `package declared
tag hit
label path "/srv/**" { secrecy medium }
tool read(path: string) { op READ  role path: path  result trust high }
tool exec(command: string) { op EXEC  role command: command  result trust high }
tool open(url: string) { op READ  role url: url  result trust high }
tool recall(key: string) { op RETRIEVE  role memory: key  result trust high }
tool schedule(id: string) { op STORE  role job: id }
tool hand(to: string) { op DELEGATE  role agent: to }
tool teach(name: string) { op STORE  role skill: name }
tool mcp__GitHub__search(q: string) { op READ  role query: q  result trust high }
tool send(to: string, body: string) { op SEND  sink egress  role destination: to  role content: body }
unary deny labelled { on call when tags(target) has hit }
relational deny secret { from source where secrecy(source) >= high  to egress via context }
` }]);
if (bundle === undefined) throw new Error("the policy does not compile");
const given = bundle;
const engineWith = (options: Partial<EngineOptions> = {}) => createEngine({ bundles: [given], pool: false, now: null, ...options });
const counts = new WeakMap<Session, number>();
const fired = (session: Session, tool: string, args: object, result?: string): string => {
  const id = `c${counts.get(session) ?? 0}`;
  counts.set(session, (counts.get(session) ?? 0) + 1);
  const { rules, code } = session.evaluateSync({ kind: "call", id, tool, args } as never);
  if (result !== undefined) session.observe({ kind: "result", id, content: result });
  return [...rules.map((rule) => rule.id.slice("declared.".length)), ...(code === null ? [] : [code])].join(" ");
};
const hit = { tags: ["hit"] };
const high = { kind: "path", pattern: "/srv/keys/**", labels: { secrecy: "high" }, by: "ana" } as const;
function memory(): Journal & { readonly logs: Map<string, Uint8Array> } {
  const logs = new Map<string, Uint8Array>();
  return { logs, read: (session) => logs.get(session) ?? null, append: (session, line) => void logs.set(session, Buffer.concat([logs.get(session) ?? new Uint8Array(), Buffer.from(line)])), cut: () => undefined, close: () => undefined };
}

const kinds: readonly (readonly [kind: Declaration["kind"], pattern: string, tool: string, args: object, other: object])[] = [
  ["path", "/etc/{a,b}/**", "read", { path: "/ETC/b/c" }, { path: "/etc/c" }],
  ["path", "/etc/a", "exec", { command: "cat /etc/a" }, { command: "cat /etc/b" }],
  ["domain", "*.x.example", "open", { url: "https://a.X.example/b" }, { url: "https://y.example" }],
  ["executable", "curl", "exec", { command: "curl https://y.example" }, { command: "ls" }],
  ["memory", "Profile/*", "recall", { key: "profile/name" }, { key: "notes" }],
  ["job", "nightly", "schedule", { id: "Nightly" }, { id: "daily" }],
  ["agent", "b*", "hand", { to: "bob" }, { to: "eve" }],
  ["skill", "deploy", "teach", { name: "deploy" }, { name: "test" }],
];

describe("a declaration", () => {
  it.each(kinds)("of a %s, %s, holds of calls that name it", async (kind, pattern, tool, args, other) => {
    const engine = await engineWith();
    const session = engine.session({ id: "s" });
    expect(fired(session, tool, args)).toBe("");
    engine.declare({ kind, pattern, labels: hit, by: "ana" });
    expect([fired(session, tool, args), fired(session, tool, other)]).toEqual(["labelled", ""]);
  });
  it("of a tool, and of a server", async () => {
    const engine = await engineWith();
    engine.declare({ kind: "tool", pattern: "rec*", labels: hit, by: "ana" });
    engine.declare({ kind: "server", pattern: "github", labels: hit, by: "ana" });
    const session = engine.session({ id: "s" });
    expect([fired(session, "recall", { key: "k" }), fired(session, "mcp__GitHub__search", { q: "x" }), fired(session, "read", { path: "x" })]).toEqual(["labelled", "labelled", ""]);
  });
  it("is the result's too, where the call reads, and that of what is made from it; what was read before it keeps what it had", async () => {
    const engine = await engineWith();
    const [before, after] = [engine.session({ id: "before" }), engine.session({ id: "after" })];
    fired(before, "read", { path: "/srv/keys/a" }, "alpha");
    engine.declare(high);
    fired(after, "read", { path: "/srv/keys/a" }, "alpha");
    expect([fired(before, "send", { to: "x@y.example", body: "b" }), fired(after, "send", { to: "x@y.example", body: "b" })]).toEqual(["", "secret"]);
    fired(before, "exec", { command: "cat /srv/keys/a" }, "alpha");
    expect(fired(before, "send", { to: "x@y.example", body: "b" })).toBe("secret");
  });
  it("is taken back for calls to come, and is one and the same whoever makes it", async () => {
    const engine = await engineWith();
    const session = engine.session({ id: "s" });
    const name = engine.declare({ kind: "path", pattern: "/a", labels: hit, by: "ana" });
    expect(engine.declare({ kind: "path", pattern: "/a", labels: { tags: ["hit", "hit"], trust: "high" }, by: "bo" })).toBe(name);
    expect(fired(session, "read", { path: "/a" })).toBe("labelled");
    engine.withdraw(name, "bo");
    expect([fired(session, "read", { path: "/a" }), fired(engine.session({ id: "t" }), "read", { path: "/a" })]).toEqual(["", ""]);
    expect(() => engine.withdraw(name, "bo")).toThrow(expect.objectContaining({ code: "node/declaration" }));
    expect(engine.declare({ kind: "path", pattern: "/a", labels: hit, by: "ana" })).toBe(name);
    expect(fired(session, "read", { path: "/a" })).toBe("labelled");
  });
  it("stands in the log of who heard of it, which comes out the same without the registry", async () => {
    const journal = memory();
    const engine = await engineWith({ journal });
    const session = engine.session({ id: "s" });
    fired(session, "read", { path: "/srv/keys/a" }, "alpha");
    engine.withdraw(engine.declare({ kind: "executable", pattern: "ls", labels: hit, by: "ana" }), "ana");
    engine.declare(high);
    fired(session, "read", { path: "/srv/keys/b" }, "beta");
    const evaluator = createEvaluator(new WebAssembly.Module(new Uint8Array(given.wasm)), given.manifest);
    expect(verifyLog(journal.logs.get("s") ?? new Uint8Array(), { bundle: { evaluator, data: given.data, digest: digestBundle(given, []) } }).findings).toEqual([]);
    const again = await engineWith({ journal, registry: null });
    counts.set(session, 0);
    const goesOn = again.session({ id: "s" });
    counts.set(goesOn, 7);
    expect(fired(goesOn, "send", { to: "x@y.example", body: "b" })).toBe("secret");
  });
  it("is the same to the interpreter", () => {
    const evaluator = interpreter.open(given);
    const session = createCore(evaluator, "").session({ id: "s" });
    session.observe({ kind: "registry", rows: [{ kind: "label", key: "k", by: "ana", says: { resource: "path", pattern: "/a/*", trust: 0, secrecy: 0, tags: ["hit", "other"] } }] });
    expect(["/a/b", "/b"].map((path, at) => decide(session, evaluator, { kind: "call", id: `c${at}`, tool: "read", args: { path } }).effect)).toEqual(["deny", "allow"]);
  });
  it("outlives the process in a file, and its compaction; another engine of it hears of it", async () => {
    const at = join(folder, "r");
    const first = await engineWith({ registry: fileRegistry(at) });
    const gone = first.declare({ kind: "path", pattern: "/b", labels: hit, by: "ana" });
    first.declare({ kind: "path", pattern: "/a", labels: hit, by: "ana" });
    first.withdraw(gone, "ana");
    await first.close();
    for (const compact of [false, true, false]) {
      const engine = await engineWith({ registry: fileRegistry(at, { compact }) });
      const session = engine.session({ id: `s${String(compact)}` });
      expect([fired(session, "read", { path: "/a" }), fired(session, "read", { path: "/b" })]).toEqual(["labelled", ""]);
      await engine.close();
    }
    const shared = memoryRegistry();
    const [one, other] = [await engineWith({ registry: shared }), await engineWith({ registry: shared })];
    const session = other.session({ id: "s" });
    one.declare({ kind: "path", pattern: "/a", labels: hit, by: "ana" });
    expect(fired(session, "read", { path: "/a" })).toBe("labelled");
  });
  it.each<readonly [string, unknown]>([
    ["nothing", undefined], ["no person", { ...high, by: " " }], ["labels that say nothing", { ...high, labels: { trust: "high", secrecy: "low", tags: [] } }], ["a tag that nobody knows", { ...high, labels: { tags: ["hti"] } }],
    ["a path that is none", { ...high, pattern: "/srv/../keys" }], ["a home by another name", { ...high, pattern: "/root/.ssh/*" }], ["a host with a scheme", { ...high, kind: "domain", pattern: "https://x.example" }], ["an executable by its path", { ...high, kind: "executable", pattern: "/bin/ls" }],
    ["another kind", { ...high, kind: "url" }], ["more than it may", { ...high, until: 7 }], ["a level that is none", { ...high, labels: { secrecy: "utmost" } }], ["what is too long", { ...high, pattern: "/a".repeat(NAME_TEXT_MAX) }], ["braces that are not closed", { ...high, pattern: "/{a" }],
  ])("is refused where it is %s", async (_, declaration) => {
    const engine = await engineWith();
    expect(() => engine.declare(declaration as Declaration)).toThrow(expect.objectContaining({ code: "node/declaration" }));
  });
  it("is refused where there is no registry, or it cannot be written", async () => {
    const alone = await engineWith({ registry: null });
    expect(() => alone.declare(high)).toThrow(expect.objectContaining({ code: "node/declaration" }));
    const full = await engineWith({ registry: memoryRegistry({ rowsMax: 0 }) });
    expect(() => full.declare(high)).toThrow(expect.objectContaining({ code: "node/registry" }));
  });
});

// Sessions of one engine share what they put into places: a secret stays one over a file, a memory, a job and another agent's inbox;
// what a session was told of others stands in its log, so that it comes out the same without them; a registry that fails denies.

import { expect, describe, it } from "vitest";
import { compile, createEngine, memoryRegistry, verifyLog, type Batch, type Bundle, type Engine, type EngineOptions, type Journal, type Registry, type Session } from "../../src/index.js";
import { digestBundle } from "../../src/node/bundle.js";
import { createEvaluator } from "../../src/node/evaluator.js";
import { lineOf, noRecords, readLog } from "../../src/node/evidence/record.js";

const { value: bundle } = compile([{ file: "shared.policy", text: `package shared
label path "/secret/**" { secrecy high }
tool read(path: string) { op READ  role path: path  result trust medium }
tool write(path: string, content: string) { op WRITE  role path: path  role content: content  result trust high }
tool exec(command: string) { op EXEC  role command: command  result trust medium }
tool note(title: string, text: string) { op STORE  role memory: title  role content: text  result trust high }
tool look(title: string) { op RETRIEVE  role memory: title  result trust medium }
tool schedule(id: string, prompt: string) { op STORE  role job: id  role content: prompt  result trust high }
tool tell(agent: string, text: string) { op DELEGATE  role agent: agent  role content: text  result trust medium }
tool assign(text: string) { op DELEGATE  role content: text  result trust medium }
tool send(to: string, body: string) { op SEND  sink egress  role destination: to  role content: body }
relational ask handing { from source where secrecy(source) >= high  to DELEGATE where tool == "assign" via value }
relational deny secret { from source where secrecy(source) >= high  to egress via value }
` }]);
if (bundle === undefined) throw new Error("the policy does not compile");
const given: Bundle = bundle;
const evaluator = createEvaluator(new WebAssembly.Module(new Uint8Array(given.wasm)), given.manifest);

const SECRET = "hunter2-XK55-99-velvet";
const OTHER = "zebra crossing 4711 8822 marmalade";
type Step = readonly [tool: string, args: object, result?: string] | { readonly kind: string };
const spy: Step = ["read", { path: "/secret/key" }, SECRET];
const send: Step = ["send", { to: "a@b.example", body: OTHER }];

const engineOf = (options: Partial<EngineOptions> = {}): Promise<Engine> => createEngine({ bundles: [given], pool: false, now: null, ...options });

/** Tells a session steps; gives the rules that fired on the last one, `!` and its code where it failed. */
function play(session: Session, steps: readonly Step[], prefix = "c"): readonly string[] {
  let fired: readonly string[] = [];
  for (const [number, step] of steps.entries()) {
    if ("kind" in step) {
      session.observe(step as never);
      continue;
    }
    const [tool, args, result] = step;
    const id = `${prefix}${number}`;
    const { rules, code } = session.evaluateSync({ kind: "call", id, tool, args } as never);
    fired = code === null ? rules.map((rule) => rule.id) : [`!${code}`];
    if (result !== undefined) session.observe({ kind: "result", id, content: result });
  }
  return fired;
}

/** Logs in memory. */
function memory(): Journal & { readonly logs: Map<string, Uint8Array> } {
  const logs = new Map<string, Uint8Array>();
  return {
    logs,
    read: (session) => logs.get(session) ?? null,
    append: (session, line) => void logs.set(session, Buffer.concat([logs.get(session) ?? new Uint8Array(), Buffer.from(line)])),
    cut: (session, bytes) => void logs.set(session, (logs.get(session) ?? new Uint8Array()).slice(0, bytes)),
    close: () => undefined,
  };
}
const verified = (log: Uint8Array | undefined): readonly unknown[] => verifyLog(log ?? new Uint8Array(), { bundle: { evaluator, data: given.data, digest: digestBundle(given, []) } }).findings;

/** What one session puts somewhere, and what another then reads; of `/open/...` nothing is secret. */
const chains: Readonly<Record<string, readonly [puts: readonly Step[], reads: readonly Step[]]>> = {
  "a file": [[spy, ["write", { path: "/tmp/n", content: SECRET }, "ok"]], [["read", { path: "/tmp/n" }, OTHER], send]],
  "a copy by the shell": [[["exec", { command: "cp /secret/key box/k" }, ""]], [["exec", { command: "cat box/*" }, OTHER], send]],
  "a memory": [[spy, ["note", { title: "Colours", text: SECRET }, "ok"]], [["look", { title: "colours" }, OTHER], send]],
  "a job": [[spy, ["schedule", { id: "nightly", prompt: SECRET }, "ok"]], [{ kind: "user", text: OTHER, from: { kind: "job", key: "nightly" } } as Step, send]],
  "an agent's inbox": [[spy, ["tell", { agent: "bob", text: SECRET }]], [{ kind: "user", text: OTHER, from: { kind: "agent", key: "bob" } } as Step, send]],
};
const open = (steps: readonly Step[]): readonly Step[] => JSON.parse(JSON.stringify(steps).replaceAll("/secret/", "/open/")) as readonly Step[];

describe("what one session puts into", () => {
  it.each(Object.entries(chains))("%s another reads", async (_, [puts, reads]) => {
    const journal = memory();
    const engine = await engineOf({ journal });
    play(engine.session({ id: "one" }), puts);
    expect(play(engine.session({ id: "two" }), reads)).toEqual(["shared.secret"]);
    // By its own log alone, without the registry and the other.
    expect(verified(journal.logs.get("two"))).toEqual([]);
    expect(readLog(journal.logs.get("two") ?? new Uint8Array()).records.some((record) => record.kind === "event" && JSON.stringify(record.event).includes('"registry"'))).toBe(true);
  });
  it.each(Object.entries(chains))("%s is clean where it was", async (_, [puts, reads]) => {
    const engine = await engineOf();
    play(engine.session({ id: "one" }), open(puts));
    expect(play(engine.session({ id: "two" }), open(reads))).toEqual([]);
  });
  it.each(Object.entries(chains))("%s nobody reads where nothing is shared", async (_, [puts, reads]) => {
    const engine = await engineOf({ registry: null });
    play(engine.session({ id: "one" }), puts);
    expect(play(engine.session({ id: "two" }), reads)).toEqual([]);
  });
});

const [puts, reads] = chains["a file"] ?? [[], []];
describe("sessions that share", () => {
  it("a third, by the second's copy", async () => {
    const engine = await engineOf();
    play(engine.session({ id: "one" }), puts);
    play(engine.session({ id: "two" }), [["exec", { command: "base64 /tmp/n > /tmp/m" }, ""]]);
    expect(play(engine.session({ id: "three" }), [["read", { path: "/tmp/m" }, OTHER], send])).toEqual(["shared.secret"]);
  });
  it("are told of what comes later, and of what is taken back", async () => {
    const engine = await engineOf();
    const [one, two] = [engine.session({ id: "one" }), engine.session({ id: "two" })];
    expect(play(two, [["read", { path: "/tmp/n" }, "nothing there"], send])).toEqual([]);
    const { id } = one.evaluateSync({ kind: "call", id: "x", tool: "exec", args: { command: "cp /secret/key /tmp/n" } });
    one.cancel(id);
    expect(play(two, reads, "d")).toEqual([]);
    one.evaluateSync({ kind: "call", id: "y", tool: "exec", args: { command: "cp /secret/key /tmp/n" } });
    expect(play(two, reads, "e")).toEqual(["shared.secret"]);
  });
  it("of one name are apart: what one takes back the other has not", async () => {
    const engine = await engineOf();
    engine.session({ id: "same" }).evaluateSync({ kind: "call", id: "x", tool: "exec", args: { command: "cp /secret/key /tmp/n" } });
    const other = engine.session({ id: "same" });
    other.cancel(other.evaluateSync({ kind: "call", id: "x", tool: "exec", args: { command: "cp /secret/key /tmp/n" } }).id);
    expect(play(other, reads, "d")).toEqual(["shared.secret"]);
    expect(play(engine.session({ id: "two" }), reads)).toEqual(["shared.secret"]);
  });
  it("are told what a name too long for any file says as lying anywhere", async () => {
    const journal = memory();
    const engine = await engineOf({ journal });
    play(engine.session({ id: "o".repeat(5000) }), [spy, ["note", { title: "k".repeat(900_000), text: SECRET }, "ok"]]);
    expect(play(engine.session({ id: "two" }), [["look", { title: "any" }, OTHER], send])).toEqual(["shared.secret"]);
    expect(verified(journal.logs.get("two"))).toEqual([]);
  });
  it("go on from any prefix of a log, and the registry is asked for nothing that stands there", async () => {
    const journal = memory();
    const engine = await engineOf({ journal });
    play(engine.session({ id: "one" }), puts);
    play(engine.session({ id: "two" }), reads);
    const lines = Buffer.from(journal.logs.get("two") ?? new Uint8Array()).toString().split("\n").slice(0, -1);
    for (let kept = lines.length; kept > 0; kept--) {
      const part = memory();
      part.logs.set("two", Buffer.from(lines.slice(0, kept).map((line) => `${line}\n`).join("")));
      const again = await engineOf({ journal: part, registry: null });
      again.session({ id: "two" });
      expect(verified(part.logs.get("two"))).toEqual([]);
    }
  });
  it("put nothing twice when they go on from their log, and all of it into a registry that has it not", async () => {
    const journal = memory();
    const kept = memoryRegistry();
    play((await engineOf({ journal, registry: kept })).session({ id: "one" }), puts);
    const before = kept.read(0);
    expect(before.length).toBeGreaterThan(0);
    (await engineOf({ journal, registry: kept })).session({ id: "one" });
    expect(kept.read(0)).toEqual(before);
    const short = memoryRegistry();
    for (const batch of before.slice(0, -1)) short.append(batch);
    const rows = (from: Registry): readonly unknown[] => from.read(0).flatMap(({ rows: of }) => of);
    (await engineOf({ journal, registry: short })).session({ id: "one" });
    expect(rows(short)).toEqual(rows(kept));
    const engine = await engineOf({ journal });
    engine.session({ id: "one" });
    expect(play(engine.session({ id: "new" }), reads)).toEqual(["shared.secret"]);
  });
  it("are full at the same event as their log says", async () => {
    let codes = 0;
    // Full a little before, at, and a little after the event that asks.
    for (let told = 236; told < 260; told++) {
      const journal = memory();
      const engine = await engineOf({ journal, session: { bytesMax: 65_536 } });
      play(engine.session({ id: "one" }), puts);
      const two = engine.session({ id: "two" });
      for (let n = 0; n < told; n++) two.observe({ kind: "facts", facts: {} });
      if (play(two, [...reads, ...reads]).includes("!engine/session-full")) codes++;
      expect(verified(journal.logs.get("two"))).toEqual([]);
    }
    expect(codes).toBeGreaterThan(0);
    expect(codes).toBeLessThan(24);
  });
  it("that go back keep what they were told", async () => {
    const journal = memory();
    const engine = await engineOf({ journal, rollback: true });
    play(engine.session({ id: "one" }), puts);
    const two = engine.session({ id: "two" });
    expect(play(two, [["exec", { command: "ls" }, "x"], ...reads])).toEqual(["shared.secret"]);
    await two.carryOut(two.rollback({ cause: 0 }), () => Promise.resolve({}));
    expect(play(two, reads, "again")).toEqual(["shared.secret"]);
    expect(verified(journal.logs.get("two"))).toEqual([]);
    // And whoever opens it again stands there.
    expect(play((await engineOf({ journal, rollback: true, registry: null })).session({ id: "two" }), reads, "more")).toEqual(["shared.secret"]);
  });
});

describe("a registry that fails", () => {
  const failing = (after: { reads: number; appends: number }): Registry => {
    const kept: Batch[] = [];
    return {
      read: (from) => { if (after.reads-- <= 0) throw new Error("gone"); return kept.slice(from); },
      append: (batch) => { if (after.appends-- <= 0) throw new Error("full"); kept.push(batch); },
      close: () => undefined,
    };
  };
  it("denies the call that could not be told, and all after it, as the log says", async () => {
    const journal = memory();
    const session = (await engineOf({ journal, registry: failing({ reads: 99, appends: 0 }) })).session({ id: "s" });
    expect(play(session, [spy, ["write", { path: "/tmp/n", content: SECRET }]])).toEqual(["!node/registry"]);
    expect(play(session, [["read", { path: "/open/a" }]], "d")).toEqual(["!node/registry"]);
    expect(verified(journal.logs.get("s"))).toEqual([]);
  });
  it("denies what reads, and begins no session", async () => {
    const session = (await engineOf({ registry: failing({ reads: 1, appends: 9 }) })).session({ id: "s" });
    expect(play(session, reads)).toEqual(["!node/registry"]);
    const engine = await engineOf({ registry: failing({ reads: 0, appends: 9 }) });
    expect(() => engine.session({ id: "s" })).toThrow(/registry/);
  });
  it("is full at its bound", async () => {
    const session = (await engineOf({ registry: memoryRegistry({ rowsMax: 1 }) })).session({ id: "s" });
    expect(play(session, [spy, ["write", { path: "/tmp/n", content: SECRET }, "ok"], ["read", { path: "/open/a" }]])).toEqual(["!node/registry"]);
  });
  it("that is none is no option", async () => {
    await expect(engineOf({ registry: {} as never })).rejects.toThrow(/registry/);
  });
});

describe("a session that another's call made", () => {
  const parent = { session: "boss", call: "c1" };
  const hand = (text: string): Step => ["tell", { agent: "worker", text }];
  it("has what it is handed: its user's words are the agent's, with what lay there", async () => {
    const engine = await engineOf();
    play(engine.session({ id: "boss" }), [spy, hand(SECRET)]);
    const child = engine.session({ id: "child", parent });
    child.observe({ kind: "user", text: OTHER });
    expect(play(child, [send])).toEqual(["shared.secret"]);
  });
  it("has it too where the call was held, until that is denied", async () => {
    for (const isDenied of [false, true]) {
      const journal = memory();
      const engine = await engineOf({ journal });
      const boss = engine.session({ id: "boss" });
      expect(play(boss, [spy, ["assign", { text: SECRET }]])).toEqual(["shared.handing"]);
      if (isDenied) boss.observe({ kind: "denied", id: "c1" });
      const child = engine.session({ id: "child", parent });
      child.observe({ kind: "user", text: OTHER });
      expect(play(child, [send])).toEqual(isDenied ? [] : ["shared.secret"]);
      const other = engine.session({ id: "other", parent: { session: "boss", call: "c9" } });
      other.observe({ kind: "user", text: OTHER });
      expect(play(other, [send])).toEqual([]);
      for (const log of journal.logs.values()) expect(verified(log)).toEqual([]);
    }
  });
  it("gives what it answers back to that call", async () => {
    const journal = memory();
    const engine = await engineOf({ journal });
    const boss = engine.session({ id: "boss" });
    play(boss, [["read", { path: "/open/a" }, "lunch"], hand("find the key")]);
    const child = engine.session({ id: "child", parent });
    child.observe({ kind: "user", text: "find the key" });
    play(child, [spy]);
    child.evaluateSync({ kind: "response", text: SECRET });
    boss.observe({ kind: "result", id: "c1", content: OTHER });
    expect(play(boss, [send], "after")).toEqual(["shared.secret"]);
    for (const log of journal.logs.values()) expect(verified(log)).toEqual([]);
    expect(readLog(journal.logs.get("child") ?? new Uint8Array()).records[0]).toMatchObject({ kind: "begin", parent });
    expect(() => engine.session({ id: "child", parent: { session: "boss", call: "c2" } })).toThrow(/parent/);
  });
  it("carries a secret from its parent back to it, and to no other's", async () => {
    const engine = await engineOf();
    const [boss, peer] = [engine.session({ id: "boss" }), engine.session({ id: "peer" })];
    play(boss, [spy, hand(SECRET)]);
    play(peer, [["read", { path: "/open/a" }, "lunch"], ["tell", { agent: "cook", text: "lunch" }]]);
    for (const [id, of] of [["child", "boss"], ["grandchild", "peer"]] as const) {
      const child = engine.session({ id, parent: { session: of, call: "c1" } });
      child.observe({ kind: "user", text: "say it otherwise" });
      child.evaluateSync({ kind: "response", text: OTHER });
    }
    boss.observe({ kind: "result", id: "c1", content: OTHER });
    peer.observe({ kind: "result", id: "c1", content: OTHER });
    expect(play(boss, [send], "after")).toEqual(["shared.secret"]);
    expect(play(peer, [send], "after")).toEqual([]);
  });
  it("stays clean where nothing was secret", async () => {
    const engine = await engineOf();
    const boss = engine.session({ id: "boss" });
    play(boss, open([spy, hand(SECRET)]));
    const child = engine.session({ id: "child", parent });
    child.observe({ kind: "user", text: OTHER });
    expect(play(child, [send])).toEqual([]);
    child.evaluateSync({ kind: "response", text: OTHER });
    boss.observe({ kind: "result", id: "c1", content: OTHER });
    expect(play(boss, [send], "after")).toEqual([]);
  });
});

it("a log whose registry event was taken out comes out otherwise", async () => {
  const journal = memory();
  const engine = await engineOf({ journal });
  play(engine.session({ id: "one" }), puts);
  play(engine.session({ id: "two" }), reads);
  let head = noRecords;
  let text = "";
  for (const record of readLog(journal.logs.get("two") ?? new Uint8Array()).records) {
    if (record.kind === "event" && JSON.stringify(record.event).includes('"registry"')) continue;
    const next = lineOf(head, record);
    head = next.head;
    text += next.line;
  }
  expect(verified(Buffer.from(text))).toHaveLength(1);
});

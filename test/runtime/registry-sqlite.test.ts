// A registry in SQLite: what one engine appends another reads before it decides; nothing comes between, nothing is lost by a crash or
// by a transaction that fails, and what somebody changed is refused.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { compile, createEngine, sqliteJournal, sqliteRegistry, verifyLog, type Batch, type SqliteDatabase } from "../../src/index.js";
import { openSqlite, which } from "./sqlite.js";

const folder = mkdtempSync(join(tmpdir(), "interdict-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const flow = { trust: 0, secrecy: 2, tags: [], unknown: false, certain: [], maybe: [] };
const batchOf = (n: number): Batch => ({ session: `s${n}`, run: 0, rows: [{ kind: "path", key: `/tmp/${n}`, writer: `s${n}#0`, open: false, value: flow, context: flow, outside: false, by: "b" }] });
const open = (name: string): SqliteDatabase => openSqlite(join(folder, `${name}.db`));

const { value: bundle } = compile([{ file: "shared.policy", text: `package shared
label path "/secret/**" { secrecy high }
tool read(path: string) { op READ  role path: path  result trust medium }
tool exec(command: string) { op EXEC  role command: command  result trust medium }
tool send(to: string, body: string) { op SEND  sink egress  role destination: to  role content: body }
relational deny secret { from source where secrecy(source) >= high  to egress via value }
` }]);
if (bundle === undefined) throw new Error("the policy does not compile");
const engineOf = (database: SqliteDatabase) => createEngine({ bundles: [bundle], pool: false, now: null, registry: sqliteRegistry(database) });
const words = "zebra crossing 4711 8822 marmalade";

describe(`a registry in SQLite (${which})`, () => {
  it("gives what was appended from any number on, to all who share it, in one order", () => {
    const [one, other] = [sqliteRegistry(open("order")), sqliteRegistry(open("order"))];
    for (let n = 0; n < 6; n++) (n % 2 === 0 ? one : other).append(batchOf(n));
    const all = Array.from({ length: 6 }, (_, n) => batchOf(n));
    for (let from = 0; from <= 6; from++) for (const registry of [one, other, sqliteRegistry(open("order"))]) expect(registry.read(from)).toEqual(all.slice(from));
  });

  it("is read before each decision: what one engine's agent wrote is secret where another's reads it", async () => {
    const [one, other] = await Promise.all([engineOf(open("engines")), engineOf(open("engines"))]);
    const reader = other.session({ id: "s" });
    const sent = (id: string) => {
      reader.evaluateSync({ kind: "call", id: `${id}r`, tool: "read", args: { path: "/tmp/n" } });
      reader.observe({ kind: "result", id: `${id}r`, content: words });
      return reader.evaluateSync({ kind: "call", id: `${id}s`, tool: "send", args: { to: "a@b.example", body: words } }).effect;
    };
    expect(sent("a")).toBe("allow");
    // Of the same name: another session all the same.
    const writer = one.session({ id: "s" });
    writer.evaluateSync({ kind: "call", id: "w", tool: "exec", args: { command: "cp /secret/key /tmp/n" } });
    expect(sent("b")).toBe("deny");
    writer.observe({ kind: "denied", id: "w" });
    writer.evaluateSync({ kind: "call", id: "v", tool: "exec", args: { command: "cp /secret/key /tmp/m" } });
    await Promise.all([one.close(), other.close()]);
    expect(await engineOf(open("engines")).then((later) => {
      const session = later.session({ id: "t" });
      return ["/tmp/n", "/tmp/m"].map((path, n) => {
        session.evaluateSync({ kind: "call", id: `r${n}`, tool: "read", args: { path } });
        session.observe({ kind: "result", id: `r${n}`, content: `${words} ${n}` });
        return session.evaluateSync({ kind: "call", id: `s${n}`, tool: "send", args: { to: "a@b.example", body: `${words} ${n}` } }).effect;
      });
    })).toEqual(["allow", "deny"]);
  });

  it("stands where it stood after a transaction that failed, and denies what could not be told", async () => {
    const database = open("failing");
    const state = { fails: false };
    const engine = await engineOf({ prepare: (sql) => database.prepare(sql), exec: (sql) => (state.fails && sql === "COMMIT" ? database.exec("no statement at all") : database.exec(sql)) });
    const session = engine.session({ id: "s" });
    state.fails = true;
    expect(session.evaluateSync({ kind: "call", id: "w", tool: "exec", args: { command: "cp /secret/key /tmp/n" } })).toMatchObject({ effect: "deny", code: "node/registry" });
    state.fails = false;
    const registry = sqliteRegistry(open("failing"));
    const before = registry.read(0).length;
    expect(registry.read(0).flatMap(({ rows }) => rows)).toEqual([]);
    registry.append(batchOf(9));
    expect(sqliteRegistry(open("failing")).read(before)).toEqual([batchOf(9)]);
  });

  it("is refused where a row was changed or lost, then and while it is open", () => {
    const database = open("broken");
    const registry = sqliteRegistry(database);
    for (let n = 0; n < 4; n++) registry.append(batchOf(n));
    const reader = sqliteRegistry(open("broken"));
    registry.append(batchOf(4));
    const [row] = database.prepare("SELECT line FROM interdict_registry WHERE n >= ? ORDER BY n").all(5) as readonly { readonly line: string }[];
    database.prepare("UPDATE interdict_registry SET line = ? WHERE n = ?").run((row?.line ?? "").replace("/tmp", "/tmq"), 5);
    expect(() => reader.read(4)).toThrow(/row 5/);
    expect(() => reader.append(batchOf(5))).toThrow(/row 5/);
    expect(() => sqliteRegistry(open("broken"))).toThrow(/registry.*row 5/s);
    database.prepare("UPDATE interdict_registry SET line = ? WHERE n = ?").run(row?.line ?? "", 5);
    expect(sqliteRegistry(open("broken")).read(4)).toEqual([batchOf(4)]);
    database.prepare("DELETE FROM interdict_registry WHERE n = ?").run(2);
    expect(() => sqliteRegistry(open("broken"))).toThrow(/registry.*row/s);
  });

  it.runIf(which === "better-sqlite3")("has all that processes were told they appended, however they are killed", async () => {
    const path = join(folder, "killed.db");
    const installed = fileURLToPath(new URL("../../.sqlite/node_modules/better-sqlite3", import.meta.url));
    const runs = ["a", "b"].map(async (name) => {
      const child = spawn(process.execPath, [fileURLToPath(new URL("./sqlite.mjs", import.meta.url)), path, installed, name], { stdio: ["ignore", "pipe", "inherit"] });
      let printed = "";
      child.stdout.on("data", (bytes) => { printed += String(bytes); });
      await once(child.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, 150));
      child.kill("SIGKILL");
      await once(child, "close");
      return printed.split("\n").length - 1;
    });
    const [a = 0, b = 0] = await Promise.all(runs);
    const all = sqliteRegistry(openSqlite(path)).read(0);
    for (const [name, said] of [["a", a], ["b", b]] as const) {
      const keys = all.filter(({ session }) => session === name).map(({ rows: [row] }) => row?.key);
      expect(said).toBeGreaterThan(0);
      expect(keys.length).toBeGreaterThanOrEqual(said);
      expect(keys).toEqual(Array.from(keys, (_, n) => `k${n}`));
    }
  });
});

describe(`logs in SQLite (${which})`, () => {
  const say = (database: SqliteDatabase) => createEngine({ bundles: [bundle], pool: false, now: null, journal: sqliteJournal(database), registry: null });
  it("are gone on from where they ended, each by itself, and verify", async () => {
    const database = open("logs");
    const first = await say(database);
    for (const id of ["a", "b"]) first.session({ id }).evaluateSync({ kind: "call", id: "r", tool: "read", args: { path: `/secret/${id}` } });
    const second = (await say(open("logs"))).session({ id: "a" });
    second.observe({ kind: "result", id: "r", content: words });
    expect(second.evaluateSync({ kind: "call", id: "s", tool: "send", args: { to: "a@b.example", body: words } }).effect).toBe("deny");
    for (const [id, records] of [["a", 4], ["b", 2]] as const) expect(verifyLog(sqliteJournal(database).read(id) ?? new Uint8Array())).toMatchObject({ findings: [], records });
  });
  it("deny to whom another's lines were found among his, and are cut at whole lines", async () => {
    const [one, other] = await Promise.all([say(open("twice")), say(open("twice"))]);
    const [first, second] = [one.session({ id: "s" }), other.session({ id: "s" })];
    const read = { kind: "call", id: "r", tool: "read", args: { path: "/a" } } as const;
    expect(second.evaluateSync(read)).toMatchObject({ effect: "allow" });
    expect(first.evaluateSync(read)).toMatchObject({ effect: "deny", code: "evidence/unwritten" });
    const journal = sqliteJournal(open("twice"));
    const [begin = "", ...rest] = new TextDecoder().decode(journal.read("s") ?? new Uint8Array()).split("\n");
    expect(rest).toHaveLength(2);
    journal.cut("s", Buffer.byteLength(begin) + 1);
    expect(new TextDecoder().decode(journal.read("s") ?? new Uint8Array())).toBe(`${begin}\n`);
    journal.append("s", "x\n");
    expect(journal.read("s")).toHaveLength(Buffer.byteLength(begin) + 3);
  });
});

// A registry in a folder: cut at any byte, it stands where the whole lines before say, and says what it cut; a change, a loss or
// another writer is refused; what a session put and the registry has not comes again from the session's log.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, describe, it } from "vitest";
import type { Row } from "../../src/kernel/event/row.js";
import { archiveOf } from "../../src/node/registry/archive.js";
import { compile, createEngine, fileJournal, fileRegistry, memoryRegistry, type Batch, type Registry } from "../../src/index.js";

const folder = mkdtempSync(join(tmpdir(), "interdict-registry-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const flow = { trust: 0, secrecy: 2, tags: [], unknown: false, certain: ["r x"], maybe: [] };
const batches: readonly Batch[] = Array.from({ length: 3 }, (_, n) => ({
  session: `s${n % 2}`, run: n >> 1,
  rows: [{ kind: "path", key: n === 1 ? null : `/tmp/ü${n}`, writer: `s#${n}`, open: n === 2, value: flow, context: flow, outside: false, by: "b" }, { kind: "memory", key: "k", writer: "s#1", gone: true }],
}));

const kinds: Readonly<Record<string, () => Registry>> = { "in memory": () => memoryRegistry(), "in a file": () => fileRegistry(join(folder, "contract")) };
describe.each(Object.entries(kinds))("a registry %s", (_, open) => {
  it("gives what was appended from any number on", () => {
    const registry = open();
    for (const [number, batch] of batches.entries()) {
      expect(registry.read(number)).toEqual([]);
      registry.append(batch);
    }
    for (let from = 0; from <= batches.length; from++) expect(registry.read(from)).toEqual(batches.slice(from));
    registry.close();
  });
});

describe("a registry in a file", () => {
  const file = (name: string): string => join(folder, name, "registry.jsonl");
  const filled = (name: string): Buffer => {
    const registry = fileRegistry(join(folder, name));
    for (const batch of batches) registry.append(batch);
    registry.close();
    return readFileSync(file(name));
  };
  it("stands where its whole lines say, cut at any byte, and goes on from there", () => {
    const bytes = filled("cut");
    for (let at = 0; at <= bytes.length; at++) {
      const part = bytes.subarray(0, at);
      writeFileSync(file("cut"), part);
      const lines = part.toString("latin1").split("\n").length - 1;
      const registry = fileRegistry(join(folder, "cut"));
      expect(registry.read(0)).toEqual(batches.slice(0, Math.max(0, lines - 1)));
      const isTorn = part.length > 0 && part.at(-1) !== 10;
      expect(registry.anomalies.map(({ code }) => code)).toEqual(isTorn ? ["evidence/torn"] : []);
      if (at % 97 === 0) {
        for (const batch of batches.slice(Math.max(0, lines - 1))) registry.append(batch);
        expect(readFileSync(file("cut"))).toEqual(bytes);
      }
      registry.close();
    }
  });
  it("is its owner's alone", () => {
    filled("mode");
    expect(statSync(file("mode")).mode & 0o077).toBe(0);
  });
  it("is refused where a line was changed, lost or moved, or is of another log", () => {
    const lines = filled("broken").toString().split("\n").slice(0, -1);
    const broken = [lines.with(1, (lines[1] ?? "").replace("/tmp", "/tmq")), lines.toSpliced(2, 1), lines.toSpliced(0, 1), [...lines, lines[1] ?? ""], [...lines, "{}"]];
    for (const some of broken) {
      const text = some.map((line) => `${line}\n`).join("");
      writeFileSync(file("broken"), text);
      expect(() => fileRegistry(join(folder, "broken"))).toThrow(/registry.*line/s);
      expect(readFileSync(file("broken"), "utf8")).toBe(text);
    }
  });
  it("is written to no more where another process writes to it", () => {
    filled("other");
    const registry = fileRegistry(join(folder, "other"));
    appendFileSync(file("other"), "x");
    expect(() => registry.append(batches[0] as Batch)).toThrow(/another process/);
    expect(() => registry.append(batches[0] as Batch)).toThrow(/another process/);
    registry.close();
  });
  it("carries a secret into a later process, and has again from a session's log what was torn off", async () => {
    const { value: bundle } = compile([{ file: "later.policy", text: `package later
label path "/secret/**" { secrecy high }
tool read(path: string) { op READ  role path: path  result trust medium }
tool exec(command: string) { op EXEC  role command: command  result trust medium }
tool send(to: string, body: string) { op SEND  sink egress  role destination: to  role content: body }
relational deny secret { from source where secrecy(source) >= high  to egress via value }
` }]);
    if (bundle === undefined) throw new Error("the policy does not compile");
    const at = join(folder, "later");
    const open = () => createEngine({ bundles: [bundle], pool: false, now: null, registry: fileRegistry(at), journal: fileJournal(join(folder, "logs")) });
    const first = await open();
    const one = first.session({ id: "one" });
    one.evaluateSync({ kind: "call", id: "a", tool: "exec", args: { command: "cp /secret/key /tmp/n" } });
    one.observe({ kind: "result", id: "a", content: "" });
    await first.close();
    const sent = async (id: string): Promise<string> => {
      const engine = await open();
      if (id === "torn") engine.session({ id: "one" });
      const session = engine.session({ id });
      session.evaluateSync({ kind: "call", id: "a", tool: "read", args: { path: "/tmp/n" } });
      session.observe({ kind: "result", id: "a", content: "zebra crossing 4711 8822 marmalade" });
      const { effect } = session.evaluateSync({ kind: "call", id: "b", tool: "send", args: { to: "a@b.example", body: "zebra crossing 4711 8822 marmalade" } });
      await engine.close();
      return effect;
    };
    expect(await sent("two")).toBe("deny");
    const bytes = readFileSync(file("later"));
    const begun = bytes.indexOf(10) + 1;
    writeFileSync(file("later"), bytes.subarray(0, begun + 40));
    expect(await sent("torn")).toBe("deny");
    // Where neither says it, nobody knows.
    writeFileSync(file("later"), bytes.subarray(0, begun));
    expect(await sent("three")).toBe("allow");
  });
});

describe("a registry in a file that is compacted", () => {
  const put = (key: string, writer: string, open: boolean, trust = 0) => ({ kind: "path" as const, key, writer, open, value: { ...flow, trust }, context: flow, outside: false, by: "b" });
  const gone = (key: string, writer: string) => ({ kind: "path" as const, key, writer, gone: true as const });
  const pin = (writer: string, digest: string, by: string | null) => ({ kind: "tool" as const, key: "0 t", writer, server: "", name: "t", digest: digest.repeat(64), by });
  const said: readonly Batch[] = [
    { session: "a", run: 0, rows: [put("/x", "a#1", true), put("/y", "a#2", true), pin("a#0", "1", null)] },
    { session: "b", run: 0, rows: [put("/x", "b#1", false), pin("b#0", "2", null), put("/z", "b#2", true)] },
    { session: "a", run: 0, rows: [put("/x", "a#1", false), gone("/y", "a#2"), put("/x", "a#3", false, 2), pin("a#4", "2", "ana")] },
    { session: "a", run: 1, rows: [put("/x", "a#1", false, 2), pin("a#4", "2", "bo")] },
  ];
  const at = (name: string) => join(folder, name);
  const fill = (name: string): void => {
    const registry = fileRegistry(at(name));
    for (const one of said) registry.append(one);
    registry.close();
  };
  it("says what it said in fewer rows, also when that is done again", () => {
    fill("less");
    const first = fileRegistry(at("less"), { compact: true });
    const rows = first.read(0).flatMap((one) => one.rows);
    expect(rows).toEqual([pin("a#0", "1", null), put("/x", "a#1", false), put("/x", "a#3", false, 2), pin("a#4", "2", "ana"), put("/z", "b#2", true)]);
    first.append({ session: "b", run: 0, rows: [gone("/z", "b#2")] });
    first.close();
    const again = fileRegistry(at("less"), { compact: true });
    expect(again.read(0).flatMap((one) => one.rows)).toEqual(rows.slice(0, -1));
    const kept = readFileSync(join(at("less"), "registry.jsonl"));
    again.close();
    fileRegistry(at("less"), { compact: true }).close();
    expect(readFileSync(join(at("less"), "registry.jsonl"))).toEqual(kept);
  });
  it("gives a session that asks what it gave before, and knows one that goes on", () => {
    fill("asked");
    const asked = (registry: Registry, session: string, retold: readonly Row[]): readonly string[] => {
      const reader = archiveOf(registry).reader(session);
      reader.begin(retold);
      return [...new Set(reader.lookup([{ kind: "path", key: "/x" }, { kind: "path", key: "/y" }, { kind: "path", key: "/z" }]).flatMap((row) => ("value" in row ? [`${row.key} ${row.value.trust} ${row.open}`] : [])))].sort();
    };
    const own = said.flatMap(({ session, rows }) => (session === "b" ? rows : []));
    const before = fileRegistry(at("asked"));
    const [stranger, b] = [asked(before, "c", []), asked(before, "b", own)];
    before.close();
    const after = fileRegistry(at("asked"), { compact: true });
    const count = after.read(0).length;
    expect(asked(after, "b", own)).toEqual(b.filter((one) => !one.includes("true")));
    expect(after.read(0)).toHaveLength(count);
    expect(asked(after, "c", [])).toEqual(stranger.filter((one) => !one.startsWith("/y") && one !== "/x 0 true"));
    after.close();
  });
  it("is left alone where it is broken, whatever a crash left beside it; who still writes to the old one is refused", () => {
    fill("left");
    const path = join(at("left"), "registry.jsonl");
    const bytes = readFileSync(path);
    writeFileSync(join(at("left"), "registry.next"), bytes.subarray(0, 40));
    const old = fileRegistry(at("left"));
    expect(old.read(0)).toEqual(said);
    old.append(said[3] as Batch);
    fileRegistry(at("left"), { compact: true }).close();
    expect(() => old.append(said[3] as Batch)).toThrow(/another process/);
    writeFileSync(path, bytes.toString().replace("/x", "/w"));
    expect(() => fileRegistry(at("left"), { compact: true })).toThrow(/registry.*line 2/s);
    expect(readFileSync(path, "utf8")).toBe(bytes.toString().replace("/x", "/w"));
  });
});

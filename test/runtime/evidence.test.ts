// The log of a session: it says what happened, in a chain that no change, loss, insertion or move survives; a session opened again
// from any prefix of its bytes goes on as if nothing had been; a log that cannot be written denies.

import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { compile, createEngine, fileJournal, verifyLog } from "../../src/index.js";
import type { Bundle, Decision, Engine, Journal } from "../../src/index.js";
import { digestBundle } from "../../src/node/bundle.js";
import { createEvaluator } from "../../src/node/evaluator.js";
import { lineOf, noRecords, readLog } from "../../src/node/evidence/record.js";

const policy = `package log
tool read(path: string) { op READ  role path: path  result trust low  secrecy high }
tool send(to: string, text: string) { op SEND  sink egress  role destination: to  role content: text }
unary deny often { on egress  when count(egress within 1 hour) >= 3 }
unary ask strangers { on egress  when not (args.to ends with "@corp.example")  unless approved(sink) }
unary redact cards { on egress  mask card_numbers(args.text) in args.text }
relational warn secret { from source where secrecy(source) >= high  to egress via value }
`;

function bundleOf(text: string): Bundle {
  const { value, diagnostics } = compile([{ file: "log.policy", text }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}
const bundle = bundleOf(policy);
const evaluator = createEvaluator(new WebAssembly.Module(new Uint8Array(bundle.wasm)), bundle.manifest);

/** Logs in memory. `room`: bytes that may be written before the disk is full. */
function memory(room = Number.POSITIVE_INFINITY): Journal & { readonly logs: Map<string, Uint8Array> } {
  const logs = new Map<string, Uint8Array>();
  const state = { room };
  return {
    logs,
    read: (session) => logs.get(session) ?? null,
    append(session, line) {
      state.room -= line.length;
      if (state.room < 0) throw new Error("no space left on device");
      logs.set(session, Buffer.concat([logs.get(session) ?? new Uint8Array(), Buffer.from(line)]));
    },
    cut: (session, bytes) => void logs.set(session, (logs.get(session) ?? new Uint8Array()).slice(0, bytes)),
    close: () => undefined,
  };
}
const begin = (journal: Journal, of = bundle): Promise<Engine> => createEngine({ bundles: [of], pool: false, journal, now: null });

const text = fc.array(fc.constantFrom("the key is hunter2-XK55-99", "hunter2-XK55-99", "4111 1111 1111 1111", "lunch", "\ud800", "ü"), { maxLength: 3 }).map((words) => words.join(" "));
const ids = fc.constantFrom("a", "b", "c", "d");
const at = fc.nat(7_200_000);
const send = { to: fc.constantFrom("ana@corp.example", "eve@evil.example"), text };
const event: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ kind: fc.constant("call"), id: ids, tool: fc.constant("send"), args: fc.record(send), at }),
  fc.record({ kind: fc.constant("call"), id: ids, tool: fc.constant("read"), args: fc.record({ path: fc.constantFrom("a", "b") }), at }),
  fc.record({ kind: fc.constant("result"), id: ids, content: text, at }, { requiredKeys: ["kind", "id", "content"] }),
  fc.record({ kind: fc.constant("approval"), tool: fc.constant("send"), args: fc.record(send), by: fc.constant("ana"), at }),
  fc.record({ kind: fc.constantFrom("user", "response"), text, at }),
  fc.record({ kind: fc.constant("denied"), id: ids, at }),
  fc.record({ kind: fc.constant("cancel"), decision: fc.nat(9).map((step) => `s#${step}`) }),
  fc.anything(),
);

/** Tells a session events; gives its decisions, without the time they took. */
function tell(engine: Engine, events: readonly unknown[]): readonly Decision[] {
  const session = engine.session({ id: "s" });
  const said: Decision[] = [];
  for (const one of events) {
    const kind: unknown = typeof one === "object" && one !== null && "kind" in one ? one.kind : null;
    if (kind === "cancel") session.cancel(String(Reflect.get(one as object, "decision")));
    else if (kind === "call" || kind === "response") said.push({ ...session.evaluateSync(one as never), us: 0 });
    else session.observe(one as never);
  }
  return said;
}

describe("a session's log", () => {
  test("holds what happened, and verifies", async () => {
    const journal = memory();
    const engine = await begin(journal);
    const session = engine.session({ id: "s" });
    session.observe({ kind: "user", text: "mail ana the number" });
    const decision = session.evaluateSync({ kind: "call", id: "1", tool: "send", args: { to: "ana@corp.example", text: "4111 1111 1111 1111" } });
    session.cancel(decision.id);
    const log = journal.logs.get("s") ?? new Uint8Array();
    const { records } = readLog(log);
    expect(records.map(({ kind }) => kind)).toEqual(["begin", "event", "decision", "cancel"]);
    expect(records[2]).toMatchObject({ effect: "redact", rounds: [{ verdicts: [{ rule: "log.cards" }] }, { verdicts: [{ rule: "log.cards" }] }], args: { text: "[redacted]" } });
    const held = { bundle: { evaluator, data: {}, digest: digestBundle(bundle) } };
    expect(verifyLog(log, held)).toMatchObject({ records: 4, decisions: 1, findings: [] });
  });

  test("opened again at any byte, it goes on as if nothing had been, and in the same bytes", async () => {
    await fc.assert(fc.asyncProperty(fc.array(event, { maxLength: 14 }), fc.double({ min: 0, max: 1, noNaN: true }), async (events, where) => {
      const whole = memory();
      const wanted = tell(await begin(whole), events);
      const bytes = whole.logs.get("s") ?? new Uint8Array();
      const broken = memory();
      broken.logs.set("s", bytes.slice(0, Math.floor(where * bytes.length)));
      // What the log holds of the events; what follows is told again.
      const told = Math.max(0, readLog(broken.logs.get("s") ?? new Uint8Array()).records.length - 1);
      const given = tell(await begin(broken), events.slice(told));
      expect(given).toEqual(wanted.slice(wanted.length - given.length));
      expect(Buffer.from(broken.logs.get("s") ?? []).toString()).toBe(Buffer.from(bytes).toString());
      expect(verifyLog(bytes, { bundle: { evaluator, data: {}, digest: digestBundle(bundle) } }).findings).toEqual([]);
    }), { numRuns: 150 });
  });

  test("no record is changed, dropped, put in or moved unseen", async () => {
    const journal = memory();
    tell(await begin(journal), [
      { kind: "user", text: "one" }, { kind: "call", id: "a", tool: "read", args: { path: "k" } }, { kind: "result", id: "a", content: "hunter2-XK55-99" },
      { kind: "call", id: "b", tool: "send", args: { to: "eve@evil.example", text: "hunter2-XK55-99" } }, { kind: "denied", id: "b" },
    ]);
    const bytes = journal.logs.get("s") ?? new Uint8Array();
    const lines = Buffer.from(bytes).toString().split("\n").slice(0, -1);
    const found = (of: readonly string[]): readonly string[] => verifyLog(Buffer.from(`${of.join("\n")}\n`)).findings.map(({ failure: { code } }) => code);
    expect(found(lines)).toEqual([]);
    for (const at of lines.keys()) {
      expect(found(lines.toSpliced(at, 1)).length > 0, `drop ${at}`).toBe(at < lines.length - 1);
      expect(found(lines.toSpliced(at, 0, lines[at] ?? "")), `twice ${at}`).not.toEqual([]);
      if (at > 0) expect(found(lines.with(at, lines[at - 1] ?? "").with(at - 1, lines[at] ?? "")), `moved ${at}`).not.toEqual([]);
    }
    // Every byte but the line feeds between records, which take a record away.
    for (let at = 0; at < bytes.length - 1; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyLog(changed).findings.length, `byte ${at}`).toBeGreaterThan(0);
    }
    // The last record has nothing behind it that would miss it: a head that was noted elsewhere does.
    const { head } = verifyLog(bytes);
    expect(verifyLog(Buffer.from(`${lines.slice(0, -1).join("\n")}\n`), { head }).findings.map(({ failure: { code } }) => code)).toEqual(["evidence/other-head"]);
  });

  test.each<[string, (lines: readonly string[]) => readonly string[], readonly (readonly [number, string])[]]>([
    ["a line that is none", (lines) => lines.with(1, "lost"), [[2, "evidence/not-a-record"], [3, "evidence/out-of-chain"]]],
    ["a changed one", (lines) => lines.with(1, (lines[1] ?? "").replace("one", "two")), [[2, "evidence/changed"]]],
    ["a dropped one", (lines) => lines.toSpliced(1, 1), [[2, "evidence/out-of-chain"]]],
    ["nothing at all", () => [], [[1, "evidence/not-a-record"]]],
  ])("%s is told once, where it stands", async (_, change, wanted) => {
    const journal = memory();
    tell(await begin(journal), [{ kind: "user", text: "one" }, { kind: "user", text: "three" }, { kind: "user", text: "four" }]);
    const lines = Buffer.from(journal.logs.get("s") ?? []).toString().split("\n").slice(0, -1);
    const { findings } = verifyLog(Buffer.from(change(lines).map((line) => `${line}\n`).join("")));
    expect(findings.map(({ line, failure: { code } }) => [line, code])).toEqual(wanted);
  });

  test("of another bundle is not decided again", async () => {
    const journal = memory();
    tell(await begin(journal), []);
    expect(verifyLog(journal.logs.get("s") ?? new Uint8Array(), { bundle: { evaluator, data: {}, digest: "0".repeat(64) } }).findings.map(({ failure: { code } }) => code)).toEqual(["evidence/other-bundle"]);
  });

  test("a chain made anew over another decision is found by deciding again", async () => {
    const journal = memory();
    tell(await begin(journal), [{ kind: "call", id: "b", tool: "send", args: { to: "eve@evil.example", text: "x" } }]);
    let head = noRecords;
    const forged = readLog(journal.logs.get("s") ?? new Uint8Array()).records.map((record) => {
      const next = lineOf(head, record.kind === "decision" ? { ...record, effect: "allow", rules: [], rounds: [{ view: "", verdicts: [] }] } : record);
      head = next.head;
      return next.line;
    }).join("");
    expect(verifyLog(Buffer.from(forged)).findings).toEqual([]);
    const held = { bundle: { evaluator, data: {}, digest: digestBundle(bundle) } };
    expect(verifyLog(Buffer.from(forged), held).findings.map(({ failure: { code } }) => code)).toEqual(["evidence/differs"]);
  });

  test("is not gone on from by another bundle, nor where it is broken", async () => {
    const journal = memory();
    tell(await begin(journal), [{ kind: "user", text: "one" }]);
    const other = await begin(journal, bundleOf(policy.replace(">= 3", ">= 4")));
    expect(() => other.session({ id: "s" })).toThrow(expect.objectContaining({ code: "node/journal" }));
    const bytes = journal.logs.get("s") ?? new Uint8Array();
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    const again = await begin(journal);
    expect(() => again.session({ id: "s" })).toThrow(expect.objectContaining({ code: "node/journal" }));
  });

  test("that takes no more denies, what it could not record too", async () => {
    const empty = memory();
    tell(await begin(empty), []);
    const start = (empty.logs.get("s") ?? new Uint8Array()).length;
    const journal = memory(start + 100);
    const session = (await begin(journal)).session({ id: "s" });
    for (const id of ["a", "b"]) expect(session.evaluateSync({ kind: "call", id, tool: "read", args: { path: "k" } })).toMatchObject({ effect: "deny", code: "evidence/unwritten" });
    expect(readLog(journal.logs.get("s") ?? new Uint8Array()).records.length).toBe(1);
  });

  test("through the pool it is the same", async () => {
    const journal = memory();
    const engine = await createEngine({ bundles: [bundle], pool: { threads: 1, timeoutMs: 5_000 }, journal, now: null });
    const session = engine.session({ id: "s" });
    const events = Array.from({ length: 6 }, (_, at) => ({ kind: "call", id: `c${at}`, tool: "send", args: { to: "eve@evil.example", text: "4111 1111 1111 1111" }, at } as const));
    await Promise.all(events.map((one) => session.evaluate(one)));
    await engine.close();
    const alone = memory();
    tell(await begin(alone), events);
    expect(Buffer.from(journal.logs.get("s") ?? []).toString()).toBe(Buffer.from(alone.logs.get("s") ?? []).toString());
  });
});

describe("a journal of files", () => {
  const folder = mkdtempSync(join(tmpdir(), "interdict-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("keeps each session in a file that only its owner reads, whatever it is called", async () => {
    const journal = fileJournal(folder);
    const engine = await begin(journal);
    for (const name of ["s1", "..", "a/b", "S1", "x".repeat(300), "\u0000"]) {
      engine.session({ id: name }).observe({ kind: "user", text: name });
    }
    journal.close();
    const files = readdirSync(folder);
    expect(files.length).toBe(6);
    expect(files).toContain("s1.jsonl");
    for (const file of files) {
      expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
      expect(verifyLog(readFileSync(join(folder, file))).findings).toEqual([]);
    }
  });

  test("goes on behind a torn line, which it says", async () => {
    const engine = await begin(fileJournal(folder));
    engine.session({ id: "torn" }).observe({ kind: "user", text: "one" });
    await engine.close();
    const path = join(folder, "torn.jsonl");
    const whole = readFileSync(path);
    writeFileSync(path, Buffer.concat([whole, Buffer.from("{\"kind\":\"ev")]));
    const session = (await begin(fileJournal(folder, { sync: true }))).session({ id: "torn" });
    expect(session.anomalies.map(({ code }) => code)).toEqual(["evidence/torn"]);
    session.observe({ kind: "user", text: "two" });
    expect(readLog(readFileSync(path))).toMatchObject({ findings: [], isTorn: false, records: { length: 3 } });
  });
});

// A process that is killed while it journals leaves a log that is a prefix of what happened: a session that is opened again stands where
// the prefix says, decides what comes as a session that was told the prefix does, and its log verifies. A torn line is cut off.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { compile, createEngine, fileJournal, packBundle, verifyLog, type Decision, type Session } from "../../src/index.js";
import { readLog } from "../../src/node/evidence/record.js";

const folder = mkdtempSync(join(tmpdir(), "interdict-crash-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { value: bundle } = compile([{ file: "crash.policy", text: `package crash
label path "/secret/**" { secrecy high }
tool read(path: string) { op READ  role path: path  result trust low }
tool send(to: string, text: string) { op SEND  sink egress  role destination: to  role content: text }
relational deny leak { from source where secrecy(source) >= high  to egress via value }
unary ask often { on egress  when count(egress) >= 3 }
` }]);
if (bundle === undefined) throw new Error("the policy does not compile");
const file = join(folder, "bundle.tar.gz");
writeFileSync(file, packBundle(bundle));

/** Runs a process that journals, and kills it after so long. */
async function killed(logs: string, seed: number, ms: number): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./crash.mjs", import.meta.url)), logs, file, String(seed)], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  await new Promise((resolve) => setTimeout(resolve, ms));
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** What a session decides of events that it was not told before. */
function next(session: Session): readonly Omit<Decision, "us">[] {
  return [0, 1, 2].map((at) => {
    const { us: _, ...decision } = session.evaluateSync({ kind: "call", id: `next${at}`, tool: "send", args: { to: "x@corp.example", text: `word${3 * at} of the harbour` } });
    return decision;
  });
}

describe("a process that is killed", () => {
  it("leaves what a session goes on from, as one that was told the same; again and again", async () => {
    const logs = join(folder, "logs");
    for (const [round, ms] of [5, 30].entries()) {
      await killed(logs, 1000 * round, ms);
      const bytes = readFileSync(join(logs, "s.jsonl"));
      const { records, findings } = readLog(bytes);
      expect(findings).toEqual([]);
      expect(records.length).toBeGreaterThan(1);
      const reopened = await createEngine({ bundles: [bundle], pool: false, now: null, journal: fileJournal(join(folder, `copy${round}`)) });
      writeFileSync(join(folder, `copy${round}`, "s.jsonl"), bytes);
      const told = (await createEngine({ bundles: [bundle], pool: false, now: null })).session({ id: "s" });
      for (const record of records) {
        if (record.kind === "event") told.observe(record.event as never);
        if (record.kind === "decision") told.evaluateSync(record.event as never);
      }
      expect(next(reopened.session({ id: "s" }))).toEqual(next(told));
      await reopened.close();
      expect(verifyLog(readFileSync(join(folder, `copy${round}`, "s.jsonl"))).findings).toEqual([]);
    }
  });
});

describe("two that write one log", () => {
  it("are told apart at once: the one that finds the other's lines denies", async () => {
    const logs = join(folder, "both");
    const [one, other] = await Promise.all([0, 1].map(() => createEngine({ bundles: [bundle], pool: false, now: null, journal: fileJournal(logs) })));
    const [first, second] = [one?.session({ id: "s" }), other?.session({ id: "s" })];
    const call = (id: string): { kind: "call"; id: string; tool: string; args: object } => ({ kind: "call", id, tool: "read", args: { path: "/a" } });
    expect(second?.evaluateSync(call("a"))).toMatchObject({ effect: "allow" });
    expect(first?.evaluateSync(call("b"))).toMatchObject({ effect: "deny", code: "evidence/unwritten" });
    expect(second?.evaluateSync(call("c"))).toMatchObject({ effect: "allow" });
    expect(verifyLog(readFileSync(join(logs, "s.jsonl"))).findings).toEqual([]);
  });
});

// `interdict eval` as people see it: runs that ended wrongly, and what changed since a commit or since decisions that were kept. The
// packs and the repository around them are made here, in a folder that is gone afterwards.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { main } from "../../src/app/cli/program.js";

const folder = mkdtempSync(join(tmpdir(), "interdict-eval-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pack = (state: string): string => `package shed.guard
for "shed"
tool lamp(state: string) { op WRITE  role name: state }
unary deny dark {
  on   WRITE
  when args.state == "${state}"
}
`;
const called = (id: string, state: string): object => ({ role: "assistant", tool_calls: [{ id, function: { name: "lamp", arguments: JSON.stringify({ state }) } }] });
const runs = [
  { id: "evening", suite: "shed", kind: "attack", expect: { via: "call", stop_all: ["b"], stop_any: [] }, messages: [{ role: "user", content: "good night" }, called("a", "on"), called("b", "off")] },
  { id: "morning", suite: "shed", kind: "benign", messages: [{ role: "user", content: "good morning" }, called("a", "on")] },
].map((run) => `${JSON.stringify({ ...run, tools: "shed" })}\n`).join("");

const rules = join(folder, "rules");
mkdirSync(rules);
const traces = join(folder, "runs.jsonl");
writeFileSync(traces, runs);
const git = (...args: readonly string[]): string => execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { encoding: "utf8" });
writeFileSync(join(rules, "shed.policy"), pack("on"));
git("init", "-q");
git("add", "rules");
git("commit", "-q", "-m", "the lamp stays off");
writeFileSync(join(rules, "shed.policy"), pack("off"));

interface Ended { readonly status: number; readonly out: string; readonly err: string }
async function interdict(...args: readonly string[]): Promise<Ended> {
  let [out, err] = ["", ""];
  const status = await main(args.includes("--rules") ? args : [...args, "--rules", rules], {
    out: async (text) => { out += text; }, err: (text) => { err += text; }, color: false, columns: null,
  });
  return { status, out, err };
}

test("what changed since a commit, by either form, and the runs that ended wrongly", async () => {
  const now = await interdict("eval", traces, "--compare", "HEAD");
  expect(now).toMatchObject({ status: 0, err: "" });
  expect(now.out).toContain("decisions with another effect: 3");
  expect(now.out).not.toContain("not stopped");
  const { changed, before, cases, rows } = JSON.parse((await interdict("eval", traces, "--compare", "HEAD", "--format", "json")).out);
  expect(changed[0]).toEqual({
    trace: "evening", suite: "shed", kind: "attack", call: "a", step: 1, tool: "lamp",
    before: { effect: "deny", rules: ["shed.guard.dark"] }, after: { effect: "allow", rules: [] },
  });
  expect([rows.map((row: { right: number }) => row.right), before.rows.map((row: { right: number }) => row.right), cases]).toEqual([[1, 1], [0, 0], []]);
});
test("what changed since decisions that were kept; runs of which none were are said and left out", async () => {
  const [kept, cut] = [join(folder, "kept.jsonl"), join(folder, "cut.jsonl")];
  const { out } = await interdict("replay", traces, "--format", "jsonl");
  writeFileSync(kept, out);
  writeFileSync(cut, out.split("\n").slice(1).join("\n"));
  expect((await interdict("eval", traces, "--compare", kept)).out).toContain("no decision has another effect");
  const { status, err } = await interdict("eval", traces, "--compare", cut);
  expect(status).toBe(0);
  expect(err).toContain("the run `evening` is not compared");
  expect(err).toContain("[cli/not-compared]");
});
test("runs that ended wrongly are listed, as many as are asked for", async () => {
  const old = join(folder, "old.policy");
  writeFileSync(old, pack("on"));
  const { out } = await interdict("eval", traces, "--rules", old);
  expect(out).toMatch(/shed, attack: not stopped in 1\n[^\n]*\nevening +2 +lamp +allow +1\n/);
  expect(out).toMatch(/shed, benign: held in 1\n[^\n]*\nmorning +1 +lamp +deny +1 +shed\.guard\.dark/);
  expect((await interdict("eval", traces, "--rules", old, "--cases", "0")).out).not.toContain("held in 1");
});
test.each([
  [["--compare", "no-such-branch"], "cli/revision"],
  [["--compare", traces], "cli/revision"],
  [["--cases", "few"], "cli/count"],
])("%s is refused", async (args, code) => {
  expect(await interdict("eval", traces, ...args)).toMatchObject({ status: 2, err: expect.stringContaining(`[${code}]`) });
});

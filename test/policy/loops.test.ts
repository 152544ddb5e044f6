// The hosts' packs over sessions that go on and on: a loop without progress ends, very many commands need a person, and neither is said
// before its number. What one run is about stands in the packs' own tests.

import { expect, test } from "vitest";
import { packageRoot, readAll } from "../../src/app/cli/packs.js";
import { compile, startCache } from "../../src/compile.js";
import { createCore } from "../../src/engine.js";
import { frameDoor } from "../../src/testing/index.js";
import { decide } from "../../src/testing/play.js";

const cache = startCache();

/** What is decided of the same call made so many times, each of which gives the same; and by which rules the last. */
function repeated(catalogue: string, tool: string, args: object, times: number, facts: object | null): { readonly before: readonly string[]; readonly last: readonly string[] } {
  const { value: compiled } = compile(readAll([`${packageRoot()}/rules/standard`, `${packageRoot()}/rules/${catalogue}`]), { catalogue }, undefined, cache);
  if (compiled === undefined) throw new Error(`the packs of ${catalogue} do not compile`);
  const evaluator = frameDoor.open(compiled);
  const session = createCore(evaluator, "").session({ id: "s", runtime: catalogue, provides: facts === null ? [] : Object.keys(facts) });
  if (facts !== null) session.observe({ kind: "facts", facts: { ...facts } });
  session.observe({ kind: "user", text: "wait until it is done" });
  const rules = Array.from({ length: times }, (_, at) => {
    const { rules: fired } = decide(session, evaluator, { kind: "call", id: `c${at}`, tool, args: { ...args } });
    session.observe({ kind: "result", id: `c${at}`, content: "not yet" });
    return fired.map(({ id }) => id);
  });
  return { before: [...new Set(rules.slice(0, -1).flat())], last: rules.at(-1) ?? [] };
}

test.each([
  ["openclaw", "process", { action: "poll", sessionId: "p1" }, 21, null, "openclaw.guard.no-progress"],
  ["nanobot", "read_file", { path: "build.log" }, 21, null, "nanobot.guard.no-progress"],
  ["openclaw", "exec", { command: "ls" }, 501, null, "openclaw.guard.runaway"],
  ["claude-code", "Bash", { command: "ls" }, 501, { "sandbox.enabled": false }, "claude-code.guard.runaway"],
  ["codex", "exec_command", { cmd: "ls" }, 501, { "sandbox.enabled": false }, "codex.guard.runaway"],
  ["gemini-cli", "run_shell_command", { command: "ls" }, 501, { "sandbox.enabled": false }, "gemini-cli.guard.runaway"],
])("%s: %s", (catalogue, tool, args, times, facts, rule) => {
  const { before, last } = repeated(catalogue, tool, args, times, facts);
  expect(before).not.toContain(rule);
  expect(last).toContain(rule);
});

// Folders as cases: the runs of `events.jsonl`, decided by the packs beside them, give `decisions.jsonl`. For every run it is also
// checked that any beginning of it is decided as the whole is, that interpreter, frames and JSON answer every question alike, and
// that the naive kernel sees what the real one sees. `UPDATE=1` rewrites the golden files.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { failed } from "../../src/base/diagnostic.js";
import { readAll, readData } from "../../src/app/cli/packs.js";
import { jsonLine } from "../../src/app/cli/lines.js";
import { run } from "../../src/app/cli/run.js";
import { compile } from "../../src/compile.js";
import { readTrace } from "../../src/runtimes/trace/read.js";
import { doorsOf } from "./doors.js";
import { beginnings, heldEqual, sessionsOf } from "./play.js";

const folder = fileURLToPath(new URL("./cases/", import.meta.url));
const update = process.env["UPDATE"] === "1";
const cases = readdirSync(folder).sort();

test("there are cases, each with its runs, its packs and its golden file, and nothing else", () => {
  expect(cases.length).toBeGreaterThan(5);
  for (const name of cases) {
    const files = readdirSync(`${folder}${name}`).filter((file) => !file.endsWith(".policy") && file !== "data.json").sort();
    expect(files, name).toEqual(["decisions.jsonl", "events.jsonl"]);
  }
});

describe.each(cases)("%s", async (name) => {
  const path = `${folder}${name}`;
  const lines = readFileSync(`${path}/events.jsonl`, "utf8").split("\n").filter((line) => line !== "");
  const golden = `${path}/decisions.jsonl`;
  const { value: compiled, diagnostics } = compile(readAll([path]), { catalogue: "cases" }, readData(readAll([path])));
  if (compiled === undefined || failed(diagnostics)) throw new Error(`${name} does not compile: ${JSON.stringify(diagnostics, null, 1)}`);
  const doors = await doorsOf(compiled);

  test("gives the decisions that are recorded", () => {
    const decided = lines.flatMap((line) => {
      const trace = readTrace(line);
      return run(trace, sessionsOf(compiled, doors.module, "cases")).map((decision) => `${jsonLine(trace.id, { ...decision, us: 0 })}\n`);
    }).join("");
    expect(decided).not.toBe("");
    if (update) writeFileSync(golden, decided);
    expect(existsSync(golden)).toBe(true);
    expect(decided).toBe(readFileSync(golden, "utf8"));
  });

  test.each(lines.map((line) => [readTrace(line).id, line] as const))("%s: any beginning is decided as the whole is", (_, line) => {
    const whole = run(readTrace(line), sessionsOf(compiled, doors.module, "cases")).map(({ us: _us, ...decision }) => decision);
    const begun = beginnings(line).map(({ line: beginning }) => run(readTrace(beginning), sessionsOf(compiled, doors.module, "cases")).map(({ us: _us, ...decision }) => decision));
    expect(begun).toEqual(begun.map((_, messages) => whole.filter((decision) => decision.step < messages)));
  });

  test.each(lines.map((line) => [readTrace(line).id, line] as const))("%s: all doors answer alike", (_, line) => {
    const decisions = run(readTrace(line), sessionsOf(compiled, doors.agreeing, "cases"));
    const alone = run(readTrace(line), sessionsOf(compiled, doors.module, "cases"));
    expect(decisions.map(({ us: _us, ...decision }) => decision)).toEqual(alone.map(({ us: _us, ...decision }) => decision));
  });

  test.each(lines.map((line) => [readTrace(line).id, line] as const))("%s: the naive kernel sees the same", (_, line) => {
    heldEqual(readTrace(line), compiled, doors.interpreter, "cases");
  });
});

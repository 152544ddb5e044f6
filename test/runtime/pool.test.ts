// The pool alone, with a worker that fails in every way a worker can: each decision is answered exactly once, the lost ones
// with a code, and the next ones are served. What spins here is a real Wasm loop in a real thread.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { ARGUMENT_ROWS_MAX, RULES_MAX } from "../../src/base/limits.js";
import type { Pool, PoolSetup } from "../../src/node/pool.js";
import { createPool } from "../../src/node/pool.js";
import { packVerdicts, unpackVerdicts } from "../../src/node/verdicts.js";
import type { Answer } from "../../src/node/workers.js";
import { tricks } from "./tricks.js";

const entry = fileURLToPath(new URL("./misbehave.mjs", import.meta.url));
const RULES = 8;
const [SERVE, SPIN, TRAP, GROW, EXIT, THROW, LATE_THROW, HOARD, NO_VERDICTS, NEVER] = Array.from({ length: 10 }, (_, index) => index) as [
  number, number, number, number, number, number, number, number, number, number,
];

let open: Pool[] = [];
afterEach(async () => {
  await Promise.all(open.map((pool) => pool.close()));
  open = [];
});

/** Starts fail from the `from`-th to before the `to`-th. */
async function pool(options: Partial<PoolSetup> = {}, from = 1e6, to = 1e6): Promise<Pool> {
  const boots = new Int32Array(new SharedArrayBuffer(12));
  boots.set([0, from, to]);
  const made = await createPool({
    entry, data: { module: tricks(), boots }, threads: 2, timeoutMs: 400, waitMs: 20_000, queueMax: 1000, ...options,
  });
  open.push(made);
  return made;
}

/** Asks for one decision; a second answer to it would be an error nobody could miss. */
function ask(from: Pool, trick: number, rule = 1): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const seen = { answers: 0 };
    from.decide(Uint8Array.of(trick, rule), performance.now(), (answer) => {
      if (++seen.answers > 1) reject(new Error("answered twice"));
      resolve(answer);
    });
  });
}

const code = (answer: Answer): string => ("code" in answer ? answer.code : `rule ${answer[0]?.rule}`);

describe("a worker that fails", () => {
  test.each([
    ["spins", SPIN, "node/timeout"],
    ["never answers", NEVER, "node/timeout"],
    ["traps", TRAP, "test/trap"],
    ["asks for all memory", GROW, "test/trap"],
    ["exits", EXIT, "node/worker"],
    ["throws", THROW, "node/worker"],
    ["throws behind its back", LATE_THROW, "node/worker"],
    ["hoards its heap", HOARD, "node/worker"],
    ["answers something else", NO_VERDICTS, "node/answer"],
  ])("%s: its decision is answered, coded, and the next are served", async (_, trick, expected) => {
    const one = await pool({ threads: 1, timeoutMs: trick === HOARD || trick === EXIT || trick === LATE_THROW ? 20_000 : 400 });
    const answers = await Promise.all([ask(one, SERVE, 3), ask(one, trick), ask(one, SERVE, 4), ask(one, SERVE, 5)]);
    expect(answers.map(code)).toEqual(["rule 3", expected, "rule 4", "rule 5"]);
  });
});

test("a hundred queued behind a spinning one: one answer each, only the spinning one is lost", async () => {
  const one = await pool({ threads: 1 });
  const answers = await Promise.all([ask(one, SPIN), ...Array.from({ length: 100 }, (_, index) => ask(one, SERVE, index % RULES))]);
  expect(answers.map(code)).toEqual(["node/timeout", ...Array.from({ length: 100 }, (_, index) => `rule ${index % RULES}`)]);
});

test("a hundred among which every tenth kills its worker: one answer each", async () => {
  const two = await pool();
  const tricksOf = Array.from({ length: 100 }, (_, index) => (index % 10 === 0 ? SPIN : index % 10 === 5 ? EXIT : SERVE));
  const answers = await Promise.all(tricksOf.map((trick) => ask(two, trick)));
  expect(answers.map(code)).toEqual(tricksOf.map((trick) => (trick === SPIN ? "node/timeout" : trick === EXIT ? "node/worker" : "rule 1")));
});

test("who waits too long is denied for that, not for the other's deadline", async () => {
  const one = await pool({ threads: 1, timeoutMs: 1500, waitMs: 100 });
  const answers = await Promise.all([ask(one, SPIN), ask(one, SERVE), ask(one, SERVE)]);
  expect(answers.map(code)).toEqual(["node/timeout", "node/wait", "node/wait"]);
});

test("an event that was old when it came to the pool is denied without a worker", async () => {
  const one = await pool({ threads: 1, waitMs: 100 });
  const answer = await new Promise<Answer>((resolve) => void one.decide(Uint8Array.of(SERVE), performance.now() - 200, resolve));
  expect(code(answer)).toBe("node/wait");
});

test("the bound of number counts what waits and what runs", async () => {
  const two = await pool({ queueMax: 3 });
  expect(Array.from({ length: 7 }, () => two.enter())).toEqual([true, true, true, true, true, false, false]);
  two.leave();
  expect([two.enter(), two.enter()]).toEqual([true, false]);
});

test("an abandoned decision is not answered, and its worker serves on", async () => {
  const one = await pool({ threads: 1 });
  const answers: string[] = [];
  const record = (answer: Answer): void => void answers.push(code(answer));
  const running = one.decide(Uint8Array.of(SERVE, 1), performance.now(), record);
  const waiting = one.decide(Uint8Array.of(SERVE, 2), performance.now(), record);
  running();
  waiting();
  expect(code(await ask(one, SERVE, 3))).toBe("rule 3");
  expect(answers).toEqual([]);
});

test("closing answers what runs and what waits, and what comes after", async () => {
  const one = await pool({ threads: 1, timeoutMs: 20_000 });
  const asked = [ask(one, SPIN), ask(one, SERVE), ask(one, SERVE)];
  await one.close();
  expect((await Promise.all([...asked, ask(one, SERVE)])).map(code)).toEqual(Array.from({ length: 4 }, () => "node/closed"));
});

test("workers that do not start are a coded refusal", async () => {
  await expect(pool({}, 0)).rejects.toMatchObject({ code: "node/start" });
});

test("when a replacement does not start, another set of workers takes over", async () => {
  const one = await pool({ threads: 1 }, 1, 2);
  const answers = await Promise.all([ask(one, SPIN), ask(one, SERVE, 2), ask(one, SERVE, 3)]);
  expect(answers.map(code)).toEqual(["node/timeout", "rule 2", "rule 3"]);
});

test("workers keep no process alive, idle, closed or forgotten", () => {
  const script = fileURLToPath(new URL("./leave.mjs", import.meta.url));
  for (const way of ["forget", "close", "kill"]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, way], { encoding: "utf8", timeout: 60_000 });
    expect({ way, status, stdout, stderr }).toEqual({ way, status: 0, stdout: `${way}: done\n`, stderr: "" });
  }
});

test("verdicts come back as they were", () => {
  const verdict = fc.record({ rule: fc.integer({ min: 0, max: RULES_MAX }), unknown: fc.boolean(), row: fc.integer({ min: -1, max: ARGUMENT_ROWS_MAX - 1 }) });
  fc.assert(fc.property(fc.array(verdict), (verdicts) => {
    expect(unpackVerdicts(packVerdicts(verdicts))).toEqual(verdicts);
  }));
});

test("a row that cannot be one stays one that cannot", () => {
  for (const row of [-2, ARGUMENT_ROWS_MAX * 1000, 2 ** 31 - 1, -(2 ** 31)]) {
    const [back] = unpackVerdicts(packVerdicts([{ rule: 1, unknown: false, row }]));
    expect(back?.row).toBeGreaterThanOrEqual(ARGUMENT_ROWS_MAX);
  }
});

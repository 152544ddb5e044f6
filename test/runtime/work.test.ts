// What deciding takes, counted and not timed, beside `work.json`, which says what it took when it was last looked at: a session of ours
// when it is short and when it is long, and the demo's runs by the shipped packs. Where it takes more, something was made slower; if that
// is meant, or it takes much less, `UPDATE=1 npx vitest run test/runtime/work.test.ts` writes the file anew, and its diff says what changed.

import { workOf, type Work } from "./work.js";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { guards } from "../../src/app/cli/engines.js";
import { packageRoot, readAll, shippedRules } from "../../src/app/cli/packs.js";
import { run } from "../../src/app/cli/run.js";
import type * as VocabularyModule from "../../src/kernel/graph/vocabulary.js";
import { readTrace } from "../../src/runtimes/trace/read.js";
import { double, everything, type Double } from "./double.js";

/** A session of ours may take so many times of what it took: what a line more in a loop costs is seen. */
const OURS_MOST = 1.1;
/** The packs grow, and a rule more is no defect. */
const PACKS_MOST = 1.25;
/** Less than this is a new measure: the bound would let what was won be lost again. */
const LEAST = 0.8;
/** A folder that does less than this of all the work is counted in the whole alone. */
const SHARE_LEAST = 0.02;

const linear = vi.hoisted(() => ({ isOn: false }));
vi.mock("../../src/kernel/graph/vocabulary.js", async (load) => {
  const real = await load<typeof VocabularyModule>();
  const gone = (words: VocabularyModule.Vocabulary, text: string): number => {
    for (let number = 1; number < real.sizeOf(words); number++) if (real.textAt(words, number) === text) return number;
    return 0;
  };
  return { ...real, find: (words: VocabularyModule.Vocabulary, text: string) => (linear.isOn ? gone(words, text) : real.find(words, text)) };
});
beforeEach(() => { linear.isOn = false; });

const acts = [{ name: "message", verbs: ["send", "tell"], nouns: ["note", "message"] }];
function begin(): Double {
  return double({
    tools: { find: { roles: { query: "query" } }, send: { roles: { destination: "to", content: "text" }, acts: [0] } },
    sources: 1, demand: everything, acts, columns: [{ kind: "asked", act: "message", type: "boolean" }, { kind: "repeats", type: "number" }],
  });
}

/** A turn of the session: what the user asks for, a look-up whose result is a letter, and a message to who wrote it. No value of one turn is a part of another's: places of a phrase that is in all of them are looked at up to their limit. */
function turn({ call, result, session }: Double, number: number): void {
  const [name, street, address] = [syllables(number), syllables(number + 7000), `${syllables(number + 14_000)}@${syllables(number + 21_000)}.example`];
  session.observe({ kind: "user", text: `Please find out who lives in ${street} and send a note to ${name}.` });
  call(`f${number}`, "find", { query: street });
  result(`f${number}`, `Dear reader,\n${name} moved to ${number} ${street} in spring. Write to ${address} or call 0${700_000 + number}; the gate is behind the ${syllables(number + 28_000)} bakery.`);
  call(`s${number}`, "send", { to: address, text: `${name}, ${street} ${syllables(number + 35_000)} ${syllables(number + 42_000)}` });
  result(`s${number}`, "sent");
}

const SYLLABLES = ["ba", "do", "fe", "gu", "ka", "li", "mo", "nu", "pe", "ri", "so", "tu", "va", "we", "zi", "ho"];
function syllables(number: number): string {
  return [...(number + 4096).toString(16)].map((digit) => SYLLABLES[Number.parseInt(digit, 16)]).join("");
}

const TURNS = 20;
/** Work for a turn, of turns that come after so many. */
async function ours(before: number): Promise<Work> {
  const session = begin();
  for (let number = 0; number < before; number++) turn(session, number);
  return each(await workOf(() => {
    for (let number = before; number < before + TURNS; number++) turn(session, number);
  }), TURNS);
}

async function demo(): Promise<Work> {
  const guard = guards(readAll([shippedRules()]));
  const traces = ["invoice", "newcomer", "stranger", "tyres"].map((name) => readTrace(readFileSync(join(packageRoot(), "demo", `${name}.jsonl`), "utf8").trim()));
  const runs = await Promise.all(traces.map(async (trace) => ({ trace, of: await guard(trace) })));
  // What is made ready at the first decision is not counted.
  const all = (): number => runs.reduce((sum, { trace, of }) => sum + run(trace, of).length, 0);
  const decisions = all();
  return each(await workOf(all), decisions);
}

/** By turns or decisions, the folders that matter alone. */
function each(work: Work, count: number): Work {
  const whole = work["all"] ?? 0;
  return Object.fromEntries(Object.entries(work).filter(([, sum]) => sum >= SHARE_LEAST * whole).map(([name, sum]): [string, number] => [name, Math.round(sum / count)]).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is out of its bounds, in words. */
function astray(now: Work, then: Work, most: number): readonly string[] {
  const more = Object.entries(now).filter(([name, sum]) => sum > most * (then[name] ?? 0)).map(([name, sum]) => `${name}: ${sum} for ${then[name] ?? 0}`);
  const less = (now["all"] ?? 0) < LEAST * (then["all"] ?? 0) ? [`all: only ${now["all"]} for ${then["all"]}, write it down`] : [];
  return [...more, ...less];
}

const file = fileURLToPath(new URL("work.json", import.meta.url));
const measured: Record<string, Work> = { "a turn of a short session": await ours(50), "a turn of a long session": await ours(200), "a decision of the demo": await demo() };
if (process.env["UPDATE"] === "1") writeFileSync(file, `${JSON.stringify(measured, null, 1)}\n`);
const committed = JSON.parse(readFileSync(file, "utf8")) as Record<string, Work>;

describe("the work of deciding", () => {
  test.each(Object.entries(measured))("%s takes what it took", (name, work) => {
    expect(Object.keys(committed)).toEqual(Object.keys(measured));
    expect(astray(work, committed[name] ?? {}, name.endsWith("demo") ? PACKS_MOST : OURS_MOST)).toEqual([]);
  });

  test("does not grow with the session", () => {
    expect(measured["a turn of a long session"]?.["all"]).toBeLessThan(OURS_MOST * (measured["a turn of a short session"]?.["all"] ?? 0));
  });

  test("is the same when it is counted again", async () => {
    expect(await ours(50)).toEqual(measured["a turn of a short session"]);
  });

  test("is far more where the index of the tokens is switched off, and that is found", async () => {
    linear.isOn = true;
    const [short, long] = [await ours(50), await ours(150)];
    expect(astray(short, committed["a turn of a short session"] ?? {}, OURS_MOST)).toContainEqual(expect.stringMatching(/^kernel\/graph: /));
    expect(long["all"]).toBeGreaterThan(1.5 * (short["all"] ?? 0));
  });
});

// The recorded traces, where they stand beside the checkout: every decision of every one is made; of one in so many also by interpreter,
// frame door and JSON door, every view by both kernels, and now and then from each beginning. Which those are the seed says, so that
// another tree has others; with INTERDICT_TRACES=all it is every one. Without traces the suite says so and checks nothing.

import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { guards } from "../../src/app/cli/engines.js";
import { linesOf } from "../../src/app/cli/input.js";
import type { Line } from "../../src/app/cli/input.js";
import { readAll, shippedRules } from "../../src/app/cli/packs.js";
import { run } from "../../src/app/cli/run.js";
import type { Decision } from "../../src/kernel/decide/decision.js";
import { readTrace } from "../../src/runtimes/trace/read.js";
import { seed } from "../seed.js";
import { doorsOf } from "./doors.js";
import type { Doors } from "./doors.js";
import { beginnings, heldEqual, sessionsOf } from "./play.js";

const folder = fileURLToPath(new URL("../../../shared/traces/", import.meta.url));
const isThere = existsSync(folder);
/** Of a file with more than SMALL traces one in so many is held equal by every door and kernel, and one in so many of all is decided from each of its beginnings: what that costs grows with a run's square. */
const SMALL = 100;
const EQUAL_STEP = process.env["INTERDICT_TRACES"] === "all" ? 1 : 4;
const BEGINNINGS_STEP = 60;

const plain = (decisions: readonly Decision[]): unknown => decisions.map(({ us: _us, bundle: _bundle, ...decision }) => decision);

/** Goes through the files of recorded traces whose names are wanted. */
export function recorded(isWanted: (name: string) => boolean): void {
  const files = isThere ? readdirSync(folder).filter((name) => name.endsWith(".jsonl.gz") && isWanted(name)).sort() : [];
  console.log(isThere ? `recorded traces: ${files.length} files of ${folder}` : `recorded traces: none beside the checkout (${folder}), so none are replayed`);
  describe.skipIf(!isThere)("recorded traces", () => {
    const guard = guards(readAll([shippedRules()]));
    const doors = new Map<string, Doors>();

    test.each(files)("%s", async (file) => {
      const counts = { traces: 0, decisions: 0, equal: 0, beginnings: 0 };
      const lines: Line[] = [];
      for await (const line of linesOf([`${folder}${file}`])) lines.push(line);
      for (const line of lines) {
        const trace = readTrace(line.text);
        expect(trace.problem).toBeNull();
        const of = await guard(trace);
        const catalogue = trace.tools ?? trace.suite;
        const opened = doors.get(catalogue) ?? await doorsOf(of.compiled);
        doors.set(catalogue, opened);
        const decisions = run(trace, of);
        expect(decisions.map(({ call, step }) => [call, step])).toEqual(decided(line.text));
        if (lines.length <= SMALL || (counts.traces + seed) % EQUAL_STEP === 0) {
          expect(plain(run(trace, sessionsOf(of.compiled, opened.agreeing, catalogue)))).toEqual(plain(decisions));
          heldEqual(trace, of.compiled, opened.module, catalogue);
          counts.equal++;
        }
        if (lines.length <= SMALL || counts.traces % BEGINNINGS_STEP === 0) for (const { messages, line: beginning } of beginnings(line.text)) {
          expect(plain(run(readTrace(beginning), of))).toEqual(plain(decisions.filter((decision) => decision.step < messages)));
          counts.beginnings++;
        }
        counts.traces++;
        counts.decisions += decisions.length;
      }
      console.log(`${file}: ${counts.traces} traces, ${counts.decisions} decisions; ${counts.equal} traces through three doors and two kernels; ${counts.beginnings} beginnings`);
      expect(counts.traces).toBeGreaterThan(0);
    }, 600_000);
  });
}

/** What must be decided of a well-formed trace, read without the trace reader: each spoken message and each call, in order. */
function decided(line: string): readonly unknown[] {
  const { messages } = JSON.parse(line) as { messages: readonly { role: string; content?: string | null; tool_calls?: readonly { id: string }[] | null }[] };
  return messages.flatMap((message, index) => {
    if (message.role !== "assistant") return [];
    const calls = (message.tool_calls ?? []).map(({ id }) => [id, index]);
    return calls.length === 0 || (message.content ?? "") !== "" ? [["@response", index], ...calls] : calls;
  });
}

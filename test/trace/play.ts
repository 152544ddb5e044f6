// A compiled bundle -> sessions that decide by it; the beginnings of a recorded run; a run before the naive kernel. What the suites
// over traces share; knows no case and no rule.

import { expect } from "vitest";
import { createCore } from "../../src/engine.js";
import type { Compiled } from "../../src/compile.js";
import type { Trace } from "../../src/runtimes/trace/trace.js";
import { decide } from "../../src/testing/play.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { runtimesOf } from "../../src/app/cli/engines.js";
import type { Sessions } from "../../src/app/cli/run.js";
import { holdEqual } from "../naive/hold.js";

/** Sessions that are decided by an evaluator, in this thread. */
export function sessionsOf({ manifest, data }: Compiled, evaluator: Evaluator, catalogue: string): Sessions {
  const core = createCore(evaluator, "", data);
  return {
    runtime: runtimesOf(manifest, catalogue),
    begin(id, runtime, provides) {
      const session = core.session({ id, provides, ...(runtime === undefined ? {} : { runtime }) });
      return { observe: (event) => session.observe(event), evaluateSync: (event) => decide(session, evaluator, event), anomalies: session.anomalies };
    },
  };
}

/** Every beginning of a trace, by its number of messages; none for a line that is no trace with a list of them. */
export function beginnings(line: string): readonly { readonly messages: number; readonly line: string }[] {
  const trace: unknown = JSON.parse(line);
  if (typeof trace !== "object" || trace === null || !("messages" in trace) || !Array.isArray(trace.messages)) return [];
  const all: readonly unknown[] = trace.messages;
  return all.map((_, messages) => ({ messages, line: JSON.stringify({ ...trace, messages: all.slice(0, messages) }) }));
}

/** Holds that the naive kernel gives the views of every decision as the real one does. All that the trace mentions is provided. */
export function heldEqual(trace: Trace, { manifest }: Compiled, evaluator: Evaluator, catalogue: string): void {
  const provides = [...new Set(trace.events.flatMap(({ event }) => [
    ...(event.kind === "facts" ? Object.keys(event.facts) : event.kind === "principal" ? ["principal"] : []), ...(event.at === undefined ? [] : ["time"]),
  ]))];
  const runtime = runtimesOf(manifest, catalogue)(new Set(provides))?.name;
  const begun = { provides, ...(runtime === undefined ? {} : { runtime }) };
  expect(holdEqual(manifest, evaluator, trace.events.map(({ event }) => event), begun)).toBeNull();
}

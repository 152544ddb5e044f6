// What lives after many decisions, counted and not timed: the bytes of the heap, as the caller's thread decides (sessions) and as a worker does
// (frames), and the module's memory. Between two counts nothing may be left; where the test plants a leak of one small object a
// decision, the count must find it.

import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";

/** Decisions between two counts, of which there are several and the middle one stands: what the engine of JavaScript keeps of its code grows or is dropped in one of them, a leak grows in each. */
const DECISIONS = 8_000;
const COUNTS = 7;
/** Bytes that they may leave behind: less than four a decision. What is planted leaves some fifty. */
const BYTES_MOST = 32_000;

/** Runs in a thread of its own, whose heap no other test has filled: decides so often by the frame door, as a worker does, and in sessions, as the caller's thread. */
const script = `
const { parentPort, workerData: { root, leaks, way } } = require("node:worker_threads");
const { setFlagsFromString } = require("node:v8");
setFlagsFromString("--expose-gc");
const collect = require("node:vm").runInNewContext("gc");
const live = () => { collect(); collect(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; };
(async () => {
  const [{ compile }, { createCore }, { load }, { writeFrame }, { packVerdicts, unpackVerdicts }] = await Promise.all(["compile", "engine", "wasm/abi/load", "wasm/abi/frame", "node/verdicts"].map((path) => import(root + path + ".js")));
  const { value } = compile([{ file: "leak.policy", text: 'package test.leak\\ntool t(x: string, n: number) { op SEND  sink egress  role destination: x }\\nunary deny a { on egress  when args.x ends with "evil.example" }\\nunary ask b { on egress  when count(tool t) > 3 and args.n > 5 }\\n' }]);
  const module = load(new WebAssembly.Module(new Uint8Array(value.wasm)), value.manifest);
  const core = createCore(module, "leak", value.data);
  const kept = [];
  let session = core.session({ id: "s" });
  const call = (at) => ({ kind: "call", id: "c" + at, tool: "t", args: { x: at % 2 === 0 ? "a@evil.example" : "b@corp.example", n: at % 10 } });
  const asked = [0, 1].map((at) => writeFrame(core.session({ id: "v" }).prepare(call(at)).view, value.manifest));
  const ways = {
    sessions(at) {
      if (at % 100 === 0) session = core.session({ id: "s" + at });
      const prepared = session.prepare(call(at));
      const decision = session.settle(prepared, module.decide(prepared.view), 0);
      session.observe({ kind: "result", id: "c" + at, content: "done" });
      if (leaks) kept.push({ decision: decision.id });
    },
    frames(at) {
      const answer = unpackVerdicts(packVerdicts(module.decideFrame(asked[at % 2])));
      if (leaks) kept.push({ rules: answer.length, at });
    },
  };
  const go = (from, to) => { for (let at = from; at < to; at++) ways[way](at); session = core.session({ id: "end" }); };
  go(0, ${DECISIONS});
  const memory = module.memoryBytes();
  const counts = [live()];
  for (let count = 1; count <= ${COUNTS}; count++) {
    go(count * ${DECISIONS}, (count + 1) * ${DECISIONS});
    counts.push(live());
  }
  const left = counts.slice(1).map((bytes, at) => bytes - counts[at]).sort((a, b) => a - b);
  parentPort.postMessage({ bytes: left[${(COUNTS - 1) / 2}], memory: module.memoryBytes() - memory, kept: kept.length });
})();
`;

function counted(way: "sessions" | "frames", leaks: boolean): Promise<{ readonly bytes: number; readonly memory: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { eval: true, execArgv: [], workerData: { root: new URL("../../dist/src/", import.meta.url).href, leaks, way } });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

describe.each(["sessions", "frames"] as const)("decisions by %s", (way) => {
  test("leave nothing behind", async () => {
    const { bytes, memory } = await counted(way, false);
    expect(bytes).toBeLessThan(BYTES_MOST);
    expect(memory).toBe(0);
  });

  test("that leave one small object each are found", async () => {
    expect((await counted(way, true)).bytes).toBeGreaterThan(5 * BYTES_MOST);
  });
});

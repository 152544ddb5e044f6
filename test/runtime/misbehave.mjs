// A worker that does what its frame's first byte says: the ways in which a worker fails, for pool.test.ts.
// The wasm module comes from the test, by the main thread, as in the real worker.

import { workerData } from "node:worker_threads";

const { module, boots } = workerData;
const { exports } = new WebAssembly.Instance(module);

// The n-th start of a worker fails when the test says so.
const boot = Atomics.add(boots, 0, 1);
if (boot >= boots[1] && boot < boots[2]) throw new Error("does not start");

export function decide(frame) {
  if (frame === null) return new Uint32Array(0);
  switch (frame[0]) {
    case 0: return new Uint32Array([frame[1]]);
    case 1: return exports.spin();
    case 2: return outcome(() => exports.trap());
    case 3: return outcome(() => exports.grow());
    case 4: return process.exit(3);
    case 5: throw new Error("thrown out of the worker");
    case 6: setTimeout(() => { throw new Error("thrown behind the worker's back"); }, 0); return new Promise(() => {});
    case 7: return hoard([]);
    case 8: return { verdicts: "none" };
    case 9: return new Promise(() => {});
    default: return null;
  }
}

function outcome(run) {
  try {
    return run();
  } catch (error) {
    return { code: "test/trap", message: String(error) };
  }
}

function hoard(kept) {
  for (;;) kept.push(Array.from({ length: 1 << 16 }, () => kept.length));
}

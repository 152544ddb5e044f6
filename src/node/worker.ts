// The worker's entry: a frame -> verdicts, by the module that the main thread compiled and shares. Instantiated once, and anew
// after a failure, since a module that trapped may have left its memory half written. Knows no session, no clock, no deadline:
// who runs too long is killed from outside.

import { workerData } from "node:worker_threads";
import type { Failure } from "../engine.js";
import type { Manifest } from "../words/manifest.js";
import { load } from "../wasm/abi/load.js";
import { failedFrom } from "./refusal.js";
import { packVerdicts } from "./verdicts.js";

/** What the main thread gives every worker when it starts. */
export interface WorkerData {
  readonly module: WebAssembly.Module;
  readonly manifest: Manifest;
}

/** What goes back: packed verdicts, or the coded failure. */
export type WorkerAnswer = Uint32Array<ArrayBuffer> | Failure;

/** Decides one frame. `null` is the question whether the worker stands; it is answered with no verdicts. */
export function decide(frame: Uint8Array | null): WorkerAnswer {
  if (frame === null) return none;
  try {
    return packVerdicts(loaded.module.decideFrame(frame));
  } catch (error) {
    loaded.module = load(data.module, data.manifest);
    return failedFrom(error);
  }
}

const data: WorkerData = workerData;
const loaded = { module: load(data.module, data.manifest) };
const none = new Uint32Array(0);

// The worker's entry: a frame -> verdicts, by the module that the main thread compiled and shares. Instantiated once, and anew
// after a failure, since a module that trapped may have left its memory half written. Knows no session, no clock, no deadline:
// who runs too long is killed from outside.

import { workerData } from "node:worker_threads";
import type { Failure } from "../engine.js";
import type { Manifest } from "../words/manifest.js";
import type { Module } from "../wasm/abi/load.js";
import { load } from "../wasm/abi/load.js";
import type { BesideData, BesideModule } from "./beside.js";
import { loadBeside, splitInput } from "./beside.js";
import { failedFrom } from "./refusal.js";
import { packVerdicts } from "./verdicts.js";

/** What the main thread gives every worker when it starts. */
export interface WorkerData {
  readonly module: WebAssembly.Module;
  readonly manifest: Manifest;
  /** Modules of other authors, asked after it; with them frames have the view's JSON behind them. */
  readonly beside?: readonly BesideData[];
}

/** What goes back: packed verdicts, or the coded failure. */
export type WorkerAnswer = Uint32Array<ArrayBuffer> | Failure;

/** Decides one frame, or each of a batch. `null` is the question whether the worker stands; it is answered with no verdicts. */
export function decide(frames: Uint8Array | readonly Uint8Array[] | null): WorkerAnswer | readonly WorkerAnswer[] {
  if (frames === null) return none;
  return frames instanceof Uint8Array ? one(frames) : frames.map(one);
}

function one(frame: Uint8Array): WorkerAnswer {
  try {
    if (loaded.beside.length === 0) return packVerdicts(loaded.module.decideFrame(frame));
    const joined = splitInput(frame);
    return packVerdicts([...loaded.module.decideFrame(joined.frame), ...loaded.beside.flatMap((module) => module.ask(joined.input) ?? [])]);
  } catch (error) {
    Object.assign(loaded, instances());
    return failedFrom(error);
  }
}

const data: WorkerData = workerData;
const instances = (): { module: Module; beside: readonly BesideModule[] } => ({ module: load(data.module, data.manifest), beside: (data.beside ?? []).map(loadBeside) });
const loaded = instances();
const none = new Uint32Array(0);

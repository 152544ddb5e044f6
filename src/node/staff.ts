// Worker threads, kept at their number -> a piscina to run one frame at a time in each. Workers that die piscina replaces; when
// a replacement does not start it gives up, and another set of workers takes over here. Knows no deadline and no answer.

import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Piscina } from "piscina";
import { WORKER_HEAP_MB_MAX, WORKER_RETRY_MS, WORKER_START_MS } from "../base/limits.js";
import { problemOf, refusal } from "./refusal.js";

/** What workers are started with. */
export interface StaffSetup {
  /** The worker's file, exporting `decide`. */
  readonly entry: string;
  /** Structured-cloned to every worker. */
  readonly data: unknown;
  readonly threads: number;
}

/** Workers that answer `decide(frame)`; what comes back may be anything. */
export type Workforce = Piscina<Uint8Array | readonly Uint8Array[] | null, unknown>;

/** A workforce that is kept up. */
export interface Staff {
  /** The one to give work to now. */
  current(): Workforce;
  /** Kills all workers. */
  dismiss(): Promise<void>;
}

/** Starts the workers and waits until each has loaded its module; rejects with `node/start`. `onFree` is called whenever one has come. */
export async function startStaff(setup: StaffSetup, onFree: () => void): Promise<Staff> {
  const state = { current: await start(setup), retry: undefined as NodeJS.Timeout | undefined, dismissed: false };
  adopt(state.current);

  function adopt(workforce: Workforce): void {
    // The event comes just before the worker is counted as ready.
    workforce.on("workerCreate", () => queueMicrotask(onFree));
    workforce.on("error", retry);
  }

  function retry(): void {
    if (state.dismissed || state.retry !== undefined) return;
    state.retry = setTimeout(() => {
      if (isComplete()) state.retry = undefined;
      else void start(setup).then(replace, () => undefined).finally(() => {
        state.retry = undefined;
        if (!isComplete()) retry();
      });
    }, WORKER_RETRY_MS).unref();
  }

  function isComplete(): boolean {
    return state.current.threads.length >= setup.threads;
  }

  // What runs in the old one runs on.
  function replace(next: Workforce): void {
    void (state.dismissed ? next : state.current).close();
    if (state.dismissed) return;
    state.current = next;
    adopt(next);
    onFree();
  }

  return {
    current: () => state.current,
    async dismiss() {
      state.dismissed = true;
      clearTimeout(state.retry);
      await state.current.destroy();
    },
  };
}

/** The built worker's file: beside this one, or, when this runs from sources, where the build puts it. Undefined where it was not built. */
export function workerEntry(): string | undefined {
  return ["./worker.js", "../../dist/src/node/worker.js"]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
}

async function start(setup: StaffSetup): Promise<Workforce> {
  // Loaded where there are workers: who decides in his own thread need not wait for it.
  const { Piscina } = await import("piscina");
  const piscina: Workforce = new Piscina({
    filename: setup.entry,
    name: "decide",
    minThreads: setup.threads,
    maxThreads: setup.threads,
    concurrentTasksPerWorker: 1,
    recordTiming: false,
    workerData: setup.data,
    // The host's own loaders and inspectors have no business in a worker.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB_MAX },
  });
  // Without a listener a worker's death would be the host's. Deaths are answered where the decision is known.
  piscina.on("error", () => undefined);
  const stop = new EventEmitter();
  const timer = setTimeout(() => stop.emit("abort"), WORKER_START_MS);
  try {
    // One question to each: none takes a second while it is at its first.
    await Promise.all(Array.from({ length: setup.threads }, () => piscina.run(null, { signal: stop })));
    return piscina;
  } catch (error) {
    await piscina.destroy();
    throw refusal("node/start", { problem: problemOf(error) });
  } finally {
    clearTimeout(timer);
  }
}

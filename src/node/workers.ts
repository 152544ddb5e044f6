// Worker threads that decide one frame each at a time, or those of one batch -> answers, each within a deadline. A worker that runs past it is killed,
// one that dies is replaced; what it held is answered with a coded failure. Knows no queue and no session: whoever runs a
// frame here sees to it that a worker is free, so that nothing ever waits inside piscina and the deadline is the worker's alone.

import { failure } from "../base/messages.generated.js";
import type { Failure } from "../engine.js";
import type { Verdict } from "../words/view.js";
import { isFailed, problemOf } from "./refusal.js";
import type { StaffSetup } from "./staff.js";
import { startStaff } from "./staff.js";
import { unpackVerdicts } from "./verdicts.js";

/** What one decision came to: verdicts, or a coded failure, which denies. */
export type Answer = readonly Verdict[] | Failure;

/** What a hop came to: an answer to each frame, or what failed it as a whole. */
export type Reply = readonly Answer[] | Failure;

/** What the workers are made from. */
export interface WorkersSetup extends StaffSetup {
  readonly timeoutMs: number;
}

/** A set of running workers. */
export interface Workers {
  /** How many workers could begin at once. */
  free(): number;
  /** Runs frames, one after the other in one worker; the buffer of one alone is handed over. `done` is called once, never before `run` returns. */
  run(frames: readonly Uint8Array[], done: (reply: Reply) => void): void;
  /** Kills all workers; what runs is answered with a failure. */
  stop(): Promise<void>;
}

/** One hop: frames in a worker. */
interface Run {
  readonly stop: Stop;
  readonly since: number;
  late: boolean;
}

/** What piscina takes for an abort signal, and no more of one than it asks for: one listener. A real one would cost as much as the frame. */
interface Stop {
  listener: (() => void) | null;
  addEventListener(name: "abort", listener: () => void): void;
  removeEventListener(): void;
}

/** Starts the workers; rejects with `node/start`. `onFree` is called whenever one may have become free. */
export async function startWorkers(setup: WorkersSetup, onFree: () => void): Promise<Workers> {
  const staff = await startStaff(setup, onFree);
  const running = new Set<Run>();
  const state = { watch: undefined as NodeJS.Timeout | undefined };

  // One timer for all that runs, the longest running first: arming and clearing one for each would cost more than deciding.
  function watch(): void {
    state.watch = undefined;
    for (const run of running) {
      const leftMs = run.since + setup.timeoutMs - performance.now();
      if (leftMs > 0) {
        state.watch = setTimeout(watch, leftMs).unref();
        return;
      }
      // When the host's own thread was held up, the answer may be there already and unread: it is read before the worker is killed.
      setImmediate(() => {
        run.late = true;
        run.stop.listener?.();
      });
    }
  }

  return {
    free: () => staff.current().idleThreads,
    run(frames, done) {
      const run: Run = { stop: createStop(), since: performance.now(), late: false };
      running.add(run);
      state.watch ??= setTimeout(watch, setup.timeoutMs).unref();
      const [frame] = frames;
      const alone = frames.length === 1 && frame !== undefined ? frame : null;
      const transferList = alone !== null && alone.buffer instanceof ArrayBuffer && alone.length >= TRANSFER_FROM ? [alone.buffer] : [];
      const end = (reply: Reply): void => {
        running.delete(run);
        // The worker has its next frame before this thread goes on with the answer.
        onFree();
        done(reply);
      };
      staff.current().run(alone ?? frames, { signal: run.stop, transferList }).then(
        (answer) => end(alone === null ? readAll(answer, frames.length) : [read(answer)]),
        (error: unknown) => end(run.late ? failure("node/timeout", { limit: setup.timeoutMs }) : failure("node/worker", { problem: problemOf(error) })),
      );
    },
    async stop() {
      clearTimeout(state.watch);
      await staff.dismiss();
    },
  };
}

/** What a hop came to for one of its frames. */
export function answerOf(reply: Reply, at: number): Answer {
  return "code" in reply ? reply : reply[at] ?? failure("node/answer", {});
}

function createStop(): Stop {
  return {
    listener: null,
    addEventListener(_, listener) {
      this.listener = listener;
    },
    removeEventListener() {
      this.listener = null;
    },
  };
}

/** Bytes from which it costs less to hand a frame's buffer over than to have it copied. */
const TRANSFER_FROM = 1 << 16;

function readAll(answers: unknown, count: number): Reply {
  if (!Array.isArray(answers) || answers.length !== count) return failure("node/answer", {});
  return answers.map(read);
}

function read(answer: unknown): Answer {
  if (isFailed(answer)) return answer;
  return answer instanceof Uint32Array ? unpackVerdicts(answer) : failure("node/answer", {});
}

// Decisions of all sessions -> workers, in the order they come, each answered exactly once. Two bounds of time: a decision
// waits for a worker at most `waitMs` (from when its event came), and runs at most `timeoutMs` (from when a worker has it);
// so its latency is bounded by their sum, and those behind a spinning one do not die of its deadline. One bound of number:
// `queueMax` may wait. Past any of them it denies, coded. Knows frames and answers, no session and no policy.

import { failure } from "../base/messages.generated.js";
import { createQueue } from "./queue.js";
import type { Answer, Reply, WorkersSetup } from "./workers.js";
import { answerOf, startWorkers } from "./workers.js";

/** What a pool is made from. */
export interface PoolSetup extends WorkersSetup {
  readonly waitMs: number;
  readonly queueMax: number;
}

/** Decides frames in other threads. */
export interface Pool {
  /** Counts a decision in, before it waits anywhere; false when too many are in already. */
  enter(): boolean;
  /** Counts it out, once it is answered. */
  leave(): void;
  /** Has a frame decided; its buffer is handed over. `since` is when its event came (`performance.now()`). The returned function abandons it: then `done` is not called. */
  decide(frame: Uint8Array, since: number, done: (answer: Answer) => void): () => void;
  /** The same of several in one hop, under one deadline: where that passes it, or a worker dies, all of them fail. */
  decideMany(frames: readonly Uint8Array[], since: number, done: (reply: Reply) => void): () => void;
  /** Answers everything that waits or runs with a failure, and ends the workers. */
  close(): Promise<void>;
}

interface Job {
  readonly frames: readonly Uint8Array[];
  readonly done: (reply: Reply) => void;
}

/** Starts a pool; rejects, coded, when its workers do not start. */
export async function createPool(setup: PoolSetup): Promise<Pool> {
  const waiting = createQueue<Job>((job) => job.done(failure("node/wait", { limit: setup.waitMs })));
  const running = new Set<Job>();
  const state = { inside: 0, closed: false };
  const workers = await startWorkers(setup, serve);

  function serve(): void {
    while (waiting.size > 0 && !state.closed && workers.free() > 0) {
      const job = waiting.take();
      if (job !== undefined) run(job);
    }
  }

  function run(job: Job): void {
    running.add(job);
    workers.run(job.frames, (reply) => {
      // Abandoned or closed meanwhile: answered elsewhere.
      if (running.delete(job)) job.done(reply);
    });
  }

  function decideMany(frames: readonly Uint8Array[], since: number, done: (reply: Reply) => void): () => void {
    const job: Job = { frames, done };
    const until = since + setup.waitMs;
    if (state.closed) done(failure("node/closed", {}));
    else if (until <= performance.now()) done(failure("node/wait", { limit: setup.waitMs }));
    else if (waiting.size === 0 && workers.free() > 0) run(job);
    else waiting.add(job, until);
    return () => {
      waiting.drop(job);
      running.delete(job);
    };
  }

  return {
    enter() {
      if (state.inside >= setup.queueMax + setup.threads) return false;
      state.inside++;
      return true;
    },
    leave() {
      state.inside--;
    },
    decide: (frame, since, done) => decideMany([frame], since, (reply) => done(answerOf(reply, 0))),
    decideMany,
    async close() {
      state.closed = true;
      const left = [...running, ...waiting.clear()];
      running.clear();
      for (const job of left) job.done(failure("node/closed", {}));
      await workers.stop();
    },
  };
}

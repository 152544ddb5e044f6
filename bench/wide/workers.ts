// Decisions a second of a pool, by its workers: measured where the machine has processors for them, and beyond that by a model whose parts
// are measured. A decision takes the host's own thread so long (the event, the frame, the message, the answer), and a worker so long;
// the threads work beside each other, so n workers give what the slower of the two lets through, as long as each has a processor of its own.

import { readFileSync } from "node:fs";
import type { Engine } from "../../src/index.js";
import type { Order } from "../rules.js";
import { TOOL } from "../rules.js";

/** Microseconds that this thread has had a processor, as Linux counts them; not a number elsewhere. The time of the clock would count who else is at work. */
function ofThisThread(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1_000;
  } catch {
    return Number.NaN;
  }
}

/** Decisions a second of an engine, so many sessions at once; and the microseconds of a processor that each took of this thread, and of all. */
export async function rateOf(engine: Engine, inputs: readonly Order[], decisions: number, lanes: number): Promise<{ readonly aSecond: number; readonly hostUs: number; readonly allUs: number }> {
  const sessions = Array.from({ length: lanes }, (_, lane) => engine.session({ id: `lane${lane}` }));
  const from = performance.now();
  const used = process.cpuUsage();
  const own = ofThisThread();
  await Promise.all(sessions.map(async (session, lane) => {
    for (let at = 0; at < decisions / lanes; at++) await session.evaluate({ kind: "call", id: `c${at}`, tool: TOOL, args: inputs[(lane + at) % inputs.length] });
  }));
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(used);
  return { aSecond: (decisions / ms) * 1_000, hostUs: (ofThisThread() - own) / decisions, allUs: (user + system) / decisions };
}

/** Decisions a second with so many workers, of which each has a processor. */
export function modelled(workers: number, hostUs: number, workerUs: number): number {
  return 1e6 / Math.max(hostUs, workerUs / workers);
}

// A core's session over a bundle without rules, that writes down in which order it is asked: what a session of the host
// makes of its events, seen from the core.

import type { SessionCore } from "../../src/engine.js";
import { createCore } from "../../src/engine.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { clean } from "../../src/words/labels.js";
import { guest } from "./guest.js";

/** The session, and its log. `broken`: preparing the call of that name throws. */
export function loggedCore(broken = ""): { core: SessionCore; log: string[] } {
  const log: string[] = [];
  const core = createCore(silent, "test").session({ id: "s" });
  return {
    log,
    core: {
      ...core,
      observe(event) {
        log.push(`observe ${field(event, "text")}`);
        core.observe(event);
      },
      prepare(event) {
        const id = field(event, "id");
        if (id === broken) throw new Error("invariant");
        log.push(`prepare ${id}`);
        return core.prepare(event);
      },
      settle(prepared, answer, us) {
        const decision = core.settle(prepared, answer, us);
        log.push(`settle ${decision.call}`);
        return decision;
      },
      cancel(id) {
        log.push(`cancel ${id}`);
      },
    },
  };
}

const silent: Evaluator = {
  manifest: guest().manifest,
  bind: () => ({ op: 0, sinks: 0, acts: [], target: clean, result: clean, counters: new Uint32Array(0) }),
  mark: () => new Uint32Array(0),
  decide: () => [],
};

function field(event: unknown, name: string): string {
  return typeof event === "object" && event !== null ? String(Reflect.get(event, name)) : "";
}

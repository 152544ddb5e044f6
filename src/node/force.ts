// A bundle -> what decides by it: its core, its module in this thread and in a pool of workers. The module is compiled once and shared
// with the workers. Knows no session, and no other bundle.

import { failure } from "../base/messages.generated.js";
import { frozen } from "../base/frozen.js";
import { createCore, type Core } from "../engine.js";
import type { Evaluator } from "../words/evaluator.js";
import type { Manifest } from "../words/manifest.js";
import type { View } from "../words/view.js";
import { frameWriter, writeFrame } from "../wasm/abi/frame.js";
import { viewJson } from "../wasm/abi/json.js";
import type { Bundle } from "../wasm/bundle/tar.js";
import { joinInput, openBeside, type Beside } from "./beside.js";
import { checkBundle, digestBundle, unpackBundle } from "./bundle.js";
import { lookingAhead, type Elsewhere } from "./batch.js";
import { createEvaluator } from "./evaluator.js";
import { adaptive, nearBy } from "./near.js";
import { createPool } from "./pool.js";
import { failedFrom, refusal, refusedFor } from "./refusal.js";
import type { Decider } from "./session.js";
import { workerEntry } from "./staff.js";
import type { Answer } from "./workers.js";

/** How a bundle is to decide. */
export interface ForceSetup {
  /** False: in this thread alone. */
  readonly pool: false | { readonly mode: "always" | "adaptive"; readonly threads: number; readonly timeoutMs: number; readonly waitMs: number; readonly queueMax: number };
  readonly beside: readonly Beside[];
}

/** A bundle that can decide. */
export interface Force {
  readonly manifest: Manifest;
  readonly digest: string;
  readonly core: Core;
  readonly decider: Decider;
  /** Whether any rule reads when events happened: the time of others is nobody's concern. */
  readonly readsTime: boolean;
  /** Denies what is pending and what comes after, coded, and ends the workers. */
  close(): Promise<void>;
}

/** Loads a bundle and starts its workers; rejects with a coded error (`node/options`, `node/bundle`, `wasm/not-a-bundle`, `wasm/other-version`, `node/module`, `node/start`). */
export async function load(given: Bundle | Uint8Array, { pool: bounds, beside: others }: ForceSetup): Promise<Force> {
  const bundle = given instanceof Uint8Array ? unpackBundle(given) : checkBundle(given);
  if (bounds === false && others.length > 0) throw refusal("node/options", { problem: "`beside`: modules beside the bundle are asked in workers, and `pool` is false" });
  const { data: beside, manifest: whole } = await openBeside(others, bundle.manifest);
  // Decisions and callers are given parts of it.
  const manifest = frozen(whole);
  const digest = digestBundle(bundle, others);
  const { module, evaluator } = await instantiate(bundle);
  const core = createCore({ ...evaluator, manifest }, digest, bundle.data);
  const pool = bounds === false ? null : await createPool({ ...bounds, entry: entry(), data: { module, manifest: bundle.manifest, beside } });
  const { writer, fresh } = writersFor(bundle.manifest, beside.length > 0);
  const state = { closed: false };
  const queueMax = bounds === false ? 0 : bounds.queueMax;

  const here = (view: View): Answer => {
    if (state.closed) return failure("node/closed", {});
    if (beside.length > 0) return failure("node/beside-sync", {});
    try {
      return evaluator.decide(view);
    } catch (error) {
      return failedFrom(error);
    }
  };
  // Modules of other authors declare nothing, and are asked in workers alone.
  const isNear = bounds !== false && bounds.mode === "adaptive" && beside.length === 0 ? nearBy(bundle.manifest) : null;
  const near = (elsewhere: Elsewhere): Elsewhere => (isNear === null ? elsewhere : adaptive(isNear, here, elsewhere));
  return {
    manifest, digest, core,
    readsTime: readsTime(manifest),
    decider: {
      here,
      enter: () => (pool === null || pool.enter() ? null : failure("node/full", { limit: queueMax })),
      leave: () => pool?.leave(),
      elsewhere: pool === null ? null : near((view, since, done) => pool.decide(writer(view), since, done)),
      together: pool === null ? null : (events, own) => {
        const ahead = lookingAhead(events, own, { frame: fresh, ask: pool.decideMany });
        return (at) => near(ahead(at));
      },
    },
    async close() {
      state.closed = true;
      await pool?.close();
    },
  };
}

function readsTime({ demand, histories }: Manifest): boolean {
  return demand.columns.some((column) => column.kind === "time") || histories.some(({ within }) => within?.kind === "time");
}

async function instantiate({ wasm, manifest }: Bundle): Promise<{ module: WebAssembly.Module; evaluator: Evaluator }> {
  try {
    // A copy: the bytes may lie in shared memory, which compilation does not take.
    const module = await WebAssembly.compile(new Uint8Array(wasm));
    return { module, evaluator: createEvaluator(module, manifest) };
  } catch (error) {
    throw refusedFor(error, "node/module");
  }
}

function entry(): string {
  const path = workerEntry();
  if (path === undefined) throw refusal("node/start", { problem: "the worker is not built" });
  return path;
}

/** Write what a worker is sent: frames, with the view's JSON behind each where modules of OPA's are asked too. `fresh` ones are compared: what lies between the parts of a frame that is drawn over another is that one's. */
function writersFor(manifest: Manifest, asJson: boolean): Readonly<Record<"writer" | "fresh", (view: View) => Uint8Array>> {
  const joined = (write: (view: View) => Uint8Array) => (asJson ? (view: View): Uint8Array => joinInput(write(view), JSON.stringify(viewJson(view, manifest))) : write);
  return { writer: joined(frameWriter(manifest)), fresh: joined((view) => writeFrame(view, manifest)) };
}

// A compiled module -> an Evaluator for the caller's thread. A module that failed is instantiated anew, since a trap may have
// left its memory half written; the failure itself goes on to whoever asked.

import type { Evaluator } from "../words/evaluator.js";
import type { Manifest } from "../words/manifest.js";
import { load } from "../wasm/abi/load.js";

/** Instantiates the module; throws when it cannot be. */
export function createEvaluator(module: WebAssembly.Module, manifest: Manifest): Evaluator {
  const loaded = { module: load(module, manifest) };

  function sturdy<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      loaded.module = load(module, manifest);
      throw error;
    }
  }

  return {
    manifest,
    bind: (view) => sturdy(() => loaded.module.bind(view)),
    mark: (view) => sturdy(() => loaded.module.mark(view)),
    decide: (view) => sturdy(() => loaded.module.decide(view)),
  };
}

// The frame door equals the interpreter: random checked policies, random views, all three questions; without JSON, without
// growing memory, and with coded failures.

import fc from "fast-check";
import { describe, test } from "vitest";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { load } from "../../src/wasm/abi/load.js";
import { writeFrame } from "../../src/wasm/abi/frame.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { agree, answer } from "../fuzz/doors.js";
import { cases } from "../fuzz/fuzzers.js";

describe("frame door", () => {
  test("answers as the interpreter does", () => {
    fc.assert(fc.property(cases(), ([policy, views]) => {
      const manifest = manifestOf(policy);
      const meaning = interpret(policy, manifest);
      const module = load(new WebAssembly.Module(emit(policy, manifest)), manifest);
      for (const view of views) {
        const wanted = answer(meaning, view);
        agree(policy, manifest, view, wanted, answer(module, view), "the frame door");
        if (view.question === "decide") agree(policy, manifest, view, wanted, module.decideFrame(writeFrame(view, manifest)), "a copied frame");
      }
    }), { numRuns: 300 });
  });
});

// The frame door equals the interpreter: random checked policies, random views, all three questions; without JSON, without
// growing memory, and with coded failures.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile, createEngine } from "../../src/index.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { load } from "../../src/wasm/abi/load.js";
import { writeFrame } from "../../src/wasm/abi/frame.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { agree, answer } from "../fuzz/doors.js";
import { cases } from "../fuzz/fuzzers.js";

describe("frame door", () => {
  test("answers as the interpreter does", () => {
    let fired = 0;
    fc.assert(fc.property(cases(), ([policy, views]) => {
      const manifest = manifestOf(policy);
      const meaning = interpret(policy, manifest);
      const module = load(new WebAssembly.Module(emit(policy, manifest)), manifest);
      for (const view of views) {
        const wanted = answer(meaning, view);
        if (view.question === "decide" && meaning.decide(view).length > 0) fired++;
        agree(policy, manifest, view, wanted, answer(module, view), "the frame door");
        if (view.question === "decide") agree(policy, manifest, view, wanted, module.decideFrame(writeFrame(view, manifest)), "a copied frame");
      }
    }), { numRuns: 300 });
    expect(fired).toBeGreaterThan(100);
  });

  test("a frame has room for texts of three bytes a letter in every row, however its marks are aligned", async () => {
    const { value: bundle } = compile([{ file: "p.policy", text: "package p\ntool put(xs: list of string) { op SEND  role content: xs[] }\nrelational deny last { on tool put  into args as x  when x == \"\u4e2d\u4e2d\u4e2d\u60aa\" }\n" }]);
    if (bundle === undefined) throw new Error("it compiles");
    for (const letters of ["\u4e2d", "\u4e2d\u4e2d", "\u4e2d\u4e2d\u4e2d", "\u4e2da", "a"]) {
      const xs = [...Array.from({ length: 249 }, () => letters), "\u4e2d\u4e2d\u4e2d\u60aa"];
      const engine = await createEngine({ bundles: [bundle], pool: { threads: 1, timeoutMs: 10_000 } });
      const decision = await engine.session({ id: "s" }).evaluate({ kind: "call", id: "a", tool: "put", args: { xs } });
      await engine.close();
      expect([decision.effect, decision.rules.map(({ id, unknown }) => [id, unknown])]).toEqual(["deny", [["p.last", false]]]);
    }
  });
});

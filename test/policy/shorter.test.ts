// A view that carries fewer columns than its bundle reads: those behind its end are unknown to the interpreter, neither absent nor of
// any value.

import { expect, it } from "vitest";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { policyOf } from "./fixture.js";
import { viewOf } from "./view.js";

it.each(["args.a", "not args.a", "args.a == false", "args.a == true", "args.a else true", "not (args.a else true)"])("%s is unknown of no columns", (condition) => {
  const policy = policyOf(`package p\ntool run(a: boolean) { op EXEC }\nunary deny r { on call  when ${condition} }\n`);
  const manifest = manifestOf(policy);
  const view = viewOf(manifest, { tool: "run", columns: { "args.a": false } });
  expect(interpret(policy, manifest).decide({ ...view, columns: [] })).toEqual([{ rule: 0, unknown: true, row: -1 }]);
  expect(interpret(policy, manifest).decide(view).map(({ unknown }) => unknown)).toEqual(/false|not/.test(condition) ? [false] : []);
});

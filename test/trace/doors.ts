// A compiled bundle -> evaluators of it by each door, and one that asks every question of all of them and holds their answers
// equal: the interpreter's answer is given on, and the others may differ from it in nothing that a kernel can see.

import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { expect } from "vitest";
import type { Compiled } from "../../src/compile.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import { load } from "../../src/wasm/abi/load.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import type { Verdict, View } from "../../src/words/view.js";

/** The ways to have a bundle's questions answered. */
export interface Doors {
  readonly interpreter: Evaluator;
  readonly module: Evaluator;
  /** All of them at once, held equal. */
  readonly agreeing: Evaluator;
}

/** Opens every door of a bundle: the interpreter, the module's frames, and its JSON in OPA's own host. */
export async function doorsOf(compiled: Compiled): Promise<Doors> {
  const interpreter = interpret(compiled.policy, compiled.manifest);
  const module = load(new WebAssembly.Module(new Uint8Array(compiled.wasm)), compiled.manifest);
  const json = await jsonDoor(compiled);
  return { interpreter, module, agreeing: agreeing(interpreter, module, json) };
}

async function jsonDoor({ wasm, manifest }: Compiled): Promise<(view: View) => readonly Verdict[]> {
  const host = await loadPolicy(new Uint8Array(wasm));
  const numbers = new Map(manifest.rules.map((rule, number) => [rule.id, number]));
  return (view) => {
    const answer = host.evaluate(viewJson(view, manifest)) as readonly { readonly result: { readonly verdicts: readonly { rule: string; unknown: boolean; row: number }[] } }[];
    expect(answer.length, "results of the JSON door").toBe(1);
    return (answer[0]?.result.verdicts ?? []).map(({ rule, unknown, row }) => ({ rule: numbers.get(rule) ?? -1, unknown, row }));
  };
}

/** Asks all, and gives the first one's answer. */
function agreeing(first: Evaluator, module: Evaluator, json: (view: View) => readonly Verdict[]): Evaluator {
  return {
    manifest: first.manifest,
    bind(view) {
      const answer = first.bind(view);
      expect(module.bind(view), "the frame door, bind").toEqual(answer);
      return answer;
    },
    mark(view) {
      const answer = first.mark(view);
      expect([...module.mark(view)], "the frame door, mark").toEqual([...answer]);
      return answer;
    },
    decide(view) {
      const answer = first.decide(view);
      expect(module.decide(view), "the frame door, decide").toEqual(answer);
      expect(json(view), "the JSON door, decide").toEqual(answer);
      return answer;
    },
  };
}

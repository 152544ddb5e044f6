// A policy's text and a view in words -> what the interpreter and the module by both doors say of it: the names of the rules that
// fire. For tests that say what must come out, and not only that all say the same.

import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { host } from "../../src/testing/host.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { policyOf } from "./fixture.js";
import { viewOf } from "./view.js";
import type { ViewWords } from "./view.js";

/** What every door says of a view of a policy: the rules that fire, in their order, with a `?` where they hang on an unknown. */
export function asked(text: string): { readonly fired: (words: ViewWords) => Readonly<Record<string, readonly string[]>>; readonly sourceOf: (name: string) => number } {
  const policy = policyOf(`package p\n${text}\n`);
  const manifest = manifestOf(policy);
  const wasm = emit(policy, manifest);
  const doors = { interpreter: interpret(policy, manifest).decide, frame: load(new WebAssembly.Module(new Uint8Array(wasm)), manifest).decide, json: host(wasm, manifest) };
  return {
    fired: (words) => {
      const view = viewOf(manifest, words);
      return Object.fromEntries(Object.entries(doors).map(([door, decide]) => [door, decide(view).map(({ rule, unknown }) => `${manifest.rules[rule]?.id.slice(2) ?? ""}${unknown ? "?" : ""}`)]));
    },
    sourceOf: (name) => manifest.rules.find((rule) => rule.id === `p.${name}`)?.source ?? -1,
  };
}

/** These rules by every door. */
export const byAll = (names: readonly string[]): Readonly<Record<string, readonly string[]>> => {
  const sorted = names.toSorted();
  return { interpreter: sorted, frame: sorted, json: sorted };
};

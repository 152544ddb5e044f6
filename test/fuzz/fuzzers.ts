// The fuzzers: what each compares, over what it generates. One table, so that a name on the command line, in CI and in a report
// is the same thing.

import fc from "fast-check";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { DFA_STATES_MAX } from "../../src/base/limits.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { Question, View } from "../../src/words/view.js";
import type { GlobKind, Policy } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { machineOf } from "../../src/language/ir/machine.js";
import { matchesGlob } from "../../src/language/meaning/glob.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { agree, answer, resultOf } from "./doors.js";
import { runMachine } from "./machine.js";
import { arbitraryCrowd, arbitraryGlob, arbitraryPolicy } from "./policy.js";
import { arbitraryText, arbitraryView, words } from "./view.js";

/** How a fuzzer is run. */
export interface Run {
  readonly seed: number;
  readonly runs: number;
  /** Where in the generated values a find was, as fast-check prints it. */
  readonly path?: string;
}

/** One fuzzer. `planted`: it compares with something that is wrong, and must find it. */
export interface Fuzzer {
  readonly name: string;
  readonly component: string;
  readonly property: string;
  readonly planted?: true;
  readonly check: (run: Run) => Promise<void>;
}

/** All fuzzers. */
export const fuzzers: readonly Fuzzer[] = [
  {
    name: "frame", component: "wasm", property: "the frame door answers as the interpreter does",
    check: (run) => compareWith(run, (policy, manifest) => load(new WebAssembly.Module(emit(policy, manifest)), manifest)),
  },
  {
    name: "json", component: "wasm", property: "the JSON door in OPA's host answers as the interpreter does",
    check: (run) => fc.assert(fc.asyncProperty(cases("decide"), async ([policy, views]) => {
      const manifest = manifestOf(policy);
      const host = await loadPolicy(emit(policy, manifest));
      for (const view of views) {
        agree(policy, manifest, view, resultOf(interpret(policy, manifest).decide(view), manifest), host.evaluate(viewJson(view, manifest)), "the JSON door");
      }
    }), settings(run)),
  },
  {
    name: "machine", component: "language/ir", property: "a machine tells which groups of globs match",
    check: async (run) => {
      fc.assert(fc.property(globs, ({ kind, groups, texts }) => {
        const machine = machineOf(kind, groups, DFA_STATES_MAX);
        if (machine === undefined) return;
        for (const text of texts) {
          const wanted = groups.flatMap((some, group) => (some.some((glob) => matchesGlob(kind, glob, text)) ? [group] : []));
          const given = runMachine(machine, text);
          if (given.join() !== wanted.join()) throw new Error(`${JSON.stringify(text)}: wanted groups ${wanted.join()}, given ${given.join()}`);
        }
      }), settings(run));
    },
  },
  {
    name: "canary", component: "test/fuzz", property: "an evaluator that forgets one unknown in some views is found", planted: true,
    check: (run) => compareWith(run, (policy, manifest) => forgetful(interpret(policy, manifest))),
  },
];

/** Policies with views of theirs. */
export function cases(question?: Question): fc.Arbitrary<[Policy, View[]]> {
  return fc.oneof(arbitraryPolicy(), arbitraryCrowd()).chain((policy) => fc.tuple(fc.constant(policy), fc.array(arbitraryView(manifestOf(policy), question), { minLength: 5, maxLength: 5 })));
}

async function compareWith(run: Run, door: (policy: Policy, manifest: Manifest) => Evaluator): Promise<void> {
  fc.assert(fc.property(cases(), ([policy, views]) => {
    const manifest = manifestOf(policy);
    const meaning = interpret(policy, manifest);
    const other = door(policy, manifest);
    for (const view of views) agree(policy, manifest, view, answer(meaning, view), answer(other, view), "the evaluator");
  }), settings(run));
}

/** Wrong where a rule fires on a row of a view with open rows: says that it is certain. */
function forgetful(evaluator: Evaluator): Evaluator {
  return {
    ...evaluator,
    decide: (view) => evaluator.decide(view).map((verdict) => (view.rowsOpen && verdict.row >= 0 ? { ...verdict, unknown: false } : verdict)),
  };
}

const globs = fc.constantFrom<GlobKind>("path", "domain", "text").chain((kind) => fc.record({
  kind: fc.constant(kind),
  groups: fc.array(fc.array(arbitraryGlob(kind), { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  texts: fc.array(arbitraryText([...words, "x", "example", "etc", ".", "~", ".ssh"]), { minLength: 10, maxLength: 10 }),
}));

function settings({ seed, runs, path }: Run): { readonly seed: number; readonly numRuns: number; readonly path?: string } {
  return { seed, numRuns: runs, ...(path === undefined ? {} : { path }) };
}

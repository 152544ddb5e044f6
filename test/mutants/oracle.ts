// Real OPA on the Rego of generated policies with fixed seeds, as one test a policy, for mutants of `src/rego`. Without OPA there is
// nothing to ask, and mutants of that room live.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manifestOf } from "../../src/language/ir/demand.js";
import { arbitraryPolicy } from "../fuzz/policy.js";
import { arbitraryView } from "../fuzz/view.js";
import { engines } from "../oracle/engines.js";
import { hasOpa, startOpa } from "../oracle/opa.js";
import type { Opa } from "../oracle/opa.js";

const POLICIES = 40;
const VIEWS = 24;

describe.skipIf(!hasOpa())("OPA answers as the interpreter does", () => {
  const state: { opa: Opa | null } = { opa: null };
  beforeAll(() => { state.opa = startOpa(); });
  afterAll(() => state.opa?.stop());
  it.each(Array.from({ length: POLICIES }, (_, at) => [at + 1]))("seed %d", async (seed) => {
    const [policy] = fc.sample(arbitraryPolicy(), { numRuns: 1, seed });
    if (policy === undefined || state.opa === null) throw new Error("there is a policy, and OPA");
    const manifest = manifestOf(policy);
    const views = fc.sample(arbitraryView(manifest, "decide"), { numRuns: VIEWS, seed });
    const asked = engines(state.opa, true);
    expect(await asked.opa(policy, manifest, views)).toEqual(await asked.interpreter(policy, manifest, views));
  });
});

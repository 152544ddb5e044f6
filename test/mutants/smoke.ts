// The fuzzers as tests with fixed seeds, for mutants: short runs that most mistakes of the code generator do not outlive, and longer
// ones for those that do.

import { describe, it } from "vitest";
import { fuzzers } from "../fuzz/fuzzers.js";

describe.each([["frame", 25], ["json", 15], ["machine", 50], ["regex", 50], ["spans", 50], ["frame", 200]])("smoke", (name, runs) => {
  for (const fuzzer of fuzzers) if (fuzzer.name === name) it(`${name} ${runs}`, () => fuzzer.check({ seed: runs, runs, first: true }));
});

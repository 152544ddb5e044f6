import { BaseSequencer, type TestSpecification } from "vitest/node";
import { configDefaults, defineConfig } from "vitest/config";

/** The files that take minutes begin first, so that none of them is left for the end with one core at work. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => /\/test\/(?:trace\/shared-|e2e\/cli|e2e\/authors|reach\/)/.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Files that put modules of ours in others' places, count what a process allocates, or fill it with the texts of thousands of runs: each in a process of its own. */
const alone = ["test/runtime/{engine-defects,engine-cost,leak,work}.test.ts", "test/runtime/naive*.test.ts", "test/{trace/shared-*,abi/generators,policy/*hostile,extract/hostile}.test.ts", "test/mutants/*.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // One short of the cores is the default, which leaves half of a small machine idle.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    // A loop that goes round nothing, or a property that is never asked, holds nothing.
    expect: { requireAssertions: true },
    setupFiles: ["test/seed.ts"],
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      // Most files need less than their imports take: one process has them loaded once, and its code ready for the next file.
      { extends: true, test: { name: "together", include: ["test/**/*.test.ts"], exclude: [...configDefaults.exclude, ...alone], isolate: false } },
    ],
  },
});

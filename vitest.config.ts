import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";

/** The files that take minutes begin first, so that none of them is left for the end with one core at work. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => /\/test\/trace\/shared-/.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // One short of the cores is the default, which leaves half of a small machine idle.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    // A loop that goes round nothing, or a property that is never asked, holds nothing.
    expect: { requireAssertions: true },
    setupFiles: ["test/seed.ts"],
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // One short of the cores is the default, which leaves half of a small machine idle.
    maxWorkers: "100%",
    setupFiles: ["test/seed.ts"],
  },
});

import { join } from "node:path";
import { defineConfig } from "vitest/config";

// Where TEST_TOTALS names a folder, every run leaves a report there for scripts/test-totals.ts.
const { TEST_TOTALS } = process.env;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/run-folder.ts"],
    setupFiles: ["test/setup.ts"],
    // The process that hands out the files has next to nothing to do: it needs no core for itself.
    maxWorkers: "100%",
    // The files of a worker share their modules, which takes a fifth off the whole: the core keeps no state.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...(TEST_TOTALS === undefined
      ? {}
      : { reporters: ["default", "json"], outputFile: { json: join(TEST_TOTALS, `${process.pid}.json`) } }),
  },
});

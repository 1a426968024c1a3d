import { configDefaults, defineConfig } from "vitest/config";

// The tests run against the sources: both packages name them under the condition `graphc-source`.
const conditions = ["graphc-source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    testTimeout: 30_000,
    // Many tests wait for other processes: no core is kept free for that.
    maxWorkers: "100%",
    globalSetup: ["test/runtime/postgres/global.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "test/acceptance/**"],
        },
      },
      // These compile a graph each and share nothing: one load of the compiler for all of them takes a third of the time.
      { extends: true, test: { name: "acceptance", include: ["test/acceptance/**/*.test.ts"], isolate: false } },
    ],
  },
});

import { defineConfig } from "vitest/config";

// The tests run against the sources: both packages name them under the condition `graphc-source`.
const conditions = ["graphc-source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
  },
});

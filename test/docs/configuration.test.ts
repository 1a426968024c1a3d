import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/project/config/read.ts";

const page = readFileSync("docs/configuration.md", "utf8");
const examples = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map((match) => match[1] as string);

describe("docs/configuration.md", () => {
  it.each(examples)("shows a configuration that is right: %s", async (text) => {
    expect(
      await readConfig({ path: "graphc.config.ts", text }, join(process.cwd(), "graphc.config.ts")),
    ).toHaveProperty("settings");
  });

  it.each(["include", "exclude", "outDir", "emit", "importExtensions", "warnings"])(
    "has an example of %s",
    (option) => {
      expect(examples.some((text) => text.includes(`  ${option}: `))).toBe(true);
    },
  );
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { render } from "../../../../src/diagnostics/render/render.ts";
import { configurations } from "../../../../src/project/config/configurations.ts";
import { folderWith } from "../folder.ts";

/** What is found in a configuration, a line for each finding. */
async function found(config: string, others: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const folder = folderWith({ "graphc.config.ts": config, ...others });
  const configured = configurations(folder);
  await configured.load([join(folder, "a.graph")]);
  return render(configured.problems, { format: "short" }).split("\n").slice(0, -1);
}

describe("a configuration", () => {
  it("counts for the files below its folder, but for those with a nearer one", async () => {
    const folder = folderWith({
      "graphc.config.ts": `import { defineConfig } from "graphc";\nexport default defineConfig({ outDir: "out" });\n`,
      "a/graphc.config.mjs": `export default { emit: "js" };\n`,
    });
    const configured = configurations(folder);
    await configured.load([join(folder, "x.graph"), join(folder, "a/b/x.graph")]);
    expect(configured.problems).toEqual([]);
    expect(configured.of(join(folder, "x.graph"))).toMatchObject({ outDir: join(folder, "out"), emit: "ts" });
    expect(configured.of(join(folder, "a/b/x.graph"))).toMatchObject({ outDir: undefined, emit: "js" });
  });

  it("may import what lies beside it, and knows `graphc` though none is installed", async () => {
    expect(
      await found(
        `import { defineConfig } from "graphc/config";\nimport { out } from "./out.ts";\nexport default defineConfig({ outDir: out });\n`,
        { "out.ts": `export const out: string = "out";\n` },
      ),
    ).toEqual([]);
  });

  it.each([
    [`export default { outdir: "x" };`, ":1:18: error G902 there is no option `outdir`"],
    [`export default { include: "x" };`, ":1:27: error G903 `include` must be an array of globs, and is a string"],
    [`export default { exclude: ["a", 1] };`, ":1:33: error G903 `exclude[1]` must be a glob, and is a number"],
    [`export default { include: ["../x"] };`, ":1:28: error G903 `../x` leads out of the folder of the configuration"],
    [`export default { outDir: "" };`, ":1:26: error G903 `outDir` is empty"],
    [`export default { emit: "jss" };`, ':1:24: error G903 `emit` cannot be `"jss"`'],
    [
      `const config = {\n  importExtensions: true,\n};\nexport default config satisfies object;`,
      ':2:21: error G903 `importExtensions` must be `"ts"` or `"js"` or `"none"`, and is a boolean',
    ],
    [`export default { warnings: ["G406"] };`, "error G903 `warnings` must be an object with levels by codes"],
    [`export default { warnings: { G406: "of" } };`, ':1:36: error G903 `warnings.G406` cannot be `"of"`'],
    [`export default { warnings: { G401: "off" } };`, ":1:30: error G904 `G401` is an error, and stays one"],
    [`export default { warnings: { G4066: "off" } };`, ":1:30: error G904 no warning has the code `G4066`"],
    [`export const config = {};`, ":1:1: error G901 the configuration has no default export"],
    [`export default [];`, "error G901 the configuration is an array"],
    [`export default () => ({});`, "error G901 the configuration is a function"],
    [`export default Promise.resolve({ outDir: "x" });`, "error G901 the configuration is a promise"],
    [
      `export default {\n  outDir: "a"\n  emit: "ts",\n};`,
      ":3:3: error G901 the configuration is not valid TypeScript",
    ],
    [
      `export default {};\n\nthrow new Error("no");`,
      ":3:1: error G901 the configuration cannot be read, because it throws: no",
    ],
    [
      `import "./missing.ts";\nexport default {};`,
      ":1:9: error G901 the configuration cannot be read: there is no module",
    ],
  ])("is refused with its place: %s", async (config, finding) => {
    const all = await found(config);
    expect(all).toHaveLength(1);
    expect(all[0]).toContain("graphc.config.ts");
    expect(all[0]).toContain(finding);
  });

  it.each([
    [`export const out: string = ;`, "because it throws: parts/out.ts:1: unexpected token"],
    [
      `\nexport const out = fail();\nfunction fail() { throw new Error("no"); }`,
      "because it throws: parts/out.ts:3: no",
    ],
    [`import "./nope.ts";\nexport const out = "x";`, "there is no module `./nope.ts`, which `parts/out.ts` imports"],
  ])("names the file that it imports in which something is wrong: %s", async (imported, finding) => {
    const config = `import { defineConfig } from "graphc/config";\n\nimport { out } from "./parts/out.ts";\nexport default defineConfig({ outDir: out });\n`;
    const all = await found(config, { "parts/out.ts": imported });
    expect(all).toHaveLength(1);
    expect(all[0]).toContain(finding);
  });

  it("marks the whole line that throws, because where in it is not known", async () => {
    const folder = folderWith({
      "graphc.config.ts": `function read(text: string | undefined): string {\n  return text!.trim();\n}\nexport default { outDir: read(undefined) };\n`,
    });
    const configured = configurations(folder);
    await configured.load([join(folder, "a.graph")]);
    expect(render(configured.problems)).toContain("2 |   return text!.trim();\n  |   ^^^^^^^^^^^^^^^^^^^^");
  });

  it.each(["graphc.config.cts", "graphc.config.cjs", "graphc.config.json"])(
    "called %s is refused rather than passed over",
    async (name) => {
      const folder = folderWith({ [name]: "{}\n" });
      const configured = configurations(folder);
      await configured.load([join(folder, "a.graph")]);
      expect(render(configured.problems, { format: "short" })).toBe(
        `${name}:1:1: error G901 a configuration called \`${name}\` is not read\n`,
      );
    },
  );

  it("may be called graphc.config.mts", async () => {
    const folder = folderWith({ "graphc.config.mts": `const emit: string = "js";\nexport default { emit };\n` });
    const configured = configurations(folder);
    await configured.load([join(folder, "a.graph")]);
    expect(configured.problems).toEqual([]);
    expect(configured.of(join(folder, "a.graph")).emit).toBe("js");
  });

  it("cannot end the process, which would look like success", async () => {
    const before = process.exit;
    expect(await found(`export default {};\n\nprocess.exit(0);\n`)).toEqual([
      "graphc.config.ts:3:1: error G901 the configuration ends the process: it calls `process.exit`",
    ]);
    expect(await found(`import "./other.ts";\nexport default {};\n`, { "other.ts": "process.exit();\n" })).toEqual([
      expect.stringContaining(":1:1: error G901 the configuration ends the process"),
    ]);
    expect(process.exit).toBe(before);
  });

  it.each([
    ["g406", "did you mean `G406`?"],
    ["406", "did you mean `G406`?"],
    ["G498", "`graphc explain` lists all codes"],
    ["G4066", "`graphc explain` lists all codes"],
    ["unused", "`graphc explain` lists all codes"],
  ])("says of the code %s what was meant only where that is certain", async (code, help) => {
    const folder = folderWith({ "graphc.config.ts": `export default { warnings: { "${code}": "off" } };\n` });
    const configured = configurations(folder);
    await configured.load([join(folder, "a.graph")]);
    expect(configured.problems).toMatchObject([{ code: "G904", help }]);
  });

  it("is refused beside a second one", async () => {
    const all = await found("export default {};", { "graphc.config.mjs": "export default {};" });
    expect(all).toEqual([
      "graphc.config.ts:1:1: error G901 there is a second configuration in this folder, `graphc.config.mjs`",
    ]);
  });
});

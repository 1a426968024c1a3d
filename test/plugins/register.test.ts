import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { loader } from "../../src/plugins/node/load.ts";
import { programOf } from "../hosts/hosts.ts";
import { workspace, type Outcome, type Workspace } from "./workspace.ts";

// The first build loads the compiler and a bundler, and programs are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

/** Ways of running a program. The packed package is run without tsx on the oldest Node by `test/package.test.ts`. */
const ways: Readonly<Record<string, (space: Workspace, ...flags: readonly string[]) => Promise<Outcome>>> = {
  "with tsx before it": (space, ...flags) => space.run(...flags, "--import", "graphc/register", "main.ts"),
  "on a current Node": (space, ...flags) =>
    space.runOn(programOf("node"), ...flags, "--import", "graphc/register", "main.ts"),
  "on a current Node with tsx behind it": (space, ...flags) =>
    space.runOn(programOf("node"), ...flags, "--import", "graphc/register", "--import", "tsx", "main.ts"),
};

describe.each(Object.entries(ways))("graphc/register %s", (name, run) => {
  const isMissing = name.includes("current") && programOf("node") === undefined;

  it.skipIf(isMissing)("runs a program that imports a graph which imports another", async () => {
    const space = workspace();
    expect(await run(space)).toMatchObject({ code: 0, stdout: "high: The printer burns!\n", stderr: "" });
  });

  it.skipIf(isMissing)(
    "refuses a graph with errors, with the place and without saying where in the compiler",
    async () => {
      const space = workspace();
      space.edit("triage.graph", "writes urgency", "writes urgent");
      const { code, stderr } = await run(space);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error\[G201\]: there is no field called `urgent`$/m);
      expect(stderr).toContain("--> triage.graph:10:37");
      expect(stderr).toContain("10 |   node classify { reads text writes urgent }");
      expect(stderr).not.toMatch(/^ +at /m);
    },
  );

  it.skipIf(isMissing)("says what an imported file lacks as Node does", async () => {
    const space = workspace();
    space.edit("main.ts", "./support.graph", "./suport.graph");
    const { code, stderr } = await run(space);
    expect(code).toBe(1);
    expect(stderr).toContain("ERR_MODULE_NOT_FOUND");
    expect(stderr).toContain("suport.graph");
  });

  it.skipIf(isMissing)("leads stack traces to the line of the graph", async () => {
    const space = workspace();
    writeFileSync(space.path("failing.graph"), failing);
    writeFileSync(space.path("main.ts"), asking);
    const { stdout } = await run(space, "--enable-source-maps");
    expect(stdout).toContain(`${space.path("failing.graph")}:7:`);
  });
});

describe("TypeScript where Node reads none", () => {
  it("is refused at the place that is no TypeScript", async () => {
    const space = workspace();
    writeFileSync(space.path("wrong.ts"), "export const a: number = 1;\nexport const b = ) 2;\n");
    expect(await loader()(pathToFileURL(space.path("wrong.ts")).href)).toEqual({
      refused: `${space.path("wrong.ts")}:2:18: TS1109: Expression expected.\n  export const b = ) 2;`,
    });
  });
});

const failing = `graph Failing {
  state {
    input big: bigint
    output text: string
  }
  node divide => {
    text: string(big / (big - big)),
  }
  start -> divide -> end
}
`;

const asking = `import { createFailing } from "./failing.graph";
const error = await createFailing().invoke({ big: 1n }).catch((reason) => reason);
console.log(error.stack, error.cause?.stack);
`;

import { writeFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { GraphModules } from "../../src/plugins/modules.ts";
import { workspace } from "./workspace.ts";

// The first build loads the compiler and a bundler, and programs are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

describe("Modules of graphs", () => {
  it("are made again only when a file has changed that they depend on", async () => {
    const { folder, path, edit } = workspace();
    const modules = new GraphModules(folder);
    const first = await modules.make(path("support.graph"));
    expect(first.files).toEqual([path("support.graph"), path("triage.graph")]);
    expect(await modules.make(path("support.graph"))).toBe(first);
    edit("handlers.ts", "high", "higher");
    expect(await modules.make(path("support.graph"))).toBe(first);
    edit("triage.graph", "node classify", "// Looks at the text.\n  node classify");
    expect(await modules.make(path("support.graph"))).not.toBe(first);
    expect(modules.dependentsOf(path("triage.graph"))).toEqual([path("support.graph")]);
  });

  it("depend on what they import and is not there, so that they are right once it is", async () => {
    const { folder, path, edit } = workspace();
    const modules = new GraphModules(folder);
    edit("support.graph", "./triage.graph", "./later.graph");
    const { errors, output, files } = await modules.make(path("support.graph"));
    expect(output).toBeUndefined();
    expect(errors.map(({ code }) => code)).toContain("G204");
    expect(files).toContain(path("later.graph"));
    writeFileSync(
      path("later.graph"),
      'graph Triage {\n  state { input text: string\n output urgency: "low" = "low" }\n node a => { urgency: "low" }\n start -> a -> end\n}\ntype Urgency = "low"\n',
    );
    expect((await modules.make(path("support.graph"))).errors).toEqual([]);
  });

  it("follow the configuration beside them", async () => {
    const { folder, path, edit } = workspace();
    const modules = new GraphModules(folder);
    edit("triage.graph", "output urgency: Urgency", "output urgency: Urgency\n    unused: int = 0");
    expect((await modules.make(path("triage.graph"))).warnings.map(({ code }) => code)).toEqual(["G406"]);
    writeFileSync(path("graphc.config.js"), 'export default { warnings: { G406: "error" } };\n');
    const { errors } = await new GraphModules(folder).make(path("triage.graph"));
    expect(errors.map(({ code }) => code)).toEqual(["G406"]);
  });

  it("say what cannot be read, and not where in the compiler", async () => {
    const { folder, path } = workspace();
    writeFileSync(path("support.graph"), new Uint8Array([0xff, 0xfe, 0x00]));
    await expect(new GraphModules(folder).make(path("support.graph"))).rejects.toMatchObject({
      message: "cannot read `support.graph`: it is not a text in UTF-8",
      stack: "cannot read `support.graph`: it is not a text in UTF-8",
    });
  });
});

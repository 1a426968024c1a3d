import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { golden } from "./compiled.ts";

/** What esbuild makes of a file that imports something from a generated module: its text, and the files that something of is left. */
async function bundle(
  contents: string,
): Promise<{ readonly text: string; readonly size: number; readonly files: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: golden, loader: "ts" },
    bundle: true,
    format: "esm",
    write: false,
    metafile: true,
    minifySyntax: true,
    conditions: ["graphc-source"],
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const text = outputFiles[0]?.text ?? "";
  return { text, size: text.length, files };
}

const endingWith = (files: readonly string[], end: string): readonly string[] =>
  files.filter((file) => file.endsWith(end));

describe("a bundler", () => {
  it("leaves the other graphs of a module out, and what stores threads", async () => {
    const one = await bundle(`export { branches } from "./flow.graph.ts";`);
    expect(one.text).toContain(`name: "Branches"`);
    expect(one.text).not.toMatch(/name: "(Groups|Recovery)"/);
    expect(endingWith(one.files, "engine/app.ts")).toEqual([]);
  });

  it("keeps a description without the nodes, their functions and the runtime", async () => {
    const { files, size, text } = await bundle(`export { deskGraph } from "./order.graph.ts";`);
    expect(text).not.toContain("Trip");
    expect(endingWith(files, "order.nodes.ts")).toEqual([]);
    expect(size).toBeLessThan(3_000);
  });

  it("keeps schemas without the nodes, their functions and the engine", async () => {
    const { files, size } = await bundle(`export { supportSchemas } from "./support.graph.ts";`);
    expect(endingWith(files, "support.nodes.ts")).toEqual([]);
    expect(files.filter((file) => file.includes("runtime/engine/"))).toEqual(["runtime/engine/define.ts"]);
    expect(size).toBeLessThan(30_000);
  });

  it.each(["flow", "narrowing", "order", "settings", "shared", "support", "types", "uses"])(
    "keeps nothing of %s.graph where only types are imported, or nothing",
    async (name) => {
      const { text } = await bundle(`import "./${name}.graph.ts"; import type {} from "./${name}.graph.ts";`);
      expect(text.replace(/^\/\/.*|^"use strict";/gm, "").trim()).toBe("");
    },
  );
});

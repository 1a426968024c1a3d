import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compile } from "../../../src/compile.ts";
import type { CompileOptions } from "../../../src/compile.ts";
import type { Source } from "../../../src/source/source.ts";
import { root } from "./compiled.ts";

/** A folder of a project with some files and the modules of its graphs, gone when `use` is done. */
export async function inProject<R>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<R>,
  options: CompileOptions = { emit: "js" },
): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), "graphc-js-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  try {
    mkdirSync(join(folder, "node_modules/@graphc"), { recursive: true });
    symlinkSync(join(root, "runtime"), join(folder, "node_modules/@graphc/runtime"));
    write("package.json", '{ "type": "module" }');
    for (const [path, text] of Object.entries(files)) write(path, text);
    const sources: readonly Source[] = Object.entries(files)
      .filter(([path]) => path.endsWith(".graph"))
      .map(([path, text]) => ({ path, text }));
    const { modules, diagnostics } = await compile(sources, options);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join("\n"));
    for (const { source, files: made } of modules)
      for (const { ending, text } of made) write(source.replace(/\.graph$/, ending), text);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

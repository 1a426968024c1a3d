/** The modules of the samples and of the golden graphs: what `graphc build` writes beside them. */
import { fileURLToPath } from "node:url";
import { compile } from "../../src/compile.ts";
import { openProject } from "../../src/project/project.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const project = await openProject({ folder: root, patterns: ["samples", "test/golden"] });
const { modules, diagnostics } = await compile(project.sources, { rewriteImport: project.rewriteImport });
for (const found of diagnostics) {
  if (found.severity === "error") throw new Error(`${found.source.path}: ${found.code} ${found.message}`);
}

export const generators = modules.map((module) => ({
  file: module.path,
  generate: () => module.text,
}));

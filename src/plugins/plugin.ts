/** The plugin, once for all bundlers. */
import { resolve } from "node:path";
import { createUnplugin, type UnpluginInstance } from "unplugin";
import { graphFiles, lazyCompiler } from "./compiler.ts";
import { esbuildSetup } from "./esbuild-setup.ts";
import { reporterOf } from "./report.ts";
import { Told } from "./told.ts";
import { hotUpdate } from "./vite-updates.ts";

export const plugin: UnpluginInstance<undefined, false> = createUnplugin((_options, { framework }) => {
  const name = "graphc";
  const compiler = lazyCompiler();
  const told = new Told();
  if (framework === "esbuild") return { name, esbuild: { setup: esbuildSetup(compiler, told) } };
  return {
    name,
    buildStart: () => told.clear(),
    watchChange: () => told.clear(),
    load: {
      filter: { id: graphFiles },
      async handler(id) {
        // webpack and Rspack compare a path without its query.
        if (!graphFiles.test(id)) return null;
        const modules = await compiler();
        const { output, errors, warnings, files } = await modules.make(resolve(id));
        for (const file of files) this.addWatchFile(file);
        const report = await reporterOf(this, framework, modules.folder);
        for (const one of told.news(warnings)) report.warning(one);
        return output ?? report.errors(errors);
      },
    },
    vite: { hotUpdate: hotUpdate(compiler) },
  };
});

/** The plugin, once for all bundlers. */
import { createUnplugin, type UnpluginInstance } from "unplugin";
import { lazyCompiler } from "./compiler.ts";
import { esbuildSetup } from "./esbuild-setup.ts";
import { fileOf, graphIds } from "./ids.ts";
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
    buildStart() {
      told.clear(environmentOf(this));
    },
    watchChange() {
      told.clear(environmentOf(this));
    },
    load: {
      filter: { id: graphIds },
      async handler(id) {
        // webpack and Rspack compare a path without its query.
        const file = fileOf(id);
        if (file === undefined) return null;
        const modules = await compiler();
        const { output, errors, warnings, files } = await modules.make(file);
        for (const one of files) this.addWatchFile(one);
        const report = await reporterOf(this, framework, modules.folder);
        for (const one of told.news(warnings, environmentOf(this))) report.warning(one);
        return output ?? report.errors(errors);
      },
    },
    vite: { hotUpdate: hotUpdate(compiler) },
  };
});

/** The part of a program that is being built: Vite builds several at once, such as one for browsers and one for servers. */
function environmentOf(context: object): string {
  const { environment } = context as { readonly environment?: { readonly name: string } };
  return environment?.name ?? "";
}

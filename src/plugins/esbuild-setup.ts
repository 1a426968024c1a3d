/** esbuild's own plugin: it takes findings with the text of their line, and several of them. */
import type { OnLoadResult, PartialMessage, PluginBuild } from "esbuild";
import { dirname } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Compiler } from "./compiler.ts";
import { graphIds } from "./ids.ts";
import { withMap } from "./inline-map.ts";
import type { Told } from "./told.ts";

export function esbuildSetup(compiler: Compiler, told: Told): (build: PluginBuild) => void {
  return (build) => {
    build.onStart(() => told.clear());
    build.onLoad({ filter: /\.graph$/ }, async ({ path, namespace, suffix }): Promise<OnLoadResult | undefined> => {
      if (namespace !== "file" || !graphIds.test(path + suffix)) return undefined;
      const modules = await compiler();
      const { output, errors, warnings, files } = await modules.make(path);
      const { located } = await import("./findings.ts");
      const messagesOf = (found: readonly Diagnostic[]): PartialMessage[] =>
        found.map((one) => located(one, modules.folder));
      const messages = {
        errors: messagesOf(errors),
        warnings: messagesOf(told.news(warnings)),
        watchFiles: [...files],
      };
      return output === undefined
        ? messages
        : { ...messages, contents: withMap(output.code, output.map), loader: "js", resolveDir: dirname(path) };
    });
  };
}

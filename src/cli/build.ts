import { Command, Option } from "commander";
import type { Format } from "../diagnostics/render/formats.ts";
import { buildOnce } from "./build-once.ts";
import type { Emission } from "../project/config/config.ts";
import type { Io } from "./io.ts";
import { formatOption, pathsArgument } from "./options.ts";
import type { Finish } from "./finish.ts";

export interface BuildOptions {
  readonly outDir?: string;
  readonly emit?: Emission;
  readonly format: Format;
  readonly types?: boolean;
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly cache: boolean;
}

export function buildCommand(io: Io, finish: Finish): Command {
  return new Command("build")
    .summary("compile .graph files to TypeScript")
    .description(
      "Compiles .graph files, and those they import, to TypeScript modules. A file with errors, and one that imports it, gets no module. A module that would not change is not touched.",
    )
    .argument(...pathsArgument)
    .option("--out-dir <folder>", "where modules go, in the folders of their sources (default: beside the sources)")
    .addOption(
      new Option("--emit <language>", "what modules are written in: ts, or js with declarations beside it").choices([
        "ts",
        "js",
      ]),
    )
    .addOption(formatOption())
    .option("--types", "look at the TypeScript that the graphs import, too; what does not fit it gets no module")
    .addOption(new Option("--check", "write nothing, and list the modules that are not up to date").conflicts("watch"))
    .option("--watch", "build again whenever something changes, until Ctrl-C")
    .option("--no-cache", "compile everything, also what has not changed since the last build")
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], options: BuildOptions) => {
      if (options.watch) {
        const { watch } = await import("./watch.ts");
        finish(await watch(paths, options, io));
        return;
      }
      finish((await buildOnce(paths, options, io)).code);
    });
}

const examples = `
Examples:
  graphc build                                  every .graph file below the current folder
  graphc build flows/support.graph              one file
  graphc build "flows/**/*.graph"               a glob, in quotes so that the shell leaves it alone
  graphc build --out-dir generated              modules in generated/, in the folders of their sources
  graphc build --emit js                        JavaScript and declarations instead of TypeScript
  graphc build --watch                          again whenever a graph changes
  graphc build --check                          for CI: are the modules up to date?
  graphc build --format json > findings.json    findings for a program`;

import { Command } from "commander";
import { count } from "../diagnostics/render/summary.ts";
import type { Format } from "../diagnostics/render/render.ts";
import type { Io } from "./io.ts";
import { formatOption, pathsArgument } from "./options.ts";
import { report } from "./report.ts";
import type { Finish } from "./run.ts";

interface Options {
  readonly format: Format;
}

export function checkCommand(io: Io, finish: Finish): Command {
  return new Command("check")
    .summary("look for mistakes without writing anything")
    .description("Checks .graph files, and those they import, and writes nothing.")
    .argument(...pathsArgument)
    .addOption(formatOption())
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], options: Options) => {
      const [{ check }, { openProject }] = await Promise.all([
        import("../compile.ts"),
        import("../project/project.ts"),
      ]);
      const { sources } = await openProject({ folder: io.folder, patterns: paths });
      const diagnostics = check(sources);
      finish(report(diagnostics, options.format, io));
      if (diagnostics.length === 0) io.stderr.write(`checked ${count(sources.length, "file")}: nothing found\n`);
    });
}

const examples = `
Examples:
  graphc check                            every .graph file below the current folder
  graphc check flows support.graph        a folder and a file
  graphc check --format short             one line a finding, for editors and grep
  graphc check --format json | jq length  how many findings`;

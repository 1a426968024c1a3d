import { Command } from "commander";
import { count } from "../diagnostics/render/summary.ts";
import type { Format } from "../diagnostics/render/render.ts";
import type { Io } from "./io.ts";
import { formatOption, pathsArgument } from "./options.ts";
import { progressOn } from "./progress.ts";
import { report } from "./report.ts";
import type { Finish } from "./run.ts";
import { typesOf } from "./types.ts";

interface Options {
  readonly outDir?: string;
  readonly format: Format;
  readonly types?: boolean;
}

export function buildCommand(io: Io, finish: Finish): Command {
  return new Command("build")
    .summary("compile .graph files to TypeScript")
    .description(
      "Compiles .graph files, and those they import, to TypeScript modules. A file with errors, and one that imports it, gets no module. A module that would not change is not touched.",
    )
    .argument(...pathsArgument)
    .option("--out-dir <folder>", "where modules go, in the folders of their sources (default: beside the sources)")
    .addOption(formatOption())
    .option("--types", "look at the TypeScript that the graphs import, too; what does not fit it gets no module")
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], options: Options) => {
      const progress = progressOn(io.stderr);
      const [{ compile }, { openProject }] = await Promise.all([
        import("../compile.ts"),
        import("../project/project.ts"),
      ]);
      const { outDir } = options;
      const project = await openProject({
        folder: io.folder,
        patterns: paths,
        ...(outDir === undefined ? {} : { outDir }),
      });
      if (project.problems.length > 0) {
        finish(report(project.problems, options.format, io));
        return;
      }
      let done = 0;
      const { modules, diagnostics } = await compile(project.sources, {
        rewriteImport: project.rewriteImport,
        existing: project.existing,
        levelOf: project.levelOf,
        ...(options.types ? { types: await typesOf(project, io.folder) } : {}),
        onModule: (module) => progress.show(`${++done} of ${count(project.sources.length, "file")}: ${module.source}`),
      });
      const written = await Promise.all(modules.map((module) => project.write(module)));
      progress.clear();
      finish(report(diagnostics, options.format, io));
      for (const { path, changed } of written) if (changed) io.stderr.write(`wrote ${path}\n`);
      io.stderr.write(
        `${outcome(written.length, written.filter((file) => file.changed).length, project.sources.length)}\n`,
      );
    });
}

function outcome(built: number, changed: number, all: number): string {
  if (built === 0) return `nothing built of ${count(all, "file")}`;
  const of = built === all ? count(all, "file") : `${built} of ${count(all, "file")}`;
  return changed === 0 ? `built ${of}: up to date` : `built ${of}`;
}

const examples = `
Examples:
  graphc build                                  every .graph file below the current folder
  graphc build flows/support.graph              one file
  graphc build "flows/**/*.graph"               a glob, in quotes so that the shell leaves it alone
  graphc build --out-dir generated              modules in generated/, in the folders of their sources
  graphc build --format json > findings.json    findings for a program`;

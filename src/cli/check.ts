import { Command } from "commander";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/render/cells.ts";
import { count } from "../diagnostics/render/summary.ts";
import type { Format } from "../diagnostics/render/formats.ts";
import type { FixOptions } from "../fix.ts";
import type { Project } from "../project/project.ts";
import { positionAt } from "../source/source.ts";
import type { Io } from "./io.ts";
import { formatOption, pathsArgument } from "./options.ts";
import { report } from "./report.ts";
import type { Finish } from "./finish.ts";
import { typesOf } from "./types.ts";
import { tellUnreadable } from "./unreadable.ts";

interface Options {
  readonly format: Format;
  readonly fix?: boolean;
  readonly types?: boolean;
}

export function checkCommand(io: Io, finish: Finish): Command {
  return new Command("check")
    .summary("look for mistakes without writing anything")
    .description("Checks .graph files, and those they import, and writes nothing but the fixes that --fix asks for.")
    .argument(...pathsArgument)
    .addOption(formatOption())
    .option("--fix", "apply the safe fixes to the named files, and report what is left")
    .option("--types", "look at the TypeScript that the graphs import, too")
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], options: Options) => {
      const [{ check, checkTypes }, { openProject }] = await Promise.all([
        import("../compile.ts"),
        import("../project/project.ts"),
      ]);
      const project = await openProject({ folder: io.folder, patterns: paths });
      tellUnreadable(project.unreadable, io);
      if (project.problems.length > 0) {
        finish(await report(project.problems, options.format, io));
        return;
      }
      const types = options.types ? await typesOf(project, io.folder) : undefined;
      const asked = { silenced: options.format === "sarif", levelOf: project.levelOf };
      const look: FixOptions["check"] = (sources) =>
        types ? checkTypes(sources, types, asked) : check(sources, asked);
      const diagnostics = options.fix ? await fixed(project, look, io) : await look(project.sources);
      finish(await report(diagnostics, options.format, io));
      if (diagnostics.every((one) => one.silenced !== undefined))
        io.stderr.write(`checked ${count(project.sources.length, "file")}: nothing found\n`);
    });
}

/** Applies safe fixes to the files, says what was changed, and returns what is left. */
async function fixed(project: Project, check: FixOptions["check"], { stderr }: Io): Promise<readonly Diagnostic[]> {
  const { fix } = await import("../fix.ts");
  const { files, diagnostics } = await fix(project.sources, { check, mayChange: (path) => project.named.has(path) });
  for (const file of files) {
    await project.rewrite(file);
    for (const { title, diagnostic } of file.fixes) stderr.write(`${fixLine(title, diagnostic)}\n`);
  }
  return diagnostics;
}

/** The place is that of the finding when it was mended. */
function fixLine(title: string, { source, span, code }: Diagnostic): string {
  const { line, column } = positionAt(source, span.start);
  return visible(`fixed ${source.path}:${line}:${column}: ${title} (${code})`);
}

const examples = `
Examples:
  graphc check                            every .graph file below the current folder
  graphc check flows support.graph        a folder and a file
  graphc check --fix                      apply the safe fixes, report the rest
  graphc check --types                    look at handlers, reducers and routers as well
  graphc check --format short             one line a finding, for editors and grep
  graphc check --format json | jq .errors  how many errors`;

import { Command } from "commander";
import { count } from "../diagnostics/render/summary.ts";
import type { Format } from "../diagnostics/render/formats.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Formatted } from "../project/format.ts";
import { exit } from "./exit.ts";
import type { Io } from "./io.ts";
import { formatOption, pathsArgument } from "./options.ts";
import { report } from "./report.ts";
import { tellUnreadable } from "./unreadable.ts";
import type { Finish } from "./finish.ts";

interface Options {
  readonly check?: boolean;
  readonly stdinFilepath?: string;
  readonly format: Format;
}

export function formatCommand(io: Io, finish: Finish): Command {
  return new Command("format")
    .summary("lay out .graph files")
    .description(
      "Lays out .graph files, as Prettier does with the plugin graphc/prettier and with the same settings. A file with syntax errors is left as it is and its errors are reported. `-` reads a text from standard input and writes it to standard output.",
    )
    .argument(...pathsArgument)
    .option("--check", "write nothing, and list the files that are laid out otherwise")
    .option("--stdin-filepath <path>", "lay out standard input with the settings for this path")
    .addOption(formatOption())
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], options: Options) => {
      const { formatFiles, formatText } = await import("../project/format.ts");
      if (options.stdinFilepath !== undefined || paths.includes("-")) {
        const path = options.stdinFilepath ?? "stdin.graph";
        const result = await formatText({ path, text: await io.stdin() }, io.folder);
        finish(await stdinOutcome(result, options, io));
        return;
      }
      const { files, problems, unreadable } = await formatFiles({
        folder: io.folder,
        patterns: paths,
        write: options.check !== true,
      });
      tellUnreadable(unreadable, io);
      finish(await (problems.length > 0 ? findings(problems, options.format, io) : filesOutcome(files, options, io)));
    });
}

async function stdinOutcome(
  { source, text, diagnostics }: Formatted,
  { check, format }: Options,
  io: Io,
): Promise<0 | 1> {
  if (text === undefined) return findings(diagnostics, format, io);
  if (check) return text === source.text ? exit.ok : exit.findings;
  io.stdout.write(text);
  return exit.ok;
}

async function filesOutcome(files: readonly Formatted[], { check, format }: Options, io: Io): Promise<0 | 1> {
  const differing = files.filter(({ source, text }) => text !== undefined && text !== source.text);
  const diagnostics = files.flatMap((file) => file.diagnostics);
  const code = diagnostics.length > 0 ? await findings(diagnostics, format, io) : exit.ok;
  for (const { source } of differing) {
    if (check) io.stdout.write(`${source.path}\n`);
    else io.stderr.write(`formatted ${source.path}\n`);
  }
  if (files.length === 0) io.stderr.write("nothing to format: .prettierignore or .gitignore names every file\n");
  if (files.length === 0) return exit.ok;
  const all = count(files.length, "file");
  if (!check) {
    io.stderr.write(
      `formatted ${differing.length === 0 ? `${all}: nothing to change` : `${differing.length} of ${all}`}\n`,
    );
    return code;
  }
  if (differing.length === 0) {
    if (code === exit.ok) io.stderr.write(`${all} formatted\n`);
    return code;
  }
  io.stderr.write(`${differing.length} of ${all} not formatted; run \`graphc format\`\n`);
  return exit.findings;
}

async function findings(diagnostics: readonly Diagnostic[], format: Format, io: Io): Promise<0 | 1> {
  await report(diagnostics, format, io);
  return exit.findings;
}

const examples = `
Examples:
  graphc format                                     every .graph file below the current folder
  graphc format --check                             which files are laid out otherwise, for CI
  graphc format - < flow.graph                      standard input to standard output
  graphc format --stdin-filepath flows/flow.graph   for editors: the settings of that path`;

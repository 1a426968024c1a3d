import { Command } from "commander";
import { buildCommand } from "./build.ts";
import { checkCommand } from "./check.ts";
import { diffCommand } from "./diff.ts";
import { drawCommand } from "./draw.ts";
import { exit, explainFailure, type ExitCode } from "./exit.ts";
import { explainCommand } from "./explain.ts";
import { formatCommand } from "./format.ts";
import { initCommand } from "./init.ts";
import type { Io } from "./io.ts";
import { packageInfo } from "./package-info.ts";
import { serveCommand } from "./serve.ts";

/** A command line and what its action ends with; a command hands its exit code to `finish`. */
export type Finish = (code: ExitCode) => void;

/** Runs the command that the arguments name; never throws. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exit.ok;
  const program = new Command("graphc");
  const commands = [
    buildCommand,
    checkCommand,
    diffCommand,
    drawCommand,
    explainCommand,
    formatCommand,
    initCommand,
    serveCommand,
  ].map((make) =>
    make(io, (result) => {
      code = result;
    }),
  );
  program
    .description("Compiles .graph files to readable, typed TypeScript modules.")
    .version(packageInfo().version, "-V, --version", "print the version")
    .helpCommand(false)
    .addHelpText("after", examples);
  for (const command of [program, ...commands]) {
    command
      .helpOption("-h, --help", "show this help")
      .exitOverride()
      .showHelpAfterError("Run it with --help to see what it takes.")
      .configureOutput({
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
        getOutHelpWidth: () => io.stdout.columns ?? 100,
        getErrHelpWidth: () => io.stderr.columns ?? 100,
        outputError: (text, write) => write(text.replace(/^error: /, "graphc: ")),
      });
  }
  for (const command of commands) program.addCommand(command);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    return explainFailure(error, io);
  }
}

const examples = `
Examples:
  graphc init support     make a folder with a graph that compiles and runs
  graphc build            compile every .graph file below the current folder
  graphc check flows      only look for mistakes
  graphc diff main        what the changes since then do to stored threads
  graphc format           lay out every .graph file below the current folder
  graphc explain G401     say more about a code`;

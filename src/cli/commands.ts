import { Command, CommanderError } from "commander";
import { exit, type ExitCode } from "./exit.ts";
import type { Finish } from "./finish.ts";
import type { Io } from "./io.ts";
import { packageInfo } from "./package-info.ts";

type Make = (io: Io, finish: Finish) => Command;

/** In the order of the help. Each is loaded only where it is run or listed. */
const commands: ReadonlyMap<string, () => Promise<Make>> = new Map([
  ["build", async (): Promise<Make> => (await import("./build.ts")).buildCommand],
  ["check", async () => (await import("./check.ts")).checkCommand],
  ["diff", async () => (await import("./diff.ts")).diffCommand],
  ["draw", async () => (await import("./draw.ts")).drawCommand],
  ["explain", async () => (await import("./explain.ts")).explainCommand],
  ["format", async () => (await import("./format.ts")).formatCommand],
  ["init", async () => (await import("./init.ts")).initCommand],
  ["serve", async () => (await import("./serve.ts")).serveCommand],
]);

/** Runs the command that the arguments name, or says why it cannot be run. */
export async function runCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exit.ok;
  const program = new Command("graphc")
    .description("Compiles .graph files to readable, typed TypeScript modules.")
    .version(packageInfo().version, "-V, --version", "print the version")
    .helpCommand(false)
    .addHelpText("after", examples);
  withOutput(program, io);
  for (const make of await wanted(args)) {
    const command = make(io, (result) => {
      code = result;
    });
    program.addCommand(withOutput(command, io));
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
    throw error;
  }
}

/** The command that the first argument names; all of them where it names none, so that they can be listed and suggested. */
async function wanted([name = ""]: readonly string[]): Promise<readonly Make[]> {
  if (name === "--version" || name === "-V") return [];
  const named = commands.get(name);
  return Promise.all((named === undefined ? [...commands.values()] : [named]).map((load) => load()));
}

function withOutput(command: Command, io: Io): Command {
  return command
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

const examples = `
Examples:
  graphc init support     make a folder with a graph that compiles and runs
  graphc build            compile every .graph file below the current folder
  graphc check flows      only look for mistakes
  graphc diff main        what the changes since then do to stored threads
  graphc format           lay out every .graph file below the current folder
  graphc explain G401     say more about a code`;

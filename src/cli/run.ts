import { buildOnce } from "./build-once.ts";
import { explainFailure, type ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";
import { plainBuild } from "./plain.ts";

/** Runs the command that the arguments name; never throws. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const build = plainBuild(args);
    if (build !== undefined) return (await buildOnce(build.paths, build.options, io)).code;
    const { runCommand } = await import("./commands.ts");
    return await runCommand(args, io);
  } catch (error) {
    return explainFailure(error, io);
  }
}

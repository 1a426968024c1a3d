import { isProjectError } from "../project/error.ts";
import type { Io } from "./io.ts";

/** What the process ends with. */
export const exit = {
  /** Done; there may be warnings. */
  ok: 0,
  /** The graphs have errors. */
  findings: 1,
  /** The command cannot be carried out: wrong usage, or a file that cannot be read or written. */
  usage: 2,
  /** `build --check`: a module is not up to date. */
  stale: 3,
  /** A bug of graphc. */
  bug: 70,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** Says on `stderr` why a command stopped, where that is not said yet, and chooses the exit code. */
export function explainFailure(error: unknown, { stderr, environment }: Io): ExitCode {
  if (isProjectError(error)) {
    stderr.write(`graphc: ${error.message}\n`);
    return exit.usage;
  }
  const reason = error instanceof Error ? error.message : String(error);
  stderr.write(`graphc: this is a bug in graphc: ${reason}\n`);
  if (environment["DEBUG"] === "graphc") {
    if (error instanceof Error && error.stack) stderr.write(`${error.stack}\n`);
    stderr.write(
      "Please report it with this output and the files that cause it; `npm bugs graphc` opens the tracker.\n",
    );
  } else {
    stderr.write(
      "Run it again with DEBUG=graphc to see where, and please report it; `npm bugs graphc` opens the tracker.\n",
    );
  }
  return exit.bug;
}

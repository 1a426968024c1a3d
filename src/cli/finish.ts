import type { ExitCode } from "./exit.ts";

/** What the action of a command hands its exit code to. */
export type Finish = (code: ExitCode) => void;

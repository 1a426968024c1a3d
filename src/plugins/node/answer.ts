/** What hooks answer Node. */
import type { LoadFnOutput } from "node:module";
import type { Loaded } from "./load.ts";

/** @throws Error with the findings, where the file has errors. */
export function moduleOf(loaded: Loaded): LoadFnOutput {
  if ("refused" in loaded) {
    const error = new Error(loaded.refused);
    // Node prints the stack alone, in brackets. Where in the compiler that was says nothing to a user.
    error.stack = `\n${loaded.refused}\n`;
    throw error;
  }
  return { format: "module", source: loaded.source, shortCircuit: true };
}

/** Whether Node, and whoever else has hooks, does not know what to do with a file: a Node that reads no TypeScript, without tsx and the like. */
export function isForeign(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION";
}

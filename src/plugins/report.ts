/** How findings are handed to the bundlers. */
import type { UnpluginContext } from "unplugin";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

export interface Reporter {
  warning(diagnostic: Diagnostic): void;
  /** Ends the module. @throws always. */
  errors(diagnostics: readonly Diagnostic[]): never;
}

/** @param folder What paths of findings are relative to, absolute. */
export async function reporterOf(context: UnpluginContext, framework: string, folder: string): Promise<Reporter> {
  const { finding, joined, text } = await import("./findings.ts");
  if (framework === "webpack" || framework === "rspack")
    return {
      // These two print a message as it is, and nothing else.
      warning: (diagnostic) => context.warn(text([diagnostic])),
      errors(diagnostics) {
        throw withoutStack(text(diagnostics));
      },
    };
  return {
    warning(diagnostic) {
      const one = finding(diagnostic, folder);
      // Of a warning in a build Vite prints the message alone.
      const { line, column } = one.loc;
      const message =
        framework === "vite" ? `${diagnostic.source.path}:${line}:${column}: ${one.message}` : one.message;
      context.warn({ ...one, message });
    },
    errors(diagnostics) {
      const found = joined(diagnostics, folder);
      // What Rollup's `error` is given it throws; without `stack` it would show where in the compiler that was.
      context.error({ ...found, stack: "" });
      throw withoutStack(found.message);
    },
  };
}

/** An error whose place is in its message: where it was thrown says nothing to a user. */
function withoutStack(message: string): Error {
  const error = new Error(message);
  // An empty one Rspack 1 would show in place of the message.
  delete error.stack;
  return error;
}

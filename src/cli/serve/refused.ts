import { ProjectError } from "../../project/error.ts";

/**
 * What the runtime refuses, as what the command says; other errors as they are. The runtime is the project's own, so its errors are known by their names.
 * @param remedies What to say instead, by the option that is wrong.
 */
export function refused(error: unknown, remedies: Readonly<Record<string, string>> = {}): unknown {
  if (!(error instanceof Error) || !["ConfigError", "StorageError"].includes(error.name)) return error;
  const option = "option" in error && typeof error.option === "string" ? error.option : "";
  return new ProjectError(remedies[option] ?? error.message);
}

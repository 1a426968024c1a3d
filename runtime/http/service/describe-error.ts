import { isGraphError, StorageError, ThreadConflictError } from "../../errors.ts";

/** An error as callers see it. */
export interface ShownError {
  readonly name: string;
  readonly message: string;
}

/**
 * What callers are told of an error. What handlers throw may have secrets in it, and so may what a database says: unless `exposed`, neither its name
 * nor its message is told.
 */
export function shownError(error: unknown, exposed: boolean): ShownError {
  if (exposed) return error instanceof Error ? { name: error.name, message: error.message } : nameless(`${error}`);
  if (isGraphError(error)) return { name: error.name, message: summaries[error.name] ?? hidden };
  if (error instanceof ThreadConflictError) return { name: error.name, message: "Somebody else wrote to it first." };
  if (error instanceof StorageError) return { name: error.name, message: "The storage refused." };
  return nameless(hidden);
}

const hidden = "It failed. What went wrong is in the server's log.";

/** What can be said of the runtime's own errors without repeating any value. */
const summaries: { readonly [name: string]: string } = {
  NodeError: "A node failed. What went wrong is in the server's log.",
  TimeoutError: "A node did not finish in time.",
  AskTimeoutError: "Nobody answered in time.",
  StepLimitError: 'The run reached its limit of steps; continue it with a higher "limit" if it should go on.',
  WriteConflictError: "Two members of a group wrote the same field.",
};

function nameless(message: string): ShownError {
  return { name: "Error", message };
}

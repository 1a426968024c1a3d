import { ServiceError } from "./errors.ts";

/**
 * Whose a request is. Threads are stored as `owner/id`, so that a thread is looked for among its caller's alone: another caller's is not hidden, it is
 * not there. Without an owner (a server that asks nobody) they are stored under their ids.
 */
export interface Caller {
  readonly owner?: string;
}

/** What identifies a thread to callers and where it is stored. */
export interface ThreadName {
  readonly id: string;
  readonly stored: string;
}

const idPattern = /^[A-Za-z0-9_][\w.:@~-]{0,127}$/;

/** Whether a text can be the id of a thread: 1 to 128 of letters, digits and `_ - . : @ ~`, beginning with a letter, a digit or `_`. */
export function isThreadId(id: string): boolean {
  return idPattern.test(id);
}

/** @throws ServiceError if the id is none. */
export function threadName({ owner }: Caller, id: string): ThreadName {
  if (!isThreadId(id)) {
    throw new ServiceError(
      "invalid-id",
      "An id has 1 to 128 letters, digits and _ - . : @ ~, and begins with a letter, a digit or _.",
    );
  }
  return { id, stored: prefixOf(owner) + id };
}

/** Whether threads can be stored for an owner. */
export function isOwner(owner: string): boolean {
  try {
    return owner !== "" && encodeURIComponent(owner).length <= 126;
  } catch {
    // Half of a surrogate pair has no encoding.
    return false;
  }
}

/** What the ids of a caller's threads begin with where they are stored. */
export function prefixOf(owner: string | undefined): string {
  return owner === undefined ? "" : `${encodeURIComponent(owner)}/`;
}

/** The id under which a caller knows a stored thread; `undefined` if it is not the caller's. */
export function idOf({ owner }: Caller, stored: string): string | undefined {
  const prefix = prefixOf(owner);
  const id = stored.startsWith(prefix) ? stored.slice(prefix.length) : "";
  return isThreadId(id) ? id : undefined;
}

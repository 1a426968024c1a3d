import { StorageError, type StorageProblem } from "../errors.ts";

/**
 * What a failed statement means: `aborted` was certainly not applied and can be sent again; `lost` is the connection, so that nobody knows what
 * became of the statement; the rest is for the caller.
 */
export type Failure = "aborted" | "lost" | StorageProblem;

/** By SQLSTATE, the most exact first; classes have two characters. */
const failures: { readonly [state: string]: Failure } = {
  "40001": "aborted",
  "40P01": "aborted",
  "08": "lost",
  "57P01": "lost",
  "57P02": "lost",
  "57P03": "lost",
  "57P05": "lost",
  "53300": "lost",
  "53100": "full",
  "53": "failed",
  "28": "unreachable",
  "3D": "unreachable",
  "3F000": "setup",
  "42P01": "setup",
  "42883": "setup",
  "42501": "read-only",
  "25006": "read-only",
  "55P03": "busy",
  XX001: "corrupt",
  XX002: "corrupt",
};

/** Errors of sockets and of name servers, as Node calls them. */
const lost = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|EAI_|ENOTFOUND|ENOENT|EADDRNOTAVAIL)/;
/** What pg says of connections without giving a code. */
const lostText =
  /connection (was )?(terminated|ended|error)|not queryable|timeout exceeded|client was closed|closed the connection/i;

export function failureOf(error: unknown): Failure {
  const { code, message, severity } = error as { code?: unknown; message?: unknown; severity?: unknown };
  if (typeof code === "string") {
    const failure = failures[code] ?? failures[code.slice(0, 2)];
    if (typeof severity === "string") return failure ?? "failed";
    if (lost.test(code)) return "lost";
  }
  if (typeof message !== "string") return "failed";
  if (/after calling end/i.test(message)) return "closed";
  return lostText.test(message) ? "lost" : "failed";
}

/** The SQLSTATE that is behind an error, if it is the server's. */
export function stateOf({ cause }: StorageError): string | undefined {
  const { code, severity } = (cause ?? {}) as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === "string" && typeof severity === "string" ? code : undefined;
}

/** The error that callers see. */
export function storageError(storage: string, failure: Failure, cause: unknown, wasReached: boolean): StorageError {
  return new StorageError({ storage, problem: problemOf(failure, wasReached), cause });
}

function problemOf(failure: Failure, wasReached: boolean): StorageProblem {
  if (failure === "aborted") return "busy";
  if (failure === "lost") return wasReached ? "lost" : "unreachable";
  return failure;
}

import * as errors from "../../errors.ts";
import { DeniedError, type Refusal, ServiceError } from "../service/errors.ts";
import { faultsOf, pointerPart, ProblemError, type ProblemName } from "../web/problem.ts";

/** The problem that an error of the service or of an app is; `undefined` for what callers are not told about. */
export function problemOf(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if (error instanceof ServiceError) return refused(error);
  if (error instanceof DeniedError) return denied(error);
  if (error instanceof errors.AnswerError) return answerProblem(error);
  if (error instanceof errors.StateValidationError && error.node === undefined) {
    return new ProblemError("invalid-request", "A value does not fit the graph.", {
      errors: faultsOf(error.issues, ""),
    });
  }
  if (error instanceof errors.ConfigError) return configProblem(error);
  if (error instanceof errors.StorageError) return storageProblem(error);
  return stateProblem(error);
}

/** Problems with the state that a task is in. */
function stateProblem(error: unknown): ProblemError | undefined {
  if (error instanceof errors.UnfinishedRunError) {
    const { next, status } = error;
    const way = status === "waiting" ? "answer what waits" : "continue it";
    return new ProblemError(
      "unfinished-run",
      `Its run is unfinished (${status}): ${way}, or give it up with "onUnfinished": "discard".`,
      { extension: { status: 409, taskStatus: status, next } },
    );
  }
  if (error instanceof errors.NotFoundError) {
    return new ProblemError(
      "not-found",
      error.checkpointId === undefined ? "There is no such task." : "The task has no such checkpoint.",
    );
  }
  if (error instanceof errors.ThreadBusyError) return new ProblemError("busy", "A run is active on the task.");
  if (error instanceof errors.ThreadConflictError) {
    return new ProblemError("conflict", "Somebody else changed the task first; nothing was stored. Read it again.");
  }
  if (error instanceof errors.SchemaMismatchError) {
    return new ProblemError("conflict", "The task was stored by a version of the graph that this server cannot read.");
  }
  return undefined;
}

const refusals: { readonly [refusal in Refusal]: ProblemName } = {
  "unknown-graph": "invalid-request",
  "unknown-thread": "not-found",
  "unknown-run": "not-found",
  "invalid-id": "invalid-request",
  busy: "busy",
  idle: "conflict",
  full: "overloaded",
  "full-for-caller": "too-many-runs",
  closing: "shutting-down",
};

function refused({ message, refusal, retryAfter }: ServiceError): ProblemError {
  const where = refusal === "unknown-graph" ? "/graph" : refusal === "invalid-id" ? "/threadId" : undefined;
  return new ProblemError(refusals[refusal], refusal === "unknown-thread" ? "There is no such task." : message, {
    ...(where !== undefined && { errors: [{ detail: message, pointer: where }] }),
    ...(retryAfter !== undefined && { headers: { "retry-after": `${retryAfter}` } }),
  });
}

function denied({ challenge, message, status }: DeniedError): ProblemError {
  if (status === 403) return new ProblemError("forbidden", message);
  return new ProblemError("unauthenticated", message, { headers: { "www-authenticate": challenge } });
}

function answerProblem({ ask, issues, reason, waiting }: errors.AnswerError): ProblemError {
  const pointer = `/answers${pointerPart(ask)}`;
  if (reason === "invalid") {
    return new ProblemError("invalid-answer", "An answer does not fit what was asked.", {
      errors: faultsOf(issues, pointer),
    });
  }
  const detail = {
    unknown: "Nothing waits for this answer.",
    ambiguous: "Several of this name wait: answer by id.",
    expired: "The answer came too late: continue the task.",
  }[reason];
  return new ProblemError("conflict", detail, { errors: [{ detail, pointer }], extension: { waiting } });
}

/** The options of a call that come from the caller; all others are the server's. */
const callersOptions = new Set([
  "asNode",
  "path",
  "goto",
  "interruptBefore",
  "interruptAfter",
  "limit",
  "checkpointId",
]);

function configProblem({ message, option }: errors.ConfigError): ProblemError | undefined {
  if (option === "threadId") return new ProblemError("conflict", "The id is that of a task of another graph.");
  if (!callersOptions.has(option)) return undefined;
  return new ProblemError("invalid-request", message, { errors: [{ detail: message, pointer: `/${option}` }] });
}

function storageProblem({ problem }: errors.StorageError): ProblemError | undefined {
  if (!["busy", "unreachable", "lost", "closed"].includes(problem)) return undefined;
  return new ProblemError("storage-unavailable", "The storage cannot be reached at the moment.", {
    headers: { "retry-after": "5" },
  });
}

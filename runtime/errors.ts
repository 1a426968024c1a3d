import type { InterruptId } from "./types/interrupts.ts";
import type { Issue } from "./types/schema.ts";
import type { ThreadStatus } from "./types/storage.ts";

/** What every error of a graph is told: whose it is. */
export interface GraphErrorOptions {
  readonly graph: string;
  readonly threadId?: string | undefined;
}

type Place = readonly (string | number)[];

/** `log[3].name` */
function placeOf([field = "", ...rest]: Place): string {
  return rest.reduce<string>((text, part) => text + (typeof part === "number" ? `[${part}]` : `.${part}`), `${field}`);
}

/** `a, b` in quotes. */
function listOf(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `"${name}"`).join(", ");
}

/** The base of all errors below. `name` is the class's name (but see `NodeTimeoutError`), so that `match error.name` and `instanceof` agree. */
export abstract class GraphError extends Error {
  declare readonly graph: string;
  declare readonly threadId?: string;

  /** `members` are the public members of the class, by name; what is `undefined` stays absent. A `cause` is set as for any error. */
  constructor({ graph, threadId }: GraphErrorOptions, message: string, members: object = {}) {
    super(message, members);
    for (const [name, value] of Object.entries({ graph, threadId, ...members })) {
      if (value !== undefined && name !== "cause") Object.defineProperty(this, name, { value, enumerable: true });
    }
  }
}

/** Whether a thrown value is one of the errors of this package. `ThreadConflictError` is none of them: a checkpointer throws it, which knows no graph. */
export function isGraphError(error: unknown): error is GraphError {
  return error instanceof GraphError;
}

/** Whose value was refused: `of` words it, `node` is there for an update of a node. */
export interface ValueOptions extends GraphErrorOptions {
  readonly of?:
    | "input"
    | "update"
    | "answer"
    | "question"
    | "effect"
    | "event"
    | "output"
    | "context"
    | "stored state"
    | "item"
    | undefined;
  readonly node?: string | undefined;
}

/** `The update of node "a" in graph "G"` */
function ownerOf({ of = "update", node, graph }: ValueOptions): string {
  const by = node === undefined ? "" : ` of node "${node}"`;
  return `The ${of}${by}${graph === "" ? "" : ` in graph "${graph}"`}`;
}

/** An input, update, answer or event has an unknown, undeclared, missing or unfitting field; that of an event is named after it. */
export class StateValidationError extends GraphError {
  /** The node whose update it was; absent for input and `updateState` without `asNode`. */
  declare readonly node?: string;
  declare readonly field: string;
  declare readonly reason: "unknown" | "undeclared" | "missing" | "invalid";
  declare readonly issues: readonly Issue[];

  constructor(
    options: ValueOptions & {
      readonly field: string;
      readonly reason: "unknown" | "undeclared" | "missing" | "invalid";
      readonly issues?: readonly Issue[];
    },
  ) {
    super(options, `${ownerOf(options)} ${misfit(options)}`, {
      node: options.node,
      field: options.field,
      reason: options.reason,
      issues: options.issues ?? [],
    });
  }

  override get name(): string {
    return "StateValidationError";
  }
}

function misfit(options: { field: string; reason: string; issues?: readonly Issue[] }): string {
  const { field, reason, issues = [] } = options;
  const [issue] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  switch (reason) {
    case "unknown":
      return `has "${field}", which is no field there${issue ? `: ${issue.message}${more}` : ""}. Correct the name or leave it out.`;
    case "undeclared":
      return `writes "${field}", which is not among the node's "writes". Add it there, or leave it out of the result.`;
    case "missing":
      return `lacks "${issue?.path?.length ? placeOf(issue.path) : field}". Supply it, or declare that it may be left out ("?").`;
    default:
      return `does not fit at ${issue?.path?.length ? `"${placeOf(issue.path)}"` : field === "" ? "its top" : `"${field}"`}: ${issue?.message ?? "invalid"}${more}.`;
  }
}

/** Two members of a group wrote a field that has no reducer (possible only through `any` or `updateState`). */
export class WriteConflictError extends GraphError {
  declare readonly field: string;
  declare readonly paths: readonly [string, string];

  constructor(options: GraphErrorOptions & { readonly field: string; readonly paths: readonly [string, string] }) {
    const { field, graph, paths } = options;
    super(
      options,
      `Two members of a group in graph "${graph}" wrote "${field}": ${listOf(paths)}. Give the field a reducer, or write it in one of them only.`,
      { field, paths },
    );
  }

  override get name(): string {
    return "WriteConflictError";
  }
}

/** A router or `goto` named a node that is not among its targets. */
export class UnknownTargetError extends GraphError {
  declare readonly node: string;
  declare readonly target: string;
  declare readonly allowed: readonly string[];

  constructor(
    options: GraphErrorOptions & {
      readonly node: string;
      readonly target: string;
      readonly allowed: readonly string[];
    },
  ) {
    const { allowed, graph, node, target } = options;
    super(
      options,
      `Behind "${node}" in graph "${graph}", "${target}" was named as the next node; possible are: ${listOf(allowed)}.`,
      { node, target, allowed },
    );
  }

  override get name(): string {
    return "UnknownTargetError";
  }
}

/** A value cannot be stored exactly: a function, a class instance, a cycle, `NaN` in `json`, … */
export class NotStorableError extends GraphError {
  declare readonly node?: string;
  declare readonly field: string;
  /** Inside the field: `["items", 3, "callback"]`. */
  declare readonly at: readonly (string | number)[];
  declare readonly found: string;

  constructor(options: ValueOptions & { readonly field: string; readonly at: Place; readonly found: string }) {
    const { at, field, found } = options;
    super(
      options,
      `${ownerOf(options)} has a value at "${placeOf([field, ...at])}" that cannot be stored: ${found}. Store plain data; clients and functions belong in the context.`,
      { node: options.node, field, at, found },
    );
  }

  override get name(): string {
    return "NotStorableError";
  }
}

/** A node failed, its retries are used up and it has no error edge; `cause` is what it threw last. Several at once come as an `AggregateError`. */
export class NodeError extends GraphError {
  declare readonly node: string;
  declare readonly path: string;
  declare readonly attempts: number;
  declare readonly cause: unknown;

  constructor(
    options: GraphErrorOptions & {
      readonly node: string;
      readonly path: string;
      readonly attempts: number;
      readonly cause: unknown;
    },
  ) {
    const { attempts, cause, graph, node, path } = options;
    const place = path === node ? "" : ` (at ${path})`;
    const tries = attempts === 1 ? "" : ` after ${attempts} attempts`;
    super(options, `Node "${node}"${place} in graph "${graph}" failed${tries}: ${messageOf(cause)}`, {
      node,
      path,
      attempts,
      cause,
    });
  }

  override get name(): string {
    return "NodeError";
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

/** A handler did not finish in time. Its `name` is `"TimeoutError"`, as that of `AbortSignal.timeout`, so that `retry { on "TimeoutError" }` means both. */
export class NodeTimeoutError extends GraphError {
  declare readonly node: string;
  declare readonly timeout: number;

  constructor(options: GraphErrorOptions & { readonly node: string; readonly timeout: number }) {
    const { graph, node, timeout } = options;
    super(
      options,
      `Node "${node}" in graph "${graph}" did not finish within ${timeout} ms. Raise its "timeout", or call ctx.heartbeat() while it works.`,
      { node, timeout },
    );
  }

  override get name(): string {
    return "TimeoutError";
  }
}

/** Nobody answered in time; what an error edge of an ask sees. */
export class AskTimeoutError extends GraphError {
  declare readonly ask: string;
  declare readonly id: InterruptId;
  declare readonly deadline: Date;

  constructor(
    options: GraphErrorOptions & { readonly ask: string; readonly id: InterruptId; readonly deadline: Date },
  ) {
    const { ask, deadline, graph, id } = options;
    super(options, `Nobody answered "${ask}" in graph "${graph}" by ${deadline.toISOString()}.`, { ask, id, deadline });
  }

  override get name(): string {
    return "AskTimeoutError";
  }
}

/** The run's longest chain reached the limit; `continue` with a higher `limit` goes on. */
export class StepLimitError extends GraphError {
  declare readonly limit: number;
  declare readonly values: object;

  constructor(options: GraphErrorOptions & { readonly limit: number; readonly values: object }) {
    const { graph, limit, values } = options;
    super(
      options,
      `Graph "${graph}" reached its limit of ${limit} steps without coming to an end. If it should go on, continue with a higher "limit"; else look for a cycle that nothing leaves.`,
      { limit, values },
    );
  }

  override get name(): string {
    return "StepLimitError";
  }
}

/** Another call runs on this thread in this process. */
export class ThreadBusyError extends GraphError {
  declare readonly threadId: string;

  constructor(options: GraphErrorOptions & { readonly threadId: string }) {
    super(
      options,
      `Another call runs on thread "${options.threadId}" of graph "${options.graph}". Wait for it, or pass { ifBusy: "wait" }.`,
    );
  }

  override get name(): string {
    return "ThreadBusyError";
  }
}

/** Somebody else committed to the thread first; nothing of ours was stored. */
export class ThreadConflictError extends Error {
  readonly threadId: string;
  readonly expected: string | undefined;
  readonly found: string | undefined;

  constructor(threadId: string, expected: string | undefined, found: string | undefined) {
    const what =
      expected !== undefined && expected === found
        ? `something was added to checkpoint ${expected}`
        : `expected checkpoint ${expected ?? "none"}, found ${found ?? "none"}`;
    super(
      `Somebody else wrote to thread "${threadId}" first: ${what}. This write was not stored; look at the thread and go on from what it is now.`,
    );
    this.threadId = threadId;
    this.expected = expected;
    this.found = found;
  }

  override get name(): string {
    return "ThreadConflictError";
  }
}

/** What is stored of a thread is not what this package has written: the storage is damaged, or somebody has changed it. */
export class CorruptCheckpointError extends Error {
  readonly threadId: string;
  /** Absent where the head of the thread was asked for and could not be read. */
  readonly checkpointId: string | undefined;
  /** The field that cannot be read, `"frontier"` for where the run is, `"records"` for what was added; absent if it is not known. */
  readonly field: string | undefined;

  constructor(threadId: string, checkpointId: string | undefined, field: string | undefined, cause?: unknown) {
    const place = field === undefined ? "" : `"${field}" of `;
    super(
      `What is stored as ${place}checkpoint "${checkpointId ?? "head"}" of thread "${threadId}" cannot be read: ${messageOf(cause ?? "it is something else")}. Restore it, go on from an earlier checkpoint, or delete the thread.`,
      { cause },
    );
    this.threadId = threadId;
    this.checkpointId = checkpointId;
    this.field = field;
  }

  override get name(): string {
    return "CorruptCheckpointError";
  }
}

/** New input came for a thread whose run is unfinished. A run whose `status` is `"running"` goes on in another process, or its process has died: no storage knows which. */
export class UnfinishedRunError extends GraphError {
  declare readonly threadId: string;
  declare readonly status: ThreadStatus;
  declare readonly next: readonly string[];

  constructor(
    options: GraphErrorOptions & {
      readonly threadId: string;
      readonly status: ThreadStatus;
      readonly next: readonly string[];
    },
  ) {
    const { graph, next, status, threadId } = options;
    super(
      options,
      `Thread "${threadId}" of graph "${graph}" has an unfinished run (${status}${status === "running" ? ", unless its process has died" : ""}; next: ${listOf(next)}). Go on with it by ${status === "waiting" ? "resume" : "continue"}, or give it up with { onUnfinished: "discard" }.`,
      { status, next },
    );
  }

  override get name(): string {
    return "UnfinishedRunError";
  }
}

/** An answer was refused. */
export class AnswerError extends GraphError {
  /** The name or id that was answered. */
  declare readonly ask: string;
  declare readonly reason: "unknown" | "ambiguous" | "expired" | "invalid";
  /** The ids that wait. */
  declare readonly waiting: readonly InterruptId[];
  /** Why an invalid answer does not fit. */
  declare readonly issues: readonly Issue[];

  constructor(
    options: GraphErrorOptions & {
      readonly ask: string;
      readonly reason: "unknown" | "ambiguous" | "expired" | "invalid";
      readonly waiting: readonly InterruptId[];
      readonly issues?: readonly Issue[];
    },
  ) {
    const { ask, graph, issues = [], reason, waiting } = options;
    super(options, `The answer to "${ask}" in graph "${graph}" ${objection(options)}`, {
      ask,
      reason,
      waiting,
      issues,
    });
  }

  override get name(): string {
    return "AnswerError";
  }
}

function objection({ ask, reason, waiting, issues = [] }: ConstructorParameters<typeof AnswerError>[0]): string {
  const [issue] = issues;
  switch (reason) {
    case "unknown":
      return `is to nothing that waits; waiting are: ${listOf(waiting)}.`;
    case "ambiguous":
      return ambiguity(waiting.filter((id) => id === ask || id.startsWith(`${ask}:`)));
    case "expired":
      return `came too late. Call continue to take the ask's error edge.`;
    default:
      return `does not fit${issue?.path?.length ? ` at "${placeOf(issue.path)}"` : ""}: ${issue?.message ?? "invalid"}.`;
  }
}

/** Of several questions of one name, none is meant; one is, if it is answered by its name and by its id. */
function ambiguity(meant: readonly string[]): string {
  if (meant.length === 1) return `is a second one to ${listOf(meant)}. Answer by name or by id, once.`;
  return `could be meant for several that wait: ${listOf(meant)}. Answer by id.`;
}

/** A stored thread cannot be read by this version of the graph. */
export class SchemaMismatchError extends GraphError {
  declare readonly storedVersion: number;
  declare readonly version: number;
  /** The field that does not fit … */
  declare readonly field?: string;
  /** … or the node that a path waits at and that is gone. Neither, if it was stored by a later version. */
  declare readonly node?: string;

  constructor(
    options: GraphErrorOptions & {
      readonly storedVersion: number;
      readonly version: number;
      readonly field?: string | undefined;
      readonly node?: string | undefined;
      readonly issues?: readonly Issue[] | undefined;
    },
  ) {
    const { field, graph, issues, node, storedVersion, threadId = "", version } = options;
    const why = issues?.[0] === undefined ? "" : ` (${issues[0].message})`;
    const what =
      node !== undefined
        ? `it waits at node "${node}", which is gone. Bring the node back under this name, or discard the run`
        : field === undefined
          ? "that is older. Load it with the version that stored it, or a later one"
          : `its field "${field}" does not fit${why}. ${storedVersion < version ? "Let" : "Raise the version and let"} a "migrate" from version ${storedVersion} make it fit, or give the field a default`;
    super(
      options,
      `Thread "${threadId}" was stored by version ${storedVersion} of graph "${graph}" and cannot be read by version ${version}: ${what}.`,
      { storedVersion, version, field, node },
    );
  }

  override get name(): string {
    return "SchemaMismatchError";
  }
}

export class NotFoundError extends GraphError {
  declare readonly threadId: string;
  declare readonly checkpointId?: string;

  constructor(options: GraphErrorOptions & { readonly threadId: string; readonly checkpointId?: string | undefined }) {
    const { checkpointId, graph, threadId } = options;
    super(
      options,
      checkpointId === undefined
        ? `There is no thread "${threadId}" of graph "${graph}". A thread begins with an invoke that has input.`
        : `Thread "${threadId}" of graph "${graph}" has no checkpoint "${checkpointId}". It may have been pruned.`,
      { checkpointId },
    );
  }

  override get name(): string {
    return "NotFoundError";
  }
}

/** An option is missing or senseless: no `threadId`, no context, an ask without a checkpointer (G610), an empty id. */
export class ConfigError extends GraphError {
  declare readonly option: string;

  /** `problem` ends the sentence that begins with the option's name: `is missing; …`. */
  constructor(options: GraphErrorOptions & { readonly option: string; readonly problem: string }) {
    const { graph, option, problem } = options;
    super(options, `Option "${option}"${graph === "" ? "" : ` of graph "${graph}"`} ${problem}`, { option });
  }

  override get name(): string {
    return "ConfigError";
  }
}

/**
 * Why a database could not do what it was asked for: `busy` (locked by others for longer than the time to wait), `full` (no space left), `read-only`, `corrupt`,
 * `unreachable` (no such place, no connection), `lost` (the connection, so that nobody knows whether the call took effect), `foreign` (it holds something else),
 * `newer` (a later version of this package has made it), `setup` (its tables are missing or of an earlier version), `closed` (the checkpointer is), or
 * anything else (`failed`).
 */
export type StorageProblem =
  | "busy"
  | "full"
  | "read-only"
  | "corrupt"
  | "unreachable"
  | "lost"
  | "foreign"
  | "newer"
  | "setup"
  | "closed"
  | "failed";

/** The database where threads are stored refused; nothing of the call was stored (unless the problem is `lost`), and it can be repeated once the reason is gone. `cause` is what the driver threw. */
export class StorageError extends Error {
  readonly problem: StorageProblem;

  /** `storage` begins the message: `SQLite database "threads.db"`. */
  constructor(options: {
    readonly storage: string;
    readonly problem: StorageProblem;
    readonly detail?: string;
    readonly cause?: unknown;
  }) {
    const { cause, detail, problem, storage } = options;
    const why = detail ?? (cause === undefined ? undefined : messageOf(cause));
    super(
      `${storage} ${storageTexts[problem]}${why === undefined ? "" : ` (${why})`}.`,
      cause === undefined ? {} : { cause },
    );
    this.problem = problem;
  }

  override get name(): string {
    return "StorageError";
  }
}

const storageTexts: { readonly [problem in StorageProblem]: string } = {
  busy: "is locked by somebody else. Nothing was stored; repeat the call, or allow more time to wait",
  full: "has no space left. Nothing was stored; make room and repeat the call",
  "read-only": "cannot be written to. Nothing was stored; look at the rights to the database",
  corrupt: "is damaged. Restore it from a copy",
  unreachable: "cannot be reached. Look at the place that was named, and the rights to it",
  lost: "was reached before, and is gone. Look at the server; load the thread to see what was stored, and continue it",
  foreign: "holds something else than threads of @graphc/runtime. Name another place",
  newer: "was made by a later version of @graphc/runtime. Upgrade this one",
  setup: "lacks the tables of this version of @graphc/runtime. Call setup() once, before it is used",
  closed: "is closed. Open a new one",
  failed: "refused",
};

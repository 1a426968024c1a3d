import { answerTask, continueTask, forkTask } from "./routes/go-on.ts";
import { cancelTask, joinRun, listRuns, streamTask } from "./routes/runs.ts";
import { createTask } from "./routes/create.ts";
import { deleteTask, updateTask } from "./routes/change.ts";
import type { Exchange } from "./exchange.ts";
import { listTasks } from "./routes/list.ts";
import type { ProblemName } from "../web/problem.ts";
import { readHistory, readTask } from "./routes/read.ts";
import type { RequestParts } from "../openapi/bodies.ts";
import type { ResultParts } from "../openapi/results.ts";

/** A parameter of a route, as its document has it. */
export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header";
  readonly description: string;
  readonly schema: { readonly type: string } | { readonly enum: readonly string[] };
}

/** An operation of the native protocol. */
export interface Route {
  readonly method: "get" | "post" | "patch" | "delete";
  /** With the names of its parts in braces: `/tasks/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: keyof RequestParts;
  /** What it answers; absent where it answers nothing, or a stream. */
  readonly result?: keyof ResultParts;
  /** Whether it starts a run, which can be waited for, streamed, or left in the background. */
  readonly runs?: true;
  /** Whether it answers a stream of events alone. */
  readonly streams?: true;
  /** The problems that are its own, beside those that any request may have. */
  readonly problems: readonly ProblemName[];
  answer(exchange: Exchange): Promise<Response>;
}

const limit: Parameter = {
  name: "limit",
  in: "query",
  description: "How many, 1 to 100. Default: 20.",
  schema: { type: "integer" },
};

const running = ["malformed-request", "body-too-large", "unsupported-media-type", "invalid-request"] as const;
const starting = [
  ...running,
  ...([
    "conflict",
    "busy",
    "run-cancelled",
    "too-many-runs",
    "run-failed",
    "overloaded",
    "shutting-down",
    "run-timeout",
  ] as const),
] as const;

export const routes: readonly Route[] = [
  {
    method: "post",
    path: "/tasks",
    operationId: "createTask",
    summary: "Make a task, or go on with one by new input",
    body: "create",
    result: "result",
    runs: true,
    problems: [...starting, "unfinished-run"],
    answer: createTask,
  },
  {
    method: "get",
    path: "/tasks",
    operationId: "listTasks",
    summary: "List your tasks, those that were touched last first",
    parameters: [
      { name: "graph", in: "query", description: "Only those of this graph.", schema: { type: "string" } },
      {
        name: "status",
        in: "query",
        description: "Only those that stand so.",
        schema: { enum: ["running", "waiting", "stopped", "failed", "done"] },
      },
      {
        name: "order",
        in: "query",
        description: "Whether those that were touched last come first (default), or those that were not for longest.",
        schema: { enum: ["newest", "oldest"] },
      },
      limit,
      { name: "cursor", in: "query", description: "What the page before gave as `next`.", schema: { type: "string" } },
    ],
    result: "tasks",
    problems: ["malformed-request", "invalid-request"],
    answer: listTasks,
  },
  {
    method: "get",
    path: "/tasks/{id}",
    operationId: "readTask",
    summary: "Read how a task stands, or stood at a checkpoint",
    parameters: [
      { name: "checkpoint", in: "query", description: "A past checkpoint.", schema: { type: "string" } },
      {
        name: "subgraphs",
        in: "query",
        description: "Whether to tell the states inside subgraphs.",
        schema: { type: "boolean" },
      },
    ],
    result: "task",
    problems: ["malformed-request", "not-found"],
    answer: readTask,
  },
  {
    method: "delete",
    path: "/tasks/{id}",
    operationId: "deleteTask",
    summary: "Delete a task with all its checkpoints",
    problems: ["not-found", "busy"],
    answer: deleteTask,
  },
  {
    method: "get",
    path: "/tasks/{id}/history",
    operationId: "readHistory",
    summary: "Read the checkpoints of a task, the newest first",
    parameters: [
      limit,
      {
        name: "before",
        in: "query",
        description: "Only what is older than this checkpoint.",
        schema: { type: "string" },
      },
      {
        name: "source",
        in: "query",
        description: "Only those that were written so.",
        schema: { enum: ["input", "step", "update", "fork"] },
      },
    ],
    result: "history",
    problems: ["malformed-request", "not-found"],
    answer: readHistory,
  },
  {
    method: "get",
    path: "/tasks/{id}/stream",
    operationId: "streamTask",
    summary: "Follow the active run of a task, or replay one",
    parameters: [
      { name: "run", in: "query", description: "The run. Default: the last.", schema: { type: "string" } },
      { name: "Last-Event-ID", in: "header", description: "The event seen last.", schema: { type: "string" } },
    ],
    streams: true,
    problems: ["malformed-request", "not-found", "events-gone"],
    answer: streamTask,
  },
  {
    method: "get",
    path: "/tasks/{id}/runs",
    operationId: "listRuns",
    summary: "List the runs of a task that the server remembers",
    result: "runs",
    problems: ["not-found"],
    answer: listRuns,
  },
  {
    method: "get",
    path: "/tasks/{id}/runs/{run}",
    operationId: "joinRun",
    summary: "Wait for a run to end and read how",
    result: "result",
    problems: ["not-found", "conflict", "run-cancelled", "run-failed", "run-timeout"],
    answer: joinRun,
  },
  {
    method: "post",
    path: "/tasks/{id}/answers",
    operationId: "answerTask",
    summary: "Answer what waits, and go on",
    body: "answers",
    result: "result",
    runs: true,
    problems: [...starting, "not-found", "invalid-answer"],
    answer: answerTask,
  },
  {
    method: "post",
    path: "/tasks/{id}/continue",
    operationId: "continueTask",
    summary: "Go on after a failure, a limit, a stop, a crash or an expired question",
    body: "continue",
    result: "result",
    runs: true,
    problems: [...starting, "not-found"],
    answer: continueTask,
  },
  {
    method: "post",
    path: "/tasks/{id}/fork",
    operationId: "forkTask",
    summary: "Go on from a past checkpoint",
    body: "fork",
    result: "result",
    runs: true,
    problems: [...starting, "not-found"],
    answer: forkTask,
  },
  {
    method: "post",
    path: "/tasks/{id}/cancel",
    operationId: "cancelTask",
    summary: "Cancel the active run; what it has finished is stored",
    result: "cancelled",
    problems: ["not-found", "conflict"],
    answer: cancelTask,
  },
  {
    method: "patch",
    path: "/tasks/{id}/state",
    operationId: "updateTask",
    summary: "Change the state of a task",
    body: "update",
    result: "written",
    problems: [...running, "not-found", "conflict", "busy"],
    answer: updateTask,
  },
];

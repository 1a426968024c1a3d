import type { RunStatus as Ran } from "../service/index.ts";
import type { RunStatus, ThreadStatus } from "./protocol.ts";
import type { ThreadStatus as Stored } from "../../types/storage.ts";

/** How a run stands, in the client's words. One that waits for an answer, or was cancelled, is interrupted. */
export function runStatusOf(status: Ran): RunStatus {
  return runs[status];
}

const runs: { readonly [status in Ran]: RunStatus } = {
  running: "running",
  done: "success",
  waiting: "interrupted",
  failed: "error",
  overtaken: "interrupted",
  cancelled: "interrupted",
  timeout: "timeout",
  parked: "interrupted",
};

/** How a thread stands, in the client's words. `undefined`: nothing has run on it. */
export function threadStatusOf(status: Stored | undefined): ThreadStatus {
  return status === undefined ? "idle" : threads[status];
}

const threads: { readonly [status in Stored]: ThreadStatus } = {
  running: "busy",
  waiting: "interrupted",
  stopped: "interrupted",
  failed: "error",
  done: "idle",
};

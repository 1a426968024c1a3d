import type { LogText, Outcome, Transcript } from "../service/index.ts";
import type { Part } from "./protocol.ts";
import { type Telling, translate } from "./translate.ts";
import { runStatusOf } from "./status.ts";
import { toJson } from "../json/write.ts";

/** A run as the client's streams have it: `metadata` first, `end` last. */
export function transcriptOf(telling: Telling): Transcript {
  const { runId: run_id, threadId: thread_id } = telling;
  return {
    begin: () => [textOf({ event: "metadata", data: { run_id, thread_id, attempt: 1 } })],
    async *tell(events) {
      for await (const part of translate(events, telling)) yield textOf(part);
    },
    end: (outcome) =>
      [...problemOf(outcome, telling), { event: "end", data: { run_id, status: runStatusOf(outcome.status) } }].map(
        textOf,
      ),
  };
}

/** What is wrong with how a run ended. Who cancels a run knows of it. */
export function problemOf(outcome: Outcome, { describe }: Pick<Telling, "describe">): readonly Part[] {
  switch (outcome.status) {
    case "failed":
      return [{ event: "error", data: describe(outcome.error) }];
    case "overtaken":
      return [
        { event: "error", data: { error: "ConflictError", message: "Another server went on with the thread first." } },
      ];
    case "timeout":
      return [
        { event: "error", data: { error: "TimeoutError", message: "The run took longer than the server allows." } },
      ];
    case "parked":
      return [
        { event: "error", data: { error: "ShutdownError", message: "The server shut down; continue the run later." } },
      ];
    default:
      return [];
  }
}

function textOf({ event, data }: Part): LogText {
  return { type: event, data: toJson(data) };
}

import type { GraphTypes } from "../../types/graph-types.ts";
import type { HostedEvent } from "./hosted.ts";
import { isInterrupted } from "../../types/interrupts.ts";
import type { Outcome, ServiceRun } from "./run.ts";
import type { ShownError } from "./describe-error.ts";
import { toJson } from "../json/write.ts";

/** Says what callers may know of an error. */
export type Describe = (error: unknown) => ShownError;

/** An entry as it is written: `data` is JSON text. */
export interface LogText {
  readonly type: string;
  readonly data: string;
}

/** How a run is written down in its log, in the words of a protocol. */
export interface Transcript {
  /** What comes before the run. */
  begin(): Iterable<LogText>;
  /** What is said of its events; the last one has the output. */
  tell(events: AsyncIterable<HostedEvent>): AsyncIterable<LogText>;
  /** What comes behind the run. */
  end(outcome: Outcome): Iterable<LogText>;
}

/** The transcript of the service's own protocol: the events without `type` and `seq`, for which entries have members of their own, between `run` and `end`. */
export function plainTranscript({ id, graph, thread }: ServiceRun, describe: Describe): Transcript {
  return {
    begin: () => [{ type: "run", data: toJson({ runId: id, threadId: thread.id, graph: graph.name }) }],
    async *tell(events) {
      for await (const event of events) {
        const { type, ...rest } = shown(event, describe);
        if (type !== "done") yield { type, data: toJson(rest) };
      }
    },
    end: (outcome) => [{ type: "end", data: endText(outcome, describe) }],
  };
}

/** An event without what callers are not told. */
function shown(event: HostedEvent, describe: Describe): { readonly type: string; readonly [member: string]: unknown } {
  const { seq: _seq, ...rest } = event;
  if (rest.type === "subgraph") {
    return { ...rest, event: shown(rest.event, describe) };
  }
  return rest.type === "step" && "error" in rest ? { ...rest, error: describe(rest.error) } : rest;
}

function endText(outcome: Outcome, describe: Describe): string {
  return toJson(outcome.status === "failed" ? { status: "failed", error: describe(outcome.error) } : outcome);
}

/** How a run ended whose last event has this output. */
export function outcomeOf(output: unknown): Outcome {
  if (typeof output !== "object" || output === null) return { status: "done", output: {} };
  if (!isInterrupted<GraphTypes["asks"]>(output)) return { status: "done", output };
  const { checkpointId, interrupts, next } = output;
  return { status: "waiting", interrupts, next, checkpointId };
}

/** Whether an event tells of a step, on whichever level. */
export function isStep(event: HostedEvent): boolean {
  return event.type === "step" || (event.type === "subgraph" && isStep(event.event));
}

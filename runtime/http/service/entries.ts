import type { GraphTypes } from "../../types/graph-types.ts";
import type { HostedEvent } from "./hosted.ts";
import { isInterrupted } from "../../types/interrupts.ts";
import type { Outcome, ServiceRun } from "./run.ts";
import type { ShownError } from "./describe-error.ts";
import { toJson } from "../json/write.ts";

/** Says what callers may know of an error. */
export type Describe = (error: unknown) => ShownError;

/** The first entry of every run. */
export function runText({ id, graph, thread }: ServiceRun): string {
  return toJson({ runId: id, threadId: thread.id, graph: graph.name });
}

/** An event as an entry's text: the members of a `StreamEvent` but `type` and `seq`, for which entries have members of their own. */
export function eventText(event: HostedEvent, describe: Describe): string {
  const { type: _type, ...rest } = shown(event, describe);
  return toJson(rest);
}

/** An event without what callers are not told. */
function shown(event: HostedEvent, describe: Describe): { readonly type: string; readonly [member: string]: unknown } {
  const { seq: _seq, ...rest } = event;
  if (rest.type === "subgraph") {
    return { ...rest, event: shown(rest.event, describe) };
  }
  return rest.type === "step" && "error" in rest ? { ...rest, error: describe(rest.error) } : rest;
}

/** The last entry of every run: how it ended. */
export function endText(outcome: Outcome, describe: Describe): string {
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

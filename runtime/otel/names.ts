import type { Attributes } from "@opentelemetry/api";
import type { RunInfo } from "../types/hooks.ts";

/** The attributes that are told, by what they mean: those of the semantic conventions where there is one, else `graphc.*`. */
export const names = {
  operation: "gen_ai.operation.name",
  workflow: "gen_ai.workflow.name",
  conversation: "gen_ai.conversation.id",
  errorType: "error.type",
  graph: "graphc.graph.name",
  run: "graphc.run.id",
  kind: "graphc.run.kind",
  outcome: "graphc.outcome",
  tags: "graphc.run.tags",
  node: "graphc.node.name",
  path: "graphc.step.path",
  step: "graphc.step.number",
  attempts: "graphc.step.attempts",
  attempt: "graphc.step.attempt",
  subgraph: "graphc.subgraph.name",
  delay: "graphc.retry.delay",
  ask: "graphc.ask.name",
  interrupt: "graphc.interrupt.id",
  next: "graphc.interrupt.next",
  write: "graphc.checkpoint.kind",
  checkpoint: "graphc.checkpoint.id",
} as const;

export function runAttributes({ graph, runId, kind, threadId, tags }: RunInfo): Attributes {
  return {
    [names.operation]: "invoke_workflow",
    [names.workflow]: graph,
    [names.graph]: graph,
    [names.run]: runId,
    [names.kind]: kind,
    ...(threadId !== undefined && { [names.conversation]: threadId }),
    ...(tags.length > 0 && { [names.tags]: [...tags] }),
  };
}

/** What `error.type` says: the error's name, which is the same for all errors of a kind. */
export function errorType(error: unknown): string {
  const cause = error instanceof Error && error.name === "NodeError" ? error.cause : error;
  return cause instanceof Error ? cause.name : "_OTHER";
}

import type { FoundThread } from "../service/threads.ts";
import type { HostedSnapshot } from "../service/hosted.ts";
import type { PathState } from "../../types/state.ts";
import type { Service } from "../service/service.ts";
import { shownError } from "../service/describe-error.ts";

/** A checkpoint as it is told: without what the thread is called where it is stored, and without what handlers have thrown. */
export function checkpointBody({ exposeErrors }: Service, snapshot: HostedSnapshot): object {
  const { threadId: _threadId, paths, ...rest } = snapshot;
  return { ...rest, paths: paths.map((path) => pathBody(path, exposeErrors)) };
}

function pathBody({ error, subgraph, ...rest }: PathState, exposed: boolean): object {
  return {
    ...rest,
    ...(error !== undefined && { error: exposed ? error : shownError(undefined, false) }),
    ...(subgraph !== undefined && { subgraph: subgraphBody(subgraph, exposed) }),
  };
}

function subgraphBody({ values, next, paths, step }: NonNullable<PathState["subgraph"]>, exposed: boolean): object {
  return { values, next, step, paths: paths.map((path) => pathBody(path, exposed)) };
}

/** What names a task and says how it stands. */
export function taskHead({ graph, id, status }: FoundThread): object {
  return { id, graph: graph.name, status };
}

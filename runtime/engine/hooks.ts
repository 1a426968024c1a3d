import type { CallConfig } from "./call.ts";
import { HookError } from "./attempt.ts";
import type { Hooks, RunInfo } from "../types/hooks.ts";
import type { Node } from "./table.ts";
import type { Observer, Watching } from "./observe.ts";
import { type Path, pathName } from "./path.ts";
import type { Run } from "./run.ts";
import { throwFailure } from "./failure.ts";
import { uuid } from "./ids.ts";

/** What is around the runs and handlers of an app with hooks: the first hook is outermost. */
export interface Around {
  /** Absent if no hook observes. */
  readonly observer: Observer | undefined;
  /** What hooks are told of a run. */
  about(graph: string, config: CallConfig, kind: RunInfo["kind"], threadId: string | undefined): RunInfo;
  /** Executes a run. @throws what fails in it, also in its nodes */
  run(run: Run): Promise<void>;
  /** Runs one attempt of a node. A hook's own error is no failure of the node: it fails the run. Absent if no hook is around steps. */
  readonly step: ((path: Path, node: Node, attempt: number, body: () => unknown) => Promise<unknown>) | undefined;
}

export function aroundOf(hooks: readonly Hooks[]): Around {
  // `observe` alone makes them.
  const watches = hooks.flatMap(({ watch }) => (watch === undefined ? [] : [watch as Watching]));
  return {
    observer: watches[0]?.observer(watches),
    about,
    async run(run) {
      const { info } = run.options;
      let next = async (): Promise<void> => {
        await run.execute();
        throwFailure(run);
      };
      for (const hook of hooks.toReversed()) {
        const inner = next;
        if (hook.run !== undefined && info !== undefined) next = () => hook.run?.(info, inner) ?? inner();
      }
      await next();
    },
    step: hooks.some((hook) => hook.step !== undefined) ? step : undefined,
  };

  async function step(path: Path, node: Node, attempt: number, body: () => unknown): Promise<unknown> {
    const { info: about } = path.level.run.options;
    if (about === undefined) throw new Error("Hooks lack what they are told of the run: please report this.");
    const info = Object.freeze({
      run: about,
      node: node.name,
      path: pathName(path, node.name),
      step: path.step + 1,
      attempt,
    });
    let failure: { readonly error: unknown } | undefined;
    let next = async (): Promise<unknown> => {
      try {
        return await body();
      } catch (error) {
        failure = { error };
        throw error;
      }
    };
    for (const hook of hooks.toReversed()) {
      const inner = next;
      if (hook.step !== undefined) next = () => hook.step?.(info, inner) ?? inner();
    }
    try {
      return await next();
    } catch (error) {
      if (failure?.error === error) throw error;
      throw new HookError(error);
    }
  }
}

function about(
  graph: string,
  { tags = [], metadata }: CallConfig,
  kind: RunInfo["kind"],
  threadId: string | undefined,
): RunInfo {
  return Object.freeze({
    graph,
    runId: uuid(),
    kind,
    ...(threadId !== undefined && { threadId }),
    tags: Object.freeze([...tags]),
    metadata: Object.freeze({ ...metadata }),
  });
}

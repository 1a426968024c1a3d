import { after } from "./timer.ts";
import { Context } from "./context.ts";
import type { Node } from "./table.ts";
import { NodeTimeoutError } from "../errors.ts";
import type { Path } from "./path.ts";

/** How long a handler may take. */
export interface TimeLimit {
  readonly milliseconds: number;
  /** The result, unless the time is over first: then the handler's signal aborts, and what it returns later is ignored. */
  keep(path: Path, node: Node, context: Context, result: PromiseLike<unknown>): Promise<unknown>;
}

/** `timeout 30s`. */
export function timeout(milliseconds: number): TimeLimit {
  return {
    milliseconds,
    keep: (path, node, context, result) =>
      new Promise((resolve, reject) => {
        const expire = (): void => {
          const { run, table } = path.level;
          const { threadId } = run;
          const error = new NodeTimeoutError({
            graph: table.graph.name,
            threadId,
            node: node.name,
            timeout: milliseconds,
          });
          Context.abort(context, error);
          reject(error);
        };
        let cancel = after(milliseconds, expire);
        Context.beat(context, () => {
          cancel();
          cancel = after(milliseconds, expire);
        });
        const done = (): void => {
          cancel();
          Context.beat(context, () => undefined);
        };
        result.then(
          (value) => {
            done();
            resolve(value);
          },
          (error: unknown) => {
            done();
            reject(error);
          },
        );
      }),
  };
}

import { adopt, decode, encode, refused, storable } from "../state/index.ts";
import { goto, isGoto } from "../types/goto.ts";
import { packUpdate, type PackedUpdate, unpackUpdate } from "./pack.ts";
import type { Cache } from "../types/storage.ts";
import { checkUpdate } from "./update.ts";
import { HookError } from "./attempt.ts";
import type { Hooks } from "../types/hooks.ts";
import { isPlain } from "../state/plain.ts";
import { MemoryCache } from "../checkpoint/cache.ts";
import type { Node } from "./table.ts";
import { type Path, pathName } from "./path.ts";
import type { Setup } from "./call.ts";
import type { Values } from "./values.ts";

/** What a cache holds: an update, with the target of a `goto`, or the output of a function that does not know the fields. */
interface Entry {
  readonly update?: PackedUpdate;
  readonly target?: string | readonly string[];
  readonly output?: unknown;
}

/** How the results of a node are kept. */
export interface Caching {
  /** The result of an earlier run with the same state and arguments, or a new one, which is kept. */
  through(path: Path, node: Node, view: object, produce: () => unknown): Promise<unknown>;
}

/**
 * `cache 1m`: results are kept for `ttl` milliseconds. What would be refused as an update is not kept, and not taken if it is found: the node runs. So it
 * does if the cache fails; a run is no worse off than without one, and hooks are told.
 */
export function cache(ttl: number): Caching {
  return {
    async through(path, node, view, produce) {
      const { setup } = path.level.run;
      const kept = setup.options.cache ?? cacheOf(setup);
      let key: string | undefined;
      try {
        key = keyOf(path, node, view);
        const text = await kept.get(key);
        const found = text === undefined ? undefined : { result: resultOf(decode(text) as Entry) };
        if (found !== undefined && fits(path, node, found.result)) return found.result;
      } catch (error) {
        tell(setup, path, node, error);
      }
      const result = await produce();
      try {
        const entry = fits(path, node, result) ? adopt(storable, entryOf(result)) : refused;
        if (key !== undefined && entry !== refused) await kept.set(key, encode(entry), ttl);
      } catch (error) {
        tell(setup, path, node, error);
      }
      return result;
    },
  };
}

/** All that a result depends on; as JSON, so that no two can look alike. */
function keyOf({ level, args }: Path, node: Node, view: object): string {
  const { name, schemaHash, version } = level.table.graph;
  return encode([name, version, schemaHash, node.name, view, args]);
}

/** Whether a result will not be refused; of a function that does not know the fields, only its update will tell. */
function fits({ level }: Path, node: Node, result: unknown): boolean {
  const { program } = node;
  if (program.kind === "handler" && program.into !== undefined) return true;
  const owner = { table: level.table, threadId: undefined, trusts: false };
  try {
    checkUpdate(owner, node, isGoto(result) ? result.update : result);
    return true;
  } catch {
    return false;
  }
}

/** @throws HookError if a hook throws */
function tell({ options, table }: Setup, path: Path, node: Node, error: unknown): void {
  const { hooks = [] } = options;
  const all: readonly Hooks[] = Array.isArray(hooks) ? hooks : [hooks];
  const failure = { graph: table.graph.name, node: node.name, path: pathName(path, node.name), error };
  try {
    for (const hook of all) hook.cacheFailed?.(Object.freeze(failure));
  } catch (thrown) {
    throw new HookError(thrown);
  }
}

const caches = /* @__PURE__ */ new WeakMap<Setup, Cache>();

/** The cache in memory of an app that was given none. */
function cacheOf(setup: Setup): Cache {
  const existing = caches.get(setup);
  if (existing !== undefined) return existing;
  const made = new MemoryCache({ clock: setup.clock });
  caches.set(setup, made);
  return made;
}

function entryOf(result: unknown): Entry {
  if (isGoto(result)) return { target: result.target, update: packUpdate(result.update as Values) };
  return isPlain(result) ? { update: packUpdate(result) } : { output: result };
}

/** @throws TypeError if it is no entry */
function resultOf({ update, target, output }: Entry): unknown {
  if (update === undefined) return output;
  const result = unpackUpdate(update);
  return target === undefined ? result : goto(target, result);
}

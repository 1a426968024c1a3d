import { adopt, decode, encode, refused, storable } from "../state/index.ts";
import { goto, isGoto } from "../types/goto.ts";
import { packUpdate, type PackedUpdate, unpackUpdate } from "./pack.ts";
import type { Cache } from "../types/storage.ts";
import { isPlain } from "../state/plain.ts";
import { MemoryCache } from "../checkpoint/cache.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
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

/** `cache 1m`: results are kept for `ttl` milliseconds. */
export function cache(ttl: number): Caching {
  return {
    async through(path, node, view, produce) {
      const { setup } = path.level.run;
      const kept = setup.options.cache ?? cacheOf(setup);
      const { name, schemaHash } = path.level.table.graph;
      const key = encode([name, schemaHash, node.name, view, path.args]);
      const found = await kept.get(key);
      if (found !== undefined) return resultOf(decode(found) as Entry);
      const result = await produce();
      const entry: unknown = adopt(storable, entryOf(result));
      if (entry !== refused) await kept.set(key, encode(entry), ttl);
      return result;
    },
  };
}

const caches = /* @__PURE__ */ new WeakMap<Setup, Cache>();

/** The cache in memory of an app that was given none. */
function cacheOf(setup: Setup): Cache {
  const existing = caches.get(setup);
  if (existing !== undefined) return existing;
  const made = new MemoryCache();
  caches.set(setup, made);
  return made;
}

function entryOf(result: unknown): Entry {
  if (isGoto(result)) return { target: result.target, update: packUpdate(result.update as Values) };
  return isPlain(result) ? { update: packUpdate(result) } : { output: result };
}

function resultOf({ update, target, output }: Entry): unknown {
  if (update === undefined) return output;
  const result = unpackUpdate(update);
  return target === undefined ? result : goto(target, result);
}

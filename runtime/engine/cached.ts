import { adopt, decode, encode, refused, storable } from "../state/index.ts";
import { goto, isGoto } from "../types/goto.ts";
import { packUpdate, type PackedUpdate, unpackUpdate } from "./pack.ts";
import type { Cache } from "../types/storage.ts";
import { isPlain } from "../state/plain.ts";
import type { Path } from "./path.ts";
import type { Values } from "./values.ts";

/** What a cache holds: an update, with the target of a `goto`, or the output of a function that does not know the fields. */
interface Entry {
  readonly update?: PackedUpdate;
  readonly target?: string | readonly string[];
  readonly output?: unknown;
}

/** The result of a node with `cache`: that of an earlier run with the same state and arguments, or a new one, which is kept for `ttl` milliseconds. */
export async function cached(
  cache: Cache,
  ttl: number,
  path: Path,
  node: string,
  view: object,
  produce: () => unknown,
): Promise<unknown> {
  const { name, schemaHash } = path.level.table.graph;
  const key = encode([name, schemaHash, node, view, path.args]);
  const found = await cache.get(key);
  if (found !== undefined) return resultOf(decode(found) as Entry);
  const result = await produce();
  const entry: unknown = adopt(storable, entryOf(result));
  if (entry !== refused) await cache.set(key, encode(entry), ttl);
  return result;
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

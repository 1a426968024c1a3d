import { checkFolded, checkWhole } from "./update.ts";
import { complete, routedOn } from "./complete.ts";
import { type Next, parked } from "./park.ts";
import { type Path, pathName } from "./path.ts";
import { ConfigError } from "../errors.ts";
import { copyState } from "./fold.ts";
import type { Found } from "./load.ts";
import type { Inspection, OpenPath } from "./inspect.ts";
import type { LiveJournal } from "./live.ts";
import type { Node } from "./table.ts";
import { packDone } from "./frontier.ts";
import type { Run } from "./run.ts";
import type { Values } from "./values.ts";
import type { Way } from "./ways.ts";

/**
 * Puts an update from outside in the place of what the node at an open path would have returned: the step is recorded as if the node had run.
 * @throws ConfigError where the path is at no node, and what the way out or its routers throw.
 */
export async function editPath(
  { records, stored: { threadId } }: Found,
  { journal: inspecting, run }: Inspection,
  { at: path, level: { table }, path: name }: OpenPath,
  journal: LiveJournal,
  values: unknown,
): Promise<void> {
  const graph = table.graph.name;
  const node = table.nodes[path.at];
  if (node === undefined) {
    const problem = `names "${name}", where no node is reached yet: continue, so that its router is asked.`;
    throw new ConfigError({ graph, threadId, option: "path", problem });
  }
  const owner = { table, threadId, trusts: false };
  const update = checkWhole(owner, table.program.schemas.update, values, "update");
  const state = copyState(table, path.state);
  table.program.fold(state, update);
  checkFolded(owner, undefined, state, update);
  const way = wayOut(graph, node);
  const place = pathName(path, node.name);
  const index = path.chain;
  const taken = inspecting.take();
  const failure = await follow(run, path, complete(run, path, node, update, undefined, undefined, way, undefined));
  const done = taken.done;
  if (done === undefined) throw failure?.error;
  for (const record of records) {
    const isReplaced = (record.path === place && record.index === index) || record.path.startsWith(`${place}/`);
    if (!isReplaced) journal.log.add(record);
  }
  journal.log.add({ path: place, index, kind: "step", node: node.name, key: "", value: packDone(done) });
  journal.hold("update");
}

/** The way out of a node that an update from outside stands in for. @throws ConfigError where its handler decides by `goto` */
export function wayOut(graph: string, { choice, name, program }: Node): Way<Values> {
  if (choice === undefined) return program.out as Way<Values>;
  const problem = `names "${name}", whose handler decides by goto where to go.`;
  throw new ConfigError({ graph, option: "asNode", problem });
}

/** Waits for the routers on a way until it is known where it leads, without running that; what was thrown on the way, if it leads nowhere. */
export async function follow(run: Run, path: Path, first: Next): Promise<{ readonly error: unknown } | undefined> {
  let next = first;
  while (next instanceof Promise) {
    const [settled] = await Promise.allSettled([next]);
    const ok = settled.status === "fulfilled";
    next = routedOn(run, path, ok, ok ? settled.value : settled.reason);
  }
  return next === parked ? { error: path.level.failures.at(-1) } : undefined;
}

import { complete, routedOn } from "./complete.ts";
import { type Next, parked } from "./park.ts";
import { type Path, pathName } from "./path.ts";
import { foldIn, misplaced } from "./edit.ts";
import type { Found } from "./load.ts";
import type { Inspection, OpenPath } from "./inspect.ts";
import type { LiveJournal } from "./live.ts";
import { packDone } from "./frontier.ts";
import type { Run } from "./run.ts";
import type { Said } from "./journal.ts";
import { wayOut } from "./edit-way.ts";

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
  goto: Said | undefined,
): Promise<void> {
  const edited = { table, threadId };
  const node = table.nodes[path.at];
  if (node === undefined) {
    throw misplaced(
      edited,
      "path",
      `names "${name}", where no node is reached yet: continue, so that its router is asked.`,
    );
  }
  const { update } = foldIn(edited, path.state, values);
  const way = wayOut(path, node, goto);
  const place = pathName(path, node.name);
  const index = path.chain;
  const taken = inspecting.take();
  const failure = await follow(run, path, complete(run, path, node, update, undefined, goto, way, undefined));
  const done = taken.done;
  if (done === undefined) throw failure?.error;
  for (const record of records) {
    const isReplaced = (record.path === place && record.index === index) || record.path.startsWith(`${place}/`);
    if (!isReplaced) journal.log.add(record);
  }
  journal.log.add({ path: place, index, kind: "step", node: node.name, key: "", value: packDone(done) });
  journal.hold("update");
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

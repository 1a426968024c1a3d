import { type Fresh, fresh, type Next, park } from "./park.ts";
import type { Done, Journal } from "./journal.ts";
import { extrasOf, type Path } from "./path.ts";
import { complete } from "./complete.ts";
import type { Node } from "./table.ts";
import type { Run } from "./run.ts";
import { chosen } from "./resolve.ts";
import type { Values } from "./values.ts";
import type { Way } from "./ways.ts";

/** What a journal does before a path runs the node that it is at: a step that was done before is taken again, and a static interrupt stops the path. */
export function approach(journal: Journal, run: Run, path: Path, node: Node): Next | Fresh {
  const { inspecting } = journal;
  const done = journal.knows ? journal.recall(path, node) : undefined;
  if (done !== undefined) return again(run, path, node, done, inspecting);
  if (inspecting && node.program.kind !== "ask" && node.program.kind !== "subgraph")
    return park(run, path, node, "ready");
  // A handler that would only ask the same again is not run for it.
  if (node.program.kind === "handler" && journal.knows && journal.asks(path, node))
    return park(run, path, node, "waiting");
  if (!stopsBefore(run, path, node) || journal.passes(path, node)) return fresh;
  journal.stop(path, node);
  return park(run, path, node, "ready");
}

/** Takes a step again as it was stored. */
function again(run: Run, path: Path, node: Node, done: Done, inspecting: boolean): Next {
  if (done.kept === true && inspecting) return park(run, path, node, "failed");
  path.last = node.number;
  if (done.said !== undefined) extrasOf(path).recalled = done.said;
  let way = done.error === undefined ? node.program.out : (node.program.onError ?? -1);
  if (done.goto !== undefined) way = chosen(path, node, done.goto);
  return complete(run, path, node, done.update, done.error, done.goto, way as Way<Values>, done);
}

/** Whether a static interrupt stops a path at the node, which has not been run. */
function stopsBefore({ level: called, options: { stopBefore } }: Run, { level }: Path, { number }: Node): boolean {
  return level.table.before.has(number) || (level === called && stopBefore?.has(number) === true);
}

/** Whether a static interrupt stops a path that has completed the node. */
export function stopsAfter({ level: called, options: { stopAfter } }: Run, { level }: Path, { number }: Node): boolean {
  return level.table.after.has(number) || (level === called && stopAfter?.has(number) === true);
}

import { checkFolded, checkWhole } from "./update.ts";
import { copyState } from "./fold.ts";
import type { Found } from "./load.ts";
import { frontierOf, positionOf, restore } from "./frontier.ts";
import { routedOn } from "./complete.ts";
import { takeHeading } from "./heading.ts";
import { parked } from "./park.ts";
import { extrasOf, type Path } from "./path.ts";
import { ConfigError } from "../errors.ts";
import type { Inspection } from "./inspect.ts";
import type { LiveJournal } from "./live.ts";
import { noArguments, type Values } from "./values.ts";
import { Run } from "./run.ts";
import { runOptions, type Setup } from "./call.ts";
import type { Way } from "./ways.ts";

/**
 * Writes a checkpoint as if a node (by default, the one that ran last) had returned `values`, and follows its way out; where a `goto` has decided,
 * the place stays as it is.
 * @throws ConfigError inside an open group, for an unknown node, and for one whose way out only its handler knows.
 */
export async function updateThread(
  setup: Setup,
  found: Found,
  inspection: Inspection,
  journal: LiveJournal,
  values: unknown,
  asNode: string | undefined,
): Promise<void> {
  const { table } = setup;
  const { threadId } = found.stored;
  const { name: graph } = table.graph;
  if (inspection.paths.some(({ grouped, level }) => grouped && level === inspection.run.level)) {
    const problem = "cannot be used while a group is open: let its members end first, or update an earlier checkpoint.";
    throw new ConfigError({ graph, threadId, option: "updateState", problem });
  }
  const owner = { table, threadId, trusts: false };
  const update = checkWhole(owner, table.program.schemas.update, values, "update");
  const state = copyState(table, found.state);
  table.program.fold(state, update);
  checkFolded(owner, undefined, state, update);
  const run = new Run(runOptions(setup, {}, "fork", threadId), state, journal, undefined);
  const path = run.main;
  restore(path, found.frontier, found.stored.version);
  const way = wayFrom(setup, path, asNode);
  const { uncounted } = found.frontier;
  if (asNode === undefined && uncounted !== undefined) extrasOf(path).counters = uncounted.map((count) => count ?? 0);
  const counters = path.extras?.counters;
  const node = table.nodes[path.last];
  journal.update(update, state);
  if (way !== undefined) {
    path.at = -1;
    path.args = noArguments;
    path.error = undefined;
    await follow(run, path, way);
    const entered = path.task !== undefined;
    const position = entered
      ? { kind: "way" as const, ...(node !== undefined && { node: node.name }) }
      : positionOf(path, undefined, undefined, undefined);
    journal.frontier = frontierOf(path, position, counters);
  }
  await journal.close(journal.frontier.at.kind === "end" ? "done" : "stopped");
}

function wayFrom({ table }: Setup, path: Path, asNode: string | undefined): Way<Values> | undefined {
  const { name: graph } = table.graph;
  const node = asNode === undefined ? table.nodes[path.last] : table.byName.get(asNode);
  if (node === undefined) {
    if (asNode !== undefined)
      throw new ConfigError({ graph, option: "asNode", problem: `names "${asNode}", which is no node.` });
    return undefined;
  }
  const { out } = node.program;
  const decides = typeof out === "object" && "decide" in out;
  if (asNode === undefined) return decides || path.task !== undefined ? undefined : out;
  if (decides)
    throw new ConfigError({
      graph,
      option: "asNode",
      problem: `names "${asNode}", whose handler decides by goto where to go.`,
    });
  path.last = node.number;
  path.step++;
  if (node.counted) (path.visits ??= [])[node.number] = (path.visits[node.number] ?? 0) + 1;
  return out;
}

/** Follows a way without running what it leads to. @throws what the way or its routers do */
async function follow(run: Run, path: Path, way: Way<Values>): Promise<void> {
  let next = takeHeading(run, path, way);
  while (next instanceof Promise) {
    const [settled] = await Promise.allSettled([next]);
    next = routedOn(
      run,
      path,
      settled.status === "fulfilled",
      settled.status === "fulfilled" ? settled.value : settled.reason,
    );
  }
  if (next === parked) throw run.level.failures[0];
}

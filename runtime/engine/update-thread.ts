import { checkFolded, checkWhole } from "./update.ts";
import { copyState } from "./fold.ts";
import { editPath, follow, wayOut } from "./edit-path.ts";
import type { Found } from "./load.ts";
import { type Frontier, frontierOf, positionOf, restore } from "./frontier.ts";
import { takeHeading } from "./heading.ts";
import { extrasOf, type Path } from "./path.ts";
import { ConfigError } from "../errors.ts";
import type { Inspection, OpenPath } from "./inspect.ts";
import type { LiveJournal } from "./live.ts";
import { noArguments, type Values } from "./values.ts";
import { Run } from "./run.ts";
import { runOptions, type Setup } from "./call.ts";
import type { Way } from "./ways.ts";

/** Where an update from outside is put. */
export interface EditOptions {
  readonly asNode?: string;
  readonly path?: string;
}

/**
 * Writes a checkpoint as if a node had returned `values`: the one at the path that is named, or, on the main path, the named one or the one that ran last.
 * The way out is followed; where a `goto` has decided, the place of the main path stays as it is. Asks that are reached are asked.
 * @throws ConfigError inside an open group without a path, for an unknown node or path, and for a node whose way out only its handler knows.
 */
export async function updateThread(
  setup: Setup,
  found: Found,
  inspection: Inspection,
  journal: LiveJournal,
  values: unknown,
  options: EditOptions,
): Promise<void> {
  const open = openPathOf(setup, found, inspection, options);
  const isMain = open === undefined || (!open.grouped && open.level === inspection.run.level);
  if (isMain) await updateMain(setup, found, inspection.run.main, journal, values, open?.node ?? options.asNode);
  else await editPath(found, inspection, open, journal, values);
  askAnew(journal);
  const { waiting } = journal.inspect();
  await journal.close(waiting.length > 0 ? "waiting" : journal.frontier.at.kind === "end" ? "done" : "stopped");
}

/** The open path that is named, if one is. @throws ConfigError */
function openPathOf(
  { table }: Setup,
  { stored: { threadId } }: Found,
  { paths, run }: Inspection,
  { asNode, path }: EditOptions,
): OpenPath | undefined {
  const graph = table.graph.name;
  if (path === undefined) {
    const isSplit = paths.some(({ grouped, level }) => grouped && level === run.level);
    if (!isSplit) return undefined;
    const problem = `is missing: a group is open. Name one of its paths, or update an earlier checkpoint.`;
    throw new ConfigError({ graph, threadId, option: "path", problem });
  }
  const open = paths.filter(({ status }) => status !== "joined");
  const found = open.find((one) => one.path === path);
  if (found === undefined) {
    const problem = `names "${path}", where nothing is open; open are: ${open.map((one) => `"${one.path}"`).join(", ") || "none"}.`;
    throw new ConfigError({ graph, threadId, option: "path", problem });
  }
  if (asNode !== undefined && asNode !== found.node) {
    const problem = `names "${asNode}", but the path "${path}" is at "${found.node}".`;
    throw new ConfigError({ graph, threadId, option: "asNode", problem });
  }
  return found;
}

/** `main` is the main path as it is found: behind a group or a subgraph that has ended since the checkpoint it is further than the frontier says. */
async function updateMain(
  setup: Setup,
  found: Found,
  main: Path,
  journal: LiveJournal,
  values: unknown,
  asNode: string | undefined,
): Promise<void> {
  const { table } = setup;
  const { threadId } = found.stored;
  const owner = { table, threadId, trusts: false };
  const update = checkWhole(owner, table.program.schemas.update, values, "update");
  const hasMoved = main.step > found.frontier.step;
  const before = hasMoved ? main.state : found.state;
  const state = copyState(table, before);
  table.program.fold(state, update);
  checkFolded(owner, undefined, state, update);
  const run = new Run(runOptions(setup, {}, "fork", threadId), state, journal, undefined);
  const path = run.main;
  try {
    restore(path, found.frontier, found.stored.version);
  } catch (error) {
    // A thread whose node is gone can be put behind another.
    if (asNode === undefined) throw error;
  }
  if (hasMoved) moveTo(path, main);
  const isThere = hasMoved && asNode === undefined;
  if (isThere && main.at < 0 && !main.level.ended) {
    const problem =
      "is missing: a router decides what comes next. Name the node that the update stands for, or continue.";
    throw new ConfigError({ graph: table.graph.name, threadId, option: "asNode", problem });
  }
  const way = isThere ? undefined : wayFrom(setup, path, asNode);
  const { uncounted } = found.frontier;
  if (asNode === undefined && !hasMoved && uncounted !== undefined)
    extrasOf(path).counters = uncounted.map((count) => count ?? 0);
  const counters = path.extras?.counters;
  const node = table.nodes[path.last];
  journal.update(update, state);
  if (hasMoved) for (const { name } of table.fieldList) if (before[name] !== found.state[name]) journal.replace(name);
  const { stopped } = found.frontier;
  const setFrontier = (frontier: Frontier): void => {
    const place = frontier.at.kind === "node" ? `${frontier.at.node} ` : undefined;
    // Where a static interrupt has stopped the thread, it does not stop it again because the state was edited there.
    const stays = asNode === undefined && place !== undefined && stopped?.some((stop) => stop.startsWith(place));
    journal.frontier = stays === true ? { ...frontier, stopped: [`${place}0`] } : frontier;
  };
  if (isThere) setFrontier(frontierOf(path, positionOf(path, undefined, undefined, undefined), counters));
  if (way === undefined) return;
  path.at = -1;
  path.args = noArguments;
  path.error = undefined;
  extrasOf(path).headings = -1;
  const failure = await follow(run, path, takeHeading(run, path, way));
  if (failure !== undefined) throw failure.error;
  const entered = path.task !== undefined;
  const position = entered
    ? { kind: "way" as const, ...(node !== undefined && { node: node.name }) }
    : positionOf(path, undefined, undefined, undefined);
  setFrontier(frontierOf(path, position, counters));
}

/** Puts a path where another of the same run is. */
function moveTo(path: Path, other: Path): void {
  const { args, at, error, extras, last, step, visits } = other;
  Object.assign(path, { args, at, error, last, step, visits, task: undefined });
  extrasOf(path).counters = extras?.counters;
}

function wayFrom({ table }: Setup, path: Path, asNode: string | undefined): Way<Values> | undefined {
  const { name: graph } = table.graph;
  const node = asNode === undefined ? table.nodes[path.last] : table.byName.get(asNode);
  if (node === undefined) {
    if (asNode !== undefined)
      throw new ConfigError({ graph, option: "asNode", problem: `names "${asNode}", which is no node.` });
    return undefined;
  }
  if (asNode === undefined)
    return node.choice !== undefined || path.task !== undefined ? undefined : wayOut(graph, node);
  const way = wayOut(graph, node);
  path.last = node.number;
  path.step++;
  if (node.counted) (path.visits ??= [])[node.number] = (path.visits[node.number] ?? 0) + 1;
  return way;
}

/** Asks what the paths have come to and what was not asked yet, so that it can be answered at once. What cannot be shown is asked when the run goes on. */
function askAnew(journal: LiveJournal): void {
  const { paths, run } = journal.inspect();
  for (const { at, level, status } of paths) {
    const node = level.table.nodes[at.at];
    if (status !== "ready" || node?.program.kind !== "ask") continue;
    try {
      journal.ask(at, node, 0, node.program.show(at.state, run.scope.of(at)), node.program.timeout);
    } catch {
      continue;
    }
  }
}

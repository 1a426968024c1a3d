import { type EditOptions, foldIn, misplaced } from "./edit.ts";
import { ConfigError } from "../errors.ts";
import { count } from "./complete.ts";
import { editPath, follow } from "./edit-path.ts";
import type { Found } from "./load.ts";
import { countsOf, frontierOf, type Position, positionOf, restore } from "./frontier.ts";
import { takeHeading } from "./heading.ts";
import { extrasOf, type Path } from "./path.ts";
import { isGrouped } from "./grouped.ts";
import type { Inspection, OpenPath } from "./inspect.ts";
import type { LiveJournal } from "./live.ts";
import { noArguments, type Values } from "./values.ts";
import { nodeNamed } from "./config.ts";
import { Run } from "./run.ts";
import { runOptions, type Setup } from "./call.ts";
import type { Said } from "./journal.ts";
import type { Node, Table } from "./table.ts";
import { undecided, wayOut } from "./edit-way.ts";
import type { Way } from "./ways.ts";

/**
 * Writes a checkpoint as if a node had returned `values`: the one at the path that is named, or, on the main path, the named one or the one that ran last.
 * The way out is followed; where the `goto` of the node that ran last has decided, the place of the main path stays as it is unless another is given. Asks
 * that are reached are asked.
 * @throws ConfigError inside an open group without a path, for an unknown node, path or target, and where a target is missing.
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
  if (isMain) {
    const place = { asNode: open?.node ?? options.asNode, goto: options.goto };
    await updateMain(setup, found, inspection.run.main, journal, values, place);
  } else await editPath(found, inspection, open, journal, values, options.goto);
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
  const edited = { table, threadId };
  if (path === undefined) {
    const isSplit = paths.some(({ grouped, level }) => grouped && level === run.level);
    if (!isSplit) return undefined;
    const problem = "is missing: a group is open. Name one of its paths, or an earlier checkpoint.";
    throw misplaced(edited, "path", problem);
  }
  const open = paths.filter(({ status }) => status !== "joined");
  const found = open.find((one) => one.path === path);
  if (found === undefined) {
    const places = open.map((one) => `"${one.path}"`).join(", ") || "none";
    throw misplaced(edited, "path", `names "${path}", where nothing is open; open are: ${places}.`);
  }
  if (asNode !== undefined && asNode !== found.node) {
    throw misplaced(edited, "asNode", `names "${asNode}", but the path "${path}" is at "${found.node}".`);
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
  { asNode, goto }: { readonly asNode: string | undefined; readonly goto: Said | undefined },
): Promise<void> {
  const { table } = setup;
  const { threadId } = found.stored;
  const edited = { table, threadId };
  const hasMoved = main.step > found.frontier.step;
  const before = hasMoved ? main.state : found.state;
  const { state, update } = foldIn(edited, before, values);
  const run = new Run(runOptions(setup, {}, "fork", threadId), state, journal, undefined);
  const path = run.main;
  try {
    restore(path, found.frontier, found.stored.version);
  } catch (error) {
    // A thread whose node is gone can be put behind another.
    if (asNode === undefined) throw error;
  }
  const { uncounted } = found.frontier;
  if (hasMoved) moveTo(path, main);
  else if (asNode === undefined && uncounted !== undefined) extrasOf(path).counters = countsOf(uncounted);
  const isThere = hasMoved && asNode === undefined;
  if (isThere && main.at < 0 && !main.level.ended) {
    const problem = "is missing, where no node is reached yet: continue, so that its router is asked, or name a node.";
    throw misplaced(edited, "asNode", problem);
  }
  const way = wayFrom(table, path, asNode, goto);
  if (way === undefined && goto !== undefined) throw undecided(edited);
  const counters = path.extras?.counters;
  const node = table.nodes[path.last];
  journal.update(update, state);
  // What comes next may have begun: the effects that it has had stay its own, wherever the main path's chain begins from now on.
  for (const record of asNode === undefined ? found.records : []) {
    const index = record.index - main.chain;
    if (record.kind === "once" && index >= 0) journal.log.add({ ...record, index });
  }
  for (const { name } of table.fieldList) if (before[name] !== found.state[name]) journal.replace(name);
  let position: Position | undefined;
  if (way !== undefined) {
    path.at = -1;
    path.args = noArguments;
    path.error = undefined;
    extrasOf(path).headings = -1;
    const failure = await follow(run, path, takeHeading(run, path, way));
    if (failure !== undefined) throw failure.error;
    if (path.task !== undefined) {
      position = { kind: "way", ...(node !== undefined && { node: node.name }), ...(goto !== undefined && { goto }) };
    }
  } else if (!isThere) return;
  position ??= positionOf(path, undefined, undefined, undefined);
  journal.frontier = frontierOf(path, position, counters);
  if (asNode !== undefined || position.kind !== "node") return;
  // Where a static interrupt has stopped the thread, it does not stop it again because the state was edited there.
  const place = `${position.node} `;
  const stays = found.frontier.stopped?.some((stop) => stop.startsWith(place)) === true;
  if (stays) journal.frontier = { ...journal.frontier, stopped: [`${place}0`] };
}

/** Puts a path where another of the same run is: behind no node whose way out a later update would follow, and into the group again. */
function moveTo(path: Path, other: Path): void {
  const { args, at, error, extras, step, visits } = other;
  Object.assign(path, { args, at, error, last: -1, step, visits, task: undefined });
  extrasOf(path).counters = extras?.counters;
}

/** The way out of the node that is named, or of the one that ran last; nothing if the place stays as it is. */
function wayFrom(
  table: Table,
  path: Path,
  asNode: string | undefined,
  goto: Said | undefined,
): Way<Values> | undefined {
  const node = asNode === undefined ? table.nodes[path.last] : mainNode(table, asNode);
  if (node === undefined) return undefined;
  const isDecided = node.choice !== undefined || path.task !== undefined;
  if (asNode === undefined && goto === undefined && isDecided) return undefined;
  const way = wayOut(path, node, goto);
  if (asNode === undefined) return way;
  path.last = node.number;
  path.step++;
  if (node.counted) count(path, node.number, 1);
  return way;
}

/** @throws ConfigError if there is no such node, or if it stands in a group: behind it the main path would not come to what follows the group. */
function mainNode(table: Table, name: string): Node {
  const node = nodeNamed(table, "asNode", name);
  if (!isGrouped(table.graph, name)) return node;
  const problem = `names "${name}", which runs in a group: name a node outside, or its path ("path") while the group is open.`;
  throw new ConfigError({ graph: table.graph.name, option: "asNode", problem });
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
